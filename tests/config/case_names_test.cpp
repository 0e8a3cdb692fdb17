// SPDX-License-Identifier: Apache-2.0
#include "config/case_names.hpp"

#include "config/cases.hpp"
#include "config/yaml.hpp"
#include "tests/places.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <random>

using namespace drumbeat;

namespace {

std::vector<CaseName> list_of(const CaseNames& names) {
    std::vector<CaseName> list;
    for (std::size_t i = 0; i < names.size(); ++i) list.push_back(names[i]);
    return list;
}

// The layout in loops: points outermost, then factors of the world, behaviours, factors of levers, arms.
std::vector<CaseName> in_loops(const Study& study, const std::vector<bool>& of_levers) {
    const Comparison& comparison = comparison_of(study);
    std::vector<CaseName> list{{"", "", std::vector<std::string>(comparison.factors.size())}};
    const auto times = [&](std::size_t count, const auto& write) {
        std::vector<CaseName> longer;
        for (const CaseName& name : list)
            for (std::size_t i = 0; i < count; ++i) {
                longer.push_back(name);
                write(longer.back(), i);
            }
        list = std::move(longer);
    };
    const auto factors = [&](bool which) {
        for (std::size_t f = 0; f < comparison.factors.size(); ++f)
            if (of_levers[f] == which)
                times(comparison.factors[f].levels.size(),
                      [&](CaseName& name, std::size_t i) { name.levels[f] = comparison.factors[f].levels[i].name; });
    };
    if (const std::size_t points = point_count(study); points > 0)
        times(points, [](CaseName& name, std::size_t i) { name.levels.push_back(std::to_string(i + 1)); });
    factors(false);
    times(std::max<std::size_t>(1, comparison.behaviours.size()), [&](CaseName& name, std::size_t i) {
        name.behaviour = comparison.behaviours.empty() ? "as_in_scenario" : comparison.behaviours[i].name;
    });
    factors(true);
    times(std::max<std::size_t>(1, comparison.arms.size()), [&](CaseName& name, std::size_t i) {
        name.arm = comparison.arms.empty() ? "base" : comparison.arms[i].name;
    });
    return list;
}

Study random_study(std::mt19937& chance, std::vector<bool>& of_levers) {
    const auto below = [&](unsigned n) { return static_cast<unsigned>(chance() % n); };
    Study study;
    study.base.segments = {Segment{}};
    LatinHypercube design;
    for (unsigned a = below(4); a > 0; --a) design.arms.push_back({"arm" + std::to_string(a), "", {}});
    for (unsigned b = below(4); b > 0; --b) design.behaviours.push_back({"b" + std::to_string(b), {}});
    for (unsigned f = below(4); f > 0; --f) {
        of_levers.push_back(below(2) == 0);
        const std::string path = of_levers.back() ? "segments.*.orders.cv" : "tender.noise";
        Factor factor{"f" + std::to_string(f), {}};
        const bool numbered = below(2) == 0;
        for (unsigned level = 0; level < 1 + below(4); ++level)
            factor.levels.push_back(
                {numbered ? std::to_string(level + 1) : "l" + std::to_string(level), "", {{path, "0.1", {}}}});
        design.factors.push_back(std::move(factor));
    }
    design.points = below(2) == 0 ? 0 : 1 + below(20);
    study.design = std::move(design);
    return study;
}

} // namespace

TEST_CASE("names of cases: computed ones are those of the layout in loops, for random layouts; and found again") {
    std::mt19937 chance(1);
    for (int n = 0; n < 300; ++n) {
        std::vector<bool> of_levers;
        const Study study = random_study(chance, of_levers);
        const std::vector<CaseName> list = in_loops(study, of_levers);
        const CaseList cases(study);
        REQUIRE(list_of(cases.names()) == list);
        REQUIRE(cases.size() == static_cast<std::size_t>(case_count(study)));
        REQUIRE(CaseNames(list) == cases.names()); // heard as a list, they take no more memory
        const std::size_t i = chance() % list.size();
        REQUIRE(cases.names().find(list[i]) == i);
        CaseName other = list[i];
        other.arm = "nobody";
        REQUIRE_FALSE(cases.names().find(other));
    }
}

TEST_CASE("names of cases: in any order and number they are the list that was heard") {
    std::mt19937 chance(2);
    for (int n = 0; n < 300; ++n) {
        std::vector<bool> of_levers;
        std::vector<CaseName> list = in_loops(random_study(chance, of_levers), of_levers);
        if (n % 3 == 0) std::shuffle(list.begin(), list.end(), chance);
        if (n % 3 == 1) list.resize(1 + chance() % list.size());
        if (n % 3 == 2) list.push_back(list[chance() % list.size()]);
        const CaseNames names(list);
        REQUIRE(list_of(names) == list);
        const CaseName& one = list[chance() % list.size()];
        REQUIRE(names[names.find(one).value()] == one);
    }
}

TEST_CASE("names of cases: those of every packaged study are the ones of its cases, and heard as a list the same") {
    namespace fs = std::filesystem;
    int studies = 0;
    for (const auto& entry : fs::directory_iterator(fs::path(source_dir()) / "config/studies")) {
        if (entry.path().extension() != ".yaml") continue;
        std::vector<Problem> problems;
        const std::vector<std::string> folders{(fs::path(source_dir()) / "config").string()};
        const Study study = read_study(entry.path().string(), folders, problems).study;
        REQUIRE_FALSE(has_errors(problems));
        const CaseList cases(study);
        CHECK(CaseNames(list_of(cases.names())) == cases.names());
        for (const CaseCoordinate& c : cases.names().coordinates()) CHECK(c.places.empty());
        CHECK(static_cast<double>(cases.size()) == case_count(study));
        ++studies;
    }
    CHECK(studies > 20);
}

TEST_CASE("names of cases: coordinates that do not name so many cases are refused") {
    const CaseCoordinate arms = in_turn({"base", "stable"}, 1), one = in_turn({"waits"}, 2);
    CHECK(name_of(CaseNames({arms, one}, 6)[5]) == "stable/waits");
    CHECK_THROWS_AS(CaseNames({arms}, 6), std::invalid_argument);
    CHECK_THROWS_AS(CaseNames({arms, in_turn({}, 1)}, 6), std::invalid_argument);
    CHECK_THROWS_AS(CaseNames({arms, in_turn({"waits"}, 0)}, 6), std::invalid_argument);
    CaseCoordinate odd = arms;
    odd.count = 3;
    CHECK_THROWS_AS(CaseNames({odd, one}, 6), std::invalid_argument);
    odd = arms;
    odd.places = {0, 1, 2};
    CHECK_THROWS_AS(CaseNames({odd, one}, 3), std::invalid_argument);
    odd.places = {0, 1};
    CHECK_THROWS_AS(CaseNames({odd, one}, 3), std::invalid_argument);
}
