// SPDX-License-Identifier: Apache-2.0
#include "config/yaml_tree.hpp"
#include "tests/config/example.hpp"

#include <doctest/doctest.h>

using namespace drumbeat;

namespace {

std::string said(std::string_view text) {
    std::vector<Problem> problems;
    read_yaml(text, "f", problems);
    return example::lines(problems);
}

std::string repeated(std::string_view part, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all += part;
    return all;
}

} // namespace

TEST_CASE("a mapping keeps its keys in order, with their lines") {
    std::vector<Problem> problems;
    const YamlNode root = read_yaml("\xEF\xBB\xBF"
                                    "b: 1\r\na:\r\n  - x\r\n  - \"y: z\"\r\n# comment\r\nc: {d: , e: ~}\r\n",
                                    "f", problems);
    CHECK(example::lines(problems) == "");
    REQUIRE(root.children.size() == 3);
    CHECK(root.children[0].key == "b");
    CHECK(root.children[1].line == 2);
    CHECK(root.children[1].children[1].text == "y: z");
    CHECK(root.find("c")->line == 6);
    CHECK(root.find("c")->find("e")->is(YamlNode::Kind::nothing));
    CHECK(root.find("d") == nullptr);
}

// Every ugly text has to be refused, at once, with a message that starts like this.
TEST_CASE("ugly texts are refused with a reason") {
    const std::string anything = "f";
    const std::vector<std::pair<std::string, std::string>> table{
        {"", "f: the file is empty"},
        {"   \n\n  \n", "f: the file is empty"},
        {"# only a comment\n", "f: the file is empty"},
        {"---\n", "f: the file is empty"},
        {"---\n...\n", "f: the file is empty"},
        {"~", "f: the file is empty"},
        {"just words", "f:1: expects 'key: value' lines at the top"},
        {"42", "f:1: expects 'key: value' lines at the top"},
        {"[1, 2]", "f:1: expects 'key: value' lines at the top"},
        {"- a\n- b\n", "f:1: expects 'key: value' lines at the top"},
        {"a: 1\na: 2\n", "f:2: a: stands twice in this group"},
        {"a: {b: 1, c: 2, b: 3}\n", "f:1: a.b: stands twice in this group"},
        {"a: &x 1\nb: *x\n",
         "f:1: a: anchors (&name) are not read\nf:2: b: aliases are not read; write the value again"},
        {"a: &x {b: 1}\nc:\n  <<: *x\n", "f:1: a: anchors"},
        {"<<: {a: 1}\n", "f:1: merge keys (<<) are not read; use 'base' or 'like'"},
        {"a: *nobody\n", "f:1: this is no YAML: the referenced anchor is not defined"},
        {"a: !!int 3\n", "f:1: a: tags such as 'tag:yaml.org,2002:int' are not read"},
        {"a: !own {b: 1}\n", "f:1: a: tags such as '!own' are not read"},
        {"!!python/object:os.system a: b\n", "f:1: tags such as"},
        {"a:\n\tb: 1\n", "f:2: indent with blanks, not with tabs"},
        {"\ta: 1\n", "f:1: indent with blanks, not with tabs"},
        {"a: 1\n---\nb: 2\n", "f:2: what stands here belongs to nothing above it; a file holds one document"},
        {"a: 1\n...\nb: 2\n", "f:3: what stands here belongs to nothing above it"},
        {"a: 1\n}\n", "f:2: "},
        {"a: [1, 2\n", "f:2: this is no YAML: end of sequence flow not found"},
        {"a: {b: 1\n", "f:2: this is no YAML: end of map flow not found"},
        {"a: \"open\n", "f:2: this is no YAML: a quote is left open"},
        {"a: 'open", "f:2: this is no YAML: a quote is left open"},
        {"a: \"open\nb: 1\n...\n", "f:3: this is no YAML: a quote is left open"},
        {"a: b: c\n", "f:1: this is no YAML: a text that holds a colon takes quotes: a: \"b: c\""},
        {"a:\n  b: 1\n c: 2\n", anything},
        {"a: 1\n  b: 2\n", anything},
        {": 1\n", "f:1: a key is missing before ':'"},
        {"? [a, b]\n: 1\n", "f:1: a key is a plain word, not a list or a group"},
        {"{a: 1}: 2\n", "f:1: a key is a plain word, not a list or a group"},
        {"~: 1\n", "f:1: a key is missing before ':'"},
        {"\"\": 1\n", "f:1: a key is missing before ':'"},
        {"a: %b\n@c: d\n", anything},
        {"a: |\n", ""}, // an empty block of text is fine
        {"%YAML 9.9\n---\na: 1\n", anything},
        {"%TAG ! tag:x,2000:\n---\na: !b 1\n", anything},
        {std::string("a: 1\nb: \0\n", 10), "f:2: holds bytes that are no UTF-8 text"},
        {"a: 1\nb: \xff\xfe\n", "f:2: holds bytes that are no UTF-8 text"},
        {"\xff\xfe"
         "a\0:\0 \0001\0",
         "f:1: holds bytes that are no UTF-8 text"},
        {"a: \x1b[31m\n", "f:1: holds bytes that are no UTF-8 text"},
        {"\x89PNG\r\n\x1a\n", "f:1: holds bytes that are no UTF-8 text"},
        {"\x89HDF\r\n\x1a\n", "f:1: holds bytes that are no UTF-8 text"},
        {"a: \"\\xzz\"\n", "f:1: this is no YAML: in double quotes \\ begins an escape; write / in a path"},
        {"a: \"\\ud800\"\n", anything},
        {"<html><body>404: not found</body></html>", ""}, // a mapping; its key is no parameter
        {"{\"format\": \"drumbeat-scenario/1\",}", ""},   // JSON is YAML, and a last comma is allowed
    };
    CHECK(table.size() >= 40);
    for (const auto& row : table) {
        const std::string &text = row.first, &start = row.second; // not bound: clang 14 cannot capture bindings
        const std::string message = said(text);
        CAPTURE(text);
        CAPTURE(message);
        CHECK(message.find(start) == 0);
        CHECK(message.empty() == start.empty());
    }
}

TEST_CASE("deep, huge and repeated texts are refused quickly") {
    const std::string too_large = "f: the file has more than 1048576 bytes, the most that is read\n";
    CHECK(said(repeated("a", 2000000)) == too_large);
    CHECK(said("a: " + std::string(1 << 20, ' ')) == too_large);
    for (const char* part : {"[",   "{",   "- ",  "? ",  ": ",   "[{",     "{a: ",    "a: [", "- [",   "-\n",  "&a ",
                             "*a ", "!a ", "'",   "\"",  "[a, ", "{a, ",   "? [",     "[? ",  "[: ",   "- - ", "]",
                             "}",   "[\n", "{\n", "?\n", "[[],", "a: b\n", "\"a\": ", "%",    "---\n", "| "}) {
        CAPTURE(std::string(part));
        // An odd number, as pairs of quotes are a text.
        CHECK_FALSE(said(repeated(part, 99999)).empty());
        CHECK_FALSE(said("a: " + repeated(part, 99999)).empty());
    }
    CHECK(said("a: " + repeated("[", 31) + repeated("]", 31)) == "");
    CHECK(said("a: " + repeated("[", 32) + repeated("]", 32)) ==
          "f:1: a: groups are nested too deeply; allowed: at most 32 levels\n");
    std::string staircase;
    for (std::size_t i = 0; i < 500; ++i) staircase += std::string(i, ' ') + "a:\n";
    CHECK(said(staircase).find("groups are nested too deeply") != std::string::npos);
}

TEST_CASE("a list of mistakes ends somewhere") {
    std::vector<Problem> problems;
    read_yaml(repeated("a: 1\n", 5000), "f", problems);
    CHECK(problems.size() == most_yaml_problems);
}
