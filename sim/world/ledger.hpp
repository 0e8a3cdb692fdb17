// SPDX-License-Identifier: Apache-2.0
// Double-entry books between sectors: every payment leaves one account and reaches another.
#pragma once

#include "sim/record/payments.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace drumbeat {

class Ledger {
  public:
    // Books an amount (meur) from one sector to another; a negative amount runs the other way.
    void pay(Sector from, Sector to, Purpose purpose, double amount) {
        balance_[index(from)] -= amount;
        balance_[index(to)] += amount;
        flow_[place(from, purpose)] += amount;
        received_[place(to, purpose)] += amount;
    }
    double balance(Sector sector) const { return balance_[index(sector)]; } // net receipts since the last `close`
    double paid(Sector from, Purpose purpose) const { return flow_[place(from, purpose)]; }
    double received(Sector to, Purpose purpose) const { return received_[place(to, purpose)]; }
    // The largest sum of one kind that one sector paid since the last `close`, without sign.
    double largest() const {
        double most = 0;
        for (const double flow : flow_) most = std::max(most, std::abs(flow));
        return most;
    }
    void close() {
        balance_.fill(0);
        flow_.fill(0);
        received_.fill(0);
    }

  private:
    static std::size_t index(Sector sector) { return static_cast<std::size_t>(sector); }
    static std::size_t place(Sector sector, Purpose purpose) {
        return index(sector) * purpose_count + static_cast<std::size_t>(purpose);
    }
    std::array<double, sector_count> balance_{};
    std::array<double, sector_count * purpose_count> flow_{};
    std::array<double, sector_count * purpose_count> received_{};
};

} // namespace drumbeat
