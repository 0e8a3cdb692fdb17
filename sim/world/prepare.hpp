// SPDX-License-Identifier: Apache-2.0
// What follows from a scenario before any luck is drawn: immutable tables, shared by threads.
#pragma once

#include "agents/demand.hpp"
#include "agents/expectations.hpp"
#include "agents/financing.hpp"
#include "agents/firms.hpp"
#include "agents/stopping.hpp"
#include "config/scenario.hpp"

#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <tuple>
#include <vector>

namespace drumbeat {

// Solved tables that do not depend on anything else of a scenario, so that cases can share them. For several threads at
// once; of more tables than `most_tables` the shelf begins anew, and whoever has one keeps it.
class TableShelf {
  public:
    TableShelf() = default;
    TableShelf(const TableShelf& other) : stopping_(other.stopping_), sales_(other.sales_) {} // with a lock of its own
    TableShelf& operator=(const TableShelf&) = delete;
    std::shared_ptr<const StoppingTable> stopping(double rho, double survival, int lag,
                                                  const std::vector<double>& candidates);
    std::shared_ptr<const ExpectedSales> expected_sales();

  private:
    static constexpr std::size_t most_tables = 200;
    std::mutex mutex_;
    std::map<std::tuple<double, double, int, std::vector<double>>, std::shared_ptr<const StoppingTable>> stopping_;
    std::shared_ptr<const ExpectedSales> sales_;
};

// The scenario's own word on a technology area.
inline const Segment& segment_of(const Scenario& s, Area area) { return s.segments[area.index()]; }

struct SegmentTables {
    StreamLaw law;            // of the stream as it runs
    StreamLaw believed_law;   // that firms know: the true one when a change is announced, else the base scenario's
    double base_floor = 0;    // minimum quantity in contracts from before the policy
    double prior_hazard = 0;  // yearly hazard of a contract, mean over sizes
    double learning = 0;      // learning exponent
    double saving = 0;        // share of unit cost that a new contract saves
    double foreign_price = 1; // of a contract of the arm's length
    double export_sx = 0;     // stationary log standard deviation of a firm's exports
    double export_growth_sd = 0;
    // Rational firms' exports n years ahead: part of today's log deviation that remains, and the log variance.
    std::vector<double> export_pass;
    std::vector<double> export_variance;
    // Of each simulated year, and of the years that firms look ahead.
    std::vector<double> plan;     // planned requirement, meur
    std::vector<double> foreseen; // the same before a cut of the budget
    std::vector<double> given;    // the requirement where a table gives it, meur; below 0: it is drawn
};

// One scenario made ready. `base` is the policy before the arm's: what firms know from the past.
struct Prepared {
    Scenario scenario;
    PerArea<SegmentTables> segments;
    std::array<const FirmClass*, 3> classes{};
    bool solves_stopping = false; // whether any firm decides by it
    std::shared_ptr<const ExpectedSales> sales;
    PerArea<std::array<std::shared_ptr<const StoppingTable>, 3>> reverting; // [area][class]
    std::array<std::shared_ptr<const StoppingTable>, 3> martingale;         // [class]
    BankTerms bank;
    InvestorTaste taste;
    FundTerms fund;
    double defence_last = 0;        // defence budget of the last year, meur
    double planned_money = 0;       // over the years of the policy: what `neutral` keeps
    int burn_in = 0;                // simulated years before the first that is reported
    int years = 0;                  // simulated years, burn-in and reported
    int policy_year = 0;            // first simulated year of the policy
    int look_ahead = 0;             // years that a forecast reaches
    int most_rows = 0;              // of the panel of firms: nobody is born beyond it
    std::array<double, 3> weight{}; // [class]: firms of the country that a row stands for

    int calendar(int year) const { return scenario.time.start_year - burn_in + year; }
    Ids<Area> areas() const { return segments.keys(); }
    const FirmClass& firm_class(SizeClass c) const { return *classes[static_cast<std::size_t>(c)]; }
    Prepared() = default;
    Prepared(const Prepared&) = delete;
    Prepared& operator=(const Prepared&) = delete;
};

// Planned requirement of an area in a calendar year, meur: of its own table, or its part of the defence budget's table
// or ramp; with extra money, and as a cut that nobody foresaw leaves it.
double planned_requirement(const Scenario&, const Segment&, int year);

// A requirement that a table gives over its plan. A year without requirement counts as a hundredth of its plan, since
// firms reason in logarithms; where nothing is planned any more, as the plan.
double given_over_plan(double given, double plan);

// What a scenario means to order over the years of its policy, meur: requirements that tables give, plans elsewhere.
double ordered_by_design(const Scenario&);

// The scenario with its switches carried out: channels that are off, and coefficients of assumed sign at zero.
Scenario effective(const Scenario&);

inline constexpr Area all_areas{-1};

// `area`: one technology area of the country alone, with its firms and forecasts as they are among the others.
std::shared_ptr<const Prepared> prepare(const Scenario& arm, const Scenario& base, TableShelf&, Area area = all_areas);
// The base after an arm's policy has ended: contracts with the arm's minimum quantity run on.
std::shared_ptr<const Prepared> prepare_return(const Scenario& base, const Scenario& arm, TableShelf&,
                                               Area area = all_areas);
std::shared_ptr<const Prepared> prepare(const Scenario&);

// Rows of the firm panel: the first firms and room for entrants.
int panel_rows(const Scenario&);

} // namespace drumbeat
