// SPDX-License-Identifier: Apache-2.0
// Studies in rounds, by the built program: killed, stopped, resumed and dealt out.
#include "tests/tools/unkind_system.hpp"

#include <doctest/doctest.h>

#include <cerrno>
#include <chrono>
#include <thread>

using namespace drumbeat::unkind;

namespace {

constexpr const char* kinds[] = {"validation", "balance", "calibration"};

constexpr const char* validation_study = R"(format: drumbeat-study/1
study: validation
name: does-it-show
base: tiny.yaml
replications: 5
seed: 5
behaviours:
  - {name: hurdle, expectation: rational, investment: npv}
  - {name: option, expectation: adaptive, investment: real_option}
)";
constexpr const char* balance_study = R"(format: drumbeat-study/1
study: balance
name: at-which-prices
base: tiny.yaml
replications: 3
seed: 5
)";
constexpr const char* calibration_study = R"(format: drumbeat-study/1
study: calibration
name: which-parameters
base: tiny.yaml
replications: 2
seed: 5
fit:
  facts: [F1, F9]
  candidates: 16
  rounds: 3
  members: 2
  parameters:
    - {path: investment.fixed_cost}
    - {path: investment.depreciation}
)";

struct Studies : Folder {
    Studies() {
        const char* texts[] = {validation_study, balance_study, calibration_study};
        for (std::size_t i = 0; i < 3; ++i) std::ofstream(path / (std::string(kinds[i]) + ".yaml")) << texts[i];
    }
};

Words run_of(const std::string& kind, const std::string& threads = "1") {
    return {"run", kind + ".yaml", "-o", "out", "-j", threads};
}

// Of an uninterrupted run: what it prints, its file, and how many changes it makes.
struct Answer {
    std::string screen, file;
    long changes = 0;
};

Answer whole(const Folder& folder, const std::string& kind) {
    const Ended run = typed(folder, run_of(kind), {{"UNKIND_COUNT", (folder.path / ".count").string()}});
    REQUIRE_MESSAGE(run.code == 0, run.err);
    const Answer answer{run.out, folder.read("out"), std::stol(folder.read(".count"))};
    REQUIRE(answer.file.size() > 150);
    CHECK(folder.left() == "out ");
    folder.clear();
    return answer;
}

// An ensemble states the line that began it, and that stands in the journal after some changes.
constexpr long begun = 6;

void check_resumed(const Folder& folder, const std::string& kind, const Answer& answer, bool has_begun = true) {
    const Ended again = typed(folder, with(run_of(kind, has_begun ? "2" : "1"), {"--resume"}));
    const bool was_whole = again.code == 2 && has(again.err, "out exists, and is whole");
    CHECK_MESSAGE((again.code == 0 || was_whole), again.err);
    if (again.code == 0) CHECK(again.out == answer.screen);
    CHECK(folder.read("out") == answer.file);
    CHECK(folder.left() == "out ");
    folder.clear();
}

int replications_in(const Folder& folder) {
    const Ended status = typed(folder, {"status", "out"});
    CHECK_MESSAGE(status.code == 0, status.err);
    int there = -1;
    std::sscanf(status.out.c_str(), "out: %d of", &there);
    return there;
}

} // namespace

TEST_CASE("killed at any change that it makes, a study in rounds goes on to the same text") {
    const Studies folder;
    for (const std::string kind : kinds) {
        CAPTURE(kind);
        const Answer answer = whole(folder, kind);
        std::vector<long> at{1, 2, 3, 5, answer.changes / 3, answer.changes / 2};
        for (long last = 4; last >= 0; --last) at.push_back(answer.changes - last);
        for (const long n : at) {
            CAPTURE(n);
            const bool torn = n == 3 || n == answer.changes / 2;
            const Ended killed = typed(folder, run_of(kind), {{"UNKIND_KILL", std::to_string(torn ? -n : n)}});
            CHECK(killed.code == 128 + SIGKILL);
            check_resumed(folder, kind, answer, n >= begun);
        }
    }
}

TEST_CASE("long: killed at every change that it makes, a study in rounds goes on to the same text") {
    const Studies folder;
    long kills = 0;
    for (const std::string kind : kinds) {
        CAPTURE(kind);
        const Answer answer = whole(folder, kind);
        for (long n = 1; n <= answer.changes; ++n)
            for (const long sign : {1, -1}) {
                CAPTURE(n);
                kills += typed(folder, run_of(kind), {{"UNKIND_KILL", std::to_string(sign * n)}}).code == 128 + SIGKILL;
                check_resumed(folder, kind, answer, n >= begun);
            }
    }
    MESSAGE("killed and resumed ", kills, " times");
    CHECK(kills > 200);
}

TEST_CASE("each replication of a study in rounds that a journal has is not done again") {
    const Studies folder;
    for (const std::string kind : kinds) {
        CAPTURE(kind);
        const Answer answer = whole(folder, kind);
        REQUIRE(typed(folder, run_of(kind), {{"UNKIND_KILL", std::to_string(answer.changes / 2)}}).code ==
                128 + SIGKILL);
        const int there = replications_in(folder);
        CHECK(there > 2);
        const Ended again =
            typed(folder, with(run_of(kind), {"--resume"}), {{"UNKIND_COUNT", (folder.path / ".count").string()}});
        CHECK_MESSAGE(again.code == 0, again.err);
        CHECK(std::stol(folder.read(".count")) <= answer.changes - there);
        CHECK(folder.read("out") == answer.file);
        folder.clear();
    }
}

TEST_CASE("a study in rounds stops when asked, says how to go on, and does") {
    const Studies folder;
    std::string study = calibration_study;
    study.replace(study.find("candidates: 16"), 14, "candidates: 4000");
    std::ofstream(folder.path / "calibration.yaml") << study;
    for (const int signal : {SIGTERM, SIGINT}) {
        const pid_t child = start(folder, run_of("calibration", "2"));
        std::this_thread::sleep_for(std::chrono::milliseconds(400));
        kill(child, signal);
        const auto asked = std::chrono::steady_clock::now();
        const Ended stopped = ended(folder, child);
        CHECK(std::chrono::steady_clock::now() - asked < std::chrono::seconds(2));
        CHECK_MESSAGE(stopped.code == 130, stopped.err);
        CHECK(has(stopped.err, "replications stand in out.part. To go on: "));
        CHECK(has(stopped.err, "run calibration.yaml -o out -j 2 --resume\n"));
        CHECK(folder.left() == "out.part ");
        CHECK(replications_in(folder) > 0);
        folder.clear();
    }
    const pid_t child = start(folder, {"run", "calibration.yaml"});
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    kill(child, SIGTERM);
    const Ended stopped = ended(folder, child);
    CHECK(stopped.code == 130);
    CHECK_MESSAGE(has(stopped.err, "Stopped; without -o FILE nothing is kept.\n"), stopped.err);
    CHECK(folder.left().empty());
}

TEST_CASE("where nothing more can be written, a study in rounds keeps what is there, and says how much") {
    const Studies folder;
    for (const std::string kind : kinds) {
        CAPTURE(kind);
        const Answer answer = whole(folder, kind);
        const Ended full = ended(folder, start(folder, run_of(kind), {}, 10240));
        CHECK(full.code == 1);
        CHECK_MESSAGE(has(full.err, "cannot write: File too large; "), full.err);
        CHECK_MESSAGE(has(full.err, "replications are kept in out.part, and --resume goes on from there\n"), full.err);
        CHECK(replications_in(folder) > 0);
        check_resumed(folder, kind, answer);
    }
}

TEST_CASE("a validation in shards is merged to the text of one run") {
    const Studies folder;
    const Answer answer = whole(folder, "validation");
    for (const int shards : {1, 2, 3, 7}) {
        CAPTURE(shards);
        Words parts{"merge"};
        for (int k = 1; k <= shards; ++k) {
            const std::string shard = std::to_string(k) + "/" + std::to_string(shards);
            if (shards > 1 && k == shards) {
                const Ended early = typed(folder, with(parts, {"-o", "out"}));
                CHECK(early.code == 2);
                CHECK_MESSAGE(has(early.err, "of 10 replications are there; missing: shard " + shard + "\n"),
                              early.err);
                CHECK_FALSE(folder.has("out"));
            }
            const Ended part = typed(folder, with(run_of("validation"), {"--shard", shard, "--quiet"}));
            CHECK_MESSAGE(part.code == 0, part.err);
            parts.push_back("out." + std::to_string(k) + "-of-" + std::to_string(shards) + ".part");
        }
        if (shards > 1) {
            CHECK(has(typed(folder, {"status", "out"}).out, "out: 10 of 10 replications (100 %)\n"));
            CHECK(typed(folder, with(parts, {"-o", "out"})).code == 0);
        }
        CHECK(folder.read("out") == answer.file);
        folder.clear();
    }
}

TEST_CASE("what a study in rounds cannot do is told in one line") {
    const Studies folder;
    const auto refused = [&](const Words& words, const std::string& told) {
        const Ended run = typed(folder, words);
        CHECK_MESSAGE(run.code == 2, run.err);
        CHECK_MESSAGE(run.err == "drumbeat: " + told + "\n", run.err);
    };
    refused({"run", "balance.yaml", "--resume"}, "--resume needs -o FILE: without it nothing was kept");
    refused({"run", "validation.yaml", "--shard", "1/2"},
            "--shard needs -o FILE: the part is kept in FILE.k-of-K.part");
    refused({"run", "balance.yaml", "-o", "out", "--shard", "1/2"},
            "--shard: a study of balance cannot be dealt out: each of its steps hangs on the one before");
    refused({"run", "calibration.yaml", "-o", "out", "--shard", "1/2"},
            "--shard: a study of calibration cannot be dealt out: where it looks next hangs on what it found before");
    refused({"run", "balance.yaml", "--extend", "a.h5"}, "--extend: a study of balance has no results file");
    CHECK(folder.left().empty());

    REQUIRE(typed(folder, run_of("balance"), {{"UNKIND_KILL", "9"}}).code == 128 + SIGKILL);
    const std::string journal = folder.read("out.part");
    refused(run_of("balance"), "out.part exists: an unfinished run, or one that still runs; --resume goes on with it, "
                               "--overwrite replaces it");
    refused(with(run_of("balance"), {"--resume", "--seed", "6"}),
            "out.part is of another study: 'seed: 6' here, 'seed: 5' there");
    for (const Words& words : {Words{"report", "out.part"}, Words{"verify", "out.part"}, Words{"explain", "out.part"},
                               Words{"seal", "out.part", "-o", "a.h5"}, Words{"reproduce", "out.part", "-o", "a.h5"}})
        refused(words, "out.part holds pieces of a study that ends in a text; drumbeat status tells how far it is, and "
                       "drumbeat run --resume goes on with it");
    refused({"merge", "out.part", "-o", "a.yaml"},
            "out.part is of a study of balance, which has no shards; drumbeat run --resume goes on with it");
    CHECK((folder.read("out.part") == journal));
    CHECK(folder.left() == "out.part ");
    CHECK(typed(folder, with(run_of("balance"), {"--resume", "--overwrite", "--seed", "6", "--quiet"})).code == 0);
    CHECK(folder.left() == "out ");
    refused(with(run_of("balance"), {"--resume"}),
            "out exists, and is whole: there is nothing to go on with; --overwrite replaces it");
}
