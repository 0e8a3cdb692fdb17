// SPDX-License-Identifier: Apache-2.0
#include "config/yaml_syntax.hpp"

#include <doctest/doctest.h>

using namespace drumbeat;

TEST_CASE("a text that is no YAML is told what to write instead") {
    constexpr std::string_view colon = "illegal map value";
    CHECK(syntax_advice("a: 1\nquestion: Does it help: yes\n", 2, colon) ==
          "a text that holds a colon takes quotes: question: \"Does it help: yes\"");
    CHECK(syntax_advice("a: 1\narms\n  # none yet\n\n  b: {}\n", 5, colon) == "a colon is missing in line 2: 'arms'");
    CHECK(syntax_advice("a: 1\nb: 2\n", 2, colon) == "a colon stands where none can");
    CHECK(syntax_advice("a: {b: 1, c: 2}\n", 1, colon) == "a colon stands where none can");
    CHECK(syntax_advice("", 9, colon) == "illegal map value");
    CHECK(syntax_advice("base: \"C:\\Users\"\n", 1, "bad character found while scanning hex number") ==
          "in double quotes \\ begins an escape; write / in a path");
    CHECK(syntax_advice("a", 1, "another fault") == "another fault");
}
