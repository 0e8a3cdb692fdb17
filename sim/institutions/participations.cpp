// SPDX-License-Identifier: Apache-2.0
#include "sim/institutions/participations.hpp"

#include "agents/public_choice.hpp"
#include "sim/firm/standing.hpp"
#include "sim/world/draws.hpp"

#include <algorithm>
#include <utility>

namespace drumbeat {

namespace {

// Every firm pays, or gets back where the amount is negative, its share by size. Returns what was paid in all.
double collect(const Firms& f, Accounts& accounts, double amount) {
    const double size = f.living_size();
    if (size <= 0) return 0;
    for (const Row r : f.rows())
        if (f.alive[r]) accounts.pay(r, Sector::ministry, Purpose::incentive, amount * f.size[r] / size);
    return amount;
}

// Firms in the order of what the ministry sees of them, best first. A firm is good if the gift would have made its
// expansion of last year worth it.
void rank_by_signal(const Year& y, const Firms& f, std::vector<std::pair<double, Row>>& ranked) {
    const EconomicAffairs& rules = y.scenario.economic_affairs;
    const double strength = signal_strength(rules.forecast_skill);
    ranked.clear();
    for (const Row r : f.rows()) {
        if (!f.alive[r]) continue;
        const bool good = f.value_to_cost[r] >= 1 - rules.participation * rules.grant_equivalent;
        const double noise = draw(draws::ministry_signal, y.luck, in_year(f, r, y.calendar));
        ranked.emplace_back(-signal_of(good, strength, noise), r);
    }
    std::sort(ranked.begin(), ranked.end());
}

bool is_at_work(const Year& y) { return y.scenario.economic_affairs.enabled && y.policy; }

} // namespace

double Participations::move_incentives(const Year& y, Firms& f, Accounts& accounts) {
    const EconomicAffairs& rules = y.scenario.economic_affairs;
    std::fill(f.chosen.begin(), f.chosen.end(), std::uint8_t{0});
    cash += collect(f, accounts, -std::min(cash, moved));
    moved = 0;
    if (!is_at_work(y) || rules.targeted_share <= 0) return 0;
    const double collected = collect(f, accounts, rules.targeted_share * rules.generic_meur);
    const double to_agency = y.scenario.innovation_agency.enabled ? rules.to_agency * collected : 0;
    cash += collected - to_agency;
    moved = collected - to_agency;
    return to_agency;
}

void Participations::choose(const Year& y, Firms& f) {
    const EconomicAffairs& rules = y.scenario.economic_affairs;
    std::fill(f.chosen.begin(), f.chosen.end(), std::uint8_t{0});
    if (!is_at_work(y) || cash <= 0) return;
    rank_by_signal(y, f, ranked_);
    const std::vector<double>& candidates = y.scenario.investment.candidates;
    const double middling = candidates[candidates.size() / 2];
    double left = cash;
    for (const auto& [signal, r] : ranked_) {
        left -= rules.participation * f.capital_per_output[r] * middling * f.size[r];
        if (left < 0) break;
        f.chosen[r] = 1;
    }
}

void Participations::add_to(Support& support, const Year& y, const Firms& f, Row r) const {
    if (!f.chosen[r]) return;
    support.stake_rate = y.scenario.economic_affairs.participation;
    support.stake_gift = y.scenario.economic_affairs.grant_equivalent;
    support.stake_left = cash;
}

void Participations::take(const Year& y, const Firms& f, Row r, double meur) {
    cash -= meur;
    taken += meur;
    if (meur > 0) stakes.push_back({r, y.simulated, meur, nameplate_ahead(f, r)});
}

void Participations::sell_stakes(const Year& y, const Firms& f, Accounts& accounts) {
    const EconomicAffairs& rules = y.scenario.economic_affairs;
    returned = 0;
    sell_those_of_age(stakes, y.simulated, rules.exit_years, [&](const Stake& stake) {
        const Row r = stake.row;
        const bool failed = !f.alive[r] || f.capacity[r] < rules.retained * stake.capacity;
        const double proceeds = failed ? 0 : rules.winner_multiple * (1 - rules.grant_equivalent) * stake.amount;
        bets += f.weight[r];
        failed_bets += failed ? f.weight[r] : 0;
        accounts.pay(Sector::private_investors, Sector::ministry, Purpose::stake_sale, proceeds);
        cash += proceeds;
        returned += proceeds;
    });
}

void Participations::begin_policy() {
    taken = 0;
    bets = 0;
    failed_bets = 0;
}

void Participations::measure(const Year& y, RunRecord& record) const {
    if (!y.scenario.economic_affairs.enabled) return;
    record.at(Outcome::participation_meur) = taken;
    record.at(Outcome::failed_bets) = bets > 0 ? failed_bets / bets : missing;
}

} // namespace drumbeat
