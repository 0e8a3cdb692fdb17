#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Opens a workbook and the CSV of the same results. Usage: sheet_test.py FILE.xlsx CSV-FOLDER"""
import math
import sys

from tables import frozen_rows, read_csv, read_sheets

SHEETS = ["readme", "verdict", "cases", "outcomes", "areas", "sizes", "yearly", "parameters"]


def same(number, text):
    """A workbook keeps 16 digits of a number, CSV all."""
    return (number is None and text == "") or math.isclose(number, float(text), rel_tol=1e-15)


def check_verdict(rows, effects):
    """The sheet has the columns of effects.csv in their order, below labels and units."""
    assert len(rows) == 2 + len(effects), (len(rows), len(effects))
    for row, effect in zip(rows[2:], effects):
        row = row + [None] * (len(effect) - len(row))
        for cell, (name, text) in zip(row, effect.items()):
            if not isinstance(cell, str) and text != "":
                assert same(cell, text), (name, cell, text)
            else:
                assert (cell or "") == text, (name, cell, text)
        assert isinstance(row[list(effects[0]).index("difference")], float), row


def check_outcomes(rows, runs, group=None, column=None):
    """Means in the sheet are means of the runs in CSV; `group` is the sheet's name of their column."""
    heads = rows[0]
    at = {name: heads.index(name) for name in ("arm", "way of deciding", "quantity", "mean", group or "arm")}
    checked = 0
    for row in rows[2:]:
        if "over runs" in heads and not row[heads.index("over runs")].startswith("mean"):
            continue  # a sum over a sum
        values = [float(run[row[at["quantity"]]]) for run in runs
                  if run["arm"] == row[at["arm"]] and run["behaviour"] == row[at["way of deciding"]]
                  and run[row[at["quantity"]]] != "" and (not group or run[column] == row[at[group]])]
        mean = row[at["mean"]] if len(row) > at["mean"] else None
        if mean is None:
            assert not values, row
        else:
            assert math.isclose(mean, sum(values) / len(values), rel_tol=1e-12, abs_tol=1e-12), row
            checked += 1
    assert checked > 20, checked


def check_years(rows, yearly):
    """Means in the sheet, a column a quantity, are those in CSV, a row a quantity."""
    means = {(r["arm"], r["behaviour"], float(r["year"]), r["area"]): {} for r in yearly}
    for r in yearly:
        means[r["arm"], r["behaviour"], float(r["year"]), r["area"]][r["quantity"]] = r["mean"]
    assert len(rows) - 2 == len(means), (len(rows), len(means))
    for row in rows[2:]:
        for cell, text in zip(row[4:], means[tuple(row[:4])].values()):
            assert same(cell, text), (row[:4], cell, text)


def main(book, folder):
    sheets = read_sheets(book)
    assert [name for name in SHEETS if name not in sheets] == [], list(sheets)
    readme = {row[0]: row[1] for row in sheets["readme"] if len(row) > 1}
    for name in ("Study", "Question", "Answer", "Limits", "Made from", "To reproduce"):
        assert readme.get(name), name
    for number in range(2, len(sheets) + 1):
        assert frozen_rows(book, number) == 2, number
    check_verdict(sheets["verdict"], read_csv(folder + "/effects.csv"))
    check_outcomes(sheets["outcomes"], read_csv(folder + "/runs.csv"))
    check_outcomes(sheets["areas"], read_csv(folder + "/areas.csv"), "technology area", "area")
    check_outcomes(sheets["sizes"], read_csv(folder + "/sizes.csv"), "size class", "size")
    check_years(sheets["yearly"], read_csv(folder + "/yearly.csv"))
    cv = [row for row in sheets["parameters"] if row and row[0] == "segments.sensors.orders.cv"]
    assert len(cv) == 1 and isinstance(cv[0][3], float) and cv[0][4] == "stable: 0.05", cv


if __name__ == "__main__":
    main(*sys.argv[1:])
