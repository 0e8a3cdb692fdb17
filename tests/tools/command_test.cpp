// SPDX-License-Identifier: Apache-2.0
// The built program, as people meet it: what it prints where, its exit codes, and what it leaves behind.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace fs = std::filesystem;

namespace {

// A world small enough to simulate in a blink.
constexpr const char* tiny_world = R"(format: drumbeat-scenario/1
name: tiny
time: {start_year: 2026, horizon_years: 4, burn_in_years: 4, policy_from: 2027}
budget: {defence_meur: 1000, final_defence_meur: 1000}
segments:
  sensors:
    weight: 1
    addressable_share: 0.8
    domestic_meur: 150
    sustainment_meur: 20
    export_meur: 30
    initial: {smes: 6, midcaps: 2, prime_turnover_meur: [60]}
)";

constexpr const char* tiny_study = R"(format: drumbeat-study/1
study: comparison
name: tiny-study
question: Does it run?
base: tiny.yaml
replications: 20
seed: 5
arms:
  base: {label: as it is}
  stable:
    label: stable orders
    segments.*.orders.cv: 0.05
behaviours:
  - {name: hurdle, expectation: rational, investment: npv}
)";

struct Folder {
    fs::path path;
    Folder() {
        std::string name = (fs::temp_directory_path() / "drumbeat-test-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path = name;
        write("tiny.yaml", tiny_world);
        write("study.yaml", tiny_study);
    }
    ~Folder() { fs::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    void write(const std::string& name, const std::string& text) const { std::ofstream(path / name) << text; }
    std::string read(const std::string& name) const {
        std::ostringstream text;
        text << std::ifstream(path / name).rdbuf();
        return text.str();
    }
    bool has(const std::string& name) const { return fs::exists(path / name); }
    std::vector<std::string> files() const {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(path)) names.push_back(entry.path().filename().string());
        return names;
    }
};

struct Outcome {
    int code = -1;
    std::string out, err;
};

pid_t start(const Folder& folder, const std::vector<std::string>& arguments, rlim_t file_size = RLIM_INFINITY) {
    const pid_t child = fork();
    if (child != 0) return child;
    const auto redirect = [&](const char* name, int to) {
        std::FILE* file = std::fopen((folder.path / name).c_str(), "w");
        dup2(fileno(file), to);
    };
    if (chdir(folder.path.c_str()) != 0) _exit(99);
    redirect(".out", STDOUT_FILENO);
    redirect(".err", STDERR_FILENO);
    const rlimit limit{file_size, file_size};
    setrlimit(RLIMIT_FSIZE, &limit);
    std::vector<char*> words;
    std::string program = DRUMBEAT_BINARY;
    words.push_back(program.data());
    std::vector<std::string> copies = arguments;
    for (std::string& word : copies) words.push_back(word.data());
    words.push_back(nullptr);
    execv(DRUMBEAT_BINARY, words.data());
    _exit(98);
}

Outcome ended(const Folder& folder, pid_t child) {
    int status = 0;
    waitpid(child, &status, 0);
    Outcome outcome{WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), folder.read(".out"),
                    folder.read(".err")};
    fs::remove(folder.path / ".out");
    fs::remove(folder.path / ".err");
    return outcome;
}

Outcome drumbeat(const Folder& folder, const std::vector<std::string>& arguments) {
    return ended(folder, start(folder, arguments));
}

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

} // namespace

TEST_CASE("help names every option, and version says what was built") {
    const Folder folder;
    const Outcome help = drumbeat(folder, {"--help"});
    CHECK(help.code == 0);
    for (const char* command :
         {"init", "check", "run", "report", "codebook", "completion", "--version", "130 interrupted"})
        CHECK_MESSAGE(has(help.out, command), command);
    const std::vector<std::pair<const char*, std::vector<const char*>>> options = {
        {"init", {"--study", "--base", "--output"}},
        {"check", {"--plan", "--resolved", "--diff", "--strict"}},
        {"run", {"--output", "--threads", "--replications", "--seed", "--set", "--overwrite", "--quiet", "--strict"}},
        {"report", {"--format", "--svg"}},
        {"codebook", {"--format", "schema", "results"}}};
    for (const auto& entry : options) {
        const Outcome one = drumbeat(folder, {entry.first, "--help"});
        CHECK(one.code == 0);
        for (const char* option : entry.second) CHECK_MESSAGE(has(one.out, option), entry.first, " ", option);
    }
    const Outcome version = drumbeat(folder, {"--version"});
    CHECK(version.code == 0);
    for (const char* words : {"drumbeat ", "commit ", "compiler ", "HDF5 "})
        CHECK_MESSAGE(has(version.out, words), words);
}

TEST_CASE("a study from file to verdict") {
    const Folder folder;
    const Outcome run = drumbeat(folder, {"run", "study.yaml", "-j", "2"});
    REQUIRE_MESSAGE(run.code == 0, run.err);
    CHECK(folder.has("study.h5"));
    CHECK_FALSE(folder.has("study.h5.part"));
    CHECK(has(run.out, "drumbeat report study.h5"));
    CHECK_FALSE(has(run.err, "\r")); // no progress bar on what is not a terminal

    const Outcome report = drumbeat(folder, {"report", "study.h5", "--svg", "out.svg"});
    CHECK(report.code == 0);
    CHECK(has(report.out, "In this model, under hurdle"));
    CHECK(has(folder.read("out.svg"), "</svg>"));
    CHECK(has(drumbeat(folder, {"report", "study.h5", "--format", "json"}).out, "\"study\": \"tiny-study\""));

    const Outcome again = drumbeat(folder, {"run", "study.yaml"});
    CHECK(again.code == 2);
    CHECK(has(again.err, "--overwrite"));
    const Outcome over =
        drumbeat(folder, {"run", "study.yaml", "--overwrite", "--quiet", "--replications", "3", "--seed", "9"});
    CHECK(over.code == 0);
    CHECK(over.out.empty());
    CHECK(over.err.empty());
    CHECK(has(drumbeat(folder, {"report", "study.h5"}).out, "3 replications of each of 2 cases = 6 runs, seed 9"));
}

TEST_CASE("the results do not depend on threads") {
    const Folder folder;
    CHECK(drumbeat(folder, {"run", "study.yaml", "-o", "one.h5", "-j", "1"}).code == 0);
    CHECK(drumbeat(folder, {"run", "study.yaml", "-o", "three.h5", "-j", "3"}).code == 0);
    CHECK(folder.read("one.h5") == folder.read("three.h5"));
    CHECK_FALSE(folder.read("one.h5").empty());
}

TEST_CASE("--set goes through the same door as a file") {
    const Folder folder;
    const Outcome wrong =
        drumbeat(folder, {"run", "study.yaml", "--set", "segments.sensors.orders.cv=7", "--set", "nonsense"});
    CHECK(wrong.code == 2);
    CHECK(has(wrong.err, "--set"));
    CHECK(has(wrong.err, "segments.sensors.orders.cv"));
    CHECK(has(wrong.err, "0 to 2"));
    CHECK(has(wrong.err, "nonsense"));
    CHECK(folder.files().size() == 2);
    CHECK(drumbeat(folder, {"run", "study.yaml", "--set", "segments.*.orders.cv=0.3", "--replications", "2"}).code ==
          0);
}

TEST_CASE("mistakes in what was given: exit code 2, no trace") {
    const Folder folder;
    folder.write("wrong.yaml", "format: drumbeat-study/1\nname: x\nbase: tiny.yaml\nreplications: -1\nnonsense: 3\n");
    folder.write("no-results.h5", "this is no results file");
    const std::size_t before = folder.files().size();
    const std::vector<std::vector<std::string>> mistakes = {{},
                                                            {"nonsense"},
                                                            {"run"},
                                                            {"run", "study.yaml", "--no-such-option"},
                                                            {"run", "study.yaml", "-j", "0"},
                                                            {"run", "no-such-study.yaml"},
                                                            {"run", "study.yaml", "-o", "no/such/folder/x.h5"},
                                                            {"init", "-o", "no/such/folder/x.yaml"},
                                                            {"run", "wrong.yaml"},
                                                            {"run", "study.yaml", "--replications", "0"},
                                                            {"run", "study.yaml", "--seed", "-4"},
                                                            {"check", "wrong.yaml"},
                                                            {"check", "no-such-file.yaml"},
                                                            {"report", "no-results.h5"},
                                                            {"report", "no-such-file.h5"},
                                                            {"codebook", "--format", "poem"},
                                                            {"init", "--study", "nonsense"},
                                                            {"completion", "nonsense"}};
    for (const auto& arguments : mistakes) {
        std::string typed = "drumbeat";
        for (const std::string& word : arguments) typed += " " + word;
        const Outcome outcome = drumbeat(folder, arguments);
        CHECK_MESSAGE(outcome.code == 2, typed, ": ", outcome.code, " ", outcome.err);
        CHECK_MESSAGE(!outcome.err.empty(), typed);
        CHECK_MESSAGE(folder.files().size() == before, typed);
    }
    const Outcome both = drumbeat(folder, {"check", "wrong.yaml"});
    CHECK(has(both.err, "wrong.yaml:4"));
    CHECK(has(both.err, "wrong.yaml:5"));
}

TEST_CASE("what the machine refuses: exit code 1, one clear line, no trace") {
    const Folder folder;
    const Outcome refused = drumbeat(folder, {"run", "study.yaml", "-o", "/proc/x.h5"});
    CHECK(refused.code == 1);
    CHECK(std::count(refused.err.begin(), refused.err.end(), '\n') == 1);
    CHECK(drumbeat(folder, {"init", "-o", "/proc/x.yaml"}).code != 0);

    constexpr rlim_t full = 4096; // bytes that a file may have: as if the disk were full
    const Outcome stopped = ended(folder, start(folder, {"run", "study.yaml"}, full));
    CHECK_MESSAGE(stopped.code == 1, stopped.err);
    CHECK(has(stopped.err, "study.h5"));
    CHECK(folder.files().size() == 2);
}

TEST_CASE("Ctrl-C stops cleanly and leaves what is complete readable") {
    const Folder folder;
    const pid_t child = start(folder, {"run", "study.yaml", "--replications", "2000000", "-o", "long.h5"});
    for (int tick = 0;
         tick < 200 && !(folder.has("long.h5.part") && fs::file_size(folder.path / "long.h5.part") > 100000); ++tick)
        std::this_thread::sleep_for(std::chrono::milliseconds(25));
    kill(child, SIGINT);
    const Outcome stopped = ended(folder, child);
    CHECK_MESSAGE(stopped.code == 130, stopped.err);
    CHECK(has(stopped.err, "drumbeat report"));
    const std::string left = folder.has("long.h5") ? "long.h5" : "long.h5.part";
    const Outcome report = drumbeat(folder, {"report", left});
    CHECK_MESSAGE(report.code == 0, report.err);
    CHECK(has(report.out, "INCOMPLETE"));
}

TEST_CASE("check: plan, resolved text that reads back, difference") {
    const Folder folder;
    const Outcome plan = drumbeat(folder, {"check", "study.yaml", "tiny.yaml", "--plan"});
    REQUIRE_MESSAGE(plan.code == 0, plan.err);
    for (const char* words : {"2 cases", "40 runs", " s on ", "MB", "tiny.yaml: good"})
        CHECK_MESSAGE(has(plan.out, words), words);

    folder.write("resolved.yaml", drumbeat(folder, {"check", "--resolved", "study.yaml"}).out);
    const Outcome again = drumbeat(folder, {"check", "--resolved", "resolved.yaml"});
    CHECK_MESSAGE(again.code == 0, again.err);
    CHECK(again.out == folder.read("resolved.yaml"));

    folder.write(
        "other.yaml",
        "format: drumbeat-scenario/1\nname: other\nbase: tiny.yaml\nsegments: {sensors: {orders: {cv: 0.125}}}\n");
    const Outcome diff = drumbeat(folder, {"check", "other.yaml", "--diff", "tiny.yaml"});
    CHECK(diff.code == 0);
    CHECK(has(diff.out, "segments.sensors.orders.cv: 0.125"));
    CHECK_FALSE(has(diff.out, "phi"));
}

TEST_CASE("a template is a file that is good as it is") {
    const Folder folder;
    const Outcome scenario = drumbeat(folder, {"init", "--base", "tiny.yaml", "-o", "mine.yaml"});
    CHECK_MESSAGE(scenario.code == 0, scenario.err);
    CHECK(drumbeat(folder, {"check", "mine.yaml"}).code == 0);
    CHECK(drumbeat(folder, {"init", "-o", "mine.yaml"}).code == 2); // it is there already
    const Outcome study =
        drumbeat(folder, {"init", "--study", "comparison", "--base", "tiny.yaml", "-o", "mine-study.yaml"});
    CHECK_MESSAGE(study.code == 0, study.err);
    const Outcome good = drumbeat(folder, {"check", "mine-study.yaml"});
    CHECK_MESSAGE(good.code == 0, good.err);
}

TEST_CASE("codebook in every format, completion for every shell") {
    const Folder folder;
    for (const char* format : {"markdown", "json", "schema", "study-schema", "results"}) {
        const Outcome codebook = drumbeat(folder, {"codebook", "--format", format});
        CHECK_MESSAGE(codebook.code == 0, format, codebook.err);
        CHECK_MESSAGE(codebook.out.size() > 500, format);
    }
    for (const char* shell : {"bash", "zsh", "fish"}) {
        const Outcome script = drumbeat(folder, {"completion", shell});
        CHECK(script.code == 0);
        CHECK(has(script.out, "overwrite"));
    }
    folder.write("complete.sh",
                 drumbeat(folder, {"completion", "bash"}).out +
                     "COMP_WORDS=(drumbeat run --ov); COMP_CWORD=2; _drumbeat; echo \"${COMPREPLY[@]}\"\n");
    std::system(("bash " + (folder.path / "complete.sh").string() + " > " + (folder.path / "words").string()).c_str());
    CHECK(folder.read("words") == "--overwrite\n");
}
