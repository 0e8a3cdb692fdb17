// SPDX-License-Identifier: Apache-2.0
// The value of waiting: option multiples in closed form (McDonald and Siegel 1986; Dixit and Pindyck 1994, ch. 5).
#pragma once

namespace drumbeat {

// A project whose value V follows a geometric Brownian motion.
struct ValueProcess {
    double discount = 0;   // r, per year
    double drift = 0;      // alpha, per year; delta = r - alpha
    double volatility = 0; // sigma of V, per square-root year
    double hazard = 0;     // lambda: the opportunity dies, per year
};

// The larger root b of s^2 b (b-1)/2 + (r - delta) b - (r + lambda) = 0.
double option_root(const ValueProcess&);

// Invest when V >= M I, continuous decision: M = b/(b-1) (R2, R3; oracles T3-T6). With zero volatility the limit:
// (r+lambda)/(r+lambda-alpha) for positive drift, else 1.
double option_multiple(const ValueProcess&);

// The same when decisions fall once a year: M exp(-0.5826 sigma), at least 1 (Broadie, Glasserman and Kou 1997; T20).
double yearly_option_multiple(const ValueProcess&);

// The multiple that a firm applies when it gives the option a weight omega: 1 + omega (M - 1).
double applied_multiple(double multiple, double weight);

// First-year return per euro invested at which a firm invests when installed contracts are cancelled with hazard
// lambda: (delta + lambda) under net present value, M (delta + lambda) with the option (T6b). `option_dies`: the
// hazard also ends the opportunity to invest.
double price_trigger(const ValueProcess&, double cancellation, bool option_dies);

// Price trigger with a building lag of h years: M delta exp(delta h) when cost is paid at the start,
// M delta exp((delta - r) h) when it is paid at completion (R6, oracle T8).
double price_trigger_with_lag(const ValueProcess&, double lag_years, bool paid_at_completion);

} // namespace drumbeat
