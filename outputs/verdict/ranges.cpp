// SPDX-License-Identifier: Apache-2.0
// The range over accepted parameters out of what was stored for the same question and the same model.
#include "outputs/files/bytes.hpp"
#include "outputs/verdict/parts.hpp"

#include "config/echo.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace drumbeat {
namespace {

// Every parameter as it is resolved. What a scenario is called changes nothing.
void add(Hash& hash, const Scenario& scenario) {
    for (const Setting& setting : all_settings(scenario)) {
        if (setting.path == "name" || setting.path == "description") continue;
        hash.add(std::string_view(setting.path));
        hash.add(std::string_view(setting.text));
    }
}

Interval interval_of(const std::array<double, 2>& ends) { return {ends[0], ends[1]}; }

void take_range(const Verdict& v, const AcceptedRanges& stored, Effect& e) {
    const auto same = [&](const AcceptedRange& r) {
        return r.model == v.origin.model_signature && r.question == e.question;
    };
    const auto found = std::find_if(stored.begin(), stored.end(), same);
    // Of one area by itself nothing is stored; without pairs there is nothing that a range could be beside.
    if (!v.selection.area.empty() || e.same_run || e.capacity.mean.count < 2 || found == stored.end()) return;
    e.capacity.parameters = interval_of(found->capacity_points);
    e.added_capacity.parameters = interval_of(found->capacity_meur);
    e.investment.parameters = interval_of(found->investment_meur);
    e.firms.parameters = interval_of(found->firms_points);
    e.stored_range =
        StoredRange{found->ensemble, found->sets, found->replications, found->capacity_error, found->firms_error};
}

NoRange::Because because(const Verdict& v, const AcceptedRanges& stored) {
    const auto same_model = [&](const AcceptedRange& r) { return r.model == v.origin.model_signature; };
    if (!v.selection.area.empty()) return NoRange::Because::one_area;
    if (stored.empty() || std::any_of(stored.begin(), stored.end(), same_model))
        return NoRange::Because::other_question;
    return NoRange::Because::other_model;
}

} // namespace

std::string question_of(const Scenario& treatment, const Scenario& control) {
    Hash hash;
    add(hash, treatment);
    add(hash, control);
    return fmt::format("{:016x}", hash.value());
}

void take_ranges(Verdict& v, const AcceptedRanges& stored) {
    if (v.members > 0) return; // the study has its own
    for (Effect& e : v.effects) take_range(v, stored, e);
    NoRange none;
    none.because = because(v, stored);
    for (const AcceptedRange& range : stored)
        if (range.world == v.world) none.ensemble = range.ensemble;
    none.cases = v.levels.size() * v.behaviours.size();
    for (std::size_t i = 0; i < none.cases; ++i) // the main contrast's stand first
        if (!v.effects[i].stored_range) ++none.lacking;
    v.no_range = std::move(none);
}

} // namespace drumbeat
