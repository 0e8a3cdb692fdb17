// SPDX-License-Identifier: Apache-2.0
// Every random number that a run draws has a name (sim/world/draws.def), and is asked with a place of its own kind: a
// firm's yearly draw with a lot does not compile. What is drawn where is keyed by who, what and when
// (agents/chance.hpp).
#pragma once

#include "agents/chance.hpp"
#include "agents/firms.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace drumbeat {

// What luck is drawn for. With the area's name, this is the key of a stream.
enum class Population : std::uint8_t {
    requirement,
    lines,
    lots,
    invitations,
    bids,
    foreign,
    terminations,
    births,
    years,
    entry,
    research,
    funds,
    investors
};
template <>
inline constexpr std::array<std::string_view, 13> names_of<Population>{
    "requirement", "lines", "lots",  "invitations", "bids",  "foreign",   "terminations",
    "births",      "years", "entry", "research",    "funds", "investors",
};

// How a word becomes the number that is drawn, by inversion.
enum class DrawLaw : std::uint8_t { uniform, normal, gumbel, exponential };
template <>
inline constexpr std::array<std::string_view, 4> names_of<DrawLaw>{"uniform", "normal", "Gumbel", "exponential"};

// The streams of luck of a country: one for each area and population, and those that are the whole country's.
class Streams {
  public:
    void begin(const Luck&);
    // The next area. By name: its place in the scenario makes no difference.
    void add_area(const Luck&, std::string_view name);
    const Stream& of(Area area, Population population) const {
        const auto& of_area = streams_[area];
        return of_area[static_cast<std::size_t>(population)];
    }
    const Stream& of_country(Population population) const {
        const auto place = static_cast<std::size_t>(population);
        return country_[place];
    }

  private:
    std::array<Stream, names_of<Population>.size()> country_{};
    PerArea<std::array<Stream, names_of<Population>.size()>> streams_;
};

// Where a number is drawn, as the generator counts it: ordinal, year, cohort, block, nth.
using Counter = std::array<int, 5>;

// A number of a place: one that is left out does not compile, where it would count as zero and draw another's luck.
class Given {
  public:
    constexpr Given(int n) : number_(n) {}
    constexpr operator int() const { return number_; }

  private:
    int number_;
};

// ---- Kinds of places. Each says once how it is counted. `key` says it in words for docs/odd.md, where # is the block;
// `every` is a place whose numbers are all the same. Years are calendar years.

struct AreaInYear {
    Area area;
    Given year;

    static constexpr std::string_view key = "#, t, 0, 0, 0";
    static constexpr AreaInYear every(int n) { return {Area(n), n}; }
    constexpr Counter counter(int block) const { return {block, year, 0, 0, 0}; }
};

struct AreaAhead { // a year that is looked at from another
    Area area;
    Given year;
    Given beyond; // years beyond the notice

    static constexpr std::string_view key = "#, t, years beyond the notice, 0, 0";
    static constexpr AreaAhead every(int n) { return {Area(n), n, n}; }
    constexpr Counter counter(int block) const { return {block, year, beyond, 0, 0}; }
};

struct LineInYear {
    Area area;
    Given line;
    Given year;

    static constexpr std::string_view key = "l, t, #, 0, 0";
    static constexpr LineInYear every(int n) { return {Area(n), n, n}; }
    constexpr Counter counter(int block) const { return {line, year, block, 0, 0}; }
};

struct LotsInYear { // all lots of a line
    Area area;
    Given line;
    Given year;

    static constexpr std::string_view key = "l, t, 0, #, 0";
    static constexpr LotsInYear every(int n) { return {Area(n), n, n}; }
    constexpr Counter counter(int block) const { return {line, year, 0, block, 0}; }
};

// The number of a lot in its area and year.
constexpr int lot_id(int line, int lot) { return line << 16 | lot; }

struct LotInYear {
    Area area;
    Given line;
    Given lot;
    Given year;

    static constexpr std::string_view key = "id, t, 0, #, 0";
    static constexpr LotInYear every(int n) { return {Area(n), n, n, n}; }
    constexpr Counter counter(int block) const { return {lot_id(line, lot), year, 0, block, 0}; }
};

// Who a firm is, in whichever row it stands.
struct Identity {
    Area area;
    Given ordinal; // in its area
    Given cohort;  // year of birth, 0 for the first firms

    static constexpr Identity every(int n) { return {Area(n), n, n}; }
};

inline Identity identity_of(const Firms& f, Row r) { return {f.area[r], f.ordinal[r], f.cohort[r]}; }

struct FirmAtBirth : Identity {
    static constexpr std::string_view key = "o, b, b, #, 0";
    static constexpr FirmAtBirth every(int n) { return {Identity::every(n)}; }
    constexpr Counter counter(int block) const { return {ordinal, cohort, cohort, block, 0}; }
};

struct FirmInYear : Identity {
    Given year;

    static constexpr std::string_view key = "o, t, b, #, 0";
    static constexpr FirmInYear every(int n) { return {Identity::every(n), n}; }
    constexpr Counter counter(int block) const { return {ordinal, year, cohort, block, 0}; }
};

inline FirmInYear in_year(const Firms& f, Row r, int year) { return {identity_of(f, r), year}; }

struct StakeOfFirm : Identity {
    Given simulated_year; // in which the stake was taken, counted from the first of the burn-in

    static constexpr std::string_view key = "o, simulated year of the stake, b, #, 0";
    static constexpr StakeOfFirm every(int n) { return {Identity::every(n), n}; }
    constexpr Counter counter(int block) const { return {ordinal, simulated_year, cohort, block, 0}; }
};

struct FundAtFirm : Identity { // a fund that looks at a firm, or put money into it in that year
    Given year;
    Given fund;

    static constexpr std::string_view key = "o, t, b, #, the fund's number";
    static constexpr FundAtFirm every(int n) { return {Identity::every(n), n, n}; }
    constexpr Counter counter(int block) const { return {ordinal, year, cohort, block, fund}; }
};

struct FocusOfFund {
    Area area;
    Given fund;

    static constexpr std::string_view key = "0, 0, 0, #, the fund's number";
    static constexpr FocusOfFund every(int n) { return {Area(n), n}; }
    constexpr Counter counter(int block) const { return {0, 0, 0, block, fund}; }
};

struct FundAtFounding { // of the country, whatever its areas
    Given fund;

    static constexpr std::string_view key = "the fund's number, 0, 0, #, 0";
    static constexpr FundAtFounding every(int n) { return {n}; }
    constexpr Counter counter(int block) const { return {fund, 0, 0, block, 0}; }
};

struct CountryInYear {
    Given year;

    static constexpr std::string_view key = "0, t, 0, #, 0";
    static constexpr CountryInYear every(int n) { return {n}; }
    constexpr Counter counter(int block) const { return {0, year, 0, block, 0}; }
};

struct FirmAtLot : Identity {
    Given year;
    Given line;
    Given lot;

    static constexpr std::string_view key = "o, t, b, l, k";
    static constexpr FirmAtLot every(int n) { return {Identity::every(n), n, n, n}; }
    constexpr Counter counter(int) const { return {ordinal, year, cohort, line, lot}; }
};

inline constexpr int lots_together = 4;

struct FirmAtLots : Identity { // as many lots as a block has words
    Given year;
    Given line;
    Given first_lot;

    static constexpr std::string_view key = "o, t, b, l, k div 4";
    static constexpr FirmAtLots every(int n) { return {Identity::every(n), n, n, lots_together * n}; }
    constexpr Counter counter(int) const { return {ordinal, year, cohort, line, first_lot / lots_together}; }
};

struct ContractInYear {
    Area area;
    Given line;
    Given lot;
    Given award_year;
    Given holder; // 0 abroad, else 1 + its ordinal
    Given cohort; // of the holder
    Given year;

    static constexpr std::string_view key = "id, t, year of the award, holder, b of the holder";
    static constexpr ContractInYear every(int n) { return {Area(n), n, n, n, n, n, n}; }
    constexpr Counter counter(int) const { return {lot_id(line, lot & 0xffff), year, award_year, holder, cohort}; }
};

struct Newcomer {
    Area area;
    Given number; // among those of its area and year
    Given year;

    static constexpr std::string_view key = "o, t, 0, #, 0";
    static constexpr Newcomer every(int n) { return {Area(n), n, n}; }
    constexpr Counter counter(int block) const { return {number, year, 0, block, 0}; }
};

// ---- Draws.

inline constexpr int each_lot = -1; // a draw whose word goes with the lot

// A random number: word `word` of block `block` of a place of kind `Of`, among the luck of a population.
template <Population from, class Of, int block, int word, DrawLaw law> struct Draw {};

// Named in sim/world/draws.def: `draws::bank_refusal`.
namespace draws {
#define DRUMBEAT_DRAW(name, from, of, block, word, law, decides)                                                       \
    inline constexpr Draw<Population::from, of, block, word, DrawLaw::law> name{};
#include "sim/world/draws.def"
#undef DRUMBEAT_DRAW
} // namespace draws

template <DrawLaw law> [[gnu::always_inline]] inline double number_from(std::uint32_t word) {
    if constexpr (law == DrawLaw::normal) return standard_normal(word);
    if constexpr (law == DrawLaw::gumbel) return gumbel(uniform(word));
    if constexpr (law == DrawLaw::exponential) return exponential(uniform(word));
    return uniform(word);
}

// What is drawn together at a place: the numbers of a block, which are made at once. `luck[draws::margin]`.
template <Population from, class Of, int block> struct Drawn {
    Words words;

    template <int word, DrawLaw law> [[gnu::always_inline]] double operator[](Draw<from, Of, block, word, law>) const {
        static_assert(word != each_lot, "its word goes with the lot: take it from `words`");
        return number_from<law>(words.w[word]);
    }
};

// The stream of an area's place, or of a place that is the whole country's.
template <class Of>
[[gnu::always_inline]] inline const Stream& stream_of(const Streams& luck, Population from, const Of& of) {
    if constexpr (requires { of.area; }) {
        return luck.of(of.area, from);
    } else {
        return luck.of_country(from);
    }
}

// All that is drawn together with a number.
template <Population from, class Of, int block, int word, DrawLaw law>
[[gnu::always_inline]] inline Drawn<from, Of, block> drawn_with(Draw<from, Of, block, word, law>, const Streams& luck,
                                                                const Of& place) {
    const auto [ordinal, year, cohort, number, nth] = place.counter(block);
    return {stream_of(luck, from, place).block(static_cast<std::uint32_t>(ordinal), year, cohort, number, nth)};
}

// A number by itself.
template <class What, class Of>
[[gnu::always_inline]] inline double draw(What what, const Streams& luck, const Of& place) {
    return drawn_with(what, luck, place)[what];
}

// What each living firm draws when a year opens. Institutions draw for themselves.
struct YearDraws {
    PerFirm<double> export_shock;
    PerFirm<double> bank_refusal;
    PerFirm<double> investor;
    PerFirm<double> place_in_queue;
};

} // namespace drumbeat
