// SPDX-License-Identifier: Apache-2.0
#include "sim/institutions/private_funds.hpp"

#include "sim/world/draws.hpp"

#include <algorithm>
#include <cmath>

namespace drumbeat {

namespace {

constexpr double least_dual_use = .5; // of an area that a fund without weapons looks at
constexpr double dual_use_share = .5; // of the funds that may not finance what is military: those that take dual use
constexpr int least_holding_years = 4;
constexpr int holding_years_range = 5;

const FundMarket& rules_of(const Year& y) { return y.scenario.private_funds; }

FundPhase phase_at(const Year& y, const PrivateFund& fund) {
    const int age = y.simulated - fund.founded;
    if (type_of(fund.kind).is(FundTrait::pool) && age >= 0) return FundPhase::investing;
    if (age < 0) return FundPhase::raised;
    if (age < rules_of(y).invest_years) return FundPhase::investing;
    return age < rules_of(y).life_years ? FundPhase::harvesting : FundPhase::closed;
}

} // namespace

bool PrivateFunds::are_asked(const Year& y) {
    const PrivateInvestors& investors = y.scenario.private_investors;
    return y.policy && investors.enabled && investors.model == InvestorModel::funds;
}

bool PrivateFunds::are_many(const Year& y) { return rules_of(y).population == FundPopulation::types; }

void PrivateFunds::open_year(const Year& y) {
    for (PrivateFund& fund : funds) fund.now = {};
    if (!are_asked(y) || !are_many(y)) return;
    if (funds.empty()) found_all(y);
    for (PrivateFund& fund : funds) {
        const FundType& type = type_of(fund.kind);
        fund.phase = phase_at(y, fund);
        fund.deals = std::min(fund.deals, 1.0) + type.deals;
        if (!type.is(FundTrait::pool)) continue;
        fund.commitment = fund.drawn + usual_size(y, type, fund.number);
    }
}

void PrivateFunds::offer(const Year& y, std::vector<FundOffer>& offers) const {
    offers.clear();
    if (!are_many(y)) {
        offers.push_back({0, unlimited, unlimited, 0});
        return;
    }
    for (const PrivateFund& fund : funds) {
        const FundType& type = type_of(fund.kind);
        const bool keeps_reserve = fund.phase == FundPhase::investing && !type.is(FundTrait::pool);
        const double meant = (keeps_reserve ? 1 - rules_of(y).reserve : 1) * fund.commitment;
        const bool works = fund.phase == FundPhase::investing || fund.phase == FundPhase::harvesting;
        const double powder = works ? std::max(0.0, meant - fund.drawn) : 0;
        offers.push_back({static_cast<std::uint64_t>(fund.number), fund.deals, powder, type.ticket_min});
    }
}

Reach PrivateFunds::reach(const Year& y, int fund, Area area, bool holds) const {
    const PrivateFund& it = funds[fund];
    if (it.phase == FundPhase::harvesting) return holds ? Reach::may : Reach::does_not_invest;
    if (it.phase != FundPhase::investing) return Reach::does_not_invest;
    if (!looks_at(fund, area)) return Reach::looks_elsewhere;
    const FundRestriction limit = restriction(y, fund);
    if (limit == FundRestriction::none) return Reach::may;
    const bool is_dual_use = segment_of(y.scenario, area).dual_use >= least_dual_use;
    return limit == FundRestriction::dual_use && is_dual_use ? Reach::may : Reach::may_not;
}

FundRestriction PrivateFunds::restriction(const Year& y, int fund) const {
    const PrivateFund& it = funds[fund];
    if (type_of(it.kind).is(FundTrait::military)) return FundRestriction::none;
    const double open = openness(y.calendar, rules_of(y).openness_2030);
    const double u = draw(draws::fund_restriction, y.luck, FundAtFounding{it.number});
    if (u < open) return FundRestriction::none;
    const bool takes_dual_use = u < open + dual_use_share * (1 - open);
    return takes_dual_use ? FundRestriction::dual_use : FundRestriction::civil;
}

double PrivateFunds::return_asked(const Year& y, int fund, double log_sd, double cover) const {
    return required_return(type_of(funds[fund].kind).hurdle, rules_of(y).risk_price, log_sd, cover);
}

double PrivateFunds::belief(const Year& y, int fund, Area area) const {
    const double others = rules_of(y).others_weight;
    const ExitRecord& mine = own[index(fund, area)];
    const ExitRecord& all = common[area];
    ExitRecord seen = mine;
    seen.sum += others * (all.sum - mine.sum);
    seen.weight += others * (all.weight - mine.weight);
    return belief_of(seen, rules_of(y).belief_exits);
}

double PrivateFunds::mean_belief(const Year& y, int fund) const {
    double sum = 0;
    double areas = 0;
    for (const Area area : common.keys()) {
        sum += looks_at(fund, area) ? belief(y, fund, area) : 0;
        areas += looks_at(fund, area) ? 1 : 0;
    }
    return sum / areas;
}

double PrivateFunds::held(int fund, Row r) const {
    double cost = 0;
    for (const FundHolding& holding : holdings)
        if (holding.row == r && holding.fund == fund) cost += holding.cost;
    return cost;
}

void PrivateFunds::dilute(Row r, double left) {
    for (FundHolding& holding : holdings)
        if (holding.row == r) holding.stake *= left;
}

void PrivateFunds::take(const Year& y, Firms& f, Row r, const PrivateRound& round) {
    if (!are_many(y)) return;
    dilute(r, 1 - round.stake);
    f.investors_share[r] *= 1 - round.stake;
    for (const Ticket& ticket : round.tickets) {
        PrivateFund& fund = funds[ticket.fund];
        fund.drawn += ticket.meur;
        fund.deals -= f.weight[r];
        fund.now.invested += ticket.meur;
        fund.now.deals += f.weight[r];
        const double part = ticket.meur / round.need;
        const double stake = round.stake * part;
        const double promised = return_asked(y, ticket.fund, round.log_sd, round.cover);
        holdings.push_back({ticket.fund, r, y.simulated, ticket.meur, stake, promised, 0});
        f.investors_share[r] += stake;
    }
}

namespace {

bool is_due(const Year& y, const PrivateFund& fund, const FundHolding& holding, const FundAtFirm& deal) {
    if (!type_of(fund.kind).is(FundTrait::pool) && y.simulated - fund.founded + 1 >= rules_of(y).life_years)
        return true;
    const double u = draw(draws::holding_years, y.luck, deal);
    return y.simulated - holding.year >= least_holding_years + static_cast<int>(holding_years_range * u);
}

} // namespace

// What a holding brings in this year. Its stake is 0 once it is sold, or its firm has ended.
double PrivateFunds::pay_holder(const Year& y, Firms& f, Accounts& accounts, FundHolding& holding) {
    const Row r = holding.row;
    const PrivateFund& fund = funds[holding.fund];
    double received = holding.stake * f.paid_out[r];
    const FundAtFirm deal{identity_of(f, r), y.prepared.calendar(holding.year), fund.number};
    if (f.alive[r] && !is_due(y, fund, holding, deal)) return received;
    if (f.alive[r]) {
        const double luck = luck_of_sale(y, draw(draws::holding_price, y.luck, deal));
        const double price = price_of_firm(y, f, accounts, r) * luck;
        accounts.pay(Sector::owners, Sector::private_investors, Purpose::stake_sale, holding.stake * price);
        received += holding.stake * price;
        sales.push_back({holding.fund, r, holding.year, price});
        f.investors_share[r] = std::max(0.0, f.investors_share[r] - holding.stake);
    }
    holding.stake = 0;
    return received;
}

void PrivateFunds::learn(const FundHolding& holding, Area area, int years) {
    const double multiple = holding.received / holding.cost;
    const double surprise = exit_surprise(multiple, years, holding.promised);
    ExitRecord& mine = own[index(holding.fund, area)];
    mine = with_exit(mine, surprise, 1);
    common[area] = with_exit(common[area], surprise, 1);
}

void PrivateFunds::collect(const Year& y, Firms& f, Accounts& accounts) {
    const double memory = rules_of(y).belief_memory;
    for (ExitRecord& record : own) record = a_year_later(record, memory);
    for (ExitRecord& record : common) record = a_year_later(record, memory);
    sales.clear();
    ended.clear();
    std::size_t kept = 0;
    for (FundHolding holding : holdings) {
        const double stake = holding.stake;
        const double received = pay_holder(y, f, accounts, holding);
        PrivateFund& fund = funds[holding.fund];
        holding.received += received;
        fund.proceeds += received;
        fund.now.proceeds += received;
        proceeds += received;
        if (holding.stake > 0) {
            holdings[kept++] = holding;
            continue;
        }
        const double lost = std::max(0.0, holding.cost - holding.received);
        fund.written_off += lost;
        fund.now.written_off += lost;
        ended.push_back(
            {holding.fund, holding.row, f.alive[holding.row] != 0, stake, holding.cost, received, holding.received});
        learn(holding, f.area[holding.row], y.simulated - holding.year + 1);
    }
    holdings.resize(kept);
}

void PrivateFunds::settle(const Year& y, Firms& f, Accounts& accounts) {
    collect(y, f, accounts);
    raise(y, f, accounts);
}

void PrivateFunds::measure(const Year& y, RunRecord& record) const {
    if (!y.scenario.private_investors.enabled || y.scenario.private_investors.model != InvestorModel::funds) return;
    record.at(Outcome::equity_applications) = applications;
    record.at(Outcome::equity_rounds) = rounds;
    record.at(Outcome::equity_declined) = declined;
    record.at(Outcome::funds_raised) = raised;
    record.at(Outcome::stake_proceeds_meur) = proceeds;
}

} // namespace drumbeat
