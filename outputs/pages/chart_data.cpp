// SPDX-License-Identifier: Apache-2.0
#include "outputs/pages/chart_data.hpp"

#include "outputs/pages/inert_text.hpp"
#include "outputs/pages/json.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace drumbeat {
namespace {

// Four figures are more than a chart shows, and keep the page small.
std::string figure_json(double value) { return std::isfinite(value) ? fmt::format("{:.4g}", value) : "null"; }

std::string text_json(const std::string& text) { return json(plain_text(text)); }

template <class T, class Write> std::string array_json(const std::vector<T>& items, Write write) {
    std::vector<std::string> texts;
    for (const T& item : items) texts.push_back(write(item));
    return fmt::format("[{}]", fmt::join(texts, ","));
}

// mean, ends of its 90 % interval, ends of the 5-95 % over luck
std::string difference_json(const Mean& mean, const Interval& known, const Interval& luck) {
    return fmt::format("{},{},{},{},{}", figure_json(mean.count > 0 ? mean.value : missing), figure_json(known.low),
                       figure_json(known.high), figure_json(luck.low), figure_json(luck.high));
}

double factor_of(const std::string& unit) { return unit == "1" ? 100 : 1; }

std::string axis_of(const std::string& unit, Language lang, bool difference) {
    if (unit == "1") return say(lang, difference ? Phrase::axis_points : Phrase::axis_per_cent);
    if (unit == "meur") return say(lang, Phrase::axis_meur);
    if (unit == "firms") return say(lang, Phrase::axis_firms);
    if (unit == "fte") return say(lang, Phrase::axis_jobs);
    if (unit == "years") return say(lang, Phrase::axis_years);
    return unit;
}

std::string unit_json(const std::string& unit, Language lang, bool difference) {
    return fmt::format("{{\"axis\":{},\"points\":{}}}", json(axis_of(unit, lang, difference)), json(unit == "1"));
}

std::size_t place_of(const Verdict& v, const std::string& arm) {
    return static_cast<std::size_t>(std::find(v.arms.begin(), v.arms.end(), arm) - v.arms.begin());
}

std::string comparison_json(const Shown& s, const ChartComparison& c) {
    const auto cell = [](const ChartCell& one) {
        return fmt::format("[{},{},{}]", difference_json(one.difference, one.known, one.luck), figure_json(one.control),
                           figure_json(one.treatment));
    };
    const auto areas = [&](const std::vector<std::string>& of) { return text_json(areas_label(of, s.language)); };
    return fmt::format("{{\"name\":{},\"treatment\":{},\"control\":{},\"cells\":{},\"areas\":{},\"country\":{}}}",
                       text_json(c.contrast.name), place_of(s.verdict, c.contrast.treatment),
                       place_of(s.verdict, c.contrast.control), array_json(c.cells, cell),
                       c.country.empty() ? "[]" : array_json(c.areas, areas), array_json(c.country, cell));
}

std::string outcome_json(const Shown& s, const Quantity& q) {
    const std::string name(q.name);
    return fmt::format("{{\"name\":{},\"label\":{},\"unit\":{},\"margin\":{}}}", json(name),
                       json(label_of(name, s.language)), unit_json(std::string(q.unit), s.language, true),
                       name == "scale_up_share" || name == "capacity_growth" ? figure_json(s.verdict.margin) : "0");
}

Phrase payer(const std::string& outcome) {
    if (outcome == "own_funds_meur") return Phrase::payer_own;
    if (outcome == "bank_meur") return Phrase::payer_bank;
    if (outcome == "private_equity_meur") return Phrase::payer_private;
    if (outcome == "secfund_meur") return Phrase::payer_fund;
    if (outcome == "subsidy_meur") return Phrase::payer_subsidy;
    return Phrase::payer_state;
}

std::string paid_json(const Shown& s, const OutcomeTable& t) {
    const auto cell = [](const OutcomeCell& c) { return figure_json(c.value.value); };
    return fmt::format("{{\"name\":{},\"label\":{},\"cells\":{}}}", json(t.name), json(say(s.language, payer(t.name))),
                       array_json(t.cells, cell));
}

std::string path_json(const Shown& s, const Path& path) {
    const double factor = factor_of(path.unit);
    const auto year = [&](const Quantiles& q) {
        std::vector<std::string> ends;
        for (const double value : q) ends.push_back(figure_json(factor * value));
        return fmt::format("[{}]", fmt::join(ends, ","));
    };
    const auto place = [&](const std::vector<Quantiles>& years) { return array_json(years, year); };
    const auto of_case = [&](const std::vector<std::vector<Quantiles>>& places) { return array_json(places, place); };
    return fmt::format("{{\"name\":{},\"label\":{},\"unit\":{},\"cases\":{}}}", json(path.name),
                       json(label_of(path.name, s.language)), unit_json(path.unit, s.language, false),
                       array_json(path.cases, of_case));
}

std::string constraints_json(const Charts& charts) {
    const auto year = [](const Constraints& shares) {
        std::vector<std::string> texts;
        for (const double share : shares) texts.push_back(std::isfinite(share) ? fmt::format("{:.3f}", share) : "null");
        return fmt::format("[{}]", fmt::join(texts, ","));
    };
    const auto place = [&](const std::vector<Constraints>& years) { return array_json(years, year); };
    const auto of_case = [&](const std::vector<std::vector<Constraints>>& places) { return array_json(places, place); };
    return array_json(charts.constraints, of_case);
}

std::string constraint_labels_json(Language lang) {
    std::vector<std::string> labels;
    for (std::size_t c = 0; c < constraint_count; ++c) {
        const auto which = static_cast<std::size_t>(Yearly::binding_constraint_none) + c;
        labels.push_back(json(label_of(yearly_quantities[which].name, lang)));
    }
    return fmt::format("[{}]", fmt::join(labels, ","));
}

std::string named_json(const std::string& name, const std::string& label) {
    return fmt::format("{{\"name\":{},\"label\":{}}}", text_json(name), text_json(label));
}

std::string place_json(const Shown& s, const std::string& place) {
    return text_json(place.empty() ? say(s.language, Phrase::whole_country) : label_of(place, s.language));
}

// The words that charts and their tables need, under the names by which the script asks for them.
std::string words_json(Language lang) {
    std::vector<std::string> words;
    for (const PhraseText& phrase : phrases) {
        if (phrase.id.substr(0, 6) != "chart_") continue;
        const std::string_view text = lang == Language::nl ? phrase.nl : phrase.en;
        words.push_back(fmt::format("{}:{}", json(std::string(phrase.id.substr(6))), json(std::string(text))));
    }
    return fmt::format("{{{}}}", fmt::join(words, ","));
}

std::string part_json(const Part& p) {
    const Equivalence known = equivalence(p.mean, 0);
    return fmt::format("{{\"name\":{},\"cell\":[{}]}}", text_json(label_of(p.name, Language::en)),
                       difference_json(p.mean, {known.low, known.high}, p.luck));
}

std::string splits_json(const DecompositionFinding& d, Language lang) {
    const auto split = [&](const Split& one) {
        std::vector<Part> parts{one.unexplained};
        parts.insert(parts.end(), one.channels.begin(), one.channels.end());
        parts.push_back(one.total);
        return fmt::format("{{\"behaviour\":{},\"outcome\":{},\"unit\":{},\"parts\":{}}}", text_json(one.behaviour),
                           json(one.outcome), unit_json(one.unit == "%" ? "1" : one.unit, lang, true),
                           array_json(parts, part_json));
    };
    return array_json(d.splits, split);
}

} // namespace

std::string areas_label(const std::vector<std::string>& areas, Language lang) {
    std::vector<std::string> names;
    for (const std::string& area : areas) names.push_back(label_of(area, lang));
    return listed(names, lang);
}

std::string arm_label(const Shown& s, const std::string& arm) {
    const std::string label = s.verdict.label_of(arm);
    return label.empty() ? arm : label;
}

std::string behaviour_label(const Shown& s, const std::string& behaviour) {
    const Verdict& v = s.verdict;
    for (std::size_t b = 0; b < v.behaviours.size(); ++b)
        if (v.behaviours[b] == behaviour && v.rules[b]) return named_label(behaviour, *v.rules[b], s.language);
    return behaviour;
}

std::string condition_label(const Shown& s, const std::vector<std::string>& levels) {
    std::vector<std::string> texts;
    for (std::size_t f = 0; f < levels.size() && f < comparison_of(s.study).factors.size(); ++f)
        for (const Variant& level : comparison_of(s.study).factors[f].levels)
            if (level.name == levels[f])
                texts.push_back(level.label.empty() ? comparison_of(s.study).factors[f].name + ": " + level.name
                                                    : level.label);
    return fmt::format("{}", fmt::join(texts, "; "));
}

namespace {

// What the study is and was run with, on one line.
std::string about_json(const Shown& s) {
    const Verdict& v = s.verdict;
    return fmt::format("\"language\":{},\"study\":{},\"question\":{},\"world\":{},\"policy_from\":{},"
                       "\"replications\":{},\"runs\":{},\"margin\":{}",
                       json(std::string(name_of(s.language))), text_json(v.name), text_json(v.question),
                       text_json(v.world), v.policy_from, v.replications, s.charts.runs, figure_json(v.margin));
}

// What can be chosen.
std::string choices_json(const Shown& s) {
    const Verdict& v = s.verdict;
    const auto arm = [&](const std::string& name) { return named_json(name, arm_label(s, name)); };
    const auto behaviour = [&](const std::string& name) { return named_json(name, behaviour_label(s, name)); };
    const auto condition = [&](const std::vector<std::string>& levels) {
        return named_json(fmt::format("{}", fmt::join(levels, "/")), condition_label(s, levels));
    };
    return fmt::format("\"arms\":{},\n\"behaviours\":{},\n\"conditions\":{}", array_json(v.arms, arm),
                       array_json(v.behaviours, behaviour), array_json(v.levels, condition));
}

std::string effects_json(const Shown& s) {
    const Charts& c = s.charts;
    const auto comparison = [&](const ChartComparison& one) { return comparison_json(s, one); };
    const std::vector<ChartComparison> none;
    return fmt::format("\"outcomes\":{},\n\"contrasts\":{},\n\"against_first\":{},\n\"words\":{},\n\"paid\":{}",
                       array_json(c.outcomes, [&](const Quantity& q) { return outcome_json(s, q); }),
                       array_json(c.contrasts, comparison),
                       array_json(has_chart_of_arms(c) ? c.arms : none, comparison), words_json(s.language),
                       array_json(c.paid, [&](const OutcomeTable& t) { return paid_json(s, t); }));
}

std::string paths_json(const Shown& s) {
    const Charts& c = s.charts;
    return fmt::format("\"years\":[{}],\"country\":{},\"places\":{},\n\"paths\":{},\n\"constraint_names\":{},"
                       "\"constraints\":{}",
                       fmt::join(c.years, ","), place_json(s, ""),
                       array_json(c.places, [&](const std::string& p) { return place_json(s, p); }),
                       array_json(c.paths, [&](const Path& p) { return path_json(s, p); }),
                       constraint_labels_json(s.language), constraints_json(c));
}

} // namespace

std::string chart_data_json(const Shown& s) {
    return fmt::format("{{{},\n{},\n{},\n{},\n\"splits\":{}}}", about_json(s), choices_json(s), effects_json(s),
                       paths_json(s), s.decomposition ? splits_json(*s.decomposition, s.language) : "[]");
}

} // namespace drumbeat
