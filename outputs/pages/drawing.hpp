// SPDX-License-Identifier: Apache-2.0
// What figures are drawn with: SVG elements, colours, and texts that fit.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace drumbeat {

constexpr double margin_left = 32; // of every figure, px
constexpr const char *ink = "#1c2733", *grey = "#66727f", *faint = "#dde2e7", *shade = "#e9eef3", *blue = "#1f5fa8",
                     *pale = "#a9c4e4";

std::string escaped(const std::string& text);
std::string svg_text(double x, double y, const std::string& words, int size, const char* colour,
                     const char* anchor = "start", const char* weight = "400");
std::string svg_line(double x1, double y1, double x2, double y2, const char* colour, double thick,
                     const char* more = "");

// A generous guess of how wide a text is drawn, in px: what stands in the picture must fit with any plain font.
double drawn_width(std::string_view words, int size);
std::string fitting(const std::string& words, int size, double room); // shortened in the middle
std::vector<std::string> lines_of(const std::string& text, int size, double room);

} // namespace drumbeat
