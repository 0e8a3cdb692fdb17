#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The numbers in JSON, CSV, workbook, brief, page and on the screen are the same numbers.
Usage: same_numbers_test.py FOLDER, which holds report.json, csv/, nl/ (CSV in Dutch), book.xlsx, brief.md, brief-nl.md,
screen.txt (report --full), page.html, and pagina.html in Dutch: all of one results file."""
import json
import math
import pathlib
import re
import sys

from tables import read_csv, read_sheets

QUANTITIES = ("capacity_growth_points", "capacity_added_meur", "investment_meur", "firms_points")
MEASURE = {"difference": ("difference", "mean"), "error": ("difference", "monte_carlo_error"), "pairs": ("difference", "pairs")}


def number(text):
    return None if text == "" else float(text)


def is_one(a, b, digits=17):
    """Both missing, or the same to so many digits."""
    if a is None or b is None:
        return a is None and b is None
    return a == b if digits == 17 else math.isclose(a, b, rel_tol=10.0 ** (1 - digits))


def measures_of(effect):
    """(in the country, name of the quantity, what JSON says of it) of every quantity of an effect."""
    for name in QUANTITIES:
        yield not effect["areas"], name, effect[name]
        if effect["national"]:
            yield True, name, effect["national"][name]
    for count in effect["definitions"]:
        yield not effect["areas"], f"firms_points_{count['kind']}_{100 * count['growth']:.0f}", count["firms_points"]


def check_csv(report, effects):
    checked = 0
    for effect in report["effects"]:
        rows = [row for row in effects if row["contrast"] == effect["contrast"] and row["behaviour"] == effect["behaviour"]
                and [row[factor] for factor in report["factors"]] == effect["levels"]]
        for in_country, name, measure in measures_of(effect):
            found = [row for row in rows if row["quantity"] == name and (row["where"] == "country") == in_country]
            assert len(found) == 1, (name, len(found))
            for column, (part, key) in MEASURE.items():
                assert is_one(number(found[0][column]), measure[part][key]), (name, column)
                checked += 1
            low, high = measure["over_luck"] or (None, None)
            assert is_one(number(found[0]["low"]), low) and is_one(number(found[0]["high"]), high), name
            assert is_one(number(found[0]["as_it_came"]), measure["difference_unadjusted"]["mean"]), name
            assert effect["same_run"] or found[0]["answer"] == measure["answer"], (name, found[0]["answer"])
        money = [row for row in rows if row["quantity"] == "public_money_meur"]
        assert is_one(number(money[0]["difference"]), effect["public_money_meur"]["mean"])
    assert checked >= 3 * len(QUANTITIES) * len(report["effects"]), checked


def check_workbook(sheet, effects):
    assert len(sheet) == 2 + len(effects)
    for cells, row in zip(sheet[2:], effects):
        for i, (name, text) in enumerate(row.items()):
            cell = cells[i] if i < len(cells) else None
            assert is_one(cell, number(text), 15) if isinstance(cell, float) else (cell or "") == text, (name, cell, text)


def check_dutch(folder, dutch):
    for name in ("runs", "effects", "cases", "areas", "sizes", "yearly"):
        rows, other = read_csv(folder / f"{name}.csv"), read_csv(dutch / f"{name}.csv", ";")
        assert len(rows) == len(other), name
        for row, twin in zip(rows, other):
            assert list(row) == list(twin), name
            for column, text in row.items():
                if re.fullmatch(r"-?[0-9.]+(e[+-][0-9]+)?", text):
                    assert twin[column] == text.replace(".", ","), (name, column, text, twin[column])


def check_runs(report, runs):
    """Differences as they came are means over runs of the pairs' differences."""
    key = lambda run: (run["behaviour"], [run[factor] for factor in report["factors"]], run["replication"])
    if any(name not in runs[0] for name in report["factors"]) or report.get("over_accepted_parameters"):
        return
    for effect in report["effects"]:
        if effect["areas"]:
            continue
        of = {arm: {str(key(run)): float(run["investment_meur"]) for run in runs if run["arm"] == effect[arm_of]
                    and run["behaviour"] == effect["behaviour"] and key(run)[1] == effect["levels"]}
              for arm_of, arm in (("treatment", "t"), ("control", "c"))}
        assert of["t"] and of["t"].keys() == of["c"].keys()
        mean = sum(of["t"][run] - of["c"][run] for run in of["t"]) / len(of["t"])
        want = effect["investment_meur"]["difference_unadjusted"]["mean"]
        assert math.isclose(mean, want, rel_tol=1e-9, abs_tol=1e-9), (mean, want)


def written(value, decimals, dutch):
    """As pages write a difference: +1,234.5; no sign when it rounds to nothing."""
    text = f"{abs(value):,.{decimals}f}"
    sign = "" if not text.strip("0.,") else "+" if value > 0 else "-"
    return sign + (text.translate(str.maketrans(",.", ".,")) if dutch else text)


def check_brief(report, path, dutch):
    """The table of the brief: the range of means over all levels, by way of deciding."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(lines) <= 60, len(lines)
    table = [[cell.strip().replace("\\", "") for cell in line.strip("|").split(" | ")] for line in lines if line.startswith("|")]
    main = report["effects"][0]["contrast"]
    pick = [("capacity_added_meur", 0), ("investment_meur", 0), ("firms_points", 1)]
    assert len(table) >= 3, table
    for cells, behaviour in zip(table[2:], report["behaviours"]):
        effects = [e for e in report["effects"] if e["contrast"] == main and e["behaviour"] == behaviour]
        for cell, (name, decimals) in zip(cells[1:], pick):
            means = [e[name]["difference"]["mean"] for e in effects if e[name]["difference"]["mean"] is not None]
            if not means:
                assert cell == "-", (name, cell)
                continue
            ends = {written(min(means), decimals, dutch), written(max(means), decimals, dutch)}
            found = set(re.findall(r"[+-]?[0-9][0-9.,]*", cell))
            assert found == ends, (behaviour, name, cell, ends)


def check_screen(report, text):
    """What `report --full` says of the main contrast."""
    main = report["effects"][0]
    for effect in report["effects"]:
        if effect["contrast"] != main["contrast"] or effect["levels"] != main["levels"] or effect["same_run"]:
            continue
        for name, decimals in (("capacity_growth_points", 1), ("investment_meur", 0), ("firms_points", 1)):
            mean = effect[name]["difference"]["mean"]
            assert mean is None or written(mean, decimals, False) in text, (effect["behaviour"], name, mean)


def check_page(report, text):
    """The differences that the page draws, of areas where the verdict tells of them and of the country beside them, to the
    four figures that it carries."""
    blocks = re.findall(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', text, re.S)
    assert len(blocks) == 1, "the page carries its data"
    data = json.loads(blocks[0])
    names = {key: [one["name"] for one in data[key]] for key in ("outcomes", "contrasts", "conditions", "behaviours")}
    drawn = {"capacity_added_meur": "capacity_added_meur", "capacity_growth": "capacity_growth_points",
             "investment_meur": "investment_meur", "scale_up_share": "firms_points"}
    assert set(drawn) <= set(names["outcomes"]), names["outcomes"]
    for effect in report["effects"]:
        contrast = data["contrasts"][names["contrasts"].index(effect["contrast"])]
        condition, behaviour = names["conditions"].index("/".join(effect["levels"])), names["behaviours"].index(effect["behaviour"])
        place = condition * len(names["behaviours"]) + behaviour
        areas = contrast["areas"][place] if contrast["areas"] else ""
        assert bool(areas) == bool(effect["areas"]), (effect["contrast"], areas)
        told = [(effect, contrast["cells"])] + ([(effect["national"], contrast["country"])] if areas else [])
        for outcome, name in drawn.items():
            at = names["outcomes"].index(outcome) * len(names["conditions"]) * len(names["behaviours"]) + place
            for said, cells in told:
                mean, (low, high) = said[name]["difference"]["mean"], said[name]["over_luck"] or (None, None)
                for number, carried in ((mean, cells[at][0]), (low, cells[at][3]), (high, cells[at][4])):
                    same = number is None and carried is None or is_one(number, carried, 4)
                    assert same, (effect["contrast"], effect["levels"], effect["behaviour"], name, number, carried)


def main(folder):
    folder = pathlib.Path(folder)
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    effects = read_csv(folder / "csv/effects.csv")
    check_csv(report, effects)
    check_workbook(read_sheets(folder / "book.xlsx")["verdict"], effects)
    check_dutch(folder / "csv", folder / "nl")
    check_runs(report, read_csv(folder / "csv/runs.csv"))
    check_brief(report, folder / "brief.md", False)
    check_brief(report, folder / "brief-nl.md", True)
    check_screen(report, (folder / "screen.txt").read_text(encoding="utf-8"))
    for page in ("page.html", "pagina.html"):
        check_page(report, (folder / page).read_text(encoding="utf-8"))


if __name__ == "__main__":
    main(sys.argv[1])
