// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/figures.hpp"

#include "outputs/pages/chart_assets.hpp"
#include "outputs/pages/chart_data.hpp"
#include "tests/outputs/three_areas.hpp"
#include "tools/commands/child.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <map>
#include <string>

using namespace drumbeat;

namespace {

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

std::string data_of(const Study& study, const FakeResults& results = fake_results()) {
    const Verdict verdict = verdict_of(results, study);
    const Charts charts = charts_of(results, study, verdict);
    return chart_data_json({study, verdict, charts, nullptr, Language::en, "study.h5", "drumbeat", ""});
}

// A search path for as long as it lives.
struct SearchPath {
    explicit SearchPath(const char* path) : before(std::getenv("PATH")) { ::setenv("PATH", path, 1); }
    ~SearchPath() { ::setenv("PATH", before.c_str(), 1); }
    std::string before;
};

bool can_draw() {
    return chart_assets().present() && !tools::find_program({"node", "nodejs"}).empty() &&
           !tools::find_program({"rsvg-convert"}).empty();
}

} // namespace

TEST_CASE("without node, figures are one line that names the package") {
    const SearchPath nothing("/nonexistent");
    try {
        tools::check_can_draw();
        FAIL("nothing was missed");
    } catch (const FileProblem& problem) {
        CHECK_MESSAGE(has(problem.what(), "install the Debian package nodejs"), problem.what());
        CHECK_FALSE(problem.input);
    }
}

TEST_CASE("every chart becomes a drawing and a picture of 300 dots an inch") {
    if (!can_draw()) return;
    Study study = fake_study();
    comparison_in(study).arms[1].label = "</svg><script>alert(1)</script>";
    const std::map<std::string, std::string> figures = tools::draw_figures(data_of(study));
    for (const char* name : {"contrast-scale-up-share.svg", "arms-investment-meur.svg", "paid.svg", "paid.png"})
        REQUIRE_MESSAGE(figures.count(name) == 1, name);
    const std::string& drawing = figures.at("contrast-scale-up-share.svg");
    CHECK(drawing.find("<svg ") == 0);
    CHECK(has(drawing, "xmlns=\"http://www.w3.org/2000/svg\""));
    CHECK_FALSE(has(drawing, "<script"));
    CHECK(has(drawing, ">percentage points<"));
    const std::string& picture = figures.at("paid.png");
    CHECK(picture.substr(1, 3) == "PNG");
    CHECK(picture.substr(37, 13) == std::string("pHYs\0\0\x2e\x23\0\0\x2e\x23\1", 13)); // 11811 dots a metre
}

TEST_CASE("figures of a study of one area draw the area, and the country beside it") {
    if (!can_draw()) return;
    const auto figures = tools::draw_figures(data_of(three_areas({"sensors"}), three_results()));
    const std::string& drawing = figures.at("contrast-capacity-added-meur.svg");
    CHECK(has(drawing, ">sensors<"));
    CHECK(has(drawing, ">the whole country<"));
    CHECK(has(drawing, ">+10.0<"));
    CHECK(figures.count("arms-capacity-added-meur.svg") == 0); // with one other arm it would be the same drawing
    CHECK_FALSE(has(figures.at("contrast-exports-meur.svg"), ">sensors<")); // not recorded of areas
}
