// SPDX-License-Identifier: Apache-2.0
#include "agents/ecosystem.hpp"

#include "agents/maths.hpp"

#include <algorithm>
#include <numbers>

namespace drumbeat {

int settled_in(int home, int regions, double home_share, double u, double v) {
    if (u < home_share) return home % regions;
    return std::min(regions - 1, static_cast<int>(v * regions));
}

double agglomeration_factor(double output, double at_rest, double fall) {
    if (at_rest <= 0 || output <= 0 || fall <= 0) return 1;
    const double doublings = std::clamp(maths::log(output / at_rest) / std::numbers::ln2, -2.0, 2.0);
    return maths::pow(1 - fall, doublings);
}

double hires_granted(double wanted, double staff, double growth) {
    const double found = growth * staff;
    return wanted > found ? found / wanted : 1;
}

double wage_factor(double granted, double response) { return 1 + response * (1 - granted); }

} // namespace drumbeat
