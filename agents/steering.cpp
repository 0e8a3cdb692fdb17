// SPDX-License-Identifier: Apache-2.0
#include "agents/steering.hpp"

#include "agents/maths.hpp"

#include <algorithm>
#include <cstddef>

namespace drumbeat {

double readiness_after(double before, double decay, double delivered_over_due) {
    return (1 - decay) * before + decay * delivered_over_due;
}

double share_to_let(std::span<const LaterYear> years, double most) {
    double share = 1;
    for (const LaterYear& year : years) {
        if (year.open <= 0) continue;
        const double room = most * year.plan - year.committed;
        const double own = room / year.open;
        share = std::min(share, own);
    }
    return std::max(0.0, share);
}

namespace {

double weight_of(double strength, double gap, double reference) { return maths::exp(strength * (gap - reference)); }

double least_of(std::span<const double> values) {
    return values.empty() ? 0 : *std::min_element(values.begin(), values.end());
}

} // namespace

void postpone(std::span<const double> open, std::span<const double> gap, double strength, double share,
              std::vector<double>& postponed) {
    postponed.assign(open.size(), 0);
    const double least = least_of(gap);
    double left = 0; // to be postponed
    for (const double amount : open) left += share * amount;
    // Who has less open than its part postpones all of it, and the others the rest: each round fills an area or ends.
    for (std::size_t round = 0; round < open.size() && left > 0; ++round) {
        double weights = 0;
        for (std::size_t a = 0; a < open.size(); ++a) {
            if (postponed[a] >= 1) continue;
            weights += open[a] * weight_of(-strength, gap[a], least);
        }
        if (weights <= 0) return;
        const double rate = left / weights;
        for (std::size_t a = 0; a < open.size(); ++a) {
            if (postponed[a] >= 1 || open[a] <= 0) continue;
            const double more = std::min(1 - postponed[a], rate * weight_of(-strength, gap[a], least));
            postponed[a] += more;
            left -= more * open[a];
        }
    }
}

namespace {

// Where a plan is drawn to by gaps: each area's plan in proportion to plan * exp(strength * gap), their sum kept.
struct Pull {
    double strength = 0;
    double greatest = 0; // gap
    double whole = 0;    // plan of all areas
    double scale = 0;

    double wanted(double plan, double gap) const {
        const double weight = weight_of(strength, gap, greatest);
        return plan * weight * scale;
    }
};

Pull pull_of(std::span<const double> plan, std::span<const double> gap, double strength) {
    Pull pull;
    pull.strength = strength;
    pull.greatest = *std::max_element(gap.begin(), gap.end());
    double weighed = 0;
    for (std::size_t a = 0; a < plan.size(); ++a) {
        pull.whole += plan[a];
        weighed += plan[a] * weight_of(strength, gap[a], pull.greatest);
    }
    pull.scale = weighed > 0 ? pull.whole / weighed : 0;
    return pull;
}

// What areas that would gain would gain.
double gain_of(const Pull& pull, std::span<const double> plan, std::span<const double> gap) {
    double gained = 0;
    for (std::size_t a = 0; a < plan.size(); ++a) {
        const double more = pull.wanted(plan[a], gap[a]) - plan[a];
        gained += std::max(0.0, more);
    }
    return gained;
}

bool all_equal(std::span<const double> values) {
    const auto [least, greatest] = std::minmax_element(values.begin(), values.end());
    return least == values.end() || *least == *greatest;
}

} // namespace

double move_plan(std::span<double> plan, std::span<const double> gap, double strength, double most) {
    if (all_equal(gap)) return 0;
    const Pull pull = pull_of(plan, gap, strength);
    if (pull.scale <= 0) return 0;
    const double gained = gain_of(pull, plan, gap);
    if (gained <= 0) return 0;
    const double part = std::min(1.0, most * pull.whole / gained); // of the way
    for (std::size_t a = 0; a < plan.size(); ++a) {
        const double more = pull.wanted(plan[a], gap[a]) - plan[a];
        plan[a] += part * more;
    }
    return part * gained / pull.whole;
}

} // namespace drumbeat
