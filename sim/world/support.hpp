// SPDX-License-Identifier: Apache-2.0
// What institutions offer to a firm that expands, at the moment when it asks. Without institutions: nothing.
#pragma once

#include <cstdint>
#include <limits>

namespace drumbeat {

// Of private investors who would join: from home, or from abroad and then let in unseen, screened, or stopped.
enum class Investors : std::uint8_t { home, abroad_unscreened, abroad_screened, abroad_stopped };

struct Support {
    double subsidy_rate = 0; // share of the outlay that the state pays
    double subsidy_left = 0; // of its budget, meur
    double stake_rate = 0;   // share of the outlay that a public shareholder pays
    double stake_left = 0;   // of its money, meur
    double stake_gift = 0;   // part of a stake that is worth as much as a gift
    double idle_margin = 0;  // cash per unit of plant that defence leaves idle, from civil sales
    bool equity = false;     // private investors may be asked, each firm by itself
    Investors investors = Investors::home;
    double bank_left = std::numeric_limits<double>::infinity(); // of what the bank lends the sector, meur
    bool fund = false;                                          // the fund joins rounds that return enough
    double fund_left = 0;                                       // meur
};

} // namespace drumbeat
