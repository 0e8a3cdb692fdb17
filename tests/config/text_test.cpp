// SPDX-License-Identifier: Apache-2.0
#include "config/text.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace drumbeat;

TEST_CASE("edit distance counts insertions, deletions, changes and swaps") {
    CHECK(edit_distance("", "") == 0);
    CHECK(edit_distance("", "cv") == 2);
    CHECK(edit_distance("orders", "orders") == 0);
    CHECK(edit_distance("order", "orders") == 1);
    CHECK(edit_distance("ordres", "orders") == 1);
    CHECK(edit_distance("kitten", "sitting") == 3);
    CHECK(edit_distance("sitting", "kitten") == 3);
}

TEST_CASE("the nearest name is near, or none") {
    constexpr std::array<std::string_view, 3> known{"orders", "technology", "cv"};
    CHECK(nearest("order", known) == "orders");
    CHECK(nearest("cw", known) == "cv");
    CHECK(nearest("tecnologie", known) == "technology");
    CHECK(nearest("weather", known).empty());
    CHECK(nearest("", known).empty());
    CHECK(nearest(std::string(1000000, 'a'), known).empty());
    CHECK(suggestion("weather", known) == "; known: orders, technology, cv");
}

TEST_CASE("names are like each other by few changes, by words, or by a common beginning") {
    for (const auto& pair :
         {std::pair{"investment", "investment_meur"}, std::pair{"meur_investment", "investment_meur"},
          std::pair{"growth_capacity", "capacity_growth"}, std::pair{"Orders", "orders"},
          std::pair{"notice-years", "notice_years"}, std::pair{"repl", "replications"},
          std::pair{"invest", "investment"}, std::pair{"tset", "test"}, std::pair{"path", "path_meur"}}) {
        const char* a = pair.first;
        const char* b = pair.second;
        if (std::string_view(a) == "repl")
            CHECK_FALSE(is_like(a, b)); // a third of a name says too little
        else
            CHECK_MESSAGE(is_like(a, b), a, " ", b);
        CHECK(is_like(a, b) == is_like(b, a));
    }
    for (const auto& pair : {std::pair{"*", "cv"}, std::pair{"x", "y"}, std::pair{"ab", "cv"}, std::pair{"for", "of"},
                             std::pair{"share", "domestic_share"}, std::pair{"years", "notice_years"},
                             std::pair{"base", "time"}, std::pair{"sme", "net"}, std::pair{"", "cv"}}) {
        const char* a = pair.first;
        const char* b = pair.second;
        CHECK_FALSE_MESSAGE(is_like(a, b), a, " ", b);
    }
    constexpr std::array<std::string_view, 3> known{"investment_per_euro", "investment_meur", "investments"};
    CHECK(nearest("investment", known) == "investments"); // fewest changes before words
    CHECK(nearest("investment", std::span(known).first(2)) == "investment_meur");
}

TEST_CASE("names are short, lower-case words") {
    for (const char* good : {"a", "sensors", "a0_stable", "unmanned_systems"}) CHECK(is_name(good));
    for (const char* bad : {"", "A", "0a", "_a", "a-b", "a b", "a.b", "*", "é"}) CHECK_FALSE(is_name(bad));
    CHECK(is_name(std::string(40, 'a')));
    CHECK_FALSE(is_name(std::string(41, 'a')));
}

TEST_CASE("bytes that are no UTF-8 text are found with their line") {
    CHECK(unreadable_line("plain\ttext\r\nü€😀\u0085\u00A0") == 0);
    for (const char* bad : {"\xff", "\xc0\x80", "\xc3", "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\x80",
                            "\x01", "\x7f", "\u009b"})
        CHECK(unreadable_line(std::string("a\nb") + bad) == 2);
    CHECK(unreadable_line(std::string("a\n\n\0", 4)) == 3);
}

TEST_CASE("what somebody wrote is shown harmless and short") {
    CHECK(in_quotes("a\x1b[31mb\n\xff") == "'a?[31mb?\?'");
    CHECK(in_quotes(std::string(100, 'x')) == "'" + std::string(60, 'x') + "...'");
    CHECK(in_quotes("a\u009b31m\u202Eb\u2066") == "'a?31m?b?'");
    CHECK(shown("ünï–€\u00A0", 100) == "ünï–€\u00A0");
}

TEST_CASE("signs that turn the order of reading are found") {
    for (const char* turn : {"\u202A", "\u202E", "\u2066", "\u2069"})
        CHECK(turns_order(std::string("aé") + turn + "b"));
    for (const char* none : {"", "plain", "é–€😀", "\u05D0\u05D1", "\u202F", "\u2029", "\xff"})
        CHECK_FALSE(turns_order(none));
}

TEST_CASE("a text is cut and trimmed") {
    CHECK(trimmed(" \t a b \n") == "a b");
    CHECK(trimmed("   ").empty());
    CHECK(split("a, b ,,c", ',') == std::vector<std::string_view>{"a", "b", "", "c"});
    CHECK(split("", ',') == std::vector<std::string_view>{""});
}

TEST_CASE("scalars are quoted where YAML would read them otherwise") {
    for (const char* plain : {"0.4", "-3", "1e-06", "rational+npv", "segments.*.orders.cv", "true", "netherlands-2026"})
        CHECK(yaml_scalar(plain) == plain);
    CHECK(yaml_scalar("") == "\"\"");
    CHECK(yaml_scalar("null") == "\"null\"");
    CHECK(yaml_scalar("~") == "\"~\"");
    CHECK(yaml_scalar("- a") == "\"- a\"");
    CHECK(yaml_scalar("a: b # c") == "\"a: b # c\"");
    CHECK(json_string("say \"no\"\\\n\x01") == "\"say \\\"no\\\"\\\\\\n\\u0001\"");
}
