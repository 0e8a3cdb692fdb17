// SPDX-License-Identifier: Apache-2.0
// The design of a calibration: parameters of the base fitted to stylised facts.
#pragma once

#include "config/designs/parts.hpp"
#include "config/designs/starter.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace drumbeat {

std::string fit_schema();

// A parameter that a calibration fits, and where it looks.
struct FittedParameter {
    std::string path;
    double low = 0, high = 0;
    friend bool operator==(const FittedParameter&, const FittedParameter&) = default;
};

// What a calibration fits, to what, and how long it searches.
struct Fit {
    std::vector<FittedParameter> parameters;
    std::vector<std::string> facts; // of config/facts.def, or names of single lines
    int candidates = 800, rounds = 4, members = 20;
    bool balance = true; // whether a country out of balance counts as far from the facts
    friend bool operator==(const Fit&, const Fit&) = default;
};

struct Calibration {
    static constexpr std::string_view word = "calibration";
    static constexpr std::array keys{policy_from_key, StudyKey{"fit", fit_schema}};
    static constexpr std::string_view has = "a study of calibration has base, set, fit, replications and seed";
    static constexpr std::string_view alone_has = "only a study of calibration fits parameters";

    Fit fit;
    friend bool operator==(const Calibration&, const Calibration&) = default;
};

void read(Calibration&, StudyReading&);
std::string echo(const Calibration&);
Starter starter(const Calibration&);

} // namespace drumbeat
