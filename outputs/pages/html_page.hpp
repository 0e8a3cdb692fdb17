// SPDX-License-Identifier: Apache-2.0
// A study's answer as one HTML file: it asks nothing of anybody, and says everything essential without its script.
#pragma once

#include "outputs/pages/chart_data.hpp"

#include <string>

namespace drumbeat {

// Needs `chart_assets().present()`.
std::string html_page(const Shown&);

// What may run, load and be sent on the page, as its security policy says it.
std::string content_security_policy();

} // namespace drumbeat
