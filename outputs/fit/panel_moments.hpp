// SPDX-License-Identifier: Apache-2.0
// What econometricians measure on a panel of firms: pure functions of columns, firm by year.
#pragma once

#include <functional>
#include <span>
#include <vector>

namespace drumbeat {

// A balanced panel: every firm exists in every year and counts by its weight.
struct Frame {
    int firms = 0, years = 0;
    std::vector<double> weight; // [firm], positive
};
// Values at [firm * years + year] of a frame.
using Column = std::vector<double>;

// Share of firm-years, by weight, whose value passes a test; NaN for an empty frame.
double share_of(const Frame&, const Column&, const std::function<bool(double)>& test);
double mean_of(const Frame&, const Column&);
double sd_of(const Frame&, const Column&);
double correlation_of(const Frame&, const Column&, const Column&);
// Value that a share `p` of firm-years, by weight, does not exceed.
double quantile_of(const Frame&, const Column&, double p);

// Net investment over capital at the start of the year, from the second year on: (replacement + expansion - sold) /
// capital at the end of the year before. Cooper & Haltiwanger (2006). `frame` becomes the frame of the result. An empty
// `sold` is none; firms without capital at the start of any year are left out, from the weights too.
struct Rates {
    Frame frame;
    Column rate;
    std::vector<int> firm; // rows of the first frame that are in the result
};
Rates investment_rates(const Frame&, const Column& replacement, const Column& expansion, const Column& sold,
                       const Column& capital_at_end);
// A column of the first frame as it stands beside those rates.
Column beside(const Rates&, const Frame&, const Column&);

// Correlation of a value with that of the year before; `within`: of deviations from each firm's own mean.
double serial_correlation(const Frame&, const Column&, bool within);

// Deviations from firm means, and from year means as well: effects of a balanced panel taken out exactly.
Column without_firm_effects(const Frame&, const Column&);
Column without_effects(const Frame&, const Column&);

// Coefficients of weighted least squares without a constant; NaN where the regressors are collinear.
std::vector<double> slopes_of(const Frame&, const Column& y, const std::vector<Column>& x);

// Arc growth of each firm-year over the year before, from the second year on.
Column arc_growth(const Frame&, const Column&);

// What two standard deviations more of perceived uncertainty do to I/K, as a share of its mean: least squares with firm
// and year effects, and whatever else is held constant. Bloom, Davis, Foster, Ohlmacher & Saporta-Eksten (2022).
double uncertainty_effect(const Frame&, const Column& rate, const Column& sd, const std::vector<Column>& held = {});

// Response of I/K to growth of demand at the lower and the upper quartile of uncertainty: rate on growth, uncertainty
// and their product, with firm and year effects. Bloom, Bond & Van Reenen (2007).
struct Responses {
    double at_low, at_high;
};
Responses demand_responses(const Frame&, const Column& rate, const Column& growth, const Column& sd);

// Share of the total that belongs to the `count` largest; `weight` firms stand behind each size.
double top_share(std::span<const double> size, std::span<const double> weight, double count);
// Tail exponent of sizes by least squares of ln(rank - 1/2) on ln size among the largest `share` of firms (Gabaix &
// Ibragimov 2011); a firm that stands for several has the mean of their ranks.
double tail_exponent(std::span<const double> size, std::span<const double> weight, double share);

// Unit cost after a doubling of cumulative output: 2^b, b the slope of ln cost on ln output within firms.
double fitted_learning_slope(const Frame&, const Column& unit_cost, const Column& cumulative_output);
// Rise of unit cost over two years in each of which output stays under half the mean of the two years before; NaN
// where no firm has such a gap.
double cost_jump_after_gap(const Frame&, const Column& output, const Column& unit_cost);

// Years until a path has gone `share` of the way from its first value to its highest, between years by a straight line;
// NaN when it never rises.
double years_to_reach(std::span<const double> path, double share);

} // namespace drumbeat
