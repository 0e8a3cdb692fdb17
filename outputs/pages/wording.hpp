// SPDX-License-Identifier: Apache-2.0
// Numbers and findings in plain words.
#pragma once

#include "outputs/pages/language.hpp"
#include "outputs/verdict/verdict.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace drumbeat {

std::string to_text(const Interval&, int decimals = 1); // "-1.0 to +13.2", "not assessed"
// How many of the pairs: "82 of 100"; of fewer pairs of as many as there are: "19 of 24".
std::string share_of_pairs(double of_100, std::size_t pairs);
// "better in 19 of 24", "better in 5, equal in 3 of 12", "equal in 12 of 12"; "-" when missing.
std::string pairs_text(const Difference&);
std::string pairs_cell(const Difference&, Language = Language::en); // in a column "better in": "19 of 24", "5 (3 tied)"
std::string named(const std::string& arm, const std::string& label); // "stable (orders of low volatility)"
std::size_t length_of(std::string_view text);                        // in characters, not bytes, of UTF-8
std::string shortened(const std::string& text, std::size_t longest); // "rational_..gramming": dots in the middle
// Prose in lines of at most 80 columns, each indented and ended; a longer word has a line of its own.
std::string wrapped(const std::string& prose, std::size_t indent = 2);
std::string plural(std::int64_t count, const std::string& noun); // "1 run", "3,000 runs"

// "5-95 % of the means of 40 sets", "least to largest mean of 12 sets".
std::string members_text(std::size_t members);

// What the stored ranges of the main contrast stand on at least; none where it has none.
std::optional<StoredRange> stored_range_of(const Verdict&);
std::string
stored_text(const StoredRange&); // "5-95 % of the means of 20 sets, a stored result: 8 replications of each"
std::string no_range_reason(const NoRange&, Language);                   // "nothing stored asks this question"
std::vector<std::string> limits_of_parameters(const Verdict&, Language); // sentences: what a range stands on, or lacks
std::string no_range_command(const NoRange&, Language);                  // what would assess it

// "more", "less", "no effect", "not decided", "same run".
std::string to_text(Answer);

// "same sign", "signs told by some", "opposite signs", "no sign told".
std::string to_text(Counting);

} // namespace drumbeat
