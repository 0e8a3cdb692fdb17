// SPDX-License-Identifier: Apache-2.0
// The design of a validation: the base held against stylised facts, under each behaviour.
#pragma once

#include "config/designs/parts.hpp"
#include "config/designs/starter.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace drumbeat {

struct Validation {
    static constexpr std::string_view word = "validation";
    static constexpr std::array keys{policy_from_key, behaviours_key};
    static constexpr std::string_view has = "a study of validation has base, set, behaviours, replications and seed";
    static constexpr std::string_view alone_has = "";

    std::vector<NamedBehaviour> behaviours; // empty: the base scenario's own
    friend bool operator==(const Validation&, const Validation&) = default;
};

void read(Validation&, StudyReading&);
std::string echo(const Validation&);
Starter starter(const Validation&);

} // namespace drumbeat
