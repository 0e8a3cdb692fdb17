// SPDX-License-Identifier: Apache-2.0
// One writer for one file, where the file system has no locks: a descriptor that is none makes flock fail.
#include "outputs/files/write_lock.hpp"

#include "outputs/files/results.hpp"
#include "tests/outputs/child_process.hpp"
#include "tests/outputs/synthetic_study.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <time.h>
#include <unistd.h>
#include <vector>

using namespace drumbeat;

namespace {

constexpr int no_descriptor = -1;

std::string host() {
    char name[256] = {};
    REQUIRE(::gethostname(name, sizeof name - 1) == 0);
    return name;
}

std::string lock_of_nobody() { // a child that has ended and was waited for
    return fmt::format("{} {} 1", host(), [] {
        const pid_t child = start_child([] { return 0; });
        end_of(child);
        return child;
    }());
}

std::string refusal_of(const std::string& path) {
    try {
        const WriteLock lock(no_descriptor, path);
    } catch (const FileProblem& problem) {
        CHECK(problem.input);
        return problem.what();
    }
    return "";
}

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

// A process in steps says here what it is about to do, and waits there until it is let go on.
int step_said = -1, step_allowed = -1;
std::string_view kept; // what cannot be removed

void step(char what) noexcept {
    if (step_said < 0) return;
    if (::write(step_said, &what, 1) != 1 || ::read(step_allowed, &what, 1) != 1) ::_exit(98);
}

} // namespace

// Every call by which a lock link is looked at or changed is a step. These stand in for those of the C library.
extern "C" {
int symlink(const char* text, const char* path) noexcept {
    step('s');
    return ::symlinkat(text, AT_FDCWD, path);
}
ssize_t readlink(const char* path, char* text, std::size_t size) noexcept {
    step('s');
    return ::readlinkat(AT_FDCWD, path, text, size);
}
int unlink(const char* path) noexcept {
    step('s');
    if (path != kept) return ::unlinkat(AT_FDCWD, path, 0);
    errno = EPERM;
    return -1;
}
int rename(const char* from, const char* to) noexcept {
    step('s');
    return ::renameat(AT_FDCWD, from, AT_FDCWD, to);
}
int usleep(useconds_t microseconds) {
    step('s');
    const timespec time{0, step_said < 0 ? static_cast<long>(microseconds) * 1000 : 0};
    return ::nanosleep(&time, nullptr);
}
}

namespace {

// A process that takes the lock if it can and gives it back, step by step.
class Stepped {
  public:
    explicit Stepped(const std::string& path) {
        int said[2], allowed[2];
        REQUIRE(::pipe(said) == 0);
        REQUIRE(::pipe(allowed) == 0);
        child_ = start_child([&] {
            step_said = said[1];
            step_allowed = allowed[0];
            try {
                const WriteLock lock(no_descriptor, path);
                step('h');
            } catch (const FileProblem&) {
            }
            step('e');
            return 0;
        });
        ::close(said[1]);
        ::close(allowed[0]);
        said_ = said[0];
        allowed_ = allowed[1];
        listen();
    }
    ~Stepped() {
        kill();
        ::close(said_);
        ::close(allowed_);
    }
    Stepped(const Stepped&) = delete;
    Stepped& operator=(const Stepped&) = delete;

    bool holds() const { return at_ == 'h'; }
    bool has_ended() const { return at_ == 'e'; }
    void go_on() {
        REQUIRE(::write(allowed_, "g", 1) == 1);
        listen();
    }
    void kill() {
        if (child_ > 0) ::kill(child_, SIGKILL);
        if (child_ > 0) end_of(child_);
        child_ = 0;
        at_ = 'e';
    }

  private:
    void listen() { REQUIRE(::read(said_, &at_, 1) == 1); }

    pid_t child_ = 0;
    int said_ = -1, allowed_ = -1;
    char at_ = 0; // what it is about to do: a step 's', to give back what it holds 'h', to end 'e'
};

struct Order {
    std::uint32_t seed = 0;
    bool kills = false; // one of them, somewhere
};

// Three processes in an order of steps by chance. How many of them held the lock, one after the other.
int holders_in(const Order& order, const std::string& path) {
    std::mt19937 chance(order.seed);
    const auto draw = [&](std::size_t below) { return chance() % below; };
    const std::size_t staying = draw(4); // some orders change often, some seldom
    const std::size_t kill_at = order.kills ? draw(30) : 1'000'000;
    std::vector<std::unique_ptr<Stepped>> running;
    for (int i = 0; i < 3; ++i) running.push_back(std::make_unique<Stepped>(path));
    int held = 0;
    std::size_t next = 0;
    for (std::size_t i = 0; !running.empty(); ++i) {
        if (draw(1 + 2 * staying) == 0 || next >= running.size()) next = draw(running.size());
        if (i == kill_at)
            running[next]->kill();
        else
            running[next]->go_on();
        held += running[next]->holds() ? 1 : 0;
        REQUIRE(std::count_if(running.begin(), running.end(), [](const auto& one) { return one->holds(); }) <= 1);
        if (running[next]->has_ended()) running.erase(running.begin() + static_cast<std::ptrdiff_t>(next));
    }
    return held;
}

} // namespace

TEST_CASE("without locks, a link beside the file says who writes it, as long as he does") {
    const TemporaryFolder folder;
    const std::string path = folder / "a.part", link = WriteLock::file_of(path);
    {
        const WriteLock lock(no_descriptor, path);
        CHECK(std::filesystem::read_symlink(link).string().starts_with(fmt::format("{} {} ", host(), ::getpid())));
        const std::string refusal = refusal_of(path);
        CHECK(has(refusal, fmt::format("is being written by process {} on {}", ::getpid(), host())));
        CHECK(has(refusal, "if it is gone, remove that file"));
        CHECK(in_child([&] { return refusal_of(path).empty() ? 1 : 0; }) == 0);
    }
    CHECK(folder.empty());
}

TEST_CASE("the lock of a process that is gone is taken over; that of another host is told with what clears it") {
    const TemporaryFolder folder;
    const std::string path = folder / "a.part", link = WriteLock::file_of(path);
    std::filesystem::create_symlink(lock_of_nobody(), link);
    CHECK(refusal_of(path).empty());
    std::filesystem::create_symlink(fmt::format("{} {} 1", host(), ::getpid()), link); // the number of a new process
    CHECK(refusal_of(path).empty());

    std::filesystem::create_symlink("elsewhere 12 1", link);
    const std::string refusal = refusal_of(path);
    CHECK(has(refusal, "process 12 on elsewhere, which touched " + link));
    CHECK(has(refusal, "remove that file"));
    CHECK(std::filesystem::is_symlink(link));
    std::filesystem::remove(link);
    write_bytes(link, "what a person may have put there");
    CHECK(has(refusal_of(path), "is being written by another run"));
    std::filesystem::remove(link);
    CHECK(folder.empty());
}

TEST_CASE("who is killed while he takes over a lock leaves nothing for long; who gets stuck is named") {
    const TemporaryFolder folder;
    const std::string path = folder / "a.part", link = WriteLock::file_of(path), right = WriteLock::file_of(link);
    const std::string gone = lock_of_nobody();
    for (const bool has_lock : {false, true}) {
        if (has_lock) std::filesystem::create_symlink(gone, link);
        std::filesystem::create_symlink(gone, right);
        std::filesystem::create_symlink(gone, WriteLock::file_of(right));
        CHECK(refusal_of(path).empty());
        CHECK(folder.empty());
    }
    std::filesystem::create_symlink(gone, link);
    std::filesystem::create_symlink("elsewhere 12 1", right);
    const std::string refusal = refusal_of(path);
    CHECK(has(refusal, path + " is being taken over by process 12 on elsewhere, which made " + right));
    CHECK(has(refusal, "if it is gone, remove that file"));
    std::filesystem::remove(right);
    const int code = in_child([&] { // the link of another user, in a folder where everybody may write his own
        kept = link;
        return has(refusal_of(path), "which touched " + link) ? 0 : 1;
    });
    CHECK(code == 0);
}

TEST_CASE("of many that take over a lock at once, one gets it") {
    const TemporaryFolder folder;
    const std::string path = folder / "a.part", link = WriteLock::file_of(path), gone = lock_of_nobody();
    constexpr int many = 6;
    for (int round = 0; round < 40; ++round) {
        std::filesystem::create_symlink(gone, link);
        int told[2], released[2]; // what a child got; the end of which lets it go
        REQUIRE(::pipe(told) == 0);
        REQUIRE(::pipe(released) == 0);
        const auto tries = [&](std::chrono::steady_clock::time_point begin) {
            ::close(released[1]);
            std::unique_ptr<WriteLock> lock;
            std::this_thread::sleep_until(begin);
            try {
                lock = std::make_unique<WriteLock>(no_descriptor, path);
            } catch (const FileProblem&) {
            }
            char byte = lock ? '1' : '0';
            if (::write(told[1], &byte, 1) != 1) return 1;
            return ::read(released[0], &byte, 1) == 0 ? 0 : 1;
        };
        std::vector<pid_t> children;
        const auto begin = std::chrono::steady_clock::now() + std::chrono::milliseconds(4);
        for (int i = 0; i < many; ++i) children.push_back(start_child([&] { return tries(begin); }));
        std::string all(many, ' ');
        for (char& byte : all) REQUIRE(::read(told[0], &byte, 1) == 1);
        for (const int end : {released[1], released[0], told[0], told[1]}) ::close(end);
        for (const pid_t child : children) REQUIRE(end_of(child) == 0);
        REQUIRE(std::count(all.begin(), all.end(), '1') == 1);
        REQUIRE(folder.empty());
    }
}

TEST_CASE("in whatever order the steps of three come that take over a lock, no two have it at once") {
    const std::string gone = lock_of_nobody();
    for (std::uint32_t seed = 0; seed < 600; ++seed) {
        CAPTURE(seed);
        const TemporaryFolder folder;
        const std::string path = folder / "a.part", link = WriteLock::file_of(path);
        const bool kills = seed % 2 == 1, was_taking_over = seed % 4 > 1;
        std::filesystem::create_symlink(gone, link);
        if (was_taking_over) std::filesystem::create_symlink(gone, WriteLock::file_of(link));
        const int held = holders_in({seed, kills}, path);
        if (!kills) REQUIRE(held >= 1);
        REQUIRE(refusal_of(path).empty()); // whatever a killed one left
        if (!kills) REQUIRE(folder.empty());
    }
}
