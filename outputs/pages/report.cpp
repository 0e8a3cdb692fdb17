// SPDX-License-Identifier: Apache-2.0
#include "outputs/pages/report.hpp"

#include "outputs/pages/report_sections.hpp"
#include "outputs/pages/screen_parts.hpp"
#include "outputs/pages/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace drumbeat {
namespace {

std::string arm_text(const Verdict& v, const std::string& arm) { return named(arm, v.label_of(arm)); }

// Whether differences were read off at equal money.
std::string reading(const Verdict& v) {
    std::vector<std::string> adjusted;
    bool few = true;
    for (const Detail& d : v.details) {
        if (d.effect.capacity.at_equal_money) adjusted.push_back(d.effect.behaviour);
        if (d.effect.capacity.mean.count >= pairs_for_equal_money) few = false;
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
    if (v.failed > 0) text += "; " + plural(v.failed, "run") + " FAILED and left out";
    return text;
}

std::string numbered(const Page& page, const Verdict& v, std::size_t behaviour) {
    return is_numbered(page, v) ? fmt::format("({}) {}", behaviour + 1, v.behaviours[behaviour])
                                : v.behaviours[behaviour];
}

std::string figures_line(const Effect& e) {
    return right(with_sign(e.capacity.mean.value), 8) + right(pairs_cell(e.capacity), 13) +
           right(spread_text(e.capacity.luck), 18) + right(with_sign(e.investment.mean.value, 0), 11) +
           right(small_error(e.capacity.mean.error), 9);
}

void at_a_glance(Page& page, const Verdict& v) {
    if (std::all_of(v.details.begin(), v.details.end(),
                    [](const Detail& d) { return d.effect.capacity.mean.count == 0; }))
        return;
    page.line();
    const std::size_t label = std::min<std::size_t>(page.beside(59), 40);
    if (is_numbered(page, v))
        for (std::size_t b = 0; b < v.details.size(); ++b) page.line("  " + numbered(page, v, b));
    page.line(left("growth of capacity", label) + right("points", 8) + right("better in", 13) +
              right("over luck, 5-95 %", 18) + right("investment", 11) + right("MC error", 9));
    for (std::size_t b = 0; b < v.details.size(); ++b)
        if (v.details[b].effect.capacity.mean.count > 0)
            page.line("  " + left(numbered(page, v, b), label - 2) + figures_line(v.details[b].effect));
}

// The spread of means over accepted parameter sets, under each behaviour.
std::string accepted_parameters(const Verdict& v) {
    std::vector<std::string> texts;
    for (const Detail& d : v.details)
        if (d.effect.capacity.parameters.assessed())
            texts.push_back(fmt::format("{} under {}", to_text(d.effect.capacity.parameters), d.effect.behaviour));
    if (texts.empty())
        return v.no_range ? fmt::format("not assessed ({}; {})", no_range_reason(*v.no_range, Language::en),
                                        no_range_command(*v.no_range, Language::en))
                          : "not assessed";
    const auto stored = stored_range_of(v);
    return fmt::format("{} ({})", fmt::join(texts, ", "), stored ? stored_text(*stored) : members_text(v.members));
}

void verdict(Page& page, const Verdict& v) {
    page.heading("Verdict");
    for (const Detail& d : v.details) page.paragraph("* ", d.sentence);
    at_a_glance(page, v);
    if (v.headline || !v.remarks.empty() || !v.dose_remarks.empty()) page.line();
    if (v.headline)
        page.paragraph(
            "",
            fmt::format("Headline interval: {} points, the widest that was assessed: over {}. Accepted parameters: {}. "
                        "Points are of the growth of domestic capacity; investment is in million euro.",
                        to_text(v.headline->interval), v.headline->over, accepted_parameters(v)));
    for (const Bilingual& remark : v.remarks) page.paragraph("! ", remark.en);
    if (!v.dose_remarks.empty())
        page.paragraph(
            "! ", "Money or dose is more than 10 % off what is expected: see the remarks under \"Money and dose\".");
}

} // namespace

std::string levels_text(const Verdict& v, const std::vector<std::string>& levels) {
    std::string text;
    for (std::size_t f = 0; f < levels.size() && f < v.factors.size(); ++f)
        text += (f ? ", " : "") + v.factors[f] + ": " + levels[f];
    return text;
}

void front(Page& page, const Verdict& v) {
    page.bold_line("Drumbeat verdict: " + v.name);
    page.line(std::string(page.width(), '='));
    if (!v.question.empty()) page.field("Question", v.question);
    if (!v.contrasts.empty())
        page.field("Contrast",
                   arm_text(v, v.contrasts[0].treatment) + ", against " + arm_text(v, v.contrasts[0].control));
    page.field("World", fmt::format("{}, {}-{}, policy from {}", v.world, v.start_year, v.end_year, v.policy_from));
    if (!v.levels.empty() && !v.factors.empty())
        page.field("Condition", levels_text(v, v.levels[0]) + (v.levels.size() > 1 ? "  (others below)" : ""));
    if (v.members > 0)
        page.field("Parameters", fmt::format("{} of {}; numbers are means over them",
                                             plural(static_cast<std::int64_t>(v.members), "accepted set"), v.ensemble));
    page.field("Same money", same_money(v));
    page.field("Runs", runs_text(v));
    if (const std::string other = other_model_text(v, Language::en); !other.empty()) page.field("Model", other);
}

bool nothing_to_tell(Page& page, const Verdict& v) {
    if (v.replications > 0 && !v.nothing_ran()) return false;
    page.line();
    if (v.replications == 0) {
        page.line("No replication is complete yet: there is nothing to report.");
        return true;
    }
    page.line(fmt::format("Nothing can be said: {}.", v.runs == 1 ? "the only run failed" : "all runs failed"));
    warnings(page, v);
    return true;
}

void warnings(Page& page, const Verdict& v) {
    if (v.warnings.empty()) return;
    page.heading("Warnings stored with the run");
    for (const Bilingual& warning : v.warnings) page.paragraph("! ", warning.en);
}

std::string report_text(const Verdict& v, const Layout& layout) {
    Page page(layout.colour, layout.width);
    front(page, v);
    if (nothing_to_tell(page, v)) return std::move(page).text();
    if (v.contrasts.empty())
        page.paragraph("", "The study has one arm: there is nothing to compare.");
    else
        verdict(page, v);
    sampled(page, v);
    conditions(page, v);
    ladder(page, v);
    outcome_tables(page, v);
    doses(page, v);
    for (const Detail& d : v.details)
        if (d.effect.capacity.mean.count > 0) detail(page, v, d);
    warnings(page, v);
    return std::move(page).text();
}

} // namespace drumbeat
