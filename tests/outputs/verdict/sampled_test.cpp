// SPDX-License-Identifier: Apache-2.0
// A sampled study with known answers: the effect of the policy rises with one factor, falls with another, and does not
// know the third.
#include "outputs/verdict/sampled.hpp"

#include "outputs/pages/report.hpp"
#include "outputs/verdict/over_points.hpp"
#include "tests/outputs/fake_results.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>

using namespace drumbeat;
using doctest::Approx;

namespace {

constexpr std::size_t point_total = 60;

Study sampled_study() {
    Study study = fake_study();
    LatinHypercube design;
    static_cast<Comparison&>(design) = comparison_of(study);
    design.behaviours = {{"waits", {}}};
    design.arms.pop_back(); // the placebo
    design.contrasts.pop_back();
    design.placebo.clear();
    design.points = point_total;
    for (const char* path : {"tender.noise", "finance.rejection", "investment.depreciation"})
        design.sample.push_back({path, *plausible_distribution(*parameter_named(path))});
    study.design = design;
    return study;
}

double value_of(const Points& points, std::size_t point, std::size_t factor) {
    return std::strtod(points.text(point, factor).c_str(), nullptr);
}

// Investment of the base is 100 + 1000 noise; the policy adds 50 + 200 noise - 300 rejection, and luck.
FakeResults results_of(const Study& study, std::int64_t replications = 12) {
    FakeResults results;
    const Points points = points_of(study);
    for (std::size_t p = 0; p < point_total; ++p)
        for (const char* arm : {"base", "stable"})
            results.case_names.push_back({arm, "waits", {std::to_string(p + 1)}});
    results.factor_names = {"point"};
    results.value = [points](const CaseName& c, Outcome o, std::int64_t r) {
        const auto p = static_cast<std::size_t>(std::atoi(c.levels[0].c_str())) - 1;
        if (o == Outcome::public_money_meur) return 1000.0;
        if (o != Outcome::investment_meur) return .5;
        const double noise = value_of(points, p, 0), rejection = value_of(points, p, 1);
        const double base = 100 + 1000 * noise + 20 * wiggle(r, 2);
        return c.arm == "base" ? base : base + 50 + 200 * noise - 300 * rejection + wiggle(r, static_cast<int>(p));
    };
    results.complete_replications = replications;
    return results;
}

const SampledQuantity& investment(const std::vector<SampledQuantity>& all) {
    for (const SampledQuantity& q : all)
        if (q.outcome == "investment_meur") return q;
    FAIL("no investment");
    return all.front();
}

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

} // namespace

TEST_CASE("a sampled study: outcomes are averaged over points, and effects follow their factors") {
    const Study study = sampled_study();
    const FakeResults results = results_of(study);
    const Verdict v = verdict_of(results, study);
    const Points points = points_of(study);
    double mean = 0;
    for (std::size_t p = 0; p < point_total; ++p)
        mean += (50 + 200 * value_of(points, p, 0) - 300 * value_of(points, p, 1)) / point_total;
    CHECK(v.effect(0, 0, 0).investment.mean.value == Approx(mean).epsilon(.01));
    CHECK(v.effect(0, 0, 0).investment.mean.count == 12);
    CHECK(v.cases == 2 * point_total);
    CHECK(v.runs == 2 * 12 * static_cast<std::int64_t>(point_total));
    CHECK(v.failed == 0);
    CHECK(v.factors.empty());

    REQUIRE(v.sampled.has_value());
    CHECK(v.sampled->points == point_total);
    CHECK(v.sampled->effects.size() == 3);
    const SampledQuantity& effect = investment(v.sampled->effects);
    CHECK(effect.mean == Approx(mean).epsilon(.01));
    CHECK(effect.correlation[0].value > .95);
    CHECK(effect.correlation[1].value < -.95);
    CHECK(std::fabs(effect.correlation[2].value) < .4);
    CHECK(by_size(effect).back() == 2);
    const SampledQuantity& level = investment(v.sampled->levels);
    CHECK(level.correlation[0].value > .99);
    CHECK(level.low < level.mean);
    CHECK(level.mean < level.high);
    CHECK(std::isnan(v.sampled->effects.front().correlation[0].value)); // growth is the same everywhere
}

TEST_CASE("a sampled study: luck is that within a point, not that of averages") {
    const Study study = sampled_study();
    FakeResults results = results_of(study, 40);
    const auto plain = results.value;
    results.value = [plain](const CaseName& c, Outcome o, std::int64_t r) {
        const int point = std::atoi(c.levels[0].c_str());
        const bool treated = c.arm == "stable" && o == Outcome::investment_meur;
        return plain(c, o, r) + (treated ? 100 * wiggle(r, 100 + point) : 0); // luck of its own at each point
    };
    const Difference& m = verdict_of(results, study).effect(0, 0, 0).investment;
    CHECK(m.luck.width() > 150); // of the 180 that a point has; averages over 60 points have some 25
}

TEST_CASE("a sampled study: points that lack runs are counted and named, and pairs stay pairs") {
    const Study study = sampled_study();
    FakeResults results = results_of(study);
    const auto whole = results.value;
    results.value = [whole](const CaseName& c, Outcome o, std::int64_t r) {
        const bool failed = (c.levels[0] == "7" && c.arm == "stable" && r == 3) || c.levels[0] == "9";
        return failed ? missing : whole(c, o, r);
    };
    const Verdict v = verdict_of(results, study), all = verdict_of(results_of(study), study);
    CHECK(v.sampled->partial == 1);
    CHECK(v.sampled->missing == 1);
    CHECK(v.sampled->incomplete == std::vector<std::size_t>{7, 9});
    CHECK(v.failed == 1 + 2 * 12);
    CHECK(investment(v.sampled->effects).correlation[0].points == point_total - 1);

    // In replication 3 point 7 counts for neither arm: the base's average is that without it.
    const OverPoints averages(results, study);
    const Points points = points_of(study);
    double base = 0;
    for (std::size_t p = 0; p < point_total; ++p)
        if (p != 6 && p != 8) base += (100 + 1000 * value_of(points, p, 0)) / (point_total - 2);
    CHECK(averages.outcome(Outcome::investment_meur, 0)[3] == Approx(base + 20 * wiggle(3, 2)));
    CHECK(v.effect(0, 0, 0).investment.mean.count == 12);
    CHECK(all.sampled->incomplete.empty());
    for (const Language language : {Language::en, Language::nl}) {
        const std::string text = screen_text(v, {false, 80, language, "FILE.h5"});
        CHECK_MESSAGE(has(text, "7, 9"), text);
    }
    CHECK(has(report_text(v), "points 7, 9."));
}

TEST_CASE("a sampled study: screen, full report and JSON show the correlations") {
    const Study study = sampled_study();
    const Verdict v = verdict_of(results_of(study), study);
    const std::string screen = screen_text(v);
    CHECK_MESSAGE(has(screen, "Sampled"), screen);
    CHECK(has(screen, "60 sampled points of 3 factors"));
    CHECK(has(screen, "finance.rejection"));
    CHECK(has(screen_text(v, {false, 80, Language::nl, "FILE.h5"}), "60 getrokken punten van 3 factoren"));
    const std::string full = report_text(v);
    CHECK_MESSAGE(has(full, "Sampled factors"), full);
    CHECK(has(full, "effect of main, under waits."));
    CHECK(has(full, "base itself, under waits."));
    CHECK(has(full, "investment.depreciation"));
    const std::string json = report_json(v);
    CHECK(has(json, "\"sampled\": {\"points\": 60, \"partial_points\": 0"));
    CHECK(has(json, "{\"factor\": \"tender.noise\", \"partial_rank_correlation\": "));
    CHECK(has(report_json(verdict_of(fake_results(), fake_study())), "\"sampled\": null"));
}

TEST_CASE("a sampled study: results that hold other cases are refused") {
    const Study study = sampled_study();
    FakeResults results = results_of(study);
    results.case_names.pop_back();
    CHECK_THROWS_AS(verdict_of(results, study), FileProblem);
}
