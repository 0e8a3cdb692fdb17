// SPDX-License-Identifier: Apache-2.0
// How a parameter is declared: one line each, from which reader, checks, echo, documents and schema follow.
#pragma once

#include <array>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace drumbeat {

// lever: a decision of policy; uncertainty: a fact nobody knows exactly; setting: how the experiment is run.
enum class Kind { lever, uncertainty, setting };
enum class Confidence { high, medium, low };
enum class Law { none, uniform, log_uniform, normal };

// The values that the reader accepts (numbers), or the number of elements (lists).
struct allowed {
    double low = 0, high = 0;
};

// The values that a study of uncertainty may draw: a law over [low, high]; for `normal`, low and high are the
// 5 % and 95 % quantiles.
struct plausible {
    double low = 0, high = 0;
    Law law = Law::uniform;
};
inline constexpr plausible no_distribution{0, 0, Law::none};

template <class Owner, class Value> struct Entry {
    std::string_view name;
    Value Owner::*member;
    std::string_view unit; // "1" for a pure number, "meur", "years", "1/year", "-" for a choice or a text
    allowed range;
    plausible likely;
    Kind kind;
    Confidence confidence;
    std::string_view meaning;
    std::string_view source;
};
template <class Owner, class Value>
Entry(std::string_view, Value Owner::*, std::string_view, allowed, plausible, Kind, Confidence, std::string_view,
      std::string_view) -> Entry<Owner, Value>;

// A group of parameters inside another one: `segments.sensors.orders`.
template <class Owner, class Value> struct Block {
    std::string_view name;
    Value Owner::*member;
    std::string_view meaning;
};
template <class Owner, class Value> Block(std::string_view, Value Owner::*, std::string_view) -> Block<Owner, Value>;

// The codebook of a structure: a tuple of Entry and Block. Specialised beside the structure.
template <class T> inline constexpr auto codebook_of = std::tuple{};

// The names of a choice, in the order of its enumerators. Specialised beside the enumeration.
template <class Choice> inline constexpr std::array<std::string_view, 0> names_of{};

template <class Choice>
requires std::is_enum_v<Choice>
constexpr std::string_view name_of(Choice choice) { return names_of<Choice>[static_cast<std::size_t>(choice)]; }

} // namespace drumbeat
