// SPDX-License-Identifier: Apache-2.0
#include "config/advice.hpp"

#include "config/needs.hpp"
#include "config/parameter.hpp"
#include "config/warnings.hpp"

#include <algorithm>
#include <fmt/core.h>
#include <map>
#include <set>
#include <tuple>

namespace drumbeat {

namespace {

// A parameter at one place as a variant sets it, and as it would be without that setting.
struct Change {
    Place place;
    std::string before, after;
    bool differs() const { return before != after; }
};

// A setting of an arm, a level or the command, with what it changes.
struct Stated {
    const Setting* setting = nullptr;
    std::vector<Change> changes;
    bool is_grid = false; // repeats the base's value as one of a list of values
};

using Key = std::pair<const Parameter*, std::size_t>;
Key key_of(const Place& place) { return {place.parameter, place.segment}; }

std::string resolved_text(const Scenario& base, const Place& place, std::string_view text) {
    Scenario scratch = base;
    place.parameter->set(scratch, place.segment, text);
    return text_of(place, scratch);
}

// Which settings of a variant speak of a place, in order: the last has the last word.
using Speakers = std::map<Key, std::vector<std::size_t>>;

std::vector<Stated> read_changes(const Scenario& base, const Variant& variant, Speakers& speakers) {
    std::vector<Stated> all;
    Fault ignored;
    for (const Setting& setting : variant.settings) {
        Stated stated{&setting, {}};
        for (const Place& place : find_places(base, setting.path, ignored)) {
            stated.changes.push_back({place, "", resolved_text(base, place, setting.text)});
            speakers[key_of(place)].push_back(all.size());
        }
        all.push_back(std::move(stated));
    }
    return all;
}

// The arm that a variant starts like; null where there is none.
const Variant* arm_like(const Study& study, const Variant& variant) {
    if (variant.like.empty()) return nullptr;
    const auto& arms = comparison_of(study).arms;
    const auto found = std::find_if(arms.begin(), arms.end(), [&](const Variant& a) { return a.name == variant.like; });
    return found == arms.end() ? nullptr : &*found;
}

bool is_inherited(const Setting& setting, const Variant* earlier) {
    if (!earlier) return false;
    return std::any_of(earlier->settings.begin(), earlier->settings.end(),
                       [&](const Setting& s) { return s.path == setting.path && s.where == setting.where; });
}

// What the place holds without the `nth` setting, in a scenario to compare with; where another setting has the last
// word, this one changes nothing.
void compare(Change& change, std::size_t nth, const std::vector<std::size_t>& speakers, const Variant& variant,
             const Scenario& base, const Scenario& otherwise) {
    const auto said_by = [&](std::size_t other) {
        return resolved_text(base, change.place, variant.settings[other].text);
    };
    if (speakers.back() != nth) {
        change.after = said_by(speakers.back());
        change.before = change.after;
        return;
    }
    const std::size_t other = speakers.size() < 2 ? nth : speakers[speakers.size() - 2];
    change.before = other == nth ? text_of(change.place, otherwise) : said_by(other);
}

// The settings of a variant; where an arm starts like another, what it repeats of that one's paths is compared with it.
std::vector<Stated> stated_by(const Study& study, const Variant& variant) {
    Speakers speakers;
    std::vector<Stated> all = read_changes(study.base, variant, speakers);
    const Variant* earlier = arm_like(study, variant);
    Scenario like = study.base;
    std::vector<Problem> none;
    if (earlier) assign(like, earlier->settings, none);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Scenario& otherwise = is_inherited(*all[i].setting, earlier) ? study.base : like;
        for (Change& change : all[i].changes)
            compare(change, i, speakers[key_of(change.place)], variant, study.base, otherwise);
    }
    return all;
}

// The places that every variant of a list sets, to more than one value.
std::set<Key> grid_of(const std::vector<std::vector<Stated>>& variants) {
    std::map<Key, std::set<std::string>> values;
    std::map<Key, std::size_t> counts;
    for (const auto& variant : variants) {
        std::set<Key> seen;
        for (const Stated& stated : variant)
            for (const Change& change : stated.changes) {
                values[key_of(change.place)].insert(change.after);
                if (seen.insert(key_of(change.place)).second) ++counts[key_of(change.place)];
            }
    }
    std::set<Key> grid;
    for (const auto& [key, count] : counts)
        if (count == variants.size() && values[key].size() > 1) grid.insert(key);
    return grid;
}

void mark_grid(std::vector<std::vector<Stated>>& variants) {
    const std::set<Key> grid = grid_of(variants);
    for (auto& variant : variants)
        for (Stated& stated : variant)
            stated.is_grid = std::all_of(stated.changes.begin(), stated.changes.end(),
                                         [&](const Change& c) { return grid.contains(key_of(c.place)); });
}

// ---- whether a setting acts in a case

struct World {
    const Scenario& scenario;
    const Scenario& base;
};

Scenario undone(const Scenario& s, const Stated& stated) {
    Scenario before = s;
    for (const Change& change : stated.changes)
        change.place.parameter->set(before, change.place.segment, change.before);
    return before;
}

// What keeps a change from acting; null when it acts. A setting may act by what it takes away, and what is no lever
// acts from the burn-in on, under the base's levers.
const Need* hindrance(const World& w, const Stated& stated, const Change& change) {
    const Need* first = unmet_need({w.scenario, w.base, change.place}, Without::nothing);
    if (!first) return unmet_need({w.scenario, w.base, change.place}, Without::in_vain);
    const Scenario before = undone(w.scenario, stated);
    if (!unmet_need({before, w.base, change.place}, Without::nothing)) return nullptr;
    if (change.place.parameter->kind == Kind::lever) return first;
    const Scenario at_first = with_levers_of(w.scenario, w.base), then = with_levers_of(before, w.base);
    const bool early = !unmet_need({at_first, w.base, change.place}, Without::nothing) ||
                       !unmet_need({then, w.base, change.place}, Without::nothing);
    return early ? nullptr : first;
}

// What keeps a setting from acting in a case, at the first of its places that it changes.
struct Reading {
    bool acts = false;
    const Need* need = nullptr;
    const Change* change = nullptr;
};

Reading reading_of(const World& w, const Stated& stated) {
    Reading reading;
    for (const Change& change : stated.changes) {
        if (!change.differs()) continue;
        const Need* need = hindrance(w, stated, change);
        if (!need) return {true, nullptr, &change};
        if (!reading.need) reading = {false, need, &change};
    }
    return reading;
}

// ---- words

// "subsidy.budget_share is 0"
Bilingual reasons(const Need& need, const Change& change, const Scenario& s) {
    std::vector<Bilingual> texts;
    for (const std::string_view path : split(need.because, ' ')) {
        const Parameter* p = path.empty() ? nullptr : parameter_at(path);
        if (p)
            texts.push_back(
                say(Warning::value_is, {std::string(path), p->get(s, p->per_segment ? change.place.segment : 0)}));
    }
    return joined(texts, say(Warning::and_value));
}

Bilingual message_of(const Need& need, const Change& change, const Scenario& s) {
    const Bilingual why = reasons(need, change, s), effect = words_in_both(need.effect);
    if (why.empty()) return say(Warning::idle_setting, {effect, words_in_both(need.words)});
    return say(Warning::idle_setting_while, {effect, why, words_in_both(need.words)});
}

// ---- one warning a setting

// What is known of a setting over all variants and cases that hold it.
struct Finding {
    const Setting* setting = nullptr;
    std::vector<Bilingual> who; // "arm fund"
    std::size_t cases = 0;
    bool acts = false;
    Bilingual idle;   // why it does not act
    std::string same; // the value that the case has without it
    std::size_t order = 0;
};

class Adviser {
  public:
    Adviser(const Study& study, const std::vector<Case>& cases, const BaseSettings& base)
        : study_(study), cases_(cases), base_(base) {}

    std::vector<Problem> advice() {
        arms();
        for (std::size_t f = 0; f < comparison_of(study_).factors.size(); ++f)
            if (!is_of_members(f)) levels(f);
        of_the_base();
        std::vector<Problem> problems = uncertain_arms();
        std::vector<const Finding*> in_order;
        for (const auto& [key, finding] : findings_) in_order.push_back(&finding);
        std::sort(in_order.begin(), in_order.end(), [](const auto* a, const auto* b) { return a->order < b->order; });
        for (const Finding* finding : in_order)
            if (!finding->acts) problems.push_back(problem_of(*finding));
        return problems;
    }

  private:
    bool is_of_members(std::size_t factor) const {
        return member_count(study_) > 0 && factor + 1 == comparison_of(study_).factors.size();
    }

    Finding& finding_of(const Setting& s, const Bilingual& who) {
        const auto key = std::tuple{s.where.source, s.where.line, s.path, s.text};
        Finding& finding =
            findings_.try_emplace(key, Finding{&s, {}, 0, false, {}, "", findings_.size()}).first->second;
        if (std::find(finding.who.begin(), finding.who.end(), who) == finding.who.end()) finding.who.push_back(who);
        return finding;
    }

    // `holds`: whether a case is of the variant.
    template <class Holds> void look_at(const Stated& stated, const Bilingual& who, Holds holds, bool same = true) {
        Finding& finding = finding_of(*stated.setting, who);
        if (finding.acts || stated.changes.empty()) return void(finding.acts = true);
        const auto changed =
            std::find_if(stated.changes.begin(), stated.changes.end(), [](const Change& c) { return c.differs(); });
        if (changed == stated.changes.end()) {
            if (stated.is_grid || !same) return void(finding.acts = true);
            if (finding.same.empty()) finding.same = stated.changes.front().after;
            return;
        }
        for (const Case& c : cases_) {
            if (!holds(c)) continue;
            ++finding.cases;
            const Reading reading = reading_of({c.scenario, study_.base}, stated);
            if (reading.acts) return void(finding.acts = true);
            if (finding.idle.empty()) finding.idle = message_of(*reading.need, *reading.change, c.scenario);
        }
    }

    void arms() {
        std::vector<std::vector<Stated>> all;
        for (const Variant& arm : comparison_of(study_).arms) all.push_back(stated_by(study_, arm));
        mark_grid(all);
        for (std::size_t a = 0; a < all.size(); ++a)
            for (const Stated& stated : all[a])
                look_at(stated, say(Warning::arm, {comparison_of(study_).arms[a].name}),
                        [&](const Case& c) { return c.arm == comparison_of(study_).arms[a].name; });
    }

    void levels(std::size_t f) {
        const Factor& factor = comparison_of(study_).factors[f];
        std::vector<std::vector<Stated>> all;
        for (const Variant& level : factor.levels) all.push_back(stated_by(study_, level));
        mark_grid(all);
        for (std::size_t l = 0; l < all.size(); ++l)
            for (const Stated& stated : all[l])
                look_at(stated, say(Warning::level, {factor.levels[l].name, factor.name}),
                        [&](const Case& c) { return c.levels.at(f) == factor.levels[l].name; });
    }

    // What the study's own `set` repeats of the base is no slip, what the command repeats is.
    void of_the_base() {
        for (std::size_t i = base_.own; i < base_.all.size(); ++i) {
            const Setting& setting = base_.all[i];
            Fault fault;
            const std::vector<Place> places = find_places(study_.base, setting.path, fault);
            if (fault) continue;
            std::vector<Setting> others = base_.all;
            others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
            Scenario before;
            std::vector<Problem> none;
            assign(before, others, none);
            if (before.segments.size() != study_.base.segments.size()) continue;
            Stated stated{&setting, {}};
            for (const Place& place : places)
                stated.changes.push_back({place, text_of(place, before), text_of(place, study_.base)});
            look_at(
                stated, "", [](const Case&) { return true; }, i >= base_.command);
        }
    }

    std::vector<Problem> uncertain_arms() const {
        std::vector<Problem> problems;
        std::set<std::tuple<std::string, int, std::string>> told;
        for (const Variant& arm : comparison_of(study_).arms)
            for (const Setting& s : arm.settings) {
                const Parameter* p = parameter_named(s.path);
                if (!p || p->kind != Kind::uncertainty || !told.emplace(s.where.source, s.where.line, s.path).second)
                    continue;
                problems.push_back(warning("uncertain_arm", s.where, s.path, say(Warning::uncertain_arm, {arm.name})));
            }
        return problems;
    }

    Problem problem_of(const Finding& f) const {
        const auto of_whom = [&](const Bilingual& text) {
            return f.who.front().empty() ? text : say(Warning::of_somebody, {joined(f.who, ", "), text});
        };
        const Setting& s = *f.setting;
        if (f.idle.empty()) return warning("same_value", s.where, s.path, of_whom(say(Warning::same_value, {f.same})));
        const Bilingual idle = f.cases > 1 ? say(Warning::idle_in_cases, {f.idle, std::to_string(f.cases)}) : f.idle;
        return warning("idle_setting", s.where, s.path, of_whom(idle));
    }

    const Study& study_;
    const std::vector<Case>& cases_;
    const BaseSettings& base_;
    std::map<std::tuple<std::string, int, std::string, std::string>, Finding> findings_;
};

} // namespace

std::vector<Problem> advice_on(const Study& study, const std::vector<Case>& cases, const BaseSettings& base) {
    return Adviser(study, cases, base).advice();
}

} // namespace drumbeat
