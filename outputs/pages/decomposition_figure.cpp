// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/decomposition.hpp"

#include "outputs/pages/drawing.hpp"
#include "outputs/pages/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace drumbeat {
namespace {

constexpr double row_height = 30, group_height = 38, names_width = 190, plot_width = 470, numbers_width = 140;

std::vector<const Part*> parts_of(const Split& split) {
    std::vector<const Part*> parts{&split.unexplained};
    for (const Part& part : split.channels) parts.push_back(&part);
    parts.push_back(&split.total);
    return parts;
}

// The horizontal axis, in points.
struct Axis {
    double low = 0, high = 0, left = margin_left + names_width;
    double x(double points) const { return left + (points - low) / (high - low) * plot_width; }
    void include(double points) {
        if (std::isnan(points)) return;
        low = std::min(low, points), high = std::max(high, points);
    }
};

Axis axis_for(const std::vector<const Split*>& splits) {
    Axis axis;
    for (const Split* split : splits)
        for (const Part* part : parts_of(*split))
            for (const double points : {part->mean.value, part->luck.low, part->luck.high}) axis.include(points);
    const double room = .04 * std::max(axis.high - axis.low, .1);
    axis.low -= room, axis.high += room;
    return axis;
}

// A bar from 0 to the mean, a thin line for the spread over luck.
std::string row(const Part& part, const Axis& axis, double y, bool is_total) {
    std::string name = part.name;
    std::replace(name.begin(), name.end(), '_', ' ');
    const char* weight = is_total ? "600" : "400";
    std::string svg = svg_text(axis.left - 14, y + 5, name, 14, ink, "end", weight);
    svg += svg_text(axis.left + plot_width + 60, y + 5, with_sign(part.mean.value), 14, ink, "end", weight);
    svg += svg_text(axis.left + plot_width + numbers_width - margin_left, y + 5, "±" + small_error(part.mean.error), 13,
                    grey, "end");
    if (std::isnan(part.mean.value)) return svg;
    svg += svg_line(axis.x(0), y, axis.x(part.mean.value), y, is_total ? blue : pale, 14);
    if (part.luck.assessed()) svg += svg_line(axis.x(part.luck.low), y, axis.x(part.luck.high), y, ink, 1.6);
    return svg;
}

std::string legend(const Split& split, std::size_t channels, double room, double& y) {
    const std::string words = fmt::format(
        "Bars and numbers: percentage points of firms that scale up, mean {}and Monte Carlo error. Thin "
        "lines: 5-95 % over luck. A channel's share is what it adds, averaged over all orders in which {} "
        "can be switched on; no channel: what is left with all of them off. Shares sum to the total. A "
        "model's result, not a forecast.",
        split.at_equal_money ? "at equal money " : "", plural(static_cast<std::int64_t>(channels), "channel"));
    std::string svg;
    for (const std::string& line : lines_of(words, 12, room)) svg += svg_text(margin_left, y += 18, line, 12, grey);
    return svg;
}

} // namespace

std::string figure_svg(const Decomposition& d) {
    std::vector<const Split*> splits;
    for (const Split& split : d.splits)
        if (split.outcome == d.splits.front().outcome && split.total.mean.count > 0) splits.push_back(&split);
    if (splits.empty()) return {};
    const Axis axis = axis_for(splits);
    const Verdict& v = d.whole;
    const double width = axis.left + plot_width + numbers_width;
    const auto title = lines_of(v.question.empty() ? v.name : v.question, 20, width - 2 * margin_left);
    std::string body;
    double y = 14;
    for (const std::string& line : title) body += svg_text(margin_left, y += 26, line, 20, ink, "start", "600");
    for (const std::string& line :
         lines_of(fmt::format("{} against {}; {}, {}-{}, {}{}", v.contrasts[0].treatment, v.contrasts[0].control,
                              v.world, v.start_year, v.end_year, plural(v.replications, "replication"),
                              v.complete ? "" : " (incomplete run)"),
                  13, width - 2 * margin_left))
        body += svg_text(margin_left, y += 20, line, 13, grey);
    const double top = y + 12;
    for (const Split* split : splits) {
        body += svg_text(margin_left, y += group_height, split->behaviour, 14, ink, "start", "600");
        for (const Part* part : parts_of(*split)) body += row(*part, axis, y += row_height, part == &split->total);
    }
    body += svg_line(axis.x(0), top, axis.x(0), y + 14, ink, 1.2);
    body += legend(*splits.front(), d.channels.size(), width - 2 * margin_left, y += 20);
    return fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" "
                       "height=\"{1:.0f}\" font-family=\"Helvetica Neue, Helvetica, Arial, sans-serif\" "
                       "role=\"img\">\n<title>{2}</title>\n"
                       "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n",
                       width, y + 28, escaped(v.question.empty() ? v.name : v.question)) +
           body + "</svg>\n";
}

} // namespace drumbeat
