// SPDX-License-Identifier: Apache-2.0
#include "config/study.hpp"

#include "config/echo.hpp"
#include "config/panel.hpp"
#include "config/parameter.hpp"
#include "config/warnings.hpp"

#include <algorithm>
#include <fmt/core.h>
#include <map>
#include <set>
#include <tuple>

namespace drumbeat {

namespace {

using E = Expectation;
using I = InvestmentRule;

// ---- cases

std::size_t count_of(std::size_t listed) { return std::max<std::size_t>(1, listed); }

// The choices of one case, as places in the study's lists; the last factor turns fastest.
struct Choice {
    std::size_t arm = 0, behaviour = 0;
    std::vector<std::size_t> levels;
};

// Whether a factor's levels set levers and nothing else: then they share the years before the policy.
bool is_of_levers(const Study& study, const Factor& factor) {
    Fault ignored;
    const auto sets_a_lever = [&](const Setting& setting) {
        const std::vector<Place> places = find_places(study.base, setting.path, ignored);
        return std::all_of(places.begin(), places.end(),
                           [](const Place& place) { return place.parameter->kind == Kind::lever; });
    };
    return std::all_of(factor.levels.begin(), factor.levels.end(), [&](const Variant& level) {
        return std::all_of(level.settings.begin(), level.settings.end(), sets_a_lever);
    });
}

// How the choices turn from case to case: the factors from slow to fast, of the world and of levers apart.
struct CaseOrder {
    explicit CaseOrder(const Study& study) {
        for (std::size_t f = 0; f < study.factors.size(); ++f)
            (is_of_levers(study, study.factors[f]) ? of_levers : of_the_world).push_back(f);
    }
    std::vector<std::size_t> of_the_world, of_levers;
};

Choice choice_of(const Study& study, const CaseOrder& order, std::size_t index) {
    Choice choice;
    choice.levels.resize(study.factors.size());
    const auto take = [&](std::size_t n) {
        const std::size_t digit = index % count_of(n);
        index /= count_of(n);
        return digit;
    };
    const auto take_levels = [&](const std::vector<std::size_t>& factors) {
        for (auto f = factors.rbegin(); f != factors.rend(); ++f)
            choice.levels[*f] = take(study.factors[*f].levels.size());
    };
    choice.arm = take(study.arms.size());
    take_levels(order.of_levers);
    choice.behaviour = take(study.behaviours.size());
    take_levels(order.of_the_world);
    return choice;
}

void append(std::vector<Setting>& all, const std::vector<Setting>& more) {
    all.insert(all.end(), more.begin(), more.end());
}

// The case's names, without a scenario yet, and the settings that make it out of the base.
Case named_case(const Study& study, const Choice& choice, std::vector<Setting>& settings) {
    Case c{"base", "as_in_scenario", {}, {}};
    if (!study.arms.empty()) {
        c.arm = study.arms[choice.arm].name;
        append(settings, study.arms[choice.arm].settings);
    }
    if (!study.behaviours.empty()) {
        const NamedBehaviour& b = study.behaviours[choice.behaviour];
        c.behaviour = b.name;
        settings.push_back({"firms.*.behaviour", to_text(b.behaviour), {"behaviour " + b.name, 0}});
    }
    for (std::size_t f = 0; f < study.factors.size(); ++f) {
        if (study.factors[f].levels.empty()) continue;
        const Variant& level = study.factors[f].levels[choice.levels[f]];
        c.levels.push_back(level.name);
        append(settings, level.settings);
    }
    return c;
}

Bilingual who(const Study& study, const Case& c) {
    Bilingual text = say(Warning::arm, {c.arm});
    for (std::size_t f = 0; f < c.levels.size(); ++f)
        text = say(Warning::at_level, {text, study.factors[f].name, c.levels[f]});
    return text;
}

// Cases share the coordinates of a results file: years and technology areas.
std::vector<Problem> check_shape(const Scenario& s, const Scenario& base) {
    std::vector<Problem> found;
    const auto differs = [&](std::string_view path, std::string_view what) {
        Problem p;
        p.code = "different_shape", p.path = path,
        p.message = fmt::format("every case of a study has the same {}", what);
        found.push_back(std::move(p));
    };
    if (s.time.start_year != base.time.start_year) differs("time.start_year", "years");
    if (s.time.policy_from != base.time.policy_from) differs("time.policy_from", "first year of the policy");
    if (s.time.horizon_years != base.time.horizon_years) differs("time.horizon_years", "years");
    const auto same_name = [](const Segment& a, const Segment& b) { return a.name == b.name; };
    if (!std::equal(s.segments.begin(), s.segments.end(), base.segments.begin(), base.segments.end(), same_name))
        differs("segments", "technology areas");
    return found;
}

// The setting that made a case's shape another one.
Where where_shaped(const std::vector<Setting>& settings, std::string_view path) {
    const auto shapes = [&](const Setting& s) {
        return s.path == path || (path == "segments" && s.path.ends_with("_segments"));
    };
    const auto found = std::find_if(settings.rbegin(), settings.rend(), shapes);
    return found == settings.rend() ? Where{} : found->where;
}

// Who sets a parameter in some cases: all arms, all behaviours or all levels of one factor are one group, since a case
// has one of each.
struct Setter {
    std::size_t group;
    std::string who;
    Where where;
};

std::string to_text(const Setter& setter) {
    if (setter.where.source.empty()) return setter.who;
    return fmt::format("{} ({}:{})", setter.who, setter.where.source, setter.where.line);
}

// Parameters that two groups set: one would win unseen.
class Clashes {
  public:
    Clashes(const Study& study, std::vector<Problem>& problems) : study_(study), problems_(problems) {}

    void tell() {
        if (!study_.behaviours.empty()) hear({"firms.*.behaviour", "", {}}, {0, "the study's behaviours", {}});
        for (const Variant& arm : study_.arms) hear(arm, 1, "arm " + arm.name);
        for (std::size_t f = 0; f < study_.factors.size(); ++f)
            for (const Variant& level : study_.factors[f].levels)
                hear(level, f + 2, fmt::format("level {} of factor {}", level.name, study_.factors[f].name));
    }

  private:
    using Key = std::pair<const Parameter*, std::size_t>;

    void hear(const Variant& variant, std::size_t group, const std::string& who) {
        for (const Setting& setting : variant.settings)
            if (seen_.emplace(setting.path, setting.where.source, setting.where.line, group).second)
                hear(setting, {group, who, setting.where});
    }
    void hear(const Setting& setting, const Setter& setter) {
        Fault ignored;
        for (const Place& place : find_places(study_.base, setting.path, ignored)) {
            const auto& first = first_.emplace(Key{place.parameter, place.segment}, setter).first->second;
            if (first.group == setter.group) continue;
            problems_.push_back({Severity::error, "set_twice", setter.where, setting.path,
                                 fmt::format("is set by {} and by {}; allowed: arms, behaviours or one factor",
                                             setter.who, to_text(first))});
            return;
        }
    }

    const Study& study_;
    std::vector<Problem>& problems_;
    std::map<Key, Setter> first_;
    std::set<std::tuple<std::string, std::string, int, std::size_t>> seen_; // `like` repeats what an arm above sets
};

// Problems already told, so that a slip in an arm is not told again for every behaviour and level.
using Told = std::set<std::tuple<std::string, std::string, int, std::string, std::string>>;
bool tell(Told& told, const Problem& p) {
    return told.emplace(p.code, p.where.source, p.where.line, p.path, p.message).second;
}

// ---- echo

std::string line(std::string_view key, std::string_view value) {
    return fmt::format("{}: {}\n", key, yaml_scalar(value));
}

// A variant at `indent`; the last of several settings of one path stands for all of them.
std::string variant_text(const Variant& v, std::size_t indent) {
    const std::string margin(indent, ' ');
    std::string body;
    if (!v.label.empty()) body += fmt::format("{}  label: {}\n", margin, yaml_scalar(v.label));
    if (!v.label_nl.empty()) body += fmt::format("{}  label_nl: {}\n", margin, yaml_scalar(v.label_nl));
    for (auto s = v.settings.begin(); s != v.settings.end(); ++s) {
        const bool again =
            std::any_of(s + 1, v.settings.end(), [&](const Setting& later) { return later.path == s->path; });
        if (!again) body += fmt::format("{}  {}: {}\n", margin, yaml_scalar(s->path), yaml_value(s->text));
    }
    return fmt::format("{}{}:{}\n{}", margin, v.name, body.empty() ? " {}" : "", body);
}

std::string behaviour_text(const NamedBehaviour& b) {
    std::string text = fmt::format("  - name: {}\n    mixture:\n", b.name);
    for (const BehaviourShare& part : b.behaviour.parts)
        text += fmt::format("      - {{share: {}, expectation: {}, investment: {}}}\n", part.share,
                            name_of(part.expectation), name_of(part.investment));
    return text;
}

std::string factors_text(const Study& study) {
    if (study.type == StudyType::decomposition) return fmt::format("channels: [{}]\n", joined(study.channels, ", "));
    std::string text;
    for (const Factor& factor : study.factors) {
        if (member_count(study) > 0 && &factor == &study.factors.back()) break;
        text += fmt::format("  {}:\n", factor.name);
        for (const Variant& level : factor.levels) text += variant_text(level, 4);
    }
    return text.empty() ? text : "factors:\n" + text;
}

// The accepted parameter sets themselves, so that no file is needed to read them back.
std::string ensemble_text(const Study& study) {
    if (member_count(study) == 0) return {};
    std::string text = "over:\n  " + line("ensemble", study.ensemble) + "  inline:\n";
    for (const Variant& member : study.factors.back().levels) {
        if (member.settings.empty()) text += "    - {}\n";
        for (const Setting& s : member.settings)
            text += fmt::format("    {} {}: {}\n", &s == &member.settings.front() ? "-" : " ", yaml_scalar(s.path),
                                yaml_value(s.text));
    }
    return text;
}

std::string fit_text(const Fit& fit) {
    std::string text = fmt::format(
        "fit:\n  candidates: {}\n  rounds: {}\n  members: {}\n  balance: {}\n  facts: [{}]\n  parameters:\n",
        fit.candidates, fit.rounds, fit.members, value_text(fit.balance), joined(fit.facts, ", "));
    for (const FittedParameter& p : fit.parameters)
        text += fmt::format("    - {{path: {}, low: {}, high: {}}}\n", yaml_scalar(p.path), value_text(p.low),
                            value_text(p.high));
    return text;
}

} // namespace

std::vector<NamedBehaviour> behaviour_panel() {
    return {{"rational_npv", {{{1, E::rational, I::npv}}}},
            {"rational_real_option", {{{1, E::rational, I::real_option}}}},
            {"rational_dynamic_programming", {{{1, E::rational, I::dynamic_programming}}}},
            {"adaptive_real_option", {{{1, E::adaptive, I::real_option}}}},
            {"naive_real_option", {{{1, E::naive, I::real_option}}}},
            {"mixed",
             {{{1, E::rational, I::real_option}, {1, E::adaptive, I::real_option}, {1, E::naive, I::real_option}}}}};
}

std::size_t member_count(const Study& study) {
    return study.ensemble.empty() || study.factors.empty() ? 0 : study.factors.back().levels.size();
}

std::vector<Factor> channel_factors(const std::vector<std::string>& channels) {
    std::vector<Factor> factors;
    for (const std::string& channel : channels) {
        const auto level = [&](const char* name, const char* value) {
            return Variant{name, "", {{"channels." + channel, value, {}}}};
        };
        factors.push_back({channel, {level("on", "true"), level("off", "false")}});
    }
    return factors;
}

double case_count(const Study& study) {
    auto count = static_cast<double>(count_of(study.arms.size()) * count_of(study.behaviours.size()));
    for (const Factor& factor : study.factors) count *= static_cast<double>(count_of(factor.levels.size()));
    return count;
}

Fault check_case_count(const Study& study) {
    const double count = case_count(study);
    if (count <= most_cases) return {};
    return {"out_of_range",
            fmt::format("arms x behaviours x factor levels make {} cases; allowed: 1 to {}",
                        count < 1e15 ? fmt::format("{:.0f}", count) : fmt::format("{:.1e}", count), most_cases)};
}

std::vector<Case> cases_of(const Study& study, std::vector<Problem>& problems) {
    if (Fault fault = check_case_count(study)) {
        problems.push_back({Severity::error, std::move(fault.code), {}, "arms", std::move(fault.message)});
        return {};
    }
    Clashes(study, problems).tell();
    const auto count = static_cast<std::size_t>(case_count(study));
    Told told;
    for (const Problem& p : check(study.base)) tell(told, {p.severity, p.code, {}, p.path, p.message});
    std::vector<Case> cases;
    const CaseOrder order(study);
    for (std::size_t index = 0; index < count; ++index) {
        std::vector<Setting> settings;
        Case c = named_case(study, choice_of(study, order, index), settings);
        c.scenario = study.base;
        auto found = drumbeat::apply(c.scenario, settings); // qualified: std::apply would be found too
        for (Problem& p : check_shape(c.scenario, study.base)) {
            p.where = where_shaped(settings, p.path);
            found.push_back(std::move(p));
        }
        for (Problem& p : found) {
            const bool of_the_base = told.contains({p.code, "", 0, p.path, p.message});
            if (of_the_base || !tell(told, p)) continue;
            const Bilingual said = say(Warning::of_somebody, {who(study, c), Bilingual(p.message, p.dutch)});
            p.message = said.en;
            if (!p.dutch.empty()) p.dutch = said.nl;
            problems.push_back(std::move(p));
        }
        cases.push_back(std::move(c));
    }
    return cases;
}

std::size_t cases_per_world(const Study& study) {
    std::size_t count = count_of(study.arms.size());
    for (const std::size_t f : CaseOrder(study).of_levers) count *= count_of(study.factors[f].levels.size());
    return count;
}

Study in_dutch(Study study) {
    const auto replace = [](std::string& text, const std::string& dutch) {
        if (!dutch.empty()) text = dutch;
    };
    replace(study.question, study.question_nl);
    for (Variant& arm : study.arms) replace(arm.label, arm.label_nl);
    for (Factor& factor : study.factors)
        for (Variant& level : factor.levels) replace(level.label, level.label_nl);
    return study;
}

std::string resolved(const Study& study) {
    std::string text = fmt::format("format: {}\nstudy: {}\n", study_format, name_of(study.type));
    text += line("name", study.name) + line("question", study.question);
    if (!study.question_nl.empty()) text += line("question_nl", study.question_nl);
    text += fmt::format("replications: {}\nseed: {}\n", study.replications, study.seed);
    if (study.type == StudyType::calibration) text += fit_text(study.fit);
    if (study.type != StudyType::comparison && study.type != StudyType::decomposition) {
        if (!study.behaviours.empty()) text += "behaviours:\n";
        for (const NamedBehaviour& b : study.behaviours) text += behaviour_text(b);
        return text + "base_inline:\n" + nested_yaml(all_settings(study.base), 2);
    }
    if (!study.arms.empty()) text += "arms:\n";
    for (const Variant& arm : study.arms) text += variant_text(arm, 2);
    if (!study.behaviours.empty()) text += "behaviours:\n";
    for (const NamedBehaviour& b : study.behaviours) text += behaviour_text(b);
    text += factors_text(study) + ensemble_text(study);
    text += study.contrasts.empty() ? "contrasts: []\n" : "contrasts:\n";
    for (const Contrast& c : study.contrasts)
        text += fmt::format("  - {{name: {}, treatment: {}, control: {}}}\n", c.name, c.treatment, c.control);
    if (!study.placebo.empty()) text += line("placebo", study.placebo);
    text += fmt::format("equivalence_points: {}\n", study.equivalence_points);
    if (!study.outcomes.empty()) text += fmt::format("outcomes: [{}]\n", joined(study.outcomes, ", "));
    text += fmt::format("record:\n  yearly: {}\n  firms: {}\n", study.record.yearly_replications,
                        study.record.firm_replications);
    return text + "base_inline:\n" + nested_yaml(all_settings(study.base), 2);
}

} // namespace drumbeat
