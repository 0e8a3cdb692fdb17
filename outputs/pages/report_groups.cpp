// SPDX-License-Identifier: Apache-2.0
// The main contrast by technology area, by size of firm, and firms by every definition.
#include "outputs/pages/report_sections.hpp"
#include "outputs/pages/wording.hpp"

#include <algorithm>

namespace drumbeat {
namespace {

std::string amount(const Difference& m, int decimals) {
    return m.mean.count == 0 ? "-" : with_sign(m.mean.value, decimals);
}

void group_rows(Page& page, const char* head, const std::vector<GroupQuantities>& groups) {
    const std::size_t label = std::min<std::size_t>(page.beside(55), 40);
    page.heads(head, label,
               {{"capacity, points", 10},
                {"MC error", 8},
                {"million euro a year", 13},
                {"investment, million euro", 13},
                {"firms of 100", 11}});
    for (const GroupQuantities& group : groups) {
        const Quantities& q = group.of;
        page.line(left("  " + label_of(group.name, Language::en), label) + right(amount(q.capacity, 1), 10) +
                  right(small_error(q.capacity.mean.error), 8) + right(amount(q.added_capacity, 0), 13) +
                  right(amount(q.investment, 0), 13) + right(amount(q.firms, 1), 11));
    }
}

std::string definition_text(const Count& count) {
    const char* kind = count.kind == "any"   ? "at any time"
                       : count.kind == "net" ? "less those that shrank"
                                             : "kept to the end";
    return "  grown " + grouped(100 * count.growth) + " %, " + kind;
}

} // namespace

void groups(Page& page, const Detail& d) {
    if (!d.areas.empty()) {
        page.line();
        group_rows(page, "Difference by area", d.areas);
        page.line();
        group_rows(page, "Difference by size", d.sizes);
    }
}

void definitions(Page& page, const Detail& d) {
    if (d.effect.counts.empty()) return;
    const std::size_t label = std::min<std::size_t>(page.beside(42), 40);
    page.line();
    page.heads("Firms of 100, by definition", label, {{"difference", 11}, {"MC error", 10}, {"over luck, 5-95 %", 21}});
    for (const Count& count : d.effect.counts)
        page.line(left(definition_text(count), label) + right(with_sign(count.firms.mean.value), 11) +
                  right(small_error(count.firms.mean.error), 10) + right(spread_text(count.firms.luck), 21));
    page.line("  (" + to_text(d.effect.counting) + ")");
}

} // namespace drumbeat
