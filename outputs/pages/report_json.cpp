// SPDX-License-Identifier: Apache-2.0
#include "outputs/pages/report.hpp"

#include "outputs/pages/json.hpp"
#include "outputs/pages/sentence.hpp"
#include "outputs/pages/wording.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace drumbeat {
namespace {

std::string named_json(const NamedInterval& i) {
    return i.interval.assessed() ? fmt::format("{{\"points\": {}, \"over\": {}}}", json(i.interval), json(i.over))
                                 : "null";
}

std::string members_json(const Difference& m) {
    std::vector<std::string> texts;
    for (const Difference& member : m.members)
        texts.push_back(fmt::format("{{\"difference\": {}, \"over_luck\": {}}}", json(member.mean), json(member.luck)));
    return fmt::format("[{}]", fmt::join(texts, ", "));
}

std::string measure_json(const Difference& m) {
    return fmt::format(
        "{{\"answer\": {}, \"control\": {}, \"treatment\": {}, \"difference\": {}, \"at_equal_money\": {}, "
        "\"difference_unadjusted\": {}, \"over_luck\": {}, \"over_luck_unadjusted\": {}, \"better_of_100\": {}, \"equal_of_100\": {}, "
        "\"dropped\": {}, \"over_accepted_parameters\": {}, \"members\": {}}}",
        json(to_text(m.equivalence.answer)), json(m.control), json(m.treatment), json(m.mean), json(m.at_equal_money),
        json(m.unadjusted), json(m.luck), json(m.luck_unadjusted), json(m.better_of_100), json(m.equal_of_100),
        m.dropped, json(m.parameters), members_json(m));
}

std::string quantities_json(const Difference& capacity, const Difference& added, const Difference& investment,
                            const Difference& firms) {
    return fmt::format("\"capacity_growth_points\": {}, \"capacity_added_meur\": {}, \"investment_meur\": {}, "
                       "\"firms_points\": {}",
                       measure_json(capacity), measure_json(added), measure_json(investment), measure_json(firms));
}

std::string ensemble_json(const std::string& name, std::size_t members, const std::string& replications) {
    return fmt::format("{{\"ensemble\": {}, \"members\": {}, \"spread\": {}, \"stored_replications\": {}}}", json(name),
                       members, members < members_for_quantiles ? "\"least to largest\"" : "\"5-95 %\"", replications);
}

// What the members' means span, in these results or in stored ones of the same question; null when accepted parameters
// were not assessed.
std::string ensemble_json(const Verdict& v) {
    if (v.members > 0) return ensemble_json(v.ensemble, v.members, "null");
    const auto stored = stored_range_of(v);
    if (!stored) return "null";
    return ensemble_json(stored->ensemble, static_cast<std::size_t>(stored->sets),
                         std::to_string(stored->replications));
}

std::string count_json(const Count& c) {
    return fmt::format("{{\"kind\": {}, \"growth\": {}, \"firms_points\": {}}}", json(c.kind), json(c.growth),
                       measure_json(c.firms));
}

std::string effect_json(const Effect& e) {
    std::vector<std::string> counts;
    for (const Count& count : e.counts) counts.push_back(count_json(count));
    const std::string national = e.national ? "{" +
                                                  quantities_json(e.national->capacity, e.national->added_capacity,
                                                                  e.national->investment, e.national->firms) +
                                                  "}"
                                            : "null";
    return fmt::format("{{\"contrast\": {}, \"treatment\": {}, \"control\": {}, \"behaviour\": {}, \"levels\": {}, "
                       "\"areas\": {}, {}, \"national\": {}, \"definitions\": [{}], \"definitions_agree\": {}, "
                       "\"public_money_meur\": {}, \"public_money_change\": {}, \"extra_money\": {}, \"same_run\": {}, "
                       "\"question\": {}}}",
                       json(e.contrast), json(e.treatment), json(e.control), json(e.behaviour), json(e.levels),
                       json(e.areas), quantities_json(e.capacity, e.added_capacity, e.investment, e.firms), national,
                       fmt::join(counts, ", "), json(to_text(e.counting)), json(e.money_meur), json(e.money_change),
                       json(e.extra_money), json(e.same_run), json(e.question));
}

std::string constraints_json(const Constraints& shares) {
    const auto names = constraint_names();
    std::vector<std::string> pairs;
    for (std::size_t i = 0; i < constraint_count; ++i) pairs.push_back(json(names[i]) + ": " + json(shares[i]));
    return fmt::format("{{{}}}", fmt::join(pairs, ", "));
}

std::string groups_json(const std::vector<GroupQuantities>& groups) {
    std::vector<std::string> texts;
    for (const GroupQuantities& group : groups)
        texts.push_back(fmt::format(
            "{{\"name\": {}, {}}}", json(group.name),
            quantities_json(group.of.capacity, group.of.added_capacity, group.of.investment, group.of.firms)));
    return fmt::format("[{}]", fmt::join(texts, ", "));
}

std::string detail_json(const Detail& d) {
    return fmt::format("{{\"contrast\": {}, \"behaviour\": {}, \"sentence\": {}, \"widest_interval\": {}, "
                       "\"variance_ratio\": {}, \"correlation\": {}, \"variance_kept\": {}, \"binding_control\": {}, "
                       "\"binding_treatment\": {}, \"areas\": {}, \"sizes\": {}}}",
                       json(d.effect.contrast), json(d.effect.behaviour), json(d.sentence), named_json(d.widest),
                       json(d.variance_ratio), json(d.correlation), json(d.effect.capacity.variance_kept),
                       constraints_json(d.control), constraints_json(d.treatment), groups_json(d.areas),
                       groups_json(d.sizes));
}

// What is said of the main contrast, in both languages, and the numbers that are said.
std::string statement_json(const Verdict& v, const Statement& s) {
    std::vector<std::string> behaviours, levels;
    for (const std::size_t b : s.behaviours) behaviours.push_back(json(v.behaviours[b]));
    for (const std::size_t l : s.levels) levels.push_back(json(v.levels[l]));
    return fmt::format("{{\"behaviours\": [{}], \"conditions\": [{}], \"areas\": {}, \"en\": {}, \"nl\": {}, "
                       "\"capacity_growth_points\": {}, \"capacity_added_meur\": {}, \"investment_meur\": {}, "
                       "\"firms_points\": {}, \"definitions_points\": {}, \"over_luck\": {}}}",
                       fmt::join(behaviours, ", "), fmt::join(levels, ", "), json(s.areas),
                       json(sentence(v, s, Language::en)), json(sentence(v, s, Language::nl)), json(s.capacity_points),
                       json(s.capacity_meur), json(s.investment_meur), json(s.firms_points), json(s.definitions),
                       json(s.luck));
}

std::string statements_json(const Verdict& v) {
    std::vector<Statement> all;
    if (!v.effects.empty())
        for (const auto& group : statements_of(v, 0)) all.insert(all.end(), group.begin(), group.end());
    return json_list(all, [&](const Statement& s) { return statement_json(v, s); });
}

std::string lost_json(const Lost& lost, const Contrast& contrast) {
    return fmt::format("{{\"contrast\": {}, \"verdict_given\": {}, \"runs\": {}, \"failed\": {}, \"pairs\": {}, "
                       "\"pairs_lacking_a_run\": {}, \"first\": {}}}",
                       json(contrast.name), json(!lost.too_many()), lost.runs, lost.failed, lost.pairs, lost.lacking,
                       json(lost.first));
}

std::string lost_json(const Verdict& v) {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < v.lost.size(); ++i)
        if (v.lost[i].failed > 0) texts.push_back(lost_json(v.lost[i], v.contrasts[i]));
    return fmt::format("[{}]", fmt::join(texts, ", "));
}

std::string spread_json(const Spread& spread) {
    std::vector<std::string> lines;
    for (const Spread::Line& line : spread.lines)
        lines.push_back(fmt::format("{{\"outcome\": {}, \"unit\": {}, \"value\": {}, \"over_luck\": {}}}",
                                    json(line.outcome), json(line.unit), json(line.mean), json(line.luck)));
    return fmt::format("{{\"arm\": {}, \"behaviour\": {}, \"outcomes\": [{}]}}", json(spread.arm),
                       json(spread.behaviour), fmt::join(lines, ", "));
}

std::string chosen_json(const Selection& s) {
    const auto known = [](const std::string& text) { return text.empty() ? "null" : json(text); };
    return fmt::format("{{\"contrast\": {}, \"condition\": {}, \"behaviour\": {}, \"area\": {}}}", known(s.contrast),
                       json(s.condition), known(s.behaviour), known(s.area));
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
    return fmt::format("{{\"outcome\": {}, \"unit\": {}, \"over_runs\": {}, \"cells\": {}}}", json(t.name),
                       json(t.unit), json(t.over_runs), json_list(t.cells, cell));
}

std::string correlation_json(const std::string& factor, const RankCorrelation& r) {
    return fmt::format("{{\"factor\": {}, \"partial_rank_correlation\": {}, \"interval_90\": {}, \"points\": {}}}",
                       json(factor), json(r.value), json(Interval{r.low, r.high}), r.points);
}

std::string sampled_json(const Sampled& s, const SampledQuantity& q) {
    std::vector<std::string> factors;
    for (std::size_t f = 0; f < s.factors.size(); ++f)
        factors.push_back(correlation_json(s.factors[f], q.correlation[f]));
    return fmt::format(
        "{{\"contrast\": {}, \"arm\": {}, \"behaviour\": {}, \"outcome\": {}, \"unit\": {}, \"mean\": {}, "
        "\"over_points\": {}, \"factors\": [{}]}}",
        q.contrast.empty() ? "null" : json(q.contrast), json(q.arm), json(q.behaviour), json(q.outcome), json(q.unit),
        json(q.mean), json(Interval{q.low, q.high}), fmt::join(factors, ", "));
}

std::string sampled_json(const Verdict& v) {
    if (!v.sampled) return "null";
    const Sampled& s = *v.sampled;
    const auto one = [&](const SampledQuantity& q) { return sampled_json(s, q); };
    return fmt::format("{{\"points\": {}, \"partial_points\": {}, \"missing_points\": {}, \"incomplete\": [{}], "
                       "\"effects\": {}, \"levels\": {}}}",
                       s.points, s.partial, s.missing, fmt::join(s.incomplete, ", "), json_list(s.effects, one),
                       json_list(s.levels, one));
}

} // namespace

std::string report_json(const Verdict& v) {
    const std::string headline = v.headline ? named_json(*v.headline) : "null";
    return fmt::format(
        "{{\n{},\n  \"failures\": {},\n  \"chosen\": {},\n  \"statements\": {},\n  \"spreads\": {},\n  \"factors\": {},\n  \"headline\": {},\n  \"over_behaviours\": {},\n"
        "  \"over_accepted_parameters\": {},\n  \"details\": {},\n  \"effects\": {},\n  \"doses\": {},\n"
        "  \"arms\": {},\n  \"behaviours\": {},\n  \"levels\": {},\n  \"outcomes\": {},\n"
        "  \"sampled\": {},\n  \"remarks\": {},\n  \"dose_remarks\": {},\n  \"warnings\": {}\n}}\n",
        about_json(v), lost_json(v), chosen_json(v.selection), statements_json(v), json_list(v.spreads, spread_json),
        json(v.factors), headline, json(v.over_behaviours.interval), ensemble_json(v),
        json_list(v.details, detail_json), json_list(v.effects, effect_json), json_list(v.doses, dose_json),
        json(v.arms), json(v.behaviours),
        json_list(v.levels, [](const std::vector<std::string>& names) { return json(names); }),
        json_list(v.outcomes, outcome_json), sampled_json(v), json(in(Language::en, v.remarks)),
        json(in(Language::en, v.dose_remarks)), json(in(Language::en, v.warnings)));
}

} // namespace drumbeat
