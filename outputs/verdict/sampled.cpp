// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/sampled.hpp"

#include "config/points/distribution.hpp"
#include "outputs/verdict/over_points.hpp"
#include "outputs/verdict/parts.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace drumbeat {

namespace {

struct Followed {
    const char* outcome;
    Outcome which;
    double factor;
    const char *unit, *unit_of_effect;
};
constexpr Followed followed[] = {{"capacity_growth", Outcome::capacity_growth, 100, "%", "points"},
                                 {"investment_meur", Outcome::investment_meur, 1, "meur", "meur"},
                                 {"scale_up_share", Outcome::scale_up_share, 100, "%", "points"}};
constexpr std::size_t most_named = 100;

class Sampler {
  public:
    Sampler(const OverPoints& results, const Verdict& v) : results_(results), v_(v) {
        const Points& points = results.points();
        for (std::size_t f = 0; f < points.paths().size(); ++f) {
            const Parameter& parameter = *parameter_named(points.paths()[f]);
            std::vector<double> column;
            for (std::size_t p = 0; p < points.count(); ++p)
                column.push_back(as_number(parameter, points.text(p, f)).value_or(0));
            factors_.push_back(std::move(column));
        }
    }

    Sampled all() const {
        Sampled s;
        s.factors = results_.points().paths();
        s.points = results_.points().count();
        count_points(s);
        for (const Contrast& contrast : v_.contrasts)
            for (const std::string& behaviour : v_.behaviours)
                for (const Followed& of : followed) s.effects.push_back(effect(contrast, behaviour, of));
        for (const std::string& behaviour : v_.behaviours)
            for (const Followed& of : followed) s.levels.push_back(level(behaviour, of));
        return s;
    }

  private:
    void count_points(Sampled& s) const {
        for (std::size_t p = 0; p < s.points; ++p) {
            std::int64_t there = 0;
            for (std::int64_t r = 0; r < results_.replications(); ++r) there += results_.counts(p, r);
            if (there == results_.replications()) continue;
            ++(there == 0 ? s.missing : s.partial);
            if (s.incomplete.size() < most_named) s.incomplete.push_back(p + 1);
        }
    }
    std::size_t case_of(const std::string& arm, const std::string& behaviour) const {
        const CaseNames& names = results_.cases();
        for (std::size_t c = 0; c < names.size(); ++c) {
            const CaseName name = names[c];
            if (name.arm == arm && name.behaviour == behaviour) return c;
        }
        throw FileProblem("the results hold no case of arm '" + arm + "'", true);
    }
    // [point], means over replications.
    std::vector<double> values(std::size_t run_case, const Followed& of) const {
        std::vector<double> all;
        for (std::size_t p = 0; p < results_.points().count(); ++p)
            all.push_back(mean_of(scaled(results_.outcome_at(p, of.which, run_case), of.factor)).value);
        return all;
    }
    void fill(SampledQuantity& q, const std::vector<double>& of_points) const {
        q.mean = mean_of(of_points).value;
        q.low = quantile(of_points, .05);
        q.high = quantile(of_points, .95);
        q.correlation = partial_rank_correlations(factors_, of_points);
    }
    SampledQuantity effect(const Contrast& contrast, const std::string& behaviour, const Followed& of) const {
        SampledQuantity q{contrast.name, contrast.treatment, behaviour, of.outcome, of.unit_of_effect};
        const std::size_t t = case_of(contrast.treatment, behaviour), c = case_of(contrast.control, behaviour);
        std::vector<double> differences;
        for (std::size_t p = 0; p < results_.points().count(); ++p)
            differences.push_back(
                mean_of(less(results_.outcome_at(p, of.which, t), results_.outcome_at(p, of.which, c), of.factor))
                    .value);
        fill(q, differences);
        return q;
    }
    SampledQuantity level(const std::string& behaviour, const Followed& of) const {
        SampledQuantity q{"", v_.arms.front(), behaviour, of.outcome, of.unit};
        fill(q, values(case_of(v_.arms.front(), behaviour), of));
        return q;
    }

    const OverPoints& results_;
    const Verdict& v_;
    std::vector<std::vector<double>> factors_; // [factor][point]
};

} // namespace

Sampled sampled_of(const OverPoints& results, const Verdict& v) { return Sampler(results, v).all(); }

std::vector<std::size_t> by_size(const SampledQuantity& q) {
    std::vector<std::size_t> order(q.correlation.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto size = [&](std::size_t f) {
        const double r = q.correlation[f].value;
        return std::isnan(r) ? -1 : std::fabs(r);
    };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return size(a) > size(b); });
    return order;
}

} // namespace drumbeat
