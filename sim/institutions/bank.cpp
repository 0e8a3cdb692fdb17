// SPDX-License-Identifier: Apache-2.0
#include "sim/institutions/bank.hpp"

#include "agents/bank.hpp"
#include "sim/firm/standing.hpp"

#include <algorithm>

namespace drumbeat {

namespace {

// What a firm may owe by its earnings, whatever it wins in the year, meur.
double most_debt(const Year& y, const Firms& f, Row r) {
    return std::max(0.0, y.scenario.finance.debt_to_earnings * earnings_of(y, f, r));
}

double most_debt_of_all(const Year& y, const Firms& f) {
    double sum = 0;
    for (const Row r : f.rows())
        if (f.alive[r]) sum += most_debt(y, f, r);
    return sum;
}

} // namespace

void Bank::open_year(const Year& y, const Firms& f, const Accounts& accounts) {
    const Finance& finance = y.scenario.finance;
    if (!finance.bank_has_balance()) return;
    if (y.simulated == 0) capital = finance.bank_capital * most_debt_of_all(y, f);
    exposure = accounts.total_debt();
    room = lending_room(appetite, capital, exposure);
    lent = 0;
}

void Bank::add_to(Support& support, const Year& y) const {
    if (y.scenario.finance.bank_has_balance()) support.bank_left = room - lent;
}

bool Bank::may_run_short(const Year& y, const Firms& f, const Accounts& accounts) const {
    if (!y.scenario.finance.bank_has_balance()) return false;
    double asked_at_most = 0;
    for (const Row r : f.rows()) {
        if (!f.alive[r]) continue;
        const double more = most_debt(y, f, r) - accounts.debt(r);
        asked_at_most += std::max(0.0, more);
    }
    return asked_at_most > room - lent;
}

void Bank::rank(const Year& y, const Firms& f, const Accounts& accounts, std::vector<std::pair<double, Row>>& queue) {
    if (!may_run_short(y, f, accounts)) return;
    ranked_.clear();
    for (const auto& one : queue) {
        const double cover = service_cover(y, f, accounts, one.second);
        ranked_.push_back({-cover, static_cast<int>(ranked_.size()), one});
    }
    std::sort(ranked_.begin(), ranked_.end()); // a stable sort would take memory
    for (std::size_t i = 0; i < queue.size(); ++i) queue[i] = std::get<2>(ranked_[i]);
}

void Bank::close_year(const Year& y, const Accounts& accounts) {
    const Finance& finance = y.scenario.finance;
    if (!finance.bank_has_balance()) return;
    const double loss_rate = exposure > 0 ? accounts.written_off() / exposure : 0;
    appetite = appetite_after(appetite, finance.bank_loss_response, loss_rate);
}

double service_cover(const Year& y, const Firms& f, const Accounts& accounts, Row r) {
    const double earnings = earnings_of(y, f, r);
    const double debt = accounts.debt(r);
    const double rate = interest_rate(y, f, r);
    return service_cover(earnings, debt, rate, y.scenario.finance.amortisation);
}

} // namespace drumbeat
