// SPDX-License-Identifier: Apache-2.0
#include "config/value.hpp"

#include <doctest/doctest.h>

#include <bit>
#include <clocale>
#include <cstdint>
#include <limits>
#include <random>

using namespace drumbeat;

namespace {

template <class Value> std::string said(std::string_view text, allowed range, Value before = {}) {
    Value value = before;
    const Fault fault = read_value(text, range, value);
    if (fault) CHECK(value == before); // a mistake leaves the value alone
    return fault.message;
}

} // namespace

TEST_CASE("numbers in all plain forms") {
    double x = 0;
    for (const auto& [text, value] : {std::pair{"0.4", .4},
                                      {".4", .4},
                                      {"4.", 4.},
                                      {"+4", 4.},
                                      {"-0.5", -.5},
                                      {"4e-1", .4},
                                      {"4E+1", 40.},
                                      {" 7 ", 7.}}) {
        CHECK_FALSE(read_number(text, x));
        CHECK(x == value);
    }
}

TEST_CASE("what is wrong with a number is said in words") {
    constexpr allowed range{0, 2};
    CHECK(said<double>("3", range) == "3 is out of range; allowed: 0 to 2");
    CHECK(said<double>("-1e-300", range) == "-1e-300 is out of range; allowed: 0 to 2");
    CHECK(said<double>("0,4", range) == "'0,4' is not a number: use a decimal point, 0.4; allowed: 0 to 2");
    CHECK(said<double>("40%", range) == "'40%' is not a number: write a share, 0.4; allowed: 0 to 2");
    CHECK(said<double>("high", range) == "'high' is not a number; allowed: 0 to 2");
    CHECK(said<double>("", range) == "has no value; expects a number; allowed: 0 to 2");
    CHECK(said<double>("1e999", range) == "'1e999' is not a finite number; allowed: 0 to 2");
    for (const char* text : {"nan", ".nan", "NaN", "inf", "-.inf", "Infinity"})
        CHECK(said<double>(text, range) == std::string(text) + " is not a finite number; allowed: 0 to 2");
    for (const char* text :
         {"0x1p3", "1_000", "1 000", "1e", "e1", ".", "-", "+-1", "1.2.3", "1,2,3", "--1", "1f", "%", "١"})
        CHECK_FALSE(said<double>(text, range).empty());
}

TEST_CASE("whole numbers refuse parts and overflow") {
    constexpr allowed range{1, 15};
    CHECK(said<int>("2.5", range) == "2.5 is not a whole number; allowed: 1 to 15");
    CHECK(said<int>("16", range) == "16 is out of range; allowed: 1 to 15");
    CHECK(said<int>("1e300", range) == "1e+300 is out of range; allowed: 1 to 15");
    CHECK(said<int>("15.0", range, 3).empty());
}

TEST_CASE("switches are true or false, on or off, yes or no") {
    bool value = false;
    for (const char* text : {"true", "on", "Yes", "TRUE"}) CHECK((!read_value(text, allowed{}, value) && value));
    for (const char* text : {"false", "off", "No"}) CHECK((!read_value(text, allowed{}, value) && !value));
    CHECK(said<bool>("1", {}) == "'1' is neither true nor false");
}

TEST_CASE("lists of numbers count their elements") {
    using Numbers = std::vector<double>;
    Numbers values;
    CHECK_FALSE(read_value("[0.25, .5,1]", allowed{1, 8}, values));
    CHECK(values == Numbers{.25, .5, 1});
    CHECK_FALSE(read_value("3", allowed{1, 8}, values));
    CHECK(values == Numbers{3});
    CHECK_FALSE(read_value("[]", allowed{0, 8}, values));
    CHECK(values.empty());
    CHECK(said<Numbers>("[]", {1, 8}) == "0 numbers in the list; allowed: 1 to 8 numbers");
    CHECK(said<Numbers>("[1, x]", {1, 8}) == "'x' is not a number (in a list of numbers)");
    CHECK(said<Numbers>("", {1, 8}) == "has no value; expects a list of numbers, such as [0.25, 0.5]");
    CHECK(said<Numbers>("[1, 2", {1, 8}) == "'[1' is not a number (in a list of numbers)");
    CHECK(said<Numbers>("[1,,2]", {1, 8}) == "has no value; expects a number (in a list of numbers)");
}

TEST_CASE("a choice names its choices") {
    CHECK(
        said<InvestmentRule>("npw", {}) ==
        "'npw' is not one of npv, real_option, dynamic_programming, newsvendor, uncapped_multiple, reverting_option, capacity_choice, suspension_option, bad_news; did you mean npv?");
    CHECK(said<Expectation>("psychic", {}) == "'psychic' is not one of rational, adaptive, naive, bayesian");
    CHECK(said<Expectation>("naive", {}).empty());
}

TEST_CASE("every double reads back to the last bit") {
    std::mt19937_64 luck(1);
    for (int i = 0; i < 20000; ++i) {
        const auto x = std::bit_cast<double>(luck());
        if (x - x != 0) continue; // nan, infinite
        double back = 0;
        REQUIRE_FALSE(read_number(value_text(x), back));
        REQUIRE(std::bit_cast<std::uint64_t>(back) == std::bit_cast<std::uint64_t>(x));
    }
    for (const double x : {0., -0., std::numeric_limits<double>::denorm_min(), std::numeric_limits<double>::max()}) {
        double back = 1;
        REQUIRE_FALSE(read_number(value_text(x), back));
        CHECK(std::bit_cast<std::uint64_t>(back) == std::bit_cast<std::uint64_t>(x));
    }
}

TEST_CASE("a whole number may have an exponent, and is exact") {
    std::uint64_t seed = 7;
    for (const auto& [text, value] : {std::pair{"0", 0ull},
                                      {"1e3", 1000ull},
                                      {" 20 ", 20ull},
                                      {"2.5e1", 25ull},
                                      {"3.0", 3ull},
                                      {"18446744073709551615", 18446744073709551615ull},
                                      {"9007199254740993", 9007199254740993ull}}) {
        CHECK_FALSE(read_whole(text, seed));
        CHECK(seed == value);
    }
    for (const char* text : {"1.5", "-1", "1e-3", "", "ten", "1e300", "18446744073709551616", "1e17", "0x10"}) {
        CHECK(read_whole(text, seed).code == "wrong_type");
        CHECK(seed == 9007199254740993ull);
    }
}

TEST_CASE("a locale with a decimal comma changes nothing") {
    const char* found = nullptr;
    for (const char* name : {"de_DE.UTF-8", "nl_NL.UTF-8", "fr_FR.UTF-8"})
        if (!found) found = std::setlocale(LC_NUMERIC, name);
    if (!found) MESSAGE("no such locale on this machine");
    double x = 0;
    CHECK_FALSE(read_number("0.25", x));
    CHECK(x == .25);
    CHECK(value_text(.25) == "0.25");
    std::setlocale(LC_NUMERIC, "C");
}
