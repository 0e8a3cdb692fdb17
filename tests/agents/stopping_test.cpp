// SPDX-License-Identifier: Apache-2.0
#include "agents/chance.hpp"
#include "agents/options.hpp"
#include "agents/projects.hpp"
#include "agents/stopping.hpp"

#include "printed.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <thread>
#include <vector>

using namespace drumbeat;
using doctest::Approx;

namespace {
constexpr double hurdle = .12, survival = .95;
double trigger_demand(double phi, double cv) {
    const double sx = std::sqrt(std::log(1 + cv * cv));
    const StoppingSolution solution({{phi, sx * std::sqrt(1 - phi * phi)}, 0, 0, hurdle, survival, 0}, 401);
    return std::exp(solution.trigger(1 / .20));
}

// A plain chain on an even grid: x' normal around mean(x), probabilities by the normal distribution (Tauchen 1986).
struct Chain {
    std::vector<double> x, to; // `to` row by row
    Chain(double low, double high, std::size_t nodes, double sd, const std::function<double(double)>& mean) {
        const double step = (high - low) / static_cast<double>(nodes - 1);
        for (std::size_t i = 0; i < nodes; ++i) x.push_back(low + step * static_cast<double>(i));
        for (const double from : x) {
            double below = 0;
            for (std::size_t j = 0; j < nodes; ++j) {
                const double upto =
                    j + 1 == nodes ? 1 : .5 * std::erfc(-(x[j] + step / 2 - mean(from)) / sd / std::sqrt(2.0));
                to.push_back(upto - below);
                below = upto;
            }
        }
    }
    std::vector<double> expected(const std::vector<double>& next) const {
        std::vector<double> now(x.size(), 0);
        for (std::size_t i = 0; i < x.size(); ++i)
            for (std::size_t j = 0; j < x.size(); ++j) now[i] += to[i * x.size() + j] * next[j];
        return now;
    }
};

// Multiple of a project whose value follows a geometric Brownian motion and who may be started once a year: drift
// `growth` of the value and discount factor of one year; critical cost of a value of 1.
double yearly_multiple(double growth, double factor, double sd) {
    const Chain chain(-4, 6, 801, sd, [&](double x) { return x + std::log(growth) - .5 * sd * sd; });
    std::vector<double> value;
    for (const double x : chain.x) value.push_back(std::exp(x));
    return 1 / critical_costs(chain.to, value, factor)[320]; // x = 0
}
} // namespace

// Dixit and Pindyck (1994), ch. 2: a factory for 1600 makes one widget a year from now on; its price is P0 now and from
// next year on 1.5 P0 or .5 P0 for ever, at even odds; 10 % a year.
TEST_CASE("T2: the two-period widget factory: invest now, wait, or never") {
    const std::vector<double> always(600, 200.0), high(600, 300.0);
    CHECK(net_present_value(1600 - 200, always, .10) == Approx(600));
    CHECK_PRINTED(.5 / 1.1 * net_present_value(1600 - 300, high, .10), "772.73");
    // States low, now, high for P0 = 1: a factory is worth 5.5, 11, 16.5. It waits for an outlay between the critical
    // cost of today and that of a high price, hence for P0 between 1600 over the one and over the other.
    const std::vector<double> to{1, 0, 0, .5, 0, .5, 0, 0, 1}, worth{5.5, 11, 16.5};
    const std::vector<double> critical = critical_costs(to, worth, 1 / 1.1);
    CHECK_PRINTED(1600 / critical[1], "249.35");
    CHECK_PRINTED(1600 / critical[2], "96.97");
}

// Oracle T20: Dixit and Pindyck (1994), ch. 5, decided once a year; grid dynamic programming good to .005.
TEST_CASE("T20: the multiple of yearly decisions by dynamic programming, in both conventions of a year") {
    const double r[] = {.04, .08, .08, .12}, delta[] = {.04, .06, .06, .12}, sd[] = {.2, .2, .3, .3};
    const double continuous[] = {1.782, 1.773, 2.146, 1.540}, yearly[] = {1.793, 1.804, 2.193, 1.566};
    for (int i = 0; i < 4; ++i) {
        CHECK(std::abs(yearly_multiple(std::exp(r[i] - delta[i]), std::exp(-r[i]), sd[i]) - continuous[i]) < .005);
        CHECK(std::abs(yearly_multiple(1 + r[i] - delta[i], 1 / (1 + r[i]), sd[i]) - yearly[i]) < .005);
        CHECK(yearly_option_multiple({r[i], r[i] - delta[i], sd[i], 0}) == Approx(continuous[i]).epsilon(.01));
    }
}

TEST_CASE("far below capacity the stopping problem is that of an uncapped martingale") {
    // r = .12, no drift: 1.566 with s = .3. Few cash flows survive, so that capacity stays out of reach and the value
    // is proportional to demand.
    const StoppingSolution solution({{1, .3}, 0, 0, .12, .1, 0}, 401);
    CHECK(std::abs(solution.multiple(-.9) - 1.566) < .01);
}

TEST_CASE("critical costs: two states by hand") {
    // Value 1 or 3, equal odds to stay, factor .9. High: stop at any cost up to 3. Low: waiting is worth
    // w = .9 (.5 w + .5 (3 - I)), w = .45 (3 - I) / .55; 1 - I = w at I = -8, so that the low state never stops at a
    // positive cost; with value 2.8 it does at I = (2.8 - .8182 * 3) / (1 - .8182) = 1.9.
    const std::vector<double> even(4, .5);
    const std::array<double, 2> far{1, 3}, near{2.8, 3};
    CHECK(critical_costs(even, far, .9)[0] == Approx(-8));
    CHECK(critical_costs(even, far, .9)[1] == Approx(3));
    CHECK(critical_costs(even, near, .9)[0] == Approx(1.9));
}

TEST_CASE("critical costs by elimination are those of value iteration") {
    const double sd = .4, phi = .7, factor = 1 / 1.1;
    const Chain chain(-1.6, 1.6, 81, sd * std::sqrt(1 - phi * phi), [&](double x) { return phi * x; });
    std::vector<double> value;
    for (const double x : chain.x) value.push_back(5 + std::min(std::exp(x), 1.0));
    const std::vector<double> cost = critical_costs(chain.to, value, factor);
    for (const std::size_t state : {20U, 40U, 50U, 70U}) {
        std::vector<double> option(chain.x.size(), 0), wait;
        for (int year = 0; year < 400; ++year) {
            wait = chain.expected(option);
            for (std::size_t i = 0; i < option.size(); ++i)
                option[i] = std::max(value[i] - cost[state], factor * wait[i]);
        }
        CHECK(value[state] - cost[state] == Approx(factor * wait[state]).epsilon(1e-6)); // indifferent, exactly here
    }
}

namespace {
// Errors of ln M of the table against the literal solution, over states drawn from its range where M is below 2.5.
void check_table(double rho, int lag, int states) {
    const std::vector<double> candidates{.25, .5, 1, 2};
    const StoppingTable table(rho, .9, lag, candidates);
    const Stream draws = stream({3, 0}, "stopping table test");
    std::vector<double> errors;
    for (int i = 0; static_cast<int>(errors.size()) < states; ++i) {
        const Words a = draws.block(static_cast<std::uint32_t>(i), lag, 0),
                    b = draws.block(static_cast<std::uint32_t>(i), lag, 1);
        const auto between = [](double low, double high, std::uint32_t word) {
            return low + (high - low) * uniform(word);
        };
        StoppingTable::State state;
        state.log_sd = between(.03, 1.2, a.w[0]), state.discount = between(.04, .22, a.w[1]);
        const std::size_t pick = b.w[0] % 5;
        state.base = pick == 4 ? 0 : 1 / (1 + candidates[pick]);
        state.long_run = rho < 1 ? between(-.9, .5, a.w[2]) : 0;
        state.level = rho < 1 ? state.long_run + between(-2, 2, a.w[3]) * state.log_sd : between(-1.5, 1.5, a.w[3]);
        const double literal = StoppingSolution(StoppingTable::problem(rho, .9, lag, state), 301).multiple(state.level);
        if (literal < 2.5) errors.push_back(std::abs(std::log(table.multiple(state) / literal)));
    }
    std::sort(errors.begin(), errors.end());
    double mean = 0;
    for (const double error : errors) mean += error / states;
    const double usual = errors[static_cast<std::size_t>(.95 * states)];
    MESSAGE("persistence ", rho, ", lag ", lag, ": error of ln M: mean ", mean, ", 95 of 100 below ", usual,
            ", largest ", errors.back());
    CHECK(mean < StoppingTable::typical_error);
    CHECK(usual < StoppingTable::usual_error);
}
} // namespace

TEST_CASE("the table of multiples keeps its error bounds") { check_table(.5, 1, 60); }

TEST_CASE("long: the table of multiples keeps its error bounds over its whole range") {
    for (const double rho : {0.0, .5, .9, .97, 1.0})
        for (const int lag : {0, 2}) check_table(rho, lag, 1500);
}

TEST_CASE("R8: trigger demand of the toy problem, p = .20, mean 1, plant 1") {
    CHECK(trigger_demand(.5, .3) == Approx(.862).epsilon(.02));
    CHECK(trigger_demand(.8, .3) == Approx(.872).epsilon(.02));
    CHECK(trigger_demand(.95, .3) == Approx(.842).epsilon(.02));
    CHECK(trigger_demand(.5, .6) == Approx(.980).epsilon(.02));
}

TEST_CASE("without risk the value is the annuity and waiting is worth nothing") {
    const StoppingSolution solution({{1, 1e-4}, 0, 0, hurdle, survival, 0}, 201);
    CHECK(solution.value(.5) == Approx(1 / (1 - survival / (1 + hurdle))).epsilon(1e-3));
    CHECK(solution.multiple(-.2) == Approx(1).epsilon(.01));
}

TEST_CASE("the multiple is at least 1 and rises with volatility; a lag discounts the value") {
    double before = 1;
    for (const double sd : {.05, .1, .2, .4}) {
        const StoppingSolution solution({{1, sd}, 0, 0, hurdle, survival, 0});
        CHECK(solution.multiple(-.1) >= before - 5e-3);
        before = solution.multiple(-.1);
    }
    const StoppingSolution now({{1, .2}, 0, 0, hurdle, survival, 0}), later({{1, .2}, 0, 0, hurdle, survival, 2});
    CHECK(later.value(0) < now.value(0) / 1.2);
}

TEST_CASE("a table that threads read at once gives what it gives alone, in whatever order it is read") {
    const std::vector<double> candidates{.5};
    const auto state = [](int i) {
        StoppingTable::State asked;
        asked.log_sd = .1 + .01 * i, asked.discount = .05 + .005 * i, asked.base = i % 2 == 0 ? 0 : 1 / 1.5;
        asked.long_run = -.5 + .04 * i, asked.level = asked.long_run + .1;
        return asked;
    };
    const StoppingTable alone(.5, .9, 1, candidates), shared(.5, .9, 1, candidates);
    std::vector<double> up(20), down(20);
    {
        std::jthread one([&] {
            for (int i = 0; i < 20; ++i) up[static_cast<std::size_t>(i)] = shared.multiple(state(i));
        });
        std::jthread other([&] {
            for (int i = 19; i >= 0; --i) down[static_cast<std::size_t>(i)] = shared.multiple(state(i));
        });
    }
    for (int i = 0; i < 20; ++i) {
        const double expected = alone.multiple(state(i));
        CHECK(up[static_cast<std::size_t>(i)] == expected);
        CHECK(down[static_cast<std::size_t>(i)] == expected);
    }
}
