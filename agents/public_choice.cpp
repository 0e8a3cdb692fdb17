// SPDX-License-Identifier: Apache-2.0
#include "agents/public_choice.hpp"

#include "agents/maths.hpp"

#include <numbers>

namespace drumbeat {

double signal_strength(double skill) { return std::numbers::sqrt2 * maths::normal_quantile(skill); }

double signal_of(bool good, double strength, double z) { return (good ? strength : 0) + z; }

double probability_good(double signal, double strength) {
    return 1 / (1 + maths::exp(.5 * strength * strength - strength * signal));
}

} // namespace drumbeat
