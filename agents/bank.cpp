// SPDX-License-Identifier: Apache-2.0
#include "agents/bank.hpp"

#include <algorithm>
#include <limits>

namespace drumbeat {

double lending_room(double appetite, double capital, double exposure) {
    return std::max(0.0, appetite * capital - exposure);
}

double service_cover(double earnings, double debt, double interest_rate, double amortisation) {
    if (earnings <= 0) return 0;
    const double service = debt * (interest_rate + amortisation);
    return service > 0 ? earnings / service : std::numeric_limits<double>::infinity();
}

double appetite_after(double appetite, double response, double loss_rate) {
    return std::clamp(appetite - response * (loss_rate - expected_loss), least_appetite, most_appetite);
}

double refusal_probability(double base, double openness, double penalty) {
    return std::min(1.0, base + (1 - openness) * penalty);
}

} // namespace drumbeat
