# SPDX-License-Identifier: Apache-2.0
"""Pages that are kept short and true: results say which model they are of, every experiment has its page, a word is
defined once, the citation file is what its format asks for. Checks of text take text, so that each is also shown to
find a planted fault."""
import re
import subprocess
import sys
import unittest

import house
from house import TOP, read

# What the schema of format 1.2.0 of citation files allows at the top.
CITATION_KEYS = set("""abstract authors cff-version commit contact date-released doi identifiers keywords license
    license-url message preferred-citation references repository repository-artifact repository-code title type url
    version""".split())


def stamps_are_right(folder):
    return subprocess.run([sys.executable, str(TOP / "tools/stamp"), "--check", str(folder)], check=False).returncode == 0


def defined_twice(glossary):
    seen, twice = set(), []
    for terms in re.findall(r"^\| ([^|]+) \| [^|]+ \|$", glossary, re.M):
        for word in terms.split(", ") if terms != "term" else []:
            twice += [word] if word in seen else []
            seen.add(word)
    return twice


def citation_faults(text, version):
    found = {}
    for line in text.splitlines():
        if not line or line[0] in " #":
            continue
        match = re.fullmatch(r"([a-z-]+):(?: (.*))?", line)
        if not match or match.group(1) not in CITATION_KEYS:
            yield "not of the format: " + line
        elif match.group(1) in found:
            yield "twice: " + line
        else:
            found[match.group(1)] = match.group(2)
    for key in {"authors", "cff-version", "message", "title"} - set(found):
        yield "missing: " + key
    for key, allowed in [("cff-version", ["1.2.0"]), ("version", [version]), ("type", ["software", "dataset"])]:
        if found.get(key) not in allowed:
            yield f"{key}: {found.get(key)}"
    if not re.search(r"\nauthors:\n  - (name|family-names): \S", text):
        yield "authors without a name"


class Pages(house.HouseTest):
    def test_stamps(self):
        """documents with results say so where these are of an older model"""
        self.assertTrue(stamps_are_right(TOP), "run tools/stamp")
        for page in ("README.md", "docs/findings.md", "docs/claims.md", "docs/validation.md"):
            self.assertIn("\n<!-- results of model ", read(page), page)

    def test_findings(self):
        """every page of findings names its model, and the page of findings leads to it"""
        findings, claims = read("docs/findings.md"), read("docs/claims.md")
        pages = house.files_below("docs/findings", {".md"})
        for page in pages:
            name = page.removeprefix("docs/")
            self.assertIn("\n<!-- results of model ", read(page), page)
            self.assertTrue(f"({name}" in findings or f"({name}" in claims, page)
            self.assertTrue(read("config/studies/" + name.split("/")[-1].removesuffix(".md") + ".yaml"), page)
        self.assertGreaterEqual(len(pages), 27)
        self.assertLessEqual(len(findings.splitlines()), 130)  # two pages of substance

    def test_glossary(self):
        """the glossary defines each word once"""
        self.none_of(defined_twice(read("docs/glossary.md")))

    def test_citation(self):
        """the citation file is what its format asks for"""
        version = re.search(r"VERSION ([0-9.]+)\n", read("CMakeLists.txt")).group(1)
        self.none_of(citation_faults(read("CITATION.cff"), version))

    def test_planted_stamps(self):
        """planted: results of another model without a word about it are found"""
        with house.Workplace() as name:
            def project(page):
                tree = house.pathlib.Path(name)
                (tree / "sim/replay").mkdir(parents=True, exist_ok=True)
                (tree / "docs").mkdir(exist_ok=True)
                (tree / "sim/replay/replicate.hpp").write_text('std::string_view known_model_signature = "0123456789abcdef";\n')
                (tree / "README.md").write_text("# A\n")
                (tree / "docs/a.md").write_text(page)
                return tree
            of_model = "# A\n\n<!-- results of model %s -->\n\n%stext\n"
            self.assertTrue(stamps_are_right(project(of_model % ("0123456789abcdef", ""))))
            self.assertFalse(stamps_are_right(project(of_model % ("fedcba9876543210", ""))))
            stale = "> **Results of an older model.** They are not.\n\n"
            self.assertFalse(stamps_are_right(project(of_model % ("0123456789abcdef", stale))))

    def test_planted_words(self):
        """planted: a word defined twice and a citation file that is none are found"""
        self.assertEqual(defined_twice("| term | meaning |\n|---|---|\n| a, b | x |\n| c | y |\n"), [])
        self.assertEqual(defined_twice("| a, b | x |\n| b | y |\n"), ["b"])
        good = ("cff-version: 1.2.0\nmessage: m\ntype: software\ntitle: t\nauthors:\n  - name: n\n"
                "version: 0.1.0\n")
        for text, version, faults in [(good, "0.1.0", 0), (good, "0.2.0", 1), (good + "titel: x\n", "0.1.0", 1),
                                      (good[:good.index("authors")] + "version: 0.1.0\n", "0.1.0", 2)]:
            self.assertEqual(len(list(citation_faults(text, version))), faults, text)


if __name__ == "__main__":
    unittest.main()
