// SPDX-License-Identifier: Apache-2.0
// The keys of study files. Whoever reads a key says here what may stand there; a design lists those that it has.
#pragma once

#include <string>
#include <string_view>

namespace drumbeat {

struct StudyKey {
    std::string_view name;
    std::string (*schema)(); // a JSON Schema of its value, for editors
};

std::string any_text_schema(); // of a value that is a text, such as a name or a path

// ---- what every study has, but for the design's word

std::string study_format_schema();
std::string study_name_schema();
std::string question_schema();
std::string base_changes_schema();
std::string replications_schema();
std::string seed_schema();
std::string neutral_schema();

// ---- what several designs have

std::string policy_from_schema();
std::string arms_schema();
std::string behaviours_schema();
std::string factors_schema();
std::string over_schema();
std::string contrasts_schema();
std::string outcomes_schema();
std::string record_schema();
std::string equivalence_schema();

inline constexpr StudyKey policy_from_key{"policy_from", policy_from_schema};
inline constexpr StudyKey arms_key{"arms", arms_schema};
inline constexpr StudyKey behaviours_key{"behaviours", behaviours_schema};
inline constexpr StudyKey factors_key{"factors", factors_schema};
inline constexpr StudyKey over_key{"over", over_schema};
inline constexpr StudyKey contrasts_key{"contrasts", contrasts_schema};
inline constexpr StudyKey placebo_key{"placebo", any_text_schema};
inline constexpr StudyKey outcomes_key{"outcomes", outcomes_schema};
inline constexpr StudyKey record_key{"record", record_schema};
inline constexpr StudyKey equivalence_key{"equivalence_points", equivalence_schema};

} // namespace drumbeat
