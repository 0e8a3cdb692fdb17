// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/child.hpp"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <spawn.h>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace drumbeat::tools {

std::string find_program(const std::vector<std::string>& names) {
    const char* path = std::getenv("PATH");
    for (const std::string& name : names) {
        std::istringstream folders(path ? path : "");
        for (std::string folder; std::getline(folders, folder, ':');) {
            const std::string file = (folder.empty() ? "." : folder) + "/" + name;
            std::error_code ignored;
            if (std::filesystem::is_regular_file(file, ignored) && ::access(file.c_str(), X_OK) == 0) return file;
        }
    }
    return {};
}

namespace {

// What a child's streams are, besides an empty standard input.
class Streams {
  public:
    Streams() {
        posix_spawn_file_actions_init(&files_);
        posix_spawn_file_actions_addopen(&files_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    }
    ~Streams() { posix_spawn_file_actions_destroy(&files_); }
    Streams(const Streams&) = delete;
    Streams& operator=(const Streams&) = delete;

    void to_file(int stream, const std::string& path) {
        posix_spawn_file_actions_addopen(&files_, stream, path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    }
    void same(int from, int to) { posix_spawn_file_actions_adddup2(&files_, from, to); }
    const posix_spawn_file_actions_t* get() const { return &files_; }

  private:
    posix_spawn_file_actions_t files_;
};

pid_t started(const std::vector<std::string>& words, const Streams& streams) { // 0: it could not be started
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    pid_t child = 0;
    return posix_spawn(&child, words.front().c_str(), streams.get(), nullptr, arguments.data(), environ) == 0 ? child
                                                                                                              : 0;
}

int exit_code(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::string text_of(int descriptor) {
    std::string text;
    char part[4096];
    for (ssize_t count = 0; (count = ::read(descriptor, part, sizeof part)) != 0;) {
        if (count < 0 && errno != EINTR) break;
        if (count > 0) text.append(part, static_cast<std::size_t>(count));
    }
    return text;
}

} // namespace

int run_program(const std::vector<std::string>& words, const std::string& log) {
    Streams streams;
    streams.to_file(STDOUT_FILENO, log);
    streams.same(STDOUT_FILENO, STDERR_FILENO);
    const pid_t child = started(words, streams);
    return child == 0 ? -1 : exit_code(child);
}

Said said_by(const std::vector<std::string>& words, Errors errors) {
    int pipe[2];
    if (::pipe2(pipe, O_CLOEXEC) != 0) return {};
    Streams streams;
    streams.same(pipe[1], STDOUT_FILENO);
    if (errors == Errors::dropped) streams.to_file(STDERR_FILENO, "/dev/null");
    const pid_t child = started(words, streams);
    ::close(pipe[1]);
    Said said;
    if (child != 0) {
        said.text = text_of(pipe[0]);
        said.code = exit_code(child);
    }
    ::close(pipe[0]);
    return said;
}

} // namespace drumbeat::tools
