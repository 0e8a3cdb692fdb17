// SPDX-License-Identifier: Apache-2.0
// Research: firms do research, more of it where the state does; institutes and the innovation agency start projects;
// knowledge spreads in the region (else in the technology area), and fades.
#pragma once

#include "sim/record/record.hpp"
#include "sim/world/accounts.hpp"
#include "sim/world/areas.hpp"
#include "sim/world/roll.hpp"
#include "sim/world/totals.hpp"
#include "sim/world/year.hpp"

namespace drumbeat {

struct ProjectCount {
    double projects = 0, successes = 0;
    void add(double firms, bool succeeds) {
        projects += firms;
        successes += succeeds ? firms : 0;
    }
};

struct ResearchSystem {
    double agency_cash = 0;
    double institutes_spent = 0, agency_spent = 0; // in the year
    // In the year, firms by weight.
    ProjectCount of_institutes, of_agency;
    double last = 0, at_start = 0;     // of firms and state: in the last year, and in that before the policy
    double by_firms = 0, by_state = 0; // since the policy began

    // The year's money for institutes and agency. Returns what procurement pays of it, meur.
    double fund(const Year&, double incentives, Totals&);
    // Projects start, firms do research, knowledge spreads.
    void work(const Year&, const Roll&, Firms&, Accounts&);
    void begin_policy();
    void measure(const Year&, const Firms&, RunRecord&) const;

  private:
    friend struct Garbage;                     // tests put it into memory of one year
    std::vector<std::pair<double, Row>> race_; // memory of one year, as is the next
    std::vector<double> research_around_, size_around_;

    struct Call;
    template <class Luck, class Start>
    double start_projects(const Year&, const Roll&, const Firms&, const Call&, Luck, Start&&);
    void run_institutes(const Year&, const Roll&, Firms&, Area);
    template <class Race, class Success> double run_call(const Year&, const Roll&, Firms&, const Call&, Race, Success);
    void run_agency(const Year&, const Roll&, Firms&);
    void do_public_research(const Year&, const Roll&, Firms&, Accounts&);
    void do_research(const Year&, Firms&, Accounts&);
    void spread_knowledge(const Year&, Firms&);
    void add_up_around(const Year&, const Firms&);
};

} // namespace drumbeat
