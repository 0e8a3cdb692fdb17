// SPDX-License-Identifier: Apache-2.0
#include "agents/chance.hpp"
#include "agents/demand.hpp"
#include "agents/expectations.hpp"

#include "printed.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace drumbeat;
using doctest::Approx;

// Exponentially weighted variance, as RiskMetrics (1996) has it.
TEST_CASE("T16: smoothed variance after three shocks") {
    double v = .04;
    const double shock[] = {.3, -.1, .05};
    const char *expected[] = {"0.0550", "0.0415", "0.0298"}, *sd[] = {"0.2345", "0.2037", "0.1726"};
    for (int i = 0; i < 3; ++i) {
        v = smoothed_variance(v, shock[i], .7);
        CHECK_PRINTED(v, expected[i]);
        CHECK_PRINTED(std::sqrt(v), sd[i]);
    }
}

// The textbook AR(1): Hamilton (1994), ch. 3 and 4.
TEST_CASE("T18: linear AR(1) forecast, its variance, and the present value that it implies") {
    CHECK(linear_forecast_variance(.5, .2, 3) == Approx(.0525).epsilon(1e-12));
    CHECK_PRINTED(std::sqrt(linear_forecast_variance(.5, .2, 200)), "0.23094");
    double value = 0;
    for (int n = 1; n < 400; ++n) value += linear_forecast(100, .5, 150, n) / std::pow(1.1, n);
    CHECK_PRINTED(value, "1041.667");
}

TEST_CASE("the rational forecast is exact for the generator") {
    // 100,000 paths; the standard error of the mean is below .2 %, so a miss of 1 % has an error rate below 1e-6.
    const StreamLaw law{std::sqrt(log_variance(.4)), .5};
    const Stream shocks = stream({11, 0}, "expectations test");
    for (const double start : {-1.0, 0.0, 1.5})
        for (const int years : {1, 3}) {
            double mean = 0, square = 0;
            constexpr int n = 100000;
            for (int i = 0; i < n; ++i) {
                const Words words = shocks.block(static_cast<std::uint32_t>(i), years, 0);
                double z = start;
                for (int year = 0; year < years; ++year)
                    z = law.phi * z + std::sqrt(1 - law.phi * law.phi) * standard_normal(words.w[year]);
                const double x = law.sx * z, value = std::exp(x - .5 * law.sx * law.sx);
                mean += value / n, square += x * x / n - 0 * x;
            }
            CHECK(rational_forecast(law, law.sx * start, years) == Approx(mean).epsilon(.01));
        }
    CHECK(rational_forecast_sd(law, 0) == 0);
    CHECK(rational_forecast_sd(law, 50) == Approx(law.sx));
}

TEST_CASE("trust, arc growth and the blend of forecasts, by hand") {
    const Trust after = updated_trust({2, 2}, 1, .9);
    CHECK(after.kept == Approx(2.8));
    CHECK(after.broken == Approx(1.8));
    CHECK(arc_growth(0, 0) == 0);
    CHECK(arc_growth(1, 0) == 2);
    CHECK(arc_growth(110, 90) == Approx(.2));
    const Forecast blend = blended_forecast({1, .04}, {1.5, .01}, std::log(1.5), .5);
    CHECK(blend.mean == 1.25);
    CHECK(blend.log_variance == Approx(.025 + .25 * std::log(1.5) * std::log(1.5)));
    CHECK(blended_forecast({1, .04}, {1.5, .01}, .4, 0).log_variance == .04);
    CHECK(blended_forecast({1, .04}, {1.5, .01}, .4, 1).log_variance == .01);
}

TEST_CASE("T17: Bayesian estimates of a level, of trust, and of growth with unknown mean and variance") {
    const Estimate level = updated_estimate({10, 4}, {14, 4});
    CHECK(level.mean == Approx(12));
    CHECK(level.variance == Approx(2));
    Trust trust{2, 2};
    for (const double kept : {1., 1., 1., 0.}) trust = updated_trust(trust, kept, 1);
    CHECK(trust.share() == Approx(.625));
    GrowthBelief belief{0, 1, 2, .04};
    for (const double growth : {.1, -.05, .2, .03}) belief = updated_growth(belief, growth);
    CHECK_PRINTED(belief.mean, "0.056");
    CHECK(belief.years == 5);
    CHECK(belief.shape == 4);
    CHECK_PRINTED(belief.scale, "0.05886");
    CHECK_PRINTED(belief.expected_variance(), "0.01962");
}
