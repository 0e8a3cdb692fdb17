// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/charts.hpp"

#include "tests/outputs/three_areas.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace drumbeat;

namespace {

// Two areas, two years, five runs. Run r orders 10 (r + 1) a year in the first area, half of it at home at a price of
// 1, and 30 in the second, all at home at a price of 2.
struct YearlyResults : FakeResults {
    std::vector<std::string> segments() const override { return {"sensors", "space"}; }
    std::vector<int> years() const override { return {2026, 2027}; }
    std::int64_t yearly_replications() const override { return 5; }
    std::vector<double> yearly(Yearly quantity, std::size_t) const override {
        std::vector<double> values;
        for (int r = 0; r < 5; ++r)
            for (int year = 0; year < 2; ++year)
                for (const double one : areas(quantity, 10.0 * (r + 1))) values.push_back(one);
        return values;
    }
    static std::vector<double> areas(Yearly quantity, double orders) {
        switch (quantity) {
        case Yearly::orders_meur: return {orders, 30};
        case Yearly::domestic_orders_meur: return {orders / 2, 30};
        case Yearly::unit_cost: return {1, 2};
        case Yearly::binding_constraint_none: return {1, 0};
        case Yearly::binding_constraint_finance: return {3, 4};
        default: return {0, 0};
        }
    }
};

YearlyResults yearly_results() {
    YearlyResults results;
    static_cast<FakeResults&>(results) = fake_results();
    return results;
}

const Path& path(const Charts& charts, const std::string& name) {
    const auto found =
        std::find_if(charts.paths.begin(), charts.paths.end(), [&](const Path& p) { return p.name == name; });
    REQUIRE(found != charts.paths.end());
    return *found;
}

Charts charts_of(const FakeResults& results, const Study& study) {
    return charts_of(results, study, verdict_of(results, study));
}

} // namespace

TEST_CASE("paths are quantiles over runs, of sums over areas and of each area") {
    const Charts charts = charts_of(yearly_results(), fake_study());
    CHECK(charts.years == std::vector<int>{2026, 2027});
    CHECK(charts.places == std::vector<std::string>{"", "sensors", "space"});
    CHECK(charts.runs == 5);
    const Path& orders = path(charts, "orders_meur");
    REQUIRE(orders.cases.size() == 9); // arms by behaviours
    const Quantiles country = orders.cases[0][0][1], sensors = orders.cases[0][1][1];
    const double expected[] = {12, 20, 30, 40, 48}; // of 10, 20, 30, 40, 50
    for (std::size_t i = 0; i < 5; ++i) {
        CHECK(sensors[i] == doctest::Approx(expected[i]));
        CHECK(country[i] == doctest::Approx(expected[i] + 30));
    }
}

TEST_CASE("shares and prices over areas are ratios of sums, not sums or means of ratios") {
    const Charts charts = charts_of(yearly_results(), fake_study());
    const Path &home = path(charts, "domestic_share"), &price = path(charts, "unit_cost");
    CHECK(home.cases[0][1][0][2] == doctest::Approx(.5));
    CHECK(home.cases[0][0][0][2] == doctest::Approx(45.0 / 60)); // the middle run orders 30 and 30
    CHECK(price.cases[0][2][0][2] == doctest::Approx(2));
    CHECK(price.cases[0][0][0][2] == doctest::Approx(45.0 / 30)); // 15 of volume at 1, and 15 at 2
}

TEST_CASE("constraints are shares of the firms of all runs") {
    const Charts charts = charts_of(yearly_results(), fake_study());
    const std::size_t finance = static_cast<std::size_t>(Yearly::binding_constraint_finance) -
                                static_cast<std::size_t>(Yearly::binding_constraint_none);
    REQUIRE(charts.constraints.size() == 9);
    CHECK(charts.constraints[0][0][0][0] == doctest::Approx(1.0 / 8));
    CHECK(charts.constraints[0][1][0][finance] == doctest::Approx(3.0 / 4));
    CHECK(charts.constraints[0][2][1][finance] == doctest::Approx(1));
    CHECK(charts_of(fake_results(), fake_study()).paths.empty()); // no years were kept
}

TEST_CASE("arms stand in the study's order, unless one dose alone tells them apart") {
    const auto arms = [](const Study& study) {
        FakeResults results = fake_results();
        results.case_names.clear();
        for (const Variant& arm : comparison_of(study).arms)
            for (const NamedBehaviour& b : comparison_of(study).behaviours)
                results.case_names.push_back({arm.name, b.name, {}});
        std::vector<std::string> names;
        for (const ChartComparison& c : charts_of(results, study).arms) names.push_back(c.contrast.treatment);
        return names;
    };
    const auto length = [](const char* name, const char* years) {
        return Variant{name, "", {{"segments.*.orders.framework_years", years, {}}}};
    };
    Study study = fake_study();
    comparison_in(study).contrasts.clear();
    comparison_in(study).placebo.clear();
    comparison_in(study).arms = {length("two", "2"), length("one", "1"), length("five", "5"), length("three", "3")};
    CHECK(arms(study) == std::vector<std::string>{"one", "three", "five"});
    comparison_in(study).arms[3].settings.push_back({"segments.*.orders.cv", "0.1", {}});
    CHECK(arms(study) == std::vector<std::string>{"one", "five", "three"});
    comparison_in(study).arms[3] = length("three", "5"); // as long as another: something else tells them apart
    CHECK(arms(study) == std::vector<std::string>{"one", "five", "three"});
}

TEST_CASE("every arm against the first is a chart of its own unless it repeats a contrast") {
    Charts charts;
    CHECK_FALSE(has_chart_of_arms(charts));
    charts.arms.push_back({{"stable", "stable", "base"}, {}, {}, {}});
    CHECK(has_chart_of_arms(charts));
    charts.contrasts.push_back({{"other", "base", "stable"}, {}, {}, {}});
    CHECK(has_chart_of_arms(charts));
    charts.contrasts.push_back({{"stability", "stable", "base"}, {}, {}, {}});
    CHECK_FALSE(has_chart_of_arms(charts));
    charts.arms.push_back({{"calm", "calm", "base"}, {}, {}, {}});
    CHECK(has_chart_of_arms(charts));
}

TEST_CASE("what the verdict says of two arms is what charts show of them") {
    const FakeResults results = fake_results();
    const Verdict v = verdict_of(results, fake_study());
    const Charts charts = charts_of(results, fake_study(), v);
    const auto firms =
        static_cast<std::size_t>(std::find_if(charts.outcomes.begin(), charts.outcomes.end(),
                                              [](const Quantity& q) { return q.name == "scale_up_share"; }) -
                                 charts.outcomes.begin());
    REQUIRE(charts.contrasts.size() == 2);
    for (std::size_t b = 0; b < v.behaviours.size(); ++b) {
        const Effect& e = v.effect(0, 0, b);
        for (const ChartComparison& c : {charts.contrasts[0], charts.arms[0]}) {
            const ChartCell& cell = c.cells[firms * v.behaviours.size() + b];
            CHECK(cell.difference.value == e.firms.mean.value);
            CHECK(cell.known.low == e.firms.equivalence.low);
            CHECK(cell.luck.high == e.firms.luck.high);
        }
    }
}

TEST_CASE("charts of arms that differ in some areas only are of those areas, with the country's beside them") {
    const FakeResults results = three_results();
    const Study study = three_areas({"sensors", "space"});
    const Verdict v = verdict_of(results, study);
    const Charts charts = charts_of(results, study, v);
    const auto at = [&](const char* name) {
        const auto found = std::find_if(charts.outcomes.begin(), charts.outcomes.end(),
                                        [&](const Quantity& q) { return q.name == name; });
        REQUIRE(found != charts.outcomes.end());
        return static_cast<std::size_t>(found - charts.outcomes.begin());
    };
    for (const ChartComparison& c : {charts.contrasts[0], charts.arms[0]}) {
        CHECK(c.areas == std::vector<std::vector<std::string>>{{"sensors", "space"}});
        REQUIRE(c.country.size() == c.cells.size());
        const ChartCell &areas = c.cells[at("capacity_growth")], &country = c.country[at("capacity_growth")];
        CHECK(areas.difference.value == doctest::Approx(100 * 50.0 / 300));
        CHECK(areas.known.low == doctest::Approx(v.effect(0, 0, 0).capacity.equivalence.low));
        CHECK(areas.luck.high == v.effect(0, 0, 0).capacity.luck.high);
        CHECK(areas.control == doctest::Approx(20).epsilon(.01));
        CHECK(country.difference.value == doctest::Approx(.2));
        CHECK(country.luck.high == v.effect(0, 0, 0).national->capacity.luck.high);
        CHECK(c.cells[at("investment_meur")].difference.value == doctest::Approx(70));
        CHECK(c.cells[at("exports_meur")].difference.count == 0); // not recorded of areas
        CHECK(c.country[at("exports_meur")].difference.count == 12);
    }
    CHECK(charts_of(results, three_areas({"sensors", "space", "platforms"})).contrasts[0].country.empty());
}
