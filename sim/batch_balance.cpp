// SPDX-License-Identifier: Apache-2.0
#include "sim/batch_balance.hpp"
#include "config/table_checks.hpp"

#include "agents/maths.hpp"
#include "sim/batch.hpp"
#include "sim/simulate.hpp"
#include "sim/tiles.hpp"

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

std::vector<RunRecord> runs_of(const Scenario& s, std::int64_t replications, std::uint64_t seed, int threads) {
    const auto prepared = prepare(s);
    std::vector<RunRecord> records(static_cast<std::size_t>(replications));
    GridTiles plan = pieces(replications);
    run_tiles(
        plan,
        [&](const Tile& tile, int) {
            const Luck luck{seed, static_cast<std::uint32_t>(tile.first_case)};
            records[static_cast<std::size_t>(tile.first_case)] = simulate(*prepared, *prepared, luck);
            TileRecord record;
            record.tile = tile;
            return record;
        },
        [](TileRecord&&) {}, threads, {});
    return records;
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

BaselineState baseline_state(const Scenario& scenario, std::int64_t replications, std::uint64_t seed, int threads) {
    Scenario s = at_rest(scenario);
    s.time.policy_from = s.time.start_year; // outcomes count from the first reported year
    std::vector<RunRecord> records = runs_of(s, replications, seed, threads);
    const auto over_runs = [&](auto&& value) {
        std::vector<double> values;
        for (RunRecord& record : records) values.push_back(value(record));
        return mean_and_error(values);
    };
    BaselineState state;
    const int years = s.time.horizon_years;
    for (int segment = 0; segment < static_cast<int>(s.segments.size()); ++segment)
        state.domestic_meur.push_back(over_runs([&](RunRecord& record) {
            double sum = 0;
            for (int year = 0; year < years; ++year) sum += record.at(Yearly::domestic_orders_meur, year, segment);
            return sum / years;
        }));
    state.import_share = over_runs([](const RunRecord& r) { return 1 - r.at(Outcome::domestic_share); });
    state.utilisation = over_runs([](const RunRecord& r) { return r.at(Outcome::utilisation); });
    state.capacity_drift =
        over_runs([&](const RunRecord& r) { return maths::pow(1 + r.at(Outcome::capacity_growth), 1. / years) - 1; });
    state.exit_rate = over_runs([](const RunRecord& r) { return r.at(Outcome::exit_rate); });
    return state;
}

std::vector<double> balancing_prices(const Scenario& scenario, std::int64_t replications, std::uint64_t seed,
                                     int threads, const std::function<void(int, int)>& told) {
    Scenario s = scenario;
    s.tender.bidders_min = s.tender.bidders_max = bidders;
    const std::size_t count = s.segments.size();
    std::vector<double> low(count, maths::log(lowest_price)), high(count, maths::log(highest_price));
    for (int step = 0; step < balance_steps; ++step) {
        if (told) told(step, balance_steps);
        for (std::size_t i = 0; i < count; ++i) s.segments[i].foreign_price = maths::exp(.5 * (low[i] + high[i]));
        const BaselineState state = baseline_state(s, replications, seed, threads);
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
