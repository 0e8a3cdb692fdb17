// SPDX-License-Identifier: Apache-2.0
#include "agents/production.hpp"

#include "agents/maths.hpp"

#include <algorithm>

namespace drumbeat {

double learning_exponent(double slope) { return maths::log(slope) / maths::log(2.0); }

double learning_factor(double experience, double reference, double exponent) {
    if (experience <= 0 || reference <= 0) return 1;
    return maths::pow(experience / reference, exponent);
}

double experience_after(double experience, double output, double forgetting) {
    return (1 - forgetting) * experience + output;
}

double rate_factor(double output, double reference, double elasticity) {
    if (elasticity == 0 || reference <= 0) return 1;
    return maths::pow(std::clamp(output / reference, .5, 2.0), elasticity);
}

double launching_customer_factor(double home, double elasticity) {
    return elasticity == 0 ? 1 : maths::pow(std::clamp(home, .25, 4.0), elasticity);
}

double multi_year_saving(double largest, int years) { return largest * (1 - maths::exp(-.5 * (years - 1))); }

double scarcity_markup(double largest, double committed_load) {
    return largest * std::clamp((committed_load - .9) / .1, 0.0, 1.0);
}

double asking_price(const Offer& offer, double largest_scarcity_markup) {
    return offer.unit_cost / (1 - offer.margin) * (1 + scarcity_markup(largest_scarcity_markup, offer.committed_load)) -
           offer.saving_to_buyer * offer.saving * offer.unit_cost;
}

} // namespace drumbeat
