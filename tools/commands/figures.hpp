// SPDX-License-Identifier: Apache-2.0
// Charts as files, drawn by node with the script that the page runs in a browser.
#pragma once

#include <map>
#include <string>

namespace drumbeat::tools {

// Throws FileProblem where node or rsvg-convert is not on this machine, and names the package.
void check_can_draw();

// Every chart of `chart_data_json`: NAME.svg, and NAME.png at 300 dots an inch, with its content. Throws FileProblem.
std::map<std::string, std::string> draw_figures(const std::string& chart_data);

} // namespace drumbeat::tools
