// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/text_file.hpp"

#include "outputs/files/results.hpp"

#include <fmt/core.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <unistd.h>

namespace drumbeat::tools {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& path, int error) {
    throw FileProblem(fmt::format("{}: cannot be written: {}", path, std::strerror(error)),
                      error == ENOENT || error == ENAMETOOLONG);
}

// 0 when it is written and on the disk; else the system's error, and then nothing is left.
int written(const std::string& path, const std::string& text) {
    std::FILE* stream = std::fopen(path.c_str(), "w");
    if (!stream) return errno;
    errno = 0;
    const bool whole = std::fwrite(text.data(), 1, text.size(), stream) == text.size() && std::fflush(stream) == 0 &&
                       ::fsync(fileno(stream)) == 0;
    const int error = errno;
    if (std::fclose(stream) == 0 && whole) return 0;
    std::remove(path.c_str());
    return error != 0 ? error : EIO;
}

// A link fails where a renamed file would replace another; not every file system has links. 0, or the system's error.
int put_in_place(const std::string& beside, const std::string& path, bool overwrite) {
    if (!overwrite) {
        if (::link(beside.c_str(), path.c_str()) == 0) {
            std::remove(beside.c_str());
            return 0;
        }
        if (errno == EEXIST) return EEXIST;
    }
    return ::rename(beside.c_str(), path.c_str()) == 0 ? 0 : errno;
}

} // namespace

std::string writing_path(const std::string& path) { return path + ".writing"; }

void write_text_file(const std::string& path, const std::string& text, bool overwrite) {
    std::error_code error;
    const auto status = fs::status(path, error);
    if (fs::exists(status) && !fs::is_regular_file(status))
        throw FileProblem(path + " is no file that can be written", true);
    if (!overwrite && fs::exists(status)) throw FileProblem(path + " exists and is left as it is", true);
    const std::string beside = writing_path(path);
    if (const int problem = written(beside, text); problem != 0) fail(path, problem);
    const int problem = put_in_place(beside, path, overwrite);
    if (problem == 0) return;
    std::remove(beside.c_str());
    if (problem == EEXIST) throw FileProblem(path + " exists and is left as it is", true);
    fail(path, problem);
}

std::string text_of(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

} // namespace drumbeat::tools
