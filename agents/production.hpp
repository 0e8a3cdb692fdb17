// SPDX-License-Identifier: Apache-2.0
// Learning by doing, forgetting, and the price that a firm asks.
#pragma once

namespace drumbeat {

// Exponent of the learning curve: log2(slope), negative for slope < 1 (Wright 1936).
double learning_exponent(double slope);
// Unit cost relative to that at experience E0: (E/E0)^b (oracles T19, T19b).
double learning_factor(double experience, double reference, double exponent);
// Experience after a year: (1-f) E + output.
double experience_after(double experience, double output, double forgetting);
// Unit cost factor of running above or below the reference rate: (q/q0)^rho, the ratio held within [1/2, 2].
double rate_factor(double output, double reference, double elasticity);

// Share of unit cost that a contract of L years saves: s (1 - exp(-(L-1)/2)) (R41909 of the Congressional Research
// Service: mostly 5 to 10 % in practice).
double multi_year_saving(double largest, int years);
// Mark-up when capacity gets scarce: rises linearly from 0 at 90 % committed load to `largest` at 100 %.
double scarcity_markup(double largest, double committed_load);

struct Offer {
    double unit_cost = 1;      // cash cost per unit at the firm's experience
    double margin = 0;         // cash margin on price
    double committed_load = 0; // share of capacity committed in the delivery year
    double saving = 0;         // share of cost saved by the contract's length
    double saving_to_buyer = .5;
};
// The price that a firm asks: cost plus margin, plus scarcity, less the buyer's share of the multi-year saving.
double asking_price(const Offer&, double largest_scarcity_markup);

// Exports relative to those at rest when a firm delivers `home` times its usual volume to its own ministry:
// home^elasticity, home held within [1/4, 4].
double launching_customer_factor(double home, double elasticity);

} // namespace drumbeat
