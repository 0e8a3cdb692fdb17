# SPDX-License-Identifier: Apache-2.0
"""Random numbers: each name declared in sim/world/draws.def is drawn in one file of sim, and nobody else turns to the
generator. Checks take text, so that each is also shown to find a planted fault."""
import re
import unittest

import house

OWN = "sim/world/draw"  # draws.def, draws.hpp, draws.cpp and the table of them


def sources():
    return [(path, house.read(path)) for path in house.files_below("sim", {".cpp", ".hpp"})
            if not path.startswith(OWN)]


def without_comments(text):
    return re.sub(r"//[^\n]*", "", text)


def declared(text):
    return re.findall(r"^DRUMBEAT_DRAW\((\w+),", text, re.M)


def draw_faults(names, files):
    for name in names:
        places = [path for path, text in files if re.search(rf"\bdraws::{name}\b", without_comments(text))]
        if not places:
            yield f"draws::{name}: nobody draws it"
        elif len(places) > 1:
            yield f"draws::{name}: one decision has one place, and it is drawn in {' and '.join(places)}"


def generator_faults(path, text):
    for number, line in enumerate(without_comments(text).splitlines(), 1):
        if re.search(r"\b(block|philox|population_key)\s*\(|\busing\b.*\bdraws\b", line):
            yield f"{path}:{number}: numbers are drawn by name (sim/world/draws.def): {line.strip()}"


class Draws(house.HouseTest):
    def test_draws(self):
        """each random number is drawn by its name, in one file of sim"""
        names = declared(house.read("sim/world/draws.def"))
        self.assertGreater(len(names), 40)
        self.none_of(draw_faults(names, sources()))
        self.none_of(fault for path, text in sources() for fault in generator_faults(path, text))

    def test_planted_draws(self):
        """planted: a number that is drawn twice, nowhere or without its name is found"""
        self.assertEqual(declared("// DRUMBEAT_DRAW(x, y)\nDRUMBEAT_DRAW(a, b, C, 0)\nDRUMBEAT_DRAW(b_c, b)\n"), ["a", "b_c"])
        files = [("sim/a.cpp", "draw(draws::a, l, p);\nluck[draws::a_b]; // draws::b\n"), ("sim/b.cpp", "x(draws::b)")]
        self.assertEqual(list(draw_faults(["a", "b", "a_b"], files)), [])
        self.assertEqual(len(list(draw_faults(["c"], files))), 1)
        self.assertEqual(len(list(draw_faults(["b"], files + [("sim/c.cpp", "draws::b")]))), 1)
        for text in ["luck.block(1, 2, 3)", "const Words w = philox (c, 1, 2);", "using namespace draws;"]:
            self.assertEqual(len(list(generator_faults("sim/a.cpp", text))), 1, text)
        for text in ["// a block (of four)", "unblock(x);", "drawn_with(draws::a, luck, place)"]:
            self.assertEqual(list(generator_faults("sim/a.cpp", text)), [], text)


if __name__ == "__main__":
    unittest.main()
