// SPDX-License-Identifier: Apache-2.0
// One door into a scenario: YAML files, --set, arms, factors, rows and sliders all become settings.
#pragma once

#include "config/scenario.hpp"

#include <span>
#include <string>
#include <vector>

namespace drumbeat {

// Where a text was read: a file (or "--set") and a line, 0 when there is none.
struct Where {
    std::string source;
    int line = 0;
    friend bool operator==(const Where&, const Where&) = default;
};

struct Setting {
    std::string path; // "segments.sensors.orders.cv", "segments.*.orders.cv", "firms.*.behaviour"
    std::string text; // "0.4", "[0.25, 0.5]", "rational+npv"
    Where where;
    // Where it was written is no part of what it says.
    friend bool operator==(const Setting& a, const Setting& b) { return a.path == b.path && a.text == b.text; }
};

enum class Severity { error, warning };

// A mistake as a value: printed with where it stands, what is wrong, the allowed range and the nearest known name.
struct Problem {
    Severity severity = Severity::error;
    std::string code; // stable short name: "unknown_key", "out_of_range", "wrong_type", "missing_file", ...
    Where where;
    std::string path;
    std::string message;
    std::string dutch{}; // the message in Dutch; empty where there is English alone, see config/warnings.hpp
};

// "file.yaml:12: segments.sensors.orders.cv: 3 is out of range; allowed: 0 to 2"
std::string to_text(const Problem&);
bool has_errors(std::span<const Problem>);

// Applies settings in order; every mistake at once. A setting with a mistake leaves its parameter as it was.
// Also checks what spans parameters (weights sum to 1, bidders_min <= bidders_max, ...) through `check`.
std::vector<Problem> apply(Scenario&, std::span<const Setting>);
std::vector<Problem> check(const Scenario&, const Where& = {});

// The scenario as YAML that reads back to the same value, to the last bit.
std::string resolved(const Scenario&);

// The settings that turn `from` into `to`, in codebook order.
std::vector<Setting> difference(const Scenario& from, const Scenario& to);

} // namespace drumbeat
