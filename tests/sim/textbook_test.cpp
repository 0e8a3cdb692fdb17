// SPDX-License-Identifier: Apache-2.0
// The textbook scenario, followed by hand for two years in plain arithmetic and compared with what a run records.
// docs/textbook.md tells the same calculation in words. Money in million euro; all prices are 1, so that money is
// volume.
#include "sim/year/simulate.hpp"

#include "packaged.hpp"

#include <algorithm>
#include <cmath>

using namespace drumbeat;
using doctest::Approx;

namespace {

// The dice. Under this seed the firms are born with these qualities. The calculation names firms by the rank of their
// quality, best first; the noise of single tenders (scale .005) never turns the order where it matters.
constexpr std::uint32_t seed = 13321;
constexpr int firms = 10;
constexpr int firm_of[firms] = {0, 7, 4, 6, 5, 1, 8, 3, 9, 2}; // rank -> row of the panel
constexpr double quality[firms] = {1.345685873765, 1.333016390871, 1.272635143200, 1.225646190035, 1.162615973793,
                                   1.113670746569, 1.023135797236, .900314454295,  .826734629773,  .701572323422};

// What one firm's sheet holds; arrays by rank.
struct BookYear {
    double called[firms] = {}, won[firms] = {}, shadow[firms] = {}; // call-offs, awards, lost for lack of room
    double forecast[firms] = {};                                    // load expected two years ahead
    double capacity[firms] = {}, arriving[firms] = {};              // at the end of the year
    double npv[firms] = {}, ratio[firms] = {}, built[firms] = {}, outlay[firms] = {}, replaced[firms] = {};
    double cash[firms] = {}, debt[firms] = {}, advances[firms] = {}, book[firms] = {}, equity[firms] = {},
           turnover[firms] = {};
    double share_won[firms] = {};
};

constexpr double margin = .20, cost = .80, capital = .50; // per unit of sales, of sales, per unit of capacity
constexpr double other = 5;                               // sustainment, each firm, each year
constexpr double full = 12.5; // the plant at the start: turnover 10 over a utilisation of .8

// Score .6/price + .4 quality + .05 at home, .6/1.5 + .4 abroad. Whoever was cut shares what went unfilled by
// exp(score/.005), the foreign offer among them.
void share_unfilled(double unfilled, double* shadow) {
    const auto weight = [](double score) { return std::exp((score - (.6 + .4 * quality[0] + .05)) / .005); };
    double all = weight(.6 / 1.5 + .4);
    for (const double q : quality) all += weight(.6 + .4 * q + .05);
    for (int k = 0; k < firms; ++k) shadow[k] += unfilled * weight(.6 + .4 * quality[k] + .05) / all;
}

// Ten years of margin on what the larger plant sells more, from next year on; 10 % wear, 10 % a year for the money.
double worth(const double* load, double plant, double expansion) {
    double value = 0, factor = 1 / 1.1;
    for (int m = 1; m <= 10; ++m, factor *= .9 / 1.1)
        value += factor * margin * (std::min(load[m], plant + expansion) - std::min(load[m], plant));
    return value;
}

// Building costs .5 a unit, and a tenth of a fifth of the old plant for the disturbance.
double price_of_building(double plant, double expansion) { return capital * expansion + .02 * capital * plant; }

// The decision: the better of a fifth and two fifths of the plant, if it is worth its cost; the smaller where the money
// does not suffice.
void decide(BookYear& y, int k, const double* load, double plant, double money) {
    const double small = .2 * plant, large = .4 * plant;
    const double small_npv = worth(load, plant, small) - price_of_building(plant, small);
    const double large_npv = worth(load, plant, large) - price_of_building(plant, large);
    const bool takes_large = large_npv > small_npv;
    const double chosen = takes_large ? large : small;
    y.npv[k] = std::max(small_npv, large_npv);
    y.ratio[k] = worth(load, plant, chosen) / price_of_building(plant, chosen);
    if (y.npv[k] < 0) return;
    if (price_of_building(plant, chosen) <= money)
        y.built[k] = chosen;
    else if (takes_large && small_npv >= 0 && price_of_building(plant, small) <= money)
        y.built[k] = small;
    if (y.built[k] > 0) y.outlay[k] = price_of_building(plant, y.built[k]);
}

BookYear first_year() {
    BookYear y;
    // Requirement 100: 20 is bought abroad whatever happens, 80 is put out in four lots of 20. Every firm has room for
    // 12.5 - 5 = 7.5. Lot 1: 7.5, 7.5, 5. Lot 2: 2.5, 7.5, 7.5, 2.5. Lot 3: 5, 7.5, 7.5. Lot 4: 7.5, 7.5, and 5 abroad.
    for (int k = 0; k < firms; ++k) y.won[k] = 7.5;
    share_unfilled(5, y.shadow);
    // The first and the third lot run for one year, the second and the fourth for two: these firms hold contracts for
    // 2027, called off in proportion to a requirement that is twice as large.
    const double contracted[firms] = {0, 0, 2 * 2.5, 15, 15, 2 * 2.5, 0, 0, 15, 15};
    for (int k = 0; k < firms; ++k) {
        // Own share of what is open: three years of 80 at the share of the start, 5 of 80, and this year's record.
        y.share_won[k] = y.won[k] + y.shadow[k];
        const double share = (240 * (5. / 80) + y.share_won[k]) / (240 + 80);
        // Open in 2027: 160 less what is under contract at home, (20 + 15)/80 of it. From 2028 on everything.
        const double open = 160 * (1 - 35. / 80);
        double load[11] = {other, other + 7.5, other + contracted[k] + share * open};
        for (int m = 3; m <= 10; ++m) load[m] = other + share * 160;
        y.forecast[k] = load[2];
        // A tenth of the plant wears out, 1.25, and all of it is replaced, since the load needs it.
        y.replaced[k] = 1.25 * capital;
        y.capacity[k] = full;
        // Cash: a quarter of a year's cost, 2; an advance of a fifth of the orders; less the replacement.
        y.cash[k] = 2 + .2 * 7.5 - y.replaced[k];
        y.debt[k] = 2, y.advances[k] = 1.5;
        y.book[k] = (.5 * capital * full + y.replaced[k]) * .9;
        // Kept back: a quarter of the cost of half the usual turnover, 1. The bank lends up to 2.5 years of earnings or
        // .55 of the plant and .15 of the work in hand, less debt.
        const double work_in_hand = 7.5 + contracted[k];
        const double own = y.cash[k] - 1, bank = std::min(2.5 * 2, .55 * capital * full + .15 * work_in_hand) - 2;
        decide(y, k, load, full, own + bank);
        const double loan = std::max(0.0, y.outlay[k] - own);
        y.cash[k] += loan - y.outlay[k], y.debt[k] += loan, y.book[k] += y.outlay[k];
        y.arriving[k] = y.built[k];
        // Orders are delivered next year: only sustainment is sold. Interest 5 %; a fifth of the debt
        // above a year's earnings is repaid; cash above a quarter of the cost and the advances goes to the owners.
        y.turnover[k] = other;
        y.cash[k] += margin * other - .05 * y.debt[k];
        const double repaid = .2 * std::max(0.0, y.debt[k] - margin * other);
        y.cash[k] -= repaid, y.debt[k] -= repaid;
        y.cash[k] = std::min(y.cash[k], .25 * cost * other + y.advances[k]);
        y.equity[k] = y.cash[k] + y.book[k] - y.debt[k] - y.advances[k];
    }
    return y;
}

BookYear second_year(const BookYear& before) {
    BookYear y;
    // Requirement 200, 40 a line. Called off under the contracts that run:
    const double called[firms] = {0, 0, 5, 15, 15, 5, 0, 0, 15, 15};
    // Room in 2028: the plant with what is under construction, less 5, less what was called off.
    double room[firms];
    for (int k = 0; k < firms; ++k)
        room[k] = std::max(0.0, before.capacity[k] + before.arriving[k] - other - called[k]);
    // Lot 1 (40), lot 3 (40), and the quarter of line 4 (10) that went abroad for a year. The best offers first.
    const double lots[3] = {40, 40, 10};
    for (const double lot : lots) {
        double left = lot;
        for (int k = 0; k < firms; ++k) {
            const double given = std::min(left, room[k]);
            y.won[k] += given, room[k] -= given, left -= given;
        }
        if (left > 0) share_unfilled(left, y.shadow);
    }
    double under_contract = 0;
    for (int k = 0; k < firms; ++k) y.called[k] = called[k], under_contract += y.won[k]; // awards run on into 2028
    for (int k = 0; k < firms; ++k) {
        // The record of shares fades by a fifth; open were 80, then 90.
        y.share_won[k] = .8 * before.share_won[k] + y.won[k] + y.shadow[k];
        const double share = (480 * (5. / 80) + y.share_won[k]) / (480 + .8 * 80 + 90);
        const double ordered = called[k] + y.won[k];
        double load[11] = {other + 7.5, other + ordered, other + y.won[k] + share * (160 - under_contract)};
        for (int m = 3; m <= 10; ++m) load[m] = other + share * 160;
        y.forecast[k] = load[2];
        const double needed = (load[1] + load[2] + load[3] + load[4]) / 4 / .8;
        const double new_part =
            std::clamp(needed - .9 * before.capacity[k] - before.arriving[k], 0.0, .1 * before.capacity[k]);
        y.replaced[k] = capital * new_part;
        const double standing = .9 * before.capacity[k] + new_part; // before what is under construction arrives
        y.cash[k] = before.cash[k] + .2 * ordered - y.replaced[k];
        y.debt[k] = before.debt[k], y.advances[k] = before.advances[k] + .2 * ordered;
        y.book[k] = (before.book[k] + y.replaced[k]) * .9;
        // Kept back again 1. The bank looks at last year's earnings, 1, of which it lends 2.5.
        const double own = std::max(0.0, y.cash[k] - 1), bank = std::max(0.0, 2.5 * 1 - y.debt[k]);
        decide(y, k, load, standing + before.arriving[k], own + bank);
        const double loan = std::max(0.0, y.outlay[k] - own);
        y.cash[k] += loan - y.outlay[k], y.debt[k] += loan, y.book[k] += y.outlay[k];
        y.capacity[k] = standing + before.arriving[k], y.arriving[k] = y.built[k];
        // The orders of 2026 are delivered: 7.5, of which a fifth has been paid.
        y.turnover[k] = other + 7.5;
        y.cash[k] += other + .8 * 7.5 - cost * y.turnover[k] - .05 * y.debt[k];
        y.advances[k] -= .2 * 7.5;
        const double repaid = .2 * std::max(0.0, y.debt[k] - margin * y.turnover[k]);
        y.cash[k] -= repaid, y.debt[k] -= repaid;
        y.cash[k] = std::min(y.cash[k], .25 * cost * y.turnover[k] + y.advances[k]);
        y.equity[k] = y.cash[k] + y.book[k] - y.debt[k] - y.advances[k];
    }
    return y;
}

RunRecord recorded() {
    const auto prepared = prepare(packaged_scenario("textbook"));
    return simulate(*prepared, *prepared, {seed, 0}, true);
}

void compare(RunRecord& run, int year, FirmColumn column, const double* by_rank) {
    INFO(firm_quantities[static_cast<std::size_t>(column)].name, ", year ", 2026 + year);
    for (int k = 0; k < firms; ++k) {
        CAPTURE(k);
        CHECK(run.at(column, year, firm_of[k]) == Approx(by_rank[k]).epsilon(1e-9));
    }
}

void compare_sheet(RunRecord& run, int year, const BookYear& y) {
    double orders[firms];
    for (int k = 0; k < firms; ++k) orders[k] = y.called[k] + y.won[k];
    compare(run, year, FirmColumn::orders_meur, orders);
    compare(run, year, FirmColumn::forecast_demand_meur, y.forecast);
    compare(run, year, FirmColumn::npv_meur, y.npv);
    compare(run, year, FirmColumn::value_to_cost, y.ratio);
    compare(run, year, FirmColumn::investment_meur, y.outlay);
    compare(run, year, FirmColumn::replacement_meur, y.replaced);
    compare(run, year, FirmColumn::capacity_meur, y.capacity);
    compare(run, year, FirmColumn::pipeline_meur, y.arriving);
    compare(run, year, FirmColumn::turnover_meur, y.turnover);
    compare(run, year, FirmColumn::cash_meur, y.cash);
    compare(run, year, FirmColumn::debt_meur, y.debt);
    compare(run, year, FirmColumn::equity_meur, y.equity);
    compare(run, year, FirmColumn::backlog_meur, orders); // nothing is late
}

} // namespace

TEST_CASE("textbook: requirement, lots and awards of the first year") {
    RunRecord run = recorded();
    CHECK(run.at(Yearly::planned_orders_meur, 0, 0) == Approx(100));
    CHECK(run.at(Yearly::requirement_meur, 0, 0) == Approx(100));
    CHECK(run.at(Yearly::orders_meur, 0, 0) == Approx(100));
    CHECK(run.at(Yearly::domestic_orders_meur, 0, 0) == Approx(75));
    CHECK(run.at(Yearly::imports_not_addressable_meur, 0, 0) == Approx(20));
    CHECK(run.at(Yearly::imports_merit_meur, 0, 0) == 0);
    CHECK(run.at(Yearly::imports_capacity_meur, 0, 0) == Approx(5));
    CHECK(run.at(Yearly::unit_cost, 0, 0) == Approx(1));
    // Lot by lot: (rank, money).
    struct Award {
        int rank;
        double money;
    };
    const Award by_hand[] = {{0, 7.5}, {1, 7.5}, {2, 5},   {2, 2.5}, {3, 7.5}, {4, 7.5},
                             {5, 2.5}, {5, 5},   {6, 7.5}, {7, 7.5}, {8, 7.5}, {9, 7.5}};
    std::size_t awards = 0, bids = 0;
    double room[firms];
    std::fill_n(room, firms, 7.5);
    for (const Event& event : run.events) {
        if (event.year != 2026) continue;
        if (event.kind == EventKind::bid) { // each firm offers the room that it has left, in each lot
            ++bids;
            CHECK(event.amount_meur == Approx(room[event.firm]));
        }
        if (event.kind != EventKind::award) continue;
        REQUIRE(awards < std::size(by_hand));
        CHECK(event.firm == firm_of[by_hand[awards].rank]);
        CHECK(event.amount_meur == Approx(by_hand[awards].money));
        room[event.firm] -= event.amount_meur;
        ++awards;
    }
    CHECK(awards == std::size(by_hand));
    CHECK(bids == 40);
}

TEST_CASE("textbook: forecasts, decisions and books of the first year") {
    RunRecord run = recorded();
    const BookYear y = first_year();
    // Three kinds of firms. Rank 4 holds a contract: two years ahead it expects 15 under contract, .0703 of 90 open,
    // and 5.
    CHECK(y.forecast[3] == Approx(15 + .0703125 * 90 + 5));
    // It sells 2.5 more from 2028 on: .5 a year, from the second year to the tenth, worth 1.709, for 1.25 + .125.
    CHECK(y.npv[3] == Approx(1.709 - 1.375).epsilon(.002));
    CHECK(y.built[3] == 2.5);
    // Rank 7 has no contract; its .5 a year begins a year later, worth 1.337: not enough.
    CHECK(y.npv[6] == Approx(1.3375 - 1.375).epsilon(.002));
    CHECK(y.built[6] == 0);
    // The best firm would have had most of the 5 that went abroad. It expects to fill 5 more: 2.675 for 2.625.
    CHECK(y.shadow[0] == Approx(3.66).epsilon(.001));
    CHECK(y.npv[0] == Approx(2.675 - 2.625).epsilon(.002));
    CHECK(y.built[0] == 5);
    // Its books: cash 2 + 1.5 - .625 + .75 - 2.625 + 1 - .1375 - .35; the loan is .75, a fifth of 2.75 - 1 is repaid.
    CHECK(y.cash[0] == Approx(1.5125));
    CHECK(y.debt[0] == Approx(2.4));
    CHECK(y.equity[0] == Approx(3.6125));
    compare_sheet(run, 0, y);
    for (int k = 0; k < firms; ++k) {
        CHECK(run.at(FirmColumn::experience, 0, firm_of[k]) == Approx(.9 * 100 + 5));
        // 1, no demand: what the three refuse is not wanted in its second year, 11.3 expected for a plant of 12.5.
        CHECK(run.at(FirmColumn::binding_constraint, 0, firm_of[k]) == (y.built[k] > 0 ? 0 : 1));
        // What alone would have turned the three refusals: twice the demand (1) or half the cost (2).
        CHECK(run.at(FirmColumn::relaxations, 0, firm_of[k]) == (y.built[k] > 0 ? 0 : 3));
        CHECK(run.at(FirmColumn::trigger, 0, firm_of[k]) == 1);
        CHECK(run.at(FirmColumn::perceived_sd, 0, firm_of[k]) == 0);
    }
    CHECK(run.at(Yearly::expansions, 0, 0) == 7);
    CHECK(run.at(Yearly::investment_meur, 0, 0) == Approx(2.625 + 6 * 1.375));
    CHECK(run.at(Yearly::utilisation, 0, 0) == Approx(50. / 125));
    CHECK(run.at(Yearly::trust, 0, 0) == .5);
    CHECK(run.ledger_residual[0] < 1e-9);
}

TEST_CASE("textbook: the second year, and who scaled up") {
    RunRecord run = recorded();
    const BookYear y = second_year(first_year());
    // Room for 12.5, 7.5, 5 and 5 (beside call-offs), 7.5, 7.5: 45 of the 90 that are open; 70 are called off.
    CHECK(run.at(Yearly::requirement_meur, 1, 0) == Approx(200));
    CHECK(run.at(Yearly::domestic_orders_meur, 1, 0) == Approx(70 + 45));
    CHECK(run.at(Yearly::imports_not_addressable_meur, 1, 0) == Approx(40));
    CHECK(run.at(Yearly::imports_capacity_meur, 1, 0) == Approx(45));
    CHECK(run.at(Yearly::imports_merit_meur, 1, 0) == 0);
    CHECK(run.at(Yearly::deliveries_meur, 1, 0) == Approx(75));
    compare_sheet(run, 1, y);
    for (int k = 0; k < firms; ++k) CHECK(run.at(FirmColumn::experience, 1, firm_of[k]) == Approx(.9 * 95 + 12.5));
    // 200 were announced and 200 came: one kept announcement more, after the record of four faded by a tenth.
    CHECK(run.at(Yearly::trust, 1, 0) == Approx((.9 * 2 + 1) / (.9 * 4 + 1)));
    // Seven plants grew by a fifth or more in 2027.
    CHECK(run.at(Outcome::scale_up_share) == Approx(.7));
    CHECK(run.ledger_residual[1] < 1e-9);
}
