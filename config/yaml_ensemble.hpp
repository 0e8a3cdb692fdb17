// SPDX-License-Identifier: Apache-2.0
// Accepted parameter sets: every case of a study is run with each of them.
#pragma once

#include "config/study.hpp"
#include "config/yaml_files.hpp"
#include "config/yaml_reader.hpp"

#include <string_view>
#include <vector>

namespace drumbeat {

inline constexpr std::string_view ensemble_format = "drumbeat-ensemble/1";
inline constexpr std::size_t most_members = 1000;

// A file of accepted parameter sets: `members`, a list of parameters with their values, each perhaps with a `distance`
// that is not read; `base`, the scenario for which they were accepted. Other words are whoever's that wrote the file.
struct Ensemble {
    std::string base;             // as the file has it, or empty
    std::vector<Variant> members; // named m1, m2, ...
};

// From a list of members. A parameter that does not exist in `scenario`, is no uncertainty, or has a value out of its
// range is told with its line, and left out.
std::vector<Variant> read_members(const YamlNode& list, const YamlReader&, const Scenario& scenario);

// From a file, or by the name of a packaged one; `from` is the study that asks. Its name is added to `files`.
Ensemble read_ensemble(const std::string& path_or_name, const YamlFile& from, const Where& asked, Folders,
                       const Scenario& scenario, std::vector<std::string>& files, std::vector<Problem>&);

} // namespace drumbeat
