// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/manifest_bytes.hpp"

#include "outputs/files/manifest_checks.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <vector>

namespace drumbeat {
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

// Texts at the head of a manifest, in their order.
template <class SomeManifest> auto texts_of(SomeManifest& m) {
    return std::array{&m.model_signature, &m.title, &m.question, &m.study_text, &m.scenario_text};
}

// What was recorded, list by list, in the order of a tile's values.
template <class Names> auto lists_of(Names& recorded) {
    return std::array{&recorded.outcomes, &recorded.groups, &recorded.yearly, &recorded.firms};
}

// What programs have recorded since files tell it; at the end, where older ones do not look.
template <class Names> auto later_lists_of(Names& recorded) {
    return std::array{&recorded.institutions, &recorded.accounts, &recorded.sectors, &recorded.purposes};
}

bool has_later_lists(const Recorded& recorded) {
    const auto lists = later_lists_of(recorded);
    return !recorded.investors.empty() ||
           std::any_of(lists.begin(), lists.end(), [](const auto* names) { return !names->empty(); });
}

// Investors, at the end once more.
void put_investors(const Manifest& m, ByteWriter& out) {
    if (m.recorded->investors.empty()) return;
    out.put(m.recorded->investors);
    out.put(m.investor_replications);
    out.put(static_cast<std::int64_t>(m.investor_rows));
}

void read_investors(ByteReader& in, Manifest& m) {
    if (in.at_end()) return;
    m.recorded->investors = in.texts();
    m.investor_replications = in.get<std::int64_t>();
    m.investor_rows = static_cast<int>(std::clamp<std::int64_t>(in.get<std::int64_t>(), -1, most_investor_rows + 1));
}

void put(const CaseCoordinate& c, ByteWriter& out) {
    out.put(c.words);
    out.put(c.count);
    out.put(c.run);
    out.put(static_cast<std::uint64_t>(c.places.size()));
    for (const std::uint32_t place : c.places) out.put(place);
}

CaseCoordinate read_coordinate(ByteReader& in) {
    CaseCoordinate c;
    c.words = in.texts();
    c.count = in.get<std::uint64_t>();
    c.run = in.get<std::uint64_t>();
    for (auto n = in.get<std::uint64_t>(); n > 0; --n) c.places.push_back(in.get<std::uint32_t>());
    return c;
}

} // namespace

void put_before_cases(const Manifest& m, ByteWriter& out) {
    for (const auto* text : texts_of(m)) out.put(std::string_view(*text));
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
        for (const auto* names : lists_of(*m.recorded)) out.put(*names);
    if (!m.recorded) return;
    out.put(m.tile_cases);
    const bool is_longer = has_later_lists(*m.recorded);
    if (is_longer || is_in_dutch(m.warnings)) out.put(dutch(m.warnings));
    if (is_longer)
        for (const auto* names : later_lists_of(*m.recorded)) out.put(*names);
    put_investors(m, out);
}

std::uint64_t read_before_cases(ByteReader& in, Manifest& m) {
    for (auto* text : texts_of(m)) *text = in.text();
    m.seed = in.get<std::uint64_t>();
    for (auto* number : {&m.replications, &m.yearly_replications, &m.firm_replications})
        *number = in.get<std::int64_t>();
    m.tile_replications = in.get<std::int64_t>();
    for (auto n = in.get<std::uint64_t>(); n > 0; --n)
        m.shape.years.push_back(static_cast<int>(in.get<std::int64_t>()));
    m.shape.segments = in.texts();
    m.shape.firm_rows = static_cast<int>(std::clamp<std::int64_t>(in.get<std::int64_t>(), -1, most_firm_rows + 1));
    m.factors = in.texts();
    return in.get<std::uint64_t>();
}

void read_after_cases(ByteReader& in, Manifest& m) {
    for (const std::string& warning : in.texts()) m.warnings.emplace_back(warning);
    if (!in.at_end()) {
        m.recorded.emplace();
        for (auto* names : lists_of(*m.recorded)) *names = in.texts();
    }
    m.tile_cases = in.at_end() ? static_cast<std::int64_t>(m.cases.size()) : in.get<std::int64_t>();
    if (!in.at_end()) put_dutch(m.warnings, in.texts());
    if (!in.at_end())
        for (auto* names : later_lists_of(*m.recorded)) *names = in.texts();
    read_investors(in, m);
    check_counts(m);
}

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

} // namespace drumbeat
