// SPDX-License-Identifier: Apache-2.0
// The list of designs: what kinds of study there are. A design is a plain structure in a file of its own, with
//   word       what a study file says: `study: WORD`
//   keys       the keys that such a study has beside those that every study has (`common_keys`), with their schemas
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

std::string design_word_schema();

inline constexpr std::array common_keys{StudyKey{"format", study_format_schema},
                                        StudyKey{"study", design_word_schema},
                                        StudyKey{"name", study_name_schema},
                                        StudyKey{"question", question_schema},
                                        StudyKey{"question_nl", question_schema},
                                        StudyKey{"base", any_text_schema},
                                        StudyKey{"base_inline", base_changes_schema},
                                        StudyKey{"set", base_changes_schema},
                                        StudyKey{"neutral", neutral_schema},
                                        StudyKey{"replications", replications_schema},
                                        StudyKey{"seed", seed_schema}};

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

// Every common key, and every one that some design has, each once: what a slip of the pen is compared with, and what an
// editor knows.
std::vector<StudyKey> all_study_keys();
std::vector<std::string_view> all_study_key_names();

// Tells keys that are another design's.
void only_own_keys(const Design&, const StudyReading&);

} // namespace drumbeat
