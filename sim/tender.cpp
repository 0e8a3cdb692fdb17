// SPDX-License-Identifier: Apache-2.0
// tender: the open share of each line is cut into lots; prequalified firms bid; what is lost on merit goes abroad for
// the length of a contract, what is lost on capacity for one year.
#include "sim/build_to_order.hpp"
#include "sim/lots.hpp"

#include "agents/production.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace drumbeat {

namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

struct Room { // what a firm can still take on in the delivery year, volume
    double capacity = 0, committed = 0;
    // Less than a billionth of the plant is rounding, and no room.
    double left() const { return capacity - committed > 1e-9 * capacity ? capacity - committed : 0; }
    double load() const { return capacity > 0 ? committed / capacity : 1; }
};

// Capacity at delivery, and the load already committed to it: call-offs placed, late work and sustainment. Exports take
// what is left at delivery, and so are no commitment, but for the part that is reserved.
Room room_at_delivery(const Run& run, int row) {
    const World& w = run.world;
    const Firms& f = w.firms;
    const auto r = at(row);
    const Segment& segment = run.scenario().segments[at(f.segment[r])];
    const int lead = segment.orders.lead_years;
    double capacity = f.capacity[r], staff = f.staff[r];
    const double hires = 1 + hiring_limit(run, row);
    for (int n = 0; n <= std::min(lead, longest_lag); ++n) capacity += f.pipeline[r][at(n)], staff *= hires;
    if (staff > 0) capacity = std::min(capacity, staff);
    const double reserved = run.scenario().tender.export_reserve * usual_exports(run, row) * f.export_level[r];
    const double parts = f.size_class[r] == SizeClass::prime ? 0 : parts_expected(run, row);
    const double committed = f.due[r][at(lead)] + f.due_partners[r][at(lead)] + f.late_volume[r];
    return {capacity, committed + sustainment_of(run, row) + parts + reserved};
}

// The prequalified bidders of a lot: the first few in an exponential race with rates equal to capacity
// (Efraimidis and Spirakis 2006). A firm's draw depends on the firm and the lot alone.
struct Race {
    Run& run;
    int segment, line;
    double access = 0;     // least capacity per firm
    bool reserved = false; // primes are not admitted
};

void invite(const Race& race, int lot, int wanted, std::vector<std::pair<double, int>>& entrants) {
    const Run& run = race.run;
    const Firms& f = run.world.firms;
    const std::vector<int>& rows = run.scratch.rows_of[at(race.segment)];
    const std::vector<std::uint32_t>& words = run.scratch.race_words;
    const std::size_t quad = at(lot % 4);
    for (int pass = 0; pass < 2; ++pass) {
        entrants.clear();
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const std::uint32_t word = words[i * 4 + quad];
            if (pass == 0 && word >= run.scratch.threshold[i]) continue;
            const double capacity = f.capacity[at(rows[i])];
            if (capacity <= 0 || capacity < race.access * f.weight[at(rows[i])]) continue;
            if (race.reserved && f.size_class[at(rows[i])] == SizeClass::prime) continue;
            entrants.emplace_back(-maths::log(1 - uniform(word)) / capacity, rows[i]);
        }
        if (static_cast<int>(entrants.size()) >= wanted) break;
    }
    std::sort(entrants.begin(), entrants.end());
    if (static_cast<int>(entrants.size()) > wanted) entrants.resize(at(wanted));
}

// Four lots' worth of draws for every firm of the segment.
void draw_race(const Race& race, int lot) {
    Run& run = race.run;
    const Firms& f = run.world.firms;
    const std::vector<int>& rows = run.scratch.rows_of[at(race.segment)];
    const Stream& stream = run.world.streams[at(race.segment)].invitations;
    run.scratch.race_words.resize(rows.size() * 4);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto r = at(rows[i]);
        const Words words =
            stream.block(static_cast<std::uint32_t>(f.ordinal[r]), run.calendar(), f.cohort[r], race.line, lot / 4);
        std::copy(words.w, words.w + 4, run.scratch.race_words.begin() + static_cast<std::ptrdiff_t>(i * 4));
    }
}

struct Lot {
    int segment, line, number;
    double money, share; // of this year; of the line's requirement
};

// What is different about a lot that is pooled with other countries.
struct Pooling {
    double partners = 0, preference = 0, saving = 0, access = 0;
};
Pooling pooling_of(const Run& run, int segment, const Words& words) {
    const Scenario& s = run.scenario();
    const EuropeanBuyer& buyer = s.european_buyer;
    const double saving = run.prepared.segments[at(segment)].saving;
    if (!buyer.enabled || !run.policy() || uniform(words.w[2]) >= buyer.pooled_share)
        return {0, s.tender.preference, saving, 0};
    const double kept = maths::pow(1 - buyer.scale_saving, maths::log(1 + buyer.partners) / std::numbers::ln2);
    return {buyer.partners, buyer.preference, 1 - (1 - saving) * kept, buyer.access_meur};
}

// Price of a pooled foreign contract relative to one that is not: suppliers abroad save by scale as those at home do.
double foreign_scale(const Run& run, int segment, double saving) {
    const double alone = run.prepared.segments[at(segment)].saving;
    if (saving == alone) return 1;
    const Scenario& s = run.scenario();
    const auto kept = [&](double saved) { return 1 - s.tender.saving_to_buyer * saved * (1 - s.firms.sme.margin); };
    return kept(saving) / kept(alone);
}

// Puts one lot out: invites, scores, awards, writes the contracts and places the first call-off.
void let_lot(Run& run, const Race& race, const Lot& lot) {
    World& w = run.world;
    Firms& f = w.firms;
    const Scenario& s = run.scenario();
    const Segment& area = s.segments[at(lot.segment)];
    SegmentState& state = w.segments[at(lot.segment)];
    const Streams& streams = w.streams[at(lot.segment)];
    const auto lot_id = static_cast<std::uint32_t>(lot.line) << 16 | static_cast<std::uint32_t>(lot.number);
    const Words words = streams.lots.block(lot_id, run.calendar(), 0, 1);
    const int span = s.tender.bidders_max - s.tender.bidders_min + 1;
    const int wanted = s.tender.bidders_min + std::min(span - 1, static_cast<int>(uniform(words.w[0]) * span));
    const Pooling pooling = pooling_of(run, lot.segment, words);
    auto& invited = run.scratch.invited;
    Race admitted = race;
    admitted.access = pooling.access;
    admitted.reserved = uniform(words.w[3]) < s.tender.reserved_share;
    invite(admitted, lot.number, wanted, invited);

    const double noise = s.tender.noise, saving = pooling.saving, own_part = 1 / (1 + pooling.partners);
    const double foreign_price =
        run.prepared.segments[at(lot.segment)].foreign_price * foreign_scale(run, lot.segment, pooling.saving);
    const double foreign_plain = s.tender.price_weight / foreign_price + (1 - s.tender.price_weight);
    const double foreign_score =
        foreign_plain + noise * gumbel(uniform(streams.foreign.block(lot_id, run.calendar(), 0).w[0]));
    // The first contracts of all expire staggered over the length of a framework.
    const int length = w.year == 0 ? 1 + lot.line % area.orders.framework_years : area.orders.framework_years;
    const double planned = lot.share * area.addressable_share * run.plan(lot.segment) / area.lines;
    const bool by_volume = s.neutral.of == NeutralOf::volume;
    // A plant built for one contract is weighed by that contract alone: not for lots that are pooled with others.
    const bool to_order = pooling.partners == 0 && uniform(words.w[1]) < s.tender.build_to_order_share;
    const auto offer_at = [&](double price, double room) {
        const double volume = by_volume ? lot.money : lot.money / price;
        return ContractOffer{volume, planned / price, volume - room, length, area.orders.minimum_quantity};
    };
    auto& bids = run.scratch.bids;
    bids.clear();
    for (std::size_t i = 0; i < invited.size(); ++i) {
        const int row = invited[i].second;
        const auto r = at(row);
        const Room room = room_at_delivery(run, row);
        const double price = price_of(run, row, room.load(), saving), unit = by_volume ? 1 : price;
        Bid bid;
        bid.capacity = room.left() * unit * own_part; // the partners' part needs room as well
        if (to_order && bid.capacity < lot.money && would_build(run, row, offer_at(price, room.left() * own_part))) {
            bid.to_order = lot.money - bid.capacity;
            bid.capacity = lot.money;
        }
        const Words draw = streams.bids.block(static_cast<std::uint32_t>(f.ordinal[r]), run.calendar(), f.cohort[r],
                                              lot.line, lot.number);
        bid.plain_score = s.tender.price_weight / price +
                          (1 - s.tender.price_weight) * (f.quality[r] + f.readiness[r]) + pooling.preference +
                          (reader_of(run, row) == Reader::early ? s.tender.early_bonus : 0);
        bid.score = bid.plain_score + noise * gumbel(uniform(draw.w[0]));
        bid.price = price;
        bid.tie = uniform(draw.w[1]);
        bid.bidder = row;
        ++f.bids[r];
        bids.push_back(bid);
        note(run, lot.segment, row, EventKind::bid, std::min(lot.money, bid.capacity));
    }
    const LotResult result = award_lot(lot.money, foreign_score, foreign_plain, noise, bids);
    Contract contract;
    contract.line = lot.line, contract.birth = run.calendar(), contract.lot = lot.number;
    const auto place = [&](double money) {
        contract.share = lot.share * money / lot.money;
        contract.large = planned * money / lot.money >= area.orders.large_contract_meur;
        order(run, lot.segment, contract, money);
        state.contracts.push_back(contract);
    };
    for (const Bid& bid : bids) {
        const auto r = at(bid.bidder);
        f.shadow_money[r] += bid.unfilled;
        if (bid.awarded <= 0) continue;
        contract.row = bid.bidder, contract.years_left = length - 1, contract.price = bid.price;
        contract.floor = area.orders.minimum_quantity, contract.saving = saving;
        contract.partners = pooling.partners;
        if (bid.to_order > 0 && bid.awarded > bid.capacity - bid.to_order)
            build_for_contract(run, bid.bidder,
                               offer_at(bid.price, (bid.capacity - bid.to_order) / (by_volume ? 1 : bid.price)));
        f.awarded_money[r] += bid.awarded;
        ++f.wins[r];
        place(bid.awarded);
        note(run, lot.segment, bid.bidder, EventKind::award, bid.awarded);
    }
    contract.row = abroad, contract.price = foreign_price, contract.saving = 0, contract.floor = 0;
    contract.partners = 0;
    if (result.lost_on_merit > 0) {
        contract.years_left = length - 1, contract.floor = area.orders.minimum_quantity;
        place(result.lost_on_merit);
    }
    if (result.lost_on_capacity > 0) {
        contract.years_left = 0, contract.lost_on_capacity = true, contract.floor = 0;
        contract.price = area.foreign_price;
        place(result.lost_on_capacity);
    }
}

// Cuts the open part of a line into lots.
void let_line(Run& run, int segment, int index) {
    const Segment& area = run.scenario().segments[at(segment)];
    SegmentState& state = run.world.segments[at(segment)];
    const Line& line = state.lines[at(index)];
    const double open = std::max(0.0, 1 - line.contracted);
    const double money = open * line.available;
    state.open_money += std::max(0.0, money);
    if (open < 1e-9) return;
    if (money <= 0) { // paid back to earlier floors, or let again next year
        state.lines[at(index)].carry += money;
        return;
    }
    const double expected = open * area.addressable_share * run.plan(segment) / area.lines / area.orders.lot_size_meur;
    auto& sizes = run.scratch.work;
    draw_lot_sizes(run.world.streams[at(segment)].lots, index, run.calendar(), expected, area.orders.lot_size_cv,
                   sizes);
    double total = 0;
    for (const double size : sizes) total += size;
    const Race race{run, segment, index};
    for (int lot = 0; lot < static_cast<int>(sizes.size()); ++lot) {
        if (lot % 4 == 0) draw_race(race, lot);
        const double share = sizes[at(lot)] / total;
        let_lot(run, race, {segment, index, lot, share * money, share * open});
    }
}

// A first filter for the race: words at or above the threshold are later than a dozen firms are expected to be.
void set_thresholds(Run& run, int segment) {
    const Firms& f = run.world.firms;
    const std::vector<int>& rows = run.scratch.rows_of[at(segment)];
    double total = 0;
    for (const int row : rows) total += f.capacity[at(row)];
    const double time = total > 0 ? 12 / total : 1e300;
    run.scratch.threshold.resize(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const double passes = 1 - maths::exp(-f.capacity[at(rows[i])] * time);
        run.scratch.threshold[i] =
            static_cast<std::uint32_t>(std::min(4294967295.0, passes * 4294967296.0)); // u < passes wins early
    }
}

// A firm's learning factor, computed once for the same numbers.
double learning_of(const Run& run, std::size_t r, double reference) {
    std::vector<Scratch::Learnt>& learnt = run.scratch.learnt;
    if (learnt.size() <= r) learnt.resize(at(run.world.firms.count()));
    Scratch::Learnt& known = learnt[r];
    const Firms& f = run.world.firms;
    const double experience = f.experience[r], exponent = run.prepared.segments[at(f.segment[r])].learning;
    if (known.experience != experience || known.reference != reference || known.exponent != exponent)
        known = {experience, reference, exponent, learning_factor(experience, reference, exponent)};
    return known.factor;
}

} // namespace

double usable_capacity(const World& w, int row) { return std::min(w.firms.capacity[at(row)], w.firms.staff[at(row)]); }

double sustainment_of(const Run& run, int row) {
    const Firms& f = run.world.firms;
    const int segment = f.segment[at(row)];
    const double shares = run.scratch.sustainment_shares[at(segment)];
    return shares > 0 ? f.sustainment_share[at(row)] / shares * run.scenario().segments[at(segment)].sustainment_meur
                      : 0;
}

Reader reader_of(const Run& run, int row) {
    const Firms& f = run.world.firms;
    const OrderStream& orders = run.scenario().segments[at(f.segment[at(row)])].orders;
    return f.involved_u[at(row)] < orders.early_involvement ? Reader::early : Reader::open;
}

double unit_cost(const Run& run, int row) {
    const Firms& f = run.world.firms;
    const auto r = at(row);
    const double reference = f.reference_output[r] * run.world.segments[at(f.segment[r])].experience_years;
    return f.base_cost[r] * f.cost_factor[r] * f.conditions[r] * learning_of(run, r, reference);
}

double price_of(const Run& run, int row, double committed_load, double saving) {
    const Tender& tender = run.scenario().tender;
    return asking_price(
        {unit_cost(run, row), run.world.firms.margin[at(row)], committed_load, saving, tender.saving_to_buyer},
        tender.scarcity_markup);
}

void tender(Run& run) {
    for (int segment = 0; segment < static_cast<int>(run.scenario().segments.size()); ++segment) {
        SegmentState& state = run.world.segments[at(segment)];
        const Segment& area = run.scenario().segments[at(segment)];
        state.open_money = 0;
        if (state.not_addressable != 0)
            import(run, segment, Yearly::imports_not_addressable_meur, state.not_addressable, area.foreign_price);
        if (area.addressable_share * run.plan(segment) <= 0) continue;
        set_thresholds(run, segment);
        if (run.scenario().tender.build_to_order_share > 0) look_ahead(run, segment);
        for (int line = 0; line < area.lines; ++line) let_line(run, segment, line);
    }
}

} // namespace drumbeat
