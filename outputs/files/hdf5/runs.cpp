// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/results_file_runs.hpp"

#include "outputs/files/datasets.hpp"
#include "outputs/files/hdf5/sealed_file.hpp"
#include "outputs/files/hdf5/stored_list.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>

namespace drumbeat {

namespace {

using hdf5::Handle;

// A dataset of the file that stays open, so that HDF5 remembers its chunks, and where its values belong in a record.
struct Column {
    Dataset dataset;
    Handle handle;
    std::size_t quantity = 0; // its position in the declaration
};

std::span<const Quantity> declaration_of(Dataset::Group group) {
    switch (group) {
    case Dataset::Group::root: return outcomes;
    case Dataset::Group::areas:
    case Dataset::Group::sizes: return group_quantities;
    case Dataset::Group::yearly: return yearly_quantities;
    case Dataset::Group::institutions: return institution_quantities;
    case Dataset::Group::accounts: return account_quantities;
    case Dataset::Group::firms: return firm_quantities;
    case Dataset::Group::investors: return investor_quantities;
    }
    return {};
}

// One past the last declared one stands for what a year's books fail to close by.
std::optional<std::size_t> position_of(const Dataset& d) {
    const auto declared = declaration_of(d.group);
    const auto found =
        std::find_if(declared.begin(), declared.end(), [&](const Quantity& q) { return q.name == d.quantity.name; });
    const bool is_residual = d.group == Dataset::Group::yearly && d.quantity.name == ledger_residual_quantity.name;
    if (found == declared.end() && !is_residual) return std::nullopt;
    return static_cast<std::size_t>(found - declared.begin());
}

// Of a panel that is as wide as the study's largest, the rows that the run has.
void put_rows(const Column& column, std::span<const double> values, int run_years, int run_rows,
              std::vector<double>& panel) {
    const auto years = static_cast<std::size_t>(run_years), rows = static_cast<std::size_t>(run_rows);
    const std::size_t width = values.size() / years;
    for (std::size_t year = 0; year < years; ++year) {
        const auto from = values.subspan(year * width, std::min(rows, width));
        std::copy(from.begin(), from.end(),
                  panel.begin() + static_cast<std::ptrdiff_t>((column.quantity * years + year) * rows));
    }
}

void put(const Column& column, std::span<const double> values, RunRecord& record) {
    const auto copy_to = [&](double* first) {
        std::copy(values.begin(), values.end(), first + column.quantity * values.size());
    };
    switch (column.dataset.group) {
    case Dataset::Group::root: return copy_to(record.outcome);
    case Dataset::Group::areas: return copy_to(record.areas.data());
    case Dataset::Group::sizes: return copy_to(record.sizes);
    case Dataset::Group::yearly:
        if (column.quantity < yearly_count) return copy_to(record.yearly.data());
        record.ledger_residual.assign(values.begin(), values.end());
        return;
    case Dataset::Group::institutions: return copy_to(record.institutions.data());
    case Dataset::Group::accounts: return copy_to(record.accounts.data());
    case Dataset::Group::firms: return put_rows(column, values, record.years, record.firm_rows, record.firms);
    case Dataset::Group::investors:
        return put_rows(column, values, record.years, record.investor_rows, record.investors);
    }
}

bool is_missing(const RunRecord& record) {
    return std::all_of(std::begin(record.outcome), std::end(record.outcome), [](double v) { return v != v; });
}

// Every value missing, so that what the file lacks stays so.
void shape_as_missing(RunRecord& record, const Manifest& manifest, std::int64_t replication, int firm_rows) {
    record.keep_firms = replication < manifest.firm_replications;
    record.keep_investors = replication < manifest.investor_replications;
    record.shape(static_cast<int>(manifest.shape.years.size()), static_cast<int>(manifest.shape.segments.size()),
                 firm_rows);
    std::fill(std::begin(record.outcome), std::end(record.outcome), missing);
    std::fill(std::begin(record.sizes), std::end(record.sizes), missing);
    std::fill(record.yearly.begin(), record.yearly.end(), missing);
    std::fill(record.ledger_residual.begin(), record.ledger_residual.end(), missing);
    std::fill(record.accounts.begin(), record.accounts.end(), missing);
}

} // namespace

struct StoredRuns::Source {
    explicit Source(const std::string& path) : file(path) {
        for (Dataset& d : datasets_of(file.manifest)) {
            const auto position = position_of(d);
            if (!position || !file.has(d.group, d.quantity.name) || !fits(d)) continue;
            Handle handle = opened(d);
            columns.push_back({std::move(d), std::move(handle), *position});
        }
        if (file.manifest.firm_replications > 0) events.emplace(file, event_list);
        if (file.manifest.investor_replications > 0) deals.emplace(file, deal_list);
    }

    // Sectors and purposes are found by position: where a file has others, its accounts are not read.
    bool fits(const Dataset& d) const {
        const Recorded now = recorded_now();
        return d.group != Dataset::Group::accounts ||
               (file.manifest.recorded->sectors == now.sectors && file.manifest.recorded->purposes == now.purposes);
    }
    Handle opened(Dataset& d) const {
        const std::string name = SealedFile::path_of(d.group, d.quantity.name);
        hdf5::Extents extents;
        Handle handle = file.dataset(name, 2 + d.inner.size(), extents);
        d.kept = std::min(d.kept, file.replications);
        bool as_expected = extents[1] == static_cast<hsize_t>(d.kept);
        for (std::size_t i = 0; i < d.inner.size(); ++i)
            as_expected = as_expected && extents[2 + i] == extent(d.inner[i], file.manifest);
        if (!as_expected) throw hdf5::Error(name + " has an unknown shape");
        return handle;
    }

    void read_lists(std::int64_t run_case, std::int64_t replication, RunRecord& record) const {
        if (record.keep_firms)
            for (const ListRow& row : events->rows_of(run_case, replication)) record.events.push_back(event_of(row));
        if (record.keep_investors)
            for (const ListRow& row : deals->rows_of(run_case, replication)) record.deals.push_back(deal_of(row));
    }

    void read_columns(std::int64_t first_case, std::int64_t replication, std::span<RunRecord> records) {
        for (const Column& column : columns) {
            if (replication >= column.dataset.kept) continue;
            hdf5::Extents begin{static_cast<hsize_t>(first_case), static_cast<hsize_t>(replication)};
            hdf5::Extents count{records.size(), 1};
            for (const Dimension dimension : column.dataset.inner) {
                begin.push_back(0);
                count.push_back(extent(dimension, file.manifest));
            }
            SealedFile::read(column.handle, begin, count, buffer);
            const std::size_t cells = column.dataset.cells;
            for (std::size_t i = 0; i < records.size(); ++i)
                put(column, std::span(buffer).subspan(i * cells, cells), records[i]);
        }
    }

    SealedFile file;
    std::vector<Column> columns;
    std::optional<StoredList> events, deals;
    std::vector<double> buffer;
};

namespace {

template <class Body> auto explained(const std::string& path, Body&& body) {
    const hdf5::Quiet quiet;
    try {
        return body();
    } catch (const hdf5::Error& problem) {
        throw FileProblem(fmt::format("{}: cannot be read: {}", path, problem.what()), true);
    } catch (const std::logic_error&) { // bytes that contradict themselves behind a right checksum
        throw FileProblem(path + " is damaged", true);
    }
}

} // namespace

StoredRuns::StoredRuns(const std::string& path)
    : path_(path), source_(explained(path, [&] { return std::make_unique<Source>(path); })) {}

StoredRuns::~StoredRuns() = default;

const Manifest& StoredRuns::manifest() const { return source_->file.manifest; }
std::int64_t StoredRuns::replications() const { return source_->file.replications; }
std::int64_t StoredRuns::missing_runs() const { return source_->file.missing_runs; }
const std::string& StoredRuns::content_hash() const { return source_->file.content_hash; }

std::vector<bool> StoredRuns::read(std::int64_t first_case, std::int64_t replication, std::span<const int> firm_rows,
                                   std::span<RunRecord> records) {
    return explained(path_, [&] {
        std::vector<bool> found(records.size(), false);
        for (std::size_t i = 0; i < records.size(); ++i)
            shape_as_missing(records[i], manifest(), replication, firm_rows[i]);
        source_->read_columns(first_case, replication, records);
        for (std::size_t i = 0; i < records.size(); ++i) {
            found[i] = !is_missing(records[i]);
            source_->read_lists(first_case + static_cast<std::int64_t>(i), replication, records[i]);
        }
        return found;
    });
}

} // namespace drumbeat
