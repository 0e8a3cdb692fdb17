// SPDX-License-Identifier: Apache-2.0
// invest: each firm replaces what wears out, weighs expansions under its rule, and looks for money in pecking order.
#include "sim/phases.hpp"

#include "agents/appraisal.hpp"

#include <algorithm>
#include <cmath>

namespace drumbeat {

namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

double nameplate_ahead(const Firms& f, std::size_t r) {
    double sum = f.capacity[r];
    for (const double arriving : f.pipeline[r]) sum += arriving;
    return sum;
}

// Expected exports relative to their mean `years` ahead, their log variance, and what an innovation does to them.
struct ExportView {
    double mean, variance, shift;
};
ExportView exports_ahead(const Run& run, std::size_t r, int years) {
    const Firms& f = run.world.firms;
    const Segment& segment = run.scenario().segments[at(f.segment[r])];
    const SegmentTables& t = run.prepared.segments[at(f.segment[r])];
    const double growth = t.export_growth_sd;
    switch (f.expectation[r]) {
    case Expectation::rational: {
        double fade = 1;
        for (int i = 0; i < years; ++i) fade *= segment.export_phi;
        const double sx = t.export_sx;
        return {maths::exp(fade * sx * f.export_x[r] - .5 * sx * sx * fade * fade), sx * sx * (1 - fade * fade),
                fade * sx * std::sqrt(1 - segment.export_phi * segment.export_phi)};
    }
    case Expectation::adaptive:
        return {f.export_smoothed[r], years == 0 ? 0 : growth * growth, run.scenario().beliefs.gain * growth};
    case Expectation::naive: break;
    }
    return {f.export_level[r], years * growth * growth, growth};
}

// Expected load of the plant in each production year, its risk, and what an innovation does to it (mechanisms 1, 2).
void forecast_load(Run& run, int row) {
    Firms& f = run.world.firms;
    const auto r = at(row);
    const Scenario& s = run.scenario();
    const int segment = f.segment[r];
    const Segment& area = s.segments[at(segment)];
    const FirmClass& c = run.prepared.firm_class(f.size_class[r]);
    Scratch& scratch = run.scratch;
    const Outlook& o = scratch.outlook[at(segment)][static_cast<std::size_t>(f.expectation[r])][static_cast<std::size_t>(reader_of(run, row))];
    const Beliefs& beliefs = s.beliefs;
    const double plan_now = area.addressable_share * run.plan(segment);
    const double prior_open = beliefs.share_prior_years * plan_now;
    const double weight = prior_open + f.share_open[r];
    const double share = weight > 0 ? (prior_open * f.prior_share[r] + f.share_won[r]) / weight : 0;
    const double price = price_of(run, row, 0, 0);
    const int years = s.investment.appraisal_years, lead = area.orders.lead_years;
    const auto width = at(scratch.contract_horizon);
    scratch.load.resize(at(years + 1)), scratch.load_sd.resize(at(years + 1)), scratch.shift.resize(at(years + 1));
    const double sustained = f.sustainment_share[r] * area.sustainment_meur;
    for (int m = 0; m <= years; ++m) {
        const ExportView exports = exports_ahead(run, r, m);
        const double own = f.exports[r] * exports.mean, other = own + sustained;
        const int n = m - lead;
        if (n <= 0) { // already ordered, or ordered this year
            const double ordered = f.due[r][at(m)] + (m == 0 ? f.late_volume[r] : 0);
            const double total = ordered + other;
            const double e = total > 0 ? own / total : 0;
            scratch.load[at(m)] = total;
            scratch.load_sd[at(m)] = m == 0 ? 0 : e * std::sqrt(exports.variance);
            scratch.shift[at(m)] = e * exports.shift;
            continue;
        }
        const auto i = at(n);
        double contracted[2] = {0, 0};
        for (int group = 0; group < 2; ++group)
            if (n < scratch.contract_horizon)
                contracted[group] = scratch.contracted[group][r * width + i] * scratch.survival[at(segment)][i] * o.mean_floor[group][i];
        const double open = share * o.mean[i] * scratch.open_ahead[at(segment)][i] / price;
        const double total = contracted[0] + contracted[1] + open + other;
        scratch.load[at(m)] = total;
        if (total <= 0) {
            scratch.load_sd[at(m)] = scratch.shift[at(m)] = 0;
            continue;
        }
        const double common = (contracted[0] * o.sd_floor[0][i] + contracted[1] * o.sd_floor[1][i] + open * o.sd[i]) / total;
        const double of_share = open / total * c.share_sd, of_exports = own / total;
        scratch.load_sd[at(m)] =
            std::sqrt(common * common + of_share * of_share + of_exports * of_exports * exports.variance);
        const double stream_part = (contracted[0] + open + contracted[1] * (o.mean[i] > area.orders.minimum_quantity ? 1 : 0)) / total;
        const double stream_shift = stream_part * o.innovation_sd * o.pass[i], export_shift = of_exports * exports.shift;
        scratch.shift[at(m)] = std::sqrt(stream_shift * stream_shift + export_shift * export_shift);
    }
    const auto next = at(std::min(lead + 1, years));
    f.forecast[r] = scratch.load[next], f.perceived_sd[r] = scratch.load_sd[next];
    if (!s.channels.utilisation) std::fill(scratch.load_sd.begin(), scratch.load_sd.end(), 0.0);
}

Prospect prospect_of(const Run& run, int row) {
    const Firms& f = run.world.firms;
    const auto r = at(row);
    const Scenario& s = run.scenario();
    const int segment = f.segment[r];
    const Segment& area = s.segments[at(segment)];
    const FirmClass& c = run.prepared.firm_class(f.size_class[r]);
    Prospect p;
    p.load = run.scratch.load, p.load_sd = run.scratch.load_sd, p.shift = run.scratch.shift;
    p.lag = c.build_lag_years;
    p.capacity = nameplate_ahead(f, r);
    p.size = std::max(p.capacity, f.size[r] / s.investment.target_utilisation * (p.capacity > 0 ? .1 : 1));
    p.unit_margin = price_of(run, row, 0, 0) - unit_cost(run, row);
    p.hurdle = std::max(.001, f.hurdle[r]);
    p.depreciation = s.investment.depreciation, p.survival = s.investment.contract_survival;
    p.resale = area.technology.resale;
    p.cost = {f.capital_per_output[r], s.investment.scale_elasticity, s.investment.fixed_cost};
    p.candidates = s.investment.candidates;
    p.rule = s.channels.option_value || f.rule[r] == InvestmentRule::newsvendor ? f.rule[r] : InvestmentRule::npv;
    p.option_weight = c.option_weight;
    p.option_hazard = area.orders.cancellation * (area.weight > 0 ? 1 : 0);
    p.mean_reverting = f.expectation[r] == Expectation::rational;
    const auto size_class = static_cast<std::size_t>(f.size_class[r]);
    p.stopping = p.mean_reverting ? run.prepared.reverting[at(segment)][size_class].get() : run.prepared.martingale[size_class].get();
    const SegmentTables& t = run.prepared.segments[at(segment)];
    p.growth_sd = area.weight > 0 ? growth_sd_of(t.believed_law) : t.export_growth_sd;
    return p;
}

double interest_rate(const Run& run, std::size_t r) {
    const Finance& finance = run.scenario().finance;
    const double sd = run.world.firms.perceived_sd[r];
    return finance.interest + finance.volatility_spread * sd * sd;
}

double reserve_of(const Run& run, std::size_t r) {
    const Firms& f = run.world.firms;
    return run.scenario().finance.cash_reserve_months / 12 * (1 - f.margin[r]) * std::max(f.turnover[r], .5 * f.size[r]);
}

double earnings_of(const Run& run, std::size_t r) {
    const Firms& f = run.world.firms;
    return run.world.year == 0 ? f.margin[r] * f.size[r] : f.margin_earned[r];
}

// Planned value of call-offs still under contract.
double backlog_of(const Run& run, std::size_t r) {
    const Scratch& scratch = run.scratch;
    double sum = 0;
    for (const double money : run.world.firms.due_money[r]) sum += money;
    for (int group = 0; group < 2; ++group)
        for (int n = 1; n < scratch.contract_horizon; ++n)
            sum += scratch.contracted[group][r * at(scratch.contract_horizon) + at(n)];
    return sum;
}

struct Funding {
    double own = 0, bank = 0, private_equity = 0, fund = 0, subsidy = 0;
    bool complete = false;
};

// Own cash above the reserve, subsidy, the bank, then the fund and private investors on identical terms.
struct Financier {
    Run& run;
    int row;
    double cash_free, bank_room, cover, excess_return;
    bool refused_by_bank;
    double private_u;

    Financier(Run& run_, int row_, double excess) : run(run_), row(row_), excess_return(excess) {
        const Firms& f = run.world.firms;
        const auto r = at(row);
        const Words words = run.world.streams[at(f.segment[r])].years.block(static_cast<std::uint32_t>(f.ordinal[r]), run.calendar(), f.cohort[r], 1);
        cash_free = std::max(0.0, f.cash[r] - reserve_of(run, r));
        const double capital = f.capital_per_output[r] * f.capacity[r];
        bank_room = borrowing_room(run.prepared.bank, {earnings_of(run, r), capital, backlog_of(run, r), f.debt[r], interest_rate(run, r)});
        refused_by_bank = uniform(words.w[0]) < run.scenario().finance.rejection;
        private_u = uniform(words.w[1]);
        double sales = 0, contracted = 0;
        const Scratch& scratch = run.scratch;
        for (int m = 1; m <= 5 && m < static_cast<int>(scratch.load.size()); ++m) sales += scratch.load[at(m)];
        for (int n = 1; n < std::min(5, scratch.contract_horizon); ++n)
            for (int group = 0; group < 2; ++group) contracted += scratch.contracted[group][r * at(scratch.contract_horizon) + at(n)];
        for (const double due : f.due[r]) contracted += due;
        cover = sales > 0 ? std::min(1.0, contracted / sales) : 0;
    }

    Funding raise(double cost) const {
        const Scenario& s = run.scenario();
        const World& w = run.world;
        const auto r = at(row);
        Funding funding;
        if (run.policy() && s.subsidy.rate > 0) funding.subsidy = std::min(s.subsidy.rate * cost, w.subsidy_cash);
        double need = cost - funding.subsidy;
        if (!s.finance.limited) {
            funding.own = std::min(need, cash_free), funding.bank = need - funding.own, funding.complete = true;
            return funding;
        }
        funding.own = std::min(need, cash_free);
        need -= funding.own;
        if (!refused_by_bank) funding.bank = std::min(need, bank_room);
        need -= funding.bank;
        if (need > 1e-9) raise_equity(funding, need, r);
        funding.complete = need - funding.private_equity - funding.fund <= 1e-9;
        return funding;
    }

    void raise_equity(Funding& funding, double need, std::size_t r) const {
        const Scenario& s = run.scenario();
        const World& w = run.world;
        if (!run.policy() || !s.private_investors.enabled) return;
        const double weight = w.firms.weight[r];
        double ticket = 0;
        if (s.secfund.enabled && excess_return + s.private_investors.hurdle >= s.secfund.minimum_return)
            ticket = weight * fund_ticket(run.prepared.fund, need / weight, w.fund_cash / weight);
        const double rest = need - ticket;
        if (rest > weight * s.private_investors.ticket_max_meur) return;
        const double chance = acceptance_probability(run.prepared.taste, {cover, ticket > 0, w.firms.perceived_sd[r], excess_return});
        if (private_u >= chance) return;
        funding.private_equity = rest, funding.fund = ticket;
    }
};

// Expected internal rate of return less the private hurdle, from the values at the firm's hurdle and at the investors'.
double excess_return(const Run& run, Prospect p, const Choice& choice) {
    const double private_hurdle = run.scenario().private_investors.hurdle - run.scenario().investment.inflation;
    const double here = maths::log(std::max(choice.value, 1e-9) / choice.cost), from = p.hurdle;
    if (std::abs(private_hurdle - from) < 1e-3) return 0;
    p.hurdle = private_hurdle;
    const double there = maths::log(std::max(expansion_value(p, choice.expansion, *run.prepared.sales), 1e-9) / choice.cost);
    const double slope = (there - here) / (private_hurdle - from);
    const double irr = slope < -1e-9 ? from - here / slope : from;
    return std::clamp(irr - private_hurdle, -.5, .5);
}

void build(Run& run, int row, const Choice& choice, const Funding& funding, int lag, bool to_order) {
    World& w = run.world;
    Firms& f = w.firms;
    const auto r = at(row);
    const double equity = funding.private_equity + funding.fund;
    w.ledger.pay(Sector::banks, Sector::firms, Purpose::loan, funding.bank);
    w.ledger.pay(Sector::private_investors, Sector::firms, Purpose::equity, funding.private_equity);
    w.ledger.pay(Sector::fund, Sector::firms, Purpose::equity, funding.fund);
    w.ledger.pay(Sector::ministry, Sector::firms, Purpose::subsidy, funding.subsidy);
    w.ledger.pay(Sector::firms, Sector::suppliers, Purpose::expansion, choice.cost);
    f.cash[r] += funding.bank + equity + funding.subsidy - choice.cost;
    f.debt[r] += funding.bank;
    f.equity[r] += equity + funding.subsidy;
    f.book[r] += choice.cost;
    f.pipeline[r][at(lag)] += choice.expansion;
    f.invested[r] += choice.cost;
    w.fund_cash -= funding.fund;
    w.subsidy_cash -= funding.subsidy;
    if (funding.fund > 0) w.stakes.push_back({row, w.year, funding.fund});
    Totals& t = w.totals;
    t.investment += choice.cost, t.own += funding.own, t.bank += funding.bank;
    t.private_equity += funding.private_equity, t.fund += funding.fund, t.subsidy += funding.subsidy;
    t.public_money += funding.subsidy;
    if (to_order) t.contract_triggered += choice.cost;
    if (run.record && run.record->keep_firms)
        run.record->events.push_back({run.calendar(), f.segment[r], row, EventKind::investment, 0, choice.cost});
}

// Replaces worn capacity as far as expected load needs it, out of cash; what is not replaced is gone.
void replace_worn(Run& run, int row) {
    World& w = run.world;
    Firms& f = w.firms;
    const auto r = at(row);
    const Investment& inv = run.scenario().investment;
    const double worn = inv.depreciation * f.capacity[r];
    const auto years = static_cast<int>(run.scratch.load.size()) - 1;
    double expected = 0;
    int counted = 0;
    for (int m = 1; m <= std::min(4, years); ++m, ++counted) expected += run.scratch.load[at(m)];
    const double needed = counted > 0 ? expected / counted / inv.target_utilisation : 0;
    double pipeline = 0;
    for (const double arriving : f.pipeline[r]) pipeline += arriving;
    const double gap = std::clamp(needed - (f.capacity[r] - worn) - pipeline, 0.0, worn);
    const double affordable = run.scenario().finance.limited ? std::max(0.0, f.cash[r]) / f.capital_per_output[r] : gap;
    const double replaced = std::min(gap, affordable), cost = replaced * f.capital_per_output[r];
    w.ledger.pay(Sector::firms, Sector::suppliers, Purpose::replacement, cost);
    f.cash[r] -= cost, f.book[r] += cost, f.replaced[r] = cost;
    f.capacity[r] += replaced - worn;
    const double wear = std::min(f.book[r], inv.depreciation * f.book[r]);
    f.book[r] -= wear, f.equity[r] -= wear;
    w.totals.replacement += cost;
}

void refuse(Run& run, int row, Binding reason, unsigned relaxations) {
    Firms& f = run.world.firms;
    const auto r = at(row);
    f.binding[r] = reason;
    f.relaxations[r] = static_cast<std::uint8_t>(relaxations);
    if (run.record && run.record->keep_firms)
        run.record->events.push_back({run.calendar(), f.segment[r], row, EventKind::refusal, static_cast<int>(reason), f.npv[r]});
}

// Which single relaxation alone would have turned the decision: twice the demand, cost at value, no waiting, money.
unsigned relaxations_of(const Run& run, Prospect p, const Choice& choice, bool financed) {
    unsigned bits = 0;
    if (choice.worth_it() && !choice.chosen() && financed) bits |= 4u;
    if (choice.chosen() && !financed) bits |= 8u;
    if (!choice.worth_it() && financed) {
        bits |= 2u;
        std::vector<double>& doubled = run.scratch.work;
        doubled.assign(p.load.begin(), p.load.end());
        for (double& load : doubled) load *= 2;
        p.load = doubled;
        if (best_expansion(p, *run.prepared.sales).chosen()) bits |= 1u;
    }
    return bits;
}

// A firm weighs, then pays: the largest expansion that its rule takes and its money allows.
void expand(Run& run, int row) {
    World& w = run.world;
    Firms& f = w.firms;
    const auto r = at(row);
    const Prospect p = prospect_of(run, row);
    if (f.staff[r] < .98 * f.capacity[r]) return refuse(run, row, Binding::labour, 0);
    Choice choice = best_expansion(p, *run.prepared.sales);
    f.npv[r] = choice.npv(), f.trigger[r] = choice.trigger;
    f.value_to_cost[r] = choice.cost > 0 ? choice.value / choice.cost : 0;
    if (!choice.chosen()) {
        Binding reason = Binding::option_value;
        if (!choice.worth_it()) {
            const auto next = std::min(at(p.lag + 1), p.load.size() - 1);
            const bool fits = p.load[next] <= run.scenario().investment.target_utilisation * p.capacity;
            reason = !fits ? Binding::npv : f.bids[r] > 0 && f.wins[r] == 0 ? Binding::no_tender_won : Binding::no_demand;
        }
        const bool financed = run.record && Financier(run, row, 0).raise(choice.cost).complete;
        return refuse(run, row, reason, run.record ? relaxations_of(run, p, choice, financed) : 0);
    }
    const bool equity = run.policy() && run.scenario().private_investors.enabled;
    const Financier financier(run, row, equity ? excess_return(run, p, choice) : 0);
    for (std::size_t smaller = p.candidates.size() + 1; smaller > 0; --smaller) {
        if (smaller <= p.candidates.size()) { // the chosen one first, then smaller ones
            const double expansion = p.candidates[smaller - 1] * p.size;
            if (p.rule == InvestmentRule::newsvendor || expansion >= choice.expansion) continue;
            choice.expansion = expansion;
            choice.cost = expansion_cost(p.cost, p.size, p.candidates[smaller - 1]);
            choice.value = expansion_value(p, expansion, *run.prepared.sales);
            if (!choice.chosen()) continue;
        }
        const Funding funding = financier.raise(choice.cost);
        if (!funding.complete) continue;
        f.binding[r] = Binding::none;
        build(run, row, choice, funding, p.lag, false);
        return;
    }
    refuse(run, row, Binding::finance, 8);
}

} // namespace

double growth_sd_of(const StreamLaw& law) { return std::sqrt(2 * (1 - law.phi)) * law.sx; }

void invest(Run& run) {
    World& w = run.world;
    Firms& f = w.firms;
    for (auto* column : {&f.invested, &f.replaced, &f.npv, &f.trigger, &f.value_to_cost})
        std::fill(column->begin(), column->end(), 0.0);
    std::fill(f.relaxations.begin(), f.relaxations.end(), std::uint8_t{0});
    // Firms ask in the order of a keyed draw, so that nobody is first at the fund by birth.
    auto& queue = run.scratch.invited;
    queue.clear();
    for (int row = 0; row < f.count(); ++row) {
        const auto r = at(row);
        if (!f.alive[r]) continue;
        const Words words = w.streams[at(f.segment[r])].years.block(static_cast<std::uint32_t>(f.ordinal[r]), run.calendar(), f.cohort[r], 1);
        queue.emplace_back(uniform(words.w[2]), row);
    }
    std::sort(queue.begin(), queue.end());
    for (const auto& [draw, row] : queue) {
        forecast_load(run, row);
        replace_worn(run, row);
        expand(run, row);
    }
}

void offer_capacity_to_order(Run&, int, double, double, std::vector<Bid>&) {}
void build_to_order_awarded(Run&, int, double, int) {}

} // namespace drumbeat
