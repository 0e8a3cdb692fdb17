// SPDX-License-Identifier: Apache-2.0
// Where tests find things: known to one file, so that the others compile alike wherever the project lies.
#pragma once

#include <string>

namespace drumbeat {

const std::string& source_dir(); // the top of the project
const std::string& program();    // the command; empty where it is not built
const std::string& python();
const std::string& unkind_system(); // tests/tools/shims/unkind_system.c, built
bool with_charts(); // whether the charts of pages and figures are built in

} // namespace drumbeat
