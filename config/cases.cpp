// SPDX-License-Identifier: Apache-2.0
#include "config/cases.hpp"

#include "config/parameter.hpp"
#include "config/warnings.hpp"

#include <algorithm>
#include <fmt/core.h>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

namespace drumbeat {

namespace {

const std::vector<Variant>& arms_of(const Study& study) { return comparison_of(study).arms; }
const std::vector<Factor>& factors_of(const Study& study) { return comparison_of(study).factors; }

std::size_t count_of(std::size_t listed) { return std::max<std::size_t>(1, listed); }

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

template <class Items> std::vector<std::string> names_in(const Items& items, const char* where_none) {
    std::vector<std::string> names;
    for (const auto& item : items) names.push_back(item.name);
    if (names.empty()) names.emplace_back(where_none);
    return names;
}

// From fast to slow: arms, factors of levers alone, behaviours, other factors, points. Of factors the last is fastest.
CaseNames names_of_cases(const Study& study) {
    const std::vector<Factor>& factors = factors_of(study);
    std::vector<CaseCoordinate> all(2 + factors.size());
    std::size_t cases = 1; // so far
    const auto add = [&](std::size_t coordinate, CaseCoordinate c) {
        cases *= c.count;
        all[coordinate] = std::move(c);
    };
    const auto add_factors = [&](bool of_levers) {
        for (std::size_t f = factors.size(); f-- > 0;)
            if (is_of_levers(study, factors[f]) == of_levers)
                add(2 + f, in_turn(names_in(factors[f].levels, ""), cases));
    };
    add(0, in_turn(names_in(arms_of(study), "base"), cases));
    add_factors(true);
    add(1, in_turn(names_in(behaviours_of(study), "as_in_scenario"), cases));
    add_factors(false);
    if (const std::size_t points = point_count(study); points > 0) {
        all.emplace_back();
        add(all.size() - 1, numbers_in_turn(points, cases));
    }
    return {std::move(all), cases};
}

void append(std::vector<Setting>& all, const std::vector<Setting>& more) {
    all.insert(all.end(), more.begin(), more.end());
}

Bilingual who(const Study& study, const Case& c) {
    Bilingual text = say(Warning::arm, {c.arm});
    const std::vector<std::string> factors = factor_names(study);
    for (std::size_t f = 0; f < c.levels.size(); ++f) text = say(Warning::at_level, {text, factors[f], c.levels[f]});
    return text;
}

// Cases share the coordinates of a results file: years and technology areas.
std::vector<Problem> check_shape(const Scenario& s, const Scenario& base) {
    std::vector<Problem> found;
    const auto differs = [&](std::string_view path, std::string_view what) {
        Problem p;
        p.code = "different_shape";
        p.path = path;
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

// Who sets a parameter in some cases: all arms, all behaviours or all levels of one factor are one group, as are
// all sampled factors, since a case has one of each.
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

    void tell(const Points& points) {
        if (!behaviours_of(study_).empty()) hear({"firms.*.behaviour", "", {}}, {0, "the study's behaviours", {}});
        for (const Variant& arm : arms_of(study_)) hear(arm, 1, "arm " + arm.name);
        for (std::size_t f = 0; f < factors_of(study_).size(); ++f)
            for (const Variant& level : factors_of(study_)[f].levels)
                hear(level, f + 2, fmt::format("level {} of factor {}", level.name, factors_of(study_)[f].name));
        for (std::size_t f = 0; f < points.paths().size() && points.count() > 0; ++f)
            hear(points.setting(0, f), {factors_of(study_).size() + 2, "the sampled factors", points.where(f)});
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

// Problems already told, so that a slip in an arm is not told again for every behaviour, level and point.
class Told {
  public:
    explicit Told(const Study& study) : is_sampled_(point_count(study) > 0) {
        for (const Problem& p : check(study.base)) told_.emplace(p.code, "", 0, p.path, p.message);
    }
    bool is_new(const Problem& p) {
        if (told_.contains({p.code, "", 0, p.path, p.message})) return false; // of the base
        // Among points a message differs in its numbers alone.
        return told_.emplace(p.code, p.where.source, p.where.line, p.path, is_sampled_ ? "" : p.message).second;
    }

  private:
    bool is_sampled_;
    std::set<std::tuple<std::string, std::string, int, std::string, std::string>> told_;
};

} // namespace

CaseList::CaseList(const Study& study)
    : study_(std::make_shared<const Study>(study)), points_(points_of(study)), names_(names_of_cases(study)) {
    per_point_ = size() / count_of(points_.count());
}

std::vector<Setting> CaseList::settings(std::size_t index) const {
    const auto place = [&](std::size_t coordinate) { return names_.coordinates()[coordinate].place(index); };
    std::vector<Setting> all;
    if (!arms_of(*study_).empty()) append(all, arms_of(*study_)[place(0)].settings);
    if (!behaviours_of(*study_).empty()) {
        const NamedBehaviour& b = behaviours_of(*study_)[place(1)];
        all.push_back({"firms.*.behaviour", to_text(b.behaviour), {"behaviour " + b.name, 0}});
    }
    const std::vector<Factor>& factors = factors_of(*study_);
    for (std::size_t f = 0; f < factors.size(); ++f)
        if (!factors[f].levels.empty()) append(all, factors[f].levels[place(2 + f)].settings);
    for (std::size_t f = 0; f < points_.paths().size(); ++f)
        all.push_back(points_.setting(place(2 + factors.size()), f));
    return all;
}

Case CaseList::at(std::size_t index) const {
    Case c{names_[index], study_->base};
    std::vector<Problem> none;
    assign(c.scenario, settings(index), none);
    return c;
}

Case CaseList::at(std::size_t index, std::vector<Problem>& problems) const {
    const std::vector<Setting> set = settings(index);
    Case c{names_[index], study_->base};
    auto found = drumbeat::apply(c.scenario, set); // qualified: std::apply would be found too
    for (Problem& p : check_shape(c.scenario, study_->base)) {
        p.where = where_shaped(set, p.path);
        found.push_back(std::move(p));
    }
    problems.insert(problems.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
    return c;
}

double case_count(const Study& study) {
    auto count = static_cast<double>(count_of(arms_of(study).size()) * count_of(behaviours_of(study).size()));
    for (const Factor& factor : factors_of(study)) count *= static_cast<double>(count_of(factor.levels.size()));
    return count * static_cast<double>(count_of(point_count(study)));
}

Fault check_case_count(const Study& study) {
    const double count = case_count(study);
    if (count <= most_cases) return {};
    return {"out_of_range",
            fmt::format("{}arms x behaviours x factor levels make {} cases; allowed: 1 to {:.0f}",
                        point_count(study) > 0 ? "points x " : "",
                        count < 1e15 ? fmt::format("{:.0f}", count) : fmt::format("{:.1e}", count), most_cases)};
}

void check_cases_of(const Study& study, std::vector<Problem>& problems, const std::function<void(Case&&)>& see) {
    if (Fault fault = check_case_count(study)) {
        problems.push_back({Severity::error, std::move(fault.code), {}, "arms", std::move(fault.message)});
        return;
    }
    const CaseList cases(study);
    Clashes(study, problems).tell(cases.points());
    Told told(study);
    std::vector<Problem> found;
    for (std::size_t index = 0; index < cases.size(); ++index) {
        found.clear();
        Case c = cases.at(index, found);
        for (Problem& p : found) {
            if (!told.is_new(p)) continue;
            const Bilingual said = say(Warning::of_somebody, {who(study, c), Bilingual(p.message, p.dutch)});
            p.message = said.en;
            if (!p.dutch.empty()) p.dutch = said.nl;
            problems.push_back(std::move(p));
        }
        if (see) see(std::move(c));
    }
}

std::vector<Case> cases_of(const Study& study, std::vector<Problem>& problems) {
    std::vector<Case> cases;
    check_cases_of(study, problems, [&](Case&& c) { cases.push_back(std::move(c)); });
    return cases;
}

std::size_t cases_per_world(const Study& study) {
    std::size_t count = count_of(arms_of(study).size());
    for (const Factor& factor : factors_of(study))
        if (is_of_levers(study, factor)) count *= count_of(factor.levels.size());
    return count;
}

} // namespace drumbeat
