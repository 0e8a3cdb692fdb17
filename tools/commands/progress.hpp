// SPDX-License-Identifier: Apache-2.0
// Says how far a run is, how fast, and how long it will take.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace drumbeat::tools {

// "[#####.....]  45 %  1,234 of 2,700 runs  512/s  3 s left"; `before`: runs that were there when the clock started.
std::string progress_line(std::int64_t done, std::int64_t total, double seconds, std::int64_t before = 0,
                          std::string_view what = "runs");
std::string duration(double seconds); // "0.4 s", "12 s", "3 min 20 s", "2 h 05 min"

// On a terminal a line that is drawn again and again, ten times a second at most. Elsewhere, as in the log of a batch
// job, a line of its own at each tenth, and at least every ten minutes.
class Progress {
  public:
    enum class Where { nowhere, terminal, log };
    // `what` is counted, and has to outlive it.
    explicit Progress(Where where, std::string_view what = "runs") : where_(where), what_(what) {}
    ~Progress() { clear(); }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void heard(std::int64_t done, std::int64_t total); // on standard error; the first call says what was there before
    void clear();

  private:
    using Clock = std::chrono::steady_clock;
    bool is_time(std::int64_t done, std::int64_t total, Clock::time_point now) const;

    Where where_;
    std::string_view what_;
    bool drawn_ = false, begun_ = false;
    std::int64_t before_ = 0, told_ = 0;
    Clock::time_point start_ = Clock::now(), last_ = start_;
};

} // namespace drumbeat::tools
