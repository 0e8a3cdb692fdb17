# SPDX-License-Identifier: Apache-2.0
"""Reads what `drumbeat report` writes, with Python's own library alone: CSV, workbooks, JSON."""
import csv
import re
import xml.etree.ElementTree as xml
import zipfile

SPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def read_csv(path, separator=","):
    """Rows as dictionaries."""
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter=separator, strict=True))


def column_number(reference):
    number = 0
    for letter in re.match("[A-Z]+", reference).group():
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def cell_value(cell):
    """A text, or a number. A formula is a fault."""
    assert cell.find("m:f", SPACE) is None, "a formula"
    if cell.get("t") == "inlineStr":
        return "".join(part.text or "" for part in cell.iter("{%s}t" % SPACE["m"]))
    assert cell.get("t") in (None, "n"), cell.get("t")
    return float(cell.find("m:v", SPACE).text)


def read_sheets(path):
    """Name of each sheet to its rows: lists with None where a cell is empty."""
    with zipfile.ZipFile(path) as book:
        assert book.testzip() is None
        names = [sheet.get("name") for sheet in xml.fromstring(book.read("xl/workbook.xml")).iter("{%s}sheet" % SPACE["m"])]
        sheets = {}
        for number, name in enumerate(names, 1):
            rows = []
            for row in xml.fromstring(book.read(f"xl/worksheets/sheet{number}.xml")).iter("{%s}row" % SPACE["m"]):
                cells = {column_number(cell.get("r")): cell_value(cell) for cell in row.findall("m:c", SPACE)}
                rows += [[] for _ in range(int(row.get("r")) - 1 - len(rows))]
                rows.append([cells.get(i) for i in range(max(cells, default=-1) + 1)])
            sheets[name] = rows
        return sheets


def frozen_rows(path, number):
    with zipfile.ZipFile(path) as book:
        pane = xml.fromstring(book.read(f"xl/worksheets/sheet{number}.xml")).find(".//m:pane", SPACE)
        return 0 if pane is None else int(pane.get("ySplit"))
