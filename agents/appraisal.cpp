// SPDX-License-Identifier: Apache-2.0
#include "agents/appraisal.hpp"

#include "agents/maths.hpp"
#include "agents/prospect_parts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace drumbeat {

namespace {

constexpr std::size_t most_candidates = 8;

double resale_value(const Prospect& p, double expansion, double last_factor) {
    return p.resale * p.cost.capital_per_output * expansion * last_factor;
}

template <class Sales> double value_with(const Prospect& p, double expansion, double tilt, Sales&& sales) {
    const Discounting discounting(p);
    double factor = discounting.first;
    double value = 0;
    for (std::size_t m = static_cast<std::size_t>(p.lag); m < p.load.size(); ++m, factor *= discounting.step) {
        const double mean = tilt == 0 ? p.load[m] : p.load[m] * maths::exp(tilt * p.shift[m]);
        value += factor * p.idle_margin * expansion;
        if (mean <= 0) continue;
        value += factor * (p.unit_margin - p.idle_margin) *
                 (sales(mean, p.load_sd[m], p.capacity + expansion) - sales(mean, p.load_sd[m], p.capacity));
    }
    return value + resale_value(p, expansion, factor);
}

// The value of candidates, one after the other, with what they share computed once.
class Candidates {
  public:
    Candidates(const Prospect& p, const ExpectedSales& table) : p_(p), table_(table) {
        const double log_now = p.capacity > 0 ? maths::log(p.capacity) : 0;
        const Discounting discounting(p);
        double factor = discounting.first;
        for (std::size_t m = static_cast<std::size_t>(p.lag); m < p.load.size(); ++m, factor *= discounting.step) {
            const double mean = p.load[m];
            idle_ += factor * p.idle_margin;
            if (mean <= 0) continue;
            const double log_mean = maths::log(mean);
            const double inverse = 1 / mean;
            const double now = p.capacity > 0 ? table(log_now - log_mean, p.capacity * inverse, p.load_sd[m]) : 0;
            if (now > 1 - 1e-9 || count_ == most_years) continue;
            const double margin = p.unit_margin - p.idle_margin;
            years_[count_++] = {log_mean, inverse, factor * margin * mean, now, p.load_sd[m]};
            unserved_ += factor * margin * mean * (1 - now);
        }
        last_factor_ = factor;
    }
    double value(double expansion) const {
        const double capacity = p_.capacity + expansion;
        const double log_capacity = maths::log(capacity);
        double value = idle_ * expansion;
        for (std::size_t i = 0; i < count_; ++i) {
            const Year& y = years_[i];
            value += y.weight * (table_(log_capacity - y.log_mean, capacity * y.inverse_mean, y.sd) - y.now);
        }
        return value + resale_value(p_, expansion, last_factor_);
    }
    // No expansion is worth more than all demand that goes unserved, and its resale.
    double most(double expansion) const {
        return unserved_ * (1 + 1e-3) + idle_ * expansion + resale_value(p_, expansion, last_factor_);
    }

  private:
    struct Year {
        double log_mean;
        double inverse_mean;
        double weight;
        double now;
        double sd;
    };
    static constexpr std::size_t most_years = 96;
    const Prospect& p_;
    const ExpectedSales& table_;
    std::array<Year, most_years> years_;
    std::size_t count_ = 0;
    double unserved_ = 0;
    double last_factor_ = 0;
    double idle_ = 0;
};

// Demand after an innovation of one standard deviation, up or down, and what present plant sells of it: the same for
// all candidates. Values are those of `value_with`, to the last bit.
class Shifted {
  public:
    Shifted(const Prospect& p, const ExpectedSales& table, double tilt) : p_(p), sales_{table} {
        for (std::size_t m = first(); m < end(); ++m) {
            mean_[m] = p.load[m] * maths::exp(tilt * p.shift[m]);
            now_[m] = mean_[m] > 0 ? sales_(mean_[m], p.load_sd[m], p.capacity) : 0;
        }
    }
    static bool holds(const Prospect& p) { return p.load.size() <= most_years; }
    double value(double expansion) const {
        const Discounting discounting(p_);
        double factor = discounting.first;
        double value = 0;
        for (std::size_t m = first(); m < end(); ++m, factor *= discounting.step) {
            value += factor * p_.idle_margin * expansion;
            if (mean_[m] <= 0) continue;
            value += factor * (p_.unit_margin - p_.idle_margin) *
                     (sales_(mean_[m], p_.load_sd[m], p_.capacity + expansion) - now_[m]);
        }
        return value + resale_value(p_, expansion, factor);
    }

  private:
    static constexpr std::size_t most_years = 96;
    std::size_t first() const { return static_cast<std::size_t>(p_.lag); }
    std::size_t end() const { return p_.load.size(); }
    const Prospect& p_;
    TableSales sales_;
    std::array<double, most_years> mean_, now_;
};

double volatility_between(double up, double down) {
    if (up <= 0 || down <= 0) return 0;
    return .5 * std::abs(maths::log(up / down));
}

Choice newsvendor_choice(const Prospect& p, const ExpectedSales& sales) {
    const std::size_t m = first_news(p);
    const double yearly_cost = p.cost.capital_per_output * (p.hurdle + p.depreciation);
    const double wanted = newsvendor_capacity(p.load[m], p.load_sd[m], p.unit_margin, yearly_cost);
    Choice choice;
    if (wanted <= p.capacity * 1.05) return choice;
    choice.expansion = wanted - p.capacity;
    choice.value = expansion_value(p, choice.expansion, sales);
    choice.outlay = outlay_of(p, choice.expansion);
    choice.cost = cost_to_firm(p, choice.outlay);
    choice.trigger = 0; // the critical ratio has already weighed value against cost
    choice.value = std::max(choice.value, choice.cost);
    return choice;
}

} // namespace

double expansion_value(const Prospect& p, double expansion, const ExpectedSales& table, double tilt) {
    return value_with(p, expansion, tilt, TableSales{table});
}

double expansion_value_literal(const Prospect& p, double expansion, double tilt) {
    return value_with(p, expansion, tilt,
                      [](double mean, double sd, double capacity) { return expected_sales(mean, sd, capacity); });
}

double value_volatility(const Prospect& p, double expansion, const ExpectedSales& table) {
    return volatility_between(expansion_value(p, expansion, table, 1), expansion_value(p, expansion, table, -1));
}

double outlay_of(const Prospect& p, double expansion) { return expansion_cost(p.cost, p.size, expansion / p.size); }

double cost_to_firm(const Prospect& p, double outlay) {
    const double subsidy = std::min(p.subsidy_rate * outlay, p.subsidy_left);
    return outlay - subsidy - std::min({p.gift_rate * outlay, p.gift_left, .9 * (outlay - subsidy)});
}

double years_of_use(const Prospect& p) {
    const Discounting discounting(p);
    double factor = discounting.first;
    double sum = 0;
    for (std::size_t m = static_cast<std::size_t>(p.lag); m < p.load.size(); ++m, factor *= discounting.step)
        sum += factor;
    return sum;
}

Choice weighed(const Prospect& p, double expansion, const ExpectedSales& table) {
    Choice choice;
    choice.expansion = expansion;
    choice.outlay = outlay_of(p, expansion);
    choice.cost = cost_to_firm(p, choice.outlay);
    choice.value = expansion_value(p, expansion, table);
    if (has_multiple(p.rule)) choice.sigma_v = value_volatility(p, expansion, table);
    choice.trigger = trigger_of(p, choice, table);
    return choice;
}

namespace {

// What the right to build is worth: V - I where the trigger is reached, else (M-1) I (V / (M I))^b with b = M/(M-1).
double right_to_build(const Choice& c) {
    if (c.value <= 0) return 0;
    const double multiple = c.trigger;
    const double reached = c.value / (multiple * c.cost);
    if (reached >= 1 || multiple <= 1) return std::max(0.0, c.npv());
    return (multiple - 1) * c.cost * maths::pow(reached, multiple / (multiple - 1));
}

Choice best_size(const Prospect& p, const ExpectedSales& table) {
    Choice best;
    double most = -1;
    for (const double candidate : p.candidates) {
        const Choice choice = weighed(p, candidate * p.size, table);
        const double right = right_to_build(choice);
        if (right > most) {
            most = right;
            best = choice;
        }
    }
    return best;
}

} // namespace

namespace {

// Demand that goes unserved is at most ((v + (K-m)^2)^(1/2) - (K-m)) / 2 in expectation, whatever the distribution of
// mean m and variance v (Scarf, A min-max solution of an inventory problem, 1958). Of a lognormal, v = m^2 (e^(s^2) -
// 1), and e^x - 1 < x + .72 x^2 for x up to 1.
double most_unserved(double mean, double log_variance, double capacity) {
    const double x = log_variance;
    const double spare = capacity - mean;
    return .5 * (std::sqrt(mean * mean * (x + .72 * x * x) + spare * spare) - spare);
}

} // namespace

// No expansion is worth more than all that goes unserved, what stands idle, and its resale.
bool may_be_worth_it(const Prospect& p) {
    const double margin = p.unit_margin - p.idle_margin;
    if (sizes_itself(p.rule) || margin < 0) return true;
    const Discounting discounting(p);
    double factor = discounting.first;
    double unserved = 0;
    double idle = 0;
    for (std::size_t m = static_cast<std::size_t>(p.lag); m < p.load.size(); ++m, factor *= discounting.step) {
        idle += factor * p.idle_margin;
        const double mean = p.load[m];
        const double log_variance = p.load_sd[m] * p.load_sd[m];
        if (mean <= 0) continue;
        if (log_variance > 1) return true;
        const double most = most_unserved(mean, log_variance, p.capacity);
        unserved += factor * margin * (most + 3 * ExpectedSales::error_bound * mean); // values come from its table
    }
    for (const double candidate : p.candidates) {
        const double expansion = candidate * p.size;
        const double most = unserved * (1 + 1e-9) + idle * expansion + resale_value(p, expansion, factor);
        if (most >= cost_to_firm(p, expansion_cost(p.cost, p.size, candidate)) * (1 - 1e-9)) return true;
    }
    return false;
}

namespace {

// The candidates that are worth their cost, and the one with the largest net present value, worth it or not.
struct Weighed {
    std::array<Choice, most_candidates> worth_it;
    std::size_t count = 0;
    Choice best;
};

Weighed weighed_candidates(const Prospect& p, const ExpectedSales& table) {
    const Candidates candidates(p, table);
    const std::size_t count = std::min(p.candidates.size(), most_candidates);
    Weighed found;
    for (std::size_t c = 0; c < count; ++c) {
        Choice choice;
        choice.expansion = p.candidates[c] * p.size;
        choice.outlay = expansion_cost(p.cost, p.size, p.candidates[c]);
        choice.cost = cost_to_firm(p, choice.outlay);
        const double most = candidates.most(choice.expansion);
        const bool hopeless = most < choice.cost && most - choice.cost <= found.best.npv();
        if (c > 0 && hopeless) continue; // neither worth it nor the best
        choice.value = candidates.value(choice.expansion);
        if (c == 0 || choice.npv() > found.best.npv()) found.best = choice;
        if (choice.worth_it()) found.worth_it[found.count++] = choice;
    }
    return found;
}

// How volatile the value of each choice is: what demand after news is to all of them is computed once.
void add_volatility(const Prospect& p, const ExpectedSales& table, std::span<Choice> choices) {
    if (choices.size() == 1 || !Shifted::holds(p)) {
        for (Choice& choice : choices) choice.sigma_v = value_volatility(p, choice.expansion, table);
        return;
    }
    const Shifted up(p, table, 1);
    const Shifted down(p, table, -1);
    for (Choice& choice : choices)
        choice.sigma_v = volatility_between(up.value(choice.expansion), down.value(choice.expansion));
}

// The one of the candidates that leaves most above the rule's trigger.
Choice best_candidate(const Prospect& p, const ExpectedSales& table) {
    Weighed found = weighed_candidates(p, table);
    if (found.count == 0 || !waits(p.rule)) return found.best;
    const std::span<Choice> worth_it(found.worth_it.data(), found.count);
    if (has_multiple(p.rule)) add_volatility(p, table, worth_it);
    Choice chosen;
    for (Choice& choice : worth_it) {
        choice.trigger = trigger_of(p, choice, table);
        if (chosen.expansion == 0 || choice.surplus() > chosen.surplus()) chosen = choice;
    }
    return chosen;
}

} // namespace

Choice best_expansion(const Prospect& p, const ExpectedSales& table) {
    switch (p.rule) {
    case InvestmentRule::newsvendor: return newsvendor_choice(p, table);
    case InvestmentRule::capacity_choice: return best_size(p, table);
    case InvestmentRule::npv:
    case InvestmentRule::real_option:
    case InvestmentRule::dynamic_programming:
    case InvestmentRule::uncapped_multiple:
    case InvestmentRule::reverting_option:
    case InvestmentRule::suspension_option:
    case InvestmentRule::bad_news: break;
    }
    return best_candidate(p, table);
}

} // namespace drumbeat
