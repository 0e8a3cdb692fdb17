// SPDX-License-Identifier: Apache-2.0
#include "outputs/tables/markdown.hpp"

#include <doctest/doctest.h>

#include <string>

using drumbeat::markdown_code;
using drumbeat::markdown_text;

TEST_CASE("Markdown: texts of others show as they are") {
    CHECK(markdown_text("stable orders, announced") == "stable orders, announced");
    CHECK(markdown_text("rational_real_option") == "rational_real_option");
    CHECK(markdown_text("_so_") == "\\_so\\_");
    CHECK(markdown_text("a|b") == "a\\|b");
    CHECK(markdown_text("<script>alert(1)</script>") == "\\<script\\>alert(1)\\</script\\>");
    CHECK(markdown_text("[x](https://a.b)") == "\\[x\\](https\\://a.b)");
    CHECK(markdown_text("www.a.b a@b.c") == "www\\.a.b a\\@b.c");
    CHECK(markdown_text("# no heading\n- no list") == "\\# no heading - no list");
    CHECK(markdown_text("- no list") == "\\- no list");
    CHECK(markdown_text("1. no list") == "1\\. no list");
    CHECK(markdown_text("    no code") == "no code");
    CHECK(markdown_text("&lt;`x`\\") == "\\&lt;\\`x\\`\\\\");
    CHECK(markdown_text("a\x1b[31m\u202Eb").find_first_of("\x1b") == std::string::npos);
}

TEST_CASE("Markdown: code ends where it should") {
    CHECK(markdown_code("a|b") == "`a|b`");
    CHECK(markdown_code("a`b``c") == "``` a`b``c ```");
}
