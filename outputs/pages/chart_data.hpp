// SPDX-License-Identifier: Apache-2.0
// All that the page's script and the figures draw from, as JSON: what can be chosen, the numbers of every choice, and
// the words for them.
#pragma once

#include "outputs/pages/language.hpp"
#include "outputs/verdict/charts.hpp"
#include "outputs/verdict/decomposition.hpp"

#include <string>

namespace drumbeat {

// What a page or a set of figures shows of a study.
struct Shown {
    const Study& study;
    const Verdict& verdict;
    const Charts& charts;
    const DecompositionFinding* decomposition = nullptr; // of a study that is one
    Language language = Language::en;
    std::string file;       // the results file, as the reader knows it
    std::string version;    // of the program: "drumbeat 0.1.0"
    std::string study_text; // the whole study, YAML
};

std::string chart_data_json(const Shown&);

std::string areas_label(const std::vector<std::string>& areas, Language); // "sensors and space"; empty without any

// Arms, behaviours and conditions as a reader reads them; a name stands where there is no label.
std::string arm_label(const Shown&, const std::string& arm);
std::string behaviour_label(const Shown&, const std::string& behaviour);
std::string condition_label(const Shown&, const std::vector<std::string>& levels);

} // namespace drumbeat
