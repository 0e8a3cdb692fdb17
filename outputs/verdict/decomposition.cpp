// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/decomposition.hpp"

#include "outputs/statistics/shapley.hpp"
#include "outputs/verdict/parts.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace drumbeat {
namespace {

using Series = std::vector<double>; // one value per replication

struct SplitOutcome {
    Outcome outcome;
    const char *name, *unit;
};
constexpr SplitOutcome split_outcomes[] = {{Outcome::capacity_growth, "growth of capacity at home", "%"},
                                           {Outcome::investment_meur, "expansion investment", "meur"},
                                           {Outcome::scale_up_share, "firms that scaled up", "%"}};

// Levels of the channels, which are the study's factors, in a coalition.
std::vector<std::string> levels_of(std::size_t coalition, std::size_t channels) {
    std::vector<std::string> levels;
    for (std::size_t i = 0; i < channels; ++i) levels.emplace_back(coalition >> i & 1 ? "on" : "off");
    return levels;
}

// Cases by arm and coalition, under one behaviour; over an ensemble of one member, or of all of them on average.
struct Game {
    const Contrast& contrast;
    const std::string& behaviour;
    std::size_t channels;
    std::string member; // empty: all

    std::size_t all() const { return (std::size_t{1} << channels) - 1; }
    Key key(const std::string& arm, std::size_t coalition) const {
        Key key{arm, behaviour, levels_of(coalition, channels)};
        if (!member.empty()) key.levels.push_back(member);
        return key;
    }
};

// What every coalition is worth: [coalition][replication].
std::vector<Series> worths_of(const Cases& cases, const Game& game, const SplitOutcome& of) {
    const double factor = std::string_view(of.unit) == "%" ? 100 : 1;
    std::vector<Series> worths;
    for (std::size_t coalition = 0; coalition <= game.all(); ++coalition)
        worths.push_back(less(scaled(cases.outcome(of.outcome, game.key(game.contrast.treatment, coalition)), factor),
                              scaled(cases.outcome(of.outcome, game.key(game.contrast.control, coalition)), factor)));
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
        return {name, read.fit.difference, spread_of(read.differences), {}, {}, {}, read.differences};
    }

  private:
    const Cases& cases_;
    const Verdict& v_;
    Key treatment_, control_;
    bool other_money_;
};

// What a channel brings when it is the first to come, and the last.
void add_alone(Part& part, const Reading& read, const std::vector<Series>& worths, std::size_t channel) {
    const std::size_t all = worths.size() - 1, alone = std::size_t{1} << channel;
    part.first = read.mean(less(worths[alone], worths[0]));
    part.last = read.mean(less(worths[all], worths[all ^ alone]));
}

Split split_of(const Cases& cases, const Verdict& v, const Game& game, const SplitOutcome& of,
               const std::vector<std::string>& channels) {
    auto worths = worths_of(cases, game, of);
    const std::size_t all = game.all(), dropped = leave_out_incomplete(worths);
    const Reading read(cases, v, game.key(game.contrast.treatment, all), game.key(game.contrast.control, all));
    Split split{game.behaviour, of.name, of.unit, read.of(worths[all]).used, dropped};
    split.id = outcomes[static_cast<std::size_t>(of.outcome)].name;
    const auto values = values_of(worths, channels.size());
    for (std::size_t i = 0; i < channels.size(); ++i) {
        split.channels.push_back(read.part(channels[i], values[i]));
        add_alone(split.channels.back(), read, worths, i);
    }
    split.unexplained = read.part("no channel", worths[0]);
    split.total = read.part("total", worths[all]);
    return split;
}

// Luck within members, and what their means span.
void set_members(Part& part, const std::vector<Split>& members, const std::function<const Part&(const Split&)>& same) {
    std::vector<Interval> luck;
    std::vector<double> means;
    for (const Split& member : members) {
        luck.push_back(same(member).luck);
        means.push_back(same(member).mean.value);
    }
    part.luck = mean_of(luck);
    part.parameters = spread_over_members(means);
}

Split over_members(Split split, const std::vector<Split>& members) {
    for (std::size_t i = 0; i < split.channels.size(); ++i)
        set_members(split.channels[i], members, [i](const Split& s) -> const Part& { return s.channels[i]; });
    set_members(split.unexplained, members, [](const Split& s) -> const Part& { return s.unexplained; });
    set_members(split.total, members, [](const Split& s) -> const Part& { return s.total; });
    return split;
}

Split of_all_members(const Cases& cases, const Study& study, const Verdict& v, const std::string& behaviour,
                     const SplitOutcome& of) {
    Game game{v.contrasts.front(), behaviour, std::get<Decomposition>(study.design).channels.size(), {}};
    const Split split = split_of(cases, v, game, of, std::get<Decomposition>(study.design).channels);
    if (member_count(study) == 0) return split;
    std::vector<Split> members;
    for (const Variant& member : comparison_of(study).factors.back().levels) {
        game.member = member.name;
        members.push_back(split_of(cases, v, game, of, std::get<Decomposition>(study.design).channels));
    }
    return over_members(split, members);
}

} // namespace

DecompositionFinding decomposition_of(const Results& results, const Study& study, const Selection& selection) {
    const Cases cases(results, study);
    DecompositionFinding d{verdict_of(results, study, selection), std::get<Decomposition>(study.design).channels, {}};
    if (d.whole.replications > 0)
        for (const std::string& behaviour : d.whole.behaviours)
            for (const SplitOutcome& of : split_outcomes)
                d.splits.push_back(of_all_members(cases, study, d.whole, behaviour, of));
    d.whole.factors.clear(); // the channels are no conditions of the answer, but its parts
    return d;
}

} // namespace drumbeat
