// SPDX-License-Identifier: Apache-2.0
// What a study says, in plain sentences.
#pragma once

#include "outputs/pages/language.hpp"
#include "outputs/verdict/statement.hpp"

#include <string>

namespace drumbeat {

// "In this model, under naive (careful, expects last year again), in sensors: more capacity and investment; whether
// more firms scale up depends on the definition. With "stable" instead of ..., growth of domestic capacity to 2040 is
// +3.0 to +3.7 points ...". Names are as they are: whoever shows the sentence makes them inert.
std::string sentence(const Verdict&, const Statement&, Language);

// An arm or a condition as a sentence names it: by the label that the study gives it, else by its name. The arm stands
// in quotes; a condition is empty where there are no factors.
std::string arm_in_quotes(const Verdict&, const std::string& arm, Language);
std::string condition_in_words(const Verdict&, std::size_t level);

// Whether the sentence is a whole one that says why nothing is told, and has no parts.
inline bool tells_nothing(const Statement& s) { return s.nothing || s.same_run || s.withheld; }

// Its parts. `scope`: "under naive (careful, expects last year again)", "under each of 4 behaviours", with areas;
// `lead`: which way it goes; `figures`: by how much, against what (not again where
// a sentence before has just named the arms); `doubt`: how sure.
std::string scope_text(const Verdict&, const Statement&, Language);
std::string lead_text(const Verdict&, const Statement&, Language);
std::string figures_text(const Verdict&, const Statement&, Language, bool names_arms = true);
std::string doubt_text(const Verdict&, const Statement&, Language);

// "+1.6 to +2.4"; one number where the ends read alike; "-" when there is none.
std::string range_text(const Interval&, int decimals, Language);

} // namespace drumbeat
