// SPDX-License-Identifier: Apache-2.0
#include "config/study.hpp"

#include "config/panel.hpp"
#include "config/parameter.hpp"
#include "config/warnings.hpp"

#include <algorithm>
#include <fmt/core.h>
#include <map>
#include <set>
#include <tuple>
#include <type_traits>

namespace drumbeat {

namespace {

using E = Expectation;
using I = InvestmentRule;

// ---- cases

// The comparison in a design; null where it compares nothing.
template <class S> auto compared(S& study) {
    using Found = std::conditional_t<std::is_const_v<S>, const Comparison, Comparison>;
    return std::visit(
        [](auto& design) -> Found* {
            if constexpr (std::is_base_of_v<Comparison, std::remove_cvref_t<decltype(design)>>)
                return &design;
            else
                return nullptr;
        },
        study.design);
}

const std::vector<Variant>& arms_of(const Study& study) { return comparison_of(study).arms; }
const std::vector<Factor>& factors_of(const Study& study) { return comparison_of(study).factors; }

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
        for (std::size_t f = 0; f < factors_of(study).size(); ++f)
            (is_of_levers(study, factors_of(study)[f]) ? of_levers : of_the_world).push_back(f);
    }
    std::vector<std::size_t> of_the_world, of_levers;
};

Choice choice_of(const Study& study, const CaseOrder& order, std::size_t index) {
    Choice choice;
    choice.levels.resize(factors_of(study).size());
    const auto take = [&](std::size_t n) {
        const std::size_t digit = index % count_of(n);
        index /= count_of(n);
        return digit;
    };
    const auto take_levels = [&](const std::vector<std::size_t>& factors) {
        for (auto f = factors.rbegin(); f != factors.rend(); ++f)
            choice.levels[*f] = take(factors_of(study)[*f].levels.size());
    };
    choice.arm = take(arms_of(study).size());
    take_levels(order.of_levers);
    choice.behaviour = take(behaviours_of(study).size());
    take_levels(order.of_the_world);
    return choice;
}

void append(std::vector<Setting>& all, const std::vector<Setting>& more) {
    all.insert(all.end(), more.begin(), more.end());
}

// The case's names, without a scenario yet, and the settings that make it out of the base.
Case named_case(const Study& study, const Choice& choice, std::vector<Setting>& settings) {
    Case c{"base", "as_in_scenario", {}, {}};
    if (!arms_of(study).empty()) {
        c.arm = arms_of(study)[choice.arm].name;
        append(settings, arms_of(study)[choice.arm].settings);
    }
    if (!behaviours_of(study).empty()) {
        const NamedBehaviour& b = behaviours_of(study)[choice.behaviour];
        c.behaviour = b.name;
        settings.push_back({"firms.*.behaviour", to_text(b.behaviour), {"behaviour " + b.name, 0}});
    }
    for (std::size_t f = 0; f < factors_of(study).size(); ++f) {
        if (factors_of(study)[f].levels.empty()) continue;
        const Variant& level = factors_of(study)[f].levels[choice.levels[f]];
        c.levels.push_back(level.name);
        append(settings, level.settings);
    }
    return c;
}

Bilingual who(const Study& study, const Case& c) {
    Bilingual text = say(Warning::arm, {c.arm});
    for (std::size_t f = 0; f < c.levels.size(); ++f)
        text = say(Warning::at_level, {text, factors_of(study)[f].name, c.levels[f]});
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
        if (!behaviours_of(study_).empty()) hear({"firms.*.behaviour", "", {}}, {0, "the study's behaviours", {}});
        for (const Variant& arm : arms_of(study_)) hear(arm, 1, "arm " + arm.name);
        for (std::size_t f = 0; f < factors_of(study_).size(); ++f)
            for (const Variant& level : factors_of(study_)[f].levels)
                hear(level, f + 2, fmt::format("level {} of factor {}", level.name, factors_of(study_)[f].name));
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

bool compares(const Study& study) { return compared(study) != nullptr; }

const Comparison& comparison_of(const Study& study) {
    static const Comparison none;
    const Comparison* found = compared(study);
    return found ? *found : none;
}

Comparison& comparison_in(Study& study) {
    if (Comparison* found = compared(study)) return *found;
    throw std::bad_variant_access();
}

const std::vector<NamedBehaviour>& behaviours_of(const Study& study) {
    if (const auto* validation = std::get_if<Validation>(&study.design)) return validation->behaviours;
    return comparison_of(study).behaviours;
}

std::size_t member_count(const Comparison& comparison) {
    return comparison.ensemble.empty() || comparison.factors.empty() ? 0 : comparison.factors.back().levels.size();
}

std::size_t member_count(const Study& study) { return member_count(comparison_of(study)); }

double case_count(const Study& study) {
    auto count = static_cast<double>(count_of(arms_of(study).size()) * count_of(behaviours_of(study).size()));
    for (const Factor& factor : factors_of(study)) count *= static_cast<double>(count_of(factor.levels.size()));
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
    std::size_t count = count_of(arms_of(study).size());
    for (const std::size_t f : CaseOrder(study).of_levers) count *= count_of(factors_of(study)[f].levels.size());
    return count;
}

Study in_dutch(Study study) {
    const auto replace = [](std::string& text, const std::string& dutch) {
        if (!dutch.empty()) text = dutch;
    };
    replace(study.question, study.question_nl);
    if (!compared(study)) return study;
    for (Variant& arm : comparison_in(study).arms) replace(arm.label, arm.label_nl);
    for (Factor& factor : comparison_in(study).factors)
        for (Variant& level : factor.levels) replace(level.label, level.label_nl);
    return study;
}

} // namespace drumbeat
