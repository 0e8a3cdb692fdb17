// SPDX-License-Identifier: Apache-2.0
// How firms form expectations and how they decide: named rules, and mixtures of them.
#pragma once

#include "config/codebook.hpp"

#include <string>
#include <vector>

namespace drumbeat {

// How a firm forms expectations; what holds of each rule wherever it is applied stands in config/expectations.def.
enum class Expectation {
#define DRUMBEAT_EXPECTATION(name, ...) name,
#include "config/expectations.def"
#undef DRUMBEAT_EXPECTATION
};
template <>
inline constexpr auto names_of<Expectation> = std::to_array<std::string_view>({
#define DRUMBEAT_EXPECTATION(name, ...) #name,
#include "config/expectations.def"
#undef DRUMBEAT_EXPECTATION
});

struct ExpectationTraits {
    enum class Level { law, smoothed, last, trend } level;
    enum class Spread { law, smoothed, learned } spread;
};

constexpr ExpectationTraits traits_of(Expectation rule) {
    using enum Expectation;
    switch (rule) {
#define DRUMBEAT_EXPECTATION(name, level, spread)                                                                      \
    case name:                                                                                                         \
        return {ExpectationTraits::Level::level, ExpectationTraits::Spread::spread};
#include "config/expectations.def"
#undef DRUMBEAT_EXPECTATION
    }
    return {};
}

constexpr bool knows_law(Expectation rule) { return traits_of(rule).level == ExpectationTraits::Level::law; }

// How a firm decides on plant; what holds of each rule wherever it is applied stands in config/investment_rules.def.
enum class InvestmentRule {
#define DRUMBEAT_INVESTMENT_RULE(name, ...) name,
#include "config/investment_rules.def"
#undef DRUMBEAT_INVESTMENT_RULE
};
template <>
inline constexpr auto names_of<InvestmentRule> = std::to_array<std::string_view>({
#define DRUMBEAT_INVESTMENT_RULE(name, ...) #name,
#include "config/investment_rules.def"
#undef DRUMBEAT_INVESTMENT_RULE
});

struct RuleTraits {
    enum class Waiting { no_value, weighed_multiple, bare_multiple, own_trigger } waiting;
    enum class News { any, persistence, solved } news;
    enum class Size { candidates, its_own } size;
    enum class Load { uncertain, as_if_certain } load;
};

constexpr RuleTraits traits_of(InvestmentRule rule) {
    using enum InvestmentRule;
    switch (rule) {
#define DRUMBEAT_INVESTMENT_RULE(name, waiting, news, size, load)                                                      \
    case name:                                                                                                         \
        return {RuleTraits::Waiting::waiting, RuleTraits::News::news, RuleTraits::Size::size, RuleTraits::Load::load};
#include "config/investment_rules.def"
#undef DRUMBEAT_INVESTMENT_RULE
    }
    return {};
}

constexpr bool waits(InvestmentRule rule) { return traits_of(rule).waiting != RuleTraits::Waiting::no_value; }
// Whether the rule multiplies cost by the value of waiting in closed form, whatever the decision is about.
constexpr bool has_multiple(InvestmentRule rule) {
    const RuleTraits::Waiting waiting = traits_of(rule).waiting;
    return waiting == RuleTraits::Waiting::weighed_multiple || waiting == RuleTraits::Waiting::bare_multiple;
}
constexpr bool solves_stopping(InvestmentRule rule) { return traits_of(rule).news == RuleTraits::News::solved; }
constexpr bool sizes_itself(InvestmentRule rule) { return traits_of(rule).size == RuleTraits::Size::its_own; }
constexpr bool is_as_if_certain(InvestmentRule rule) { return traits_of(rule).load == RuleTraits::Load::as_if_certain; }
// What is left of a rule where waiting is worth nothing.
constexpr InvestmentRule without_waiting(InvestmentRule rule) { return waits(rule) ? InvestmentRule::npv : rule; }

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
