// SPDX-License-Identifier: Apache-2.0
// A bank that has only so much to lend to the sector: its room, how well a firm can carry its debt, what losses do to
// its appetite, and whom it refuses for being in defence.
#pragma once

namespace drumbeat {

// What the bank lends the sector in a year beyond what it is owed, meur: appetite x capital - exposure, not below 0.
// `capital` is meant over its risk weight: all that it would lend at an appetite of 1.
double lending_room(double appetite, double capital, double exposure);

// Cash earnings over interest and repayment of the debt that a firm has, all by year; infinite without debt where there
// are earnings, and 0 without earnings.
double service_cover(double earnings, double debt, double interest_rate, double amortisation);

// Appetite of the next year: appetite - response x (loss rate - expected), between a floor and a ceiling. The loss rate
// is what was written off over what was owed when the year began. At expected losses it stays.
inline constexpr double expected_loss = .01;
inline constexpr double least_appetite = .3;
inline constexpr double most_appetite = 1.2;
double appetite_after(double appetite, double response, double loss_rate);

// Probability that a request is refused whatever the firm could carry: base + (1 - openness) x penalty, at most 1.
double refusal_probability(double base, double openness, double penalty);

} // namespace drumbeat
