// SPDX-License-Identifier: Apache-2.0
#include "outputs/pages/figure.hpp"

#include "outputs/pages/drawing.hpp"
#include "outputs/pages/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace drumbeat {
namespace {

constexpr double row_height = 46, title_height = 27, plot_width = 390, columns_width = 310;
constexpr double longest_name = 400; // px

// From left to right: names, the plot with its horizontal axis in points, columns of numbers.
struct Layout {
    double left = 0, right = 0, width = 0; // of the plot; of the whole picture
    double low = 0, high = 0, step = 1;    // steps of 1, 2 or 5 times a power of ten

    double x(double points) const { return left + (points - low) / (high - low) * (right - left); }
    double room() const { return width - 2 * margin_left; }
};

void include(Layout& axis, double points) {
    if (std::isnan(points)) return;
    axis.low = std::min(axis.low, points);
    axis.high = std::max(axis.high, points);
}

Layout layout_for(const Verdict& v) {
    Layout axis;
    double names = 170;
    include(axis, -v.margin);
    include(axis, v.margin);
    for (const Detail& d : v.details) {
        names = std::max(names, drawn_width(fitting(d.effect.behaviour, 14, longest_name), 14));
        const Interval& widest = d.widest.interval;
        const Equivalence& mean = d.effect.equivalence;
        const bool is_known = mean.high > mean.low;
        for (double p : {d.effect.points.value, widest.low, widest.high, is_known ? mean.low : missing,
                         is_known ? mean.high : missing})
            include(axis, p);
    }
    axis.left = margin_left + names + 16;
    axis.right = axis.left + plot_width;
    axis.width = axis.right + columns_width;
    const double range = std::max(axis.high - axis.low, .1), rough = range / 6;
    double power = 1;
    while (power > rough) power /= 10;
    while (power * 10 <= rough) power *= 10;
    axis.step = rough <= 1.5 * power   ? power
                : rough <= 3.5 * power ? 2 * power
                : rough <= 7.5 * power ? 5 * power
                                       : 10 * power;
    axis.low = std::floor((axis.low - .03 * range) / axis.step) * axis.step; // room beyond the longest bar
    axis.high = std::ceil((axis.high + .03 * range) / axis.step) * axis.step;
    return axis;
}

std::string frame(const Verdict& v, const Layout& axis, double top, double bottom) {
    std::string svg =
        fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"{}\"/>\n",
                    axis.x(-v.margin), top - 10, axis.x(v.margin) - axis.x(-v.margin), bottom - top + 10, shade);
    const int steps = static_cast<int>(std::lround((axis.high - axis.low) / axis.step));
    for (int i = 0; i <= steps; ++i) {
        const double points = axis.low + i * axis.step;
        svg += svg_line(axis.x(points), top - 10, axis.x(points), bottom, faint, 1);
        svg += svg_text(axis.x(points), bottom + 18,
                        with_sign(points, axis.step < .1  ? 2
                                          : axis.step < 1 ? 1
                                                          : 0),
                        12, grey, "middle");
    }
    svg += svg_line(axis.x(0), top - 10, axis.x(0), bottom, ink, 1.2);
    svg += svg_text(axis.left, bottom + 38, "difference in firms that scale up, percentage points", 12, grey);
    svg += svg_text(axis.right + 70, top - 20, "points", 12, grey, "end");
    svg += svg_text(axis.right + 90, top - 20, "answer", 12, grey);
    svg += svg_text(axis.width - margin_left, top - 20, "better in", 12, grey, "end");
    return svg;
}

constexpr double thick = 9, thin = 1.6;

std::string dot(double x, double y) {
    return fmt::format(
        "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"5\" fill=\"{}\" stroke=\"#ffffff\" stroke-width=\"1.5\"/>\n", x, y,
        blue);
}
std::string thin_line(double x1, double x2, double y) {
    return svg_line(x1, y, x2, y, ink, thin) + svg_line(x1, y - 5, x1, y + 5, ink, thin) +
           svg_line(x2, y - 5, x2, y + 5, ink, thin);
}

std::string answer_text(const Effect& e) {
    if (e.points.count < 2) return "-";
    return e.equivalence.answer == Answer::less ? "fewer" : to_text(e.equivalence.answer);
}

// A thick bar for what decides the answer, a thin line for the widest interval, a dot for the mean.
std::string row(const Detail& d, const Layout& axis, double y) {
    const Effect& e = d.effect;
    std::string svg = svg_text(axis.left - 16, y + 5, fitting(e.behaviour, 14, longest_name), 14, ink, "end");
    svg += svg_text(axis.right + 70, y + 5, with_sign(e.points.value), 15, ink, "end", "600");
    svg += svg_text(axis.right + 90, y + 5, answer_text(e), 15, ink);
    svg += svg_text(axis.width - margin_left, y + 5, pairs_cell(e), 15, grey, "end");
    if (std::isnan(e.points.value)) return svg;
    if (e.equivalence.high > e.equivalence.low)
        svg += svg_line(axis.x(e.equivalence.low), y, axis.x(e.equivalence.high), y, pale, thick);
    if (d.widest.interval.assessed())
        svg += thin_line(axis.x(d.widest.interval.low), axis.x(d.widest.interval.high), y);
    return svg + dot(axis.x(e.points.value), y);
}

std::string condition(const Verdict& v) {
    std::string words;
    for (std::size_t f = 0; f < v.factors.size() && f < v.levels[0].size(); ++f)
        words += ", " + v.factors[f] + " " + v.levels[0][f];
    return words;
}

// What the two arms mean, where their names do not say it all.
std::vector<std::string> arms_in_words(const Verdict& v, double room) {
    std::vector<std::string> words;
    for (const std::string& arm : {v.contrasts[0].treatment, v.contrasts[0].control})
        if (const std::string label = v.label_of(arm); !label.empty())
            for (const std::string& one : lines_of(arm + ": " + label, 13, room)) words.push_back(one);
    return words;
}

std::string widest_in_words(const Verdict& v) {
    std::vector<std::string> over;
    const auto add = [&](const char* word, const char* text) {
        const auto is_it = [&](const Detail& d) { return d.widest.interval.assessed() && d.widest.over == word; };
        if (std::any_of(v.details.begin(), v.details.end(), is_it)) over.emplace_back(text);
    };
    add("luck", "over luck (5-95 %)");
    add("accepted parameters", "over accepted parameters");
    add("behaviours", "over behaviours (the same in every row)");
    if (over.empty()) over.emplace_back("over luck (5-95 %)");
    return fmt::format("widest interval that was assessed: {}", fmt::join(over, ", or "));
}

constexpr double legend_step = 20;
constexpr int legend_lines = 5;

std::string legend(const Verdict& v, double y) {
    const double from = margin_left, to = margin_left + 34, words = margin_left + 46;
    std::string svg = dot(from + 17, y) + svg_text(words, y + 4, "mean difference: the number beside it", 12, grey);
    y += legend_step;
    svg += svg_line(from, y, to, y, pale, thick) +
           svg_text(words, y + 4,
                    "how exactly these runs know the mean (90 %, Monte Carlo error). The bar decides the answer:", 12,
                    grey);
    y += legend_step;
    svg += svg_text(words, y + 4,
                    "all of it in the shade: no effect; else clear of 0: more or fewer; else: not decided", 12, grey);
    y += legend_step;
    svg += thin_line(from, to, y) + svg_text(words, y + 4, widest_in_words(v), 12, grey);
    y += legend_step;
    svg += svg_line(from, y, to, y, shade, 14) +
           svg_text(words, y + 4,
                    fmt::format("the shade: {} either way of 0",
                                grouped(v.margin, v.margin == std::floor(v.margin) ? 0 : 1) +
                                    (v.margin == 1 ? " point" : " points")),
                    12, grey);
    return svg;
}

} // namespace

std::string figure_svg(const Verdict& v) {
    if (v.details.empty() || v.nothing_ran()) return {};
    const Layout axis = layout_for(v);
    const std::vector<std::string> title = lines_of(v.question.empty() ? v.name : v.question, 21, axis.room());
    const double below_title = 15 + title_height * static_cast<double>(title.size());
    const std::vector<std::string> against =
        lines_of(fmt::format("{} against {}, by how firms decide", v.contrasts[0].treatment, v.contrasts[0].control),
                 15, axis.room());
    const double below_against = below_title + 6 + 20 * static_cast<double>(against.size());
    const std::vector<std::string> arms = arms_in_words(v, axis.room());
    const double below_arms = below_against + 22 + 18 * static_cast<double>(arms.size());
    const std::vector<std::string> circumstances =
        lines_of(fmt::format("{}, {}-{}, {} with the same luck in both arms{}", v.world, v.start_year, v.end_year,
                             plural(v.replications, "replication"), condition(v)),
                 13, axis.room());
    const double top = below_arms + 44 + 18 * static_cast<double>(circumstances.size()),
                 bottom = top + row_height * static_cast<double>(v.details.size());
    std::string svg = fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" "
                                  "width=\"{0:.0f}\" height=\"{1:.0f}\" "
                                  "font-family=\"Helvetica Neue, Helvetica, Arial, sans-serif\" role=\"img\">\n"
                                  "<title>{2}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n",
                                  axis.width, bottom + 112 + legend_step * (legend_lines - 1),
                                  escaped(v.question.empty() ? v.name : v.question));
    for (std::size_t i = 0; i < title.size(); ++i)
        svg += svg_text(margin_left, 42 + title_height * static_cast<double>(i), title[i], 20, ink, "start", "600");
    for (std::size_t i = 0; i < against.size(); ++i)
        svg += svg_text(margin_left, below_title + 26 + 20 * static_cast<double>(i), against[i], 15, ink);
    for (std::size_t i = 0; i < arms.size(); ++i)
        svg += svg_text(margin_left, below_against + 22 + 18 * static_cast<double>(i), arms[i], 13, ink);
    for (std::size_t i = 0; i < circumstances.size(); ++i)
        svg += svg_text(margin_left, below_arms + 18 * static_cast<double>(i), circumstances[i], 13, grey);
    svg += frame(v, axis, top, bottom);
    for (std::size_t i = 0; i < v.details.size(); ++i)
        svg += row(v.details[i], axis, top + row_height * (static_cast<double>(i) + .5) - 5);
    svg += legend(v, bottom + 64);
    svg += svg_text(margin_left, bottom + 94 + legend_step * (legend_lines - 1),
                    (v.complete ? "" : "Incomplete run. ") +
                        (v.members == 0 ? std::string("Accepted parameters: not assessed.")
                                        : fmt::format("Means over {} accepted parameter sets.", v.members)) +
                        (v.complete ? " A model's result, not a forecast." : ""),
                    12, grey);
    return svg + "</svg>\n";
}

} // namespace drumbeat
