// SPDX-License-Identifier: Apache-2.0
// The design of a balance: the foreign prices at which the base scenario is at rest.
#pragma once

#include "config/designs/parts.hpp"
#include "config/designs/starter.hpp"

#include <array>
#include <string>
#include <string_view>

namespace drumbeat {

struct Balance {
    static constexpr std::string_view word = "balance";
    static constexpr std::array<StudyKey, 0> keys{};
    static constexpr std::string_view has =
        "a study of balance looks at its base alone; it has base, set, replications and seed";
    static constexpr std::string_view alone_has = "";

    friend bool operator==(const Balance&, const Balance&) = default;
};

void read(Balance&, StudyReading&);
std::string echo(const Balance&);
Starter starter(const Balance&);

} // namespace drumbeat
