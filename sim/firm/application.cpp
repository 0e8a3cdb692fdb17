// SPDX-License-Identifier: Apache-2.0
#include "sim/firm/application.hpp"

#include <algorithm>

namespace drumbeat {

namespace {

constexpr double rate_step = .05;
constexpr double least_value = 1e-9; // meur

// Of an expansion at the firm's own hurdle, where it is known, and at a higher rate.
ValueCurve curve_of(const Year& y, Prospect p, double expansion, double value_at_hurdle) {
    ValueCurve curve;
    curve.here = {p.hurdle, std::max(value_at_hurdle, least_value)};
    p.hurdle += rate_step;
    curve.there = {p.hurdle, std::max(expansion_value(p, expansion, *y.prepared.sales), least_value)};
    return curve;
}

} // namespace

Standing standing_of(const Year& y, const Prospect& p, const Accounts& accounts, Row r, double best_alternative) {
    Standing firm;
    firm.hurdle = p.hurdle;
    firm.net_cash = accounts.cash(r) - accounts.debt(r);
    firm.best_alternative = best_alternative;
    Prospect plant = p;
    plant.capacity = 0;
    plant.lag = 0;
    const double value = p.capacity > 0 ? expansion_value(plant, p.capacity, *y.prepared.sales) : 0;
    firm.plant = p.capacity > 0 ? curve_of(y, plant, p.capacity, value)
                                : ValueCurve{{p.hurdle, least_value}, {p.hurdle + rate_step, least_value}};
    return firm;
}

RoundView round_view(const Year& y, const Prospect& p, const WeighedExpansion& size) {
    RoundView view;
    view.value = curve_of(y, p, size.choice.expansion, size.choice.value);
    view.need = size.funding.equity_needed;
    view.paid_by_others = size.choice.cost - view.need;
    const double private_hurdle = y.scenario.private_investors.hurdle - y.scenario.investment.inflation;
    view.internal_return = private_hurdle + size.excess_return;
    return view;
}

RoundTerms terms_of(const Standing& firm, const RoundView& round, double return_asked) {
    const auto worth = [&](double rate) { return firm.plant.at(rate) + firm.net_cash; };
    const auto added = [&](double rate) { return round.value.at(rate) - round.paid_by_others; };
    RoundTerms terms;
    terms.stake = stake_for(round.need, worth(return_asked), added(return_asked));
    terms.accepted = owners_accept(terms.stake, worth(firm.hurdle), added(firm.hurdle), firm.best_alternative);
    return terms;
}

} // namespace drumbeat
