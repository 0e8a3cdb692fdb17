// SPDX-License-Identifier: Apache-2.0
// One writer for one file, where the file system has no locks: a descriptor that is none makes flock fail.
#include "outputs/files/write_lock.hpp"

#include "outputs/files/results.hpp"
#include "tests/outputs/child_process.hpp"
#include "tests/outputs/synthetic_study.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
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
