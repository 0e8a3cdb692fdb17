// SPDX-License-Identifier: Apache-2.0
// Which parameters the fitted moments tell apart: the local Jacobian, its singular values, and how far accepted sets
// spread.
#pragma once

#include "outputs/fit/search.hpp"

#include <vector>

namespace drumbeat {

// Moments as a plane in the parameters around a centre, by least squares over the nearest points: d moment / d
// parameter, moments in half-widths and parameters in edges of the cube. [moment][parameter]; empty where there are
// fewer points than coefficients.
std::vector<std::vector<double>> local_jacobian(const std::vector<Point>& points,
                                                const std::vector<std::vector<double>>& moments, const Point& centre,
                                                std::size_t nearest);

// Singular values of a Jacobian, the largest first, each with its direction among the parameters: how many half-widths
// the moments move per edge of the cube in that direction.
struct Direction {
    double strength = 0;
    std::vector<double> weights; // of unit length
};
std::vector<Direction> directions_of(const std::vector<std::vector<double>>& jacobian);

// Standard deviation of accepted values over that of a uniform law on the cube: 1 tells nothing, 0 everything.
double relative_spread(const std::vector<Point>& accepted, std::size_t parameter);

} // namespace drumbeat
