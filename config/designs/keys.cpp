// SPDX-License-Identifier: Apache-2.0
#include "config/designs/keys.hpp"

#include "config/designs/reading.hpp"
#include "config/echo.hpp"
#include "config/schema.hpp"

#include <fmt/core.h>

namespace drumbeat {

std::string any_text_schema() { return R"({"type": "string"})"; }

std::string study_format_schema() { return fmt::format("{{\"const\": \"{}\"}}", study_format); }

std::string study_name_schema() { return text_schema(200); }

std::string question_schema() { return text_schema(2000); }

std::string base_changes_schema() { return overrides_schema(base_properties); }

std::string replications_schema() { return whole_number_schema(1, most_replications); }

std::string seed_schema() { return whole_number_schema(0); }

std::string neutral_schema() { return group_schema("neutral"); }

std::string policy_from_schema() { return value_schema(*parameter_at("time.policy_from")); }

std::string equivalence_schema() { return R"({"type": "number", "minimum": 0, "maximum": 100})"; }

} // namespace drumbeat
