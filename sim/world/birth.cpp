// SPDX-License-Identifier: Apache-2.0
#include "sim/world/birth.hpp"

#include "agents/ecosystem.hpp"
#include "sim/world/plan.hpp"

#include <algorithm>
#include <cmath>

namespace drumbeat {

namespace {

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

// Margin, unit cost, capital and hurdle rate, spread around those of the firm's class. Where the class lists margins,
// firms take them in turn.
void draw_economics(Firms& f, Row r, const FirmClass& c, double inflation, const Streams& streams) {
    const auto luck = drawn_with(draws::margin, streams, FirmAtBirth{identity_of(f, r)});
    f.margin[r] = std::min(.8, c.margin * unit_lognormal(c.margin_sd, luck[draws::margin]));
    double cost = 1 - c.margin;
    if (!c.margins.empty()) {
        f.margin[r] = c.margins[f.ordinal[r] % c.margins.size()];
        cost = 1 - f.margin[r];
    }
    f.base_cost[r] = cost * unit_lognormal(c.cost_sd, luck[draws::unit_cost]);
    f.capital_per_output[r] = c.capital_per_output * unit_lognormal(c.capital_sd, luck[draws::capital_cost]);
    const double wedge = std::max(0.0, c.hurdle_wedge + c.hurdle_wedge_sd * luck[draws::hurdle]);
    f.hurdle[r] = c.wacc + wedge - inflation;
}

// Quality, how much cash it likes to keep, whether it is involved early, how it forecasts and decides.
void draw_character(Firms& f, Row r, const FirmClass& c, const Streams& streams) {
    const auto luck = drawn_with(draws::quality, streams, FirmAtBirth{identity_of(f, r)});
    f.quality[r] = 1 + c.quality_sd * luck[draws::quality];
    f.cash_target[r] = luck[draws::cash_target];
    f.involved_u[r] = luck[draws::involvement];
    const BehaviourShare& part = drawn_part(c.behaviour, luck[draws::behaviour]);
    f.expectation[r] = part.expectation;
    f.rule[r] = part.investment;
}

Region drawn_region(const Year& y, const FirmAtBirth& birth) {
    const Regions& rules = y.scenario.regions;
    const auto luck = drawn_with(draws::at_home, y.luck, birth);
    return Region(
        settled_in(birth.area.number, rules.count, rules.home_share, luck[draws::at_home], luck[draws::region]));
}

double turnover_of_primes(const Segment& segment) {
    double sum = 0;
    for (const double turnover : segment.initial.prime_turnover_meur) sum += turnover;
    return sum;
}

} // namespace

void be_born(const Year& y, Firms& f, Row r, const Birth& birth) {
    f.area[r] = birth.area;
    f.ordinal[r] = birth.ordinal;
    f.cohort[r] = birth.cohort;
    f.size_class[r] = birth.size_class;
    f.size[r] = birth.turnover;
    f.alive[r] = 1;
    f.weight[r] = 1;
    f.region[r] = Region{0};
    f.cost_factor[r] = 1;
    f.conditions[r] = 1;
    f.hires_granted[r] = 1;
    f.scaled_year[r] = -1;
    f.scaled_from_at[r].fill(-1);
    const FirmClass& c = y.prepared.firm_class(birth.size_class);
    draw_economics(f, r, c, y.scenario.investment.inflation, y.luck);
    draw_character(f, r, c, y.luck);
    const FirmAtBirth place{birth.area, birth.ordinal, birth.cohort};
    f.export_x[r] = draw(draws::export_state, y.luck, place);
    if (y.scenario.regions.enabled) f.region[r] = drawn_region(y, place);
}

double parts_at_rest(const Scenario& s, Area area) {
    const InitialFirms& initial = segment_of(s, area).initial;
    if (!s.supply_chain.enabled || initial.smes + initial.midcaps == 0) return 0;
    const double primes = turnover_of_primes(segment_of(s, area));
    return s.supply_chain.bought_in * s.supply_chain.at_home * (1 - s.firms.prime.margin) * primes;
}

namespace {

double turnover_of(const Segment& segment) {
    return segment.domestic_meur + segment.sustainment_meur + segment.export_meur;
}

// Part of a smaller firm's turnover that is parts for primes.
double parts_of_turnover(const Scenario& s, Area area) {
    const double parts = parts_at_rest(s, area);
    if (parts <= 0) return 0;
    double gross = turnover_of(segment_of(s, area)) + parts;
    for (const double prime : segment_of(s, area).initial.prime_turnover_meur) gross -= prime;
    return gross > 0 ? std::min(1.0, parts / gross) : 0;
}

// What a firm works on when the country is at rest: parts for primes, and its share of all other work of the segment.
void furnish_work(const Year& y, const Areas& areas, Firms& f, Row r) {
    const Scenario& s = y.scenario;
    const Segment& segment = segment_of(s, f.area[r]);
    const bool prime = f.size_class[r] == SizeClass::prime;
    const double turnover = f.size[r];
    const double final = turnover * (1 - (prime ? 0 : parts_of_turnover(s, f.area[r])));
    const double total = turnover_of(segment);
    const double share = total > 0 ? final / total : 0;
    const double addressable = planned(y, areas, f.area[r]) * segment.addressable_share;
    f.prior_share[r] = addressable > 0 ? std::min(1.0, share * segment.domestic_meur / addressable) : 0;
    f.usual_home[r] = share * segment.domestic_meur;
    f.exports[r] = share * segment.export_meur;
    f.sustainment_share[r] = share;
    f.parts_share[r] = turnover - final;
    if (prime && s.supply_chain.enabled)
        f.purchase_trend[r] = s.supply_chain.bought_in * s.supply_chain.at_home * (1 - f.margin[r]) * turnover;
    f.export_level[r] = 1;
    f.export_smoothed[r] = 1;
    f.home_deliveries[r] = 1;
}

void furnish_plant(Firms& f, Row r, double target_utilisation, double scale, double experience_years) {
    f.capacity[r] = f.size[r] / target_utilisation * scale;
    f.capacity_history[r].fill(f.capacity[r]);
    f.staff[r] = f.capacity[r];
    f.reference_output[r] = f.size[r];
    f.experience[r] = f.size[r] * experience_years;
    f.knowledge[r] = 1;
}

} // namespace

void furnish(const Year& y, const Areas& areas, Firms& f, Row r) {
    const Segment& s = segment_of(y.scenario, f.area[r]);
    furnish_work(y, areas, f, r);
    furnish_plant(f, r, y.scenario.investment.target_utilisation, s.initial.capacity_scale,
                  areas[f.area[r]].experience_years);
    f.cash_target[r] *= y.prepared.firm_class(f.size_class[r]).cash_spread;
}

void furnish_newcomer(const Year& y, const Areas& areas, Firms& f, Row r) {
    f.weight[r] = y.prepared.weight[static_cast<std::size_t>(SizeClass::sme)];
    furnish(y, areas, f, r);
}

void open_sheet(const Year& y, const Firms& f, Accounts& accounts, Row r) {
    const Finance& finance = y.scenario.finance;
    const double earnings = f.margin[r] * f.size[r];
    const double cost = (1 - f.margin[r]) * f.size[r];
    const double cash = finance.cash_reserve_months / 12 * cost + f.cash_target[r] * earnings;
    const double plant = .5 * f.capital_per_output[r] * f.capacity[r];
    accounts.open(r, cash, plant, finance.initial_debt_to_earnings * earnings);
}

int entrants(const Year& y, Area area, double mean) {
    const double u = draw(draws::entrant_count, y.luck, AreaInYear{area, y.calendar});
    return poisson(u, mean);
}

double newcomer_size(const Year& y, const Newcomer& newcomer, double relative_size) {
    const FirmClass& c = y.scenario.firms.sme;
    const double luck = draw(draws::newcomer_size, y.luck, newcomer);
    return relative_size * c.mean_turnover_meur * unit_lognormal(c.size_sd, luck);
}

namespace {

// The standardised deviation of the log requirement: a stationary AR(1), the same in every arm.
void draw_path(const Year& y, Area area, SegmentState& state) {
    const Prepared& p = y.prepared;
    const double phi = p.segments[area].law.phi;
    const double innovation = std::sqrt(1 - phi * phi);
    constexpr int farthest_view = 26; // the longest notice, the longest early view and a year
    state.path.resize(p.years + std::max(p.look_ahead, farthest_view));
    double z = 0;
    for (int year = 0; year < static_cast<int>(state.path.size()); ++year) {
        const double shock = draw(draws::path_shock, y.luck, AreaInYear{area, p.calendar(year)});
        z = year == 0 ? shock : phi * z + innovation * shock;
        state.path[year] = z;
    }
}

} // namespace

void found_area(const Year& y, Area area, SegmentState& state) {
    const Segment& s = segment_of(y.scenario, area);
    const SegmentTables& tables = y.prepared.segments[area];
    const StreamLaw& law = tables.believed_law;
    const double forgetting = s.technology.forgetting;
    state.lines.resize(s.lines);
    state.experience_years = forgetting > 0 ? 1 / forgetting : 10;
    state.trust.fill({y.scenario.beliefs.trust_kept, y.scenario.beliefs.trust_broken});
    state.adaptive_variance = 2 * (1 - law.phi) * law.sx * law.sx;
    state.growth = prior_growth(state.adaptive_variance);
    state.hazard = tables.prior_hazard;
    draw_path(y, area, state);
}

namespace {

// Turnover of a firm among the first: lognormal within its class, before it is scaled to its segment.
double drawn_turnover(const Year& y, const FirmClass& c, const FirmAtBirth& birth) {
    return c.mean_turnover_meur * unit_lognormal(c.size_sd, draw(draws::first_size, y.luck, birth));
}

} // namespace

void draw_first_firms(const Year& y, Area area, Firms& f) {
    const Segment& s = segment_of(y.scenario, area);
    int ordinal = 0;
    const auto add = [&](SizeClass size_class, double turnover) {
        Rows::add(f);
        be_born(y, f, Row(f.count() - 1), {area, size_class, ordinal++, 0, turnover});
    };
    for (const double turnover : s.initial.prime_turnover_meur) add(SizeClass::prime, turnover);
    const int first = f.count();
    double others = 0;
    const auto add_drawn = [&](SizeClass size_class, int count) {
        for (int i = 0; i < count; ++i) {
            const double turnover = drawn_turnover(y, y.prepared.firm_class(size_class), FirmAtBirth{area, ordinal, 0});
            others += turnover;
            add(size_class, turnover);
        }
    };
    add_drawn(SizeClass::midcap, s.initial.midcaps);
    add_drawn(SizeClass::sme, s.initial.smes);
    const double target =
        turnover_of(s) - turnover_of_primes(s) + parts_at_rest(y.scenario, area); // gross of what primes buy of them
    const double scale = others > 0 ? std::max(0.0, target) / others : 1;
    for (const Row row : Ids<Row>(first, f.count())) f.size[row] *= scale;
}

} // namespace drumbeat
