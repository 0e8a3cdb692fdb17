// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/results_file.hpp"

#include "agents/firms.hpp"
#include "config/yaml.hpp"
#include "outputs/files/bytes.hpp"
#include "outputs/files/case_settings.hpp"
#include "outputs/files/chunks.hpp"
#include "outputs/files/hdf5.hpp"

#include <fmt/core.h>
#include <hdf5_hl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <map>
#include <numeric>
#include <unistd.h>

namespace drumbeat {
namespace {

using hdf5::Extents;
using hdf5::Handle;
using hdf5::ok;

// What is known of the whole only when all tiles have been written.
struct Totals {
    std::int64_t replications = 0, runs = 0, failed = 0;
    std::string failures; // the first of them, one a line
    Hash hash;
};
constexpr std::int64_t listed_failures = 100;
constexpr std::size_t manifest_chunk = 1 << 20; // bytes: as much as HDF5 keeps of a dataset
constexpr std::size_t column_block = 1 << 17;   // as many doubles

// Of a long row, a part: all parts are about equally long, and none longer than `most`.
std::size_t even_part(std::size_t count, std::size_t most) {
    const std::size_t parts = std::max<std::size_t>(1, (count + most - 1) / most);
    return std::max<std::size_t>(1, (count + parts - 1) / parts);
}

struct RootAttribute {
    const char* name;
    const char* meaning;
    void (*put)(hid_t root, const char* name, const Manifest&, const Totals&);
};

template <std::string Manifest::*text> void put_text(hid_t root, const char* name, const Manifest& m, const Totals&) {
    hdf5::put_attribute(root, name, m.*text);
}

std::string joined(const std::vector<std::string>& texts, char between) {
    std::string all;
    for (const auto& text : texts) all += all.empty() ? text : between + text;
    return all;
}

std::string hexadecimal(std::uint64_t number) { return fmt::format("{:016x}", number); }

constexpr RootAttribute attribute_table[] = {
    {"Conventions", "the conventions on units, coordinates, flags and missing values that the file follows",
     [](hid_t root, const char* name, const Manifest&, const Totals&) {
         hdf5::put_attribute(root, name, std::string("CF-1.8"));
     }},
    {"title", "the study's name", put_text<&Manifest::title>},
    {"question", "the study's question", put_text<&Manifest::question>},
    {"format_version", "the name and version of this format",
     [](hid_t root, const char* name, const Manifest&, const Totals&) {
         hdf5::put_attribute(root, name, std::string(results_format));
     }},
    {"model_signature", "a number that changes when the model's behaviour changes",
     put_text<&Manifest::model_signature>},
    {"seed", "the study's seed",
     [](hid_t root, const char* name, const Manifest& m, const Totals&) { hdf5::put_attribute(root, name, m.seed); }},
    {"planned_replications", "replications that the study asks for; an interrupted run has fewer in the file",
     [](hid_t root, const char* name, const Manifest& m, const Totals&) {
         hdf5::put_attribute(root, name, m.replications);
     }},
    {"missing_runs", "runs that the study asks for and that are not in the file; more than 0: a part of the study",
     [](hid_t root, const char* name, const Manifest& m, const Totals& t) {
         hdf5::put_attribute(root, name, planned_runs(m) - t.runs);
     }},
    {"failed_runs", "runs whose values are missing because they failed",
     [](hid_t root, const char* name, const Manifest&, const Totals& t) { hdf5::put_attribute(root, name, t.failed); }},
    {"failures", "what went wrong in the first of them, one a line, each with its case and replication",
     [](hid_t root, const char* name, const Manifest&, const Totals& t) {
         hdf5::put_attribute(root, name, t.failures);
     }},
    {"factors", "the study's factors, in order, separated by blanks",
     [](hid_t root, const char* name, const Manifest& m, const Totals&) {
         hdf5::put_attribute(root, name, joined(m.factors, ' '));
     }},
    {"case_coordinates", "the coordinates that together tell cases apart, separated by blanks",
     [](hid_t root, const char* name, const Manifest& m, const Totals&) {
         hdf5::put_attribute(root, name, joined(case_coordinates(m.factors), ' '));
     }},
    {"study", "the study as YAML, every value stated; running it again gives the same file",
     put_text<&Manifest::study_text>},
    {"scenario", "its base scenario as YAML, every value stated", put_text<&Manifest::scenario_text>},
    {"warnings", "warnings about the study, one a line, each as code, place and text",
     [](hid_t root, const char* name, const Manifest& m, const Totals&) {
         hdf5::put_attribute(root, name, joined(m.warnings, "\n").en);
     }},
    {"content_hash", "hash of format, study and all recorded values; the same wherever the study was run",
     [](hid_t root, const char* name, const Manifest&, const Totals& t) {
         hdf5::put_attribute(root, name, hexadecimal(t.hash.value()));
     }},
};

// Fixed layout and no times, so that the same numbers give the same bytes.
Handle plain(hid_t property_class) {
    Handle list(H5Pcreate(property_class));
    ok(H5Pset_obj_track_times(list, false));
    return list;
}

template <class List> void keep_order(const List& list) {
    ok(H5Pset_link_creation_order(list, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED));
}

Handle space_of(const Extents& extents, const Extents& largest = {}) {
    return Handle(
        H5Screate_simple(static_cast<int>(extents.size()), extents.data(), largest.empty() ? nullptr : largest.data()));
}

Handle create_file(const std::string& path) {
    const Handle creation = plain(H5P_FILE_CREATE), access(H5Pcreate(H5P_FILE_ACCESS));
    keep_order(creation);
    ok(H5Pset_libver_bounds(access, H5F_LIBVER_V110, H5F_LIBVER_V110));
    ok(H5Pset_file_locking(access, false, true)); // nobody else knows the name, and some file systems have no locks
    return Handle(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation, access));
}

// A group with its dimensions. A variable names its dimensions; each is a scale made before.
class Group {
  public:
    explicit Group(Handle id) : id_(std::move(id)) {}
    static Group inside(hid_t file, const char* name) {
        const Handle creation = plain(H5P_GROUP_CREATE);
        keep_order(creation);
        return Group(Handle(H5Gcreate2(file, name, H5P_DEFAULT, creation, H5P_DEFAULT)));
    }
    hid_t id() const { return id_; }

    // A dimension numbered from 0, or by calendar years.
    void add_numbers(const std::string& name, std::size_t count, const char* meaning) {
        add_scale(name, count, {name, "1", meaning}, [](std::size_t i) { return static_cast<std::int32_t>(i); });
    }
    void add_years(const std::vector<int>& values) {
        add_scale("year", values.size(), {"year", "year", "calendar year"},
                  [&](std::size_t i) { return static_cast<std::int32_t>(values[i]); });
    }
    void add_names(const std::string& name, const std::vector<std::string>& values, const char* meaning) {
        scales_[name] = texts(
            name, values.size(), [&](std::size_t i) { return values[i]; }, meaning);
        ok(H5DSset_scale(scales_[name], name.c_str()));
    }
    // What a coordinate says of each case, along the dimension of cases.
    void add_label(const std::string& name, const CaseNames& cases, std::size_t coordinate, const char* meaning) {
        const auto word = [&](std::size_t i) { return cases.word(i, coordinate); };
        const Handle dataset = texts(name, cases.size(), word, meaning);
        ok(H5DSattach_scale(dataset, scales_.at("case"), 0));
    }
    // The same of whole numbers.
    void add_number_label(const std::string& name, const CaseNames& cases, std::size_t coordinate,
                          const char* meaning) {
        const Handle dataset = column({name, "1", meaning}, H5T_STD_I32LE, "case", cases.size(), "");
        write_column(dataset, H5T_NATIVE_INT32, cases.size(), [&](std::size_t begin, std::size_t count) {
            std::vector<std::int32_t> numbers;
            for (std::size_t i = begin; i < begin + count; ++i)
                numbers.push_back(std::atoi(cases.word(i, coordinate).c_str()));
            return numbers;
        });
    }
    // A dimension without values, as netCDF-4 writes one.
    void add_bare(const std::string& name, std::size_t count) {
        const Handle creation = plain(H5P_DATASET_CREATE), space = space_of({count});
        Handle dataset(H5Dcreate2(id_, name.c_str(), H5T_IEEE_F32BE, space, H5P_DEFAULT, creation, H5P_DEFAULT));
        ok(H5DSset_scale(dataset,
                         fmt::format("This is a netCDF dimension but not a netCDF variable. {:9}", count).c_str()));
        scales_[name] = std::move(dataset);
    }
    void add_unlimited(const std::string& name, std::size_t count, const char* meaning) {
        unlimited_ = true;
        add_numbers(name, count, meaning);
        unlimited_ = false;
    }

    Handle variable(const Quantity& quantity, hid_t type, const std::vector<std::string>& dimensions,
                    const Extents& extents, const Extents& largest, const Extents& chunk,
                    const std::string& coordinates) {
        const Handle creation = plain(H5P_DATASET_CREATE);
        ok(H5Pset_chunk(creation, static_cast<int>(chunk.size()), chunk.data()));
        ok(H5Pset_fletcher32(creation));
        ok(H5Pset_fill_time(creation, H5D_FILL_TIME_NEVER)); // every chunk is written whole
        if (ok(H5Tget_class(type)) == H5T_FLOAT) ok(H5Pset_fill_value(creation, H5T_NATIVE_DOUBLE, &missing));
        const Handle space = space_of(extents, largest);
        const std::string name(quantity.name);
        Handle dataset(H5Dcreate2(id_, name.c_str(), type, space, H5P_DEFAULT, creation, H5P_DEFAULT));
        for (std::size_t i = 0; i < dimensions.size(); ++i)
            ok(H5DSattach_scale(dataset, scales_.at(dimensions[i]), static_cast<unsigned>(i)));
        if (ok(H5Tget_class(type)) == H5T_FLOAT) put_fill_value(dataset);
        hdf5::put_attribute(dataset, "units", std::string(quantity.unit == "-" ? "1" : quantity.unit));
        hdf5::put_attribute(dataset, "long_name", std::string(quantity.meaning));
        if (!coordinates.empty()) hdf5::put_attribute(dataset, "coordinates", coordinates);
        return dataset;
    }

    // A variable of one dimension, which is written in blocks: a long one is never in memory as a whole.
    Handle column(const Quantity& quantity, hid_t type, const std::string& dimension, std::size_t count,
                  const std::string& coordinates) {
        return variable(quantity, type, {dimension}, {count}, {}, {even_part(count, column_block)}, coordinates);
    }
    template <class Values> // values(begin, count)
    static void write_column(hid_t dataset, hid_t type, std::size_t count, const Values& values) {
        const std::size_t most = even_part(count, column_block);
        for (std::size_t begin = 0; begin < count; begin += most) {
            const auto block = values(begin, std::min(most, count - begin));
            write_block(dataset, type, begin, block.size(), block.data());
        }
    }

  private:
    static void put_fill_value(hid_t dataset) { // one element, not a scalar: readers of netCDF expect it so
        const Handle space = space_of({1});
        const Handle attribute(H5Acreate2(dataset, "_FillValue", H5T_IEEE_F64LE, space, H5P_DEFAULT, H5P_DEFAULT));
        ok(H5Awrite(attribute, H5T_NATIVE_DOUBLE, &missing));
    }
    template <class Value>
    void add_scale(const std::string& name, std::size_t count, const Quantity& about, Value value) {
        constexpr std::size_t block = 65536;
        const Extents extents{count}, largest{unlimited_ ? H5S_UNLIMITED : count};
        const Handle creation = plain(H5P_DATASET_CREATE), space = space_of(extents, largest);
        const Extents chunk{std::clamp<hsize_t>(count, 1, block)};
        ok(H5Pset_chunk(creation, 1, chunk.data()));
        ok(H5Pset_fletcher32(creation));
        Handle dataset(H5Dcreate2(id_, name.c_str(), H5T_STD_I32LE, space, H5P_DEFAULT, creation, H5P_DEFAULT));
        std::vector<std::int32_t> values;
        for (std::size_t begin = 0; begin < count; begin += block) {
            values.clear();
            for (std::size_t i = begin; i < std::min(begin + block, count); ++i) values.push_back(value(i));
            write_block(dataset, H5T_NATIVE_INT32, begin, values.size(), values.data());
        }
        hdf5::put_attribute(dataset, "units", std::string(about.unit));
        hdf5::put_attribute(dataset, "long_name", std::string(about.meaning));
        ok(H5DSset_scale(dataset, name.c_str()));
        scales_[name] = std::move(dataset);
    }
    template <class Word>
    Handle texts(const std::string& name, std::size_t count, const Word& word, const char* meaning) {
        const Handle creation = plain(H5P_DATASET_CREATE), type = hdf5::text_type(), space = space_of({count});
        Handle dataset(H5Dcreate2(id_, name.c_str(), type, space, H5P_DEFAULT, creation, H5P_DEFAULT));
        std::vector<std::string> words;
        std::vector<const char*> pointers;
        for (std::size_t begin = 0; begin < count; begin += column_block) {
            words.clear(), pointers.clear();
            for (std::size_t i = begin; i < std::min(begin + column_block, count); ++i) words.push_back(word(i));
            for (const std::string& text : words) pointers.push_back(text.c_str());
            write_block(dataset, type, begin, words.size(), pointers.data());
        }
        hdf5::put_attribute(dataset, "long_name", std::string(meaning));
        return dataset;
    }

  public:
    static void write_block(hid_t dataset, hid_t type, hsize_t begin, hsize_t count, const void* values) {
        const Handle target(H5Dget_space(dataset)), source = space_of({count});
        ok(H5Sselect_hyperslab(target, H5S_SELECT_SET, &begin, nullptr, &count, nullptr));
        ok(H5Dwrite(dataset, type, source, target, H5P_DEFAULT, values));
    }

  private:
    Handle id_;
    std::map<std::string, Handle> scales_;
    bool unlimited_ = false;
};

// The columns of /events, filled in blocks of whole chunks.
class EventTable {
  public:
    EventTable(hid_t file, const Manifest& m, std::size_t count) {
        Group group = Group::inside(file, "events");
        group.add_unlimited("event", count, "events, by replication, case and order within the run");
        for (std::size_t i = 0; i < std::size(event_columns); ++i) {
            const hid_t type = i < event_integers ? H5T_STD_I32LE : H5T_IEEE_F64LE;
            columns_.push_back(
                group.variable(event_columns[i], type, {"event"}, {count}, {H5S_UNLIMITED}, {block}, ""));
        }
        put_flags(columns_[event_kind_column]);
        hdf5::put_attribute(columns_[3], "flag_meanings", joined(m.shape.segments, ' '));
        put_range(columns_[3], m.shape.segments.size());
    }
    void add(std::string_view bytes) {
        for (; !bytes.empty(); bytes.remove_prefix(stored_event_bytes)) {
            ByteReader in(bytes);
            for (auto& column : integers_) column.push_back(in.get<std::int32_t>());
            amounts_.push_back(in.get<double>());
            if (amounts_.size() == block) flush();
        }
    }
    void flush() {
        if (amounts_.empty()) return;
        for (std::size_t i = 0; i < event_integers; ++i) {
            Group::write_block(columns_[i], H5T_NATIVE_INT32, written_, amounts_.size(), integers_[i].data());
            integers_[i].clear();
        }
        Group::write_block(columns_.back(), H5T_NATIVE_DOUBLE, written_, amounts_.size(), amounts_.data());
        written_ += amounts_.size();
        amounts_.clear();
    }

  private:
    static constexpr std::size_t block = 8192;
    static void put_range(hid_t dataset, std::size_t count) {
        std::vector<std::int32_t> values(count);
        std::iota(values.begin(), values.end(), 0);
        hdf5::put_attribute(dataset, "flag_values", std::span<const std::int32_t>(values));
    }
    static void put_flags(hid_t dataset) {
        put_range(dataset, std::size(event_kinds));
        hdf5::put_attribute(dataset, "flag_meanings", joined({std::begin(event_kinds), std::end(event_kinds)}, ' '));
    }
    std::vector<Handle> columns_;
    std::array<std::vector<std::int32_t>, event_integers> integers_;
    std::vector<double> amounts_;
    hsize_t written_ = 0;
};

// The values of a block of tiles, gathered dataset by dataset.
class BlockOfTiles {
  public:
    BlockOfTiles(const std::vector<Dataset>& datasets, std::int64_t first_case, std::int64_t first_replication)
        : datasets_(datasets), first_case_(first_case), first_replication_(first_replication) {
        for (const Dataset& d : datasets_) {
            const bool is_in = d.group != Dataset::Group::firms && first_replication < d.kept;
            values_.emplace_back(is_in ? d.chunk_values() : 0, missing);
        }
    }
    void add(const Tile& tile, std::string_view values) {
        for (std::size_t i = 0; i < datasets_.size(); ++i) {
            const Dataset& d = datasets_[i];
            const std::size_t bytes = value_count(d, tile) * sizeof(double);
            if (!values_[i].empty()) place(d, tile, values.substr(0, bytes), values_[i]);
            values.remove_prefix(bytes);
        }
    }
    const std::vector<double>& values(std::size_t dataset) const { return values_[dataset]; } // empty: none kept

  private:
    // A case's replications follow each other in the tile and in the chunk.
    void place(const Dataset& d, const Tile& tile, std::string_view values, std::vector<double>& chunk) const {
        const std::size_t bytes = static_cast<std::size_t>(rows_in(d, tile)) * d.cells * sizeof(double);
        for (std::int64_t c = 0; bytes > 0 && c < tile.cases; ++c) {
            const auto in_chunk = static_cast<std::size_t>(tile.first_case + c - first_case_) * d.chunk_rows +
                                  static_cast<std::size_t>(tile.first_replication - first_replication_);
            std::memcpy(chunk.data() + in_chunk * d.cells, values.data() + static_cast<std::size_t>(c) * bytes, bytes);
        }
    }

    const std::vector<Dataset>& datasets_;
    std::int64_t first_case_, first_replication_;
    std::vector<std::vector<double>> values_; // [dataset], padded to a whole chunk
};

class FileWriter {
  public:
    FileWriter(const std::string& path, const TileIndex& index)
        : file_(create_file(path)), index_(index), manifest_(index.manifest()), datasets_(datasets_of(manifest_)) {
        totals_.replications = index.replications();
        totals_.runs = index.runs();
        for (Dataset& d : datasets_) { // of a part of a study, no chunk is longer than what is there
            d.kept = kept(d);
            d.chunk_rows = std::min(d.chunk_rows, static_cast<std::size_t>(d.kept));
        }
        totals_.hash.add(results_format);
        totals_.hash.add(std::string_view(manifest_.study_text));
        add_manifest();
        for (const auto group : {Dataset::Group::root, Dataset::Group::areas, Dataset::Group::sizes,
                                 Dataset::Group::yearly, Dataset::Group::firms})
            add_group(group, std::string(name_of(group)));
        if (manifest_.firm_replications > 0) events_.emplace(file_, manifest_, count_events());
    }

    Sealed write(const std::stop_token& stop) {
        const auto block_cases = static_cast<std::int64_t>(datasets_.front().chunk_cases);
        const auto block_rows = static_cast<std::int64_t>(datasets_.front().chunk_rows);
        for (std::int64_t row = 0; row < totals_.replications; row += block_rows)
            for (std::int64_t first_case = 0; first_case < index_.grid().cases; first_case += block_cases) {
                if (stop.stop_requested()) throw SealStopped{};
                write_block(row, row + block_rows, first_case, first_case + block_cases);
            }
        for (std::size_t i = 0; i < datasets_.size(); ++i)
            if (datasets_[i].group == Dataset::Group::firms) write_firms(i, stop);
        return finish();
    }

  private:
    std::size_t count_events() const {
        std::size_t bytes = 0;
        for (const TileIndex::Place& place : index_.places())
            bytes += index_.journal(place.tile).event_bytes({place.tile, place.offset});
        return bytes / stored_event_bytes;
    }

    // Calls `visit(tile)` for the tiles that are there and touch these rows and cases.
    template <class Visit>
    void for_each_tile(std::int64_t row, std::int64_t end_row, std::int64_t first_case, std::int64_t end_case,
                       Visit&& visit) const {
        const Grid& grid = index_.grid();
        const std::int64_t height = grid.tile_replications, width = grid.tile_cases;
        for (std::int64_t r = row / height; r < grid.rows() && r * height < end_row; ++r)
            for (std::int64_t c = first_case / width; c < grid.columns() && c * width < end_case; ++c)
                if (const std::int64_t i = r * grid.columns() + c; index_.has(i)) visit(grid.tile(i));
    }

    void write_block(std::int64_t row, std::int64_t end_row, std::int64_t first_case, std::int64_t end_case) {
        BlockOfTiles block(datasets_, first_case, row);
        for_each_tile(row, end_row, first_case, end_case, [&](const Tile& tile) {
            const TileRecord record = index_.journal(tile.index).record(index_.entry(tile.index));
            block.add(tile, record.values);
            if (record.events.size() % stored_event_bytes != 0)
                throw FileProblem(index_.journal(tile.index).path() + " is damaged: its events cannot be read", true);
            if (events_) events_->add(record.events);
            for (const auto digest : record.digests) totals_.hash.add(digest);
            for (const RunFault& fault : record.failures) note(fault);
        });
        for (std::size_t i = 0; i < datasets_.size(); ++i)
            if (!block.values(i).empty()) write_chunk(i, first_case, row, block.values(i));
    }

    void note(const RunFault& fault) {
        if (++totals_.failed > listed_failures) return;
        totals_.failures += (totals_.failures.empty() ? "" : "\n") + to_text(fault, manifest_);
    }

    void write_firms(std::size_t which, const std::stop_token& stop) {
        const Dataset& d = datasets_[which];
        const auto rows = static_cast<std::int64_t>(d.chunk_rows), cases = static_cast<std::int64_t>(d.chunk_cases);
        for (std::int64_t row = 0; row < d.kept; row += rows)
            for (std::int64_t c = 0; c < index_.grid().cases; c += cases) {
                if (stop.stop_requested()) throw SealStopped{};
                write_chunk(which, c, row, firms_of(which, c, row));
            }
    }

    // A chunk's firms, run by run from the tiles.
    std::vector<double> firms_of(std::size_t which, std::int64_t first_case, std::int64_t first_row) const {
        const Dataset& d = datasets_[which];
        std::vector<double> chunk(d.chunk_values(), missing);
        const auto end_case = first_case + static_cast<std::int64_t>(d.chunk_cases);
        const auto end_row = std::min(first_row + static_cast<std::int64_t>(d.chunk_rows), d.kept);
        for_each_tile(first_row, end_row, first_case, end_case, [&](const Tile& tile) {
            const auto from = std::max(tile.first_replication, first_row);
            const auto until = std::min(tile.first_replication + rows_in(d, tile), end_row);
            const auto last = std::min(tile.first_case + tile.cases, end_case);
            for (auto c = std::max(tile.first_case, first_case); c < last && from < until; ++c) {
                const std::vector<double> values = values_in(which, tile, c, from, until);
                const auto in_chunk = static_cast<std::size_t>(c - first_case) * d.chunk_rows +
                                      static_cast<std::size_t>(from - first_row);
                std::copy(values.begin(), values.end(),
                          chunk.begin() + static_cast<std::ptrdiff_t>(in_chunk * d.cells));
            }
        });
        return chunk;
    }

    // A case's values of some replications, out of a tile.
    std::vector<double> values_in(std::size_t which, const Tile& tile, std::int64_t run_case, std::int64_t from,
                                  std::int64_t until) const {
        const Dataset& d = datasets_[which];
        std::uint64_t first = 0;
        for (std::size_t i = 0; i < which; ++i) first += value_count(datasets_[i], tile);
        const auto run = (run_case - tile.first_case) * rows_in(d, tile) + from - tile.first_replication;
        return index_.journal(tile.index)
            .values(index_.entry(tile.index), first + static_cast<std::uint64_t>(run) * d.cells,
                    static_cast<std::uint64_t>(until - from) * d.cells);
    }

    Sealed finish() {
        if (events_) events_->flush();
        for (const auto& attribute : attribute_table) attribute.put(file_, attribute.name, manifest_, totals_);
        {
            const std::string name = fmt::format("{}/{}", manifest_group, manifest_quantity.name);
            const Handle dataset(H5Dopen2(file_, name.c_str(), H5P_DEFAULT));
            hdf5::put_attribute(dataset, content_hash_attribute, totals_.hash.value());
            hdf5::put_attribute(dataset, missing_runs_attribute, planned_runs(manifest_) - totals_.runs);
        }
        ok(H5Fflush(file_, H5F_SCOPE_GLOBAL));
        events_.reset();
        handles_.clear();
        file_.close();
        return {totals_.replications, totals_.runs, totals_.failed, totals_.hash.value()};
    }

    void add_manifest() {
        const StoredManifest stored(manifest_);
        const std::size_t chunk = even_part(stored.size(), manifest_chunk);
        Group group = Group::inside(file_, manifest_group);
        group.add_bare("byte", stored.size());
        const Handle dataset =
            group.variable(manifest_quantity, H5T_STD_U8LE, {"byte"}, {stored.size()}, {}, {chunk}, "");
        ByteWriter waiting;
        hsize_t written = 0;
        const auto write_first = [&](std::size_t count) {
            Group::write_block(dataset, H5T_NATIVE_UINT8, written, count, waiting.bytes().data());
            waiting.drop(count);
            written += count;
        };
        stored.write([&](std::string_view piece) {
            waiting.append(piece);
            while (waiting.bytes().size() >= chunk) write_first(chunk);
        });
        if (!waiting.bytes().empty()) write_first(waiting.bytes().size());
    }
    void add_group(Dataset::Group kind, const std::string& name) {
        const auto first =
            std::find_if(datasets_.begin(), datasets_.end(), [&](const auto& d) { return d.group == kind; });
        if (first == datasets_.end()) return;
        Group group = kind == Dataset::Group::root ? Group(Handle(H5Gopen2(file_, name.c_str(), H5P_DEFAULT)))
                                                   : Group::inside(file_, name.c_str());
        add_coordinates(group, kind, static_cast<hsize_t>(first->kept));
        for (const auto& d : datasets_)
            if (d.group == kind) handles_.push_back(add_dataset(group, d));
        if (kind == Dataset::Group::root) add_settings(group);
    }
    // What cases set, as numbers. The study that a journal holds is the one that was run; an older one may read no
    // more.
    void add_settings(Group& group) {
        std::vector<Problem> problems;
        const Study study = read_study_text(manifest_.study_text, "study", {}, problems).study;
        if (has_errors(problems) || case_count(study) != static_cast<double>(manifest_.cases.size())) return;
        const CaseSettings settings(study, names_taken(manifest_));
        for (std::size_t i = 0; i < settings.columns().size(); ++i) add_setting(group, settings, i);
    }
    void add_setting(Group& group, const CaseSettings& settings, std::size_t i) {
        const CaseSettings::Column& column = settings.columns()[i];
        const bool words = !column.words.empty();
        const Handle dataset =
            group.column({column.name, column.unit, column.meaning}, words ? H5T_STD_I32LE : H5T_IEEE_F64LE, "case",
                         manifest_.cases.size(), joined(case_coordinates(manifest_.factors), ' '));
        if (words) put_words(dataset, column.words);
        Group::write_column(dataset, H5T_NATIVE_DOUBLE, manifest_.cases.size(),
                            [&](std::size_t begin, std::size_t count) { return settings.values(i, begin, count); });
    }
    static void put_words(hid_t dataset, const std::vector<std::string>& words) {
        std::vector<std::int32_t> numbers(words.size());
        std::iota(numbers.begin(), numbers.end(), 0);
        hdf5::put_attribute(dataset, "flag_values", std::span<const std::int32_t>(numbers));
        hdf5::put_attribute(dataset, "flag_meanings", joined(words, ' '));
    }
    // Whether a coordinate of cases tells sampled points apart: the last, by its name.
    bool is_point(std::size_t coordinate) const {
        return coordinate + 1 == manifest_.factors.size() + 2 && !manifest_.factors.empty() &&
               manifest_.factors.back() == point_factor;
    }
    void add_coordinates(Group& group, Dataset::Group kind, hsize_t replications) {
        group.add_numbers("case", manifest_.cases.size(), "case: a combination of arm, behaviour and factor levels");
        const auto names = case_coordinates(manifest_.factors);
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (is_point(i)) {
                group.add_number_label(names[i], manifest_.cases, i, "number of the sampled point, from 1");
                continue;
            }
            group.add_label(names[i], manifest_.cases, i,
                            i == 0   ? "arm"
                            : i == 1 ? "behaviour"
                                     : "level of the factor");
        }
        group.add_numbers("replication", replications, "replication: the same luck in every case");
        if (kind == Dataset::Group::yearly || kind == Dataset::Group::firms) group.add_years(manifest_.shape.years);
        if (kind == Dataset::Group::yearly || kind == Dataset::Group::areas)
            group.add_names("segment", manifest_.shape.segments, "segment");
        if (kind == Dataset::Group::sizes)
            group.add_names("size_class", {names_of<SizeClass>.begin(), names_of<SizeClass>.end()},
                            "size class: small and medium firms, midcaps, prime contractors");
        if (kind == Dataset::Group::firms)
            group.add_numbers("firm", static_cast<std::size_t>(manifest_.shape.firm_rows), "row of the firm panel");
    }
    Handle add_dataset(Group& group, const Dataset& d) {
        std::vector<std::string> dimensions{"case", "replication"};
        Extents extents{manifest_.cases.size(), static_cast<hsize_t>(d.kept)}, chunk{d.chunk_cases, d.chunk_rows};
        for (const auto dimension : d.inner) {
            dimensions.emplace_back(name_of(dimension));
            extents.push_back(extent(dimension, manifest_.shape));
            chunk.push_back(extents.back());
        }
        return group.variable(d.quantity, H5T_IEEE_F64LE, dimensions, extents, {}, chunk,
                              joined(case_coordinates(manifest_.factors), ' '));
    }
    void write_chunk(std::size_t dataset, std::int64_t first_case, std::int64_t first_row,
                     const std::vector<double>& values) {
        Extents offset(2 + datasets_[dataset].inner.size(), 0);
        offset[0] = static_cast<hsize_t>(first_case);
        offset[1] = static_cast<hsize_t>(first_row);
        const std::string bytes = packed(values);
        ok(H5Dwrite_chunk(handles_[dataset], H5P_DEFAULT, 0, offset.data(), bytes.size(), bytes.data()));
    }
    std::int64_t kept(const Dataset& d) const { return std::min(d.kept, totals_.replications); }

    Handle file_;
    const TileIndex& index_;
    const Manifest& manifest_;
    std::vector<Dataset> datasets_;
    std::vector<Handle> handles_; // of the datasets
    std::optional<EventTable> events_;
    Totals totals_;
};

void synchronise(const std::string& path) {
    const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0 || ::fsync(file.get()) != 0) throw hdf5::Error(std::strerror(errno));
}

// A link fails where a renamed file would replace another; not every file system has links.
void put_in_place(const std::string& temporary, const std::string& path, bool overwrite) {
    if (!overwrite && ::link(temporary.c_str(), path.c_str()) == 0) {
        ::unlink(temporary.c_str());
        return;
    }
    if (!overwrite && errno == EEXIST) throw FileProblem(path + " exists by now; --overwrite replaces it", true);
    std::filesystem::rename(temporary, path);
}

} // namespace

std::string sealing_path(const std::string& path) { return path + ".sealing"; }

Sealed seal(const std::vector<const JournalReader*>& journals, const std::string& path, bool overwrite,
            std::stop_token stop) {
    const TileIndex index(journals);
    if (index.count() == 0) throw FileProblem(path + ": nothing to write, no run is complete", false);
    index.check_density(1e6);
    const std::string temporary = sealing_path(path);
    const hdf5::Quiet quiet;
    try {
        const Sealed sealed = FileWriter(temporary, index).write(stop);
        synchronise(temporary);
        put_in_place(temporary, path, overwrite);
        synchronise(std::filesystem::absolute(path).parent_path().string());
        return sealed;
    } catch (const hdf5::Error& error) {
        ::unlink(temporary.c_str());
        throw FileProblem(path + ": cannot write: " + error.what(), false);
    } catch (const std::filesystem::filesystem_error& error) {
        ::unlink(temporary.c_str());
        throw FileProblem(path + ": cannot write: " + error.code().message(), false);
    } catch (...) {
        ::unlink(temporary.c_str());
        throw;
    }
}

const std::vector<std::pair<std::string, std::string>>& root_attributes() {
    static const std::vector<std::pair<std::string, std::string>> all = [] {
        std::vector<std::pair<std::string, std::string>> list;
        for (const auto& attribute : attribute_table) list.emplace_back(attribute.name, attribute.meaning);
        return list;
    }();
    return all;
}

} // namespace drumbeat
