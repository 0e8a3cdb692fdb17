// SPDX-License-Identifier: Apache-2.0
// Firms compare what was announced with what came, update trust and hazard, and look ahead.
#include "sim/world/phases.hpp"

#include <algorithm>
#include <cmath>

namespace drumbeat {

namespace {

// One public record per segment: kept, broken, or half of each when the requirement came but slipped by itself.
void update_trust(Run& run, SegmentState& state) {
    const Beliefs& beliefs = run.scenario.beliefs;
    if (beliefs.credibility == TrustLearning::frozen || state.announced_now <= 0) return;
    // What an earlier breach brings into this year was not announced for it.
    const double deviation = std::abs(state.placed - state.put_off_before - state.announced_now) / state.announced_now;
    const double before_slip = std::abs(state.requirement - state.announced_now) / state.announced_now;
    double kept = deviation <= beliefs.trust_tolerance ? 1 : before_slip <= beliefs.trust_tolerance ? .5 : 0;
    if (state.breached) kept = 0;
    for (Trust& trust : state.trust) trust = updated_trust(trust, kept, beliefs.trust_memory);
}

void update_hazard(Run& run, Area segment, SegmentState& state) {
    const Beliefs& beliefs = run.scenario.beliefs;
    const double prior = run.prepared.segments[segment].prior_hazard;
    if (state.live_share > 0) {
        state.hazard_weight = beliefs.share_memory * state.hazard_weight + 1;
        state.hazard_sum = beliefs.share_memory * state.hazard_sum + state.ended_share / state.live_share;
    }
    state.hazard =
        (beliefs.hazard_prior_years * prior + state.hazard_sum) / (beliefs.hazard_prior_years + state.hazard_weight);
}

void update_smoothing(Run& run, SegmentState& state) {
    const Beliefs& beliefs = run.scenario.beliefs;
    const double log_ratio = maths::log(state.ratio);
    if (run.simulated > 0) {
        state.adaptive_variance =
            smoothed_variance(state.adaptive_variance, log_ratio - state.log_ratio_before, beliefs.variance_memory);
        state.growth = updated_growth(state.growth, log_ratio - state.log_ratio_before);
    }
    state.adaptive_mean = smoothed_level(state.adaptive_mean, state.ratio, beliefs.gain);
    state.log_ratio_before = log_ratio;
}

// A firm's own forecast of requirement over plan, without the roadmap.
Forecast own_forecast(const SegmentState& state, const StreamLaw& law, Expectation rule, int years) {
    switch (rule) {
    case Expectation::rational: {
        const double deviation = maths::log(state.ratio) + .5 * law.sx * law.sx;
        const double sd = rational_forecast_sd(law, years);
        return {rational_forecast(law, deviation, years), sd * sd};
    }
    case Expectation::adaptive: return {state.adaptive_mean, years == 0 ? 0 : state.adaptive_variance};
    case Expectation::bayesian:
        return {state.ratio * maths::exp(years * state.growth.mean), growth_variance(state.growth, years)};
    case Expectation::naive: return {state.ratio, years * state.adaptive_variance};
    }
    return {};
}

double faded(double phi, int years) {
    double left = 1;
    for (int i = 0; i < years; ++i) left *= phi;
    return left;
}

int years_shown(const OrderStream& orders, Reader reader) {
    return orders.notice_years + (reader == Reader::early ? orders.early_years : 0);
}

// Log variance that a roadmap leaves that is not always true.
double untold_variance(const OrderStream& orders, const StreamLaw& law) {
    const double untrue = 1 - orders.truthfulness;
    return untrue * untrue * law.sx * law.sx;
}

// The requirement `ahead` years on, as a roadmap shows it: the truth as far as it is told within the notice, and beyond
// it, to firms involved early, through noise that grows.
Forecast shown(const Run& run, Area segment, int ahead) {
    const OrderStream& orders = segment_of(run.scenario, segment).orders;
    const double truth = orders.truthfulness;
    const double untold = untold_variance(orders, run.prepared.segments[segment].believed_law);
    const double requirement = truth * run.ratio(segment, ahead) + (1 - truth);
    const int beyond = ahead - orders.notice_years;
    if (beyond <= 0) return {requirement, untold};
    double noise = orders.early_noise;
    for (int i = 1; i < beyond; ++i) noise *= 1.5;
    const double luck = draw(draws::early_view, run.world.streams, AreaAhead{segment, run.calendar, beyond});
    const double view = maths::exp(noise * luck - .5 * noise * noise);
    return {requirement * view, untold + noise * noise};
}

// What the roadmap says `years` ahead: the requirement itself as far as it is shown, beyond it what the announced law
// implies.
Forecast announced_forecast(const Run& run, Area segment, const SegmentState& state, Reader reader, int years) {
    const OrderStream& orders = segment_of(run.scenario, segment).orders;
    const StreamLaw& law = run.prepared.segments[segment].believed_law;
    const int seen = years_shown(orders, reader);
    if (years == 0) return {state.ratio, 0};
    if (years <= seen) return shown(run, segment, years);
    const double untold = untold_variance(orders, law);
    const Forecast last = seen == 0 ? Forecast{state.ratio, untold} : shown(run, segment, seen);
    const double deviation = maths::log(last.mean) + .5 * law.sx * law.sx;
    const double sd = rational_forecast_sd(law, years - seen);
    const double fade = faded(law.phi, years - seen);
    return {rational_forecast(law, deviation, years - seen),
            sd * sd + untold + fade * fade * (last.log_variance - untold)};
}

// How much of an innovation of this year's log requirement reaches a firm's own forecast.
double own_pass_through(const Beliefs& beliefs, const SegmentState& state, const StreamLaw& law, Expectation rule,
                        int years) {
    switch (rule) {
    case Expectation::rational: return faded(law.phi, years);
    case Expectation::adaptive: return beliefs.gain;
    case Expectation::naive: return 1;
    case Expectation::bayesian: return growth_pass_through(state.growth, years);
    }
    return 0;
}

// The same of what it believes: by its own rule, and for the part that it takes from the roadmap only beyond what the
// roadmap shows already.
double pass_through(const Run& run, const SegmentState& state, const StreamLaw& law, Expectation rule, double trust,
                    int notice, int years) {
    const double own = own_pass_through(run.scenario.beliefs, state, law, rule, years);
    const double shown = years <= notice ? 0 : faded(law.phi, years - notice);
    return (1 - trust) * own + trust * shown;
}

// One standard deviation of a year's news: known to rational firms, learned from the past by others, who take a part
// from the roadmap.
double innovation_sd(const SegmentState& state, const StreamLaw& law, Expectation rule, double trust) {
    const double known = law.sx * law.sx * (1 - law.phi * law.phi);
    const auto between = [&](double seen) { return std::sqrt((1 - trust) * seen + trust * known); };
    using Spread = ExpectationTraits::Spread;
    switch (traits_of(rule).spread) {
    case Spread::law: return std::sqrt(known);
    case Spread::smoothed: return between(state.adaptive_variance);
    case Spread::learned: return between(growth_variance(state.growth, 1));
    }
    return 0;
}

// The same outlook where a contract guarantees a minimum.
void fill_above_floor(double floor, const Outlook& o, std::vector<double>& means, std::vector<double>& sds) {
    means.resize(o.mean.size());
    sds.resize(o.mean.size());
    for (std::size_t years = 0; years < o.mean.size(); ++years) {
        means[years] = std::max(floor, o.mean[years]);
        sds[years] = floor > 0 ? log_sd_above_floor(o.mean[years], o.sd[years], floor) : o.sd[years];
    }
}

void fill_outlook(Run& run, Area segment, Expectation rule, Reader reader) {
    const SegmentState& state = run.world.segments[segment];
    const SegmentTables& t = run.prepared.segments[segment];
    const OrderStream& orders = segment_of(run.scenario, segment).orders;
    const StreamLaw& law = t.believed_law;
    const double trust = trust_of(run, state, reader);
    const int notice = years_shown(orders, reader);
    Outlook& o = run.scratch.outlook[segment][static_cast<std::size_t>(rule)][static_cast<std::size_t>(reader)];
    for (auto* column : {&o.mean, &o.sd, &o.pass}) column->resize(run.prepared.look_ahead + 1);
    for (int years = 0; years <= run.prepared.look_ahead; ++years) {
        const Forecast own = own_forecast(state, law, rule, years);
        const Forecast announced = announced_forecast(run, segment, state, reader, years);
        const Forecast blend = blended_forecast(own, announced, maths::log(announced.mean / own.mean), trust);
        o.mean[years] = blend.mean;
        o.sd[years] = std::sqrt(blend.log_variance);
        o.pass[years] = pass_through(run, state, law, rule, trust, notice, years);
    }
    o.innovation_sd = innovation_sd(state, law, rule, trust);
    fill_above_floor(t.base_floor, o, o.mean_floor[0], o.sd_floor[0]);
    fill_above_floor(orders.minimum_quantity, o, o.mean_floor[1], o.sd_floor[1]);
}

// Firms' record of their share of open requirement: what they won, and what they would have had with more capacity.
} // namespace

void remember_shares(Run& run) {
    Firms& f = run.world.firms;
    const double memory = run.scenario.beliefs.share_memory;
    for (const Row r : f.rows()) {
        const double open = run.world.segments[f.segment[r]].open_money;
        if (!f.alive[r] || open <= 0) continue;
        f.share_won[r] = memory * f.share_won[r] + f.awarded_money[r] + f.shadow_money[r];
        f.share_open[r] = memory * f.share_open[r] + open;
    }
}

namespace {

int longest_contract(const World& w) {
    int longest = 1;
    for (const SegmentState& state : w.segments)
        for (const Contract& c : state.contracts) longest = std::max(longest, c.years_left);
    return longest;
}

// Planned volume of a contract's call-off some years ahead, partners' included.
double planned_volume(const Run& run, Area segment, const Contract& c, int ahead) {
    const Segment& area = segment_of(run.scenario, segment);
    const double money = c.share * area.addressable_share * run.plan(segment, ahead) / area.lines;
    return (1 + c.partners) * volume_called(run.scenario, money, c.price);
}

} // namespace

// Contracted call-offs of each firm in each coming year, as planned volume, by group of floors.
void gather_contracts(Run& run) {
    Scratch& scratch = run.scratch;
    scratch.contract_horizon = std::min(longest_contract(run.world), run.prepared.look_ahead) + 1;
    for (auto& group : scratch.contracted) group.assign(run.world.firms.count() * scratch.contract_horizon, 0);
    for (const Area segment : run.prepared.areas()) {
        const double new_floor = segment_of(run.scenario, segment).orders.minimum_quantity;
        for (const Contract& c : run.world.segments[segment].contracts) {
            if (c.row == abroad) continue;
            std::vector<double>& group = scratch.contracted[c.floor == new_floor ? 1 : 0];
            for (int n = 1; n <= c.years_left && n < scratch.contract_horizon; ++n)
                group[scratch.place_of(c.row, n)] += planned_volume(run, segment, c, n);
        }
    }
}

// Each firm's own export market: an AR(1) in logs, mean-preserving.
void move_exports(Run& run) {
    World& w = run.world;
    Firms& f = w.firms;
    for (const Row r : f.rows()) {
        if (!f.alive[r]) continue;
        const Segment& area = segment_of(run.scenario, f.segment[r]);
        const double sx = run.prepared.segments[f.segment[r]].export_sx, phi = area.export_phi;
        const FirmInYear now = in_year(f, r, run.calendar);
        if (w.year > 0) {
            const double shock = draw(draws::export_shock, w.streams, now);
            f.export_x[r] = phi * f.export_x[r] + std::sqrt(1 - phi * phi) * shock;
        }
        f.export_level[r] = maths::exp(sx * f.export_x[r] - .5 * sx * sx);
        f.export_smoothed[r] = smoothed_level(f.export_smoothed[r], f.export_level[r], run.scenario.beliefs.gain);
    }
}

double trust_of(const Run& run, const SegmentState& state, Reader reader) {
    return run.scenario.channels.information ? state.trust[static_cast<std::size_t>(reader)].share() : 0;
}

Forecast own_forecast_of(const Run& run, Area segment, Expectation rule, int years) {
    return own_forecast(run.world.segments[segment], run.prepared.segments[segment].believed_law, rule, years);
}

Forecast roadmap_of(const Run& run, Area segment, Reader reader, int years) {
    return announced_forecast(run, segment, run.world.segments[segment], reader, years);
}

void judge_roadmap(Run& run, Area segment) {
    SegmentState& state = run.world.segments[segment];
    update_trust(run, state);
    update_hazard(run, segment, state);
    update_smoothing(run, state);
}

void look_ahead(Run& run, Area segment) {
    run.scratch.outlook.resize(run.scenario.segments.size());
    for (std::size_t rule = 0; rule < std::size(names_of<Expectation>); ++rule)
        for (const Reader reader : {Reader::open, Reader::early})
            fill_outlook(run, segment, static_cast<Expectation>(rule), reader);
}

// What the segment will put out to tender: planned requirement not yet under contract.
void look_at_cover(Run& run, Area segment) {
    run.scratch.open_ahead.resize(run.scenario.segments.size());
    run.scratch.survival.resize(run.scenario.segments.size());
    const SegmentState& state = run.world.segments[segment];
    const Segment& area = segment_of(run.scenario, segment);
    const int ahead = run.prepared.look_ahead;
    std::vector<double>& open = run.scratch.open_ahead[segment];
    std::vector<double>& survival = run.scratch.survival[segment];
    open.assign(ahead + 1, 0);
    survival.assign(ahead + 1, 1);
    for (const Contract& contract : state.contracts)
        for (int n = 1; n <= std::min(contract.years_left, ahead); ++n) open[n] += contract.share / area.lines;
    for (int n = 1; n <= ahead; ++n) {
        survival[n] = survival[n - 1] * (1 - state.hazard);
        const double covered = std::min(1.0, open[n] * survival[n]);
        open[n] = (1 - covered) * area.addressable_share * run.plan(segment, n);
    }
}

void announce(Run& run, Area segment) {
    SegmentState& state = run.world.segments[segment];
    const bool announces = segment_of(run.scenario, segment).orders.notice_years > 0;
    state.announced_now =
        announces ? run.plan(segment, 1) * announced_forecast(run, segment, state, Reader::open, 1).mean : 0;
}

} // namespace drumbeat
