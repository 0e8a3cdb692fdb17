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

std::string progress_line(std::int64_t done, std::int64_t total, double seconds) {
    constexpr int cells = 24;
    const double share = total > 0 ? static_cast<double>(done) / static_cast<double>(total) : 0;
    const auto full = static_cast<std::size_t>(share * cells);
    std::string line =
        fmt::format("[{}{}] {:3.0f} %  {} of {} runs", std::string(full, '#'), std::string(cells - full, '.'),
                    100 * share, grouped(static_cast<double>(done)), grouped(static_cast<double>(total)));
    if (done <= 0 || seconds <= 0) return line;
    const double rate = static_cast<double>(done) / seconds;
    return line + fmt::format("  {}/s  {} left", grouped(rate), duration(static_cast<double>(total - done) / rate));
}

void Progress::heard(std::int64_t done, std::int64_t total) {
    const auto now = Clock::now();
    if (!shown_ || now - last_ < std::chrono::milliseconds(100)) return;
    last_ = now;
    drawn_ = true;
    const std::string line = progress_line(done, total, std::chrono::duration<double>(now - start_).count());
    std::fputs(("\r\x1b[K" + line).c_str(), stderr); // a terminal that is gone does not stop the run
    std::fflush(stderr);
}

void Progress::clear() {
    if (!drawn_) return;
    drawn_ = false;
    std::fputs("\r\x1b[K", stderr);
    std::fflush(stderr);
}

} // namespace drumbeat::tools
