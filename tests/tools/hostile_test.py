#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Labels that would act where they are shown, in everything that the program writes of tests/tools/hostile.yaml.
Usage: hostile_test.py FOLDER, which holds what was made: *.txt, *.json, *.md, *.html, *.svg, *.xlsx, csv/."""
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as xml
import zipfile
from html.parser import HTMLParser

from tables import read_csv, read_sheets

ACTIVE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
FORMULA = tuple("=+-@\t\r")
NUMBER = re.compile(r"[+-]?[0-9][0-9.,]*(e[+-]?[0-9]+)?$")


def check_plain(name, text):
    found = ACTIVE.search(text)
    assert not found, (name, text[max(0, found.start() - 40) : found.start() + 40])


def check_text(path):
    check_plain(path.name, path.read_bytes().decode("utf-8"))


def check_json(path):
    text = path.read_bytes().decode("utf-8")
    check_plain(path.name, text)
    assert "\u200b" in json.loads(text)["study"], "what is read back is what was written"


def check_csv(path):
    rows = read_csv(path)
    assert rows, path
    for row in rows:
        for cell in row.values():
            check_plain(path.name, cell)
            assert not cell.startswith(FORMULA) or NUMBER.match(cell), (path.name, cell)


def check_workbook(path):
    texts = [cell for rows in read_sheets(path).values() for row in rows for cell in row if isinstance(cell, str)]
    assert any("=cmd" in text for text in texts), "the labels are there"
    for text in texts:
        check_plain(path.name, text)
    with zipfile.ZipFile(path) as book:
        for part in book.namelist():
            assert b"<f>" not in book.read(part) and b"<hyperlink" not in book.read(part), part


def check_markdown(path):
    """What is left when escaped signs and code are taken out holds no HTML, no link, no image."""
    text = path.read_bytes().decode("utf-8")
    check_plain(path.name, text)
    assert "script" in text, "the labels are there"
    bare = re.sub(r"(`+)(?:(?!\1).)+?\1", "", re.sub(r"\\[!-/:-@\[-`{-~]", "", text))
    for sign in ("<", "](", "![", "http://"):
        assert sign not in bare, (path.name, sign, bare)
    tables = [line for line in bare.splitlines() if line.startswith("|")]
    assert len({line.count("|") for line in tables}) <= 1, tables


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.script, self.faults = None, []

    def handle_starttag(self, tag, attributes):
        self.script = tag if tag in ("script", "style") else None
        for name, value in attributes:
            if name.startswith("on") or (name in ("href", "src", "action") and value and not value.startswith(("#", "data:"))):
                self.faults.append((tag, name, value))

    def handle_endtag(self, tag):
        self.script = None

    def handle_data(self, data):
        if self.script == "script" and re.search("^[^'\"]*alert\\('(base|name|level)'\\)", data.strip()):
            self.faults.append(("script", data[:60]))


def check_page(path):
    text = path.read_bytes().decode("utf-8")
    page = Page()
    page.feed(text)
    assert not page.faults, page.faults
    for raw in ("<script>alert(", "<img src=x", "</table>\"", "\x1b", "\u202e", "\u2066", "\u009b"):
        assert raw not in text, (path.name, raw)


def check_drawing(path):
    text = path.read_bytes().decode("utf-8")
    tags = {element.tag.split("}")[-1] for element in xml.fromstring(text).iter()}
    assert "script" not in tags and "a" not in tags, tags


CHECKS = {".txt": check_text, ".json": check_json, ".csv": check_csv, ".xlsx": check_workbook, ".md": check_markdown,
          ".html": check_page, ".svg": check_drawing}


def main(folder, *wanted):
    seen = set()
    for path in sorted(pathlib.Path(folder).rglob("*")):
        if path.suffix in CHECKS:
            CHECKS[path.suffix](path)
            seen.add(path.suffix)
    assert seen >= set(wanted), (seen, wanted)


if __name__ == "__main__":
    main(*sys.argv[1:])
