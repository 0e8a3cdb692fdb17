// SPDX-License-Identifier: Apache-2.0
#include "outputs/report.hpp"

#include "outputs/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace drumbeat {
namespace {

constexpr std::size_t page_width = 98;
constexpr std::size_t label_width = 34, row_width = 31; // first column; of the tables that have a column per behaviour

std::string left(const std::string& text, std::size_t width) {
    const std::string cut = shortened(text, width);
    return cut + std::string(width - length_of(cut), ' ');
}
std::string right(const std::string& text, std::size_t width) {
    const std::string cut = shortened(text, width - 1); // a blank at least between columns
    return std::string(width - length_of(cut), ' ') + cut;
}

// Breaks a name into lines of at most `width`, after '_', '+', '-' or a blank; a longer word is cut.
std::vector<std::string> folded(const std::string& name, std::size_t width) {
    std::vector<std::string> lines{""};
    std::string word;
    const auto place = [&] {
        const std::string cut = shortened(word, width);
        if (!lines.back().empty() && length_of(lines.back()) + length_of(cut) > width) lines.emplace_back();
        lines.back() += cut;
        word.clear();
    };
    for (char c : name) {
        word += c;
        if (std::string_view("_+- ").find(c) != std::string_view::npos) place();
    }
    place();
    for (std::string& line : lines) line.erase(line.find_last_not_of(' ') + 1);
    return lines;
}

class Page {
  public:
    explicit Page(bool colour) : colour_(colour) {}

    void line(const std::string& text = {}) {
        text_ += text.substr(0, text.find_last_not_of(' ') + 1);
        text_ += '\n';
    }
    void heading(const std::string& text) {
        line();
        line(bold(text));
        line(std::string(std::min(page_width, length_of(text)), '-'));
    }
    std::string bold(const std::string& text) const { return colour_ ? "\x1b[1m" + text + "\x1b[0m" : text; }

    // Flowing text; the first line begins with `first`, the others with blanks of the same length.
    void paragraph(const std::string& first, const std::string& text) {
        std::string current = first, word;
        const std::size_t indent = length_of(first);
        bool empty = true;
        const auto place = [&] {
            if (word.empty()) return;
            if (!empty && length_of(current) + 1 + length_of(word) > page_width) {
                line(current);
                current.assign(indent, ' ');
                empty = true;
            }
            current += (empty ? "" : " ") + word;
            empty = false;
            word.clear();
        };
        for (char c : text) {
            if (c == ' ' || c == '\n')
                place();
            else
                word += c;
        }
        place();
        line(current);
    }
    void field(const std::string& name, const std::string& text) { paragraph(left(name, 12), text); }

    // Column heads, right-aligned, folded onto as many lines as they need.
    struct Head {
        std::string name;
        std::size_t width;
    };
    void heads(const std::string& first, std::size_t first_width, const std::vector<Head>& all) {
        std::vector<std::vector<std::string>> columns;
        std::size_t height = 1;
        for (const Head& head : all) {
            columns.push_back(folded(head.name, head.width - 1));
            height = std::max(height, columns.back().size());
        }
        for (std::size_t row = 0; row < height; ++row) {
            std::string text = left(row + 1 == height ? first : "", first_width);
            for (std::size_t c = 0; c < all.size(); ++c) {
                const std::size_t blank = height - columns[c].size();
                text += right(row < blank ? "" : columns[c][row - blank], all[c].width);
            }
            line(text);
        }
    }
    void heads(const std::string& first, std::size_t first_width, const std::vector<std::string>& names,
               std::size_t width) {
        std::vector<Head> all;
        for (const std::string& name : names) all.push_back({name, width});
        heads(first, first_width, all);
    }
    void row(const std::string& first, std::size_t first_width, const std::vector<std::string>& cells,
             std::size_t width) {
        std::string text = left(first, first_width);
        for (const std::string& cell : cells) text += right(cell, width);
        line(text);
    }
    std::string text() && { return std::move(text_); }

  private:
    bool colour_;
    std::string text_;
};

std::string levels_text(const Verdict& v, const std::vector<std::string>& levels) {
    std::string text;
    for (std::size_t f = 0; f < levels.size() && f < v.factors.size(); ++f)
        text += (f ? ", " : "") + v.factors[f] + ": " + levels[f];
    return text;
}

std::string arm_text(const Verdict& v, const std::string& arm) { return named(arm, v.label_of(arm)); }

// Whether differences were read off at equal money.
std::string reading(const Verdict& v) {
    std::vector<std::string> adjusted;
    bool few = true;
    for (const Detail& d : v.details) {
        if (d.effect.at_equal_money) adjusted.push_back(d.effect.behaviour);
        if (d.effect.points.count >= pairs_for_equal_money) few = false;
    }
    if (v.details.empty()) return {};
    if (adjusted.size() == v.details.size()) return "; differences are read off at equal realised money";
    if (!adjusted.empty())
        return fmt::format("; differences under {} are read off at equal realised money, the others as they came",
                           fmt::join(adjusted, ", "));
    return few ? fmt::format("; differences are as they came (to read them off at equal money takes {} pairs)",
                             pairs_for_equal_money)
               : "; differences are as they came";
}

std::string same_money(const Verdict& v) {
    std::string of(name_of(v.neutral.of));
    std::replace(of.begin(), of.end(), '_', ' ');
    if (!v.details.empty() && v.details[0].effect.extra_money) return of + ", not equal between these arms, by design";
    if (v.neutral.by == NeutralBy::exact) return of + ", equal in every replication (exact)";
    return of + ", equal on average over luck" + reading(v);
}

std::string runs_text(const Verdict& v) {
    const auto cases = static_cast<std::int64_t>(v.cases);
    std::string text = fmt::format("{} of each of {} = {}, seed {}", plural(v.replications, "replication"),
                                   plural(cases, "case"), plural(v.replications * cases, "run"), v.seed);
    if (!v.complete)
        text += fmt::format("; INCOMPLETE: {} were asked for, these are the complete ones",
                            grouped(static_cast<double>(v.asked_replications)));
    if (v.failed > 0) text += "; " + plural(v.failed, "replication") + " FAILED and left out";
    return text;
}

void front(Page& page, const Verdict& v) {
    page.line(page.bold("Drumbeat verdict: " + v.name));
    page.line(std::string(page_width, '='));
    if (!v.question.empty()) page.field("Question", v.question);
    if (!v.contrasts.empty())
        page.field("Contrast",
                   arm_text(v, v.contrasts[0].treatment) + ", against " + arm_text(v, v.contrasts[0].control));
    page.field("World", fmt::format("{}, {}-{}, policy from {}", v.world, v.start_year, v.end_year, v.policy_from));
    if (!v.levels.empty() && !v.factors.empty())
        page.field("Condition", levels_text(v, v.levels[0]) + (v.levels.size() > 1 ? "  (others below)" : ""));
    page.field("Same money", same_money(v));
    page.field("Runs", runs_text(v));
}

std::string spread_text(const Interval& luck, int decimals = 1) {
    return luck.assessed() ? to_text(luck, decimals) : "-";
}

std::size_t column_width(const Verdict& v) {
    return std::clamp<std::size_t>((page_width - row_width) / std::max<std::size_t>(1, v.behaviours.size()), 11, 22);
}

// Whether column heads are numbers, because the names of behaviours are too long for them.
bool is_numbered(const Verdict& v) {
    return std::any_of(v.behaviours.begin(), v.behaviours.end(),
                       [&](const std::string& name) { return length_of(name) >= column_width(v); });
}

std::string numbered(const Verdict& v, std::size_t behaviour) {
    return is_numbered(v) ? fmt::format("({}) {}", behaviour + 1, v.behaviours[behaviour]) : v.behaviours[behaviour];
}

void at_a_glance(Page& page, const Verdict& v) {
    if (std::all_of(v.details.begin(), v.details.end(), [](const Detail& d) { return d.effect.points.count == 0; }))
        return;
    page.line();
    page.line(left("difference in firms that scaled up", label_width + 1) + right("points", 8) +
              right("better in", 14) + right("over luck, 5-95 %", 19) + right("investment", 12) +
              right("MC error", 10));
    for (std::size_t b = 0; b < v.details.size(); ++b) {
        const Effect& e = v.details[b].effect;
        if (e.points.count == 0) continue;
        page.line("  " + left(numbered(v, b), label_width - 1) + right(with_sign(e.points.value), 8) +
                  right(of_100(e.better_of_100), 14) + right(spread_text(e.luck), 19) +
                  right(with_sign(e.investment_meur.value, 0), 12) + right(small_error(e.points.error), 10));
    }
}

void verdict(Page& page, const Verdict& v) {
    page.heading("Verdict");
    for (const Detail& d : v.details) page.paragraph("* ", d.sentence);
    at_a_glance(page, v);
    if (v.headline || !v.remarks.empty() || !v.dose_remarks.empty()) page.line();
    if (v.headline)
        page.paragraph(
            "",
            fmt::format("Headline interval: {} points, the widest that was assessed: over {}. Accepted parameters: not "
                        "assessed. Points are of 100 firms; investment is in million euro.",
                        to_text(v.headline->interval), v.headline->over));
    for (const std::string& remark : v.remarks) page.paragraph("! ", remark);
    if (!v.dose_remarks.empty())
        page.paragraph(
            "! ", "Money or dose is more than 10 % off what is expected: see the remarks under \"Money and dose\".");
}

std::string points_and_error(const Mean& points) {
    return with_sign(points.value) + (points.count == 0 ? "" : " ±" + small_error(points.error));
}

// A table of one row per name and one column per behaviour.
template <class Cell>
void by_behaviour(Page& page, const Verdict& v, const std::string& head, const std::vector<std::string>& rows,
                  Cell cell) {
    const std::size_t column = column_width(v);
    const std::size_t at_once = (page_width - row_width) / column; // more behaviours than fit go below
    for (std::size_t from = 0; from < v.behaviours.size(); from += at_once) {
        const std::size_t to = std::min(v.behaviours.size(), from + at_once);
        std::vector<std::string> names;
        for (std::size_t b = from; b < to; ++b)
            names.push_back(is_numbered(v) ? fmt::format("({})", b + 1) : v.behaviours[b]);
        page.heads(head, row_width, names, column);
        for (std::size_t r = 0; r < rows.size(); ++r) {
            std::vector<std::string> cells;
            for (std::size_t b = from; b < to; ++b) cells.push_back(cell(r, b));
            page.row(rows[r], row_width, cells, column);
        }
        if (to < v.behaviours.size()) page.line();
    }
}

void conditions(Page& page, const Verdict& v) {
    if (v.levels.size() < 2 || v.contrasts.empty()) return;
    page.heading("By condition: difference in firms that scaled up, points ± Monte Carlo error");
    std::vector<std::string> rows;
    for (const auto& levels : v.levels) rows.push_back(fmt::format("{}", fmt::join(levels, ", ")));
    by_behaviour(page, v, fmt::format("{}", fmt::join(v.factors, ", ")), rows,
                 [&](std::size_t l, std::size_t b) { return points_and_error(v.effect(0, l, b).points); });
}

void ladder(Page& page, const Verdict& v) {
    if (v.contrasts.size() < 2) return;
    page.heading("Every contrast" + (v.levels.size() > 1 ? " (" + levels_text(v, v.levels[0]) + ")" : std::string()));
    std::vector<std::string> rows, meanings;
    for (std::size_t c = 0; c < v.contrasts.size(); ++c) {
        const Contrast& contrast = v.contrasts[c];
        rows.push_back((v.effect(c, 0, 0).extra_money ? "$ " : "") + contrast.name);
        meanings.push_back(fmt::format("{}: {} - {}", contrast.name, contrast.treatment, contrast.control));
    }
    by_behaviour(page, v, "points of firms ± MC error", rows,
                 [&](std::size_t c, std::size_t b) { return points_and_error(v.effect(c, 0, b).points); });
    page.line();
    by_behaviour(page, v, "investment, million euro", rows,
                 [&](std::size_t c, std::size_t b) { return with_sign(v.effect(c, 0, b).investment_meur.value, 0); });
    page.line();
    by_behaviour(page, v, "public money, %", rows,
                 [&](std::size_t c, std::size_t b) { return with_sign(100 * v.effect(c, 0, b).money_change, 1); });
    page.line();
    page.paragraph("", fmt::format("Which arms: {}. $: other money by design.", fmt::join(meanings, "; ")));
}

std::string number(double value, int decimals) {
    return std::isnan(value) ? "-" : fmt::format("{:.{}f}", value, decimals);
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

void doses(Page& page, const Verdict& v) {
    page.heading("Money and dose, asked and realised");
    page.line(left("", label_width) + right("money", 10) + right("of plan", 9) +
              "  |  cv asked shown placed  | phi asked shown");
    for (const Dose& d : v.doses)
        page.line(left((d.extra_money ? "$ " : "") + d.arm, label_width) + right(grouped(d.money_meur), 10) +
                  right(per_cent(100 * d.money_meur / d.planned_meur), 9) + "  | " + right(number(d.cv, 2), 9) +
                  right(number(d.realised_cv, 2), 6) + right(number(d.placed_cv, 2), 7) + "  | " +
                  right(number(d.phi, 2), 9) + right(number(d.realised_phi, 2), 6));
    page.line();
    page.line(left("", label_width) + right("contract years", 16) + right("minimum share", 15) +
              right("notice years", 14) +
              (v.doses.empty() || !v.doses[0].neutral_factor.assessed() ? "" : right("rescaled by", 18)));
    for (const Dose& d : v.doses)
        page.line(left(d.arm, label_width) + right(number(d.framework_years, 1), 16) +
                  right(number(d.minimum_quantity, 2), 15) + right(number(d.notice_years, 1), 14) +
                  (d.neutral_factor.assessed()
                       ? right(fmt::format("{:.2f} to {:.2f}", d.neutral_factor.low, d.neutral_factor.high), 18)
                       : ""));
    const bool other_money = std::any_of(v.doses.begin(), v.doses.end(), [](const Dose& d) { return d.extra_money; });
    page.paragraph(
        "",
        fmt::format("Money in million euro of 2025, since the policy began, under {}. cv (volatility of orders) and "
                    "phi (how much of a year's deviation stays the next year) are means over segments by weight: "
                    "asked, as the arm sets them; shown, in the order levels drawn for these years; placed, in the "
                    "orders that were given to firms. {}{}",
                    v.behaviours[0], short_series_text(v.end_year - v.policy_from + 1),
                    other_money ? " $: other money by design." : ""));
    page.line();
    std::size_t names = 16;
    for (const Dose& d : v.doses) names = std::clamp(length_of(d.arm), names, label_width);
    for (const Dose& d : v.doses)
        if (const std::string label = v.label_of(d.arm); !label.empty())
            page.paragraph("  " + left(d.arm, names) + "  ", label);
    for (const std::string& remark : v.dose_remarks) page.paragraph("! ", remark);
}

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
    item("over luck, 5-95 %",
         e.luck.assessed() ? to_text(e.luck) + "; better in " + of_100(e.better_of_100) + " pairs" : std::string("-"));
    item("over accepted parameters", "not assessed");
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

void warnings(Page& page, const Verdict& v) {
    if (v.warnings.empty()) return;
    page.heading("Warnings stored with the run");
    for (const std::string& warning : v.warnings) page.paragraph("! ", warning);
}

} // namespace

std::string report_text(const Verdict& v, bool colour) {
    Page page(colour);
    front(page, v);
    if (v.replications == 0) {
        page.line();
        page.line("No replication is complete yet: there is nothing to report.");
        return std::move(page).text();
    }
    if (v.nothing_ran()) {
        page.line();
        page.line(fmt::format("Nothing can be said: {}.",
                              v.replications == 1 ? "the only replication failed" : "all replications failed"));
        warnings(page, v);
        return std::move(page).text();
    }
    if (v.contrasts.empty())
        page.paragraph("", "The study has one arm: there is nothing to compare.");
    else
        verdict(page, v);
    conditions(page, v);
    ladder(page, v);
    doses(page, v);
    for (const Detail& d : v.details) {
        if (d.effect.points.count == 0) continue;
        page.heading("In detail: " + d.effect.behaviour);
        detail_rows(page, d);
        uncertainties(page, v, d);
        binding(page, v, d);
    }
    warnings(page, v);
    return std::move(page).text();
}

} // namespace drumbeat
