// SPDX-License-Identifier: Apache-2.0
// What the screens of a verdict and of a decomposition have in common.
#pragma once

#include "outputs/pages/layout.hpp"
#include "outputs/pages/page.hpp"
#include "outputs/verdict/verdict.hpp"

#include <cstddef>
#include <string>

namespace drumbeat {

inline constexpr std::size_t most_screen_lines = 40;

// A name, and what is to be said of it; `as_it_is` keeps blanks, for the head of a table.
void screen_field(Page&, const std::string& name, const std::string& text, bool as_it_is = false);
// Characters: texts are broken over lines, and cut when they are longer than this.
inline constexpr std::size_t longest_list = 640, longest_label = 120, longest_name = 40;

void screen_title(Page&, const Verdict&, Language);     // study, question, and what was chosen
void screen_sampled(Page&, const Verdict&, std::size_t most_factors, Language); // of a sampled study: what it follows
void screen_foot(Page&, const Verdict&, const Layout&); // not assessed, runs, warnings, where to look next

std::string other_model_text(const Verdict&, Language); // of another model than this program's; else empty

std::string screen_arm(const Verdict&, const std::string& arm);       // "stable (stable orders, announced)"
std::string screen_levels(const Verdict&, std::size_t level);         // "finance: tight, fund: with"
std::string screen_behaviours(const Verdict&, Language);              // each with its label
std::string screen_top_three(const Constraints&, Language);           // what held firms back most
std::string screen_interval(const Interval&, int decimals, Language); // "12.1 to 19.8"; "-" when not assessed
std::string cut_to_screen(const std::string& text, Language);         // the last line says where the rest is

} // namespace drumbeat
