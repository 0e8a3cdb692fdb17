// SPDX-License-Identifier: Apache-2.0
// plan and commit: the year's requirement reaches programme lines, and contracts call off their share of it.
#include "sim/phases.hpp"
#include "sim/simulate.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace drumbeat {

namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// Beyond these, the rescaled path would be another stream than the one asked for.
constexpr double least_factor = .5, most_factor = 2;

// Rescales the rest of the path so that its sum is the planned one in this very replication.
double exact_factor(const Run& run, int segment) {
    const Prepared& p = run.prepared;
    const SegmentTables& t = p.segments[at(segment)];
    const SegmentState& state = run.world.segments[at(segment)];
    double planned = 0, drawn = 0;
    for (int year = p.policy_year; year < p.years; ++year) {
        const double plan = t.plan[at(year)];
        planned += plan;
        drawn += plan * maths::exp(t.law.sx * state.path[at(year)] - .5 * t.law.sx * t.law.sx);
    }
    const double factor = drawn > 0 ? planned / drawn : 1;
    if (factor < least_factor || factor > most_factor)
        throw RunFailure(fmt::format("neutral.by exact would rescale the path of {} by {:.2f}; allowed: {} to {}",
                                     run.scenario().segments[at(segment)].name, factor, least_factor, most_factor));
    return factor;
}

// What the fund, the subsidy and the other instruments take out of this year's procurement, if it pays for them.
double instruments_paid_by_procurement(Run& run) {
    const Scenario& s = run.scenario();
    World& w = run.world;
    if (!run.policy()) return 0;
    double total = other_instruments(run);
    const int since = w.year - run.prepared.policy_year;
    if (s.secfund.enabled && since < s.secfund.paid_in_years) {
        const double paid = s.secfund.budget_meur / s.secfund.paid_in_years;
        w.fund_cash += paid;
        w.ledger.pay(Sector::ministry, Sector::fund, Purpose::fund_payment, paid);
        w.totals.public_money += paid;
        if (s.secfund.paid_from == PaidFrom::procurement && s.neutral.of == NeutralOf::public_money) total += paid;
    }
    if (s.subsidy.rate > 0 && s.subsidy.budget_share > 0) {
        double plan = 0;
        for (int segment = 0; segment < static_cast<int>(s.segments.size()); ++segment) plan += run.plan(segment);
        const double budget = s.subsidy.budget_share * plan;
        w.subsidy_cash += budget;
        if (s.subsidy.paid_from == PaidFrom::procurement && s.neutral.of == NeutralOf::public_money) total += budget;
    }
    return total;
}

// Whether the ministry breaks what it announced for this year.
bool breaches(const Run& run, int segment) {
    const OrderStream& orders = run.scenario().segments[at(segment)].orders;
    if (!run.policy() || orders.breach_probability <= 0 || run.calendar() > orders.breach_until) return false;
    const Words words = run.world.streams[at(segment)].requirement.block(4, run.calendar(), 0);
    return uniform(words.w[0]) < orders.breach_probability;
}

// Part of a line's requirement slips by one or more years; earlier slipped money arrives. A breach puts off its share
// of what is left by a year.
double after_slippage(const Run& run, int segment, int index, double requirement) {
    const OrderStream& orders = run.scenario().segments[at(segment)].orders;
    Line& line = run.world.segments[at(segment)].lines[at(index)];
    const double arriving = line.slipped[0];
    std::rotate(line.slipped.begin(), line.slipped.begin() + 1, line.slipped.end());
    line.slipped.back() = 0;
    const Words words =
        run.world.streams[at(segment)].lines.block(static_cast<std::uint32_t>(index), run.calendar(), 0);
    if (run.world.segments[at(segment)].breached && requirement > 0) {
        line.slipped[0] += orders.breach_share * requirement;
        run.world.segments[at(segment)].put_off += orders.breach_share * requirement;
        requirement *= 1 - orders.breach_share;
    }
    if (uniform(words.w[0]) >= orders.slippage_probability || requirement <= 0) return requirement + arriving;
    const int delay = std::min(longest_slip, 1 + geometric(uniform(words.w[1]), orders.slippage_mean_years - 1));
    const double slipped = orders.slippage_share * requirement;
    line.slipped[at(delay - 1)] += slipped;
    return requirement - slipped + arriving;
}

void end_contract(Run& run, int segment, const Contract& contract) {
    SegmentState& state = run.world.segments[at(segment)];
    state.ended_share += contract.share;
    if (contract.row == abroad) return;
    World& w = run.world;
    const Segment& s = run.scenario().segments[at(segment)];
    const double planned = contract.share * s.addressable_share * run.plan(segment) / s.lines;
    const double compensation = s.orders.termination_compensation * planned;
    const auto r = at(contract.row);
    w.firms.cash[r] += compensation;
    w.firms.equity[r] += compensation;
    w.ledger.pay(Sector::ministry, Sector::firms, Purpose::compensation, compensation);
    w.totals.public_money += compensation;
    if (run.scenario().neutral.of == NeutralOf::public_money) state.lines[at(contract.line)].carry -= compensation;
    note(run, segment, contract.row, EventKind::termination, compensation);
}

// Contracts that end by hazard: their line is cancelled, or they are terminated.
bool ends(const Run& run, int segment, const Contract& contract) {
    if (run.world.segments[at(segment)].lines[at(contract.line)].cancelled) return true;
    const OrderStream& orders = run.scenario().segments[at(segment)].orders;
    const auto id = static_cast<std::uint32_t>(contract.line) << 16 | static_cast<std::uint32_t>(contract.lot & 0xffff);
    const int holder = contract.row == abroad ? 0 : 1 + run.world.firms.ordinal[at(contract.row)];
    const int cohort = contract.row == abroad ? 0 : run.world.firms.cohort[at(contract.row)];
    const Words words =
        run.world.streams[at(segment)].terminations.block(id, run.calendar(), contract.birth, holder, cohort);
    if (contract.obsolete && uniform(words.w[1]) < run.scenario().threat.response) return true;
    return uniform(words.w[0]) < (contract.large ? orders.termination_large : orders.termination_small);
}

} // namespace

void plan(Run& run) {
    World& w = run.world;
    const Scenario& s = run.scenario();
    change_threats(run);
    w.instruments_owed += instruments_paid_by_procurement(run);
    const double instruments = w.instruments_owed;
    double total_plan = 0;
    for (int segment = 0; segment < static_cast<int>(s.segments.size()); ++segment) total_plan += run.plan(segment);
    for (int segment = 0; segment < static_cast<int>(s.segments.size()); ++segment) {
        SegmentState& state = w.segments[at(segment)];
        const Segment& area = s.segments[at(segment)];
        if (w.year == run.prepared.policy_year && s.neutral.by == NeutralBy::exact)
            state.factor = exact_factor(run, segment);
        const double plan = run.plan(segment);
        state.requirement_before = state.requirement;
        const double given = run.prepared.segments[at(segment)].given[at(w.year)];
        state.ratio = run.ratio(segment);
        state.requirement = given >= 0 ? given * state.plan_factor : plan * state.ratio;
        const double share = total_plan > 0 ? plan / total_plan : 0;
        const double taken = std::min(instruments * share, std::max(0.0, state.requirement));
        w.instruments_owed -= taken;
        const double net = state.requirement - taken;
        state.not_addressable = (1 - area.addressable_share) * net;
        state.placed = state.not_addressable;
        state.breached = breaches(run, segment);
        state.put_off_before = state.put_off, state.put_off = 0;
        for (int i = 0; i < area.lines; ++i) {
            Line& line = state.lines[at(i)];
            const double came = after_slippage(run, segment, i, area.addressable_share * net / area.lines);
            const Words words = w.streams[at(segment)].lines.block(static_cast<std::uint32_t>(i), run.calendar(), 1);
            line.cancelled = uniform(words.w[0]) < area.orders.cancellation;
            line.available = came + line.carry;
            line.carry = line.cancelled ? line.available : 0; // a cancelled programme's money is let again next year
            if (line.cancelled) line.available = 0;
            state.placed += line.available;
        }
    }
}

double volume_called(const Run& run, double called, double price) {
    return run.scenario().neutral.of == NeutralOf::volume ? called : called / price;
}

// What a call-off costs: requirement is money, or a volume when volume is what is kept equal.
double money_of(const Run& run, double called, double price) {
    return run.scenario().neutral.of == NeutralOf::volume ? called * price : called;
}

void record_order(Run& run, int segment, Yearly kind, double money) {
    if (!run.record) return;
    const int y = run.world.year - run.prepared.burn_in;
    run.record->at(Yearly::orders_meur, y, segment) += money;
    run.record->at(kind, y, segment) += money;
    if (kind != Yearly::domestic_orders_meur) run.record->at(Yearly::imports_meur, y, segment) += money;
}

void import(Run& run, int segment, Yearly kind, double called, double price) {
    World& w = run.world;
    const double money = money_of(run, called, price);
    w.ledger.pay(Sector::ministry, Sector::abroad, Purpose::imports, money);
    w.totals.orders += money;
    w.area_totals[at(segment)].orders += money;
    w.totals.volume += money / price;
    if (kind == Yearly::imports_capacity_meur) w.totals.imports_capacity += money;
    if (kind == Yearly::imports_merit_meur) w.totals.imports_merit += money;
    record_order(run, segment, kind, money);
}

void buy_abroad_instead(Run& run, int row, double money, double volume) {
    World& w = run.world;
    const int segment = w.firms.segment[at(row)];
    w.totals.orders -= money, w.totals.domestic -= money, w.totals.volume -= volume;
    w.count(at(row), &GroupTotals::orders, -money);
    w.count(at(row), &GroupTotals::domestic, -money);
    record_order(run, segment, Yearly::domestic_orders_meur, -money);
    const double price = run.scenario().segments[at(segment)].foreign_price;
    import(run, segment, Yearly::imports_capacity_meur, run.scenario().neutral.of == NeutralOf::volume ? volume : money,
           price);
}

void order(Run& run, int segment, const Contract& contract, double called) {
    if (contract.row == abroad) {
        import(run, segment, contract.lost_on_capacity ? Yearly::imports_capacity_meur : Yearly::imports_merit_meur,
               called, contract.price);
        return;
    }
    World& w = run.world;
    Firms& f = w.firms;
    const auto r = at(contract.row);
    const OrderStream& orders = run.scenario().segments[at(segment)].orders;
    const double money = money_of(run, called, contract.price);
    const double volume = money / contract.price, advance = orders.advance * money;
    const auto when = at(orders.lead_years);
    f.due[r][when] += volume, f.due_money[r][when] += money, f.due_advance[r][when] += advance;
    f.due_saving[r][when] += volume * contract.saving;
    f.due_partners[r][when] += volume * contract.partners;
    w.totals.partner_orders += money * contract.partners;
    f.ordered[r] += volume, f.ordered_money[r] += money;
    f.cash[r] += advance, f.advances[r] += advance;
    w.ledger.pay(Sector::ministry, Sector::firms, Purpose::advance, advance);
    w.ministry_orders_open += money - advance;
    w.totals.orders += money, w.totals.domestic += money, w.totals.volume += volume;
    w.count(r, &GroupTotals::orders, money);
    w.count(r, &GroupTotals::domestic, money);
    record_order(run, segment, Yearly::domestic_orders_meur, money);
}

void commit(Run& run) {
    World& w = run.world;
    const Scenario& s = run.scenario();
    Firms& f = w.firms;
    for (auto* column : {&f.ordered, &f.ordered_money, &f.awarded_money, &f.shadow_money, &f.invested})
        std::fill(column->begin(), column->end(), 0.0);
    std::fill(f.bids.begin(), f.bids.end(), 0), std::fill(f.wins.begin(), f.wins.end(), 0);
    for (int segment = 0; segment < static_cast<int>(s.segments.size()); ++segment) {
        SegmentState& state = w.segments[at(segment)];
        const Segment& area = s.segments[at(segment)];
        const double planned = area.addressable_share * run.plan(segment) / area.lines;
        state.ended_share = state.live_share = 0;
        for (Line& line : state.lines) line.contracted = 0;
        std::size_t kept = 0;
        for (std::size_t i = 0; i < state.contracts.size(); ++i) {
            Contract contract = state.contracts[i];
            if (contract.row != abroad && !f.alive[at(contract.row)]) continue;
            if (contract.years_left == 0) continue;
            state.live_share += contract.share;
            if (ends(run, segment, contract)) {
                end_contract(run, segment, contract);
                continue;
            }
            --contract.years_left;
            state.contracts[kept++] = contract;
            Line& line = state.lines[at(contract.line)];
            line.contracted += contract.share;
            const double called = contract.share * std::max(contract.floor * planned, std::max(0.0, line.available));
            line.carry -= called - contract.share * line.available; // floors are paid back out of later requirement
            order(run, segment, contract, called);
            if (contract.obsolete)
                w.totals.obsolescence += s.threat.obsolescence * money_of(run, called, contract.price);
        }
        state.contracts.resize(kept);
    }
}

double carried_money(const World& w) {
    double sum = 0;
    for (const SegmentState& state : w.segments)
        for (const Line& line : state.lines) {
            sum += line.carry;
            for (const double slipped : line.slipped) sum += slipped;
        }
    return sum;
}

} // namespace drumbeat
