// SPDX-License-Identifier: Apache-2.0
// Firms compare what was announced with what came, and remember what they won.
#include "sim/year/steps.hpp"

#include "sim/firm/outlook.hpp"
#include "sim/world/draws.hpp"
#include "sim/world/plan.hpp"

#include <algorithm>
#include <cmath>

namespace drumbeat {

namespace {

// One public record per segment: kept, broken, or half of each when the requirement came but slipped by itself.
void update_trust(const Beliefs& beliefs, SegmentState& state) {
    if (beliefs.credibility == TrustLearning::frozen || state.announced_now <= 0) return;
    // What an earlier breach, or a lot that was postponed, brings into this year was not announced for it.
    const double as_announced = state.placed - state.put_off_before - state.postponed_before;
    const double deviation = std::abs(as_announced - state.announced_now) / state.announced_now;
    const double before_slip = std::abs(state.requirement - state.announced_now) / state.announced_now;
    double kept = deviation <= beliefs.trust_tolerance ? 1 : before_slip <= beliefs.trust_tolerance ? .5 : 0;
    const bool broken = state.breached || state.postponed > beliefs.trust_tolerance * state.announced_now;
    if (broken) kept = 0;
    for (Trust& trust : state.trust) trust = updated_trust(trust, kept, beliefs.trust_memory);
}

void update_hazard(const Beliefs& beliefs, double prior, SegmentState& state) {
    if (state.live_share > 0) {
        state.hazard_weight = beliefs.share_memory * state.hazard_weight + 1;
        state.hazard_sum = beliefs.share_memory * state.hazard_sum + state.ended_share / state.live_share;
    }
    state.hazard =
        (beliefs.hazard_prior_years * prior + state.hazard_sum) / (beliefs.hazard_prior_years + state.hazard_weight);
}

void update_smoothing(const Year& y, SegmentState& state) {
    const Beliefs& beliefs = y.scenario.beliefs;
    const double log_ratio = maths::log(state.ratio);
    if (y.simulated > 0) {
        state.adaptive_variance =
            smoothed_variance(state.adaptive_variance, log_ratio - state.log_ratio_before, beliefs.variance_memory);
        state.growth = updated_growth(state.growth, log_ratio - state.log_ratio_before);
    }
    state.adaptive_mean = smoothed_level(state.adaptive_mean, state.ratio, beliefs.gain);
    state.log_ratio_before = log_ratio;
}

} // namespace

void judge_roadmap(const Year& y, Areas& areas, Area area) {
    SegmentState& state = areas[area];
    update_trust(y.scenario.beliefs, state);
    update_hazard(y.scenario.beliefs, y.prepared.segments[area].prior_hazard, state);
    update_smoothing(y, state);
}

void announce(const Year& y, Areas& areas, Area area) {
    const bool announces = segment_of(y.scenario, area).orders.notice_years > 0;
    areas[area].announced_now =
        announces ? planned(y, areas, area, 1) * roadmap(y, areas, area, Reader::open, 1).mean : 0;
}

// Firms' record of their share of open requirement: what they won, and what they would have had with more capacity.
void remember_shares(const Year& y, const Areas& areas, Firms& f) {
    const double memory = y.scenario.beliefs.share_memory;
    for (const Row r : f.rows()) {
        const double open = areas[f.area[r]].open_money;
        if (!f.alive[r] || open <= 0) continue;
        f.share_won[r] = memory * f.share_won[r] + f.awarded_money[r] + f.shadow_money[r];
        f.share_open[r] = memory * f.share_open[r] + open;
    }
}

// Each firm's own export market: an AR(1) in logs, mean-preserving.
void move_exports(const Year& y, const YearDraws& drawn, Firms& f) {
    for (const Row r : f.rows()) {
        if (!f.alive[r]) continue;
        const Segment& area = segment_of(y.scenario, f.area[r]);
        const double sx = y.prepared.segments[f.area[r]].export_sx;
        const double phi = area.export_phi;
        const double shock = drawn.export_shock[r];
        if (y.simulated > 0) f.export_x[r] = phi * f.export_x[r] + std::sqrt(1 - phi * phi) * shock;
        f.export_level[r] = maths::exp(sx * f.export_x[r] - .5 * sx * sx);
        f.export_smoothed[r] = smoothed_level(f.export_smoothed[r], f.export_level[r], y.scenario.beliefs.gain);
    }
}

} // namespace drumbeat
