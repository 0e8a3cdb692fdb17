// SPDX-License-Identifier: Apache-2.0
#include "agents/appraisal.hpp"

#include "agents/chance.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace drumbeat;
using doctest::Approx;

namespace {

// Ten years of one demand under one risk.
struct Plant {
    std::vector<double> load, sd, shift;
    Prospect p;

    Plant(double demand, double log_sd, double news) : load(10, demand), sd(10, log_sd), shift(10, news) {
        p.load = load, p.load_sd = sd, p.shift = shift;
        p.lag = 1, p.capacity = 10, p.size = 10, p.unit_margin = .2, p.hurdle = .1, p.depreciation = .1;
    }
};

} // namespace

TEST_CASE("the volatility of value is that of demand only where no plant is in the way") {
    const ExpectedSales table;
    Plant open(5, .2, .3); // no plant yet, and one that is never full: value is in proportion to demand
    open.p.capacity = 0;
    CHECK(value_volatility(open.p, 1000, table) == Approx(.3).epsilon(1e-3));
    const Plant full(1000, .2, .3); // full whatever comes
    CHECK(value_volatility(full.p, 5, table) == Approx(0));
    const Plant between(12, .2, .3);
    // By hand, without risk around the forecast: min(D, 15) - 10 at 12 e^(+-.3) is 5 above, and 0 below.
    Plant certain(12, 0, .1);
    CHECK(value_volatility(certain.p, 5, table) ==
          Approx(.5 * std::log((12 * std::exp(.1) - 10) / (12 * std::exp(-.1) - 10))).epsilon(1e-3));
    // The upper part of a full plant is more volatile than demand itself, and the less so the more of demand it takes.
    CHECK(value_volatility(between.p, 5, table) > .3);
    CHECK(value_volatility(Plant(12, .2, .6).p, 5, table) > value_volatility(between.p, 5, table));
    CHECK(value_volatility(Plant(12, .2, 0).p, 5, table) == 0);
}

TEST_CASE("an expansion's value: the margin on what more is sold, year by year, as written") {
    const ExpectedSales table;
    const Plant risky(12, .4, .2);
    double value = 0, factor = .2 / 1.1;
    const auto sales = [](double k) { return expected_sales(12, .4, k); };
    for (int m = 1; m < 10; ++m, factor *= .9 / 1.1) value += factor * (sales(15) - sales(10));
    CHECK(expansion_value_literal(risky.p, 5) == Approx(value));
    CHECK(expansion_value(risky.p, 5, table) == Approx(value).epsilon(1e-3));
    CHECK(expansion_value_literal(risky.p, 5, 1) > value); // after good news
}

// What a rule makes of one candidate of five: value, cost and volatility as they are.
namespace {

Choice candidate(const Prospect& p, const ExpectedSales& table) {
    Choice c;
    c.expansion = 5, c.value = expansion_value(p, 5, table), c.cost = c.outlay = outlay_of(p, 5);
    c.sigma_v = value_volatility(p, 5, table);
    return c;
}

double trigger_under(InvestmentRule rule, Prospect p, const ExpectedSales& table) {
    p.rule = rule;
    return trigger_of(p, candidate(p, table), table);
}

} // namespace

TEST_CASE("the closed-form rules meet where their problems do, and part as their theories say") {
    const ExpectedSales table;
    Plant plant(12, .2, .15);
    plant.p.cost = {.3, 1, 0}, plant.p.unit_cost = 0, plant.p.option_weight = 1;
    const double plain = trigger_under(InvestmentRule::real_option, plant.p, table);
    REQUIRE(plain > 1.05);
    // Nothing reverts: the geometric Brownian motion. The faster news fades, the less waiting is worth.
    CHECK(trigger_under(InvestmentRule::reverting_option, plant.p, table) == Approx(plain).epsilon(1e-6));
    double before = plain;
    for (const double speed : {.05, .2, .7}) {
        plant.p.reversion = speed;
        const double now = trigger_under(InvestmentRule::reverting_option, plant.p, table);
        CHECK(now < before);
        CHECK(now >= 1);
        before = now;
    }
    // No running cost: nothing is saved by standing still.
    CHECK(trigger_under(InvestmentRule::suspension_option, plant.p, table) == Approx(plain));
    plant.p.unit_cost = .8;
    CHECK(trigger_under(InvestmentRule::suspension_option, plant.p, table) > plain);
    CHECK(trigger_under(InvestmentRule::capacity_choice, plant.p, table) == plain);
}

TEST_CASE("bad news: the first year's cash flow against what waiting would spare; good news does not count") {
    const ExpectedSales table;
    Plant plant(14, .2, .2);
    plant.p.cost = {.3, 1, 0}, plant.p.rule = InvestmentRule::bad_news, plant.p.candidates = {};
    const Choice c = candidate(plant.p, table);
    const double first = .2 / 1.1 * (expected_sales(14, .2, 15) - expected_sales(14, .2, 10));
    const double bad = expansion_value(plant.p, 5, table, -1);
    const double least = (.1 * c.cost + .5 * (c.cost - std::min(c.cost, bad))) / 1.1;
    CHECK(trigger_of(plant.p, c, table) == Approx(c.value / c.cost * least / first).epsilon(1e-3));
    Plant worse(14, .2, .5);
    worse.p.cost = plant.p.cost, worse.p.rule = plant.p.rule;
    CHECK(trigger_of(worse.p, candidate(worse.p, table), table) > trigger_of(plant.p, c, table));
}

TEST_CASE("capacity choice: the more uncertain, the later and the larger") {
    const ExpectedSales table;
    const std::vector<double> sizes{.1, .2, .4, .8, 1.6};
    double expansion = 0, trigger = 0;
    bool larger = false;
    for (const double news : {.02, .1, .2, .4}) {
        Plant plant(13, .25, news);
        plant.p.cost = {.25, .9, 0}, plant.p.rule = InvestmentRule::capacity_choice, plant.p.candidates = sizes;
        const Choice c = best_expansion(plant.p, table);
        CHECK(c.expansion >= expansion);
        CHECK(c.trigger > trigger);
        larger |= c.expansion > expansion && expansion > 0;
        expansion = c.expansion, trigger = c.trigger;
    }
    CHECK(larger);
}

// ---- properties of the rules

TEST_CASE("every rule with a value of waiting asks for more the more volatile value is") {
    // Value and cost as they are; what rises is the volatility that the rule looks at. McDonald and Siegel (1986),
    // Dixit and Pindyck (1994, ch. 5 and 6), Bernanke (1983): waiting is worth more. The newsvendor is no such rule.
    const ExpectedSales table;
    const std::vector<double> candidates{.25, .5};
    const StoppingTable martingale(1, .9, 1, candidates), reverting(.5, .9, 1, candidates);
    using enum InvestmentRule;
    for (const InvestmentRule rule : {real_option, capacity_choice, reverting_option, suspension_option, bad_news,
                                      uncapped_multiple, dynamic_programming})
        for (const bool mean_reverting : {false, true}) {
            CAPTURE(name_of(rule));
            CAPTURE(mean_reverting);
            double before = 0, first = 0;
            for (const double sd : {.02, .05, .1, .2, .3, .4, .5}) {
                Plant plant(12, .2, sd);
                Prospect& p = plant.p;
                p.rule = rule, p.cost = {.3, 1, 0}, p.option_weight = 1, p.unit_cost = .6, p.growth_sd = sd;
                p.option_hazard = .02, p.long_run_sd = sd, p.mean_reverting = mean_reverting;
                p.reversion = mean_reverting ? .3 : 0, p.stopping = mean_reverting ? &reverting : &martingale;
                Choice c = candidate(p, table);
                c.sigma_v = sd;
                const double trigger = trigger_of(p, c, table);
                CHECK(trigger >= before * (1 - (rule == dynamic_programming ? StoppingTable::typical_error : 0)));
                before = trigger;
                if (first == 0) first = trigger;
            }
            CHECK(before > first * 1.05);
        }
}

namespace {

// A firm whose plant is half of the demand that a contract of `years` with a guaranteed minimum brings; afterwards it
// keeps every other order. Volumes in units of the contract's planned call-off, log sd .4 in each year.
struct UnderContract {
    std::vector<double> load, sd, shift;
    Prospect p;

    UnderContract(int years, double floor, double capital_cost, InvestmentRule rule, const std::vector<double>& sizes) {
        constexpr double risk = .4, news = .3, retained = .5;
        const auto asked = static_cast<std::size_t>(years);
        for (std::size_t m = 0; m < 16; ++m) {
            const bool contracted = m <= asked;
            load.push_back(contracted ? expected_with_floor(1, risk, floor) : retained);
            sd.push_back(contracted ? (floor > 0 ? log_sd_above_floor(1, risk, floor) : risk) : risk);
            shift.push_back(contracted ? news * sd.back() / risk : news);
        }
        p.load = load, p.load_sd = sd, p.shift = shift, p.candidates = sizes, p.rule = rule;
        p.lag = 1, p.capacity = .5, p.size = .5, p.unit_margin = .2, p.hurdle = .1, p.depreciation = .08;
        p.cost = {capital_cost, .9, .01}, p.option_weight = 1;
    }
};

// Share of firms that invest, of 60 whose capital costs are spread evenly.
double share_that_invests(int years, double floor, InvestmentRule rule) {
    static const ExpectedSales table;
    static const std::vector<double> sizes{.25, .5, 1};
    double invests = 0;
    for (int i = 0; i < 60; ++i) {
        const UnderContract firm(years, floor, .2 + .02 * i, rule, sizes);
        invests += best_expansion(firm.p, table).chosen() ? 1. / 60 : 0;
    }
    return invests;
}

} // namespace

TEST_CASE("of single firms, no fewer invest under a longer contract or a higher guaranteed minimum") {
    for (const InvestmentRule rule : {InvestmentRule::npv, InvestmentRule::real_option}) {
        CAPTURE(name_of(rule));
        for (const double floor : {0., .4, .8}) {
            for (int years = 1; years < 14; ++years)
                CHECK(share_that_invests(years + 1, floor, rule) >= share_that_invests(years, floor, rule));
            CHECK(share_that_invests(10, floor, rule) > share_that_invests(1, floor, rule));
        }
        for (const int years : {3, 5, 8}) {
            for (double floor = 0; floor < .95; floor += .1)
                CHECK(share_that_invests(years, floor + .1, rule) >= share_that_invests(years, floor, rule));
            CHECK(share_that_invests(years, 1, rule) > share_that_invests(years, 0, rule));
        }
    }
}

// ---- what is computed once, and what is not computed

namespace {

// Plants of all kinds: demand that grows or falls, little or much risk, roomy or full, dear or cheap to build.
Plant random_plant(std::uint32_t number) {
    const Stream draws = stream({8, 0}, "random plants");
    const Words a = draws.block(number, 0, 0), b = draws.block(number, 1, 0), c = draws.block(number, 2, 0);
    const auto between = [](double low, double high, std::uint32_t word) { return low + (high - low) * uniform(word); };
    Plant plant(between(2, 16, a.w[0]), between(0, .9, a.w[1]), between(0, .5, a.w[2]));
    double growth = 1;
    for (std::size_t m = 0; m < plant.load.size(); ++m, growth *= between(.95, 1.06, a.w[3])) plant.load[m] *= growth;
    Prospect& p = plant.p;
    p.capacity = number % 7 == 0 ? 0 : 10, p.idle_margin = number % 3 == 0 ? between(0, .25, b.w[0]) : 0;
    p.hurdle = between(.04, .2, b.w[1]), p.cost = {between(.05, .9, b.w[2]), between(.7, 1, b.w[3]), .02};
    p.resale = number % 4 == 0 ? between(0, .8, c.w[0]) : 0, p.option_weight = 1, p.growth_sd = .2;
    p.subsidy_rate = number % 5 == 0 ? .3 : 0, p.subsidy_left = between(0, 3, c.w[1]);
    p.lag = 1 + static_cast<int>(number % 3);
    return plant;
}

} // namespace

TEST_CASE("where no candidate may be worth its cost by the bound, none is by its value") {
    const ExpectedSales table;
    const std::vector<double> candidates{.1, .25, .5, 1};
    int none = 0, worth_it = 0;
    for (std::uint32_t number = 0; number < 6000; ++number) {
        Plant plant = random_plant(number);
        plant.p.load = plant.load, plant.p.load_sd = plant.sd, plant.p.shift = plant.shift;
        plant.p.candidates = candidates;
        for (const InvestmentRule rule : {InvestmentRule::npv, InvestmentRule::capacity_choice}) {
            plant.p.rule = rule;
            const bool is_worth_it = best_expansion(plant.p, table).worth_it();
            const bool may_be = may_be_worth_it(plant.p);
            CHECK_MESSAGE((may_be || !is_worth_it), number);
            none += may_be ? 0 : 1, worth_it += is_worth_it ? 1 : 0;
        }
    }
    CHECK(none > 1000); // the bound spares something
    CHECK(worth_it > 1000);
}

TEST_CASE("candidates weighed together are those weighed one by one, to the bit") {
    const ExpectedSales table;
    const std::vector<double> candidates{.1, .25, .5, 1};
    int multiples = 0;
    for (std::uint32_t number = 0; number < 1000; ++number) {
        Plant plant = random_plant(number);
        plant.p.load = plant.load, plant.p.load_sd = plant.sd, plant.p.shift = plant.shift;
        plant.p.candidates = candidates, plant.p.rule = InvestmentRule::real_option;
        const Choice best = best_expansion(plant.p, table);
        if (!best.worth_it()) continue;
        CHECK(best.sigma_v == value_volatility(plant.p, best.expansion, table));
        Choice same = best;
        same.trigger = 0;
        CHECK(best.trigger == trigger_of(plant.p, same, table));
        multiples += best.trigger > 1 ? 1 : 0;
    }
    CHECK(multiples > 100);
}
