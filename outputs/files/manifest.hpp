// SPDX-License-Identifier: Apache-2.0
// What a set of results is of, and how it is laid out: written at the head of a journal, and as attributes and
// coordinates of a results file.
#pragma once

#include "config/bilingual.hpp"
#include "outputs/files/results.hpp"
#include "sim/record.hpp"
#include "sim/tiles.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace drumbeat {

// A results file grows by names alone: readers take the quantities that they know, and miss what is not there. A
// journal is found by position, so that each of its layouts has a format; only the last is read.
inline constexpr std::string_view results_format = "drumbeat-results/1";
inline constexpr std::string_view journal_format = "drumbeat-journal/4";
inline constexpr std::string_view piece_format = "drumbeat-pieces/1"; // of a study in rounds

// The dimensions that all runs of a study share. Cases with fewer firm rows leave the rest missing.
struct Shape {
    std::vector<int> years; // calendar years, as reported
    std::vector<std::string> segments;
    int firm_rows = 0;
};

// The quantities that were recorded, by name, in the order of a tile's values.
struct Recorded {
    std::vector<std::string> outcomes, groups, yearly, firms;
    bool operator==(const Recorded&) const = default;
};
Recorded recorded_now(); // all that this program declares

struct Manifest {
    std::string model_signature, title, question, study_text, scenario_text;
    std::uint64_t seed = 0;
    std::int64_t replications = 0;        // planned
    std::int64_t yearly_replications = 0; // of which the first so many keep their years,
    std::int64_t firm_replications = 0;   // and so many their firms and events
    std::int64_t tile_cases = 1, tile_replications = 1;
    Shape shape;
    std::vector<std::string> factors;
    CaseNames cases;
    std::vector<Bilingual> warnings;
    std::optional<Recorded> recorded; // none in a file from before it was written down
};

Manifest manifest_of(const Study&, const CaseNames&, const Shape&, const std::string& model_signature,
                     const std::vector<Bilingual>& warnings);

std::string to_bytes(const Manifest&);           // as a journal holds it: names of cases as coordinates
bool is_alike(const Manifest&, const Manifest&); // but for their warnings, which name files as they were typed
Grid grid_of(const Manifest&);
std::int64_t planned_runs(const Manifest&);
std::string to_text(const RunFault&, const Manifest&); // "case 3 (stable/careful/tight), replication 17: what"
Manifest manifest_from(std::string_view bytes);        // throws std::out_of_range or std::invalid_argument

// A results file holds its manifest a second time, as checksummed bytes: /drumbeat/manifest. Drumbeat reads these
// alone, since HDF5 itself does not survive damage to the texts of variable length that are there for everybody else.
inline constexpr const char* manifest_group = "drumbeat";
inline constexpr Quantity manifest_quantity = {"manifest", "-", "what the file holds, as Drumbeat itself reads it"};
inline constexpr const char* content_hash_attribute = "content_hash"; // of that dataset, as a number
inline constexpr const char* missing_runs_attribute = "missing_runs"; // of the same
// There the names of cases are a list, which is never in memory as a whole.
class StoredManifest {
  public:
    explicit StoredManifest(const Manifest&); // keeps a reference to it
    std::size_t size() const { return size_; }
    void write(const std::function<void(std::string_view piece)>&) const; // piece by piece, in order
    std::string bytes() const;                                            // all of them

  private:
    template <class See> void each_piece(const See&) const;

    const CaseNames& cases_;
    std::string before_, after_; // the names
    std::string head_;           // format and hash
    std::size_t size_ = 0;
};
Manifest manifest_from_stored(std::string_view bytes); // throws as manifest_from; FormatMismatch for another version

struct FormatMismatch : std::runtime_error {
    using std::runtime_error::runtime_error; // the format that was found
};

// One dataset of doubles. Its first two dimensions are case and replication; `inner` names the others.
enum class Dimension : std::uint8_t { year, segment, size_class, firm };
struct Dataset {
    enum class Group : std::uint8_t { root, areas, sizes, yearly, firms } group;
    Quantity quantity;
    std::vector<Dimension> inner;
    std::size_t cells = 1; // values per run
    std::int64_t kept = 0; // replications
    // Of a chunk in the results file, which holds the values of many tiles.
    std::size_t chunk_cases = 1, chunk_rows = 1;
    std::size_t chunk_values() const { return chunk_cases * chunk_rows * cells; }
};

inline constexpr Quantity ledger_residual_quantity = {"ledger_residual_meur", "meur",
                                                      "what the year's books fail to close by: largest over accounts"};

// The group's name in the file.
std::string_view name_of(Dataset::Group);

// In the order of a tile's values. Quantities that a manifest names and this program does not declare are there without
// a name.
std::vector<Dataset> datasets_of(const Manifest&);

// How many replications of a tile a dataset keeps, how many values that are, and all of a tile.
std::int64_t rows_in(const Dataset&, const Tile&);
std::uint64_t value_count(const Dataset&, const Tile&);
std::uint64_t value_count(const std::vector<Dataset>&, const Tile&);

std::string_view name_of(Dimension);
std::size_t extent(Dimension, const Shape&);

// The names of the coordinates that tell cases apart: arm, behaviour, then the factors. A factor that is called like
// something else in the file gets "_level" behind its name, so often that all names differ.
std::vector<std::string> case_coordinates(const std::vector<std::string>& factors);

// Every name in the root group that is no setting of a case: coordinates, quantities, groups.
std::vector<std::string> names_taken(const Manifest&);

// An event as it is stored; the file has one integer or number column per field.
struct StoredEvent {
    std::int32_t integer[7] = {}; // case, replication, year, segment, firm, kind, reason
    double amount_meur = 0;
};
inline constexpr std::size_t event_integers = 7;
inline constexpr std::size_t event_kind_column = 5;
inline constexpr std::size_t stored_event_bytes = event_integers * 4 + 8;
inline constexpr Quantity event_columns[] = {
    {"case", "-", "case of the run"},
    {"replication", "-", "replication of the run"},
    {"year", "year", "calendar year"},
    {"segment", "-", "position of the segment in the study's list of segments"},
    {"firm", "-", "row of the firm panel"},
    {"kind", "-", "what happened"},
    {"reason", "-", "for a refusal the binding constraint, else 0"},
    {"amount_meur", "meur", "money of the event"},
};

} // namespace drumbeat
