// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/write_lock.hpp"

#include "config/text.hpp"
#include "outputs/files/results.hpp"

#include <fmt/core.h>

#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace drumbeat {
namespace {

namespace fs = std::filesystem;

constexpr auto heartbeat = std::chrono::seconds(30);
constexpr auto silence = std::chrono::minutes(10); // after which a writer is probably gone

std::string this_host() {
    char name[256] = {};
    return ::gethostname(name, sizeof name - 1) == 0 ? name : "unknown";
}

struct Holder {
    std::string host;
    long pid = 0;
    bool is_gone() const {
        return host == this_host() && pid > 0 && ::kill(static_cast<pid_t>(pid), 0) != 0 && errno == ESRCH;
    }
};

Holder holder_in(const std::string& lock) {
    Holder holder;
    std::ifstream file(lock);
    file >> holder.host >> holder.pid;
    return holder;
}

[[noreturn]] void refuse(const std::string& path, const std::string& lock) {
    const Holder holder = holder_in(lock);
    std::error_code error;
    const auto touched = fs::last_write_time(lock, error);
    const auto quiet =
        error ? std::chrono::seconds(0)
              : std::chrono::duration_cast<std::chrono::seconds>(fs::file_time_type::clock::now() - touched);
    const std::string who = fmt::format("process {} on {}", holder.pid, shown(holder.host, 60));
    if (quiet < silence) throw FileProblem(fmt::format("{} is being written by {}", path, who), true);
    throw FileProblem(fmt::format("{}: {} wrote it and has not touched {} for {} minutes; if it is gone, remove that "
                                  "file",
                                  path, who, lock, quiet.count() / 60),
                      true);
}

} // namespace

// Holds FILE.lock and touches it from time to time.
struct WriteLock::LockFile {
    explicit LockFile(const std::string& of) : path(file_of(of)) {
        for (int attempt = 0; !create(); ++attempt) {
            if (attempt > 0 || !holder_in(path).is_gone()) refuse(of, path);
            ::unlink(path.c_str());
        }
        toucher = std::jthread([this](std::stop_token ended) { touch(ended); });
    }
    ~LockFile() {
        toucher.request_stop();
        toucher.join();
        ::unlink(path.c_str());
    }
    bool create() const {
        const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (descriptor < 0 && errno == EEXIST) return false;
        if (descriptor < 0) throw FileProblem(path + ": cannot write: " + std::strerror(errno), false);
        const std::string text = fmt::format("{} {}\n", this_host(), ::getpid());
        const bool written = ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size());
        ::close(descriptor);
        if (written) return true;
        ::unlink(path.c_str());
        throw FileProblem(path + ": cannot write: " + std::strerror(errno), false);
    }
    void touch(std::stop_token ended) {
        std::unique_lock lock(mutex);
        while (!ended.stop_requested()) {
            wake.wait_for(lock, ended, heartbeat, [] { return false; });
            if (!ended.stop_requested()) ::utimensat(AT_FDCWD, path.c_str(), nullptr, 0);
        }
    }

    std::string path;
    std::mutex mutex;
    std::condition_variable_any wake;
    std::jthread toucher;
};

std::string WriteLock::file_of(const std::string& path) { return path + ".lock"; }

WriteLock::WriteLock(int descriptor, const std::string& path) {
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return;
    if (errno == EWOULDBLOCK) throw FileProblem(path + " is being written by another run", true);
    file_ = std::make_unique<LockFile>(path); // no locks here
}

WriteLock::~WriteLock() = default;
WriteLock::WriteLock(WriteLock&&) noexcept = default;
WriteLock& WriteLock::operator=(WriteLock&&) noexcept = default;

} // namespace drumbeat
