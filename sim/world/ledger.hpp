// SPDX-License-Identifier: Apache-2.0
// Double-entry books between sectors: every payment leaves one account and reaches another.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace drumbeat {

enum class Sector : std::uint8_t { firms, ministry, fund, banks, private_investors, owners, suppliers, abroad, count_ };
enum class Purpose : std::uint8_t {
    advance,
    delivery,
    refund,
    imports,
    sustainment,
    exports,
    production_cost,
    expansion,
    replacement,
    interest,
    loan,
    repayment,
    equity,
    subsidy,
    compensation,
    payout,
    fund_payment,
    stake_sale,
    liquidation,
    research,
    incentive,
    rent,
    parts,
    civil_sales,
    count_
};

class Ledger {
  public:
    // Books an amount (meur) from one sector to another; a negative amount runs the other way.
    void pay(Sector from, Sector to, Purpose purpose, double amount) {
        balance_[index(from)] -= amount;
        balance_[index(to)] += amount;
        flow_[index(from) * purposes + static_cast<std::size_t>(purpose)] += amount;
    }
    double balance(Sector sector) const { return balance_[index(sector)]; } // net receipts since the last `close`
    double paid(Sector from, Purpose purpose) const {
        return flow_[index(from) * purposes + static_cast<std::size_t>(purpose)];
    }
    // The largest sum of one kind that one sector paid since the last `close`, without sign.
    double largest() const {
        double most = 0;
        for (const double flow : flow_) most = std::max(most, std::abs(flow));
        return most;
    }
    void close() {
        balance_.fill(0);
        flow_.fill(0);
    }

  private:
    static constexpr std::size_t sectors = static_cast<std::size_t>(Sector::count_);
    static constexpr std::size_t purposes = static_cast<std::size_t>(Purpose::count_);
    static std::size_t index(Sector sector) { return static_cast<std::size_t>(sector); }
    std::array<double, sectors> balance_{};
    std::array<double, sectors * purposes> flow_{};
};

} // namespace drumbeat
