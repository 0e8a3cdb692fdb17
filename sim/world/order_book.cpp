// SPDX-License-Identifier: Apache-2.0
#include "sim/world/order_book.hpp"

#include <algorithm>

namespace drumbeat {

double OrderBook::outstanding() const {
    double sum = 0;
    for (const Row r : late_money_.keys()) {
        sum += late_money_[r] - late_advance_[r];
        const Due& money = due_money_[r];
        const Due& advance = due_advance_[r];
        for (std::size_t n = 0; n < money.size(); ++n) sum += money[n] - advance[n];
    }
    return sum;
}

void OrderBook::clear_call_offs(int years) {
    call_off_years_ = years;
    for (auto& group : call_offs_) group.assign(due_.size() * static_cast<std::size_t>(years), 0);
}

void OrderBook::begin_year() {
    for (auto* sum : {&ordered_, &ordered_money_}) std::fill(sum->begin(), sum->end(), 0.0);
}

void OrderBook::place(Accounts& accounts, const CallOff& order) {
    const Row r = order.row;
    const WorkOnOrder& work = order.work;
    const auto when = static_cast<std::size_t>(order.lead_years);
    due_[r][when] += work.volume;
    due_money_[r][when] += work.money;
    due_advance_[r][when] += work.advance;
    due_saving_[r][when] += work.saving;
    due_partners_[r][when] += order.partners;
    ordered_[r] += work.volume;
    ordered_money_[r] += work.money;
    open_ += work.to_pay();
    accounts.pay(Sector::ministry, r, Purpose::advance, work.advance);
}

OrderBook::Delivery OrderBook::deliver(Row r, double capacity) {
    const double volume = due_[r][0] + late_volume_[r];
    const double money = due_money_[r][0] + late_money_[r];
    const double advance = due_advance_[r][0] + late_advance_[r];
    const double saving = due_saving_[r][0] + late_saving_[r];
    const double share = volume > capacity ? std::max(0.0, capacity) / volume : 1;
    const Delivery done{{share * volume, share * money, share * advance, share * saving}, due_partners_[r][0]};
    late_volume_[r] = volume - done.volume;
    late_money_[r] = money - done.money;
    late_advance_[r] = advance - done.advance;
    late_saving_[r] = saving - done.saving;
    for (auto* due : {&due_, &due_money_, &due_advance_, &due_saving_, &due_partners_}) turn((*due)[r]);
    open_ -= done.to_pay();
    return done;
}

WorkOnOrder OrderBook::take_back(Accounts& accounts, Row r, double most) {
    if (late_volume_[r] <= most) return {};
    const double share = 1 - most / late_volume_[r];
    const WorkOnOrder taken{share * late_volume_[r], share * late_money_[r], share * late_advance_[r],
                            share * late_saving_[r]};
    late_volume_[r] = most;
    late_money_[r] -= taken.money;
    late_advance_[r] -= taken.advance;
    late_saving_[r] *= 1 - share;
    open_ -= taken.to_pay();
    accounts.pay(r, Sector::ministry, Purpose::refund, taken.advance);
    return taken;
}

WorkOnOrder OrderBook::strike(Row r, double refunded) {
    WorkOnOrder struck{late_volume_[r], late_money_[r], refunded, late_saving_[r]};
    for (std::size_t n = 0; n < due_[r].size(); ++n) {
        struck.money += due_money_[r][n];
        struck.volume += due_[r][n];
        struck.saving += due_saving_[r][n];
    }
    for (auto* due : {&due_, &due_money_, &due_advance_, &due_saving_, &due_partners_}) (*due)[r].fill(0);
    for (auto* late : {&late_volume_, &late_money_, &late_advance_, &late_saving_}) (*late)[r] = 0;
    open_ -= struck.to_pay();
    return struck;
}

void OrderBook::clear() {
    Rows::clear(*this);
    open_ = 0;
    call_off_years_ = 0;
}

} // namespace drumbeat
