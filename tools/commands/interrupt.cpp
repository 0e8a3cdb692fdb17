// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/interrupt.hpp"

#include "tools/commands/exit.hpp"

#include <csignal>
#include <cstdlib>
#include <ctime>

namespace drumbeat::tools {
namespace {

sigset_t stop_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

} // namespace

Interrupt::Interrupt() {
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
        if (happened_.exchange(true))
            std::_Exit(static_cast<int>(Exit::interrupted)); // asked twice: what is on disk stays readable
        source_.request_stop();
    }
}

} // namespace drumbeat::tools
