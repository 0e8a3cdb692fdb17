// SPDX-License-Identifier: Apache-2.0
// A calibration in words and as an ensemble file.
#include "outputs/fit/calibration.hpp"

#include "config/text.hpp"
#include "config/value.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace drumbeat {

namespace {

bool is_fitted(const CalibrationResult& result, Measure m) {
    return std::any_of(result.targets.begin(), result.targets.end(), [&](const Target& t) { return t.measure == m; });
}

std::string one_target(const CalibrationResult& result, std::size_t i) {
    const FactLine& line = line_of(result.targets[i].measure);
    std::vector<double> values;
    for (const std::size_t member : result.members) values.push_back(result.tried[member].moments[i]);
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    const double scale = line.shown_scale();
    return fmt::format("  {:<4} {:<78} {:>8.3f} {:>8.3f} {:>9.3f} to {:.3f}\n", line.fact, line.words,
                       scale * result.targets[i].value, scale * values.front(), scale * *low, scale * *high);
}

std::string one_parameter(const FittedParameter& p, const Identified& found) {
    return fmt::format("  {:<34} {:>8.4g} to {:<8.4g} {:>8.4g} to {:<8.4g} {:>6.2f} {:>9.2f}  {}\n", p.path, p.low,
                       p.high, found.low, found.high, found.spread, found.strength,
                       found.identified() ? "" : "NOT IDENTIFIED");
}

// The parameters that carry a direction, the heaviest first.
std::string words_for(const Fit& fit, const Direction& d) {
    std::vector<std::size_t> order(d.weights.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return std::abs(d.weights[a]) > std::abs(d.weights[b]); });
    std::string text;
    for (std::size_t k = 0; k < std::min<std::size_t>(3, order.size()); ++k)
        text += fmt::format("{}{:+.2f} {}", k ? ", " : "", d.weights[order[k]], fit.parameters[order[k]].path);
    return text;
}

// How many members show a line.
int members_that_hold(const std::vector<std::vector<FactResult>>& checked, std::size_t line) {
    return static_cast<int>(std::count_if(checked.begin(), checked.end(), [&](const std::vector<FactResult>& member) {
        return member[line].finding == Finding::holds;
    }));
}

std::string one_fact(const CalibrationResult& result, const FactResult& base,
                     const std::vector<std::vector<FactResult>>& checked, std::size_t i) {
    const FactLine& line = line_of(base.measure);
    if (line.role != FactRole::fittable && line.role != FactRole::held_out) return {};
    return fmt::format("  {:<4} {:<78} {:<9} {:<13} {:>3} of {}\n", line.fact, line.words,
                       is_fitted(result, base.measure) ? "fitted" : "held out", to_text(base.finding),
                       members_that_hold(checked, i), checked.size());
}

std::string names_that(const std::vector<FactResult>& results, Finding finding) {
    std::vector<std::string_view> names;
    for (const FactResult& r : results)
        if (r.finding == finding) names.push_back(line_of(r.measure).name);
    return joined(names, ", ");
}

// Distance to the same targets under luck that no candidate was chosen by; balance left out.
double fresh_distance(const CalibrationResult& result, const std::vector<FactResult>& checked) {
    std::vector<double> moments;
    for (const Target& t : result.targets) {
        const Mean& mean = checked[static_cast<std::size_t>(t.measure)].value;
        moments.push_back(mean.count > 0 ? mean.value : missing);
    }
    return distance_of(result.targets, moments, {});
}

std::string parameters_text(const Fit& fit, const CalibrationResult& result) {
    std::string text =
        fmt::format("  {:<34} {:^20} {:^20} {:>6} {:>9}\n", "parameter", "looked in", "members", "spread", "strength");
    const std::vector<Identified> identified = identified_by(result);
    for (std::size_t i = 0; i < identified.size(); ++i) text += one_parameter(fit.parameters[i], identified[i]);
    text += fmt::format("  spread: standard deviation of members over that of the range; from {:.2f} on the facts do "
                        "not identify the parameter.\n  strength: half-widths that the fitted moments move over the "
                        "range, near the best.\n",
                        Identified::largest_spread);
    const std::vector<Direction> directions = directions_of(result);
    text += "  singular values of the Jacobian:";
    for (const Direction& d : directions) text += fmt::format(" {:.3g}", d.strength);
    if (!directions.empty()) text += fmt::format("\n  weakest direction: {}", words_for(fit, directions.back()));
    return text;
}

std::string facts_used(const CalibrationResult& result) {
    std::string text = "facts_used:\n";
    for (const Target& t : result.targets) {
        const FactLine& line = line_of(t.measure);
        text += fmt::format("  - {{name: {}, fact: {}, target: {:.5g}, scale: {:.5g}}}\n", line.name, line.fact,
                            t.value, t.scale);
    }
    return text;
}

std::string parameters_yaml(const Fit& fit, const CalibrationResult& result) {
    std::string text = "parameters:\n";
    const std::vector<Identified> identified = identified_by(result);
    for (std::size_t i = 0; i < identified.size(); ++i) {
        const FittedParameter& p = fit.parameters[i];
        text += fmt::format("  - {{path: {}, low: {:.5g}, high: {:.5g}, members_low: {:.5g}, members_high: {:.5g}, "
                            "spread: {:.3f}, identified: {}}}\n",
                            yaml_scalar(p.path), p.low, p.high, identified[i].low, identified[i].high,
                            identified[i].spread, identified[i].identified());
    }
    return text;
}

std::string members_yaml(const Fit& fit, const CalibrationResult& result) {
    std::string text = "members:\n";
    for (const std::size_t i : result.members) {
        text += fmt::format("  - {{distance: {:.4f}", result.tried[i].distance);
        for (std::size_t p = 0; p < fit.parameters.size(); ++p)
            text += fmt::format(", {}: {}", yaml_scalar(fit.parameters[p].path), value_text(result.tried[i].values[p]));
        text += "}\n";
    }
    return text;
}

} // namespace

std::string calibration_text(const Fit& fit, const CalibrationResult& result, const std::vector<FactResult>& base,
                             const std::vector<std::vector<FactResult>>& checked) {
    const Member& best = result.tried[result.members.front()];
    std::string text = fmt::format(
        "{} candidates tried; distance of the base {:.3f}, of the best {:.3f}, of the last of {} members {:.3f} (root "
        "mean square, in half-widths of the ranges).\n",
        result.tried.size(), result.at_base, best.distance, result.members.size(), result.threshold);
    text += fmt::format("  {:<4} {:<78} {:>8} {:>8} {:>18}\n", "fact", "fitted", "target", "best", "members");
    for (std::size_t i = 0; i < result.targets.size(); ++i) text += one_target(result, i);
    text += parameters_text(fit, result);
    text +=
        fmt::format("\n  {:<4} {:<78} {:<9} {:<13} {}\n", "fact", "with fresh luck", "", "base", "members that hold");
    for (std::size_t i = 0; i < base.size(); ++i) text += one_fact(result, base[i], checked, i);
    return text;
}

std::string ensemble_yaml(const std::string& base, const std::string& command, const Study& study,
                          const CalibrationResult& result, const std::vector<std::vector<FactResult>>& checked) {
    std::string text = fmt::format(
        "# Parameter sets that fit the facts about as well as each other, made by the command below; the members' "
        "distances\n# are root mean squares in half-widths of the facts' ranges.\n"
        "format: drumbeat-ensemble/1\nbase: {}\ncommand: {}\ncandidates: {}\nreplications: {}\nseed: {}\n"
        "acceptance: \"the {} sets at the least distance; threshold is the distance of the last\"\n"
        "threshold: {:.4f}\ndistance_of_base: {:.4f}\n",
        yaml_scalar(base), yaml_scalar(command), result.tried.size(), study.replications, study.seed,
        result.members.size(), result.threshold, result.at_base);
    const Fit& fit = std::get<Calibration>(study.design).fit;
    text += facts_used(result) + parameters_yaml(fit, result) + members_yaml(fit, result);
    text += "with_fresh_luck:\n";
    for (const auto& member : checked)
        text +=
            fmt::format("  - {{distance_to_facts: {:.4f}, holds: [{}], fails: [{}]}}\n", fresh_distance(result, member),
                        names_that(member, Finding::holds), names_that(member, Finding::fails));
    return text;
}

} // namespace drumbeat
