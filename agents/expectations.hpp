// SPDX-License-Identifier: Apache-2.0
// How firms read the order stream: forecasts, perceived variance, trust in what the ministry announces.
#pragma once

namespace drumbeat {

// The stream as its generator has it: requirement over plan is exp(x - sx^2/2), x an AR(1) with persistence phi and
// stationary standard deviation sx.
struct StreamLaw {
    double sx = 0;
    double phi = 0;
};

// Rational forecast n years ahead of requirement over plan, given the deviation x now:
// exp(phi^n x - sx^2 phi^(2n) / 2). Exact for the generator; `linear_forecast` is its linear form.
double rational_forecast(const StreamLaw&, double x, int years);
// Log standard deviation of that forecast: sx sqrt(1 - phi^(2n)).
double rational_forecast_sd(const StreamLaw&, int years);

// Linear AR(1) forecast, E D(t+n) = mean + phi^n (D - mean): kept as the formula of oracle T18.
double linear_forecast(double mean, double phi, double now, int years);
// Variance of the n-step linear forecast with innovation sd se: se^2 (1 - phi^(2n)) / (1 - phi^2).
double linear_forecast_variance(double phi, double innovation_sd, int years);

// Exponential smoothing, m + gain (last - m) (adaptive expectations; Cagan 1956).
double smoothed_level(double level, double last, double gain);
// Smoothed variance of growth, L v + (1-L) growth^2 (RiskMetrics 1996).
double smoothed_variance(double variance, double growth, double memory);
// What a Bayesian firm believes about yearly log growth: normal with unknown mean and variance, the conjugate
// normal-inverse-gamma law (DeGroot 1970; E4, oracle T17).
struct GrowthBelief {
    double mean = 0;                                                 // mu: expected mean growth
    double years = 1;                                                // kappa: years of evidence on the mean
    double shape = 2;                                                // a of the inverse gamma law of the variance
    double scale = .04;                                              // b
    double expected_variance() const { return scale / (shape - 1); } // shape above 1
};
GrowthBelief updated_growth(GrowthBelief, double growth);
// A weak prior: no growth, known for a year, and the variance that was common so far.
GrowthBelief prior_growth(double variance);
// Growth over `years` from the level now: mean years mu, variance years E[v] (1 + years/kappa), the risk of single
// years and of the mean that all of them share. An innovation moves the forecast by 1 + years/kappa times itself: the
// level, and what it teaches of the mean.
double growth_variance(const GrowthBelief&, int years);
double growth_pass_through(const GrowthBelief&, int years);
// A mean known with a variance, after an observation of another variance (T17).
struct Estimate {
    double mean = 0;
    double variance = 1;
};
Estimate updated_estimate(Estimate prior, Estimate observation);

// Growth of a quantity that can be zero: 2 (now - before) / (now + before), 0 when both are 0.
double arc_growth(double now, double before);

// Trust in announcements: a Beta record of kept and broken ones.
struct Trust {
    double kept = 1;
    double broken = 1;
    double share() const { return kept / (kept + broken); }
};
// An announcement was kept (1), broken (0), or half of each when it only slipped (0.5); the past fades by `memory`
// towards nothing, the new fact weighs 1.
Trust updated_trust(Trust, double kept_share, double memory);

// A forecast and its risk: mean relative to plan, and log variance.
struct Forecast {
    double mean = 1;
    double log_variance = 0;
};
// What a firm believes when the announcement and its own forecast differ. Mean: c a + (1-c) o. Log variance:
// (1-c) s_o^2 + c s_a^2 + c (1-c) (ln a - ln o)^2; `log_gap` is ln a - ln o.
Forecast blended_forecast(const Forecast& own, const Forecast& announced, double log_gap, double trust);

} // namespace drumbeat
