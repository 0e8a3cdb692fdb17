// SPDX-License-Identifier: Apache-2.0
#include "outputs/pages/report_sections.hpp"
#include "outputs/pages/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace drumbeat {
namespace {

std::string value_text(const DetailRow& row, double value) { return grouped(value, row.unit == "%" ? 1 : 0); }
std::string change_text(const DetailRow& row, double value) { return with_sign(value, row.unit == "%" ? 1 : 0); }

void detail_rows(Page& page, const Detail& d) {
    const std::string control = shortened(d.effect.control, 36), treatment = shortened(d.effect.treatment, 36);
    const std::size_t label = std::min<std::size_t>(page.beside(50), 40);
    page.heads("", label, {{control, 10}, {treatment, 10}, {"difference", 11}, {"over luck, 5-95 %", 19}});
    for (const DetailRow& row : d.rows) {
        if (std::isnan(row.control) && std::isnan(row.treatment) && row.difference.count == 0) continue;
        page.line(left(row.name, label) + right(value_text(row, row.control), 10) +
                  right(value_text(row, row.treatment), 10) + right(change_text(row, row.difference.value), 11) +
                  right(spread_text(row.luck, row.unit == "%" ? 1 : 0), 19));
    }
}

// The means of members are themselves known only within their Monte Carlo error, which widens their spread.
std::string accepted_parameters(const Difference& m, const std::optional<StoredRange>& stored,
                                double StoredRange::*stored_error) {
    if (!m.parameters.assessed()) return "not assessed";
    if (stored)
        return fmt::format("{}: {}; each known within a Monte Carlo error of {}", to_text(m.parameters),
                           stored_text(*stored), small_error((*stored).*stored_error));
    std::vector<double> errors;
    for (const Difference& member : m.members) errors.push_back(member.mean.error);
    return fmt::format("{}: {}; each known within a Monte Carlo error of {}", to_text(m.parameters),
                       members_text(m.members.size()), small_error(mean_of(errors).value));
}

void uncertainties(Page& page, const Verdict& v, const Difference& m, const NamedInterval& behaviours,
                   const std::string& accepted) {
    const auto item = [&](const char* name, const std::string& text) {
        page.paragraph("  " + left(name, label_width - 2), text);
    };
    item(m.at_equal_money ? "mean, at equal money" : "mean",
         fmt::format("{}: {}{}", with_sign(m.mean.value), to_text(m.equivalence.answer),
                     m.at_equal_money ? " (as it came: " + with_sign(m.unadjusted.value) + ")" : std::string()));
    item("over luck, 5-95 %", m.luck.assessed() ? to_text(m.luck) + "; " + pairs_text(m) + " pairs" : std::string("-"));
    item("over accepted parameters", accepted);
    item("over behaviours", behaviours.interval.assessed() ? to_text(behaviours.interval)
                            : v.behaviours.size() < 2      ? "not assessed: one behaviour"
                                                           : "not assessed");
    item("Monte Carlo error", small_error(m.mean.error));
    if (m.at_equal_money)
        item("gained by equal money",
             fmt::format("{:.0f} % of the variance is left once chance differences in money are taken out; 1 % more "
                         "money goes with {} points",
                         100 * m.variance_kept, with_sign(m.money_coefficient, 2)));
    if (m.dropped > 0) item("left out", plural(static_cast<std::int64_t>(m.dropped), "pair") + " with a missing value");
}

void uncertainties(Page& page, const Verdict& v, const Detail& d) {
    page.line();
    page.line("Growth of domestic capacity, points; four spreads, kept apart");
    const Effect& e = d.effect;
    uncertainties(page, v, e.capacity, v.over_behaviours,
                  accepted_parameters(e.capacity, e.stored_range, &StoredRange::capacity_error));
    if (!std::isnan(d.variance_ratio))
        page.paragraph("  " + left("gained by the same luck", label_width - 2),
                       fmt::format("the difference varies {:.1f} times less (in variance) than if each arm had its own "
                                   "luck; correlation of the arms {:.2f}",
                                   d.variance_ratio, d.correlation));
    page.line();
    page.line("Firms that scaled up, points");
    uncertainties(page, v, e.firms, v.firms_over_behaviours,
                  accepted_parameters(e.firms, e.stored_range, &StoredRange::firms_error));
}

void binding(Page& page, const Verdict& v, const Detail& d) {
    page.line();
    page.line("What held firms back");
    if (std::isnan(d.control[0])) {
        page.line("  not recorded (yearly records were not kept)");
        return;
    }
    std::vector<std::string> names;
    for (std::string name : constraint_names()) {
        std::replace(name.begin(), name.end(), '_', ' ');
        names.push_back(name);
    }
    const std::size_t label = std::min<std::size_t>(page.beside(9 * constraint_count), 34);
    page.heads("% of firm-years", label, names, 9);
    for (const auto& [arm, shares] :
         {std::pair{d.effect.control, d.control}, std::pair{d.effect.treatment, d.treatment}}) {
        std::vector<std::string> cells;
        for (double share : shares) cells.push_back(number(100 * share, 1));
        page.row("  " + arm, label, cells, 9);
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
    definitions(page, d);
    groups(page, d);
    uncertainties(page, v, d);
    binding(page, v, d);
}

} // namespace drumbeat
