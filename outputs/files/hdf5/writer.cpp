// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/hdf5/writer.hpp"

#include "agents/firms.hpp"
#include "outputs/files/bytes.hpp"
#include "outputs/files/chunks.hpp"
#include "outputs/files/datasets.hpp"
#include "outputs/files/even_part.hpp"
#include "outputs/files/hdf5/case_axes.hpp"
#include "outputs/files/hdf5/chunk_values.hpp"
#include "outputs/files/hdf5/group.hpp"
#include "outputs/files/hdf5/list_table.hpp"
#include "outputs/files/hdf5/root_attributes.hpp"
#include "outputs/files/lists.hpp"
#include "outputs/files/stored_manifest.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

namespace drumbeat {
namespace {

using hdf5::Extents;
using hdf5::Group;
using hdf5::Handle;
using hdf5::ok;

constexpr std::size_t manifest_chunk = 1 << 20; // bytes: as much as HDF5 keeps of a dataset

void add_manifest(hid_t file, const Manifest& m) {
    const StoredManifest stored(m);
    const std::size_t chunk = even_part(stored.size(), manifest_chunk);
    Group group(hdf5::create_group(file, manifest_group));
    group.add_bare("byte", stored.size());
    const Handle dataset = group.variable(manifest_quantity, H5T_STD_U8LE, {{"byte"}, {stored.size()}, {chunk}});
    ByteWriter waiting;
    hsize_t written = 0;
    const auto write_first = [&](std::size_t count) {
        hdf5::write_block(dataset, H5T_NATIVE_UINT8, written, count, waiting.bytes().data());
        waiting.drop(count);
        written += count;
    };
    stored.write([&](std::string_view piece) {
        waiting.append(piece);
        while (waiting.bytes().size() >= chunk) write_first(chunk);
    });
    if (!waiting.bytes().empty()) write_first(waiting.bytes().size());
}

// What a reader has to know before it trusts the manifest's plan, beside the manifest.
void put_manifest_attributes(hid_t file, const Manifest& m, const FileTotals& totals) {
    const std::string name = fmt::format("{}/{}", manifest_group, manifest_quantity.name);
    const Handle dataset(H5Dopen2(file, name.c_str(), H5P_DEFAULT));
    hdf5::put_attribute(dataset, content_hash_attribute, totals.hash.value());
    hdf5::put_attribute(dataset, missing_runs_attribute, missing_runs(totals, m));
}

// What the numbers of a firm's column stand for, where they are codes; and of an investor's.
std::vector<std::string> codes_of_firms(std::string_view column, const Manifest& m) {
    const auto words = [](const auto& names) { return std::vector<std::string>(names.begin(), names.end()); };
    const auto is = [&](FirmColumn one) { return column == firm_quantities[static_cast<std::size_t>(one)].name; };
    if (is(FirmColumn::segment)) return m.shape.segments;
    if (is(FirmColumn::size_class)) return words(names_of<SizeClass>);
    if (is(FirmColumn::binding_constraint)) return words(names_of<Binding>);
    if (is(FirmColumn::expectation)) return words(names_of<Expectation>);
    if (is(FirmColumn::rule)) return words(names_of<InvestmentRule>);
    return {};
}

std::vector<std::string> codes_of_investors(std::string_view column) {
    for (const InvestorCode& code : investor_codes)
        if (column == investor_quantities[static_cast<std::size_t>(code.column)].name)
            return {code.names.begin(), code.names.end()};
    return {};
}

// Investors are grouped by what they are, so that this is a coordinate.
std::string coordinates_in(const Dataset& d, const Manifest& m) {
    const std::string_view type = investor_quantities[static_cast<std::size_t>(InvestorColumn::type)].name;
    const std::string of_cases = coordinates_of(m);
    if (d.group != Dataset::Group::investors || d.quantity.name == type) return of_cases;
    return fmt::format("{} {}", of_cases, type);
}

void put_codes(const Handle& dataset, const Dataset& d, const Manifest& m) {
    std::vector<std::string> codes;
    if (d.group == Dataset::Group::firms) codes = codes_of_firms(d.quantity.name, m);
    if (d.group == Dataset::Group::investors) codes = codes_of_investors(d.quantity.name);
    if (codes.empty()) return;
    hdf5::put_flag_values(dataset, codes.size());
    hdf5::put_flag_meanings(dataset, codes);
}

Handle add_dataset(Group& group, const Dataset& d, const Manifest& m) {
    hdf5::Layout layout{
        {"case", "replication"}, {m.cases.size(), static_cast<hsize_t>(d.kept)}, {d.chunk_cases, d.chunk_rows}};
    for (const Dimension dimension : d.inner) {
        const hsize_t length = extent(dimension, m);
        layout.dimensions.emplace_back(name_of(dimension));
        layout.extents.push_back(length);
        layout.chunk.push_back(length);
    }
    layout.compressed = d.is_compact();
    Handle dataset =
        group.variable(d.quantity, d.is_compact() ? H5T_IEEE_F32LE : H5T_IEEE_F64LE, layout, coordinates_in(d, m));
    put_codes(dataset, d, m);
    return dataset;
}

// Of a part of a study, no chunk is longer than what is there.
std::vector<Dataset> datasets_up_to(std::int64_t replications, const Manifest& m) {
    std::vector<Dataset> datasets = datasets_of(m);
    for (Dataset& d : datasets) {
        d.kept = std::min(d.kept, replications);
        d.chunk_rows = std::min(d.chunk_rows, static_cast<std::size_t>(d.kept));
    }
    return datasets;
}

std::size_t count_rows(const TileIndex& index, const ListOfRows& list,
                       std::uint64_t (JournalReader::*bytes_of)(const JournalEntry&) const) {
    std::size_t bytes = 0;
    for (const TileIndex::Place& place : index.places())
        bytes += (index.journal(place.tile).*bytes_of)({place.tile, place.offset});
    return bytes / list.row_bytes();
}

class FileWriter {
  public:
    FileWriter(const std::string& path, const TileIndex& index)
        : file_(hdf5::create_file(path)), index_(index), manifest_(index.manifest()),
          datasets_(datasets_up_to(index.replications(), manifest_)) {
        totals_.replications = index.replications();
        totals_.runs = index.runs();
        totals_.hash.add(results_format);
        totals_.hash.add(std::string_view(manifest_.study_text));
        add_manifest(file_, manifest_);
        for (const auto group :
             {Dataset::Group::root, Dataset::Group::areas, Dataset::Group::sizes, Dataset::Group::yearly,
              Dataset::Group::institutions, Dataset::Group::accounts, Dataset::Group::firms, Dataset::Group::investors})
            add_group(group);
        if (manifest_.firm_replications > 0)
            events_.emplace(file_, event_list, manifest_, count_rows(index_, event_list, &JournalReader::event_bytes));
        if (manifest_.investor_replications > 0)
            deals_.emplace(file_, deal_list, manifest_, count_rows(index_, deal_list, &JournalReader::deal_bytes));
    }

    void write(const std::stop_token& stop) {
        const auto cases = static_cast<std::int64_t>(datasets_.front().chunk_cases);
        const auto rows = static_cast<std::int64_t>(datasets_.front().chunk_rows);
        for_each_chunk(totals_.replications, rows, cases, stop, [&](std::int64_t row, std::int64_t first_case) {
            write_block({row, row + rows, first_case, first_case + cases});
        });
        for (std::size_t i = 0; i < datasets_.size(); ++i)
            if (datasets_[i].is_compact()) write_run_by_run(i, stop);
    }

    Sealed finish() {
        for (auto* list : {&events_, &deals_})
            if (*list) (*list)->flush();
        put_root_attributes(file_, manifest_, totals_);
        put_manifest_attributes(file_, manifest_, totals_);
        ok(H5Fflush(file_, H5F_SCOPE_GLOBAL));
        events_.reset();
        deals_.reset();
        handles_.clear();
        file_.close();
        return {totals_.replications, totals_.runs, totals_.failed, totals_.hash.value()};
    }

  private:
    // A group with its datasets, where there are any.
    void add_group(Dataset::Group kind) {
        const auto is_in = [&](const Dataset& d) { return d.group == kind; };
        const auto first = std::find_if(datasets_.begin(), datasets_.end(), is_in);
        if (first == datasets_.end()) return;
        const std::string name(name_of(kind));
        const bool is_root = kind == Dataset::Group::root;
        Group group(is_root ? Handle(H5Gopen2(file_, name.c_str(), H5P_DEFAULT))
                            : hdf5::create_group(file_, name.c_str()));
        add_axes(group, kind, static_cast<std::size_t>(first->kept), manifest_);
        for (const Dataset& d : datasets_)
            if (is_in(d)) handles_.push_back(add_dataset(group, d, manifest_));
        if (is_root) add_case_settings(group, manifest_);
    }

    // Calls for the first replication and case of each chunk; throws SealStopped.
    template <class See>
    void for_each_chunk(std::int64_t kept, std::int64_t rows, std::int64_t cases, const std::stop_token& stop,
                        const See& see) const {
        for (std::int64_t row = 0; row < kept; row += rows)
            for (std::int64_t first_case = 0; first_case < index_.grid().cases; first_case += cases) {
                if (stop.stop_requested()) throw SealStopped{};
                see(row, first_case);
            }
    }

    // All but the compact datasets of a block of tiles, each of which is read once.
    void write_block(const RunRange& runs) {
        BlockOfTiles block(datasets_, runs.first_case, runs.row);
        for_each_tile(index_, runs, [&](const Tile& tile) {
            const TileRecord record = index_.journal(tile.index).record(index_.entry(tile.index));
            block.add(tile, record.values);
            add_rows(record, event_list, record.events, events_);
            add_rows(record, deal_list, record.deals, deals_);
            for (const auto digest : record.digests) totals_.hash.add(digest);
            for (const RunFault& fault : record.failures) count_failure(totals_, fault, manifest_);
        });
        for (std::size_t i = 0; i < datasets_.size(); ++i)
            if (!block.values(i).empty()) write_chunk(i, runs.first_case, runs.row, block.values(i));
    }

    void add_rows(const TileRecord& record, const ListOfRows& list, std::string_view bytes,
                  std::optional<ListTable>& table) {
        if (bytes.size() % list.row_bytes() != 0)
            throw FileProblem(fmt::format("{} is damaged: its {} cannot be read",
                                          index_.journal(record.tile.index).path(), list.group),
                              true);
        if (table) table->add(bytes);
    }

    void write_run_by_run(std::size_t which, const std::stop_token& stop) {
        const Dataset& d = datasets_[which];
        const auto rows = static_cast<std::int64_t>(d.chunk_rows);
        const auto cases = static_cast<std::int64_t>(d.chunk_cases);
        for_each_chunk(d.kept, rows, cases, stop, [&](std::int64_t row, std::int64_t first_case) {
            write_compact(which, first_case, row, compact_chunk(index_, datasets_, which, first_case, row));
        });
    }

    // The part of a chunk that lies in the dataset, through HDF5's filters.
    void write_compact(std::size_t which, std::int64_t first_case, std::int64_t row,
                       const std::vector<double>& values) {
        const Dataset& d = datasets_[which];
        const Handle there(H5Dget_space(handles_[which]));
        Extents count = hdf5::extents_of(handles_[which]);
        Extents chunk = count;
        Extents offset(count.size(), 0);
        chunk[0] = d.chunk_cases;
        chunk[1] = d.chunk_rows;
        offset[0] = static_cast<hsize_t>(first_case);
        offset[1] = static_cast<hsize_t>(row);
        for (std::size_t i : {0, 1}) count[i] = std::min(chunk[i], count[i] - offset[i]);
        const Handle here = hdf5::space_of(chunk);
        const Extents begin(chunk.size(), 0);
        ok(H5Sselect_hyperslab(here, H5S_SELECT_SET, begin.data(), nullptr, count.data(), nullptr));
        ok(H5Sselect_hyperslab(there, H5S_SELECT_SET, offset.data(), nullptr, count.data(), nullptr));
        ok(H5Dwrite(handles_[which], H5T_NATIVE_DOUBLE, here, there, H5P_DEFAULT, values.data()));
    }

    void write_chunk(std::size_t which, std::int64_t first_case, std::int64_t row, const std::vector<double>& values) {
        Extents offset(2 + datasets_[which].inner.size(), 0);
        offset[0] = static_cast<hsize_t>(first_case);
        offset[1] = static_cast<hsize_t>(row);
        const std::string bytes = packed(values);
        ok(H5Dwrite_chunk(handles_[which], H5P_DEFAULT, 0, offset.data(), bytes.size(), bytes.data()));
    }

    Handle file_;
    const TileIndex& index_;
    const Manifest& manifest_;
    std::vector<Dataset> datasets_;
    std::vector<Handle> handles_; // of the datasets
    std::optional<ListTable> events_, deals_;
    FileTotals totals_;
};

} // namespace

Sealed write_results_file(const std::string& path, const TileIndex& index, const std::stop_token& stop) {
    FileWriter writer(path, index);
    writer.write(stop);
    return writer.finish();
}

} // namespace drumbeat
