// SPDX-License-Identifier: Apache-2.0
// Ctrl-C, SIGTERM and a lost terminal as a request to stop.
#pragma once

#include <atomic>
#include <functional>
#include <stop_token>
#include <thread>

namespace drumbeat::tools {

// While it lives, the first signal asks the token to stop and a second one ends the program at once; `asked` and
// `ending` are called before, in a thread of its own. Make it before any other thread starts: threads inherit that they
// leave the signals alone.
class Interrupt {
  public:
    Interrupt(std::function<void()> asked, std::function<void()> ending);
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    std::stop_token token() const { return source_.get_token(); }
    bool happened() const { return happened_; }

  private:
    void watch(std::stop_token ended);

    std::function<void()> asked_, ending_;
    std::stop_source source_;
    std::atomic<bool> happened_ = false;
    std::jthread watcher_; // last: it uses the others
};

} // namespace drumbeat::tools
