// SPDX-License-Identifier: Apache-2.0
// What pages are written in: numbers, phrases (phrases.def) and plain labels (labels.def), in English and Dutch.
#pragma once

#include "config/behaviour.hpp"
#include "config/bilingual.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace drumbeat {

enum class Language : std::uint8_t { en, nl };
template <> inline constexpr std::array<std::string_view, 2> names_of<Language>{"en", "nl"};
std::optional<Language> language_named(std::string_view);

// Numbers. "-" when missing; never "-0".
std::string grouped(double value, int decimals = 0, Language = Language::en);   // 12,345.6 and 12.345,6
std::string with_sign(double value, int decimals = 1, Language = Language::en); // +6.3, -1.0, 0.0
std::string small_error(double value, Language = Language::en);                 // 0.3, 0.04

// A phrase of a page, declared once with its translation. Places for what is filled in are {0}, {1}, ... in both
// languages, so that words may stand in another order.
enum class Phrase : std::uint16_t {
#define DRUMBEAT_PHRASE(id, en, nl) id,
#include "outputs/pages/phrases.def"
#undef DRUMBEAT_PHRASE
    count_
};
struct PhraseText {
    std::string_view id, en, nl;
};
inline constexpr PhraseText phrases[] = {
#define DRUMBEAT_PHRASE(id, en, nl) {#id, en, nl},
#include "outputs/pages/phrases.def"
#undef DRUMBEAT_PHRASE
};
std::string say(Language, Phrase, const std::vector<std::string>& filled_in = {});
Bilingual say_in_both(Phrase, const std::vector<Bilingual>& filled_in = {});

const std::string& in(Language, const Bilingual&);
std::vector<std::string> in(Language, const std::vector<Bilingual>&);
Bilingual number_in_both(double value, int decimals = 0); // as `grouped` writes it

// A plain label of what has a name in files: outcomes, quantities of years and groups, areas, sizes, constraints.
struct Label {
    std::string_view name, en, nl;
};
inline constexpr Label labels[] = {
#define DRUMBEAT_LABEL(name, en, nl) {#name, en, nl},
#include "outputs/pages/labels.def"
#undef DRUMBEAT_LABEL
};
const Label* find_label(std::string_view name);                // null when there is none
std::string label_of(std::string_view name, Language);         // without one, the name with blanks for '_'
std::string listed(const std::vector<std::string>&, Language); // "a, b and c"

// "careful, looks ahead"; of a mixture "50 % careful, looks ahead; 50 % quick, expects last year again".
std::string label_of(const Behaviour&, Language);
// With the name that the study gives it: "careful, looks ahead (rational_real_option)".
std::string named_label(const std::string& name, const std::optional<Behaviour>&, Language);

} // namespace drumbeat
