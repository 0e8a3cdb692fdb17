// SPDX-License-Identifier: Apache-2.0
// The Ministry of Economic Affairs: generic tax incentives become targeted money, for stakes in firms that it picks
// with its skill.
#pragma once

#include "sim/institutions/stakes.hpp"
#include "sim/record/record.hpp"
#include "sim/world/accounts.hpp"
#include "sim/world/areas.hpp"
#include "sim/world/support.hpp"
#include "sim/world/year.hpp"

namespace drumbeat {

struct Participations {
    double cash = 0;
    double moved = 0;    // of it, what firms gave up this year
    double returned = 0; // by stakes sold in the year
    std::vector<Stake> stakes;
    // Since the policy began: money in stakes, meur; stakes sold, and those that had failed, by weight.
    double taken = 0, bets = 0, failed_bets = 0;

    // Of last year's money firms get back what found no expansion to invest in; what stakes brought in stays. Then
    // every firm gives up its share of what is moved this year. Returns what goes to the innovation agency, meur.
    double move_incentives(const Year&, Firms&, Accounts&);
    // Firms are offered a stake in the order in which the ministry ranks them, as far as its money would reach if each
    // took a middling expansion.
    void choose(const Year&, Firms&);
    void add_to(Support&, const Year&, const Firms&, Row row) const;
    void take(const Year&, const Firms&, Row row, double meur);
    // For a stake the ministry gets nothing if the capacity that it helped to build is gone, else a multiple of what
    // was no gift.
    void sell_stakes(const Year&, const Firms&, Accounts&);
    void begin_policy();
    void measure(const Year&, RunRecord&) const;

  private:
    friend struct Garbage;                       // tests put it into memory of one year
    std::vector<std::pair<double, Row>> ranked_; // memory of one year
};

} // namespace drumbeat
