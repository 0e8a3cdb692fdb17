// SPDX-License-Identifier: Apache-2.0
#include "config/warnings.hpp"

#include "config/needs.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

using namespace drumbeat;

namespace {

// "{0}", "{1}", ... as they stand in a text.
std::multiset<std::string> places(std::string_view text) {
    std::multiset<std::string> found;
    for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1))
        found.insert(std::string(text.substr(at, text.find('}', at) + 1 - at)));
    return found;
}

// Words with a dot or an underscore: parameters and their values, which have one name in all languages.
std::multiset<std::string> names(std::string_view text) {
    std::multiset<std::string> found;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of(" :;,()", at), text.size());
        const std::string word(text.substr(at, end - at));
        if (word.find_first_of("._") != std::string::npos) found.insert(word);
        at = end + 1;
    }
    return found;
}

} // namespace

TEST_CASE("every warning is there in both languages, with the same places") {
    std::set<std::string_view> ids;
    for (const WarningText& text : warning_texts) {
        CHECK_MESSAGE(!text.en.empty(), text.id);
        CHECK_MESSAGE(!text.nl.empty(), text.id);
        CHECK_MESSAGE(places(text.en) == places(text.nl), text.id);
        CHECK_MESSAGE(ids.insert(text.id).second, text.id);
    }
    CHECK(places("{0} is {1}") == places("{1} {0}"));
    CHECK(places("{0} is {1}") != places("{0}"));
}

TEST_CASE("what a parameter needs is there in both languages, with the same names") {
    std::set<std::string_view> needed;
    for (const Need& need : needs()) {
        for (const std::string_view text : {need.words, need.effect}) {
            needed.insert(text);
            const Bilingual both = words_in_both(text);
            const bool is_a_name = text.find(' ') == std::string_view::npos || text == "neutral.of public_money";
            CHECK_MESSAGE((is_a_name || both.nl != both.en), "no Dutch in config/needs_dutch.def: ", text);
            CHECK_MESSAGE(names(both.en) == names(both.nl), text);
        }
    }
    std::set<std::string_view> listed;
    for (const NeedWords& words : need_words()) {
        CHECK_MESSAGE(needed.contains(words.en), "nothing needs: ", words.en);
        CHECK_MESSAGE(listed.insert(words.en).second, "twice: ", words.en);
    }
    CHECK(names("budget.cut_year up to it") == std::multiset<std::string>{"budget.cut_year"});
}

TEST_CASE("a warning as it is printed, in both languages") {
    const Problem p = warning("same_arms", {"study.yaml", 3}, "arms.b", say(Warning::same_arms, {"a"}));
    CHECK(to_text(p) == "study.yaml:3: warning: arms.b: has the same settings as arm a: they cannot differ");
    CHECK(to_dutch(p) ==
          "study.yaml:3: waarschuwing: arms.b: heeft dezelfde instellingen als variant a: zij kunnen niet "
          "verschillen");
    CHECK(words_in_both("subsidy.budget_share above 0").nl == "subsidy.budget_share boven 0");
    CHECK(words_in_both("secfund.enabled").nl == "secfund.enabled");
}
