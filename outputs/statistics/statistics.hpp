// SPDX-License-Identifier: Apache-2.0
// Statistics across runs. Missing values (NaN) are left out, pairs with one missing value as a whole; every result
// says how many values it rests on, and is itself missing where they do not determine it.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace drumbeat {

struct Mean {
    std::size_t count = 0;
    double value = 0;
    double error = 0; // Monte Carlo standard error: standard deviation / sqrt(count)
};
Mean mean_of(std::span<const double>);

// Sum over sum, with the jackknife's standard error; pairs with a missing value are left out.
Mean ratio_of_sums(std::span<const double> top, std::span<const double> bottom);
// The difference of two such ratios under the same luck.
Mean difference_of_ratios(std::span<const double> top, std::span<const double> bottom,
                          std::span<const double> other_top, std::span<const double> other_bottom);

double variance_of(std::span<const double>); // divisor n - 1

// Linear interpolation between order statistics (type 7 of Hyndman and Fan 1996).
double quantile(std::span<const double>, double probability);

double correlation(std::span<const double>, std::span<const double>);

// Two arms under the same luck, replication by replication.
struct Paired {
    std::size_t pairs = 0, dropped = 0; // dropped: one of the two is missing
    Mean difference;                    // treatment less control
    double low = 0, high = 0;           // 5 % and 95 % quantile of the differences: spread over luck
    std::size_t better = 0, tied = 0;
    double correlation = 0;
    double variance_ratio = 0; // variance of the difference with independent luck over that with shared luck

    double better_of_100() const; // strictly better; missing without pairs
    double equal_of_100() const;  // ties are ties
};
Paired paired(std::span<const double> treatment, std::span<const double> control);

// The mean difference at equal money: the difference is regressed on a covariate whose true mean is known to be 0,
// and read off at 0. A covariate that hardly varies (less than `negligible`) leaves the mean as it is.
struct Adjusted {
    Mean difference;
    double coefficient = 0;   // change of the difference per unit of the covariate
    double variance_kept = 1; // residual variance over variance: 1 where the covariate explains nothing
};
Adjusted control_variate(std::span<const double> differences, std::span<const double> covariate, double negligible = 0);

// Two one-sided tests at 5 % each: the 90 % interval within ± margin is "no effect"; else an interval that leaves 0
// out gives a direction; else the runs do not decide. `fitted` numbers were estimated from the pairs: the mean, and the
// slope of a control variate.
// `same_run` is no finding of such a test: the two arms were one run, and nothing was tested.
enum class Answer { no_effect, more, less, undecided, same_run };
struct Equivalence {
    Answer answer = Answer::undecided;
    double low = 0, high = 0; // 90 % interval of the mean
};
Equivalence equivalence(const Mean& difference, double margin, std::size_t fitted = 1);

// 95 % quantile of Student's t, within 1 % from 3 degrees of freedom on and exact at 1 and 2.
double student_95(double degrees_of_freedom);

// What a stationary AR(1) series of `years` years is expected to show: the factor by which a short series shrinks the
// standard deviation (from 2 years on), and the first autocorrelation that it reads (from 3 years on; Kendall 1954;
// Marriott and Pope 1954).
double short_series_sd_factor(double phi, int years);
double short_series_phi(double phi, int years);

} // namespace drumbeat
