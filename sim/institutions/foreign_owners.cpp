// SPDX-License-Identifier: Apache-2.0
#include "sim/institutions/foreign_owners.hpp"

#include "sim/world/draws.hpp"

namespace drumbeat {

void ForeignOwners::add_to(Support& support, const Year& y, const Firms& f, Row r) const {
    const ForeignInvestors& rules = y.scenario.foreign_investors;
    if (!support.equity || rules.share <= 0) return;
    const auto luck = drawn_with(draws::from_abroad, y.luck, in_year(f, r, y.calendar));
    if (luck[draws::from_abroad] >= rules.share) return;
    support.investors = Investors::abroad_unscreened;
    if (rules.screening)
        support.investors =
            luck[draws::screening] >= rules.pass ? Investors::abroad_stopped : Investors::abroad_screened;
}

bool ForeignOwners::takes_over(const Year& y, const Firms& f, Row r) {
    const ForeignInvestors& rules = y.scenario.foreign_investors;
    if (rules.share <= 0 || !y.policy || !f.foreign_owned[r]) return false;
    if (draw(draws::takeover, y.luck, in_year(f, r, y.calendar)) >= rules.takeover) return false;
    taken_over += f.weight[r];
    return true;
}

void ForeignOwners::measure(const Year& y, RunRecord& record) const {
    if (y.scenario.foreign_investors.share <= 0) return;
    record.at(Outcome::screened_meur) = screened;
    record.at(Outcome::taken_over) = taken_over;
}

} // namespace drumbeat
