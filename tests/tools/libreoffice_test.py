#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Opens workbooks with LibreOffice and holds what it reads against what was written: every text, every number, nothing
computed. Usage: libreoffice_test.py FILE.xlsx ... A missing LibreOffice is a failure."""
import csv
import math
import pathlib
import subprocess
import sys
import tempfile

from tables import read_sheets

# Commas, quotes, UTF-8; cells as they are and not as they are shown, texts in quotes; every sheet in a file of its own.
FILTER = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"


def check_cell(written, read):
    if isinstance(written, float):
        assert math.isclose(float(read), written, rel_tol=1e-13), (written, read)
    else:
        assert read == (written or ""), (written, read)


def check(book, folder):
    subprocess.run(["soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{folder}/profile", "--convert-to",
                    FILTER, "--outdir", folder, book], check=True, capture_output=True, timeout=300)
    numbers = texts = 0
    for name, rows in read_sheets(book).items():
        with open(pathlib.Path(folder) / f"{pathlib.Path(book).stem}-{name}.csv", newline="", encoding="utf-8") as file:
            lines = list(csv.reader(file))
        assert len(lines) == len(rows), (name, len(lines), len(rows))
        for line, row in zip(lines, rows):
            for written, read in zip(row + [None] * (len(line) - len(row)), line):
                check_cell(written, read)
            numbers += sum(isinstance(cell, float) for cell in row)
            texts += sum(isinstance(cell, str) for cell in row)
    assert numbers > 100 and texts > 100, (numbers, texts)


if __name__ == "__main__":
    for path in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as scratch:
            check(path, scratch)
