// SPDX-License-Identifier: Apache-2.0
#include "outputs/fit/panel_moments.hpp"

#include "agents/expectations.hpp"
#include "agents/maths.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace drumbeat {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

std::size_t at(int i) { return static_cast<std::size_t>(i); }
std::size_t cell(const Frame& f, int firm, int year) { return at(firm) * at(f.years) + at(year); }
double ratio(double top, double bottom) { return bottom > 0 ? top / bottom : none; }

// Sum over firm-years of weight times what `value` says of the cell.
template <class Value> double weighted_sum(const Frame& f, Value&& value) {
    double sum = 0;
    for (int firm = 0; firm < f.firms; ++firm) {
        double own = 0;
        for (int year = 0; year < f.years; ++year) own += value(cell(f, firm, year));
        sum += f.weight[at(firm)] * own;
    }
    return sum;
}

double total_weight(const Frame& f) {
    return weighted_sum(f, [](std::size_t) { return 1.0; });
}

using Rows = std::vector<std::vector<double>>;

std::size_t largest_below(const Rows& a, std::size_t k) {
    std::size_t pivot = k;
    for (std::size_t i = k + 1; i < a.size(); ++i)
        if (std::abs(a[i][k]) > std::abs(a[pivot][k])) pivot = i;
    return pivot;
}

// Takes column k out of the rows below k.
void eliminate(Rows& a, std::vector<double>& b, std::size_t k) {
    for (std::size_t i = k + 1; i < a.size(); ++i) {
        const double factor = a[i][k] / a[k][k];
        for (std::size_t j = k; j < a.size(); ++j) a[i][j] -= factor * a[k][j];
        b[i] -= factor * b[k];
    }
}

// Solves A x = b by elimination with the largest pivot; empty when A is singular to rounding.
std::vector<double> solved(Rows a, std::vector<double> b) {
    const std::size_t n = b.size();
    std::vector<double> scale(n);
    for (std::size_t i = 0; i < n; ++i) scale[i] = a[i][i];
    for (std::size_t k = 0; k < n; ++k) {
        const std::size_t pivot = largest_below(a, k);
        if (!(std::abs(a[pivot][k]) > 1e-10 * scale[k])) return {};
        std::swap(a[k], a[pivot]);
        std::swap(b[k], b[pivot]);
        eliminate(a, b, k);
    }
    for (std::size_t k = n; k-- > 0;) {
        for (std::size_t j = k + 1; j < n; ++j) b[k] -= a[k][j] * b[j];
        b[k] /= a[k][k];
    }
    return b;
}

Column product(const Column& a, const Column& b) {
    Column c(a.size());
    for (std::size_t i = 0; i < c.size(); ++i) c[i] = a[i] * b[i];
    return c;
}

Column less(Column x, double constant) {
    for (double& value : x) value -= constant;
    return x;
}

Column logs(Column x) {
    for (double& value : x) value = maths::log(std::max(value, 1e-12));
    return x;
}

// Places in order of falling size.
std::vector<std::size_t> by_size(std::span<const double> size) {
    std::vector<std::size_t> order(size.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return size[a] > size[b]; });
    return order;
}

} // namespace

double share_of(const Frame& f, const Column& x, const std::function<bool(double)>& test) {
    return ratio(weighted_sum(f, [&](std::size_t i) { return test(x[i]) ? 1.0 : 0.0; }), total_weight(f));
}

double mean_of(const Frame& f, const Column& x) {
    return ratio(weighted_sum(f, [&](std::size_t i) { return x[i]; }), total_weight(f));
}

double sd_of(const Frame& f, const Column& x) {
    const double mean = mean_of(f, x);
    return std::sqrt(
        ratio(weighted_sum(f, [&](std::size_t i) { return (x[i] - mean) * (x[i] - mean); }), total_weight(f)));
}

double correlation_of(const Frame& f, const Column& x, const Column& y) {
    const double mx = mean_of(f, x), my = mean_of(f, y);
    const double xy = weighted_sum(f, [&](std::size_t i) { return (x[i] - mx) * (y[i] - my); });
    const double xx = weighted_sum(f, [&](std::size_t i) { return (x[i] - mx) * (x[i] - mx); });
    const double yy = weighted_sum(f, [&](std::size_t i) { return (y[i] - my) * (y[i] - my); });
    return ratio(xy, std::sqrt(xx * yy));
}

double quantile_of(const Frame& f, const Column& x, double p) {
    std::vector<std::pair<double, double>> sorted; // value, weight
    for (int firm = 0; firm < f.firms; ++firm)
        for (int year = 0; year < f.years; ++year) sorted.emplace_back(x[cell(f, firm, year)], f.weight[at(firm)]);
    std::sort(sorted.begin(), sorted.end());
    const double wanted = p * total_weight(f) * (1 - 1e-12);
    double sum = 0;
    for (const auto& [value, weight] : sorted)
        if ((sum += weight) >= wanted) return value;
    return none;
}

Rates investment_rates(const Frame& f, const Column& replacement, const Column& expansion, const Column& sold,
                       const Column& capital) {
    Rates r;
    r.frame.years = std::max(0, f.years - 1);
    for (int firm = 0; firm < f.firms; ++firm) {
        bool always = true;
        for (int year = 0; year + 1 < f.years; ++year) always = always && capital[cell(f, firm, year)] > 0;
        if (!always) continue;
        r.firm.push_back(firm);
        r.frame.weight.push_back(f.weight[at(firm)]);
        for (int year = 1; year < f.years; ++year) {
            const std::size_t i = cell(f, firm, year);
            r.rate.push_back((replacement[i] + expansion[i] - (sold.empty() ? 0 : sold[i])) / capital[i - 1]);
        }
    }
    r.frame.firms = static_cast<int>(r.firm.size());
    return r;
}

Column beside(const Rates& r, const Frame& f, const Column& x) {
    Column kept;
    for (const int firm : r.firm)
        for (int year = 1; year < f.years; ++year) kept.push_back(x[cell(f, firm, year)]);
    return kept;
}

double serial_correlation(const Frame& f, const Column& x, bool within) {
    const Column own = within ? without_firm_effects(f, x) : x;
    Frame pairs{f.firms, f.years - 1, f.weight};
    Column now, before;
    for (int firm = 0; firm < f.firms; ++firm)
        for (int year = 1; year < f.years; ++year) {
            now.push_back(own[cell(f, firm, year)]);
            before.push_back(own[cell(f, firm, year) - 1]);
        }
    return correlation_of(pairs, now, before);
}

Column without_firm_effects(const Frame& f, const Column& x) {
    Column left = x;
    for (int firm = 0; firm < f.firms; ++firm) {
        double sum = 0;
        for (int year = 0; year < f.years; ++year) sum += x[cell(f, firm, year)];
        for (int year = 0; year < f.years; ++year) left[cell(f, firm, year)] -= sum / f.years;
    }
    return left;
}

Column without_effects(const Frame& f, const Column& x) {
    Column left = without_firm_effects(f, x);
    for (int year = 0; year < f.years; ++year) {
        double sum = 0, weights = 0;
        for (int firm = 0; firm < f.firms; ++firm) {
            sum += f.weight[at(firm)] * left[cell(f, firm, year)];
            weights += f.weight[at(firm)];
        }
        for (int firm = 0; firm < f.firms; ++firm) left[cell(f, firm, year)] -= sum / weights;
    }
    return left;
}

std::vector<double> slopes_of(const Frame& f, const Column& y, const std::vector<Column>& x) {
    const std::size_t n = x.size();
    std::vector<std::vector<double>> xx(n, std::vector<double>(n));
    std::vector<double> xy(n);
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j)
            xx[i][j] = weighted_sum(f, [&](std::size_t k) { return x[i][k] * x[j][k]; });
        xy[i] = weighted_sum(f, [&](std::size_t k) { return x[i][k] * y[k]; });
    }
    std::vector<double> slopes = solved(std::move(xx), std::move(xy));
    return slopes.empty() ? std::vector<double>(n, none) : slopes;
}

Column arc_growth(const Frame& f, const Column& x) {
    Column growth;
    for (int firm = 0; firm < f.firms; ++firm)
        for (int year = 1; year < f.years; ++year)
            growth.push_back(arc_growth(x[cell(f, firm, year)], x[cell(f, firm, year) - 1]));
    return growth;
}

double uncertainty_effect(const Frame& f, const Column& rate, const Column& sd, const std::vector<Column>& held) {
    std::vector<Column> x{without_effects(f, sd)};
    for (const Column& other : held) x.push_back(without_effects(f, other));
    const double slope = slopes_of(f, without_effects(f, rate), x).front(), mean = mean_of(f, rate);
    return mean > 0 ? 2 * sd_of(f, sd) * slope / mean : none;
}

Responses demand_responses(const Frame& f, const Column& rate, const Column& growth, const Column& sd) {
    const double middle = mean_of(f, sd);
    const std::vector<Column> x{without_effects(f, growth), without_effects(f, product(growth, less(sd, middle))),
                                without_effects(f, sd)};
    const std::vector<double> slopes = slopes_of(f, without_effects(f, rate), x);
    const auto response = [&](double p) { return slopes[0] + slopes[1] * (quantile_of(f, sd, p) - middle); };
    return {response(.25), response(.75)};
}

double top_share(std::span<const double> size, std::span<const double> weight, double count) {
    double total = 0, top = 0;
    for (std::size_t i = 0; i < size.size(); ++i) total += weight[i] * size[i];
    for (const std::size_t i : by_size(size)) {
        const double taken = std::min(weight[i], count);
        top += taken * size[i];
        count -= taken;
    }
    return ratio(top, total);
}

double tail_exponent(std::span<const double> size, std::span<const double> weight, double share) {
    double firms = 0, above = 0;
    for (const double w : weight) firms += w;
    Frame tail{0, 1, {}};
    Column log_size, log_rank;
    for (const std::size_t i : by_size(size)) {
        if (above >= share * firms || size[i] <= 0) break;
        log_size.push_back(maths::log(size[i]));
        log_rank.push_back(maths::log(above + .5 * weight[i]));
        tail.weight.push_back(weight[i]);
        above += weight[i];
        ++tail.firms;
    }
    const double mean_size = mean_of(tail, log_size), mean_rank = mean_of(tail, log_rank);
    return -slopes_of(tail, less(log_rank, mean_rank), {less(log_size, mean_size)}).front();
}

double fitted_learning_slope(const Frame& f, const Column& unit_cost, const Column& cumulative_output) {
    const Column cost = without_firm_effects(f, logs(unit_cost)),
                 output = without_firm_effects(f, logs(cumulative_output));
    return maths::pow(2, slopes_of(f, cost, {output}).front());
}

double cost_jump_after_gap(const Frame& f, const Column& output, const Column& unit_cost) {
    double sum = 0, weights = 0;
    for (int firm = 0; firm < f.firms; ++firm)
        for (int year = 2; year + 1 < f.years; ++year) {
            const std::size_t i = cell(f, firm, year);
            const double half = .25 * (output[i - 2] + output[i - 1]);
            if (!(output[i] < half && output[i + 1] < half)) continue;
            sum += f.weight[at(firm)] * (unit_cost[i + 1] / unit_cost[i - 1] - 1);
            weights += f.weight[at(firm)];
        }
    return ratio(sum, weights);
}

double years_to_reach(std::span<const double> path, double share) {
    if (path.empty()) return none;
    const double highest = *std::max_element(path.begin(), path.end());
    if (!(highest > path[0])) return none;
    const double wanted = path[0] + share * (highest - path[0]);
    std::size_t year = 1;
    while (year + 1 < path.size() && path[year] < wanted) ++year;
    return static_cast<double>(year - 1) + (wanted - path[year - 1]) / (path[year] - path[year - 1]);
}

} // namespace drumbeat
