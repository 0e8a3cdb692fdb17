// SPDX-License-Identifier: Apache-2.0
// Capacity arrives, work is delivered and paid for, late work is late, firms learn and forget.
#include "agents/production.hpp"
#include "agents/demand.hpp"
#include "sim/firm/cost.hpp"
#include "sim/firm/standing.hpp"
#include "sim/world/draws.hpp"
#include "sim/year/ordering.hpp"
#include "sim/year/steps.hpp"

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

// Sells civil work and books it; it is no part of the defence turnover.
void sell_civil(const Year& y, Firms& f, Accounts& accounts, Totals& totals, Row r, double volume) {
    f.civil_sales[r] = 0;
    if (volume <= 0) return;
    const double cost = f.unit_cost[r] * volume;
    const double sales = cost + civil_margin(y.scenario.civil, f.unit_cost[r]) * volume;
    Sheet change;
    change.cash = sales - cost;
    change.equity = sales - cost;
    accounts.post(r, change,
                  {{Sector::suppliers, Sector::firms, Purpose::civil_sales, sales},
                   {Sector::firms, Sector::suppliers, Purpose::production_cost, cost}});
    f.civil_sales[r] = sales;
    f.margin_earned[r] += sales - cost;
    totals.civil_sales += sales;
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
void book_work(Firms& f, Accounts& accounts, Row r, const Work& work, double price) {
    const WorkOnOrder& orders = work.orders;
    const double sales = price * (work.sustainment + work.parts + work.exports);
    const double cost = f.unit_cost[r] * (f.output[r] - orders.saving);
    f.turnover[r] = sales + orders.money;
    f.margin_earned[r] = f.turnover[r] - cost;
    Sheet change;
    change.cash = sales + orders.money - orders.advance - cost;
    change.advances = -orders.advance;
    change.equity = f.margin_earned[r];
    accounts.post(r, change,
                  {{Sector::ministry, Sector::firms, Purpose::sustainment, price * work.sustainment},
                   {Sector::abroad, Sector::firms, Purpose::exports, price * work.exports},
                   {Sector::suppliers, Sector::firms, Purpose::parts, price * work.parts}, // as primes pay suppliers
                   {Sector::ministry, Sector::firms, Purpose::delivery, orders.to_pay()},
                   {Sector::firms, Sector::suppliers, Purpose::production_cost, cost}});
}

void count_work(Totals& t, const Firms& f, Row r, const Work& work, double price, double late) {
    t.exports += price * work.exports;
    t.parts += price * work.parts;
    t.delivered_money += work.orders.money;
    t.delivered_volume += work.orders.volume;
    t.late_volume += late;
    t.count(f, r, &GroupTotals::delivered_money, work.orders.money);
    t.count(f, r, &GroupTotals::delivered_volume, work.orders.volume);
}

// A firm's year of work. Returns what it delivered on orders.
WorkOnOrder produce(const Year& y, Firms& f, OrderBook& orders, Accounts& accounts, Totals& totals, Row r,
                    const Standing& asked) {
    open_new_capacity(f, r, y.prepared.firm_class(f.size_class[r]).hiring_limit, f.hires_granted[r]);
    const double capacity = usable_capacity(f, r);
    const Work work = work_of_year(orders, r, capacity, asked, usual_exports(y, f, r) * f.export_level[r]);
    f.output[r] = work.volume();
    const double price = price_of(y.scenario.tender, f, r, 0, 0);
    book_work(f, accounts, r, work, price);
    sell_civil(y, f, accounts, totals, r, CivilMarket::work_for(y, f, r, capacity - f.output[r]));
    count_work(totals, f, r, work, price, orders.late(r));
    return work.orders;
}

} // namespace

void deliver(const Year& y, const Roll& roll, Area area, Areas& areas, Firms& f, OrderBook& orders, Accounts& accounts,
             const Recorder& record) {
    const Segment& s = segment_of(y.scenario, area);
    const double luck = draw(draws::sustainment, y.luck, AreaInYear{area, y.calendar});
    const double sustainment = s.sustainment_meur * sustainment_level(s.sustainment_cv, luck);
    const double shares = roll.sustainment_shares[area];
    for (const Row r : roll.rows_of[area]) {
        const Standing asked{shares > 0 ? sustainment * f.sustainment_share[r] / shares : 0, f.parts[r]};
        const WorkOnOrder delivered = produce(y, f, orders, accounts, record.totals, r, asked);
        // Late work beyond one year's output is cancelled: advances are paid back and the work is bought abroad.
        const WorkOnOrder taken = orders.take_back(accounts, r, usable_capacity(f, r));
        if (taken.volume > 0) buy_abroad_instead(y, r, taken, f, accounts, record);
        learn(f, r, s.technology);
        remember_deliveries(f, r, delivered.volume);
        record.add(Yearly::deliveries_meur, area, delivered.money);
    }
    double& experience = areas[area].experience_years;
    experience = experience_after(experience, 1, s.technology.forgetting);
}

} // namespace drumbeat
