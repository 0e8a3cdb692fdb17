// SPDX-License-Identifier: Apache-2.0
#include "sim/firm/prospect.hpp"

#include "sim/firm/cost.hpp"
#include "sim/firm/standing.hpp"

#include <algorithm>
#include <cmath>

namespace drumbeat {

namespace {

// What a unit of plant earns and costs the firm. Of the saving by long contracts it keeps what the buyer does not get,
// on the part of its load that is orders.
void set_margins(const Year& y, const Firms& f, Row r, double stream_share, Prospect& p) {
    const Scenario& s = y.scenario;
    const double price = price_of(s.tender, f, r, 0, 0);
    const double unit = f.unit_cost[r];
    const double saving = y.prepared.segments[f.area[r]].saving;
    p.unit_margin = price - unit + stream_share * saving * unit * (1 - s.tender.saving_to_buyer);
    p.unit_cost = price - p.unit_margin;
    p.cost = {f.capital_per_output[r], s.investment.scale_elasticity, s.investment.fixed_cost};
    p.hurdle = std::max(.001, f.hurdle[r]);
    p.depreciation = s.investment.depreciation;
    p.survival = s.investment.contract_survival;
    p.resale = segment_of(s, f.area[r]).technology.resale;
}

void set_offer(const Support& support, Prospect& p) {
    p.subsidy_rate = support.subsidy_rate;
    p.subsidy_left = support.subsidy_left;
    p.gift_rate = support.stake_rate * support.stake_gift;
    p.gift_left = support.stake_gift * support.stake_left;
    p.idle_margin = support.idle_margin;
}

// The log deviation of today's news from the long run, in standard deviations of a year's.
double news_now(const StreamLaw& law, double deviation) {
    const double news = law.sx * std::sqrt(1 - law.phi * law.phi);
    return news > 0 ? deviation / news : 0;
}

// How the news move that the firm waits for, and what its rule needs to know of them.
void set_news(const Year& y, const Areas& areas, const Firms& f, Row r, Prospect& p) {
    const Area area = f.area[r];
    const Segment& s = segment_of(y.scenario, area);
    const SegmentTables& t = y.prepared.segments[area];
    const bool orders = s.weight > 0; // else exports are all that varies
    const StreamLaw law = orders ? t.believed_law : StreamLaw{t.export_sx, s.export_phi};
    p.news = orders ? s.orders.lead_years + 1 : 0; // exports are news at once
    p.option_hazard = orders ? s.orders.cancellation : 0;
    p.growth_sd = std::sqrt(2 * (1 - law.phi)) * law.sx;
    p.mean_reverting = knows_law(f.expectation[r]);
    const auto size_class = static_cast<std::size_t>(f.size_class[r]);
    if (!p.mean_reverting) {
        p.stopping = y.prepared.martingale[size_class].get();
        return;
    }
    p.stopping = y.prepared.reverting[area][size_class].get();
    p.reversion = -maths::log(std::max(law.phi, .01));
    p.news_now = news_now(law, orders ? maths::log(areas[area].ratio) + .5 * law.sx * law.sx : law.sx * f.export_x[r]);
}

} // namespace

Prospect prospect_of(const Year& y, const Areas& areas, const Firms& f, Row r, const Loads& loads, Row of,
                     const Support& support) {
    const Scenario& s = y.scenario;
    const FirmClass& c = y.prepared.firm_class(f.size_class[r]);
    Prospect p;
    p.load = loads.mean(of);
    p.load_sd = loads.sd(of);
    p.shift = loads.shift(of);
    p.long_run_sd = loads.long_run_sd[of];
    p.lag = c.build_lag_years;
    p.capacity = nameplate_ahead(f, r);
    p.size = std::max(p.capacity, f.size[r] / s.investment.target_utilisation * (p.capacity > 0 ? .1 : 1));
    p.candidates = s.investment.candidates;
    p.rule = s.channels.option_value ? f.rule[r] : without_waiting(f.rule[r]);
    p.option_weight = c.option_weight;
    set_margins(y, f, r, loads.stream_share[of], p);
    set_offer(support, p);
    set_news(y, areas, f, r, p);
    return p;
}

} // namespace drumbeat
