// SPDX-License-Identifier: Apache-2.0
// The model's own exp, log, pow, normal density, distribution and quantile, with the same bits everywhere.
//
// The C library's versions change their last bits with the processor. These use only + - * /, square roots, comparisons
// and moves of bits, each of which IEEE 754 fixes to the last bit, in the order written here. So a result is the same
// from g++ and clang, from SSE2, AVX2 and AVX-512, at any -O level, and in WebAssembly, as long as the compiler neither
// fuses nor reorders them: build with -ffp-contract=off, never with -ffast-math. They assume rounding to nearest.
//
// Selections instead of branches, and inlined always, so that a loop over a column becomes vector instructions.
// Denormals (below 2.3e-308 in size) count as 0. NaN in gives NaN out; the sign and payload of a NaN mean nothing.
#pragma once

#include <array>
#include <cfloat>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

#if defined(__FAST_MATH__) || (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__)
#error "remove -ffast-math and -ffinite-math-only: without IEEE arithmetic, results change from build to build"
#endif

namespace drumbeat::maths {

static_assert(std::numeric_limits<double>::is_iec559 && FLT_EVAL_METHOD == 0, "IEEE doubles, no excess precision");

inline constexpr double infinity = std::numeric_limits<double>::infinity();
inline constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

namespace detail {

inline constexpr double ln2_high = 0x1.62e42fefa3800p-1; // 42 bits: its product with a whole number up to 2^11 is exact
inline constexpr double ln2_low = 0x1.ef35793c76730p-45; // ln 2 - ln2_high

// x + rounder holds x, rounded to a whole number, in its low bits; less rounder, it is that number.
inline constexpr double rounder = 0x1.8p52;

constexpr std::uint64_t bits_of(double x) { return __builtin_bit_cast(std::uint64_t, x); }
constexpr double from_bits(std::uint64_t bits) { return __builtin_bit_cast(double, bits); }

// 2^n for a whole number n from -1022 to 1023.
constexpr double power_of_two(double n) { return from_bits(bits_of(n + (rounder + 1023)) << 52); }

// c[0] + c[1] x + c[2] x^2 + ..., in pairs of pairs, which a processor can overlap (Estrin 1960).
template <std::size_t N>
[[gnu::always_inline]] inline constexpr double polynomial(double x, const std::array<double, N>& c) {
    if constexpr (N == 1) {
        return c[0];
    } else {
        std::array<double, (N + 1) / 2> pairs{};
        for (std::size_t i = 0; i < N / 2; ++i) pairs[i] = c[2 * i] + c[2 * i + 1] * x;
        if constexpr (N % 2 == 1) pairs[N / 2] = c[N - 1];
        return polynomial(x * x, pairs);
    }
}

// e^(x + tail), for a tail below 1e-4 in size that need not fit into x: see exp.
[[gnu::always_inline]] inline constexpr double exp_of_sum(double x, double tail) {
    constexpr double log2_e = 0x1.71547652b82fep+0;
    // (e^r - 1 - r) / r^2 for |r| <= ln 2 / 2, from 10 Chebyshev nodes; leaves a relative error of 1.7e-17 in e^r
    constexpr std::array<double, 10> curve{0x1.0000000000001p-1,  0x1.5555555555556p-3,  0x1.5555555553d63p-5,
                                           0x1.11111111109b3p-7,  0x1.6c16c1788bd90p-10, 0x1.a01a01a7c41d5p-13,
                                           0x1.a019b90d2ae7ap-16, 0x1.71de0dae63bb3p-19, 0x1.289185613a3d6p-22,
                                           0x1.af38a9b0ec855p-26};
    const double n = (x * log2_e + rounder) - rounder;
    const double r = (x - n * ln2_high) - (n * ln2_low - tail);
    const double power = 1 + (r + r * r * polynomial(r, curve));
    const double value = (power + power) * power_of_two(n - 1); // 2^n itself may overflow where the result does not
    return x > 0x1.62e42fefa39efp+9 ? infinity : (x < -708.0 ? 0.0 : value);
}

// x^2 / 2 as a sum: in one double, its rounding would cost Phi digits in the tail.
struct HalfSquare {
    double high;
    double low;
};
constexpr HalfSquare half_square(double x) {
    const double coarse = from_bits(bits_of(x) & 0xfffffffff8000000); // 26 bits, so that its square is exact
    return {.5 * coarse * coarse, .5 * (x - coarse) * (x + coarse)};
}

} // namespace detail

// e to the power x. Measured error below 1.1 ulp.
// x = n ln 2 + r with |r| <= ln 2 / 2, so e^x = 2^n e^r, and a polynomial gives e^r (Cody and Waite, Software Manual
// for the Elementary Functions, 1980, ch. 6; own coefficients). Infinity above 709.78, 0 below -708.
[[gnu::always_inline]] inline constexpr double exp(double x) { return detail::exp_of_sum(x, 0.0); }

// The natural logarithm of x. Measured error below 0.9 ulp.
// x = 2^k (1 + f) with 1 + f between sqrt(1/2) and sqrt(2), so ln x = k ln 2 + ln(1 + f). With s = f / (2 + f),
// ln(1 + f) = 2 artanh s = 2 s + s^3 R(s^2) (Cody and Waite 1980, ch. 5; own coefficients), rewritten as
// f - (f^2/2 - s (f^2/2 + s^2 R)) to spare the leading digits (Ng, fdlibm, 1993).
// log(0) = -infinity, log(infinity) = infinity, NaN below 0.
[[gnu::always_inline]] inline constexpr double log(double x) {
    using namespace detail;
    constexpr std::uint64_t one = bits_of(1);
    constexpr std::uint64_t sqrt_half = bits_of(0x1.6a09e667f3bcdp-1);
    constexpr std::uint64_t fraction = (1ull << 52) - 1;
    // (2 artanh s - 2 s) / s^3 as a function of s^2 <= 0.0295, from 7 Chebyshev nodes; leaves 5e-18 in ln(1 + f)
    constexpr std::array<double, 7> curve{0x1.5555555555558p-1, 0x1.99999999952d7p-2, 0x1.2492492df281ap-2,
                                          0x1.c71c62e3f11e6p-3, 0x1.7462b51cb66b1p-3, 0x1.39fe51a7c18f9p-3,
                                          0x1.2b5900de53b32p-3};
    const std::uint64_t shifted = bits_of(x) + (one - sqrt_half); // has k + 1023 in its exponent field
    const double k = from_bits(shifted >> 52 | bits_of(0x1p52)) - (0x1p52 + 1023);
    const double f = from_bits((shifted & fraction) + sqrt_half) - 1;
    const double s = f / (2 + f);
    const double z = s * s;
    const double half = .5 * f * f;
    const double rest = s * (half + z * polynomial(z, curve)) + k * ln2_low;
    const double value = k * ln2_high + (f - (half - rest));
    const double not_normal = x >= 0 ? -infinity : not_a_number;
    return x >= DBL_MIN ? (x <= DBL_MAX ? value : x) : not_normal;
}

// x to the power y for x >= 0; NaN for a negative x, even where y is a whole number.
// e^(y ln x), so the relative error grows with the logarithm of the result: measured below 2.2e-16 (1 + |y ln x|).
// pow(x, 0) = pow(1, y) = 1; pow(0, y) is 0 for y > 0 and infinity for y < 0.
[[gnu::always_inline]] inline constexpr double pow(double x, double y) {
    const double value = exp(y * log(x));
    const bool one = ((x == 1) & (y == y)) | ((y == 0) & (x >= 0)); // & and |: no branch
    return one ? 1.0 : value;
}

// The standard normal density, e^(-x^2/2) / sqrt(2 pi). Measured relative error below 4e-16; 0 beyond 37.6.
[[gnu::always_inline]] inline constexpr double normal_density(double x) {
    const detail::HalfSquare h = detail::half_square(x);
    return 0x1.9884533d43651p-2 * detail::exp_of_sum(-h.high, -h.low);
}

// Phi(x), the probability that a standard normal number is at most x.
// With a = |x|, Phi(-a) = e^(-a^2/2) g(a), where g falls smoothly from 1/2 to about 1 / (a sqrt(2 pi)) and is a ratio
// of two polynomials; Phi(a) = 1 - Phi(-a). This is Cody's way (Rational Chebyshev approximations for the error
// function, Math. Comp. 23, 1969) in one piece instead of three. Own coefficients, all positive, so that nothing
// cancels: least squares of the relative error at 140 Chebyshev nodes of (a - 3) / (a + 3), 0 <= a <= 40; they
// leave 1.1e-16. Measured: relative error below 1e-15 for x <= 0, absolute error below 4e-16 above. 0 below -37.6.
[[gnu::always_inline]] inline constexpr double normal_cdf(double x) {
    using namespace detail;
    constexpr std::array<double, 10> top{0.5,
                                         0.7743437738684077,
                                         0.5932590721487266,
                                         0.2887580217314919,
                                         0.09743578291898915,
                                         0.02354004409454938,
                                         0.0040713768385600415,
                                         0.00048775039025883464,
                                         3.700396596813361e-05,
                                         1.3740959269133429e-06};
    constexpr std::array<double, 11> bottom{1.0,
                                            2.3465721085396725,
                                            2.558811800512157,
                                            1.71182793908613,
                                            0.780404634357658,
                                            0.2542551945133701,
                                            0.060221860766238096,
                                            0.010298183476336377,
                                            0.0012260532670869406,
                                            9.275518736708477e-05,
                                            3.444347702466445e-06};
    const double size = x < 0 ? -x : x;
    const double a = size > 40 ? 40.0 : size;
    const HalfSquare h = half_square(a);
    const double tail = exp_of_sum(-h.high, -h.low) * (polynomial(a, top) / polynomial(a, bottom));
    return x > 0 ? 1 - tail : tail;
}

// Coefficients of Algorithm AS 241: of the middle, near the tails, and far in them.
namespace detail::as241 {

inline constexpr std::array<double, 8> middle_top{
    3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
    4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3};
inline constexpr std::array<double, 8> middle_bottom{1.0,
                                                     4.2313330701600911252e1,
                                                     6.8718700749205790830e2,
                                                     5.3941960214247511077e3,
                                                     2.1213794301586595867e4,
                                                     3.9307895800092710610e4,
                                                     2.8729085735721942674e4,
                                                     5.2264952788528545610e3};
inline constexpr std::array<double, 8> near_top{
    1.42343711074968357734e0, 4.63033784615654529590e0,  5.76949722146069140550e0,  3.64784832476320460504e0,
    1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4};
inline constexpr std::array<double, 8> near_bottom{1.0,
                                                   2.05319162663775882187e0,
                                                   1.67638483018380384940e0,
                                                   6.89767334985100004550e-1,
                                                   1.48103976427480074590e-1,
                                                   1.51986665636164571966e-2,
                                                   5.47593808499534494600e-4,
                                                   1.05075007164441684324e-9};
inline constexpr std::array<double, 8> far_top{
    6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,  2.96560571828504891230e-1,
    2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7};
inline constexpr std::array<double, 8> far_bottom{1.0,
                                                  5.99832206555887937690e-1,
                                                  1.36929880922735805310e-1,
                                                  1.48753612908506148525e-2,
                                                  7.86869131145613259100e-4,
                                                  1.84631831751005468180e-5,
                                                  1.42151175831644588870e-7,
                                                  2.04426310338993978564e-15};

} // namespace detail::as241

// The normal quantile: the x for which Phi(x) = p. Measured error below 1e-15 max(1, |x|).
// Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988) 477-484, with its coefficients: a ratio of
// polynomials in (p - 1/2)^2 for the middle 85 %, two in sqrt(-ln p) for the tails.
// quantile(0) = -infinity, quantile(1) = infinity, NaN outside; quantile(1 - p) = -quantile(p) wherever 1 - p is exact.
// Rises with p, but for its last digit: where two p agree to 1 in 1e13 of the smaller tail, it may fall by an ulp.
[[gnu::always_inline]] inline double normal_quantile(double p) {
    using namespace detail;
    using namespace detail::as241;
    const double q = p - .5;
    const double z = .180625 - q * q;
    const double middle = q * (polynomial(z, middle_top) / polynomial(z, middle_bottom));

    const double smaller = q < 0 ? p : 1 - p;
    const double r = std::sqrt(-log(smaller));
    const double near_above = polynomial(r - 1.6, near_top);
    const double near_below = polynomial(r - 1.6, near_bottom);
    const double far_above = polynomial(r - 5, far_top);
    const double far_below = polynomial(r - 5, far_bottom);
    const double ratio = (r > 5 ? far_above : near_above) / (r > 5 ? far_below : near_below);
    const double depth = r == infinity ? infinity : ratio;
    const double tail = q < 0 ? -depth : depth;
    return z >= 0 ? middle : tail;
}

} // namespace drumbeat::maths
