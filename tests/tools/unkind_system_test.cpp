// SPDX-License-Identifier: Apache-2.0
// The built program where nothing can be locked, where writes are cut short or interrupted, and on a full disk.
#include "outputs/files/journal.hpp"
#include "tests/tools/unkind_system.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <sys/mount.h>
#include <thread>
#include <vector>

using namespace drumbeat::unkind;

TEST_CASE("where nothing can be locked a run ends with the same file, and two still do not share one") {
    const Folder folder;
    const Whole whole = uninterrupted(folder);
    for (const int error : {ENOLCK, EOPNOTSUPP, ENOSYS, EIO}) {
        CAPTURE(error);
        const Settings no_locks{{"UNKIND_FLOCK", std::to_string(error)}};
        const Ended run = typed(folder, plain_run, no_locks);
        CHECK_MESSAGE(run.code == 0, run.err);
        CHECK((folder.read("a.h5") == whole.bytes));
        CHECK(folder.left() == whole.left);
        folder.clear();

        const pid_t first = start(folder, with(plain_run, {"--replications", "100000"}), no_locks, RLIM_INFINITY, "1");
        for (int tick = 0; tick < 400 && !folder.has("a.h5.part.lock"); ++tick)
            std::this_thread::sleep_for(std::chrono::milliseconds(25));
        for (const char* how : {"--resume", "--overwrite"}) {
            const Ended second = typed(folder, with(plain_run, {how}), no_locks);
            CHECK(second.code == 2);
            CHECK(has(second.err, "a.h5.part is being written by process " + std::to_string(first) + " on "));
        }
        kill(first, SIGKILL);
        CHECK(ended(folder, first, "1").code == 128 + SIGKILL);
        CHECK(folder.has("a.h5.part.lock"));
        const Ended over = typed(folder, with(plain_run, {"--overwrite"}), no_locks);
        CHECK_MESSAGE(over.code == 0, over.err);
        CHECK((folder.read("a.h5") == whole.bytes));
        CHECK(folder.left() == whole.left);
        folder.clear();

        fs::create_symlink("login-node 12 1", folder.path / "a.h5.part.lock");
        const Ended refused = typed(folder, plain_run, no_locks);
        CHECK(refused.code == 2);
        CHECK(has(refused.err, "process 12 on login-node, which touched a.h5.part.lock "));
        CHECK(has(refused.err, "if it is gone, remove that file"));
        CHECK(folder.left() == "a.h5.part.lock ");
        folder.clear();
    }
}

namespace {

bool has_ended(pid_t child) {
    siginfo_t about{};
    return waitid(P_PID, static_cast<id_t>(child), &about, WEXITED | WNOHANG | WNOWAIT) == 0 && about.si_pid != 0;
}

// Those of these processes, with their names, that still run when all but one have ended, or after a while.
std::map<pid_t, std::string> last_of(std::map<pid_t, std::string> running, const Folder& folder) {
    for (int tick = 0; tick < 800 && running.size() > 1; ++tick) {
        std::this_thread::sleep_for(std::chrono::milliseconds(25));
        for (auto it = running.begin(); it != running.end();) {
            const auto [child, name] = *it;
            if (!has_ended(child)) {
                ++it;
                continue;
            }
            const Ended refused = ended(folder, child, name);
            CHECK(refused.code == 2);
            CHECK(has(refused.err, " by process "));
            it = running.erase(it);
        }
    }
    return running;
}

} // namespace

// How long each waits before it moves or removes a link lets them, were nothing else in the way, meet in two ways: two
// that find the lock of the dead one, of which the slower removes what the quicker has made; and three, where one moves
// away the lock of a living one and the third finds none.
TEST_CASE("of three runs that take over a dead run's lock at once, one goes on") {
    const Folder folder;
    const Words long_run = with(plain_run, {"--resume", "--replications", "100000"});
    const Settings no_locks{{"UNKIND_FLOCK", std::to_string(ENOSYS)}};
    const pid_t dead = start(folder, long_run, no_locks, RLIM_INFINITY, "0");
    for (int tick = 0; tick < 400 && !folder.has("a.h5.part.lock"); ++tick)
        std::this_thread::sleep_for(std::chrono::milliseconds(25));
    kill(dead, SIGKILL);
    ended(folder, dead, "0");

    std::map<pid_t, std::string> running; // and its name
    for (const char* wait : {"300", "1000", "1500"}) {
        Settings slow = no_locks;
        slow["UNKIND_SLOW"] = wait;
        running[start(folder, long_run, slow, RLIM_INFINITY, wait)] = wait;
    }
    running = last_of(running, folder);
    CHECK(running.size() == 1);
    for (const auto& [child, name] : running) {
        const std::string lock = fs::read_symlink(folder.path / "a.h5.part.lock").string();
        CHECK(has(lock, fmt::format(" {} ", child)));
        kill(child, SIGKILL);
        ended(folder, child, name);
    }
}

TEST_CASE("where writes are cut short or interrupted, a run ends with the same file") {
    const Folder folder;
    const Whole whole = uninterrupted(folder);
    for (const Settings& unkind : {Settings{{"UNKIND_SHORT", "1000"}}, Settings{{"UNKIND_EINTR", "2"}},
                                   Settings{{"UNKIND_SHORT", "4097"}, {"UNKIND_EINTR", "3"}}}) {
        const Ended run = typed(folder, plain_run, unkind);
        CHECK_MESSAGE(run.code == 0, run.err);
        CHECK((folder.read("a.h5") == whole.bytes));
        CHECK(folder.left() == whole.left);
        folder.clear();
    }
}

namespace {

// How long the journal of a run is when each of its tiles has been appended.
std::vector<std::uintmax_t> tile_ends(const Folder& folder) {
    typed(folder, plain_run, {{"UNKIND_FULL", "30"}}); // the disk is full when the results file is written
    const drumbeat::JournalReader journal((folder.path / "a.h5.part").string());
    std::vector<std::uintmax_t> ends;
    for (const auto& entry : journal.entries()) ends.push_back(entry.offset - 16); // where its record begins
    ends.push_back(journal.size());
    ends.erase(ends.begin());
    folder.clear();
    return ends;
}

// How many tiles a journal of this length can hold.
std::size_t tiles_within(std::uintmax_t length, const std::vector<std::uintmax_t>& ends) {
    return static_cast<std::size_t>(std::upper_bound(ends.begin(), ends.end(), length) - ends.begin());
}

// What a run leaves when nothing more can be written: a message that says how to go on, whole records, and those tiles.
void check_full(const Folder& folder, const Ended& run, const Whole& whole, std::size_t tiles) {
    CHECK(run.code == 1);
    CHECK(std::count(run.err.begin(), run.err.end(), '\n') == 1);
    CHECK(!folder.has("a.h5.sealing"));
    if (folder.has("a.h5")) { // all but its log could be written
        CHECK(has(run.err, "a.log.json: cannot write"));
        CHECK((folder.read("a.h5") == whole.bytes));
    } else if (folder.has("a.h5.part")) {
        const drumbeat::JournalReader journal((folder.path / "a.h5.part").string());
        CHECK(journal.size() == fs::file_size(folder.path / "a.h5.part")); // the torn record is cut off
        CHECK(!journal.entries().empty());
        CHECK(journal.entries().size() >= tiles);
        const bool is_complete = drumbeat::TileIndex({&journal}).complete();
        CHECK_MESSAGE(has(run.err, is_complete ? "the results stay readable in a.h5.part" : " runs are kept in it"),
                      run.err);
        CHECK(has(run.err, is_complete ? "a.h5" : "--resume goes on from there"));
    } else {
        CHECK(tiles == 0);
        CHECK(has(run.err, "cannot write"));
        CHECK(folder.left().empty());
    }
}

} // namespace

TEST_CASE("where the disk is full from any write on, what is complete is kept, and a run goes on to the same file") {
    const Folder folder;
    const Whole whole = uninterrupted(folder);
    for (const long n : {1L, 2L, 3L, 4L, whole.changes / 2, whole.changes - 11}) {
        CAPTURE(n);
        const std::string error = std::to_string(n % 2 == 0 ? EDQUOT : ENOSPC);
        const Ended run = typed(folder, plain_run, {{"UNKIND_FULL", std::to_string(n)}, {"UNKIND_FULL_ERROR", error}});
        check_full(folder, run, whole, n < 3 ? 0 : n < 4 ? 1 : 2); // the first write is the journal's head

        check_resumed(folder, whole);
    }
}

TEST_CASE("a limit on file size keeps what is complete, and a run goes on to the same file") {
    const Folder folder(1700);
    const Whole whole = uninterrupted(folder);
    const auto ends = tile_ends(folder);
    for (const rlim_t kilobytes : {1, 8, 900, 1500}) {
        CAPTURE(kilobytes);
        const Ended run = ended(folder, start(folder, plain_run, {}, kilobytes * 1024));
        check_full(folder, run, whole, tiles_within(kilobytes * 1024, ends));

        check_resumed(folder, whole);
    }
}

TEST_CASE("long: a full disk keeps what is complete, and a run goes on to the same file, 20 times of 20") {
    const Folder folder(1700);
    const Whole whole = uninterrupted(folder);
    const auto ends = tile_ends(folder);
    const std::string disk = (folder.path / "disk").string();
    fs::create_directory(disk);
    const auto sized = [](std::size_t kilobytes) { return fmt::format("size={}k", kilobytes); };
    if (mount("tmpfs", disk.c_str(), "tmpfs", 0, sized(64).c_str()) != 0) {
        MESSAGE("not tested: only root may mount a small disk (", std::strerror(errno), ")");
        return;
    }
    {
        const Folder small(1700, disk);
        int kept = 0;
        const std::size_t both = (ends.back() + whole.bytes.size()) / 1024; // journal and results file
        for (std::size_t i = 0; i < 20; ++i) {                              // up to where they nearly fit
            const std::size_t kilobytes = 64 + i * (both - 64) / 20;
            CAPTURE(kilobytes);
            REQUIRE(mount("tmpfs", disk.c_str(), "tmpfs", MS_REMOUNT, sized(kilobytes).c_str()) == 0);
            const Ended run = typed(small, plain_run);
            check_full(small, run, whole,
                       kilobytes < 64 ? 0 : tiles_within((kilobytes - 64) * 1024, ends)); // less what else is there
            REQUIRE(mount("tmpfs", disk.c_str(), "tmpfs", MS_REMOUNT, sized(40000).c_str()) == 0);
            check_resumed(small, whole);
            kept += run.code == 1 ? 1 : 0;
        }
        CHECK(kept == 20);
    }
    CHECK(umount(disk.c_str()) == 0);
}
