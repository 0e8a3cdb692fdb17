// SPDX-License-Identifier: Apache-2.0
#include "config/setting.hpp"

#include "config/parameter.hpp"
#include "config/table_checks.hpp"
#include "config/warnings.hpp"

#include <algorithm>
#include <fmt/core.h>

namespace drumbeat {

namespace {

constexpr std::size_t most_segments = 64;

std::vector<Segment>::iterator find_segment(Scenario& s, std::string_view name) {
    return std::find_if(s.segments.begin(), s.segments.end(),
                        [&](const Segment& segment) { return segment.name == name; });
}

std::vector<std::string_view> names_in(const Scenario& s) {
    std::vector<std::string_view> names;
    for (const Segment& segment : s.segments) names.push_back(segment.name);
    return names;
}

Fault add_segment(Scenario& s, std::string_view name) {
    if (!is_name(name))
        return {"bad_name", fmt::format("{} cannot name a technology area; allowed: {}", in_quotes(name), name_rule)};
    if (find_segment(s, name) != s.segments.end())
        return {"duplicate_key", fmt::format("technology area {} exists already", in_quotes(name))};
    if (s.segments.size() >= most_segments)
        return {"out_of_range", fmt::format("more than {} technology areas", most_segments)};
    s.segments.emplace_back();
    s.segments.back().name = name;
    return {};
}

Fault remove_segment(Scenario& s, std::string_view name) {
    const auto found = find_segment(s, name);
    if (found == s.segments.end())
        return {"unknown_key",
                fmt::format("unknown technology area {}{}", in_quotes(name), suggestion(name, names_in(s)))};
    s.segments.erase(found);
    return {};
}

Fault set_text(std::string& out, std::string_view text, std::size_t longest) {
    if (unreadable_line(text) != 0) return {"wrong_type", "holds characters that are no UTF-8 text"};
    if (text.size() > longest)
        return {"out_of_range", fmt::format("{} bytes are too long; allowed: 0 to {}", text.size(), longest)};
    out = text;
    return {};
}

Fault set_line(std::string& out, std::string_view text, std::size_t longest) {
    if (text.find_first_of("\n\r\t") != std::string_view::npos)
        return {"wrong_type", "holds line ends or tabs; it is one line"};
    if (turns_order(text)) return {"wrong_type", "holds signs that turn the order in which it is read"};
    return set_text(out, text, longest);
}

Fault set_value(Scenario& s, const Setting& setting) {
    Fault fault;
    for (const Place& place : find_places(s, setting.path, fault))
        if ((fault = place.parameter->set(s, place.segment, setting.text)))
            break; // a text wrong for one is wrong for all
    return fault;
}

std::vector<Fault> assign_one(Scenario& s, const Setting& setting) {
    std::vector<Fault> faults;
    if (setting.path == "name")
        faults.push_back(set_line(s.name, setting.text, 200));
    else if (setting.path == "description")
        faults.push_back(set_text(s.description, setting.text, 10000));
    else if (setting.path == "new_segments")
        for (const std::string_view name : list_items(setting.text)) faults.push_back(add_segment(s, name));
    else if (setting.path == "remove_segments")
        for (const std::string_view name : list_items(setting.text)) faults.push_back(remove_segment(s, name));
    else
        faults.push_back(set_value(s, setting));
    return faults;
}

// A problem between parameters: it can be mended at its own path, or at one that it depends on.
struct Finding {
    Problem problem;
    std::vector<std::string> depends_on;
};

// The rules that span parameters, one function each.
struct Checker {
    const Scenario& s;
    Where where;
    std::vector<Finding> found{};

    void error(std::string path, std::string message, std::vector<std::string> depends_on = {}) {
        found.push_back(
            {{Severity::error, "inconsistent", where, std::move(path), std::move(message)}, std::move(depends_on)});
    }
    void warning(std::string code, std::string path, Bilingual message, std::vector<std::string> depends_on = {}) {
        found.push_back(
            {drumbeat::warning(std::move(code), where, std::move(path), std::move(message)), std::move(depends_on)});
    }

    void segments_exist() {
        if (s.segments.empty()) error("segments", "a scenario needs a technology area");
        if (s.segments.size() > most_segments)
            error("segments", fmt::format("{} technology areas; allowed: 1 to {}", s.segments.size(), most_segments));
        for (const Segment& segment : s.segments)
            if (!is_name(segment.name))
                error("segments",
                      fmt::format("{} cannot name a technology area; allowed: {}", in_quotes(segment.name), name_rule));
    }

    void weights_sum_to_one() {
        double sum = 0;
        for (const Segment& segment : s.segments) sum += segment.weight;
        if (sum > 1 + 1e-9)
            error("segments.*.weight", fmt::format("weights sum to {:.6g}; allowed: at most 1", sum));
        else if (sum < .999 && !s.segments.empty())
            warning("weights_below_one", "segments.*.weight",
                    say(Warning::weights_below_one, {fmt::format("{:.6g}", sum)}));
    }

    void domestic_work_fits() {
        const double planned = s.budget.defence_meur * s.budget.equipment_share; // tables are the policy's
        for (const Segment& segment : s.segments) {
            const double open = planned * segment.weight * segment.addressable_share;
            if (segment.domestic_meur > open * (1 + 1e-9))
                warning("domestic_above_demand", fmt::format("segments.{}.domestic_meur", segment.name),
                        say(Warning::domestic_above_demand,
                            {fmt::format("{}", segment.domestic_meur), fmt::format("{:.6g}", open)}),
                        {fmt::format("segments.{}.weight", segment.name),
                         fmt::format("segments.{}.addressable_share", segment.name), "budget.defence_meur",
                         "budget.equipment_share"});
        }
    }

    void firms_are_few_enough() {
        constexpr double most = 100000, largest_turnover = 1e6;
        double firms = 0;
        for (const Segment& segment : s.segments) {
            const auto& primes = segment.initial.prime_turnover_meur;
            firms += segment.initial.smes + segment.initial.midcaps + static_cast<double>(primes.size());
            if (std::any_of(primes.begin(), primes.end(), [](double x) { return !(x > 0 && x <= largest_turnover); }))
                error(fmt::format("segments.{}.initial.prime_turnover_meur", segment.name),
                      fmt::format("each turnover is above 0, and at most {}", largest_turnover));
        }
        if (firms > most)
            error("segments.*.initial.smes", fmt::format("{} simulated firms in all; allowed: at most {}", firms, most),
                  {"segments.*.initial.midcaps"});
        if (firms == 0 && !s.segments.empty()) warning("no_firms", "segments.*.initial.smes", say(Warning::no_firms));
    }

    void policy_falls_into_the_years() {
        const int first = s.time.start_year, last = first + s.time.horizon_years - 1, from = s.time.policy_from;
        if (from < first || from > last)
            error("time.policy_from",
                  fmt::format("{} lies outside the reported years; allowed: {} to {}", from, first, last),
                  {"time.start_year", "time.horizon_years"});
    }

    void candidates_ascend() {
        double before = 0;
        for (const double candidate : s.investment.candidates) {
            if (!(candidate > before && candidate <= 1000))
                return error("investment.candidates", "expansions are above 0, ascending, and at most 1000");
            before = candidate;
        }
        if (s.investment.candidates.empty())
            error("investment.candidates", "a scenario needs an expansion to consider");
    }

    void margins_are_shares() {
        constexpr double least = .01, most = .9;
        for (const auto& [name, margins] :
             {std::pair{"sme", &s.firms.sme.margins}, std::pair{"midcap", &s.firms.midcap.margins},
              std::pair{"prime", &s.firms.prime.margins}})
            for (const double margin : *margins)
                if (!(margin >= least && margin <= most))
                    error(fmt::format("firms.{}.margins", name),
                          fmt::format("{} is out of range; allowed: {} to {}", margin, least, most));
    }

    void at_least(double larger, double smaller, std::string path, std::string_view other) {
        if (larger < smaller)
            error(std::move(path), fmt::format("{} is less than {}, which is {}", larger, other, smaller),
                  {std::string(other)});
    }

    void fund_is_pari_passu() {
        if (s.secfund.public_share > .5)
            error("secfund.public_share",
                  fmt::format(
                      "{} breaks pari passu: private investors put in at least as much as the fund; allowed: 0 to 0.5",
                      s.secfund.public_share));
    }

    void research_is_there() {
        for (const auto& [name, enabled] : {std::pair{"institutes.enabled", s.institutes.enabled},
                                            std::pair{"innovation_agency.enabled", s.innovation_agency.enabled}})
            if (enabled && !s.research.enabled)
                error(name, "needs research.enabled: without it, research changes nothing", {"research.enabled"});
    }

    void instruments_have_somewhere_to_go() {
        double focus = 0;
        for (const Segment& segment : s.segments) focus += segment.focus;
        const bool fund_ranks = s.secfund.enabled && s.secfund.queue == FundQueue::ranked;
        if ((s.institutes.enabled || s.innovation_agency.enabled || fund_ranks) && !s.segments.empty() && focus <= 0)
            error("segments.*.focus",
                  "is 0 in every technology area: institutes and agency would have nobody to work for, and a fund that "
                  "ranks nothing to rank by; allowed: above 0 in one at least",
                  {"institutes.enabled", "innovation_agency.enabled", "secfund.queue"});
    }

    // What procurement pays for must fit into it.
    void procurement_can_pay() {
        const auto paid = [](bool enabled, double budget, PaidFrom from) {
            return enabled && from == PaidFrom::procurement ? budget : 0;
        };
        double rents = 0, plan = 0;
        for (const Segment& segment : s.segments) {
            rents += s.leased_sites.rent_share * s.firms.midcap.capital_per_output * segment.leased_site_meur;
            plan += first_plan_meur(s, segment);
        }
        const double yearly =
            paid(s.institutes.enabled, s.institutes.budget_meur, s.institutes.paid_from) +
            paid(s.innovation_agency.enabled, s.innovation_agency.budget_meur, s.innovation_agency.paid_from) +
            paid(true, rents, s.leased_sites.paid_from) +
            paid(s.secfund.enabled && s.neutral.of == NeutralOf::public_money,
                 s.secfund.budget_meur / s.secfund.paid_in_years, s.secfund.paid_from);
        if (yearly > 0 && yearly > .5 * plan)
            error("budget",
                  fmt::format("institutes, agency, leased sites and SecFund would take {:.0f} meur a year out of a "
                              "planned requirement of {:.0f}; allowed: half of it",
                              yearly, plan),
                  {"institutes.budget_meur", "innovation_agency.budget_meur", "segments.*.leased_site_meur",
                   "secfund.budget_meur"});
    }

    // The factor of exact neutrality is set when the policy begins, from the plan and the law of that day.
    void exactness_can_hold() {
        if (s.neutral.by != NeutralBy::exact) return;
        const bool ends = s.time.policy_until < s.time.start_year + s.time.horizon_years - 1;
        if (s.threat.enabled && s.threat.shift > 0)
            error("neutral.by", "exact cannot be kept with threat.shift above 0; allowed: mean", {"threat.shift"});
        if (s.ministry.responds())
            error("neutral.by", "exact cannot be kept with ministry.steering responsive; allowed: mean",
                  {"ministry.steering"});
        if (ends)
            error("neutral.by", "exact cannot be kept with a policy that ends; allowed: mean", {"time.policy_until"});
    }

    void behaviours_are_there() {
        for (const auto& [name, parts] :
             {std::pair{"sme", &s.firms.sme.behaviour.parts}, std::pair{"midcap", &s.firms.midcap.behaviour.parts},
              std::pair{"prime", &s.firms.prime.behaviour.parts}})
            if (parts->empty()) error(fmt::format("firms.{}.behaviour", name), "has no rule");
    }
};

// Whether a path with `*` and another one can mean the same parameter.
bool overlap(std::string_view a, std::string_view b) {
    const auto x = split(a, '.'), y = split(b, '.');
    if (x.size() != y.size()) return false;
    for (std::size_t i = 0; i < x.size(); ++i)
        if (x[i] != y[i] && x[i] != "*" && y[i] != "*") return false;
    return true;
}

// The last setting that spoke of what a finding is about, else the file of the last setting.
Where where_set(std::span<const Setting> settings, const Finding& finding) {
    const auto speaks = [&](const Setting& setting) {
        const auto of = [&](const std::string& path) { return overlap(setting.path, path); };
        return of(finding.problem.path) || std::any_of(finding.depends_on.begin(), finding.depends_on.end(), of);
    };
    const auto found = std::find_if(settings.rbegin(), settings.rend(), speaks);
    if (found != settings.rend()) return found->where;
    return settings.empty() ? Where{} : Where{settings.back().where.source, 0};
}

void list_segments(const char* key, const std::vector<std::string_view>& names, std::vector<Setting>& out) {
    if (!names.empty()) out.push_back({key, fmt::format("[{}]", joined(names, ", ")), {}});
}

// The settings that give `from` the technology areas of `to`, in their order. `from` follows.
std::vector<Setting> segment_difference(Scenario& from, const Scenario& to) {
    const auto wanted = names_in(to);
    const auto is_wanted = [&](std::string_view name) {
        return std::find(wanted.begin(), wanted.end(), name) != wanted.end();
    };
    std::vector<std::string_view> kept, removed, added;
    for (const std::string_view name : names_in(from)) (is_wanted(name) ? kept : removed).push_back(name);
    for (const std::string_view name : wanted)
        if (std::find(kept.begin(), kept.end(), name) == kept.end()) added.push_back(name);
    auto order = kept;
    order.insert(order.end(), added.begin(), added.end());
    if (order != wanted) { // all of them anew
        removed = names_in(from);
        added = wanted;
    }
    std::vector<Setting> settings;
    list_segments("remove_segments", removed, settings);
    list_segments("new_segments", added, settings);
    std::vector<Problem> none;
    assign(from, settings, none);
    return settings;
}

} // namespace

namespace {

std::string to_text(const Problem& p, std::string_view warning, const std::string& message) {
    std::string text;
    if (!p.where.source.empty()) text += p.where.source + ":";
    if (p.where.line > 0) text += fmt::format("{}:", p.where.line);
    if (!text.empty()) text += " ";
    if (p.severity == Severity::warning) text += warning;
    if (!p.path.empty()) text += shown(p.path, 160) + ": ";
    return text + message;
}

} // namespace

std::string to_text(const Problem& p) { return to_text(p, "warning: ", p.message); }
std::string to_dutch(const Problem& p) { return to_text(p, "waarschuwing: ", p.dutch.empty() ? p.message : p.dutch); }

bool has_errors(std::span<const Problem> problems) {
    return std::any_of(problems.begin(), problems.end(),
                       [](const Problem& p) { return p.severity == Severity::error; });
}

void assign(Scenario& s, std::span<const Setting> settings, std::vector<Problem>& problems) {
    for (const Setting& setting : settings)
        for (Fault& fault : assign_one(s, setting))
            if (fault)
                problems.push_back(
                    {Severity::error, std::move(fault.code), setting.where, setting.path, std::move(fault.message)});
}

namespace {

std::vector<Finding> findings_in(const Scenario& s, const Where& where) {
    Checker c{s, where};
    c.segments_exist();
    c.weights_sum_to_one();
    c.domestic_work_fits();
    c.firms_are_few_enough();
    c.policy_falls_into_the_years();
    c.candidates_ascend();
    c.margins_are_shares();
    c.behaviours_are_there();
    c.research_is_there();
    c.instruments_have_somewhere_to_go();
    c.exactness_can_hold();
    c.procurement_can_pay();
    c.at_least(s.tender.bidders_max, s.tender.bidders_min, "tender.bidders_max", "tender.bidders_min");
    c.at_least(s.secfund.ticket_max_meur, s.secfund.ticket_min_meur, "secfund.ticket_max_meur",
               "secfund.ticket_min_meur");
    c.at_least(s.private_funds.life_years, s.private_funds.invest_years, "private_funds.life_years",
               "private_funds.invest_years");
    c.fund_is_pari_passu();
    for (TableFinding& t : check_tables(s))
        c.found.push_back({{t.severity, std::move(t.code), where, std::move(t.path), std::move(t.message.en),
                            std::move(t.message.nl)},
                           std::move(t.depends_on)});
    return std::move(c.found);
}

} // namespace

std::vector<Problem> check(const Scenario& s, const Where& where) {
    std::vector<Problem> problems;
    for (Finding& finding : findings_in(s, where)) problems.push_back(std::move(finding.problem));
    return problems;
}

std::vector<Problem> apply(Scenario& s, std::span<const Setting> settings) {
    std::vector<Problem> problems;
    assign(s, settings, problems);
    for (Finding& finding : findings_in(s, {})) {
        finding.problem.where = where_set(settings, finding);
        problems.push_back(std::move(finding.problem));
    }
    return problems;
}

std::vector<Setting> difference(const Scenario& from, const Scenario& to) {
    Scenario now = from;
    std::vector<Setting> settings;
    if (now.name != to.name) settings.push_back({"name", to.name, {}});
    if (now.description != to.description) settings.push_back({"description", to.description, {}});
    for (Setting& setting : segment_difference(now, to)) settings.push_back(std::move(setting));
    for (const Place& place : places(to))
        if (std::string text = text_of(place, to); text != text_of(place, now))
            settings.push_back({path_of(place, to), std::move(text), {}});
    return settings;
}

} // namespace drumbeat
