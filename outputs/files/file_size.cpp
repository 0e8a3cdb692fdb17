// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/file_size.hpp"

#include "outputs/files/coordinate_names.hpp"
#include "outputs/files/datasets.hpp"
#include "outputs/files/lists.hpp"
#include "outputs/files/manifest_bytes.hpp"
#include "outputs/files/stored_manifest.hpp"

#include <algorithm>
#include <cmath>

namespace drumbeat {
namespace {

// What HDF5 keeps of a dataset (its header, attributes and references to dimensions), of a chunk in its index, and of a
// text in a column of texts, beside the text itself.
constexpr double of_a_dataset = 870, of_a_chunk = 20, of_a_text = 40;
constexpr double rows_in_a_chunk = 8192; // of a list
// Of packaged countries' firms, investors, events and deals, compressed.
constexpr double of_a_value_of_firms = 1.05, of_a_value_of_investors = .1, of_an_event = 7.5, of_a_deal = 12;
constexpr double record_head = 16, tile_head = 40; // of a journal

double parts_of(std::int64_t whole, std::size_t part) {
    return std::ceil(static_cast<double>(whole) / static_cast<double>(std::max<std::size_t>(part, 1)));
}

// The last chunk of every dimension is as long as the others.
double chunks_in(const Dataset& d, std::int64_t cases) {
    return parts_of(cases, d.chunk_cases) * parts_of(d.kept, d.chunk_rows);
}

double coordinates_of_a_group(const Manifest& m) {
    const double cases = static_cast<double>(m.cases.size());
    double text = 0;
    for (std::size_t i = 0; i < m.cases.size(); ++i) text += static_cast<double>(name_of(m.cases[i]).size());
    return 4 * cases + text + of_a_text * cases * static_cast<double>(case_coordinates(m.factors).size());
}

// What is compressed takes no room where the last chunk holds nothing.
double bytes_of_values(const Dataset& d, const Manifest& m, double chunks) {
    if (!d.is_compact()) return sizeof(double) * chunks * static_cast<double>(d.chunk_values());
    const double runs = static_cast<double>(d.kept) * static_cast<double>(m.cases.size());
    const double each = d.group == Dataset::Group::firms ? of_a_value_of_firms : of_a_value_of_investors;
    return each * runs * static_cast<double>(d.cells);
}

double bytes_of_a_list(const ListOfRows& list, double rows, double of_a_row) {
    const double of_a_column = of_a_dataset + of_a_chunk * std::ceil(rows / rows_in_a_chunk);
    return static_cast<double>(list.columns.size()) * of_a_column + of_a_row * rows;
}

double file_bytes(const Manifest& m, const std::vector<Dataset>& datasets, double events, double deals) {
    double bytes = 0;
    const double coordinates = coordinates_of_a_group(m);
    const Dataset* last = nullptr;
    for (const Dataset& d : datasets) {
        const double chunks = chunks_in(d, static_cast<std::int64_t>(m.cases.size()));
        bytes += of_a_dataset + chunks * (of_a_chunk + 4) + bytes_of_values(d, m, chunks);
        if (!last || last->group != d.group) {
            bytes += 4 * static_cast<double>(d.kept) + coordinates + 6 * of_a_dataset;
        }
        last = &d;
    }
    if (m.firm_replications > 0) bytes += bytes_of_a_list(event_list, events, of_an_event);
    if (m.investor_replications > 0) bytes += bytes_of_a_list(deal_list, deals, of_a_deal);
    return bytes + 2 * static_cast<double>(StoredManifest(m).size()); // as bytes and as attributes
}

double journal_bytes(const Manifest& m, const std::vector<Dataset>& datasets, double lists) {
    const Grid grid = grid_of(m);
    double bytes = record_head + static_cast<double>(to_bytes(m).size()) + lists;
    for (const Dataset& d : datasets)
        bytes += sizeof(double) * static_cast<double>(d.kept) * static_cast<double>(m.cases.size()) *
                 static_cast<double>(d.cells);
    return bytes + 8 * static_cast<double>(planned_runs(m)) +
           (record_head + tile_head) * static_cast<double>(grid.count());
}

} // namespace

DiskNeed disk_need(const Manifest& m, double events, double deals) {
    const std::vector<Dataset> datasets = datasets_of(m);
    const double lists =
        events * static_cast<double>(event_list.row_bytes()) + deals * static_cast<double>(deal_list.row_bytes());
    return {file_bytes(m, datasets, events, deals), journal_bytes(m, datasets, lists)};
}

double tile_bytes(const Manifest& m) {
    return sizeof(double) * static_cast<double>(value_count(datasets_of(m), grid_of(m).tile(0)));
}

} // namespace drumbeat
