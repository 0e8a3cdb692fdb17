// SPDX-License-Identifier: Apache-2.0
#include "agents/equity_market.hpp"

#include <algorithm>
#include <tuple>

namespace drumbeat {

namespace {

constexpr double rounding = 1e-9; // meur

struct Clearing {
    const EquityDemand& demand;
    const EquitySupply& supply;
    EquityMemory& memory;
    EquityRounds& rounds;
};

const Application& applicant_of(const Clearing& c, int talk) { return c.demand.applications[c.memory.applicant[talk]]; }

const Talk& talk_at(const Clearing& c, int talk) { return c.demand.talks[talk]; }

// The talk that an applicant asks for, or holds.
int asked_by(const Clearing& c, int application) { return c.memory.order[c.memory.asks[application]]; }

const RoundSize& size_of(const Clearing& c, int talk) {
    return c.demand.sizes[applicant_of(c, talk).first_size + talk_at(c, talk).size];
}

// A row of less than one firm takes less than a deal.
bool has_deal(double deals, double weight) { return deals >= std::min(1.0, weight); }

// What the public fund would bring to a round with the cash that it has; 0 below its smallest ticket.
double public_ticket(const RoundSize& size, const Application& a, const PublicOffer& fund, double cash, double deals) {
    if (!a.has_public && !has_deal(deals, a.weight)) return 0;
    const double available = a.has_public ? cash : cash - fund.reserved;
    const double ticket = std::min(size.public_most, available / a.weight);
    return ticket > 0 && ticket >= fund.ticket_min ? a.weight * ticket : 0;
}

double hoped_for(const Clearing& c, int talk) {
    const PublicOffer& fund = c.supply.fund;
    return public_ticket(size_of(c, talk), applicant_of(c, talk), fund, fund.cash, fund.deals);
}

double liked(const Clearing& c, int talk, double public_meur) {
    return talk_at(c, talk).liking + (public_meur > 0 ? c.supply.fund.liking : 0);
}

// What a fund would carry as lead, were it to have money enough: not below its smallest ticket.
double lead_ticket(const Clearing& c, int talk, double public_meur) {
    const double rest = size_of(c, talk).need - public_meur;
    const double most = applicant_of(c, talk).weight * talk_at(c, talk).most;
    return std::min(rest, most);
}

double least_ticket(const Clearing& c, int talk) {
    const FundOffer& fund = c.supply.funds[talk_at(c, talk).fund];
    return applicant_of(c, talk).weight * fund.ticket_min;
}

void put_in_order(const Clearing& c) {
    EquityMemory& m = c.memory;
    const std::size_t talks = c.demand.talks.size();
    m.order.resize(talks);
    m.applicant.resize(talks);
    m.is_struck.assign(talks, 0);
    const auto place = [&](int talk) {
        const Talk& t = talk_at(c, talk);
        return std::tuple(t.size, t.stake, t.race, c.supply.funds[t.fund].key);
    };
    const auto asked_before = [&](int a, int b) { return place(a) < place(b); };
    for (std::size_t i = 0; i < c.demand.applications.size(); ++i) {
        const Application& a = c.demand.applications[i];
        const auto first = m.order.begin() + a.first_talk;
        for (int t = 0; t < a.talks; ++t) {
            first[t] = a.first_talk + t;
            m.applicant[a.first_talk + t] = static_cast<int>(i);
        }
        std::sort(first, first + a.talks, asked_before);
    }
}

// What keeps a fund from leading a round even where nobody else asks it; `closed`: nothing.
RoundEnd obstacle_to(const Clearing& c, int talk, double public_meur) {
    const FundOffer& fund = c.supply.funds[talk_at(c, talk).fund];
    if (liked(c, talk, public_meur) < 0) return RoundEnd::not_liked;
    if (fund.powder <= 0 || fund.powder < least_ticket(c, talk)) return RoundEnd::no_powder;
    return has_deal(fund.deals, applicant_of(c, talk).weight) ? RoundEnd::closed : RoundEnd::no_deal_left;
}

// The next talk that can lead somewhere, from where the applicant stands; false: there is none.
bool asks_somebody(const Clearing& c, int application) {
    const Application& a = c.demand.applications[application];
    int& place = c.memory.asks[application];
    RoundEnd& end = c.rounds.of[application].end;
    for (; place < a.first_talk + a.talks; ++place) {
        const int talk = c.memory.order[place];
        if (c.memory.is_struck[talk]) continue;
        const double public_meur = hoped_for(c, talk);
        if (lead_ticket(c, talk, public_meur) < least_ticket(c, talk)) continue;
        const RoundEnd obstacle = obstacle_to(c, talk, public_meur);
        if (obstacle == RoundEnd::closed) return true;
        end = std::max(end, obstacle);
    }
    return false;
}

// Who is not held asks the next; returns whether anybody did. Talks that are held or asked for are in the inbox then.
bool ask(const Clearing& c) {
    EquityMemory& m = c.memory;
    bool somebody = false;
    m.inbox.clear();
    for (int a = 0; a < static_cast<int>(m.asks.size()); ++a) {
        if (!m.is_held[a] && !asks_somebody(c, a)) continue;
        somebody = somebody || !m.is_held[a];
        m.inbox.push_back(asked_by(c, a));
    }
    return somebody;
}

// Talks of each fund together, the best liked first.
void rank_inbox(const Clearing& c) {
    const auto place = [&](int talk) {
        const double public_meur = hoped_for(c, talk);
        const double liking = liked(c, talk, public_meur);
        return std::tuple(talk_at(c, talk).fund, -liking, applicant_of(c, talk).key);
    };
    auto& inbox = c.memory.inbox;
    std::sort(inbox.begin(), inbox.end(), [&](int a, int b) { return place(a) < place(b); });
}

// What a fund has left for talks that it likes less.
struct Left {
    double deals = 0;
    double powder = 0;
};

// Whether a fund keeps a talk, and what keeps it from that.
void look_at(const Clearing& c, int talk, const Left& left) {
    EquityMemory& m = c.memory;
    const int a = m.applicant[talk];
    const bool has_powder = left.powder > 0 && left.powder >= least_ticket(c, talk);
    m.is_held[a] = has_powder && has_deal(left.deals, c.demand.applications[a].weight);
    const double wanted = lead_ticket(c, talk, hoped_for(c, talk));
    m.planned[a] = std::min(wanted, std::max(left.powder, 0.0));
    if (m.is_held[a]) return;
    RoundEnd& end = c.rounds.of[a].end;
    end = std::max(end, has_powder ? RoundEnd::no_deal_left : RoundEnd::no_powder);
    ++m.asks[a];
}

// Funds look at what is in the inbox, the best liked first: what would take more than is left is turned down. What
// stands before in the order counts whether or not it is kept, so that more applicants never make one more welcome.
void answer(const Clearing& c) {
    rank_inbox(c);
    Left left;
    int fund = -1;
    for (const int talk : c.memory.inbox) {
        if (talk_at(c, talk).fund != fund) {
            fund = talk_at(c, talk).fund;
            left = {c.supply.funds[fund].deals, c.supply.funds[fund].powder};
        }
        look_at(c, talk, left);
        left.deals -= applicant_of(c, talk).weight;
        left.powder -= lead_ticket(c, talk, hoped_for(c, talk));
    }
}

void find_leads(const Clearing& c) {
    EquityMemory& m = c.memory;
    const std::size_t count = c.demand.applications.size();
    m.asks.resize(count);
    m.planned.assign(count, 0);
    m.is_held.assign(count, 0);
    for (std::size_t i = 0; i < count; ++i) m.asks[i] = c.demand.applications[i].first_talk;
    while (ask(c)) answer(c);
}

// What leads mean to carry is theirs; the rest of each fund is there for others.
void reserve(const Clearing& c) {
    EquityMemory& m = c.memory;
    m.deals.clear();
    m.powder.clear();
    for (const FundOffer& fund : c.supply.funds) {
        m.deals.push_back(fund.deals);
        m.powder.push_back(fund.powder);
    }
    m.in_line.clear();
    for (int a = 0; a < static_cast<int>(m.asks.size()); ++a)
        if (m.is_held[a]) m.in_line.push_back(a);
    const auto served_before = [&](int a, int b) {
        const Application& one = c.demand.applications[a];
        const Application& other = c.demand.applications[b];
        if (one.place != other.place) return one.place < other.place;
        return one.key < other.key;
    };
    std::sort(m.in_line.begin(), m.in_line.end(), served_before);
    for (const int a : m.in_line) {
        const int fund = c.demand.talks[asked_by(c, a)].fund;
        m.deals[fund] -= c.demand.applications[a].weight;
        m.powder[fund] -= m.planned[a];
    }
}

// A fund puts in what it can of the rest of a round; `own`: what is reserved of its money for it.
double carry(const Clearing& c, int talk, double rest, double own) {
    const int fund = talk_at(c, talk).fund;
    const double available = own + c.memory.powder[fund];
    const double most = applicant_of(c, talk).weight * talk_at(c, talk).most;
    const double ticket = std::min({rest, most, available});
    if (ticket <= 0 || ticket < least_ticket(c, talk)) return 0;
    c.memory.powder[fund] = available - ticket;
    c.rounds.tickets.push_back({fund, ticket});
    return ticket;
}

// Other funds that like the round take what its lead leaves, in the order in which the owners would ask them. Returns
// what they leave.
double follow(const Clearing& c, const Application& a, int lead, double public_meur, double rest) {
    for (int i = a.first_talk; i < a.first_talk + a.talks && rest > rounding; ++i) {
        const int talk = c.memory.order[i];
        const Talk& other = talk_at(c, talk);
        if (talk == lead || other.size != talk_at(c, lead).size || liked(c, talk, public_meur) < 0) continue;
        if (!has_deal(c.memory.deals[other.fund], a.weight)) continue;
        const double ticket = carry(c, talk, rest, 0);
        if (ticket > 0) c.memory.deals[other.fund] -= a.weight;
        rest -= ticket;
    }
    return rest;
}

void strike_size(const Clearing& c, const Application& a, int size) {
    for (int t = a.first_talk; t < a.first_talk + a.talks; ++t)
        if (talk_at(c, t).size == size) c.memory.is_struck[t] = 1;
}

bool ends(RoundResult& round, RoundEnd end) {
    round.end = std::max(round.end, end);
    return false;
}

// Who puts how much into the round that an applicant has a lead for. False where it does not come about: then it is
// struck out.
bool fill(const Clearing& c, int application, double public_meur) {
    EquityMemory& m = c.memory;
    const Application& a = c.demand.applications[application];
    RoundResult& round = c.rounds.of[application];
    const int lead = asked_by(c, application);
    if (liked(c, lead, public_meur) < 0) { // it had counted on the public fund
        m.is_struck[lead] = 1;
        return ends(round, RoundEnd::not_liked);
    }
    round.first_ticket = static_cast<int>(c.rounds.tickets.size());
    double rest = size_of(c, lead).need - public_meur;
    rest -= carry(c, lead, rest, m.planned[application]);
    if (rest > rounding) rest = follow(c, a, lead, public_meur, rest);
    if (rest <= rounding) return true;
    strike_size(c, a, talk_at(c, lead).size);
    c.rounds.tickets.resize(round.first_ticket);
    return ends(round, RoundEnd::not_filled);
}

void note_closed(const Clearing& c, int application, double public_meur) {
    RoundResult& round = c.rounds.of[application];
    const int lead = asked_by(c, application);
    round.size = talk_at(c, lead).size;
    round.lead = talk_at(c, lead).fund;
    round.private_meur = size_of(c, lead).need - public_meur;
    round.public_meur = public_meur;
    round.tickets = static_cast<int>(c.rounds.tickets.size()) - round.first_ticket;
    round.end = RoundEnd::closed;
}

// Rounds with a lead, in the public fund's order. False where one did not come about: then all begin anew without it.
bool close_rounds(const Clearing& c) {
    reserve(c);
    c.rounds.tickets.clear();
    const PublicOffer& fund = c.supply.fund;
    Left left{fund.deals, fund.cash};
    bool all = true;
    for (const int a : c.memory.in_line) {
        const Application& application = c.demand.applications[a];
        const RoundSize& size = size_of(c, asked_by(c, a));
        const double public_meur = public_ticket(size, application, fund, left.powder, left.deals);
        if (!fill(c, a, public_meur)) {
            all = false;
            continue;
        }
        note_closed(c, a, public_meur);
        left.powder -= public_meur;
        if (public_meur > 0 && !application.has_public) left.deals -= application.weight;
    }
    return all;
}

} // namespace

int those_met(std::span<Encounter> encounters, int most) {
    const auto before = [](const Encounter& a, const Encounter& b) {
        if (a.race != b.race) return a.race < b.race;
        return a.fund_key < b.fund_key;
    };
    const int count = std::min(most, static_cast<int>(encounters.size()));
    std::partial_sort(encounters.begin(), encounters.begin() + count, encounters.end(), before);
    return count;
}

void clear_equity(const EquityDemand& demand, const EquitySupply& supply, EquityMemory& memory, EquityRounds& rounds) {
    const Clearing c{demand, supply, memory, rounds};
    rounds.of.clear();
    rounds.of.resize(demand.applications.size());
    put_in_order(c);
    do {
        for (RoundResult& round : rounds.of)
            round = {.end = round.end == RoundEnd::closed ? RoundEnd::nobody_met : round.end};
        find_leads(c);
    } while (!close_rounds(c));
}

} // namespace drumbeat
