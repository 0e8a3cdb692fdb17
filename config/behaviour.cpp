// SPDX-License-Identifier: Apache-2.0
#include "config/behaviour.hpp"

#include "config/value.hpp"

#include <algorithm>
#include <fmt/core.h>

namespace drumbeat {

namespace {

constexpr std::string_view expected = "expects expectation+rule, such as rational+real_option, or a mixture such as "
                                      "0.5 rational+npv, 0.5 naive+real_option";

bool starts_a_number(std::string_view text) {
    return !text.empty() && std::string_view("0123456789.+-").find(text[0]) != std::string_view::npos;
}

template <class Choice> std::string read_name(std::string_view text, std::string_view what, Choice& out) {
    const Fault fault = read_value(text, allowed{}, out);
    return fault ? fmt::format("{}: {}", what, fault.message) : std::string{};
}

// "0.5 rational+npv" or "rational+npv".
std::string parse_part(std::string_view text, BehaviourShare& part, bool& has_share) {
    has_share = starts_a_number(text);
    if (has_share) {
        const auto end = std::min(text.find_first_of(" \t"), text.size());
        const std::string_view share = text.substr(0, end);
        text = trimmed(text.substr(end));
        // First, as "0,5 rational+npv" falls apart at its comma.
        if (text.empty())
            return fmt::format("{} is a share without a rule: use a decimal point in shares; {}", in_quotes(share),
                               expected);
        const Fault fault = read_value(share, allowed{1e-6, 1e6}, part.share);
        if (fault) return "share: " + fault.message;
    }
    const auto plus = text.find('+');
    if (plus == std::string_view::npos) return fmt::format("{} is no pair; {}", in_quotes(text), expected);
    std::string message = read_name(trimmed(text.substr(0, plus)), "expectation", part.expectation);
    return message.empty() ? read_name(trimmed(text.substr(plus + 1)), "investment", part.investment) : message;
}

bool same_pair(const BehaviourShare& a, const BehaviourShare& b) {
    return a.expectation == b.expectation && a.investment == b.investment;
}

std::string pair_text(const BehaviourShare& part) {
    return fmt::format("{}+{}", name_of(part.expectation), name_of(part.investment));
}

} // namespace

std::string parse_behaviour(std::string_view text, Behaviour& out) {
    if (trimmed(text).empty()) return fmt::format("has no value; {}", expected);
    Behaviour read;
    read.parts.clear();
    std::size_t with_share = 0;
    for (const std::string_view item : split(text, ',')) {
        BehaviourShare part;
        bool has_share = false;
        if (std::string message = parse_part(item, part, has_share); !message.empty()) return message;
        const auto twin = [&](const BehaviourShare& earlier) { return same_pair(earlier, part); };
        if (std::any_of(read.parts.begin(), read.parts.end(), twin))
            return fmt::format("{} is named twice", pair_text(part));
        with_share += has_share ? 1U : 0U;
        read.parts.push_back(part);
    }
    if (with_share != 0 && with_share != read.parts.size()) return "give every part of a mixture a share, or none";
    out = std::move(read);
    return {};
}

std::string to_text(const Behaviour& behaviour) {
    const bool equal = std::all_of(behaviour.parts.begin(), behaviour.parts.end(),
                                   [](const BehaviourShare& p) { return p.share == 1; });
    std::vector<std::string> parts;
    for (const BehaviourShare& part : behaviour.parts)
        parts.push_back(equal ? pair_text(part) : fmt::format("{} {}", part.share, pair_text(part)));
    return joined(parts, ", ");
}

} // namespace drumbeat
