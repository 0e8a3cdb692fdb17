// SPDX-License-Identifier: Apache-2.0
#include "agents/expectations.hpp"

#include "agents/maths.hpp"

#include <cmath>

namespace drumbeat {

namespace {
double power(double base, int exponent) {
    double value = 1;
    for (int i = 0; i < exponent; ++i) value *= base;
    return value;
}
} // namespace

double rational_forecast(const StreamLaw& law, double x, int years) {
    const double fade = power(law.phi, years);
    return maths::exp(fade * x - .5 * law.sx * law.sx * fade * fade);
}

double rational_forecast_sd(const StreamLaw& law, int years) {
    const double fade = power(law.phi, years);
    return law.sx * std::sqrt(1 - fade * fade);
}

double linear_forecast(double mean, double phi, double now, int years) {
    return mean + power(phi, years) * (now - mean);
}

double linear_forecast_variance(double phi, double innovation_sd, int years) {
    double variance = 0;
    for (int i = 0; i < years; ++i) variance = phi * phi * variance + innovation_sd * innovation_sd;
    return variance;
}

double smoothed_level(double level, double last, double gain) { return level + gain * (last - level); }

double smoothed_variance(double variance, double growth, double memory) {
    return memory * variance + (1 - memory) * growth * growth;
}

GrowthBelief updated_growth(GrowthBelief b, double growth) {
    const double surprise = growth - b.mean;
    b.scale += .5 * b.years / (b.years + 1) * surprise * surprise;
    b.mean += surprise / (b.years + 1);
    b.years += 1;
    b.shape += .5;
    return b;
}

GrowthBelief prior_growth(double variance) { return {0, 1, 2, variance}; }

double growth_variance(const GrowthBelief& b, int years) {
    return years * b.expected_variance() * (1 + years / b.years);
}

double growth_pass_through(const GrowthBelief& b, int years) { return 1 + years / b.years; }

Estimate updated_estimate(Estimate prior, Estimate observation) {
    const double weight = prior.variance / (prior.variance + observation.variance);
    return {prior.mean + weight * (observation.mean - prior.mean), (1 - weight) * prior.variance};
}

double arc_growth(double now, double before) {
    const double sum = now + before;
    return sum > 0 ? 2 * (now - before) / sum : 0;
}

Trust updated_trust(Trust trust, double kept_share, double memory) {
    return {memory * trust.kept + kept_share, memory * trust.broken + (1 - kept_share)};
}

Forecast blended_forecast(const Forecast& own, const Forecast& announced, double log_gap, double trust) {
    const double c = trust;
    return {c * announced.mean + (1 - c) * own.mean,
            (1 - c) * own.log_variance + c * announced.log_variance + c * (1 - c) * log_gap * log_gap};
}

} // namespace drumbeat
