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

// The root above 1 when a hazard takes the fraction `fall` of V: s^2 b (b-1)/2 + (r-delta) b - (r+lambda) +
// lambda (1-fall)^b = 0 (Dixit and Pindyck 1994, ch. 5; oracle T7). A fall of 1 ends the opportunity, as in
// `option_root`.
double option_root_with_falls(const ValueProcess&, double fall);

// The same when decisions fall once a year: M exp(-0.5826 sigma), at least 1 (Broadie, Glasserman and Kou 1997; T20).
double yearly_option_multiple(const ValueProcess&);
double yearly_multiple(double multiple, double volatility);

// The multiple that a firm applies when it gives the option a weight omega: 1 + omega (M - 1).
double applied_multiple(double multiple, double weight);

// First-year return per euro invested at which a firm invests when installed contracts are cancelled with hazard
// lambda: (delta + lambda) under net present value, M (delta + lambda) with the option (T6b). `option_dies`: the
// hazard also ends the opportunity to invest.
double price_trigger(const ValueProcess&, double cancellation, bool option_dies);

// Price trigger with a building lag of h years: M delta exp(delta h) when cost is paid at the start,
// M delta exp((delta - r) h) when it is paid at completion (R6, oracle T8).
double price_trigger_with_lag(const ValueProcess&, double lag_years, bool paid_at_completion);

// A project whose value returns to a long-run level, dV = kappa (Vbar - V) V dt + s V dz; values per euro invested.
struct RevertingValue {
    double discount = 0;   // rho, per year
    double volatility = 0; // s, per square-root year
    double reversion = 0;  // kappa, per year and per euro of V over I
    double long_run = 1;   // Vbar over I
};
// Invest when V >= V* I, with F'(V*)(V* - 1) = F(V*) and F(V) = A V^theta M(theta, b, x), Kummer's function of
// x = 2 kappa V / s^2 (Dixit and Pindyck 1994, ch. 5; R4, oracle T12). 1 with zero volatility.
double reverting_multiple(const RevertingValue&);

// An output price P that follows a geometric Brownian motion, and a plant that may stand still without cost.
struct SuspendablePlant {
    ValueProcess price;
    double unit_cost = 0; // C, per year
    double outlay = 0;    // I
};
// Invest when P >= P*: (b1-b2) B2 P^b2 + (b1-1) P/delta - b1 (C/r + I) = 0 (Dixit and Pindyck 1994, ch. 6; R7, T10).
double suspension_price_trigger(const SuspendablePlant&);
// The multiple of the value of a plant that never stands still at which one that may is built, when a unit sold at 1
// costs `unit_cost` below 1: (1 - c) / (r k), k the outlay per unit for which the trigger price is 1. Without cost:
// b/(b-1).
double suspension_multiple(const ValueProcess&, double unit_cost);
// What the right to stand still is worth at price P >= C: B2 P^b2.
double suspension_value(const SuspendablePlant&, double price);

// Bad-news principle (Bernanke 1983; R9, oracle T13): the least first-year cash flow c0 for which investing now beats
// waiting a year, r I/(1+r) + (1-q) (I - Vd)/(1+r). q: probability of good news; Vd: value after bad news. What good
// news would bring does not enter.
double least_cash_flow_now(double outlay, double discount, double good_news, double value_after_bad_news);

// Two dates, two states (Dixit and Pindyck 1994, ch. 2; oracle T2): a perpetual cash flow that is `now` this year, and
// from next year `now` times `up` with probability q, else times `down`.
struct TwoStates {
    double now = 0;
    double up = 1;
    double down = 1;
    double good_news = .5;
};
double npv_now(const TwoStates&, double outlay, double discount);
double npv_waiting(const TwoStates&, double outlay, double discount); // seen from now, at most one year of waiting

// Chance that V reaches `level` times its present value within `years` (oracle T21), and the expected discount factor
// at the time that it does, level^-b (T22). level >= 1.
double hitting_probability(const ValueProcess&, double level, double years);
double expected_discount_factor(const ValueProcess&, double level);

} // namespace drumbeat
