// SPDX-License-Identifier: Apache-2.0
#include "outputs/fit/search.hpp"

#include <boost/random/sobol.hpp>

#include <algorithm>
#include <limits>
#include <numeric>

namespace drumbeat {

namespace {

struct Box {
    Point low, high;
};

Box around(const std::vector<Tried>& tried, const std::vector<std::size_t>& best, double margin) {
    Box box{tried[best.front()].point, tried[best.front()].point};
    for (const std::size_t i : best)
        for (std::size_t d = 0; d < box.low.size(); ++d) {
            box.low[d] = std::min(box.low[d], tried[i].point[d]);
            box.high[d] = std::max(box.high[d], tried[i].point[d]);
        }
    for (std::size_t d = 0; d < box.low.size(); ++d) {
        box.low[d] = std::max(0.0, box.low[d] - margin);
        box.high[d] = std::min(1.0, box.high[d] + margin);
    }
    return box;
}

void fit_into(const Box& box, std::vector<Point>& points) {
    for (Point& p : points)
        for (std::size_t d = 0; d < p.size(); ++d) p[d] = box.low[d] + p[d] * (box.high[d] - box.low[d]);
}

} // namespace

std::vector<Point> sobol_points(std::size_t dimensions, std::size_t skip, std::size_t count) {
    boost::random::sobol engine(dimensions);
    engine.discard(skip * dimensions);
    std::vector<Point> points(count, Point(dimensions));
    for (Point& p : points)
        for (double& x : p) x = static_cast<double>(engine() >> 11) * 0x1p-53;
    return points;
}

std::size_t SearchPlan::in_round(std::size_t round) const {
    const std::size_t first = rounds > 1 ? candidates / 2 : candidates;
    return round == 0 ? first : (candidates - first) / (rounds - 1);
}

std::size_t SearchPlan::count() const {
    std::size_t sum = 0;
    for (std::size_t round = 0; round < rounds; ++round) sum += in_round(round);
    return sum;
}

std::vector<Tried> search(std::size_t dimensions, const SearchPlan& plan, const Judge& judge) {
    std::vector<Tried> tried;
    for (std::size_t round = 0; round < plan.rounds; ++round) {
        std::vector<Point> points = sobol_points(dimensions, tried.size(), plan.in_round(round));
        if (round > 0) fit_into(around(tried, best_of(tried, plan.kept), plan.margin), points);
        const std::vector<double> distances = judge(points);
        for (std::size_t i = 0; i < points.size(); ++i) tried.push_back({std::move(points[i]), distances[i]});
    }
    return tried;
}

std::vector<std::size_t> best_of(const std::vector<Tried>& tried, std::size_t count) {
    const auto distance = [&](std::size_t i) {
        const double d = tried[i].distance;
        return d == d ? d : std::numeric_limits<double>::infinity();
    };
    std::vector<std::size_t> order(tried.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return distance(a) < distance(b); });
    order.resize(std::min(count, order.size()));
    return order;
}

} // namespace drumbeat
