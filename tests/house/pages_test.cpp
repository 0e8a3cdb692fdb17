// SPDX-License-Identifier: Apache-2.0
// Pages that are kept short and true: results say which model they are of, every experiment has its page, a word is
// defined once, the citation file is what its format asks for. Checks of text take text, so that each is also shown to
// find a planted fault.
#include "tests/places.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <unistd.h>
#include <vector>

namespace {

namespace fs = std::filesystem;
using Faults = std::vector<std::string>;

const fs::path top{drumbeat::source_dir()};

std::string read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

// ---- results and their model

bool stamps_are_right(const fs::path& folder) {
    const std::string command =
        std::string(drumbeat::python()) + " '" + (top / "tools/stamp").string() + "' --check '" + folder.string() + "'";
    return std::system(command.c_str()) == 0;
}

struct Tree { // a project of a few files
    fs::path path;
    Tree() {
        std::string name = (fs::temp_directory_path() / "drumbeat-pages-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path = name;
        write("sim/replicate.hpp", "std::string_view known_model_signature = \"0123456789abcdef\";\n");
    }
    ~Tree() { fs::remove_all(path); }
    Tree(const Tree&) = delete;
    Tree& operator=(const Tree&) = delete;
    void write(const std::string& name, const std::string& text) const {
        fs::create_directories((path / name).parent_path());
        std::ofstream(path / name) << text;
    }
};

// ---- the glossary

Faults defined_twice(const std::string& glossary) {
    static const std::regex row(R"(\| ([^|]+) \| [^|]+ \|)");
    std::set<std::string> seen;
    Faults faults;
    for (const std::string& line : lines_of(glossary)) {
        std::smatch match;
        if (!std::regex_match(line, match, row) || match[1] == "term") continue;
        std::istringstream words(match[1].str());
        for (std::string word; std::getline(words >> std::ws, word, ',');)
            if (!seen.insert(word).second) faults.push_back(word);
    }
    return faults;
}

// ---- the citation file, by the schema of format 1.2.0: what it requires, what it allows at the top

Faults citation_faults(const std::string& text, const std::string& version) {
    static const std::set<std::string> allowed{"abstract",
                                               "authors",
                                               "cff-version",
                                               "commit",
                                               "contact",
                                               "date-released",
                                               "doi",
                                               "identifiers",
                                               "keywords",
                                               "license",
                                               "license-url",
                                               "message",
                                               "preferred-citation",
                                               "references",
                                               "repository",
                                               "repository-artifact",
                                               "repository-code",
                                               "title",
                                               "type",
                                               "url",
                                               "version"};
    static const std::regex key(R"(([a-z-]+):(?: (.*))?)");
    std::map<std::string, std::string> found;
    Faults faults;
    for (const std::string& line : lines_of(text)) {
        std::smatch match;
        if (line.empty() || line[0] == ' ' || line[0] == '#') continue;
        if (!std::regex_match(line, match, key) || allowed.count(match[1]) == 0)
            faults.push_back("not of the format: " + line);
        else if (!found.emplace(match[1], match[2]).second)
            faults.push_back("twice: " + line);
    }
    for (const char* required : {"authors", "cff-version", "message", "title"})
        if (found.count(required) == 0) faults.push_back(std::string("missing: ") + required);
    if (found["cff-version"] != "1.2.0") faults.push_back("cff-version: " + found["cff-version"]);
    if (found["version"] != version) faults.push_back("version: " + found["version"]);
    if (found["type"] != "software" && found["type"] != "dataset") faults.push_back("type: " + found["type"]);
    if (!std::regex_search(text, std::regex(R"(\nauthors:\n  - (name|family-names): \S)")))
        faults.push_back("authors without a name");
    return faults;
}

std::string version_of_the_build() {
    std::smatch match;
    const std::string text = read(top / "CMakeLists.txt");
    REQUIRE(std::regex_search(text, match, std::regex(R"(VERSION ([0-9.]+)\n)")));
    return match[1];
}

} // namespace

TEST_CASE("documents with results say so where these are of an older model") {
    CHECK_MESSAGE(stamps_are_right(top), "run tools/stamp");
    for (const char* page : {"README.md", "docs/findings.md", "docs/claims.md", "docs/validation.md"})
        CHECK_MESSAGE(read(top / page).find("\n<!-- results of model ") != std::string::npos, page);
}

TEST_CASE("every page of findings names its model, and the page of findings leads to it") {
    const std::string findings = read(top / "docs/findings.md"), claims = read(top / "docs/claims.md");
    std::size_t pages = 0;
    for (const fs::directory_entry& entry : fs::directory_iterator(top / "docs/findings")) {
        const std::string name = entry.path().filename().string(), link = "(findings/" + name;
        CHECK_MESSAGE(read(entry.path()).find("\n<!-- results of model ") != std::string::npos, name);
        CHECK_MESSAGE((findings.find(link) != std::string::npos || claims.find(link) != std::string::npos), name);
        const std::string study = "config/studies/" + entry.path().stem().string() + ".yaml";
        CHECK_MESSAGE(fs::exists(top / study), study);
        ++pages;
    }
    CHECK(pages >= 27);
    CHECK(lines_of(findings).size() <= 130); // two pages of substance
}

TEST_CASE("the glossary defines each word once") {
    for (const std::string& word : defined_twice(read(top / "docs/glossary.md"))) FAIL_CHECK(word);
}

TEST_CASE("the citation file is what its format asks for") {
    for (const std::string& fault : citation_faults(read(top / "CITATION.cff"), version_of_the_build()))
        FAIL_CHECK(fault);
}

TEST_CASE("planted: results of another model without a word about it are found") {
    const Tree tree;
    tree.write("README.md", "# A\n");
    tree.write("docs/a.md", "# A\n\n<!-- results of model 0123456789abcdef -->\n\ntext\n");
    CHECK(stamps_are_right(tree.path));
    tree.write("docs/a.md", "# A\n\n<!-- results of model fedcba9876543210 -->\n\ntext\n");
    CHECK_FALSE(stamps_are_right(tree.path));
    tree.write("docs/a.md", "# A\n\n<!-- results of model 0123456789abcdef -->\n\n"
                            "> **Results of an older model.** They are not.\n\ntext\n");
    CHECK_FALSE(stamps_are_right(tree.path));
}

TEST_CASE("planted: a word defined twice and a citation file that is none are found") {
    CHECK(defined_twice("| term | meaning |\n|---|---|\n| a, b | x |\n| c | y |\n").empty());
    CHECK(defined_twice("| a, b | x |\n| b | y |\n") == Faults{"b"});
    const std::string good = "cff-version: 1.2.0\nmessage: m\ntype: software\ntitle: t\nauthors:\n  - name: n\n"
                             "version: 0.1.0\n";
    CHECK(citation_faults(good, "0.1.0").empty());
    CHECK(citation_faults(good, "0.2.0").size() == 1);
    CHECK(citation_faults(good + "titel: x\n", "0.1.0").size() == 1);
    CHECK(citation_faults(good.substr(0, good.find("authors")) + "version: 0.1.0\n", "0.1.0").size() == 2);
}
