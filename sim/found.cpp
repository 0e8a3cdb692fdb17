// SPDX-License-Identifier: Apache-2.0
// The country before its first year: firms drawn from their size classes, lines without contracts.
#include "sim/phases.hpp"

#include "agents/ecosystem.hpp"
#include "agents/production.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace drumbeat {

namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// The firm's place in the mixture of behaviours.
const BehaviourShare& drawn_part(const Behaviour& behaviour, double u) {
    double total = 0;
    for (const BehaviourShare& part : behaviour.parts) total += part.share;
    double sum = 0;
    for (const BehaviourShare& part : behaviour.parts) {
        sum += part.share / total;
        if (u < sum) return part;
    }
    return behaviour.parts.back();
}

void open_streams(Run& run) {
    World& w = run.world;
    w.streams.clear();
    for (const Segment& segment : run.scenario().segments) {
        const auto named = [&](const char* population) { return stream(run.luck, population + segment.name); };
        w.streams.push_back({named("requirement/"), named("lines/"), named("lots/"), named("invitations/"),
                             named("bids/"), named("foreign/"), named("terminations/"), named("births/"),
                             named("years/"), named("entry/"), named("research/")});
    }
}

// The standardised deviation of the log requirement: a stationary AR(1), the same in every arm.
void draw_path(const Run& run, int segment, SegmentState& state) {
    const Prepared& p = run.prepared;
    const double phi = p.segments[at(segment)].law.phi;
    const double innovation = std::sqrt(1 - phi * phi);
    constexpr int farthest_view = 26; // the longest notice, the longest early view and a year
    state.path.resize(at(p.years + std::max(p.look_ahead, farthest_view)));
    double z = 0;
    for (int year = 0; year < static_cast<int>(state.path.size()); ++year) {
        const Words words = run.world.streams[at(segment)].requirement.block(0, p.calendar(year), 0);
        const double shock = standard_normal(words.w[0]);
        z = year == 0 ? shock : phi * z + innovation * shock;
        state.path[at(year)] = z;
    }
}

double turnover_of(const Segment& segment) {
    return segment.domestic_meur + segment.sustainment_meur + segment.export_meur;
}

// Sizes are lognormal within a class and normalised so that the segment's turnover is met.
void draw_firms(Run& run, int segment) {
    const Segment& s = run.scenario().segments[at(segment)];
    Firms& firms = run.world.firms;
    int ordinal = 0;
    double primes = 0, others = 0;
    for (const double turnover : s.initial.prime_turnover_meur) {
        add_firm(run, segment, SizeClass::prime, ordinal++, 0, turnover);
        primes += turnover;
    }
    const int first = firms.count();
    const auto draw = [&](SizeClass size_class, int count) {
        const FirmClass& c = run.prepared.firm_class(size_class);
        for (int i = 0; i < count; ++i) {
            const Words words =
                run.world.streams[at(segment)].births.block(static_cast<std::uint32_t>(ordinal), 0, 0, 9);
            const double size =
                c.mean_turnover_meur * maths::exp(c.size_sd * standard_normal(words.w[0]) - .5 * c.size_sd * c.size_sd);
            others += size;
            add_firm(run, segment, size_class, ordinal++, 0, size);
        }
    };
    draw(SizeClass::midcap, s.initial.midcaps);
    draw(SizeClass::sme, s.initial.smes);
    const double target = turnover_of(s) - primes + parts_at_rest(run, segment); // gross of what primes buy from them
    for (int row = first; row < firms.count() && others > 0; ++row)
        firms.size[at(row)] *= std::max(0.0, target) / others;
}

// Part of a smaller firm's turnover that is parts for primes.
double parts_of_turnover(const Run& run, int segment) {
    const double parts = parts_at_rest(run, segment);
    if (parts <= 0) return 0;
    double gross = turnover_of(run.scenario().segments[at(segment)]) + parts;
    for (const double prime : run.scenario().segments[at(segment)].initial.prime_turnover_meur) gross -= prime;
    return gross > 0 ? std::min(1.0, parts / gross) : 0;
}

// Money, capacity and record that follow from a firm's size.
void furnish(Run& run, int row) {
    const Scenario& s = run.scenario();
    Firms& f = run.world.firms;
    const auto r = at(row);
    const Segment& segment = s.segments[at(f.segment[r])];
    const FirmClass& c = run.prepared.firm_class(f.size_class[r]);
    const bool prime = f.size_class[r] == SizeClass::prime;
    const double turnover = f.size[r], total = turnover_of(segment);
    const double final = turnover * (1 - (prime ? 0 : parts_of_turnover(run, f.segment[r])));
    const double share = total > 0 ? final / total : 0;
    f.parts_share[r] = turnover - final;
    if (prime && s.supply_chain.enabled)
        f.purchase_trend[r] = s.supply_chain.bought_in * s.supply_chain.at_home * (1 - f.margin[r]) * turnover;
    const double addressable = run.plan(f.segment[r]) * segment.addressable_share;
    f.prior_share[r] = addressable > 0 ? std::min(1.0, share * segment.domestic_meur / addressable) : 0;
    f.exports[r] = share * segment.export_meur;
    f.sustainment_share[r] = share;
    f.reference_output[r] = turnover;
    f.capacity[r] = turnover / s.investment.target_utilisation * segment.initial.capacity_scale;
    f.staff[r] = f.capacity[r];
    f.experience[r] = turnover * run.world.segments[at(f.segment[r])].experience_years;
    const double earnings = f.margin[r] * turnover, cost = (1 - f.margin[r]) * turnover;
    f.cash_target[r] *= c.cash_spread; // years of cash earnings above the reserve
    f.cash[r] = s.finance.cash_reserve_months / 12 * cost + f.cash_target[r] * earnings;
    f.debt[r] = s.finance.initial_debt_to_earnings * earnings;
    f.book[r] = .5 * f.capital_per_output[r] * f.capacity[r];
    f.equity[r] = f.cash[r] + f.book[r] - f.debt[r];
    f.capacity_history[r].fill(f.capacity[r]);
    f.export_level[r] = 1, f.export_smoothed[r] = 1;
    f.knowledge[r] = f.home_deliveries[r] = 1;
    f.usual_home[r] = share * segment.domestic_meur;
}

} // namespace

int add_firm(Run& run, int segment, SizeClass size_class, int ordinal, int cohort, double turnover) {
    const Scenario& s = run.scenario();
    const FirmClass& c = run.prepared.firm_class(size_class);
    Firms& f = run.world.firms;
    const int row = f.add();
    const auto r = at(row);
    const Streams& streams = run.world.streams[at(segment)];
    const auto o = static_cast<std::uint32_t>(ordinal);
    const Words a = streams.births.block(o, cohort, cohort, 0), b = streams.births.block(o, cohort, cohort, 1),
                d = streams.births.block(o, cohort, cohort, 2);
    f.segment[r] = segment, f.ordinal[r] = ordinal, f.cohort[r] = cohort, f.size_class[r] = size_class;
    f.alive[r] = 1;
    f.weight[r] = 1;
    f.size[r] = turnover;
    f.margin[r] =
        std::min(.8, c.margin * maths::exp(c.margin_sd * standard_normal(a.w[0]) - .5 * c.margin_sd * c.margin_sd));
    double cost = 1 - c.margin;
    if (!c.margins.empty()) {
        f.margin[r] = c.margins[at(ordinal) % c.margins.size()];
        cost = 1 - f.margin[r];
    }
    f.base_cost[r] = cost * maths::exp(c.cost_sd * standard_normal(a.w[1]) - .5 * c.cost_sd * c.cost_sd);
    f.capital_per_output[r] =
        c.capital_per_output * maths::exp(c.capital_sd * standard_normal(a.w[2]) - .5 * c.capital_sd * c.capital_sd);
    const double wedge = std::max(0.0, c.hurdle_wedge + c.hurdle_wedge_sd * standard_normal(a.w[3]));
    f.hurdle[r] = c.wacc + wedge - s.investment.inflation;
    f.quality[r] = 1 + c.quality_sd * standard_normal(b.w[0]);
    f.cash_target[r] = uniform(b.w[1]);
    f.involved_u[r] = uniform(b.w[2]);
    const BehaviourShare& part = drawn_part(c.behaviour, uniform(b.w[3]));
    f.expectation[r] = part.expectation, f.rule[r] = part.investment;
    f.export_x[r] = standard_normal(d.w[0]);
    f.cost_factor[r] = f.conditions[r] = 1;
    if (!run.world.regions.empty()) {
        const Words e = streams.births.block(o, cohort, cohort, 3);
        f.region[r] = settled_in(segment, static_cast<int>(run.world.regions.size()), s.regions.home_share,
                                 uniform(e.w[0]), uniform(e.w[1]));
    }
    f.scaled_year[r] = -1;
    f.scaled_from_at[r].fill(-1);
    return row;
}

void furnish_newcomer(Run& run, int row) {
    World& w = run.world;
    const auto r = at(row);
    w.firms.weight[r] = run.prepared.weight[0];
    furnish(run, row);
}

void pay_in(Run& run, int row) {
    World& w = run.world;
    const auto r = at(row);
    const Firms& f = w.firms;
    w.ledger.pay(Sector::owners, Sector::firms, Purpose::equity, f.equity[r]);
    w.ledger.pay(Sector::banks, Sector::firms, Purpose::loan, f.debt[r]);
    w.ledger.pay(Sector::firms, Sector::suppliers, Purpose::expansion, f.book[r]);
}

void found(Run& run) {
    const Scenario& s = run.scenario();
    World& w = run.world;
    World fresh; // keeps the memory of the firms' columns
    std::swap(fresh.firms, w.firms);
    w = std::move(fresh);
    w.firms.clear();
    open_streams(run);
    w.segments.resize(s.segments.size());
    w.area_totals.resize(s.segments.size());
    if (s.regions.enabled) w.regions.resize(at(s.regions.count));
    for (int segment = 0; segment < static_cast<int>(s.segments.size()); ++segment) {
        SegmentState& state = w.segments[at(segment)];
        state.lines.resize(at(s.segments[at(segment)].lines));
        const double forgetting = s.segments[at(segment)].technology.forgetting;
        state.experience_years = forgetting > 0 ? 1 / forgetting : 10;
        state.trust.fill({s.beliefs.trust_kept, s.beliefs.trust_broken});
        const StreamLaw& law = run.prepared.segments[at(segment)].believed_law;
        state.adaptive_variance = 2 * (1 - law.phi) * law.sx * law.sx;
        state.growth = prior_growth(state.adaptive_variance);
        state.hazard = run.prepared.segments[at(segment)].prior_hazard;
        draw_path(run, segment, state);
        draw_firms(run, segment);
    }
    for (int row = 0; row < w.firms.count(); ++row) {
        w.firms.weight[at(row)] = run.prepared.weight[static_cast<std::size_t>(w.firms.size_class[at(row)])];
        furnish(run, row);
        w.firm_cash_before += w.firms.cash[at(row)];
        if (w.regions.empty()) continue;
        RegionState& region = w.regions[at(w.firms.region[at(row)])];
        region.output_at_rest += w.firms.size[at(row)];
        region.output = region.output_at_rest;
    }
    w.largest_sum = sum_of_books(w);
}

} // namespace drumbeat
