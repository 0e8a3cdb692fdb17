// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/explanation.hpp"

#include "config/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>

namespace drumbeat {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

std::string json(const std::string& text) { return json_string(text); }
std::string json(double value) { return std::isfinite(value) ? fmt::format("{}", value) : "null"; }
std::string json(bool value) { return value ? "true" : "false"; }

template <class T, class Write> std::string list(const std::vector<T>& items, Write write) {
    std::vector<std::string> texts;
    for (const T& item : items) texts.push_back(write(item));
    return texts.empty() ? "[]" : fmt::format("[\n    {}\n  ]", fmt::join(texts, ",\n    "));
}

// "name": value, ... of numbers.
std::string fields(const std::vector<std::pair<const char*, double>>& all) {
    std::vector<std::string> texts;
    for (const auto& [name, value] : all) texts.push_back(fmt::format("\"{}\": {}", name, json(value)));
    return fmt::format("{}", fmt::join(texts, ", "));
}

std::string expected_json(const ExpectedYear& y, int year, double w) {
    return fmt::format("{{\"year\": {}, {}}}", year,
                       fields({{"in_hand_meur", y.ordered / w},
                               {"contracted_meur", y.contracted / w},
                               {"open_meur", y.open / w},
                               {"exports_meur", y.exports / w},
                               {"sustainment_meur", y.sustainment / w},
                               {"other_meur", y.other() / w},
                               {"demand_meur", y.sum / w},
                               {"log_sd", y.log_sd},
                               {"log_sd_requirement", y.sd_requirement},
                               {"log_sd_share", y.sd_share},
                               {"log_sd_exports", y.sd_exports}}));
}

std::string heard_json(const HeardYear& h, int year) {
    return fmt::format(
        "{{\"year\": {}, {}}}", year,
        fields({{"own", h.own.mean}, {"announced", h.announced.mean}, {"believed", h.believed}, {"log_sd", h.log_sd}}));
}

std::string choice_fields(const Choice& c, double w) {
    return fields({{"expansion_meur", c.expansion / w},
                   {"outlay_meur", c.outlay / w},
                   {"cost_meur", c.cost / w},
                   {"value_meur", c.value / w},
                   {"npv_meur", c.npv() / w},
                   {"value_to_cost", c.cost > 0 ? c.value / c.cost : 0},
                   {"trigger", c.trigger},
                   {"value_log_sd", c.sigma_v}});
}

std::string weighed_json(const WeighedExpansion& one, double w) {
    const Funding& f = one.funding;
    return fmt::format("{{{}, \"excess_return\": {}, \"funding\": {{{}, \"complete\": {}}}}}",
                       choice_fields(one.choice, w), json(one.excess_return),
                       fields({{"subsidy_meur", f.subsidy / w},
                               {"own_meur", f.own / w},
                               {"bank_meur", f.bank / w},
                               {"equity_needed_meur", f.equity_needed / w},
                               {"fund_offer_meur", f.fund_offer / w},
                               {"private_acceptance", f.acceptance},
                               {"private_equity_meur", f.private_equity / w},
                               {"stopped_by_screening_meur", f.screened / w},
                               {"fund_meur", f.fund / w}}),
                       json(f.complete));
}

std::string value_json(const Turn& turn, double value) {
    return turn.parameter->type == "boolean" ? json(value > .5) : json(value);
}

std::string turn_json(const Turn& turn) {
    return fmt::format("{{\"parameter\": {}, \"kind\": {}, \"value\": {}, \"low\": {}, \"high\": {}, \"turns_at\": {}, "
                       "\"stays_at\": {}, \"relative_change\": {}, \"tried\": {}, \"begins_later\": {}}}",
                       json(turn.path), json(std::string(word_for(turn.parameter->kind))), value_json(turn, turn.from),
                       value_json(turn, turn.low), value_json(turn, turn.high),
                       turn.to ? value_json(turn, *turn.to) : "null", turn.to ? value_json(turn, turn.stays) : "null",
                       turn.to ? json(turn.relative()) : "null", turn.tried, json(turn.begins_later));
}

std::string who_json(const Explanation& e) {
    const Decision& d = e.decision;
    const double w = d.weight;
    return fmt::format(
        "{{\"segment\": {}, \"size_class\": {}, \"expectation\": {}, \"investment\": {}, \"birth_year\": {}, "
        "\"region\": {}, \"involved_early\": {}, \"bids\": {}, \"wins\": {}, \"valued_as_certain\": {}, {}}}",
        json(e.scenario.segments[at(d.firm.segment)].name), json(std::string(name_of(d.size_class))),
        json(std::string(name_of(d.expectation))), json(std::string(name_of(d.rule))),
        d.firm.cohort > 0 ? fmt::format("{}", d.firm.cohort) : "null",
        d.region >= 0 ? fmt::format("{}", d.region) : "null", json(d.reader == Reader::early), d.bids, d.wins,
        json(d.as_if_certain),
        fields({{"weight", w},
                {"capacity_meur", d.capacity / w},
                {"under_construction_meur", d.under_construction / w},
                {"cash_meur", d.cash / w},
                {"debt_meur", d.debt / w},
                {"earnings_meur", d.earnings / w},
                {"trust", d.trust},
                {"hazard", d.hazard},
                {"share_of_open", d.share},
                {"unit_margin", d.unit_margin},
                {"hurdle", d.hurdle},
                {"capital_per_output", d.capital_per_output},
                {"built_to_order_meur", d.built_to_order / w}}));
}

std::string finance_json(const Decision& d) {
    const double w = d.weight;
    return fmt::format("{{{}, \"refused_by_bank\": {}}}",
                       fields({{"cash_free_meur", d.applicant.cash_free / w},
                               {"reserve_meur", d.reserve / w},
                               {"bank_room_meur", d.applicant.bank_room / w},
                               {"interest_rate", d.interest_rate},
                               {"cover", d.applicant.cover},
                               {"private_draw", d.applicant.private_u}}),
                       json(d.applicant.refused_by_bank));
}

std::string funds_json(const Decision& d) {
    if (!d.asked_funds) return "null";
    constexpr const char* ends[] = {"nobody met", "not liked", "no powder", "no deal left", "not filled", "closed"};
    const AskedFunds& asked = *d.asked_funds;
    return fmt::format("{{\"investing\": {}, \"looked_elsewhere\": {}, \"barred\": {}, \"met\": {}, "
                       "\"refused_by_owners\": {}, \"end\": {}, \"funds\": {}, {}}}",
                       asked.investing, asked.looked_elsewhere, asked.barred, asked.met, json(asked.refused),
                       json(std::string(ends[static_cast<std::size_t>(asked.end)])), asked.funds,
                       fields({{"private_meur", asked.private_meur / d.weight},
                               {"secfund_meur", asked.secfund_meur / d.weight},
                               {"stake", asked.stake}}));
}

std::string relaxations_json(unsigned bits) {
    return fmt::format("{{\"twice_the_demand\": {}, \"half_the_cost\": {}, \"no_value_of_waiting\": {}, "
                       "\"money_without_limit\": {}}}",
                       json((bits & 1u) != 0), json((bits & 2u) != 0), json((bits & 4u) != 0), json((bits & 8u) != 0));
}

} // namespace

std::string explanation_json(const Explanation& e) {
    const Decision& d = e.decision;
    const double w = d.weight;
    int year = e.year, heard_year = e.year;
    const auto weighed = [w](const WeighedExpansion& one) { return weighed_json(one, w); };
    const auto expected = [&](const ExpectedYear& y) { return expected_json(y, year++, w); };
    const auto heard = [&](const HeardYear& h) { return heard_json(h, heard_year++); };
    return fmt::format(
        "{{\n  \"study\": {},\n  \"case\": {},\n  \"seed\": {},\n  \"replication\": {},\n  \"firm\": {},\n  \"year\": {},\n"
        "  \"expanded\": {},\n  \"binding_constraint\": {},\n  \"who\": {},\n  \"demand\": {},\n"
        "  \"requirement_over_plan\": {},\n  \"best\": {{{}}},\n  \"candidates\": {},\n  \"finance\": {},\n"
        "  \"asked_for\": {},\n  \"asked_funds\": {},\n  \"relaxations\": {},\n  \"turning\": {}\n}}\n",
        json(e.study), json(e.case_name), e.seed, e.replication, e.firm, e.year, json(d.expanded()),
        json(std::string(name_of(d.binding))), who_json(e), list(d.expected, expected), list(d.heard, heard),
        choice_fields(d.best, w), list(d.weighed, weighed), finance_json(d), list(d.asked_for, weighed), funds_json(d),
        d.expanded() ? "null" : relaxations_json(d.relaxations), list(e.turns, turn_json));
}

} // namespace drumbeat
