// SPDX-License-Identifier: Apache-2.0
// The list of designs: what kinds of study there are. A design is a plain structure in a file of its own, with
//   word       what a study file says: `study: WORD`
//   keys       the keys that such a study has beside those that every study has (`common_keys`)
//   has        what to say of a key that is another design's; empty: no such key is known
//   alone_has  what to say of a key of this design alone, in a study of another one; empty: as `has`
// and the functions `read` (its own keys, checked), `echo` (its own keys, so that they read back) and `starter`.
#pragma once

#include "config/designs/balance.hpp"
#include "config/designs/calibration.hpp"
#include "config/designs/comparison.hpp"
#include "config/designs/decomposition.hpp"
#include "config/designs/latin_hypercube.hpp"
#include "config/designs/table.hpp"
#include "config/designs/validation.hpp"

#include <array>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

namespace drumbeat {

using Design = std::variant<Comparison, Balance, Decomposition, Validation, Calibration, LatinHypercube, TableOfPoints>;

inline constexpr std::array<std::string_view, 11> common_keys{"format",      "study",        "name",        "question",
                                                              "question_nl", "base",         "base_inline", "set",
                                                              "neutral",     "replications", "seed"};

// The words of all designs, in the order of the variant.
inline constexpr auto design_words = []<class... D>(std::type_identity<std::variant<D...>>) {
    return std::array<std::string_view, sizeof...(D)>{D::word...};
}(std::type_identity<Design>{});

// An empty design by its place among the words.
inline Design design_at(std::size_t index) {
    Design design;
    [&]<std::size_t... I>(std::index_sequence<I...>) { ((I == index ? void(design.emplace<I>()) : void()), ...); }
    (std::make_index_sequence<std::variant_size_v<Design>>{});
    return design;
}

inline std::string_view word_of(const Design& design) { return design_words[design.index()]; }

// Every key that some design has, and every common one: what a slip of the pen is compared with.
std::vector<std::string_view> all_study_keys();

// Tells keys that are another design's.
void only_own_keys(const Design&, const StudyReading&);

} // namespace drumbeat
