// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/money.hpp"

#include "outputs/verdict/parts.hpp"

#include <algorithm>
#include <cmath>

namespace drumbeat {
namespace {

constexpr double least_shown = .005; // meur a year

// Means of what lies at the same place in every so many values, where they are there.
class MeanAt {
  public:
    explicit MeanAt(std::size_t places) : sums_(places, 0.0), counts_(places, 0.0) {}

    void add(const std::vector<double>& values) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (std::isnan(values[i])) continue;
            sums_[i % sums_.size()] += values[i];
            counts_[i % sums_.size()] += 1;
        }
    }
    std::vector<double> means() const {
        std::vector<double> all(sums_.size(), missing);
        for (std::size_t i = 0; i < all.size(); ++i)
            if (counts_[i] > 0) all[i] = sums_[i] / counts_[i];
        return all;
    }

  private:
    std::vector<double> sums_, counts_;
};

// An arm's cases under a condition: of every way of deciding, and every member of an ensemble.
std::vector<std::size_t> cases_of(const Cases& cases, const Verdict& v, const std::string& arm,
                                  const std::vector<std::string>& levels) {
    std::vector<std::size_t> all;
    for (const std::string& behaviour : v.behaviours)
        for (const Key& key : cases.each({arm, behaviour, levels})) all.push_back(cases.index_of(key));
    return all;
}

using CasesOfArms = std::vector<std::vector<std::size_t>>;

void add_flows(Money& money, const Results& results, const CasesOfArms& arms) {
    const std::vector<std::string> sectors = results.sectors();
    const std::vector<std::string> purposes = results.purposes();
    const std::size_t cells = sectors.size() * purposes.size();
    if (cells == 0) return;
    std::vector<std::vector<double>> paid; // [arm][cell]
    for (const auto& cases : arms) {
        MeanAt mean(cells);
        for (const std::size_t c : cases) mean.add(results.accounts(c));
        paid.push_back(mean.means());
    }
    for (std::size_t cell = 0; cell < cells; ++cell) {
        Money::Flow flow{sectors[cell / purposes.size()], purposes[cell % purposes.size()], {}};
        for (const auto& arm : paid) flow.meur.push_back(arm[cell]);
        const auto is_paid = [](double meur) { return meur >= least_shown; };
        if (std::any_of(flow.meur.begin(), flow.meur.end(), is_paid)) money.paid.push_back(std::move(flow));
    }
}

void add_held(Money& money, const Results& results, const CasesOfArms& arms) {
    for (std::size_t i = 0; i < institution_count; ++i) {
        Money::Held held{institution_quantities[i], {}};
        bool is_there = false;
        for (const auto& cases : arms) {
            MeanAt mean(money.years.size());
            for (const std::size_t c : cases) mean.add(results.institution(static_cast<Institution>(i), c));
            held.values.push_back(mean.means());
            for (const double value : held.values.back()) is_there = is_there || std::abs(value) > 0;
        }
        if (is_there) money.held.push_back(std::move(held));
    }
}

} // namespace

Money money_of(const Results& results, const Cases& cases, const Verdict& v) {
    Money money;
    if (results.yearly_replications() == 0 || v.contrasts.empty() || v.levels.empty()) return money;
    money.levels = v.levels.back();
    money.arms = {v.contrasts.front().control, v.contrasts.front().treatment};
    money.years = results.years();
    CasesOfArms arms;
    for (const std::string& arm : money.arms) arms.push_back(cases_of(cases, v, arm, money.levels));
    add_flows(money, results, arms);
    add_held(money, results, arms);
    return money;
}

} // namespace drumbeat
