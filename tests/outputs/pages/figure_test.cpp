// SPDX-License-Identifier: Apache-2.0
#include "outputs/pages/figure.hpp"

#include "outputs/pages/wording.hpp"
#include "tests/outputs/fake_results.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <regex>

using namespace drumbeat;

namespace {

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

struct Found {
    double x, size, width;
    std::string anchor, words;
};

double canvas_width(const std::string& svg) {
    std::smatch match;
    REQUIRE(std::regex_search(svg, match, std::regex("viewBox=\"0 0 ([0-9.]+) ")));
    return std::stod(match[1]);
}

// The texts with the width that a plain font gives them: 0.55 of its size per character is above the average.
std::vector<Found> texts_of(const std::string& svg) {
    static const std::regex pattern(
        "<text x=\"([-0-9.]+)\" y=\"[-0-9.]+\" font-size=\"([0-9]+)\"[^>]*text-anchor=\"([a-z]+)\"[^>]*>([^<]*)<");
    std::vector<Found> found;
    for (auto i = std::sregex_iterator(svg.begin(), svg.end(), pattern); i != std::sregex_iterator(); ++i) {
        Found text{std::stod((*i)[1]), std::stod((*i)[2]), 0, (*i)[3], (*i)[4]};
        text.width = .55 * text.size * static_cast<double>(length_of(text.words));
        found.push_back(text);
    }
    return found;
}

void check_inside(const std::string& svg) {
    const double width = canvas_width(svg);
    for (const Found& text : texts_of(svg)) {
        const double left = text.anchor == "end"      ? text.x - text.width
                            : text.anchor == "middle" ? text.x - text.width / 2
                                                      : text.x;
        CHECK_MESSAGE(left >= 0, text.words);
        CHECK_MESSAGE(left + text.width <= width, text.words);
    }
}

struct Lines {
    std::vector<double> ends, grid;
};

// Ends of the horizontal bars and lines, and where the grid stands; legend excluded.
Lines lines_of(const std::string& svg) {
    static const std::regex pattern("<line x1=\"([-0-9.]+)\" y1=\"([-0-9.]+)\" x2=\"([-0-9.]+)\" y2=\"([-0-9.]+)\" "
                                    "stroke=\"([^\"]+)\"");
    Lines lines;
    for (auto i = std::sregex_iterator(svg.begin(), svg.end(), pattern); i != std::sregex_iterator(); ++i) {
        if ((*i)[5] == "#dde2e7") lines.grid.push_back(std::stod((*i)[1]));
        if ((*i)[2] == (*i)[4] && std::stod((*i)[1]) > 100)
            for (int end : {1, 3}) lines.ends.push_back(std::stod((*i)[static_cast<std::size_t>(end)]));
    }
    return lines;
}

std::string figure(const Study& study, std::int64_t replications = 40, double turn = 1) {
    FakeResults results = fake_results(replications);
    results.case_names.clear();
    for (const Variant& arm : study.arms)
        for (const NamedBehaviour& b : study.behaviours) results.case_names.push_back({arm.name, b.name, {}});
    results.value = [turn](const CaseName& c, Outcome o, std::int64_t r) {
        const double value = fake_value(c, o, r);
        return o == Outcome::scale_up_share && c.arm == "stable" ? .25 + turn * (value - .25) : value;
    };
    return figure_svg(verdict_of(results, study));
}

} // namespace

TEST_CASE("the figure draws each behaviour, with the number of the sentence") {
    const Verdict v = verdict_of(fake_results(), fake_study());
    const std::string svg = figure_svg(v);
    CHECK(has(svg, "<svg"));
    CHECK(has(svg, "</svg>"));
    for (const Detail& d : v.details) {
        CHECK(has(svg, ">" + d.effect.behaviour + "<"));
        CHECK(has(svg, ">" + with_sign(d.effect.points.value) + "<"));
        CHECK(has(d.sentence, with_sign(d.effect.points.value) + " percentage points"));
    }
    for (const char* answer : {">more<", ">fewer<", ">no effect<"}) CHECK(has(svg, answer));
    CHECK(figure_svg(verdict_of(fake_results(0), fake_study())).empty());
}

TEST_CASE("the figure explains dot, bar, line and shade") {
    const std::string svg = figure(fake_study());
    for (const char* words :
         {"mean difference: the number beside it", "The bar decides the answer", "all of it in the shade: no effect",
          "widest interval that was assessed", "over behaviours", "the shade: 2 points either way of 0"})
        CHECK_MESSAGE(has(svg, words), words);
}

TEST_CASE("the thick bar reaches as far as the interval that decides the answer, the line as far as the widest") {
    const Verdict v = verdict_of(fake_results(5), fake_study());
    const std::vector<double> ends = lines_of(figure_svg(v)).ends;
    REQUIRE(ends.size() == 4 * v.details.size());
    const Detail& d = v.details[0];
    const double bar = ends[1] - ends[0], line = ends[3] - ends[2];
    const double right = line * (d.effect.equivalence.high - d.effect.equivalence.low) / d.widest.interval.width();
    CHECK(std::fabs(bar - right) < .5); // px
}

TEST_CASE("names of any length stay within the picture") {
    Study study = fake_study();
    study.question = "Does a stable stream of orders trigger scale-up investment, and if so, for which firms, and for "
                     "how long after it has ended, and at what price?";
    study.arms[1].label = std::string(60, 'a') + " " + std::string(90, 'b');
    study.behaviours = {{"rational_dynamic_programming", {}}, {std::string(40, 'm'), {}}, {std::string(40, 'e'), {}}};
    check_inside(figure(study));
    CHECK(has(figure(study), ">rational_dynamic_programming<"));
    CHECK(has(figure(study), ">" + std::string(40, 'e') + "<"));
    study.behaviours.resize(1);
    check_inside(figure(study));
}

TEST_CASE("the axis leaves room beyond the longest bar, on either side") {
    for (int i = 0; i < 80; ++i) {
        const double turn = (i % 2 == 0 ? .1 : -.1) * (10 + i);
        const Lines lines = lines_of(figure(fake_study(), 40, turn));
        const auto bars = std::minmax_element(lines.ends.begin(), lines.ends.end());
        const auto grid = std::minmax_element(lines.grid.begin(), lines.grid.end());
        CHECK(*grid.first + 5 < *bars.first);
        CHECK(*bars.second < *grid.second - 5);
    }
}

TEST_CASE("the figure of few replications has no bars that it cannot draw") {
    const std::string svg = figure(fake_study(), 1);
    CHECK(lines_of(svg).ends.empty());
    CHECK_FALSE(has(svg, "nan"));
    CHECK_FALSE(has(svg, ">100<"));
    CHECK_FALSE(has(figure(fake_study(), 3), "nan"));
}
