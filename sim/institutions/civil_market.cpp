// SPDX-License-Identifier: Apache-2.0
#include "sim/institutions/civil_market.hpp"

#include "sim/firm/cost.hpp"
#include "sim/firm/load.hpp"
#include "sim/firm/prospect.hpp"
#include "sim/world/birth.hpp"
#include "sim/world/draws.hpp"

#include <algorithm>

namespace drumbeat {

namespace {

constexpr int first_ordinal = 20000; // entrants of other kinds are numbered from 0
constexpr Row the_candidate{0};      // the only row of the market's own memory

bool is_there(const Year& y) { return y.scenario.civil.enabled && y.policy; }

} // namespace

double CivilMarket::work_for(const Year& y, const Firms& f, Row r, double idle) {
    return is_there(y) ? segment_of(y.scenario, f.area[r]).dual_use * std::max(0.0, idle) : 0;
}

void CivilMarket::add_to(Support& support, const Year& y, const Firms& f, Row r) {
    if (!is_there(y)) return;
    support.idle_margin = segment_of(y.scenario, f.area[r]).dual_use * civil_margin(y.scenario.civil, f.unit_cost[r]);
}

int CivilMarket::candidates(const Year& y, Area area) {
    if (!is_there(y)) return 0;
    const double mean = y.scenario.civil.candidate_rate * segment_of(y.scenario, area).initial.smes;
    return poisson(draw(draws::candidate_count, y.luck, AreaInYear{area, y.calendar}), mean);
}

void CivilMarket::draw_candidate(const Year& y, const Areas& areas, Area area, int n, Firms& f, Row r) {
    const int ordinal = first_ordinal + n;
    const double size = newcomer_size(y, Newcomer{area, ordinal, y.calendar}, y.scenario.civil.relative_size);
    be_born(y, f, r, {area, SizeClass::sme, ordinal, y.calendar, size});
    furnish_newcomer(y, areas, f, r);
    for (auto* work : {&f.exports, &f.sustainment_share, &f.parts_share}) (*work)[r] = 0;
    set_unit_cost(y, areas, f, r);
}

bool CivilMarket::turns(const Year& y, const Areas& areas, const Roll& roll, const Ahead& ahead, Area area, int n) {
    const Civil& rules = y.scenario.civil;
    Rows::clear(candidate_);
    Rows::add(candidate_);
    Rows::clear(no_orders_);
    Rows::add(no_orders_);
    Firms& f = candidate_;
    const Row r = the_candidate;
    draw_candidate(y, areas, area, n, f, r);
    loads_.shape(1, load_years(y.scenario));
    forecast_load(y, areas, roll, ahead, no_orders_, f, r, loads_, r);
    Support support;
    add_to(support, y, f, r);
    const double plant = f.capacity[r];
    Prospect p = prospect_of(y, areas, f, r, loads_, r, support);
    p.capacity = 0;
    p.size = plant;
    p.cost = {rules.conversion_cost * f.capital_per_output[r], 1, 0};
    Choice choice = weighed(p, plant, *y.prepared.sales);
    choice.value -= plant * civil_margin(rules, f.unit_cost[r]) * years_of_use(p);
    choice.trigger = trigger_of(p, choice, *y.prepared.sales);
    return choice.chosen();
}

void CivilMarket::measure(const Year& y, const Totals& totals, RunRecord& record) const {
    if (!y.scenario.civil.enabled) return;
    record.at(Outcome::civil_entries) = entries;
    record.at(Outcome::civil_sales_meur) = totals.civil_sales;
}

} // namespace drumbeat
