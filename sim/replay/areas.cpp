// SPDX-License-Identifier: Apache-2.0
#include "sim/replay/areas.hpp"

#include <algorithm>

namespace drumbeat {

namespace {

std::vector<Row> rows_of(const Firms& f, Area area) {
    std::vector<Row> rows;
    for (const Row r : f.rows())
        if (f.area[r] == area) rows.push_back(r);
    return rows;
}

// Whether the rows of the country are the firms of the area alone, in the same order.
bool are_the_same(const Firms& country, const std::vector<Row>& rows, const Firms& alone) {
    if (static_cast<int>(rows.size()) != alone.count()) return false;
    for (const Row r : alone.rows()) {
        if (country.ordinal[rows[r.index()]] != alone.ordinal[r]) return false;
        if (country.cohort[rows[r.index()]] != alone.cohort[r]) return false;
    }
    return true;
}

} // namespace

// One bank lends to all, from the first year on.
bool areas_begin_apart(const Scenario& s) {
    const bool one_bank = s.finance.bank_has_balance();
    return !one_bank && !s.regions.enabled;
}

namespace {

bool has_site(const Segment& segment) { return segment.leased_site_meur > 0; }

// Private funds have one purse for all areas; an appetite has none.
bool investors_are_common(const Scenario& s) {
    const PrivateInvestors& investors = s.private_investors;
    return investors.enabled && investors.model == InvestorModel::funds;
}

// Money on which firms of all areas draw.
bool money_is_common(const Scenario& s) {
    const bool capital =
        investors_are_common(s) || s.secfund.enabled || s.subsidy.rate > 0 || s.economic_affairs.enabled;
    const bool research = s.institutes.enabled || s.innovation_agency.enabled;
    return capital || research || std::any_of(s.segments.begin(), s.segments.end(), has_site);
}

// A threat, or a ministry that answers what it sees, moves plans from one area to another.
bool plans_move(const Scenario& s) {
    const bool by_threat = s.threat.enabled && s.threat.shift > 0;
    return by_threat || s.ministry.responds();
}

} // namespace

bool areas_are_apart(const Scenario& s) {
    return areas_begin_apart(s) && !money_is_common(s) && !plans_move(s) && !s.civil.enabled;
}

bool graft(World& country, const World& alone, Area area) {
    const std::vector<Row> rows = rows_of(country.firms, area);
    if (country.year != alone.year || !are_the_same(country.firms, rows, alone.firms)) return false;
    copy_rows(country, rows, alone);
    for (const Row row : rows) country.firms.area[row] = area;
    SegmentState& state = country.areas[area];
    state = alone.areas[Area{0}];
    for (Contract& contract : state.contracts) {
        if (contract.row == foreign_supplier) continue;
        contract.row = rows[contract.row.index()];
    }
    return true;
}

} // namespace drumbeat
