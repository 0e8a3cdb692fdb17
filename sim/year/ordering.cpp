// SPDX-License-Identifier: Apache-2.0
#include "sim/year/ordering.hpp"

namespace drumbeat {

namespace {

// Counts an order with a firm at home, in the totals and in the year's record; what is taken back counts below zero.
void count_at_home(const Firms& f, Row r, double money, double volume, const Recorder& record) {
    record.totals.orders += money;
    record.totals.domestic += money;
    record.totals.volume += volume;
    record.totals.count(f, r, &GroupTotals::orders, money);
    record.totals.count(f, r, &GroupTotals::domestic, money);
    record.add(Yearly::orders_meur, f.area[r], money);
    record.add(Yearly::domestic_orders_meur, f.area[r], money);
}

// Counts what is bought abroad; `kind` says why.
void count_abroad(Area area, Yearly kind, double money, double volume, const Recorder& record) {
    record.totals.orders += money;
    record.totals.area[area].orders += money;
    record.totals.volume += volume;
    if (kind == Yearly::imports_capacity_meur) {
        record.totals.imports_capacity += money;
        record.totals.area[area].imports_capacity += money;
    }
    if (kind == Yearly::imports_merit_meur) record.totals.imports_merit += money;
    record.add(Yearly::orders_meur, area, money);
    record.add(kind, area, money);
    record.add(Yearly::imports_meur, area, money);
}

// What a call-off asks of a firm at home, and what is paid of it now.
CallOff call_off_at_home(const Scenario& s, const OrderStream& orders, const Contract& contract, double called) {
    CallOff home;
    home.row = contract.row;
    home.lead_years = orders.lead_years;
    home.work.money = money_called(s, called, contract.price);
    home.work.volume = home.work.money / contract.price;
    home.work.advance = orders.advance * home.work.money;
    home.work.saving = home.work.volume * contract.saving;
    home.partners = home.work.volume * contract.partners;
    return home;
}

} // namespace

void order(const Year& y, Area area, const Contract& contract, double called, const Firms& f, OrderBook& orders,
           Accounts& accounts, const Recorder& record) {
    if (contract.row == foreign_supplier) {
        const Yearly kind = contract.lost_on_capacity ? Yearly::imports_capacity_meur : Yearly::imports_merit_meur;
        import(y, area, kind, called, contract.price, accounts, record);
        return;
    }
    const CallOff home = call_off_at_home(y.scenario, segment_of(y.scenario, area).orders, contract, called);
    orders.place(accounts, home);
    count_at_home(f, home.row, home.work.money, home.work.volume, record);
    record.totals.partner_orders += home.work.money * contract.partners;
    if (contract.partners > 0) record.add(Institution::partners_orders_meur, home.work.money * contract.partners);
}

void import(const Year& y, Area area, Yearly kind, double called, double price, Accounts& accounts,
            const Recorder& record) {
    const double money = money_called(y.scenario, called, price);
    accounts.pay(Sector::ministry, Sector::abroad, Purpose::imports, money);
    count_abroad(area, kind, money, money / price, record);
}

void buy_abroad_instead(const Year& y, Row row, const WorkOnOrder& work, const Firms& f, Accounts& accounts,
                        const Recorder& record) {
    count_at_home(f, row, -work.money, -work.volume, record);
    const Area area = f.area[row];
    const double called = y.scenario.neutral.of == NeutralOf::volume ? work.volume : work.money;
    import(y, area, Yearly::imports_capacity_meur, called, segment_of(y.scenario, area).foreign_price, accounts,
           record);
}

} // namespace drumbeat
