// SPDX-License-Identifier: Apache-2.0
#include "outputs/fit/fact_measures.hpp"

#include "outputs/fit/facts/firm_panel.hpp"
#include "tests/outputs/small_country.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace drumbeat;

namespace {

// Three years of three firms, the last of which enters in the second.
RunRecord three_firms() {
    RunRecord r;
    r.keep_firms = true;
    r.shape(3, 1, 3);
    for (int year = 0; year < 3; ++year)
        for (int row = 0; row < 3; ++row) {
            if (row == 2 && year == 0) continue;
            for (std::size_t c = 0; c < firm_column_count; ++c) r.at(static_cast<FirmColumn>(c), year, row) = 0;
            r.at(FirmColumn::weight, year, row) = 1 + row;
            r.at(FirmColumn::capital_meur, year, row) = 100;
            r.at(FirmColumn::replacement_meur, year, row) = 5;
            r.at(FirmColumn::investment_meur, year, row) = row == 1 && year == 2 ? 45 : 0;
            r.at(FirmColumn::size_class, year, row) = 0;
            r.at(FirmColumn::binding_constraint, year, row) = row == 0 ? 5 : 1;
            r.at(FirmColumn::turnover_meur, year, row) = 10 * (row + 1);
        }
    return r;
}

Observed at_rest_alone(RunRecord record) {
    Observed o;
    o.base = std::make_shared<const Scenario>(small_country());
    o.policy_year = 1;
    o.records[static_cast<std::size_t>(Experiment::rest)] = std::move(record);
    return o;
}

std::vector<Measure> every_measure() {
    std::vector<Measure> all;
    for (std::size_t i = 0; i < measure_count; ++i) all.push_back(static_cast<Measure>(i));
    return all;
}

} // namespace

TEST_CASE("a firm panel is balanced, and its facts are those worked by hand") {
    const Observed o = at_rest_alone(three_firms());
    const FirmPanel panel(o.of(Experiment::rest));
    CHECK(panel.frame().weight == std::vector<double>{1, 2}); // the entrant is left out
    CHECK(panel.of(FirmColumn::turnover_meur) == Column{10, 10, 10, 20, 20, 20});
    // Rates .05 twice for the first firm (weight 1), .05 and .50 for the second (weight 2).
    CHECK(value_of(Measure::spike_share, o) == doctest::Approx(2. / 6));
    CHECK(value_of(Measure::mean_rate, o) == doctest::Approx((.1 + 2 * .55) / 6));
    CHECK(value_of(Measure::negative_share, o) == 0);
    CHECK(value_of(Measure::inaction_share, o) == 0);
    // The first firm is refused three times, weight 1; the second expands once, weight 2; the entrant wants nothing.
    CHECK(value_of(Measure::sme_refused, o) == doctest::Approx(3. / 5));
    // In the last year sizes are 10 (1 firm), 20 (2), 30 (3): the two largest have 60 of 140.
    CHECK(value_of(Measure::top_two_share, o) == doctest::Approx(60. / 140));
    CHECK(value_of(Measure::sme_share, o) == 1);
}

TEST_CASE("what was not carried out, or holds nothing, is missing") {
    const Observed o = at_rest_alone(three_firms());
    CHECK(std::isnan(value_of(Measure::capex_per_euro, o))); // no experiment
    CHECK(std::isnan(value_of(Measure::gap_cost_jump, o)));  // no gap
    CHECK(std::isnan(value_of(Measure::award_growth, o)));   // no tender
    for (const Measure m : every_measure()) CHECK_FALSE(why_missing(m).empty());
}

TEST_CASE("experiments are asked for once") {
    const std::vector<Measure> measures{Measure::capex_per_euro, Measure::mean_rate, Measure::vendors_after_cut};
    CHECK(experiments_for(measures) == std::vector<Experiment>{Experiment::rest, Experiment::orders, Experiment::cut});
    CHECK(experiments_for(every_measure()).size() == experiment_count);
}

TEST_CASE("experiments share their past and their luck, whatever the threads") {
    const auto experiments = experiments_for(every_measure());
    const Laboratory laboratory(small_country(), experiments);
    const auto values = [&](int threads) {
        Rounds rounds(threads);
        const Measuring measuring{measure_count, [](const Observed& o) { return values_of(every_measure(), o); }};
        return observe_countries(
                   1, [&](std::int64_t) { return laboratory; }, 3, 5, rounds, measuring)
            .front();
    };
    const auto once = values(1), again = values(2);
    for (std::size_t i = 0; i < once.size(); ++i)
        for (std::size_t m = 0; m < measure_count; ++m)
            CHECK(__builtin_bit_cast(std::uint64_t, once[i][m]) == __builtin_bit_cast(std::uint64_t, again[i][m]));
    Bench bench;
    const Observed& o = laboratory.observe({5, 0}, bench);
    const int first = o.policy_year;
    REQUIRE(first == 1);
    const auto required = [&](Experiment e, int year) {
        RunRecord record = o.of(e);
        return record.at(Yearly::requirement_meur, year, 0);
    };
    for (const Experiment e : experiments) {
        CHECK(required(e, 0) == required(Experiment::rest, 0)); // before the policy nothing differs
        const double factor = e == Experiment::orders || e == Experiment::loose_orders ? 1.1
                              : e == Experiment::cut                                   ? .7
                              : e == Experiment::surge || e == Experiment::framework   ? 2
                                                                                       : 1;
        if (e != Experiment::growing)
            CHECK(required(e, first + 2) == doctest::Approx(factor * required(Experiment::rest, first + 2)));
    }
}

TEST_CASE("the shock is one of belief: what is required stays, what seems uncertain grows in its year") {
    const std::vector<Experiment> experiments{Experiment::rest, Experiment::shock};
    const Laboratory laboratory(small_country(), experiments);
    Bench bench;
    const Observed& o = laboratory.observe({5, 1}, bench);
    RunRecord rest = o.of(Experiment::rest), shock = o.of(Experiment::shock);
    const int year = o.policy_year + shock_delay_years;
    for (int y = 0; y < rest.years; ++y)
        CHECK(shock.at(Yearly::requirement_meur, y, 0) == rest.at(Yearly::requirement_meur, y, 0));
    for (int y = 0; y < year; ++y) CHECK(shock.at(Yearly::perceived_sd, y, 0) == rest.at(Yearly::perceived_sd, y, 0));
    CHECK(shock.at(Yearly::perceived_sd, year, 0) > rest.at(Yearly::perceived_sd, year, 0));
    CHECK(value_of(Measure::shock_uncertainty, o) > 0);
}
