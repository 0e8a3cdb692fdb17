// SPDX-License-Identifier: Apache-2.0
#include "config/points/distribution.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace drumbeat {

namespace {

constexpr double euler = 2.718281828459045, root_two_pi = 2.5066282746310002;
constexpr double normal_95 = 1.6448536269514722; // its 95 % quantile
constexpr double furthest = 8.2;                 // standard deviations, beyond which a normal law holds nothing
constexpr double least_mass = 1e-3;              // of a normal law, within its range

// base^exponent for an exponent from 0 on, out of multiplications and square roots alone: IEEE 754 fixes these to the
// last bit, and not the C library's pow.
double power(double base, double exponent) {
    double result = 1;
    for (; exponent >= 1; exponent -= 1) result *= base;
    for (double root = base; exponent > 0;) {
        root = std::sqrt(root);
        exponent *= 2;
        if (exponent < 1) continue;
        result *= root;
        exponent -= 1;
    }
    return result;
}

double density(double z) { return 1 / (root_two_pi * power(euler, z * z / 2)); }

// The normal distribution, 1/2 + density(z) (z + z^3/3 + z^5/(3 5) + ...), to 1e-15 (Marsaglia 2004).
double normal_below(double z) {
    if (z > furthest) return 1;
    if (z < -furthest) return 0;
    double term = z, sum = z, before = 0;
    for (int n = 3; sum != before; n += 2) {
        term *= z * z / n;
        before = sum;
        sum += term;
    }
    return .5 + density(z) * sum;
}

// Where the normal distribution reaches p, between a and b: Newton's steps, halves where one leaves the bracket.
double normal_at(double p, double a, double b) {
    double z = (a + b) / 2;
    for (int i = 0; i < 100 && b - a > 1e-14; ++i) {
        const double too_much = normal_below(z) - p;
        (too_much > 0 ? b : a) = z;
        const double step = too_much / density(z);
        const double next = z - step;
        if (std::fabs(step) < 1e-14) break;
        z = next > a && next < b ? next : (a + b) / 2;
    }
    return z;
}

struct Cut {
    double a, b, below_a, below_b; // in standard deviations from the mean, and the probability below
    double mass() const { return below_b - below_a; }
};
Cut cut_of(const Distribution& d) {
    const double a = std::clamp((d.low - d.mean) / d.sd, -furthest, furthest);
    const double b = std::clamp((d.high - d.mean) / d.sd, -furthest, furthest);
    return {a, b, normal_below(a), normal_below(b)};
}

double triangular_at(const Distribution& d, double p) {
    const double width = d.high - d.low, rise = d.mode - d.low, fall = d.high - d.mode;
    if (p * width < rise) return d.low + std::sqrt(p * width * rise);
    return d.high - std::sqrt((1 - p) * width * fall);
}

double normal_cut_at(const Distribution& d, double p) {
    const Cut cut = cut_of(d);
    return d.mean + d.sd * normal_at(cut.below_a + p * cut.mass(), cut.a, cut.b);
}

// Rounding may put it a hair outside the range.
double quantile_at(const Distribution& d, double p) {
    switch (d.law) {
    case FactorLaw::uniform: return d.low + p * (d.high - d.low);
    case FactorLaw::log_uniform: return d.low * power(d.high / d.low, p);
    case FactorLaw::triangular: return triangular_at(d, p);
    case FactorLaw::normal: return normal_cut_at(d, p);
    case FactorLaw::choice: break;
    }
    return d.low;
}

double number_at(const Distribution& d, double p) { return std::clamp(quantile_at(d, p), d.low, d.high); }

// A whole number's law reaches half a unit beyond its range.
Distribution widened(Distribution d) {
    d.low -= .5;
    d.high += .5;
    return d;
}

Fault bad(std::string message) { return {"bad_distribution", std::move(message)}; }

Fault fault_of_values(const Distribution& d, const Parameter& p) {
    if (d.values.size() < 2) return bad("a choice needs two values at least: {law: choice, values: [2, 5]}");
    Scenario scratch;
    scratch.segments.emplace_back();
    for (auto v = d.values.begin(); v != d.values.end(); ++v) {
        if (Fault fault = p.set(scratch, 0, *v)) return fault;
        if (std::find(d.values.begin(), v, *v) != v)
            return bad(fmt::format("{} stands twice among its values", in_quotes(*v)));
    }
    return {};
}

Fault fault_of_law(const Distribution& d) {
    switch (d.law) {
    case FactorLaw::log_uniform:
        if (!(d.low > 0)) return bad("a log_uniform law has low above 0");
        break;
    case FactorLaw::triangular:
        if (!(d.mode >= d.low && d.mode <= d.high))
            return bad(fmt::format("mode {} is not between low {} and high {}", d.mode, d.low, d.high));
        break;
    case FactorLaw::normal:
        if (!(d.sd > 0)) return bad("a normal law has sd above 0");
        if (cut_of(d).mass() < least_mass)
            return bad(fmt::format("less than {} of a normal law of mean {} and sd {} lies between {} and {}",
                                   least_mass, d.mean, d.sd, d.low, d.high));
        break;
    case FactorLaw::uniform:
    case FactorLaw::choice: break;
    }
    return {};
}

} // namespace

std::vector<std::string_view> keys_of(FactorLaw law) {
    switch (law) {
    case FactorLaw::uniform:
    case FactorLaw::log_uniform: return {"low", "high"};
    case FactorLaw::triangular: return {"low", "mode", "high"};
    case FactorLaw::normal: return {"mean", "sd", "low", "high"};
    case FactorLaw::choice: return {"values"};
    }
    return {};
}

bool can_be_sampled(const Parameter& p) {
    return p.type == "number" || p.type == "integer" || p.type == "boolean" || p.type == "choice";
}

std::optional<Distribution> plausible_distribution(const Parameter& p) {
    const auto& [low, high, law] = p.likely;
    switch (law) {
    case Law::none: break;
    case Law::uniform: return Distribution{FactorLaw::uniform, low, high};
    case Law::log_uniform: return Distribution{FactorLaw::log_uniform, low, high};
    case Law::normal:
        return Distribution{
            FactorLaw::normal, p.range.low, p.range.high, 0, (low + high) / 2, (high - low) / (2 * normal_95)};
    }
    return std::nullopt;
}

Fault fault_of(const Distribution& d, const Parameter& p) {
    if (!can_be_sampled(p)) return bad(fmt::format("cannot be sampled: it is no single value; it has {}", p.type));
    if (d.law == FactorLaw::choice) return fault_of_values(d, p);
    const bool whole = p.type == "integer";
    if (!whole && p.type != "number")
        return bad(fmt::format("is no number; it takes {{law: choice, values: [...]}} of {}", allowed_text(p)));
    if (!(d.low < d.high)) return bad(fmt::format("low {} is not below high {}", d.low, d.high));
    for (const double end : {d.low, d.high}) {
        if (end < p.range.low || end > p.range.high)
            return {"out_of_range", fmt::format("{} is out of range; {}", end, range_text(p.range))};
        if (whole && end != std::floor(end)) return bad(fmt::format("{} is no whole number", end));
    }
    return fault_of_law(d);
}

std::string value_at(const Distribution& d, const Parameter& p, double probability) {
    if (d.law == FactorLaw::choice) {
        const auto count = d.values.size();
        return d.values[std::min(count - 1, static_cast<std::size_t>(probability * static_cast<double>(count)))];
    }
    if (p.type != "integer") return value_text(number_at(d, probability));
    const double nearest_whole = std::floor(number_at(widened(d), probability) + .5);
    return value_text(static_cast<int>(std::clamp(nearest_whole, d.low, d.high)));
}

std::string to_text(const Distribution& d) {
    std::string text = fmt::format("{{law: {}", name_of(d.law));
    for (const std::string_view key : keys_of(d.law)) {
        if (key == "values") {
            text += fmt::format(", values: [{}]", joined(d.values, ", "));
            continue;
        }
        const double value = key == "low"    ? d.low
                             : key == "high" ? d.high
                             : key == "mode" ? d.mode
                             : key == "mean" ? d.mean
                                             : d.sd;
        text += fmt::format(", {}: {}", key, value_text(value));
    }
    return text + "}";
}

std::optional<double> as_number(const Parameter& p, std::string_view text) {
    if (p.type == "boolean") {
        bool value = false;
        if (!read_value(text, {}, value)) return value ? 1 : 0;
    } else if (p.type == "choice") {
        std::size_t place = 0;
        if (!read_choice(text, p.choices, place)) return static_cast<double>(place);
    } else if (p.type == "number" || p.type == "integer") {
        double value = 0;
        if (!read_number(text, value)) return value;
    }
    return std::nullopt;
}

} // namespace drumbeat
