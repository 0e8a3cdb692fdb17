// SPDX-License-Identifier: Apache-2.0
#include "sim/firm/decide.hpp"

#include "agents/projects.hpp"
#include "sim/firm/cost.hpp"

#include <algorithm>

namespace drumbeat {

namespace {

constexpr double least_sale = .05; // of capacity: less is not worth a sale
constexpr int years_of_upkeep = 4; // whose load is looked at

// Capacity that the load of the next years needs.
double needed_capacity(std::span<const double> load, double target_utilisation) {
    const int years = std::min(years_of_upkeep, static_cast<int>(load.size()) - 1);
    double expected = 0;
    for (int m = 1; m <= years; ++m) expected += load[m];
    return years > 0 ? expected / years / target_utilisation : 0;
}

} // namespace

double replaceable(const Year& y, const Firms& f, const Accounts& accounts, std::span<const double> load, Row r,
                   double worn) {
    double pipeline = 0;
    for (const double arriving : f.pipeline[r]) pipeline += arriving;
    const double needed = needed_capacity(load, y.scenario.investment.target_utilisation);
    const double gap = std::clamp(needed - (f.capacity[r] - worn) - pipeline, 0.0, worn);
    if (!y.scenario.finance.limited) return gap;
    return std::min(gap, std::max(0.0, accounts.cash(r)) / f.capital_per_output[r]);
}

std::optional<PlantOnSale> plant_to_sell(const Year& y, const Firms& f, const Accounts& accounts, Prospect kept,
                                         Row r) {
    const double capacity = f.capacity[r];
    const double most = *std::max_element(kept.load.begin(), kept.load.end());
    const double idle = capacity - most / y.scenario.investment.target_utilisation;
    if (idle < least_sale * capacity) return {};
    const double share = idle / capacity;
    const PlantOnSale plant{idle, share * accounts.book(r), kept.resale};
    kept.capacity = capacity - idle;
    kept.lag = 0;
    kept.resale = 0;
    const double worth = expansion_value(kept, idle, *y.prepared.sales);
    if (!sells_plant(worth, plant.resale, plant.book)) return {};
    return plant;
}

namespace {

Binding first_failing_test(const Year& y, const Firms& f, Row r, const Prospect& p, const Choice& choice) {
    if (choice.chosen()) return Binding::none;
    if (choice.worth_it()) return Binding::option_value;
    const int last = static_cast<int>(p.load.size()) - 1;
    const double demand = p.load[std::min(p.lag + 1, last)];
    if (demand > p.capacity) return Binding::npv;
    if (demand > f.staff[r] * (1 + hiring_limit(y.prepared, f, r))) return Binding::labour;
    return f.bids[r] > 0 && f.wins[r] == 0 ? Binding::no_tender_won : Binding::no_demand;
}

} // namespace

Weighing weigh(const Year& y, const Firms& f, const Prospect& p, Row r, bool tells_distance) {
    Weighing weighing;
    weighing.is_valued = tells_distance || may_be_worth_it(p);
    if (weighing.is_valued) weighing.best = best_expansion(p, *y.prepared.sales);
    weighing.fails = first_failing_test(y, f, r, p, weighing.best);
    return weighing;
}

WeighedExpansion attempt(const Year& y, const Prospect& p, const Choice& choice, const Applicant& firm,
                         const Support& support) {
    Applicant asking = firm;
    if (support.equity) asking.excess_return = excess_return(y, p, choice);
    return {choice, asking.excess_return, funding_of(y, asking, support, choice.outlay)};
}

namespace {

// Takes down an attempt; ends the search where its money is complete.
bool succeeds(const WeighedExpansion& one, Search& search, std::vector<WeighedExpansion>* tried) {
    if (tried) tried->push_back(one);
    search.asked.note(one.funding);
    search.screened = one.funding.complete ? 0 : std::max(search.screened, one.funding.screened);
    if (one.funding.complete) search.built = one;
    return one.funding.complete;
}

} // namespace

Search find_money(const Year& y, const Prospect& p, const Choice& best, const Applicant& firm, const Support& support,
                  std::vector<WeighedExpansion>* tried) {
    Search search;
    if (!best.chosen()) return search;
    if (succeeds(attempt(y, p, best, firm, support), search, tried)) return search;
    double least = best.expansion;
    for (std::size_t i = p.candidates.size(); i > 0 && !sizes_itself(p.rule); --i) {
        const double expansion = p.candidates[i - 1] * p.size;
        if (expansion >= least) continue;
        const Choice smaller = weighed(p, expansion, *y.prepared.sales);
        least = expansion;
        if (!smaller.chosen()) continue;
        if (succeeds(attempt(y, p, smaller, firm, support), search, tried)) return search;
    }
    return search;
}

std::uint8_t relaxations_of(const Year& y, const Prospect& p, const Applicant& firm, const Support& support,
                            std::vector<double>& doubled) {
    const auto invests = [&](const Prospect& relaxed) {
        const Choice choice = best_expansion(relaxed, *y.prepared.sales);
        return choice.chosen() && attempt(y, relaxed, choice, firm, support).funding.complete;
    };
    doubled.assign(p.load.begin(), p.load.end());
    for (double& load : doubled) load *= 2;
    Prospect demand = p;
    demand.load = doubled;
    Prospect cost = p;
    cost.cost.capital_per_output *= .5;
    Prospect waiting = p;
    waiting.rule = without_waiting(p.rule);
    const bool with_money = best_expansion(p, *y.prepared.sales).chosen();
    const unsigned turned =
        (invests(demand) ? 1u : 0u) | (invests(cost) ? 2u : 0u) | (invests(waiting) ? 4u : 0u) | (with_money ? 8u : 0u);
    return static_cast<std::uint8_t>(turned);
}

} // namespace drumbeat
