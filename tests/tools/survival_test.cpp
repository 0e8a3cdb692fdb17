// SPDX-License-Identifier: Apache-2.0
// The built program killed: at every change that it makes, and at random instants; and stopped.
#include "outputs/files/journal.hpp"
#include "tests/tools/unkind_system.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <random>
#include <thread>

using namespace drumbeat::unkind;

namespace {

// Runs until the n-th change, resumes, and compares. False where the run ended before.
bool survives_kill_at(long n, bool torn, const Folder& folder, const Whole& whole, Settings unkind = {}) {
    unkind["UNKIND_KILL"] = std::to_string(torn ? -n : n);
    const int code = typed(folder, plain_run, unkind).code;
    CAPTURE(n);
    CAPTURE(torn);
    if (code != 128 + SIGKILL) {
        CHECK(code == 0);
        return false;
    }
    unkind.erase("UNKIND_KILL");
    check_resumed(folder, whole, unkind);
    return true;
}

} // namespace

TEST_CASE("killed at any change that it makes, a run goes on to the same file") {
    const Folder folder;
    const Whole whole = uninterrupted(folder);
    // The journal's first changes, some while the results file is written, and the last ones.
    std::vector<long> at{1, 2, 3, 4, 5, 7, whole.changes / 2, 4 * whole.changes / 5};
    for (long last = 5; last >= 0; --last) at.push_back(whole.changes - last);
    for (const long n : at) CHECK(survives_kill_at(n, n == 4 || n == 5, folder, whole));
}

TEST_CASE("long: killed at every change that it makes, a run goes on to the same file") {
    const Folder folder(1700); // half a second
    const Whole whole = uninterrupted(folder);
    long kills = 0;
    for (long n = 1; n <= whole.changes; ++n) kills += survives_kill_at(n, false, folder, whole) ? 1 : 0;
    CHECK(kills == whole.changes);
    for (long n = 1; n <= 12; ++n) CHECK(survives_kill_at(n, true, folder, whole));
    MESSAGE("killed and resumed ", kills + 12, " times");
}

TEST_CASE("killed where nothing can be locked, a run goes on to the same file") {
    const Folder folder;
    const Settings no_locks{{"UNKIND_FLOCK", std::to_string(ENOSYS)}};
    const Whole whole = uninterrupted(folder, no_locks);
    for (const long n : {1L, 2L, 3L, 4L, 5L, whole.changes - 4, whole.changes - 3, whole.changes - 2, whole.changes - 1,
                         whole.changes})
        CHECK(survives_kill_at(n, false, folder, whole, no_locks));
}

namespace {

// Kills at random instants until so many have been killed; each time what is complete is still there, and the end is
// the same file.
void kill_at_random(int kills, int replications, unsigned seed) {
    const Folder folder(replications);
    const auto begin = std::chrono::steady_clock::now();
    const Whole whole = uninterrupted(folder);
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin);
    std::mt19937 chance(seed);
    std::uniform_int_distribution<std::int64_t> instant(0, took.count());
    std::size_t tiles = 0; // complete
    int ends = 0;
    Words run = resumed_run;
    for (int killed = 0; killed < kills;) {
        run[5] = std::to_string(1 + chance() % 3); // threads
        const pid_t child = start(folder, run);
        std::this_thread::sleep_for(std::chrono::microseconds(instant(chance)));
        kill(child, SIGKILL);
        const Ended end = ended(folder, child);
        if (end.code == 128 + SIGKILL) {
            ++killed;
            if (!folder.has("a.h5.part") || folder.has("a.h5")) continue;
            if (fs::file_size(folder.path / "a.h5.part") == 0 && tiles == 0) continue; // its head was not written yet
            const drumbeat::JournalReader journal((folder.path / "a.h5.part").string());
            REQUIRE(journal.entries().size() >= tiles);
            tiles = journal.entries().size();
            continue;
        }
        REQUIRE_MESSAGE(end.code == 0, end.err);
        REQUIRE((folder.read("a.h5") == whole.bytes));
        REQUIRE(folder.left() == whole.left);
        folder.clear();
        tiles = 0;
        ++ends;
    }
    check_resumed(folder, whole);
    MESSAGE(kills, " killed at random instants; ", ends + 1, " times gone on with to the end");
}

} // namespace

TEST_CASE("killed ten times at random instants, a run goes on to the same file") { kill_at_random(10, 680, 1); }

TEST_CASE("long: killed 200 times at random instants, a run goes on to the same file") { kill_at_random(200, 1700, 2); }

TEST_CASE("long: SIGTERM stops a study of heavy cases within three seconds, 20 times of 20") {
    const Folder folder;
    const Words run{"run", "stable-orders", "--replications", "3", "-o", "a.h5", "-j", "2", "--quiet", "--resume"};
    const auto begin = std::chrono::steady_clock::now();
    REQUIRE(typed(folder, run).code == 0);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    const std::string whole = folder.read("a.h5");
    folder.clear();
    std::mt19937 chance(3);
    double longest = 0;
    int stops = 0;
    for (int tries = 0; stops < 20; ++tries) {
        REQUIRE(tries < 400);
        const pid_t child = start(folder, run);
        std::this_thread::sleep_for(took / 8 * (static_cast<double>(chance()) / 4294967296.0));
        const auto asked = std::chrono::steady_clock::now();
        kill(child, SIGTERM);
        const Ended end = ended(folder, child);
        const std::chrono::duration<double> waited = std::chrono::steady_clock::now() - asked;
        if (end.code == 0) { // it was done before
            CHECK((folder.read("a.h5") == whole));
            folder.clear();
            continue;
        }
        if (end.code == 128 + SIGTERM) continue; // it had not begun to listen: nothing was written
        CHECK(end.code == 130);
        CHECK(waited.count() < 3);
        longest = std::max(longest, waited.count());
        ++stops;
    }
    CHECK(typed(folder, run).code == 0);
    CHECK((folder.read("a.h5") == whole));
    MESSAGE("20 stops; the longest took ", longest, " s");
}
