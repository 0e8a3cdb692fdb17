// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/text_file.hpp"

#include "outputs/files/results.hpp"

#include <fmt/core.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace drumbeat::tools {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& path, int error) {
    throw FileProblem(fmt::format("{}: cannot be written: {}", path, std::strerror(error)),
                      error == ENOENT || error == ENAMETOOLONG);
}

// Written under the name that is free, or 0; else the system's error, and then nothing is left.
int written(const std::string& path, const std::string& text, const char* mode) {
    std::FILE* stream = std::fopen(path.c_str(), mode);
    if (!stream) return errno;
    errno = 0;
    const bool whole = std::fwrite(text.data(), 1, text.size(), stream) == text.size() && std::fflush(stream) == 0;
    const int error = errno;
    if (std::fclose(stream) == 0 && whole) return 0;
    std::remove(path.c_str());
    return error != 0 ? error : EIO;
}

} // namespace

void write_text_file(const std::string& path, const std::string& text, bool overwrite) {
    std::error_code error;
    const auto status = fs::status(path, error);
    if (fs::exists(status) && !fs::is_regular_file(status))
        throw FileProblem(path + " is no file that can be written", true);
    const std::string target = overwrite ? path + ".writing" : path;
    const int problem = written(target, text, overwrite ? "w" : "wx");
    if (problem == EEXIST) throw FileProblem(path + " exists and is left as it is", true);
    if (problem != 0) fail(path, problem);
    if (!overwrite) return;
    fs::rename(target, path, error);
    if (!error) return;
    std::remove(target.c_str());
    fail(path, error.value());
}

} // namespace drumbeat::tools
