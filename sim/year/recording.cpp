// SPDX-License-Identifier: Apache-2.0
// The year's record: one row a technology area, and one a firm where firms are kept.
#include "sim/world/phases.hpp"
#include "sim/year/closing.hpp"

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

    void add(const World& w, Row r) {
        const Firms& f = w.firms;
        ordered_money += w.orders.ordered_money(r);
        ordered_volume += w.orders.ordered(r);
        if (!f.alive[r]) return;
        weight += f.weight[r];
        usable += usable_capacity(w, r);
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

void record_area(const Run& run, Area segment) {
    const World& w = run.world;
    const SegmentState& state = w.segments[segment];
    AreaYear area;
    for (const Row row : run.scratch.rows_of[segment]) area.add(w, row);
    const auto put = [&](Yearly quantity, double value) { run.record.put(quantity, segment, value); };
    put(Yearly::planned_orders_meur, run.plan(segment));
    put(Yearly::requirement_meur, state.requirement);
    put(Yearly::turnover_meur, area.turnover);
    put(Yearly::capacity_meur, area.capacity);
    put(Yearly::utilisation, area.utilisation());
    put(Yearly::investment_meur, area.invested);
    put(Yearly::replacement_meur, area.replaced);
    put(Yearly::firms, area.weight);
    put(Yearly::expansions, area.expansions);
    put(Yearly::unit_cost, area.unit_cost());
    put(Yearly::perceived_sd, area.perceived_sd());
    put(Yearly::trust, state.trust[static_cast<std::size_t>(Reader::open)].share());
    for (std::size_t i = 0; i < bindings; ++i) put(count_of(i), area.bound[i]);
}

// The row of one firm in one year. A row of the country stands for `weight` firms: sums are written per firm.
class FirmYear {
  public:
    FirmYear(const Run& run, Row row) : run_(run), f_(run.world.firms), r_(row) {}

    void write() const {
        write_identity();
        write_plant_and_orders();
        write_balance_sheet();
        write_beliefs();
        write_investment();
    }

  private:
    void put(FirmColumn column, double value) const { run_.record.put(column, r_, value); }
    void put_per_firm(FirmColumn column, double sum) const { put(column, sum / f_.weight[r_]); }

    void write_identity() const {
        put(FirmColumn::weight, f_.weight[r_]);
        put(FirmColumn::segment, f_.segment[r_].number);
        put(FirmColumn::size_class, static_cast<double>(f_.size_class[r_]));
        put(FirmColumn::birth_year, f_.cohort[r_] > 0 ? f_.cohort[r_] : run_.prepared.calendar(0));
    }

    void write_plant_and_orders() const {
        double pipeline = 0;
        for (const double arriving : f_.pipeline[r_]) pipeline += arriving;
        put_per_firm(FirmColumn::capacity_meur, f_.capacity[r_]);
        put_per_firm(FirmColumn::pipeline_meur, pipeline);
        put_per_firm(FirmColumn::capital_meur, f_.capital_per_output[r_] * f_.capacity[r_]);
        put_per_firm(FirmColumn::turnover_meur, f_.turnover[r_]);
        put_per_firm(FirmColumn::orders_meur, run_.world.orders.ordered_money(r_));
        put_per_firm(FirmColumn::backlog_meur, run_.world.orders.backlog(r_));
        put_per_firm(FirmColumn::experience, f_.experience[r_]);
        put(FirmColumn::unit_cost, f_.unit_cost[r_]);
    }

    void write_balance_sheet() const {
        const Accounts& accounts = run_.world.accounts;
        put_per_firm(FirmColumn::cash_meur, accounts.cash(r_));
        put_per_firm(FirmColumn::debt_meur, accounts.debt(r_));
        put_per_firm(FirmColumn::equity_meur, accounts.equity(r_));
    }

    void write_beliefs() const {
        const SegmentState& state = run_.world.segments[f_.segment[r_]];
        const auto reader = static_cast<std::size_t>(reader_of(run_, r_));
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
        put(FirmColumn::relaxations, f_.relaxations[r_]);
    }

    const Run& run_;
    const Firms& f_;
    Row r_;
};

} // namespace

void record_year(const Run& run) {
    if (!run.record.keeps_years()) return;
    for (const Area segment : run.prepared.areas()) record_area(run, segment);
    const Firms& f = run.world.firms;
    const int rows = std::min(f.count(), run.record.firm_rows());
    for (const Row row : ids<Row>(rows))
        if (f.alive[row]) FirmYear(run, row).write();
}

} // namespace drumbeat
