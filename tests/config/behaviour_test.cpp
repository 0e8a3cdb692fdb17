// SPDX-License-Identifier: Apache-2.0
#include "config/behaviour.hpp"

#include <doctest/doctest.h>

using namespace drumbeat;

namespace {

std::string said(std::string_view text) {
    Behaviour behaviour;
    std::string message = parse_behaviour(text, behaviour);
    if (!message.empty()) CHECK(behaviour == Behaviour{});
    return message;
}

std::string again(std::string_view text) {
    Behaviour behaviour;
    REQUIRE(parse_behaviour(text, behaviour).empty());
    return to_text(behaviour);
}

} // namespace

TEST_CASE("a behaviour is a pair or a mixture of pairs") {
    Behaviour b;
    CHECK(parse_behaviour("naive+npv", b).empty());
    REQUIRE(b.parts.size() == 1);
    CHECK(b.parts[0] == BehaviourShare{1, Expectation::naive, InvestmentRule::npv});
    CHECK(parse_behaviour("0.5 rational+npv, 1.5 naive + real_option", b).empty());
    REQUIRE(b.parts.size() == 2);
    CHECK(b.parts[1] == BehaviourShare{1.5, Expectation::naive, InvestmentRule::real_option});
}

TEST_CASE("a behaviour's text reads back") {
    CHECK(again("rational+real_option") == "rational+real_option");
    CHECK(again(" 1 rational+real_option ") == "rational+real_option");
    CHECK(again("2 rational+real_option") == "2 rational+real_option");
    CHECK(again("rational+npv, adaptive+npv") == "rational+npv, adaptive+npv");
    CHECK(again("0.1 rational+npv,.9 naive+newsvendor") == "0.1 rational+npv, 0.9 naive+newsvendor");
    CHECK(to_text(Behaviour{}) == "rational+real_option");
}

TEST_CASE("a behaviour that is none says what would be one") {
    CHECK(said("ratonal+npv") ==
          "expectation: 'ratonal' is not one of rational, adaptive, naive, bayesian; did you mean rational?");
    CHECK(said("rational+npw").find("investment: 'npw' is not one of npv,") == 0);
    CHECK(said("rational").find("'rational' is no pair; expects expectation+rule") == 0);
    CHECK(said("").find("has no value; expects") == 0);
    CHECK(said("0 rational+npv") == "share: 0 is out of range; allowed: 1e-06 to 1000000");
    CHECK(said("-1 rational+npv") == "share: -1 is out of range; allowed: 1e-06 to 1000000");
    CHECK(said("0,5 rational+npv").find("'0' is a share without a rule: use a decimal point in shares; expects") == 0);
    CHECK(said("0.5 rational+npv, naive+npv") == "give every part of a mixture a share, or none");
    CHECK(said("rational+npv, rational+npv") == "rational+npv is named twice");
    CHECK_FALSE(said("rational+npv,").empty());
    CHECK_FALSE(said("rational+npv+npv").empty());
}

TEST_CASE("what holds of a rule is said of every rule") {
    const auto those = [](auto holds) {
        std::string names;
        for (std::size_t i = 0; i < names_of<InvestmentRule>.size(); ++i)
            if (holds(static_cast<InvestmentRule>(i))) names += std::string(names_of<InvestmentRule>[i]) + " ";
        return names;
    };
    CHECK(those([](InvestmentRule) { return true; }) ==
          "npv real_option dynamic_programming newsvendor uncapped_multiple reverting_option capacity_choice "
          "suspension_option bad_news ");
    CHECK(those([](InvestmentRule r) { return !waits(r); }) == "npv newsvendor ");
    CHECK(those(has_multiple) == "real_option uncapped_multiple reverting_option capacity_choice suspension_option ");
    CHECK(those(solves_stopping) == "dynamic_programming ");
    CHECK(those(sizes_itself) == "newsvendor ");
    CHECK(those(is_as_if_certain) == "uncapped_multiple ");
    CHECK(without_waiting(InvestmentRule::newsvendor) == InvestmentRule::newsvendor);
    CHECK(without_waiting(InvestmentRule::bad_news) == InvestmentRule::npv);
    CHECK(knows_law(Expectation::rational));
    CHECK_FALSE(knows_law(Expectation::bayesian));
}
