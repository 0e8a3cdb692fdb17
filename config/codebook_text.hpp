// SPDX-License-Identifier: Apache-2.0
// The codebook as documents: for people, for programs, for editors.
#pragma once

#include <string>

namespace drumbeat {

std::string codebook_markdown(); // one table per group, levers first
std::string codebook_json();     // groups and parameters, numbers as numbers
std::string scenario_schema();   // JSON Schema draft-07 of a scenario file
std::string study_schema();      // and of a study file, out of what its designs say of their keys

} // namespace drumbeat
