// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/progress.hpp"

#include "outputs/pages/wording.hpp"

#include <fmt/core.h>

#include <cstdio>

namespace drumbeat::tools {

std::string duration(double seconds) {
    if (seconds < 9.95) return fmt::format("{:.1f} s", seconds);
    const auto whole = static_cast<std::int64_t>(seconds + .5);
    if (whole < 60) return fmt::format("{} s", whole);
    if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
    return fmt::format("{} h {:02} min", whole / 3600, whole % 3600 / 60);
}

std::string progress_line(std::int64_t done, std::int64_t total, double seconds, std::int64_t before,
                          std::string_view what) {
    constexpr int cells = 24;
    const double share = total > 0 ? static_cast<double>(done) / static_cast<double>(total) : 0;
    const auto full = static_cast<std::size_t>(share * cells);
    std::string line =
        fmt::format("[{}{}] {:3.0f} %  {} of {} {}", std::string(full, '#'), std::string(cells - full, '.'),
                    100 * share, grouped(static_cast<double>(done)), grouped(static_cast<double>(total)), what);
    if (done <= before || seconds <= 0) return line;
    const double rate = static_cast<double>(done - before) / seconds;
    return line + fmt::format("  {}/s  {} left", grouped(rate), duration(static_cast<double>(total - done) / rate));
}

bool Progress::is_time(std::int64_t done, std::int64_t total, Clock::time_point now) const {
    if (where_ == Where::terminal) return now - last_ >= std::chrono::milliseconds(100);
    const auto tenth = [&](std::int64_t n) { return total > 0 ? 10 * n / total : 0; };
    return tenth(done) > tenth(told_) || now - last_ >= std::chrono::minutes(10);
}

void Progress::heard(std::int64_t done, std::int64_t total) {
    if (!begun_) {
        begun_ = true;
        before_ = told_ = done;
    }
    const auto now = Clock::now();
    if (where_ == Where::nowhere || !is_time(done, total, now)) return;
    last_ = now;
    told_ = done;
    drawn_ = where_ == Where::terminal;
    const double seconds = std::chrono::duration<double>(now - start_).count();
    const std::string line = progress_line(done, total, seconds, before_, what_);
    // A terminal that is gone does not stop the run.
    std::fputs((drawn_ ? "\r\x1b[K" + line : line + "\n").c_str(), stderr);
    std::fflush(stderr);
}

void Progress::clear() {
    if (!drawn_) return;
    drawn_ = false;
    std::fputs("\r\x1b[K", stderr);
    std::fflush(stderr);
}

} // namespace drumbeat::tools
