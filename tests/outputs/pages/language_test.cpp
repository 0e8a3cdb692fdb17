// SPDX-License-Identifier: Apache-2.0
#include "outputs/pages/language.hpp"

#include "sim/record/record.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <set>

using namespace drumbeat;

namespace {

// "{0}", "{1}", ... as they stand in a text.
std::multiset<std::string> places(std::string_view text) {
    std::multiset<std::string> found;
    for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1))
        found.insert(std::string(text.substr(at, text.find('}', at) + 1 - at)));
    return found;
}

void check_label(std::string_view name) {
    const Label* label = find_label(name);
    REQUIRE_MESSAGE(label != nullptr, "no label in outputs/pages/labels.def: ", name);
    CHECK_MESSAGE(!label->en.empty(), name);
    CHECK_MESSAGE(!label->nl.empty(), name);
}

} // namespace

TEST_CASE("numbers in English and in Dutch") {
    CHECK(grouped(1234567.4) == "1,234,567");
    CHECK(grouped(1234567.4, 1, Language::nl) == "1.234.567,4");
    CHECK(grouped(-1234.56, 1, Language::nl) == "-1.234,6");
    CHECK(grouped(-.01, 1, Language::nl) == "0,0");
    CHECK(with_sign(6.25, 1, Language::nl) == "+6,2");
    CHECK(with_sign(-.04, 1, Language::nl) == "0,0");
    CHECK(with_sign(std::numeric_limits<double>::quiet_NaN(), 1, Language::nl) == "-");
    CHECK(small_error(.04, Language::nl) == "0,04");
    CHECK(language_named("nl") == Language::nl);
    CHECK_FALSE(language_named("de"));
}

TEST_CASE("every phrase is there in both languages, with the same places") {
    std::set<std::string_view> ids;
    for (const PhraseText& phrase : phrases) {
        CHECK_MESSAGE(!phrase.en.empty(), phrase.id);
        CHECK_MESSAGE(!phrase.nl.empty(), phrase.id);
        CHECK_MESSAGE(places(phrase.en) == places(phrase.nl), phrase.id);
        CHECK_MESSAGE(ids.insert(phrase.id).second, phrase.id);
    }
    CHECK(places("a {1} b {0}") == places("{0}{1}"));
    CHECK(places("a {1} b") != places("{0}"));
}

TEST_CASE("outcomes and quantities of a year have a label, once") {
    for (const Quantity& outcome : outcomes) check_label(outcome.name);
    for (const Quantity& quantity : yearly_quantities) check_label(quantity.name);
    for (const Quantity& quantity : group_quantities) check_label(quantity.name);
    for (const Quantity& quantity : institution_quantities) check_label(quantity.name);
    for (const Quantity& quantity : investor_quantities) check_label("investor_" + std::string(quantity.name));
    for (const NameInAccounts& sector : sectors) check_label("sector_" + std::string(sector.name));
    for (const NameInAccounts& purpose : purposes) check_label("purpose_" + std::string(purpose.name));
    std::set<std::string_view> names;
    for (const Label& label : labels) CHECK_MESSAGE(names.insert(label.name).second, label.name);
    CHECK(label_of("sensors", Language::nl) == "sensoren");
    CHECK(label_of("my_own_area", Language::nl) == "my own area");
}

TEST_CASE("behaviours in plain words") {
    const Behaviour ahead; // rational, real option
    CHECK(label_of(ahead, Language::en) == "careful, looks ahead");
    CHECK(label_of(ahead, Language::nl) == "voorzichtig, kijkt vooruit");
    CHECK(named_label("bold", ahead, Language::en) == "careful, looks ahead (bold)");
    Behaviour mixed;
    mixed.parts = {{1, Expectation::rational, InvestmentRule::npv}, {3, Expectation::naive, InvestmentRule::npv}};
    CHECK(label_of(mixed, Language::en) == "25 % quick, looks ahead; 75 % quick, expects last year again");
    std::set<std::string> words; // no two rules share theirs
    for (std::size_t e = 0; e < names_of<Expectation>.size(); ++e)
        for (std::size_t i = 0; i < names_of<InvestmentRule>.size(); ++i) {
            Behaviour one;
            one.parts = {{1, static_cast<Expectation>(e), static_cast<InvestmentRule>(i)}};
            for (Language language : {Language::en, Language::nl})
                CHECK_MESSAGE(words.insert(label_of(one, language)).second, label_of(one, language));
        }
    CHECK(listed({"a", "b", "c"}, Language::nl) == "a, b en c");
    CHECK(listed({"a"}, Language::en) == "a");
}
