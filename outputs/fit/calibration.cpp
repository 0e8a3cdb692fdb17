// SPDX-License-Identifier: Apache-2.0
#include "outputs/fit/calibration.hpp"

#include "config/setting.hpp"
#include "sim/batch/balance.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace drumbeat {

namespace {

double outside(const Band& band, double value) {
    const double beyond = std::max({0.0, band.low - value, value - band.high});
    return value == value ? beyond / (.5 * (band.high - band.low)) : missing_steps;
}

std::vector<Measure> measures_of(const std::vector<Target>& targets) {
    std::vector<Measure> measures;
    for (const Target& t : targets) measures.push_back(t.measure);
    return measures;
}

// Means over replications of moments and terms of balance, one after the other.
std::vector<double> means_of(const std::vector<std::vector<double>>& found) {
    std::vector<double> means(found.front().size());
    for (std::size_t i = 0; i < means.size(); ++i) {
        std::vector<double> values;
        for (const auto& replication : found) values.push_back(replication[i]);
        const Mean mean = mean_of(values);
        means[i] = mean.count > 0 ? mean.value : missing;
    }
    return means;
}

// Judges candidates of one study.
struct Bar {
    const Scenario& base;
    const Fit& fit;
    const std::vector<Target>& targets;
    std::int64_t replications;
    std::uint64_t seed;

    // Distances and moments; those of a candidate that cannot be are missing.
    void judge(std::vector<Member>& candidates, Rounds& rounds) const {
        const std::vector<Measure> measures = measures_of(targets);
        const auto laboratory = [&](std::int64_t i) -> std::optional<Laboratory> {
            const Scenario scenario = with_values(base, fit, candidates[static_cast<std::size_t>(i)].values);
            if (has_errors(check(scenario))) return std::nullopt;
            return Laboratory(scenario, experiments_for(measures));
        };
        const auto measure = [&](const Observed& o) {
            std::vector<double> values = values_of(measures, o);
            for (const double term : balance_of(o)) values.push_back(term);
            return values;
        };
        const auto found = observe_countries(static_cast<std::int64_t>(candidates.size()), laboratory, replications,
                                             seed, rounds, {targets.size() + balance_terms, measure});
        for (std::size_t i = 0; i < candidates.size(); ++i) judge(candidates[i], found[i]);
    }

    // By what its replications found.
    void judge(Member& member, const std::vector<std::vector<double>>& found) const {
        member.distance = std::numeric_limits<double>::quiet_NaN();
        member.moments.assign(targets.size(), missing);
        if (found.empty()) return;
        const std::vector<double> means = means_of(found);
        const auto middle = means.begin() + static_cast<std::ptrdiff_t>(targets.size());
        member.moments.assign(means.begin(), middle);
        member.distance = distance_of(targets, member.moments,
                                      fit.balance ? imbalance({middle, means.end()}) : std::vector<double>{});
    }

    static constexpr std::size_t balance_terms = 4;
    static std::vector<double> balance_of(const Observed& o) {
        const RunRecord& rest = o.of(Experiment::rest);
        const int years = rest.years - o.policy_year;
        return {1 - rest.at(Outcome::domestic_share), rest.at(Outcome::utilisation),
                maths::pow(1 + rest.at(Outcome::capacity_growth), 1. / years) - 1, rest.at(Outcome::exit_rate)};
    }
    static std::vector<double> imbalance(const std::vector<double>& terms) {
        return {outside(import_share_band, terms[0]), outside(utilisation_band, terms[1]),
                outside(capacity_drift_band, terms[2]), outside(exit_rate_band, terms[3])};
    }
};

Member at_point(const Fit& fit, const Point& point) {
    Member member;
    member.point = point;
    for (std::size_t i = 0; i < point.size(); ++i) member.values.push_back(value_at(fit.parameters[i], point[i]));
    return member;
}

SearchPlan plan_of(const Fit& fit) {
    const auto count = [](int n) { return static_cast<std::size_t>(n); };
    return {count(fit.candidates), count(fit.rounds), count(fit.members)};
}

} // namespace

std::vector<Target> targets_of(const Fit& fit) {
    std::vector<Target> targets;
    for (const std::string& fact : fit.facts)
        for (const Measure m : drumbeat::measures_of(fact)) {
            const FactLine& line = line_of(m);
            const auto same = [&](const Target& t) { return t.measure == m; };
            if (line.role == FactRole::fittable && std::none_of(targets.begin(), targets.end(), same))
                targets.push_back({m, line.target(), line.half_width()});
        }
    return targets;
}

std::vector<double> imbalance_of(const Observed& o) { return Bar::imbalance(Bar::balance_of(o)); }

double distance_of(const std::vector<Target>& targets, const std::vector<double>& moments,
                   const std::vector<double>& imbalance) {
    double sum = 0;
    for (std::size_t i = 0; i < targets.size(); ++i) {
        const double steps = (moments[i] - targets[i].value) / targets[i].scale;
        sum += steps == steps ? steps * steps : missing_steps * missing_steps;
    }
    for (const double steps : imbalance) sum += steps * steps;
    return std::sqrt(sum / static_cast<double>(targets.size() + imbalance.size()));
}

double value_at(const FittedParameter& p, double x) {
    return std::stod(fmt::format("{:.5g}", p.low + x * (p.high - p.low)));
}

Scenario with_values(const Scenario& base, const Fit& fit, const std::vector<double>& values) {
    std::vector<Setting> settings;
    for (std::size_t i = 0; i < values.size(); ++i)
        settings.push_back({fit.parameters[i].path, value_text(values[i]), {"calibration", 0}});
    Scenario scenario = base;
    std::vector<Problem> ignored = drumbeat::apply(scenario, settings);
    return scenario;
}

CalibrationResult calibrate(const Scenario& base, const Fit& fit, const std::vector<Target>& targets,
                            std::int64_t replications, std::uint64_t seed, Rounds& rounds) {
    CalibrationResult result;
    result.targets = targets;
    const Bar bar{base, fit, targets, replications, seed};
    const auto judge = [&](const std::vector<Point>& points) {
        std::vector<Member> members;
        for (const Point& point : points) members.push_back(at_point(fit, point));
        bar.judge(members, rounds);
        std::vector<double> distances;
        for (Member& member : members) {
            distances.push_back(member.distance);
            result.tried.push_back(std::move(member));
        }
        return distances;
    };
    const SearchPlan plan = plan_of(fit);
    const auto tried = search(fit.parameters.size(), plan, judge);
    result.members = best_of(tried, plan.kept);
    result.threshold = result.tried[result.members.back()].distance;
    Fit nothing;
    nothing.balance = fit.balance;
    std::vector<Member> itself(1);
    Bar{base, nothing, targets, replications, seed}.judge(itself, rounds);
    result.at_base = itself.front().distance;
    return result;
}

std::vector<std::vector<FactResult>> with_fresh_luck(const Scenario& base, const Fit& fit,
                                                     const CalibrationResult& result, bool base_too, std::uint64_t seed,
                                                     Rounds& rounds) {
    std::vector<Scenario> countries;
    for (const std::size_t i : result.members) countries.push_back(with_values(base, fit, result.tried[i].values));
    if (base_too) countries.push_back(base);
    return validate(countries, fresh_replications, seed + 1, rounds);
}

std::int64_t calibration_pieces(const Fit& fit, std::int64_t replications) {
    const SearchPlan plan = plan_of(fit);
    const auto tried = static_cast<std::int64_t>(plan.count());
    const auto members = std::min(tried, static_cast<std::int64_t>(plan.kept));
    return (tried + 1) * replications + (members + 1) * fresh_replications;
}

std::vector<Direction> directions_of(const CalibrationResult& result) {
    std::vector<Point> points;
    std::vector<std::vector<double>> moments;
    for (const Member& m : result.tried) {
        if (m.distance != m.distance) continue;
        std::vector<double> steps;
        for (std::size_t i = 0; i < result.targets.size(); ++i) {
            const double step = (m.moments[i] - result.targets[i].value) / result.targets[i].scale;
            steps.push_back(step == step ? std::clamp(step, -missing_steps, missing_steps) : missing_steps);
        }
        points.push_back(m.point);
        moments.push_back(std::move(steps));
    }
    const Point& centre = result.tried[result.members.front()].point;
    return directions_of(local_jacobian(points, moments, centre, 10 * (centre.size() + 1)));
}

std::vector<Identified> identified_by(const CalibrationResult& result) {
    std::vector<Point> accepted;
    for (const std::size_t i : result.members) accepted.push_back(result.tried[i].point);
    const std::vector<Direction> directions = directions_of(result);
    std::vector<Identified> found(accepted.front().size());
    for (std::size_t p = 0; p < found.size(); ++p) {
        Identified& one = found[p];
        one.low = one.high = result.tried[result.members.front()].values[p];
        for (const std::size_t i : result.members) {
            one.low = std::min(one.low, result.tried[i].values[p]);
            one.high = std::max(one.high, result.tried[i].values[p]);
        }
        one.spread = relative_spread(accepted, p);
        for (const Direction& d : directions) one.strength += d.strength * d.strength * d.weights[p] * d.weights[p];
        one.strength = std::sqrt(one.strength);
    }
    return found;
}

} // namespace drumbeat
