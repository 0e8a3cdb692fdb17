// SPDX-License-Identifier: Apache-2.0
// A line on a terminal that says how far a run is, how fast, and how long it will take.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace drumbeat::tools {

// "[#####.....]  45 %  1,234 of 2,700 runs  512/s  3 s left"
std::string progress_line(std::int64_t done, std::int64_t total, double seconds);
std::string duration(double seconds); // "0.4 s", "12 s", "3 min 20 s", "2 h 05 min"

class Progress {
  public:
    explicit Progress(bool shown) : shown_(shown) {}
    ~Progress() { clear(); }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void heard(std::int64_t done, std::int64_t total); // draws ten times a second at most, on standard error
    void clear();

  private:
    using Clock = std::chrono::steady_clock;
    bool shown_, drawn_ = false;
    Clock::time_point start_ = Clock::now(), last_{};
};

} // namespace drumbeat::tools
