// SPDX-License-Identifier: Apache-2.0
// Texts that nobody would write: whatever they hold, reading them ends, with a study or with problems.
#include "config/yaml.hpp"
#include "tests/config/example.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace drumbeat;

namespace {

// One of several small damages: a byte, a line, a piece of YAML, a cut, a swap.
void damage(std::string& text, std::mt19937_64& luck) {
    constexpr std::array<std::string_view, 28> pieces{
        "[",   "]",     "{", "}",         ": ",           "- ",   "\n",    "&a ", "*a", "!t ",
        "\"",  "'",     "#", "|\n",       ">\n",          "? ",   "<<: ",  "\t",  "  ", "0,4",
        "nan", "1e999", "~", "segments:", "like: stable", "\xff", "---\n", "- [{"};
    const auto at = [&](std::size_t extra) { return static_cast<std::size_t>(luck() % (text.size() + extra)); };
    if (text.empty()) text = "a";
    switch (luck() % 7) {
    case 0: text[at(0)] = static_cast<char>(luck()); break;
    case 1: text.insert(at(1), pieces[luck() % pieces.size()]); break;
    case 2: text.erase(at(0), luck() % 20); break;
    case 3: text.insert(at(1), text.substr(at(0), luck() % 60)); break;
    case 4: std::swap(text[at(0)], text[at(0)]); break;
    case 5: text[at(0)] = "0123456789.,-:[]{}\n "[luck() % 20]; break;
    default: text.resize(luck() % 16 == 0 ? at(1) : text.size()); break;
    }
}

// A study without errors has to be one that can be used and written again.
void use(const Study& study) {
    std::vector<Problem> problems;
    const auto cases = cases_of(study, problems);
    if (has_errors(problems)) return;
    CHECK_FALSE(cases.empty());
    const std::string text = resolved(study);
    const Study back = read_study_text(text, "again", {}, problems).study;
    CAPTURE(text);
    CAPTURE(example::lines(problems));
    CHECK(back == study);
    CHECK_FALSE(has_errors(problems));
}

} // namespace

TEST_CASE("twenty thousand damaged studies do no harm") {
    std::mt19937_64 luck(2027);
    int good = 0;
    for (int round = 0; round < 20000; ++round) {
        std::string text(example::study_text);
        for (std::size_t n = 1 + luck() % 4; n > 0; --n) damage(text, luck);
        std::vector<Problem> problems;
        const Study study = read_study_text(text, "f", {}, problems).study;
        for (const Problem& p : problems) REQUIRE_FALSE(to_text(p).empty());
        if (has_errors(problems)) continue;
        ++good;
        if (round % 4 == 0) use(study);
    }
    CHECK(good > 500); // some damages are harmless; the test would say little if none were
}

TEST_CASE("random bytes and random words do no harm") {
    std::mt19937_64 luck(2028);
    constexpr std::string_view alphabet = "abc:[]{}-?&*!|>'\"%@`#,. \n\n  ";
    for (int round = 0; round < 4000; ++round) {
        std::string text = round % 2 == 0 ? "format: drumbeat-scenario/1\n" : "";
        for (std::size_t n = luck() % 200; n > 0; --n)
            text += round % 3 == 0 ? static_cast<char>(luck()) : alphabet[luck() % alphabet.size()];
        std::vector<Problem> problems;
        read_scenario_text(text, "f", {}, problems);
        CHECK(has_errors(problems));
    }
}
