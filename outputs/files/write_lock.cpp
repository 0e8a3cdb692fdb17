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

// Empty where there is none.
Holder holder_in(const std::string& lock) {
    std::error_code error;
    Holder holder;
    holder.text = fs::read_symlink(lock, error).string();
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

[[noreturn]] void refuse(const std::string& path, const std::string& lock) {
    const Holder holder = holder_in(lock);
    const std::int64_t quiet = quiet_seconds(lock);
    const std::string who =
        holder.pid > 0 ? fmt::format("process {} on {}", holder.pid, shown(holder.host, 60)) : "another run";
    const std::string when = quiet < 120 ? fmt::format("{} seconds", quiet) : fmt::format("{} minutes", quiet / 60);
    throw FileProblem(fmt::format("{} is being written by {}, which touched {} {} ago (every {} seconds while it "
                                  "lives); if it is gone, remove that file",
                                  path, who, lock, when, heartbeat.count()),
                      true);
}

} // namespace

// Holds FILE.lock and touches it from time to time. It is a symbolic link to a text, not a file with one, so that it is
// there with its text at once, whenever its maker is killed.
struct WriteLock::LockFile {
    explicit LockFile(const std::string& of) : path(file_of(of)), text(own_text()) {
        for (int attempt = 0; !create(text); ++attempt) {
            const Holder holder = holder_in(path);
            if (attempt == 3 || !holder.is_gone()) refuse(of, path);
            take_away(holder);
        }
        toucher = std::jthread([this](std::stop_token ended) { touch(ended); });
    }
    ~LockFile() {
        toucher.request_stop();
        toucher.join();
        if (holder_in(path).text == text) ::unlink(path.c_str());
    }
    bool create(const std::string& holder) const {
        if (::symlink(holder.c_str(), path.c_str()) == 0) return true;
        if (errno == EEXIST) return false;
        throw FileProblem(path + ": cannot write: " + std::strerror(errno), false);
    }
    // Of several that find the lock of a process that is gone, one moves it away. Where another had taken it over in
    // between, that one gets it back.
    void take_away(const Holder& gone) const {
        const std::string aside = fmt::format("{}.{}.{}", path, this_host(), ::getpid());
        if (::rename(path.c_str(), aside.c_str()) != 0) return;
        const Holder moved = holder_in(aside);
        ::unlink(aside.c_str());
        if (moved.text != gone.text) create(moved.text);
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
