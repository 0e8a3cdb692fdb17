// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/manifest_checks.hpp"

#include "outputs/files/datasets.hpp"

#include <algorithm>
#include <stdexcept>

namespace drumbeat {
namespace {

// More than any study has: from here on numbers of runs, of tiles or of bytes could overflow, or memory be asked for
// that no file holds values for.
constexpr std::int64_t most_replications = 10'000'000;
constexpr std::int64_t most_years = 10'000;
constexpr std::int64_t most_segments = 100'000;
constexpr std::int64_t most_cut = 1'000'000'000'000'000;
constexpr std::int64_t most_tiles = 100'000'000;
constexpr double most_tile_bytes = 1e12;

bool is_within(std::int64_t number, std::int64_t least, std::int64_t most) { return number >= least && number <= most; }

bool has_sound_plan(const Manifest& m) {
    return is_within(m.replications, 1, most_replications) && is_within(m.yearly_replications, 0, m.replications) &&
           is_within(m.firm_replications, 0, m.replications) && is_within(m.investor_replications, 0, m.replications) &&
           is_within(m.tile_cases, 1, most_cut) && is_within(m.tile_replications, 1, most_cut);
}

bool has_sound_shape(const Manifest& m) {
    const auto count = [](const auto& list) { return static_cast<std::int64_t>(list.size()); };
    return is_within(count(m.cases), 1, most_tiles) && is_within(count(m.shape.years), 1, most_years) &&
           is_within(count(m.shape.segments), 1, most_segments) && is_within(m.shape.firm_rows, 0, most_firm_rows) &&
           is_within(m.investor_rows, 0, most_investor_rows);
}

bool has_sound_names(const Manifest& m) { return !m.recorded || !m.recorded->outcomes.empty(); }

double bytes_of_a_tile(const Manifest& m) {
    double values = 0;
    for (const Dataset& d : datasets_of(m)) values += static_cast<double>(d.cells);
    const auto cases = std::min(m.tile_cases, static_cast<std::int64_t>(m.cases.size()));
    const auto replications = std::min(m.tile_replications, m.replications);
    const double runs = static_cast<double>(cases) * static_cast<double>(replications);
    return runs * values * sizeof(double);
}

} // namespace

void check_counts(const Manifest& m) {
    if (!has_sound_plan(m) || !has_sound_shape(m) || !has_sound_names(m))
        throw std::invalid_argument("no study has such counts");
    const Grid grid = grid_of(m);
    if (grid.columns() > most_tiles / grid.rows()) throw std::invalid_argument("no study has so many tiles");
    if (bytes_of_a_tile(m) > most_tile_bytes) throw std::invalid_argument("no study has such tiles");
}

} // namespace drumbeat
