// SPDX-License-Identifier: Apache-2.0
// A Ministry of Defence that answers what it sees: it lets no more than later years can pay, and moves the plan that is
// not yet announced between technology areas. It acts on last year's figures. Absent where steering is fixed: then the
// plan is a table, and every open lot is let.
#pragma once

#include "agents/steering.hpp"
#include "sim/record/record.hpp"
#include "sim/world/areas.hpp"
#include "sim/world/order_book.hpp"
#include "sim/world/totals.hpp"
#include "sim/world/year.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace drumbeat {

struct Ministry {
    // What it knows of an area, smoothed over the years of the policy.
    struct Sight {
        double readiness = 1;      // what was delivered over what the plan would have delivered
        double domestic_share = 0; // of what was ordered
        double lost_share = 0;     // of what was ordered, abroad for lack of capacity at home
        double delay_years = 0;    // late work over a year's deliveries
        double let = 1;            // part of this year's open lots that may be let
        GroupTotals before;        // up to last year
        bool seen = false;         // whether there is a last year
    };
    static constexpr int years_told = 5;

    PerArea<Sight> areas;
    // Part of the plan for firms at home that is bound when the year ends, by years ahead; [0] is unused.
    std::array<double, years_told + 1> committed{};
    double postponed = 0;                    // open lots that were not let this year, meur
    double moved = 0;                        // of the first year beyond the notice between areas this year, meur
    double postponed_sum = 0, moved_sum = 0; // since the policy began, meur

    // Moves what is planned beyond the notice.
    void move_plan(const Year&, Areas&);
    // Sees what later years can still pay. `owed`: what instruments still take out of procurement, meur.
    void balance(const Year&, const Areas&, double owed);
    // The part of an area's open lots that may be let; 1 where it does not steer.
    double may_let(Area area) const { return areas.empty() ? 1 : areas[area].let; }
    // How far deliveries fall short of the plan, smoothed; 0 where it does not steer.
    double shortfall(Area area) const { return areas.empty() ? 0 : std::max(0.0, 1 - areas[area].readiness); }
    void postpone(double meur) {
        postponed += meur;
        postponed_sum += meur;
    }
    // The year's figures, of which it knows next year.
    void remember(const Year&, const Areas&, const Firms&, const OrderBook&, const Totals&);

    void begin_policy();
    void measure(const Year&, const Areas&, RunRecord&) const;

  private:
    double move_year(const Year&, Areas&, int ahead, double most);
    void look_at_gaps(const Year&, const Areas&);
    void look_at_later_years(const Year&, const Areas&, double owed);
    void look_at_contracts(const Year&, const Areas&, Area);
    void look_at_lots(const Year&, const Areas&, Area);

    // Memory of one year.
    std::vector<double> gap_, plan_, before_, open_, waits_, late_;
    std::vector<LaterYear> later_; // [years ahead], 0 is unused
    friend struct Garbage;
};

} // namespace drumbeat
