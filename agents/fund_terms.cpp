// SPDX-License-Identifier: Apache-2.0
#include "agents/fund_terms.hpp"

#include "agents/maths.hpp"

#include <algorithm>

namespace drumbeat {

double liking(const InvestorTaste& taste, const InvestorView& view, double u) {
    return acceptance_score(taste, view) - maths::log(u / (1 - u));
}

double required_return(double hurdle, double risk_price, double log_sd, double cover) {
    return hurdle + risk_price * log_sd * (1 - std::clamp(cover, 0.0, 1.0));
}

double value_at(ValueAtRate here, ValueAtRate there, double rate) {
    const double slope = maths::log(there.value / here.value) / (there.rate - here.rate);
    return here.value * maths::exp(slope * (rate - here.rate));
}

double stake_for(double ticket, double standing_value, double added_value) {
    const double worth = standing_value + added_value;
    return worth > ticket ? ticket / worth : 1;
}

bool owners_accept(double stake, double standing_value, double added_value, double best_alternative) {
    return (1 - stake) * (standing_value + added_value) >= standing_value + best_alternative;
}

double exit_surprise(double multiple, double years, double promised) {
    const double brought = maths::log(std::max(multiple, least_multiple));
    return brought / std::max(1.0, years) - maths::log(1 + promised);
}

ExitRecord with_exit(ExitRecord record, double surprise, double weight) {
    return {record.sum + weight * surprise, record.weight + weight};
}

ExitRecord a_year_later(ExitRecord record, double memory) { return {memory * record.sum, memory * record.weight}; }

double belief_of(const ExitRecord& record, double prior_weight) {
    const double weight = prior_weight + record.weight;
    return weight > 0 ? record.sum / weight : 0;
}

double successor_probability(double rank) {
    const double score = .4 + 2 * (rank - .5);
    return 1 / (1 + maths::exp(-score));
}

double successor_growth(double value_to_median) {
    return std::min(2.0, maths::pow(std::max(0.0, value_to_median), .5));
}

double openness(int calendar_year, double in_2030) {
    const auto between = [&](int from, double low, int to, double high) {
        return low + (high - low) * (calendar_year - from) / (to - from);
    };
    if (calendar_year <= 2022) return .07;
    if (calendar_year <= 2025) return between(2022, .07, 2025, .30);
    if (calendar_year <= 2030) return between(2025, .30, 2030, in_2030);
    return in_2030;
}

} // namespace drumbeat
