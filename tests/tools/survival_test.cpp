// SPDX-License-Identifier: Apache-2.0
// The built program in an unkind system: killed at every change that it makes, on a full disk, where writes are cut
// short or interrupted, and where nothing can be locked. tests/tools/shims/unkind_system.c is what is unkind.
#include "tests/places.hpp"
#include "tests/tools/tiny_world.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <numeric>
#include <set>
#include <sstream>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace fs = std::filesystem;

namespace {

using Settings = std::map<std::string, std::string>; // of the environment
using Words = std::vector<std::string>;

// A third of a thousand replications is a tile, a tenth of a second of work.
constexpr const char* small_study = R"(format: drumbeat-study/1
study: comparison
name: small-study
question: Does it survive?
base: tiny.yaml
replications: {}
seed: 5
arms:
  base: {{label: as it is}}
  stable: {{label: stable orders, segments.*.orders.cv: 0.05}}
behaviours:
  - {{name: hurdle, expectation: rational, investment: npv}}
record: {{yearly: 20, firms: 3}}
)";

struct Folder {
    fs::path path;
    explicit Folder(int replications = 680, const fs::path& in = fs::temp_directory_path()) {
        std::string name = (in / "drumbeat-test-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path = name;
        std::ofstream(path / "tiny.yaml") << drumbeat::tiny_world;
        std::ofstream(path / "study.yaml") << fmt::format(small_study, replications);
    }
    ~Folder() { fs::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::string read(const std::string& name) const {
        std::ostringstream text;
        text << std::ifstream(path / name, std::ios::binary).rdbuf();
        return text.str();
    }
    bool has(const std::string& name) const { return fs::exists(fs::symlink_status(path / name)); }
    // What a study left here: names in order, a blank behind each.
    std::string left() const {
        std::set<std::string> names;
        for (const auto& entry : fs::directory_iterator(path)) {
            const std::string name = entry.path().filename().string();
            if (!name.ends_with(".yaml") && name[0] != '.') names.insert(name + " ");
        }
        return std::accumulate(names.begin(), names.end(), std::string());
    }
    void clear() const {
        std::istringstream names(left());
        for (std::string name; names >> name;) fs::remove(path / name);
    }
};

struct Ended {
    int code = -1; // 128 and a signal's number where that ended it
    std::string out, err;
};

pid_t start(const Folder& folder, const Words& arguments, const Settings& unkind = {}, rlim_t file_size = RLIM_INFINITY,
            const std::string& name = "") {
    const pid_t child = fork();
    if (child != 0) return child;
    const auto redirect = [&](const std::string& file, int to) {
        dup2(fileno(std::fopen((folder.path / (file + name)).c_str(), "w")), to);
    };
    if (chdir(folder.path.c_str()) != 0) _exit(99);
    redirect(".out", STDOUT_FILENO);
    redirect(".err", STDERR_FILENO);
    const rlimit limit{file_size, file_size};
    setrlimit(RLIMIT_FSIZE, &limit);
    for (const auto& [variable, value] : unkind) setenv(variable.c_str(), value.c_str(), 1);
    if (!unkind.empty()) {
        setenv("LD_PRELOAD", drumbeat::unkind_system().c_str(), 1);
        const char* options = std::getenv("ASAN_OPTIONS");
        setenv("ASAN_OPTIONS", (std::string(options ? options : "") + ":verify_asan_link_order=0").c_str(), 1);
    }
    Words copies = arguments;
    copies.insert(copies.begin(), drumbeat::program());
    std::vector<char*> words;
    for (std::string& word : copies) words.push_back(word.data());
    words.push_back(nullptr);
    execv(drumbeat::program().c_str(), words.data());
    _exit(98);
}

Ended ended(const Folder& folder, pid_t child, const std::string& name = "") {
    int status = 0;
    waitpid(child, &status, 0);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), folder.read(".out" + name),
            folder.read(".err" + name)};
}

Ended typed(const Folder& folder, const Words& arguments, const Settings& unkind = {}) {
    return ended(folder, start(folder, arguments, unkind));
}

const Words plain_run{"run", "study.yaml", "-o", "a.h5", "-j", "1", "--quiet"};
Words with(Words words, const Words& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}
const Words resumed_run = with(plain_run, {"--resume"});

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

// Of an uninterrupted run: its bytes, what it leaves, and how many changes it makes.
struct Whole {
    std::string bytes, left;
    long changes = 0;
};

Whole uninterrupted(const Folder& folder, const Settings& unkind = {}) {
    Settings counted = unkind;
    counted["UNKIND_COUNT"] = (folder.path / ".count").string();
    const Ended run = typed(folder, plain_run, counted);
    REQUIRE_MESSAGE(run.code == 0, run.err);
    Whole whole{folder.read("a.h5"), folder.left(), std::stol(folder.read(".count"))};
    REQUIRE(whole.changes > 50);
    REQUIRE(!whole.bytes.empty());
    folder.clear();
    return whole;
}

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
    const Ended again = typed(folder, resumed_run, unkind);
    CHECK_MESSAGE(again.code == 0, again.err);
    CHECK((folder.read("a.h5") == whole.bytes));
    CHECK(folder.left() == whole.left);
    folder.clear();
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

TEST_CASE("killed where nothing can be locked, a run goes on to the same file") {
    const Folder folder;
    const Settings no_locks{{"UNKIND_FLOCK", std::to_string(ENOSYS)}};
    const Whole whole = uninterrupted(folder, no_locks);
    for (const long n : {1L, 2L, 3L, 4L, 5L, whole.changes - 4, whole.changes - 3, whole.changes - 2, whole.changes - 1,
                         whole.changes})
        CHECK(survives_kill_at(n, false, folder, whole, no_locks));
}
