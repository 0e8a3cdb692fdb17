// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/recording.hpp"

#include <algorithm>
#include <stdexcept>

namespace drumbeat {

namespace {

std::size_t at(int count) { return static_cast<std::size_t>(count); }

} // namespace

TileRecorder::TileRecorder(const Manifest& manifest) : manifest_(manifest), datasets_(datasets_of(manifest)) {}

void TileRecorder::begin(const Tile& tile) {
    record_ = {};
    record_.tile = tile;
    record_.digests.assign(static_cast<std::size_t>(tile.runs()), Hash{}.value());
    begins_.clear();
    std::size_t count = 0;
    for (const Dataset& d : datasets_) {
        begins_.push_back(count);
        count += value_count(d, tile);
    }
    values_.assign(count, missing);
}

void TileRecorder::fail(std::int64_t run_case, std::int64_t replication, const std::string& what) {
    record_.failures.push_back({run_case, replication, what});
}

void TileRecorder::check(const RunRecord& run) const {
    if (run.years != static_cast<int>(manifest_.shape.years.size()) ||
        run.segments != static_cast<int>(manifest_.shape.segments.size()) ||
        (run.keep_firms && run.firm_rows > manifest_.shape.firm_rows) ||
        (run.keep_investors && run.investor_rows > manifest_.investor_rows))
        throw std::logic_error("a run's record has another shape than the study");
}

void TileRecorder::add(std::int64_t run_case, std::int64_t replication, const RunRecord& run) {
    check(run);
    case_ = run_case - record_.tile.first_case;
    row_ = replication - record_.tile.first_replication;
    Hash hash;
    std::size_t dataset = 0;
    for (std::size_t i = 0; i < outcome_count; ++i)
        add_values(dataset++, {&run.outcome[i], 1}, is_rounding(static_cast<Outcome>(i)) ? unhashed_ : hash);
    dataset = add_parts(dataset, run.areas, group_outcome_count, hash);
    dataset = add_parts(dataset, run.sizes, group_outcome_count, hash);
    if (manifest_.yearly_replications > 0) {
        dataset = add_parts(dataset, run.yearly, yearly_count, hash);
        add_values(dataset++, run.ledger_residual, unhashed_);
        dataset = add_parts(dataset, run.institutions, institution_count, hash);
        add_values(dataset++, run.accounts, hash);
    }
    add_kept(dataset, replication, run, hash);
    record_.digests[static_cast<std::size_t>(case_ * record_.tile.replications + row_)] = hash.value();
}

// What few replications keep.
void TileRecorder::add_kept(std::size_t dataset, std::int64_t replication, const RunRecord& run, Hash& hash) {
    if (keeps_firms(replication)) {
        add_panel(dataset, {run.firms, firm_column_count, at(run.firm_rows), Dimension::firm}, hash);
        add_list(run.events, event_list, record_.events, hash);
    }
    if (manifest_.firm_replications > 0) dataset += firm_column_count;
    if (keeps_investors(replication)) {
        add_panel(dataset, {run.investors, investor_column_count, at(run.investor_rows), Dimension::investor}, hash);
        add_list(run.deals, deal_list, record_.deals, hash);
    }
}

std::size_t TileRecorder::add_parts(std::size_t dataset, std::span<const double> values, std::size_t parts,
                                    Hash& hash) {
    const std::size_t cells = values.size() / parts;
    for (std::size_t i = 0; i < parts; ++i) add_values(dataset + i, values.subspan(i * cells, cells), hash);
    return dataset + parts;
}

void TileRecorder::add_values(std::size_t dataset, std::span<const double> values, Hash& hash, std::size_t offset) {
    const Dataset& d = datasets_[dataset];
    const std::int64_t rows = rows_in(d, record_.tile);
    if (row_ >= rows) return;
    double* out = values_.data() + begins_[dataset] + static_cast<std::size_t>(case_ * rows + row_) * d.cells + offset;
    for (const double value : values) {
        const double kept = canonical(d.is_compact() ? in_single(value) : value);
        *out++ = kept;
        hash.add(kept);
    }
}

// Every column and year has room for the study's largest panel; a run with fewer rows leaves the rest missing.
void TileRecorder::add_panel(std::size_t dataset, const Panel& panel, Hash& hash) {
    const std::size_t width = extent(panel.dimension, manifest_);
    const double* next = panel.values.data();
    for (std::size_t i = 0; i < panel.columns; ++i, ++dataset)
        for (std::size_t year = 0; year < manifest_.shape.years.size(); ++year, next += panel.rows)
            add_values(dataset, {next, panel.rows}, hash, year * width);
}

template <class Happening>
void TileRecorder::add_list(const std::vector<Happening>& all, const ListOfRows& list, std::string& to,
                            Hash& hash) const {
    const auto run_case = static_cast<std::int32_t>(record_.tile.first_case + case_);
    const auto replication = static_cast<std::int32_t>(record_.tile.first_replication + row_);
    ByteWriter out;
    for (const Happening& one : all) {
        const ListRow row = row_of(one, run_case, replication);
        for (const std::int32_t number : row.integers) out.put(number);
        for (std::size_t i = 0; i < list.numbers(); ++i) out.put(canonical(row.numbers[i]));
    }
    hash.add(std::string_view(out.bytes()));
    to += out.bytes();
}

TileRecord TileRecorder::finish() {
    record_.values.assign(reinterpret_cast<const char*>(values_.data()), values_.size() * sizeof(double));
    return std::move(record_);
}

} // namespace drumbeat
