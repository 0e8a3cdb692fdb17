// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/cores.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sched.h>
#include <sstream>
#include <thread>

namespace drumbeat::tools {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

int cores_of_the_mask() {
    // The kernel's mask may be longer than a cpu_set_t on machines with very many processors.
    for (std::size_t count = 1024; count <= 1024 * 1024; count *= 2) {
        cpu_set_t* set = CPU_ALLOC(count);
        const std::size_t size = CPU_ALLOC_SIZE(count);
        const bool known = sched_getaffinity(0, size, set) == 0;
        const int cores = known ? CPU_COUNT_S(size, set) : 0;
        CPU_FREE(set);
        if (known) return cores;
    }
    return static_cast<int>(std::thread::hardware_concurrency());
}

// Version 2 of control groups: the process's group and every group around it may have a limit.
double quota_of_groups() {
    double least = 0;
    const auto limit = [&](double quota) {
        if (quota > 0) least = least > 0 ? std::min(least, quota) : quota;
    };
    std::istringstream lines(text_of("/proc/self/cgroup"));
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("0::/")) continue;
        for (fs::path group = line.substr(3);; group = group.parent_path()) {
            limit(quota_of(text_of(fs::path("/sys/fs/cgroup") / group.relative_path() / "cpu.max")));
            if (!group.has_relative_path()) break;
        }
    }
    // Version 1, as containers show it.
    const std::string quota = text_of("/sys/fs/cgroup/cpu/cpu.cfs_quota_us");
    if (!quota.empty()) limit(quota_of(quota + " " + text_of("/sys/fs/cgroup/cpu/cpu.cfs_period_us")));
    return least;
}

} // namespace

double quota_of(const std::string& cpu_max) {
    std::istringstream text(cpu_max);
    double quota = 0, period = 0;
    return text >> quota >> period && quota > 0 && period > 0 ? quota / period : 0;
}

int cores() {
    int count = cores_of_the_mask();
    if (const double quota = quota_of_groups(); quota > 0)
        count = std::min(count, static_cast<int>(std::ceil(std::min(quota, 1e6))));
    return std::max(1, count);
}

} // namespace drumbeat::tools
