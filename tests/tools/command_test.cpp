// SPDX-License-Identifier: Apache-2.0
// The built program, as people meet it: what it prints where, its exit codes, and what it leaves behind.
#include "config/yaml.hpp"
#include "outputs/files/results.hpp"
#include "outputs/files/study_run.hpp"
#include "tests/places.hpp"
#include "tests/tools/tiny_world.hpp"
#include "tools/commands/work.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>
#include <model_signature.hpp>

#include <algorithm>
#include <bit>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace fs = std::filesystem;

namespace {

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
        write("tiny.yaml", drumbeat::tiny_world);
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
    std::string program = drumbeat::program();
    words.push_back(program.data());
    std::vector<std::string> copies = arguments;
    for (std::string& word : copies) words.push_back(word.data());
    words.push_back(nullptr);
    execv(drumbeat::program().c_str(), words.data());
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

Outcome typed(const Folder& folder, const std::vector<std::string>& arguments) {
    return ended(folder, start(folder, arguments));
}

// While another run writes to the folder's usual files.
Outcome typed_quietly(const Folder& folder, const std::vector<std::string>& arguments) {
    std::string command = "cd " + folder.path.string() + " && " + drumbeat::program();
    for (const std::string& word : arguments) command += " " + word;
    return {WEXITSTATUS(std::system((command + " > /dev/null 2>&1").c_str())), "", ""};
}

void wait_for_journal(const Folder& folder) {
    const fs::path journal = folder.path / "long.h5.part";
    std::error_code none;
    for (int tick = 0; tick < 800 && !(fs::exists(journal) && fs::file_size(journal, none) > 100000); ++tick)
        std::this_thread::sleep_for(std::chrono::milliseconds(25));
    REQUIRE(fs::exists(journal));
}

// All outcomes of each arm, in a study of one behaviour and no factors.
std::map<std::string, std::vector<std::uint64_t>> by_arm(const fs::path& file) {
    const auto results = drumbeat::open_results(file.string());
    std::map<std::string, std::vector<std::uint64_t>> arms;
    for (std::size_t c = 0; c < results->cases().size(); ++c) {
        auto& bits = arms[results->cases()[c].arm];
        const auto add = [&](const std::vector<double>& values) {
            for (const double value : values) bits.push_back(std::bit_cast<std::uint64_t>(value));
        };
        for (std::size_t i = 0; i < drumbeat::outcome_count; ++i)
            add(results->outcome(static_cast<drumbeat::Outcome>(i), c));
        for (std::size_t i = 0; i < drumbeat::yearly_count; ++i)
            add(results->yearly_mean(static_cast<drumbeat::Yearly>(i), c));
    }
    return arms;
}

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

// The page of results, where charts are built in, holds these words.
void check_page(const Folder& folder, const std::string& results, const std::string& words) {
    if (!drumbeat::with_charts()) return;
    const Outcome report = typed(folder, {"report", results, "--html", "page.html"});
    CHECK_MESSAGE(report.code == 0, report.err);
    CHECK_MESSAGE(has(folder.read("page.html"), words), words);
}

} // namespace

TEST_CASE("help names every option, and version says what was built") {
    const Folder folder;
    const Outcome help = typed(folder, {"--help"});
    CHECK(help.code == 0);
    for (const char* command :
         {"init", "check", "run", "report", "explain", "codebook", "completion", "--version", "130 interrupted"})
        CHECK_MESSAGE(has(help.out, command), command);
    const std::vector<std::pair<const char*, std::vector<const char*>>> options = {
        {"init", {"--study", "--base", "--output"}},
        {"check", {"--plan", "--resolved", "--diff", "--strict"}},
        {"run", {"--output", "--threads", "--replications", "--seed", "--set", "--overwrite", "--quiet", "--strict"}},
        {"submit",
         {"--output", "--tasks", "--cores", "--time", "--mem", "--partition", "--account", "--setup", "--throttle",
          "--dry-run"}},
        {"report",
         {"--full", "--contrast", "--condition", "--behaviour", "--area", "--format", "--html", "--figures", "--lang",
          "--csv", "--xlsx", "--brief", "--compare", "--overwrite"}},
        {"explain",
         {"--firm", "--year", "--replication", "--case", "--format", "--list", "--area", "--turned-by", "--all"}},
        {"codebook", {"--format", "schema", "results"}}};
    for (const auto& entry : options) {
        const Outcome one = typed(folder, {entry.first, "--help"});
        CHECK(one.code == 0);
        for (const char* option : entry.second) CHECK_MESSAGE(has(one.out, option), entry.first, " ", option);
    }
    const Outcome version = typed(folder, {"--version"});
    CHECK(version.code == 0);
    CHECK(drumbeat::built_model_signature == fmt::format("{:016x}", drumbeat::model_signature()));
    CHECK(has(version.out, std::string(drumbeat::built_model_signature)));
    for (const char* words : {"drumbeat ", "model ", "commit ", "compiler ", "HDF5 "})
        CHECK_MESSAGE(has(version.out, words), words);
}

TEST_CASE("a study from file to verdict") {
    const Folder folder;
    const Outcome run = typed(folder, {"run", "study.yaml", "-j", "2"});
    REQUIRE_MESSAGE(run.code == 0, run.err);
    CHECK(folder.has("study.h5"));
    CHECK_FALSE(folder.has("study.h5.part"));
    CHECK(has(run.out, "drumbeat report study.h5"));
    CHECK_FALSE(has(run.err, "\r")); // no progress bar on what is not a terminal

    const Outcome report = typed(folder, {"report", "study.h5"});
    CHECK(report.code == 0);
    CHECK(has(report.out, "In this model, under hurdle"));
    check_page(folder, "study.h5", "</html>");
    CHECK(has(typed(folder, {"report", "study.h5", "--format", "json"}).out, "\"study\": \"tiny-study\""));

    const Outcome again = typed(folder, {"run", "study.yaml"});
    CHECK(again.code == 2);
    CHECK(has(again.err, "--overwrite"));
    const Outcome over =
        typed(folder, {"run", "study.yaml", "--overwrite", "--quiet", "--replications", "3", "--seed", "9"});
    CHECK(over.code == 0);
    CHECK(over.out.empty());
    CHECK(over.err.empty());
    CHECK(has(typed(folder, {"report", "study.h5"}).out, "3 replications of each of 2 cases = 6 runs, seed 9"));
}

TEST_CASE("the results do not depend on threads") {
    const Folder folder;
    folder.write("kept.yaml", std::string(tiny_study) + "record: {yearly: 7, firms: 3}\n");
    for (const char* threads : {"1", "2", "7"})
        CHECK(typed(folder,
                    {"run", "kept.yaml", "--replications", "101", "-o", std::string(threads) + ".h5", "-j", threads})
                  .code == 0);
    CHECK_FALSE(folder.read("1.h5").empty());
    CHECK(folder.read("2.h5") == folder.read("1.h5"));
    CHECK(folder.read("7.h5") == folder.read("1.h5"));
}

TEST_CASE("adding or reversing arms changes no other arm's numbers, to the bit") {
    const Folder folder;
    const std::string study = tiny_study, head = study.substr(0, study.find("arms:")),
                      tail = study.substr(study.find("behaviours:"));
    const std::string base = "  base: {label: as it is}\n", stable = "  stable: {segments.*.orders.cv: 0.05}\n";
    const std::string contrasts = "contrasts: []\n";
    folder.write("two.yaml", head + "arms:\n" + base + stable + tail + contrasts);
    folder.write("reversed.yaml", head + "arms:\n" + stable + base + tail + contrasts);
    folder.write("three.yaml", head + "arms:\n" + base + "  early: {segments.*.orders.notice_years: 4}\n" + stable +
                                   tail + contrasts);
    for (const std::string name : {"two", "reversed", "three"})
        REQUIRE(typed(folder, {"run", name + ".yaml", "-j", "2"}).code == 0);
    const auto two = by_arm(folder.path / "two.h5"), reversed = by_arm(folder.path / "reversed.h5"),
               three = by_arm(folder.path / "three.h5");
    REQUIRE(two.size() == 2);
    REQUIRE(three.size() == 3);
    CHECK(two.at("base") != two.at("stable")); // else the comparison would say little
    for (const std::string arm : {"base", "stable"}) {
        CHECK(reversed.at(arm) == two.at(arm));
        CHECK(three.at(arm) == two.at(arm));
    }
}

TEST_CASE("others open what the program writes") {
    const Folder folder;
    std::string study = tiny_study;
    study.insert(study.find("behaviours:"), "    private_investors.enabled: true\n    private_investors.model: funds\n"
                                            "    secfund.enabled: true\n");
    study += "set: {budget.final_defence_meur: 3000, finance.cash_reserve_months: 24, finance.debt_to_earnings: 0.3}\n";
    folder.write("kept.yaml", study + "record: {yearly: 7, firms: 3, investors: 2}\n");
    REQUIRE(typed(folder, {"run", "kept.yaml"}).code == 0);
    const std::string script = drumbeat::source_dir() + "/tests/tools/xarray_test.py";
    CHECK(std::system((drumbeat::python() + " " + script + " " + (folder.path / "kept.h5").string()).c_str()) == 0);
    const std::string repack = "h5repack -f GZIP=1 kept.h5 small.h5"; // as the page of the format says
    CHECK(has(typed(folder, {"codebook", "--format", "results"}).out, "h5repack -f GZIP=1 in.h5 out.h5"));
    CHECK(std::system(("cd " + folder.path.string() + " && " + repack).c_str()) == 0);
    CHECK(typed(folder, {"report", "small.h5", "--full"}).out == typed(folder, {"report", "kept.h5", "--full"}).out);
    // What the script demands, a file without it must not pass.
    CHECK(std::system((drumbeat::python() + " " + script + " " + (folder.path / "kept.yaml").string() + " 2>/dev/null")
                          .c_str()) != 0);
}

TEST_CASE("long: memory does not grow with the number of replications") {
    const Folder folder;
    folder.write("large.yaml", std::string(tiny_study) + "record: {yearly: 5}\n");
    const auto peak_kilobytes = [&](const char* replications) {
        rusage usage{};
        int status = 0;
        const pid_t child =
            start(folder, {"run", "large.yaml", "--overwrite", "-j", "2", "--replications", replications});
        REQUIRE(wait4(child, &status, 0, &usage) == child);
        CHECK(WIFEXITED(status));
        CHECK(WEXITSTATUS(status) == 0);
        return static_cast<double>(usage.ru_maxrss);
    };
    const double small = peak_kilobytes("30000"),
                 large = peak_kilobytes("100000"); // buffers of sealing are full in both
    MESSAGE("peak resident set: ", small / 1024, " MB with 30,000 replications, ", large / 1024, " with 100,000");
    CHECK(large < 1.05 * small);
}

TEST_CASE("warnings are printed once, stored, and errors with --strict") {
    const Folder folder;
    std::string world = drumbeat::tiny_world;
    world.replace(world.find("weight: 1"), 9, "weight: 0.5");
    world.replace(world.find("domestic_meur: 150"), 18, "domestic_meur: 50");
    folder.write("tiny.yaml", world);
    const Outcome warned = typed(folder, {"run", "study.yaml"});
    CHECK_MESSAGE(warned.code == 0, warned.err);
    CHECK(warned.err.find("weights sum to 0.5") != std::string::npos);
    CHECK(warned.err.find("weights sum to 0.5") == warned.err.rfind("weights sum to 0.5"));
    CHECK(has(folder.read("study.h5"), "weights_below_one: tiny.yaml:"));
    const Outcome strict = typed(folder, {"run", "study.yaml", "-o", "strict.h5", "--strict"});
    CHECK(strict.code == 2);
    CHECK_FALSE(folder.has("strict.h5"));
    CHECK(typed(folder, {"check", "tiny.yaml", "--strict"}).code == 2);
}

TEST_CASE("a run that is killed is reported from its journal, and while it grows") {
    const Folder folder;
    const pid_t child = start(folder, {"run", "study.yaml", "--replications", "2000000", "-o", "long.h5"});
    wait_for_journal(folder);
    const Outcome growing = typed_quietly(folder, {"report", "long.h5"});
    CHECK(growing.code == 0);
    kill(child, SIGKILL);
    CHECK(ended(folder, child).code == 128 + SIGKILL);
    const Outcome report = typed(folder, {"report", "long.h5.part"});
    CHECK_MESSAGE(report.code == 0, report.err);
    CHECK(has(report.out, "INCOMPLETE"));
    CHECK(typed(folder, {"run", "study.yaml", "-o", "long.h5"}).code == 2);
    CHECK(typed(folder, {"run", "study.yaml", "-o", "long.h5", "--overwrite"}).code == 0);
    CHECK_FALSE(folder.has("long.h5.part"));
}

TEST_CASE("a journal that is removed under the run is sealed all the same") {
    const Folder folder;
    const pid_t child = start(folder, {"run", "study.yaml", "--replications", "2000000", "-o", "long.h5"});
    wait_for_journal(folder);
    fs::remove(folder.path / "long.h5.part");
    kill(child, SIGTERM);
    CHECK(ended(folder, child).code == 130);
    CHECK(typed(folder, {"report", "long.h5"}).code == 0);
}

TEST_CASE("a file that appears while a study runs is left as it is") {
    const Folder folder;
    const pid_t child = start(folder, {"run", "study.yaml", "--replications", "2000000", "-o", "long.h5"});
    wait_for_journal(folder);
    folder.write("long.h5", "precious");
    kill(child, SIGINT);
    const Outcome stopped = ended(folder, child);
    CHECK(stopped.code == 130);
    CHECK(has(stopped.err, "stands in long.h5.part"));
    const Outcome again =
        typed(folder, {"run", "study.yaml", "--replications", "2000000", "-o", "long.h5", "--resume"});
    CHECK(again.code == 2);
    CHECK(folder.read("long.h5") == "precious");
    CHECK(typed(folder, {"report", "long.h5.part"}).code == 0);
}

TEST_CASE("two runs do not share an output") {
    const Folder folder;
    const pid_t child = start(folder, {"run", "study.yaml", "--replications", "2000000", "-o", "long.h5"});
    wait_for_journal(folder);
    for (const char* overwrite : {"--quiet", "--overwrite"}) {
        const Outcome second = typed_quietly(folder, {"run", "study.yaml", "-o", "long.h5", overwrite});
        CHECK(second.code == 2);
    }
    kill(child, SIGINT);
    CHECK(ended(folder, child).code == 130);
    CHECK(typed(folder, {"report", "long.h5"}).code == 0);
}

TEST_CASE("nothing is written over that was not to be") {
    const Folder folder;
    const std::string study = folder.read("study.yaml"), world = folder.read("tiny.yaml");
    CHECK(typed(folder, {"run", "study.yaml", "-o", "study.yaml", "--overwrite"}).code == 2);
    CHECK(typed(folder, {"run", "study.yaml", "-o", "tiny.yaml", "--overwrite"}).code == 2);
    CHECK(folder.read("study.yaml") == study);
    CHECK(folder.read("tiny.yaml") == world);
    fs::create_symlink("nowhere.h5", folder.path / "link.h5");
    CHECK(typed(folder, {"run", "study.yaml", "-o", "link.h5"}).code == 2);
    CHECK(fs::is_symlink(folder.path / "link.h5"));
    REQUIRE(typed(folder, {"run", "study.yaml"}).code == 0);
    const std::string results = folder.read("study.h5");
    const std::string file = drumbeat::with_charts() ? "--html" : "--brief";
    const Outcome over = typed(folder, {"report", "study.h5", file, "study.h5"});
    CHECK(over.code == 2);
    CHECK(folder.read("study.h5") == results);
    fs::create_symlink("study.h5", folder.path / "soft.html");
    fs::create_hard_link(folder.path / "study.h5", folder.path / "hard.html");
    for (const char* same : {"study.h5", "./study.h5", "soft.html", "hard.html"}) {
        CHECK_MESSAGE(typed(folder, {"report", "study.h5", file, same, "--overwrite"}).code == 2, same);
        CHECK_MESSAGE(folder.read(same) == results, same);
    }
    CHECK(fs::is_symlink(folder.path / "soft.html"));
    const Outcome part = typed(folder, {"run", "study.yaml", "-o", "a.h5.part"});
    CHECK(part.code == 2);
    CHECK(has(part.err, "a.h5.part: names ending in .part are for unfinished runs"));
    CHECK(typed(folder, {"report", "study.h5", file, "a.html"}).code == 0);
    CHECK(typed(folder, {"report", "study.h5", file, "a.html"}).code == 2);
    CHECK(typed(folder, {"report", "study.h5", file, "a.html", "--overwrite"}).code == 0);
    CHECK_FALSE(folder.has("a.html.writing"));
}

TEST_CASE("lost output is an error, and closed streams are no harm") {
    const Folder folder;
    const auto shell = [&](const std::string& words) {
        return WEXITSTATUS(
            std::system(("cd " + folder.path.string() + " && " + drumbeat::program() + " " + words).c_str()));
    };
    CHECK(shell("run study.yaml --quiet >&- 2>&- <&-") == 0);
    CHECK(shell("report study.h5 > /dev/null") == 0); // no message went into the file
    for (const char* lost :
         {"--help", "--version", "codebook", "completion bash", "report study.h5", "check study.yaml", "init"}) {
        CHECK_MESSAGE(shell(std::string(lost) + " > /dev/full 2> /dev/null") == 1, lost);
        CHECK_MESSAGE(shell(std::string(lost) + " >&- 2> /dev/null") == 1, lost);
    }
    CHECK(shell("report study.h5 | head -1 > /dev/null") == 0);
    for (const char* lost : {"--help", "codebook", "report study.h5", "check study.yaml"})
        for (const char* where : {" > /dev/full 2> said", " >&- 2> said"}) {
            shell(std::string(lost) + where);
            CHECK_MESSAGE(has(folder.read("said"), "cannot write to standard output: "), lost, where,
                          folder.read("said"));
        }
}

TEST_CASE("a folder that may not be written is one clear line") {
    if (getuid() != 0) return;
    const Folder folder;
    fs::permissions(folder.path,
                    fs::perms::owner_all | fs::perms::group_exec | fs::perms::others_exec | fs::perms::others_read);
    const std::string command = "cd " + folder.path.string() + " && setpriv --reuid=65534 --clear-groups " +
                                drumbeat::program() + " run study.yaml > /dev/null 2> " +
                                (folder.path / "said").string();
    if (std::system(
            ("setpriv --reuid=65534 --clear-groups " + drumbeat::program() + " --version > /dev/null 2>&1").c_str()) !=
        0)
        return; // out of its reach
    CHECK(WEXITSTATUS(std::system(command.c_str())) == 1);
    CHECK(has(folder.read("said"), "study.h5.part: cannot write: Permission denied"));
    CHECK(folder.files().size() == 3);
}

TEST_CASE("factors may be called like anything in the file") {
    const Folder folder;
    folder.write("names.yaml",
                 std::string(tiny_study) +
                     "factors: {events: {a: }, drumbeat: {a: }, scale_up_share: {a: }, scale_up_share_level: {a: }}\n");
    const Outcome run = typed(folder, {"run", "names.yaml", "--replications", "2"});
    CHECK_MESSAGE(run.code == 0, run.err);
    CHECK(typed(folder, {"report", "names.h5"}).code == 0);
}

TEST_CASE("--set goes through the same door as a file") {
    const Folder folder;
    const Outcome wrong =
        typed(folder, {"run", "study.yaml", "--set", "segments.sensors.orders.cv=7", "--set", "nonsense"});
    CHECK(wrong.code == 2);
    CHECK(has(wrong.err, "--set"));
    CHECK(has(wrong.err, "segments.sensors.orders.cv"));
    CHECK(has(wrong.err, "0 to 2"));
    CHECK(has(wrong.err, "nonsense"));
    CHECK(folder.files().size() == 2);
    CHECK(typed(folder, {"run", "study.yaml", "--set", "segments.*.orders.cv=0.3", "--replications", "2"}).code == 0);
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
        std::string line = "drumbeat";
        for (const std::string& word : arguments) line += " " + word;
        const Outcome outcome = typed(folder, arguments);
        CHECK_MESSAGE(outcome.code == 2, line, ": ", outcome.code, " ", outcome.err);
        CHECK_MESSAGE(!outcome.err.empty(), line);
        CHECK_MESSAGE(folder.files().size() == before, line);
    }
    const Outcome both = typed(folder, {"check", "wrong.yaml"});
    CHECK(has(both.err, "wrong.yaml:4"));
    CHECK(has(both.err, "wrong.yaml:5"));
}

TEST_CASE("what the machine refuses: exit code 1, one clear line, no trace") {
    const Folder folder;
    const Outcome refused = typed(folder, {"run", "study.yaml", "-o", "/proc/x.h5"});
    CHECK(refused.code == 1);
    CHECK(std::count(refused.err.begin(), refused.err.end(), '\n') == 1);
    CHECK(typed(folder, {"init", "-o", "/proc/x.yaml"}).code != 0);

    constexpr rlim_t full = 4096; // bytes that a file may have: as if the disk were full
    const Outcome stopped = ended(folder, start(folder, {"run", "study.yaml"}, full));
    CHECK_MESSAGE(stopped.code == 1, stopped.err);
    CHECK(has(stopped.err, "study.h5"));
    CHECK(folder.files().size() == 2);
}

TEST_CASE("a disk that fills up while the results file is written is one clear line") {
    const Folder folder;
    REQUIRE(typed(folder, {"run", "study.yaml", "-o", "whole.h5", "-j", "1"}).code == 0);
    const auto whole = fs::file_size(folder.path / "whole.h5");
    bool met = false; // a journal is a little smaller than its results file
    for (const double part : {.5, .8, .9, .95, .97, .99}) {
        const auto limit = static_cast<rlim_t>(part * static_cast<double>(whole));
        const Outcome full =
            ended(folder, start(folder, {"run", "study.yaml", "-o", "a.h5", "-j", "1", "--quiet"}, limit));
        CHECK_MESSAGE(full.code == 1, part, ": ", full.code, " ", full.err);
        CHECK(std::count(full.err.begin(), full.err.end(), '\n') == 1);
        met = met || folder.has("a.h5.part");
        fs::remove(folder.path / "a.h5.part");
    }
    CHECK(met);
}

TEST_CASE("a results file cut anywhere is one clear line") {
    const Folder folder;
    REQUIRE(typed(folder, {"run", "study.yaml", "-o", "whole.h5"}).code == 0);
    const std::string whole = folder.read("whole.h5");
    for (const double part : {.001, .01, .1, .3, .6, .9, .99}) {
        folder.write("cut.h5", whole.substr(0, static_cast<std::size_t>(part * static_cast<double>(whole.size()))));
        const Outcome report = typed(folder, {"report", "cut.h5"});
        CHECK_MESSAGE(report.code == 2, part, ": ", report.code, " ", report.err);
        CHECK_MESSAGE(std::count(report.err.begin(), report.err.end(), '\n') == 1, report.err);
    }
}

TEST_CASE("a run that is stopped replaces no finished results") {
    const Folder folder;
    REQUIRE(typed(folder, {"run", "study.yaml", "-o", "long.h5"}).code == 0);
    const std::string finished = folder.read("long.h5"), log = folder.read("long.log.json");
    const pid_t child =
        start(folder, {"run", "study.yaml", "--replications", "2000000", "-o", "long.h5", "--overwrite"});
    wait_for_journal(folder);
    kill(child, SIGINT);
    const Outcome stopped = ended(folder, child);
    CHECK(stopped.code == 130);
    CHECK_MESSAGE(has(stopped.err, "Stopped. long.h5 is as it was. "), stopped.err);
    CHECK(has(stopped.err, " stands in long.h5.part, which report reads. To go on: "));
    CHECK_MESSAGE(has(stopped.err, "run study.yaml --replications 2000000 -o long.h5 --overwrite --resume\n"),
                  stopped.err);
    CHECK(folder.read("long.h5") == finished);
    CHECK(folder.read("long.log.json") == log);
    CHECK(has(typed(folder, {"report", "long.h5.part"}).out, "INCOMPLETE"));
    CHECK(typed(folder, {"run", "study.yaml", "-o", "long.h5", "--overwrite"}).code == 0);
    CHECK_FALSE(folder.has("long.h5.part"));
}

TEST_CASE("the first signal is answered at once, and a second one leaves no journal without a replication") {
    const Folder folder;
    std::string world = drumbeat::tiny_world; // a replication of it takes long
    world.replace(world.find("horizon_years: 4, burn_in_years: 4"), 34, "horizon_years: 40, burn_in_years: 100");
    world.replace(world.find("smes: 6, midcaps: 2"), 19, "smes: 20000, midcaps: 5000");
    folder.write("tiny.yaml", world);
    folder.write("long.h5", "older");
    const pid_t child =
        start(folder, {"run", "study.yaml", "--replications", "64", "-j", "1", "-o", "long.h5", "--overwrite"});
    const auto wait_for = [&](auto&& there) {
        for (int tick = 0; tick < 400 && !there(); ++tick) std::this_thread::sleep_for(std::chrono::milliseconds(25));
        return there();
    };
    CHECK(wait_for([&] { return folder.has("long.h5.part"); }));
    kill(child, SIGHUP);
    CHECK(wait_for([&] { return has(folder.read(".err"), "a second Ctrl-C stops at once"); }));
    CHECK(waitpid(child, nullptr, WNOHANG) == 0); // it finishes what is under way
    kill(child, SIGINT);
    CHECK(ended(folder, child).code == 130);
    CHECK(folder.read("long.h5") == "older");
    CHECK_FALSE(folder.has("long.h5.part"));
}

TEST_CASE("a stop before anything is complete says what becomes of an older file") {
    const Folder folder;
    folder.write("long.h5", "older");
    std::string world = drumbeat::tiny_world;
    world.replace(world.find("horizon_years: 4, burn_in_years: 4"), 34, "horizon_years: 40, burn_in_years: 40");
    world.replace(world.find("smes: 6, midcaps: 2"), 19, "smes: 2000, midcaps: 500");
    folder.write("tiny.yaml", world);
    const pid_t child = start(folder, {"run", "study.yaml", "-j", "1", "-o", "long.h5", "--overwrite"});
    for (int tick = 0; tick < 400 && !folder.has("long.h5.part"); ++tick)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    kill(child, SIGTERM);
    const Outcome stopped = ended(folder, child);
    CHECK(stopped.code == 130);
    CHECK_FALSE(has(stopped.err, "no file is left"));
    CHECK(has(stopped.err, "long.h5 is as it was"));
    CHECK(folder.read("long.h5") == "older");
}

TEST_CASE("a study in which an arm fails says so, with exit code 3, and gives no answer") {
    const Folder folder;
    const Outcome failed = typed(folder, {"run", "study.yaml", "--replications", "2", "--set", "neutral.by=exact",
                                          "--set", "neutral.of=orders", "--set", "segments.*.orders.cv=2"});
    CHECK(failed.code == 3);
    CHECK_MESSAGE(has(failed.out, "study.h5: 4 runs, 2 of them failed"), failed.err, failed.out);
    CHECK(has(failed.err, "case 0 (base/hurdle), replication 1: neutral.by exact would rescale"));
    CHECK(has(failed.err, "2 runs failed; the report leaves out every pair that lacks one."));
    CHECK(has(typed(folder, {"report", "study.h5"}).out, "FAILED"));
}

TEST_CASE("proposed commands can be pasted, and a study of one arm has a page") {
    const Folder folder;
    const std::string study = tiny_study;
    folder.write("my study.yaml", study.substr(0, study.find("  stable:")) + study.substr(study.find("behaviours:")));
    const Outcome run = typed(folder, {"run", "my study.yaml"});
    CHECK_MESSAGE(has(run.out, "Next: drumbeat report 'my study.h5'\n"), run.out, run.err);
    CHECK(has(typed(folder, {"init", "-o", "it's.yaml"}).out, "drumbeat check 'it'\\''s.yaml'\n"));
    const Outcome report = typed(folder, {"report", "my study.h5"});
    CHECK(report.code == 0);
    CHECK(has(report.out, "tiny-study"));
    check_page(folder, "my study.h5", "there is nothing to compare");
    const Outcome old = typed(folder, {"report", "my study.h5", "--svg", "x.svg"});
    CHECK(old.code == 2);
    CHECK(has(old.err, "--svg: has become --figures DIR"));
}

TEST_CASE("a count that is none says what is allowed") {
    const Folder folder;
    CHECK(has(typed(folder, {"run", "study.yaml", "-j", "abc"}).err, "'abc' is no whole number; allowed: 1 to 4096"));
    CHECK(has(typed(folder, {"run", "study.yaml", "-j", "0"}).err, "0 is out of range; allowed: 1 to 4096"));
    CHECK(has(typed(folder, {"run", "study.yaml", "--replications", "1.5"}).err,
              "'1.5' is no whole number; allowed: 1 to 10000000"));
    CHECK(has(typed(folder, {"run", "study.yaml", "--replications", "99999999999999999999"}).err, "out of range"));
}

TEST_CASE("Ctrl-C stops cleanly and leaves what is complete readable") {
    const Folder folder;
    const pid_t child = start(folder, {"run", "study.yaml", "--replications", "2000000", "-o", "long.h5"});
    for (int tick = 0;
         tick < 1200 && !(folder.has("long.h5.part") && fs::file_size(folder.path / "long.h5.part") > 100000); ++tick)
        std::this_thread::sleep_for(std::chrono::milliseconds(25));
    kill(child, SIGINT);
    const Outcome stopped = ended(folder, child);
    CHECK_MESSAGE(stopped.code == 130, stopped.err);
    CHECK(has(stopped.err, "which report reads"));
    CHECK_FALSE(folder.has("long.h5"));
    const Outcome report = typed(folder, {"report", "long.h5"}); // finds what is unfinished
    CHECK_MESSAGE(report.code == 0, report.err);
    CHECK(has(report.out, "INCOMPLETE"));
}

TEST_CASE("check: plan, resolved text that reads back, difference") {
    const Folder folder;
    const Outcome plan = typed(folder, {"check", "study.yaml", "tiny.yaml", "--plan"});
    REQUIRE_MESSAGE(plan.code == 0, plan.err);
    for (const char* words : {"2 cases", "40 runs", " s on ", "MB", "tiny.yaml: good"})
        CHECK_MESSAGE(has(plan.out, words), words);

    folder.write("resolved.yaml", typed(folder, {"check", "--resolved", "study.yaml"}).out);
    const Outcome again = typed(folder, {"check", "--resolved", "resolved.yaml"});
    CHECK_MESSAGE(again.code == 0, again.err);
    CHECK(again.out == folder.read("resolved.yaml"));

    folder.write(
        "other.yaml",
        "format: drumbeat-scenario/1\nname: other\nbase: tiny.yaml\nsegments: {sensors: {orders: {cv: 0.125}}}\n");
    const Outcome diff = typed(folder, {"check", "other.yaml", "--diff", "tiny.yaml"});
    CHECK(diff.code == 0);
    CHECK(has(diff.out, "segments.sensors.orders.cv: 0.125"));
    CHECK_FALSE(has(diff.out, "phi"));
}

TEST_CASE("check compares with a base that is good, and says what it leaves out") {
    const Folder folder;
    const Outcome no_base = typed(folder, {"check", "study.yaml", "--diff", "nosuch"});
    CHECK(no_base.code == 2);
    CHECK(has(no_base.err, "there is no packaged scenario 'nosuch'"));
    CHECK_FALSE(has(no_base.out, "segments"));
    const Outcome study = typed(folder, {"check", "study.yaml", "--diff", "tiny.yaml"});
    CHECK(study.code == 0);
    CHECK(has(study.out, "arms and factors are not compared"));
}

TEST_CASE("check names studies and scenarios, and knows one from the other") {
    const Folder folder;
    const Outcome near = typed(folder, {"check", "quickstrat"});
    CHECK(near.code == 2);
    CHECK(near.err == "there is no packaged study or scenario 'quickstrat'; did you mean quickstart?\n");
    const Outcome scenario = typed(folder, {"run", "netherlands-2026"});
    CHECK(scenario.code == 2);
    CHECK(has(scenario.err, "'netherlands-2026' is a scenario, not a study"));
    const std::string study = tiny_study;
    folder.write("study.yaml", study.substr(study.find('\n') + 1));
    CHECK(
        typed(folder, {"check", "study.yaml"}).err ==
        "study.yaml: format: is missing; expects 'format: drumbeat-study/1', or 'format: drumbeat-scenario/1' in a scenario\n");
}

TEST_CASE("a study of balance plans all its rounds and writes a scenario") {
    const Folder folder;
    folder.write("balance.yaml", "format: drumbeat-study/1\nstudy: balance\nbase: tiny.yaml\nreplications: 2\n"
                                 "set: {segments.*.domestic_meur: 200}\n");
    CHECK(has(typed(folder, {"check", "balance.yaml", "--plan"}).out, "14 rounds of 2 runs"));
    const Outcome results = typed(folder, {"run", "balance.yaml", "-o", "prices.h5"});
    CHECK(results.code == 2);
    CHECK(has(results.err, "name the file .yaml"));
    CHECK(typed(folder, {"run", "balance.yaml", "-o", "tiny.yaml", "--overwrite"}).code == 2);
    CHECK(folder.read("tiny.yaml") == drumbeat::tiny_world);
    const Outcome run = typed(folder, {"run", "balance.yaml", "-o", "prices.yaml"});
    CHECK_MESSAGE(run.code == 0, run.err);
    const Outcome diff = typed(folder, {"check", "prices.yaml", "--diff", "tiny.yaml"});
    CHECK_MESSAGE(diff.code == 0, diff.err);
    CHECK(has(diff.out, "segments.sensors.domestic_meur: 200"));
    CHECK(has(diff.out, "segments.sensors.foreign_price: "));
    CHECK(typed(folder, {"run", "balance.yaml", "-o", "prices.yaml"}).code == 2);
    const Outcome shown = typed(folder, {"run", "balance.yaml", "--replications", "1"});
    CHECK(has(shown.out, "\nformat: drumbeat-scenario/1\nbase: \"./tiny.yaml\"\n"));
}

TEST_CASE("a study of validation prints a table per behaviour and writes it") {
    const Folder folder;
    folder.write("facts.yaml", "format: drumbeat-study/1\nstudy: validation\nbase: tiny.yaml\nreplications: 2\n"
                               "behaviours:\n  - {name: careful, expectation: rational, investment: real_option}\n"
                               "  - {name: quick, expectation: naive, investment: npv}\n");
    CHECK(has(typed(folder, {"check", "facts.yaml", "--plan"}).out, "writes a table"));
    const Outcome run = typed(folder, {"run", "facts.yaml", "-o", "table.yaml"});
    CHECK_MESSAGE(run.code == 0, run.err);
    CHECK(has(run.out, "Stylised facts, careful:"));
    CHECK(has(run.out, "Stylised facts, quick:"));
    CHECK(has(folder.read("table.yaml"), "format: drumbeat-validation/1\n"));
    CHECK(has(folder.read("table.yaml"), "{name: spike_share, fact: \"F1\", value: "));
    CHECK(typed(folder, {"run", "facts.yaml", "-o", "table.yaml"}).code == 2);
    const Outcome again = typed(folder, {"run", "facts.yaml", "-j", "1"});
    const Outcome threads = typed(folder, {"run", "facts.yaml", "-j", "3"});
    CHECK(again.out == threads.out);
}

TEST_CASE("a study of calibration writes an ensemble; mistakes in what it fits are told") {
    const Folder folder;
    const std::string head = "format: drumbeat-study/1\nstudy: calibration\nbase: tiny.yaml\nreplications: 1\n";
    folder.write("fit.yaml", head + "fit:\n  facts: [F2]\n  candidates: 16\n  rounds: 2\n  members: 3\n"
                                    "  parameters: [{path: investment.depreciation}, {path: finance.rejection}]\n");
    CHECK(has(typed(folder, {"check", "fit.yaml", "--plan"}).out, "16 rounds of 1 run"));
    const Outcome run = typed(folder, {"run", "fit.yaml", "-o", "ensemble.yaml"});
    CHECK_MESSAGE(run.code == 0, run.err);
    CHECK(has(run.out, "singular values of the Jacobian"));
    CHECK(has(folder.read("ensemble.yaml"), "format: drumbeat-ensemble/1\n"));
    CHECK(has(folder.read("ensemble.yaml"), "command: \"drumbeat run fit.yaml -o ensemble.yaml\"\n"));
    folder.write("bad.yaml",
                 head + "fit:\n  facts: [F2, F99, F17]\n  candidates: 8\n"
                        "  parameters:\n    - {path: finance.rejektion}\n    - {path: finance.limited}\n"
                        "    - {path: time.horizon_years}\n    - {path: finance.rejection, low: 0.3, high: 0.2}\n");
    const Outcome bad = typed(folder, {"check", "bad.yaml"});
    CHECK(bad.code == 2);
    CHECK(has(bad.err, "'F99' is no fact that can be fitted; known: F1, F2, F3, F4, F5, F9, F19"));
    CHECK(has(bad.err, "'F17' is no fact that can be fitted"));
    CHECK(has(bad.err, "did you mean rejection?"));
    CHECK(has(bad.err, "finance.limited: is no number"));
    CHECK(has(bad.err, "low has to be below high"));
    CHECK(has(bad.err, "fit.candidates: 8 is out of range"));
    folder.write("stray.yaml",
                 "format: drumbeat-study/1\nstudy: validation\nbase: tiny.yaml\narms: {a: {}}\nfit: {}\n");
    const Outcome stray = typed(folder, {"check", "stray.yaml"});
    CHECK(has(stray.err, "a study of validation has base, set, behaviours, replications and seed"));
    CHECK(has(stray.err, "only a study of calibration fits parameters"));
}

TEST_CASE("a study of decomposition goes the way of every study") {
    const Folder folder;
    const std::string head =
        "format: drumbeat-study/1\nstudy: decomposition\nname: taken-apart\nbase: tiny.yaml\nreplications: 3\n"
        "arms: {base: {}, stable: {segments.*.orders.cv: 0.05}}\n";
    folder.write("apart.yaml", head + "channels: [utilisation, forgetting]\n");
    CHECK(has(typed(folder, {"check", "apart.yaml", "--plan"}).out, "8 cases, 24 runs"));
    const Outcome run = typed(folder, {"run", "apart.yaml"});
    CHECK_MESSAGE(run.code == 0, run.err);
    const Outcome report = typed(folder, {"report", "apart.h5"});
    CHECK_MESSAGE(report.code == 0, report.err);
    CHECK(has(report.out, "  no channel"));
    check_page(folder, "apart.h5", "id=\"chart-parts\"");
    CHECK(has(typed(folder, {"report", "apart.h5", "--format", "json"}).out,
              "\"channels\": [\"utilisation\", \"forgetting\"]"));
    folder.write("all.yaml", head);
    CHECK(has(typed(folder, {"check", "all.yaml", "--plan"}).out, "64 cases, 192 runs"));
    folder.write("three.yaml", head + "factors: {fund: {with: {secfund.enabled: true}}}\n");
    const Outcome refused = typed(folder, {"run", "three.yaml"});
    CHECK(refused.code == 2);
    CHECK(has(refused.err, "three.yaml:7: factors: a decomposition takes one contrast apart"));
}

TEST_CASE("a study over an ensemble goes from plan to report") {
    const Folder folder;
    folder.write("accepted.yaml",
                 "format: drumbeat-ensemble/1\nbase: tiny\nmembers:\n"
                 "  - {distance: 0.5, tender.noise: 0.1}\n  - {tender.noise: 0.2}\n  - {finance.rejection: 0.3}\n");
    folder.write("wide.yaml", std::string(tiny_study) + "over: {ensemble: ./accepted.yaml}\n");
    CHECK(has(typed(folder, {"check", "wide.yaml", "--plan", "--strict"}).out, "6 cases, 120 runs"));
    const Outcome run = typed(folder, {"run", "wide.yaml", "--replications", "3"});
    CHECK_MESSAGE(run.code == 0, run.err);
    fs::remove(folder.path / "accepted.yaml"); // the results file holds what was run
    const Outcome report = typed(folder, {"report", "wide.h5", "--full"});
    CHECK_MESSAGE(report.code == 0, report.err);
    CHECK(has(report.out, "Parameters  3 accepted sets of ./accepted.yaml"));
    CHECK(has(report.out, "least to largest mean of 3 sets"));
    CHECK_FALSE(has(report.out, "Accepted parameters: not assessed"));
    check_page(folder, "wide.h5", "</html>");
    CHECK(has(typed(folder, {"report", "wide.h5", "--format", "json"}).out,
              "\"over_accepted_parameters\": {\"ensemble\": \"./accepted.yaml\", \"members\": 3"));
    const Outcome refused = typed(folder, {"run", "wide.yaml"});
    CHECK(refused.code == 2);
    CHECK(has(refused.err, "over.ensemble: there is no file './accepted.yaml'"));
}

TEST_CASE("a template is a file that is good as it is") {
    const Folder folder;
    const Outcome scenario = typed(folder, {"init", "--base", "tiny.yaml", "-o", "mine.yaml"});
    CHECK_MESSAGE(scenario.code == 0, scenario.err);
    CHECK(typed(folder, {"check", "mine.yaml"}).code == 0);
    CHECK(typed(folder, {"init", "-o", "mine.yaml"}).code == 2); // it is there already
    const Outcome study =
        typed(folder, {"init", "--study", "comparison", "--base", "tiny.yaml", "-o", "mine-study.yaml"});
    CHECK_MESSAGE(study.code == 0, study.err);
    const Outcome good = typed(folder, {"check", "mine-study.yaml"});
    CHECK_MESSAGE(good.code == 0, good.err);
    CHECK(typed(folder, {"init", "--study", "balance", "--base", "tiny.yaml", "-o", "balance.yaml"}).code == 0);
    CHECK(has(folder.read("balance.yaml"), "study: balance\n"));
    CHECK(typed(folder, {"check", "balance.yaml", "--strict"}).code == 0);
    for (const char* type : {"validation", "calibration"}) {
        CHECK(typed(folder, {"init", "--study", type, "--base", "tiny.yaml", "-o", std::string(type) + ".yaml"}).code ==
              0);
        const Outcome checked = typed(folder, {"check", std::string(type) + ".yaml", "--strict"});
        CHECK_MESSAGE(checked.code == 0, checked.err);
    }
}

TEST_CASE("codebook in every format, completion for every shell") {
    const Folder folder;
    for (const char* format : {"markdown", "json", "schema", "study-schema", "results", "draws"}) {
        const Outcome codebook = typed(folder, {"codebook", "--format", format});
        CHECK_MESSAGE(codebook.code == 0, format, codebook.err);
        CHECK_MESSAGE(codebook.out.size() > 500, format);
    }
    for (const char* shell : {"bash", "zsh", "fish"}) {
        const Outcome script = typed(folder, {"completion", shell});
        CHECK(script.code == 0);
        CHECK(has(script.out, "overwrite"));
    }
    folder.write("complete.sh",
                 typed(folder, {"completion", "bash"}).out +
                     "COMP_WORDS=(drumbeat run --overw); COMP_CWORD=2; _drumbeat; echo \"${COMPREPLY[@]}\"\n");
    std::system(("bash " + (folder.path / "complete.sh").string() + " > " + (folder.path / "words").string()).c_str());
    CHECK(folder.read("words") == "--overwrite\n");
}

namespace {

// A results file of the tiny study under another signature, as another version of the program would leave it.
void run_elsewhere(const Folder& folder, const std::string& name, const std::string& file = "study.yaml") {
    std::vector<drumbeat::Problem> problems;
    const drumbeat::Study study = drumbeat::read_study((folder.path / file).string(), {}, problems).study;
    const auto work = drumbeat::tools::make_ready(study, drumbeat::tools::survey_of(study, problems));
    drumbeat::RunOptions options;
    options.path = (folder.path / name).string(), options.model_signature = "00000000deadbeef";
    drumbeat::run_study(study, work.cases, work.shape, drumbeat::tools::replicate_of(work, 1), options);
}

} // namespace

TEST_CASE("explain says what the panel of the results file says") {
    const Folder folder;
    folder.write("kept.yaml", std::string(tiny_study) + "record: {firms: 3}\n");
    REQUIRE(typed(folder, {"run", "kept.yaml", "--quiet"}).code == 0);
    std::string line = drumbeat::python() + " " + drumbeat::source_dir() + "/tests/tools/explain_test.py " +
                       (folder.path / "kept.h5").string() + " 1";
    for (const char* firm : {"0", "1", "4"})
        for (const char* year : {"2026", "2028"}) {
            const Outcome told = typed(folder, {"explain", "kept.h5", "--firm", firm, "--year", year, "--case",
                                                "stable", "--replication", "2", "--format", "json"});
            REQUIRE_MESSAGE(told.code == 0, told.err);
            const std::string name = std::string("told-") + firm + year + ".json";
            folder.write(name, told.out);
            line += " " + (folder.path / name).string();
        }
    CHECK(std::system(line.c_str()) == 0);
    // Another case, and a number that was changed, do not pass.
    folder.write("changed.json", std::regex_replace(folder.read("told-02028.json"), std::regex("\"trigger\": 1,"),
                                                    "\"trigger\": 1.01,"));
    CHECK(folder.read("changed.json") != folder.read("told-02028.json"));
    CHECK(std::system((line + " " + (folder.path / "changed.json").string() + " 2>/dev/null").c_str()) != 0);
}

TEST_CASE("explain finds a case by number or by names, and tells the cases where it does not") {
    const Folder folder;
    folder.write("study.yaml", std::string(tiny_study) + "  - {name: other, expectation: naive, investment: npv}\n");
    REQUIRE(typed(folder, {"run", "study.yaml", "--quiet", "--replications", "2"}).code == 0);
    const auto explained = [&](const char* which) {
        return typed(folder, {"explain", "study.h5", "--firm", "0", "--year", "2027", "--case", which});
    };
    for (const char* which : {"1", "stable/hurdle"}) {
        const Outcome told = explained(which);
        CHECK_MESSAGE(told.code == 0, told.err);
        CHECK(has(told.out, "Case stable/hurdle, replication 0"));
    }
    CHECK(has(typed(folder, {"explain", "study.h5", "--firm", "0", "--year", "2027"}).out, "Case base/hurdle"));
    for (const char* which : {"4", "stable", "hurdle/stable", "nonsense", "", "/", "-1", "99999999999999999999"}) {
        const Outcome told = explained(which);
        if (*which == '\0') continue; // nothing said: the first
        CHECK_MESSAGE(told.code == 2, which);
        CHECK_MESSAGE(has(told.err, "\n  3 stable/other"), which, ": ", told.err);
    }
}

TEST_CASE("explain without a firm lists the firms, and what it shows is what it says of each") {
    const Folder folder;
    folder.write("kept.yaml", std::string(tiny_study) + "record: {firms: 1}\n"
                                                        "contrasts:\n"
                                                        "  - {name: calm, treatment: stable, control: base}\n");
    REQUIRE(typed(folder, {"run", "kept.yaml", "--quiet", "--replications", "2"}).code == 0);
    const Outcome list = typed(folder, {"explain", "kept.h5"});
    REQUIRE_MESSAGE(list.code == 0, list.err);
    CHECK(has(list.out, "Case base/hurdle, replication 0 of \"tiny-study\", seed 5.\n"));
    CHECK(list.out == typed(folder, {"explain", "kept.h5", "--list", "--case", "base"}).out);
    CHECK(has(typed(folder, {"explain", "kept.h5", "--area", "sensors", "--year", "2028"}).out,
              "seed 5, area sensors, in 2028.\n"));
    const Outcome json = typed(folder, {"explain", "kept.h5", "--format", "json", "--case", "stable"});
    REQUIRE(json.code == 0);
    // Each firm and year of the list, explained: the same decision.
    const std::regex firm("\"firm\": ([0-9]+), \"area\""),
        first("\"years\": \\[\\{\"year\": ([0-9]+), \"expanded\": (true|false)");
    std::smatch row, year;
    std::string rest = json.out;
    int explained = 0;
    while (explained < 5 && std::regex_search(rest, row, firm)) {
        const std::string number = row[1];
        rest = row.suffix();
        REQUIRE(std::regex_search(rest, year, first));
        const Outcome told = typed(folder, {"explain", "kept.h5", "--firm", number, "--year", year[1], "--case",
                                            "stable", "--format", "json"});
        CHECK(has(told.out, "\"expanded\": " + year[2].str()));
        ++explained;
    }
    CHECK(explained == 5);
    const Outcome turned = typed(folder, {"explain", "kept.h5", "--turned-by", "calm", "--replication", "1"});
    REQUIRE_MESSAGE(turned.code == 0, turned.err);
    CHECK(has(turned.out, "Case stable/hurdle, replication 1"));
    CHECK(has(turned.out, "Against case base/hurdle, with the same luck: contrast calm.\n"));
    CHECK(typed(folder, {"explain", "kept.h5", "--turned-by", "calm", "--case", "0"}).out ==
          typed(folder, {"explain", "kept.h5", "--turned-by", "calm", "--case", "hurdle"}).out);
    CHECK(has(typed(folder, {"explain", "kept.h5", "--turned-by", "noise"}).err, "its contrasts are calm"));
}

TEST_CASE("explain lists the firms that a file of another model kept, as it lists those that it can replay") {
    const Folder folder;
    folder.write("kept.yaml", std::string(tiny_study) + "record: {firms: 1}\n"
                                                        "contrasts:\n"
                                                        "  - {name: calm, treatment: stable, control: base}\n");
    REQUIRE(typed(folder, {"run", "kept.yaml", "--quiet", "--replications", "2"}).code == 0);
    run_elsewhere(folder, "old.h5", "kept.yaml");
    const auto without_scale_up = [](const std::string& text) {
        return std::regex_replace(text, std::regex("\"scaled_up\": [0-9]+"), "\"scaled_up\": null");
    };
    for (const char* which : {"base", "stable"}) {
        const Outcome replayed = typed(folder, {"explain", "kept.h5", "--case", which, "--format", "json"});
        const Outcome stored = typed(folder, {"explain", "old.h5", "--case", which, "--format", "json"});
        REQUIRE_MESSAGE(stored.code == 0, stored.err);
        CHECK(replayed.out.size() > 1000);
        CHECK(without_scale_up(replayed.out) == stored.out);
    }
    CHECK(has(typed(folder, {"explain", "old.h5"}).out, "another model wrote it"));
    CHECK(typed(folder, {"explain", "old.h5", "--turned-by", "calm"}).code == 0);
    const Outcome not_kept = typed(folder, {"explain", "old.h5", "--replication", "1"});
    CHECK(not_kept.code == 2);
    CHECK(has(not_kept.err, "another model (signature 00000000deadbeef"));
}

TEST_CASE("explain refuses what is not there, and results of another model, with exit code 2 and one clear line") {
    const Folder folder;
    REQUIRE(typed(folder, {"run", "study.yaml", "--quiet", "--replications", "2"}).code == 0);
    const auto refused = [&](std::vector<std::string> arguments, const char* words) {
        arguments.insert(arguments.begin(), "explain");
        const Outcome told = typed(folder, arguments);
        CHECK_MESSAGE(told.code == 2, told.out, told.err);
        CHECK_MESSAGE(has(told.err, words), told.err);
        CHECK(told.out.empty());
    };
    const std::string f = "study.h5";
    refused({f, "--firm", "3"}, "--year: is needed with --firm");
    for (const char* option : {"--list", "--all"}) refused({f, "--firm", "3", "--year", "2028", option}, "--firm");
    refused({f, "--area", "lasers"}, "--area: 'lasers' is no technology area of this study; its areas are sensors");
    refused({f, "--turned-by", "luck"}, "--turned-by: 'luck' is no contrast of this study; ");
    refused({f, "--year", "2031"}, "--year: 2031 is out of range; allowed: 2026 to 2029");
    refused({f, "--replication", "2"}, "--replication: 2 is out of range; allowed: 0 to 1");
    refused({f, "--firm", "-1", "--year", "2028"}, "allowed: 0 to");
    refused({f, "--firm", "three", "--year", "2028"}, "no whole number");
    refused({f, "--firm", "3", "--year", "2025"}, "--year: 2025 is out of range; allowed: 2026 to 2029");
    refused({f, "--firm", "3", "--year", "2030"}, "allowed: 2026 to 2029");
    refused({f, "--firm", "3", "--year", "2028", "--replication", "2"},
            "--replication: 2 is out of range; allowed: 0 to 1");
    refused({f, "--firm", "100000", "--year", "2028"}, "--firm: 100000 is out of range");
    refused({f, "--firm", "40", "--year", "2026"}, "it was not born yet");
    refused({f, "--firm", "3", "--year", "2028", "--format", "poem"}, "--format");
    refused({"no-such-file.h5", "--firm", "3", "--year", "2028"}, "does not exist");
    refused({"study.yaml", "--firm", "3", "--year", "2028"}, "study.yaml");
    run_elsewhere(folder, "old.h5");
    refused({"old.h5", "--firm", "3", "--year", "2028"}, "another model (signature 00000000deadbeef");
    refused({"old.h5"}, "another model (signature 00000000deadbeef");
    CHECK(typed(folder, {"report", "old.h5"}).code == 0); // reading is no repeating
}
