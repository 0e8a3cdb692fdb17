// SPDX-License-Identifier: Apache-2.0
// What to do about a text that is no YAML.
#pragma once

#include <string>
#include <string_view>

namespace drumbeat {

// The parser's message as a sentence that says what to write instead, where the lines around `line` (from 1) tell.
std::string syntax_advice(std::string_view text, int line, std::string_view message);

} // namespace drumbeat
