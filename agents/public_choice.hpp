// SPDX-License-Identifier: Apache-2.0
// How well a ministry picks: a noisy signal of which firms are worth a bet.
#pragma once

namespace drumbeat {

// How far the signal of a good firm lies above that of a bad one, in standard deviations of its noise, when the
// ministry ranks a good firm above a bad one with probability `skill`: sqrt(2) times the normal quantile of skill
// (binormal model of the area under the ROC curve; Green and Swets 1966). 0 for a coin.
double signal_strength(double skill);

// What the ministry sees of a firm: the strength if it is good, and noise; `z` is a standard normal.
double signal_of(bool good, double strength, double z);

// Probability that a firm is good, where as many are good as bad before the signal is seen (Bayes' rule).
double probability_good(double signal, double strength);

} // namespace drumbeat
