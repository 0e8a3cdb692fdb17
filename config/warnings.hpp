// SPDX-License-Identifier: Apache-2.0
// What warnings say, in English and Dutch, declared once in config/warnings.def.
#pragma once

#include "config/bilingual.hpp"
#include "config/setting.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace drumbeat {

enum class Warning : std::uint8_t {
#define DRUMBEAT_WARNING(id, en, nl) id,
#include "config/warnings.def"
#undef DRUMBEAT_WARNING
};
struct WarningText {
    std::string_view id, en, nl;
};
inline constexpr WarningText warning_texts[] = {
#define DRUMBEAT_WARNING(id, en, nl) {#id, en, nl},
#include "config/warnings.def"
#undef DRUMBEAT_WARNING
};

Bilingual say(Warning, const std::vector<Bilingual>& filled_in = {});

// A problem that is a warning; the code is stable, see Problem.
Problem warning(std::string code, Where, std::string path, Bilingual message);

// As `to_text` has it, in Dutch. What is known in English alone stays English.
std::string to_dutch(const Problem&);

} // namespace drumbeat
