// SPDX-License-Identifier: Apache-2.0
// The value over cost at which a firm invests: the trigger of each rule.
#include "agents/appraisal.hpp"

#include "agents/maths.hpp"
#include "agents/options.hpp"
#include "agents/prospect_parts.hpp"

#include <algorithm>

namespace drumbeat {

namespace {

// Demand over planned capacity now and in the long run, for the stopping table.
StoppingTable::State stopping_state(const Prospect& p, double expansion) {
    const double planned = p.capacity + expansion;
    const Discounting discounting(p);
    double factor = discounting.first;
    double weight = 0;
    double sum = 0;
    for (std::size_t m = static_cast<std::size_t>(p.lag); m < p.load.size(); ++m, factor *= discounting.step) {
        weight += factor;
        sum += factor * p.load[m];
    }
    StoppingTable::State state;
    const std::size_t first = first_news(p);
    const double now = p.load[first];
    state.level = maths::log(std::max(now, 1e-9) / planned);
    state.long_run = maths::log(std::max(p.mean_reverting ? p.load.back() : sum / weight, 1e-9) / planned);
    state.log_sd = p.mean_reverting ? p.long_run_sd : p.shift[first];
    state.discount = p.hurdle;
    state.base = p.capacity / planned;
    return state;
}

// Cash flow of the first year of the expansion, seen from now: what a year of waiting forgoes.
double first_year_value(const Prospect& p, double expansion, const ExpectedSales& table) {
    const auto m = static_cast<std::size_t>(p.lag);
    if (m >= p.load.size() || p.load[m] <= 0) return 0;
    const TableSales sales{table};
    const double more =
        sales(p.load[m], p.load_sd[m], p.capacity + expansion) - sales(p.load[m], p.load_sd[m], p.capacity);
    return Discounting(p).first * ((p.unit_margin - p.idle_margin) * more + p.idle_margin * expansion);
}

// The multiple of cost at which the first year's cash flow is just enough under the bad-news principle.
double bad_news_trigger(const Prospect& p, const Choice& c, const ExpectedSales& table) {
    const double after = std::min(c.cost, expansion_value(p, c.expansion, table, -1));
    const double forgone = first_year_value(p, c.expansion, table);
    return c.value / c.cost * least_cash_flow_now(c.cost, p.hurdle, .5, after) / std::max(forgone, 1e-12);
}

// Long-run value per euro of cost: with the requirement at its long-run mean.
RevertingValue reverting_value(const Prospect& p, const Choice& c, const ExpectedSales& table) {
    const double long_run = std::max(1e-3, expansion_value(p, c.expansion, table, -p.news_now) / c.cost);
    return {p.hurdle + p.option_hazard, c.sigma_v, p.reversion / long_run, long_run};
}

} // namespace

double trigger_of(const Prospect& p, const Choice& c, const ExpectedSales& table) {
    const ValueProcess value{p.hurdle, 0, c.sigma_v, p.option_hazard};
    const auto applied = [&](double multiple) {
        return applied_multiple(yearly_multiple(multiple, c.sigma_v), p.option_weight);
    };
    switch (p.rule) {
    case InvestmentRule::real_option:
    case InvestmentRule::capacity_choice: return applied(option_multiple(value));
    case InvestmentRule::reverting_option: return applied(reverting_multiple(reverting_value(p, c, table)));
    case InvestmentRule::suspension_option:
        return applied(suspension_multiple(value, p.unit_cost / (p.unit_cost + p.unit_margin)));
    case InvestmentRule::bad_news: return bad_news_trigger(p, c, table);
    case InvestmentRule::uncapped_multiple: return yearly_option_multiple({p.hurdle, 0, p.growth_sd, 0});
    case InvestmentRule::dynamic_programming:
        return p.stopping ? p.stopping->multiple(stopping_state(p, c.expansion)) : 1;
    case InvestmentRule::npv:
    case InvestmentRule::newsvendor: break;
    }
    return 1;
}

} // namespace drumbeat
