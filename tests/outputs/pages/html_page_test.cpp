// SPDX-License-Identifier: Apache-2.0
#include "outputs/pages/html_page.hpp"

#include "outputs/pages/chart_assets.hpp"
#include "outputs/pages/html_text.hpp"
#include "tests/outputs/three_areas.hpp"
#include "tests/places.hpp"

#include <doctest/doctest.h>

#include <regex>
#include <vector>

using namespace drumbeat;

namespace {

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

std::string page_of(const FakeResults& results, const Study& study, Language language = Language::en) {
    const Verdict verdict = verdict_of(results, study);
    const Charts charts = charts_of(results, study, verdict);
    return html_page({study, verdict, charts, nullptr, language, "study.h5", "drumbeat 0.1.0", "name: x\nseed: 7\n"});
}

// The page without its script, style and data: what must be well-formed and inert.
std::string markup_of(const std::string& page) {
    std::string rest = page;
    for (const char* name : {"script", "style"}) {
        const std::string start = std::string("<") + name, end = std::string("</") + name + ">";
        for (std::size_t at = rest.find(start); at != std::string::npos; at = rest.find(start, at)) {
            const std::size_t stop = rest.find(end, at);
            REQUIRE(stop != std::string::npos);
            rest.erase(at, stop + end.size() - at);
        }
    }
    return rest;
}

// What is wrong with the nesting of elements; empty when all that is opened is closed in order.
std::string nesting_fault(const std::string& markup) {
    static const std::regex tag("<(/?)([a-z][a-z0-9]*)((?:[^<>\"]|\"[^\"]*\")*)>");
    static const std::regex attributes("( [a-z-]+(=\"[^\"<]*\")?)*");
    std::vector<std::string> open;
    for (std::sregex_iterator i(markup.begin(), markup.end(), tag), end; i != end; ++i) {
        const std::string name = (*i)[2];
        if (!std::regex_match((*i)[3].str(), attributes)) return "attributes of " + name + ":" + (*i)[3].str();
        if (name == "meta") continue;
        if ((*i)[1].length() == 0) {
            open.push_back(name);
        } else {
            if (open.empty() || open.back() != name) return "</" + name + "> closes nothing";
            open.pop_back();
        }
    }
    const std::string without_tags = std::regex_replace(markup, tag, "");
    if (has(without_tags, "<") && without_tags.find('<') != without_tags.find("<!doctype html>")) return "a stray <";
    return open.empty() ? "" : "<" + open.back() + "> stays open";
}

} // namespace

TEST_CASE("the page says who paid whom and what institutions held, where the file knows") {
    FakeResults results = fake_results();
    CHECK_FALSE(has(page_of(results, fake_study()), "Who paid whom"));
    give_money(results, 3);
    const std::string english = page_of(results, fake_study());
    const std::string dutch = page_of(results, fake_study(), Language::nl);
    CHECK(nesting_fault(markup_of(english)) == "");
    CHECK(has(english, "Who paid whom, and what institutions held"));
    for (const char* cell : {">banks</th>", ">loans</td>", ">15.0</td>", ">30.0</td>", ">101</td>", ">201</td>"})
        CHECK_MESSAGE(has(english, cell), cell);
    CHECK(has(english, "banks: lent out"));
    CHECK_FALSE(has(english, "firms refused")); // nothing in any year
    CHECK(has(dutch, "Wie aan wie betaalde, en wat instellingen hadden"));
    for (const char* cell : {">banken</th>", ">leningen</td>", ">15,0</td>", ">30,0</td>"})
        CHECK_MESSAGE(has(dutch, cell), cell);
    CHECK(has(dutch, "banken: uitstaande leningen"));
}

TEST_CASE("the page is well-formed, in both languages") {
    for (const Language language : {Language::en, Language::nl}) {
        const std::string page = page_of(fake_results(), fake_study(), language);
        CHECK(has(page, language == Language::en ? "<html lang=\"en\">" : "<html lang=\"nl\">"));
        CHECK(nesting_fault(markup_of(page)) == "");
    }
    CHECK(nesting_fault("<p>a</p><ul><li>b</ul></li>") != "");
    CHECK(nesting_fault("<p>a") != "");
    CHECK(nesting_fault("<p title=\"a\"b\">c</p>") != "");
}

TEST_CASE("the page's policy lets run what the program carries, and nothing else be asked for") {
    const std::string page = page_of(fake_results(), fake_study()), policy = content_security_policy();
    CHECK(has(page, "http-equiv=\"Content-Security-Policy\" content=\"" + policy + "\""));
    CHECK(policy.find("default-src 'none'; script-src '" + std::string(with_charts() ? "sha256-" : "'")) == 0);
    CHECK_FALSE(has(policy, "unsafe"));
    const std::string markup = markup_of(page);
    CHECK_FALSE(std::regex_search(markup, std::regex("(src|href|action)=\"(?!#)")));
    CHECK_FALSE(std::regex_search(markup, std::regex(" on[a-z]+=| style=")));
    CHECK_FALSE(has(std::string(chart_assets().style), "url("));
    CHECK_FALSE(has(std::string(chart_assets().style), "@import"));
}

TEST_CASE("names and labels that others wrote are inert on the page") {
    const std::string hostile =
        "</script><script>alert(1)</script>\"><img src=x onerror=alert(1)>'&amp;\x1b[31m\xe2\x80\xae";
    Study study = fake_study();
    study.question = hostile;
    study.name = hostile;
    comparison_in(study).arms[1].label = hostile;
    FakeResults results = fake_results();
    results.stored_warnings = {hostile};
    const std::string page = page_of(results, study);
    CHECK(nesting_fault(markup_of(page)) == "");
    CHECK(page.find("<img") == std::string::npos);
    CHECK(page.find("<script>alert") == std::string::npos);
    CHECK(page.find('\x1b') == std::string::npos);
    CHECK(page.find("\xe2\x80\xae") == std::string::npos);
    std::size_t scripts = 0;
    for (std::size_t at = page.find("</script"); at != std::string::npos; at = page.find("</script", at + 1)) ++scripts;
    CHECK(scripts == 2); // the data and the page's own
    CHECK(json_in_script("\"</script>&\"") == "\"\\u003c/script\\u003e\\u0026\"");
    CHECK(html("<a href='x'>\"&") == "&lt;a href=&#39;x&#39;&gt;&quot;&amp;");
}

TEST_CASE("the answer, its table and where it comes from stand on the page without its script") {
    FakeResults results = fake_results();
    results.where_from = {"drumbeat-results/1", "0123456789abcdef", "fedcba9876543210"};
    const Verdict verdict = verdict_of(results, fake_study());
    const std::string markup = markup_of(page_of(results, fake_study()));
    for (const char* words :
         {"0123456789abcdef", "fedcba9876543210", "drumbeat 0.1.0", "study.h5", "<td class=\"text\">7</td>", "A0 base",
          "Does a stable stream of orders", "<caption>", "<th scope=\"col\""})
        CHECK_MESSAGE(has(markup, words), words);
    CHECK(has(markup, "name: x\nseed: 7\n"));
    for (const char* id : {"answer", "asked", "effects", "arms", "provenance", "reproduce"})
        CHECK_MESSAGE(has(markup, "<h2 id=\"" + std::string(id) + "\">"), id);
    CHECK(page_of(results, fake_study()).size() < 1500000);
}

TEST_CASE("where charts show less than was run, the page says so") {
    const Study study = fake_study();
    const FakeResults results = fake_results();
    const Verdict verdict = verdict_of(results, study);
    Charts charts = charts_of(results, study, verdict);
    const auto page = [&] {
        return html_page({study, verdict, charts, nullptr, Language::en, "study.h5", "drumbeat 0.1.0", "name: x\n"});
    };
    CHECK_FALSE(has(page(), "So many cases"));
    charts.first_condition_alone = true;
    CHECK(has(page(), "are of the first condition only"));
}

TEST_CASE("the charts of a study of one area carry the area's figures, and the country's beside them") {
    const std::string page = page_of(three_results(), three_areas({"sensors"}));
    const auto carried = [&](const std::string& name, int outcome) { // the mean
        static const std::regex mean("\\[([-0-9.e+]+|null),");
        const std::string cells = page.substr(page.find("\"" + name + "\":[[", page.find("\"contrasts\":")));
        std::sregex_iterator cell(cells.begin(), cells.end(), mean);
        return std::next(cell, outcome)->str(1);
    };
    CHECK(has(page, "\"outcomes\":[{\"name\":\"capacity_added_meur\""));
    CHECK(carried("cells", 0) == "10"); // million euro
    CHECK(carried("cells", 1) == "70");
    CHECK(carried("cells", 3) == "10"); // points of growth
    CHECK(carried("country", 3) == "0.2");
    CHECK(has(page, "\"areas\":[\"sensors\"]"));
    CHECK(has(page_of(three_results(), three_areas({"sensors", "space"})), "\"areas\":[\"sensors and space\"]"));
    CHECK(has(page_of(fake_results(), fake_study()), "\"areas\":[],\"country\":[]"));
    CHECK(has(markup_of(page), "; sensors</span></caption>"));
    CHECK_FALSE(has(markup_of(page_of(fake_results(), fake_study())), "; </span></caption>"));
}

TEST_CASE("where there is nothing to tell, the page says so") {
    CHECK(has(page_of(fake_results(0), fake_study()), "there is nothing to report"));
    Study one = fake_study();
    comparison_in(one).arms.resize(1);
    comparison_in(one).contrasts.clear();
    comparison_in(one).placebo.clear();
    FakeResults results = fake_results();
    results.case_names.resize(3);
    const std::string page = page_of(results, one);
    CHECK(has(page, "there is nothing to compare"));
    CHECK(nesting_fault(markup_of(page)) == "");
}
