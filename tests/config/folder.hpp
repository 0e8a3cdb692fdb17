// SPDX-License-Identifier: Apache-2.0
// A folder of files for one test, gone when the test ends.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace drumbeat::example {

class Folder {
  public:
    Folder()
        : path_(std::filesystem::temp_directory_path() /
                ("drumbeat-test-" + std::to_string(::getpid()) + "-" + std::to_string(next()))) {
        std::filesystem::create_directories(path_);
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::string write(const std::string& name, std::string_view text) const {
        std::filesystem::create_directories((path_ / name).parent_path());
        std::ofstream(path_ / name, std::ios::binary) << text;
        return path(name);
    }
    std::string path(const std::string& name = "") const { return (path_ / name).lexically_normal().string(); }
    std::vector<std::string> as_list() const { return {path_.string()}; }

  private:
    static int next() {
        static int count = 0;
        return ++count;
    }
    std::filesystem::path path_;
};

} // namespace drumbeat::example
