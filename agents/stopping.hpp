// SPDX-License-Identifier: Apache-2.0
// Investment as optimal stopping on a grid (R8): once a year a firm invests or waits.
#pragma once

#include <array>
#include <vector>

namespace drumbeat {

// Log demand x as the firm sees it: persistence rho, one-year standard deviation; rho = 1 is a martingale in levels.
struct DemandProcess {
    double rho = 0;
    double innovation_sd = 0;
};

// The expansion: of K1 units in all, the share `base` exists already. Yearly cash per unit of margin and of new
// capacity is psi(D) = (min(D, K1) - min(D, base K1)) / ((1-base) K1).
struct StoppingProblem {
    DemandProcess demand;
    double log_mean = 0;  // ln(long-run mean demand / K1) when rho < 1; unused for a martingale
    double base = 0;      // share of K1 that exists
    double discount = .1; // r, for the value and for waiting
    double survival = 1;  // of the cash flows, per year; an option that waits does not decay
    int lag = 0;          // years from paying to the first cash flow
};

// Solution on a grid of ln(D/K1): value V of the installed expansion per unit of margin, and for each cost I the
// state from which it is right to invest.
class StoppingSolution {
  public:
    explicit StoppingSolution(const StoppingProblem&, int nodes = 121);
    double value(double log_demand) const;                 // V, per unit of margin and new capacity
    double trigger(double cost) const;                     // smallest ln(D/K1) at which to invest; +inf if never
    double critical_cost(double log_demand) const;         // largest cost at which investing now is right
    double multiple(double log_demand) const;              // V / critical cost: what V must exceed, per euro of cost

  private:
    std::vector<double> option_value(double cost) const;   // F
    std::vector<double> expect(const std::vector<double>&) const;
    double at(const std::vector<double>&, double log_demand) const;
    StoppingProblem problem_;
    std::vector<double> grid_, value_;
    std::vector<int> left_;           // [node][point]: interpolation of next year's state
    std::vector<double> share_;
};

// Multiples tabulated in dimensionless form for the firm loop: over perceived volatility, discount, demand over
// capacity now, long-run demand over capacity (mean-reverting only) and the share that exists.
class StoppingTable {
  public:
    StoppingTable(double rho, double survival, int lag);
    struct State {
        double log_sd = 0;     // stationary sd of log demand (rho < 1), or its one-year sd (martingale)
        double discount = 0;
        double level = 0;      // ln(demand now / K1)
        double long_run = 0;   // ln(long-run demand / K1), rho < 1
        double base = 0;
    };
    double multiple(const State&) const;
    static StoppingProblem problem(double rho, double survival, int lag, const State&);

  private:
    double rho_;
    std::vector<double> log_multiple_;
};

} // namespace drumbeat
