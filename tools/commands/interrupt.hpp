// SPDX-License-Identifier: Apache-2.0
// Ctrl-C and SIGTERM as a request to stop.
#pragma once

#include <atomic>
#include <stop_token>
#include <thread>

namespace drumbeat::tools {

// While it lives, the first signal asks the token to stop and a second one ends the program at once. Make it before
// any other thread starts: threads inherit that they leave the signals alone.
class Interrupt {
  public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    std::stop_token token() const { return source_.get_token(); }
    bool happened() const { return happened_; }

  private:
    void watch(std::stop_token ended);

    std::stop_source source_;
    std::atomic<bool> happened_ = false;
    std::jthread watcher_; // last: it uses the others
};

} // namespace drumbeat::tools
