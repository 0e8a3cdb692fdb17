// SPDX-License-Identifier: Apache-2.0
// What a firm expects of its plant: demand year by year under its expectation rule, and the risk around it.
#include "sim/phases.hpp"

#include "agents/appraisal.hpp"
#include "sim/decision.hpp"

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
        const double sx = t.export_sx, pass = t.export_pass[at(years)];
        return {maths::exp(pass * sx * f.export_x[r] - .5 * sx * sx * pass * pass), t.export_variance[at(years)],
                pass * sx * std::sqrt(1 - segment.export_phi * segment.export_phi)};
    }
    case Expectation::adaptive:
        return {f.export_smoothed[r], years == 0 ? 0 : growth * growth, run.scenario().beliefs.gain * growth};
    case Expectation::naive:
    case Expectation::bayesian: break; // a firm's own exports are too short a record to learn growth from
    }
    return {f.export_level[r], years * growth * growth, growth};
}

} // namespace

const Outlook& outlook_of(const Run& run, int row) {
    const Firms& f = run.world.firms;
    const auto r = at(row);
    return run.scratch.outlook[at(f.segment[r])][static_cast<std::size_t>(f.expectation[r])]
                              [static_cast<std::size_t>(reader_of(run, row))];
}

// The firm's record of its share of open requirement, shrunk to that of the start.
double share_of_open(const Run& run, int row) {
    const Firms& f = run.world.firms;
    const auto r = at(row);
    const int segment = f.segment[r];
    const double plan_now = run.scenario().segments[at(segment)].addressable_share * run.plan(segment);
    const double prior_open = run.scenario().beliefs.share_prior_years * plan_now;
    const double weight = prior_open + f.share_open[r];
    return weight > 0 ? (prior_open * f.prior_share[r] + f.share_won[r]) / weight : 0;
}

// Expected load of the plant in each production year, its risk, and what an innovation does to it.
void forecast_load(Run& run, int row) {
    Firms& f = run.world.firms;
    const auto r = at(row);
    const Scenario& s = run.scenario();
    const int segment = f.segment[r];
    const Segment& area = s.segments[at(segment)];
    const FirmClass& c = run.prepared.firm_class(f.size_class[r]);
    Scratch& scratch = run.scratch;
    const Outlook& o = outlook_of(run, row);
    const double share = share_of_open(run, row);
    const double unit = 1 / volume_called(run, 1, price_of(run, row, 0, 0));
    const int years = s.investment.appraisal_years, lead = area.orders.lead_years;
    const auto width = at(scratch.contract_horizon);
    scratch.load.resize(at(years + 1)), scratch.load_sd.resize(at(years + 1)), scratch.shift.resize(at(years + 1));
    const double sustained = sustainment_of(run, row), exported = usual_exports(run, row);
    const double parts = f.size_class[r] == SizeClass::prime ? 0 : parts_expected(run, row); // primes' work, amplified
    const double swing = s.supply_chain.bullwhip;
    scratch.stream_share = scratch.long_run_sd = 0;
    Decision* const told = watching(run, row);
    for (int m = 0; m <= years; ++m) {
        const ExportView exports = exports_ahead(run, r, m);
        const double own = exported * exports.mean, other = own + sustained + parts;
        const int n = m - lead;
        if (n <= 0) { // already ordered, or ordered this year
            const double ordered = f.due[r][at(m)] + f.due_partners[r][at(m)] + (m == 0 ? f.late_volume[r] : 0);
            const double total = ordered + other;
            const double e = total > 0 ? own / total : 0;
            scratch.load[at(m)] = total;
            scratch.load_sd[at(m)] = m == 0 ? 0 : e * std::sqrt(exports.variance);
            scratch.shift[at(m)] = e * exports.shift;
            if (told)
                told->expected.push_back(
                    {ordered, 0, 0, own, sustained, total, scratch.load_sd[at(m)], 0, 0, scratch.load_sd[at(m)]});
            continue;
        }
        const auto i = at(n);
        double contracted[2] = {0, 0};
        for (int group = 0; group < 2; ++group)
            if (n < scratch.contract_horizon)
                contracted[group] = scratch.contracted[group][r * width + i] * scratch.survival[at(segment)][i] *
                                    o.mean_floor[group][i];
        const double open = share * o.mean[i] * scratch.open_ahead[at(segment)][i] / unit;
        const double total = contracted[0] + contracted[1] + open + other;
        scratch.load[at(m)] = total;
        if (total <= 0) {
            scratch.load_sd[at(m)] = scratch.shift[at(m)] = 0;
            if (told) told->expected.emplace_back();
            continue;
        }
        const double common =
            (contracted[0] * o.sd_floor[0][i] + contracted[1] * o.sd_floor[1][i] + (open + swing * parts) * o.sd[i]) /
            total;
        const double of_share = open / total * c.share_sd, of_exports = own / total;
        scratch.load_sd[at(m)] =
            std::sqrt(common * common + of_share * of_share + of_exports * of_exports * exports.variance);
        if (told)
            told->expected.push_back({0, contracted[0] + contracted[1], open, own, sustained, total,
                                      scratch.load_sd[at(m)], common, of_share,
                                      of_exports * std::sqrt(exports.variance)});
        if (m == years) scratch.long_run_sd = std::sqrt(common * common + of_exports * of_exports * exports.variance);
        const auto moves = [&](double floor) {
            return o.mean[i] > floor ? 1. : 0.;
        }; // news reaches what is above its floor
        const double stream_part = (contracted[0] * moves(run.prepared.segments[at(segment)].base_floor) +
                                    contracted[1] * moves(area.orders.minimum_quantity) + open + swing * parts) /
                                   total;
        if (m == lead + 1) scratch.stream_share = (contracted[0] + contracted[1] + open) / total;
        const double stream_shift = stream_part * o.innovation_sd * o.pass[i],
                     export_shift = of_exports * exports.shift;
        scratch.shift[at(m)] = std::sqrt(stream_shift * stream_shift + export_shift * export_shift);
    }
    const auto next = at(std::min(lead + 1, years));
    f.forecast[r] = scratch.load[next], f.perceived_sd[r] = scratch.load_sd[next];
    if (!s.channels.utilisation || f.rule[r] == InvestmentRule::uncapped_multiple)
        std::fill(scratch.load_sd.begin(), scratch.load_sd.end(), 0.0);
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
    p.long_run_sd = run.scratch.long_run_sd;
    p.lag = c.build_lag_years, p.news = area.weight > 0 ? area.orders.lead_years + 1 : 0; // exports are news at once
    p.capacity = nameplate_ahead(f, r);
    p.size = std::max(p.capacity, f.size[r] / s.investment.target_utilisation * (p.capacity > 0 ? .1 : 1));
    const double price = price_of(run, row, 0, 0), unit = unit_cost(run, row),
                 saving = run.prepared.segments[at(segment)].saving;
    // Of the saving by long contracts the firm keeps what the buyer does not get, on the part of its load that is
    // orders.
    p.unit_margin = price - unit + run.scratch.stream_share * saving * unit * (1 - s.tender.saving_to_buyer);
    p.hurdle = std::max(.001, f.hurdle[r]);
    p.depreciation = s.investment.depreciation, p.survival = s.investment.contract_survival;
    p.resale = area.technology.resale;
    p.cost = {f.capital_per_output[r], s.investment.scale_elasticity, s.investment.fixed_cost};
    if (run.policy()) p.subsidy_rate = s.subsidy.rate, p.subsidy_left = run.world.subsidy_cash;
    if (f.chosen[r]) {
        const EconomicAffairs& ministry = s.economic_affairs;
        p.gift_rate = ministry.participation * ministry.grant_equivalent;
        p.gift_left = ministry.grant_equivalent * run.world.participation_cash;
    }
    if (s.civil.enabled && run.policy()) p.idle_margin = area.dual_use * civil_margin(run, row);
    p.candidates = s.investment.candidates;
    p.rule = s.channels.option_value || f.rule[r] == InvestmentRule::newsvendor ? f.rule[r] : InvestmentRule::npv;
    p.option_weight = c.option_weight;
    p.option_hazard = area.weight > 0 ? area.orders.cancellation : 0;
    p.unit_cost = price - p.unit_margin;
    p.mean_reverting = f.expectation[r] == Expectation::rational;
    const SegmentTables& t = run.prepared.segments[at(segment)];
    const bool orders = area.weight > 0; // else exports are all that varies
    const StreamLaw law = orders ? t.believed_law : StreamLaw{t.export_sx, area.export_phi};
    const double deviation =
        orders ? maths::log(run.world.segments[at(segment)].ratio) + .5 * law.sx * law.sx : law.sx * f.export_x[r];
    const double news = law.sx * std::sqrt(1 - law.phi * law.phi);
    if (p.mean_reverting)
        p.reversion = -maths::log(std::max(law.phi, .01)), p.news_now = news > 0 ? deviation / news : 0;
    p.growth_sd = std::sqrt(2 * (1 - law.phi)) * law.sx;
    const auto size_class = static_cast<std::size_t>(f.size_class[r]);
    p.stopping = p.mean_reverting ? run.prepared.reverting[at(segment)][size_class].get()
                                  : run.prepared.martingale[size_class].get();
    return p;
}

} // namespace drumbeat
