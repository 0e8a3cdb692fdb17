// SPDX-License-Identifier: Apache-2.0
#include "sim/firm/finance.hpp"

#include <algorithm>
#include <cmath>

namespace drumbeat {

namespace {

bool from_abroad(const Run& run, Row row) {
    const double share = run.scenario.foreign_investors.share;
    return share > 0 &&
           draw(draws::from_abroad, run.world.streams, in_year(run.world.firms, row, run.calendar)) < share;
}

// What the state pays before anybody else is asked.
Funding public_part(const Run& run, const Applicant& firm, double outlay) {
    const Scenario& s = run.scenario;
    const World& w = run.world;
    Funding funding;
    if (run.policy && s.subsidy.rate > 0) funding.subsidy = std::min(s.subsidy.rate * outlay, w.subsidy_cash);
    if (w.firms.chosen[firm.row])
        funding.participation =
            std::min({s.economic_affairs.participation * outlay, w.participation_cash, outlay - funding.subsidy});
    return funding;
}

// The fund and private investors on identical terms: all that is still needed, or nothing.
void raise_equity(const Run& run, const Applicant& firm, double need, Funding& funding) {
    const Scenario& s = run.scenario;
    const World& w = run.world;
    if (!equity_is_open(run)) return;
    const double weight = w.firms.weight[firm.row];
    double ticket = 0;
    if (s.secfund.enabled && firm.excess_return + s.private_investors.hurdle >= s.secfund.minimum_return)
        ticket = weight * fund_ticket(run.prepared.fund, need / weight, w.accounts.fund_cash() / weight);
    const double rest = need - ticket;
    funding.fund_offer = ticket;
    if (rest > weight * s.private_investors.ticket_max_meur) return;
    const InvestorView view{firm.cover, ticket > 0, w.firms.perceived_sd[firm.row], firm.excess_return};
    funding.acceptance = acceptance_probability(run.prepared.taste, view);
    if (firm.private_u >= funding.acceptance) return;
    if (from_abroad(run, firm.row)) {
        const ForeignInvestors& foreign = s.foreign_investors;
        const FirmInYear now = in_year(w.firms, firm.row, run.calendar);
        if (foreign.screening && draw(draws::screening, w.streams, now) >= foreign.pass) {
            funding.screened = rest;
            return;
        }
        funding.foreign = !foreign.screening;
    }
    funding.private_equity = rest;
    funding.fund = ticket;
}

// Money in, and money out to who builds.
void pay_for(World& w, Row r, const Choice& choice, const Funding& funding) {
    const double equity = funding.private_equity + funding.fund + funding.participation;
    Sheet change;
    change.cash = funding.bank + equity + funding.subsidy - choice.outlay;
    change.book = choice.outlay;
    change.debt = funding.bank;
    change.equity = equity + funding.subsidy;
    w.accounts.post(r, change,
                    {{Sector::banks, Sector::firms, Purpose::loan, funding.bank},
                     {Sector::private_investors, Sector::firms, Purpose::equity, funding.private_equity},
                     {Sector::fund, Sector::firms, Purpose::equity, funding.fund},
                     {Sector::ministry, Sector::firms, Purpose::subsidy, funding.subsidy},
                     {Sector::ministry, Sector::firms, Purpose::equity, funding.participation},
                     {Sector::firms, Sector::suppliers, Purpose::expansion, choice.outlay}});
    w.subsidy_cash -= funding.subsidy;
    w.participation_cash -= funding.participation;
}

// Who holds a part of the firm from now on.
void take_stakes(World& w, Row r, const Funding& funding) {
    Firms& f = w.firms;
    if (funding.foreign && funding.private_equity > 0) f.foreign_owned[r] = 1;
    if (funding.fund > 0) w.stakes.push_back({r, w.year, funding.fund});
    if (funding.participation > 0) w.stakes.push_back({r, w.year, funding.participation, true, nameplate_ahead(f, r)});
}

void count_investment(World& w, Row r, const Choice& choice, const Funding& funding, bool to_order) {
    Totals& t = w.totals;
    t.count(w.firms, r, &GroupTotals::investment, choice.outlay);
    t.investment += choice.outlay;
    t.own += funding.own;
    t.bank += funding.bank;
    t.private_equity += funding.private_equity;
    t.fund += funding.fund;
    t.subsidy += funding.subsidy;
    t.public_money += funding.subsidy;
    t.participation += funding.participation;
    if (to_order) t.contract_triggered += choice.outlay;
}

} // namespace

double interest_rate(const Run& run, Row r) {
    const Finance& finance = run.scenario.finance;
    const double sd = run.world.firms.perceived_sd[r];
    return finance.interest + finance.volatility_spread * sd * sd;
}

double reserve_of(const Run& run, Row r) {
    const Firms& f = run.world.firms;
    return run.scenario.finance.cash_reserve_months / 12 * (1 - f.margin[r]) * std::max(f.turnover[r], .5 * f.size[r]);
}

double earnings_of(const Run& run, Row r) {
    const Firms& f = run.world.firms;
    return run.simulated == 0 ? f.margin[r] * f.size[r] : f.margin_earned[r];
}

bool equity_is_open(const Run& run) { return run.policy && run.scenario.private_investors.enabled; }

Applicant applicant(const Run& run, Row r, double backlog, double cover, double excess_return) {
    const Firms& f = run.world.firms;
    const auto luck = drawn_with(draws::bank_refusal, run.world.streams, in_year(f, r, run.calendar));
    Applicant firm;
    firm.row = r;
    firm.cover = cover;
    firm.excess_return = excess_return;
    firm.cash_free = std::max(0.0, run.world.accounts.cash(r) - reserve_of(run, r));
    const double capital = f.capital_per_output[r] * f.capacity[r];
    firm.bank_room = borrowing_room(
        run.prepared.bank, {earnings_of(run, r), capital, backlog, run.world.accounts.debt(r), interest_rate(run, r)});
    firm.refused_by_bank = luck[draws::bank_refusal] < run.scenario.finance.rejection;
    firm.private_u = luck[draws::investor];
    return firm;
}

Funding funding_of(const Run& run, const Applicant& firm, double outlay) {
    const Scenario& s = run.scenario;
    Funding funding = public_part(run, firm, outlay);
    double need = outlay - funding.subsidy - funding.participation;
    funding.own = std::min(need, firm.cash_free);
    need -= funding.own;
    if (!s.finance.limited) {
        funding.bank = need;
        funding.complete = true;
        return funding;
    }
    if (!firm.refused_by_bank) funding.bank = std::min(need, firm.bank_room);
    need -= funding.bank;
    funding.equity_needed = need > 1e-9 ? need : 0;
    if (need > 1e-9) raise_equity(run, firm, need, funding);
    funding.complete = need - funding.private_equity - funding.fund <= 1e-9;
    return funding;
}

// Expected internal rate of return less the private hurdle, from the values at the firm's hurdle and at the investors'.
double excess_return(const Run& run, Prospect p, const Choice& choice) {
    const double private_hurdle = run.scenario.private_investors.hurdle - run.scenario.investment.inflation;
    const double here = maths::log(std::max(choice.value, 1e-9) / choice.cost), from = p.hurdle;
    p.hurdle = std::abs(private_hurdle - from) < 1e-3 ? private_hurdle + .02 : private_hurdle;
    const double there =
        maths::log(std::max(expansion_value(p, choice.expansion, *run.prepared.sales), 1e-9) / choice.cost);
    const double slope = (there - here) / (p.hurdle - from);
    const double irr = slope < -1e-9 ? from - here / slope : from;
    return std::clamp(irr - private_hurdle, -.5, .5);
}

void build(Run& run, Row r, const Choice& choice, const Funding& funding, int lag, bool to_order) {
    World& w = run.world;
    Firms& f = w.firms;
    pay_for(w, r, choice, funding);
    f.pipeline[r][lag] += choice.expansion;
    f.invested[r] += choice.outlay;
    take_stakes(w, r, funding);
    count_investment(w, r, choice, funding, to_order);
    run.record.note(f.segment[r], r, EventKind::investment, choice.outlay);
}

} // namespace drumbeat
