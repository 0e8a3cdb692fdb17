// SPDX-License-Identifier: Apache-2.0
// The order book: what firms have been asked for at home and have not delivered, by year in which it is due. An order
// touches many places; here they are written, and nowhere else.
#pragma once

#include "agents/firms.hpp"
#include "config/scenario.hpp"
#include "sim/world/accounts.hpp"

#include <array>
#include <vector>

namespace drumbeat {

// What is called off is money, or a volume at reference prices when volume is what is kept equal: what it costs, and
// how much it is.
inline double money_called(const Scenario& s, double called, double price) {
    return s.neutral.of == NeutralOf::volume ? called * price : called;
}
inline double volume_called(const Scenario& s, double called, double price) {
    return s.neutral.of == NeutralOf::volume ? called : called / price;
}

// Contracts by the minimum quantity that they guarantee: that from before the policy, the present one, and the present
// one of a plan that was another when they were signed.
enum class FloorGroup : std::uint8_t { old, present, of_another_plan };
inline constexpr std::array floor_groups{FloorGroup::old, FloorGroup::present, FloorGroup::of_another_plan};

// Work that was ordered, or a part of it.
struct WorkOnOrder {
    double volume = 0;
    double money = 0;
    double advance = 0; // of the money, paid already
    double saving = 0;  // volume times the share of unit cost that its contract saves

    double to_pay() const { return money - advance; }
};

// A call-off at home: work that is due when its lead time has passed, and an advance that is paid now.
struct CallOff {
    Row row;
    int lead_years = 0;
    WorkOnOrder work;
    double partners = 0; // volume that other countries order with it
};

// Columns hold the sum over the identical firms that a row stands for.
class OrderBook {
  public:
    // Work due in so many years (0: this one) at home, and with it for partners in joint orders; volume.
    double due(Row row, int years) const { return due_[row][static_cast<std::size_t>(years)]; }
    double partners_due(Row row, int years) const { return due_partners_[row][static_cast<std::size_t>(years)]; }
    double late(Row row) const { return late_volume_[row]; } // volume
    // The price of what is due, and of that with what is late, meur.
    double money_due(Row row) const { return sum_from(0, due_money_[row]); }
    double backlog(Row row) const { return sum_from(late_money_[row], due_money_[row]); }
    // Called off in the year under way: volume, and its price in meur.
    double ordered(Row row) const { return ordered_[row]; }
    double ordered_money(Row row) const { return ordered_money_[row]; }

    // What the ministry has ordered and neither received nor paid in advance, meur: as it counts itself, and as the sum
    // over what stands in the book. The two are equal but for rounding.
    double open() const { return open_; }
    double outstanding() const;

    // What contracts of a group are planned to call off so many years from now, as far as they hold; volume with
    // partners'. Nothing from `call_off_years` on.
    double called_off(FloorGroup group, Row row, int ahead) const {
        return ahead < call_off_years_ ? call_offs_[static_cast<std::size_t>(group)][place_of(row, ahead)] : 0;
    }
    int call_off_years() const { return call_off_years_; }
    // These are gathered anew in each year.
    void clear_call_offs(int years);
    void expect_call_off(FloorGroup group, Row row, int ahead, double volume) {
        call_offs_[static_cast<std::size_t>(group)][place_of(row, ahead)] += volume;
    }

    // Nothing has been called off yet in a new year.
    void begin_year();

    // The one way in: work comes into the book, and its advance is paid.
    void place(Accounts& accounts, const CallOff& order);

    // The ways out. A year's work: what is due and what was late, as far as there is capacity; the rest is late, and
    // the book turns by a year. The delivery is not paid for here.
    struct Delivery : WorkOnOrder {
        double partners = 0; // volume that was due to partners, whether or not there is capacity for it
    };
    Delivery deliver(Row row, double capacity);

    // Takes back late work beyond `most` (volume): its advance is paid back. Returns what it took.
    WorkOnOrder take_back(Accounts& accounts, Row row, double most);

    // The firm ends: all its work leaves the book. `refunded`: the advances that it paid back, meur.
    WorkOnOrder strike(Row row, double refunded);

    // Without firms and without work. Keeps the memory of the columns.
    void clear();

  private:
    friend struct Rows;
    template <class Visit> void for_each_column(Visit&& visit) {
        for (auto* column : {&due_, &due_money_, &due_advance_, &due_saving_, &due_partners_}) visit(*column);
        for (auto* column : {&late_volume_, &late_money_, &late_advance_, &late_saving_}) visit(*column);
        for (auto* column : {&ordered_, &ordered_money_}) visit(*column);
    }

    static double sum_from(double sum, const Due& due) {
        for (const double value : due) sum += value;
        return sum;
    }

    std::size_t place_of(Row row, int ahead) const { return row.index() * call_off_years_ + ahead; }

    PerFirm<Due> due_;
    PerFirm<Due> due_money_;
    PerFirm<Due> due_advance_;
    PerFirm<Due> due_saving_;
    PerFirm<Due> due_partners_;
    PerFirm<double> late_volume_;
    PerFirm<double> late_money_;
    PerFirm<double> late_advance_;
    PerFirm<double> late_saving_;
    PerFirm<double> ordered_;
    PerFirm<double> ordered_money_;
    double open_ = 0;
    std::array<std::vector<double>, floor_groups.size()> call_offs_; // [firm][years from now]
    int call_off_years_ = 0;
};

} // namespace drumbeat
