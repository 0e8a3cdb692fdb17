// SPDX-License-Identifier: Apache-2.0
// Accounts: the money of firms and of the fund, and the one way to move it. A payment is booked between sectors, moves
// the cash of who pays and is paid, and changes what stands against that cash in a firm's balance sheet, in one call.
#pragma once

#include "agents/columns.hpp"
#include "sim/world/ledger.hpp"
#include "sim/world/rows.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace drumbeat {

// What stands against cash that a firm receives or pays. Nothing: it is a payment between other sectors.
enum class Against : std::uint8_t { equity, debt, advances, book, nothing };

constexpr Against against(Purpose purpose) {
    switch (purpose) {
    case Purpose::loan:
    case Purpose::repayment: return Against::debt;
    case Purpose::advance:
    case Purpose::refund: return Against::advances;
    case Purpose::expansion:
    case Purpose::replacement: return Against::book;
    case Purpose::delivery:
    case Purpose::sustainment:
    case Purpose::exports:
    case Purpose::production_cost:
    case Purpose::interest:
    case Purpose::equity:
    case Purpose::subsidy:
    case Purpose::compensation:
    case Purpose::payout:
    case Purpose::research:
    case Purpose::incentive:
    case Purpose::parts:
    case Purpose::civil_sales: return Against::equity;
    case Purpose::imports:
    case Purpose::fund_payment:
    case Purpose::stake_sale:
    case Purpose::liquidation:
    case Purpose::rent:
    case Purpose::count_: break;
    }
    return Against::nothing;
}

// A firm's balance sheet, meur: cash + book = debt + advances + equity.
struct Sheet {
    double cash = 0;
    double book = 0; // plant
    double debt = 0;
    double advances = 0; // received for work not yet delivered
    double equity = 0;

    double gap() const { return cash + book - debt - advances - equity; }
};

struct Payment {
    Sector from;
    Sector to;
    Purpose purpose;
    double meur;
};

// Who shares in what a firm's owners get, as shares of it; the rest is its founders'.
struct Owners {
    double fund = 0;
    double investors = 0;
};

// How far books are from closing, where one gap is known already: the wider one. Not a number is the widest.
inline double wider(double known, double gap) {
    return known != known || std::abs(gap) <= known ? known : std::abs(gap);
}

// Columns hold the sum over the identical firms that a row stands for.
class Accounts {
  public:
    double cash(Row row) const { return cash_[row]; }
    double book(Row row) const { return book_[row]; }
    double debt(Row row) const { return debt_[row]; }
    double advances(Row row) const { return advances_[row]; }
    double equity(Row row) const { return equity_[row]; }
    Sheet sheet(Row row) const { return {cash_[row], book_[row], debt_[row], advances_[row], equity_[row]}; }
    double fund_cash() const { return fund_cash_; }
    double total_debt() const;                          // of all firms
    double written_off() const { return written_off_; } // by banks this year, on firms that ended
    const Ledger& ledger() const { return ledger_; }

    // Pays an amount (meur) to a firm, from a firm, or between other sectors; a negative one runs the other way.
    void pay(Sector from, Row to, Purpose purpose, double meur) {
        enter({from, Sector::firms, purpose, meur});
        move(to, purpose, meur);
    }
    void pay(Row from, Sector to, Purpose purpose, double meur) {
        enter({Sector::firms, to, purpose, meur});
        move(from, purpose, -meur);
    }
    void pay(Sector from, Sector to, Purpose purpose, double meur) {
        assert(from != Sector::firms && to != Sector::firms);
        enter({from, to, purpose, meur});
    }

    // Work is delivered that was paid in advance: no cash moves.
    void work_off(Row row, double advance) {
        advances_[row] -= advance;
        equity_[row] += advance;
    }

    // Plant is worth less: no cash moves.
    void wear(Row row, double meur) {
        book_[row] -= meur;
        equity_[row] -= meur;
    }

    // Plant that stands in the books for `book` is sold abroad for a share of that. Returns what it brought, meur.
    double sell_plant(Row row, double book, double resale_share);

    // The sheet of a firm that is born: what it has, less what it owes, is its owners'. Nothing is paid yet.
    void open(Row row, double cash, double book, double debt);

    // The owners and the bank of a newborn firm pay for what its sheet has; of the equity, private investors and the
    // fund may pay a part.
    void pay_in(Row row, double private_meur = 0, double fund_meur = 0);

    // What the end of a firm would leave its owners and holders, meur.
    double estate(Row row, double resale_share) const;
    // A firm ends. Its plant is sold and advances are paid back (its bank stands in); debt comes next, then the owners
    // and those who have a share. Its sheet is empty from now on. Returns the advances that were
    // paid back, meur.
    double wind_up(Row row, double resale_share, const Owners& = {});

    // Without firms, and with empty purses. Keeps the memory of the columns.
    void clear();

    // How far the year's books are from closing, meur: cash of firms and of the fund against the ledger, balance sheets
    // against their own sums.
    double gap() const;
    // All that stands in the books, without sign, with what the ministry has open in orders; meur.
    double sum_of_books(double orders_open) const;
    // The largest sum that was ever noted, of the books or of a year's payments: rounding is in proportion to it.
    double largest_sum() const { return largest_sum_; }
    void note_sum(double meur) { largest_sum_ = std::max({largest_sum_, meur, ledger_.largest()}); }
    // The books of the next year begin.
    void begin_year();

  private:
    friend struct Rows;
    template <class Visit> void for_each_column(Visit&& visit) {
        for (auto* column : {&cash_, &book_, &debt_, &advances_, &equity_}) visit(*column);
    }

    // Books a payment between sectors, and moves the fund's purse with it.
    void enter(const Payment& p) {
        ledger_.pay(p.from, p.to, p.purpose, p.meur);
        if (p.from == Sector::fund) fund_cash_ -= p.meur;
        if (p.to == Sector::fund) fund_cash_ += p.meur;
    }

    // A firm's cash, and what stands against it.
    void move(Row row, Purpose purpose, double received) {
        const Against what = against(purpose);
        assert(what != Against::nothing);
        cash_[row] += received;
        if (what == Against::equity) equity_[row] += received;
        if (what == Against::debt) debt_[row] += received;
        if (what == Against::advances) advances_[row] += received;
        if (what == Against::book) book_[row] -= received;
    }

    PerFirm<double> cash_;
    PerFirm<double> book_;
    PerFirm<double> debt_;
    PerFirm<double> advances_;
    PerFirm<double> equity_;
    Ledger ledger_;
    double fund_cash_ = 0;
    double firm_cash_before_ = 0; // sum over firms when the year's books began
    double fund_cash_before_ = 0;
    double written_off_ = 0;
    double largest_sum_ = 0;
};

} // namespace drumbeat
