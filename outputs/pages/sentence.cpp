// SPDX-License-Identifier: Apache-2.0
#include "outputs/pages/sentence.hpp"

#include "outputs/pages/wording.hpp"

#include <algorithm>
#include <cmath>

namespace drumbeat {
namespace {

constexpr std::size_t longest_name = 40, longest_label = 120;

std::string margin_text(const Verdict& v, Language language) {
    return grouped(v.margin, v.margin == std::floor(v.margin) ? 0 : 1, language);
}

Phrase capacity_phrase(Answer answer) {
    switch (answer) {
    case Answer::more: return Phrase::lead_more_capacity;
    case Answer::less: return Phrase::lead_less_capacity;
    case Answer::no_effect: return Phrase::lead_same_capacity;
    case Answer::same_run:
    case Answer::undecided: break;
    }
    return Phrase::lead_undecided_capacity;
}
// Euros have no band that counts as none: what does not tell itself from nothing is not decided, however small.
Phrase investment_phrase(Answer answer) {
    if (answer == Answer::more) return Phrase::lead_more_investment;
    if (answer == Answer::less) return Phrase::lead_less_investment;
    return Phrase::lead_undecided_investment;
}

Phrase firms_phrase(const Statement& s) {
    const bool upwards = s.told != Answer::less;
    switch (s.counting) {
    case Counting::opposite: return Phrase::lead_firms_depend;
    case Counting::partly: return upwards ? Phrase::lead_partly_more_firms : Phrase::lead_partly_fewer_firms;
    case Counting::same: return upwards ? Phrase::lead_more_firms : Phrase::lead_fewer_firms;
    case Counting::untold: break;
    }
    switch (s.firms) {
    case Answer::more: return Phrase::lead_more_firms;
    case Answer::less: return Phrase::lead_fewer_firms;
    case Answer::no_effect: return Phrase::lead_same_firms;
    case Answer::same_run:
    case Answer::undecided: break;
    }
    return Phrase::lead_undecided_firms;
}

// "16 to 20"; of at most 100 pairs.
std::string pairs_text(const Interval& of_100, std::size_t pairs, Language language) {
    const auto text = [&](double share) {
        const double count = share * static_cast<double>(std::min<std::size_t>(pairs, 100)) / 100;
        return grouped(count, std::fabs(count - std::round(count)) < .05 ? 0 : 1, language);
    };
    const std::string low = text(of_100.low), high = text(of_100.high);
    return low == high ? low : low + " " + say(language, Phrase::to_word) + " " + high;
}

std::string parameters_text(const Statement& s, Language language) {
    std::vector<std::string> ends{with_sign(s.parameters.low, 1, language), with_sign(s.parameters.high, 1, language)};
    if (!s.firms_parameters.assessed()) return say(language, Phrase::doubt_parameters, ends);
    ends.push_back(with_sign(s.firms_parameters.low, 1, language));
    ends.push_back(with_sign(s.firms_parameters.high, 1, language));
    return say(language, Phrase::doubt_parameters_and_firms, ends);
}

std::string withheld_text(const Lost& lost, const std::string& treatment, const std::string& control,
                          Language language) {
    const auto count = [&](std::int64_t number) { return grouped(static_cast<double>(number), 0, language); };
    if (lost.pairs == 0) return say(language, Phrase::withheld_part, {count(lost.failed), count(lost.runs)});
    std::string first;
    for (const std::string& run : lost.first) first += (first.empty() ? "" : "; ") + shortened(run, 100);
    return say(
        language, Phrase::withheld,
        {treatment, control, count(lost.failed), count(lost.runs), count(lost.lacking), count(lost.pairs), first});
}

// Of a sampled study, over its points and under all behaviours of the statement: the effect on capacity growth, 5-95 %.
Interval over_points(const Verdict& v, const Statement& s) {
    Interval range;
    if (!v.sampled) return range;
    for (const SampledQuantity& effect : v.sampled->effects) {
        const bool is_meant = effect.contrast == v.contrasts[s.contrast].name && effect.outcome == "capacity_growth" &&
                              std::any_of(s.behaviours.begin(), s.behaviours.end(),
                                          [&](std::size_t b) { return v.behaviours[b] == effect.behaviour; });
        if (!is_meant || std::isnan(effect.low)) continue;
        const bool first = !range.assessed();
        range = {first ? effect.low : std::min(range.low, effect.low),
                 first ? effect.high : std::max(range.high, effect.high)};
    }
    return range;
}

// A single replication tells nothing of luck, and yet what its sampled points differ in.
bool tells_points_alone(const Verdict& v, const Statement& s) {
    return s.nothing && s.pairs == 1 && over_points(v, s).assessed();
}

} // namespace

std::string arm_in_quotes(const Verdict& v, const std::string& arm, Language language) {
    const std::string label = v.label_of(arm);
    const std::string words = label.empty() ? shortened(arm, longest_name) : shortened(label, longest_label);
    return language == Language::nl ? "“" + words + "”" : '"' + words + '"';
}

std::string condition_in_words(const Verdict& v, std::size_t level) {
    std::string text;
    const std::vector<std::string>& levels = v.levels[level];
    for (std::size_t f = 0; f < levels.size() && f < v.factors.size(); ++f) {
        const std::string label = v.label_of_level(v.factors[f], levels[f]);
        if (f > 0) text += ", ";
        text += label.empty() ? shortened(v.factors[f], longest_name) + ": " + shortened(levels[f], longest_name)
                              : shortened(label, longest_label);
    }
    return text;
}

std::string range_text(const Interval& range, int decimals, Language language) {
    if (!range.assessed()) return "-";
    const std::string low = with_sign(range.low, decimals, language), high = with_sign(range.high, decimals, language);
    return low == high ? low : low + " " + say(language, Phrase::to_word) + " " + high;
}

std::string scope_text(const Verdict& v, const Statement& s, Language language) {
    std::string text;
    if (s.behaviours.size() == v.behaviours.size() && v.behaviours.size() > 1) {
        text = say(language, Phrase::under_each, {std::to_string(v.behaviours.size())});
    } else {
        std::vector<std::string> names;
        for (const std::size_t b : s.behaviours) {
            const std::string name = shortened(v.behaviours[b], longest_name);
            names.push_back(v.rules[b] ? name + " (" + label_of(*v.rules[b], language) + ")" : name);
        }
        text = say(language, Phrase::under, {listed(names, language)});
    }
    std::vector<std::string> areas;
    for (const std::string& area : s.areas) areas.push_back(shortened(label_of(area, language), longest_name));
    return areas.empty() ? text : text + ", " + say(language, Phrase::in_areas, {listed(areas, language)});
}

std::string lead_text(const Verdict& v, const Statement& s, Language language) {
    if (s.withheld) return say(language, Phrase::lead_withheld);
    if (s.same_run) return say(language, Phrase::lead_same_run);
    if (s.nothing) return say(language, Phrase::lead_nothing, {grouped(static_cast<double>(s.pairs))});
    std::string text;
    if (s.capacity == s.investment && s.capacity == Answer::more)
        text = say(language, Phrase::lead_more_of_both);
    else if (s.capacity == s.investment && s.capacity == Answer::less)
        text = say(language, Phrase::lead_less_of_both);
    else if (s.capacity == s.investment && s.capacity == Answer::undecided) {
        if (firms_phrase(s) == Phrase::lead_undecided_firms) return say(language, Phrase::lead_undecided_all);
        text = say(language, Phrase::lead_undecided_both);
    } else
        text = say(language, capacity_phrase(s.capacity), {margin_text(v, language)}) + ", " +
               say(language, investment_phrase(s.investment));
    return text + say(language, firms_phrase(s));
}

namespace {

// Growth of capacity under one arm and the other.
std::string growth_text(const Verdict& v, const Statement& s, Language language, bool names_arms) {
    const Contrast& contrast = v.contrasts[s.contrast];
    const std::string growth = range_text(s.capacity_points, 1, language);
    const std::string year = std::to_string(v.end_year);
    if (!names_arms) return say(language, Phrase::figures_again, {year, growth});
    return say(
        language, Phrase::figures,
        {arm_in_quotes(v, contrast.treatment, language), arm_in_quotes(v, contrast.control, language), year, growth});
}

} // namespace

std::string figures_text(const Verdict& v, const Statement& s, Language language, bool names_arms) {
    const std::string firms = range_text(s.firms_points, 1, language);
    std::string text = growth_text(v, s, language, names_arms);
    if (s.capacity_meur.assessed())
        text += say(language, Phrase::figures_meur, {range_text(s.capacity_meur, 0, language)});
    text += say(language, Phrase::figures_investment, {range_text(s.investment_meur, 0, language)});
    text += say(language, Phrase::figures_firms, {firms});
    const std::string definitions = range_text(s.definitions, 1, language);
    if (definitions != firms) text += say(language, Phrase::figures_definitions, {definitions});
    if (s.national_capacity.assessed())
        text += say(language, Phrase::figures_national,
                    {range_text(s.national_capacity, 1, language), range_text(s.national_investment, 0, language)});
    return text + ".";
}

std::string doubt_text(const Verdict& v, const Statement& s, Language language) {
    const std::size_t of = v.sampled ? 100 : std::min<std::size_t>(s.pairs, 100); // over points it is a share
    std::string text = say(language, Phrase::doubt,
                           {pairs_text(s.better_of_100, of, language), std::to_string(of),
                            with_sign(s.luck.low, 1, language), with_sign(s.luck.high, 1, language)});
    if (s.equal_of_100.assessed() && s.equal_of_100.high > 0)
        text += " " + say(language, Phrase::doubt_ties, {pairs_text(s.equal_of_100, of, language)});
    if (s.parameters.assessed()) text += " " + parameters_text(s, language);
    if (s.extra_money) text += " " + say(language, Phrase::other_money, {range_text(s.money_change, 1, language)});
    return text;
}

std::string sentence(const Verdict& v, const Statement& s, Language language) {
    const std::string opening = say(language, Phrase::in_this_model, {scope_text(v, s, language)});
    const Contrast& contrast = v.contrasts[s.contrast];
    const std::string treatment = arm_in_quotes(v, contrast.treatment, language),
                      control = arm_in_quotes(v, contrast.control, language);
    if (s.withheld) return opening + withheld_text(v.lost[s.contrast], treatment, control, language);
    if (s.same_run) return opening + say(language, Phrase::same_run, {treatment, control});
    if (tells_points_alone(v, s))
        return opening + say(language, Phrase::points_alone,
                             {treatment, control, grouped(static_cast<double>(v.sampled->points), 0, language),
                              range_text(over_points(v, s), 1, language)});
    if (s.nothing)
        return opening + say(language, s.pairs == 0 ? Phrase::no_pair : Phrase::too_few_pairs,
                             {treatment, control, std::to_string(s.pairs)});
    return opening + lead_text(v, s, language) + ". " + figures_text(v, s, language) + " " + doubt_text(v, s, language);
}

} // namespace drumbeat
