// SPDX-License-Identifier: Apache-2.0
// Every lever, alone in an arm: an outcome changes, or a warning says why not; and what is said to change nothing does
// not.
#include "config/advice.hpp"
#include "config/needs.hpp"
#include "packaged.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>

using namespace drumbeat;

namespace {

constexpr int replications = 2;

// Short enough to be run with some fifty arms.
Scenario dutch() {
    Scenario s = packaged_scenario("netherlands-2026");
    s.time.burn_in_years = 4, s.time.horizon_years = 12;
    return s;
}

// The same with everything there that a lever may need.
Scenario busy() {
    Scenario s = dutch();
    s.firms.sme.behaviour.parts = {{1, Expectation::rational, InvestmentRule::real_option},
                                   {1, Expectation::adaptive, InvestmentRule::real_option}};
    s.finance.debt_to_earnings = 1.2, s.finance.rejection = .4;
    s.secfund.enabled = s.private_investors.enabled = true;
    s.secfund.budget_meur = 20, s.private_investors.intercept = 0;
    s.secfund.queue = FundQueue::ranked;
    s.subsidy = {.1, .001, PaidFrom::extra};
    s.threat = {true, .2, 2300, .4, .2, 0};
    s.ministry.steering = Steering::responsive, s.ministry.goal = SteeringGoal::domestic_capacity;
    s.ministry.committed_cap = .4;
    s.research.enabled = s.institutes.enabled = s.innovation_agency.enabled = s.macro.enabled = true;
    s.innovation_agency.open_share = .5, s.innovation_agency.success_open = .3;
    s.economic_affairs.enabled = true, s.economic_affairs.targeted_share = .3, s.economic_affairs.exit_years = 3;
    s.foreign_investors.share = .5, s.foreign_investors.pass = .5;
    s.european_buyer.enabled = s.civil.enabled = s.supply_chain.enabled = true;
    s.budget.cut_year = 2033;
    s.budget.ramp_years = 5;
    s.segments[0].leased_site_meur = 50;
    for (Segment& area : s.segments) area.orders.breach_probability = .3;
    return s;
}

// Values that are not the default, within what is plausible where that is declared.
std::string another_value(const Parameter& p, const std::string& now) {
    static const std::map<std::string, std::string> chosen{{"time.policy_until", "2031"},
                                                           {"budget.final_defence_meur", "38000"},
                                                           {"budget.ramp_years", "4"},
                                                           {"budget.ramp_power", "0.5"},
                                                           {"budget.cut_year", "2030"},
                                                           {"budget.extra_share", "0.01"},
                                                           {"segments.*.weight", "0.05"},
                                                           {"segments.*.focus", "3"},
                                                           {"segments.*.leased_site_meur", "100"},
                                                           {"segments.*.orders.breach_until", "2029"},
                                                           {"secfund.public_share", "0.2"},
                                                           {"secfund.dual_use_least", "0.5"},
                                                           {"secfund.deals_a_year", "1"},
                                                           {"secfund.reserve", "1"},
                                                           {"secfund.ticket_min_meur", "0.5"},
                                                           {"secfund.budget_meur", "200"},
                                                           {"secfund.ticket_max_meur", "0.3"},
                                                           {"secfund.paid_in_years", "2"},
                                                           {"subsidy.budget_share", "0.005"},
                                                           {"threat.response", "0.5"}};
    if (p.type == years_type) // the policy's years of `dutch`
        return value_text(YearTable{2027, std::vector<double>(11, p.name == "path_meur" ? 30000 : 900)});
    if (const auto found = chosen.find(p.path); found != chosen.end()) return found->second;
    if (p.type == "boolean") return now == "true" ? "false" : "true";
    if (p.type == "choice") return std::string(now == p.choices[0] ? p.choices[1] : p.choices[0]);
    const double high = p.likely.high, value = now == value_text(high) ? p.likely.low : high;
    return p.type == "integer" ? value_text(static_cast<int>(value)) : value_text(value);
}

// Of what one area can have by itself, the first area's.
std::string path_in(const Parameter& p, const Scenario& s) {
    const bool alone = (p.per_segment && p.type == years_type) || p.path == "segments.*.weight" ||
                       p.path == "segments.*.focus" || p.path == "segments.*.leased_site_meur";
    return alone ? "segments." + s.segments[0].name + p.path.substr(std::string_view("segments.*").size()) : p.path;
}

Study study_of(const Scenario& base, std::vector<Variant> arms) {
    Study study;
    study.base = base;
    comparison_in(study).arms = {{"base", "", {}}};
    comparison_in(study).arms.insert(comparison_in(study).arms.end(), arms.begin(), arms.end());
    return study;
}

struct Tried {
    const Parameter* parameter = nullptr;
    Variant arm;
    bool refused = false, warned = false, in_vain = false, changed = false;
};

// Whether the need that is not met is of the kind that still changes something.
bool only_in_vain(const Scenario& base, const Case& c, const Variant& arm) {
    Fault ignored;
    for (const Place& place : find_places(base, arm.settings[0].path, ignored))
        if (unmet_need({c.scenario, base, place}, Without::nothing)) return false;
    return true;
}

Tried tried(const Parameter& p, const Scenario& base) {
    const std::string path = path_in(p, base), now = p.get(base, 0);
    Tried t{&p, {"lever", "", {{path, another_value(p, now), {"levers.yaml", 1}}}}};
    const Study study = study_of(base, {t.arm});
    std::vector<Problem> problems;
    const std::vector<Case> cases = cases_of(study, problems);
    t.refused = has_errors(problems);
    if (t.refused) return t;
    const std::vector<Problem> advice = advice_on(study, cases);
    t.warned = !advice.empty();
    CHECK_MESSAGE(advice.size() <= 1, path);
    t.in_vain = t.warned && only_in_vain(base, cases[1], t.arm);
    return t;
}

bool same(double a, double b) { // an outcome that one arm lacks is nothing where the other's is 0
    if (std::isnan(a) || std::isnan(b)) return (std::isnan(a) || a == 0) && (std::isnan(b) || b == 0);
    return a == b;
}

void run(std::vector<Tried>& all, const Scenario& base) {
    std::vector<Variant> arms;
    for (const Tried& t : all)
        if (!t.refused) arms.push_back(t.arm);
    for (std::size_t i = 0; i < arms.size(); ++i) arms[i].name = "lever_" + std::to_string(i);
    const Study study = study_of(base, arms);
    std::vector<Problem> problems;
    const std::vector<Case> cases = cases_of(study, problems);
    const auto prepared = prepare_study(study, cases);
    StudyScratch scratch;
    std::vector<RunRecord> records(cases.size());
    for (int r = 0; r < replications; ++r) {
        replicate(*prepared, r, scratch, records);
        std::size_t next = 1;
        for (Tried& t : all) {
            if (t.refused) continue;
            const RunRecord& record = records[next++];
            t.changed = t.changed || !std::equal(std::begin(record.outcome), std::end(record.outcome),
                                                 std::begin(records[0].outcome), same);
        }
    }
}

std::vector<Tried> all_levers(const Scenario& base) {
    std::vector<Tried> all;
    for (const Parameter& p : parameters())
        if (p.kind == Kind::lever) all.push_back(tried(p, base));
    run(all, base);
    return all;
}

} // namespace

TEST_CASE("a lever alone in an arm changes an outcome, or is warned about") {
    const std::vector<Tried> all = all_levers(dutch());
    std::size_t warned = 0, changed = 0, refused = 0;
    for (const Tried& t : all) {
        const std::string& path = t.parameter->path;
        const std::string what = path + ": " + t.arm.settings[0].text;
        CHECK_MESSAGE((t.refused || t.warned || t.changed), what, " changes nothing, and nobody is told");
        if (t.warned && !t.in_vain) CHECK_MESSAGE(!t.changed, what, " is said to change nothing, and does");
        warned += t.warned ? 1U : 0U, changed += t.changed ? 1U : 0U, refused += t.refused ? 1U : 0U;
    }
    CHECK(all.size() >= 50);
    MESSAGE(all.size(), " levers alone: ", changed, " change an outcome, ", warned, " are warned about, ", refused,
            " are errors");
}

TEST_CASE("where everything is there that levers need, each acts and none is warned about") {
    for (const Tried& t : all_levers(busy())) {
        const std::string& path = t.parameter->path;
        if (path == "time.policy_until" || path == "segments.*.orders.announced") continue; // need another lever beside
        const std::string what = path + ": " + t.arm.settings[0].text;
        if (path == "time.policy_from") {
            CHECK(t.refused); // the same in all arms
            continue;
        }
        CHECK_MESSAGE(!t.refused, what);
        CHECK_MESSAGE(!t.warned, what, " acts, and is warned about");
        CHECK_MESSAGE(t.changed, what, " needs more than is declared");
    }
}
