// SPDX-License-Identifier: Apache-2.0
#include "sim/year/lots.hpp"

#include "agents/demand.hpp"
#include "agents/maths.hpp"

#include <algorithm>
#include <cmath>

namespace drumbeat {

namespace {
constexpr int most_lots = 250; // of one line in one year
}

void draw_lot_sizes(const Streams& luck, const LotsInYear& now, double expected, double size_cv,
                    std::vector<double>& sizes) {
    const int count = std::min(most_lots, 1 + poisson(draw(draws::lot_count, luck, now), expected - 1));
    const double sd = std::sqrt(log_variance(size_cv));
    sizes.clear();
    for (int lot = 0; lot < count; ++lot) {
        const LotInYear its{now.area, now.line, lot, now.year};
        sizes.push_back(maths::exp(sd * draw(draws::lot_size, luck, its)));
    }
}

} // namespace drumbeat
