// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/over_points.hpp"

#include "tests/outputs/fake_results.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>

using namespace drumbeat;
using doctest::Approx;

namespace {

Study two_points() {
    Study study = fake_study();
    TableOfPoints design;
    static_cast<Comparison&>(design) = comparison_of(study);
    design.points = std::make_shared<const PointTable>(PointTable{"t", 1, {"tender.noise"}, {"0.1", "0.2"}, {2, 3}});
    study.design = design;
    return study;
}

// Values are the point, and for areas ten times the segment more; the second point lacks replication 1 in one arm.
FakeResults results_of() {
    FakeResults results;
    results.segment_names = {"sensors", "space"};
    for (const char* point : {"1", "2"})
        for (const char* arm : {"base", "stable"}) results.case_names.push_back({arm, "waits", {point}});
    results.factor_names = {"point"};
    results.complete_replications = 2;
    results.value = [](const CaseName& c, Outcome, std::int64_t r) {
        return c.levels[0] == "2" && c.arm == "stable" && r == 1 ? missing : std::atof(c.levels[0].c_str());
    };
    results.area_value = [](const CaseName& c, GroupOutcome, std::int64_t, std::size_t segment) {
        return std::atof(c.levels[0].c_str()) + 10 * static_cast<double>(segment);
    };
    return results;
}

} // namespace

TEST_CASE("averages over points leave out, in every case, the point that lacks a run in one") {
    const FakeResults results = results_of();
    const OverPoints averages(results, two_points());
    CHECK(averages.factors().empty());
    REQUIRE(averages.cases().size() == 2);
    CHECK(averages.cases()[1].arm == "stable");
    CHECK(averages.cases()[1].levels.empty());
    for (std::size_t c = 0; c < 2; ++c) {
        const std::vector<double> values = averages.outcome(Outcome::exits, c);
        CHECK(values[0] == Approx(1.5));
        CHECK(values[1] == Approx(1));
        const std::vector<double> areas = averages.area(GroupOutcome::investment_meur, c);
        CHECK(areas[0] == Approx(1.5));
        CHECK(areas[1] == Approx(11.5));
        CHECK(areas[2] == Approx(1));
        CHECK(areas[3] == Approx(11));
    }
    CHECK(averages.counts(0, 1));
    CHECK_FALSE(averages.counts(1, 1));
    CHECK(averages.outcome_at(1, Outcome::exits, 0)[0] == 2);
    CHECK(std::isnan(averages.outcome_at(1, Outcome::exits, 0)[1])); // the base is left out with its pair
}

TEST_CASE("where no point counts, the average is missing") {
    FakeResults results = results_of();
    results.value = [](const CaseName&, Outcome, std::int64_t r) { return r == 0 ? missing : 1.0; };
    const OverPoints averages(results, two_points());
    CHECK(std::isnan(averages.outcome(Outcome::exits, 0)[0]));
    CHECK(averages.outcome(Outcome::exits, 0)[1] == 1);
}
