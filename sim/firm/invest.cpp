// SPDX-License-Identifier: Apache-2.0
// Each firm replaces what wears out, weighs expansions under its rule, and looks for money in pecking order.
#include "sim/firm/cost.hpp"
#include "sim/firm/decision.hpp"
#include "sim/firm/finance.hpp"
#include "sim/world/phases.hpp"

#include "agents/projects.hpp"

#include <algorithm>

namespace drumbeat {

namespace {

constexpr double least_sale = .05; // of capacity: less is not worth a sale

// Planned value of call-offs still under contract.
double backlog_of(const Run& run, Row r) {
    const Scratch& scratch = run.scratch;
    double volume = 0;
    for (int group = 0; group < 2; ++group)
        for (int n = 1; n < scratch.contract_horizon; ++n) volume += scratch.called_off(group, r, n);
    return run.world.orders.money_due(r) + volume * price_of(run.scenario.tender, run.world.firms, r, 0, 0);
}

// The contracted share of the next five years' sales: work in hand, and call-offs as far as contracts are expected to
// hold.
double cover_of(const Run& run, Row r) {
    const Scratch& scratch = run.scratch;
    const Firms& f = run.world.firms;
    const Area segment = f.segment[r];
    const int lead = segment_of(run.scenario, segment).orders.lead_years;
    const Outlook& o = outlook_of(run, r);
    double sales = 0, contracted = 0;
    for (int m = 1; m <= 5 && m < static_cast<int>(scratch.load.size()); ++m) {
        sales += scratch.load[m];
        const int n = m - lead;
        if (n <= 0) contracted += run.world.orders.due(r, m);
        if (n <= 0 || n >= scratch.contract_horizon) continue;
        for (int group = 0; group < 2; ++group)
            contracted += scratch.called_off(group, r, n) * scratch.survival[segment][n] * o.mean_floor[group][n];
    }
    return sales > 0 ? std::min(1.0, contracted / sales) : 0;
}

Applicant applicant_of(const Run& run, Row row, double excess) {
    return applicant(run, row, backlog_of(run, row), cover_of(run, row), excess);
}

// Capacity that the load of the next four years needs.
double needed_capacity(const Run& run) {
    const std::vector<double>& load = run.scratch.load;
    const int years = std::min(4, static_cast<int>(load.size()) - 1);
    double expected = 0;
    for (int m = 1; m <= years; ++m) expected += load[m];
    return years > 0 ? expected / years / run.scenario.investment.target_utilisation : 0;
}

// Of the capacity that wears out, what is needed and can be paid out of cash.
double replaceable(const Run& run, Row r, double worn) {
    const Firms& f = run.world.firms;
    double pipeline = 0;
    for (const double arriving : f.pipeline[r]) pipeline += arriving;
    const double gap = std::clamp(needed_capacity(run) - (f.capacity[r] - worn) - pipeline, 0.0, worn);
    if (!run.scenario.finance.limited) return gap;
    const double cash = std::max(0.0, run.world.accounts.cash(r));
    return std::min(gap, cash / f.capital_per_output[r]);
}

// What wears out and is not replaced is gone.
void replace_worn(Run& run, Row r) {
    World& w = run.world;
    Firms& f = w.firms;
    const double depreciation = run.scenario.investment.depreciation;
    const double worn = depreciation * f.capacity[r];
    const double replaced = replaceable(run, r, worn);
    const double cost = replaced * f.capital_per_output[r];
    w.accounts.pay(r, Sector::suppliers, Purpose::replacement, cost);
    f.replaced[r] = cost;
    f.capacity[r] += replaced - worn;
    const double book = w.accounts.book(r);
    w.accounts.wear(r, std::min(book, depreciation * book));
    w.totals.replacement += cost;
    w.totals.count(f, r, &GroupTotals::replacement, cost);
}

// Plant, and what stands in the books for it.
struct PlantOnSale {
    double idle, book, resale; // volume a year; meur; share of the book value that a buyer pays
};

void sell(World& w, Row r, const PlantOnSale& plant) {
    Firms& f = w.firms;
    f.capacity[r] -= plant.idle;
    f.staff[r] = std::min(f.staff[r], f.capacity[r]);
    f.sold[r] = w.accounts.sell_plant(r, plant.book, plant.resale);
    w.totals.sold += f.sold[r];
}

// Sells the plant that it does not expect to need, where that brings more than keeping it.
void sell_idle(Run& run, Row r) {
    const Firms& f = run.world.firms;
    const Investment& rules = run.scenario.investment;
    if (!rules.sale || f.capacity[r] <= 0) return;
    const std::vector<double>& load = run.scratch.load;
    const double most = *std::max_element(load.begin(), load.end());
    const double idle = f.capacity[r] - most / rules.target_utilisation;
    if (idle < least_sale * f.capacity[r]) return;
    Prospect kept = prospect_of(run, r);
    const double share = idle / f.capacity[r];
    const PlantOnSale plant{idle, share * run.world.accounts.book(r), kept.resale};
    kept.capacity = f.capacity[r] - idle;
    kept.lag = 0;
    kept.resale = 0;
    if (sells_plant(expansion_value(kept, idle, *run.prepared.sales), plant.resale, plant.book))
        sell(run.world, r, plant);
}

bool relaxations_are_told(const Run& run, Row row) { return run.record.keeps_relaxations() || watching(run, row); }

// Whether somebody reads how far the best expansion was from being worth it: the panel of firms, who watches this
// firm, or the Ministry of Economic Affairs in the year after, which may be the first of an arm that has it.
bool distance_is_told(const Run& run, Row row) {
    const bool ministry_asks = run.policy && run.scenario.economic_affairs.enabled;
    return run.record.keeps_firms() || watching(run, row) || ministry_asks ||
           run.simulated + 1 == run.prepared.policy_year;
}

void refuse(Run& run, Row r, Binding reason, unsigned relaxations) {
    Firms& f = run.world.firms;
    f.binding[r] = reason;
    f.relaxations[r] = static_cast<std::uint8_t>(relaxations);
    run.record.note(f.segment[r], r, EventKind::refusal, f.npv[r], static_cast<int>(reason));
}

// Which single relaxation alone would have turned the decision: twice the demand, half the cost, no value of waiting,
// money without limit.
unsigned relaxations_of(Run& run, Row row, const Prospect& p) {
    const bool equity = equity_is_open(run);
    const auto invests = [&](const Prospect& relaxed, bool money) {
        const Choice choice = best_expansion(relaxed, *run.prepared.sales);
        if (!choice.chosen() || money) return choice.chosen();
        return funding_of(run, applicant_of(run, row, equity ? excess_return(run, relaxed, choice) : 0), choice.outlay)
            .complete;
    };
    Prospect demand = p, cost = p, waiting = p;
    std::vector<double>& doubled = run.scratch.work;
    doubled.assign(p.load.begin(), p.load.end());
    for (double& load : doubled) load *= 2;
    demand.load = doubled;
    cost.cost.capital_per_output *= .5;
    waiting.rule = without_waiting(p.rule);
    return (invests(demand, false) ? 1u : 0u) | (invests(cost, false) ? 2u : 0u) | (invests(waiting, false) ? 4u : 0u) |
           (invests(p, true) ? 8u : 0u);
}

// The first test that an expansion fails: demand, tenders won, staff for the plant that stands, value, waiting.
Binding first_failing_test(const Run& run, Row r, const Prospect& p, const Choice& choice) {
    if (choice.worth_it()) return Binding::option_value;
    const Firms& f = run.world.firms;
    const int last = static_cast<int>(p.load.size()) - 1;
    const double demand = p.load[std::min(p.lag + 1, last)];
    if (demand > p.capacity) return Binding::npv;
    if (demand > f.staff[r] * (1 + hiring_limit(run.prepared, f, r))) return Binding::labour;
    return f.bids[r] > 0 && f.wins[r] == 0 ? Binding::no_tender_won : Binding::no_demand;
}

// Looks for the money of an expansion and builds it. Adds up what the screening of foreign money stopped.
bool is_built(Run& run, Row row, const Prospect& p, const Choice& choice, const Applicant& firm, double& screened) {
    const Funding funding = funding_of(run, firm, choice.outlay);
    if (Decision* const watched = watching(run, row))
        watched->asked_for.push_back({choice, firm.excess_return, funding});
    if (!funding.complete) {
        screened = std::max(screened, funding.screened);
        return false;
    }
    run.world.firms.binding[row] = Binding::none;
    build(run, row, choice, funding, p.lag, false);
    return true;
}

// The chosen expansion where its money is found, else the largest smaller one that the rule takes and whose money is.
bool is_any_built(Run& run, Row row, const Prospect& p, Choice choice) {
    const bool equity = equity_is_open(run);
    Applicant firm = applicant_of(run, row, equity ? excess_return(run, p, choice) : 0);
    double screened = 0;
    if (is_built(run, row, p, choice, firm, screened)) return true;
    for (std::size_t i = p.candidates.size(); i > 0 && !sizes_itself(p.rule); --i) {
        const double expansion = p.candidates[i - 1] * p.size;
        if (expansion >= choice.expansion) continue;
        choice = weighed(p, expansion, *run.prepared.sales);
        if (!choice.chosen()) continue;
        if (equity) firm.excess_return = excess_return(run, p, choice);
        if (is_built(run, row, p, choice, firm, screened)) return true;
    }
    run.world.totals.screened += screened;
    return false;
}

// A firm weighs, then pays: the largest expansion that its rule takes and its money allows.
void expand(Run& run, Row r) {
    Firms& f = run.world.firms;
    const Prospect p = prospect_of(run, r);
    if (!distance_is_told(run, r) && !may_be_worth_it(p)) return refuse(run, r, first_failing_test(run, r, p, {}), 0);
    const Choice choice = best_expansion(p, *run.prepared.sales);
    f.npv[r] = choice.npv();
    f.trigger[r] = choice.trigger;
    f.value_to_cost[r] = choice.cost > 0 ? choice.value / choice.cost : 0;
    if (watching(run, r)) witness(run, r, p, applicant_of(run, r, 0), choice);
    if (choice.chosen() && is_any_built(run, r, p, choice)) return;
    const Binding reason = choice.chosen() ? Binding::finance : first_failing_test(run, r, p, choice);
    refuse(run, r, reason, relaxations_are_told(run, r) ? relaxations_of(run, r, p) : 0);
}

} // namespace

// Firms ask in the order of a keyed draw, so that nobody is first at the fund by birth.
void line_up(Run& run) {
    const World& w = run.world;
    auto& queue = run.scratch.queue;
    const Firms& f = w.firms;
    queue.clear();
    for (const Row r : f.rows()) {
        if (!f.alive[r]) continue;
        queue.emplace_back(draw(draws::place_in_queue, w.streams, in_year(f, r, run.calendar)), r);
    }
    std::sort(queue.begin(), queue.end());
}

void invest(Run& run) {
    Firms& f = run.world.firms;
    for (auto* column : {&f.replaced, &f.sold, &f.npv, &f.trigger, &f.value_to_cost})
        std::fill(column->begin(), column->end(), 0.0);
    std::fill(f.relaxations.begin(), f.relaxations.end(), std::uint8_t{0});
    open_decision(run);
    for (const auto& [draw, row] : run.scratch.queue) {
        forecast_load(run, row);
        replace_worn(run, row);
        sell_idle(run, row);
        expand(run, row);
    }
    close_decision(run);
}

} // namespace drumbeat
