// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/write_lock.hpp"

#include "config/text.hpp"
#include "outputs/files/results.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <sstream>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace drumbeat {
namespace {

namespace fs = std::filesystem;

constexpr auto heartbeat = std::chrono::seconds(30);

std::string this_host() {
    char name[256] = {};
    return ::gethostname(name, sizeof name - 1) == 0 ? name : "unknown";
}

// When a process of this host started, in the kernel's ticks; 0 where it is not known. With it a number that was given
// out again, as containers do, is not taken for the old process.
long long start_of(long pid) {
    std::ifstream file(fmt::format("/proc/{}/stat", pid));
    std::string text;
    std::getline(file, text);
    std::istringstream fields(text.substr(std::min(text.size(), text.rfind(')') + 1))); // the name may hold anything
    std::string field;
    for (int i = 3; i <= 22; ++i) fields >> field;
    return fields ? std::atoll(field.c_str()) : 0;
}

struct Holder {
    bool has_lock = false;
    std::string text; // host, process and its start
    std::string host;
    long pid = 0;
    long long start = 0;
    bool is_gone() const {
        if (host != this_host() || pid <= 0) return false;
        if (::kill(static_cast<pid_t>(pid), 0) != 0 && errno == ESRCH) return true;
        const long long now = start_of(pid);
        return start != 0 && now != 0 && now != start;
    }
};

std::string own_text() { return fmt::format("{} {} {}", this_host(), ::getpid(), start_of(::getpid())); }

// Without a text where there is no link.
Holder holder_in(const std::string& lock) {
    std::error_code error;
    Holder holder;
    holder.text = fs::read_symlink(lock, error).string();
    holder.has_lock = error != std::errc::no_such_file_or_directory; // a file that is no link is somebody's as well
    std::istringstream fields(holder.text);
    fields >> holder.host >> holder.pid >> holder.start;
    return holder;
}

// Seconds since the lock was touched.
std::int64_t quiet_seconds(const std::string& lock) {
    struct stat status {};
    if (::lstat(lock.c_str(), &status) != 0) return 0;
    return std::max<std::int64_t>(0, std::time(nullptr) - status.st_mtime); // clocks differ between hosts
}

std::string ago(std::int64_t seconds) {
    return seconds < 120 ? fmt::format("{} seconds ago", seconds) : fmt::format("{} minutes ago", seconds / 60);
}

// `obstacle` is the lock itself, or that of somebody who is about to take it over.
[[noreturn]] void refuse(const std::string& path, const std::string& obstacle) {
    const Holder holder = holder_in(obstacle);
    const std::string who =
        holder.pid > 0 ? fmt::format("process {} on {}", holder.pid, shown(holder.host, 60)) : "another run";
    const std::string when = ago(quiet_seconds(obstacle));
    const std::string what =
        obstacle == WriteLock::file_of(path)
            ? fmt::format("is being written by {}, which touched {} {} (every {} seconds while it lives)", who,
                          obstacle, when, heartbeat.count())
            : fmt::format("is being taken over by {}, which made {} {} and needs it for a moment", who, obstacle, when);
    throw FileProblem(fmt::format("{} {}; if it is gone, remove that file", path, what), true);
}

using Clock = std::chrono::steady_clock;

constexpr auto patience = std::chrono::seconds(2); // with somebody who takes over a lock, which is done in a moment
constexpr useconds_t pause = 10'000;

bool create(const std::string& lock) {
    if (::symlink(own_text().c_str(), lock.c_str()) == 0) return true;
    if (errno == EEXIST) return false;
    throw FileProblem(lock + ": cannot write: " + std::strerror(errno), false);
}

std::string remove_dead(const std::string& lock, Clock::time_point end);

// Makes the link, in place of one whose process is gone. Returns nothing, or the link that stands in the way.
std::string take(const std::string& lock, Clock::time_point end) {
    const std::string right = WriteLock::file_of(lock);
    if (holder_in(right).is_gone()) remove_dead(right, end); // it was killed while it took over
    while (!create(lock)) {
        const Holder holder = holder_in(lock);
        if (holder.has_lock && !holder.is_gone()) return lock;
        const std::string obstacle = holder.has_lock ? remove_dead(lock, end) : lock;
        if (obstacle.empty()) continue;
        if (Clock::now() > end) return obstacle;
        ::usleep(pause);
    }
    return "";
}

// Removes the link of a process that is gone, which takes a right to do so: a lock again, one for all. Else a link
// could be removed that somebody has made since he and we looked. Returns nothing, or the link that stands in the way.
std::string remove_dead(const std::string& lock, Clock::time_point end) {
    const std::string right = WriteLock::file_of(lock);
    std::string obstacle = take(right, end);
    if (!obstacle.empty()) return obstacle;
    if (holder_in(lock).is_gone() && ::unlink(lock.c_str()) != 0) obstacle = lock; // another user's, perhaps
    ::unlink(right.c_str());
    return obstacle;
}

} // namespace

// Holds FILE.lock and touches it from time to time. It is a symbolic link to a text, not a file with one, so that it is
// there with its text at once, whenever its maker is killed.
struct WriteLock::LockFile {
    explicit LockFile(const std::string& of) : path(file_of(of)), text(own_text()) {
        const std::string obstacle = take(path, Clock::now() + patience);
        if (!obstacle.empty()) refuse(of, obstacle);
        toucher = std::jthread([this](std::stop_token ended) { touch(ended); });
    }
    ~LockFile() {
        toucher.request_stop();
        toucher.join();
        if (holder_in(path).text == text) ::unlink(path.c_str());
    }
    void touch(std::stop_token ended) {
        std::unique_lock lock(mutex);
        while (!ended.stop_requested()) {
            wake.wait_for(lock, ended, heartbeat, [] { return false; });
            if (!ended.stop_requested()) ::utimensat(AT_FDCWD, path.c_str(), nullptr, AT_SYMLINK_NOFOLLOW);
        }
    }

    std::string path, text;
    std::mutex mutex;
    std::condition_variable_any wake;
    std::jthread toucher;
};

std::string WriteLock::file_of(const std::string& path) { return path + ".lock"; }

WriteLock::WriteLock(int descriptor, const std::string& path) {
    int failed = 0;
    do failed = ::flock(descriptor, LOCK_EX | LOCK_NB);
    while (failed != 0 && errno == EINTR);
    if (failed == 0) return;
    if (errno == EWOULDBLOCK) throw FileProblem(path + " is being written by another run", true);
    file_ = std::make_unique<LockFile>(path); // no locks here
}

WriteLock::~WriteLock() = default;
WriteLock::WriteLock(WriteLock&&) noexcept = default;
WriteLock& WriteLock::operator=(WriteLock&&) noexcept = default;

} // namespace drumbeat
