# SPDX-License-Identifier: Apache-2.0
"""The rules of the house, read off the sources: who may include whom, and which words may stand where. Each check takes
text, so that it is also shown to find a planted fault."""
import fnmatch
import os
import re
import subprocess
import unittest

import house

rooms = house.load_rooms()
HOUSES = ("config", "agents", "sim", "outputs", "tools")  # each sees those before it

# Headers of libraries, and the files that alone may include them, so that they stay out of everybody's sight. Tests may
# include any.
OUTSIDERS = {
    "yaml-cpp/": ("config/yaml*.cpp",),
    "tbb/": ("sim/batch/*.cpp",),
    "oneapi/": ("sim/batch/*.cpp",),
    "hdf5": ("outputs/files/hdf5/*",),
    "H5": ("outputs/files/hdf5/*",),
    "outputs/files/hdf5": ("outputs/files/hdf5/*",),
    "zlib.h": ("outputs/*.cpp",),
    "Eigen/": ("outputs/statistics/*",),
    "xlsxwriter": ("outputs/tables/workbook.cpp",),
    "CLI/": ("tools/*",),
    "mpi.h": ("tools/*.cpp",),
    "doctest/": ("tests/*",),
    "Random123/": ("tests/*",),
}
STUDY_READING = "config/designs/reading.hpp"  # what designs read their keys with
LICENCE = "// SPDX-License-Identifier: Apache-2.0\n"
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]')

# The C library's functions change in their last bits with the processor, and the standard distributions, shuffles and
# reductions with the library; `long double` with the machine. The model uses agents/maths and agents/chance.
INEXACT = set("""exp exp2 expm1 log log2 log10 log1p pow cbrt hypot sin cos tan asin acos atan sinh cosh tanh asinh acosh
    atanh atan2 erf erfc tgamma beta lgamma""".split())
UNRULY = set("""shuffle random_shuffle sample random_device rand srand reduce default_random_engine drand48 random
    transform_reduce execution""".split())
ENDINGS = {"exit", "_exit", "_Exit", "quick_exit", "abort", "terminate"}
FOLDERS = {"agents", "config", "docs", "outputs", "sim", "tests", "tools", "results"}  # results: of studies, ignored


def house_of(path):
    return path.split("/")[0]


def rank(path):
    name = house_of(path)
    return HOUSES.index(name) if name in HOUSES else len(HOUSES)


def without_comments(text):
    """Lines keep their numbers."""
    return re.sub(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"',
                  lambda m: m.group() if m.group()[0] == '"' else "\n" * m.group().count("\n"), text, flags=re.S)


OPENING = re.compile(r"namespace\s+([\w:]*)\s*\{|\b(?:struct|class|enum class|enum)\s+(?:\[\[\w+\]\]\s*)?(\w+)"
                     r"(?:\s+final)?(?:\s*:(?!:)[^;{}()]*)?\s*\{|[{}]")


def type_faults(texts):
    """Types that two files declare under one name in one namespace; what has no name outside its file is left out."""
    where = {}
    for path, text in texts.items():
        open_ones = []
        for found in OPENING.finditer(without_comments(text)):
            if found.group() == "}":
                if open_ones:
                    open_ones.pop()
                continue
            space, name = found.group(1), found.group(2)
            if name and all(o is not None and o for o in open_ones):
                where.setdefault("::".join([*open_ones, name]), set()).add(path)
            open_ones.append(space if space is not None else None)
    for name, paths in sorted(where.items()):
        if len(paths) > 1:
            yield f"{name} is declared in {' and in '.join(sorted(paths))}"


def includes_of(text):
    """(line, is it quoted, header) of each."""
    for number, line in enumerate(without_comments(text).splitlines(), 1):
        match = INCLUDE.match(line)
        if match:
            yield number, match.group(1) == '"', match.group(2)


def quoted_fault(path, header):
    """What is wrong with an include of the project's own, or None."""
    reads_yaml = path.startswith("config/yaml") or path == STUDY_READING or (
        path.startswith("config/designs/") and path.endswith(".cpp"))
    if header in ("build_info.hpp", "model_signature.hpp"):
        return f"{header} is for outputs and tools" if rank(path) < rank("outputs") else None
    if "/" not in header or rank(header) == len(HOUSES):
        return f'"{header}" does not name its room, as in "sim/world/world.hpp"'
    if rank(header) > rank(path):
        return f"{house_of(path)} must not know {header}"
    if (header.startswith("config/yaml") or header == STUDY_READING) and rank(path) < rank("outputs") and not reads_yaml:
        return f"the portable core must not know {header}"
    if path.startswith("outputs/statistics/") and header.startswith("outputs/") and not header.startswith(
            "outputs/statistics/"):
        return f"statistics must not know {header}"
    return None


def include_faults(path, text):
    if rank(path) == len(HOUSES):
        return
    for line, quoted, header in includes_of(text):
        fault = quoted_fault(path, header) if quoted else None
        if fault:
            yield f"{path}:{line}: {fault}"
        for beginning, owners in OUTSIDERS.items():
            if header.startswith(beginning) and not any(fnmatch.fnmatchcase(path, owner) for owner in owners):
                yield f"{path}:{line}: {header} is only for {owners[-1]}"


def include_circles(sources):
    """The first circle met from each file on: "a.hpp -> b.hpp -> a.hpp"."""
    graph = {path: [h for _, quoted, h in includes_of(text) if quoted] for path, text in sources}
    done, trail, circles = set(), [], []

    def visit(file):
        if file in trail:
            circles.append(" -> ".join(trail[trail.index(file):] + [file]))
        elif file in graph and file not in done:
            trail.append(file)
            for header in graph[file]:
                visit(header)
            trail.pop()
            done.add(file)
    for file in graph:
        visit(file)
    return circles


class Name:
    """A name as it is written, with its qualification: `std::exp`, `::exp`, `maths::exp`, `exp`."""

    def __init__(self, text, line, before, after):
        self.text, self.line = text, line
        self.called, self.member = after == "(", before in (".", "->")

    def standard(self):
        """The bare name if it is the standard library's, however it is written; otherwise empty."""
        for prefix in ("::std::", "std::", "::"):
            if self.text.startswith(prefix):
                return self.text[len(prefix):]
        return self.text if self.called and not self.member and "::" not in self.text else ""


def is_word(text):
    return text[0].isalpha() or text[0] == "_"


def names_in(text):
    tokens = [t for t in rooms.tokens_of(text) if t.text[0] not in "\"'" and not t.text.startswith('R"')]
    at = lambda i: tokens[i].text if 0 <= i < len(tokens) else ""
    names, i = [], 0
    while i < len(tokens):
        if not is_word(at(i)):
            i += 1
            continue
        start, words = i, [at(i)]
        while at(i + 1) == "::" and at(i + 2) and is_word(at(i + 2)):
            words += ["::", at(i + 2)]
            i += 2
        if at(start - 1) == "::":
            words.insert(0, "?::" if at(start - 2) == ">" else "::")  # of a template's instance: nobody's
        names.append(Name("".join(words), tokens[start].line, at(start - 1), at(i + 1)))
        i += 1
    return names


def word_faults(path, text):
    if rank(path) >= rank("tools"):
        return
    own_arithmetic = path.startswith(("agents/maths", "agents/chance"))
    names = names_in(text)
    for name, following in zip(names, names[1:] + [Name("", 0, "", "")]):
        word, where = name.standard(), f"{path}:{name.line}: {name.text}"
        if not own_arithmetic:
            if word in INEXACT or (word[-1:] in ("f", "l") and word[:-1] in INEXACT):
                yield f"{where}: use agents/maths, which gives the same bits everywhere"
            if word in UNRULY or (name.text.startswith(("std::", "::")) and word.endswith("_distribution")):
                yield f"{where}: use agents/chance and sums in a fixed order"
            if name.text == "long" and following.text == "double":
                yield f"{where}: long double differs between machines"
        if house_of(path) in ("agents", "sim") and word.startswith("unordered_"):
            yield f"{where}: its order is not fixed"
        if word in ENDINGS:
            yield f"{where}: only tools may end the program; throw, or return the problem"
    if re.search(r"\busing\s+namespace\s+std\b", " ".join(n.text for n in names)):
        yield f"{path}: using namespace std hides whose function is called"


def rule_faults(path, text):
    """Who compares with one rule decides for all others, those to come included: a `switch`, or what its line in
    config/*.def says of it."""
    if path.startswith("tests/") or path == "config/behaviour.hpp":
        return
    for number, line in enumerate(without_comments(text).splitlines(), 1):
        if re.search(r"[=!]=\s*(Expectation|InvestmentRule)::|(Expectation|InvestmentRule)::\w+\s*[=!]=", line):
            yield f"{path}:{number}: a comparison with one rule; use a switch, or a trait of config/behaviour.hpp"


def licence_faults(path, text):
    if not text.startswith(LICENCE):
        yield f'{path}:1: the first line is not "{LICENCE.strip()}"'


def folder_faults(folders):
    for folder in folders:
        if folder not in FOLDERS and not folder.startswith((".", "build")):
            yield f"{folder}/: a new folder at the top; find it a place in an existing one"


# Who may hold the whole country: the year, the run, what is measured of it, and a snapshot put together from two.
WHOLE_COUNTRY = {"tick", "found", "clear", "burn_in", "run_policy", "watch_burn_in", "watch_policy", "begin_policy", "measure",
                 "measure_public_money", "copy_rows"}
TAKES_COUNTRY = re.compile(r"\b(\w+)\(([^;{}()]*\bWorld ?&[^;{}()]*)\)")


def country_faults(path, text):
    """Functions of a year that take the whole country instead of the parts that they read and write."""
    if not path.startswith(("sim/world/", "sim/firm/", "sim/institutions/", "sim/year/")):
        return
    for match in TAKES_COUNTRY.finditer(without_comments(text)):
        if match[1] not in WHOLE_COUNTRY:
            line = text.count("\n", 0, match.start()) + 1
            yield f"{path}:{line}: {match[1]} takes the whole country; give it the parts that it reads and writes"


def project_sources():
    endings = {".cpp", ".hpp", ".def", ".h", ".cc", ".ipp"}
    return [(path, house.read(path)) for folder in HOUSES + ("tests",) for path in house.files_below(folder, endings)]


class Structure(house.HouseTest):
    def all_of(self, check):
        sources = project_sources()
        self.assertGreater(len(sources), 300)
        self.none_of(fault for path, text in sources for fault in check(path, text))

    def count(self, check, path, text):
        return len(list(check(path, text)))

    def test_includes(self):
        """rooms include only to their left, and outside libraries stay in their one file"""
        self.all_of(include_faults)

    def test_circles(self):
        """headers include each other in no circle"""
        self.none_of(include_circles(project_sources()))

    def test_words(self):
        """no function or type whose results depend on the machine, and no exit, in the core"""
        self.all_of(word_faults)

    def test_rules(self):
        """no rule of behaviour is compared with: switches and traits name them all"""
        self.all_of(rule_faults)
        for text, faults in [("if (p.rule == InvestmentRule::npv) x();", 1), ("return E::a != b;", 0),
                             ("a ? x : Expectation::naive != rule", 1), ("p.rule = InvestmentRule::npv;", 0),
                             ("// rule == InvestmentRule::npv", 0)]:
            with self.subTest(text):
                self.assertEqual(self.count(rule_faults, "sim/firm/invest.cpp", text), faults)

    def test_country(self):
        """no step of a year takes the whole country"""
        self.all_of(country_faults)
        for path, text, faults in [("sim/year/closing.cpp", "void enter(const Year& y, World& w) {", 1),
                                   ("sim/firm/cover.hpp", "double cover_of(const World&, Row row);", 1),
                                   ("sim/year/tick.cpp", "void tick(const Year& y, World& world) {", 0),
                                   ("sim/year/closing.cpp", "// enter(World& w)", 0),
                                   ("sim/replay/areas.cpp", "bool graft(World& country, const World& alone) {", 0)]:
            with self.subTest(path, text=text):
                self.assertEqual(self.count(country_faults, path, text), faults)

    def test_names_of_types(self):
        """a name stands for one type in a namespace: two would be one to the linker, and their templates one another's"""
        self.none_of(type_faults({p: text for p, text in project_sources() if house_of(p) != "tests"}))
        one, other = "namespace drumbeat {\nstruct Sum {\n};\n}\n", "namespace drumbeat {\nenum class Sum : int { a };\n}\n"
        self.assertEqual(len(list(type_faults({"sim/a.hpp": one, "outputs/b.hpp": other}))), 1)
        hidden = other.replace("drumbeat {", "drumbeat {\nnamespace {", 1) + "}\n"
        inner = other.replace("drumbeat", "drumbeat::hdf5")
        self.assertEqual(list(type_faults({"sim/a.hpp": one, "outputs/b.cpp": hidden, "outputs/c.hpp": inner})), [])

    def test_licence(self):
        """every source file names its licence"""
        self.all_of(licence_faults)

    def test_folders(self):
        """the top holds the known folders only"""
        self.none_of(folder_faults(p.name for p in house.TOP.iterdir() if p.is_dir()))

    def libraries_of(self, program):
        said = subprocess.run(["ldd", os.environ[program]], stdout=subprocess.PIPE, text=True, check=True)
        libraries = set(re.findall(r"^\s+lib([\w+-]+)\.so", said.stdout, re.M))
        self.assertIn("stdc++", libraries)
        return libraries - {"stdc++", "m", "gcc_s", "c"} - {"asan", "ubsan", "tsan", "gcov", "pthread", "dl", "rt"}

    def test_core(self):
        """core and answers are linked alone: no YAML, HDF5, threads or spreadsheets"""
        self.assertEqual(self.libraries_of("DRUMBEAT_CORE_TESTS"), {"fmt"})
        self.assertEqual(self.libraries_of("DRUMBEAT_ANSWERS_TESTS"), {"fmt"})

    def test_planted_includes(self):
        """planted: includes that break the chain are found"""
        for path, text, faults in [
                ("agents/demand.cpp", '#include "agents/maths.hpp"\n#include "config/scenario.hpp"\n', 0),
                ("config/value.cpp", '#include "agents/maths.hpp"\n', 1),
                ("agents/demand.cpp", '#include "sim/world/world.hpp"\n', 1),
                ("sim/world/world.hpp", '#  include "outputs/pages/report.hpp"\n', 1),
                ("sim/world/world.hpp", '# include "outputs/pages/report.hpp"\n', 1),
                ("outputs/pages/report.cpp", '#include "tools/commands/run.hpp"\n', 1),
                ("tools/commands/run.cpp", '#include "outputs/pages/report.hpp"\n#include <CLI/CLI.hpp>\n', 0),
                ("sim/world.cpp", '// #include "outputs/pages/report.hpp"\n/*\n#include "tools/x.hpp"\n*/\n', 0),
                ("sim/world.cpp", '#include "world.hpp"\n', 1),
                ("sim/world.cpp", '#include "../outputs/pages/report.hpp"\n', 1),
                ("sim/world.cpp", '#include "build_info.hpp"\n', 1),
                ("outputs/log.cpp", '#include "build_info.hpp"\n', 0),
                ("tests/sim/world_test.cpp", '#include "tests/outputs/fake.hpp"\n#include <hdf5.h>\n', 0)]:
            with self.subTest(path, text=text):
                self.assertEqual(self.count(include_faults, path, text), faults)

    def test_planted_libraries(self):
        """planted: outside libraries in the wrong file are found"""
        for path, text, faults in [
                ("config/yaml_reader.cpp", "#include <yaml-cpp/yaml.h>\n", 0),
                ("config/yaml.hpp", "#include <yaml-cpp/yaml.h>\n", 1),
                ("config/study.cpp", "#include <yaml-cpp/yaml.h>\n", 1),
                ("config/study.cpp", '#include "config/yaml.hpp"\n', 1),
                ("config/yaml.cpp", '#include "config/yaml.hpp"\n', 0),
                ("config/designs/balance.cpp", '#include "config/designs/reading.hpp"\n', 0),
                ("config/designs/balance.hpp", '#include "config/designs/reading.hpp"\n', 1),
                ("config/study.cpp", '#include "config/designs/reading.hpp"\n', 1),
                ("config/designs/balance.hpp", '#include "config/yaml_tree.hpp"\n', 1),
                ("sim/batch/batch.cpp", "#include <tbb/task_arena.h>\n#include <oneapi/tbb.h>\n", 0),
                ("sim/year/simulate.cpp", "#include <tbb/task_arena.h>\n#include <oneapi/tbb.h>\n", 2),
                ("outputs/files/hdf5/group.cpp", "#include <hdf5.h>\n#include <hdf5_hl.h>\n", 0),
                ("outputs/files/results_file.hpp", "#include <hdf5.h>\n", 1),
                ("outputs/pages/report.cpp", "#include <hdf5.h>\n#include <H5Cpp.h>\n", 2),
                ("outputs/files/hdf5/hdf5.hpp", "#include <hdf5.h>\n", 0),
                ("outputs/files/hdf5/seal.cpp", '#include "outputs/files/hdf5/hdf5.hpp"\n', 0),
                ("outputs/files/study_run.cpp", '#include "outputs/files/hdf5/hdf5.hpp"\n', 1),
                ("outputs/statistics/statistics.cpp", '#include "outputs/files/results.hpp"\n', 1),
                ("outputs/statistics/statistics.cpp",
                 '#include "sim/record/record.hpp"\n#include "outputs/statistics/statistics.hpp"\n', 0),
                ("agents/demand.cpp", "#include <doctest/doctest.h>\n", 1),
                ("outputs/tables/workbook.cpp", "#include <xlsxwriter.h>\n", 0),
                ("outputs/tables/sheet.cpp", "#include <xlsxwriter.h>\n", 1),
                ("sim/world.cpp", "#include <CLI/CLI.hpp>\n#include <zlib.h>\n", 2)]:
            with self.subTest(path, text=text):
                self.assertEqual(self.count(include_faults, path, text), faults)

    def test_planted_circles(self):
        """planted: circles of includes are found"""
        a, b = ("sim/a.hpp", '#include "sim/b.hpp"\n'), ("sim/b.hpp", '#include <vector>\n#include "sim/c.hpp"\n')
        self.assertEqual(include_circles([a, b, ("sim/c.hpp", '#include "sim/d.hpp"\n')]), [])
        self.assertEqual(include_circles([a, b, ("sim/c.hpp", '#include "sim/a.hpp"\n')]),
                         ["sim/a.hpp -> sim/b.hpp -> sim/c.hpp -> sim/a.hpp"])
        self.assertEqual(len(include_circles([("sim/a.hpp", '#include "sim/a.hpp"\n')])), 1)

    def test_planted_words(self):
        """planted: forbidden words are found"""
        for text in ["double y = std::exp(x);", "double y = ::exp(x);", "double y = exp(x);", "auto y = pow (x, 2);",
                     "y = 2 *std::log1p(x)", "using std::log;", "f(&std::erfc);", "expf(x)", "std::tgamma(x)",
                     "std::normal_distribution<> d;", "std::uniform_int_distribution<int> d;",
                     "std::shuffle(a, b, g);", "std::random_device r;", "rand();", "long double x;", "long\n double x;",
                     "std::reduce(a, b)", "std::unordered_map<int, int> m;", "std::vector<std::unordered_set<int>> m;",
                     "exit(1);", "std::exit(1);", "std::abort();", "using namespace std;", "x = 1'000 + exp(1'000);",
                     "char c = '\"'; exp(1); char d = '\"';", "/* */ exp(1)", 'auto s = R"(")"; exp(1);']:
            with self.subTest(text):
                self.assertEqual(self.count(word_faults, "agents/market.cpp", text), 1)
        for text in ["double y = maths::exp(x);", "double y = drumbeat::maths::log(x);", "// std::exp(x)",
                     "journal.log(x);", "journal->log(x);", '"std::exp(x)"', "/* exit(1)\n std::exp */",
                     "double log = 1;", "exp_rate(x)", "std::sqrt(x) + std::abs(x)", "double y = 1e9;",
                     "exit_hazard(x)", "rules.exit(firm);", 'R"(exit(1))"', "Law<double>::exp(x)", "long long x;",
                     '"a\\"std::exp("']:
            with self.subTest(text):
                self.assertEqual(self.count(word_faults, "agents/market.cpp", text), 0)
        for path, text, faults in [("agents/maths.cpp", "std::exp(x) + std::erf(x)", 0),
                                   ("agents/chance.hpp", "std::exp(x)", 0), ("agents/maths.cpp", "exit(1)", 1),
                                   ("tools/main.cpp", "std::exit(1); std::exp(1);", 0),
                                   ("config/value.cpp", "std::unordered_map<int, int> m;", 0),
                                   ("config/value.cpp", "std::exp(x)", 1),
                                   ("outputs/statistics/statistics.cpp", "std::exp(x)", 1)]:
            with self.subTest(path, text=text):
                self.assertEqual(self.count(word_faults, path, text), faults)
        self.assertTrue(next(word_faults("sim/a.cpp", "\n/*\n*/ exit(1);\n")).startswith("sim/a.cpp:3:"))

    def test_planted_licence_and_folder(self):
        """planted: a missing licence line and a stray folder are found"""
        self.assertEqual(self.count(licence_faults, "sim/a.cpp", LICENCE + "#include <vector>\n"), 0)
        self.assertEqual(self.count(licence_faults, "sim/a.cpp", "#include <vector>\n"), 1)
        self.assertEqual(self.count(licence_faults, "sim/a.cpp", ""), 1)
        known = ["sim", "agents", "config", "outputs", "tests", "tools", "docs", ".git", ".ci", "build"]
        self.assertEqual(list(folder_faults(known)), [])
        self.assertEqual(len(list(folder_faults(["sim", "src", "scripts", "build-clang"]))), 2)


if __name__ == "__main__":
    unittest.main()
