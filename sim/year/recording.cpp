// SPDX-License-Identifier: Apache-2.0
// The year's record: one row a technology area, and one a firm where firms are kept.
#include "sim/firm/standing.hpp"
#include "sim/world/plan.hpp"
#include "sim/year/measures.hpp"
#include "sim/year/steps.hpp"

#include <algorithm>
#include <array>

namespace drumbeat {

namespace {

constexpr std::size_t bindings = names_of<Binding>.size();

// The firms of a technology area in the year: what was ordered of all of them, the rest of those that still live.
struct AreaYear {
    double ordered_money = 0;
    double ordered_volume = 0;
    double weight = 0;
    double usable = 0;
    double output = 0;
    double turnover = 0;
    double weighted_sd = 0;
    double capacity = 0;
    double invested = 0;
    double replaced = 0;
    double expansions = 0;
    std::array<double, bindings> bound{};

    void add(const Firms& f, const OrderBook& orders, Row r) {
        ordered_money += orders.ordered_money(r);
        ordered_volume += orders.ordered(r);
        if (!f.alive[r]) return;
        weight += f.weight[r];
        usable += usable_capacity(f, r);
        output += f.output[r];
        turnover += f.turnover[r];
        weighted_sd += f.weight[r] * f.perceived_sd[r];
        capacity += f.capacity[r];
        invested += f.invested[r];
        replaced += f.replaced[r];
        expansions += f.invested[r] > 0 ? f.weight[r] : 0;
        bound[static_cast<std::size_t>(f.binding[r])] += f.weight[r];
    }
    double utilisation() const { return usable > 0 ? output / usable : missing; }
    double unit_cost() const { return ordered_volume > 0 ? ordered_money / ordered_volume : missing; }
    double perceived_sd() const { return weight > 0 ? weighted_sd / weight : missing; }
};

Yearly count_of(std::size_t binding) {
    return static_cast<Yearly>(static_cast<std::size_t>(Yearly::binding_constraint_none) + binding);
}

// Shares of the area's lines that contracts with so many call-offs to come cover, and of contracts that are obsolete.
struct Commitment {
    double next_year = 0;
    double three_years_on = 0;
    double all = 0;
    double obsolete = 0;

    void add(const Contract& contract) {
        next_year += contract.years_left >= 1 ? contract.share : 0;
        three_years_on += contract.years_left >= 3 ? contract.share : 0;
        all += contract.share;
        obsolete += contract.obsolete ? contract.share : 0;
    }
};

Commitment commitment_of(const SegmentState& state, const Firms& f) {
    Commitment sums;
    for (const Contract& contract : state.contracts)
        if (contract.row == foreign_supplier || f.alive[contract.row]) sums.add(contract);
    return sums;
}

// The ministry's side: what it announced, did not place, and has bound itself to.
void record_plan(const SegmentState& state, Area area, const Firms& f, const Recorder& record) {
    const auto put = [&](Yearly quantity, double value) { record.put(quantity, area, value); };
    const auto lines = static_cast<double>(state.lines.size());
    const Commitment bound = commitment_of(state, f);
    put(Yearly::announced_meur, state.announced_now);
    put(Yearly::carried_meur, carried_money(state));
    put(Yearly::slipped_meur, state.slipped);
    put(Yearly::put_off_meur, state.put_off);
    put(Yearly::hazard, state.hazard);
    put(Yearly::committed_1y, bound.next_year / lines);
    put(Yearly::committed_3y, bound.three_years_on / lines);
    put(Yearly::obsolete_share, bound.all > 0 ? bound.obsolete / bound.all : missing);
}

void record_area(const Year& y, const std::vector<Row>& rows, const Areas& areas, Area area, const Firms& f,
                 const OrderBook& orders, const Recorder& record) {
    const SegmentState& state = areas[area];
    AreaYear sums;
    for (const Row row : rows) sums.add(f, orders, row);
    const auto put = [&](Yearly quantity, double value) { record.put(quantity, area, value); };
    put(Yearly::planned_orders_meur, planned(y, areas, area));
    put(Yearly::requirement_meur, state.requirement);
    put(Yearly::turnover_meur, sums.turnover);
    put(Yearly::capacity_meur, sums.capacity);
    put(Yearly::utilisation, sums.utilisation());
    put(Yearly::investment_meur, sums.invested);
    put(Yearly::replacement_meur, sums.replaced);
    put(Yearly::firms, sums.weight);
    put(Yearly::expansions, sums.expansions);
    put(Yearly::unit_cost, sums.unit_cost());
    put(Yearly::perceived_sd, sums.perceived_sd());
    put(Yearly::trust, state.trust[static_cast<std::size_t>(Reader::open)].share());
    record_plan(state, area, f, record);
    for (std::size_t i = 0; i < bindings; ++i) put(count_of(i), sums.bound[i]);
}

// The row of one firm in one year. A row of the country stands for `weight` firms: sums are written per firm.
class FirmYear {
  public:
    FirmYear(const Year& y, const Areas& areas, const Firms& f, const OrderBook& orders, const Accounts& accounts,
             const Recorder& record, Row row)
        : y_(y), areas_(areas), f_(f), orders_(orders), accounts_(accounts), record_(record), r_(row) {}

    void write() const {
        write_identity();
        write_plant_and_orders();
        write_balance_sheet();
        write_beliefs();
        write_investment();
        write_character();
        write_markets();
    }

  private:
    void put(FirmColumn column, double value) const { record_.put(column, r_, value); }
    void put_per_firm(FirmColumn column, double sum) const { put(column, sum / f_.weight[r_]); }

    void write_identity() const {
        put(FirmColumn::weight, f_.weight[r_]);
        put(FirmColumn::segment, f_.area[r_].number);
        put(FirmColumn::size_class, static_cast<double>(f_.size_class[r_]));
        put(FirmColumn::birth_year, f_.cohort[r_] > 0 ? f_.cohort[r_] : y_.prepared.calendar(0));
    }

    void write_plant_and_orders() const {
        double pipeline = 0;
        for (const double arriving : f_.pipeline[r_]) pipeline += arriving;
        put_per_firm(FirmColumn::capacity_meur, f_.capacity[r_]);
        put_per_firm(FirmColumn::pipeline_meur, pipeline);
        put_per_firm(FirmColumn::capital_meur, f_.capital_per_output[r_] * f_.capacity[r_]);
        put_per_firm(FirmColumn::turnover_meur, f_.turnover[r_]);
        put_per_firm(FirmColumn::orders_meur, orders_.ordered_money(r_));
        put_per_firm(FirmColumn::backlog_meur, orders_.backlog(r_));
        put_per_firm(FirmColumn::experience, f_.experience[r_]);
        put(FirmColumn::unit_cost, f_.unit_cost[r_]);
    }

    void write_balance_sheet() const {
        const Accounts& accounts = accounts_;
        put_per_firm(FirmColumn::cash_meur, accounts.cash(r_));
        put_per_firm(FirmColumn::debt_meur, accounts.debt(r_));
        put_per_firm(FirmColumn::equity_meur, accounts.equity(r_));
    }

    void write_beliefs() const {
        const SegmentState& state = areas_[f_.area[r_]];
        const auto reader = static_cast<std::size_t>(reader_of(y_, f_, r_));
        put_per_firm(FirmColumn::forecast_demand_meur, f_.forecast[r_]);
        put(FirmColumn::perceived_sd, f_.perceived_sd[r_]);
        put(FirmColumn::trust, state.trust[reader].share());
    }

    void write_investment() const {
        put_per_firm(FirmColumn::npv_meur, f_.npv[r_]);
        put(FirmColumn::value_to_cost, f_.value_to_cost[r_]);
        put(FirmColumn::trigger, f_.trigger[r_]);
        put_per_firm(FirmColumn::investment_meur, f_.invested[r_]);
        put_per_firm(FirmColumn::replacement_meur, f_.replaced[r_]);
        put_per_firm(FirmColumn::sold_meur, f_.sold[r_]);
        put(FirmColumn::binding_constraint, static_cast<double>(f_.binding[r_]));
        if (record_.keeps_relaxations()) put(FirmColumn::relaxations, f_.relaxations[r_]);
    }

    void write_character() const {
        put_per_firm(FirmColumn::staff_meur, f_.staff[r_]);
        put(FirmColumn::region, f_.region[r_].number);
        put(FirmColumn::expectation, static_cast<double>(f_.expectation[r_]));
        put(FirmColumn::rule, static_cast<double>(f_.rule[r_]));
        put(FirmColumn::involved, reader_of(y_, f_, r_) == Reader::early ? 1 : 0);
        put(FirmColumn::knowledge, f_.knowledge[r_]);
        put(FirmColumn::quality, f_.quality[r_] + f_.readiness[r_]);
        put(FirmColumn::civil, f_.from_civil[r_]);
    }

    void write_markets() const {
        put_per_firm(FirmColumn::output_meur, f_.output[r_]);
        put_per_firm(FirmColumn::exports_meur, f_.exported[r_]);
        put_per_firm(FirmColumn::raised_private_meur, f_.raised_private[r_]);
        put_per_firm(FirmColumn::raised_secfund_meur, f_.raised_fund[r_]);
        put_per_firm(FirmColumn::raised_state_meur, f_.raised_state[r_]);
        put(FirmColumn::outside_share, f_.investors_share[r_] + f_.fund_share[r_]);
        put(FirmColumn::bids, f_.bids[r_]);
        put(FirmColumn::wins, f_.wins[r_]);
    }

    const Year& y_;
    const Areas& areas_;
    const Firms& f_;
    const OrderBook& orders_;
    const Accounts& accounts_;
    const Recorder& record_;
    Row r_;
};

} // namespace

void record_year(const Year& y, const Roll& roll, const Areas& areas, const Firms& f, const OrderBook& orders,
                 const Accounts& accounts, const Recorder& record) {
    if (!record.keeps_years()) return;
    for (const Area area : areas.keys()) record_area(y, roll.rows_of[area], areas, area, f, orders, record);
    const int rows = std::min(f.count(), record.firm_rows());
    for (const Row row : ids<Row>(static_cast<std::size_t>(rows)))
        if (f.alive[row]) FirmYear(y, areas, f, orders, accounts, record, row).write();
}

} // namespace drumbeat
