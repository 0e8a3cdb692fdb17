// SPDX-License-Identifier: Apache-2.0
// How a sampled factor is distributed, and its values by inversion: the same to the last bit on every machine.
#pragma once

#include "config/parameter.hpp"

#include <optional>
#include <string>
#include <vector>

namespace drumbeat {

// uniform, log_uniform: over [low, high]. triangular: with its top at `mode`. normal: of mean and standard deviation
// before it is cut off at low and high. choice: each of a list of values alike.
enum class FactorLaw { uniform, log_uniform, triangular, normal, choice };
template <>
inline constexpr std::array<std::string_view, 5> names_of<FactorLaw>{"uniform", "log_uniform", "triangular", "normal",
                                                                     "choice"};

struct Distribution {
    FactorLaw law = FactorLaw::uniform;
    double low = 0, high = 0;
    double mode = 0;                   // of a triangular one
    double mean = 0, sd = 0;           // of a normal one
    std::vector<std::string> values{}; // of a choice: numbers, words, true and false
    friend bool operator==(const Distribution&, const Distribution&) = default;
};

// The keys that a law needs beside its name: {"low", "high"}.
std::vector<std::string_view> keys_of(FactorLaw);

// Whether a parameter can be sampled: a number, a whole number, a boolean or a choice of words.
bool can_be_sampled(const Parameter&);

// What the codebook finds plausible; none where it names no law. The 5 % and 95 % quantiles of a normal one give mean
// and standard deviation; it is cut off at the range that is allowed.
std::optional<Distribution> plausible_distribution(const Parameter&);

// What is wrong with a distribution of this parameter: an empty range, one beyond what is allowed, values of another
// type, a normal law that hardly reaches into its range.
Fault fault_of(const Distribution&, const Parameter&);

// The value at a probability in [0, 1), as text that reads back to the last bit. A whole number is a value of the law
// over [low - 1/2, high + 1/2], rounded: each from low to high has its share.
std::string value_at(const Distribution&, const Parameter&, double probability);

// As a study's file has it: "{law: uniform, low: 0.05, high: 0.3}".
std::string to_text(const Distribution&);

// A value as a number, for statistics: of a boolean 0 or 1, of a word its place in the parameter's list. None for
// lists, tables of years and behaviours.
std::optional<double> as_number(const Parameter&, std::string_view text);

} // namespace drumbeat
