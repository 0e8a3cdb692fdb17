// SPDX-License-Identifier: Apache-2.0
// produce: capacity arrives, work is delivered and paid for, late work is late, firms learn and forget.
#include "sim/phases.hpp"

#include "agents/production.hpp"

#include <algorithm>
#include <cmath>

namespace drumbeat {

namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// Sustainment work of the segment this year, relative to its mean; shared by firms in proportion to size.
double sustainment_level(const Run& run, int segment) {
    const double sd = std::sqrt(log_variance(run.scenario().segments[at(segment)].sustainment_cv));
    const Words words = run.world.streams[at(segment)].requirement.block(2, run.calendar(), 0);
    return maths::exp(sd * standard_normal(words.w[0]) - .5 * sd * sd);
}

// New capacity comes on line; staff follows as fast as the labour market lets it.
void open_new_capacity(Run& run, std::size_t r) {
    Firms& f = run.world.firms;
    f.expansion_arrived[r] = f.pipeline[r][0];
    f.capacity[r] += f.pipeline[r][0];
    std::rotate(f.pipeline[r].begin(), f.pipeline[r].begin() + 1, f.pipeline[r].end());
    f.pipeline[r].back() = 0;
    const double limit = 1 + run.prepared.firm_class(f.size_class[r]).hiring_limit;
    const double most = f.staff[r] > 0 ? f.staff[r] * limit : f.capacity[r];
    const double wanted = std::min(f.capacity[r], most), granted = granted_hires(run, static_cast<int>(r));
    f.staff[r] =
        wanted > f.staff[r] && granted < 1 && f.staff[r] > 0 ? f.staff[r] + granted * (wanted - f.staff[r]) : wanted;
}

// Work on defence orders: what is due this year and what was late, up to the capacity left after sustainment.
struct Delivery {
    double volume = 0, money = 0, advance = 0, saving = 0;
};
Delivery deliver(Run& run, std::size_t r, double capacity) {
    World& w = run.world;
    Firms& f = w.firms;
    const double volume = f.due[r][0] + f.late_volume[r], money = f.due_money[r][0] + f.late_money[r];
    const double advance = f.due_advance[r][0] + f.late_advance[r], saving = f.due_saving[r][0] + f.late_saving[r];
    const double share = volume > capacity ? std::max(0.0, capacity) / volume : 1;
    Delivery done{share * volume, share * money, share * advance, share * saving};
    f.late_volume[r] = volume - done.volume, f.late_money[r] = money - done.money,
    f.late_advance[r] = advance - done.advance;
    f.late_saving[r] = saving - done.saving;
    for (auto* ring : {&f.due[r], &f.due_money[r], &f.due_advance[r], &f.due_saving[r]}) {
        std::rotate(ring->begin(), ring->begin() + 1, ring->end());
        ring->back() = 0;
    }
    w.totals.late_volume += f.late_volume[r];
    return done;
}

// Late work beyond one year's output is cancelled: advances are paid back and the work is bought abroad.
void cancel_excess(Run& run, int row) {
    World& w = run.world;
    Firms& f = w.firms;
    const auto r = at(row);
    const double most = usable_capacity(w, row);
    if (f.late_volume[r] <= most) return;
    const double share = 1 - most / f.late_volume[r];
    const double volume = share * f.late_volume[r], money = share * f.late_money[r],
                 advance = share * f.late_advance[r];
    f.late_volume[r] = most, f.late_money[r] -= money, f.late_advance[r] -= advance, f.late_saving[r] *= 1 - share;
    f.cash[r] -= advance, f.advances[r] -= advance;
    w.ledger.pay(Sector::firms, Sector::ministry, Purpose::refund, advance);
    w.ministry_orders_open -= money - advance;
    buy_abroad_instead(run, row, money, volume);
}

void learn(Run& run, std::size_t r) {
    Firms& f = run.world.firms;
    const Technology& technology = run.scenario().segments[at(f.segment[r])].technology;
    f.experience[r] = experience_after(f.experience[r], f.output[r], technology.forgetting);
    f.cost_factor[r] = rate_factor(f.output[r], f.reference_output[r], technology.rate_elasticity);
}

// A firm's record with its own ministry, which buyers abroad look at: a fifth of it is of the last year.
void remember_deliveries(Run& run, std::size_t r, double delivered) {
    constexpr double memory = .8;
    Firms& f = run.world.firms;
    if (f.usual_home[r] <= 0) return;
    f.home_deliveries[r] = memory * f.home_deliveries[r] + (1 - memory) * delivered / f.usual_home[r];
}

// Partners' part of joint orders that is due, and then the firm's own exports, as far as capacity is left.
double export_work(Run& run, std::size_t r, double left) {
    Firms& f = run.world.firms;
    const double partners = std::min(std::max(0.0, left), f.due_partners[r][0]);
    std::rotate(f.due_partners[r].begin(), f.due_partners[r].begin() + 1, f.due_partners[r].end());
    f.due_partners[r].back() = 0;
    return partners +
           std::min(std::max(0.0, left - partners), usual_exports(run, static_cast<int>(r)) * f.export_level[r]);
}

// Idle plant that can serve civil markets does, at a civil margin.
double civil_work(Run& run, int row, double idle) {
    const Scenario& s = run.scenario();
    if (!s.civil.enabled || !run.policy()) return 0;
    return s.segments[at(run.world.firms.segment[at(row)])].dual_use * std::max(0.0, idle);
}

// Sells civil work and books it; it is no part of the defence turnover.
void sell_civil(Run& run, int row, double volume) {
    World& w = run.world;
    Firms& f = w.firms;
    const auto r = at(row);
    const double cost = unit_cost(run, row) * volume, sales = cost + civil_margin(run, row) * volume;
    w.ledger.pay(Sector::suppliers, Sector::firms, Purpose::civil_sales, sales);
    w.ledger.pay(Sector::firms, Sector::suppliers, Purpose::production_cost, cost);
    f.civil_sales[r] = sales;
    f.cash[r] += sales - cost, f.equity[r] += sales - cost, f.margin_earned[r] += sales - cost;
    w.totals.civil_sales += sales;
}

// What a firm is asked for beside defence orders and exports: sustainment and parts for primes, volume.
struct Standing {
    double sustainment = 0, parts = 0;
};

void produce_firm(Run& run, int row, const Standing& asked) {
    World& w = run.world;
    Firms& f = w.firms;
    const auto r = at(row);
    open_new_capacity(run, r);
    const double capacity = usable_capacity(w, row);
    const double sustained = std::min(capacity, asked.sustainment);
    const double parts = std::min(capacity - sustained, asked.parts);
    const Delivery delivery = deliver(run, r, capacity - sustained - parts);
    const double exported = export_work(run, r, capacity - sustained - parts - delivery.volume);
    f.output[r] = sustained + parts + delivery.volume + exported;
    const double price = price_of(run, row, 0, 0), cost_per_unit = unit_cost(run, row);
    const double sales = price * (sustained + parts + exported);
    const double cost = cost_per_unit * (f.output[r] - delivery.saving);
    const double civil = civil_work(run, row, capacity - f.output[r]);
    w.ledger.pay(Sector::ministry, Sector::firms, Purpose::sustainment, price * sustained);
    w.ledger.pay(Sector::abroad, Sector::firms, Purpose::exports, price * exported);
    w.ledger.pay(Sector::suppliers, Sector::firms, Purpose::parts, price * parts); // out of what primes pay suppliers
    w.ledger.pay(Sector::ministry, Sector::firms, Purpose::delivery, delivery.money - delivery.advance);
    w.ledger.pay(Sector::firms, Sector::suppliers, Purpose::production_cost, cost);
    w.ministry_orders_open -= delivery.money - delivery.advance;
    f.cash[r] += sales + delivery.money - delivery.advance - cost;
    f.advances[r] -= delivery.advance;
    f.turnover[r] = sales + delivery.money;
    f.margin_earned[r] = f.turnover[r] - cost;
    f.equity[r] += f.margin_earned[r];
    f.civil_sales[r] = 0;
    if (civil > 0) sell_civil(run, row, civil);
    w.totals.exports += price * exported;
    w.totals.delivered_money += delivery.money, w.totals.delivered_volume += delivery.volume;
    w.count(r, &GroupTotals::delivered_money, delivery.money);
    w.count(r, &GroupTotals::delivered_volume, delivery.volume);
    if (run.record)
        run.record->at(Yearly::deliveries_meur, w.year - run.prepared.burn_in, f.segment[r]) += delivery.money;
    cancel_excess(run, row);
    learn(run, r);
    remember_deliveries(run, r, delivery.volume);
    w.totals.parts += price * parts;
}

} // namespace

double usual_exports(const Run& run, int row) {
    const Firms& f = run.world.firms;
    const auto r = at(row);
    const double elasticity = run.scenario().segments[at(f.segment[r])].launching_customer;
    return f.exports[r] * launching_customer_factor(f.home_deliveries[r], elasticity);
}

void produce(Run& run) {
    World& w = run.world;
    Firms& f = w.firms;
    const Scenario& s = run.scenario();
    share_labour(run);
    order_parts(run);
    for (int segment = 0; segment < static_cast<int>(s.segments.size()); ++segment) {
        const double share = run.scratch.sustainment_shares[at(segment)];
        const double total = s.segments[at(segment)].sustainment_meur * sustainment_level(run, segment);
        for (const int row : run.scratch.rows_of[at(segment)])
            produce_firm(run, row,
                         {share > 0 ? total * f.sustainment_share[at(row)] / share : 0,
                          f.size_class[at(row)] == SizeClass::prime ? 0 : parts_expected(run, row)});
        double& experience = w.segments[at(segment)].experience_years;
        experience = experience_after(experience, 1, s.segments[at(segment)].technology.forgetting);
    }
}

} // namespace drumbeat
