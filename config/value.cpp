// SPDX-License-Identifier: Apache-2.0
#include "config/value.hpp"

#include <algorithm>
#include <charconv>
#include <clocale>
#include <cmath>
#include <cstdlib>
#include <fmt/core.h>
#include <limits>
#include <locale.h>

namespace drumbeat {

namespace {

std::string lower(std::string_view text) {
    std::string small(text);
    for (char& c : small)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return small;
}

// [+-] digits [. digits] [e [+-] digits], with a digit somewhere before the exponent.
bool is_decimal(std::string_view text) {
    std::size_t at = 0;
    const auto digits = [&] {
        const std::size_t from = at;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
        return at - from;
    };
    const auto skip = [&](std::string_view any) {
        const bool there = at < text.size() && any.find(text[at]) != std::string_view::npos;
        if (there) ++at;
        return there;
    };
    skip("+-");
    std::size_t mantissa = digits();
    if (skip(".")) mantissa += digits();
    if (mantissa == 0) return false;
    if (skip("eE")) {
        skip("+-");
        if (digits() == 0) return false;
    }
    return at == text.size();
}

// Correctly rounded, and with a decimal point whatever locale the host program has set.
double decimal_value(const std::string& text) {
    static const locale_t plain = newlocale(LC_ALL_MASK, "C", nullptr);
    return strtod_l(text.c_str(), nullptr, plain);
}

bool is_not_finite(std::string_view text) {
    const std::string small = lower(text);
    constexpr std::string_view words[] = {"nan",  ".nan",  "inf",   ".inf",     "+inf",
                                          "-inf", "+.inf", "-.inf", "infinity", "-infinity"};
    return std::find(std::begin(words), std::end(words), small) != std::end(words);
}

// Of a text with commas: one in front of three digits may set thousands apart, or stand for a point.
std::string comma_hint(std::string_view text) {
    std::string pointed(text);
    std::replace(pointed.begin(), pointed.end(), ',', '.');
    std::string joint(text);
    joint.erase(std::remove(joint.begin(), joint.end(), ','), joint.end());
    const auto comma = text.rfind(',');
    const bool may_be_thousands = comma != std::string_view::npos && comma > 0 && text.size() - comma == 4;
    if (may_be_thousands && is_decimal(joint) && text[0] != '0') {
        const std::string_view whole = std::string_view(joint).substr(0, joint.size() - 3);
        const std::string_view fraction = text.substr(comma + 1);
        return fmt::format("{} is not a number: write {}, or with a decimal point {}.{}", in_quotes(text), joint, whole,
                           fraction);
    }
    if (pointed == text || !is_decimal(pointed)) return {};
    return fmt::format("{} is not a number: use a decimal point, {}", in_quotes(text), pointed);
}

// Why a text is no number, with the way out of the usual slips.
std::string number_hint(std::string_view text) {
    if (text.empty()) return "has no value; expects a number";
    if (is_not_finite(text)) return fmt::format("{} is not a finite number", text);
    if (std::string hint = comma_hint(text); !hint.empty()) return hint;
    const std::string_view bare = trimmed(text.substr(0, text.size() - 1));
    if (text.back() == '%' && is_decimal(bare))
        return fmt::format("{} is not a number: write a share, {}", in_quotes(text),
                           decimal_value(std::string(bare)) / 100);
    if (text.front() == '{') return fmt::format("{} is a table of years; expects one number", in_quotes(text));
    if (text.front() == '[' && text.back() == ']')
        return fmt::format("{} is a list; expects one number; several are the levels of a factor", in_quotes(text));
    return fmt::format("{} is not a number", in_quotes(text));
}

// Per cent where a share is asked.
std::string share_hint(double value, allowed range) {
    const bool is_share = range.high <= 1 && range.low <= 0;
    if (!is_share || value < 5 || value > 100 || value / 100 > range.high) return {};
    return fmt::format("; {} % is the share {}", value, value / 100);
}

Fault with_range(Fault fault, allowed range) {
    if (fault) fault.message += "; " + range_text(range);
    return fault;
}

} // namespace

std::string range_text(allowed range) { return fmt::format("allowed: {} to {}", range.low, range.high); }

Fault read_number(std::string_view text, double& out) {
    text = trimmed(text);
    if (!is_decimal(text)) return {"wrong_type", number_hint(text)};
    const double value = decimal_value(std::string(text));
    if (!std::isfinite(value)) return {"wrong_type", fmt::format("{} is not a finite number", in_quotes(text))};
    out = value;
    return {};
}

Fault read_whole(std::string_view text, std::uint64_t& out) {
    constexpr double most_exact = 9007199254740992; // 2^53
    text = trimmed(text);
    std::uint64_t whole = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
    double value = 0;
    if (error == std::errc{} && end == text.data() + text.size())
        out = whole;
    else if (!read_number(text, value) && value >= 0 && value <= most_exact && value == std::trunc(value))
        out = static_cast<std::uint64_t>(value);
    else
        return {"wrong_type",
                fmt::format("{} is not a whole number; allowed: 0 to 18446744073709551615", in_quotes(text))};
    return {};
}

Fault read_value(std::string_view text, allowed range, double& out) {
    double value = 0;
    if (Fault fault = read_number(text, value)) return with_range(fault, range);
    if (value < range.low || value > range.high)
        return {"out_of_range",
                fmt::format("{} is out of range; {}{}", value, range_text(range), share_hint(value, range))};
    out = value;
    return {};
}

Fault read_value(std::string_view text, allowed range, int& out) {
    double value = 0;
    if (Fault fault = read_number(text, value)) return with_range(fault, range);
    if (value != std::trunc(value))
        return {"wrong_type", fmt::format("{} is not a whole number; {}", value, range_text(range))};
    if (Fault fault = read_value(text, range, value)) return fault;
    out = static_cast<int>(value);
    return {};
}

Fault read_value(std::string_view text, allowed, bool& out) {
    const std::string word = lower(trimmed(text));
    const bool yes = word == "true" || word == "on" || word == "yes";
    const bool no = word == "false" || word == "off" || word == "no";
    if (!yes && !no) return {"wrong_type", fmt::format("{} is neither true nor false", in_quotes(trimmed(text)))};
    out = yes;
    return {};
}

Fault read_choice(std::string_view text, std::span<const std::string_view> names, std::size_t& out) {
    text = trimmed(text);
    const auto found = std::find(names.begin(), names.end(), text);
    if (found == names.end()) {
        const auto near = nearest(text, names);
        return {"wrong_type", fmt::format("{} is not one of {}{}", in_quotes(text), joined(names, ", "),
                                          near.empty() ? std::string{} : fmt::format("; did you mean {}?", near))};
    }
    out = static_cast<std::size_t>(found - names.begin());
    return {};
}

std::vector<std::string_view> list_items(std::string_view text) {
    text = trimmed(text);
    if (text.size() >= 2 && text.front() == '[' && text.back() == ']') text = trimmed(text.substr(1, text.size() - 2));
    return text.empty() ? std::vector<std::string_view>{} : split(text, ',');
}

Fault read_value(std::string_view text, allowed range, std::vector<double>& out) {
    if (trimmed(text).empty()) return {"wrong_type", "has no value; expects a list of numbers, such as [0.25, 0.5]"};
    std::vector<double> values;
    for (const std::string_view item : list_items(text)) {
        double value = 0;
        if (const Fault fault = read_number(item, value))
            return {fault.code, fault.message + " (in a list of numbers)"};
        values.push_back(value);
    }
    const auto count = static_cast<double>(values.size());
    if (count < range.low || count > range.high)
        return {"out_of_range",
                fmt::format("{} numbers in the list; allowed: {} to {} numbers", values.size(), range.low, range.high)};
    out = std::move(values);
    return {};
}

Fault read_value(std::string_view text, allowed, Behaviour& out) {
    std::string message = parse_behaviour(text, out);
    return message.empty() ? Fault{} : Fault{"wrong_type", std::move(message)};
}

std::string value_text(double value) { return fmt::format("{}", value); }
std::string value_text(int value) { return fmt::format("{}", value); }
std::string value_text(bool value) { return value ? "true" : "false"; }
std::string value_text(const Behaviour& behaviour) { return to_text(behaviour); }

std::string value_text(const std::vector<double>& values) {
    std::vector<std::string> items;
    for (const double value : values) items.push_back(value_text(value));
    return fmt::format("[{}]", joined(items, ", "));
}

} // namespace drumbeat
