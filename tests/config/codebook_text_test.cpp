// SPDX-License-Identifier: Apache-2.0
#include "config/codebook_text.hpp"
#include "config/parameter.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace drumbeat;

namespace {

std::size_t count(const std::string& text, std::string_view part) {
    std::size_t n = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++n;
    return n;
}

// Whether a text is one value of JSON (RFC 8259), and nothing else.
struct JsonCheck {
    std::string_view text;
    std::size_t at = 0;

    bool well() { return value() && (blank(), at == text.size()); }
    void blank() {
        while (at < text.size() && std::string_view(" \n\t\r").find(text[at]) != std::string_view::npos) ++at;
    }
    bool take(std::string_view word) {
        blank();
        const bool there = text.substr(at).starts_with(word);
        if (there) at += word.size();
        return there;
    }
    bool string() {
        if (!take("\"")) return false;
        for (; at < text.size() && text[at] != '"'; ++at) {
            if (static_cast<unsigned char>(text[at]) < 0x20) return false;
            if (text[at] == '\\' && std::string_view("\"\\/bfnrtu").find(text[++at]) == std::string_view::npos)
                return false;
        }
        return at++ < text.size();
    }
    bool number() {
        const std::size_t from = at;
        while (at < text.size() && std::string_view("0123456789+-.eE").find(text[at]) != std::string_view::npos) ++at;
        double ignored = 0;
        return !read_number(text.substr(from, at - from), ignored);
    }
    template <class Item> bool items(std::string_view end, Item item) {
        if (take(end)) return true;
        do
            if (!item()) return false;
        while (take(","));
        return take(end);
    }
    bool value() {
        if (take("{")) return items("}", [&] { return (blank(), string()) && take(":") && value(); });
        if (take("[")) return items("]", [&] { return value(); });
        if (take("true") || take("false") || take("null")) return true;
        return text[at] == '"' ? string() : number();
    }
};

bool is_json(const std::string& text) { return JsonCheck{text}.well(); }

} // namespace

TEST_CASE("the check of JSON tells good from bad") {
    for (const char* good : {"{}", "[1, -2.5e3, \"a\\n\"]", "{\"a\": [true, null]}"}) CHECK(is_json(good));
    for (const char* bad : {"{", "[1,]", "{a: 1}", "\"a\nb\"", "{} {}", "[.x]", "\"\\q\""}) CHECK_FALSE(is_json(bad));
}

TEST_CASE("the codebook as JSON has every parameter") {
    const std::string text = codebook_json();
    CHECK(is_json(text));
    CHECK(count(text, "\"kind\": ") == parameters().size());
    CHECK(
        text.find(
            "{\"path\": \"segments.*.orders.cv\", \"type\": \"number\", \"unit\": \"1\", \"default\": 0.4, \"allowed\": {\"low\": 0, \"high\": 2}, "
            "\"plausible\": {\"low\": 0, \"high\": 0.8, \"law\": \"uniform\"}, \"kind\": \"lever\", \"confidence\": \"medium\"") !=
        std::string::npos);
}

TEST_CASE("the schemas are JSON and know every parameter") {
    for (const std::string& schema : {scenario_schema(), study_schema()}) {
        CHECK(is_json(schema));
        CHECK(schema.find("\"$schema\": \"http://json-schema.org/draft-07/schema#\"") != std::string::npos);
        for (const Parameter& p : parameters()) CHECK(schema.find(json_string(p.name) + ": {") != std::string::npos);
    }
    CHECK(scenario_schema().find("\"cv\": {\"type\": \"number\", \"minimum\": 0, \"maximum\": 2, \"default\": 0.4, ") !=
          std::string::npos);
}

TEST_CASE("the codebook as Markdown has a row for every parameter, levers first") {
    const std::string text = codebook_markdown();
    for (const Parameter& p : parameters()) CHECK(text.find(fmt::format("| `{}` |", p.name)) != std::string::npos);
    const auto orders = text.find("## `segments.*.orders`");
    REQUIRE(orders != std::string::npos);
    const auto next = text.find("## ", orders + 5);
    const std::string part = text.substr(orders, next - orders);
    CHECK(part.rfind("| lever |") < part.find("| uncertainty |"));
    for (std::size_t at = 0, end = 0; end != std::string::npos; at = end + 1) { // nine cells in every row
        end = text.find('\n', at);
        const std::string row = text.substr(at, end - at);
        if (row.starts_with("| ")) CHECK(count(row, "|") - count(row, "\\|") == 10);
    }
}
