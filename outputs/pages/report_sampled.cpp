// SPDX-License-Identifier: Apache-2.0
// What a sampled study says beside its averages: rank correlations of every factor with every effect and outcome.
#include "outputs/pages/report_sections.hpp"
#include "outputs/pages/wording.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace drumbeat {

namespace {

void points_lines(Page& page, const Sampled& s) {
    page.paragraph("",
                   fmt::format("{} of {}. All numbers of this report are means over them, replication by replication.",
                               plural(static_cast<std::int64_t>(s.points), "sampled point"),
                               plural(static_cast<std::int64_t>(s.factors.size()), "factor")));
    if (s.partial + s.missing == 0) return;
    std::string numbers = fmt::format("{}", fmt::join(s.incomplete, ", "));
    if (s.partial + s.missing > s.incomplete.size()) numbers += ", ...";
    page.paragraph("! ",
                   fmt::format("{} failed or missing in some of their runs and counted only where they have all, {} "
                               "without any run and left out; points {}.",
                               plural(static_cast<std::int64_t>(s.partial), "point"),
                               plural(static_cast<std::int64_t>(s.missing), "point"), numbers));
}

std::string cell(const RankCorrelation& r) {
    if (!r.assessed()) return "-";
    return fmt::format("{} ({} to {})", with_sign(r.value, 2), with_sign(r.low, 2), with_sign(r.high, 2));
}

// One quantity: how far it reaches over the points, and the factors that it follows, the largest first.
void quantity(Page& page, const Sampled& s, const SampledQuantity& q) {
    const int decimals = q.unit == "meur" ? 0 : 1;
    const std::string what = label_of(q.outcome, Language::en);
    const std::string of = q.contrast.empty() ? fmt::format("{}: {} itself", what, q.arm)
                                              : fmt::format("{}: effect of {}", what, q.contrast);
    page.line();
    page.paragraph("",
                   fmt::format("{}, under {}. Mean over points {} {}, 5-95 % of them {} to {}.", of, q.behaviour,
                               grouped(q.mean, decimals), q.unit, grouped(q.low, decimals), grouped(q.high, decimals)));
    const std::size_t label = page.beside(26);
    for (const std::size_t f : by_size(q))
        page.line("  " + left(shortened(s.factors[f], label - 3), label - 2) + right(cell(q.correlation[f]), 26));
}

} // namespace

void sampled(Page& page, const Verdict& v) {
    if (!v.sampled) return;
    const Sampled& s = *v.sampled;
    page.heading("Sampled factors");
    points_lines(page, s);
    page.paragraph(
        "", "Partial rank correlations (the other factors taken out) with their 90 % intervals, the largest first: "
            "+1 rises with the factor, -1 falls with it. The interval is about chance among points.");
    for (const auto* all : {&s.effects, &s.levels})
        for (const SampledQuantity& q : *all) quantity(page, s, q);
}

} // namespace drumbeat
