// SPDX-License-Identifier: Apache-2.0
#include "config/yaml.hpp"
#include "sim/replay/case_shelf.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace drumbeat;

namespace {

Study sampled_study() {
    std::vector<Problem> problems;
    Study study =
        read_study_text("format: drumbeat-study/1\nstudy: latin_hypercube\nbase_inline:\n  time: "
                        "{burn_in_years: 2, horizon_years: 4}\n  segments:\n    sensors: {weight: 1, "
                        "domestic_meur: 500, initial: {smes: 5, midcaps: 2}}\narms: {base: {}, stable: "
                        "{segments.*.orders.cv: 0.1}}\nsample: {points: 6, factors: {tender.noise: plausible, "
                        "segments.*.orders.phi: plausible}}\n",
                        "s.yaml", {}, problems)
            .study;
    REQUIRE_FALSE(has_errors(problems));
    return study;
}

// Investment of every case, run in ranges of three cases.
std::vector<double> outcomes_of(const CaseShelf& shelf, std::size_t range) {
    std::vector<double> all;
    StudyScratch scratch;
    for (std::size_t first = 0; first < shelf.cases().size(); first += range) {
        const auto ready = shelf.ready(first, range);
        std::vector<RunRecord> records(range);
        replicate(*ready.prepared, 0, ready.first, scratch, records,
                  [](std::size_t, const std::string& what) { FAIL(what); });
        for (const RunRecord& record : records)
            for (const double value : record.outcome) all.push_back(value == value ? value : -1);
    }
    return all;
}

} // namespace

TEST_CASE("cases made ready range by range give the same runs as all at once") {
    const Study study = sampled_study();
    const CaseShelf whole(study), one_range(study, 3), none(study, 0);
    const std::vector<double> expected = outcomes_of(whole, 3);
    REQUIRE(expected.size() == 12 * outcome_count);
    CHECK(outcomes_of(one_range, 3) == expected);
    CHECK(outcomes_of(none, 4) == outcomes_of(whole, 4));
    CHECK(outcomes_of(none, 4) == expected);
}

TEST_CASE("what was made ready is kept as long as there is room") {
    const Study study = sampled_study();
    const CaseShelf small(study), large(study, 8);
    CHECK(small.ready(0, 3).prepared == small.ready(9, 3).prepared); // all of a small study together
    CHECK(small.ready(9, 3).first == 9);
    const auto first = large.ready(0, 4).prepared, second = large.ready(4, 4).prepared;
    CHECK(first != second);
    CHECK(large.ready(0, 4).prepared == first);
    CHECK(large.ready(4, 4).prepared == second);
    CHECK(large.ready(8, 4).prepared->cases.size() == 4); // pushes out the one that was used longest ago
    CHECK(large.ready(4, 4).prepared == second);
    CHECK(large.ready(0, 4).prepared != first);
}
