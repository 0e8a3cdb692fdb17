// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/manifest.hpp"

#include "outputs/files/bytes.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <span>

namespace drumbeat {
namespace {

// Of the values that one pass of sealing holds at a time, and of a chunk of firms.
constexpr double block_bytes = 16 * 1024 * 1024, firm_chunk_bytes = 256 * 1024;

// Parts of `size` as few as possible, all about equally large and none larger than `most`, cover `count`.
std::int64_t even_part(std::int64_t count, std::int64_t most) {
    const std::int64_t parts = (count + most - 1) / std::max<std::int64_t>(most, 1);
    return parts > 0 ? (count + parts - 1) / parts : 1;
}

double fits_into(double bytes, double each) {
    return std::max(1.0, std::min(1e15, std::floor(bytes / std::max(each, 1.0))));
}

// Cases and replications of a block of tiles: what the chunks of all but the firms' datasets hold.
struct Block {
    std::int64_t cases = 1, replications = 1;
};
Block block_of(const Grid& grid, double bytes_per_run) {
    const double tile_bytes = bytes_per_run * static_cast<double>(grid.tile_cases * grid.tile_replications);
    const auto tiles = static_cast<std::int64_t>(fits_into(block_bytes, tile_bytes));
    const std::int64_t columns = even_part(grid.columns(), tiles);
    const std::int64_t rows = even_part(grid.rows(), std::max<std::int64_t>(1, tiles / columns));
    return {std::min(grid.cases, columns * grid.tile_cases), rows * grid.tile_replications};
}

// Firms are read run by run.
void size_firm_chunks(Dataset& d, std::size_t cases) {
    const double of_a_run = sizeof(double) * static_cast<double>(std::max<std::size_t>(d.cells, 1));
    const double runs = fits_into(firm_chunk_bytes, of_a_run),
                 kept = static_cast<double>(std::max<std::int64_t>(d.kept, 1));
    d.chunk_rows = static_cast<std::size_t>(std::min(runs, kept));
    d.chunk_cases = static_cast<std::size_t>(
        std::clamp(std::floor(runs / static_cast<double>(d.chunk_rows)), 1.0, static_cast<double>(cases)));
}

// The chunk sizes of all datasets.
void size_chunks(std::vector<Dataset>& all, const Manifest& m) {
    double cells = 0;
    for (const Dataset& d : all)
        if (d.group != Dataset::Group::firms) cells += static_cast<double>(d.cells);
    const Block block = block_of(grid_of(m), sizeof(double) * cells);
    for (Dataset& d : all) {
        if (d.group == Dataset::Group::firms) {
            size_firm_chunks(d, m.cases.size());
            continue;
        }
        d.chunk_cases = static_cast<std::size_t>(block.cases);
        d.chunk_rows = static_cast<std::size_t>(std::clamp<std::int64_t>(d.kept, 1, block.replications));
    }
}

Dataset dataset(Dataset::Group group, const Quantity& quantity, std::vector<Dimension> inner, std::int64_t kept,
                const Manifest& m) {
    Dataset d{group, quantity, std::move(inner)};
    for (const Dimension dimension : d.inner) d.cells *= extent(dimension, m.shape);
    d.kept = std::min(kept, m.replications);
    return d;
}

std::vector<std::string> names_in(std::span<const Quantity> quantities) {
    std::vector<std::string> names;
    for (const Quantity& q : quantities) names.emplace_back(q.name);
    return names;
}

// The declared quantity of a name; one without a name where there is none.
Quantity declared(std::span<const Quantity> quantities, const std::string& name) {
    for (const Quantity& q : quantities)
        if (q.name == name) return q;
    return {};
}

constexpr std::string_view words[] = {
    "arm",   "behaviour",  "case",        "year",         "segment",
    "firm",  "yearly",     "firms",       "events",       "areas",
    "sizes", "size_class", "replication", manifest_group, ledger_residual_quantity.name};

bool is_taken(std::string_view name) {
    const auto called = [&](const Quantity& q) { return q.name == name; };
    return std::find(std::begin(words), std::end(words), name) != std::end(words) ||
           std::any_of(std::begin(outcomes), std::end(outcomes), called) ||
           std::any_of(std::begin(group_quantities), std::end(group_quantities), called) ||
           std::any_of(std::begin(yearly_quantities), std::end(yearly_quantities), called) ||
           std::any_of(std::begin(firm_quantities), std::end(firm_quantities), called);
}

} // namespace

namespace {

// What runs cost. Firms are kept for few replications and do not decide the size of all tiles.
Cost cost_of(const Study& study, const Shape& shape, bool with_years) {
    const double years = static_cast<double>(shape.years.size()), segments = static_cast<double>(shape.segments.size());
    Cost cost;
    cost.firms = std::max(1, shape.firm_rows);
    cost.burn_in_years = study.base.time.burn_in_years;
    cost.years = years;
    cost.cases_per_world = static_cast<std::int64_t>(cases_per_world(study));
    const double groups = group_outcome_count * (segments + size_class_count);
    cost.bytes_per_run =
        sizeof(double) * (outcome_count + groups + (with_years ? years * (yearly_count * segments + 1) : 0));
    return cost;
}

} // namespace

Recorded recorded_now() {
    return {names_in(outcomes), names_in(group_quantities), names_in(yearly_quantities), names_in(firm_quantities)};
}

namespace {

std::vector<std::string> english(const std::vector<Bilingual>& texts) {
    std::vector<std::string> all;
    for (const Bilingual& text : texts) all.push_back(text.en);
    return all;
}
std::vector<std::string> dutch(const std::vector<Bilingual>& texts) {
    std::vector<std::string> all;
    for (const Bilingual& text : texts) all.push_back(text.nl);
    return all;
}
bool is_in_dutch(const std::vector<Bilingual>& texts) {
    return std::any_of(texts.begin(), texts.end(), [](const Bilingual& text) { return text.nl != text.en; });
}
void put_dutch(std::vector<Bilingual>& texts, const std::vector<std::string>& dutch) {
    if (texts.size() != dutch.size()) throw std::invalid_argument("warnings in one language alone");
    for (std::size_t i = 0; i < texts.size(); ++i) texts[i].nl = dutch[i];
}

} // namespace

Manifest manifest_of(const Study& study, const CaseNames& cases, const Shape& shape, const std::string& model_signature,
                     const std::vector<Bilingual>& warnings) {
    Manifest m;
    m.model_signature = model_signature;
    m.title = study.name;
    m.question = study.question;
    m.study_text = resolved(study);
    m.scenario_text = resolved(study.base);
    m.seed = study.seed;
    m.replications = study.replications;
    m.yearly_replications = std::min<std::int64_t>(comparison_of(study).record.yearly_replications, study.replications);
    m.firm_replications =
        shape.firm_rows > 0 ? std::min<std::int64_t>(comparison_of(study).record.firm_replications, study.replications)
                            : 0;
    m.shape = shape;
    m.factors = factor_names(study);
    m.cases = cases;
    m.warnings = warnings;
    m.recorded = recorded_now();
    const Grid grid = drumbeat::grid_of(static_cast<std::int64_t>(cases.size()), study.replications,
                                        cost_of(study, shape, m.yearly_replications > 0));
    m.tile_cases = grid.tile_cases;
    m.tile_replications = grid.tile_replications;
    return m;
}

namespace {

void put_before_cases(const Manifest& m, ByteWriter& out) {
    for (const auto* text : {&m.model_signature, &m.title, &m.question, &m.study_text, &m.scenario_text})
        out.put(std::string_view(*text));
    out.put(m.seed);
    for (const auto number : {m.replications, m.yearly_replications, m.firm_replications}) out.put(number);
    out.put(m.tile_replications);
    out.put(static_cast<std::uint64_t>(m.shape.years.size()));
    for (const int year : m.shape.years) out.put(static_cast<std::int64_t>(year));
    out.put(m.shape.segments);
    out.put(static_cast<std::int64_t>(m.shape.firm_rows));
    out.put(m.factors);
    out.put(static_cast<std::uint64_t>(m.cases.size()));
}

void put_after_cases(const Manifest& m, ByteWriter& out) {
    out.put(english(m.warnings));
    if (m.recorded)
        for (const auto* names : {&m.recorded->outcomes, &m.recorded->groups, &m.recorded->yearly, &m.recorded->firms})
            out.put(*names);
    if (m.recorded) out.put(m.tile_cases);
    if (m.recorded && is_in_dutch(m.warnings)) out.put(dutch(m.warnings));
}

void put(const CaseCoordinate& c, ByteWriter& out) {
    out.put(c.words);
    out.put(c.count);
    out.put(c.run);
    out.put(static_cast<std::uint64_t>(c.places.size()));
    for (const std::uint32_t place : c.places) out.put(place);
}

void put(const CaseName& name, ByteWriter& out) {
    out.put(std::string_view(name.arm));
    out.put(std::string_view(name.behaviour));
    out.put(name.levels);
}

} // namespace

std::string to_bytes(const Manifest& m) {
    ByteWriter out;
    put_before_cases(m, out);
    for (const CaseCoordinate& coordinate : m.cases.coordinates()) put(coordinate, out);
    put_after_cases(m, out);
    return out.bytes();
}

bool is_alike(const Manifest& a, const Manifest& b) {
    Manifest other = b;
    other.warnings = a.warnings;
    return to_bytes(a) == to_bytes(other);
}

Grid grid_of(const Manifest& m) {
    return {static_cast<std::int64_t>(m.cases.size()), m.replications, m.tile_cases, m.tile_replications};
}

std::int64_t planned_runs(const Manifest& m) { return m.replications * static_cast<std::int64_t>(m.cases.size()); }

std::string to_text(const RunFault& fault, const Manifest& m) {
    const auto c = static_cast<std::size_t>(fault.run_case);
    const std::string name = c < m.cases.size() ? fmt::format(" ({})", name_of(m.cases[c])) : "";
    return fmt::format("case {}{}, replication {}: {}", fault.run_case, name, fault.replication, fault.what);
}

namespace {

// More than any study has: from here on numbers of runs, of tiles or of bytes could overflow, or memory be asked for
// that no file holds values for.
constexpr std::int64_t most_replications = 10'000'000, most_years = 10'000, most_segments = 100'000,
                       most_firms = 100'000'000, most_cut = 1'000'000'000'000'000, most_tiles = 100'000'000;
constexpr double most_tile_bytes = 1e12;

bool is_within(std::int64_t number, std::int64_t least, std::int64_t most) { return number >= least && number <= most; }

// Of what is there to be computed with, whoever wrote it.
void check_counts(const Manifest& m) {
    const auto cases = static_cast<std::int64_t>(m.cases.size());
    const bool is_sound = is_within(m.replications, 1, most_replications) &&
                          is_within(m.yearly_replications, 0, m.replications) &&
                          is_within(m.firm_replications, 0, m.replications) && is_within(cases, 1, most_tiles) &&
                          is_within(m.tile_cases, 1, most_cut) && is_within(m.tile_replications, 1, most_cut) &&
                          is_within(static_cast<std::int64_t>(m.shape.years.size()), 1, most_years) &&
                          is_within(static_cast<std::int64_t>(m.shape.segments.size()), 1, most_segments) &&
                          is_within(m.shape.firm_rows, 0, most_firms) && (!m.recorded || !m.recorded->outcomes.empty());
    if (!is_sound) throw std::invalid_argument("no study has such counts");
    const Grid grid = grid_of(m);
    if (grid.columns() > most_tiles / grid.rows()) throw std::invalid_argument("no study has so many tiles");
    double values = 0;
    for (const Dataset& d : datasets_of(m)) values += static_cast<double>(d.cells);
    const double runs = static_cast<double>(std::min(m.tile_cases, cases)) *
                        static_cast<double>(std::min(m.tile_replications, m.replications));
    if (runs * values * sizeof(double) > most_tile_bytes) throw std::invalid_argument("no study has such tiles");
}

} // namespace

namespace {

// Returns how many cases follow.
std::uint64_t read_before_cases(ByteReader& in, Manifest& m) {
    for (auto* text : {&m.model_signature, &m.title, &m.question, &m.study_text, &m.scenario_text}) *text = in.text();
    m.seed = in.get<std::uint64_t>();
    for (auto* number : {&m.replications, &m.yearly_replications, &m.firm_replications})
        *number = in.get<std::int64_t>();
    m.tile_replications = in.get<std::int64_t>();
    for (auto n = in.get<std::uint64_t>(); n > 0; --n)
        m.shape.years.push_back(static_cast<int>(in.get<std::int64_t>()));
    m.shape.segments = in.texts();
    m.shape.firm_rows = static_cast<int>(std::clamp<std::int64_t>(in.get<std::int64_t>(), -1, most_firms + 1));
    m.factors = in.texts();
    return in.get<std::uint64_t>();
}

void read_after_cases(ByteReader& in, Manifest& m) {
    for (const std::string& warning : in.texts()) m.warnings.emplace_back(warning);
    if (!in.at_end()) {
        m.recorded.emplace();
        for (auto* names : {&m.recorded->outcomes, &m.recorded->groups, &m.recorded->yearly, &m.recorded->firms})
            *names = in.texts();
    }
    m.tile_cases = in.at_end() ? static_cast<std::int64_t>(m.cases.size()) : in.get<std::int64_t>();
    if (!in.at_end()) put_dutch(m.warnings, in.texts());
    check_counts(m);
}

CaseCoordinate read_coordinate(ByteReader& in) {
    CaseCoordinate c;
    c.words = in.texts();
    c.count = in.get<std::uint64_t>();
    c.run = in.get<std::uint64_t>();
    for (auto n = in.get<std::uint64_t>(); n > 0; --n) c.places.push_back(in.get<std::uint32_t>());
    return c;
}

CaseNames read_list(ByteReader& in, std::uint64_t cases, std::size_t factors) {
    std::vector<HeardCoordinate> heard(2 + factors);
    for (std::uint64_t i = 0; i < cases; ++i) {
        heard[0].add(in.text());
        heard[1].add(in.text());
        if (in.get<std::uint64_t>() != factors) throw std::invalid_argument("a case without its factor levels");
        for (std::size_t f = 0; f < factors; ++f) heard[2 + f].add(in.text());
    }
    std::vector<CaseCoordinate> coordinates;
    for (HeardCoordinate& one : heard) coordinates.push_back(one.take());
    return {std::move(coordinates), static_cast<std::size_t>(cases)};
}

} // namespace

Manifest manifest_from(std::string_view bytes) {
    ByteReader in(bytes);
    Manifest m;
    const std::uint64_t cases = read_before_cases(in, m);
    std::vector<CaseCoordinate> coordinates;
    for (std::size_t c = 0; c < 2 + m.factors.size(); ++c) coordinates.push_back(read_coordinate(in));
    m.cases = CaseNames(std::move(coordinates), cases);
    read_after_cases(in, m);
    return m;
}

StoredManifest::StoredManifest(const Manifest& m) : cases_(m.cases) {
    ByteWriter before, after, head;
    put_before_cases(m, before);
    put_after_cases(m, after);
    before_ = before.bytes(), after_ = after.bytes();
    std::size_t size = 0;
    each_piece([&](std::string_view piece) { size += piece.size(); });
    Hash hash; // of all of it, as hash_of has it
    hash.add(static_cast<std::uint64_t>(size));
    ByteWriter waiting;
    each_piece([&](std::string_view piece) {
        waiting.append(piece);
        const std::size_t whole = waiting.bytes().size() / Hash::word_bytes * Hash::word_bytes;
        hash.add_words(std::string_view(waiting.bytes()).substr(0, whole));
        waiting.drop(whole);
    });
    hash.add_words(waiting.bytes());
    head.put(results_format);
    head.put(hash.value());
    head_ = head.bytes();
    size_ = head_.size() + size;
}

template <class See> void StoredManifest::each_piece(const See& see) const {
    constexpr std::size_t cases_in_a_piece = 1000;
    see(std::string_view(before_));
    ByteWriter piece;
    for (std::size_t i = 0; i < cases_.size(); ++i) {
        put(cases_[i], piece);
        if ((i + 1) % cases_in_a_piece != 0 && i + 1 < cases_.size()) continue;
        see(std::string_view(piece.bytes()));
        piece.clear();
    }
    see(std::string_view(after_));
}

void StoredManifest::write(const std::function<void(std::string_view)>& see) const {
    see(head_);
    each_piece(see);
}

std::string StoredManifest::bytes() const {
    std::string all;
    write([&](std::string_view piece) { all += piece; });
    return all;
}

Manifest manifest_from_stored(std::string_view bytes) {
    ByteReader in(bytes);
    const std::string format = in.text();
    if (format != results_format) throw FormatMismatch(format);
    const auto hash = in.get<std::uint64_t>();
    const std::string_view rest = in.take(bytes.size() - sizeof(std::uint64_t) - format.size() - sizeof hash);
    if (hash_of(rest) != hash) throw std::invalid_argument("a changed manifest");
    ByteReader list(rest);
    Manifest m;
    const std::uint64_t cases = read_before_cases(list, m);
    m.cases = read_list(list, cases, m.factors.size());
    read_after_cases(list, m);
    return m;
}

std::vector<Dataset> datasets_of(const Manifest& m) {
    using enum Dimension;
    const Recorded recorded = m.recorded.value_or(Recorded{});
    std::vector<Dataset> all;
    const auto add = [&](Dataset::Group group, const std::vector<std::string>& names,
                         std::span<const Quantity> quantities, const std::vector<Dimension>& inner, std::int64_t kept) {
        for (const std::string& name : names) all.push_back(dataset(group, declared(quantities, name), inner, kept, m));
    };
    add(Dataset::Group::root, recorded.outcomes, outcomes, {}, m.replications);
    add(Dataset::Group::areas, recorded.groups, group_quantities, {segment}, m.replications);
    add(Dataset::Group::sizes, recorded.groups, group_quantities, {size_class}, m.replications);
    if (m.yearly_replications > 0) {
        add(Dataset::Group::yearly, recorded.yearly, yearly_quantities, {year, segment}, m.yearly_replications);
        all.push_back(dataset(Dataset::Group::yearly, ledger_residual_quantity, {year}, m.yearly_replications, m));
    }
    if (m.firm_replications > 0)
        add(Dataset::Group::firms, recorded.firms, firm_quantities, {year, firm}, m.firm_replications);
    size_chunks(all, m);
    return all;
}

std::string_view name_of(Dataset::Group group) {
    switch (group) {
    case Dataset::Group::root: return "/";
    case Dataset::Group::areas: return "areas";
    case Dataset::Group::sizes: return "sizes";
    case Dataset::Group::yearly: return "yearly";
    case Dataset::Group::firms: return "firms";
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
    }
    return {};
}

std::size_t extent(Dimension dimension, const Shape& shape) {
    switch (dimension) {
    case Dimension::year: return shape.years.size();
    case Dimension::segment: return shape.segments.size();
    case Dimension::size_class: return size_class_count;
    case Dimension::firm: return static_cast<std::size_t>(shape.firm_rows);
    }
    return 0;
}

std::vector<std::string> case_coordinates(const std::vector<std::string>& factors) {
    std::vector<std::string> names{"arm", "behaviour"};
    for (const auto& factor : factors) {
        std::string name = factor;
        const auto is_there = [&](const std::vector<std::string>& all) {
            return std::find(all.begin(), all.end(), name) != all.end();
        };
        while (is_taken(name) || is_there(names) || (name != factor && is_there(factors))) name += "_level";
        names.push_back(std::move(name));
    }
    return names;
}

std::vector<std::string> names_taken(const Manifest& m) {
    std::vector<std::string> names = case_coordinates(m.factors);
    names.insert(names.end(), std::begin(words), std::end(words));
    for (const auto& quantities :
         {std::span<const Quantity>(outcomes), std::span<const Quantity>(yearly_quantities),
          std::span<const Quantity>(group_quantities), std::span<const Quantity>(firm_quantities)})
        for (const Quantity& q : quantities) names.emplace_back(q.name);
    return names;
}

} // namespace drumbeat
