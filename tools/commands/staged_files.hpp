// SPDX-License-Identifier: Apache-2.0
// Files that appear together or not at all: each is written beside its place, and all are renamed once all are whole.
#pragma once

#include <string>
#include <vector>

namespace drumbeat::tools {

class StagedFiles {
  public:
    // `spared` are files that none of these may replace, under whatever name.
    StagedFiles(bool overwrite, std::vector<std::string> spared);
    ~StagedFiles(); // what was not put in place is removed
    StagedFiles(const StagedFiles&) = delete;
    StagedFiles& operator=(const StagedFiles&) = delete;

    // Announces a file; throws FileProblem where it may not be written there.
    void announce(const std::string& path);
    // Announces files of a folder, which is made when the first of them is written.
    void announce_in(const std::string& folder, const std::vector<std::string>& names);

    std::string beside(const std::string& path); // where to write it
    // What a writer says of the file beside, said of the file that was asked for.
    std::string in_their_names(std::string message) const;
    void put_in_place();                         // throws FileProblem, and then leaves none that is new

  private:
    struct Folder {
        std::string path;
        bool made = false;
    };
    bool overwrite_, done_ = false;
    std::vector<std::string> spared_, paths_;
    std::vector<Folder> folders_;
};

} // namespace drumbeat::tools
