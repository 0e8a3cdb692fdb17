// SPDX-License-Identifier: Apache-2.0
// Every named draw against the words of the generator that it has always been, written out by hand: a key that slips is
// other luck, which no other test may notice.
#include "sim/world/draw_table.hpp"

#include <doctest/doctest.h>

#include <random>
#include <set>
#include <string>

using namespace drumbeat;

namespace {

// One of all numbers that places are made of.
struct Key {
    Luck luck;
    std::string area;
    int o, b;      // a firm's number and year of birth
    int t;         // year
    int l, k;      // line, lot
    int beyond, s; // years beyond the notice; simulated year of a stake
    int award, h;  // year of a contract's award, its holder
    Area first{0}; // the only area of the streams
    Identity firm() const { return {first, o, b}; }
};

Key drawn_key(std::mt19937_64& random) {
    const auto below = [&](std::uint64_t n) { return static_cast<int>(random() % n); };
    Key key;
    key.luck = {random(), static_cast<std::uint32_t>(random())};
    key.area = "area " + std::to_string(below(12));
    key.o = below(30000);
    key.b = below(2) == 0 ? 0 : 1990 + below(80);
    key.t = 1990 + below(100);
    key.l = below(40);
    key.k = below(250);
    key.beyond = 1 + below(20);
    key.s = below(60);
    key.award = 1990 + below(80);
    key.h = below(2) == 0 ? 0 : 1 + below(30000);
    return key;
}

std::uint32_t low_half(int number) { return static_cast<std::uint32_t>(number) & 0xffff; }

// A word of the generator, by its five numbers.
std::uint32_t word_of(const Key& key, const std::string& population, int ordinal, int year, int cohort, int block,
                      int nth, int word) {
    const std::uint64_t seed = population_key(key.luck.seed, population + key.area);
    const Words counter{key.luck.replication, static_cast<std::uint32_t>(ordinal),
                        low_half(year) << 16 | low_half(cohort), low_half(block) << 16 | low_half(nth)};
    return philox(counter, static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)).w[word];
}

double as_uniform(std::uint32_t word) { return uniform(word); }
double as_normal(std::uint32_t word) { return standard_normal(word); }
double as_gumbel(std::uint32_t word) { return gumbel(uniform(word)); }
double as_exponential(std::uint32_t word) { return -maths::log(uniform(word)); }

// Compares draws with words for 1,000 keys each, and notes which draws it has seen.
struct Comparison {
    std::mt19937_64 random{20261127};
    std::set<std::string_view> seen;

    template <class Draw, class Place, class Word>
    void hold(std::string_view name, Draw draw_, Place&& place, Word&& word, double (*law)(std::uint32_t)) {
        seen.insert(name);
        int wrong = 0;
        for (int i = 0; i < 1000; ++i) {
            const Key key = drawn_key(random);
            Streams streams;
            streams.begin(key.luck);
            streams.add_area(key.luck, key.area);
            if (draw(draw_, streams, place(key)) != law(word(key))) ++wrong;
        }
        CHECK_MESSAGE(wrong == 0, name, ": ", wrong, " of 1,000 keys");
    }
};

// A draw, its place, and: population, ordinal, year, cohort, block, nth, word, law.
#define HOLD(name, place, population, ordinal, year, cohort, block, nth, word, law)                                    \
    all.hold(                                                                                                          \
        #name, draws::name, [](const Key& key) { return place; },                                                      \
        [](const Key& key) { return word_of(key, population, ordinal, year, cohort, block, nth, word); }, law)

#define HOLD_COUNTRY(name, place, population, ordinal, year, cohort, block, nth, word, law)                            \
    all.hold(                                                                                                          \
        #name, draws::name, [](const Key& key) { return place; },                                                      \
        [](Key key) {                                                                                                  \
            key.area.clear();                                                                                          \
            return word_of(key, population, ordinal, year, cohort, block, nth, word);                                  \
        },                                                                                                             \
        law)

void hold_areas_and_lines(Comparison& all) {
    HOLD(path_shock, (AreaInYear{key.first, key.t}), "requirement/", 0, key.t, 0, 0, 0, 0, as_normal);
    HOLD(early_view, (AreaAhead{key.first, key.t, key.beyond}), "requirement/", 1, key.t, key.beyond, 0, 0, 0,
         as_normal);
    HOLD(sustainment, (AreaInYear{key.first, key.t}), "requirement/", 2, key.t, 0, 0, 0, 0, as_normal);
    HOLD(threat_change, (AreaInYear{key.first, key.t}), "requirement/", 3, key.t, 0, 0, 0, 0, as_uniform);
    HOLD(breach, (AreaInYear{key.first, key.t}), "requirement/", 4, key.t, 0, 0, 0, 0, as_uniform);
    HOLD(turn_at_tender, (AreaInYear{key.first, key.t}), "requirement/", 5, key.t, 0, 0, 0, 0, as_uniform);
    HOLD(slippage, (LineInYear{key.first, key.l, key.t}), "lines/", key.l, key.t, 0, 0, 0, 0, as_uniform);
    HOLD(slippage_years, (LineInYear{key.first, key.l, key.t}), "lines/", key.l, key.t, 0, 0, 0, 1, as_uniform);
    HOLD(cancellation, (LineInYear{key.first, key.l, key.t}), "lines/", key.l, key.t, 1, 0, 0, 0, as_uniform);
    HOLD(entrant_count, (AreaInYear{key.first, key.t}), "entry/", 0, key.t, 0, 0, 0, 0, as_uniform);
    HOLD(candidate_count, (AreaInYear{key.first, key.t}), "entry/", 1, key.t, 0, 0, 0, 0, as_uniform);
    HOLD(newcomer_size, (Newcomer{key.first, key.o, key.t}), "entry/", key.o, key.t, 0, 1, 0, 0, as_normal);
}

void hold_lots_and_contracts(Comparison& all) {
    HOLD(lot_count, (LotsInYear{key.first, key.l, key.t}), "lots/", key.l, key.t, 0, 2, 0, 0, as_uniform);
    HOLD(lot_size, (LotInYear{key.first, key.l, key.k, key.t}), "lots/", key.l * 65536 + key.k, key.t, 0, 3, 0, 0,
         as_normal);
    HOLD(bidder_count, (LotInYear{key.first, key.l, key.k, key.t}), "lots/", key.l * 65536 + key.k, key.t, 0, 1, 0, 0,
         as_uniform);
    HOLD(open_to_build, (LotInYear{key.first, key.l, key.k, key.t}), "lots/", key.l * 65536 + key.k, key.t, 0, 1, 0, 1,
         as_uniform);
    HOLD(pooling, (LotInYear{key.first, key.l, key.k, key.t}), "lots/", key.l * 65536 + key.k, key.t, 0, 1, 0, 2,
         as_uniform);
    HOLD(reservation, (LotInYear{key.first, key.l, key.k, key.t}), "lots/", key.l * 65536 + key.k, key.t, 0, 1, 0, 3,
         as_uniform);
    HOLD(bid_noise, (FirmAtLot{key.firm(), key.t, key.l, key.k}), "bids/", key.o, key.t, key.b, key.l, key.k, 0,
         as_gumbel);
    HOLD(bid_tie, (FirmAtLot{key.firm(), key.t, key.l, key.k}), "bids/", key.o, key.t, key.b, key.l, key.k, 1,
         as_uniform);
    HOLD(foreign_noise, (LotInYear{key.first, key.l, key.k, key.t}), "foreign/", key.l * 65536 + key.k, key.t, 0, 0, 0,
         0, as_gumbel);
    HOLD(termination, (ContractInYear{key.first, key.l, key.k, key.award, key.h, key.b, key.t}), "terminations/",
         key.l * 65536 + key.k, key.t, key.award, key.h, key.b, 0, as_uniform);
    HOLD(obsolete_end, (ContractInYear{key.first, key.l, key.k, key.award, key.h, key.b, key.t}), "terminations/",
         key.l * 65536 + key.k, key.t, key.award, key.h, key.b, 1, as_uniform);
}

void hold_births(Comparison& all) {
    HOLD(margin, (FirmAtBirth{key.firm()}), "births/", key.o, key.b, key.b, 0, 0, 0, as_normal);
    HOLD(unit_cost, (FirmAtBirth{key.firm()}), "births/", key.o, key.b, key.b, 0, 0, 1, as_normal);
    HOLD(capital_cost, (FirmAtBirth{key.firm()}), "births/", key.o, key.b, key.b, 0, 0, 2, as_normal);
    HOLD(hurdle, (FirmAtBirth{key.firm()}), "births/", key.o, key.b, key.b, 0, 0, 3, as_normal);
    HOLD(quality, (FirmAtBirth{key.firm()}), "births/", key.o, key.b, key.b, 1, 0, 0, as_normal);
    HOLD(cash_target, (FirmAtBirth{key.firm()}), "births/", key.o, key.b, key.b, 1, 0, 1, as_uniform);
    HOLD(involvement, (FirmAtBirth{key.firm()}), "births/", key.o, key.b, key.b, 1, 0, 2, as_uniform);
    HOLD(behaviour, (FirmAtBirth{key.firm()}), "births/", key.o, key.b, key.b, 1, 0, 3, as_uniform);
    HOLD(export_state, (FirmAtBirth{key.firm()}), "births/", key.o, key.b, key.b, 2, 0, 0, as_normal);
    HOLD(at_home, (FirmAtBirth{key.firm()}), "births/", key.o, key.b, key.b, 3, 0, 0, as_uniform);
    HOLD(region, (FirmAtBirth{key.firm()}), "births/", key.o, key.b, key.b, 3, 0, 1, as_uniform);
    HOLD(first_size, (FirmAtBirth{key.first, key.o, 0}), "births/", key.o, 0, 0, 9, 0, 0, as_normal);
}

void hold_years(Comparison& all) {
    HOLD(export_shock, (FirmInYear{key.firm(), key.t}), "years/", key.o, key.t, key.b, 0, 0, 0, as_normal);
    HOLD(bank_refusal, (FirmInYear{key.firm(), key.t}), "years/", key.o, key.t, key.b, 1, 0, 0, as_uniform);
    HOLD(investor, (FirmInYear{key.firm(), key.t}), "years/", key.o, key.t, key.b, 1, 0, 1, as_uniform);
    HOLD(place_in_queue, (FirmInYear{key.firm(), key.t}), "years/", key.o, key.t, key.b, 1, 0, 2, as_uniform);
    HOLD(stake_loss, (StakeOfFirm{key.firm(), key.s}), "years/", key.o, key.s, key.b, 3, 0, 0, as_uniform);
    HOLD(exit_luck, (StakeOfFirm{key.firm(), key.s}), "years/", key.o, key.s, key.b, 3, 0, 1, as_normal);
    HOLD(institute_race, (FirmInYear{key.firm(), key.t}), "research/", key.o, key.t, key.b, 0, 0, 0, as_exponential);
    HOLD(institute_success, (FirmInYear{key.firm(), key.t}), "research/", key.o, key.t, key.b, 0, 0, 1, as_uniform);
    HOLD(from_abroad, (FirmInYear{key.firm(), key.t}), "research/", key.o, key.t, key.b, 1, 0, 0, as_uniform);
    HOLD(screening, (FirmInYear{key.firm(), key.t}), "research/", key.o, key.t, key.b, 1, 0, 1, as_uniform);
    HOLD(takeover, (FirmInYear{key.firm(), key.t}), "research/", key.o, key.t, key.b, 1, 0, 2, as_uniform);
    HOLD(ministry_signal, (FirmInYear{key.firm(), key.t}), "research/", key.o, key.t, key.b, 1, 0, 3, as_normal);
    HOLD(open_race, (FirmInYear{key.firm(), key.t}), "research/", key.o, key.t, key.b, 2, 0, 0, as_exponential);
    HOLD(open_success, (FirmInYear{key.firm(), key.t}), "research/", key.o, key.t, key.b, 2, 0, 1, as_uniform);
    HOLD(specified_race, (FirmInYear{key.firm(), key.t}), "research/", key.o, key.t, key.b, 2, 0, 2, as_exponential);
    HOLD(specified_success, (FirmInYear{key.firm(), key.t}), "research/", key.o, key.t, key.b, 2, 0, 3, as_uniform);
    HOLD(fund_signal, (FirmInYear{key.firm(), key.t}), "research/", key.o, key.t, key.b, 3, 0, 1, as_normal);
    HOLD(site_race, (FirmInYear{key.firm(), key.t}), "research/", key.o, key.t, key.b, 3, 0, 0, as_exponential);
}

// A fund's luck with a firm belongs to the area's stream, its own to the country's.
void hold_funds(Comparison& all) {
    HOLD(meeting_race, (FundAtFirm{key.firm(), key.t, key.k}), "funds/", key.o, key.t, key.b, 0, key.k, 0, as_uniform);
    HOLD(fund_taste, (FundAtFirm{key.firm(), key.t, key.k}), "funds/", key.o, key.t, key.b, 0, key.k, 1, as_uniform);
    HOLD(holding_years, (FundAtFirm{key.firm(), key.t, key.k}), "funds/", key.o, key.t, key.b, 0, key.k, 2, as_uniform);
    HOLD(holding_price, (FundAtFirm{key.firm(), key.t, key.k}), "funds/", key.o, key.t, key.b, 1, key.k, 0, as_normal);
    HOLD(founder_turn, (FirmInYear{key.firm(), key.t}), "funds/", key.o, key.t, key.b, 3, 0, 0, as_uniform);
    HOLD(founder_luck, (FirmInYear{key.firm(), key.t}), "funds/", key.o, key.t, key.b, 3, 0, 1, as_uniform);
    HOLD(fund_focus, (FocusOfFund{key.first, key.k}), "funds/", 0, 0, 0, 2, key.k, 0, as_uniform);
    HOLD_COUNTRY(fund_size, (FundAtFounding{key.k}), "investors", key.k, 0, 0, 0, 0, 0, as_uniform);
    HOLD_COUNTRY(fund_restriction, (FundAtFounding{key.k}), "investors", key.k, 0, 0, 0, 0, 1, as_uniform);
    HOLD_COUNTRY(first_deals, (FundAtFounding{key.k}), "investors", key.k, 0, 0, 0, 0, 2, as_uniform);
    HOLD_COUNTRY(successor, (FundAtFounding{key.k}), "investors", key.k, 0, 0, 0, 0, 3, as_uniform);
    HOLD_COUNTRY(new_fund_type, (FundAtFounding{key.k}), "investors", key.k, 0, 0, 1, 0, 0, as_uniform);
    HOLD_COUNTRY(new_managers, (CountryInYear{key.t}), "investors", 0, key.t, 0, 1, 0, 1, as_uniform);
}

// Its word goes with the lot, four to a block.
void hold_race(Comparison& all) {
    all.seen.insert("invitation_race");
    int wrong = 0;
    for (int i = 0; i < 1000; ++i) {
        const Key key = drawn_key(all.random);
        Streams streams;
        streams.add_area(key.luck, key.area);
        const FirmAtLots four{key.firm(), key.t, key.l, key.k - key.k % 4};
        const Words words = drawn_with(draws::invitation_race, streams, four).words;
        if (words.w[key.k % 4] != word_of(key, "invitations/", key.o, key.t, key.b, key.l, key.k / 4, key.k % 4))
            ++wrong;
    }
    CHECK(wrong == 0);
}

} // namespace

TEST_CASE("each draw is the word of the generator that it has always been") {
    Comparison all;
    hold_areas_and_lines(all);
    hold_lots_and_contracts(all);
    hold_births(all);
    hold_years(all);
    hold_funds(all);
    hold_race(all);
    for (const DeclaredDraw& draw : declared_draws) CHECK_MESSAGE(all.seen.contains(draw.name), draw.name);
}

TEST_CASE("what is drawn together at a place is what is drawn one by one") {
    Streams streams;
    streams.add_area({5, 7}, "sensors");
    const FirmAtBirth birth{Area{0}, 3, 2031};
    const auto luck = drawn_with(draws::quality, streams, birth);
    CHECK(luck[draws::quality] == draw(draws::quality, streams, birth));
    CHECK(luck[draws::cash_target] == draw(draws::cash_target, streams, birth));
    CHECK(luck[draws::behaviour] == draw(draws::behaviour, streams, birth));
}

TEST_CASE("planted: two draws that share a word are found") {
    constexpr auto declared = [](Population from, auto place, int block, int word) {
        using Of = decltype(place);
        return DeclaredDraw{
            "", from, "", block, word, DrawLaw::uniform, "", Of::every(1).counter(block), Of::every(2).counter(block)};
    };
    const auto are_two_apart = [](const DeclaredDraw& a, const DeclaredDraw& b) {
        const DeclaredDraw both[] = {a, b};
        return apart(both);
    };
    const DeclaredDraw refusal = declared(Population::years, FirmInYear::every(0), 1, 0);
    CHECK_FALSE(are_two_apart(refusal, refusal));
    CHECK(are_two_apart(refusal, declared(Population::years, FirmInYear::every(0), 1, 1)));
    CHECK(are_two_apart(refusal, declared(Population::years, FirmInYear::every(0), 2, 0)));
    CHECK(are_two_apart(refusal, declared(Population::research, FirmInYear::every(0), 1, 0)));
    // A place of another kind may be counted alike.
    CHECK_FALSE(are_two_apart(refusal, declared(Population::years, StakeOfFirm::every(0), 1, 0)));
    CHECK(are_two_apart(refusal, declared(Population::years, StakeOfFirm::every(0), 3, 0)));
    CHECK_FALSE(are_two_apart(declared(Population::lots, LotInYear::every(0), 1, 2),
                              declared(Population::lots, LotsInYear::every(0), 1, 2)));
    // Where the word goes with the lot, a block is taken whole.
    const DeclaredDraw race = declared(Population::bids, FirmAtLots::every(0), 0, each_lot);
    CHECK_FALSE(are_two_apart(race, declared(Population::bids, FirmAtLot::every(0), 0, 1)));
    CHECK(are_two_apart(race, declared(Population::invitations, FirmAtLot::every(0), 0, 1)));
}
