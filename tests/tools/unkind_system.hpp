// SPDX-License-Identifier: Apache-2.0
// A small study in a folder of its own, and the built program that runs it in an unkind system: see
// tests/tools/shims/unkind_system.c, which is preloaded.
#pragma once

#include "tests/places.hpp"
#include "tests/tools/tiny_world.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <numeric>
#include <set>
#include <sstream>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace drumbeat::unkind {

namespace fs = std::filesystem;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool has_sanitizer = true; // which asks for terabytes of addresses
#else
inline constexpr bool has_sanitizer = false;
#endif

using Settings = std::map<std::string, std::string>; // of the environment
using Words = std::vector<std::string>;

// A third of a thousand replications is a tile, a tenth of a second of work.
inline constexpr const char* small_study = R"(format: drumbeat-study/1
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

inline pid_t start(const Folder& folder, const Words& arguments, const Settings& unkind = {},
                   rlim_t file_size = RLIM_INFINITY, const std::string& name = "") {
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

inline Ended ended(const Folder& folder, pid_t child, const std::string& name = "") {
    int status = 0;
    waitpid(child, &status, 0);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), folder.read(".out" + name),
            folder.read(".err" + name)};
}

inline Ended typed(const Folder& folder, const Words& arguments, const Settings& unkind = {}) {
    return ended(folder, start(folder, arguments, unkind));
}

inline const Words plain_run{"run", "study.yaml", "-o", "a.h5", "-j", "1", "--quiet"};
inline Words with(Words words, const Words& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}
inline const Words resumed_run = with(plain_run, {"--resume"});

inline bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

// Of an uninterrupted run: its bytes, what it leaves, and how many changes it makes.
struct Whole {
    std::string bytes, left;
    long changes = 0;
};

inline Whole uninterrupted(const Folder& folder, const Settings& unkind = {}) {
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

// Goes on, and compares.
inline void check_resumed(const Folder& folder, const Whole& whole, const Settings& unkind = {}) {
    const Ended again = typed(folder, resumed_run, unkind);
    CHECK_MESSAGE(again.code == 0, again.err);
    CHECK((folder.read("a.h5") == whole.bytes));
    CHECK(folder.left() == whole.left);
    folder.clear();
}

} // namespace drumbeat::unkind
