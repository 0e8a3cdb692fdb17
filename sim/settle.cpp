// SPDX-License-Identifier: Apache-2.0
// settle: interest and owners are paid, firms exit and enter, the books close, the year is recorded.
#include "sim/phases.hpp"

#include <algorithm>
#include <cmath>

namespace drumbeat {

namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

void pay_bank_and_owners(Run& run, std::size_t r) {
    World& w = run.world;
    Firms& f = w.firms;
    const Finance& finance = run.scenario().finance;
    const double sd = f.perceived_sd[r];
    const double interest = (finance.interest + finance.volatility_spread * sd * sd) * f.debt[r];
    w.ledger.pay(Sector::firms, Sector::banks, Purpose::interest, interest);
    f.cash[r] -= interest, f.equity[r] -= interest;
    const double rolled_over = finance.initial_debt_to_earnings * std::max(0.0, f.margin_earned[r]);
    const double repaid = std::clamp(finance.amortisation * (f.debt[r] - rolled_over), 0.0, std::max(0.0, f.cash[r]));
    w.ledger.pay(Sector::firms, Sector::banks, Purpose::repayment, repaid);
    f.cash[r] -= repaid, f.debt[r] -= repaid;
    const double cost = f.turnover[r] + f.civil_sales[r] - f.margin_earned[r];
    const double target =
        finance.cash_reserve_months / 12 * cost + f.cash_target[r] * std::max(0.0, f.margin_earned[r]) + f.advances[r];
    const double payout = std::max(0.0, f.cash[r] - target);
    w.ledger.pay(Sector::firms, Sector::owners, Purpose::payout, payout);
    f.cash[r] -= payout, f.equity[r] -= payout;
}

} // namespace

// The firm ends: its plant is sold, advances are paid back (banks stand in), then debt, then owners.
void close_down(Run& run, int row) {
    World& w = run.world;
    Firms& f = w.firms;
    const auto r = at(row);
    const double resale = run.scenario().segments[at(f.segment[r])].technology.resale * f.book[r];
    w.ledger.pay(Sector::abroad, Sector::firms, Purpose::liquidation, resale);
    double open_money = f.late_money[r], open_volume = f.late_volume[r];
    for (std::size_t n = 0; n < f.due[r].size(); ++n) open_money += f.due_money[r][n], open_volume += f.due[r][n];
    const double advances = f.advances[r];
    w.ledger.pay(Sector::firms, Sector::ministry, Purpose::refund, advances);
    w.ministry_orders_open -= open_money - advances;
    double estate = f.cash[r] + resale - advances;
    if (estate < 0) { // guaranteed by the bank
        w.ledger.pay(Sector::banks, Sector::firms, Purpose::loan, -estate);
        estate = 0;
    }
    const double repaid = std::min(estate, f.debt[r]);
    w.ledger.pay(Sector::firms, Sector::banks, Purpose::repayment, repaid);
    w.ledger.pay(Sector::firms, Sector::owners, Purpose::liquidation, estate - repaid);
    const int segment = f.segment[r];
    if (open_money != 0) buy_abroad_instead(run, row, open_money, open_volume);
    w.totals.exits += f.weight[r];
    f.alive[r] = 0;
    f.cash[r] = f.debt[r] = f.advances[r] = f.equity[r] = f.book[r] = f.capacity[r] = f.staff[r] = 0;
    f.late_volume[r] = f.late_money[r] = f.late_advance[r] = f.late_saving[r] = f.turnover[r] = f.output[r] = 0;
    f.pipeline[r].fill(0), f.due[r].fill(0), f.due_money[r].fill(0), f.due_advance[r].fill(0), f.due_saving[r].fill(0);
    f.due_partners[r].fill(0), f.civil_sales[r] = 0, f.parts_ordered[r] = 0, f.foreign_owned[r] = 0;
    note(run, segment, row, EventKind::exit, open_money);
}

namespace {

bool should_exit(Run& run, int row) {
    Firms& f = run.world.firms;
    const auto r = at(row);
    const EntryExit& rule = run.scenario().entry_exit;
    f.negative_years[r] = f.cash[r] < 0 ? f.negative_years[r] + 1 : 0;
    const double usable = usable_capacity(run.world, row);
    const double civil = f.civil_sales[r] > 0 ? f.civil_sales[r] / (unit_cost(run, row) + civil_margin(run, row)) : 0;
    f.idle_years[r] = usable > 0 && f.output[r] + civil < rule.minimum_rate * usable ? f.idle_years[r] + 1 : 0;
    return rule.exit && (f.negative_years[r] >= rule.insolvent_years || f.idle_years[r] >= rule.idle_years);
}

// Entrants are keyed by birth year, segment and index; their plant is paid by their owners.
void enter(Run& run) {
    World& w = run.world;
    const Scenario& s = run.scenario();
    if (!s.entry_exit.entry) return;
    const int most = run.prepared.most_rows; // far above what is expected; nobody is born beyond it
    for (int segment = 0; segment < static_cast<int>(s.segments.size()); ++segment) {
        const Segment& area = s.segments[at(segment)];
        const double mean = s.entry_exit.entry_rate * area.initial.smes;
        const Words words = w.streams[at(segment)].entry.block(0, run.calendar(), 0);
        const int count = poisson(uniform(words.w[0]), mean);
        for (int i = 0; i < count && w.firms.count() < most; ++i) {
            const FirmClass& c = s.firms.sme;
            const int cohort = run.calendar();
            const Words draw = w.streams[at(segment)].entry.block(static_cast<std::uint32_t>(i), cohort, 0, 1);
            const double size = s.entry_exit.entrant_size * c.mean_turnover_meur *
                                maths::exp(c.size_sd * standard_normal(draw.w[0]) - .5 * c.size_sd * c.size_sd);
            const int row = add_firm(run, segment, SizeClass::sme, i, cohort, size);
            furnish_newcomer(run, row);
            pay_in(run, row);
            w.totals.entries += w.firms.weight[at(row)];
            note(run, segment, row, EventKind::entry, w.firms.capacity[at(row)]);
        }
    }
}

// What the Ministry of Economic Affairs gets for a stake: nothing if the capacity that it helped to build is gone, else
// a multiple of what was no gift.
void sell_participation(Run& run, const Stake& stake) {
    World& w = run.world;
    const EconomicAffairs& ministry = run.scenario().economic_affairs;
    const auto r = at(stake.row);
    const bool failed = !w.firms.alive[r] || w.firms.capacity[r] < ministry.retained * stake.capacity;
    const double proceeds = failed ? 0 : ministry.winner_multiple * (1 - ministry.grant_equivalent) * stake.amount;
    w.totals.bets += w.firms.weight[r], w.totals.failed_bets += failed ? w.firms.weight[r] : 0;
    w.ledger.pay(Sector::private_investors, Sector::ministry, Purpose::stake_sale, proceeds);
    w.participation_cash += proceeds;
}

// Stakes that have come of age are sold: lost with some probability, else at a multiple. Proceeds stay in the fund.
void sell_stakes(Run& run) {
    World& w = run.world;
    const SecFund& fund = run.scenario().secfund;
    std::size_t kept = 0;
    for (const Stake stake : w.stakes) {
        if (stake.of_ministry) {
            if (w.year - stake.year < run.scenario().economic_affairs.exit_years)
                w.stakes[kept++] = stake;
            else
                sell_participation(run, stake);
            continue;
        }
        if (w.year - stake.year < fund.exit_years) {
            w.stakes[kept++] = stake;
            continue;
        }
        const Firms& f = w.firms;
        const auto r = at(stake.row);
        const Words words = w.streams[at(f.segment[r])].years.block(static_cast<std::uint32_t>(f.ordinal[r]),
                                                                    stake.year, f.cohort[r], 3);
        const bool lost = uniform(words.w[0]) < fund.loss_probability || !f.alive[r];
        const double proceeds = lost ? 0 : fund.winner_multiple * stake.amount;
        w.ledger.pay(Sector::private_investors, Sector::fund, Purpose::stake_sale, proceeds);
        w.fund_cash += proceeds;
    }
    w.stakes.resize(kept);
}

// How far the books are from closing: cash of firms and of the fund against the ledger, balance sheets against their
// own sums, open orders against the order book. Not a number counts as the worst.
double residual_of(const World& w) {
    const Firms& f = w.firms;
    double cash = 0, worst = 0;
    const auto weigh = [&](double gap) {
        if (!(std::abs(gap) <= worst)) worst = std::abs(gap);
    };
    for (int row = 0; row < f.count(); ++row) {
        const auto r = at(row);
        cash += f.cash[r];
        weigh(f.cash[r] + f.book[r] - f.debt[r] - f.advances[r] - f.equity[r]);
    }
    weigh(cash - w.firm_cash_before - w.ledger.balance(Sector::firms));
    weigh(w.fund_cash - w.fund_cash_before - w.ledger.balance(Sector::fund));
    weigh(outstanding_orders(w) - w.ministry_orders_open);
    return worst;
}

void record_year(Run& run) {
    World& w = run.world;
    const Firms& f = w.firms;
    RunRecord& record = *run.record;
    const int y = w.year - run.prepared.burn_in;
    for (int segment = 0; segment < static_cast<int>(w.segments.size()); ++segment) {
        const SegmentState& state = w.segments[at(segment)];
        double weight = 0, usable = 0, output = 0, sd = 0, turnover = 0, capacity = 0, invested = 0, replaced = 0,
               expansions = 0;
        double bound[7] = {};
        double ordered_money = 0, ordered_volume = 0;
        for (const int row : run.scratch.rows_of[at(segment)]) {
            const auto r = at(row);
            ordered_money += f.ordered_money[r], ordered_volume += f.ordered[r];
            if (!f.alive[r]) continue;
            weight += f.weight[r], usable += usable_capacity(w, row), output += f.output[r], turnover += f.turnover[r];
            sd += f.weight[r] * f.perceived_sd[r], capacity += f.capacity[r];
            invested += f.invested[r], replaced += f.replaced[r];
            expansions += f.invested[r] > 0 ? f.weight[r] : 0;
            bound[static_cast<std::size_t>(f.binding[r])] += f.weight[r];
        }
        record.at(Yearly::planned_orders_meur, y, segment) = run.plan(segment);
        record.at(Yearly::requirement_meur, y, segment) = state.requirement;
        record.at(Yearly::turnover_meur, y, segment) = turnover;
        record.at(Yearly::capacity_meur, y, segment) = capacity;
        record.at(Yearly::utilisation, y, segment) = usable > 0 ? output / usable : missing;
        record.at(Yearly::investment_meur, y, segment) = invested;
        record.at(Yearly::replacement_meur, y, segment) = replaced;
        record.at(Yearly::firms, y, segment) = weight;
        record.at(Yearly::expansions, y, segment) = expansions;
        record.at(Yearly::unit_cost, y, segment) = ordered_volume > 0 ? ordered_money / ordered_volume : missing;
        record.at(Yearly::perceived_sd, y, segment) = weight > 0 ? sd / weight : missing;
        record.at(Yearly::trust, y, segment) = state.trust[0].share();
        for (std::size_t i = 0; i < 7; ++i)
            record.at(static_cast<Yearly>(static_cast<std::size_t>(Yearly::binding_constraint_none) + i), y, segment) =
                bound[i];
    }
}

void record_firms(Run& run) {
    World& w = run.world;
    const Firms& f = w.firms;
    RunRecord& record = *run.record;
    const int y = w.year - run.prepared.burn_in;
    for (int row = 0; row < std::min(f.count(), record.firm_rows); ++row) {
        const auto r = at(row);
        if (!f.alive[r]) continue;
        const double weight = f.weight[r];
        const auto put = [&](FirmColumn column, double value) { record.at(column, y, row) = value; };
        double pipeline = 0, backlog = f.late_money[r];
        for (const double arriving : f.pipeline[r]) pipeline += arriving;
        for (const double money : f.due_money[r]) backlog += money;
        put(FirmColumn::weight, weight), put(FirmColumn::segment, f.segment[r]);
        put(FirmColumn::size_class, static_cast<double>(f.size_class[r]));
        put(FirmColumn::birth_year, f.cohort[r] > 0 ? f.cohort[r] : run.prepared.calendar(0));
        put(FirmColumn::capacity_meur, f.capacity[r] / weight), put(FirmColumn::pipeline_meur, pipeline / weight);
        put(FirmColumn::capital_meur, f.capital_per_output[r] * f.capacity[r] / weight);
        put(FirmColumn::turnover_meur, f.turnover[r] / weight),
            put(FirmColumn::orders_meur, f.ordered_money[r] / weight);
        put(FirmColumn::backlog_meur, backlog / weight), put(FirmColumn::cash_meur, f.cash[r] / weight);
        put(FirmColumn::debt_meur, f.debt[r] / weight), put(FirmColumn::equity_meur, f.equity[r] / weight);
        put(FirmColumn::experience, f.experience[r] / weight), put(FirmColumn::unit_cost, unit_cost(run, row));
        put(FirmColumn::forecast_demand_meur, f.forecast[r] / weight), put(FirmColumn::perceived_sd, f.perceived_sd[r]);
        const auto reader = static_cast<std::size_t>(reader_of(run, row));
        put(FirmColumn::trust, w.segments[at(f.segment[r])].trust[reader].share());
        put(FirmColumn::npv_meur, f.npv[r] / weight), put(FirmColumn::value_to_cost, f.value_to_cost[r]);
        put(FirmColumn::trigger, f.trigger[r]), put(FirmColumn::investment_meur, f.invested[r] / weight);
        put(FirmColumn::replacement_meur, f.replaced[r] / weight);
        put(FirmColumn::sold_meur, f.sold[r] / weight);
        put(FirmColumn::binding_constraint, static_cast<double>(f.binding[r])),
            put(FirmColumn::relaxations, f.relaxations[r]);
    }
}

} // namespace

double sum_of_books(const World& w) {
    const Firms& f = w.firms;
    double sum = std::abs(w.fund_cash) + std::abs(w.ministry_orders_open);
    for (int row = 0; row < f.count(); ++row) {
        const auto r = at(row);
        sum += std::abs(f.cash[r]) + f.book[r] + f.debt[r] + f.advances[r];
    }
    return sum;
}

double outstanding_orders(const World& w) {
    const Firms& f = w.firms;
    double sum = 0;
    for (int row = 0; row < f.count(); ++row) {
        const auto r = at(row);
        sum += f.late_money[r] - f.late_advance[r];
        for (std::size_t n = 0; n < f.due_money[r].size(); ++n) sum += f.due_money[r][n] - f.due_advance[r][n];
    }
    return sum;
}

// The year's residual is noted, and the next year's books begin.
void close_books(Run& run, double turnover) {
    World& w = run.world;
    w.largest_sum = std::max({w.largest_sum, turnover, sum_of_books(w), w.ledger.largest()});
    // Where almost nothing moves any more, what is left is the rounding of sums that once stood here or passed through.
    const double residual = residual_of(w), share = residual / std::max({turnover, 1e-5 * w.largest_sum, 1e-12});
    if (run.record) run.record->ledger_residual[at(w.year - run.prepared.burn_in)] = residual;
    if (!(share <= w.totals.residual)) w.totals.residual = share;
    w.ledger.close();
    w.firm_cash_before = 0;
    for (const double cash : w.firms.cash) w.firm_cash_before += cash;
    w.fund_cash_before = w.fund_cash;
}

void settle(Run& run) {
    World& w = run.world;
    Firms& f = w.firms;
    double firms = 0, exits_before = w.totals.exits, output = 0, usable = 0, turnover = 0;
    const int living = f.count();
    for (GroupTotals& area : w.area_totals) area.turnover_last = 0;
    for (GroupTotals& size_class : w.class_totals) size_class.turnover_last = 0;
    for (int row = 0; row < living; ++row) {
        const auto r = at(row);
        if (!f.alive[r]) continue;
        pay_bank_and_owners(run, r);
        firms += f.weight[r], output += f.output[r], usable += usable_capacity(w, row), turnover += f.turnover[r];
        w.count(r, &GroupTotals::turnover_last, f.turnover[r]);
        mark_scale_up(run, r);
        if (should_exit(run, row)) close_down(run, row);
    }
    take_over(run);
    sell_stakes(run);
    count_regions(run);
    w.totals.turnover_last = turnover, w.totals.turnover_sum += turnover;
    if (w.year == 0) w.totals.turnover_at_start = turnover; // where no year precedes the policy
    w.totals.defence_last = run.prepared.defence_last;
    if (run.record) {
        record_year(run);
        if (run.record->keep_firms) record_firms(run);
    }
    Totals& t = w.totals;
    t.utilisation += usable > 0 ? output / usable : 0;
    t.exit_rate += firms > 0 ? (t.exits - exits_before) / firms : 0;
    ++t.years;
    enter(run);
    enter_from_civil(run);
    close_books(run, turnover);
    ++w.year;
}

} // namespace drumbeat
