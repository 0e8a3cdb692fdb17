// SPDX-License-Identifier: Apache-2.0
// The open share of each line is cut into lots; prequalified firms bid; what is lost on merit goes abroad for
// the length of a contract, what is lost on capacity for one year.
#include "sim/firm/build_to_order.hpp"
#include "sim/firm/cost.hpp"
#include "sim/year/calling_off.hpp"
#include "sim/year/lots.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace drumbeat {

namespace {

struct Room { // what a firm can still take on in the delivery year, volume
    double capacity = 0, committed = 0;
    // Less than a billionth of the plant is rounding, and no room.
    double left() const { return capacity - committed > 1e-9 * capacity ? capacity - committed : 0; }
    double load() const { return capacity > 0 ? committed / capacity : 1; }
};

// Capacity at delivery, and the load already committed to it: call-offs placed, late work and sustainment. Exports take
// what is left at delivery, and so are no commitment, but for the part that is reserved.
Room room_at_delivery(const Run& run, Row r) {
    const World& w = run.world;
    const Firms& f = w.firms;
    const Segment& segment = segment_of(run.scenario, f.segment[r]);
    const int lead = segment.orders.lead_years;
    double capacity = f.capacity[r], staff = f.staff[r];
    const double hires = 1 + hiring_limit(run.prepared, f, r);
    for (int n = 0; n <= std::min(lead, longest_lag); ++n) {
        capacity += f.pipeline[r][n];
        staff *= hires;
    }
    if (staff > 0) capacity = std::min(capacity, staff);
    const double reserved = run.scenario.tender.export_reserve * usual_exports(run, r) * f.export_level[r];
    const double committed = w.orders.due(r, lead) + w.orders.partners_due(r, lead) + w.orders.late(r);
    return {capacity, committed + sustainment_of(run, r) + f.parts[r] + reserved};
}

// A lot: a part of what is open of a line.
struct Lot {
    Area segment;
    int line, number;
    double money; // of this year, meur
    double share; // of the line's requirement

    LotInYear in(int year) const { return {segment, line, number, year}; }
};

// On which terms a lot is put out.
struct LotTerms {
    int wanted = 0;         // bidders
    double partners = 0;    // volume that other countries order with each unit of it
    double preference = 0;  // added to the scores of bidders at home
    double saving = 0;      // share of unit cost that long contracts and scale save
    double access = 0;      // least capacity of a bidder, per firm
    bool reserved = false;  // primes are not admitted
    bool to_order = false;  // bidders may offer plant that they would build
    bool by_volume = false; // requirement is a volume, not money
    int years = 1;          // length of its contracts
    double planned = 0;     // requirement that it stands for by the plan, meur a year
    double foreign_price = 1;

    double own_part() const { return 1 / (1 + partners); } // of the room that an order takes, the rest is partners'
};

// Whether the lot is pooled with other countries, and what that changes.
void pool(const Run& run, const Lot& lot, double luck, LotTerms& terms) {
    const Scenario& s = run.scenario;
    const EuropeanBuyer& buyer = s.european_buyer;
    const double saving = run.prepared.segments[lot.segment].saving;
    terms.preference = s.tender.preference;
    terms.saving = saving;
    if (!buyer.enabled || !run.policy || luck >= buyer.pooled_share) return;
    const double kept = maths::pow(1 - buyer.scale_saving, maths::log(1 + buyer.partners) / std::numbers::ln2);
    terms.partners = buyer.partners;
    terms.preference = buyer.preference;
    terms.saving = 1 - (1 - saving) * kept;
    terms.access = buyer.access_meur;
}

// Price of a pooled foreign contract relative to one that is not: suppliers abroad save by scale as those at home do.
double foreign_scale(const Run& run, Area segment, double saving) {
    const double alone = run.prepared.segments[segment].saving;
    if (saving == alone) return 1;
    const Scenario& s = run.scenario;
    const auto kept = [&](double saved) { return 1 - s.tender.saving_to_buyer * saved * (1 - s.firms.sme.margin); };
    return kept(saving) / kept(alone);
}

LotTerms terms_of(const Run& run, const Lot& lot) {
    const Scenario& s = run.scenario;
    const Segment& area = segment_of(s, lot.segment);
    const auto luck = drawn_with(draws::bidder_count, run.world.streams, lot.in(run.calendar));
    const int span = s.tender.bidders_max - s.tender.bidders_min + 1;
    const int framework = area.orders.framework_years;
    LotTerms terms;
    terms.wanted = s.tender.bidders_min + std::min(span - 1, static_cast<int>(luck[draws::bidder_count] * span));
    pool(run, lot, luck[draws::pooling], terms);
    terms.reserved = luck[draws::reservation] < s.tender.reserved_share;
    // A plant built for one contract is weighed by that contract alone: not for lots that are pooled with others.
    terms.to_order = terms.partners == 0 && luck[draws::open_to_build] < s.tender.build_to_order_share;
    terms.by_volume = s.neutral.of == NeutralOf::volume;
    // The first contracts of all expire staggered over the length of a framework.
    terms.years = run.simulated == 0 ? 1 + lot.line % framework : framework;
    terms.planned = lot.share * area.addressable_share * run.plan(lot.segment) / area.lines;
    terms.foreign_price =
        run.prepared.segments[lot.segment].foreign_price * foreign_scale(run, lot.segment, terms.saving);
    return terms;
}

bool is_admitted(const Firms& f, Row r, const LotTerms& terms) {
    if (f.capacity[r] <= 0 || f.capacity[r] < terms.access * f.weight[r]) return false;
    return !terms.reserved || f.size_class[r] != SizeClass::prime;
}

// The prequalified bidders of a lot: the first few in an exponential race with rates equal to capacity
// (Efraimidis and Spirakis 2006). A firm's draw depends on the firm and the lot alone. Most firms draw a time that
// could not be among the first; only where too few are left without them, all are looked at.
void invite(const Run& run, const Lot& lot, const LotTerms& terms, std::vector<std::pair<double, Row>>& entrants) {
    const Firms& f = run.world.firms;
    const std::vector<Row>& rows = run.scratch.rows_of[lot.segment];
    const std::vector<std::uint32_t>& words = run.scratch.race_words;
    const std::size_t quad = lot.number % lots_together;
    for (const bool early_only : {true, false}) {
        entrants.clear();
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const std::uint32_t word = words[i * lots_together + quad];
            if (early_only && word >= run.scratch.threshold[i]) continue;
            const Row r = rows[i];
            if (is_admitted(f, r, terms))
                entrants.emplace_back(-maths::log(1 - uniform(word)) / f.capacity[r], rows[i]);
        }
        if (static_cast<int>(entrants.size()) >= terms.wanted) break;
    }
    std::sort(entrants.begin(), entrants.end());
    if (static_cast<int>(entrants.size()) > terms.wanted) entrants.resize(terms.wanted);
}

// Four lots' worth of draws for each of an area's firms.
void draw_race(const World& w, const LotInYear& first, const std::vector<Row>& rows, std::vector<std::uint32_t>& race) {
    race.resize(rows.size() * lots_together);
    auto to = race.begin();
    for (const Row r : rows) {
        const FirmAtLots four{identity_of(w.firms, r), first.year, first.line, first.lot};
        const Words words = drawn_with(draws::invitation_race, w.streams, four).words;
        to = std::copy(words.w, words.w + lots_together, to);
    }
}

// The contract that a bidder would have, `room` of whose volume its plant can do.
ContractOffer offer_of(const Run& run, const Lot& lot, const LotTerms& terms, double price, double room) {
    const double volume = terms.by_volume ? lot.money : lot.money / price;
    const double floor = segment_of(run.scenario, lot.segment).orders.minimum_quantity;
    return {volume, terms.planned / price, volume - room, terms.years, floor};
}

// What a firm bids: its price, how that scores, and how much of the lot it has room for or would build for.
Bid bid_of(Run& run, const Lot& lot, const LotTerms& terms, Row r) {
    const Firms& f = run.world.firms;
    const Tender& rules = run.scenario.tender;
    const FirmAtLot here{identity_of(f, r), run.calendar, lot.line, lot.number};
    const auto luck = drawn_with(draws::bid_noise, run.world.streams, here);
    const Room room = room_at_delivery(run, r);
    Bid bid;
    bid.bidder = r.number;
    bid.price = price_of(rules, f, r, room.load(), terms.saving);
    bid.capacity = room.left() * (terms.by_volume ? 1 : bid.price) * terms.own_part();
    if (terms.to_order && bid.capacity < lot.money &&
        would_build(run, r, offer_of(run, lot, terms, bid.price, room.left() * terms.own_part()))) {
        bid.to_order = lot.money - bid.capacity;
        bid.capacity = lot.money;
    }
    bid.plain_score = rules.price_weight / bid.price + (1 - rules.price_weight) * (f.quality[r] + f.readiness[r]) +
                      terms.preference + (reader_of(run, r) == Reader::early ? rules.early_bonus : 0);
    bid.score = bid.plain_score + rules.noise * luck[draws::bid_noise];
    bid.tie = luck[draws::bid_tie];
    return bid;
}

void collect_bids(Run& run, const Lot& lot, const LotTerms& terms) {
    Scratch& scratch = run.scratch;
    invite(run, lot, terms, scratch.invited);
    scratch.bids.clear();
    for (std::size_t i = 0; i < scratch.invited.size(); ++i) {
        const Row row = scratch.invited[i].second;
        const Bid bid = bid_of(run, lot, terms, row);
        scratch.bids.push_back(bid);
        ++run.world.firms.bids[row];
        run.record.note(lot.segment, row, EventKind::bid, std::min(lot.money, bid.capacity));
    }
}

// Signs a contract over `money` of the lot and places its first call-off.
void sign(Run& run, const Lot& lot, const LotTerms& terms, Contract contract, double money) {
    const Segment& area = segment_of(run.scenario, lot.segment);
    contract.line = lot.line;
    contract.lot = lot.number;
    contract.birth = run.calendar;
    contract.share = lot.share * money / lot.money;
    contract.large = terms.planned * money / lot.money >= area.orders.large_contract_meur;
    World& w = run.world;
    order(run, lot.segment, contract, money, w.firms, w.orders, w.accounts, w.totals, run.record);
    w.segments[lot.segment].contracts.push_back(contract);
}

void sign_with(Run& run, const Lot& lot, const LotTerms& terms, const Bid& bid) {
    Firms& f = run.world.firms;
    const Row r{bid.bidder};
    const double room = bid.capacity - bid.to_order;
    if (bid.to_order > 0 && bid.awarded > room)
        build_for_contract(run, r, offer_of(run, lot, terms, bid.price, room / (terms.by_volume ? 1 : bid.price)));
    f.awarded_money[r] += bid.awarded;
    ++f.wins[r];
    Contract contract;
    contract.row = r;
    contract.years_left = terms.years - 1;
    contract.price = bid.price;
    contract.floor = segment_of(run.scenario, lot.segment).orders.minimum_quantity;
    contract.saving = terms.saving;
    contract.partners = terms.partners;
    sign(run, lot, terms, contract, bid.awarded);
    run.record.note(lot.segment, r, EventKind::award, bid.awarded);
}

// What was lost on merit goes abroad for the length of a contract, what was lost on capacity for one year.
void sign_abroad(Run& run, const Lot& lot, const LotTerms& terms, const LotResult& result) {
    const Segment& area = segment_of(run.scenario, lot.segment);
    if (result.lost_on_merit > 0) {
        Contract contract;
        contract.years_left = terms.years - 1;
        contract.price = terms.foreign_price;
        contract.floor = area.orders.minimum_quantity;
        sign(run, lot, terms, contract, result.lost_on_merit);
    }
    if (result.lost_on_capacity > 0) {
        Contract bridge;
        bridge.price = area.foreign_price;
        bridge.lost_on_capacity = true;
        sign(run, lot, terms, bridge, result.lost_on_capacity);
    }
}

// Puts one lot out: invites, scores, awards and signs.
void let_lot(Run& run, const Lot& lot) {
    const Tender& rules = run.scenario.tender;
    const LotTerms terms = terms_of(run, lot);
    collect_bids(run, lot, terms);
    const double foreign_plain = rules.price_weight / terms.foreign_price + (1 - rules.price_weight);
    const double noise = draw(draws::foreign_noise, run.world.streams, lot.in(run.calendar));
    const double foreign_score = foreign_plain + rules.noise * noise;
    const LotResult result = award_lot(lot.money, foreign_score, foreign_plain, rules.noise, run.scratch.bids);
    for (const Bid& bid : run.scratch.bids) {
        run.world.firms.shadow_money[Row(bid.bidder)] += bid.unfilled;
        if (bid.awarded > 0) sign_with(run, lot, terms, bid);
    }
    sign_abroad(run, lot, terms, result);
}

// Cuts the open part of a line into lots.
void let_line(Run& run, Area segment, int index) {
    const Segment& area = segment_of(run.scenario, segment);
    SegmentState& state = run.world.segments[segment];
    Line& line = state.lines[index];
    const double open = std::max(0.0, 1 - line.contracted);
    const double money = open * line.available;
    state.open_money += std::max(0.0, money);
    if (open < 1e-9) return;
    if (money <= 0) { // paid back to earlier floors, or let again next year
        line.carry += money;
        return;
    }
    const double expected = open * area.addressable_share * run.plan(segment) / area.lines / area.orders.lot_size_meur;
    auto& sizes = run.scratch.work;
    const LotsInYear lots{segment, index, run.calendar};
    draw_lot_sizes(run.world.streams, lots, expected, area.orders.lot_size_cv, sizes);
    double total = 0;
    for (const double size : sizes) total += size;
    for (int lot = 0; lot < static_cast<int>(sizes.size()); ++lot) {
        const LotInYear now{segment, index, lot, run.calendar};
        if (lot % lots_together == 0) draw_race(run.world, now, run.scratch.rows_of[segment], run.scratch.race_words);
        const double share = sizes[lot] / total;
        let_lot(run, {segment, index, lot, share * money, share * open});
    }
}

// A first filter for the race: words at or above the threshold are later than a dozen firms are expected to be.
void set_thresholds(Run& run, Area segment) {
    const Firms& f = run.world.firms;
    const std::vector<Row>& rows = run.scratch.rows_of[segment];
    double total = 0;
    for (const Row row : rows) total += f.capacity[row];
    const double time = total > 0 ? 12 / total : 1e300;
    run.scratch.threshold.resize(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const double passes = 1 - maths::exp(-f.capacity[rows[i]] * time);
        run.scratch.threshold[i] =
            static_cast<std::uint32_t>(std::min(4294967295.0, passes * 4294967296.0)); // u < passes wins early
    }
}

} // namespace

double usable_capacity(const World& w, Row row) { return std::min(w.firms.capacity[row], w.firms.staff[row]); }

double sustainment_of(const Run& run, Row row) {
    const Firms& f = run.world.firms;
    const Area segment = f.segment[row];
    const double shares = run.scratch.sustainment_shares[segment];
    return shares > 0 ? f.sustainment_share[row] / shares * segment_of(run.scenario, segment).sustainment_meur : 0;
}

Reader reader_of(const Run& run, Row row) {
    const Firms& f = run.world.firms;
    const OrderStream& orders = segment_of(run.scenario, f.segment[row]).orders;
    return f.involved_u[row] < orders.early_involvement ? Reader::early : Reader::open;
}

void buy_unaddressable(Run& run, Area segment) {
    const double money = run.world.segments[segment].not_addressable;
    const double price = segment_of(run.scenario, segment).foreign_price;
    World& w = run.world;
    if (money != 0)
        import(run, segment, Yearly::imports_not_addressable_meur, money, price, w.accounts, w.totals, run.record);
}

void tender(Run& run, Area segment) {
    const Segment& area = segment_of(run.scenario, segment);
    run.world.segments[segment].open_money = 0;
    if (area.addressable_share * run.plan(segment) <= 0) return;
    set_thresholds(run, segment);
    for (int line = 0; line < area.lines; ++line) let_line(run, segment, line);
}

} // namespace drumbeat
