// SPDX-License-Identifier: Apache-2.0
#include "sim/firm/outlook.hpp"

#include "sim/firm/cover.hpp"
#include "sim/world/draws.hpp"
#include "sim/world/plan.hpp"

#include <algorithm>
#include <cmath>

namespace drumbeat {

namespace {

// A firm's own forecast of requirement over plan, without the roadmap.
Forecast own_view(const SegmentState& state, const StreamLaw& law, Expectation rule, int years) {
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
Forecast shown(const Year& y, const Areas& areas, Area area, int ahead) {
    const OrderStream& orders = segment_of(y.scenario, area).orders;
    const double truth = orders.truthfulness;
    const double untold = untold_variance(orders, y.prepared.segments[area].believed_law);
    const double requirement = truth * requirement_over_plan(y, areas, area, ahead) + (1 - truth);
    const int beyond = ahead - orders.notice_years;
    if (beyond <= 0) return {requirement, untold};
    constexpr double blind = 5; // a log deviation beyond which a view tells nothing, and could not be computed
    double noise = orders.early_noise;
    for (int i = 1; i < beyond; ++i) noise = std::min(1.5 * noise, blind);
    const double luck = draw(draws::early_view, y.luck, AreaAhead{area, y.calendar, beyond});
    const double view = maths::exp(noise * luck - .5 * noise * noise);
    return {requirement * view, untold + noise * noise};
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
double pass_through(const Beliefs& beliefs, const SegmentState& state, const StreamLaw& law, Expectation rule,
                    double trust, int notice, int years) {
    const double own = own_pass_through(beliefs, state, law, rule, years);
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
void fill_above_floor(const std::vector<double>& floors, FloorGroup group, Outlook& o) {
    std::vector<double>& means = o.mean_floor[static_cast<std::size_t>(group)];
    std::vector<double>& sds = o.sd_floor[static_cast<std::size_t>(group)];
    means.resize(o.mean.size());
    sds.resize(o.mean.size());
    for (std::size_t years = 0; years < o.mean.size(); ++years) {
        const double floor = floors[years];
        means[years] = std::max(floor, o.mean[years]);
        sds[years] = floor > 0 ? log_sd_above_floor(o.mean[years], o.sd[years], floor) : o.sd[years];
    }
}

} // namespace

Forecast own_forecast(const Year& y, const Areas& areas, Area area, Expectation rule, int years) {
    return own_view(areas[area], y.prepared.segments[area].believed_law, rule, years);
}

// What the roadmap says `years` ahead: the requirement itself as far as it is shown, beyond it what the announced law
// implies.
Forecast roadmap(const Year& y, const Areas& areas, Area area, Reader reader, int years) {
    const OrderStream& orders = segment_of(y.scenario, area).orders;
    const StreamLaw& law = y.prepared.segments[area].believed_law;
    const double ratio = areas[area].ratio;
    const int seen = years_shown(orders, reader);
    if (years == 0) return {ratio, 0};
    if (years <= seen) return shown(y, areas, area, years);
    const double untold = untold_variance(orders, law);
    const Forecast last = seen == 0 ? Forecast{ratio, untold} : shown(y, areas, area, seen);
    const double deviation = maths::log(last.mean) + .5 * law.sx * law.sx;
    const double sd = rational_forecast_sd(law, years - seen);
    const double fade = faded(law.phi, years - seen);
    return {rational_forecast(law, deviation, years - seen),
            sd * sd + untold + fade * fade * (last.log_variance - untold)};
}

double trust_of(const Year& y, const SegmentState& state, Reader reader) {
    return y.scenario.channels.information ? state.trust[static_cast<std::size_t>(reader)].share() : 0;
}

namespace {

void fill_roadmap(const Year& y, const Areas& areas, Area area, Reader reader, std::vector<Forecast>& announced) {
    announced.clear();
    for (int years = 0; years <= y.prepared.look_ahead; ++years)
        announced.push_back(roadmap(y, areas, area, reader, years));
}

void fill_outlook(const Year& y, const Areas& areas, Area area, Expectation rule, Reader reader,
                  const std::vector<Forecast>& roadmap, Outlook& o) {
    const SegmentState& state = areas[area];
    const StreamLaw& law = y.prepared.segments[area].believed_law;
    const double trust = trust_of(y, state, reader);
    const int notice = years_shown(segment_of(y.scenario, area).orders, reader);
    for (auto* column : {&o.mean, &o.sd, &o.pass}) column->resize(y.prepared.look_ahead + 1);
    for (int years = 0; years <= y.prepared.look_ahead; ++years) {
        const Forecast own = own_view(state, law, rule, years);
        const Forecast& announced = roadmap[years];
        const Forecast blend = blended_forecast(own, announced, maths::log(announced.mean / own.mean), trust);
        o.mean[years] = blend.mean;
        o.sd[years] = std::sqrt(blend.log_variance);
        o.pass[years] = pass_through(y.scenario.beliefs, state, law, rule, trust, notice, years);
    }
    o.innovation_sd = innovation_sd(state, law, rule, trust);
}

} // namespace

void look_ahead(const Year& y, const Areas& areas, Area area, AreaView& ahead) {
    look_at_floors(y, areas, area, ahead);
    for (const Reader reader : {Reader::open, Reader::early}) {
        fill_roadmap(y, areas, area, reader, ahead.announced);
        for (std::size_t rule = 0; rule < std::size(names_of<Expectation>); ++rule) {
            const auto expectation = static_cast<Expectation>(rule);
            Outlook& o = ahead.outlook(expectation, reader);
            fill_outlook(y, areas, area, expectation, reader, ahead.announced, o);
            for (const FloorGroup group : floor_groups) fill_above_floor(ahead.floor(group), group, o);
        }
    }
}

} // namespace drumbeat
