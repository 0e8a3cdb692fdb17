// SPDX-License-Identifier: Apache-2.0
#include "agents/options.hpp"

#include "agents/maths.hpp"

#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace drumbeat {

double option_root(const ValueProcess& p) {
    const double variance = p.volatility * p.volatility;
    const double centre = p.drift / variance - .5; // (r - delta)/s^2 - 1/2
    return -centre + std::sqrt(centre * centre + 2 * (p.discount + p.hazard) / variance);
}

namespace {

// A zero of a function that rises from a value below zero at `low`: doubling, then the method of Alefeld, Potra and Shi
// (1995), which needs nothing but arithmetic. Where rounding leaves no sign below zero at `low`, that is the zero.
template <class F> double rising_zero(double low, double step, F&& f) {
    if (!(f(low) < 0)) return low;
    double high = low + step;
    while (f(high) < 0 && high < 1e12) {
        step *= 2;
        high += step;
    }
    if (!(f(high) >= 0)) return high;
    std::uintmax_t most = 100;
    const auto [a, b] =
        boost::math::tools::toms748_solve(f, low, high, boost::math::tools::eps_tolerance<double>(48), most);
    return .5 * (a + b);
}

// d ln M(a, b, x) / dx = (a/b) M(a+1, b+1, x) / M(a, b, x), for positive a, b, x. Both series have positive terms; they
// are summed together, scaled by the largest, so that nothing overflows.
double kummer_log_slope(double a, double b, double x) {
    double term = 1;
    double sum = 1;
    double next_term = 1;
    double next_sum = 1;
    for (int n = 0; n < 100000; ++n) {
        term *= (a + n) / (b + n) * x / (n + 1);
        next_term *= (a + 1 + n) / (b + 1 + n) * x / (n + 1);
        sum += term;
        next_sum += next_term;
        if (term < 1e-17 * sum && next_term < 1e-17 * next_sum) break;
        if (next_sum <= 1e250 && sum <= 1e250) continue;
        for (double* large : {&term, &sum, &next_term, &next_sum}) *large *= 1e-250;
    }
    return a / b * next_sum / sum;
}

} // namespace

double option_root_with_falls(const ValueProcess& p, double fall) {
    const double half = .5 * p.volatility * p.volatility;
    const double left = 1 - fall;
    return rising_zero(1, 1, [&](double b) {
        const double kept = left > 0 ? maths::pow(left, b) : 0;
        return half * b * (b - 1) + p.drift * b - (p.discount + p.hazard) + p.hazard * kept;
    });
}

double option_multiple(const ValueProcess& p) {
    const double total = p.discount + p.hazard;
    if (p.volatility < 1e-6) return p.drift > 0 ? total / (total - p.drift) : 1;
    const double root = option_root(p);
    return root / (root - 1);
}

double yearly_option_multiple(const ValueProcess& p) { return yearly_multiple(option_multiple(p), p.volatility); }

double yearly_multiple(double multiple, double volatility) {
    return std::max(1.0, multiple * maths::exp(-.5826 * volatility));
}

double applied_multiple(double multiple, double weight) { return 1 + weight * (multiple - 1); }

double price_trigger(const ValueProcess& p, double cancellation, bool option_dies) {
    ValueProcess option = p;
    option.hazard = option_dies ? cancellation : 0;
    return option_multiple(option) * (p.discount - p.drift + cancellation);
}

double price_trigger_with_lag(const ValueProcess& p, double lag_years, bool paid_at_completion) {
    const double delta = p.discount - p.drift;
    const double carry = paid_at_completion ? delta - p.discount : delta;
    return option_multiple(p) * delta * maths::exp(carry * lag_years);
}

double reverting_multiple(const RevertingValue& v) {
    if (v.volatility < 1e-6) return 1;
    const double variance = v.volatility * v.volatility;
    const double pull = 2 * v.reversion / variance;
    // theta (theta - 1) + pull Vbar theta - 2 rho / s^2 = 0
    const double centre = .5 * (pull * v.long_run - 1);
    const double theta = -centre + std::sqrt(centre * centre + 2 * v.discount / variance);
    const double b = 2 * theta + pull * v.long_run;
    return rising_zero(1, .5, [&](double level) {
        const double slope = theta + pull * level * kummer_log_slope(theta, b, pull * level); // of ln F in ln V
        return slope * (level - 1) - level;
    });
}

namespace {

// Of s^2 b (b-1)/2 + alpha b - r = 0.
struct Roots {
    double above; // 1
    double below; // 0
};

Roots roots_of(const ValueProcess& p) {
    const double variance = p.volatility * p.volatility;
    const double centre = p.drift / variance - .5;
    const double reach = std::sqrt(centre * centre + 2 * p.discount / variance);
    return {-centre + reach, -centre - reach};
}

} // namespace

double suspension_value(const SuspendablePlant& plant, double price) {
    const Roots b = roots_of(plant.price);
    const double r = plant.price.discount;
    const double delta = r - plant.price.drift;
    const double cost = plant.unit_cost;
    if (cost <= 0) return 0;
    return maths::pow(price / cost, b.below) * cost / (b.above - b.below) * (b.above / r - (b.above - 1) / delta);
}

double suspension_price_trigger(const SuspendablePlant& plant) {
    const Roots b = roots_of(plant.price);
    const double r = plant.price.discount;
    const double delta = r - plant.price.drift;
    const double marshall = delta * (plant.unit_cost / r + plant.outlay);
    // At Marshall's price the option to wait is not yet paid for; the left side then rises with the price.
    return rising_zero(std::max(plant.unit_cost, 1e-12 * marshall), marshall, [&](double price) {
        return (b.above - b.below) * suspension_value(plant, price) + (b.above - 1) * price / delta -
               b.above * (plant.unit_cost / r + plant.outlay);
    });
}

double suspension_multiple(const ValueProcess& p, double unit_cost) {
    if (p.volatility < 1e-6) return option_multiple(p);
    const double r = p.discount;
    const double delta = r - p.drift;
    const double waits = option_root(p);
    const double stands_still = (waits - roots_of(p).below) * suspension_value({p, unit_cost, 0}, 1);
    const double outlay = (stands_still + (waits - 1) / delta) / waits - unit_cost / r;
    return outlay > 0 ? (1 / delta - unit_cost / r) / outlay : 1e12;
}

double least_cash_flow_now(double outlay, double discount, double good_news, double value_after_bad_news) {
    return (discount * outlay + (1 - good_news) * (outlay - value_after_bad_news)) / (1 + discount);
}

namespace {

double next_year_value(double cash_flow, double discount) { return cash_flow * (1 + discount) / discount; }

} // namespace

double npv_now(const TwoStates& s, double outlay, double discount) {
    const double next = s.good_news * next_year_value(s.now * s.up, discount) +
                        (1 - s.good_news) * next_year_value(s.now * s.down, discount);
    return s.now + next / (1 + discount) - outlay;
}

double npv_waiting(const TwoStates& s, double outlay, double discount) {
    const double good = std::max(0.0, next_year_value(s.now * s.up, discount) - outlay);
    const double bad = std::max(0.0, next_year_value(s.now * s.down, discount) - outlay);
    return (s.good_news * good + (1 - s.good_news) * bad) / (1 + discount);
}

double hitting_probability(const ValueProcess& p, double level, double years) {
    if (level <= 1) return 1;
    const double distance = maths::log(level);
    const double trend = p.drift - .5 * p.volatility * p.volatility;
    const double spread = p.volatility * std::sqrt(years);
    if (spread <= 0) return trend * years >= distance ? 1 : 0;
    const double variance = p.volatility * p.volatility;
    return maths::normal_cdf((trend * years - distance) / spread) +
           maths::exp(2 * trend * distance / variance) * maths::normal_cdf((-trend * years - distance) / spread);
}

double expected_discount_factor(const ValueProcess& p, double level) { return maths::pow(level, -option_root(p)); }

} // namespace drumbeat
