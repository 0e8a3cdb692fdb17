// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/interrupt.hpp"

#include "tools/commands/exit.hpp"

#include <csignal>
#include <cstdlib>
#include <ctime>
#include <utility>

namespace drumbeat::tools {
namespace {

// Whoever started the program with nohup wants it to outlive the terminal.
bool hang_up_is_ignored() {
    struct sigaction action {};
    return sigaction(SIGHUP, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

sigset_t stop_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    if (!hang_up_is_ignored()) sigaddset(&set, SIGHUP);
    return set;
}

} // namespace

Interrupt::Interrupt(std::function<void()> asked, std::function<void()> ending)
    : asked_(std::move(asked)), ending_(std::move(ending)) {
    const sigset_t set = stop_signals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    watcher_ = std::jthread([this](std::stop_token ended) { watch(ended); });
}

Interrupt::~Interrupt() {
    watcher_.request_stop();
    watcher_.join();
    const sigset_t set = stop_signals();
    pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

void Interrupt::watch(std::stop_token ended) {
    const sigset_t set = stop_signals();
    const timespec tick{0, 50'000'000};
    while (!ended.stop_requested()) {
        if (sigtimedwait(&set, nullptr, &tick) < 0) continue;
        if (happened_.exchange(true)) {
            ending_();
            std::_Exit(static_cast<int>(Exit::interrupted)); // what is on disk stays readable
        }
        source_.request_stop();
        asked_();
    }
}

} // namespace drumbeat::tools
