// SPDX-License-Identifier: Apache-2.0
#include "outputs/pages/report_sections.hpp"
#include "outputs/pages/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace drumbeat {
namespace {

std::string points_and_error(const Mean& points) {
    return with_sign(points.value) + (points.count == 0 ? "" : " ±" + small_error(points.error));
}

std::vector<std::string> column_heads(const Page& page, const Verdict& v, std::size_t from, std::size_t to) {
    std::vector<std::string> names;
    for (std::size_t b = from; b < to; ++b)
        names.push_back(is_numbered(page, v) ? fmt::format("({})", b + 1) : v.behaviours[b]);
    return names;
}

// A table of one row per name and one column per behaviour.
template <class Cell>
void by_behaviour(Page& page, const Verdict& v, const std::string& head, const std::vector<std::string>& rows,
                  Cell cell) {
    const std::size_t row_width = page.beside(page.width() * 7 / 10);
    const std::size_t column = column_width(page, v);
    const std::size_t at_once = (page.width() - row_width) / column; // more behaviours than fit go below
    for (std::size_t from = 0; from < v.behaviours.size(); from += at_once) {
        const std::size_t to = std::min(v.behaviours.size(), from + at_once);
        page.heads(head, row_width, column_heads(page, v, from, to), column);
        for (std::size_t r = 0; r < rows.size(); ++r) {
            std::vector<std::string> cells;
            for (std::size_t b = from; b < to; ++b) cells.push_back(cell(r, b));
            page.row(rows[r], row_width, cells, column);
        }
        if (to < v.behaviours.size()) page.line();
    }
}

std::string per_cent(double value) { return std::isnan(value) ? "-" : number(value, 1) + " %"; }

// What a series of so few years can tell.
std::string short_series_text(int years) {
    const double shown = short_series_phi(.5, years);
    if (std::isnan(shown))
        return fmt::format("phi cannot be read from so short a series ({}).", plural(std::max(0, years), "year"));
    return fmt::format("phi is read from a series of {} years, too low on average: .50 would show {:.2f}.", years,
                       shown);
}

} // namespace

std::size_t column_width(const Page& page, const Verdict& v) {
    const std::size_t room = page.width() * 7 / 10;
    return std::clamp<std::size_t>(room / std::max<std::size_t>(1, v.behaviours.size()), 11, 22);
}

// Whether column heads are numbers, because the names of behaviours are too long for them.
bool is_numbered(const Page& page, const Verdict& v) {
    return std::any_of(v.behaviours.begin(), v.behaviours.end(),
                       [&](const std::string& name) { return length_of(name) >= column_width(page, v); });
}

void conditions(Page& page, const Verdict& v) {
    if (v.levels.size() < 2 || v.contrasts.empty()) return;
    page.heading("By condition: difference in growth of capacity, points ± Monte Carlo error");
    std::vector<std::string> rows;
    for (const auto& levels : v.levels) rows.push_back(fmt::format("{}", fmt::join(levels, ", ")));
    by_behaviour(page, v, fmt::format("{}", fmt::join(v.factors, ", ")), rows,
                 [&](std::size_t l, std::size_t b) { return points_and_error(v.effect(0, l, b).capacity.mean); });
}

namespace {

std::vector<std::string> contrast_names(const Verdict& v) {
    std::vector<std::string> names;
    for (std::size_t c = 0; c < v.contrasts.size(); ++c)
        names.push_back((v.effect(c, 0, 0).extra_money ? "$ " : "") + v.contrasts[c].name);
    return names;
}

std::string arms_of_contrasts(const Verdict& v) {
    std::vector<std::string> meanings;
    for (const Contrast& c : v.contrasts)
        meanings.push_back(fmt::format("{}: {} - {}", c.name, c.treatment, c.control));
    return fmt::format("Which arms: {}. $: other money by design.", fmt::join(meanings, "; "));
}

} // namespace

void ladder(Page& page, const Verdict& v) {
    if (v.contrasts.size() < 2) return;
    page.heading("Every contrast" + (v.levels.size() > 1 ? " (" + levels_text(v, v.levels[0]) + ")" : std::string()));
    const std::vector<std::string> rows = contrast_names(v);
    by_behaviour(page, v, "points ± MC error", rows,
                 [&](std::size_t c, std::size_t b) { return points_and_error(v.effect(c, 0, b).capacity.mean); });
    page.line();
    by_behaviour(page, v, "investment, meur", rows,
                 [&](std::size_t c, std::size_t b) { return with_sign(v.effect(c, 0, b).investment.mean.value, 0); });
    page.line();
    by_behaviour(page, v, "public money, %", rows,
                 [&](std::size_t c, std::size_t b) { return with_sign(100 * v.effect(c, 0, b).money_change, 1); });
    page.line();
    page.paragraph("", arms_of_contrasts(v));
}

namespace {

void money_and_streams(Page& page, const Verdict& v, std::size_t label) {
    page.line(left("", label) + right("money", 10) + right("of plan", 9) +
              "  |  cv asked shown placed  | phi asked shown");
    for (const Dose& d : v.doses)
        page.line(left((d.extra_money ? "$ " : "") + d.arm, label) + right(grouped(d.money_meur), 10) +
                  right(per_cent(100 * d.money_meur / d.planned_meur), 9) + "  | " + right(number(d.cv, 2), 9) +
                  right(number(d.realised_cv, 2), 6) + right(number(d.placed_cv, 2), 7) + "  | " +
                  right(number(d.phi, 2), 9) + right(number(d.realised_phi, 2), 6));
}

void terms_of_contracts(Page& page, const Verdict& v, std::size_t label) {
    page.line(left("", label) + right("contract years", 16) + right("minimum share", 15) + right("notice years", 14) +
              (v.doses.empty() || !v.doses[0].neutral_factor.assessed() ? "" : right("rescaled by", 18)));
    for (const Dose& d : v.doses)
        page.line(left(d.arm, label) + right(number(d.framework_years, 1), 16) +
                  right(number(d.minimum_quantity, 2), 15) + right(number(d.notice_years, 1), 14) +
                  (d.neutral_factor.assessed()
                       ? right(fmt::format("{:.2f} to {:.2f}", d.neutral_factor.low, d.neutral_factor.high), 18)
                       : ""));
}

void how_to_read_doses(Page& page, const Verdict& v) {
    const bool other_money = std::any_of(v.doses.begin(), v.doses.end(), [](const Dose& d) { return d.extra_money; });
    page.paragraph(
        "",
        fmt::format("Money in million euro of 2025, since the policy began, under {}. cv (volatility of orders) and "
                    "phi (how much of a year's deviation stays the next year) are means over segments by weight: "
                    "asked, as the arm sets them; shown, in the order levels drawn for these years; placed, in the "
                    "orders that were given to firms. {}{}",
                    v.behaviours[0], short_series_text(v.end_year - v.policy_from + 1),
                    other_money ? " $: other money by design." : ""));
}

void labels_of_arms(Page& page, const Verdict& v, std::size_t label) {
    std::size_t names = 16;
    for (const Dose& d : v.doses) names = std::clamp(length_of(d.arm), names, label);
    for (const Dose& d : v.doses)
        if (const std::string words = v.label_of(d.arm); !words.empty())
            page.paragraph("  " + left(d.arm, names) + "  ", words);
}

} // namespace

void doses(Page& page, const Verdict& v) {
    page.heading("Money and dose, asked and realised");
    const std::size_t label = std::min<std::size_t>(page.beside(64), 34);
    money_and_streams(page, v, label);
    page.line();
    terms_of_contracts(page, v, label);
    how_to_read_doses(page, v);
    page.line();
    labels_of_arms(page, v, label);
    for (const Bilingual& remark : v.dose_remarks) page.paragraph("! ", remark.en);
}

} // namespace drumbeat
