// SPDX-License-Identifier: Apache-2.0
#include "outputs/figure.hpp"

#include "outputs/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace drumbeat {
namespace {

constexpr double width = 860, plot_left = 250, plot_right = 640, row_height = 46, title_height = 27;
constexpr const char *ink = "#1c2733", *grey = "#66727f", *faint = "#e3e7eb", *blue = "#1f5fa8", *pale = "#a9c4e4";

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

std::string text(double x, double y, const std::string& words, int size, const char* colour,
                 const char* anchor = "start", const char* weight = "400") {
    return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"{}\" fill=\"{}\" text-anchor=\"{}\" "
                       "font-weight=\"{}\">{}</text>\n",
                       x, y, size, colour, anchor, weight, escaped(words));
}
std::string line(double x1, double y1, double x2, double y2, const char* colour, double thick, const char* more = "") {
    return fmt::format(
        "<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"{}\" stroke-width=\"{:.1f}\"{}/>\n", x1,
        y1, x2, y2, colour, thick, more);
}

std::vector<std::string> lines_of(const std::string& text, std::size_t longest) {
    std::vector<std::string> lines;
    std::string rest = text;
    while (rest.size() > longest) {
        const std::size_t blank = rest.find_last_of(' ', longest);
        if (blank == std::string::npos || blank == 0) break;
        lines.push_back(rest.substr(0, blank));
        rest.erase(0, blank + 1);
    }
    lines.push_back(rest);
    return lines;
}

// A horizontal axis in points with steps of 1, 2 or 5 times a power of ten.
struct Axis {
    double low, high, step;

    double x(double points) const { return plot_left + (points - low) / (high - low) * (plot_right - plot_left); }
};

Axis axis_for(const Verdict& v) {
    double low = -v.margin, high = v.margin;
    for (const Detail& d : v.details)
        for (double p : {d.effect.luck.low, d.effect.luck.high, d.effect.points.value}) {
            if (!(p >= low)) low = std::isnan(p) ? low : p;
            if (!(p <= high)) high = std::isnan(p) ? high : p;
        }
    const double rough = std::max(high - low, 1e-6) / 6;
    double power = 1;
    while (power > rough) power /= 10;
    while (power * 10 <= rough) power *= 10;
    const double step = rough <= 1.5 * power   ? power
                        : rough <= 3.5 * power ? 2 * power
                        : rough <= 7.5 * power ? 5 * power
                                               : 10 * power;
    return {std::floor(low / step) * step, std::ceil(high / step) * step, step};
}

std::string frame(const Verdict& v, const Axis& axis, double top, double bottom) {
    std::string svg =
        fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"#f3f5f7\"/>\n",
                    axis.x(-v.margin), top - 10, axis.x(v.margin) - axis.x(-v.margin), bottom - top + 10);
    const int steps = static_cast<int>(std::lround((axis.high - axis.low) / axis.step));
    for (int i = 0; i <= steps; ++i) {
        const double points = axis.low + i * axis.step;
        svg += line(axis.x(points), top - 10, axis.x(points), bottom, faint, 1);
        svg += text(axis.x(points), bottom + 18, with_sign(points, axis.step < 1 ? 1 : 0), 12, grey, "middle");
    }
    svg += line(axis.x(0), top - 10, axis.x(0), bottom, ink, 1.2);
    svg +=
        text(plot_left, bottom + 38, "percentage points of firms that scale up; shaded: counts as no effect", 12, grey);
    svg += text(plot_right + 70, top - 20, "points", 12, grey, "end");
    svg += text(plot_right + 180, top - 20, "better, of 100", 12, grey, "end");
    return svg;
}

// A pale bar for luck, a dark one for the Monte Carlo error (two standard errors either way), a dot for the mean.
std::string row(const Detail& d, const Axis& axis, double y) {
    const Effect& e = d.effect;
    std::string svg = text(plot_left - 16, y + 5, e.behaviour, 14, ink, "end");
    if (std::isnan(e.points.value)) return svg;
    if (e.luck.assessed())
        svg += line(axis.x(e.luck.low), y, axis.x(e.luck.high), y, pale, 8, " stroke-linecap=\"round\"");
    if (!std::isnan(e.points.error)) {
        const double reach = 2 * e.points.error;
        svg += line(axis.x(std::max(axis.low, e.points.value - reach)), y,
                    axis.x(std::min(axis.high, e.points.value + reach)), y, blue, 3);
    }
    svg += fmt::format(
        "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"5.5\" fill=\"{}\" stroke=\"#ffffff\" stroke-width=\"1.5\"/>\n",
        axis.x(e.points.value), y, blue);
    svg += text(plot_right + 70, y + 5, with_sign(e.points.value), 15, ink, "end", "600");
    svg += text(plot_right + 180, y + 5, grouped(e.better_of_100), 15, grey, "end");
    return svg;
}

std::string condition(const Verdict& v) {
    std::string words;
    for (std::size_t f = 0; f < v.factors.size() && f < v.levels[0].size(); ++f)
        words += ", " + v.factors[f] + " " + v.levels[0][f];
    return words;
}

// What the two arms mean, where their names do not say it all.
std::vector<std::string> arms_in_words(const Verdict& v) {
    std::vector<std::string> words;
    for (const std::string& arm : {v.contrasts[0].treatment, v.contrasts[0].control})
        if (const std::string label = v.label_of(arm); !label.empty()) words.push_back(arm + ": " + label);
    return words;
}

std::string legend(double y) {
    return line(plot_left, y, plot_left + 34, y, pale, 8, " stroke-linecap=\"round\"") +
           text(plot_left + 46, y + 4, "luck, 5-95 %", 12, grey) +
           line(plot_left + 150, y, plot_left + 184, y, blue, 3) +
           text(plot_left + 194, y + 4, "Monte Carlo error, 2 either way", 12, grey);
}

} // namespace

std::string figure_svg(const Verdict& v) {
    if (v.details.empty() || v.nothing_ran()) return {};
    const Axis axis = axis_for(v);
    const std::vector<std::string> title = lines_of(v.question.empty() ? v.name : v.question, 68);
    const double below_title = 15 + title_height * static_cast<double>(title.size());
    const std::vector<std::string> arms = arms_in_words(v);
    const double below_arms = below_title + 48 + 18 * static_cast<double>(arms.size());
    const std::vector<std::string> circumstances =
        lines_of(fmt::format("{}, {}-{}, {} with the same luck in both arms{}", v.world, v.start_year, v.end_year,
                             plural(v.replications, "replication"), condition(v)),
                 110);
    const double top = below_arms + 44 + 18 * static_cast<double>(circumstances.size()),
                 bottom = top + row_height * static_cast<double>(v.details.size());
    std::string svg = fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" "
                                  "width=\"{0:.0f}\" height=\"{1:.0f}\" "
                                  "font-family=\"Helvetica Neue, Helvetica, Arial, sans-serif\" role=\"img\">\n"
                                  "<title>{2}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n",
                                  width, bottom + 112, escaped(v.question.empty() ? v.name : v.question));
    for (std::size_t i = 0; i < title.size(); ++i)
        svg += text(32, 42 + title_height * static_cast<double>(i), title[i], 20, ink, "start", "600");
    svg += text(32, below_title + 26,
                fmt::format("{} against {}, by how firms decide", v.contrasts[0].treatment, v.contrasts[0].control), 15,
                ink);
    for (std::size_t i = 0; i < arms.size(); ++i)
        svg += text(32, below_title + 48 + 18 * static_cast<double>(i), arms[i], 13, ink);
    for (std::size_t i = 0; i < circumstances.size(); ++i)
        svg += text(32, below_arms + 18 * static_cast<double>(i), circumstances[i], 13, grey);
    svg += frame(v, axis, top, bottom);
    for (std::size_t i = 0; i < v.details.size(); ++i)
        svg += row(v.details[i], axis, top + row_height * (static_cast<double>(i) + .5) - 5);
    svg += legend(bottom + 64);
    svg += text(32, bottom + 94,
                v.complete ? "Accepted parameters: not assessed. A model's result, not a forecast."
                           : "Incomplete run. Accepted parameters: not assessed.",
                12, grey);
    return svg + "</svg>\n";
}

} // namespace drumbeat
