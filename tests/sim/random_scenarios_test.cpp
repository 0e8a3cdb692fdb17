// SPDX-License-Identifier: Apache-2.0
// Scenarios drawn from the whole allowed range of every parameter: the books close, and nothing is undefined or
// negative that must not be.
#include "config/parameter.hpp"
#include "config/table_checks.hpp"
#include "sim/year/simulate.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>

using namespace drumbeat;

namespace {

// Draws of one scenario, in order.
class Draws {
  public:
    explicit Draws(std::uint32_t scenario) : stream_{population_key(20260101, "random scenarios"), scenario} {}
    double next() {
        const Words words = stream_.block(count_ / 4, 0, 0);
        return uniform(words.w[count_++ % 4]);
    }
    int below(int n) { return std::min(n - 1, static_cast<int>(next() * n)); }

  private:
    Stream stream_;
    std::uint32_t count_ = 0;
};

// Either end of the range now and then, else evenly over the range or over its orders of magnitude.
double within(Draws& draws, double low, double high) {
    const double u = draws.next(), v = draws.next();
    if (u < .1) return low;
    if (u < .2) return high;
    if (low >= 0 && high > 10 && u < .8)
        return std::clamp(std::exp(std::log(1e-3) + v * (std::log(high) - std::log(1e-3))), low, high);
    return low + v * (high - low);
}

// Optimal stopping only where it is asked for: its tables take a third of a second each to solve.
std::string behaviour_text(Draws& draws, bool stopping) {
    Behaviour behaviour;
    behaviour.parts.clear();
    const int parts = 1 + draws.below(3);
    for (int i = 0; i < parts; ++i) { // each with an expectation of its own
        auto rule = static_cast<InvestmentRule>(draws.below(static_cast<int>(names_of<InvestmentRule>.size())));
        if (rule == InvestmentRule::dynamic_programming && !stopping) rule = InvestmentRule::real_option;
        behaviour.parts.push_back({1.0 + draws.below(3), static_cast<Expectation>(i), rule});
    }
    return to_text(behaviour);
}

std::string list_text(Draws& draws, const Parameter& p) {
    std::string text;
    double value = 0;
    const int count = p.name == "candidates" ? 1 + draws.below(8) : draws.below(4);
    for (int i = 0; i < count; ++i) {
        if (p.name == "candidates")
            value += .01 + 2 * draws.next() * draws.next();
        else
            value = p.name == "margins" ? .01 + .89 * draws.next() : std::exp(10 * draws.next());
        text += (i > 0 ? ", " : "") + fmt::format("{}", value);
    }
    return "[" + text + "]";
}

std::string drawn_text(Draws& draws, const Parameter& p, bool stopping) {
    if (p.type == "boolean") return draws.next() < .5 ? "true" : "false";
    if (p.type == "choice")
        return std::string(p.choices[static_cast<std::size_t>(draws.below(static_cast<int>(p.choices.size())))]);
    if (p.type == "behaviour") return behaviour_text(draws, stopping);
    if (p.type == "numbers") return list_text(draws, p);
    if (p.type == years_type) return "{}"; // give_tables gives some that fit the years
    const double value = within(draws, p.range.low, p.range.high);
    return p.type == "integer" ? fmt::format("{:.0f}", value) : fmt::format("{}", value);
}

// Up to twice what they replace, and as little as half of it, in every reported year.
YearTable table_around(Draws& draws, const Scenario& s, double usual) {
    YearTable table{s.time.start_year, {}};
    for (int year = 0; year < s.time.horizon_years; ++year)
        table.values.push_back(std::max(1.0, usual * (.5 + 1.5 * draws.next())));
    return table;
}

void give_tables(Scenario& s, Draws& draws) {
    if (draws.next() < .1)
        s.budget.path_meur = table_around(draws, s, .5 * (s.budget.defence_meur + s.budget.final_defence_meur));
    for (Segment& segment : s.segments) {
        const double usual = first_plan_meur(s, segment);
        if (usual < 10) continue;
        if (draws.next() < .1) segment.orders.plan_meur = table_around(draws, s, usual);
        if (draws.next() < .1 && s.neutral.by != NeutralBy::exact)
            segment.orders.requirement_meur = table_around(draws, s, usual);
        if (has_errors(check(s))) segment.orders.plan_meur = segment.orders.requirement_meur = {};
    }
}

// What spans parameters is put right, and the country kept small enough to simulate ten thousand of them.
void make_consistent(Scenario& s, Draws& draws) {
    s.time.start_year = 2026;
    s.time.burn_in_years = draws.below(4);
    s.time.horizon_years = 1 + draws.below(5);
    s.time.policy_from = s.time.start_year + draws.below(s.time.horizon_years);
    s.tender.bidders_max = std::max(s.tender.bidders_min, s.tender.bidders_max);
    s.secfund.public_share = std::min(s.secfund.public_share, .5);
    s.secfund.ticket_max_meur = std::max(s.secfund.ticket_min_meur, s.secfund.ticket_max_meur);
    s.private_funds.life_years = std::max(s.private_funds.invest_years, s.private_funds.life_years);
    s.investment.appraisal_years = std::min(s.investment.appraisal_years, 20);
    s.research.enabled = s.research.enabled || s.institutes.enabled || s.innovation_agency.enabled;
    if (s.neutral.by == NeutralBy::exact) {
        s.threat.shift = 0;
        s.time.policy_until = 2300;
        s.ministry.steering = Steering::fixed;
    }
    s.segments[0].focus = std::max(s.segments[0].focus, 1e-3);
    s.institutes.paid_from = s.innovation_agency.paid_from = s.leased_sites.paid_from = PaidFrom::extra;
    double weights = 0;
    for (Segment& segment : s.segments) {
        segment.lines = 1 + draws.below(4);
        segment.initial.smes = draws.below(7), segment.initial.midcaps = draws.below(3);
        weights += segment.weight;
    }
    for (Segment& segment : s.segments) segment.weight /= std::max(1.0, weights);
    give_tables(s, draws);
    double plan = 0; // out of which the fund must be paid
    for (const Segment& segment : s.segments) plan += first_plan_meur(s, segment);
    s.secfund.budget_meur = std::min(s.secfund.budget_meur, .49 * plan * s.secfund.paid_in_years);
}

enum class Switches { as_drawn, all_on };

// Every institution is there, and each acts in the way in which it does most.
void switch_all_on(Scenario& s) {
    for (const Parameter& p : parameters())
        if (p.type == "boolean")
            for (std::size_t i = 0; i < (p.per_segment ? s.segments.size() : 1); ++i) p.set(s, i, "true");
    s.private_investors.model = InvestorModel::funds;
    s.private_funds.population = FundPopulation::types;
    s.entry_exit.founding = Founding::equity;
    s.secfund.queue = FundQueue::ranked;
    s.secfund.exit = StakeExit::firm;
    s.neutral.by = NeutralBy::mean;
    s.finance.bank = BankModel::balance;
    s.ministry.steering = Steering::responsive;
}

Scenario random_scenario(std::uint32_t number, Switches switches) {
    Draws draws(number);
    Scenario s;
    s.segments.resize(1 + static_cast<std::size_t>(draws.below(2)));
    for (std::size_t i = 0; i < s.segments.size(); ++i) s.segments[i].name = i == 0 ? "first" : "second";
    for (const Parameter& p : parameters())
        for (std::size_t i = 0; i < (p.per_segment ? s.segments.size() : 1); ++i) {
            const std::string text = drawn_text(draws, p, number % 50 == 49);
            if (const Fault fault = p.set(s, i, text)) FAIL(p.path, " = ", text, ": ", fault.message);
        }
    if (switches == Switches::all_on) switch_all_on(s);
    make_consistent(s, draws);
    for (const Problem& problem : check(s))
        if (problem.severity == Severity::error) FAIL(number, ": ", to_text(problem));
    return s;
}

bool may_be_missing(Yearly q) {
    return q == Yearly::utilisation || q == Yearly::unit_cost || q == Yearly::perceived_sd ||
           q == Yearly::obsolete_share || q == Yearly::readiness;
}

struct Tally {
    int simulated = 0, refused = 0;
    double worst = 0; // residual over turnover
};

void try_scenario(std::uint32_t number, Switches switches, Tally& tally) {
    Scenario arm = random_scenario(number, switches);
    const auto prepared = prepare(arm);
    RunRecord record;
    try {
        record = simulate(*prepared, *prepared, {1, number}, number % 4 == 0);
        if (number % 4 == 0) { // whose firms are kept: what a run need not tell is not computed
            const RunRecord without = simulate(*prepared, *prepared, {1, number}, false);
            CAPTURE(number);
            CHECK(std::memcmp(record.outcome, without.outcome, sizeof record.outcome) == 0);
            REQUIRE(record.yearly.size() == without.yearly.size());
            CHECK(std::memcmp(record.yearly.data(), without.yearly.data(), record.yearly.size() * sizeof(double)) == 0);
        }
    } catch (const RunFailure&) { // exact neutrality out of its range
        REQUIRE(arm.neutral.by == NeutralBy::exact);
        ++tally.refused;
        return;
    }
    ++tally.simulated;
    std::string wrong;
    const auto demand = [&](bool holds, const std::string& what) {
        if (!holds && wrong.empty()) wrong = what;
    };
    for (int year = 0; year < record.years; ++year)
        for (int segment = 0; segment < record.segments; ++segment) {
            for (std::size_t q = 0; q < yearly_count; ++q) {
                const double value = record.at(static_cast<Yearly>(q), year, segment);
                demand(std::isfinite(value) || (std::isnan(value) && may_be_missing(static_cast<Yearly>(q))),
                       fmt::format("{} is {}", yearly_quantities[q].name, value));
            }
            for (const Yearly q : {Yearly::capacity_meur, Yearly::firms, Yearly::investment_meur,
                                   Yearly::replacement_meur, Yearly::deliveries_meur})
                demand(record.at(q, year, segment) >= 0,
                       fmt::format("{} is negative", yearly_quantities[static_cast<std::size_t>(q)].name));
            demand(!(record.at(Yearly::unit_cost, year, segment) <= 0), "a price is not positive");
        }
    const double residual = record.at(Outcome::ledger_residual);
    tally.worst = std::max(tally.worst, residual);
    demand(residual <= 1e-9, fmt::format("the books miss by {} of turnover", residual));
    for (const Outcome o : {Outcome::public_money_meur, Outcome::orders_meur, Outcome::investment_meur, Outcome::exits})
        demand(std::isfinite(record.at(o)), fmt::format("{} is undefined", outcomes[static_cast<std::size_t>(o)].name));
    CHECK_MESSAGE(wrong.empty(), "scenario ", number, ": ", wrong);
}

void try_scenarios(std::uint32_t count, Switches switches) {
    Tally tally;
    for (std::uint32_t number = 0; number < count; ++number) try_scenario(number, switches, tally);
    MESSAGE(tally.simulated, " simulated, ", tally.refused, " refused, largest residual over turnover ", tally.worst);
    CHECK(tally.simulated > static_cast<int>(count / 2));
}

} // namespace

TEST_CASE("the books close in random scenarios from the whole allowed ranges") {
    try_scenarios(150, Switches::as_drawn);
    try_scenarios(100, Switches::all_on);
}

TEST_CASE("long: the books close in 10,000 random scenarios from the whole allowed ranges") {
    try_scenarios(10000, Switches::as_drawn);
}

TEST_CASE("long: the books close in 10,000 random scenarios from the whole allowed ranges with everything on") {
    try_scenarios(10000, Switches::all_on);
}
