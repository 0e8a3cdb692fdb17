// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/balance.hpp"
#include "config/table_checks.hpp"

#include "agents/maths.hpp"
#include "sim/year/simulate.hpp"

#include <algorithm>
#include <cmath>

namespace drumbeat {

namespace {

constexpr double lowest_price = .5, highest_price = 2;
constexpr int bidders = 4;

Measured mean_and_error(const std::vector<double>& values) {
    const auto n = static_cast<double>(values.size());
    double sum = 0, squares = 0;
    for (const double v : values) sum += v;
    const double mean = sum / n;
    for (const double v : values) squares += (v - mean) * (v - mean);
    return {mean, n > 1 ? std::sqrt(squares / (n - 1) / n) : 0};
}

// What one run says of the state: by segment, then the four others, in the order of BaselineState.
PieceValues state_of(RunRecord run, int years, int segments) {
    PieceValues values;
    for (int segment = 0; segment < segments; ++segment) {
        double sum = 0;
        for (int year = 0; year < years; ++year) sum += run.at(Yearly::domestic_orders_meur, year, segment);
        values.push_back(sum / years);
    }
    values.push_back(1 - run.at(Outcome::domestic_share));
    values.push_back(run.at(Outcome::utilisation));
    values.push_back(maths::pow(1 + run.at(Outcome::capacity_growth), 1. / years) - 1);
    values.push_back(run.at(Outcome::exit_rate));
    return values;
}

} // namespace

Scenario at_rest(Scenario s) {
    s.budget.defence_meur = first_defence_meur(s);
    s.budget.final_defence_meur = s.budget.defence_meur;
    for (Segment& segment : s.segments) {
        if (!segment.orders.plan_meur.empty())
            segment.orders.plan_meur = {s.time.start_year, {first_plan_meur(s, segment)}};
        segment.orders.requirement_meur = {};
    }
    s.budget.path_meur = {};
    s.budget.cut_year = BudgetPath{}.cut_year;
    s.budget.extra_share = 0;
    s.secfund.enabled = s.private_investors.enabled = false;
    s.subsidy.rate = 0;
    return s;
}

BaselineState baseline_state(const Scenario& scenario, std::int64_t replications, std::uint64_t seed, Rounds& rounds) {
    Scenario s = at_rest(scenario);
    s.time.policy_from = s.time.start_year; // outcomes count from the first reported year
    const auto prepared = prepare(s);
    const std::size_t segments = s.segments.size();
    const auto found = rounds.run(replications, segments + 4, [&](std::int64_t replication, int) {
        const Luck luck{seed, static_cast<std::uint32_t>(replication)};
        return state_of(simulate(*prepared, *prepared, luck), s.time.horizon_years, static_cast<int>(segments));
    });
    const auto over_runs = [&](std::size_t which) {
        std::vector<double> values;
        for (const PieceValues& run : found) values.push_back(run[which]);
        return mean_and_error(values);
    };
    BaselineState state;
    for (std::size_t segment = 0; segment < segments; ++segment) state.domestic_meur.push_back(over_runs(segment));
    state.import_share = over_runs(segments);
    state.utilisation = over_runs(segments + 1);
    state.capacity_drift = over_runs(segments + 2);
    state.exit_rate = over_runs(segments + 3);
    return state;
}

std::vector<double> balancing_prices(const Scenario& scenario, std::int64_t replications, std::uint64_t seed,
                                     Rounds& rounds) {
    Scenario s = scenario;
    s.tender.bidders_min = s.tender.bidders_max = bidders;
    const std::size_t count = s.segments.size();
    std::vector<double> low(count, maths::log(lowest_price)), high(count, maths::log(highest_price));
    for (int step = 0; step < balance_steps; ++step) {
        for (std::size_t i = 0; i < count; ++i) s.segments[i].foreign_price = maths::exp(.5 * (low[i] + high[i]));
        const BaselineState state = baseline_state(s, replications, seed, rounds);
        for (std::size_t i = 0; i < count; ++i) { // dearer supply from abroad leaves more to domestic firms
            const double middle = .5 * (low[i] + high[i]);
            (state.domestic_meur[i].value < s.segments[i].domestic_meur ? low[i] : high[i]) = middle;
        }
    }
    std::vector<double> prices;
    for (std::size_t i = 0; i < count; ++i)
        prices.push_back(std::round(1e4 * maths::exp(.5 * (low[i] + high[i]))) / 1e4);
    return prices;
}

} // namespace drumbeat
