// SPDX-License-Identifier: Apache-2.0
#include "outputs/pages/report_sections.hpp"
#include "outputs/pages/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace drumbeat {
namespace {

std::string value_text(const Row& row, double value) { return grouped(value, row.unit == "%" ? 1 : 0); }
std::string change_text(const Row& row, double value) { return with_sign(value, row.unit == "%" ? 1 : 0); }

void detail_rows(Page& page, const Detail& d) {
    const std::string control = shortened(d.effect.control, 36), treatment = shortened(d.effect.treatment, 36);
    page.heads("", label_width, {{control, 14}, {treatment, 14}, {"difference", 14}, {"over luck, 5-95 %", 22}});
    for (const Row& row : d.rows) {
        const std::string unit = row.unit == "%" ? ", %" : ", million euro";
        if (std::isnan(row.control) && std::isnan(row.treatment) && row.difference.count == 0) continue;
        page.line(left(row.name + (row.name.find("reference") == std::string::npos ? unit : ""), label_width) +
                  right(value_text(row, row.control), 14) + right(value_text(row, row.treatment), 14) +
                  right(change_text(row, row.difference.value), 14) +
                  right(spread_text(row.luck, row.unit == "%" ? 1 : 0), 22));
    }
}

// The means of members are themselves known only within their Monte Carlo error, which widens their spread.
std::string accepted_parameters(const Effect& e) {
    if (!e.parameters.assessed()) return "not assessed";
    std::vector<double> errors;
    for (const MemberEffect& member : e.members) errors.push_back(member.points.error);
    return fmt::format("{}: {}; each known within a Monte Carlo error of {}", to_text(e.parameters),
                       members_text(e.members.size()), small_error(mean_of(errors).value));
}

void uncertainties(Page& page, const Verdict& v, const Detail& d) {
    const Effect& e = d.effect;
    const auto item = [&](const char* name, const std::string& text) {
        page.paragraph("  " + left(name, label_width - 2), text);
    };
    page.line();
    page.line("Firms that scaled up, points; four spreads, kept apart");
    item(e.at_equal_money ? "mean, at equal money" : "mean",
         fmt::format("{}: {}{}", with_sign(e.points.value), to_text(e.equivalence.answer),
                     e.at_equal_money ? " (as it came: " + with_sign(e.points_unadjusted.value) + ")" : std::string()));
    item("over luck, 5-95 %", e.luck.assessed() ? to_text(e.luck) + "; " + pairs_text(e) + " pairs" : std::string("-"));
    item("over accepted parameters", accepted_parameters(e));
    item("over behaviours", v.over_behaviours.interval.assessed() ? to_text(v.over_behaviours.interval)
                            : v.behaviours.size() < 2             ? "not assessed: one behaviour"
                                                                  : "not assessed");
    item("Monte Carlo error", small_error(e.points.error));
    if (!std::isnan(d.variance_ratio))
        item("gained by the same luck",
             fmt::format("the difference varies {:.1f} times less (in variance) than if each arm had its own luck; "
                         "correlation of the arms {:.2f}",
                         d.variance_ratio, d.correlation));
    if (e.at_equal_money)
        item("gained by equal money",
             fmt::format("{:.0f} % of that variance is left once chance differences in money are taken out; 1 % more "
                         "money goes with {} points",
                         100 * d.variance_kept, with_sign(d.money_coefficient, 2)));
    if (e.dropped > 0) item("left out", plural(static_cast<std::int64_t>(e.dropped), "pair") + " with a missing value");
}

void binding(Page& page, const Verdict& v, const Detail& d) {
    page.line();
    if (std::isnan(d.control[0])) {
        page.line("What held firms back: not recorded (yearly records were not kept).");
        return;
    }
    std::vector<std::string> names;
    for (std::string name : constraint_names()) {
        std::replace(name.begin(), name.end(), '_', ' ');
        names.push_back(name);
    }
    page.heads("Held back by, % of firm-years", label_width, names, 9);
    for (const auto& [arm, shares] :
         {std::pair{d.effect.control, d.control}, std::pair{d.effect.treatment, d.treatment}}) {
        std::vector<std::string> cells;
        for (double share : shares) cells.push_back(number(100 * share, 1));
        page.row("  " + arm, label_width, cells, 9);
    }
    if (v.yearly_replications < v.replications)
        page.line("  (of the first " + plural(v.yearly_replications, "replication") + ", whose years were kept)");
}

} // namespace

std::string number(double value, int decimals) {
    return std::isnan(value) ? "-" : fmt::format("{:.{}f}", value, decimals);
}

std::string spread_text(const Interval& luck, int decimals) { return luck.assessed() ? to_text(luck, decimals) : "-"; }

void detail(Page& page, const Verdict& v, const Detail& d) {
    page.heading("In detail: " + d.effect.behaviour);
    detail_rows(page, d);
    uncertainties(page, v, d);
    binding(page, v, d);
}

} // namespace drumbeat
