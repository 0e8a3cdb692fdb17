// SPDX-License-Identifier: Apache-2.0
// The order stream: its moments across replications, before and after slippage and cancellation.
#include "sim/year/simulate.hpp"
#include "sim/year/steps.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace drumbeat;

namespace {

// One area without firms: everything is bought abroad, so that the stream alone is left.
Scenario stream_alone(double cv, double phi) {
    Scenario s;
    s.time.burn_in_years = 2, s.time.horizon_years = 14, s.time.policy_from = s.time.start_year;
    s.entry_exit.entry = false;
    Segment segment;
    segment.name = "stream", segment.weight = 1, segment.addressable_share = 1, segment.lines = 20;
    segment.orders.cv = cv, segment.orders.phi = phi;
    segment.orders.slippage_probability = segment.orders.cancellation = 0;
    s.segments.push_back(segment);
    return s;
}

struct Moments {
    double mean_level = 0, level_error = 0; // of requirement over plan
    double log_variance = 0, autocorrelation = 0;
};

// Of the first two years, over replications: within one series of fifteen years the autocorrelation reads too low.
Moments moments_of(const Scenario& s, std::uint32_t replications) {
    const auto prepared = prepare(s);
    World world;
    const double sx = prepared->segments[Area{0}].law.sx;
    double level = 0, square = 0, first = 0, second = 0, both = 0;
    for (std::uint32_t i = 0; i < replications; ++i) {
        found(*prepared, {7, i}, world);
        const double x = sx * world.areas[Area{0}].path[0], y = sx * world.areas[Area{0}].path[1];
        const double ratio = std::exp(x - .5 * sx * sx);
        level += ratio, square += ratio * ratio, first += x * x, second += y * y, both += x * y;
    }
    const double n = replications;
    Moments m;
    m.mean_level = level / n;
    m.level_error = std::sqrt((square / n - m.mean_level * m.mean_level) / n);
    m.log_variance = .5 * (first + second) / n;
    m.autocorrelation = first > 0 ? both / std::sqrt(first * second) : 0;
    return m;
}

double mean_of(const Scenario& s, Outcome outcome, std::uint32_t replications) {
    const auto prepared = prepare(s);
    double sum = 0;
    for (std::uint32_t i = 0; i < replications; ++i) sum += simulate(*prepared, *prepared, {7, i}).at(outcome);
    return sum / replications;
}

} // namespace

TEST_CASE("the log stream has the variance and persistence that were asked for, and keeps its mean") {
    // 4 standard errors each, 36 checks: a true generator fails one of them with probability below .3 %; fixed seed.
    constexpr std::uint32_t n = 4000;
    for (const double cv : {0.0, .2, .4, .8, 1.5})
        for (const double phi : {0.0, .5, .9, .95}) {
            const Moments m = moments_of(stream_alone(cv, phi), n);
            const double variance = std::log(1 + cv * cv);
            CAPTURE(cv);
            CAPTURE(phi);
            CHECK(std::abs(m.mean_level - 1) <= 4 * m.level_error + 1e-12);
            CHECK(std::abs(m.log_variance - variance) <= 4 * variance * std::sqrt((1 + phi * phi) / n));
            if (cv > 0) CHECK(std::abs(m.autocorrelation - phi) <= 4 * (1 - phi * phi) / std::sqrt(n));
        }
}

TEST_CASE("slippage and cancellation change the stream that is placed, and not its money") {
    constexpr std::uint32_t n = 60;
    const Scenario plain = stream_alone(.4, .5);
    Scenario slips = plain, cancels = plain;
    slips.segments[0].orders.slippage_probability = .63;
    cancels.segments[0].orders.cancellation = .06;
    const double asked = mean_of(plain, Outcome::realised_cv, n), placed = mean_of(plain, Outcome::placed_cv, n);
    const double slipped = mean_of(slips, Outcome::placed_cv, n), cancelled = mean_of(cancels, Outcome::placed_cv, n);
    MESSAGE("cv of the requirement over fourteen years ", asked, ", placed ", placed, "; after slippage ", slipped,
            ", after cancellation ", cancelled);
    CHECK(placed == doctest::Approx(asked).epsilon(.02));
    CHECK(slipped < placed - .005); // what slips is spread over years
    CHECK(std::abs(cancelled - placed) > 1e-4);
    const double money = mean_of(plain, Outcome::public_money_meur, n);
    CHECK(mean_of(slips, Outcome::public_money_meur, n) == doctest::Approx(money).epsilon(1e-9));
    CHECK(mean_of(cancels, Outcome::public_money_meur, n) == doctest::Approx(money).epsilon(1e-9));
}
