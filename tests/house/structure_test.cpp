// SPDX-License-Identifier: Apache-2.0
// The rules of the house, read off the sources: who may include whom, and which words may stand where. Each check takes
// text, so that it is also shown to find a planted fault.
#include "tests/places.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace std::string_view_literals;
namespace fs = std::filesystem;

struct Source {
    std::string path, text; // path from the top of the project, with forward slashes
};
using Faults = std::vector<std::string>; // each "path:line: what is wrong"

constexpr std::array rooms{"config"sv, "agents"sv, "sim"sv, "outputs"sv, "tools"sv}; // each sees those before it

// Headers of libraries, and the files that alone may include them, so that they stay out of everybody's sight. Tests
// may include any.
struct Outsider {
    std::string_view header; // how it begins
    std::vector<std::string_view> owners;
};
const std::vector<Outsider> outsiders{
    {"yaml-cpp/", {"config/yaml*.cpp"}},
    {"tbb/", {"sim/batch*.cpp"}},
    {"oneapi/", {"sim/batch*.cpp"}},
    {"hdf5", {"outputs/files/hdf5*", "outputs/files/results_file*.cpp"}},
    {"H5", {"outputs/files/hdf5*", "outputs/files/results_file*.cpp"}},
    {"outputs/files/hdf5", {"outputs/files/hdf5*", "outputs/files/results_file*.cpp"}},
    {"zlib.h", {"outputs/*.cpp"}},
    {"Eigen/", {"outputs/statistics/*"}},
    {"xlsxwriter", {"outputs/tables/workbook.cpp"}},
    {"CLI/", {"tools/*"}},
    {"mpi.h", {"tools/*.cpp"}},
    {"doctest/", {"tests/*"}},
    {"Random123/", {"tests/*"}},
};

bool begins(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }
bool ends(std::string_view text, std::string_view tail) {
    return text.size() >= tail.size() && text.substr(text.size() - tail.size()) == tail;
}
bool matches(std::string_view path, std::string_view pattern) { // with one star
    const std::size_t star = pattern.find('*');
    return begins(path, pattern.substr(0, star)) && ends(path, pattern.substr(star + 1));
}
bool letter(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool digit(char c) { return c >= '0' && c <= '9'; }

std::string_view folder_of(std::string_view path) { return path.substr(0, path.find('/')); }
std::size_t rank_of(std::string_view room) {
    return static_cast<std::size_t>(std::find(rooms.begin(), rooms.end(), room) - rooms.begin());
}
bool in_a_room(const Source& source) { return rank_of(folder_of(source.path)) < rooms.size(); }

std::string at(const Source& source, std::size_t line, const std::string& problem) {
    return source.path + ":" + std::to_string(line) + ": " + problem;
}

// The text with comments blanked, and strings too if asked; lines keep their numbers.
std::string without_comments(std::string_view text, bool blank_strings) {
    std::string out{text};
    const auto blank = [&](std::size_t from, std::size_t to) {
        for (; from < std::min(to, out.size()); ++from)
            if (out[from] != '\n') out[from] = ' ';
    };
    std::size_t i = 0;
    while (i < text.size()) {
        std::size_t end = i + 1;
        if (begins(text.substr(i), "//")) {
            end = std::min(text.find('\n', i), text.size());
            blank(i, end);
        } else if (begins(text.substr(i), "/*")) {
            end = std::min(text.find("*/", i + 2), text.size() - 2) + 2;
            blank(i, end);
        } else if (begins(text.substr(i), "R\"") && (i == 0 || !letter(text[i - 1]))) {
            const std::size_t opening = std::min(text.find('(', i), text.size());
            const std::string closing = ")" + std::string(text.substr(i + 2, opening - i - 2)) + "\"";
            end = std::min(text.find(closing, opening), text.size() - closing.size()) + closing.size();
            if (blank_strings) blank(i, end);
        } else if (text[i] == '"' || (text[i] == '\'' && (i == 0 || !letter(text[i - 1])))) { // else 1'000
            while (end < text.size() && text[end] != text[i] && text[end] != '\n') end += text[end] == '\\' ? 2 : 1;
            end = std::min(end + 1, text.size());
            if (blank_strings) blank(i + 1, end - 1);
        }
        i = end;
    }
    return out;
}

struct Include {
    std::string header;
    bool quoted;
    std::size_t line;
};

std::vector<Include> includes_of(const Source& source) {
    std::vector<Include> found;
    std::istringstream lines(without_comments(source.text, false));
    std::string line;
    for (std::size_t number = 1; std::getline(lines, line); ++number) {
        std::istringstream words(line);
        std::string hash, rest;
        words >> hash;
        if (hash == "#") words >> rest, hash += rest;
        if (!begins(hash, "#include")) continue;
        const std::size_t from = line.find_first_of("\"<");
        const std::size_t to = line.find_first_of("\">", from + 1);
        if (from != std::string::npos && to != std::string::npos)
            found.push_back({line.substr(from + 1, to - from - 1), line[from] == '"', number});
    }
    return found;
}

// A name as written, with its qualification: "std::exp", "::exp", "maths::exp", "exp".
struct Name {
    std::string text;
    std::size_t line;
    bool called, member; // followed by "("; after "." or "->"
};

std::vector<Name> names_in(std::string_view code) {
    std::vector<Name> names;
    const auto skip_letters = [&](std::size_t i) {
        while (i < code.size() && letter(code[i])) ++i;
        return i;
    };
    std::size_t line = 1;
    for (std::size_t i = 0; i < code.size();) {
        if (code[i] == '\n') ++line;
        if (digit(code[i])) { // 1e9, 0x1p-53, 1'000
            while (i < code.size() && (letter(code[i]) || code[i] == '\'' || code[i] == '.')) ++i;
            continue;
        }
        if (!letter(code[i])) {
            ++i;
            continue;
        }
        std::size_t start = i, end = skip_letters(i);
        while (begins(code.substr(end), "::") && end + 2 < code.size() && letter(code[end + 2]) &&
               !digit(code[end + 2]))
            end = skip_letters(end + 2);
        if (start >= 2 && code.substr(start - 2, 2) == "::") start -= 2;
        std::string text{code.substr(start, end - start)};
        std::size_t before = start, after = end;
        while (before > 0 && code[before - 1] == ' ') --before;
        while (after < code.size() && code[after] == ' ') ++after;
        if (begins(text, "::") && before > 0 && code[before - 1] == '>')
            text.insert(0, "?"); // of a template's instance
        const bool member =
            before > 0 && (code[before - 1] == '.' || (before > 1 && code.substr(before - 2, 2) == "->"));
        names.push_back({text, line, after < code.size() && code[after] == '(', member});
        i = end;
    }
    return names;
}

// The bare name if it is the standard library's, however it is written; otherwise empty.
std::string standard(const Name& name) {
    if (begins(name.text, "std::")) return name.text.substr(5);
    if (begins(name.text, "::std::")) return name.text.substr(7);
    if (begins(name.text, "::")) return name.text.substr(2);
    if (name.called && !name.member && name.text.find("::") == std::string::npos) return name.text;
    return {};
}

Faults licence_faults(const Source& source) {
    if (begins(source.text, "// SPDX-License-Identifier: Apache-2.0\n")) return {};
    return {at(source, 1, "the first line is not \"// SPDX-License-Identifier: Apache-2.0\"")};
}

constexpr std::string_view study_reading = "config/designs/reading.hpp"; // what designs read their keys with

Faults include_faults(const Source& source) {
    Faults faults;
    if (!in_a_room(source)) return faults;
    const std::size_t rank = rank_of(folder_of(source.path));
    const bool yaml_reader = begins(source.path, "config/yaml") || source.path == study_reading ||
                             (begins(source.path, "config/designs/") && ends(source.path, ".cpp"));
    for (const auto& [header, quoted, line] : includes_of(source)) {
        if (quoted) {
            if (header == "build_info.hpp") {
                if (rank < rank_of("outputs"))
                    faults.push_back(at(source, line, "build_info.hpp is for outputs and tools"));
                continue;
            }
            const std::size_t other = rank_of(folder_of(header));
            if (header.find('/') == std::string::npos || other == rooms.size())
                faults.push_back(
                    at(source, line, "\"" + header + "\" does not name its room, as in \"sim/world.hpp\""));
            else if (other > rank)
                faults.push_back(at(source, line, std::string(rooms[rank]) + " must not know " + header));
            else if ((begins(header, "config/yaml") || header == study_reading) && rank < rank_of("outputs") &&
                     !yaml_reader)
                faults.push_back(at(source, line, "the portable core must not know " + header));
            else if (begins(source.path, "outputs/statistics/") && begins(header, "outputs/") &&
                     !begins(header, "outputs/statistics/"))
                faults.push_back(at(source, line, "statistics must not know " + header));
        }
        for (const auto& [beginning, owners] : outsiders) {
            if (!begins(header, beginning)) continue;
            bool owned = false;
            for (const std::string_view owner : owners) owned = owned || matches(source.path, owner);
            if (!owned) faults.push_back(at(source, line, header + " is only for " + std::string(owners.back())));
        }
    }
    return faults;
}

// The first circle met from each file on: "a.hpp -> b.hpp -> a.hpp".
Faults include_cycles(const std::vector<Source>& sources) {
    std::map<std::string, std::vector<std::string>> graph;
    for (const Source& source : sources)
        for (const Include& include : includes_of(source))
            if (include.quoted) graph[source.path].push_back(include.header);

    Faults faults;
    std::set<std::string> done;
    std::vector<std::string> path;
    const auto visit = [&](const auto& self, const std::string& file) -> void {
        const auto met = std::find(path.begin(), path.end(), file);
        if (met != path.end()) {
            std::string circle;
            for (auto it = met; it != path.end(); ++it) circle += *it + " -> ";
            faults.push_back(circle + file);
            return;
        }
        const auto edges = graph.find(file);
        if (edges == graph.end() || done.count(file) != 0) return;
        path.push_back(file);
        for (const std::string& next : edges->second) self(self, next);
        path.pop_back();
        done.insert(file);
    };
    for (const auto& [file, headers] : graph) visit(visit, file);
    return faults;
}

// The C library's functions change in their last bits with the processor, and the standard distributions, shuffles and
// reductions with the library; `long double` with the machine. The model uses agents/maths and agents/chance.
const std::set<std::string, std::less<>> inexact{"exp",   "exp2",  "expm1", "log",  "log2",   "log10", "log1p",
                                                 "pow",   "cbrt",  "hypot", "sin",  "cos",    "tan",   "asin",
                                                 "acos",  "atan",  "sinh",  "cosh", "tanh",   "asinh", "acosh",
                                                 "atanh", "atan2", "erf",   "erfc", "tgamma", "beta",  "lgamma"};
const std::set<std::string, std::less<>> unruly{
    "shuffle", "random_shuffle", "sample",           "random_device",
    "rand",    "srand",          "reduce",           "default_random_engine",
    "drand48", "random",         "transform_reduce", "execution"};
const std::set<std::string, std::less<>> endings{"exit", "_exit", "_Exit", "quick_exit", "abort", "terminate"};

// "expf" and "expl" are exp.
bool is_inexact(const std::string& name) {
    if (inexact.count(name) != 0) return true;
    return (ends(name, "f") || ends(name, "l")) && inexact.count(name.substr(0, name.size() - 1)) != 0;
}

Faults word_faults(const Source& source) {
    Faults faults;
    const std::string_view room = folder_of(source.path);
    if (!in_a_room(source) || room == "tools") return faults;
    const bool own_arithmetic = begins(source.path, "agents/maths") || begins(source.path, "agents/chance");
    const bool model = room == "agents" || room == "sim";

    const std::vector<Name> names = names_in(without_comments(source.text, true));
    for (std::size_t i = 0; i < names.size(); ++i) {
        const Name& name = names[i];
        const auto fault = [&](const std::string& problem) { faults.push_back(at(source, name.line, problem)); };
        const std::string word = standard(name);
        const bool qualified = begins(name.text, "std::") || begins(name.text, "::");
        if (!own_arithmetic) {
            if (is_inexact(word)) fault(name.text + ": use agents/maths, which gives the same bits everywhere");
            if (unruly.count(word) != 0 || (qualified && ends(word, "_distribution")))
                fault(name.text + ": use agents/chance and sums in a fixed order");
            if (name.text == "long" && i + 1 < names.size() && names[i + 1].text == "double")
                fault("long double differs between machines");
        }
        if (model && begins(word, "unordered_")) fault(name.text + ": its order is not fixed");
        if (endings.count(word) != 0)
            fault(name.text + ": only tools may end the program; throw, or return the problem");
        if (name.text == "namespace" && i > 0 && names[i - 1].text == "using" && i + 1 < names.size() &&
            names[i + 1].text == "std")
            fault("using namespace std hides whose function is called");
    }
    return faults;
}

Faults folder_faults(const std::vector<std::string>& folders) {
    static const std::set<std::string> known{
        "agents", "config", "docs",  "outputs",
        "sim",    "tests",  "tools", "results"}; // results: what studies write, ignored by git
    Faults faults;
    for (const std::string& folder : folders)
        if (known.count(folder) == 0 && !begins(folder, ".") && !begins(folder, "build"))
            faults.push_back(folder + "/: a new folder at the top; find it a place in an existing one");
    return faults;
}

std::vector<Source> project_sources() {
    static const std::set<std::string> endings_of_code{".cpp", ".hpp", ".def", ".h", ".cc", ".ipp"};
    const fs::path top{drumbeat::source_dir()};
    std::vector<Source> sources;
    for (const std::string_view folder : {"config"sv, "agents"sv, "sim"sv, "outputs"sv, "tools"sv, "tests"sv})
        for (auto entry = fs::recursive_directory_iterator(top / folder); entry != fs::end(entry); ++entry) {
            const std::string name = entry->path().filename().string();
            if (entry->is_directory() && (begins(name, ".") || name == "node_modules"))
                entry.disable_recursion_pending();
            if (!entry->is_regular_file() || endings_of_code.count(entry->path().extension().string()) == 0) continue;
            std::ifstream file(entry->path(), std::ios::binary);
            sources.push_back({entry->path().lexically_relative(top).generic_string(),
                               {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()}});
        }
    std::sort(sources.begin(), sources.end(), [](const Source& a, const Source& b) { return a.path < b.path; });
    return sources;
}

template <class Check> void check_all(const std::vector<Source>& sources, const Check& check) {
    for (const Source& source : sources)
        for (const std::string& fault : check(source)) FAIL_CHECK(fault);
}

} // namespace

TEST_CASE("rooms include only to their left, and outside libraries stay in their one file") {
    const std::vector<Source> sources = project_sources();
    REQUIRE(std::any_of(sources.begin(), sources.end(), in_a_room));
    check_all(sources, include_faults);
}

TEST_CASE("headers include each other in no circle") {
    for (const std::string& circle : include_cycles(project_sources())) FAIL_CHECK(circle);
}

TEST_CASE("no function or type whose results depend on the machine, and no exit, in the core") {
    check_all(project_sources(), word_faults);
}

TEST_CASE("every source file names its licence") { check_all(project_sources(), licence_faults); }

TEST_CASE("the top holds the known folders only") {
    std::vector<std::string> folders;
    for (const auto& entry : fs::directory_iterator(drumbeat::source_dir()))
        if (entry.is_directory()) folders.push_back(entry.path().filename().string());
    for (const std::string& fault : folder_faults(folders)) FAIL_CHECK(fault);
}

TEST_CASE("planted: includes that break the chain are found") {
    const auto faults = [](const char* path, const char* text) { return include_faults({path, text}).size(); };
    CHECK(faults("agents/demand.cpp", "#include \"agents/maths.hpp\"\n#include \"config/scenario.hpp\"\n") == 0);
    CHECK(faults("config/value.cpp", "#include \"agents/maths.hpp\"\n") == 1);
    CHECK(faults("agents/demand.cpp", "#include \"sim/world.hpp\"\n") == 1);
    CHECK(faults("sim/world.hpp", "#  include \"outputs/pages/report.hpp\"\n") == 1);
    CHECK(faults("sim/world.hpp", "# include \"outputs/pages/report.hpp\"\n") == 1);
    CHECK(faults("outputs/pages/report.cpp", "#include \"tools/commands/run.hpp\"\n") == 1);
    CHECK(faults("tools/commands/run.cpp", "#include \"outputs/pages/report.hpp\"\n#include <CLI/CLI.hpp>\n") == 0);
    CHECK(faults("sim/world.cpp", "// #include \"outputs/pages/report.hpp\"\n/*\n#include \"tools/x.hpp\"\n*/\n") == 0);
    CHECK(faults("sim/world.cpp", "#include \"world.hpp\"\n") == 1);
    CHECK(faults("sim/world.cpp", "#include \"../outputs/pages/report.hpp\"\n") == 1);
    CHECK(faults("sim/world.cpp", "#include \"build_info.hpp\"\n") == 1);
    CHECK(faults("outputs/log.cpp", "#include \"build_info.hpp\"\n") == 0);
    CHECK(faults("tests/sim/world_test.cpp", "#include \"tests/outputs/fake.hpp\"\n#include <hdf5.h>\n") == 0);
}

TEST_CASE("planted: outside libraries in the wrong file are found") {
    const auto faults = [](const char* path, const char* text) { return include_faults({path, text}).size(); };
    CHECK(faults("config/yaml_reader.cpp", "#include <yaml-cpp/yaml.h>\n") == 0);
    CHECK(faults("config/yaml.hpp", "#include <yaml-cpp/yaml.h>\n") == 1);
    CHECK(faults("config/study.cpp", "#include <yaml-cpp/yaml.h>\n") == 1);
    CHECK(faults("config/study.cpp", "#include \"config/yaml.hpp\"\n") == 1);
    CHECK(faults("config/yaml.cpp", "#include \"config/yaml.hpp\"\n") == 0);
    CHECK(faults("config/designs/balance.cpp", "#include \"config/designs/reading.hpp\"\n") == 0);
    CHECK(faults("config/designs/balance.hpp", "#include \"config/designs/reading.hpp\"\n") == 1);
    CHECK(faults("config/study.cpp", "#include \"config/designs/reading.hpp\"\n") == 1);
    CHECK(faults("config/designs/balance.hpp", "#include \"config/yaml_tree.hpp\"\n") == 1);
    CHECK(faults("sim/batch.cpp", "#include <tbb/task_arena.h>\n#include <oneapi/tbb.h>\n") == 0);
    CHECK(faults("sim/simulate.cpp", "#include <tbb/task_arena.h>\n#include <oneapi/tbb.h>\n") == 2);
    CHECK(faults("outputs/files/results_file.cpp", "#include <hdf5.h>\n#include <hdf5_hl.h>\n") == 0);
    CHECK(faults("outputs/files/results_file.hpp", "#include <hdf5.h>\n") == 1);
    CHECK(faults("outputs/pages/report.cpp", "#include <hdf5.h>\n#include <H5Cpp.h>\n") == 2);
    CHECK(faults("outputs/files/hdf5.hpp", "#include <hdf5.h>\n") == 0);
    CHECK(faults("outputs/files/results_file.cpp", "#include \"outputs/files/hdf5.hpp\"\n") == 0);
    CHECK(faults("outputs/files/results_file.hpp", "#include \"outputs/files/hdf5.hpp\"\n") == 1);
    CHECK(faults("outputs/statistics/statistics.cpp", "#include \"outputs/files/results.hpp\"\n") == 1);
    CHECK(faults("outputs/statistics/statistics.cpp", "#include \"sim/record.hpp\"\n#include \"outputs/statistics/statistics.hpp\"\n") == 0);
    CHECK(faults("agents/demand.cpp", "#include <doctest/doctest.h>\n") == 1);
    CHECK(faults("outputs/tables/workbook.cpp", "#include <xlsxwriter.h>\n") == 0);
    CHECK(faults("outputs/tables/sheet.cpp", "#include <xlsxwriter.h>\n") == 1);
    CHECK(faults("sim/world.cpp", "#include <CLI/CLI.hpp>\n#include <zlib.h>\n") == 2);
}

TEST_CASE("planted: circles of includes are found") {
    const Source a{"sim/a.hpp", "#include \"sim/b.hpp\"\n"};
    const Source b{"sim/b.hpp", "#include <vector>\n#include \"sim/c.hpp\"\n"};
    CHECK(include_cycles({a, b, {"sim/c.hpp", "#include \"sim/d.hpp\"\n"}}).empty());
    const Faults faults = include_cycles({a, b, {"sim/c.hpp", "#include \"sim/a.hpp\"\n"}});
    REQUIRE(faults.size() == 1);
    CHECK(faults.front() == "sim/a.hpp -> sim/b.hpp -> sim/c.hpp -> sim/a.hpp");
    CHECK(include_cycles({{"sim/a.hpp", "#include \"sim/a.hpp\"\n"}}).size() == 1);
}

TEST_CASE("planted: forbidden words are found") {
    const auto faults = [](const char* text, const char* path = "sim/market.cpp") {
        return word_faults({path, text}).size();
    };
    for (const char* text : {"double y = std::exp(x);",
                             "double y = ::exp(x);",
                             "double y = exp(x);",
                             "auto y = pow (x, 2);",
                             "y = 2 *std::log1p(x)",
                             "using std::log;",
                             "f(&std::erfc);",
                             "expf(x)",
                             "std::tgamma(x)",
                             "std::normal_distribution<> d;",
                             "std::uniform_int_distribution<int> d;",
                             "std::shuffle(a, b, g);",
                             "std::random_device r;",
                             "rand();",
                             "long double x;",
                             "long\n double x;",
                             "std::reduce(a, b)",
                             "std::unordered_map<int, int> m;",
                             "std::vector<std::unordered_set<int>> m;",
                             "exit(1);",
                             "std::exit(1);",
                             "std::abort();",
                             "using namespace std;",
                             "x = 1'000 + exp(1'000);",
                             "char c = '\"'; exp(1); char d = '\"';",
                             "/* */ exp(1)",
                             "auto s = R\"(\")\"; exp(1);"}) {
        INFO(text);
        CHECK(faults(text) == 1);
    }
    for (const char* text :
         {"double y = maths::exp(x);", "double y = drumbeat::maths::log(x);", "// std::exp(x)", "journal.log(x);",
          "journal->log(x);", "\"std::exp(x)\"", "/* exit(1)\n std::exp */", "double log = 1;", "exp_rate(x)",
          "std::sqrt(x) + std::abs(x)", "double y = 1e9;", "exit_hazard(x)", "rules.exit(firm);", "R\"(exit(1))\"",
          "Law<double>::exp(x)", "long long x;", "\"a\\\"std::exp(\""}) {
        INFO(text);
        CHECK(faults(text) == 0);
    }
    CHECK(faults("std::exp(x) + std::erf(x)", "agents/maths.cpp") == 0);
    CHECK(faults("std::exp(x)", "agents/chance.hpp") == 0);
    CHECK(faults("exit(1)", "agents/maths.cpp") == 1);
    CHECK(faults("std::exit(1); std::exp(1);", "tools/main.cpp") == 0);
    CHECK(faults("std::unordered_map<int, int> m;", "config/value.cpp") == 0);
    CHECK(faults("std::exp(x)", "config/value.cpp") == 1);
    CHECK(faults("std::exp(x)", "outputs/statistics/statistics.cpp") == 1);
    CHECK(word_faults({"sim/a.cpp", "\n/*\n*/ exit(1);\n"}).front().substr(0, 12) == "sim/a.cpp:3:");
}

TEST_CASE("planted: a missing licence line and a stray folder are found") {
    CHECK(licence_faults({"sim/a.cpp", "// SPDX-License-Identifier: Apache-2.0\n#include <vector>\n"}).empty());
    CHECK(licence_faults({"sim/a.cpp", "#include <vector>\n"}).size() == 1);
    CHECK(licence_faults({"sim/a.cpp", ""}).size() == 1);
    CHECK(folder_faults({"sim", "agents", "config", "outputs", "tests", "tools", "docs", ".git", ".ci", "build"})
              .empty());
    CHECK(folder_faults({"sim", "src", "scripts", "build-clang"}).size() == 2);
}
