// SPDX-License-Identifier: Apache-2.0
// The documents and the examples, held against the tree and the built program: what they name exists, what they show
// runs. Checks of text take text, so that each is also shown to find a planted fault.
#include "tests/places.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

using namespace std::string_literals;
namespace fs = std::filesystem;

const fs::path top{drumbeat::source_dir()};

struct Document {
    std::string path, text; // path from the top of the project
};
using Faults = std::vector<std::string>;

std::string read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<std::string> files_below(const fs::path& folder, const std::set<std::string>& endings) {
    std::vector<std::string> found;
    for (const auto& entry : fs::recursive_directory_iterator(top / folder))
        if (entry.is_regular_file() && endings.count(entry.path().extension().string()) != 0)
            found.push_back(entry.path().lexically_relative(top).generic_string());
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<Document> documents() {
    std::vector<Document> found;
    for (const char* name : {"README.md", "CONTRIBUTING.md", "CHANGELOG.md"}) found.push_back({name, read(top / name)});
    for (const std::string& path : files_below("docs", {".md"})) found.push_back({path, read(top / path)});
    return found;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

std::string at(const Document& document, std::size_t line, const std::string& problem) {
    return document.path + ":" + std::to_string(line + 1) + ": " + problem;
}

std::vector<std::smatch> all_matches(const std::string& text, const std::regex& pattern) {
    return {std::sregex_iterator(text.begin(), text.end(), pattern), std::sregex_iterator()};
}

// ---- Markdown

struct Block { // a fenced block of code
    std::string language;
    std::vector<std::string> lines;
};

struct Parsed {
    std::vector<Block> blocks;
    std::vector<std::string> prose; // line by line; lines of blocks are empty here
};

Parsed parse(const std::string& text) {
    Parsed parsed;
    bool in_block = false;
    for (const std::string& line : lines_of(text)) {
        const bool fence = line.substr(std::min(line.size(), line.find_first_not_of(' '))).rfind("```", 0) == 0;
        parsed.prose.push_back(fence || in_block ? "" : line);
        if (in_block && !fence) parsed.blocks.back().lines.push_back(line);
        if (fence && !in_block) parsed.blocks.push_back({line.substr(line.find("```") + 3), {}});
        if (fence) in_block = !in_block;
    }
    return parsed;
}

const std::regex inline_code("`([^`]+)`");

// The anchor that a heading gets: lower case, blanks to dashes, letters and digits kept.
std::set<std::string> anchors_of(const std::string& text) {
    std::set<std::string> anchors;
    for (const std::string& line : parse(text).prose) {
        if (line.rfind('#', 0) != 0) continue;
        std::string anchor;
        for (const char c : line.substr(line.find_first_not_of("# "))) {
            const auto letter = static_cast<unsigned char>(c);
            if (std::isalnum(letter) != 0 || c == '_' || c == '-') anchor += static_cast<char>(std::tolower(letter));
            if (c == ' ') anchor += '-';
        }
        anchors.insert(anchor);
    }
    return anchors;
}

using Reader = std::function<std::string(const std::string& path)>; // "" where there is no such file
std::string in_tree(const std::string& path) { return fs::is_regular_file(top / path) ? read(top / path) : ""s; }

Faults link_faults(const Document& document, const Reader& reader) {
    static const std::regex link(R"(\]\(([^)\s]+)\))");
    Faults faults;
    const Parsed parsed = parse(document.text);
    for (std::size_t n = 0; n < parsed.prose.size(); ++n)
        for (const std::smatch& match : all_matches(parsed.prose[n], link)) {
            const std::string target = match[1];
            if (target.rfind("http", 0) == 0 || target.rfind("mailto:", 0) == 0) continue;
            const std::size_t hash = target.find('#');
            const std::string file = target.substr(0, hash);
            const fs::path here = fs::path(document.path).parent_path();
            const std::string path = file.empty() ? document.path : (here / file).lexically_normal().generic_string();
            const std::string text = file.empty() ? document.text : reader(path);
            if (text.empty())
                faults.push_back(at(document, n, target + " leads nowhere"));
            else if (hash != std::string::npos && anchors_of(text).count(target.substr(hash + 1)) == 0)
                faults.push_back(at(document, n, target + ": no heading of that name"));
        }
    return faults;
}

// ---- files that a document names

bool exists(const std::string& path) { // with one star in the last part
    const std::size_t star = path.find('*');
    if (star == std::string::npos) return fs::exists(top / path);
    const fs::path folder = (top / path).parent_path();
    const std::string head = fs::path(path).filename().string().substr(0, fs::path(path).filename().string().find('*'));
    const std::string tail = path.substr(star + 1);
    if (!fs::is_directory(folder)) return false;
    return std::any_of(fs::directory_iterator(folder), fs::directory_iterator(), [&](const fs::directory_entry& entry) {
        const std::string name = entry.path().filename().string();
        return name.size() >= head.size() + tail.size() && name.rfind(head, 0) == 0 &&
               name.substr(name.size() - tail.size()) == tail;
    });
}

const std::set<std::string> made_by_a_command{"docs/evidence/tests.md"}; // tools/test --all

Faults file_faults(const Document& document) {
    static const std::regex path(
        R"((?:^|[\s`(<>])((?:config|agents|sim|outputs|tools|tests|docs)/[\w.*/-]*[\w*]|[A-Z]+\.md|CITATION\.cff))");
    Faults faults;
    const std::vector<std::string> lines = lines_of(document.text);
    for (std::size_t n = 0; n < lines.size(); ++n)
        for (const std::smatch& match : all_matches(lines[n], path)) {
            const std::string name = match[1];
            const std::string beside = (fs::path(document.path).parent_path() / name).generic_string();
            const bool a_unit = exists(name + ".hpp") || exists(name + ".cpp"); // `agents/maths`
            if (made_by_a_command.count(name) == 0 && !exists(name) && !exists(beside) && !a_unit)
                faults.push_back(at(document, n, name + ": there is no such file"));
        }
    return faults;
}

// ---- the model page

bool has_word(const std::string& text, const std::string& word) {
    const auto letter = [&](std::size_t i) {
        return i < text.size() && (std::isalnum(static_cast<unsigned char>(text[i])) != 0 || text[i] == '_');
    };
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
        if ((at == 0 || !letter(at - 1)) && !letter(at + word.size())) return true;
    return false;
}

// "`name` and `other` in `file`" names functions, ""case" in `file`" test cases; a semicolon or a full stop starts
// anew.
Faults reference_faults(const Document& document, const Reader& reader) {
    static const std::regex token("`([^`]+)`|\"([^\"]+)\"|;|\\. ");
    static const std::regex source_file(R"((config|agents|sim|outputs|tools|tests)/[\w/]+\.[a-z]+)");
    Faults faults;
    const std::vector<std::string> lines = parse(document.text).prose;
    for (std::size_t n = 0; n < lines.size(); ++n) {
        std::vector<std::string> names, cases;
        for (const std::smatch& match : all_matches(lines[n], token)) {
            const auto start = static_cast<std::size_t>(match.position(0));
            const std::string before = lines[n].substr(0, start);
            const std::string code = match[1];
            if (match[2].matched) {
                cases.push_back(match[2]);
            } else if (!match[1].matched) {
                names.clear(), cases.clear();
            } else if (!std::regex_match(code, source_file)) {
                names.push_back(code);
            } else if (before.size() > 4 && before.substr(before.size() - 4) == " in ") {
                const std::string text = reader(code);
                if (text.empty()) faults.push_back(at(document, n, code + ": there is no such file"));
                for (const std::string& name : names)
                    if (!has_word(text, name)) faults.push_back(at(document, n, code + " has no " + name));
                for (const std::string& name : cases)
                    if (text.find("TEST_CASE(\"" + name + "\")") == std::string::npos)
                        faults.push_back(at(document, n, code + " has no test case \"" + name + "\""));
                names.clear(), cases.clear();
            }
        }
    }
    return faults;
}

// Every rule of the model page has its function, its test (or says that it has none) and its source.
Faults rule_faults(const Document& document) {
    Faults faults;
    std::string heading;
    std::set<std::string> seen;
    const auto close = [&](std::size_t n) {
        for (const char* part : {"Function", "Test", "Source"})
            if (!heading.empty() && seen.count(part) == 0) faults.push_back(at(document, n, heading + ": no " + part));
        seen.clear(), heading.clear();
    };
    const std::vector<std::string> lines = lines_of(document.text);
    for (std::size_t n = 0; n < lines.size(); ++n) {
        if (lines[n].rfind("##", 0) == 0) close(n);
        if (lines[n].rfind("### ", 0) == 0) heading = lines[n].substr(4);
        for (const char* part : {"Function", "Test", "Source"})
            if (lines[n].rfind("- "s + part + ": ", 0) == 0) seen.insert(part);
    }
    close(lines.size() - 1);
    return faults;
}

// ---- parameters and other names

Faults parameter_faults(const Document& document, const std::set<std::string>& paths,
                        const std::set<std::string>& words) {
    static const std::regex dotted(R"(([a-z][a-z0-9_]*(?:\.(?:[a-z][a-z0-9_]*|\*))+)(?:[:=].*)?)");
    static const std::regex file_name(
        R"(.*\.(md|cpp|hpp|def|yaml|json|h5|part|svg|py|csv|nc|sh|txt|gz|deb|log|attrs))");
    static const std::regex underscored("[a-z][a-z0-9]*(?:_[a-z0-9]+)+");
    static const std::regex an_area(R"(segments\.[a-z0-9_]+\.)"), a_class(R"(firms\.(?:midcap|prime|\*)\.)");
    const auto known = [&](const std::string& name) {
        const std::string path =
            std::regex_replace(std::regex_replace(name, an_area, "segments.*."), a_class, "firms.sme.");
        return std::any_of(paths.begin(), paths.end(), [&](const std::string& one) {
            const std::string tail = "." + path;
            return one == path || one.rfind(path + ".", 0) == 0 ||
                   (one.size() > tail.size() && one.substr(one.size() - tail.size()) == tail);
        });
    };
    Faults faults;
    const std::vector<std::string> lines = parse(document.text).prose;
    for (std::size_t n = 0; n < lines.size(); ++n)
        for (const std::smatch& match : all_matches(lines[n], inline_code)) {
            const std::string code = match[1];
            std::smatch name;
            if (std::regex_match(code, name, dotted) && !std::regex_match(code, file_name)) {
                if (code.rfind("record.", 0) != 0 && !known(name[1]))
                    faults.push_back(at(document, n, code + ": the codebook has no such parameter"));
            } else if (document.path.rfind("docs/", 0) == 0 && std::regex_match(code, underscored) &&
                       words.count(code) == 0) {
                faults.push_back(at(document, n, code + ": no source file has this word"));
            }
        }
    return faults;
}

std::set<std::string> words_of_the_sources() {
    static const std::regex word("[A-Za-z_][A-Za-z0-9_]*");
    std::set<std::string> words;
    for (const char* folder : {"config", "agents", "sim", "outputs", "tools"})
        for (const std::string& path : files_below(folder, {".cpp", ".hpp", ".def", ".yaml"})) {
            const std::string text = read(top / path);
            for (auto one = std::sregex_iterator(text.begin(), text.end(), word); one != std::sregex_iterator(); ++one)
                words.insert(one->str());
        }
    return words;
}

// Sources are named by numbers that docs/sources.md explains; working notes are not part of the project.
Faults source_faults(const Document& parameters, const std::string& sources) {
    static const std::regex number(R"(\bS[0-9]+[a-z]?\b)"), note("dossier|mechanisms [0-9]|model\\.md");
    Faults faults;
    const std::vector<std::string> lines = lines_of(parameters.text);
    for (std::size_t n = 0; n < lines.size(); ++n) {
        if (lines[n].rfind("| ", 0) != 0) continue;
        if (std::regex_search(lines[n], note))
            faults.push_back(at(parameters, n, "a source outside the project: " + lines[n]));
        for (const std::smatch& match : all_matches(lines[n], number))
            if (sources.find("| " + match.str() + " |") == std::string::npos)
                faults.push_back(at(parameters, n, match.str() + " is not in docs/sources.md"));
    }
    return faults;
}

// ---- the program

struct Folder {
    fs::path path;
    Folder() {
        std::string name = (fs::temp_directory_path() / "drumbeat-docs-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path = name;
    }
    ~Folder() { fs::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
};

struct Outcome {
    int code = -1;
    std::string said;
};

// Runs a line of shell in a folder, with the built program as `drumbeat`.
Outcome shell(const fs::path& folder, const std::string& line) {
    const fs::path script = folder / ".line", said = folder / ".said";
    std::ofstream(script) << "cd '" << folder.string() << "'\nPATH='"
                          << fs::path(drumbeat::program()).parent_path().string() << "':$PATH\n"
                          << line << "\n";
    const int status = std::system(("sh -e '" + script.string() + "' >'" + said.string() + "' 2>&1").c_str());
    Outcome outcome{WIFEXITED(status) ? WEXITSTATUS(status) : -1, read(said)};
    fs::remove(script), fs::remove(said);
    return outcome;
}

// How a command of a document is run by the test: "" means not at all.
enum class Fate { run, exempt, unknown };
struct Command {
    Fate fate;
    std::string line;
};

Command command_of(const std::string& typed) {
    static const std::regex program(R"((?:build/\w+/)?drumbeat(?= ))"), study_run(R"(drumbeat run )");
    static const std::set<std::string> exempt{"tools/run", "tools/test",
                                              "export"}; // they install, build and take minutes
    const std::string line = typed.substr(0, typed.find(" #"));
    const std::string first = line.substr(0, line.find(' '));
    if (line.empty() || line[0] == '#') return {Fate::exempt, ""};
    if (exempt.count(first) != 0) return {Fate::exempt, line};
    if (!std::regex_search(line, program, std::regex_constants::match_continuous)) return {Fate::unknown, line};
    const std::string short_line = std::regex_replace(line, program, "drumbeat");
    return {Fate::run, std::regex_replace(short_line, study_run, "drumbeat run --replications 2 ")};
}

bool explains_a_firm(const std::string& line) {
    return line.rfind("drumbeat explain ", 0) == 0 && line.find("--firm") != std::string::npos;
}

// Whether an explanation, as JSON, has a lever that turns the decision.
bool turned_by_a_lever(const std::string& json) {
    return std::regex_search(json, std::regex(R"("kind": "lever"[^}]*"turns_at": [0-9tf-])"));
}

bool is_shell(const Block& block) {
    return block.language.empty() || block.language == "sh" || block.language == "bash";
}

// A block of YAML is a file; its name stands in its first line: "# my-study.yaml".
bool write_yaml(const Block& block, const fs::path& folder, std::string& name) {
    static const std::regex named(R"(#\s*([\w-]+\.yaml).*)");
    std::smatch match;
    if (block.language != "yaml" || block.lines.empty()) return false;
    name = std::regex_match(block.lines.front(), match, named) ? match[1].str() : "block.yaml";
    std::ofstream file(folder / name);
    for (const std::string& line : block.lines) file << line << "\n";
    return true;
}

bool has_format(const Block& block) {
    return std::any_of(block.lines.begin(), block.lines.end(),
                       [](const std::string& line) { return line.rfind("format:", 0) == 0; });
}

void check_all(const std::function<Faults(const Document&)>& faults_of) {
    for (const Document& document : documents())
        for (const std::string& fault : faults_of(document)) FAIL_CHECK(fault);
}

std::set<std::string> codebook_paths() {
    const Folder folder;
    const Outcome json = shell(folder.path, "drumbeat codebook --format json");
    REQUIRE_MESSAGE(json.code == 0, json.said);
    std::set<std::string> paths;
    for (const std::smatch& match : all_matches(json.said, std::regex("\"path\": \"([^\"]+)\"")))
        paths.insert(match[1]);
    return paths;
}

} // namespace

TEST_CASE("generated pages are what the program prints") {
    const Folder folder;
    for (const auto& one : {std::pair{"docs/parameters.md", "drumbeat codebook"},
                            std::pair{"docs/results-format.md", "drumbeat codebook --format results"}}) {
        const std::string page = one.first;
        const Outcome fresh = shell(folder.path, one.second);
        REQUIRE_MESSAGE(fresh.code == 0, fresh.said);
        CHECK_MESSAGE(fresh.said == read(top / page), page, " is stale: run tools/docs");
    }
}

TEST_CASE("links between documents resolve") {
    check_all([](const Document& document) { return link_faults(document, in_tree); });
}

TEST_CASE("no document names a file that does not exist") { check_all(file_faults); }

TEST_CASE("functions and test cases that documents name exist, and every rule of the model page has them") {
    check_all([](const Document& document) { return reference_faults(document, in_tree); });
    for (const std::string& fault : rule_faults({"docs/model.md", read(top / "docs/model.md")})) FAIL_CHECK(fault);
}

TEST_CASE("parameters that documents name are in the codebook, other names in the sources") {
    const std::set<std::string> paths = codebook_paths(), words = words_of_the_sources();
    REQUIRE(paths.size() > 100);
    check_all([&](const Document& document) { return parameter_faults(document, paths, words); });
    const std::string sources = read(top / "docs/sources.md");
    for (const std::string& fault : source_faults({"docs/parameters.md", read(top / "docs/parameters.md")}, sources))
        FAIL_CHECK(fault);
}

TEST_CASE("every example in config is checked clean by the program") {
    const Folder folder;
    const std::vector<std::string> examples = files_below("config", {".yaml"});
    REQUIRE(!examples.empty());
    for (const std::string& example : examples) {
        if (example.starts_with("config/ensembles/"))
            continue; // results: tests/outputs/fit/calibration_test.cpp reads them
        if (example.starts_with("config/ranges/")) continue; // results: tests/tools/ranges_test.cpp reads them
        // Studies are good without a warning, but for the toy: it has no orders, by design.
        const bool strict = example.starts_with("config/studies/") && example.find("toy") == std::string::npos;
        const Outcome checked = shell(folder.path, std::string("drumbeat check ") + (strict ? "--strict '" : "'") +
                                                       (top / example).string() + "'");
        CHECK_MESSAGE(checked.code == 0, example, ": ", checked.said);
    }
}

TEST_CASE("every study and scenario in a document is checked clean by the program") {
    for (const Document& document : documents()) {
        const Folder folder;
        for (const Block& block : parse(document.text).blocks) {
            std::string name;
            if (!write_yaml(block, folder.path, name) || !has_format(block)) continue;
            const Outcome checked = shell(folder.path, "drumbeat check --strict " + name);
            CHECK_MESSAGE(checked.code == 0, document.path, ": ", checked.said);
        }
    }
}

TEST_CASE("every command in a block of the README runs, with few replications; its studies too") {
    const Folder folder;
    int explained = 0;
    for (const Block& block : parse(read(top / "README.md")).blocks) {
        std::string name;
        if (write_yaml(block, folder.path, name) && has_format(block)) {
            const Outcome ran =
                shell(folder.path, "drumbeat run --quiet --replications 2 " + name + " -o block.h5 --overwrite");
            CHECK_MESSAGE(ran.code == 0, ran.said);
        }
        if (!is_shell(block)) continue;
        for (const std::string& typed : block.lines) {
            const Command command = command_of(typed);
            CHECK_MESSAGE(command.fate != Fate::unknown, "no test runs this line: ", typed);
            if (command.fate != Fate::run) continue;
            const Outcome ran = shell(folder.path, command.line);
            CHECK_MESSAGE(ran.code == 0, typed, ": ", ran.said);
            if (!explains_a_firm(command.line)) continue;
            ++explained;
            const Outcome json = shell(folder.path, command.line + " --format json");
            CHECK_MESSAGE(turned_by_a_lever(json.said), "no lever turns the decision that is shown: ", typed);
        }
    }
    CHECK(explained > 0);
}

TEST_CASE("the example of the page on explanations is what its commands print") {
    const Folder folder;
    std::string name, said, shown;
    for (const Block& block : parse(read(top / "docs/explain.md")).blocks) {
        write_yaml(block, folder.path, name);
        if (block.language == "text")
            for (const std::string& line : block.lines) shown += line + "\n";
        if (!is_shell(block)) continue;
        for (const std::string& typed : block.lines) {
            const Outcome ran = shell(folder.path, typed);
            REQUIRE_MESSAGE(ran.code == 0, typed, ": ", ran.said);
            said = ran.said;
        }
    }
    CHECK(said.size() > 1000);
    CHECK_MESSAGE(said == shown, "docs/explain.md is stale: run tools/docs");
}

TEST_CASE("commands and options that documents name are the program's") {
    static const std::regex named(R"(drumbeat ([a-z]+)(.*))"), option(R"(--[a-z][a-z-]*)");
    const Folder folder;
    std::map<std::string, Outcome> help;
    for (const Document& document : documents())
        for (const std::string& line : parse(document.text).prose)
            for (const std::smatch& match : all_matches(line, inline_code)) {
                const std::string code = match[1];
                std::smatch command;
                if (!std::regex_match(code, command, named)) continue;
                Outcome& about = help[command[1]];
                if (about.code < 0) about = shell(folder.path, "drumbeat " + command[1].str() + " --help");
                CHECK_MESSAGE(about.code == 0, document.path, ": ", code);
                const std::string rest = command[2]; // matches point into it
                for (const std::smatch& one : all_matches(rest, option))
                    CHECK_MESSAGE(about.said.find(one.str()) != std::string::npos, document.path, ": ", code);
            }
}

TEST_CASE("the page of studies has every key of a study file and every option of the command") {
    const Folder folder;
    const std::string page = read(top / "docs/studies.md");
    std::ofstream(folder.path / "s.yaml") << "format: drumbeat-study/1\nstudy: comparison\nzzzzzzzzzzzz: 1\n";
    const Outcome keys = shell(folder.path, "drumbeat check s.yaml 2>&1");
    const std::size_t known = keys.said.find("; known: ");
    REQUIRE_MESSAGE(known != std::string::npos, keys.said);
    const std::string list = keys.said.substr(known + 9, keys.said.find('\n', known) - known - 9);
    const auto words = all_matches(list, std::regex("[a-z_]+"));
    CHECK(words.size() >= 18);
    for (const std::smatch& word : words)
        CHECK_MESSAGE(page.find("\n| `" + word.str() + "` |") != std::string::npos, word.str());
    for (const std::string command :
         {"init", "check", "run", "submit", "merge", "seal", "report", "explain", "codebook", "completion"}) {
        const Outcome help = shell(folder.path, "drumbeat " + command + " --help");
        CHECK(page.find("`drumbeat " + command) != std::string::npos);
        for (const std::smatch& option : all_matches(help.said, std::regex("--[a-z]+")))
            if (option.str() != "--help" && option.str() != "--output" && option.str() != "--threads")
                CHECK_MESSAGE(page.find('`' + option.str()) != std::string::npos, command, " ", option.str());
    }
}

TEST_CASE("planted: links and files that are not there are found") {
    const Reader reader = [](const std::string& path) {
        return path == "docs/b.md" ? "# A heading: its `name`\n"s : ""s;
    };
    const auto faults = [&](const char* text) { return link_faults({"docs/a.md", text}, reader).size(); };
    CHECK(faults("[b](b.md), [b](../docs/b.md#a-heading-its-name), [x](https://x.y), [here](#top)\n# Top\n") == 0);
    CHECK(faults("[c](c.md)") == 1);
    CHECK(faults("[b](b.md#another)") == 1);
    CHECK(faults("[top](#nowhere)") == 1);
    CHECK(faults("```\n[c](c.md)\n```\n") == 0);
    const auto files = [](const char* text) { return file_faults({"docs/a.md", text}).size(); };
    CHECK(
        files("`sim/world.hpp`, `outputs/files/hdf5*`, README.md, `config/yaml*.cpp`, `docs/decisions/`, tools/run") ==
        0);
    CHECK(files("`sim/wrld.hpp`") == 1);
    CHECK(files("see docs/nothing.md") == 1);
    CHECK(files("`outputs/files/hdf6*.cpp`") == 1);
    CHECK(files("MISSING.md") == 1);
}

TEST_CASE("planted: functions, test cases and rules that are not there are found") {
    const Reader reader = [](const std::string& path) {
        return path == "sim/a.cpp"              ? "double exactly(int);"s
               : path == "tests/sim/a_test.cpp" ? "TEST_CASE(\"it holds\") {}"s
                                                : ""s;
    };
    const auto faults = [&](const char* text) { return reference_faults({"docs/model.md", text}, reader).size(); };
    CHECK(faults("- Function: `exactly` in `sim/a.cpp`") == 0);
    CHECK(faults("`some_parameter`; `exactly` in `sim/a.cpp`") == 0);
    CHECK(faults("- Function: `exact` in `sim/a.cpp`") == 1);
    CHECK(faults("- Function: `exactly` and `other` in `sim/a.cpp`") == 1);
    CHECK(faults("- Function: `exactly` in `sim/b.cpp`") == 2);
    CHECK(faults("- Test: \"it holds\" in `tests/sim/a_test.cpp`") == 0);
    CHECK(faults("- Test: \"it\" in `tests/sim/a_test.cpp`") == 1);
    const auto rules = [](const char* text) { return rule_faults({"docs/model.md", text}).size(); };
    CHECK(rules("## A\n### B\n- Function: x\n- Test: none\n- Source: y\n") == 0);
    CHECK(rules("### B\n- Function: x\n- Source: y\n## C\n") == 1);
    CHECK(rules("### B\n### C\n- Function: x\n- Test: y\n- Source: z\n") == 3);
}

TEST_CASE("planted: parameters, words and sources that are not there are found") {
    const std::set<std::string> paths{"segments.*.orders.cv", "firms.sme.wacc", "time.start_year"},
        words{"start_year", "award_lot"};
    const auto faults = [&](const char* text) { return parameter_faults({"docs/a.md", text}, paths, words).size(); };
    CHECK(
        faults(
            "`segments.sensors.orders.cv`, `segments.*.orders.cv: 0.1`, `orders.cv`, `firms.*.wacc`, `firms.prime.wacc`, "
            "`start_year`, `award_lot`, `x.md`, `sim`, `record.yearly`, `segments.sensors.orders.cv=0.2`") == 0);
    CHECK(faults("`segments.*.orders.cvv`") == 1);
    CHECK(faults("`firms.sme.wac`") == 1);
    CHECK(faults("`start_yr`") == 1);
    const auto sources = [](const char* text) {
        return source_faults({"docs/parameters.md", text}, "| S1 | x |\n| S36b | y |\n").size();
    };
    CHECK(sources("| lever | a | S1 S36b |\n") == 0);
    CHECK(sources("| lever | a | S3 |\n") == 1);
    CHECK(sources("| lever | a | dossier 7.8 |\n") == 1);
}

TEST_CASE("planted: an explanation that no lever turns is found") {
    CHECK(turned_by_a_lever(R"({"parameter": "cv", "kind": "lever", "value": 0.4, "turns_at": 0.3}, {)"));
    CHECK_FALSE(
        turned_by_a_lever(R"({"parameter": "cv", "kind": "lever", "turns_at": null}, {"kind": "x", "turns_at": 1})"));
    CHECK(explains_a_firm("drumbeat explain a.h5 --firm 3 --year 2030"));
    CHECK_FALSE(explains_a_firm("drumbeat explain a.h5 --list"));
}

TEST_CASE("planted: commands that no test would run are found") {
    CHECK(command_of("drumbeat run x.yaml   # a comment").line == "drumbeat run --replications 2 x.yaml  ");
    CHECK(command_of("build/release/drumbeat report x.h5").line == "drumbeat report x.h5");
    CHECK(command_of("tools/run     # builds").fate == Fate::exempt);
    CHECK(command_of("pip install x").fate == Fate::unknown);
    CHECK(command_of("drumbeats").fate == Fate::unknown);
}
