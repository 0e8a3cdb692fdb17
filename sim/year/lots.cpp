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

void draw_lot_sizes(const Stream& lots, int line, int calendar_year, double expected, double size_cv,
                    std::vector<double>& sizes) {
    const Words words = lots.block(static_cast<std::uint32_t>(line), calendar_year, 0, 2);
    const int count = std::min(most_lots, 1 + poisson(uniform(words.w[0]), expected - 1));
    const double sd = std::sqrt(log_variance(size_cv));
    sizes.clear();
    for (int lot = 0; lot < count; ++lot) {
        const auto id = static_cast<std::uint32_t>(line) << 16 | static_cast<std::uint32_t>(lot);
        const Words size = lots.block(id, calendar_year, 0, 3);
        sizes.push_back(maths::exp(sd * standard_normal(size.w[0])));
    }
}

} // namespace drumbeat
