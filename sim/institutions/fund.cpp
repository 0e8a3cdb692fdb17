// SPDX-License-Identifier: Apache-2.0
#include "sim/institutions/fund.hpp"

#include "agents/public_choice.hpp"
#include "sim/institutions/procurement_pays.hpp"
#include "sim/world/draws.hpp"

#include <algorithm>

namespace drumbeat {

double Fund::pay_in(const Year& y, Accounts& accounts, Totals& totals) {
    const SecFund& rules = y.scenario.secfund;
    deals = 0;
    if (!rules.enabled || y.simulated - y.prepared.policy_year >= rules.paid_in_years) return 0;
    const double paid = rules.budget_meur / rules.paid_in_years;
    accounts.pay(Sector::ministry, Sector::fund, Purpose::fund_payment, paid);
    totals.public_money += paid;
    return out_of_procurement(y.scenario, paid, rules.paid_from);
}

namespace {

bool is_ranked(const Year& y) {
    return y.policy && y.scenario.secfund.enabled && y.scenario.secfund.queue == FundQueue::ranked;
}

// The mandate: firms up to midcaps whose area has enough use outside defence.
bool fits(const Year& y, const Firms& f, Row r) {
    return f.size_class[r] != SizeClass::prime &&
           segment_of(y.scenario, f.area[r]).dual_use >= y.scenario.secfund.dual_use_least;
}

// How well a firm fits, times the probability that its expansion is worth it, as its last year shows through noise.
double rank_of(const Year& y, const Firms& f, const Ministry& ministry, Row r) {
    const double strength = signal_strength(y.scenario.secfund.skill);
    const bool good = f.value_to_cost[r] >= 1;
    const double noise = draw(draws::fund_signal, y.luck, in_year(f, r, y.calendar));
    const double signal = signal_of(good, strength, noise);
    const double fit = segment_of(y.scenario, f.area[r]).focus * (1 + ministry.shortfall(f.area[r]));
    return fit * probability_good(signal, strength);
}

} // namespace

void Fund::rank(const Year& y, const Firms& f, const Ministry& ministry, std::vector<std::pair<double, Row>>& queue) {
    if (!is_ranked(y)) return;
    ranked_.clear();
    for (const auto& [place, r] : queue)
        if (fits(y, f, r)) ranked_.emplace_back(-rank_of(y, f, ministry, r), r);
    const auto better = [](const auto& a, const auto& b) { return a.first < b.first; };
    std::stable_sort(ranked_.begin(), ranked_.end(), better);
    std::size_t next = 0;
    for (auto& [place, r] : queue)
        if (fits(y, f, r)) r = ranked_[next++].second;
}

void Fund::add_to(Support& support, const Year& y, const Firms& f, const Accounts& accounts, Row r) const {
    const SecFund& rules = y.scenario.secfund;
    support.fund = rules.enabled && fits(y, f, r);
    support.fund_left = accounts.fund_cash();
    if (!support.fund || !is_ranked(y) || f.fund_taken[r] > 0) return;
    support.fund_left = std::max(0.0, accounts.fund_cash() - reserved(y, accounts));
    if (deals >= rules.deals_a_year) support.fund = false;
}

double Fund::reserved(const Year& y, const Accounts& accounts) const {
    return y.scenario.secfund.reserve * (accounts.fund_cash() + cost());
}

PublicOffer Fund::offer(const Year& y, const Accounts& accounts) const {
    const SecFund& rules = y.scenario.secfund;
    const bool ranked = is_ranked(y);
    PublicOffer offer;
    offer.cash = accounts.fund_cash();
    offer.reserved = ranked ? reserved(y, accounts) : 0;
    offer.deals = ranked ? rules.deals_a_year - deals : unlimited;
    offer.ticket_min = rules.ticket_min_meur;
    offer.liking = y.prepared.taste.secfund;
    return offer;
}

namespace {

double paid_by_all(const Funding& paid) {
    return paid.own + paid.bank + paid.private_equity + paid.fund + paid.subsidy + paid.participation;
}

// The new money buys its part of what the firm is worth with it: the plant counts at what it costs, and owners sell
// for no less than stands in the books.
void price(const Year& y, const Firms& f, const Accounts& accounts, const Funding& paid, Round& round) {
    const double worth = worth_of(y, f, accounts, round.row) + paid_by_all(paid);
    const double post = std::max({worth, accounts.equity(round.row), round.fund + round.investors});
    round.fund_share = round.fund / post;
    round.investors_share = round.investors / post;
}

// Who had a share in the firm has less of it from now on.
void dilute(std::vector<Round>& rounds, Firms& f, const Round& latest, double left) {
    for (Round& held : rounds) {
        if (held.row != latest.row) continue;
        held.fund_share *= left;
        held.investors_share *= left;
    }
    f.fund_share[latest.row] = f.fund_share[latest.row] * left + latest.fund_share;
}

} // namespace

double Fund::take(const Year& y, Firms& f, const Accounts& accounts, Row r, const Funding& paid) {
    const bool by_firm = y.scenario.secfund.exit == StakeExit::firm;
    if (paid.fund <= 0 && !(by_firm && paid.private_equity > 0)) return 1;
    if (paid.fund > 0 && f.fund_taken[r] == 0) deals += f.weight[r];
    f.fund_taken[r] += paid.fund;
    Round round{r, y.simulated, paid.fund, paid.private_equity};
    double left = 1;
    if (by_firm && paid.stake > 0) { // private funds hold their own part
        round.lead = paid.lead;
        round.fund_share = paid.stake * paid.fund / (paid.fund + paid.private_equity);
        dilute(rounds, f, round, 1 - paid.stake);
    } else if (by_firm) {
        price(y, f, accounts, paid, round);
        left = 1 - round.fund_share - round.investors_share;
        dilute(rounds, f, round, left);
        f.investors_share[r] = f.investors_share[r] * left + round.investors_share;
    }
    if (round.fund > 0 || round.investors_share > 0) rounds.push_back(round);
    return left;
}

double Fund::cost() const {
    double sum = 0;
    for (const Round& round : rounds) sum += round.fund;
    return sum;
}

double Fund::worth(const Year& y, const Firms& f, const Accounts& accounts) const {
    double sum = 0;
    for (const Round& round : rounds) {
        if (!f.alive[round.row]) continue;
        sum += round.fund_share * price_of_firm(y, f, accounts, round.row);
    }
    return sum;
}

Additionality comparison_of(const WeighedExpansion& with, const WeighedExpansion* without) {
    WithAndWithout round{with.funding.fund, with.choice.outlay, 0, with.funding.private_equity, 0};
    if (without) {
        round.outlay_without = without->choice.outlay;
        round.private_without = without->funding.private_equity;
    }
    return additionality(round);
}

namespace {

// A draw decides: a stake is lost, or sold for a multiple to other investors. Returns what it brought, meur.
double sell_by_lot(const Year& y, const Firms& f, const Round& round, Accounts& accounts) {
    const SecFund& rules = y.scenario.secfund;
    const StakeOfFirm stake{identity_of(f, round.row), round.year};
    const double luck = draw(draws::stake_loss, y.luck, stake);
    const bool lost = luck < rules.loss_probability || !f.alive[round.row];
    const double proceeds = lost ? 0 : rules.winner_multiple * round.fund;
    accounts.pay(Sector::private_investors, Sector::fund, Purpose::stake_sale, proceeds);
    return proceeds;
}

// A buyer pays for the round's part of the firm, all its holders the same for a share of it. Returns what the fund's
// brought, meur.
double sell_at(double price, Firms& f, const Round& round, Accounts& accounts) {
    const Row r = round.row;
    const double to_fund = round.fund_share * price;
    const double to_investors = round.investors_share * price;
    accounts.pay(Sector::owners, Sector::fund, Purpose::stake_sale, to_fund);
    accounts.pay(Sector::owners, Sector::private_investors, Purpose::stake_sale, to_investors);
    f.fund_share[r] = std::max(0.0, f.fund_share[r] - round.fund_share);
    f.investors_share[r] = std::max(0.0, f.investors_share[r] - round.investors_share);
    return to_fund;
}

double price_by_luck(const Year& y, const Firms& f, const Round& round, const Accounts& accounts) {
    const StakeOfFirm stake{identity_of(f, round.row), round.year};
    const double z = draw(draws::exit_luck, y.luck, stake);
    return price_of_firm(y, f, accounts, round.row) * luck_of_sale(y, z);
}

const Sale* sale_of_lead(const Round& round, std::span<const Sale> sales) {
    const auto is_it = [&](const Sale& sale) {
        return sale.row == round.row && sale.bought == round.year && sale.fund == round.lead;
    };
    const auto found = std::find_if(sales.begin(), sales.end(), is_it);
    return found == sales.end() ? nullptr : &*found;
}

} // namespace

// Whether the round is sold or lost, and what it was sold for; nothing while it is held.
std::optional<double> Fund::end_round(const Year& y, Firms& f, const Round& round, Accounts& accounts,
                                      std::span<const Sale> sales) const {
    const SecFund& rules = y.scenario.secfund;
    const bool is_old = y.simulated - round.year >= rules.exit_years;
    const bool by_lot = rules.exit == StakeExit::lottery;
    if (by_lot) return is_old ? std::optional(sell_by_lot(y, f, round, accounts)) : std::nullopt;
    if (!f.alive[round.row]) return 0; // its estate was divided when it ended
    if (round.lead >= 0) {
        const Sale* const sale = sale_of_lead(round, sales);
        return sale ? std::optional(sell_at(sale->price, f, round, accounts)) : std::nullopt;
    }
    if (!is_old) return {};
    return sell_at(price_by_luck(y, f, round, accounts), f, round, accounts);
}

void Fund::sell_stakes(const Year& y, Firms& f, Accounts& accounts, std::span<const Sale> sales) {
    written_off = 0;
    ended.clear();
    std::size_t kept = 0;
    for (Round round : rounds) {
        const double paid_out = round.fund_share * f.paid_out[round.row]; // its part of an estate included
        round.received += paid_out;
        const auto sold_for = end_round(y, f, round, accounts, sales);
        if (!sold_for) {
            rounds[kept++] = round;
            continue;
        }
        round.received += *sold_for;
        if (round.fund <= 0) continue;
        written_off += std::max(0.0, round.fund - round.received);
        const double last = paid_out + *sold_for;
        ended.push_back({0, round.row, *sold_for > 0, round.fund_share, round.fund, last, round.received});
    }
    rounds.resize(kept);
}

void Fund::measure(const Year& y, RunRecord& record) const {
    if (!y.scenario.secfund.enabled) return;
    record.at(Outcome::secfund_additional_meur) = placed.additional;
    record.at(Outcome::secfund_deadweight_meur) = placed.deadweight;
    record.at(Outcome::secfund_displaced_meur) = placed.displaced;
}

} // namespace drumbeat
