// SPDX-License-Identifier: Apache-2.0
#include "config/template.hpp"
#include "tests/config/example.hpp"
#include "tests/config/folder.hpp"

#include <doctest/doctest.h>

#include <sstream>

using namespace drumbeat;

namespace {

// The template with every "# path: value" line taken out of its comment.
std::string uncommented(const std::string& text) {
    std::istringstream in(text);
    std::string line, out;
    while (std::getline(in, line)) {
        const auto colon = line.find(": ");
        const bool is_setting = line.starts_with("# ") && colon != std::string::npos &&
                                line.find(' ', 2) == colon + 1 && line.find('.') < colon;
        out += (is_setting || line == "# assumed_signs: true" ? line.substr(2) : line) + "\n";
    }
    return out;
}

} // namespace

TEST_CASE("a scenario template without a base reads without a problem") {
    std::vector<Problem> problems;
    const Scenario s = example::read(scenario_template(""), problems).scenario;
    CHECK(example::lines(problems) == "");
    CHECK(s.segments.size() == 1);
}

TEST_CASE("a scenario template is its base, and every line of it can be taken out of its comment") {
    const example::Folder folder;
    folder.write("scenarios/small.yaml", example::scenario_text);
    std::vector<Problem> problems;
    const std::string text = scenario_template("small");
    Scenario s = read_scenario_text(text, "t", folder.as_list(), problems).scenario;
    CHECK(example::lines(problems) == "");
    s.name = "small";
    CHECK(s == example::small_scenario());

    const std::string all = uncommented(text);
    for (const Parameter& p : parameters()) {
        const bool of_a_class = p.path.starts_with("firms.");
        const std::string path = of_a_class ? "firms.*." + p.path.substr(p.path.find('.', 6) + 1) : p.path;
        CHECK_MESSAGE(all.find("\n" + path + ": ") != std::string::npos, path);
    }
    s = read_scenario_text(all, "t", folder.as_list(), problems).scenario;
    CHECK_FALSE(has_errors(problems));
    CHECK(s.segments[0].orders == OrderStream{});
    CHECK(s.firms == FirmClasses{});
}

TEST_CASE("levers come first in a template") {
    const std::string text = scenario_template("small");
    CHECK(text.find("# segments.*.orders.cv: 0.4\n") < text.find("---- Uncertainties"));
    CHECK(text.find("# segments.*.orders.phi: 0.5\n") > text.find("---- Uncertainties"));
    CHECK(text.find("---- Uncertainties") < text.find("---- Settings"));
    CHECK(text.find("# coefficient of variation of a year's requirement [allowed: 0 to 2]\n") != std::string::npos);
}

TEST_CASE("a template of a balance study is one") {
    const example::Folder folder;
    folder.write("scenarios/small.yaml", example::scenario_text);
    std::vector<Problem> problems;
    const std::string text = study_template("balance", "small");
    const Study study = read_study_text(text, "t", folder.as_list(), problems).study;
    CHECK(cases_of(study, problems).size() == 1);
    CHECK(example::lines(problems) == "");
    CHECK(is_a<Balance>(study));
    CHECK(study.replications == 64);
    CHECK(text.find("arms:") == std::string::npos);
}

TEST_CASE("a template of a decomposition is one") {
    const example::Folder folder;
    folder.write("scenarios/small.yaml", example::scenario_text);
    std::vector<Problem> problems;
    const std::string text = study_template("decomposition", "small");
    const Study study = read_study_text(text, "t", folder.as_list(), problems).study;
    CHECK(cases_of(study, problems).size() == 64);
    CHECK(example::lines(problems) == "");
}

TEST_CASE("a study template reads and has its cases") {
    const example::Folder folder;
    folder.write("scenarios/small.yaml", example::scenario_text);
    std::vector<Problem> problems;
    const Study study = read_study_text(study_template("comparison", "small"), "t", folder.as_list(), problems).study;
    CHECK(cases_of(study, problems).size() == 3 * 6);
    CHECK(example::lines(problems) == "");
    CHECK(comparison_of(study).arms[2].settings.size() == 3);
}
