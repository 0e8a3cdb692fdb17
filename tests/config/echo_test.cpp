// SPDX-License-Identifier: Apache-2.0
#include "config/echo.hpp"
#include "tests/config/example.hpp"

#include <doctest/doctest.h>

using namespace drumbeat;

namespace {

// Texts that YAML would like to read as something else.
const std::vector<std::string>& awkward_texts() {
    static const std::vector<std::string> all{"",
                                              " ",
                                              "plain",
                                              "two words",
                                              "null",
                                              "~",
                                              "true",
                                              "0.4",
                                              "- item",
                                              "a: b",
                                              "a # b",
                                              "#",
                                              "'single'",
                                              "\"double\"",
                                              "back\\slash",
                                              "line\nbreak",
                                              "\n",
                                              "tab\there",
                                              "[1, 2]",
                                              "[a",
                                              "{a: b}",
                                              "*alias",
                                              "&anchor",
                                              "!tag",
                                              "%TAG",
                                              "@at",
                                              "`tick",
                                              "| bar",
                                              "> more",
                                              "ünïcödé €",
                                              "\xF0\x9F\x98\x80",
                                              "...",
                                              "---",
                                              "? what",
                                              "trailing ",
                                              " leading",
                                              "comma, and",
                                              "<<",
                                              "=",
                                              "\xC2\x85next",
                                              "\xE2\x80\xA8separator",
                                              "\xEF\xBB\xBFmark",
                                              "\r\n"};
    return all;
}

std::string one_line(std::string text) {
    std::erase_if(text, [](char c) { return c == '\n' || c == '\r' || c == '\t'; });
    return text;
}

} // namespace

TEST_CASE("settings become nested groups") {
    const std::vector<Setting> settings{
        {"name", "x y", {}}, {"a.b.c", "1", {}}, {"a.b.d", "[1, 2]", {}}, {"a.e", "", {}}, {"f.*.g", "yes, no", {}}};
    CHECK(nested_yaml(settings, 0) ==
          "name: \"x y\"\na:\n  b:\n    c: 1\n    d: [1, 2]\n  e: \"\"\nf:\n  \"*\":\n    g: \"yes, no\"\n");
    CHECK(nested_yaml(std::vector<Setting>{{"a.b", "1", {}}}, 4) == "    a:\n      b: 1\n");
}

TEST_CASE("a list is written as a list only when it reads back the same") {
    CHECK(yaml_value("[0.25, 0.5]") == "[0.25, 0.5]");
    CHECK(yaml_value("[]") == "[]");
    CHECK(yaml_value("[0.25,0.5]") == "\"[0.25,0.5]\"");
    CHECK(yaml_value("[a: b]") == "\"[a: b]\"");
}

TEST_CASE("a resolved scenario states everything and reads back") {
    const Scenario s = example::small_scenario();
    const std::string text = resolved(s);
    CHECK(text.find("format: drumbeat-scenario/1\nname: small\n") == 0);
    CHECK(text.find("    orders:\n      cv: 0.5\n      phi: 0.4\n") != std::string::npos);
    std::vector<Problem> problems;
    CHECK(example::read(text, problems).scenario == s);
    CHECK(example::lines(problems) == "");
}

TEST_CASE("awkward names and descriptions read back") {
    Scenario s = example::small_scenario();
    for (const std::string& text : awkward_texts()) {
        s.name = one_line(text), s.description = text;
        std::vector<Problem> problems;
        const Scenario back = example::read(resolved(s), problems).scenario;
        CHECK(back.name == s.name);
        CHECK(back.description == s.description);
        CHECK(example::lines(problems) == "");
    }
}

TEST_CASE("random scenarios of the whole allowed ranges read back to the last bit") {
    std::mt19937_64 luck(2026);
    for (int round = 0; round < 200; ++round) {
        Scenario s = example::random_scenario(luck);
        s.description = awkward_texts()[luck() % awkward_texts().size()];
        s.name = one_line(s.description);
        const std::string text = resolved(s);
        std::vector<Problem> problems;
        const Scenario back = example::read(text, problems).scenario;
        CHECK(back == s);
        CHECK(resolved(back) == text);
        for (const Problem& p : problems) { // a random scenario may break a rule that spans parameters, but no other
            CAPTURE(to_text(p));
            CHECK((p.code == "inconsistent" || p.severity == Severity::warning));
        }
    }
}
