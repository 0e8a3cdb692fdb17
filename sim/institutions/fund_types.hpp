// SPDX-License-Identifier: Apache-2.0
// The types of private funds: how many, how large, on what terms (sim/institutions/fund_types.def).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace drumbeat {

// What a type is beyond its numbers, a bit each.
namespace FundTrait {
inline constexpr unsigned none = 0;
inline constexpr unsigned some_areas = 1; // looks at some of the areas, the others at all
inline constexpr unsigned military = 2;   // meant for what is military, whatever others may finance
inline constexpr unsigned pool = 4;       // refilled every year, without end
inline constexpr unsigned abroad = 8;
} // namespace FundTrait

enum class FundKind : std::uint8_t {
#define DRUMBEAT_FUND_TYPE(name, ...) name,
#include "sim/institutions/fund_types.def"
#undef DRUMBEAT_FUND_TYPE
};

struct FundType {
    std::string_view name;
    int count = 0;
    double least_meur = 0; // commitment meant for these areas; of a pool: a year
    double most_meur = 0;
    double ticket_min = 0; // for one firm, meur
    double ticket_max = 0;
    double hurdle = 0; // nominal, per year
    double deals = 0;  // a year
    unsigned traits = 0;

    constexpr bool is(unsigned trait) const { return (traits & trait) != 0; }
};

inline constexpr FundType fund_types[] = {
#define DRUMBEAT_FUND_TYPE(name, ...) {#name, __VA_ARGS__},
#include "sim/institutions/fund_types.def"
#undef DRUMBEAT_FUND_TYPE
};

constexpr const FundType& type_of(FundKind kind) { return fund_types[static_cast<std::size_t>(kind)]; }

} // namespace drumbeat
