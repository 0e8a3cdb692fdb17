// SPDX-License-Identifier: Apache-2.0
#include "outputs/statistics/statistics.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

using namespace drumbeat;
using doctest::Approx;

namespace {

constexpr double gap = std::numeric_limits<double>::quiet_NaN();

// A uniform draw in (0, 1); tests need their own small source, with a fixed seed.
struct Draws {
    std::uint64_t state;
    double uniform() {
        state += 0x9E3779B97F4A7C15u;
        std::uint64_t z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        return (static_cast<double>((z ^ (z >> 31)) >> 11) + .5) * 0x1p-53;
    }
    // Sum of twelve uniforms less six: mean 0, variance 1, close enough to normal for coverage at 5 %.
    double normal() {
        double sum = -6;
        for (int i = 0; i < 12; ++i) sum += uniform();
        return sum;
    }
};

} // namespace

TEST_CASE("mean and its error by hand") {
    const Mean m = mean_of(std::vector<double>{1, 2, gap, 3, 6});
    CHECK(m.count == 4);
    CHECK(m.value == Approx(3));
    CHECK(m.error == Approx(std::sqrt(14.0 / 3 / 4)));
    CHECK(std::isnan(mean_of({}).value));
    CHECK(std::isnan(mean_of(std::vector<double>{1}).error));
}

TEST_CASE("quantiles interpolate between order statistics") {
    const std::vector<double> v{4, 1, gap, 3, 2};
    CHECK(quantile(v, 0) == 1);
    CHECK(quantile(v, 1) == 4);
    CHECK(quantile(v, .5) == Approx(2.5));
    CHECK(quantile(v, .05) == Approx(1.15));
    CHECK(quantile(std::vector<double>{7}, .3) == 7);
    CHECK(std::isnan(quantile({}, .5)));
}

TEST_CASE("paired differences by hand") {
    const Paired p = paired(std::vector<double>{3, 5, 2, gap, 4}, std::vector<double>{1, 5, 3, 9, 1});
    CHECK(p.pairs == 4);
    CHECK(p.dropped == 1);
    CHECK(p.better == 2);
    CHECK(p.tied == 1);
    CHECK(p.difference.value == Approx(1)); // differences 2, 0, -1, 3
    CHECK(p.difference.error == Approx(std::sqrt(10.0 / 3 / 4)));
    CHECK(p.low == Approx(-.85));
    CHECK(p.better_of_100() == 50);
    CHECK(p.equal_of_100() == 25); // a tie is a tie, and no half of a success
}

TEST_CASE("an arm against itself") {
    const std::vector<double> v{.2, .5, .1};
    const Paired p = paired(v, v);
    CHECK(p.difference.value == 0);
    CHECK(p.difference.error == 0);
    CHECK(p.better_of_100() == 0);
    CHECK(p.equal_of_100() == 100);
    CHECK(p.correlation == Approx(1));
    CHECK(std::isnan(p.variance_ratio));
    CHECK(equivalence(p.difference, 2).answer == Answer::no_effect);
}

TEST_CASE("swapping the arms turns the sign and nothing else") {
    Draws draws{7};
    std::vector<double> a, b;
    for (int i = 0; i < 50; ++i) {
        const double shared = draws.normal();
        a.push_back(shared + .3 * draws.normal() + .2);
        b.push_back(shared + .3 * draws.normal());
    }
    const Paired ab = paired(a, b), ba = paired(b, a);
    CHECK(ab.difference.value == Approx(-ba.difference.value));
    CHECK(ab.difference.error == Approx(ba.difference.error));
    CHECK(ab.low == Approx(-ba.high));
    CHECK(ab.better_of_100() + ab.equal_of_100() + ba.better_of_100() == Approx(100));
    CHECK(ab.variance_ratio > 5); // 2 (1 + .09) / (2 · .09) = 12 in expectation
}

TEST_CASE("a control variate reads the line off at zero") {
    // d = 2 + 3 x without noise: the mean of d is 5, at equal money it is 2, without error.
    const Adjusted exact = control_variate(std::vector<double>{2, 5, 8}, std::vector<double>{0, 1, 2});
    CHECK(exact.difference.value == Approx(2));
    CHECK(exact.coefficient == Approx(3));
    CHECK(exact.difference.error == Approx(0));
    CHECK(exact.variance_kept == Approx(0));

    const Adjusted flat = control_variate(std::vector<double>{2, 5, 8}, std::vector<double>{1, 1, 1});
    CHECK(flat.difference.value == Approx(5));
    CHECK(flat.coefficient == 0);
    const Adjusted noise = control_variate(std::vector<double>{2, 5, 8}, std::vector<double>{0, 1e-12, 2e-12}, 1e-9);
    CHECK(noise.difference.value == Approx(5));
}

TEST_CASE("equivalence by hand") {
    CHECK(equivalence({100, .5, .2}, 2).answer == Answer::no_effect);
    CHECK(equivalence({100, 1.9, .2}, 2).answer == Answer::more); // leaves both 0 and the band
    CHECK(equivalence({100, -5, .2}, 2).answer == Answer::less);
    CHECK(equivalence({100, 1, 3}, 2).answer == Answer::undecided);
    CHECK(equivalence({1, 1, gap}, 2).answer == Answer::undecided);
    CHECK(equivalence({100, .5, .2}, .1).answer == Answer::more);
}

TEST_CASE("Student's t against the printed table") {
    CHECK(student_95(1) == Approx(6.3138).epsilon(1e-4));
    CHECK(student_95(2) == Approx(2.9200).epsilon(1e-4));
    CHECK(student_95(3) == Approx(2.3534).epsilon(.01));
    CHECK(student_95(10) == Approx(1.8125).epsilon(1e-3));
    CHECK(student_95(1e6) == Approx(1.6449).epsilon(1e-4));
}

// At the edge of the band "no effect" is claimed wrongly in 5 % of studies. 2,000 studies: standard error .0049; the
// bounds are 4 of them away, so the test fails by chance in fewer than 1 of 10,000 seeds. With the sum of squares
// divided by n² (a mistake in the error) the share is near 50 %.
TEST_CASE("no effect is claimed wrongly in one study of twenty") {
    Draws draws{20260101};
    int claimed = 0;
    const int studies = 2000;
    for (int s = 0; s < studies; ++s) {
        std::vector<double> d(20);
        for (double& x : d) x = 2 + draws.normal();
        if (equivalence(mean_of(d), 2).answer == Answer::no_effect) ++claimed;
    }
    CHECK(claimed / double(studies) > .05 - .02);
    CHECK(claimed / double(studies) < .05 + .02);
}

// d = .5 + x + e, all unit normal: half of the variance is explained; over 400 studies of 50 pairs the adjusted means
// have standard deviation sqrt(1/50) (1 + O(1/n)); its own error is 3.5 %, the bounds are 4 of them.
TEST_CASE("the control variate's error is the spread of its estimate") {
    Draws draws{99};
    std::vector<double> estimates, errors;
    for (int s = 0; s < 400; ++s) {
        std::vector<double> d(50), x(50);
        for (std::size_t i = 0; i < d.size(); ++i) {
            x[i] = draws.normal();
            d[i] = .5 + x[i] + draws.normal();
        }
        const Adjusted a = control_variate(d, x);
        estimates.push_back(a.difference.value);
        errors.push_back(a.difference.error);
    }
    CHECK(mean_of(estimates).value == Approx(.5).epsilon(.06)); // error .0071, 4 of them
    CHECK(std::sqrt(variance_of(estimates)) / mean_of(errors).value == Approx(1).epsilon(.15));
}

TEST_CASE("short series read low") {
    CHECK(short_series_phi(.5, 15) == Approx(.30));
    CHECK_FALSE(std::isnan(short_series_phi(.5, 3)));
    for (int years : {-1, 0, 1, 2}) CHECK(std::isnan(short_series_phi(.5, years)));
    CHECK(short_series_sd_factor(0, 15) == Approx(1));
    CHECK(short_series_sd_factor(.5, 2) == Approx(std::sqrt(.5))); // E (x1 - x2)²/2 = (1 - phi) sigma²
    CHECK(short_series_sd_factor(.9, 15) < short_series_sd_factor(.5, 15));
}
