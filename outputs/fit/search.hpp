// SPDX-License-Identifier: Apache-2.0
// Looks for the points of a unit cube at the least distance: a Sobol' design over the whole cube, then over the box
// around the best, round by round.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace drumbeat {

using Point = std::vector<double>; // each coordinate in [0, 1]

// `count` points of the Sobol' sequence (Sobol' 1967; directions of Joe & Kuo 2008) after the first `skip` ones. The
// origin, which would come first, is left out.
std::vector<Point> sobol_points(std::size_t dimensions, std::size_t skip, std::size_t count);

struct SearchPlan {
    std::size_t candidates = 800, rounds = 4, kept = 20;
    double margin = .1; // by which the box of the best is widened on each side, of the cube's edge

    std::size_t in_round(std::size_t round) const;
    std::size_t count() const; // of all rounds
};

struct Tried {
    Point point;
    double distance = 0;
};

// Distances of many points at once, in their order.
using Judge = std::function<std::vector<double>(const std::vector<Point>&)>;

// Every point tried, in order. Half of the candidates are spread over the cube; the others, in equal rounds, over the
// smallest box that holds the best `kept` so far, widened. What does not matter for the distance keeps its full width.
// Ties go to the point tried earlier; a distance that is not a number is the largest.
std::vector<Tried> search(std::size_t dimensions, const SearchPlan&, const Judge&);

// Places of the best `count` among those tried, the best first.
std::vector<std::size_t> best_of(const std::vector<Tried>&, std::size_t count);

} // namespace drumbeat
