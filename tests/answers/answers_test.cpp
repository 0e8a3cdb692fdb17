// SPDX-License-Identifier: Apache-2.0
// The same answer wherever results stand: this program links drumbeat_answers and nothing else of the project, as a
// browser does.
#include "outputs/pages/html_page.hpp"
#include "outputs/pages/report.hpp"
#include "tests/outputs/three_areas.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace drumbeat;

namespace {

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

} // namespace

TEST_CASE("verdict, screen and page of results that stand in no file, in both languages") {
    const Study study = three_areas({"sensors", "space"});
    const FakeResults results = three_results();
    const Verdict verdict = verdict_of(results, study);
    const Charts charts = charts_of(results, study, verdict);
    REQUIRE(verdict.effects.size() == 1);
    for (const Language language : {Language::en, Language::nl}) {
        const std::string gain = language == Language::en ? "+16.7" : "+16,7"; // points, in the areas with the policy
        const std::string screen = screen_text(verdict, {.language = language});
        CHECK_MESSAGE(has(screen, gain), screen);
        const std::string page =
            html_page({study, verdict, charts, nullptr, language, "study.h5", "drumbeat", "x: 1\n"});
        CHECK(has(page, gain));
        CHECK(has(page, "</html>"));
    }
}
