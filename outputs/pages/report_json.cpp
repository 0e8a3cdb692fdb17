// SPDX-License-Identifier: Apache-2.0
#include "outputs/pages/report.hpp"

#include "outputs/pages/json.hpp"
#include "outputs/pages/wording.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace drumbeat {
namespace {

std::string named_json(const NamedInterval& i) {
    return i.interval.assessed() ? fmt::format("{{\"points\": {}, \"over\": {}}}", json(i.interval), json(i.over))
                                 : "null";
}

std::string members_json(const Effect& e) {
    std::vector<std::string> texts;
    for (const MemberEffect& m : e.members)
        texts.push_back(fmt::format("{{\"points\": {}, \"over_luck\": {}}}", json(m.points), json(m.luck)));
    return fmt::format("[{}]", fmt::join(texts, ", "));
}

// What the members' means span; null when accepted parameters were not assessed.
std::string ensemble_json(const Verdict& v) {
    if (v.members == 0) return "null";
    return fmt::format("{{\"ensemble\": {}, \"members\": {}, \"spread\": {}}}", json(v.ensemble), v.members,
                       v.members < members_for_quantiles ? "\"least to largest\"" : "\"5-95 %\"");
}

std::string effect_json(const Effect& e) {
    return fmt::format(
        "{{\"contrast\": {}, \"treatment\": {}, \"control\": {}, \"behaviour\": {}, \"levels\": {}, \"answer\": {}, \"points\": {}, "
        "\"at_equal_money\": {}, \"points_unadjusted\": {}, \"over_luck\": {}, \"over_luck_unadjusted\": {}, \"better_of_100\": {}, \"equal_of_100\": {}, \"same_run\": {}, "
        "\"over_accepted_parameters\": {}, \"members\": {}, \"investment_meur\": {}, \"public_money_meur\": {}}}",
        json(e.contrast), json(e.treatment), json(e.control), json(e.behaviour), json(e.levels),
        json(to_text(e.equivalence.answer)), json(e.points), json(e.at_equal_money), json(e.points_unadjusted),
        json(e.luck), json(e.luck_unadjusted), json(e.better_of_100), json(e.equal_of_100), json(e.same_run),
        json(e.parameters), members_json(e), json(e.investment_meur), json(e.money_meur));
}

std::string constraints_json(const Constraints& shares) {
    const auto names = constraint_names();
    std::vector<std::string> pairs;
    for (std::size_t i = 0; i < constraint_count; ++i) pairs.push_back(json(names[i]) + ": " + json(shares[i]));
    return fmt::format("{{{}}}", fmt::join(pairs, ", "));
}

std::string detail_json(const Detail& d) {
    return fmt::format(
        "{{\"contrast\": {}, \"behaviour\": {}, \"sentence\": {}, \"widest_interval\": {}, \"variance_ratio\": {}, \"correlation\": {}, \"variance_kept\": {}, "
        "\"binding_control\": {}, \"binding_treatment\": {}}}",
        json(d.effect.contrast), json(d.effect.behaviour), json(d.sentence), named_json(d.widest),
        json(d.variance_ratio), json(d.correlation), json(d.variance_kept), constraints_json(d.control),
        constraints_json(d.treatment));
}

std::string dose_json(const Dose& d) {
    return fmt::format("{{\"arm\": {}, \"extra_money\": {}, \"money_meur\": {}, \"planned_meur\": {}, \"cv\": {}, "
                       "\"realised_cv\": {}, "
                       "\"placed_cv\": {}, \"phi\": {}, \"realised_phi\": {}, \"expected_phi\": {}}}",
                       json(d.arm), json(d.extra_money), json(d.money_meur), json(d.planned_meur), json(d.cv),
                       json(d.realised_cv), json(d.placed_cv), json(d.phi), json(d.realised_phi), json(d.expected_phi));
}

// Cells in the order of levels, arms, behaviours.
std::string outcome_json(const OutcomeTable& t) {
    const auto cell = [](const OutcomeCell& c) {
        return fmt::format("{{\"value\": {}, \"difference\": {}, \"over_luck\": {}}}", json(c.value),
                           json(c.difference), json(c.luck));
    };
    return fmt::format("{{\"outcome\": {}, \"unit\": {}, \"cells\": {}}}", json(t.name), json(t.unit),
                       json_list(t.cells, cell));
}

} // namespace

std::string report_json(const Verdict& v) {
    const std::string headline = v.headline ? named_json(*v.headline) : "null";
    return fmt::format("{{\n{},\n  \"factors\": {},\n  \"headline\": {},\n  \"over_behaviours\": {},\n"
                       "  \"over_accepted_parameters\": {},\n  \"details\": {},\n  \"effects\": {},\n  \"doses\": {},\n"
                       "  \"arms\": {},\n  \"behaviours\": {},\n  \"levels\": {},\n  \"outcomes\": {},\n"
                       "  \"remarks\": {},\n  \"dose_remarks\": {},\n  \"warnings\": {}\n}}\n",
                       about_json(v), json(v.factors), headline, json(v.over_behaviours.interval), ensemble_json(v),
                       json_list(v.details, detail_json), json_list(v.effects, effect_json),
                       json_list(v.doses, dose_json), json(v.arms), json(v.behaviours),
                       json_list(v.levels, [](const std::vector<std::string>& names) { return json(names); }),
                       json_list(v.outcomes, outcome_json), json(v.remarks), json(v.dose_remarks), json(v.warnings));
}

} // namespace drumbeat
