// SPDX-License-Identifier: Apache-2.0
#include "agents/maths.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cfloat>
#include <cmath>
#include <cstdint>
#include <cstring>

using namespace drumbeat;
using doctest::Approx;

namespace {

constexpr double inf = maths::infinity, nan_ = maths::not_a_number;

// Tests need their own source of inputs; exact operations only, so that the inputs are the same everywhere.
struct Inputs {
    std::uint64_t state;
    std::uint64_t bits() {
        state += 0x9E3779B97F4A7C15u;
        std::uint64_t z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        return z ^ (z >> 31);
    }
    double between(double low, double high) {
        return low + (high - low) * (static_cast<double>(bits() >> 11) * 0x1p-53);
    }
    double positive() { return std::ldexp(between(1, 2), static_cast<int>(bits() % 2045) - 1022); } // any size
};

constexpr int many = 100000;

double worst(double low, double high, double (*error)(double)) {
    Inputs inputs{1};
    double largest = 0;
    for (int i = 0; i < many; ++i) largest = std::max(largest, error(inputs.between(low, high)));
    return largest;
}

using Long = long double;
Long Phi(double x) { return .5L * std::erfc(-Long(x) / std::sqrt(2.0L)); }
Long density(double x) { return std::exp(-.5L * Long(x) * Long(x)) / std::sqrt(2 * std::acos(-1.0L)); }

double relative(double value, Long truth) { return static_cast<double>(std::abs((Long(value) - truth) / truth)); }

// In units of the last place of a double of the truth's size.
double ulps(double value, Long truth) {
    int exponent = 0;
    std::frexp(truth, &exponent);
    return static_cast<double>(std::abs(Long(value) - truth) / std::ldexp(1.0L, exponent - 53));
}

// The distance from a computed quantile to the true one.
double quantile_error(double p) {
    const double depth = std::abs(maths::normal_quantile(p));
    const Long tail = p < .5 ? Long(p) : 1 - Long(p);
    return static_cast<double>(std::abs((Phi(-depth) - tail) / density(depth))) / std::max(1.0, depth);
}

// One number for a function's bits over a fixed sweep, computed in a loop that compilers turn into vector instructions.
struct Sweep {
    std::uint64_t hash = 0xcbf29ce484222325u;
    bool scalar_agrees = true;
};
std::uint64_t bits_of(double x) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, &x, sizeof bits);
    return x == x ? bits : 0x7ff8000000000000u; // every NaN counts as the same
}
template <class Function> Sweep sweep(double low, double high, const Function& function) {
    constexpr std::array specials{0.0,    -0.0, 1.0,  -1.0, inf,   -inf,   nan_,  DBL_MIN, -DBL_MIN, DBL_MAX, -DBL_MAX,
                                  5e-324, .5,   .075, .925, 710.0, -745.0, 709.7, -708.0,  -708.5,   -37.6,   -38.0};
    Sweep result;
    Inputs inputs{2};
    std::array<double, 256> x{}, y{};
    for (int block = 0; block < 300; ++block) {
        for (double& value : x) {
            const std::uint64_t any = inputs.bits();
            if (block % 3 == 0) std::memcpy(&value, &any, sizeof value); // any double at all
            if (block % 3 != 0) value = inputs.between(low, high);
        }
        if (block == 0) std::copy(specials.begin(), specials.end(), x.begin());
        for (std::size_t i = 0; i < x.size(); ++i) y[i] = function(x[i]);
        for (std::size_t i = 0; i < x.size(); ++i) {
            result.hash = (result.hash ^ bits_of(y[i])) * 0x100000001b3u;
            result.hash ^= result.hash >> 29;
            volatile double one_at_a_time = x[i];
            result.scalar_agrees = result.scalar_agrees && bits_of(function(one_at_a_time)) == bits_of(y[i]);
        }
    }
    return result;
}

} // namespace

TEST_CASE("maths: values known by heart") {
    CHECK(maths::exp(0) == 1);
    CHECK(maths::exp(1) == Approx(2.718281828459045).epsilon(3e-16));
    CHECK(maths::exp(-1) == Approx(.36787944117144233).epsilon(3e-16));
    CHECK(maths::log(1) == 0);
    CHECK(maths::log(2) == Approx(.6931471805599453).epsilon(3e-16));
    CHECK(maths::log(10) == Approx(2.302585092994046).epsilon(3e-16));
    CHECK(maths::pow(2, 10) == Approx(1024).epsilon(1e-15));
    CHECK(maths::pow(2, -.5) == Approx(.7071067811865476).epsilon(1e-15));
    CHECK(maths::normal_density(0) == Approx(.3989422804014327).epsilon(3e-16));
    CHECK(maths::normal_density(-1) == Approx(.24197072451914337).epsilon(5e-16));
    CHECK(maths::normal_cdf(0) == .5);
    CHECK(maths::normal_cdf(1) == Approx(.8413447460685429).epsilon(5e-16));
    CHECK(maths::normal_cdf(-10) == Approx(7.619853024160527e-24).epsilon(1e-15));
    CHECK(maths::normal_cdf(-30) == Approx(4.906713927148187e-198).epsilon(1e-15));
    CHECK(maths::normal_quantile(.5) == 0);
    CHECK(maths::normal_quantile(.975) == Approx(1.959963984540054).epsilon(5e-16));
    // the three that Wichura's paper gives, one for each piece
    CHECK(maths::normal_quantile(.25) == Approx(-.6744897501960817).epsilon(5e-16));
    CHECK(maths::normal_quantile(.001) == Approx(-3.090232306167814).epsilon(5e-16));
    CHECK(maths::normal_quantile(1e-20) == Approx(-9.262340089798408).epsilon(5e-16));
}

TEST_CASE("maths: special values") {
    CHECK(maths::exp(inf) == inf);
    CHECK(maths::exp(709.782712893384) == Approx(DBL_MAX).epsilon(1e-12));
    CHECK(maths::exp(709.7827128933841) == inf);
    CHECK(maths::exp(-708) > DBL_MIN);
    CHECK(maths::exp(-708.1) == 0);
    CHECK(maths::exp(-1e300) == 0);
    CHECK(maths::exp(-inf) == 0);
    CHECK(maths::log(0) == -inf);
    CHECK(maths::log(-0.0) == -inf);
    CHECK(maths::log(5e-324) == -inf);
    CHECK(maths::log(DBL_MIN) == Approx(-708.3964185322641).epsilon(3e-16));
    CHECK(maths::log(DBL_MAX) == Approx(709.782712893384).epsilon(3e-16));
    CHECK(maths::log(inf) == inf);
    for (const double negative : {-5e-324, -1.0, -inf}) CHECK(std::isnan(maths::log(negative)));

    for (const double any : {0.0, .3, 1.0, 7.0, inf}) CHECK(maths::pow(any, 0) == 1);
    for (const double any : {-inf, -2.0, 0.0, 3.0, inf}) CHECK(maths::pow(1, any) == 1);
    CHECK(maths::pow(0, 2) == 0);
    CHECK(maths::pow(0, -2) == inf);
    CHECK(maths::pow(inf, .5) == inf);
    CHECK(maths::pow(inf, -.5) == 0);
    CHECK(maths::pow(.5, inf) == 0);
    CHECK(maths::pow(10, 400) == inf);
    CHECK(maths::pow(10, -400) == 0);
    CHECK(std::isnan(maths::pow(-1, 2)));
    CHECK(std::isnan(maths::pow(-1, 0)));

    for (const double far : {-inf, -1e300, -40.0}) CHECK(maths::normal_cdf(far) == 0);
    for (const double far : {9.0, 1e300, inf}) CHECK(maths::normal_cdf(far) == 1);
    for (const double far : {-inf, 38.0, 1e300, inf}) CHECK(maths::normal_density(far) == 0);
    CHECK(maths::normal_quantile(0) == -inf);
    CHECK(maths::normal_quantile(1) == inf);
    for (const double outside : {-inf, -1e-300, -.1, 1.1, inf}) CHECK(std::isnan(maths::normal_quantile(outside)));
}

TEST_CASE("maths: NaN in gives NaN out") {
    CHECK(std::isnan(maths::exp(nan_)));
    CHECK(std::isnan(maths::log(nan_)));
    for (const double any : {0.0, 1.0, 2.0}) {
        CHECK(std::isnan(maths::pow(nan_, any)));
        CHECK(std::isnan(maths::pow(any, nan_)));
    }
    CHECK(std::isnan(maths::normal_density(nan_)));
    CHECK(std::isnan(maths::normal_cdf(nan_)));
    CHECK(std::isnan(maths::normal_quantile(nan_)));
}

// The bounds are those that the comments in maths.hpp state. To judge them takes a library whose `long double`
// functions are better than double; emscripten's are not.
#if LDBL_MANT_DIG > DBL_MANT_DIG && !defined(__EMSCRIPTEN__)
TEST_CASE("maths: errors stay within what the comments say") {
    const auto exp_error = [](double x) { return ulps(maths::exp(x), std::exp(Long(x))); };
    CHECK(worst(-708, 709.78, exp_error) < 1.1);
    CHECK(worst(-1, 1, exp_error) < 1.1);

    const auto log_error = [](double x) { return ulps(maths::log(x), std::log(Long(x))); };
    CHECK(worst(.4, 2.5, log_error) < .9);
    CHECK(worst(1 - 1e-6, 1 + 1e-6, log_error) < .9);
    Inputs inputs{3};
    double largest = 0;
    for (int i = 0; i < many; ++i) largest = std::max(largest, log_error(inputs.positive()));
    CHECK(largest < .9);

    const auto cdf_error = [](double x) { return relative(maths::normal_cdf(x), Phi(x)); };
    CHECK(worst(-37.5, 0, cdf_error) < 1e-15);
    CHECK(worst(-3, 0, cdf_error) < 1e-15);
    CHECK(worst(0, 9, [](double x) { return static_cast<double>(std::abs(Long(maths::normal_cdf(x)) - Phi(x))); }) <
          4e-16);
    CHECK(worst(-37.5, 37.5, [](double x) { return relative(maths::normal_density(x), density(x)); }) < 4e-16);

    CHECK(worst(0, 1, quantile_error) < 1e-15);
    CHECK(worst(-700, 0, [](double x) { return quantile_error(maths::exp(x)); }) < 1e-15);
}

TEST_CASE("maths: a power's error grows with the logarithm of the result") {
    for (const double size : {1.0, 40.0, 700.0}) {
        Inputs inputs{4};
        double largest = 0;
        for (int i = 0; i < many / 2; ++i) {
            const double x = maths::exp(inputs.between(-20, 20)), y = inputs.between(-size, size) / maths::log(x);
            if (std::abs(y) > 1e4) continue; // x so near 1 that the reference loses digits too
            largest = std::max(largest, relative(maths::pow(x, y), std::pow(Long(x), Long(y))));
        }
        CHECK(largest < 2.2e-16 * (1 + size));
        if (size == 40) CHECK(largest < 1e-14);
    }
}
#endif

TEST_CASE("maths: functions undo each other") {
    Inputs inputs{5};
    double exp_log = 0, symmetric = 0, quantile = 0, of_normal = 0;
    for (int i = 0; i < many; ++i) {
        const double x = inputs.between(-5, 5), p = inputs.between(0, .5), tail = maths::exp(-23 + p);
        exp_log = std::max(exp_log, std::abs(maths::log(maths::exp(x)) - x));
        symmetric = std::max(symmetric, std::abs(maths::normal_cdf(x) + maths::normal_cdf(-x) - 1));
        const double q = 1 - p; // rounded; 1 - q is exact
        if (maths::normal_quantile(1 - q) != -maths::normal_quantile(q)) symmetric = 1;
        quantile = std::max({quantile, std::abs(maths::normal_cdf(maths::normal_quantile(p)) / p - 1),
                             std::abs(maths::normal_cdf(maths::normal_quantile(tail)) / tail - 1)});
        of_normal =
            std::max(of_normal, std::abs(maths::normal_quantile(maths::normal_cdf(-std::abs(x))) + std::abs(x)));
    }
    CHECK(exp_log < 2e-15);
    CHECK(symmetric < 2e-16);
    CHECK(quantile < 3e-14); // an ulp of x is worth x^2 times as much in Phi
    CHECK(of_normal < 3e-15);
}

TEST_CASE("maths: the quantile rises over every seam and over neighbouring words") {
    const auto rises = [](double from, double step, int steps) {
        double before = maths::normal_quantile(from);
        for (int i = 1; i <= steps; ++i) {
            const double after = maths::normal_quantile(from + i * step);
            if (!(after > before)) return false;
            before = after;
        }
        return true;
    };
    const double far = maths::exp(-25.0);
    CHECK(rises(.075 - 5e-11, 1e-15, many));
    CHECK(rises(.925 - 5e-11, 1e-15, many));
    CHECK(rises(far * (1 - 5e-9), far * 1e-13, many));
    CHECK(rises(1e-5, 1e-5, 99998));
    CHECK(rises(0x1p-33, 0x1p-32, many)); // the words 0, 1, 2, ...
    CHECK(rises(.5 - 0x1p-33, 0x1p-32, many));
    CHECK(rises(.075, 0x1p-32, many));
    CHECK(rises(1 - 0x1p-33 - many * 0x1p-32, 0x1p-32, many));
}

TEST_CASE("maths: exp, log and Phi never fall") {
    Inputs inputs{6};
    bool rise = true;
    for (int i = 0; i < many; ++i) {
        const double x = inputs.between(-37, 5), y = x + 1e-12 * std::max(1.0, std::abs(x)), a = maths::exp(x),
                     b = maths::exp(y);
        rise = rise && b > a && maths::log(b) > maths::log(a) && maths::normal_cdf(y) >= maths::normal_cdf(x);
    }
    CHECK(rise);
}

TEST_CASE("maths: the compiler computes what the program computes") {
    volatile double x = .7, y = 33.3;
    constexpr double e = maths::exp(33.3), l = maths::log(.7), p = maths::pow(.7, 33.3), f = maths::normal_cdf(.7);
    CHECK(e == maths::exp(y));
    CHECK(l == maths::log(x));
    CHECK(p == maths::pow(x, y));
    CHECK(f == maths::normal_cdf(x));
}

// The same numbers for every compiler, processor and -O level. If one differs and nobody changed maths.hpp, the build
// lacks -ffp-contract=off or has -ffast-math; if somebody did, every result of the model changes with it.
TEST_CASE("maths: the bits are those of every other machine") {
    const Sweep exp = sweep(-720, 720, [](double x) { return maths::exp(x); });
    const Sweep log = sweep(0, 3, [](double x) { return maths::log(x); });
    const Sweep pow = sweep(0, 10, [](double x) { return maths::pow(x, 1.7) + maths::pow(1.3, x); });
    const Sweep density = sweep(-40, 40, [](double x) { return maths::normal_density(x); });
    const Sweep cdf = sweep(-40, 10, [](double x) { return maths::normal_cdf(x); });
    const Sweep quantile = sweep(0, 1, [](double x) { return maths::normal_quantile(x); });
    const Sweep tail = sweep(0, 1e-9, [](double x) { return maths::normal_quantile(x); });
    for (const Sweep& s : {exp, log, pow, density, cdf, quantile, tail}) CHECK(s.scalar_agrees);
    CHECK(exp.hash == 0x7bee03384abf1162u);
    CHECK(log.hash == 0xa7a74707c240c972u);
    CHECK(pow.hash == 0xf3d867aba66ce1c5u);
    CHECK(density.hash == 0x59652296ddbe81feu);
    CHECK(cdf.hash == 0x07d061b20a63bea3u);
    CHECK(quantile.hash == 0x0c519eaed6362239u);
    CHECK(tail.hash == 0xd61f93a63358f7c6u);
}
