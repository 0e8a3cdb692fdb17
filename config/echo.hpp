// SPDX-License-Identifier: Apache-2.0
// Settings written as YAML.
#pragma once

#include "config/setting.hpp"

#include <span>
#include <string>
#include <string_view>

namespace drumbeat {

// The first line of every file says what it is.
inline constexpr std::string_view scenario_format = "drumbeat-scenario/1";
inline constexpr std::string_view study_format = "drumbeat-study/1";

// A value as YAML: a list stays a list, everything else is a scalar that reads back the same.
std::string yaml_value(std::string_view text);

// Settings as nested groups, `indent` blanks in front. Settings of a group have to follow each other.
std::string nested_yaml(std::span<const Setting>, int indent);

// Everything that a scenario states, in codebook order: name, description, and every parameter.
std::vector<Setting> all_settings(const Scenario&);

} // namespace drumbeat
