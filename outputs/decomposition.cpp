// SPDX-License-Identifier: Apache-2.0
#include "outputs/decomposition.hpp"

#include "outputs/shapley.hpp"
#include "outputs/verdict_parts.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace drumbeat {
namespace {

using Series = std::vector<double>; // one value per replication

struct SplitOutcome {
    Outcome outcome;
    const char *name, *unit;
};
constexpr SplitOutcome split_outcomes[] = {{Outcome::scale_up_share, "firms that scaled up", "%"},
                                           {Outcome::investment_meur, "expansion investment", "meur"},
                                           {Outcome::capacity_growth, "growth of capacity at home", "%"}};

// Levels of the channels, which are the study's factors, in a coalition.
std::vector<std::string> levels_of(std::size_t coalition, std::size_t channels) {
    std::vector<std::string> levels;
    for (std::size_t i = 0; i < channels; ++i) levels.emplace_back(coalition >> i & 1 ? "on" : "off");
    return levels;
}

// What every coalition is worth: [coalition][replication].
std::vector<Series> worths_of(const Cases& cases, const Contrast& contrast, const std::string& behaviour,
                              const SplitOutcome& of, std::size_t channels) {
    const double factor = std::string_view(of.unit) == "%" ? 100 : 1;
    std::vector<Series> worths;
    for (std::size_t coalition = 0; coalition < std::size_t{1} << channels; ++coalition) {
        const auto levels = levels_of(coalition, channels);
        worths.push_back(less(cases.outcome(of.outcome, {contrast.treatment, behaviour, levels}),
                              cases.outcome(of.outcome, {contrast.control, behaviour, levels}), factor));
    }
    return worths;
}

// A replication in which an outcome is missing is left out as a whole, so that parts sum to their total.
std::size_t leave_out_incomplete(std::vector<Series>& worths) {
    std::size_t dropped = 0;
    for (std::size_t r = 0; r < worths.front().size(); ++r) {
        if (std::none_of(worths.begin(), worths.end(), [&](const Series& s) { return std::isnan(s[r]); })) continue;
        for (Series& s : worths) s[r] = missing;
        ++dropped;
    }
    return dropped;
}

// Shapley values: [channel][replication].
std::vector<Series> values_of(const std::vector<Series>& worths, std::size_t channels) {
    std::vector<Series> values(channels, Series(worths.front().size()));
    Series game(worths.size());
    for (std::size_t r = 0; r < worths.front().size(); ++r) {
        for (std::size_t s = 0; s < worths.size(); ++s) game[s] = worths[s][r];
        const auto shares = shapley_values(game);
        for (std::size_t i = 0; i < channels; ++i) values[i][r] = shares[i];
    }
    return values;
}

// A series as it counts: at equal money, where that can be read off.
class Reading {
  public:
    Reading(const Cases& cases, const Verdict& v, Key treatment, Key control)
        : cases_(cases), v_(v), treatment_(std::move(treatment)), control_(std::move(control)),
          other_money_(other_money(cases.scenario(treatment_), cases.scenario(control_))) {}

    Adjustment of(const Series& series) const {
        const Adjustment as_it_came{{mean_of(series), 0, 1}, series, false};
        if (other_money_) return as_it_came;
        Adjustment adjusted = at_equal_money(cases_, v_, treatment_, control_, series);
        return adjusted.used ? adjusted : as_it_came;
    }
    Mean mean(const Series& series) const { return of(series).fit.difference; }
    Part part(const std::string& name, const Series& series) const {
        const Adjustment read = of(series);
        return {name, read.fit.difference, spread_of(read.differences), {}, {}, read.differences};
    }

  private:
    const Cases& cases_;
    const Verdict& v_;
    Key treatment_, control_;
    bool other_money_;
};

Split split_of(const Cases& cases, const Verdict& v, const std::string& behaviour, const SplitOutcome& of,
               const std::vector<std::string>& channels) {
    const Contrast& contrast = v.contrasts.front();
    auto worths = worths_of(cases, contrast, behaviour, of, channels.size());
    const std::size_t all = worths.size() - 1, dropped = leave_out_incomplete(worths);
    const auto on = levels_of(all, channels.size());
    const Reading read(cases, v, {contrast.treatment, behaviour, on}, {contrast.control, behaviour, on});
    Split split{behaviour, of.name, of.unit, read.of(worths[all]).used, dropped};
    const auto values = values_of(worths, channels.size());
    for (std::size_t i = 0; i < channels.size(); ++i) {
        const std::size_t alone = std::size_t{1} << i;
        split.channels.push_back(read.part(channels[i], values[i]));
        split.channels.back().first = read.mean(less(worths[alone], worths[0]));
        split.channels.back().last = read.mean(less(worths[all], worths[all ^ alone]));
    }
    split.unexplained = read.part("no channel", worths[0]);
    split.total = read.part("total", worths[all]);
    return split;
}

} // namespace

Decomposition decomposition_of(const Results& results, const Study& study) {
    const Cases cases(results, study);
    Decomposition d{verdict_of(results, study), study.channels, {}};
    if (d.whole.replications > 0)
        for (const std::string& behaviour : d.whole.behaviours)
            for (const SplitOutcome& of : split_outcomes)
                d.splits.push_back(split_of(cases, d.whole, behaviour, of, d.channels));
    d.whole.factors.clear(); // the channels are no conditions of the answer, but its parts
    return d;
}

} // namespace drumbeat
