// SPDX-License-Identifier: Apache-2.0
// Capacity arrives, work is delivered and paid for, late work is late, firms learn and forget.
#include "sim/firm/cost.hpp"
#include "sim/world/phases.hpp"
#include "sim/year/calling_off.hpp"

#include "agents/production.hpp"

#include <algorithm>
#include <cmath>

namespace drumbeat {

namespace {

// Sustainment work of a segment in a year, relative to its mean.
double sustainment_level(double cv, double luck) { return unit_lognormal(std::sqrt(log_variance(cv)), luck); }

// New capacity comes on line; staff follows as fast as the firm can train it, and as its region's labour market has it.
void open_new_capacity(Firms& f, Row r, double hiring_limit, double granted) {
    f.expansion_arrived[r] = f.pipeline[r][0];
    f.capacity[r] += f.pipeline[r][0];
    turn(f.pipeline[r]);
    const double most = f.staff[r] > 0 ? f.staff[r] * (1 + hiring_limit) : f.capacity[r];
    const double wanted = std::min(f.capacity[r], most);
    const bool scarce = wanted > f.staff[r] && granted < 1 && f.staff[r] > 0;
    f.staff[r] = scarce ? f.staff[r] + granted * (wanted - f.staff[r]) : wanted;
}

// Late work beyond one year's output is cancelled: advances are paid back and the work is bought abroad.
void cancel_excess(Run& run, Row r) {
    World& w = run.world;
    const WorkOnOrder taken = w.orders.take_back(w.accounts, r, usable_capacity(w, r));
    if (taken.volume > 0) buy_abroad_instead(run, r, taken, w.firms, w.accounts, w.totals, run.record);
}

void learn(Firms& f, Row r, const Technology& technology) {
    f.experience[r] = experience_after(f.experience[r], f.output[r], technology.forgetting);
    f.cost_factor[r] = rate_factor(f.output[r], f.reference_output[r], technology.rate_elasticity);
}

// A firm's record with its own ministry, which buyers abroad look at: a fifth of it is of the last year.
void remember_deliveries(Firms& f, Row r, double delivered) {
    constexpr double memory = .8;
    if (f.usual_home[r] <= 0) return;
    f.home_deliveries[r] = memory * f.home_deliveries[r] + (1 - memory) * delivered / f.usual_home[r];
}

// Partners' part of joint orders that is due, and then the firm's own exports, as far as capacity is left.
double export_work(double partners_due, double own_exports, double left) {
    const double partners = std::min(std::max(0.0, left), partners_due);
    return partners + std::min(std::max(0.0, left - partners), own_exports);
}

// Idle plant that can serve civil markets does, at a civil margin.
double civil_work(const Run& run, Row r, double idle) {
    const Scenario& s = run.scenario;
    if (!s.civil.enabled || !run.policy) return 0;
    return segment_of(s, run.world.firms.segment[r]).dual_use * std::max(0.0, idle);
}

// Sells civil work and books it; it is no part of the defence turnover.
void sell_civil(World& w, Row r, double volume, double unit_cost, double margin) {
    Firms& f = w.firms;
    const double cost = unit_cost * volume;
    const double sales = cost + margin * volume;
    Sheet change;
    change.cash = sales - cost;
    change.equity = sales - cost;
    w.accounts.post(r, change,
                    {{Sector::suppliers, Sector::firms, Purpose::civil_sales, sales},
                     {Sector::firms, Sector::suppliers, Purpose::production_cost, cost}});
    f.civil_sales[r] = sales;
    f.margin_earned[r] += sales - cost;
    w.totals.civil_sales += sales;
}

// What a firm is asked for beside defence orders and exports, volume.
struct Standing {
    double sustainment = 0;
    double parts = 0; // for primes
};

// What it makes, in the order in which plant is given to it, volume.
struct Work {
    double sustainment = 0;
    double parts = 0;
    OrderBook::Delivery orders;
    double exports = 0;

    double volume() const { return sustainment + parts + orders.volume + exports; }
};

Work work_of_year(OrderBook& book, Row r, double capacity, const Standing& asked, double own_exports) {
    Work work;
    work.sustainment = std::min(capacity, asked.sustainment);
    work.parts = std::min(capacity - work.sustainment, asked.parts);
    work.orders = book.deliver(r, capacity - work.sustainment - work.parts);
    const double left = capacity - work.sustainment - work.parts - work.orders.volume;
    work.exports = export_work(work.orders.partners, own_exports, left);
    return work;
}

// The year's work is paid for: what is not on order at the firm's price, orders at theirs.
void book_work(World& w, Row r, const Work& work, double price, double unit_cost) {
    Firms& f = w.firms;
    const WorkOnOrder& orders = work.orders;
    const double sales = price * (work.sustainment + work.parts + work.exports);
    const double cost = unit_cost * (f.output[r] - orders.saving);
    f.turnover[r] = sales + orders.money;
    f.margin_earned[r] = f.turnover[r] - cost;
    Sheet change;
    change.cash = sales + orders.money - orders.advance - cost;
    change.advances = -orders.advance;
    change.equity = f.margin_earned[r];
    w.accounts.post(r, change,
                    {{Sector::ministry, Sector::firms, Purpose::sustainment, price * work.sustainment},
                     {Sector::abroad, Sector::firms, Purpose::exports, price * work.exports},
                     {Sector::suppliers, Sector::firms, Purpose::parts, price * work.parts}, // as primes pay suppliers
                     {Sector::ministry, Sector::firms, Purpose::delivery, orders.to_pay()},
                     {Sector::firms, Sector::suppliers, Purpose::production_cost, cost}});
}

void count_work(World& w, Row r, const Work& work, double price) {
    w.totals.exports += price * work.exports;
    w.totals.parts += price * work.parts;
    w.totals.delivered_money += work.orders.money;
    w.totals.delivered_volume += work.orders.volume;
    w.totals.late_volume += w.orders.late(r);
    w.totals.count(w.firms, r, &GroupTotals::delivered_money, work.orders.money);
    w.totals.count(w.firms, r, &GroupTotals::delivered_volume, work.orders.volume);
}

// A firm's year of work. Returns what it delivered on orders, meur.
double produce_firm(Run& run, Row r, const Standing& asked) {
    World& w = run.world;
    Firms& f = w.firms;
    open_new_capacity(f, r, run.prepared.firm_class(f.size_class[r]).hiring_limit, f.hires_granted[r]);
    const double capacity = usable_capacity(w, r);
    const Work work = work_of_year(w.orders, r, capacity, asked, usual_exports(run, r) * f.export_level[r]);
    f.output[r] = work.volume();
    const double price = price_of(run.scenario.tender, f, r, 0, 0);
    book_work(w, r, work, price, f.unit_cost[r]);
    const double civil = civil_work(run, r, capacity - f.output[r]);
    f.civil_sales[r] = 0;
    if (civil > 0) sell_civil(w, r, civil, f.unit_cost[r], civil_margin(run.scenario.civil, f.unit_cost[r]));
    count_work(w, r, work, price);
    cancel_excess(run, r);
    learn(f, r, segment_of(run.scenario, f.segment[r]).technology);
    remember_deliveries(f, r, work.orders.volume);
    return work.orders.money;
}

// Sustainment is shared by firms in proportion to size, parts for primes among the smaller ones.
void produce_area(Run& run, Area segment) {
    const Firms& f = run.world.firms;
    const Segment& area = segment_of(run.scenario, segment);
    const double luck = draw(draws::sustainment, run.world.streams, AreaInYear{segment, run.calendar});
    const double sustainment = area.sustainment_meur * sustainment_level(area.sustainment_cv, luck);
    const double shares = run.scratch.sustainment_shares[segment];
    for (const Row r : run.scratch.rows_of[segment]) {
        Standing asked;
        asked.sustainment = shares > 0 ? sustainment * f.sustainment_share[r] / shares : 0;
        asked.parts = f.parts[r];
        const double delivered = produce_firm(run, r, asked);
        run.record.add(Yearly::deliveries_meur, segment, delivered);
    }
    double& experience = run.world.segments[segment].experience_years;
    experience = experience_after(experience, 1, area.technology.forgetting);
}

} // namespace

double usual_exports(const Run& run, Row r) {
    const Firms& f = run.world.firms;
    const double elasticity = segment_of(run.scenario, f.segment[r]).launching_customer;
    return f.exports[r] * launching_customer_factor(f.home_deliveries[r], elasticity);
}

void deliver(Run& run) {
    for (const Area segment : run.prepared.areas()) produce_area(run, segment);
}

} // namespace drumbeat
