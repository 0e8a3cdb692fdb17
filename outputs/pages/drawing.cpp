// SPDX-License-Identifier: Apache-2.0
#include "outputs/pages/drawing.hpp"

#include "outputs/pages/wording.hpp"

#include <fmt/format.h>

namespace drumbeat {

std::string escaped(const std::string& text) {
    std::string safe;
    for (char c : text) {
        if (c == '&')
            safe += "&amp;";
        else if (c == '<')
            safe += "&lt;";
        else if (c == '>')
            safe += "&gt;";
        else
            safe += c;
    }
    return safe;
}

std::string svg_text(double x, double y, const std::string& words, int size, const char* colour, const char* anchor,
                     const char* weight) {
    return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"{}\" fill=\"{}\" text-anchor=\"{}\" "
                       "font-weight=\"{}\">{}</text>\n",
                       x, y, size, colour, anchor, weight, escaped(words));
}
std::string svg_line(double x1, double y1, double x2, double y2, const char* colour, double thick, const char* more) {
    return fmt::format(
        "<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"{}\" stroke-width=\"{:.1f}\"{}/>\n", x1,
        y1, x2, y2, colour, thick, more);
}

double drawn_width(std::string_view words, int size) {
    double ems = 0;
    for (char c : words) {
        if ((c & 0xC0) == 0x80) continue;
        const bool narrow = std::string_view("iljtfrI.,:;'|!()[]- ").find(c) != std::string_view::npos;
        const bool wide = (c & 0x80) != 0 || std::string_view("mwMW@%").find(c) != std::string_view::npos;
        ems += narrow ? .38 : wide ? 1 : c >= 'A' && c <= 'Z' ? .76 : .64;
    }
    return ems * size;
}

std::string fitting(const std::string& words, int size, double room) {
    std::string cut = words;
    for (std::size_t longest = length_of(words); drawn_width(cut, size) > room && longest > 4; --longest)
        cut = shortened(words, longest - 1);
    return cut;
}

std::vector<std::string> lines_of(const std::string& text, int size, double room) {
    std::vector<std::string> lines{""};
    std::string word;
    const auto place = [&] {
        const std::string cut = fitting(word, size, room);
        if (!lines.back().empty() && drawn_width(lines.back() + " " + cut, size) > room) lines.emplace_back();
        lines.back() += (lines.back().empty() ? "" : " ") + cut;
        word.clear();
    };
    for (char c : text) {
        if (c == ' ')
            place();
        else
            word += c;
    }
    place();
    return lines;
}

} // namespace drumbeat
