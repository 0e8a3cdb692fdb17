// SPDX-License-Identifier: Apache-2.0
// The stored ranges over accepted parameters that come with the program, and what `report` and `run --over` do.
#include "config/study.hpp"
#include "config/yaml_ranges.hpp"
#include "outputs/verdict/parts.hpp"
#include "sim/replay/replicate.hpp"

#include "tests/outputs/child_process.hpp"
#include "tests/outputs/synthetic_study.hpp"
#include "tests/places.hpp"
#include "tests/tools/printed.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace drumbeat;

namespace {

// Blanks and line ends as one blank.
Printed drumbeat_in(const TemporaryFolder& folder, const std::string& words) {
    Printed printed = printed_in(folder.path.string(), program() + " " + words);
    std::replace(printed.text.begin(), printed.text.end(), '\n', ' ');
    const auto both_blank = [](char a, char b) { return a == ' ' && b == ' '; };
    printed.text.erase(std::unique(printed.text.begin(), printed.text.end(), both_blank), printed.text.end());
    return printed;
}
bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

AcceptedRanges packaged_ranges() {
    const std::vector<std::string> folders{source_dir()};
    std::vector<Problem> problems;
    AcceptedRanges ranges = read_accepted_ranges(folders, problems);
    CHECK_MESSAGE(problems.empty(), to_text(problems.front()));
    return ranges;
}

// Every question of a packaged study's main contrast.
std::vector<std::string> questions_of(const std::string& name) {
    const std::vector<std::string> folders{source_dir()};
    std::vector<Problem> problems;
    const Study study = read_study(name, folders, problems).study;
    const Contrast& main = comparison_of(study).contrasts.front();
    std::vector<std::string> questions;
    const auto cases = cases_of(study, problems);
    for (const Case& t : cases)
        for (const Case& c : cases)
            if (t.arm == main.treatment && c.arm == main.control && t.behaviour == c.behaviour && t.levels == c.levels)
                questions.push_back(question_of(t.scenario, c.scenario));
    return questions;
}

bool are_of_this_model(const AcceptedRanges& ranges) {
    return std::all_of(ranges.begin(), ranges.end(),
                       [](const AcceptedRange& r) { return r.model == known_model_signature; });
}

} // namespace

TEST_CASE("the packaged ranges answer the flagship and the first study, or are of another model and say nothing") {
    const AcceptedRanges ranges = packaged_ranges();
    REQUIRE_FALSE(ranges.empty());
    const TemporaryFolder folder;
    REQUIRE(drumbeat_in(folder, "run quickstart --replications 2 -o a.h5 --quiet").code == 0);
    const std::string said = drumbeat_in(folder, "report a.h5").text;
    if (!are_of_this_model(ranges)) {
        CHECK_MESSAGE(has(said, "what is stored is of another model; drumbeat run STUDY --over"), said);
        return;
    }
    for (const auto& known : {std::pair{"stable-orders", 18}, {"quickstart", 2}}) {
        const char* study = known.first;
        const auto questions = questions_of(study);
        CHECK(questions.size() == static_cast<std::size_t>(known.second));
        for (const std::string& question : questions)
            CHECK_MESSAGE(std::any_of(ranges.begin(), ranges.end(),
                                      [&](const AcceptedRange& r) { return r.question == question; }),
                          "tools/ranges has not been run since ", study, " or its country was changed");
    }
    CHECK_MESSAGE(has(said, "Over accepted parameters its mean runs from"), said);
    CHECK_MESSAGE(has(said, "range over 20 accepted sets of netherlands-2026: stored"), said);
}

TEST_CASE("another question, or another area, is told what would assess it") {
    const TemporaryFolder folder;
    REQUIRE(drumbeat_in(folder, "run quickstart --replications 2 --set finance.rejection=0.21 -o a.h5 --quiet").code ==
            0);
    const std::string said = drumbeat_in(folder, "report a.h5").text;
    CHECK_FALSE(has(said, "Over accepted parameters its mean"));
    CHECK_MESSAGE(has(said, "drumbeat run STUDY --over netherlands-2026 assesses them"), said);
    CHECK(has(drumbeat_in(folder, "report a.h5 --area sensors").text, "nothing is stored of an area by itself"));
}

TEST_CASE("run --over runs every case with each accepted set, as `over` in the study does") {
    const TemporaryFolder folder;
    const Printed ran = drumbeat_in(folder, "run quickstart --over netherlands-2026 --replications 1 -o a.h5");
    CHECK_MESSAGE(ran.code == 0, ran.text);
    const std::string said = drumbeat_in(folder, "report a.h5").text;
    CHECK_MESSAGE(has(said, "means over 20 accepted sets of netherlands-2026"), said);
    const Printed twice = drumbeat_in(folder, "run accepted-parameters --over netherlands-2026 -o b.h5");
    CHECK(twice.code == 2);
    CHECK_MESSAGE(has(twice.text, "over: the study names an ensemble itself; leave out --over"), twice.text);
    const Printed unknown = drumbeat_in(folder, "run quickstart --over netherland-2026 -o b.h5");
    CHECK(unknown.code == 2);
    CHECK_MESSAGE(has(unknown.text, "there is no packaged ensemble 'netherland-2026'; did you mean netherlands-2026?"),
                  unknown.text);
}
