# SPDX-License-Identifier: Apache-2.0
"""The documents and the examples, held against the tree and the built program: what they name exists, what they show
runs. Checks of text take text, so that each is also shown to find a planted fault."""
import fnmatch
import posixpath
import re
import unittest

import house
from house import TOP, read

INLINE_CODE = re.compile(r"`([^`]+)`")
MADE_BY_A_COMMAND = {"docs/evidence/tests.md"}  # tools/test --all


def documents():
    for path in ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"] + house.files_below("docs", {".md"}):
        yield path, read(path)


# ---- Markdown

class Parsed:
    """Fenced blocks as (language, lines), and prose line by line, where lines of blocks are empty."""

    def __init__(self, text):
        self.blocks, self.prose, inside = [], [], False
        for line in text.splitlines():
            fence = line.lstrip(" ").startswith("```")
            self.prose.append("" if fence or inside else line)
            if inside and not fence:
                self.blocks[-1][1].append(line)
            if fence and not inside:
                self.blocks.append((line.strip()[3:], []))
            inside ^= fence


def prose(text):
    return enumerate(Parsed(text).prose, 1)


def anchors_of(text):
    """The anchor that a heading gets: lower case, blanks to dashes, letters and digits kept."""
    headings = (line.lstrip("# ") for _, line in prose(text) if line.startswith("#"))
    return {re.sub(r"[^a-z0-9_-]", "", heading.lower().replace(" ", "-")) for heading in headings}


def link_faults(path, text, reader=read):
    for line, content in prose(text):
        for target in re.findall(r"\]\(([^)\s]+)\)", content):
            if target.startswith(("http", "mailto:")):
                continue
            file, _, anchor = target.partition("#")
            there = reader(posixpath.normpath(posixpath.join(posixpath.dirname(path), file))) if file else text
            if not there:
                yield f"{path}:{line}: {target} leads nowhere"
            elif anchor and anchor not in anchors_of(there):
                yield f"{path}:{line}: {target}: no heading of that name"


# ---- files that a document names

def exists(path):
    """With one star in the last part."""
    if "*" not in path:
        return (TOP / path).exists()
    folder = (TOP / path).parent
    return folder.is_dir() and any(fnmatch.fnmatchcase(p.name, posixpath.basename(path)) for p in folder.iterdir())


def file_faults(path, text):
    named = re.compile(r"(?:^|[\s`(<>])((?:config|agents|sim|outputs|tools|tests|docs)/[\w.*/-]*[\w*]|[A-Z]+\.md|"
                       r"CITATION\.cff)")
    for line, content in enumerate(text.splitlines(), 1):
        for name in named.findall(content):
            a_unit = exists(name + ".hpp") or exists(name + ".cpp")  # `agents/maths`
            beside = posixpath.join(posixpath.dirname(path), name)
            if not (a_unit or exists(name) or exists(beside) or name in MADE_BY_A_COMMAND):
                yield f"{path}:{line}: {name}: there is no such file"


# ---- the model page

def items(text):
    """Lines of prose, those of a list with the lines that they go on in."""
    found = []
    for line, content in prose(text):
        if content.startswith("  ") and content.strip() and found and found[-1][1].startswith("- "):
            found[-1] = (found[-1][0], found[-1][1] + " " + content.strip())
        else:
            found.append((line, content))
    return found


def reference_faults(path, text, reader=read):
    """"`name` and `other` in `file`" names functions, ""case" in `file`" test cases; a semicolon or a full stop starts
    anew."""
    for line, content in items(text):
        names, cases = [], []
        for match in re.finditer(r'`([^`]+)`|"([^"]+)"|;|\. ', content):
            code, case = match.groups()
            if case is not None:
                cases.append(case)
            elif code is None:
                names, cases = [], []
            elif not re.fullmatch(r"(config|agents|sim|outputs|tools|tests)/[\w/]+\.[a-z]+", code):
                names.append(code)
            elif content[:match.start()].endswith(" in "):
                there = reader(code)
                if not there:
                    yield f"{path}:{line}: {code}: there is no such file"
                for name in names:
                    if not re.search(rf"(?<![A-Za-z0-9_]){re.escape(name)}(?![A-Za-z0-9_])", there):
                        yield f"{path}:{line}: {code} has no {name}"
                for name in cases:
                    if f'TEST_CASE("{name}")' not in there and f'"""{name}"""' not in there:
                        yield f'{path}:{line}: {code} has no test case "{name}"'
                names, cases = [], []


def rule_faults(path, text):
    """Every rule of the model page has its function, its test (or says that it has none) and its source."""
    for section in re.split(r"^(?=##)", text, flags=re.M):
        heading = re.match(r"### (.*)", section)
        for part in ("Function", "Test", "Source"):
            if heading and not re.search(rf"^- {part}: ", section, re.M):
                yield f"{path}: {heading.group(1)}: no {part}"


# ---- parameters and other names

def is_parameter(name, paths):
    name = re.sub(r"firms\.(?:midcap|prime|\*)\.", "firms.sme.", re.sub(r"segments\.[a-z0-9_]+\.", "segments.*.", name))
    return any(one == name or one.startswith(name + ".") or one.endswith("." + name) for one in paths)


def parameter_faults(path, text, paths, words):
    dotted = re.compile(r"([a-z][a-z0-9_]*(?:\.(?:[a-z][a-z0-9_]*|\*))+)(?:[:=].*)?")
    file_name = re.compile(r".*\.(md|cpp|hpp|def|yaml|json|h5|part|svg|py|csv|nc|sh|txt|gz|deb|log|attrs)")
    for line, content in prose(text):
        for code in INLINE_CODE.findall(content):
            name = dotted.fullmatch(code)
            if name and not file_name.fullmatch(code):
                if not code.startswith("record.") and not is_parameter(name.group(1), paths):
                    yield f"{path}:{line}: {code}: the codebook has no such parameter"
            elif path.startswith("docs/") and re.fullmatch(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+", code) and code not in words:
                yield f"{path}:{line}: {code}: no source file has this word"


def words_of_the_sources():
    words = set()
    for folder in ("config", "agents", "sim", "outputs", "tools"):
        for path in house.files_below(folder, {".cpp", ".hpp", ".def", ".yaml", ".txt"}):
            words.update(re.findall(r"[A-Za-z_][A-Za-z0-9_]*", read(path)))
    return words


def source_faults(path, text, sources):
    """Sources are named by numbers that docs/sources.md explains; working notes are not part of the project."""
    for line, content in enumerate(text.splitlines(), 1):
        if not content.startswith("| "):
            continue
        if re.search(r"dossier|mechanisms [0-9]|model\.md", content):
            yield f"{path}:{line}: a source outside the project: {content}"
        for number in re.findall(r"\bS[0-9]+[a-z]?\b", content):
            if f"| {number} |" not in sources:
                yield f"{path}:{line}: {number} is not in docs/sources.md"


# ---- the program

def command_of(typed):
    """How the test runs a line of a document: "" where it is not run, None where nobody would."""
    line = typed.split(" #")[0]
    if not line or line[0] == "#" or line.split(" ")[0] in ("tools/run", "tools/test", "export"):
        return ""  # they install, build and take minutes
    if not re.match(r"(?:build/\w+/)?drumbeat(?= )", line):
        return None
    short = re.sub(r"(?:build/\w+/)?drumbeat(?= )", "drumbeat", line)
    return short.replace("drumbeat run ", "drumbeat run --replications 2 ")


def explains_a_firm(line):
    return line.startswith("drumbeat explain ") and "--firm" in line


def turned_by_a_lever(explanation):
    """Whether an explanation, as JSON, has a lever that turns the decision."""
    return re.search(r'"kind": "lever"[^}]*"turns_at": [0-9tf-]', explanation) is not None


def table_of_draws(page):
    """What stands between the marks; None where it has none."""
    between = re.search(r"^<!-- draws:[^\n]*-->\n(.*)^<!-- end of draws -->$", page, re.M | re.S)
    return between and between.group(1)


def is_shell(language):
    return language in ("", "sh", "bash")


def write_yaml(language, lines, folder):
    """A block of YAML is a file; its name stands in its first line: "# my-study.yaml". None where it is none."""
    if language != "yaml" or not lines:
        return None
    named = re.fullmatch(r"#\s*([\w-]+\.yaml).*", lines[0])
    name = named.group(1) if named else "block.yaml"
    folder.write(name, "".join(line + "\n" for line in lines))
    return name


def has_format(lines):
    return any(line.startswith("format:") for line in lines)


class Documents(house.HouseTest):
    def setUp(self):
        self.folder = house.Workplace()
        self.addCleanup(self.folder.cleanup)

    def run_line(self, line):
        code, said = self.folder.shell(line)
        self.assertEqual(code, 0, f"{line}: {said}")
        return said

    def all_of(self, check):
        self.none_of(fault for path, text in documents() for fault in check(path, text))

    def test_generated(self):
        """generated pages are what the program prints"""
        for page, command in [("docs/parameters.md", "drumbeat codebook"),
                              ("docs/results-format.md", "drumbeat codebook --format results")]:
            self.assertTrue(self.run_line(command) == read(page), page + " is stale: run tools/docs")

    def test_draws(self):
        """the table of random numbers is what the program prints"""
        self.assertTrue(self.run_line("drumbeat codebook --format draws") == table_of_draws(read("docs/odd.md")),
                        "docs/odd.md is stale: run tools/docs")

    def test_links(self):
        """links between documents resolve"""
        self.all_of(link_faults)

    def test_files(self):
        """no document names a file that does not exist"""
        self.all_of(file_faults)

    def test_references(self):
        """functions and test cases that documents name exist, and every rule of the model page has them"""
        self.all_of(reference_faults)
        self.none_of(rule_faults("docs/model.md", read("docs/model.md")))

    def test_parameters(self):
        """parameters that documents name are in the codebook, other names in the sources"""
        paths = set(re.findall(r'"path": "([^"]+)"', self.run_line("drumbeat codebook --format json")))
        words = words_of_the_sources()
        self.assertGreater(len(paths), 100)
        self.all_of(lambda path, text: parameter_faults(path, text, paths, words))
        self.none_of(source_faults("docs/parameters.md", read("docs/parameters.md"), read("docs/sources.md")))

    def test_examples(self):
        """every example in config is checked clean by the program"""
        examples = house.files_below("config", {".yaml"})
        self.assertGreater(len(examples), 40)
        for example in examples:
            if example.startswith(("config/ensembles/", "config/ranges/")):
                continue  # results: tests/outputs/fit/calibration_test.cpp and tests/tools/ranges_test.cpp read them
            # Studies are good without a warning, but for the toy: it has no orders, by design.
            strict = "--strict " if example.startswith("config/studies/") and "toy" not in example else ""
            with self.subTest(example):
                self.run_line(f"drumbeat check {strict}'{TOP / example}'")

    def test_shown_studies(self):
        """every study and scenario in a document is checked clean by the program"""
        for path, text in documents():
            for language, lines in Parsed(text).blocks:
                name = write_yaml(language, lines, self.folder)
                if name and has_format(lines):
                    with self.subTest(path):
                        self.run_line("drumbeat check --strict " + name)

    def test_readme(self):
        """every command in a block of the README runs, with few replications; its studies too"""
        explained = 0
        for language, lines in Parsed(read("README.md")).blocks:
            name = write_yaml(language, lines, self.folder)
            if name and has_format(lines):
                self.run_line(f"drumbeat run --quiet --replications 2 {name} -o block.h5 --overwrite")
            for typed in lines if is_shell(language) else []:
                line = command_of(typed)
                self.assertIsNotNone(line, "no test runs this line: " + typed)
                if line:
                    self.run_line(line)
                if line and explains_a_firm(line):
                    explained += 1
                    explanation = self.run_line(line + " --format json")
                    self.assertTrue(turned_by_a_lever(explanation), "no lever turns what is shown: " + typed)
        self.assertGreater(explained, 0)

    def test_explained(self):
        """the example of the page on explanations is what its commands print"""
        said = shown = ""
        for language, lines in Parsed(read("docs/explain.md")).blocks:
            write_yaml(language, lines, self.folder)
            if language == "text":
                shown += "".join(line + "\n" for line in lines)
            for typed in lines if is_shell(language) else []:
                said = self.run_line(typed)
        self.assertGreater(len(said), 1000)
        self.assertTrue(said == shown, "docs/explain.md is stale: run tools/docs")

    def test_commands(self):
        """commands and options that documents name are the program's"""
        helps = {}
        for path, text in documents():
            for _, content in prose(text):
                for code in INLINE_CODE.findall(content):
                    command = re.fullmatch(r"drumbeat ([a-z]+)(.*)", code)
                    if not command:
                        continue
                    name, rest = command.groups()
                    if name not in helps:
                        helps[name] = self.run_line(f"drumbeat {name} --help")
                    for option in re.findall(r"--[a-z][a-z-]*", rest):
                        self.assertIn(option, helps[name], f"{path}: {code}")

    def test_studies_page(self):
        """the page of studies has every key of a study file and every option of the command"""
        page = read("docs/studies.md")
        self.folder.write("s.yaml", "format: drumbeat-study/1\nstudy: comparison\nzzzzzzzzzzzz: 1\n")
        _, said = self.folder.shell("drumbeat check s.yaml")
        keys = re.findall("[a-z_]+", re.search("; known: (.*)", said).group(1))
        self.assertGreaterEqual(len(keys), 18)
        self.none_of(key for key in keys if f"\n| `{key}` |" not in page)
        for command in ("init", "check", "run", "submit", "merge", "seal", "report", "explain", "codebook",
                        "completion"):
            self.assertIn("`drumbeat " + command, page)
            options = set(re.findall("--[a-z]+", self.run_line(f"drumbeat {command} --help")))
            self.none_of(f"{command} {o}" for o in options - {"--help", "--output", "--threads"} if "`" + o not in page)


class Planted(house.HouseTest):
    def test_planted_links(self):
        """planted: links and files that are not there are found"""
        def reader(path):
            return "# A heading: its `name`\n" if path == "docs/b.md" else ""
        for text, faults in [
                ("[b](b.md), [b](../docs/b.md#a-heading-its-name), [x](https://x.y), [here](#top)\n# Top\n", 0),
                ("[c](c.md)", 1), ("[b](b.md#another)", 1), ("[top](#nowhere)", 1), ("```\n[c](c.md)\n```\n", 0)]:
            self.assertEqual(len(list(link_faults("docs/a.md", text, reader))), faults, text)
        for text, faults in [
                ("`sim/world/year.hpp`, `outputs/files/hdf5/*`, README.md, `config/yaml*.cpp`, `docs/decisions/`, "
                 "tools/run", 0), ("`sim/wrld.hpp`", 1), ("see docs/nothing.md", 1), ("`outputs/files/hdf6*.cpp`", 1),
                ("MISSING.md", 1)]:
            self.assertEqual(len(list(file_faults("docs/a.md", text))), faults, text)

    def test_planted_references(self):
        """planted: functions, test cases and rules that are not there are found"""
        def reader(path):
            return {"sim/a.cpp": "double exactly(int);", "tests/sim/a_test.cpp": 'TEST_CASE("it holds") {}'}.get(path, "")
        for text, faults in [
                ("- Function: `exactly` in `sim/a.cpp`", 0), ("`some_parameter`; `exactly` in `sim/a.cpp`", 0),
                ("- Function: `exact` in `sim/a.cpp`", 1), ("- Function: `exactly` and `other` in `sim/a.cpp`", 1),
                ("- Function: `exactly` in `sim/b.cpp`", 2), ('- Test: "it holds" in `tests/sim/a_test.cpp`', 0),
                ('- Test: "it" in `tests/sim/a_test.cpp`', 1)]:
            self.assertEqual(len(list(reference_faults("docs/model.md", text, reader))), faults, text)
        for text, faults in [("## A\n### B\n- Function: x\n- Test: none\n- Source: y\n", 0),
                             ("### B\n- Function: x\n- Source: y\n## C\n", 1),
                             ("### B\n### C\n- Function: x\n- Test: y\n- Source: z\n", 3)]:
            self.assertEqual(len(list(rule_faults("docs/model.md", text))), faults, text)

    def test_planted_parameters(self):
        """planted: parameters, words and sources that are not there are found"""
        paths = {"segments.*.orders.cv", "firms.sme.wacc", "time.start_year"}
        for text, faults in [
                ("`segments.sensors.orders.cv`, `segments.*.orders.cv: 0.1`, `orders.cv`, `firms.*.wacc`, "
                 "`firms.prime.wacc`, `start_year`, `award_lot`, `x.md`, `sim`, `record.yearly`, "
                 "`segments.sensors.orders.cv=0.2`", 0),
                ("`segments.*.orders.cvv`", 1), ("`firms.sme.wac`", 1), ("`start_yr`", 1)]:
            found = list(parameter_faults("docs/a.md", text, paths, {"start_year", "award_lot"}))
            self.assertEqual(len(found), faults, text)
        for text, faults in [("| lever | a | S1 S36b |\n", 0), ("| lever | a | S3 |\n", 1),
                             ("| lever | a | dossier 7.8 |\n", 1)]:
            found = list(source_faults("docs/parameters.md", text, "| S1 | x |\n| S36b | y |\n"))
            self.assertEqual(len(found), faults, text)

    def test_planted_explanation(self):
        """planted: an explanation that no lever turns is found"""
        self.assertTrue(turned_by_a_lever('{"parameter": "cv", "kind": "lever", "value": 0.4, "turns_at": 0.3}, {'))
        self.assertFalse(turned_by_a_lever(
            '{"parameter": "cv", "kind": "lever", "turns_at": null}, {"kind": "x", "turns_at": 1}'))
        self.assertTrue(explains_a_firm("drumbeat explain a.h5 --firm 3 --year 2030"))
        self.assertFalse(explains_a_firm("drumbeat explain a.h5 --list"))

    def test_planted_draws(self):
        """planted: a table of random numbers is read between its marks alone"""
        page = "| x |\n<!-- draws: printed -->\n| a |\n| b |\n<!-- end of draws -->\n| y |\n"
        self.assertEqual(table_of_draws(page), "| a |\n| b |\n")
        self.assertIsNone(table_of_draws("| a |\n<!-- end of draws -->\n"))

    def test_planted_commands(self):
        """planted: commands that no test would run are found"""
        self.assertEqual(command_of("drumbeat run x.yaml   # a comment"), "drumbeat run --replications 2 x.yaml  ")
        self.assertEqual(command_of("build/release/drumbeat report x.h5"), "drumbeat report x.h5")
        self.assertEqual(command_of("tools/run     # builds"), "")
        self.assertIsNone(command_of("pip install x"))
        self.assertIsNone(command_of("drumbeats"))


if __name__ == "__main__":
    unittest.main()
