# SPDX-License-Identifier: Apache-2.0
"""Planted: a rule more. Every `switch` over rules of behaviour must fail to compile until it has heard of it."""
import json
import os
import pathlib
import re
import shlex
import subprocess
import unittest

import house

RULES = {  # the enumeration, its list, and the line that is planted in it
    "Expectation": ("config/expectations.def", "DRUMBEAT_EXPECTATION(planted, last, smoothed)\n"),
    "InvestmentRule": ("config/investment_rules.def",
                       "DRUMBEAT_INVESTMENT_RULE(planted, own_trigger, any, candidates, uncertain)\n"),
}


def commands():
    """How the build compiles each file."""
    listed = json.loads((pathlib.Path(house.PROGRAM).parent / "compile_commands.json").read_text())
    return {os.path.relpath(c["file"], house.TOP): (shlex.split(c["command"]), c["directory"]) for c in listed}


def compiled(command, directory, folder):
    """What the compiler says of a file, with the lists of `folder` in place of the project's."""
    words = command[command[0].endswith("ccache"):]
    at = words.index("-o")
    words = words[:1] + ["-I", folder, "-fsyntax-only"] + words[1:at] + words[at + 2:]
    return subprocess.run(words, cwd=directory, stderr=subprocess.PIPE, text=True, check=False).stderr


class Rules(house.HouseTest):
    def test_switches(self):
        """planted: an added rule is missed by every switch over rules, and the compiler says where"""
        known = commands()
        for enumeration, (path, line) in RULES.items():
            with house.Workplace() as folder:
                pathlib.Path(folder, "config").mkdir()
                pathlib.Path(folder, path).write_text(house.read(path) + line, encoding="utf-8")
                deciding = [file for house_name in ("config", "agents", "sim", "outputs", "tools")
                            for file in house.files_below(house_name, {".cpp"})
                            if re.search(r"case %s::" % enumeration, house.read(file))]
                self.assertGreater(len(deciding), 2)
                for file in deciding:
                    with self.subTest(enumeration, file=file):
                        switches = sum(f"case {enumeration}::" in part
                                       for part in house.read(file).split("switch (")[1:])
                        said = re.findall(r"enumeration value .planted. not handled", compiled(*known[file], folder))
                        self.assertEqual(len(said), switches)


if __name__ == "__main__":
    unittest.main()
