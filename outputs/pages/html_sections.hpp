// SPDX-License-Identifier: Apache-2.0
// The parts of the page that say in words and tables what is essential. For `html_page` alone.
#pragma once

#include "outputs/pages/chart_data.hpp"

#include <string>

namespace drumbeat {

// Each empty where there is nothing to say.
std::string asked_section(const Shown&);      // the arms, the country, how often
std::string answer_section(const Shown&);     // sentences, and the main contrast in a table
std::string money_section(const Shown&);      // who paid, and what institutions held
std::string arms_section(const Shown&);       // what each arm is, and its money
std::string warnings_section(const Shown&);   // stored with the run, and remarks
std::string provenance_section(const Shown&); // what identifies the results
std::string reproduce_section(const Shown&);  // commands, how to cite, and the whole study

// A section with its heading and an id that links go to.
std::string section(std::string_view id, const std::string& heading, const std::string& content);

} // namespace drumbeat
