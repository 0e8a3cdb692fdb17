// SPDX-License-Identifier: Apache-2.0
// Values as JSON; what is missing, not finite or not assessed is null.
#pragma once

#include "outputs/statistics/statistics.hpp"
#include "outputs/verdict/verdict.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace drumbeat {

std::string json(const std::string&);
std::string json(double);
std::string json(bool);
std::string json(const Interval&); // [low, high]
std::string json(const Mean&);
std::string json(const std::vector<std::string>&);

// What the results are of: the first members of every report's object, "format_version" to "complete".
std::string about_json(const Verdict&);

// A list with one item to a line.
template <class T, class Write> std::string json_list(const std::vector<T>& items, Write write) {
    std::vector<std::string> texts;
    for (const T& item : items) texts.push_back(write(item));
    return texts.empty() ? "[]" : fmt::format("[\n    {}\n  ]", fmt::join(texts, ",\n    "));
}

} // namespace drumbeat
