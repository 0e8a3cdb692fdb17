// SPDX-License-Identifier: Apache-2.0
#include "sim/year/desk.hpp"

#include "tests/sim/everything.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <span>
#include <type_traits>
#include <vector>

namespace drumbeat {

// Fills memory of one year with a byte, and makes it longer than the year will need.
struct Garbage {
    unsigned char byte;

    template <class Column> void put_into(Column& column) const {
        using Value = typename Column::value_type;
        static_assert(std::is_trivially_destructible_v<Value>);
        column.resize(column.size() + 3);
        std::memset(static_cast<void*>(&column.front()), byte, column.size() * sizeof(Value));
    }
    void put_into(double& value) const { std::memset(&value, byte, sizeof value); }

    void put_into(Loads& loads) const {
        constexpr int years = 40;
        loads.shape(loads.stream_share.size() + 3, years);
        for (const Row row : loads.stream_share.keys())
            for (const std::span<double> values : {loads.mean(row), loads.sd(row), loads.shift(row)})
                for (double& value : values) put_into(value);
        put_into(loads.long_run_sd);
        put_into(loads.stream_share);
    }
    void put_into(Roll& roll) const {
        for (std::vector<Row>& rows : roll.rows_of) put_into(rows);
        put_into(roll.sustainment_shares);
    }
    void put_into(Outlook& o) const {
        for (auto* column : {&o.mean, &o.sd, &o.pass}) put_into(*column);
        for (auto& column : o.mean_floor) put_into(column);
        for (auto& column : o.sd_floor) put_into(column);
        put_into(o.innovation_sd);
    }
    void put_into(AreaView& view) const {
        for (auto& of_rule : view.outlooks)
            for (Outlook& outlook : of_rule) put_into(outlook);
        put_into(view.open);
        put_into(view.survival);
        for (auto& column : view.floors) put_into(column);
        put_into(view.guaranteeing);
        put_into(view.announced);
    }
    void put_into(TenderDesk& tender) const {
        put_into(tender.lot_sizes);
        put_into(tender.race_words);
        put_into(tender.threshold);
        put_into(tender.entrants);
        put_into(tender.bids);
        put_into(tender.contract);
    }
    void put_into(EquityDesk& equity) const {
        put_into(equity.pending);
        put_into(equity.founders);
        put_into(equity.sizes);
        put_into(equity.tried);
        put_into(equity.terms);
        put_into(equity.applicants);
        put_into(equity.declined);
        put_into(equity.meetings);
        put_into(equity.encounters);
        put_into(equity.demand.applications);
        put_into(equity.demand.sizes);
        put_into(equity.demand.talks);
        put_into(equity.supply.funds);
        for (auto* column : {&equity.memory.order, &equity.memory.applicant, &equity.memory.asks, &equity.memory.inbox,
                             &equity.memory.in_line})
            put_into(*column);
        put_into(equity.memory.is_held);
        put_into(equity.memory.is_struck);
        for (auto* column : {&equity.memory.planned, &equity.memory.deals, &equity.memory.powder}) put_into(*column);
        for (EquityRounds* rounds : {&equity.rounds, &equity.without_fund}) {
            put_into(rounds->of);
            put_into(rounds->tickets);
        }
    }
    void put_into(Desk& desk) const {
        put_into(desk.roll);
        for (AreaView& view : desk.ahead) put_into(view);
        put_into(desk.tender);
        put_into(desk.loads);
        put_into(desk.queue);
        put_into(desk.doubled_load);
        put_into(desk.equity);
    }
    void put_into(Institutions& in) const {
        put_into(in.participations.ranked_);
        put_into(in.bank.ranked_);
        put_into(in.research.race_);
        put_into(in.research.research_around_);
        put_into(in.research.size_around_);
        for (auto* column : {&in.ministry.gap_, &in.ministry.plan_, &in.ministry.before_, &in.ministry.open_,
                             &in.ministry.waits_, &in.ministry.late_})
            put_into(*column);
        put_into(in.ministry.later_);
        put_into(in.ecosystems.density_);
        put_into(in.ecosystems.staff_);
        put_into(in.ecosystems.wanted_);
        put_into(in.suppliers.shares_);
        put_into(in.suppliers.wanted_);
        in.civil_market.candidate_.for_each_column([this](auto& column) { put_into(column); });
        put_into(in.civil_market.loads_);
        in.founders.firm_.for_each_column([this](auto& column) { put_into(column); });
        put_into(in.founders.loads_);
        put_into(in.private_funds.worth_);
        put_into(in.private_funds.sorted_);
    }
    // An order book shows its columns to nobody: the market's empty one is filled with work of the country's firms.
    static void put_work_into(CivilMarket& market, const OrderBook& orders, const Firms& f) {
        Rows::clear(market.no_orders_);
        Rows::add(market.no_orders_);
        OrderBook one = orders;
        for (int rows = f.count(); rows > 1; --rows) Rows::remove_last(one);
        const Row first{0};
        Rows::copy(market.no_orders_, std::span(&first, 1), one);
    }
    void put_call_offs_into(OrderBook& orders, const Firms& f) const {
        constexpr int years = 40;
        double volume = 0;
        put_into(volume);
        orders.clear_call_offs(years);
        for (const FloorGroup group : floor_groups)
            for (const Row row : f.rows())
                for (int ahead = 0; ahead < years; ++ahead) orders.expect_call_off(group, row, ahead, volume);
    }
};

} // namespace drumbeat

using namespace drumbeat;

namespace {

template <class Values> bool same_bits(const Values& a, const Values& b) {
    return std::size(a) == std::size(b) && std::memcmp(std::data(a), std::data(b), std::size(a) * sizeof a[0]) == 0;
}

bool same_events(const std::vector<Event>& a, const std::vector<Event>& b) {
    const auto same = [](const Event& x, const Event& y) {
        return x.year == y.year && x.segment == y.segment && x.firm == y.firm && x.kind == y.kind &&
               x.reason == y.reason && x.amount_meur == y.amount_meur;
    };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
}

// A run; before each year, and before the first it is empty, `spoil` finds what the years work with.
template <class Spoil> RunRecord run(const BaseAndArm& country, Spoil&& spoil) {
    World world;
    Desk desk;
    RunRecord record;
    record.keep_firms = true;
    walk(country, {5, 0}, world, record, [&](const Year& y, RunRecord* to) {
        spoil(world, desk);
        tick(y, world, desk, to);
    });
    measure(Year(*country.arm, world.luck, world.year), world, desk.roll, record);
    return record;
}

} // namespace

TEST_CASE("memory of one year is written before it is read: garbage in it changes no bit of a run") {
    Scenario arm = everything_on();
    SUBCASE("private investors are an appetite") {}
    SUBCASE("they are funds") {
        arm.private_investors.model = InvestorModel::funds;
        arm.private_funds.openness_2030 = 1;
        arm.private_investors.intercept = 3;
        arm.entry_exit.founding = Founding::equity;
    }
    const BaseAndArm country(busy_country(), arm);
    RunRecord untouched = run(country, [](World&, Desk&) {});
    for (const Outcome used :
         {Outcome::investment_meur, Outcome::plant_sold_meur, Outcome::contract_triggered_meur, Outcome::secfund_meur,
          Outcome::subsidy_meur, Outcome::participation_meur, Outcome::failed_bets, Outcome::public_rd_meur,
          Outcome::leased_capacity_meur, Outcome::screened_meur, Outcome::parts_meur, Outcome::partner_orders_meur,
          Outcome::civil_entries, Outcome::civil_sales_meur, Outcome::obsolescence_meur, Outcome::postponed_meur,
          Outcome::plan_moved_meur}) {
        CAPTURE(outcomes[static_cast<std::size_t>(used)].name);
        if (arm.private_investors.model == InvestorModel::appetite || used != Outcome::screened_meur)
            CHECK(untouched.at(used) > 0);
    }
    // Numbers that are none, and numbers that could be some: a maximum with the former hides them.
    for (const Garbage garbage : {Garbage{0xff}, Garbage{0x41}}) {
        CAPTURE(static_cast<int>(garbage.byte));
        const RunRecord spoiled = run(country, [&](World& world, Desk& desk) {
            garbage.put_into(desk);
            garbage.put_into(world.in);
            garbage.put_work_into(world.in.civil_market, world.orders, world.firms);
            garbage.put_call_offs_into(world.orders, world.firms);
        });
        CHECK(same_bits(spoiled.outcome, untouched.outcome));
        CHECK(same_bits(spoiled.yearly, untouched.yearly));
        CHECK(same_bits(spoiled.areas, untouched.areas));
        CHECK(same_bits(spoiled.sizes, untouched.sizes));
        CHECK(same_bits(spoiled.ledger_residual, untouched.ledger_residual));
        CHECK(same_bits(spoiled.firms, untouched.firms));
        CHECK(same_events(spoiled.events, untouched.events));
    }
}
