// SPDX-License-Identifier: Apache-2.0
// Each firm replaces what wears out, sells what it does not need, weighs expansions under its rule, and looks for money
// in pecking order.
#include "sim/firm/cover.hpp"
#include "sim/firm/decide.hpp"
#include "sim/firm/decision.hpp"
#include "sim/firm/prospect.hpp"
#include "sim/year/building.hpp"
#include "sim/year/deals.hpp"
#include "sim/year/raising.hpp"
#include "sim/year/steps.hpp"

#include <algorithm>

namespace drumbeat {

// Firms ask in the order of a keyed draw, so that nobody is first at the fund by birth.
void line_up(const Firms& f, const YearDraws& drawn, Queue& queue) {
    queue.clear();
    for (const Row r : f.rows())
        if (f.alive[r]) queue.emplace_back(drawn.place_in_queue[r], r);
    std::sort(queue.begin(), queue.end());
}

namespace {

// What wears out and is not replaced is gone.
void replace_worn(const Year& y, Firms& f, Accounts& accounts, Totals& totals, std::span<const double> load, Row r) {
    const double depreciation = y.scenario.investment.depreciation;
    const double worn = depreciation * f.capacity[r];
    const double replaced = replaceable(y, f, accounts, load, r, worn);
    const double cost = replaced * f.capital_per_output[r];
    accounts.pay(r, Sector::suppliers, Purpose::replacement, cost);
    f.replaced[r] = cost;
    f.capacity[r] += replaced - worn;
    const double book = accounts.book(r);
    accounts.wear(r, std::min(book, depreciation * book));
    totals.replacement += cost;
    totals.count(f, r, &GroupTotals::replacement, cost);
}

void sell_plant(Firms& f, Accounts& accounts, Totals& totals, Row r, const PlantOnSale& plant) {
    f.capacity[r] -= plant.idle;
    f.staff[r] = std::min(f.staff[r], f.capacity[r]);
    f.sold[r] = accounts.sell_plant(r, plant.book, plant.resale);
    totals.sold += f.sold[r];
}

// Whether somebody reads how far the best expansion was from being worth it: the panel of firms, who watches this
// firm, or the Ministry of Economic Affairs in the year after, which may be the first of an arm that has it. A fund that
// ranks asks only whether it was worth it.
bool distance_is_told(const Year& y, const Recorder& record, bool watched) {
    const bool ministry_asks = y.policy && y.scenario.economic_affairs.enabled;
    return record.keeps_firms() || watched || ministry_asks || y.simulated + 1 == y.prepared.policy_year;
}

void note_distance(Firms& f, Row r, const Choice& best) {
    f.npv[r] = best.npv();
    f.trigger[r] = best.trigger;
    f.value_to_cost[r] = best.cost > 0 ? best.value / best.cost : 0;
}

void note_refusal(const Firms& f, const Recorder& record, Row r) {
    record.note(f.area[r], r, EventKind::refusal, f.npv[r], static_cast<int>(f.binding[r]));
}

// What would become of the round without the fund, on the same draws.
void note_additionality(const Year& y, const Prospect& p, const Choice& best, const Applicant& firm, Support support,
                        const WeighedExpansion& built, Fund& fund, const Recorder& record) {
    if (built.funding.fund <= 0) return;
    support.fund = false;
    const Search without = find_money(y, p, best, firm, support);
    count_additionality(fund, built, without.built ? &*without.built : nullptr, record);
}

void build_chosen(const Year& y, Institutions& in, Firms& f, Accounts& accounts, const Recorder& record, Row r,
                  const WeighedExpansion& chosen) {
    f.binding[r] = Binding::none;
    build(y, in, f, accounts, record, r, chosen.choice, chosen.funding);
}

void clear_choices(Firms& f) {
    for (auto* column : {&f.replaced, &f.sold, &f.npv, &f.trigger, &f.value_to_cost})
        std::fill(column->begin(), column->end(), 0.0);
    std::fill(f.relaxations.begin(), f.relaxations.end(), std::uint8_t{0});
}

// What banks and investors see of the firm when it asks.
Applicant applicant_of(const Year& y, const Desk& desk, const OrderBook& orders, const Firms& f,
                       const Accounts& accounts, const Support& support, Row r) {
    const AreaView& ahead = desk.ahead[f.area[r]];
    const double backlog = backlog_of(y, ahead, f, orders, r);
    const double cover = cover_of(y, ahead, f, orders, desk.loads.mean(r), r);
    return applicant(y, f, accounts, desk.draws, support, r, backlog, cover);
}

// Sells the plant that it does not expect to need.
void sell_idle(const Year& y, const Areas& areas, const Desk& desk, const Institutions& in, Firms& f,
               Accounts& accounts, Totals& totals, Row r) {
    if (!y.scenario.investment.sale || f.capacity[r] <= 0) return;
    const Prospect kept = prospect_of(y, areas, f, r, desk.loads, r, support_for(in, y, f, accounts, r));
    if (const auto plant = plant_to_sell(y, f, accounts, kept, r)) sell_plant(f, accounts, totals, r, *plant);
}

// What a firm makes of its prospect: what it likes best, and how far that is from being worth it where somebody reads
// it.
Weighing weigh_and_note(const Year& y, Firms& f, const Prospect& p, Row r, bool tells_distance) {
    const Weighing w = weigh(y, f, p, r, tells_distance);
    if (w.is_valued) note_distance(f, r, w.best);
    f.binding[r] = w.best.chosen() ? Binding::finance : w.fails; // unless money is found
    return w;
}

// A firm weighs, then pays: the largest expansion that its rule takes and its money allows.
void expand(const Year& y, const Areas& areas, const OrderBook& orders, Desk& desk, Institutions& in, Firms& f,
            Accounts& accounts, const Recorder& record, Row r) {
    Decision* const watched = watching(desk.watched, r);
    const Support support = support_for(in, y, f, accounts, r);
    const Prospect p = prospect_of(y, areas, f, r, desk.loads, r, support);
    const Weighing w = weigh_and_note(y, f, p, r, distance_is_told(y, record, watched));
    const bool tells_relaxations = record.keeps_relaxations() || watched;
    if (!w.best.chosen() && !tells_relaxations) return note_refusal(f, record, r);
    const Applicant firm = applicant_of(y, desk, orders, f, accounts, support, r);
    if (watched) witness_choice(y, p, firm, support, w.best, *watched);
    const Search search = find_money(y, p, w.best, firm, support, watched ? &watched->asked_for : nullptr);
    in.foreign_owners.screened += search.screened;
    if (search.screened > 0) record.note(f.area[r], r.number, {no_investor, DealKind::screened, search.screened});
    note_asked(y, f, r, search.asked, firm.refused_by_bank, search.built ? search.built->funding : Funding{}, record);
    if (search.built) {
        note_additionality(y, p, w.best, firm, support, *search.built, in.fund, record);
        return build_chosen(y, in, f, accounts, record, r, *search.built);
    }
    if (tells_relaxations) f.relaxations[r] = relaxations_of(y, p, firm, support, desk.doubled_load);
    note_refusal(f, record, r);
}

// What is left of purses that all share, when those who asked before get what they asked for.
struct Purses {
    // Promised so far, meur.
    double bank = 0;
    double subsidy = 0;
    double participation = 0;

    void limit(Support& support) const {
        support.bank_left -= bank;
        support.subsidy_left -= subsidy;
        support.stake_left -= participation;
    }
    void promise(const Funding& funding) {
        bank += funding.bank;
        subsidy += funding.subsidy;
        participation += funding.participation;
    }
};

// A firm weighs, and files what it would build: what it can pay for without investors waits to be built, for what is
// larger it applies.
void ask(const Year& y, const Areas& areas, const OrderBook& orders, Desk& desk, Institutions& in, Firms& f,
         const Accounts& accounts, const Recorder& record, Row r, Purses& purses) {
    Decision* const watched = watching(desk.watched, r);
    EquityDesk& equity = desk.equity;
    Pending& pending = equity.pending.emplace_back();
    pending.row = r;
    Support support = support_for(in, y, f, accounts, r);
    pending.investors = support.investors;
    purses.limit(support);
    const Prospect p = prospect_of(y, areas, f, r, desk.loads, r, support);
    const Weighing w = weigh_and_note(y, f, p, r, distance_is_told(y, record, watched));
    const bool tells_relaxations = record.keeps_relaxations() || watched;
    if (!w.best.chosen() && !tells_relaxations) return;
    const Applicant firm = applicant_of(y, desk, orders, f, accounts, support, r);
    if (watched) witness_choice(y, p, firm, support, w.best, *watched);
    equity.tried.clear();
    const Search search = find_money(y, p, w.best, firm, support, &equity.tried);
    pending.own = search.built;
    pending.asked = search.asked;
    pending.refused_by_bank = firm.refused_by_bank;
    if (watched) watched->asked_for = equity.tried;
    if (tells_relaxations && !pending.own) f.relaxations[r] = relaxations_of(y, p, firm, support, desk.doubled_load);
    if (equity.tried.empty()) return;
    purses.promise(equity.tried.front().funding);
    if (pending.own) equity.tried.pop_back();
    if (!equity.tried.empty()) pending.application = file(y, p, firm, support, in, f, accounts, pending, equity);
}

// Who watches a firm is told what it expects, how it stands and what it heard.
void witness(const Year& y, const Areas& areas, const OrderBook& orders, Desk& desk, Firms& f, const Accounts& accounts,
             Row r) {
    Decision& watched = *desk.watched;
    std::vector<YearAhead> expected;
    forecast_load(y, areas, desk.roll, desk.ahead, orders, f, r, desk.loads, r, &expected); // the same once more
    witness_firm(y, areas, f, accounts, expected, watched);
    witness_outlook(y, areas, desk.ahead[f.area[r]], f, watched);
}

// Who watches a firm is told what the market made of its application.
void tell_round(const Year& y, const Institutions& in, const Firms& f, const EquityDesk& equity, const Pending& pending,
                const std::optional<Financed>& financed, Decision& watched) {
    if (pending.application >= 0) watched.asked_funds = asked_funds(y, in.private_funds, f, equity, pending);
    if (financed) watched.asked_for.push_back(financed->expansion);
}

} // namespace

void invest_in_turn(const Year& y, const Areas& areas, const OrderBook& orders, Desk& desk, Institutions& in, Firms& f,
                    Accounts& accounts, const Recorder& record) {
    clear_choices(f);
    open_decision(desk.watched, y, f);
    for (const auto& [place, r] : desk.queue) {
        replace_worn(y, f, accounts, record.totals, desk.loads.mean(r), r);
        sell_idle(y, areas, desk, in, f, accounts, record.totals, r);
        if (watching(desk.watched, r)) witness(y, areas, orders, desk, f, accounts, r);
        expand(y, areas, orders, desk, in, f, accounts, record, r);
    }
    close_decision(desk.watched, f);
}

void apply(const Year& y, const Areas& areas, const OrderBook& orders, Desk& desk, Institutions& in, Firms& f,
           Accounts& accounts, const Recorder& record) {
    clear_choices(f);
    clear_applications(desk.equity);
    open_decision(desk.watched, y, f);
    Purses purses;
    for (const auto& [place, r] : desk.queue) {
        replace_worn(y, f, accounts, record.totals, desk.loads.mean(r), r);
        sell_idle(y, areas, desk, in, f, accounts, record.totals, r);
        if (watching(desk.watched, r)) witness(y, areas, orders, desk, f, accounts, r);
        ask(y, areas, orders, desk, in, f, accounts, record, r, purses);
        if (desk.equity.pending.back().application >= 0) desk.equity.demand.applications.back().place = place;
    }
}

void build_financed(const Year& y, const Desk& desk, Institutions& in, Firms& f, Accounts& accounts,
                    const Recorder& record) {
    const EquityDesk& equity = desk.equity;
    for (const Pending& pending : equity.pending) {
        const Row r = pending.row;
        const auto financed = financed_by(y, in.private_funds, equity, pending);
        if (Decision* const watched = watching(desk.watched, r))
            tell_round(y, in, f, equity, pending, financed, *watched);
        if (financed) f.relaxations[r] = 0;
        if (financed) in.private_funds.take(y, f, r, financed->round);
        if (financed) note_tickets(y, in.private_funds, f, r, financed->round, record);
        const auto& built = financed ? std::optional(financed->expansion) : pending.own;
        note_asked(y, f, r, pending.asked, pending.refused_by_bank, built ? built->funding : Funding{}, record);
        if (built)
            build_chosen(y, in, f, accounts, record, r, *built);
        else
            note_refusal(f, record, r);
    }
    close_decision(desk.watched, f);
}

} // namespace drumbeat
