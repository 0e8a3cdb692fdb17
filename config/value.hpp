// SPDX-License-Identifier: Apache-2.0
// Values as text: how each type of parameter is read, checked against its range, and written so that it reads back to
// the last bit.
#pragma once

#include "config/behaviour.hpp"
#include "config/codebook.hpp"
#include "config/text.hpp"
#include "config/year_table.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace drumbeat {

// What is wrong with a text; `code` is empty when nothing is.
struct Fault {
    std::string code, message;
    explicit operator bool() const { return !code.empty(); }
};

// A whole number from 0 on, also as 1e3; above 2^53 in digits alone, which name it exactly.
Fault read_whole(std::string_view text, std::uint64_t& out);

// Any finite decimal number, whatever the locale: no hexadecimal, no separators of thousands.
Fault read_number(std::string_view text, double& out);

Fault read_value(std::string_view text, allowed, double& out);
Fault read_value(std::string_view text, allowed, int& out);
Fault read_value(std::string_view text, allowed, bool& out);
Fault read_value(std::string_view text, allowed, std::vector<double>& out); // `allowed` is the number of elements
Fault read_value(std::string_view text, allowed, Behaviour& out);
// `allowed` is that of each year's value; "{2026: 1405, 2027: 1329}", years in any order; "{}" is no table.
Fault read_value(std::string_view text, allowed, YearTable& out);
Fault read_choice(std::string_view text, std::span<const std::string_view> names, std::size_t& out);

template <class Choice>
requires std::is_enum_v<Choice> Fault read_value(std::string_view text, allowed, Choice& out) {
    std::size_t index = 0;
    Fault fault = read_choice(text, names_of<Choice>, index);
    if (!fault) out = static_cast<Choice>(index);
    return fault;
}

// The names in "[sensors, space]"; brackets may be left out.
std::vector<std::string_view> list_items(std::string_view text);

std::string value_text(double);
std::string value_text(int);
std::string value_text(bool);
std::string value_text(const std::vector<double>&);
std::string value_text(const Behaviour&);
std::string value_text(const YearTable&);

// A year and its value as somebody wrote them, and the line, 0 when there is none.
struct YearCell {
    std::string year, value;
    int line = 0;
};
struct YearFault {
    int line = 0;
    std::string year;
    Fault fault;
};

// The table that cells make. Every mistake at once: no year, no number, out of range, a year twice, years left out;
// `out` stays as it was then.
std::vector<YearFault> read_years(std::span<const YearCell>, allowed, YearTable& out);

template <class Choice>
requires std::is_enum_v<Choice> std::string value_text(Choice choice) { return std::string(name_of(choice)); }

// "allowed: 0 to 2"
std::string range_text(allowed);

} // namespace drumbeat
