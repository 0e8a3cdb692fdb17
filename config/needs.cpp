// SPDX-License-Identifier: Apache-2.0
#include "config/needs.hpp"

#include <algorithm>

namespace drumbeat {

namespace {

// ---- words that conditions of needs.def are made of

int last_year(const Scenario& s) { return s.time.start_year + s.time.horizon_years - 1; }
int policy_years(const Scenario& s) { return last_year(s) - s.time.policy_from; }

// Whether a policy that ends has anything to end.
bool sets_another_lever(const Scenario& s, const Scenario& base) {
    Scenario without = with_levers_of(s, base);
    without.time.policy_until = s.time.policy_until;
    return !(without == s);
}

bool ramps(const Scenario& s) { return s.budget.final_defence_meur != s.budget.defence_meur; }
bool site_opens(const Scenario& s) { return s.time.policy_from + s.leased_sites.lag_years <= last_year(s); }
bool public_research(const Scenario& s) { return s.institutes.enabled || s.innovation_agency.enabled; }

template <class Of> bool any_area(const Scenario& s, Of of) {
    return std::any_of(s.segments.begin(), s.segments.end(), of);
}
bool has_smes(const Segment& a) { return a.initial.smes > 0; }
bool has_midcaps(const Segment& a) { return a.initial.midcaps > 0; }
bool has_primes(const Segment& a) { return !a.initial.prime_turnover_meur.empty(); }
bool has_exports(const Segment& a) { return a.export_meur > 0; }
bool has_site(const Segment& a) { return a.leased_site_meur > 0; }
bool has_notice(const Segment& a) { return a.orders.notice_years > 0; }
bool has_early_firms(const Segment& a) { return a.orders.early_involvement > 0; }
bool has_long_contracts(const Segment& a) { return a.orders.framework_years > 1; }
bool has_orders(const Segment& a) {
    const bool has_own_plan = !a.orders.plan_meur.empty();
    return has_own_plan || a.weight > 0;
}
bool moves_between_areas(const Scenario& s) {
    const auto areas = std::count_if(s.segments.begin(), s.segments.end(), has_orders);
    const int years = policy_years(s);
    return areas > 1 && years > 1;
}
bool forgets(const Segment& a) { return a.technology.forgetting > 0 && a.technology.learning_slope < 1; }

template <class Of> bool uses(const FirmClass& firms, Of of) {
    const auto& parts = firms.behaviour.parts;
    return std::any_of(parts.begin(), parts.end(), of);
}
template <class Of> bool uses(const Scenario& s, Of of) {
    return uses(s.firms.sme, of) || uses(s.firms.midcap, of) || uses(s.firms.prime, of);
}
bool smooths_level(const BehaviourShare& b) {
    return traits_of(b.expectation).level == ExpectationTraits::Level::smoothed;
}
bool smooths_news(const BehaviourShare& b) {
    return traits_of(b.expectation).spread == ExpectationTraits::Spread::smoothed;
}
bool sees_value_in_waiting(const BehaviourShare& b) { return waits(b.investment); }
bool reads_persistence(const BehaviourShare& b) { return traits_of(b.investment).news != RuleTraits::News::any; }
bool weighs_a_multiple(const BehaviourShare& b) {
    return traits_of(b.investment).waiting == RuleTraits::Waiting::weighed_multiple;
}

bool switches_in_time(const Scenario& s) {
    return s.threat.switch_year >= s.time.policy_from && s.threat.switch_year <= last_year(s);
}
bool threat_changes(const Scenario& s) { return s.threat.switch_probability > 0 || switches_in_time(s); }

bool ends_early(const Scenario& s, const Segment& a) {
    const bool obsolete = s.threat.enabled && s.threat.response > 0 && threat_changes(s);
    return a.orders.cancellation > 0 || a.orders.termination_large > 0 || a.orders.termination_small > 0 || obsolete;
}

bool builds_in_time(const Scenario& s) {
    const int quickest =
        std::min({s.firms.sme.build_lag_years, s.firms.midcap.build_lag_years, s.firms.prime.build_lag_years});
    return any_area(s, [&](const Segment& a) { return a.weight > 0 && quickest <= a.orders.lead_years; });
}

bool ranks(const Scenario& s) { return s.secfund.enabled && s.secfund.queue == FundQueue::ranked; }

bool mandate_excludes(const Scenario& s) {
    return any_area(s, [&](const Segment& a) { return a.dual_use < s.secfund.dual_use_least; });
}

bool mandate_fits(const Scenario& s) {
    return any_area(s, [&](const Segment& a) { return a.weight > 0 && a.dual_use >= s.secfund.dual_use_least; });
}

bool asks_in_market(const Scenario& s) {
    return s.private_investors.enabled && s.private_investors.model == InvestorModel::funds;
}

bool has_fund_types(const Scenario& s) {
    return s.private_investors.model == InvestorModel::funds && s.private_funds.population == FundPopulation::types;
}

// Banks with a balance ask how many financiers may do purely military work.
bool banks_read(std::string_view name, const Scenario& s) {
    const Finance& finance = s.finance;
    const bool lends = finance.bank_has_balance() && finance.limited && s.channels.credit;
    return name == "openness_2030" && lends && finance.bank_defence_penalty > 0;
}

bool saves(const Scenario& s) {
    const EuropeanBuyer& buyer = s.european_buyer;
    const bool by_length = s.tender.multi_year_saving > 0 && any_area(s, has_long_contracts);
    return by_length || (buyer.enabled && buyer.pooled_share > 0 && buyer.partners > 0 && buyer.scale_saving > 0);
}

bool agency_has_money(const Scenario& s) {
    const EconomicAffairs& ministry = s.economic_affairs;
    return s.innovation_agency.budget_meur > 0 ||
           (ministry.enabled && ministry.targeted_share > 0 && ministry.generic_meur > 0 && ministry.to_agency > 0);
}
bool stakes_have_money(const Scenario& s) { return !s.innovation_agency.enabled || s.economic_affairs.to_agency < 1; }
bool takes_stakes(const Scenario& s) { return stakes_have_money(s) && s.economic_affairs.participation > 0; }

const FirmClass& class_of(const Circumstances& c) {
    const std::string_view path = c.place.parameter->path;
    if (path.starts_with("firms.midcap.")) return c.scenario.firms.midcap;
    return path.starts_with("firms.prime.") ? c.scenario.firms.prime : c.scenario.firms.sme;
}

// ---- the table

#define DRUMBEAT_CONDITION(...)                                                                                        \
    [](const Circumstances& c) -> bool {                                                                               \
        [[maybe_unused]] const Scenario &s = c.scenario, &base = c.base;                                               \
        [[maybe_unused]] const Segment &area = s.segments[c.place.segment],                                            \
                                       &base_area = base.segments[c.place.segment];                                    \
        [[maybe_unused]] const FirmClass& firms = class_of(c);                                                         \
        [[maybe_unused]] const std::string_view name = c.place.parameter->name;                                        \
        return __VA_ARGS__;                                                                                            \
    }
#define DRUMBEAT_NEED(path, words, because, ...)                                                                       \
    {path, words, because, "changes nothing", Without::nothing, DRUMBEAT_CONDITION(__VA_ARGS__)},
#define DRUMBEAT_PAYS_NOTHING(path, words, because, ...)                                                               \
    {path, words, because, "pays nothing", Without::nothing, DRUMBEAT_CONDITION(__VA_ARGS__)},
#define DRUMBEAT_IN_VAIN(path, words, because, effect, ...)                                                            \
    {path, words, because, effect, Without::in_vain, DRUMBEAT_CONDITION(__VA_ARGS__)},
constexpr Need table[] = {
#include "config/needs.def"
};
#undef DRUMBEAT_NEED
#undef DRUMBEAT_PAYS_NOTHING
#undef DRUMBEAT_IN_VAIN
#undef DRUMBEAT_CONDITION

constexpr NeedWords dutch_words[] = {
#define DRUMBEAT_NEED_WORDS(en, nl) {en, nl},
#include "config/needs_dutch.def"
#undef DRUMBEAT_NEED_WORDS
};

// `*` in a need stands for any one word.
bool speaks_of(std::string_view pattern, std::string_view path) {
    const auto wanted = split(pattern, '.'), words = split(path, '.');
    return std::equal(wanted.begin(), wanted.end(), words.begin(), words.end(),
                      [](std::string_view a, std::string_view b) { return a == "*" || a == b; });
}

bool turns_on_its_group(const Need& need, const Parameter& p) { return is_of_group(need) && need.because == p.path; }

} // namespace

std::span<const Need> needs() { return table; }

std::span<const NeedWords> need_words() { return dutch_words; }

Bilingual words_in_both(std::string_view words) {
    for (const NeedWords& one : dutch_words)
        if (one.en == words) return {std::string(words), std::string(one.nl)};
    return std::string(words);
}

bool is_of_group(const Need& need) { return need.path.ends_with(".*"); }

std::vector<const Need*> needs_of(const Parameter& p) {
    std::vector<const Need*> found;
    for (const bool group : {true, false})
        for (const Need& need : table)
            if (is_of_group(need) == group && speaks_of(need.path, p.path) && !turns_on_its_group(need, p))
                found.push_back(&need);
    return found;
}

const Need* unmet_need(const Circumstances& c, Without kind) {
    if (c.scenario.segments.empty() || c.base.segments.empty()) return nullptr;
    for (const Need* need : needs_of(*c.place.parameter))
        if (need->without == kind && !need->met(c)) return need;
    return nullptr;
}

} // namespace drumbeat
