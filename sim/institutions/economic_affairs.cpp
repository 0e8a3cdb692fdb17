// SPDX-License-Identifier: Apache-2.0
// The Ministry of Economic Affairs: generic incentives become targeted money, for firms that it picks with its skill;
// foreign owners whom nobody screened may move a firm abroad.
#include "sim/world/phases.hpp"

#include "agents/public_choice.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace drumbeat {

namespace {

// Every firm pays, or gets back where the amount is negative, its share by size. Returns what was paid in all.
double collect(World& w, double amount) {
    const Firms& f = w.firms;
    const double size = f.living_size();
    if (size <= 0) return 0;
    for (const Row r : f.rows()) {
        if (!f.alive[r]) continue;
        const double share = amount * f.size[r] / size;
        w.accounts.pay(r, Sector::ministry, Purpose::incentive, share);
    }
    return amount;
}

} // namespace

// Of last year's money firms get back what found no expansion to invest in; what stakes brought in stays. Then every
// firm gives up its share of what is moved this year.
void move_incentives(Run& run) {
    const EconomicAffairs& ministry = run.scenario.economic_affairs;
    World& w = run.world;
    std::fill(w.firms.chosen.begin(), w.firms.chosen.end(), std::uint8_t{0});
    w.participation_cash += collect(w, -std::min(w.participation_cash, w.participation_moved));
    w.participation_moved = 0;
    if (!ministry.enabled || !run.policy || ministry.targeted_share <= 0) return;
    const double moved = collect(w, ministry.targeted_share * ministry.generic_meur);
    const double to_agency = run.scenario.innovation_agency.enabled ? ministry.to_agency * moved : 0;
    w.agency_cash += to_agency;
    w.participation_cash += moved - to_agency;
    w.participation_moved = moved - to_agency;
}

namespace {

// Firms in the order of what the ministry sees of them, best first. A firm is good if the gift would have made its
// expansion of last year worth it.
void rank_by_signal(const Run& run, const EconomicAffairs& ministry, std::vector<std::pair<double, Row>>& seen) {
    const Firms& f = run.world.firms;
    const double strength = signal_strength(ministry.forecast_skill);
    seen.clear();
    for (const Row r : f.rows()) {
        if (!f.alive[r]) continue;
        const bool good = f.value_to_cost[r] >= 1 - ministry.participation * ministry.grant_equivalent;
        const double noise = draw(draws::ministry_signal, run.world.streams, in_year(f, r, run.calendar));
        seen.emplace_back(-signal_of(good, strength, noise), r);
    }
    std::sort(seen.begin(), seen.end());
}

} // namespace

// Firms are offered a stake in the order in which the ministry ranks them, as far as its money would reach if each took
// a middling expansion.
void choose_firms(Run& run) {
    const EconomicAffairs& ministry = run.scenario.economic_affairs;
    World& w = run.world;
    Firms& f = w.firms;
    std::fill(f.chosen.begin(), f.chosen.end(), std::uint8_t{0});
    if (!ministry.enabled || !run.policy || w.participation_cash <= 0) return;
    auto& ranked = run.scratch.invited;
    rank_by_signal(run, ministry, ranked);
    const std::vector<double>& candidates = run.scenario.investment.candidates;
    const double middling = candidates[candidates.size() / 2];
    double left = w.participation_cash;
    for (const auto& [signal, r] : ranked) {
        left -= ministry.participation * f.capital_per_output[r] * middling * f.size[r];
        if (left < 0) break;
        f.chosen[r] = 1;
    }
}

void take_over(Run& run) {
    const ForeignInvestors& foreign = run.scenario.foreign_investors;
    World& w = run.world;
    if (foreign.share <= 0 || !run.policy) return;
    for (const Row r : w.firms.rows()) {
        if (!w.firms.alive[r] || !w.firms.foreign_owned[r]) continue;
        if (draw(draws::takeover, w.streams, in_year(w.firms, r, run.calendar)) >= foreign.takeover) continue;
        w.totals.taken_over += w.firms.weight[r];
        close_down(run, r);
    }
}

} // namespace drumbeat
