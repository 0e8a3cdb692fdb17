// SPDX-License-Identifier: Apache-2.0
// What a firm expects of its plant: demand year by year under its expectation rule, and the risk around it.
#include "sim/world/phases.hpp"

#include "agents/appraisal.hpp"
#include "sim/firm/cost.hpp"
#include "sim/firm/decision.hpp"

#include <algorithm>
#include <cmath>

namespace drumbeat {

namespace {

// Expected exports relative to their mean `years` ahead, their log variance, and what an innovation does to them.
struct ExportView {
    double mean, variance, shift;
};
ExportView exports_ahead(const Run& run, Row r, int years) {
    const Firms& f = run.world.firms;
    const Segment& segment = segment_of(run.scenario, f.segment[r]);
    const SegmentTables& t = run.prepared.segments[f.segment[r]];
    const double growth = t.export_growth_sd;
    switch (f.expectation[r]) {
    case Expectation::rational: {
        const double sx = t.export_sx, pass = t.export_pass[years];
        return {maths::exp(pass * sx * f.export_x[r] - .5 * sx * sx * pass * pass), t.export_variance[years],
                pass * sx * std::sqrt(1 - segment.export_phi * segment.export_phi)};
    }
    case Expectation::adaptive:
        return {f.export_smoothed[r], years == 0 ? 0 : growth * growth, run.scenario.beliefs.gain * growth};
    case Expectation::naive:
    case Expectation::bayesian: // a firm's own exports are too short a record to learn growth from
        return {f.export_level[r], years * growth * growth, growth};
    }
    return {};
}

// What a firm expects of every production year alike. Volumes a year.
struct Steady {
    double share;                // that it expects of what is put out to tender
    double price;                // of a unit, where requirement is money; 1 where it is a volume
    double sustainment, exports; // the latter their mean
    double parts;                // what primes order of a smaller firm
    double parts_swing;          // how much more than in proportion these move with requirement
};

Steady steady_of(const Run& run, Row row) {
    return {share_of_open(run, row),
            1 / volume_called(run.scenario, 1, price_of(run.scenario.tender, run.world.firms, row, 0, 0)),
            sustainment_of(run, row),
            usual_exports(run, row),
            run.world.firms.parts[row],
            run.scenario.supply_chain.bullwhip};
}

// What a firm expects of one production year.
struct YearAhead {
    double ordered = 0;            // in hand, or called off this year
    double contracted[2] = {0, 0}; // to be called off, under the old and the new floor
    double open = 0, exports = 0;  // to be won; its own
    double total = 0;
    double share_of_exports = 0, export_variance = 0;
    double sd_requirement = 0, sd_share = 0; // parts of the log standard deviation of the total
    double log_sd = 0;
    double shift = 0; // log change of the total after an innovation

    double stream_share() const { return total > 0 ? (contracted[0] + contracted[1] + open) / total : 0; }
    // But for the risk of the firm's share.
    double long_run_sd() const {
        return std::sqrt(sd_requirement * sd_requirement + share_of_exports * share_of_exports * export_variance);
    }
};

ExpectedYear told(const YearAhead& y, const Steady& steady) {
    return {y.ordered,
            y.contracted[0] + y.contracted[1],
            y.open,
            y.exports,
            steady.sustainment,
            y.total,
            y.log_sd,
            y.sd_requirement,
            y.sd_share,
            y.share_of_exports * std::sqrt(y.export_variance)};
}

// A year whose orders have come already, or come this year: only exports are still open.
YearAhead ordered_year(const Run& run, Row r, int m, const Steady& steady) {
    const OrderBook& orders = run.world.orders;
    const ExportView exports = exports_ahead(run, r, m);
    YearAhead y;
    y.ordered = orders.due(r, m) + orders.partners_due(r, m) + (m == 0 ? orders.late(r) : 0);
    y.exports = steady.exports * exports.mean;
    y.total = y.ordered + (y.exports + steady.sustainment + steady.parts);
    y.share_of_exports = y.total > 0 ? y.exports / y.total : 0;
    y.export_variance = m == 0 ? 0 : exports.variance;
    y.log_sd = y.share_of_exports * std::sqrt(y.export_variance);
    y.shift = y.share_of_exports * exports.shift;
    return y;
}

// Risk and news of a year: requirement moves contracts above their floors, open orders and parts; the share of open
// orders and exports have risks of their own.
void set_risk(const Run& run, Row r, const Outlook& o, int ahead, const Steady& steady, const ExportView& exports,
              YearAhead& y) {
    const Area segment = run.world.firms.segment[r];
    const double moved = y.open + steady.parts_swing * steady.parts;
    y.sd_requirement =
        (y.contracted[0] * o.sd_floor[0][ahead] + y.contracted[1] * o.sd_floor[1][ahead] + moved * o.sd[ahead]) /
        y.total;
    y.sd_share = y.open / y.total * run.prepared.firm_class(run.world.firms.size_class[r]).share_sd;
    y.share_of_exports = y.exports / y.total;
    y.export_variance = exports.variance;
    y.log_sd = std::sqrt(y.sd_requirement * y.sd_requirement + y.sd_share * y.sd_share +
                         y.share_of_exports * y.share_of_exports * y.export_variance);
    const auto reached = [&](double floor) { return o.mean[ahead] > floor ? 1. : 0.; }; // by news
    const double stream = (y.contracted[0] * reached(run.prepared.segments[segment].base_floor) +
                           y.contracted[1] * reached(segment_of(run.scenario, segment).orders.minimum_quantity) +
                           y.open + steady.parts_swing * steady.parts) /
                          y.total;
    const double stream_shift = stream * o.innovation_sd * o.pass[ahead];
    const double export_shift = y.share_of_exports * exports.shift;
    y.shift = std::sqrt(stream_shift * stream_shift + export_shift * export_shift);
}

// A year whose orders are still to come, `ahead` years from now.
YearAhead open_year(const Run& run, Row r, int m, int ahead, const Outlook& o, const Steady& steady) {
    const Scratch& scratch = run.scratch;
    const Area segment = run.world.firms.segment[r];
    const ExportView exports = exports_ahead(run, r, m);
    YearAhead y;
    for (int group = 0; group < 2 && ahead < scratch.contract_horizon; ++group)
        y.contracted[group] =
            scratch.called_off(group, r, ahead) * scratch.survival[segment][ahead] * o.mean_floor[group][ahead];
    y.open = steady.share * o.mean[ahead] * scratch.open_ahead[segment][ahead] / steady.price;
    y.exports = steady.exports * exports.mean;
    y.total = y.contracted[0] + y.contracted[1] + y.open + (y.exports + steady.sustainment + steady.parts);
    if (y.total > 0) set_risk(run, r, o, ahead, steady, exports, y);
    return y;
}

// What a unit of plant earns and costs the firm.
void set_margins(const Run& run, Row r, Prospect& p) {
    const Firms& f = run.world.firms;
    const Scenario& s = run.scenario;
    const double price = price_of(s.tender, f, r, 0, 0), unit = f.unit_cost[r];
    const double saving = run.prepared.segments[f.segment[r]].saving;
    // Of the saving by long contracts the firm keeps what the buyer does not get, on the part of its load that is
    // orders.
    p.unit_margin = price - unit + run.scratch.stream_share * saving * unit * (1 - s.tender.saving_to_buyer);
    p.unit_cost = price - p.unit_margin;
    p.cost = {f.capital_per_output[r], s.investment.scale_elasticity, s.investment.fixed_cost};
    p.hurdle = std::max(.001, f.hurdle[r]);
    p.depreciation = s.investment.depreciation;
    p.survival = s.investment.contract_survival;
    p.resale = segment_of(s, f.segment[r]).technology.resale;
}

// What policy adds: subsidy, a public shareholder's better terms, civil sales of idle plant.
void set_policy(const Run& run, Row r, Prospect& p) {
    const Firms& f = run.world.firms;
    const Scenario& s = run.scenario;
    if (run.policy) {
        p.subsidy_rate = s.subsidy.rate;
        p.subsidy_left = run.world.subsidy_cash;
    }
    if (f.chosen[r]) {
        const EconomicAffairs& ministry = s.economic_affairs;
        p.gift_rate = ministry.participation * ministry.grant_equivalent;
        p.gift_left = ministry.grant_equivalent * run.world.participation_cash;
    }
    if (s.civil.enabled && run.policy)
        p.idle_margin = segment_of(s, f.segment[r]).dual_use * civil_margin(s.civil, f.unit_cost[r]);
}

// How the news move that the firm waits for, and what its rule needs to know of them.
void set_news(const Run& run, Row r, Prospect& p) {
    const Firms& f = run.world.firms;
    const Area segment = f.segment[r];
    const Segment& area = segment_of(run.scenario, segment);
    const SegmentTables& t = run.prepared.segments[segment];
    const bool orders = area.weight > 0; // else exports are all that varies
    const StreamLaw law = orders ? t.believed_law : StreamLaw{t.export_sx, area.export_phi};
    p.news = orders ? area.orders.lead_years + 1 : 0; // exports are news at once
    p.option_hazard = orders ? area.orders.cancellation : 0;
    p.growth_sd = std::sqrt(2 * (1 - law.phi)) * law.sx;
    p.mean_reverting = knows_law(f.expectation[r]);
    const auto size_class = static_cast<std::size_t>(f.size_class[r]);
    if (!p.mean_reverting) {
        p.stopping = run.prepared.martingale[size_class].get();
        return;
    }
    p.stopping = run.prepared.reverting[segment][size_class].get();
    p.reversion = -maths::log(std::max(law.phi, .01));
    const double deviation =
        orders ? maths::log(run.world.segments[segment].ratio) + .5 * law.sx * law.sx : law.sx * f.export_x[r];
    const double news = law.sx * std::sqrt(1 - law.phi * law.phi);
    p.news_now = news > 0 ? deviation / news : 0;
}

} // namespace

double nameplate_ahead(const Firms& f, Row r) {
    double sum = f.capacity[r];
    for (const double arriving : f.pipeline[r]) sum += arriving;
    return sum;
}

const Outlook& outlook_of(const Run& run, Row r) {
    const Firms& f = run.world.firms;
    return run.scratch
        .outlook[f.segment[r]][static_cast<std::size_t>(f.expectation[r])][static_cast<std::size_t>(reader_of(run, r))];
}

// The firm's record of its share of open requirement, shrunk to that of the start.
double share_of_open(const Run& run, Row r) {
    const Firms& f = run.world.firms;
    const Area segment = f.segment[r];
    const double plan_now = segment_of(run.scenario, segment).addressable_share * run.plan(segment);
    const double prior_open = run.scenario.beliefs.share_prior_years * plan_now;
    const double weight = prior_open + f.share_open[r];
    return weight > 0 ? (prior_open * f.prior_share[r] + f.share_won[r]) / weight : 0;
}

// Expected load of the plant in each production year, its risk, and what an innovation does to it.
void forecast_load(Run& run, Row r) {
    Firms& f = run.world.firms;
    const Scenario& s = run.scenario;
    Scratch& scratch = run.scratch;
    const Outlook& o = outlook_of(run, r);
    const Steady steady = steady_of(run, r);
    const int years = s.investment.appraisal_years, lead = segment_of(s, f.segment[r]).orders.lead_years;
    for (auto* column : {&scratch.load, &scratch.load_sd, &scratch.shift}) column->resize(years + 1);
    scratch.stream_share = 0;
    scratch.long_run_sd = 0;
    Decision* const watched = watching(run, r);
    for (int m = 0; m <= years; ++m) {
        const YearAhead y = m <= lead ? ordered_year(run, r, m, steady) : open_year(run, r, m, m - lead, o, steady);
        scratch.load[m] = y.total;
        scratch.load_sd[m] = y.log_sd;
        scratch.shift[m] = y.shift;
        if (m == lead + 1) scratch.stream_share = y.stream_share();
        if (m == years && m > lead) scratch.long_run_sd = y.long_run_sd();
        if (watched) watched->expected.push_back(told(y, steady));
    }
    const auto next = std::min(lead + 1, years);
    f.forecast[r] = scratch.load[next];
    f.perceived_sd[r] = scratch.load_sd[next];
    if (!s.channels.utilisation || is_as_if_certain(f.rule[r]))
        std::fill(scratch.load_sd.begin(), scratch.load_sd.end(), 0.0);
}

Prospect prospect_of(const Run& run, Row r) {
    const Firms& f = run.world.firms;
    const Scenario& s = run.scenario;
    const Scratch& scratch = run.scratch;
    const FirmClass& c = run.prepared.firm_class(f.size_class[r]);
    Prospect p;
    p.load = scratch.load;
    p.load_sd = scratch.load_sd;
    p.shift = scratch.shift;
    p.long_run_sd = scratch.long_run_sd;
    p.lag = c.build_lag_years;
    p.capacity = nameplate_ahead(f, r);
    p.size = std::max(p.capacity, f.size[r] / s.investment.target_utilisation * (p.capacity > 0 ? .1 : 1));
    p.candidates = s.investment.candidates;
    p.rule = s.channels.option_value ? f.rule[r] : without_waiting(f.rule[r]);
    p.option_weight = c.option_weight;
    set_margins(run, r, p);
    set_policy(run, r, p);
    set_news(run, r, p);
    return p;
}

} // namespace drumbeat
