// SPDX-License-Identifier: Apache-2.0
// What a firm that asks for equity has to show, as values: what it is worth and what the expansion adds, at whatever
// return an investor asks for.
#pragma once

#include "agents/fund_terms.hpp"
#include "sim/firm/funding.hpp"

namespace drumbeat {

// Values at two real rates, log-linear between and beyond them.
struct ValueCurve {
    ValueAtRate here, there;
    double at(double rate) const { return value_at(here, there, rate); }
};

// A firm before the round: its plant, what it has in cash less debt, and what it can gain without investors.
struct Standing {
    ValueCurve plant;
    double net_cash = 0;
    double best_alternative = 0;
    double hurdle = 0; // of its owners, real
};
Standing standing_of(const Year&, const Prospect&, const Accounts&, Row row, double best_alternative);

// One size: what it is worth, what of its cost others pay, and what is asked of investors.
struct RoundView {
    ValueCurve value;
    double paid_by_others = 0;
    double need = 0;
    double internal_return = 0; // real, per year
};
RoundView round_view(const Year&, const Prospect&, const WeighedExpansion&);

// The part of the firm that investors ask for who want such a return (real), and whether its owners give it.
struct RoundTerms {
    double stake = 0;
    bool accepted = false;
};
RoundTerms terms_of(const Standing&, const RoundView&, double return_asked);

} // namespace drumbeat
