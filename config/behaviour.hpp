// SPDX-License-Identifier: Apache-2.0
// How firms form expectations and how they decide: named rules, and mixtures of them.
#pragma once

#include "config/codebook.hpp"

#include <string>
#include <vector>

namespace drumbeat {

// rational: exact for the generator of the order stream; adaptive: exponential smoothing with a smoothed variance;
// naive: what came last year comes every year; bayesian: growth of unknown mean and variance, learned year by year
// (E4).
enum class Expectation { rational, adaptive, naive, bayesian };
template <>
inline constexpr std::array<std::string_view, 4> names_of<Expectation>{"rational", "adaptive", "naive", "bayesian"};

// npv: invest when net present value is positive (R1); real_option: when value exceeds the option multiple of cost
// (R2, R3); dynamic_programming: optimal stopping on a grid (R8); newsvendor: flexible inputs, critical ratio (R10);
// uncapped_multiple: the multiple of an uncapped demand on a capped payoff, kept because people use it (toy only);
// reverting_option: the multiple of a value that returns to its long run (R4); capacity_choice: the size whose right to
// build is worth most, built when its value exceeds the multiple (R5); suspension_option: the multiple of a plant with
// running costs that may stand still (R7); bad_news: when the first year's cash flow makes up for what bad news may
// bring (R9).
enum class InvestmentRule {
    npv,
    real_option,
    dynamic_programming,
    newsvendor,
    uncapped_multiple,
    reverting_option,
    capacity_choice,
    suspension_option,
    bad_news
};
template <>
inline constexpr std::array<std::string_view, 9> names_of<InvestmentRule>{"npv",
                                                                          "real_option",
                                                                          "dynamic_programming",
                                                                          "newsvendor",
                                                                          "uncapped_multiple",
                                                                          "reverting_option",
                                                                          "capacity_choice",
                                                                          "suspension_option",
                                                                          "bad_news"};

struct BehaviourShare {
    double share = 1; // weight in the mixture; the weights are normalised to 1
    Expectation expectation = Expectation::rational;
    InvestmentRule investment = InvestmentRule::real_option;
    friend bool operator==(const BehaviourShare&, const BehaviourShare&) = default;
};

// A mixture of pairs. Written as text "rational+real_option" or "0.5 rational+npv, 0.5 naive+real_option".
struct Behaviour {
    std::vector<BehaviourShare> parts{BehaviourShare{}};
    friend bool operator==(const Behaviour&, const Behaviour&) = default;
};

// Reads the text form; the string is empty when it went well, else says what is wrong with it.
std::string parse_behaviour(std::string_view text, Behaviour& out);
std::string to_text(const Behaviour&);

} // namespace drumbeat
