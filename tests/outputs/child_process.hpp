// SPDX-License-Identifier: Apache-2.0
// A process of its own for what may be killed.
#pragma once

#include <functional>
#include <sys/wait.h>
#include <unistd.h>

namespace drumbeat {

inline pid_t start_child(const std::function<int()>& body, unsigned seconds = 20) {
    const pid_t child = ::fork();
    if (child != 0) return child;
    ::alarm(seconds); // a hang is a death by signal
    int code = 99;
    try {
        code = body();
    } catch (...) {
    }
    ::_exit(code);
}

// The exit code, or minus the signal that ended it.
inline int end_of(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

inline int in_child(const std::function<int()>& body, unsigned seconds = 20) {
    return end_of(start_child(body, seconds));
}

} // namespace drumbeat
