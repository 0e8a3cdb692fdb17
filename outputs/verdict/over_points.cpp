// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/over_points.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace drumbeat {

namespace {

Study without_points(Study study) {
    Comparison plain = comparison_of(study);
    study.design = std::move(plain);
    return study;
}

} // namespace

OverPoints::OverPoints(const Results& results, const Study& study)
    : results_(results), comparison_(without_points(study)), points_(points_of(study)), factors_(results.factors()) {
    const CaseNames& all = results.cases();
    const std::size_t per_point = all.size() / std::max<std::size_t>(1, points_.count());
    if (factors_.empty() || per_point * points_.count() != all.size())
        throw FileProblem("the results do not hold the cases of the stored study", true);
    factors_.pop_back();
    std::vector<CaseName> names;
    for (std::size_t i = 0; i < per_point; ++i) {
        names.push_back(all[i]);
        names.back().levels.pop_back();
    }
    names_ = names;

    counted_.assign(points_.count() * static_cast<std::size_t>(replications()), true);
    for (std::size_t i = 0; i < all.size(); ++i) { // a run that went well always has its public money
        const std::vector<double> money = results.outcome(Outcome::public_money_meur, i);
        for (std::size_t r = 0; r < money.size(); ++r)
            if (std::isnan(money[r])) counted_[i / per_point * money.size() + r] = false;
    }
}

std::vector<double> OverPoints::outcome_at(std::size_t point, Outcome o, std::size_t case_index) const {
    std::vector<double> values = results_.outcome(o, at(point, case_index));
    for (std::size_t r = 0; r < values.size(); ++r)
        if (!counts(point, static_cast<std::int64_t>(r))) values[r] = missing;
    return values;
}

// The mean over the points that count, place by place, of what `read` gives of each: [replication][cell]. A value that
// a point lacks is missing in the mean, as it is among runs.
template <class Read> std::vector<double> OverPoints::average(const Read& read, std::int64_t replications) const {
    std::vector<double> sum;
    std::vector<double> count(static_cast<std::size_t>(replications), 0.0);
    for (std::size_t point = 0; point < points_.count(); ++point) {
        const std::vector<double> values = read(point);
        if (values.empty() || count.empty()) return {};
        sum.resize(values.size(), 0.0);
        const std::size_t cells = values.size() / count.size();
        for (std::size_t r = 0; r < count.size(); ++r) {
            if (!counts(point, static_cast<std::int64_t>(r))) continue;
            count[r] += 1;
            for (std::size_t i = r * cells; i < (r + 1) * cells; ++i) sum[i] += values[i];
        }
    }
    for (std::size_t i = 0; i < sum.size(); ++i) {
        const double of = count[i * count.size() / sum.size()];
        sum[i] = of > 0 ? sum[i] / of : missing;
    }
    return sum;
}

std::vector<double> OverPoints::outcome(Outcome o, std::size_t c) const {
    return average([&](std::size_t point) { return results_.outcome(o, at(point, c)); }, replications());
}

std::vector<double> OverPoints::yearly_mean(Yearly q, std::size_t c) const {
    std::vector<double> sum, count;
    for (std::size_t point = 0; point < points_.count(); ++point) {
        const std::vector<double> values = results_.yearly_mean(q, at(point, c));
        sum.resize(values.size(), 0.0);
        count.resize(values.size(), 0.0);
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (std::isnan(values[i])) continue;
            sum[i] += values[i];
            count[i] += 1;
        }
    }
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] = count[i] > 0 ? sum[i] / count[i] : missing;
    return sum;
}

std::vector<double> OverPoints::area(GroupOutcome o, std::size_t c) const {
    return average([&](std::size_t point) { return results_.area(o, at(point, c)); }, replications());
}

std::vector<double> OverPoints::size(GroupOutcome o, std::size_t c) const {
    return average([&](std::size_t point) { return results_.size(o, at(point, c)); }, replications());
}

std::vector<double> OverPoints::yearly(Yearly q, std::size_t c) const {
    return average([&](std::size_t point) { return results_.yearly(q, at(point, c)); }, yearly_replications());
}

std::vector<double> OverPoints::institution(Institution q, std::size_t c) const {
    return average([&](std::size_t point) { return results_.institution(q, at(point, c)); }, yearly_replications());
}

std::vector<double> OverPoints::accounts(std::size_t c) const {
    return average([&](std::size_t point) { return results_.accounts(at(point, c)); }, yearly_replications());
}

} // namespace drumbeat
