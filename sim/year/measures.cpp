// SPDX-License-Identifier: Apache-2.0
#include "sim/year/measures.hpp"

#include <algorithm>
#include <cmath>

namespace drumbeat {

namespace {

constexpr double large_maker_meur = 250; // turnover from which a maker is large (the advice of December 2025)
constexpr int fewest_years = 3;          // that a variation is told of

double ratio(double top, double bottom) { return bottom > 0 ? top / bottom : missing; }

double sample_sd(double mean, double mean_square, int n) {
    return std::sqrt(std::max(0.0, (mean_square - mean * mean) * n / (n - 1.0)));
}

// A mean over technology areas by their weight in procurement.
struct WeightedSum {
    double sum = 0;
    double weight = 0;

    double mean() const { return ratio(sum, weight); }
};

// The log of requirement over plan in a year, as drawn or as a table gives it.
double requirement_log(const SegmentTables& t, const SegmentState& state, int year) {
    const double given = t.given[year]; // below 0: drawn
    return given >= 0 ? maths::log(given_over_plan(given, t.plan[year])) : t.law.sx * state.path[year];
}

// What a stream was in this run: mean and spread of requirement over plan, and how its log persisted.
struct RealisedStream {
    double mean = 0;
    double sd = 0;
    double phi = 0;
};

// In the years of the policy.
RealisedStream realised_stream(const Prepared& p, const SegmentTables& t, const SegmentState& state) {
    const int n = p.years - p.policy_year;
    double mean = 0;
    double mean_square = 0;
    double log_mean = 0;
    for (int year = p.policy_year; year < p.years; ++year) {
        const double log = requirement_log(t, state, year);
        const double level = maths::exp(log);
        mean += level / n;
        mean_square += level * level / n;
        log_mean += log / n;
    }
    double own = 0;
    double lagged = 0;
    double before = 0; // deviation of the year before
    for (int year = p.policy_year; year < p.years; ++year) {
        const double deviation = requirement_log(t, state, year) - log_mean;
        own += deviation * deviation;
        if (year > p.policy_year) lagged += deviation * before;
        before = deviation;
    }
    return {mean, sample_sd(mean, mean_square, n), own > 0 ? lagged / own : 0};
}

// The requirement's variation and persistence, and the rescaling that exact neutrality asked for.
void measure_requirement(RunRecord& record, const Prepared& p, const Areas& areas) {
    WeightedSum cv;
    WeightedSum phi;
    double factor = 1;
    for (const Area area : areas.keys()) {
        const double weight = segment_of(p.scenario, area).weight;
        if (p.years - p.policy_year < fewest_years || weight <= 0) continue;
        const RealisedStream stream = realised_stream(p, p.segments[area], areas[area]);
        cv.sum += weight * stream.sd / stream.mean;
        cv.weight += weight;
        phi.sum += weight * stream.phi;
        phi.weight += weight;
        const double own_factor = areas[area].factor;
        if (std::abs(own_factor - 1) > std::abs(factor - 1)) factor = own_factor;
    }
    record.at(Outcome::realised_cv) = cv.mean();
    record.at(Outcome::realised_phi) = phi.mean();
    record.at(Outcome::neutral_factor) = factor;
}

// The variation of what was called off, over the plan: of what reaches firms.
void measure_placed_orders(RunRecord& record, const Prepared& p) {
    WeightedSum cv;
    for (const Area area : p.areas()) {
        double mean = 0;
        double square = 0;
        int n = 0;
        for (int y = p.policy_year - p.burn_in; y < record.years; ++y) {
            const double planned = record.at(Yearly::planned_orders_meur, y, area.number);
            if (planned <= 0) continue;
            const double level = record.at(Yearly::orders_meur, y, area.number) / planned;
            mean += level;
            square += level * level;
            ++n;
        }
        if (n < fewest_years) continue;
        mean /= n;
        const double weight = segment_of(p.scenario, area).weight;
        cv.sum += weight * sample_sd(mean, square / n, n) / mean;
        cv.weight += weight;
    }
    record.at(Outcome::placed_cv) = cv.mean();
}

// Herfindahl index of turnover within technology areas, weighted by their turnover. Over the firms that began the last
// year, so over those that ended in it, too.
double concentration(const Firms& f, const PerArea<std::vector<Row>>& rows_of) {
    double sum = 0;
    double total = 0;
    for (const std::vector<Row>& rows : rows_of) {
        double turnover = 0;
        double squares = 0;
        for (const Row row : rows) {
            const double own = f.turnover[row];
            turnover += own;
            squares += own * own / f.weight[row];
        }
        if (turnover <= 0) continue;
        sum += squares / turnover;
        total += turnover;
    }
    return ratio(sum, total);
}

double large_makers(const Firms& f) {
    double makers = 0;
    for (const Row r : f.rows()) {
        if (f.alive[r] && f.turnover[r] >= large_maker_meur * f.weight[r]) makers += f.weight[r];
    }
    return makers;
}

// Investment, and who paid for it.
void measure_investment(RunRecord& record, const Totals& t, double participation) {
    record.at(Outcome::investment_meur) = t.investment;
    record.at(Outcome::replacement_meur) = t.replacement;
    record.at(Outcome::plant_sold_meur) = t.sold;
    record.at(Outcome::contract_triggered_meur) = t.contract_triggered;
    record.at(Outcome::own_funds_meur) = t.own;
    record.at(Outcome::bank_meur) = t.bank;
    record.at(Outcome::private_equity_meur) = t.private_equity;
    record.at(Outcome::secfund_meur) = t.fund;
    record.at(Outcome::subsidy_meur) = t.subsidy;
    const double market = t.own + t.bank + t.private_equity;
    record.at(Outcome::leverage_ratio) = ratio(market, t.fund + t.subsidy + participation);
}

// Firms and their plant at the end, and how they came and went.
void measure_firms(RunRecord& record, const Firms& f, const Totals& t) {
    double capacity = 0;
    double firms = 0;
    for (const Row r : f.rows()) {
        capacity += f.capacity[r];
        firms += f.alive[r] ? f.weight[r] : 0;
    }
    record.at(Outcome::capacity_added_meur) = capacity - t.start_capacity;
    record.at(Outcome::capacity_growth) = t.start_capacity > 0 ? capacity / t.start_capacity - 1 : missing;
    record.at(Outcome::utilisation) = t.years > 0 ? t.utilisation / t.years : missing;
    record.at(Outcome::firms_end) = firms;
    record.at(Outcome::entries) = t.entries;
    record.at(Outcome::exits) = t.exits;
    record.at(Outcome::exit_rate) = t.years > 0 ? t.exit_rate / t.years : missing;
    record.at(Outcome::large_makers) = large_makers(f);
}

// Where orders went, and what came of them.
void measure_deliveries(RunRecord& record, const Totals& t) {
    record.at(Outcome::domestic_share) = ratio(t.domestic, t.orders);
    record.at(Outcome::import_merit_share) = ratio(t.imports_merit, t.orders);
    record.at(Outcome::import_capacity_share) = ratio(t.imports_capacity, t.orders);
    record.at(Outcome::exports_meur) = t.exports;
    record.at(Outcome::unit_cost) = ratio(t.delivered_money, t.delivered_volume);
    record.at(Outcome::delay_years) = ratio(t.late_volume, t.delivered_volume);
}

// What the state spent and set aside. Requirement that was not yet placed when the policy ends will still be bought.
void measure_public_money(RunRecord& record, const Prepared& p, const World& w) {
    const Totals& t = w.totals;
    const double run_off = carried_money(w.areas) - t.start_outstanding;
    const bool set_aside = p.scenario.subsidy.paid_from == PaidFrom::procurement;
    const double unspent = set_aside ? w.in.subsidies.left : 0;
    record.at(Outcome::public_money_meur) = t.public_money + t.orders + run_off + unspent - w.owed;
    record.at(Outcome::planned_money_meur) = p.planned_money;
    record.at(Outcome::orders_meur) = t.orders + run_off;
    record.at(Outcome::order_volume) = t.volume;
    record.at(Outcome::unplaced_meur) = run_off;
}

// The firms that are there when the policy begins are those of which it is asked who scales up.
void mark_cohort(Firms& f, Totals& totals) {
    for (const Row r : f.rows()) {
        f.in_cohort[r] = f.alive[r];
        f.scaled_year[r] = -1;
        f.scaled_from_at[r].fill(-1);
        f.start_capacity[r] = f.capacity[r];
        totals.start_capacity += f.capacity[r];
    }
}

} // namespace

void begin_policy(World& w) {
    Totals since;
    since.turnover_at_start = w.totals.turnover_last;
    since.residual = w.totals.residual; // of the burn-in too
    since.start_outstanding = carried_money(w.areas);
    w.totals = since; // copied, so that the memory of the areas stays
    w.totals.area.resize(w.areas.size());
    policy_begins(w.in);
    // What the old policy announced is no promise of the new one.
    for (SegmentState& state : w.areas) state.announced_now = 0;
    mark_cohort(w.firms, w.totals);
}

void measure(const Year& y, const World& w, const Roll& roll, RunRecord& record) {
    const Prepared& p = y.prepared;
    for (double& value : record.outcome) value = missing;
    measure_scale_up(p, w.firms, record);
    measure_requirement(record, p, w.areas);
    measure_placed_orders(record, p);
    measure_investment(record, w.totals, w.in.participations.taken);
    measure_firms(record, w.firms, w.totals);
    record.at(Outcome::concentration) = concentration(w.firms, roll.rows_of);
    measure_deliveries(record, w.totals);
    measure_public_money(record, p, w);
    record.at(Outcome::ledger_residual) = w.totals.residual;
    measure_groups(w.firms, w.totals, p.scenario.macro, record);
    measure(w.in, y, w.firms, w.totals, record);
    w.in.ministry.measure(y, w.areas, record);
}

} // namespace drumbeat
