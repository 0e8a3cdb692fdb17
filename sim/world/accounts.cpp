// SPDX-License-Identifier: Apache-2.0
#include "sim/world/accounts.hpp"

namespace drumbeat {

double Accounts::sell_plant(Row r, double book, double resale_share) {
    const double price = resale_share * book;
    enter({Sector::abroad, Sector::firms, Purpose::liquidation, price});
    cash_[r] += price;
    book_[r] -= book;
    equity_[r] += (resale_share - 1) * book;
    return price;
}

void Accounts::open(Row r, double cash, double book, double debt) {
    cash_[r] = cash;
    book_[r] = book;
    debt_[r] = debt;
    advances_[r] = 0;
    equity_[r] = cash + book - debt;
}

void Accounts::pay_in(Row r, double private_meur, double fund_meur) {
    const double by_others = private_meur + fund_meur;
    const double by_owners = equity_[r] - by_others;
    enter({Sector::owners, Sector::firms, Purpose::equity, by_owners});
    enter({Sector::private_investors, Sector::firms, Purpose::equity, private_meur});
    enter({Sector::fund, Sector::firms, Purpose::equity, fund_meur});
    enter({Sector::banks, Sector::firms, Purpose::loan, debt_[r]});
    enter({Sector::firms, Sector::suppliers, Purpose::expansion, book_[r]});
}

double Accounts::estate(Row r, double resale_share) const {
    const double resale = resale_share * book_[r];
    const double estate = cash_[r] + resale - advances_[r];
    if (estate < 0) return 0;
    const double to_bank = std::min(estate, debt_[r]);
    return estate - to_bank;
}

double Accounts::wind_up(Row r, double resale_share, const Owners& owners) {
    const double resale = resale_share * book_[r];
    const double advances = advances_[r];
    enter({Sector::abroad, Sector::firms, Purpose::liquidation, resale});
    enter({Sector::firms, Sector::ministry, Purpose::refund, advances});
    double estate = cash_[r] + resale - advances;
    if (estate < 0) { // guaranteed by the bank
        enter({Sector::banks, Sector::firms, Purpose::loan, -estate});
        written_off_ += -estate;
        estate = 0;
    }
    const double repaid = std::min(estate, debt_[r]);
    enter({Sector::firms, Sector::banks, Purpose::repayment, repaid});
    written_off_ += debt_[r] - repaid;
    const double left = estate - repaid;
    enter({Sector::firms, Sector::fund, Purpose::liquidation, owners.fund * left});
    enter({Sector::firms, Sector::private_investors, Purpose::liquidation, owners.investors * left});
    enter({Sector::firms, Sector::owners, Purpose::liquidation, left - owners.fund * left - owners.investors * left});
    open(r, 0, 0, 0);
    return advances;
}

void Accounts::clear() {
    Rows::clear(*this);
    ledger_.close();
    fund_cash_ = 0;
    firm_cash_before_ = 0;
    fund_cash_before_ = 0;
    written_off_ = 0;
    largest_sum_ = 0;
}

double Accounts::total_debt() const {
    double sum = 0;
    for (const double debt : debt_) sum += debt;
    return sum;
}

double Accounts::gap() const {
    double widest = 0;
    double cash = 0;
    for (const Row r : cash_.keys()) {
        cash += cash_[r];
        widest = wider(widest, sheet(r).gap());
    }
    widest = wider(widest, cash - firm_cash_before_ - ledger_.balance(Sector::firms));
    return wider(widest, fund_cash_ - fund_cash_before_ - ledger_.balance(Sector::fund));
}

double Accounts::sum_of_books(double orders_open) const {
    double sum = std::abs(fund_cash_) + std::abs(orders_open);
    for (const Row r : cash_.keys()) sum += std::abs(cash_[r]) + book_[r] + debt_[r] + advances_[r];
    return sum;
}

void Accounts::begin_year() {
    ledger_.close();
    written_off_ = 0;
    firm_cash_before_ = 0;
    for (const double cash : cash_) firm_cash_before_ += cash;
    fund_cash_before_ = fund_cash_;
}

} // namespace drumbeat
