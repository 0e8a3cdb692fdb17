// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/recording.hpp"

#include "outputs/files/chunks.hpp"

#include <algorithm>
#include <stdexcept>

namespace drumbeat {

TileRecorder::TileRecorder(const Manifest& manifest)
    : manifest_(manifest), datasets_(datasets_of(manifest)), values_(datasets_.size()) {}

void TileRecorder::begin(const Tile& tile) {
    record_ = {};
    record_.tile = tile;
    record_.digests.assign(manifest_.cases.size() * static_cast<std::size_t>(tile.replications), Hash{}.value());
    events_.clear();
    for (std::size_t i = 0; i < datasets_.size(); ++i) {
        const bool kept = tile.first_replication < datasets_[i].kept;
        values_[i].assign(kept ? datasets_[i].chunks * datasets_[i].chunk_values() : 0, missing);
    }
}

void TileRecorder::add(std::int64_t replication, std::span<const RunRecord> cases) {
    if (cases.size() != manifest_.cases.size()) throw std::logic_error("a replication needs one record per case");
    for (std::size_t c = 0; c < cases.size(); ++c) check(cases[c]);
    for (std::size_t c = 0; c < cases.size(); ++c) add_run(c, replication, cases[c]);
}

void TileRecorder::fail(std::int64_t replication, const std::string& what) {
    record_.failures.push_back("replication " + std::to_string(replication) + ": " + what);
}

void TileRecorder::check(const RunRecord& run) const {
    if (run.years != static_cast<int>(manifest_.shape.years.size()) ||
        run.segments != static_cast<int>(manifest_.shape.segments.size()) ||
        (run.keep_firms && run.firm_rows > manifest_.shape.firm_rows))
        throw std::logic_error("a run's record has another shape than the study");
}

void TileRecorder::add_run(std::size_t run_case, std::int64_t replication, const RunRecord& run) {
    const auto row = static_cast<std::size_t>(replication - record_.tile.first_replication);
    Hash hash;
    std::size_t dataset = 0;
    for (std::size_t i = 0; i < outcome_count; ++i) add_values(dataset++, run_case, row, 0, {&run.outcome[i], 1}, hash);
    const std::size_t segments = run.areas.size() / group_outcome_count;
    for (std::size_t i = 0; i < group_outcome_count; ++i)
        add_values(dataset++, run_case, row, 0, std::span(run.areas).subspan(i * segments, segments), hash);
    for (std::size_t i = 0; i < group_outcome_count; ++i)
        add_values(dataset++, run_case, row, 0, std::span(run.sizes).subspan(i * size_class_count, size_class_count),
                   hash);
    if (manifest_.yearly_replications > 0) {
        const std::size_t cells = run.yearly.size() / yearly_count;
        for (std::size_t i = 0; i < yearly_count; ++i)
            add_values(dataset++, run_case, row, 0, {run.yearly.data() + i * cells, cells}, hash);
        add_values(dataset++, run_case, row, 0, run.ledger_residual, hash);
    }
    if (keeps_firms(replication)) {
        const auto rows = static_cast<std::size_t>(run.firm_rows), width = extent(Dimension::firm, manifest_.shape);
        const double* next = run.firms.data();
        for (std::size_t i = 0; i < firm_column_count; ++i, ++dataset)
            for (std::size_t year = 0; year < manifest_.shape.years.size(); ++year, next += rows)
                add_values(dataset, run_case, row, year * width, {next, rows}, hash);
        add_events(run_case, replication, run, hash);
    }
    record_.digests[run_case * static_cast<std::size_t>(record_.tile.replications) + row] = hash.value();
}

void TileRecorder::add_values(std::size_t dataset, std::size_t run_case, std::size_t row, std::size_t offset,
                              std::span<const double> values, Hash& hash) {
    const Dataset& d = datasets_[dataset];
    if (record_.tile.first_replication + static_cast<std::int64_t>(row) >= d.kept) return;
    double* out = values_[dataset].data() + (run_case * d.chunk_rows + row) * d.cells + offset;
    std::copy(values.begin(), values.end(), out);
    for (const double value : values) hash.add(value);
}

void TileRecorder::add_events(std::size_t run_case, std::int64_t replication, const RunRecord& run, Hash& hash) {
    ByteWriter out;
    for (const Event& event : run.events) {
        const auto kind = static_cast<std::int32_t>(event.kind);
        for (const std::int32_t number : {static_cast<std::int32_t>(run_case), static_cast<std::int32_t>(replication),
                                          event.year, event.segment, event.firm, kind, event.reason})
            out.put(number);
        out.put(canonical(event.amount_meur));
    }
    hash.add(std::string_view(out.bytes()));
    events_ += out.bytes();
}

TileRecord TileRecorder::finish() {
    for (std::size_t i = 0; i < datasets_.size(); ++i) {
        const std::size_t size = datasets_[i].chunk_values();
        for (std::size_t chunk = 0; chunk < datasets_[i].chunks; ++chunk)
            record_.chunks.push_back(values_[i].empty() ? std::string()
                                                        : packed({values_[i].data() + chunk * size, size}));
    }
    record_.chunks.push_back(events_);
    return std::move(record_);
}

} // namespace drumbeat
