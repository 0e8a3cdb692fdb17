// SPDX-License-Identifier: Apache-2.0
// Investment as optimal stopping on a grid (R8): once a year a firm invests or waits.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <span>
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

// For a Markov chain whose states ascend, the cost at which stopping and waiting are worth the same in each state, when
// every higher state stops: what a firm may at most pay there. Gaussian elimination of the states below leaves, in row
// k, the expected discounted value and the expected discount of first reaching a higher state (Sonin 1999), so that one
// pass answers for all costs. `transition` is row by row; the answer is made to ascend, as a threshold rule needs.
std::vector<double> critical_costs(std::vector<double> transition, std::span<const double> value,
                                   double discount_factor);

// Solution on a grid of ln(D/K1): value V of the installed expansion per unit of margin, and for each cost I the
// state from which it is right to invest.
class StoppingSolution {
  public:
    explicit StoppingSolution(const StoppingProblem&, int nodes = 121);
    double value(double log_demand) const;         // V, per unit of margin and new capacity
    double trigger(double cost) const;             // smallest ln(D/K1) at which to invest; +inf if never
    double critical_cost(double log_demand) const; // largest cost at which investing now is right
    double kept(double log_demand) const;          // critical cost / V: the part of the value that waiting leaves
    double multiple(double log_demand) const;      // its inverse: what V must exceed, per euro of cost

  private:
    void lay_grid(std::size_t nodes);
    void link_nodes(double centre, double step);
    void value_plant();
    std::vector<double> yearly_cash() const;
    std::vector<double> transition() const;
    std::vector<double> expect(const std::vector<double>&) const;
    double at(const std::vector<double>&, double log_demand) const;
    StoppingProblem problem_;
    std::vector<double> grid_; // ln(D/K1)
    std::vector<double> value_;
    std::vector<double> critical_;
    std::vector<int> left_; // [node][point]: interpolation of next year's state
    std::vector<double> share_;
};

// Multiples for the firm loop, tabulated in dimensionless form over perceived volatility (.02 to 1.3), discount (.04 to
// .22), demand over capacity now, long-run demand over capacity (ln -1.2 to .5; mean-reverting only) and the share that
// exists, whose nodes are those of the candidate expansions (as multiples of present capacity) and none. What is
// interpolated is 1/M, which lies between 0 and 1. Beyond its range the table holds its ends.
// A part of the table is solved when it is first read, whoever reads it: firms of one country visit a fraction of it.
// The numbers do not depend on when, and threads may read a table that they share.
// Where M is below 2.5, ln M is within `typical_error` on average and within `usual_error` for 95 of 100 states (tested
// against the literal solution); larger multiples are less exact, and never met in practice.
class StoppingTable {
  public:
    static constexpr double typical_error = .012;
    static constexpr double usual_error = .05;
    StoppingTable(double rho, double survival, int lag, std::span<const double> candidates);
    struct State {
        double log_sd = 0; // stationary sd of log demand (rho < 1), or its one-year sd (martingale)
        double discount = 0;
        double level = 0;    // ln(demand now / K1)
        double long_run = 0; // ln(long-run demand / K1), rho < 1
        double base = 0;
    };
    double multiple(const State&) const;
    static StoppingProblem problem(double rho, double survival, int lag, const State&);

  private:
    // A slice: all levels at one node of everything else.
    struct Slice {
        std::size_t sd;
        std::size_t discount;
        std::size_t base;
        std::size_t long_run;
    };
    const double* solved(const Slice&) const;
    void solve(const Slice&, double* kept) const;
    bool reverting() const { return rho_ < 1; }
    double rho_;
    double survival_;
    int lag_;
    std::vector<double> bases_;
    mutable std::mutex solving_;
    mutable std::unique_ptr<std::atomic<bool>[]> is_solved_; // [slice]
    mutable std::vector<double> kept_;                       // 1/M: [sd][discount][base][long run][level]
};

} // namespace drumbeat
