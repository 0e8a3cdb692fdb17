// SPDX-License-Identifier: Apache-2.0
// F12, F15, F17 and F19: sizes of firms, the stream of orders, and who is refused; and how many enter.
#include "agents/demand.hpp"
#include "agents/maths.hpp"
#include "outputs/fit/facts/facts.hpp"
#include "outputs/fit/facts/record_values.hpp"

#include <cmath>
#include <functional>

namespace drumbeat {
namespace {

constexpr double small_class = 0; // of FirmColumn::size_class

// Share of firm-years, by weight, among those of small firms that pass `counts`, that pass `test`.
double share_of_small(const RunRecord& r, const std::function<bool(int, int)>& counts,
                      const std::function<bool(int, int)>& test) {
    WeightedMean mean;
    for (int year = 0; year < r.years; ++year)
        for (int row = 0; row < r.firm_rows; ++row) {
            const double weight = cell(r, FirmColumn::weight, year, row);
            if (weight != weight || cell(r, FirmColumn::size_class, year, row) != small_class || !counts(year, row))
                continue;
            mean.add(test(year, row) ? 1 : 0, weight);
        }
    return mean.value();
}

// Sum over the years of the squared growth of log requirement over plan.
double squared_growth(const RunRecord& r, int segment) {
    const auto over_plan = [&](int year) {
        return yearly(r, Yearly::requirement_meur, year, segment) /
               yearly(r, Yearly::planned_orders_meur, year, segment);
    };
    double squares = 0;
    for (int year = 1; year < r.years; ++year) {
        const double growth = maths::log(over_plan(year) / over_plan(year - 1));
        squares += growth * growth;
    }
    return squares;
}

// Whether the budget of the base is larger at its end.
bool grows(const BudgetPath& budget) {
    const YearTable& path = budget.path_meur;
    if (path.empty()) return budget.final_defence_meur > budget.defence_meur;
    return path.values.back() > path.values.front();
}

} // namespace

Sizes last_sizes(const RunRecord& r) {
    Sizes s;
    for (int row = 0; row < r.firm_rows; ++row) {
        const double turnover = cell(r, FirmColumn::turnover_meur, r.years - 1, row);
        if (turnover != turnover) continue;
        s.size.push_back(turnover);
        s.weight.push_back(cell(r, FirmColumn::weight, r.years - 1, row));
    }
    return s;
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
    const int last = r.years - 1;
    WeightedMean mean;
    for (int row = 0; row < r.firm_rows; ++row) {
        const double weight = cell(r, FirmColumn::weight, last, row);
        if (weight != weight) continue;
        mean.add(cell(r, FirmColumn::size_class, last, row) == small_class ? 1 : 0, weight);
    }
    return mean.value();
}

OrderGrowth growth_of_requirement(const Observed& o) {
    const RunRecord& r = o.of(Experiment::rest);
    double weights = 0, found = 0, implied = 0;
    for (int segment = 0; segment < r.segments; ++segment) {
        const Segment& area = o.base->segments[at(segment)];
        const int pairs = r.years - 1;
        const double squares = squared_growth(r, segment);
        if (area.weight <= 0 || pairs <= 0 || !(squares >= 0)) continue;
        const double sd = growth_sd(area.orders.cv, area.orders.phi);
        weights += area.weight;
        found += area.weight * squares / pairs;
        implied += area.weight * sd * sd;
    }
    return {std::sqrt(ratio(found, weights)), std::sqrt(ratio(implied, weights))};
}

double mean_slippage(const Scenario& s) {
    WeightedMean mean;
    for (const Segment& area : s.segments) mean.add(area.orders.slippage_probability, area.weight);
    return mean.value();
}

double underspent_years(const Observed& o) {
    const RunRecord& r = o.of(Experiment::growing);
    const BudgetPath& budget = o.base->budget;
    if (!grows(budget)) return missing;
    const int last = budget.path_meur.empty() ? budget.ramp_years : r.years;
    int years = 0, under = 0;
    for (int year = o.policy_year; year < r.years && year <= last; ++year) {
        const double placed = total(r, Yearly::orders_meur, year, year + 1);
        const double required = total(r, Yearly::requirement_meur, year, year + 1);
        ++years;
        if (placed < required) ++under;
    }
    return ratio(under, years);
}

double entries(const RunRecord& r, int policy_year) {
    const double years = r.years - policy_year;
    const double firms = total(r, Yearly::firms, policy_year, r.years) / years;
    return ratio(r.at(Outcome::entries), years * firms);
}

} // namespace drumbeat
