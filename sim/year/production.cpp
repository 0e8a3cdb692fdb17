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

// Staff follows new capacity as fast as the firm can train it, and as its region's labour market has it.
void open_new_capacity(Firms& f, Row r, double hiring_limit, double granted) {
    f.expansion_arrived[r] = f.pipeline[r][0];
    f.capacity[r] += f.pipeline[r][0];
    turn(f.pipeline[r]);
    const double most = f.staff[r] > 0 ? f.staff[r] * (1 + hiring_limit) : f.capacity[r];
    const double wanted = std::min(f.capacity[r], most);
    const bool scarce = wanted > f.staff[r] && granted < 1 && f.staff[r] > 0;
    f.staff[r] = scarce ? f.staff[r] + granted * (wanted - f.staff[r]) : wanted;
}

// Partners' part of joint orders that is due, and then the firm's own exports, as far as capacity is left.
double export_work(double partners_due, double own_exports, double left) {
    const double partners = std::min(std::max(0.0, left), partners_due);
    return partners + std::min(std::max(0.0, left - partners), own_exports);
}

// A firm's work, of a sustainment (volume) that is asked of it.
WorkDone work_of_year(const Year& y, const Firms& f, Row r, double sustainment, OrderBook& book) {
    const double capacity = usable_capacity(f, r);
    WorkDone work;
    work.sustainment = std::min(capacity, sustainment);
    work.parts = std::min(capacity - work.sustainment, f.parts[r]);
    work.orders = book.deliver(r, capacity - work.sustainment - work.parts);
    const double left = capacity - work.sustainment - work.parts - work.orders.volume;
    work.exports = export_work(work.orders.partners, usual_exports(y, f, r) * f.export_level[r], left);
    return work;
}

// What is not on order is paid at the firm's price, orders at theirs. Primes pay for parts as they pay suppliers.
void pay_for(const WorkDone& work, Row r, double price, double cost, Accounts& accounts) {
    accounts.pay(Sector::ministry, r, Purpose::sustainment, price * work.sustainment);
    accounts.pay(Sector::abroad, r, Purpose::exports, price * work.exports);
    accounts.pay(Sector::suppliers, r, Purpose::parts, price * work.parts);
    accounts.pay(Sector::ministry, r, Purpose::delivery, work.orders.to_pay());
    accounts.work_off(r, work.orders.advance);
    accounts.pay(r, Sector::suppliers, Purpose::production_cost, cost);
}

void count_work(Totals& t, const Firms& f, Row r, const WorkDone& work, double price, double late) {
    t.exports += price * work.exports;
    t.parts += price * work.parts;
    t.delivered_money += work.orders.money;
    t.delivered_volume += work.orders.volume;
    t.late_volume += late;
    t.count(f, r, &GroupTotals::delivered_money, work.orders.money);
    t.count(f, r, &GroupTotals::delivered_volume, work.orders.volume);
}

// A firm's record with its own ministry, which buyers abroad look at: a fifth of it is of the last year.
void remember_deliveries(Firms& f, Row r, double delivered) {
    constexpr double memory = .8;
    if (f.usual_home[r] <= 0) return;
    f.home_deliveries[r] = memory * f.home_deliveries[r] + (1 - memory) * delivered / f.usual_home[r];
}

} // namespace

void open_capacity(const Year& y, Firms& f) {
    for (const Row r : f.rows())
        if (f.alive[r])
            open_new_capacity(f, r, y.prepared.firm_class(f.size_class[r]).hiring_limit, f.hires_granted[r]);
}

void deliver(const Year& y, const Roll& roll, Area area, Firms& f, OrderBook& orders, PerFirm<WorkDone>& work) {
    const Segment& s = segment_of(y.scenario, area);
    const double luck = draw(draws::sustainment, y.luck, AreaInYear{area, y.calendar});
    const double sustainment = s.sustainment_meur * sustainment_level(s.sustainment_cv, luck);
    const double shares = roll.sustainment_shares[area];
    work.resize(f.area.size());
    for (const Row r : roll.rows_of[area]) {
        const double asked = shares > 0 ? sustainment * f.sustainment_share[r] / shares : 0;
        work[r] = work_of_year(y, f, r, asked, orders);
        f.output[r] = work[r].volume();
    }
}

void pay_for_work(const Year& y, const PerFirm<WorkDone>& work, const OrderBook& orders, Firms& f, Accounts& accounts,
                  const Recorder& record) {
    for (const Row r : f.rows()) {
        if (!f.alive[r]) continue;
        const WorkDone& done = work[r];
        const double price = price_of(y.scenario.tender, f, r, 0, 0);
        const double cost = f.unit_cost[r] * (f.output[r] - done.orders.saving);
        f.turnover[r] = price * (done.sustainment + done.parts + done.exports) + done.orders.money;
        f.exported[r] = price * done.exports;
        f.margin_before[r] = f.margin_earned[r];
        f.margin_earned[r] = f.turnover[r] - cost;
        pay_for(done, r, price, cost, accounts);
        count_work(record.totals, f, r, done, price, orders.late(r));
        record.add(Yearly::deliveries_meur, f.area[r], done.orders.money);
    }
}

void sell_civil_work(const Year& y, Firms& f, Accounts& accounts, Totals& totals) {
    for (const Row r : f.rows()) {
        if (!f.alive[r]) continue;
        const double volume = CivilMarket::work_for(y, f, r, usable_capacity(f, r) - f.output[r]);
        const double cost = f.unit_cost[r] * volume;
        const double sales = cost + civil_margin(y.scenario.civil, f.unit_cost[r]) * volume;
        accounts.pay(Sector::suppliers, r, Purpose::civil_sales, sales);
        accounts.pay(r, Sector::suppliers, Purpose::production_cost, cost);
        f.civil_sales[r] = sales;
        f.margin_earned[r] += sales - cost;
        totals.civil_sales += sales;
    }
}

void cancel_late_work(const Year& y, const Firms& f, OrderBook& orders, Accounts& accounts, const Recorder& record) {
    for (const Row r : f.rows()) {
        if (!f.alive[r]) continue;
        const WorkOnOrder taken = orders.take_back(accounts, r, usable_capacity(f, r));
        if (taken.volume > 0) buy_abroad_instead(y, r, taken, f, accounts, record);
    }
}

void learn(const Year& y, const PerFirm<WorkDone>& work, Areas& areas, Firms& f) {
    for (const Row r : f.rows()) {
        if (!f.alive[r]) continue;
        const Technology& technology = segment_of(y.scenario, f.area[r]).technology;
        f.experience[r] = experience_after(f.experience[r], f.output[r], technology.forgetting);
        f.cost_factor[r] = rate_factor(f.output[r], f.reference_output[r], technology.rate_elasticity);
        remember_deliveries(f, r, work[r].orders.volume);
    }
    for (const Area area : areas.keys()) {
        double& experience = areas[area].experience_years;
        experience = experience_after(experience, 1, segment_of(y.scenario, area).technology.forgetting);
    }
}

} // namespace drumbeat
