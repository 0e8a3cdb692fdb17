// SPDX-License-Identifier: Apache-2.0
// What draws the charts, carried inside the program: texts for a browser and for node, put together by `tools/charts`.
#pragma once

#include <string_view>

namespace drumbeat {

struct ChartAssets {
    std::string_view script;                  // of the page: the charting library with its licences, and our own
    std::string_view style;                   // of the page
    std::string_view document;                // for node: a document to draw in
    std::string_view figures;                 // for node: draws what a page draws, into files
    std::string_view script_hash, style_hash; // "sha256-...", for the security policy

    bool present() const { return !script.empty(); } // false in a program that was built without charts
};
const ChartAssets& chart_assets();

} // namespace drumbeat
