// SPDX-License-Identifier: Apache-2.0
#include "outputs/fit/fact_measures.hpp"

#include "agents/demand.hpp"
#include "agents/expectations.hpp"
#include "agents/firms.hpp"
#include "agents/production.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace drumbeat {

namespace {

constexpr double spike = .20, still = .01;
constexpr int effect_years = 3; // over which money and capacity are followed

std::size_t at(int i) { return static_cast<std::size_t>(i); }
double ratio(double top, double bottom) { return bottom > 0 ? top / bottom : missing; }

double cell(const RunRecord& r, FirmColumn column, int year, int row) {
    return r.firms[(static_cast<std::size_t>(column) * at(r.years) + at(year)) * at(r.firm_rows) + at(row)];
}

double yearly(const RunRecord& r, Yearly quantity, int year, int segment) {
    return r.yearly[(static_cast<std::size_t>(quantity) * at(r.years) + at(year)) * at(r.segments) + at(segment)];
}

// Sum over technology areas and the years [from, to); NaN beyond the horizon.
double total(const RunRecord& r, Yearly quantity, int from, int to) {
    if (from < 0 || to > r.years) return missing;
    double sum = 0;
    for (int year = from; year < to; ++year)
        for (int segment = 0; segment < r.segments; ++segment) sum += yearly(r, quantity, year, segment);
    return sum;
}

double all_investment(const RunRecord& r, int from, int to) {
    return total(r, Yearly::investment_meur, from, to) + total(r, Yearly::replacement_meur, from, to);
}

// ---- panels: F1 to F5, F11, F13, F18

double share_of_rates(const RunRecord& r, const std::function<bool(double)>& test) {
    const Rates rates = FirmPanel(r).rates();
    return share_of(rates.frame, rates.rate, test);
}
double spikes(const RunRecord& r) {
    return share_of_rates(r, [](double rate) { return rate > spike; });
}
double mean_rate(const RunRecord& r) {
    const Rates rates = FirmPanel(r).rates();
    return mean_of(rates.frame, rates.rate);
}
double correlation_of_rates(const RunRecord& r, bool within) {
    const Rates rates = FirmPanel(r).rates();
    return serial_correlation(rates.frame, rates.rate, within);
}

// Growth of turnover beside the rates of a panel.
Column sales_growth(const FirmPanel& panel, const Rates& rates) {
    const Column all = arc_growth(panel.frame(), panel.of(FirmColumn::turnover_meur));
    const auto years = static_cast<std::ptrdiff_t>(rates.frame.years);
    Column growth;
    for (const int firm : rates.firm)
        growth.insert(growth.end(), all.begin() + firm * years, all.begin() + (firm + 1) * years);
    return growth;
}

// Log of forecast demand over the capacity of the year before.
Column forecast_load(const FirmPanel& panel, const Rates& rates) {
    const Column forecast = beside(rates, panel.frame(), panel.of(FirmColumn::forecast_demand_meur));
    const Column capacity = panel.of(FirmColumn::capacity_meur);
    const std::size_t years = at(rates.frame.years);
    Column load;
    for (std::size_t i = 0; i < forecast.size(); ++i) {
        const std::size_t before = at(rates.firm[i / years]) * (years + 1) + i % years;
        load.push_back(maths::log(std::max(1e-6, ratio(forecast[i], capacity[before]))));
    }
    return load;
}

double effect_of_uncertainty(const RunRecord& r, bool hold_forecast) {
    const FirmPanel panel(r);
    const Rates rates = panel.rates();
    std::vector<Column> held;
    if (hold_forecast) held.push_back(forecast_load(panel, rates));
    return uncertainty_effect(rates.frame, rates.rate, beside(rates, panel.frame(), panel.of(FirmColumn::perceived_sd)),
                              held);
}

Responses responses_to_demand(const RunRecord& r) {
    const FirmPanel panel(r);
    const Rates rates = panel.rates();
    return demand_responses(rates.frame, rates.rate, sales_growth(panel, rates),
                            beside(rates, panel.frame(), panel.of(FirmColumn::perceived_sd)));
}

double interaction(const RunRecord& r) {
    const Responses found = responses_to_demand(r);
    return found.at_high - found.at_low;
}
double response_ratio(const RunRecord& r) {
    const Responses found = responses_to_demand(r);
    return ratio(found.at_high, found.at_low);
}

// Mean growth of turnover from the year of a tender to `years` later: winners less those who bid and won nothing.
double growth_of_winners(const Observed& o, int years) {
    const RunRecord& r = o.of(Experiment::rest);
    std::vector<std::size_t> bid(at(r.years) * at(r.firm_rows)), won(bid.size());
    for (const Event& e : r.events) {
        const int year = e.year - o.base->time.start_year;
        if (e.firm < 0 || e.firm >= r.firm_rows || year < 0 || year >= r.years) continue;
        const std::size_t i = at(year) * at(r.firm_rows) + at(e.firm);
        if (e.kind == EventKind::bid) bid[i] = 1;
        if (e.kind == EventKind::award) won[i] = 1;
    }
    double sum[2] = {}, weights[2] = {};
    for (int year = 0; year + years < r.years; ++year)
        for (int row = 0; row < r.firm_rows; ++row) {
            const std::size_t i = at(year) * at(r.firm_rows) + at(row);
            const double before = cell(r, FirmColumn::turnover_meur, year, row),
                         after = cell(r, FirmColumn::turnover_meur, year + years, row);
            if (!bid[i] || before != before || after != after) continue;
            const double weight = cell(r, FirmColumn::weight, year, row);
            sum[won[i]] += weight * arc_growth(after, before), weights[won[i]] += weight;
        }
    return ratio(sum[1], weights[1]) - ratio(sum[0], weights[0]);
}

double slope_of_learning(const RunRecord& r) {
    const FirmPanel panel(r);
    const Frame& frame = panel.frame();
    Column output = panel.of(FirmColumn::turnover_meur);
    const Column experience = panel.of(FirmColumn::experience);
    for (int firm = 0; firm < frame.firms; ++firm) {
        const std::size_t first = at(firm) * at(frame.years);
        output[first] = experience[first];
        for (std::size_t i = first + 1; i < first + at(frame.years); ++i) output[i] += output[i - 1];
    }
    return fitted_learning_slope(frame, panel.of(FirmColumn::unit_cost), output);
}

double jump_after_gap(const RunRecord& r) {
    const FirmPanel panel(r);
    return cost_jump_after_gap(panel.frame(), panel.of(FirmColumn::turnover_meur), panel.of(FirmColumn::unit_cost));
}

// Turnover of firms after a spike, by years since the decision, relative to the year of the decision.
double years_of_ramp(const Observed& o) {
    constexpr int followed = 6;
    const RunRecord& r = o.of(Experiment::framework);
    const FirmPanel panel(r);
    const Rates rates = panel.rates();
    const Column turnover = panel.of(FirmColumn::turnover_meur);
    std::vector<double> path(followed + 1);
    for (std::size_t f = 0; f < rates.firm.size(); ++f)
        for (int year = std::max(1, o.policy_year); year + followed < r.years; ++year) {
            if (!(rates.rate[f * at(rates.frame.years) + at(year - 1)] > spike)) continue;
            const std::size_t i = at(rates.firm[f]) * at(r.years) + at(year);
            for (std::size_t k = 0; k < path.size(); ++k) path[k] += rates.frame.weight[f] * turnover[i + k];
        }
    return years_to_reach(path, .9);
}

// ---- experiments: F6 to F10, F14, F16

// Investment with the shock over that without, less 1, over years since the shock.
double shocked_investment(const Observed& o, int from, int to) {
    const int year = o.policy_year + shock_delay_years;
    return ratio(all_investment(o.of(Experiment::shock), year + from, year + to),
                 all_investment(o.of(Experiment::rest), year + from, year + to)) -
           1;
}

// A column of all firms in the year of the shock, by weight: its sum with the shock over that without, less 1. Forecast
// demand moves a little, since a requirement as planned is above the median of a more volatile law.
double shocked_column(const Observed& o, FirmColumn column) {
    const int year = o.policy_year + shock_delay_years;
    if (year >= o.of(Experiment::rest).years) return missing;
    const auto all = [&](const RunRecord& r) {
        double sum = 0;
        for (int row = 0; row < r.firm_rows; ++row)
            if (const double weight = cell(r, FirmColumn::weight, year, row); weight == weight)
                sum += weight * cell(r, column, year, row);
        return sum;
    };
    return ratio(all(o.of(Experiment::shock)), all(o.of(Experiment::rest))) - 1;
}

double response_of_dependent(const Observed& o) {
    const FirmPanel calm(o.of(Experiment::rest)), shocked(o.of(Experiment::shock));
    const int year = o.policy_year + shock_delay_years, years = calm.frame().years;
    if (year < 1 || year >= years) return missing;
    const Rates a = calm.rates(), b = shocked.rates();
    const Column orders = calm.of(FirmColumn::orders_meur), turnover = calm.of(FirmColumn::turnover_meur);
    Frame once{0, 1, {}};
    Column dependence, change;
    for (std::size_t i = 0, j = 0; i < a.firm.size(); ++i) { // firms that live through both
        const int row = calm.row(a.firm[i]);
        while (j < b.firm.size() && shocked.row(b.firm[j]) < row) ++j;
        if (j == b.firm.size() || shocked.row(b.firm[j]) != row) continue;
        const auto first = static_cast<std::ptrdiff_t>(a.firm[i]) * years;
        const auto sum = [&](const Column& x) {
            return std::accumulate(x.begin() + first, x.begin() + first + years, 0.0);
        };
        dependence.push_back(sum(turnover) > 0 ? sum(orders) / sum(turnover) : 0);
        change.push_back(b.rate[j * at(years - 1) + at(year - 1)] - a.rate[i * at(years - 1) + at(year - 1)]);
        once.weight.push_back(a.frame.weight[i]), ++once.firms;
    }
    const double low = quantile_of(once, dependence, .25), high = quantile_of(once, dependence, .75);
    double sum[2] = {}, weights[2] = {};
    for (std::size_t i = 0; i < change.size(); ++i)
        for (const int most : {0, 1}) {
            if (most ? dependence[i] < high : dependence[i] > low) continue;
            sum[most] += once.weight[i] * change[i], weights[most] += once.weight[i];
        }
    return ratio(sum[1], weights[1]) - ratio(sum[0], weights[0]);
}

double capex_per_euro(const Observed& o, Experiment more, Experiment less) {
    const int from = o.policy_year, to = from + effect_years;
    const auto added = [&](auto&& of) { return of(o.of(more)) - of(o.of(less)); };
    return ratio(added([&](const RunRecord& r) { return all_investment(r, from, to); }),
                 added([&](const RunRecord& r) { return total(r, Yearly::domestic_orders_meur, from, to); }));
}

// Firms, by weight, four years after the policy began; `vendors`: those with call-offs in the year.
double firms_later(const Observed& o, Experiment e, bool vendors) {
    const RunRecord& r = o.of(e);
    const int year = o.policy_year + 3;
    if (year >= r.years) return missing;
    double sum = 0;
    for (int row = 0; row < r.firm_rows; ++row) {
        const double weight = cell(r, FirmColumn::weight, year, row);
        if (weight == weight && (!vendors || cell(r, FirmColumn::orders_meur, year, row) > 0)) sum += weight;
    }
    return sum;
}
double after_cut(const Observed& o, bool vendors) {
    return ratio(firms_later(o, Experiment::cut, vendors), firms_later(o, Experiment::rest, vendors)) - 1;
}

double leakage(const RunRecord& r, int from, int to) {
    return ratio(total(r, Yearly::imports_meur, from, to), total(r, Yearly::orders_meur, from, to));
}

double paid_at_home(const Observed& o, Experiment e) {
    const RunRecord& r = o.of(e);
    double cost = 0, orders = 0;
    for (int year = o.policy_year; year < r.years; ++year)
        for (int segment = 0; segment < r.segments; ++segment) {
            const double price = yearly(r, Yearly::unit_cost, year, segment),
                         money = yearly(r, Yearly::domestic_orders_meur, year, segment);
            if (price == price) cost += price * money, orders += money;
        }
    return ratio(cost, orders);
}

// ---- F12, F15, F17, F19

// Size and weight of each firm of the last year.
struct Sizes {
    std::vector<double> size, weight;
};
Sizes last_sizes(const RunRecord& r) {
    Sizes s;
    for (int row = 0; row < r.firm_rows; ++row) {
        const double turnover = cell(r, FirmColumn::turnover_meur, r.years - 1, row);
        if (turnover != turnover) continue;
        s.size.push_back(turnover), s.weight.push_back(cell(r, FirmColumn::weight, r.years - 1, row));
    }
    return s;
}

// Share of firm-years, by weight, among those of small firms that pass `counts`, that pass `test`.
double share_of_small(const RunRecord& r, const std::function<bool(int, int)>& counts,
                      const std::function<bool(int, int)>& test) {
    double some = 0, all = 0;
    for (int year = 0; year < r.years; ++year)
        for (int row = 0; row < r.firm_rows; ++row) {
            const double weight = cell(r, FirmColumn::weight, year, row);
            if (weight != weight || cell(r, FirmColumn::size_class, year, row) != 0 || !counts(year, row)) continue;
            all += weight, some += test(year, row) ? weight : 0;
        }
    return ratio(some, all);
}

double refused_small(const RunRecord& r) {
    const auto is_refused = [&](int year, int row) {
        return cell(r, FirmColumn::binding_constraint, year, row) == static_cast<double>(Binding::finance);
    };
    const auto wanted = [&](int year, int row) {
        return is_refused(year, row) || cell(r, FirmColumn::investment_meur, year, row) > 0;
    };
    return share_of_small(r, wanted, is_refused);
}

double small_firms(const RunRecord& r) {
    double small = 0, all = 0;
    for (int row = 0; row < r.firm_rows; ++row) {
        const double weight = cell(r, FirmColumn::weight, r.years - 1, row);
        if (weight != weight) continue;
        all += weight, small += cell(r, FirmColumn::size_class, r.years - 1, row) == 0 ? weight : 0;
    }
    return ratio(small, all);
}

// Root mean square of the growth of log requirement over plan, areas by weight; `implied` by CV and persistence.
struct Growth {
    double found, implied;
};
Growth growth_of_requirement(const Observed& o) {
    const RunRecord& r = o.of(Experiment::rest);
    double weights = 0, found = 0, implied = 0;
    for (int segment = 0; segment < r.segments; ++segment) {
        const Segment& area = o.base->segments[at(segment)];
        double squares = 0;
        int pairs = 0;
        for (int year = 1; year < r.years; ++year, ++pairs) {
            const auto over_plan = [&](int y) {
                return yearly(r, Yearly::requirement_meur, y, segment) /
                       yearly(r, Yearly::planned_orders_meur, y, segment);
            };
            const double growth = maths::log(over_plan(year) / over_plan(year - 1));
            squares += growth * growth;
        }
        if (area.weight <= 0 || pairs == 0 || !(squares >= 0)) continue;
        const double sd = growth_sd(area.orders.cv, area.orders.phi);
        weights += area.weight, found += area.weight * squares / pairs, implied += area.weight * sd * sd;
    }
    return {std::sqrt(ratio(found, weights)), std::sqrt(ratio(implied, weights))};
}

double mean_slippage(const Scenario& s) {
    double sum = 0, weights = 0;
    for (const Segment& area : s.segments)
        sum += area.weight * area.orders.slippage_probability, weights += area.weight;
    return ratio(sum, weights);
}

double underspent_years(const Observed& o) {
    const RunRecord& r = o.of(Experiment::growing);
    const BudgetPath& budget = o.base->budget;
    const YearTable& path = budget.path_meur;
    const bool grows =
        path.empty() ? budget.final_defence_meur > budget.defence_meur : path.values.back() > path.values.front();
    if (!grows) return missing;
    int years = 0, under = 0;
    const int last = path.empty() ? budget.ramp_years : r.years;
    for (int year = o.policy_year; year < r.years && year <= last; ++year, ++years)
        under += total(r, Yearly::orders_meur, year, year + 1) < total(r, Yearly::requirement_meur, year, year + 1);
    return ratio(under, years);
}

double entries(const RunRecord& r, int policy_year) {
    const double years = r.years - policy_year, firms = total(r, Yearly::firms, policy_year, r.years) / years;
    return ratio(r.at(Outcome::entries), years * firms);
}

double surge_growth(const Observed& o) {
    const RunRecord& r = o.of(Experiment::surge);
    const auto turnover = [&](int year) { return total(r, Yearly::turnover_meur, year, year + 1); };
    return ratio(turnover(o.policy_year + 2), turnover(o.policy_year)) - 1;
}

using E = Experiment;

std::vector<E> needed(Measure m) {
    switch (m) {
    case Measure::shock_dip:
    case Measure::shock_rebound:
    case Measure::shock_uncertainty:
    case Measure::shock_forecast:
    case Measure::dependent_response: return {E::rest, E::shock};
    case Measure::long_price: return {E::one_year, E::five_years};
    case Measure::capex_per_euro: return {E::rest, E::orders};
    case Measure::capex_unconstrained: return {E::loose, E::loose_orders};
    case Measure::vendors_after_cut:
    case Measure::exits_after_cut: return {E::rest, E::cut};
    case Measure::fitted_slope:
    case Measure::underspent_years:
    case Measure::growing_spike_share:
    case Measure::growing_mean_rate: return {E::growing};
    case Measure::leakage_fall: return {E::rest, E::doubled};
    case Measure::surge_growth: return {E::surge};
    case Measure::ramp_years: return {E::framework};
    default: return {E::rest};
    }
}

double measured(Measure m, const Observed& o) {
    const RunRecord& rest = o.of(E::rest);
    const int from = o.policy_year, to = from + effect_years;
    switch (m) {
    case Measure::spike_share: return spikes(rest);
    case Measure::inaction_share: return share_of_rates(rest, [](double x) { return std::abs(x) < still; });
    case Measure::mean_rate: return mean_rate(rest);
    case Measure::rate_correlation: return correlation_of_rates(rest, false);
    case Measure::negative_share: return share_of_rates(rest, [](double x) { return x <= -still; });
    case Measure::negative_spike_share: return share_of_rates(rest, [](double x) { return x < -spike; });
    case Measure::uncertainty_effect: return effect_of_uncertainty(rest, false);
    case Measure::demand_interaction: return interaction(rest);
    case Measure::demand_response_ratio: return response_ratio(rest);
    case Measure::shock_dip: return shocked_investment(o, 0, 1);
    case Measure::shock_rebound: return shocked_investment(o, 1, 3);
    case Measure::dependent_response: return response_of_dependent(o);
    case Measure::long_saving: return multi_year_saving(o.base->tender.multi_year_saving, 5);
    case Measure::long_price: return 1 - ratio(paid_at_home(o, E::five_years), paid_at_home(o, E::one_year));
    case Measure::capex_per_euro: return capex_per_euro(o, E::orders, E::rest);
    case Measure::capex_unconstrained: return capex_per_euro(o, E::loose_orders, E::loose);
    case Measure::vendors_after_cut: return after_cut(o, true);
    case Measure::award_growth: return growth_of_winners(o, 1);
    case Measure::award_persistence: return growth_of_winners(o, 4);
    case Measure::top_two_share: return top_share(last_sizes(rest).size, last_sizes(rest).weight, 2);
    case Measure::sme_share: return small_firms(rest);
    case Measure::zipf_exponent: return tail_exponent(last_sizes(rest).size, last_sizes(rest).weight, .1);
    case Measure::fitted_slope: return slope_of_learning(o.of(E::growing));
    case Measure::gap_cost_jump: return jump_after_gap(rest);
    case Measure::import_share: return leakage(rest, from, rest.years);
    case Measure::leakage_fall: return leakage(o.of(E::doubled), from, to) - leakage(rest, from, to);
    case Measure::order_cv: return rest.at(Outcome::realised_cv);
    case Measure::order_persistence: return rest.at(Outcome::realised_phi);
    case Measure::order_growth_sd: return growth_of_requirement(o).found;
    case Measure::growth_identity: return ratio(growth_of_requirement(o).found, growth_of_requirement(o).implied);
    case Measure::surge_growth: return surge_growth(o);
    case Measure::late_share: return mean_slippage(*o.base);
    case Measure::underspent_years: return underspent_years(o);
    case Measure::ramp_years: return years_of_ramp(o);
    case Measure::sme_refused: return refused_small(rest);
    case Measure::within_correlation: return correlation_of_rates(rest, true);
    case Measure::growing_spike_share: return spikes(o.of(E::growing));
    case Measure::growing_mean_rate: return mean_rate(o.of(E::growing));
    case Measure::uncertainty_effect_forecast: return effect_of_uncertainty(rest, true);
    case Measure::shock_uncertainty: return shocked_column(o, FirmColumn::perceived_sd);
    case Measure::shock_forecast: return shocked_column(o, FirmColumn::forecast_demand_meur);
    case Measure::exits_after_cut: return after_cut(o, false);
    case Measure::exit_rate: return rest.at(Outcome::exit_rate);
    case Measure::entry_rate: return entries(rest, from);
    case Measure::count_: break;
    }
    return missing;
}

} // namespace

FirmPanel::FirmPanel(const RunRecord& record) : record_(record) {
    frame_.years = record.years;
    for (int row = 0; row < record.firm_rows; ++row) {
        bool always = true;
        for (int year = 0; year < record.years && always; ++year) {
            const double weight = cell(record, FirmColumn::weight, year, row);
            always = weight == weight;
        }
        if (!always) continue;
        rows_.push_back(row), frame_.weight.push_back(cell(record, FirmColumn::weight, 0, row));
    }
    frame_.firms = static_cast<int>(rows_.size());
}

Column FirmPanel::of(FirmColumn column) const {
    Column values;
    for (const int row : rows_)
        for (int year = 0; year < frame_.years; ++year) values.push_back(cell(record_, column, year, row));
    return values;
}

Column FirmPanel::sold() const {
    for (std::size_t i = 0; i < firm_column_count; ++i)
        if (firm_quantities[i].name == "sold_meur") return of(static_cast<FirmColumn>(i));
    return {};
}

Rates FirmPanel::rates() const {
    return investment_rates(frame_, of(FirmColumn::replacement_meur), of(FirmColumn::investment_meur), sold(),
                            of(FirmColumn::capital_meur));
}

double value_of(Measure m, const Observed& o) {
    for (const Experiment e : needed(m))
        if (!o.has(e)) return missing;
    return measured(m, o);
}

std::vector<double> values_of(std::span<const Measure> measures, const Observed& o) {
    std::vector<double> values;
    for (const Measure m : measures) values.push_back(value_of(m, o));
    return values;
}

std::vector<Experiment> experiments_for(std::span<const Measure> measures) {
    std::vector<Experiment> all;
    for (const Measure m : measures)
        for (const Experiment e : needed(m))
            if (std::find(all.begin(), all.end(), e) == all.end()) all.push_back(e);
    return all;
}

std::string_view why_missing(Measure m) {
    switch (m) {
    case Measure::underspent_years: return "the budget does not grow";
    case Measure::gap_cost_jump: return "no firm has such a gap";
    case Measure::sme_refused: return "no small firm wants to expand";
    case Measure::demand_response_ratio: return "investment does not rise with demand at low uncertainty";
    case Measure::ramp_years: return "no firm grows after a spike, or the horizon is too short";
    default: return "too few years, or nothing varies";
    }
}

} // namespace drumbeat
