// SPDX-License-Identifier: Apache-2.0
#include "sim/replay/areas.hpp"

#include <algorithm>
#include <type_traits>

namespace drumbeat {

namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

std::vector<std::size_t> rows_of(const Firms& f, int segment) {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < f.segment.size(); ++row)
        if (f.segment[row] == segment) rows.push_back(row);
    return rows;
}

bool are_the_same(const Firms& country, const std::vector<std::size_t>& rows, const Firms& alone) {
    if (rows.size() != at(alone.count())) return false;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (country.ordinal[rows[i]] != alone.ordinal[i]) return false;
        if (country.cohort[rows[i]] != alone.cohort[i]) return false;
    }
    return true;
}

// Column by column, in the order in which Firms knows them.
void copy_rows(Firms& country, const std::vector<std::size_t>& rows, const Firms& alone) {
    std::vector<const void*> columns;
    auto& source = const_cast<Firms&>(alone); // nothing is written
    source.for_each_column([&](const auto& column) { columns.push_back(&column); });
    std::size_t next = 0;
    country.for_each_column([&](auto& column) {
        using Column = std::remove_reference_t<decltype(column)>;
        const auto& from = *static_cast<const Column*>(columns[next++]);
        for (std::size_t i = 0; i < rows.size(); ++i) column[rows[i]] = from[i];
    });
}

} // namespace

bool areas_begin_apart(const Scenario& s) { return !s.regions.enabled; }

namespace {

bool has_site(const Segment& segment) { return segment.leased_site_meur > 0; }

// Money on which firms of all areas draw.
bool money_is_common(const Scenario& s) {
    const bool capital = s.secfund.enabled || s.subsidy.rate > 0 || s.economic_affairs.enabled;
    const bool research = s.institutes.enabled || s.innovation_agency.enabled;
    return capital || research || std::any_of(s.segments.begin(), s.segments.end(), has_site);
}

} // namespace

bool areas_are_apart(const Scenario& s) {
    const bool plans_move = s.threat.enabled && s.threat.shift > 0;
    return areas_begin_apart(s) && !money_is_common(s) && !plans_move && !s.civil.enabled;
}

bool graft(World& country, const World& alone, int segment) {
    const std::vector<std::size_t> rows = rows_of(country.firms, segment);
    if (country.year != alone.year || !are_the_same(country.firms, rows, alone.firms)) return false;
    copy_rows(country.firms, rows, alone.firms);
    for (const std::size_t row : rows) country.firms.segment[row] = segment;
    SegmentState& state = country.segments[at(segment)];
    state = alone.segments[0];
    for (Contract& contract : state.contracts) {
        if (contract.row == abroad) continue;
        contract.row = static_cast<int>(rows[at(contract.row)]);
    }
    return true;
}

} // namespace drumbeat
