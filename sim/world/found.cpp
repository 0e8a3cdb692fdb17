// SPDX-License-Identifier: Apache-2.0
// The country before its first year: firms drawn from their size classes, lines without contracts.
#include "sim/world/phases.hpp"

#include "agents/ecosystem.hpp"
#include "agents/production.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

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

// The standardised deviation of the log requirement: a stationary AR(1), the same in every arm.
void draw_path(const Prepared& p, double phi, const Streams& luck, Area segment, SegmentState& state) {
    const double innovation = std::sqrt(1 - phi * phi);
    constexpr int farthest_view = 26; // the longest notice, the longest early view and a year
    state.path.resize(p.years + std::max(p.look_ahead, farthest_view));
    double z = 0;
    for (int year = 0; year < static_cast<int>(state.path.size()); ++year) {
        const double shock = draw(draws::path_shock, luck, AreaInYear{segment, p.calendar(year)});
        z = year == 0 ? shock : phi * z + innovation * shock;
        state.path[year] = z;
    }
}

double turnover_of(const Segment& segment) {
    return segment.domestic_meur + segment.sustainment_meur + segment.export_meur;
}

// Turnover of a firm among the first: lognormal within its class, before it is scaled to its segment.
double drawn_turnover(const FirmClass& c, const Streams& luck, const FirmAtBirth& birth) {
    return c.mean_turnover_meur * unit_lognormal(c.size_sd, draw(draws::first_size, luck, birth));
}

// Primes as they are, then smaller firms, scaled so that the segment's turnover is met.
void draw_firms(Run& run, Area segment) {
    const Segment& s = segment_of(run.scenario, segment);
    Firms& firms = run.world.firms;
    int ordinal = 0;
    double primes = 0;
    for (const double turnover : s.initial.prime_turnover_meur) {
        add_firm(run, segment, SizeClass::prime, ordinal++, 0, turnover);
        primes += turnover;
    }
    const int first = firms.count();
    double others = 0;
    const auto draw = [&](SizeClass size_class, int count) {
        const FirmClass& c = run.prepared.firm_class(size_class);
        for (int i = 0; i < count; ++i) {
            const double turnover = drawn_turnover(c, run.world.streams, FirmAtBirth{segment, ordinal, 0});
            others += turnover;
            add_firm(run, segment, size_class, ordinal++, 0, turnover);
        }
    };
    draw(SizeClass::midcap, s.initial.midcaps);
    draw(SizeClass::sme, s.initial.smes);
    const double target = turnover_of(s) - primes + parts_at_rest(run, segment); // gross of what primes buy from them
    if (others <= 0) return;
    for (const Row row : Ids<Row>(first, firms.count())) firms.size[row] *= std::max(0.0, target) / others;
}

// Part of a smaller firm's turnover that is parts for primes.
double parts_of_turnover(const Run& run, Area segment) {
    const double parts = parts_at_rest(run, segment);
    if (parts <= 0) return 0;
    double gross = turnover_of(segment_of(run.scenario, segment)) + parts;
    for (const double prime : segment_of(run.scenario, segment).initial.prime_turnover_meur) gross -= prime;
    return gross > 0 ? std::min(1.0, parts / gross) : 0;
}

// What a firm works on when the country is at rest: parts for primes, and its share of all other work of the segment.
void furnish_work(Run& run, Row r) {
    const Scenario& s = run.scenario;
    Firms& f = run.world.firms;
    const Segment& segment = segment_of(s, f.segment[r]);
    const bool prime = f.size_class[r] == SizeClass::prime;
    const double turnover = f.size[r];
    const double final = turnover * (1 - (prime ? 0 : parts_of_turnover(run, f.segment[r])));
    const double total = turnover_of(segment);
    const double share = total > 0 ? final / total : 0;
    const double addressable = run.plan(f.segment[r]) * segment.addressable_share;
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

// Plant is half worn; the rest follows from a year's cost and cash earnings.
void furnish_balance_sheet(Accounts& accounts, Firms& f, Row r, const Finance& finance, double cash_spread) {
    const double earnings = f.margin[r] * f.size[r];
    const double cost = (1 - f.margin[r]) * f.size[r];
    f.cash_target[r] *= cash_spread;
    const double cash = finance.cash_reserve_months / 12 * cost + f.cash_target[r] * earnings;
    const double plant = .5 * f.capital_per_output[r] * f.capacity[r];
    accounts.open(r, cash, plant, finance.initial_debt_to_earnings * earnings);
}

// Work, plant and money that follow from a firm's size.
void furnish(Run& run, Row r) {
    const Scenario& s = run.scenario;
    Firms& f = run.world.firms;
    const Area segment = f.segment[r];
    furnish_work(run, r);
    furnish_plant(f, r, s.investment.target_utilisation, segment_of(s, segment).initial.capacity_scale,
                  run.world.segments[segment].experience_years);
    furnish_balance_sheet(run.world.accounts, f, r, s.finance, run.prepared.firm_class(f.size_class[r]).cash_spread);
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

int drawn_region(const FirmAtBirth& birth, int regions, double home_share, const Streams& streams) {
    const auto luck = drawn_with(draws::at_home, streams, birth);
    return settled_in(birth.area.number, regions, home_share, luck[draws::at_home], luck[draws::region]);
}

// A row for a firm of which nothing has been drawn yet.
Row new_row(World& w, double turnover) {
    const Row r = w.add_row();
    Firms& f = w.firms;
    f.alive[r] = 1;
    f.weight[r] = 1;
    f.region[r] = Region{0};
    f.size[r] = turnover;
    f.cost_factor[r] = 1;
    f.conditions[r] = 1;
    f.hires_granted[r] = 1;
    f.scaled_year[r] = -1;
    f.scaled_from_at[r].fill(-1);
    return r;
}

} // namespace

Row add_firm(Run& run, Area segment, SizeClass size_class, int ordinal, int cohort, double turnover) {
    const Scenario& s = run.scenario;
    const FirmClass& c = run.prepared.firm_class(size_class);
    Firms& f = run.world.firms;
    const Row r = new_row(run.world, turnover);
    f.segment[r] = segment;
    f.ordinal[r] = ordinal;
    f.cohort[r] = cohort;
    f.size_class[r] = size_class;
    const Streams& luck = run.world.streams;
    const FirmAtBirth birth{segment, ordinal, cohort};
    draw_economics(f, r, c, s.investment.inflation, luck);
    draw_character(f, r, c, luck);
    f.export_x[r] = draw(draws::export_state, luck, birth);
    const auto regions = static_cast<int>(run.world.regions.size());
    if (regions > 0) {
        f.region[r] = Region(drawn_region(birth, regions, s.regions.home_share, luck));
        f.hires_granted[r] = run.world.regions[f.region[r]].hires_granted;
    }
    return r;
}

double newcomer_size(const FirmClass& c, const Streams& luck, const Newcomer& newcomer, double relative_size) {
    return relative_size * c.mean_turnover_meur * unit_lognormal(c.size_sd, draw(draws::newcomer_size, luck, newcomer));
}

void furnish_newcomer(Run& run, Row row) {
    const auto small = static_cast<std::size_t>(SizeClass::sme);
    run.world.firms.weight[row] = run.prepared.weight[small];
    furnish(run, row);
}

namespace {

// An empty country that keeps the memory of the firms' columns.
void clear(World& w) {
    World fresh;
    std::swap(fresh.firms, w.firms);
    std::swap(fresh.accounts, w.accounts);
    std::swap(fresh.orders, w.orders);
    w = std::move(fresh);
    Rows::clear(w.firms);
    w.accounts.clear();
    w.orders.clear();
}

// A technology area before its first year: lines without contracts, and firms that know what is common so far.
void found_area(Run& run, Area segment) {
    const Scenario& s = run.scenario;
    const SegmentTables& tables = run.prepared.segments[segment];
    SegmentState& state = run.world.segments[segment];
    state.lines.resize(segment_of(s, segment).lines);
    const double forgetting = segment_of(s, segment).technology.forgetting;
    state.experience_years = forgetting > 0 ? 1 / forgetting : 10;
    state.trust.fill({s.beliefs.trust_kept, s.beliefs.trust_broken});
    const StreamLaw& law = tables.believed_law;
    state.adaptive_variance = 2 * (1 - law.phi) * law.sx * law.sx;
    state.growth = prior_growth(state.adaptive_variance);
    state.hazard = tables.prior_hazard;
    draw_path(run.prepared, tables.law.phi, run.world.streams, segment, state);
    draw_firms(run, segment);
}

// The firms of the country for which rows stand, furnished; regions add up what theirs make.
void furnish_country(Run& run) {
    World& w = run.world;
    const Firms& f = w.firms;
    for (const Row r : f.rows()) {
        w.firms.weight[r] = run.prepared.weight[static_cast<std::size_t>(f.size_class[r])];
        furnish(run, r);
        if (w.regions.empty()) continue;
        RegionState& region = w.regions[f.region[r]];
        region.output_at_rest += f.size[r];
        region.output = region.output_at_rest;
    }
}

} // namespace

void found(Run& run) {
    const Scenario& s = run.scenario;
    World& w = run.world;
    clear(w);
    for (const Segment& segment : s.segments) w.streams.add_area(run.luck, segment.name);
    w.segments.resize(s.segments.size());
    w.totals.area.resize(s.segments.size());
    if (s.regions.enabled) w.regions.resize(s.regions.count);
    for (const Area segment : run.prepared.areas()) found_area(run, segment);
    furnish_country(run);
    w.accounts.begin_year();
    w.accounts.note_sum(w.accounts.sum_of_books(w.orders.open()));
}

} // namespace drumbeat
