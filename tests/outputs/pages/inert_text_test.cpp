// SPDX-License-Identifier: Apache-2.0
#include "outputs/pages/inert_text.hpp"

#include "outputs/pages/json.hpp"
#include "outputs/pages/page.hpp"

#include <doctest/doctest.h>

using namespace drumbeat;

TEST_CASE("what could act on a terminal, or turn the order of reading, is shown and does nothing") {
    CHECK(plain_text("plain, naïve, € and 漢") == "plain, naïve, € and 漢");
    CHECK(plain_text("a\nb\tc\r") == "a b c ");
    CHECK(plain_text("\x1b[31mred") == "\uFFFD[31mred");
    CHECK(plain_text("\u009b31mred\u0085") == "\uFFFD31mred\uFFFD"); // C1 controls
    CHECK(plain_text("safe\u202Egpj.exe\u2066") == "safe\uFFFDgpj.exe\uFFFD");
    CHECK(plain_text("\u200Bzero\uFEFF") == "\uFFFDzero\uFFFD");
    CHECK(plain_text(std::string_view("nul\0del\x7f", 8)) == "nul\uFFFDdel\uFFFD");
    CHECK(plain_text("<script>=1+1") == "<script>=1+1"); // each page escapes its own
}

TEST_CASE("bytes that are no UTF-8 are told") {
    CHECK(plain_text("\xff") == "\uFFFD");
    CHECK(plain_text("a\xc3") == "a\uFFFD");         // cut off
    CHECK(plain_text("\xc0\xaf") == "\uFFFD\uFFFD"); // longer than need be
    CHECK(plain_text("\xe0\x80\x9b").find('\x9b') == std::string::npos);
    CHECK(plain_text("\xed\xa0\x80") == "\uFFFD\uFFFD\uFFFD"); // a surrogate
    CHECK(plain_text("\xf5\x80\x80\x80").find('\xf5') == std::string::npos);
    CHECK(plain_text("\xf0\x9f\xa5\x81") == "\xf0\x9f\xa5\x81");
    CHECK(plain_text("\x9b"
                     "31m") == "\uFFFD"
                               "31m"); // a C1 control as terminals without UTF-8 read it
}

TEST_CASE("pages of text and JSON show names that way") {
    Page page(true);
    page.line("arm \x1b]0;title\x07");
    page.heading("\x1b[2J");
    page.paragraph("\u202E", "a\u009bb");
    const std::string text = std::move(page).text();
    CHECK(text.find("\x1b]") == std::string::npos);
    CHECK(text.find("\x1b[2J") == std::string::npos);
    CHECK(text.find("\u202E") == std::string::npos);
    CHECK(text.find("\u009b") == std::string::npos);
    CHECK(text.find("\x1b[1m\uFFFD[2J\x1b[0m") != std::string::npos);
    CHECK(json(std::string("a\x1b\"\\\u009b\u202E\U000E0041é")) == "\"a\\u001b\\\"\\\\\\u009b\\u202e\\udb40\\udc41é\"");
}
