// SPDX-License-Identifier: Apache-2.0
// The open share of each line is cut into lots; prequalified firms bid; what is lost on merit goes abroad for the
// length of a contract, what is lost on capacity for one year.
#include "sim/firm/cost.hpp"
#include "sim/firm/made_to_order.hpp"
#include "sim/firm/standing.hpp"
#include "sim/world/plan.hpp"
#include "sim/year/building.hpp"
#include "sim/year/invitation.hpp"
#include "sim/year/lots.hpp"
#include "sim/year/ordering.hpp"
#include "sim/year/steps.hpp"

#include <algorithm>

namespace drumbeat {

// Areas are put out in the order of a keyed draw, so that none is first at the purses by its place in the scenario.
void line_up_tenders(const Year& y, const Areas& areas, std::vector<std::pair<double, Area>>& turns) {
    turns.clear();
    for (const Area area : areas.keys())
        turns.emplace_back(draw(draws::turn_at_tender, y.luck, AreaInYear{area, y.calendar}), area);
    std::sort(turns.begin(), turns.end());
}

void buy_unaddressable(const Year& y, const Areas& areas, Area area, Accounts& accounts, const Recorder& record) {
    const double money = areas[area].not_addressable;
    const double price = segment_of(y.scenario, area).foreign_price;
    if (money != 0) import(y, area, Yearly::imports_not_addressable_meur, money, price, accounts, record);
}

namespace {

// The tender of one area in one year: what is read, and what is written.
class AreaTender {
  public:
    AreaTender(const Year& y, Area area, Desk& desk, Institutions& in, Areas& areas, Firms& f, OrderBook& orders,
               Accounts& accounts, const Recorder& record)
        : y_(y), s_(segment_of(y.scenario, area)), area_(area), rows_(desk.roll.rows_of[area]), desk_(desk), in_(in),
          areas_(areas), f_(f), orders_(orders), accounts_(accounts), record_(record) {}

    void let_line(int line);

  private:
    LotTerms terms_of(const Lot&) const;
    double postpone(Line&, double money);
    void let_lot(const Lot&);
    void collect_bids(const Lot&, const LotTerms&);
    Bid bid_of(const Lot&, const LotTerms&, Row row);
    ContractOffer offer_of(const Lot&, const LotTerms&, double price, double room) const;
    PlantForLot plant_of(const ContractOffer&, Row row, bool with_fund = true);
    void build_to_order(const ContractOffer&, Row row);
    void sign(const Lot&, const LotTerms&, Contract, double money);
    void sign_with(const Lot&, const LotTerms&, const Bid&);
    void sign_abroad(const Lot&, const LotTerms&, const LotResult&);
    LotInYear place_of(const Lot& lot) const { return {lot.area, lot.line, lot.number, y_.calendar}; }

    const Year& y_;
    const Segment& s_;
    Area area_;
    const std::vector<Row>& rows_;
    Desk& desk_;
    Institutions& in_;
    Areas& areas_;
    Firms& f_;
    OrderBook& orders_;
    Accounts& accounts_;
    const Recorder& record_;
};

LotTerms AreaTender::terms_of(const Lot& lot) const {
    const Tender& rules = y_.scenario.tender;
    const SegmentTables& tables = y_.prepared.segments[area_];
    const auto luck = drawn_with(draws::bidder_count, y_.luck, place_of(lot));
    const int span = rules.bidders_max - rules.bidders_min + 1;
    LotTerms terms;
    terms.wanted = rules.bidders_min + std::min(span - 1, static_cast<int>(luck[draws::bidder_count] * span));
    terms.preference = rules.preference;
    terms.saving = tables.saving;
    terms.foreign_price = tables.foreign_price;
    pool(terms, y_, luck[draws::pooling]);
    terms.reserved = luck[draws::reservation] < rules.reserved_share;
    // A plant built for one contract is weighed by that contract alone: not for lots that are pooled with others.
    terms.to_order = terms.partners == 0 && luck[draws::open_to_build] < rules.build_to_order_share;
    terms.by_volume = y_.scenario.neutral.of == NeutralOf::volume;
    // The first contracts of all expire staggered over the length of a framework.
    const int framework = s_.orders.framework_years;
    terms.years = y_.simulated == 0 ? 1 + lot.line % framework : framework;
    terms.planned = lot.share * s_.addressable_share * planned(y_, areas_, area_) / s_.lines;
    return terms;
}

struct Room { // what a firm can still take on in the delivery year, volume
    double capacity = 0;
    double committed = 0;
    // Less than a billionth of the plant is rounding, and no room.
    double left() const { return capacity - committed > 1e-9 * capacity ? capacity - committed : 0; }
    double load() const { return capacity > 0 ? committed / capacity : 1; }
};

// Capacity at delivery, and the load already committed to it: call-offs placed, late work and sustainment. Exports take
// what is left at delivery, and so are no commitment, but for the part that is reserved.
Room room_at_delivery(const Year& y, const Roll& roll, const Firms& f, const OrderBook& orders, Row r) {
    const int lead = segment_of(y.scenario, f.area[r]).orders.lead_years;
    const double hires = 1 + hiring_limit(y.prepared, f, r);
    double capacity = f.capacity[r];
    double staff = f.staff[r];
    for (int n = 0; n <= std::min(lead, longest_lag); ++n) {
        capacity += f.pipeline[r][n];
        staff *= hires;
    }
    if (staff > 0) capacity = std::min(capacity, staff);
    const double reserved = y.scenario.tender.export_reserve * usual_exports(y, f, r) * f.export_level[r];
    const double committed = orders.due(r, lead) + orders.partners_due(r, lead) + orders.late(r);
    return {capacity, committed + sustainment_of(y, roll, f, r) + f.parts[r] + reserved};
}

// The contract that a bidder would have, `room` of whose volume its plant can do.
ContractOffer AreaTender::offer_of(const Lot& lot, const LotTerms& terms, double price, double room) const {
    const double volume = terms.by_volume ? lot.money : lot.money / price;
    return {volume, terms.planned / price, volume - room, terms.years, s_.orders.minimum_quantity};
}

PlantForLot AreaTender::plant_of(const ContractOffer& contract, Row r, bool with_fund) {
    Support support = support_for(in_, y_, f_, accounts_, r);
    support.fund = support.fund && with_fund;
    const Applicant firm = applicant_with(y_, f_, accounts_, desk_.draws, support, r, contract);
    return plant_for(y_, areas_, desk_.ahead, f_, firm, r, contract, support, desk_.tender.contract);
}

void AreaTender::build_to_order(const ContractOffer& contract, Row r) {
    const PlantForLot plant = plant_of(contract, r);
    if (!plant.funding.complete) return;
    MoneyAsked asked;
    asked.note(plant.funding);
    note_asked(y_, f_, r, asked, false, plant.funding, record_);
    if (plant.funding.fund > 0) {
        const PlantForLot without = plant_of(contract, r, false);
        const WeighedExpansion alone{without.choice, 0, without.funding};
        count_additionality(in_.fund, {plant.choice, 0, plant.funding}, alone.funding.complete ? &alone : nullptr,
                            record_);
    }
    build(y_, in_, f_, accounts_, record_, r, plant.choice, plant.funding);
    record_.totals.contract_triggered += plant.choice.outlay;
}

// How a bid scores without noise: on price, on quality, and by what is preferred.
double plain_score(const Year& y, const Firms& f, Row r, double price, double preference) {
    const Tender& rules = y.scenario.tender;
    return rules.price_weight / price + (1 - rules.price_weight) * (f.quality[r] + f.readiness[r]) + preference +
           (reader_of(y, f, r) == Reader::early ? rules.early_bonus : 0);
}

// What a firm bids: its price, how that scores, and how much of the lot it has room for or would build for.
Bid AreaTender::bid_of(const Lot& lot, const LotTerms& terms, Row r) {
    const Tender& rules = y_.scenario.tender;
    const FirmAtLot here{identity_of(f_, r), y_.calendar, lot.line, lot.number};
    const auto luck = drawn_with(draws::bid_noise, y_.luck, here);
    const Room room = room_at_delivery(y_, desk_.roll, f_, orders_, r);
    Bid bid;
    bid.bidder = r.number;
    bid.price = price_of(rules, f_, r, room.load(), terms.saving);
    bid.capacity = room.left() * (terms.by_volume ? 1 : bid.price) * terms.own_part();
    if (terms.to_order && bid.capacity < lot.money &&
        plant_of(offer_of(lot, terms, bid.price, room.left() * terms.own_part()), r).funding.complete) {
        bid.to_order = lot.money - bid.capacity;
        bid.capacity = lot.money;
    }
    bid.plain_score = plain_score(y_, f_, r, bid.price, terms.preference);
    bid.score = bid.plain_score + rules.noise * luck[draws::bid_noise];
    bid.tie = luck[draws::bid_tie];
    return bid;
}

void AreaTender::collect_bids(const Lot& lot, const LotTerms& terms) {
    TenderDesk& desk = desk_.tender;
    invite(f_, rows_, lot, terms, desk);
    desk.bids.clear();
    for (const auto& [time, row] : desk.entrants) {
        desk.bids.push_back(bid_of(lot, terms, row));
        ++f_.bids[row];
        record_.note(area_, row, EventKind::bid, std::min(lot.money, desk.bids.back().capacity));
    }
}

// Signs a contract over `money` of the lot and places its first call-off.
void AreaTender::sign(const Lot& lot, const LotTerms& terms, Contract contract, double money) {
    contract.line = lot.line;
    contract.lot = lot.number;
    contract.birth = y_.calendar;
    contract.share = lot.share * money / lot.money;
    contract.large = terms.planned * money / lot.money >= s_.orders.large_contract_meur;
    order(y_, area_, contract, money, f_, orders_, accounts_, record_);
    areas_[area_].contracts.push_back(contract);
}

void AreaTender::sign_with(const Lot& lot, const LotTerms& terms, const Bid& bid) {
    const Row r{bid.bidder};
    const double room = bid.capacity - bid.to_order;
    if (bid.to_order > 0 && bid.awarded > room)
        build_to_order(offer_of(lot, terms, bid.price, room / (terms.by_volume ? 1 : bid.price)), r);
    f_.awarded_money[r] += bid.awarded;
    ++f_.wins[r];
    Contract contract;
    contract.row = r;
    contract.years_left = terms.years - 1;
    contract.price = bid.price;
    contract.floor = s_.orders.minimum_quantity;
    contract.saving = terms.saving;
    contract.partners = terms.partners;
    sign(lot, terms, contract, bid.awarded);
    record_.note(area_, r, EventKind::award, bid.awarded);
}

// What was lost on merit goes abroad for the length of a contract, what was lost on capacity for one year.
void AreaTender::sign_abroad(const Lot& lot, const LotTerms& terms, const LotResult& result) {
    if (result.lost_on_merit > 0) {
        Contract contract;
        contract.years_left = terms.years - 1;
        contract.price = terms.foreign_price;
        contract.floor = s_.orders.minimum_quantity;
        sign(lot, terms, contract, result.lost_on_merit);
    }
    if (result.lost_on_capacity > 0) {
        Contract bridge;
        bridge.price = s_.foreign_price;
        bridge.lost_on_capacity = true;
        sign(lot, terms, bridge, result.lost_on_capacity);
    }
}

// Puts one lot out: invites, scores, awards and signs.
void AreaTender::let_lot(const Lot& lot) {
    const Tender& rules = y_.scenario.tender;
    const LotTerms terms = terms_of(lot);
    collect_bids(lot, terms);
    std::vector<Bid>& bids = desk_.tender.bids;
    const double foreign_plain = rules.price_weight / terms.foreign_price + (1 - rules.price_weight);
    const double noise = draw(draws::foreign_noise, y_.luck, place_of(lot));
    const LotResult result =
        award_lot(lot.money, foreign_plain + rules.noise * noise, foreign_plain, rules.noise, bids);
    for (const Bid& bid : bids) {
        f_.shadow_money[Row(bid.bidder)] += bid.unfilled;
        if (bid.awarded > 0) sign_with(lot, terms, bid);
    }
    sign_abroad(lot, terms, result);
}

// What the ministry does not let of a line's open lots stays with the line. Returns the part that it lets.
double AreaTender::postpone(Line& line, double money) {
    const double let = in_.ministry.may_let(area_);
    if (let >= 1) return 1;
    const double waits = (1 - let) * money;
    SegmentState& state = areas_[area_];
    line.carry += waits;
    state.placed -= waits;
    state.postponed += waits;
    in_.ministry.postpone(waits);
    return let;
}

// Cuts the open part of a line into lots.
void AreaTender::let_line(int index) {
    SegmentState& state = areas_[area_];
    Line& line = state.lines[index];
    double open = std::max(0.0, 1 - line.contracted);
    double money = open * line.available;
    if (money > 0) {
        const double let = postpone(line, money);
        open *= let;
        money *= let;
    }
    state.open_money += std::max(0.0, money);
    if (open < 1e-9) return;
    if (money <= 0) { // paid back to earlier floors, or let again next year
        line.carry += money;
        return;
    }
    const double expected =
        open * s_.addressable_share * planned(y_, areas_, area_) / s_.lines / s_.orders.lot_size_meur;
    std::vector<double>& sizes = desk_.tender.lot_sizes;
    draw_lot_sizes(y_.luck, LotsInYear{area_, index, y_.calendar}, expected, s_.orders.lot_size_cv, sizes);
    double total = 0;
    for (const double size : sizes) total += size;
    for (int lot = 0; lot < static_cast<int>(sizes.size()); ++lot) {
        if (lot % lots_together == 0) draw_race(y_, f_, rows_, index, lot, desk_.tender);
        const double share = sizes[lot] / total;
        let_lot({area_, index, lot, share * money, share * open});
    }
}

// Contracts that are signed this year guarantee a share of the plan as it stands.
void note_plan(const Year& y, Areas& areas, Area area) {
    const SegmentTables& t = y.prepared.segments[area];
    const int last = static_cast<int>(t.plan.size()) - 1 - y.simulated;
    const auto planned_then = [&](int ahead) {
        const int known = std::min(ahead, last);
        return planned(y, areas, area, known);
    };
    areas[area].signed_plans.sign(y.calendar, planned_then);
}

} // namespace

void tender(const Year& y, Area area, Desk& desk, Institutions& in, Areas& areas, Firms& f, OrderBook& orders,
            Accounts& accounts, const Recorder& record) {
    const Segment& s = segment_of(y.scenario, area);
    areas[area].open_money = 0;
    areas[area].postponed_before = areas[area].postponed;
    areas[area].postponed = 0;
    if (s.addressable_share * planned(y, areas, area) <= 0) return;
    if (s.orders.minimum_quantity > 0) note_plan(y, areas, area);
    set_thresholds(f, desk.roll.rows_of[area], desk.tender);
    AreaTender here(y, area, desk, in, areas, f, orders, accounts, record);
    for (int line = 0; line < s.lines; ++line) here.let_line(line);
}

} // namespace drumbeat
