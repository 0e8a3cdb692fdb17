// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/outcome_names.hpp"

#include "outputs/pages/report.hpp"
#include "tests/outputs/fake_results.hpp"

#include <doctest/doctest.h>

using namespace drumbeat;
using doctest::Approx;

TEST_CASE("outcomes by name: known ones are found, others are told with the nearest") {
    CHECK(outcome_named("domestic_share") == Outcome::domestic_share);
    CHECK(!outcome_named("domestic_shar"));
    Study study = fake_study();
    comparison_in(study).outcomes = {"exports_meur", "export_meur"};
    const auto problems = unknown_outcomes(study, "s.yaml");
    REQUIRE(problems.size() == 1);
    CHECK(to_text(problems[0]) == "s.yaml: outcomes: export_meur is no outcome of a run, which "
                                  "docs/results-format.md lists; did you mean exports_meur?");
    CHECK(to_text(unknown_outcomes(study, "s.yaml", {4, 9})[0]).find("s.yaml:9: outcomes: export_meur") == 0);
}

TEST_CASE("outcome tables: means and paired differences from the first arm, arm by arm") {
    Study study = fake_study();
    comparison_in(study).outcomes = {"investment_meur", "leverage_ratio"};
    FakeResults results = fake_results();
    results.value = [](const CaseName& c, Outcome o, std::int64_t r) { // no public euro in any run
        const bool state = o == Outcome::secfund_meur || o == Outcome::subsidy_meur || o == Outcome::participation_meur;
        return state ? 0 : fake_value(c, o, r);
    };
    const Verdict v = verdict_of(results, study);
    REQUIRE(v.outcomes.size() == 2);
    const OutcomeTable& investment = v.outcomes[0];
    REQUIRE(investment.cells.size() == 9); // 3 arms x 3 behaviours
    CHECK(investment.cells[0].difference.value == 0);
    CHECK(investment.cells[3].difference.value == Approx(-100)); // stable, in every pair
    CHECK(investment.cells[3].difference.error == Approx(0).epsilon(1e-9));
    CHECK(investment.cells[3].value.value == Approx(investment.cells[0].value.value - 100));
    CHECK(v.outcomes[1].cells[0].value.count == 0); // missing everywhere
    const std::string text = report_text(v);
    CHECK(text.find("investment_meur, meur: expansion investment since the policy began") != std::string::npos);
    CHECK(text.find("(-100 ±0)") != std::string::npos);
    CHECK(report_json(v).find("\"outcome\": \"investment_meur\"") != std::string::npos);
    comparison_in(study).outcomes.clear();
    CHECK(report_text(verdict_of(results, study)).find("Outcomes by arm") == std::string::npos);
}
