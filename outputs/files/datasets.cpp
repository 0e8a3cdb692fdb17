// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/datasets.hpp"

#include "outputs/files/chunk_sizes.hpp"

#include <algorithm>
#include <span>

namespace drumbeat {
namespace {

// How many replications keep a group's values.
std::int64_t kept_of(Dataset::Group group, const Manifest& m) {
    switch (group) {
    case Dataset::Group::root:
    case Dataset::Group::areas:
    case Dataset::Group::sizes: return m.replications;
    case Dataset::Group::institutions:
    case Dataset::Group::accounts:
    case Dataset::Group::yearly: return std::min(m.yearly_replications, m.replications);
    case Dataset::Group::firms: return std::min(m.firm_replications, m.replications);
    case Dataset::Group::investors: return std::min(m.investor_replications, m.replications);
    }
    return 0;
}

Dataset dataset(Dataset::Group group, const Quantity& quantity, const std::vector<Dimension>& inner,
                const Manifest& m) {
    Dataset d{group, quantity, inner};
    for (const Dimension dimension : inner) d.cells *= extent(dimension, m);
    d.kept = kept_of(group, m);
    return d;
}

// The declared quantity of a name; one without a name where there is none.
Quantity declared(std::span<const Quantity> quantities, const std::string& name) {
    for (const Quantity& q : quantities)
        if (q.name == name) return q;
    return {};
}

} // namespace

std::vector<Dataset> datasets_of(const Manifest& m) {
    using enum Dataset::Group;
    const Recorded recorded = m.recorded.value_or(Recorded{});
    std::vector<Dataset> all;
    const auto add = [&](Dataset::Group group, const std::vector<std::string>& names,
                         std::span<const Quantity> quantities) {
        for (const std::string& name : names)
            all.push_back(dataset(group, declared(quantities, name), inner_of(group), m));
    };
    add(root, recorded.outcomes, outcomes);
    add(areas, recorded.groups, group_quantities);
    add(sizes, recorded.groups, group_quantities);
    if (m.yearly_replications > 0) {
        add(yearly, recorded.yearly, yearly_quantities);
        all.push_back(dataset(yearly, ledger_residual_quantity, {Dimension::year}, m));
        add(institutions, recorded.institutions, institution_quantities);
        add(accounts, recorded.accounts, account_quantities);
    }
    if (m.firm_replications > 0) add(firms, recorded.firms, firm_quantities);
    if (m.investor_replications > 0) add(investors, recorded.investors, investor_quantities);
    size_chunks(all, m);
    return all;
}

std::vector<Dimension> inner_of(Dataset::Group group) {
    using enum Dimension;
    switch (group) {
    case Dataset::Group::root: return {};
    case Dataset::Group::areas: return {segment};
    case Dataset::Group::sizes: return {size_class};
    case Dataset::Group::yearly: return {year, segment};
    case Dataset::Group::institutions: return {year};
    case Dataset::Group::accounts: return {year, sector, purpose};
    case Dataset::Group::firms: return {year, firm};
    case Dataset::Group::investors: return {year, investor};
    }
    return {};
}

std::string_view name_of(Dataset::Group group) {
    switch (group) {
    case Dataset::Group::root: return "/";
    case Dataset::Group::areas: return "areas";
    case Dataset::Group::sizes: return "sizes";
    case Dataset::Group::yearly: return "yearly";
    case Dataset::Group::institutions: return "institutions";
    case Dataset::Group::accounts: return "accounts";
    case Dataset::Group::firms: return "firms";
    case Dataset::Group::investors: return "investors";
    }
    return {};
}

std::int64_t rows_in(const Dataset& d, const Tile& tile) {
    return std::clamp<std::int64_t>(d.kept - tile.first_replication, 0, tile.replications);
}

std::uint64_t value_count(const Dataset& d, const Tile& tile) {
    return static_cast<std::uint64_t>(tile.cases * rows_in(d, tile)) * d.cells;
}

std::uint64_t value_count(const std::vector<Dataset>& datasets, const Tile& tile) {
    std::uint64_t count = 0;
    for (const Dataset& d : datasets) count += value_count(d, tile);
    return count;
}

std::string_view name_of(Dimension dimension) {
    switch (dimension) {
    case Dimension::year: return "year";
    case Dimension::segment: return "segment";
    case Dimension::size_class: return "size_class";
    case Dimension::firm: return "firm";
    case Dimension::sector: return "sector";
    case Dimension::purpose: return "purpose";
    case Dimension::investor: return "investor";
    }
    return {};
}

std::size_t extent(Dimension dimension, const Manifest& m) {
    switch (dimension) {
    case Dimension::year: return m.shape.years.size();
    case Dimension::segment: return m.shape.segments.size();
    case Dimension::size_class: return size_class_count;
    case Dimension::firm: return static_cast<std::size_t>(m.shape.firm_rows);
    case Dimension::sector: return m.recorded ? m.recorded->sectors.size() : 0;
    case Dimension::purpose: return m.recorded ? m.recorded->purposes.size() : 0;
    case Dimension::investor: return static_cast<std::size_t>(m.investor_rows);
    }
    return 0;
}

} // namespace drumbeat
