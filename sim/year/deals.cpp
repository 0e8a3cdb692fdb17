// SPDX-License-Identifier: Apache-2.0
#include "sim/year/deals.hpp"

#include <algorithm>

namespace drumbeat {

namespace {

double part_or_missing(double part) { return part > 0 ? part : missing; }

// The shares of the round that SecFund knows of, where shares decide what stakes bring.
const Round* latest_round(const Year& y, const Fund& fund, Row r) {
    if (fund.rounds.empty()) return nullptr;
    const Round& latest = fund.rounds.back();
    return latest.row == r && latest.year == y.simulated ? &latest : nullptr;
}

bool have_tickets(const Year& y, const Funding& funding) { return PrivateFunds::are_many(y) && funding.lead >= 0; }

} // namespace

void note_money(const Year& y, const Fund& fund, const Firms& f, Row r, const Funding& funding,
                const Recorder& record) {
    if (!record.keeps_investors()) return;
    const Round* const round = latest_round(y, fund, r);
    const auto note = [&](int investor, DealKind kind, double meur, double stake) {
        if (meur > 0) record.note(f.area[r], r.number, {investor, kind, meur, part_or_missing(stake)});
    };
    note(no_investor, DealKind::bank, funding.bank, 0);
    if (!have_tickets(y, funding))
        note(no_investor, DealKind::lead, funding.private_equity, round ? round->investors_share : 0);
    note(secfund_row, DealKind::secfund, funding.fund, round ? round->fund_share : 0);
}

void note_tickets(const Year& y, const PrivateFunds& funds, const Firms& f, Row r, const PrivateRound& round,
                  const Recorder& record) {
    if (!record.keeps_investors() || !PrivateFunds::are_many(y)) return;
    DealKind kind = DealKind::lead;
    for (const Ticket& ticket : round.tickets) {
        const int number = funds.funds[ticket.fund].number;
        const int investor = record.row_of_fund(number);
        const double stake = round.stake * ticket.meur / round.need;
        record.note(f.area[r], r.number, {investor, kind, ticket.meur, part_or_missing(stake)});
        kind = DealKind::follow;
    }
}

namespace {

void note_one_declined(const EquityDesk& desk, int application, Area area, int firm, const Recorder& record) {
    if (application < 0 || !desk.declined[application]) return;
    if (desk.rounds.of[application].end == RoundEnd::closed) return;
    const int largest = desk.demand.applications[application].first_size;
    const double asked = desk.demand.sizes[largest].need;
    record.note(area, firm, {no_investor, DealKind::declined, asked});
}

} // namespace

void note_declined(const EquityDesk& desk, const Founders& founders, const Firms& f, const Recorder& record) {
    if (!record.keeps_investors()) return;
    for (const Pending& pending : desk.pending) {
        const Row r = pending.row;
        note_one_declined(desk, pending.application, f.area[r], r.number, record);
    }
    for (const PendingFounder& pending : desk.founders) {
        const Founder& who = founders.waiting[pending.place];
        note_one_declined(desk, pending.application, who.area, -1, record);
    }
}

namespace {

// A stake that was sold for what it brought at last, or is lost with its firm.
void note_end(const Firms& f, int investor, const EndedStake& end, const Recorder& record) {
    Deal deal;
    deal.investor = investor;
    deal.kind = end.is_sold ? DealKind::exit : DealKind::write_off;
    deal.amount_meur = end.is_sold ? end.last : std::max(0.0, end.cost - end.received);
    deal.stake = part_or_missing(end.stake);
    deal.multiple = end.cost > 0 ? end.received / end.cost : missing;
    record.note(f.area[end.row], end.row.number, deal);
}

} // namespace

void note_ended(const PrivateFunds& funds, const Fund& fund, const Firms& f, const Recorder& record) {
    if (!record.keeps_investors()) return;
    for (const EndedStake& end : funds.ended) {
        const int number = funds.funds[end.fund].number;
        note_end(f, record.row_of_fund(number), end, record);
    }
    for (const EndedStake& end : fund.ended) note_end(f, secfund_row, end, record);
}

} // namespace drumbeat
