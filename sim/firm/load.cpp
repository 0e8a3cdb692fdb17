// SPDX-License-Identifier: Apache-2.0
#include "sim/firm/load.hpp"

#include "sim/firm/cost.hpp"
#include "sim/firm/cover.hpp"
#include "sim/firm/standing.hpp"
#include "sim/world/plan.hpp"

#include <algorithm>
#include <cmath>

namespace drumbeat {

double YearAhead::sd_exports() const { return share_of_exports * std::sqrt(export_variance); }

double YearAhead::long_run_sd() const {
    return std::sqrt(sd_requirement * sd_requirement + share_of_exports * share_of_exports * export_variance);
}

namespace {

// Expected exports relative to their mean `years` ahead, their log variance, and what a year's news does to them.
struct ExportView {
    double mean, variance, shift;
};

ExportView exports_ahead(const Year& y, const Firms& f, Row r, int years) {
    const SegmentTables& t = y.prepared.segments[f.area[r]];
    const double growth = t.export_growth_sd;
    switch (f.expectation[r]) {
    case Expectation::rational: {
        const double sx = t.export_sx;
        const double phi = segment_of(y.scenario, f.area[r]).export_phi;
        const double pass = t.export_pass[years];
        const double mean = maths::exp(pass * sx * f.export_x[r] - .5 * sx * sx * pass * pass);
        return {mean, t.export_variance[years], pass * sx * std::sqrt(1 - phi * phi)};
    }
    case Expectation::adaptive:
        return {f.export_smoothed[r], years == 0 ? 0 : growth * growth, y.scenario.beliefs.gain * growth};
    case Expectation::naive:
    case Expectation::bayesian: // a firm's own exports are too short a record to learn growth from
        return {f.export_level[r], years * growth * growth, growth};
    }
    return {};
}

// What a firm expects of every production year alike. Volumes a year.
struct Steady {
    double share; // that it expects of what is put out to tender
    double price; // of a unit, where requirement is money; 1 where it is a volume
    double sustainment;
    double exports;     // their mean
    double parts;       // what primes order of a smaller firm
    double parts_swing; // how much more than in proportion these move with requirement
};

Steady steady_of(const Year& y, const Areas& areas, const Roll& roll, const Firms& f, Row r) {
    return {share_of_open(y, areas, f, r),
            1 / volume_called(y.scenario, 1, price_of(y.scenario.tender, f, r, 0, 0)),
            sustainment_of(y, roll, f, r),
            usual_exports(y, f, r),
            f.parts[r],
            y.scenario.supply_chain.bullwhip};
}

// A year whose orders have come already, or come this year: only exports are still open.
YearAhead ordered_year(const Year& y, const Firms& f, const OrderBook& orders, Row r, int m, const Steady& steady) {
    const ExportView exports = exports_ahead(y, f, r, m);
    YearAhead year;
    year.ordered = orders.due(r, m) + orders.partners_due(r, m) + (m == 0 ? orders.late(r) : 0);
    year.exports = steady.exports * exports.mean;
    year.sustainment = steady.sustainment;
    year.total = year.ordered + (year.exports + steady.sustainment + steady.parts);
    year.share_of_exports = year.total > 0 ? year.exports / year.total : 0;
    year.export_variance = m == 0 ? 0 : exports.variance;
    year.log_sd = year.sd_exports();
    year.shift = year.share_of_exports * exports.shift;
    return year;
}

// What a firm looks at when orders are still to come: its own outlook, some years ahead.
struct View {
    const AreaView& area;
    const Outlook& outlook;
    int ahead;

    double mean() const { return outlook.mean[ahead]; }
    double sd() const { return outlook.sd[ahead]; }
};

// Part of the year's work that a year's news moves: contracts above their minimum, open orders and parts.
double moved_by_news(const View& view, const Steady& steady, const YearAhead& year) {
    double moved = 0;
    for (const FloorGroup group : floor_groups) {
        const double volume = year.contracted[static_cast<std::size_t>(group)];
        if (volume > 0 && view.mean() > view.area.floor(group)[view.ahead]) moved += volume;
    }
    return (moved + year.open + steady.parts_swing * steady.parts) / year.total;
}

// Each contract moves with requirement as far as its minimum leaves it.
double spread_of_contracted(const View& view, const YearAhead& year) {
    double spread = 0;
    for (const FloorGroup group : floor_groups)
        spread += year.contracted[static_cast<std::size_t>(group)] * view.outlook.sd_above(group)[view.ahead];
    return spread;
}

// Risk and news of a year: requirement moves contracts above their floors, open orders and parts; the share of open
// orders and exports have risks of their own.
void set_risk(const Year& y, const Firms& f, Row r, const View& view, const Steady& steady, const ExportView& exports,
              YearAhead& year) {
    const Outlook& o = view.outlook;
    const double moved = year.open + steady.parts_swing * steady.parts;
    year.sd_requirement = (spread_of_contracted(view, year) + moved * view.sd()) / year.total;
    year.sd_share = year.open / year.total * y.prepared.firm_class(f.size_class[r]).share_sd;
    year.share_of_exports = year.exports / year.total;
    year.export_variance = exports.variance;
    year.log_sd = std::sqrt(year.sd_requirement * year.sd_requirement + year.sd_share * year.sd_share +
                            year.share_of_exports * year.share_of_exports * year.export_variance);
    const double stream = moved_by_news(view, steady, year);
    const double stream_shift = stream * o.innovation_sd * o.pass[view.ahead];
    const double export_shift = year.share_of_exports * exports.shift;
    year.shift = std::sqrt(stream_shift * stream_shift + export_shift * export_shift);
}

// The production year `m`, whose orders are still to come.
YearAhead open_year(const Year& y, const OrderBook& orders, const Firms& f, Row r, int m, const View& view,
                    const Steady& steady) {
    const ExportView exports = exports_ahead(y, f, r, m);
    YearAhead year;
    if (view.ahead < orders.call_off_years()) // beyond, nothing is called off
        for (const FloorGroup group : floor_groups)
            year.contracted[static_cast<std::size_t>(group)] = orders.called_off(group, r, view.ahead) *
                                                               view.area.survival[view.ahead] *
                                                               view.outlook.mean_above(group)[view.ahead];
    year.open = steady.share * view.mean() * view.area.open[view.ahead] / steady.price;
    year.exports = steady.exports * exports.mean;
    year.sustainment = steady.sustainment;
    year.total = year.all_contracted() + year.open + (year.exports + steady.sustainment + steady.parts);
    if (year.total > 0) set_risk(y, f, r, view, steady, exports, year);
    return year;
}

// Which production years matter to more than the value of plant.
struct Horizon {
    int lead = 0; // the last year whose orders have come
    int last = 0;
};

void put(const YearAhead& year, int m, const Horizon& horizon, Loads& loads, Row to) {
    loads.mean(to)[m] = year.total;
    loads.sd(to)[m] = year.log_sd;
    loads.shift(to)[m] = year.shift;
    if (m == horizon.lead + 1) loads.stream_share[to] = year.stream_share();
    if (m == horizon.last && m > horizon.lead) loads.long_run_sd[to] = year.long_run_sd();
}

// The firm's columns take the first year that orders still to come can reach; who values a forecast as if it were
// certain sees no risk.
void tell(const Year& y, Firms& f, Row r, const Horizon& horizon, Loads& loads, Row to) {
    const int next = std::min(horizon.lead + 1, horizon.last);
    f.forecast[r] = loads.mean(to)[next];
    f.perceived_sd[r] = loads.sd(to)[next];
    if (!y.scenario.channels.utilisation || is_as_if_certain(f.rule[r])) std::ranges::fill(loads.sd(to), 0.0);
}

} // namespace

void forecast_load(const Year& y, const Areas& areas, const Roll& roll, const Ahead& ahead, const OrderBook& orders,
                   Firms& f, Row r, Loads& loads, Row to, std::vector<YearAhead>* seen) {
    const Area area = f.area[r];
    const AreaView& view = ahead[area];
    const Outlook& outlook = view.outlook(f.expectation[r], reader_of(y, f, r));
    const Steady steady = steady_of(y, areas, roll, f, r);
    const Horizon horizon{segment_of(y.scenario, area).orders.lead_years, load_years(y.scenario) - 1};
    loads.stream_share[to] = 0;
    loads.long_run_sd[to] = 0;
    for (int m = 0; m <= horizon.last; ++m) {
        const int ahead_of_lead = m - horizon.lead;
        const YearAhead year = ahead_of_lead <= 0
                                   ? ordered_year(y, f, orders, r, m, steady)
                                   : open_year(y, orders, f, r, m, {view, outlook, ahead_of_lead}, steady);
        put(year, m, horizon, loads, to);
        if (seen) seen->push_back(year);
    }
    tell(y, f, r, horizon, loads, to);
}

void forecast_loads(const Year& y, const Areas& areas, const Roll& roll, const Ahead& ahead, const OrderBook& orders,
                    Firms& f, Loads& loads) {
    loads.shape(static_cast<std::size_t>(f.count()), load_years(y.scenario));
    for (const Row r : f.rows())
        if (f.alive[r]) forecast_load(y, areas, roll, ahead, orders, f, r, loads, r);
}

} // namespace drumbeat
