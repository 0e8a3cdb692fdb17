// SPDX-License-Identifier: Apache-2.0
// Scenario and study files in, plain values out, every mistake of every file at once.
#pragma once

#include "config/advice.hpp"
#include "config/study.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace drumbeat {

// Folders that hold the packaged `scenarios/NAME.yaml`, `studies/NAME.yaml` and `ensembles/NAME.yaml`, themselves or in
// a `config` folder.
using Folders = std::span<const std::string>;

struct ScenarioFile {
    Scenario scenario;
    std::vector<std::string> files; // read, the asked one first, then its bases
};

struct StudyFile {
    Study study;
    std::vector<std::string> files;
    BaseSettings base;
    std::vector<int> outcome_lines; // where each of the study's outcomes stands
};

// From a file, or by the name of a packaged one. `set` is applied last: to the scenario, or to the study's base.
// Without errors among the problems the value is complete; the cases of a study are checked by `cases_of`, unless
// there are errors already: then what the cases have to say is added here. `over` names an ensemble over which a study
// that names none is to be run: packaged, or a file as seen from where the program runs.
ScenarioFile read_scenario(const std::string& path_or_name, Folders, std::vector<Problem>&,
                           std::span<const Setting> set = {});
StudyFile read_study(const std::string& path_or_name, Folders, std::vector<Problem>&, std::span<const Setting> set = {},
                     const std::string& over = {});

// From a text; `source` is its name in messages, and relative bases start where the program runs.
ScenarioFile read_scenario_text(std::string_view text, const std::string& source, Folders, std::vector<Problem>&);
StudyFile read_study_text(std::string_view text, const std::string& source, Folders, std::vector<Problem>&);

// Whether a name is a file, or a packaged study or scenario; told when it is neither.
bool is_found(const std::string& path_or_name, Folders, std::vector<Problem>&);

// The `format:` of a file, such as "drumbeat-study/1"; without one, the format that its keys speak of. Empty when the
// file cannot be read.
std::string format_of(const std::string& path_or_name, Folders);

} // namespace drumbeat
