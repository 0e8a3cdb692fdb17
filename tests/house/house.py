# SPDX-License-Identifier: Apache-2.0
"""What the house tests share. Run as a program, it lists the tests of a file: `python3 house.py structure_test.py`."""
import importlib.machinery
import importlib.util
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
TOP = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("DRUMBEAT_BINARY", "")


def load_rooms():
    loader = importlib.machinery.SourceFileLoader("rooms", str(TOP / "tools/rooms"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("rooms", loader))
    loader.exec_module(module)
    return module


def read(path):
    """The text of a file of the project; empty where there is none."""
    file = TOP / path
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def files_below(folder, endings):
    """Paths from the top, in order."""
    return sorted(p.relative_to(TOP).as_posix() for p in (TOP / folder).rglob("*")
                  if p.is_file() and p.suffix in endings and "node_modules" not in p.parts)


class Workplace(tempfile.TemporaryDirectory):
    """A folder to run the built program in, as `drumbeat`."""

    def write(self, name, text):
        path = pathlib.Path(self.name) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def shell(self, line):
        """Exit code and what was said of a line of shell."""
        path = f"{pathlib.Path(PROGRAM).parent}:{os.environ['PATH']}"
        done = subprocess.run(["sh", "-e", "-c", line], cwd=self.name, env={**os.environ, "PATH": path},
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              encoding="utf-8", check=False)
        return done.returncode, done.stdout


class HouseTest(unittest.TestCase):
    """A test whose name is the first line of its docstring."""
    maxDiff = None

    def none_of(self, faults):
        """Every fault is told."""
        faults = list(faults)
        self.assertFalse(faults, "\n" + "\n".join(faults))


def list_tests(file):
    for name, title in re.findall(r'^    def (test_\w+)\(self\):\n        """([^"]+)"""', read("tests/house/" + file),
                                  re.M):
        print(f"{name}\t{title}")


if __name__ == "__main__":
    list_tests(sys.argv[1])
