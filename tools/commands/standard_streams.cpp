// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/standard_streams.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <iostream>
#include <unistd.h>

namespace drumbeat::tools {

void open_closed_streams() noexcept {
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        // For reading alone, so that writing to a closed output stays an error.
        if (::fcntl(stream, F_GETFD) < 0 && errno == EBADF) (void)::open("/dev/null", O_RDONLY);
}

Exit after_output(Exit exit) noexcept {
    errno = 0;
    const bool flushed = std::fflush(stdout) == 0;
    const int error = errno;
    if ((flushed && std::ferror(stdout) == 0 && std::cout.good()) || exit != Exit::done) return exit;
    std::fprintf(stderr, "drumbeat: cannot write to standard output: %s\n",
                 error != 0 ? std::strerror(error) : "it failed");
    return Exit::environment;
}

} // namespace drumbeat::tools
