// SPDX-License-Identifier: Apache-2.0
// The market for equity of a year: who applies meets some funds, and each says on what terms it would join.
#include "sim/year/raising.hpp"

#include "sim/firm/application.hpp"
#include "sim/year/building.hpp"
#include "sim/year/steps.hpp"

#include <algorithm>

namespace drumbeat {

namespace {

// A firm that applies, and what it can show.
struct Asking {
    const Year& y;
    const Firms& f;
    Row row;
    const Applicant& firm;
    const Support& support;
    const PrivateFunds& funds;
    Standing standing;
};

// The one fund without limits is from abroad where the firm's draw says so.
bool is_abroad(const Year& y, const PrivateFunds& funds, int fund) {
    return !PrivateFunds::are_many(y) || type_of(funds.funds[fund].kind).is(FundTrait::abroad);
}

bool is_stopped(const Year& y, const PrivateFunds& funds, int fund, Investors investors) {
    return is_abroad(y, funds, fund) && investors == Investors::abroad_stopped;
}

// Whether the fund holds something of the firm.
bool holds(const PrivateFunds& funds, int fund, const Firms& f, Row r) {
    return f.investors_share[r] > 0 && funds.held(fund, r) > 0;
}

FundAtFirm at_firm(const Asking& a, int fund) {
    return {identity_of(a.f, a.row), a.y.calendar, a.funds.funds[fund].number};
}

// Funds that may join, by a race.
void find_funds(const Asking& a, std::vector<Encounter>& encounters) {
    encounters.clear();
    if (!PrivateFunds::are_many(a.y)) {
        if (!is_stopped(a.y, a.funds, 0, a.support.investors)) encounters.push_back({0, 0, 0});
        return;
    }
    const Area area = a.f.area[a.row];
    for (int fund = 0; fund < static_cast<int>(a.funds.funds.size()); ++fund) {
        const Reach reach = a.funds.reach(a.y, fund, area, holds(a.funds, fund, a.f, a.row));
        if (reach != Reach::may || is_stopped(a.y, a.funds, fund, a.support.investors)) continue;
        const double race = draw(draws::meeting_race, a.y.luck, at_firm(a, fund));
        encounters.push_back({static_cast<std::uint64_t>(a.funds.funds[fund].number), race, fund});
    }
}

// What the fund asks for in a year, real, and how it likes the round beyond that.
double real_return(const Asking& a, int fund) {
    const double asked = a.funds.return_asked(a.y, fund, a.firm.perceived_sd, a.firm.cover);
    return asked - a.y.scenario.investment.inflation;
}

double liking_of(const Asking& a, int fund, const RoundView& view) {
    const double belief = a.funds.belief(a.y, fund, a.f.area[a.row]);
    const double excess = view.internal_return + belief - real_return(a, fund);
    InvestorTaste taste = a.y.prepared.taste;
    taste.cover = 0; // contracts and volatility enter by the return that is asked
    taste.volatility = 0;
    const double u = draw(draws::fund_taste, a.y.luck, at_firm(a, fund));
    return liking(taste, {0, false, 0, std::clamp(excess, -.5, .5)}, u);
}

// The most that a fund puts into one firm, meur.
double most_of(const Asking& a, int fund) {
    const PrivateFund& it = a.funds.funds[fund];
    const double limit = a.y.scenario.private_funds.most_in_one * it.commitment;
    const double held = a.f.investors_share[a.row] > 0 ? a.funds.held(fund, a.row) / a.firm.weight : 0;
    return std::min(type_of(it.kind).ticket_max, limit - held);
}

// A fund of a population, about one size: no talk where the owners refuse its price.
void talk_to(const Asking& a, const Encounter& met, int size, const RoundView& view, EquityDesk& desk) {
    const RoundTerms terms = terms_of(a.standing, view, real_return(a, met.fund));
    const double liking = liking_of(a, met.fund, view);
    const bool priced = a.y.scenario.private_funds.priced;
    if (priced && !terms.accepted) {
        if (liking >= 0) desk.declined.back() = 1;
        return;
    }
    desk.terms.push_back(terms);
    desk.demand.talks.push_back({met.fund, size, liking, priced ? terms.stake : 0, met.race, most_of(a, met.fund)});
}

// The one fund without limits decides by the firm's own draw, as the appetite does.
void talk_to_the_one(const Asking& a, int size, double excess_return, EquityDesk& desk) {
    const InvestorView view{a.firm.cover, false, a.firm.perceived_sd, excess_return};
    desk.terms.push_back({});
    desk.demand.talks.push_back({0, size, liking(a.y.prepared.taste, view, a.firm.private_u), 0, 0,
                                 a.y.scenario.private_investors.ticket_max_meur});
}

// What the state's fund may put into one firm of the row, with money enough.
double public_most(const Asking& a, const WeighedExpansion& size) {
    const Scenario& s = a.y.scenario;
    if (!a.support.fund || size.excess_return + s.private_investors.hurdle < s.secfund.minimum_return) return 0;
    const double weight = a.firm.weight;
    const double other_public = size.funding.subsidy + size.funding.participation;
    const FundRound round{size.funding.equity_needed / weight, other_public / weight, a.firm.fund_taken / weight};
    return fund_ticket(a.y.prepared.fund, round, unlimited);
}

std::uint64_t key_of(const Firms& f, Row r) {
    const auto part = [](int n, int bits) { return static_cast<std::uint64_t>(n) << bits; };
    return part(f.area[r].number, 48) | part(f.cohort[r], 24) | part(f.ordinal[r], 0);
}

} // namespace

void clear_applications(EquityDesk& desk) {
    desk.pending.clear();
    desk.sizes.clear();
    desk.terms.clear();
    desk.applicants.clear();
    desk.declined.clear();
    desk.meetings.clear();
    desk.met.clear();
    desk.demand.applications.clear();
    desk.demand.sizes.clear();
    desk.demand.talks.clear();
}

namespace {

void count_met(EquityDesk& desk, int met, double weight) {
    for (int i = 0; i < met; ++i) {
        const auto fund = static_cast<std::size_t>(desk.encounters[i].fund);
        if (desk.met.size() <= fund) desk.met.resize(fund + 1, 0);
        desk.met[fund] += weight;
    }
}

// An application without sizes yet, and with how many funds it is talked about.
Application begin_application(const Asking& asking, EquityDesk& desk, int& met) {
    find_funds(asking, desk.encounters);
    met = those_met(desk.encounters, asking.y.scenario.private_funds.meetings);
    count_met(desk, met, asking.firm.weight);
    Application application;
    application.key = key_of(asking.f, asking.row);
    application.weight = asking.firm.weight;
    application.has_public = asking.firm.fund_taken > 0;
    application.first_size = static_cast<int>(desk.demand.sizes.size());
    application.first_talk = static_cast<int>(desk.demand.talks.size());
    desk.applicants.push_back(asking.firm);
    desk.declined.push_back(0);
    desk.meetings.push_back(met);
    return application;
}

void talk_about(const Asking& asking, const WeighedExpansion& size, const RoundView& view, int met,
                Application& application, EquityDesk& desk) {
    desk.demand.sizes.push_back({size.funding.equity_needed, public_most(asking, size)});
    desk.sizes.push_back(size);
    for (int i = 0; i < met; ++i) {
        if (PrivateFunds::are_many(asking.y))
            talk_to(asking, desk.encounters[i], application.sizes, view, desk);
        else
            talk_to_the_one(asking, application.sizes, size.excess_return, desk);
    }
    ++application.sizes;
}

int end_application(Application application, EquityDesk& desk) {
    application.talks = static_cast<int>(desk.demand.talks.size()) - application.first_talk;
    desk.demand.applications.push_back(application);
    return static_cast<int>(desk.demand.applications.size()) - 1;
}

} // namespace

int file(const Year& y, const Prospect& p, const Applicant& firm, const Support& support, const Institutions& in,
         const Firms& f, const Accounts& accounts, const Pending& pending, EquityDesk& desk) {
    const double alternative = pending.own ? pending.own->choice.npv() : 0;
    Asking asking{y, f, pending.row, firm, support, in.private_funds, {}};
    if (PrivateFunds::are_many(y)) asking.standing = standing_of(y, p, accounts, pending.row, alternative);
    int met = 0;
    Application application = begin_application(asking, desk, met);
    for (WeighedExpansion& size : desk.tried) {
        size.excess_return = excess_return(y, p, size.choice);
        const RoundView view = PrivateFunds::are_many(y) ? round_view(y, p, size) : RoundView{};
        talk_about(asking, size, view, met, application, desk);
    }
    return end_application(application, desk);
}

void apply_founders(const Year& y, const Areas& areas, Desk& desk, Institutions& in, const Accounts& accounts) {
    EquityDesk& equity = desk.equity;
    equity.founders.clear();
    if (!Founders::look_for_money(y)) return;
    for (int i = 0; i < static_cast<int>(in.founders.waiting.size()); ++i) {
        Venture venture;
        if (!in.founders.weigh(y, areas, desk.roll, desk.ahead, in.founders.waiting[i], venture)) continue;
        const Firms& f = in.founders.firm();
        const Support support = support_for(in, y, f, accounts, Founders::row);
        Applicant firm;
        firm.weight = f.weight[Founders::row];
        firm.perceived_sd = venture.log_sd;
        firm.private_u = venture.private_u;
        const Asking asking{y, f, Founders::row, firm, support, in.private_funds, venture.standing};
        int met = 0;
        Application application = begin_application(asking, equity, met);
        application.place = venture.place;
        talk_about(asking, venture.expansion, venture.view, met, application, equity);
        equity.founders.push_back({i, end_application(application, equity)});
    }
}

namespace {

// The part of the firm that a round bought: its lead's terms.
double stake_in(const EquityDesk& desk, const Application& application, const RoundResult& round) {
    for (int t = application.first_talk; t < application.first_talk + application.talks; ++t) {
        const Talk& talk = desk.demand.talks[t];
        if (talk.fund == round.lead && talk.size == round.size) return desk.terms[t].stake;
    }
    return 0;
}

void note_founders(const EquityDesk& desk, Founders& founders, const Recorder& record) {
    founders.financed.clear();
    founders.tickets.clear();
    for (const PendingFounder& pending : desk.founders) {
        const RoundResult& round = desk.rounds.of[pending.application];
        const Application& application = desk.demand.applications[pending.application];
        record.add(Institution::investors_applications, application.weight);
        record.add(Institution::investors_asked_meur, desk.demand.sizes[application.first_size].need);
        if (round.size < 0) record.add(Institution::investors_declined, application.weight);
        if (round.size < 0) continue;
        Founder& who = founders.waiting[pending.place];
        who.is_done = true;
        FinancedFounder financed;
        financed.who = who;
        financed.private_meur = round.private_meur;
        financed.public_meur = round.public_meur;
        financed.stake = stake_in(desk, application, round);
        financed.log_sd = desk.applicants[pending.application].perceived_sd;
        financed.first_ticket = static_cast<int>(founders.tickets.size());
        financed.tickets = round.tickets;
        const auto first = desk.rounds.tickets.begin() + round.first_ticket;
        founders.tickets.insert(founders.tickets.end(), first, first + round.tickets);
        founders.financed.push_back(financed);
    }
}

const WeighedExpansion* financed_size(const EquityDesk& desk, const EquityRounds& rounds, int application) {
    const RoundResult& round = rounds.of[application];
    return round.size < 0 ? nullptr : &desk.sizes[desk.demand.applications[application].first_size + round.size];
}

// What the public fund's money did to one application, where `own` is what the firm builds without investors.
Additionality additionality_of(const EquityDesk& desk, int application, const std::optional<WeighedExpansion>& own) {
    const auto outlay_of = [&](const WeighedExpansion* size) {
        if (size) return size->choice.outlay;
        return own ? own->choice.outlay : 0;
    };
    const RoundResult& with = desk.rounds.of[application];
    const RoundResult& without = desk.without_fund.of[application];
    WithAndWithout round;
    round.ticket = with.public_meur;
    round.outlay_with = outlay_of(financed_size(desk, desk.rounds, application));
    round.outlay_without = outlay_of(financed_size(desk, desk.without_fund, application));
    round.private_with = with.private_meur;
    round.private_without = without.private_meur;
    return additionality(round);
}

// Of the year cleared with the public fund and without it.
void count_market_additionality(const EquityDesk& desk, Fund& fund, const Recorder& record) {
    for (const PendingFounder& pending : desk.founders)
        count_additionality(fund, additionality_of(desk, pending.application, {}), record);
    for (const Pending& pending : desk.pending)
        if (pending.application >= 0)
            count_additionality(fund, additionality_of(desk, pending.application, pending.own), record);
}

// Why an application became no round, as far as it came.
Institution refusal_of(const EquityDesk& desk, std::size_t application) {
    switch (desk.rounds.of[application].end) {
    case RoundEnd::nobody_met:
        return desk.meetings[application] == 0 ? Institution::investors_refused_fit
                                               : Institution::investors_refused_by_owners;
    case RoundEnd::not_liked: return Institution::investors_refused_return;
    case RoundEnd::no_deal_left: return Institution::investors_refused_slots;
    case RoundEnd::no_powder:
    case RoundEnd::not_filled:
    case RoundEnd::closed: break;
    }
    return Institution::investors_refused_powder;
}

} // namespace

void raise_equity(const Year& y, Institutions& in, const Accounts& accounts, EquityDesk& desk, const Recorder& record) {
    PrivateFunds& funds = in.private_funds;
    funds.offer(y, desk.supply.funds);
    desk.supply.fund = {};
    if (y.scenario.secfund.enabled) desk.supply.fund = in.fund.offer(y, accounts);
    clear_equity(desk.demand, desk.supply, desk.memory, desk.rounds);
    note_founders(desk, in.founders, record);
    for (std::size_t i = 0; i < std::min(desk.met.size(), funds.funds.size()); ++i)
        funds.funds[i].now.applications += desk.met[i];
    double public_meur = 0;
    for (std::size_t i = 0; i < desk.rounds.of.size(); ++i) {
        const RoundResult& round = desk.rounds.of[i];
        const double weight = desk.demand.applications[i].weight;
        const bool closed = round.end == RoundEnd::closed;
        public_meur += round.public_meur;
        funds.applications += weight;
        funds.rounds += closed ? weight : 0;
        funds.declined += !closed && desk.declined[i] ? weight : 0;
        if (!closed && PrivateFunds::are_many(y)) record.add(refusal_of(desk, i), weight);
    }
    if (public_meur <= 0) return;
    desk.supply.fund = {}; // the same year, without it
    clear_equity(desk.demand, desk.supply, desk.memory, desk.without_fund);
    count_market_additionality(desk, in.fund, record);
}

std::optional<Financed> financed_by(const Year& y, const PrivateFunds& funds, const EquityDesk& desk,
                                    const Pending& pending) {
    if (pending.application < 0) return {};
    const RoundResult& round = desk.rounds.of[pending.application];
    if (round.size < 0) return {};
    const Application& application = desk.demand.applications[pending.application];
    const Applicant& firm = desk.applicants[pending.application];
    Financed financed;
    financed.expansion = desk.sizes[application.first_size + round.size];
    Funding& funding = financed.expansion.funding;
    funding.private_equity = round.private_meur;
    funding.fund = round.public_meur;
    funding.foreign = is_abroad(y, funds, round.lead) && pending.investors == Investors::abroad_unscreened;
    funding.complete = true;
    PrivateRound& its = financed.round;
    its.tickets = std::span(desk.rounds.tickets).subspan(round.first_ticket, round.tickets);
    its.need = funding.equity_needed;
    its.log_sd = firm.perceived_sd;
    its.cover = firm.cover;
    its.stake = stake_in(desk, application, round);
    funding.stake = its.stake;
    funding.lead = round.lead;
    return financed;
}

AskedFunds asked_funds(const Year& y, const PrivateFunds& funds, const Firms& f, const EquityDesk& desk,
                       const Pending& pending) {
    AskedFunds asked;
    int may = 0;
    for (int fund = 0; fund < static_cast<int>(funds.funds.size()); ++fund) {
        const Reach reach = funds.reach(y, fund, f.area[pending.row], holds(funds, fund, f, pending.row));
        const bool stopped = is_stopped(y, funds, fund, pending.investors);
        asked.investing += reach != Reach::does_not_invest;
        asked.looked_elsewhere += reach == Reach::looks_elsewhere;
        asked.barred += reach == Reach::may_not || (reach == Reach::may && stopped);
        may += reach == Reach::may && !stopped;
    }
    asked.met = std::min(may, y.scenario.private_funds.meetings);
    asked.refused = desk.declined[pending.application] != 0;
    const RoundResult& round = desk.rounds.of[pending.application];
    asked.end = round.end;
    asked.funds = round.tickets;
    asked.private_meur = round.private_meur;
    asked.secfund_meur = round.public_meur;
    asked.stake = stake_in(desk, desk.demand.applications[pending.application], round);
    return asked;
}

} // namespace drumbeat
