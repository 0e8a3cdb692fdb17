// SPDX-License-Identifier: Apache-2.0
#include "agents/options.hpp"

#include "agents/maths.hpp"

#include <algorithm>
#include <cmath>

namespace drumbeat {

double option_root(const ValueProcess& p) {
    const double variance = p.volatility * p.volatility;
    const double centre = p.drift / variance - .5; // (r - delta)/s^2 - 1/2
    return -centre + std::sqrt(centre * centre + 2 * (p.discount + p.hazard) / variance);
}

double option_multiple(const ValueProcess& p) {
    const double total = p.discount + p.hazard;
    if (p.volatility < 1e-6) return p.drift > 0 ? total / (total - p.drift) : 1;
    const double root = option_root(p);
    return root / (root - 1);
}

double yearly_option_multiple(const ValueProcess& p) {
    return std::max(1.0, option_multiple(p) * maths::exp(-.5826 * p.volatility));
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

} // namespace drumbeat
