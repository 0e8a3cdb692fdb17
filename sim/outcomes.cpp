// SPDX-License-Identifier: Apache-2.0
#include "sim/outcomes.hpp"

#include <algorithm>
#include <cmath>

namespace drumbeat {

namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }
constexpr double large_maker_meur = 250; // turnover from which a maker is large (the advice of December 2025)

double ratio(double top, double bottom) { return bottom > 0 ? top / bottom : missing; }

void measure_stream(Run& run) {
    const World& w = run.world;
    RunRecord& record = *run.record;
    const Prepared& p = run.prepared;
    double weights = 0, cv = 0, phi = 0, factor = 1;
    for (int segment = 0; segment < static_cast<int>(w.segments.size()); ++segment) {
        const SegmentState& state = w.segments[at(segment)];
        const SegmentTables& t = p.segments[at(segment)];
        const double weight = run.scenario().segments[at(segment)].weight;
        const int n = p.years - p.policy_year;
        if (n < 3 || weight <= 0) continue;
        std::vector<double> logs;
        double mean = 0, square = 0, log_mean = 0;
        for (int year = p.policy_year; year < p.years; ++year) {
            const double given = t.given[at(year)]; // below 0: drawn
            logs.push_back(given >= 0 ? maths::log(given_over_plan(given, t.plan[at(year)]))
                                      : t.law.sx * state.path[at(year)]);
            const double level = maths::exp(logs.back());
            mean += level / n, square += level * level / n, log_mean += logs.back() / n;
        }
        double own = 0, lagged = 0;
        for (std::size_t i = 0; i < logs.size(); ++i) {
            own += (logs[i] - log_mean) * (logs[i] - log_mean);
            if (i > 0) lagged += (logs[i] - log_mean) * (logs[i - 1] - log_mean);
        }
        weights += weight;
        cv += weight * std::sqrt(std::max(0.0, (square - mean * mean) * n / (n - 1.0))) / mean;
        phi += weight * (own > 0 ? lagged / own : 0);
        if (std::abs(state.factor - 1) > std::abs(factor - 1)) factor = state.factor;
    }
    record.at(Outcome::realised_cv) = ratio(cv, weights);
    record.at(Outcome::realised_phi) = ratio(phi, weights);
    record.at(Outcome::neutral_factor) = factor;
    double placed = 0, placed_weight = 0;
    for (int segment = 0; segment < record.segments; ++segment) {
        double mean = 0, square = 0;
        int n = 0;
        for (int y = p.policy_year - p.burn_in; y < record.years; ++y) {
            const double planned = record.at(Yearly::planned_orders_meur, y, segment);
            if (planned <= 0) continue;
            const double level = record.at(Yearly::orders_meur, y, segment) / planned;
            mean += level, square += level * level, ++n;
        }
        if (n < 3) continue;
        mean /= n;
        const double weight = run.scenario().segments[at(segment)].weight;
        placed_weight += weight;
        placed += weight * std::sqrt(std::max(0.0, (square / n - mean * mean) * n / (n - 1.0))) / mean;
    }
    record.at(Outcome::placed_cv) = ratio(placed, placed_weight);
}

double concentration(const Run& run) {
    const Firms& f = run.world.firms;
    double sum = 0, total = 0;
    for (const std::vector<int>& rows : run.scratch.rows_of) {
        double turnover = 0, squares = 0;
        for (const int row : rows) {
            const double own = f.turnover[at(row)];
            turnover += own, squares += own * own / f.weight[at(row)];
        }
        if (turnover <= 0) continue;
        sum += squares / turnover, total += turnover;
    }
    return ratio(sum, total);
}

// What institutions did; missing where they do not exist.
void measure_institutions(Run& run) {
    const World& w = run.world;
    const Firms& f = w.firms;
    const Scenario& s = run.scenario();
    const Totals& t = w.totals;
    RunRecord& record = *run.record;
    double makers = 0, knowledge = 0, size = 0;
    for (int row = 0; row < f.count(); ++row) {
        const auto r = at(row);
        if (!f.alive[r]) continue;
        if (f.turnover[r] >= large_maker_meur * f.weight[r]) makers += f.weight[r];
        knowledge += f.size[r] * f.knowledge[r], size += f.size[r];
    }
    record.at(Outcome::large_makers) = makers;
    if (s.threat.enabled) record.at(Outcome::obsolescence_meur) = t.obsolescence;
    if (s.economic_affairs.enabled) {
        record.at(Outcome::participation_meur) = t.participation;
        record.at(Outcome::failed_bets) = ratio(t.failed_bets, t.bets);
    }
    if (s.foreign_investors.share > 0) {
        record.at(Outcome::screened_meur) = t.screened;
        record.at(Outcome::taken_over) = t.taken_over;
    }
    if (s.civil.enabled) {
        record.at(Outcome::civil_entries) = t.civil_entries;
        record.at(Outcome::civil_sales_meur) = t.civil_sales;
    }
    if (s.supply_chain.enabled) record.at(Outcome::parts_meur) = t.parts;
    if (s.european_buyer.enabled) record.at(Outcome::partner_orders_meur) = t.partner_orders;
    record.at(Outcome::leased_capacity_meur) = t.leased_capacity;
    if (!s.research.enabled) return;
    record.at(Outcome::knowledge) = ratio(knowledge, size);
    record.at(Outcome::rd_meur) = t.research;
    record.at(Outcome::public_rd_meur) = t.public_research;
}

} // namespace

void begin_policy(Run& run) {
    World& w = run.world;
    Firms& f = w.firms;
    const double residual = w.totals.residual; // of the burn-in too
    const Totals before = w.totals;
    w.totals = Totals{};
    w.area_totals.assign(w.segments.size(), GroupTotals{});
    w.class_totals.fill(GroupTotals{});
    w.totals.turnover_at_start = before.turnover_last, w.totals.research_at_start = before.research_last;
    w.totals.residual = residual;
    w.totals.start_outstanding = carried_money(w);
    w.institutes_spent = w.agency_spent = 0;
    // What the old policy announced is no promise of the new one.
    for (SegmentState& state : w.segments) state.announced_now = 0;
    for (int row = 0; row < f.count(); ++row) {
        const auto r = at(row);
        f.in_cohort[r] = f.alive[r];
        f.scaled_year[r] = -1;
        f.scaled_from_at[r].fill(-1);
        f.start_capacity[r] = f.capacity[r];
        w.totals.start_capacity += f.capacity[r];
    }
}

void measure(Run& run) {
    const World& w = run.world;
    const Firms& f = w.firms;
    const Totals& t = w.totals;
    RunRecord& record = *run.record;
    for (double& value : record.outcome) value = missing;
    measure_scale_up(run);
    measure_stream(run);
    double capacity = 0, firms = 0;
    for (int row = 0; row < f.count(); ++row)
        capacity += f.capacity[at(row)], firms += f.alive[at(row)] ? f.weight[at(row)] : 0;
    const double run_off = carried_money(w) - t.start_outstanding;
    record.at(Outcome::investment_meur) = t.investment;
    record.at(Outcome::replacement_meur) = t.replacement;
    record.at(Outcome::plant_sold_meur) = t.sold;
    record.at(Outcome::contract_triggered_meur) = t.contract_triggered;
    record.at(Outcome::own_funds_meur) = t.own;
    record.at(Outcome::bank_meur) = t.bank;
    record.at(Outcome::private_equity_meur) = t.private_equity;
    record.at(Outcome::secfund_meur) = t.fund;
    record.at(Outcome::subsidy_meur) = t.subsidy;
    record.at(Outcome::leverage_ratio) = ratio(t.own + t.bank + t.private_equity, t.fund + t.subsidy + t.participation);
    record.at(Outcome::capacity_added_meur) = capacity - t.start_capacity;
    record.at(Outcome::capacity_growth) = t.start_capacity > 0 ? capacity / t.start_capacity - 1 : missing;
    record.at(Outcome::domestic_share) = ratio(t.domestic, t.orders);
    record.at(Outcome::import_merit_share) = ratio(t.imports_merit, t.orders);
    record.at(Outcome::import_capacity_share) = ratio(t.imports_capacity, t.orders);
    record.at(Outcome::exports_meur) = t.exports;
    record.at(Outcome::unit_cost) = ratio(t.delivered_money, t.delivered_volume);
    record.at(Outcome::delay_years) = ratio(t.late_volume, t.delivered_volume);
    record.at(Outcome::utilisation) = t.years > 0 ? t.utilisation / t.years : missing;
    record.at(Outcome::firms_end) = firms;
    record.at(Outcome::entries) = t.entries;
    record.at(Outcome::exits) = t.exits;
    record.at(Outcome::exit_rate) = t.years > 0 ? t.exit_rate / t.years : missing;
    record.at(Outcome::concentration) = concentration(run);
    const Subsidy& subsidy = run.scenario().subsidy;
    const double unspent =
        subsidy.paid_from == PaidFrom::procurement ? w.subsidy_cash : 0; // set aside out of procurement
    record.at(Outcome::public_money_meur) = t.public_money + t.orders + run_off + unspent - w.instruments_owed;
    record.at(Outcome::planned_money_meur) = run.prepared.planned_money;
    record.at(Outcome::orders_meur) = t.orders + run_off;
    record.at(Outcome::order_volume) = t.volume;
    record.at(Outcome::unplaced_meur) = run_off;
    record.at(Outcome::ledger_residual) = t.residual;
    measure_institutions(run);
    measure_groups(run);
    draw_up_accounts(run);
}

} // namespace drumbeat
