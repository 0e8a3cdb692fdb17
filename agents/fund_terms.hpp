// SPDX-License-Identifier: Apache-2.0
// On what terms a fund puts money into a firm, whether the owners take it, what a fund learns from its exits, and
// whether it raises another one.
#pragma once

#include "agents/financing.hpp"

namespace drumbeat {

// How much a fund likes a round: the score of `acceptance_probability` less the log odds of `u`. It joins from 0 on,
// so that it does with that probability where u is uniform on (0, 1), and ranks what it likes by it. The belief in the
// area is part of the excess return in the view.
double liking(const InvestorTaste&, const InvestorView&, double u);

// Return that a fund asks for, per year: hurdle + price of risk * log sd of demand * (1 - cover). Sign and size of the
// price are assumed. Neglected: what diversifies within the fund.
double required_return(double hurdle, double risk_price, double log_sd, double cover);

// A value that is known at two discount rates, at another one, log-linear between and beyond them; all above 0.
struct ValueAtRate {
    double rate = 0; // per year
    double value = 0;
};
double value_at(ValueAtRate here, ValueAtRate there, double rate);

// Part of the firm that money in is worth: ticket / (V0 + V), both at the return that the investor asks for; V is what
// the expansion adds, less what others pay of it. At most 1; 1 where nothing is worth anything.
double stake_for(double ticket, double standing_value, double added_value);

// Owners take the money if what they keep is worth as much as what they have: (1 - stake) (V0 + V) >= V0 + best
// alternative, at their own hurdle. With the investor's rate equal to theirs and no alternative: if and only if net
// present value is not below 0 (Modigliani and Miller 1958).
bool owners_accept(double stake, double standing_value, double added_value, double best_alternative);

// What an exit brought a year above what had been promised, in logs: ln(multiple)/years - ln(1 + promised). A holding
// that is lost counts as one that brought `least_multiple`.
inline constexpr double least_multiple = .05;
double exit_surprise(double multiple, double years, double promised);

// What a fund believes of returns beyond its hurdle, from exits: sum of w x w_age over (n0 + sum of weights), where a
// year multiplies what is remembered by a factor. n0 exits that went as promised are the prior.
struct ExitRecord {
    double sum = 0;    // of weight times surprise
    double weight = 0; // of exits seen
};
ExitRecord with_exit(ExitRecord, double surprise, double weight);
ExitRecord a_year_later(ExitRecord, double memory);
double belief_of(const ExitRecord&, double prior_weight);

// Probability that a manager raises another fund: logit of .4 + 2 (rank - 1/2), rank from 0 (worst) to 1 (best) among
// the living; mean about .6 (Kaplan and Schoar 2005: better funds do so more often; sizes of both numbers are guesses).
double successor_probability(double rank);
// Its size over that of the present one: the square root of its value over the median fund's, at most 2 (concave).
double successor_growth(double value_to_median);

// Share of investors who may finance what is purely military: .07 to 2022, .30 in 2025, `in_2030` from 2030 on,
// straight lines between (Invest Europe 2025 for the first two; what comes after is a guess).
double openness(int calendar_year, double in_2030);

} // namespace drumbeat
