// SPDX-License-Identifier: Apache-2.0
// config/studies/toy-benchmark.yaml against a solution of the same problem that shares no code with the model: dynamic
// programming on a grid with Tauchen's transition probabilities (Tauchen 1986), and the exact probability that demand
// reaches the trigger in one of the five years.
#include "packaged.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <string>
#include <vector>

using namespace drumbeat;

namespace {

using Column = std::vector<double>;
constexpr double discount = 1 / 1.12, survival = .95;

double probability_below(double x) { return .5 * std::erfc(-x / std::sqrt(2.0)); }

// A Markov chain on an even grid: x' is normal around mean(x).
struct Chain {
    Column x;
    std::vector<Column> to;
    double step;

    Chain(double centre, double reach, int nodes, double sd, const std::function<double(double)>& mean)
        : step(2 * reach / (nodes - 1)) {
        for (int i = 0; i < nodes; ++i) x.push_back(centre - reach + step * i);
        for (const double from : x) to.push_back(masses(mean(from), sd));
    }
    Column masses(double mean, double sd) const {
        Column mass;
        double below = 0;
        for (std::size_t j = 0; j < x.size(); ++j) {
            const double upto = j + 1 == x.size() ? 1 : probability_below((x[j] + step / 2 - mean) / sd);
            mass.push_back(upto - below);
            below = upto;
        }
        return mass;
    }
    Column expected(const Column& next) const {
        Column now;
        for (const Column& row : to) {
            double sum = 0;
            for (std::size_t j = 0; j < x.size(); ++j) sum += row[j] * next[j];
            now.push_back(sum);
        }
        return now;
    }
};

// Value of a plant per unit of margin: min(D, 1) now, and what survives of the years to come.
Column plant_value(const Chain& chain) {
    Column flow;
    for (const double x : chain.x) flow.push_back(std::min(std::exp(x), 1.0));
    Column value = flow;
    for (int year = 0; year < 120; ++year) {
        value = chain.expected(value);
        for (std::size_t i = 0; i < value.size(); ++i) value[i] = flow[i] + survival * discount * value[i];
    }
    return value;
}

// The lowest log demand at which margin x value, less the cost of 1, is not below what waiting is worth.
double trigger(const Chain& chain, const Column& value, double margin, bool may_wait) {
    Column option, wait(value.size(), 0);
    for (const double v : value) option.push_back(std::max(0.0, margin * v - 1));
    for (int year = 0; may_wait && year < 120; ++year) {
        wait = chain.expected(option);
        for (std::size_t i = 0; i < value.size(); ++i) option[i] = std::max(margin * value[i] - 1, wait[i] *= discount);
    }
    double before = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const double gap = margin * value[i] - 1 - wait[i];
        if (gap >= 0) return i == 0 ? -1e9 : chain.x[i] - chain.step * gap / (gap - before);
        before = gap;
    }
    return 1e9;
}

// Probability that log demand, stationary in the first year, is at or above the trigger in one of five years.
double reaches(const Chain& truth, double sx, double at) {
    const auto below = [&](Column mass) { // of a node's mass, the part below the trigger
        for (std::size_t j = 0; j < mass.size(); ++j)
            mass[j] *= std::clamp((at - truth.x[j]) / truth.step + .5, 0.0, 1.0);
        return mass;
    };
    Column mass = below(truth.masses(-.5 * sx * sx, sx));
    for (int year = 1; year < 5; ++year) {
        Column next(mass.size(), 0);
        for (std::size_t i = 0; i < mass.size(); ++i)
            for (std::size_t j = 0; j < mass.size(); ++j) next[j] += mass[i] * truth.to[i][j];
        mass = below(next);
    }
    double waits = 0;
    for (const double m : mass) waits += m;
    return 1 - waits;
}

// Share of firms, over eleven margins, that build within five years under a rule.
double reference_share(const std::string& rule, double phi, double cv, int nodes) {
    const double sx = std::sqrt(std::log(1 + cv * cv)), mean = -.5 * sx * sx, growth = sx * std::sqrt(2 * (1 - phi));
    const Chain truth(mean, 5 * sx, nodes, sx * std::sqrt(1 - phi * phi),
                      [&](double x) { return mean + phi * (x - mean); });
    // A naive firm sees a martingale in levels with the growth that it observes.
    const Chain martingale(0, std::max(1.5 + 4 * growth, 5 * sx), nodes, growth,
                           [&](double x) { return x - .5 * growth * growth; });
    const Chain& seen = rule == "naive" ? martingale : truth;
    const Column value = plant_value(seen);
    const double root = .5 + std::sqrt(.25 + 2 * .12 / (growth * growth)); // of the uncapped multiple, yearly decisions
    const double multiple = root / (root - 1) * std::exp(-.5826 * growth), certain = 1 / (1 - survival * discount);
    double sum = 0;
    for (int i = 0; i < 11; ++i) {
        const double margin = .15 + .01 * i, ratio = multiple / (margin * certain);
        const double at = rule != "uncapped" ? trigger(seen, value, margin, rule != "npv")
                          : ratio <= 1       ? std::log(ratio)
                                             : 1e9;
        sum += reaches(truth, sx, at) / 11;
    }
    return sum;
}

const std::vector<double> cvs{0, .2, .4, .6, .8};

// What is asked of the study, by rule and persistence; the columns are cv 0 to .8. From the same dynamic programming,
// 2,000 firms; of the naive rule, the values of its consistent form.
const std::map<std::string, std::map<std::string, std::vector<double>>> asked{
    {"npv", {{"half", {.90, .83, .75, .66, .56}}, {"nine", {.90, .85, .75, .64, .57}}}},
    {"rational", {{"half", {.90, .81, .70, .57, .46}}, {"nine", {.90, .78, .62, .52, .44}}}},
    {"naive", {{"half", {.90, .66, .37, .15, .06}}, {"nine", {.90, .76, .57, .45, .36}}}},
    {"uncapped", {{"half", {.90, .42, 0, 0, 0}}, {"nine", {.90, .65, .39, .22, .10}}}}};

double persistence(const std::string& level) { return level == "half" ? .5 : .9; }

// Calls `check` with every case's rule, persistence, column, share of firms that built, and its standard error.
template <class Check> void each_case(int replications, Check&& check) {
    const Study study = packaged_study("toy-benchmark");
    std::vector<Problem> problems;
    const auto cases = cases_of(study, problems);
    const auto shares = outcomes_of(study, cases, replications, Outcome::scale_up_share);
    const int firms = cases.front().scenario.segments.front().initial.smes * replications;
    const std::map<std::string, std::size_t> column{{"none", 0}, {"two", 1}, {"four", 2}, {"six", 3}, {"eight", 4}};
    for (std::size_t c = 0; c < cases.size(); ++c) {
        double share = 0;
        for (const double one : shares[c]) share += one / replications;
        check(cases[c].behaviour, cases[c].levels[0], column.at(cases[c].levels[1]), share, firms);
    }
}

} // namespace

TEST_CASE("the toy benchmark's asked shares agree with a solution by dynamic programming") {
    for (const char* rule : {"npv", "rational", "naive", "uncapped"})
        for (const char* phi : {"half", "nine"}) {
            CAPTURE(rule);
            CAPTURE(phi);
            CHECK(std::abs(reference_share(rule, persistence(phi), .4, 101) - asked.at(rule).at(phi)[2]) < .03);
        }
}

TEST_CASE("the toy benchmark: a study's shares are those asked, 440 firms a case") {
    // Tolerance: .02 for what the asked shares are themselves uncertain (2,000 firms), and four binomial standard
    // errors at a share that is never below .05: fewer than 1 of 300 correct models fail in one of 40 cells.
    each_case(4, [](const std::string& rule, const std::string& phi, std::size_t column, double share, int firms) {
        const double wanted = asked.at(rule).at(phi)[column], spread = std::max(wanted, .05);
        CAPTURE(rule);
        CAPTURE(phi);
        CAPTURE(cvs[column]);
        CHECK(std::abs(share - wanted) < .02 + 4 * std::sqrt(spread * (1 - spread) / firms));
    });
}

TEST_CASE("long: the toy benchmark: a study's shares match dynamic programming, 2,200 firms a case") {
    std::string table = "\nshare of firms that build within five years: asked / solved / simulated";
    each_case(20, [&](const std::string& rule, const std::string& phi, std::size_t column, double share, int) {
        const double wanted = asked.at(rule).at(phi)[column];
        const double solved = column == 0 ? 10. / 11 : reference_share(rule, persistence(phi), cvs[column], 301);
        char cell[80];
        std::snprintf(cell, sizeof cell, "%s%.2f/%.3f/%.3f ",
                      column == 0 ? ("\n" + rule + " " + phi + ": ").c_str() : "", wanted, solved, share);
        table += cell;
        CAPTURE(rule);
        CAPTURE(phi);
        CAPTURE(cvs[column]);
        CHECK(std::abs(share - wanted) < .03);
        CHECK(std::abs(share - solved) < .03);
    });
    MESSAGE(table);
}
