// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/outcome_names.hpp"
#include "outputs/verdict/parts.hpp"

#include "config/parameter.hpp"
#include "sim/world/prepare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace drumbeat {
namespace {

// What a scenario spends by design: its budget, and the instruments that are paid on top of it.
std::vector<double> money_by_design(const Scenario& s) {
    const BudgetPath& b = s.budget;
    const bool cut = b.cut_year < s.time.start_year + s.time.horizon_years;
    std::vector<double> money = money_on_top(s);
    money.push_back(b.defence_meur);
    money.push_back(b.final_defence_meur);
    money.push_back(b.ramp_years);
    money.push_back(b.ramp_power);
    money.push_back(b.equipment_share);
    money.push_back(b.extra_share);
    money.push_back(cut ? b.cut_year : 0);
    money.push_back(cut ? b.cut_share : 0);
    for (const Segment& segment : s.segments) {
        money.push_back(segment.weight);
        money.push_back(s.leased_sites.paid_from == PaidFrom::extra ? segment.leased_site_meur : 0);
    }
    return money;
}

// Tables that are rounded to whole millions are the same money.
bool other_sum(const Scenario& s, const Scenario& than) {
    constexpr double rounding = 1e-3;
    const double a = ordered_by_design(s), b = ordered_by_design(than);
    return std::fabs(a - b) > rounding * std::max(a, b);
}

// Place by place; what is missing in one is missing in the average.
std::vector<double> average(const std::vector<std::vector<double>>& all) {
    if (all.size() == 1) return all.front();
    std::vector<double> sum(all.front().size(), 0.0);
    for (const auto& one : all)
        for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += one[i];
    return scaled(std::move(sum), 1 / static_cast<double>(all.size()));
}

// Years summed over areas, mean over runs: of [run][year][segment].
std::vector<double> over_runs(const std::vector<double>& values, std::size_t years, std::size_t segments,
                              const std::vector<std::size_t>& areas) {
    if (values.empty() || years == 0 || segments == 0) return {};
    const std::size_t runs = values.size() / (years * segments);
    std::vector<double> means(years, 0.0);
    for (std::size_t i = 0; i < runs * years; ++i)
        for (const std::size_t area : areas)
            means[i % years] += values[i * segments + area] / static_cast<double>(runs);
    return means;
}

} // namespace

bool has_table(const Scenario& s) {
    const auto of_area = [](const Segment& a) {
        return !a.orders.plan_meur.empty() || !a.orders.requirement_meur.empty();
    };
    return !s.budget.path_meur.empty() || std::any_of(s.segments.begin(), s.segments.end(), of_area);
}

bool other_money(const Scenario& s, const Scenario& than) {
    return money_by_design(s) != money_by_design(than) || ((has_table(s) || has_table(than)) && other_sum(s, than));
}

std::vector<double> scaled(std::vector<double> values, double factor) {
    for (double& v : values) v *= factor;
    return values;
}

std::vector<double> less(const std::vector<double>& a, const std::vector<double>& b, double factor) {
    std::vector<double> difference(std::min(a.size(), b.size()));
    for (std::size_t i = 0; i < difference.size(); ++i) difference[i] = factor * (a[i] - b[i]);
    return difference;
}

Interval spread_of(const std::vector<double>& differences) {
    if (mean_of(differences).count < 2) return {};
    return {quantile(differences, .05), quantile(differences, .95)};
}

Interval mean_of(const std::vector<Interval>& all) {
    Interval sum{0, 0};
    for (const Interval& one : all) {
        if (!one.assessed()) return {};
        sum.low += one.low / static_cast<double>(all.size());
        sum.high += one.high / static_cast<double>(all.size());
    }
    return sum;
}

Interval spread_over_members(const std::vector<double>& means) {
    if (mean_of(means).count < 2) return {};
    const double tail = means.size() < members_for_quantiles ? 0 : .05;
    return {quantile(means, tail), quantile(means, 1 - tail)};
}

std::string joined(const std::vector<std::string>& words, const char* separator) {
    return fmt::format("{}", fmt::join(words, separator));
}

const Scenario* Cases::Scenarios::find(const Key& key) const {
    const auto known = made.find(key);
    if (known != made.end()) return &known->second;
    const auto found = cases.names().find(key);
    if (!found) return nullptr;
    Scenario& scenario = made[key];
    scenario = cases.at(*found).scenario;
    return &scenario;
}

Cases::Cases(const Results& results, const Study& study)
    : results_(results), base_(study.base), factors_(results.factors().size()), scenarios_(study) {
    const CaseNames& names = results.cases();
    for (std::size_t i = 0; i < names.size(); ++i) index_[Key{names[i]}] = i;
    if (member_count(study) == 0) return;
    for (const Variant& member : comparison_of(study).factors.back().levels) members_.push_back(member.name);
    drumbeat::apply(base_, comparison_of(study).factors.back().levels.front().settings);
    Study plain = study;
    comparison_in(plain).ensemble.clear();
    comparison_in(plain).factors.pop_back();
    without_members_.emplace(plain);
}

const Scenario& Cases::without_members(const Key& key) const {
    const Scenario* found = without_members_ ? without_members_->find(key) : nullptr;
    return found ? *found : scenario(key);
}

std::vector<Key> Cases::each(const Key& key) const {
    if (members_.empty() || key.levels.size() == factors_) return {key};
    std::vector<Key> keys;
    for (const std::string& member : members_) {
        keys.push_back(key);
        keys.back().levels.push_back(member);
    }
    return keys;
}

std::size_t Cases::at(const Key& key) const {
    const auto found = index_.find(key);
    if (found != index_.end()) return found->second;
    throw FileProblem(fmt::format("the results hold no case of arm '{}' with behaviour '{}'", key.arm, key.behaviour),
                      true);
}

std::vector<double> Cases::outcome(Outcome o, const Key& key) const {
    std::vector<std::vector<double>> all;
    for (const Key& one : each(key)) all.push_back(results_.outcome(o, at(one)));
    return average(all);
}

std::vector<double> Cases::outcome(std::string_view name, const Key& key) const {
    const auto known = outcome_named(name);
    return known ? outcome(*known, key) : missing_values();
}

std::vector<double> Cases::yearly_mean(Yearly quantity, const Key& key, const std::vector<std::size_t>& areas) const {
    std::vector<std::vector<double>> all;
    for (const Key& one : each(key))
        all.push_back(areas.empty() ? results_.yearly_mean(quantity, at(one))
                                    : over_runs(results_.yearly(quantity, at(one)), results_.years().size(),
                                                results_.segments().size(), areas));
    return average(all);
}

std::vector<double> Cases::yearly(Yearly quantity, const Key& key) const {
    std::vector<double> all;
    for (const Key& one : each(key)) {
        const std::vector<double> runs = results_.yearly(quantity, at(one));
        all.insert(all.end(), runs.begin(), runs.end());
    }
    return all;
}

const Scenario& Cases::scenario(const Key& key) const {
    if (const Scenario* found = scenarios_.find(each(key).front())) return *found;
    throw FileProblem(
        fmt::format("the stored study has no case of arm '{}' with behaviour '{}'", key.arm, key.behaviour), true);
}

} // namespace drumbeat
