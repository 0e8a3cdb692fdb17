# SPDX-License-Identifier: Apache-2.0
"""Rooms keep to their budgets and includes; and planted: what tools/rooms must see in a text, and what it must not."""
import unittest

import house

rooms = house.load_rooms()


def source(text, path="sim/x.cpp"):
    return rooms.Source(path, text)


class Rooms(house.HouseTest):
    def test_rooms(self):
        """every room keeps to its budget and includes what it may"""
        self.none_of(rooms.check(rooms.sources()))


    def test_picture(self):
        """the picture of rooms shows who includes whom"""
        files = rooms.sources()
        shown, arrows = rooms.drawn()
        stale = "docs/rooms.svg is stale: tools/rooms draw"
        self.assertEqual(shown, {s.room for s in files}, stale)
        self.assertEqual(arrows, set(rooms.arrows(files)), stale)

    def test_arrows(self):
        """planted: an arrow that follows from others is left out, one of rooms that include each other is not"""
        def house_of(**includes):
            return [source("".join(f'#include "{b}/x.hpp"\n' for b in inner), a + "/x.cpp")
                    for a, inner in includes.items()]
        self.assertEqual(rooms.arrows(house_of(c="ab", b="a")), [("b", "a"), ("c", "b")])
        self.assertEqual(rooms.arrows(house_of(a="b", b="a", c="ab")), [("a", "b"), ("b", "a"), ("c", "a"), ("c", "b")])
        self.assertEqual(rooms.arrows(house_of(d="abc", c="a", b="a")),
                         [("b", "a"), ("c", "a"), ("d", "b"), ("d", "c")])


class Reading(house.HouseTest):
    def test_tokens_are_counted_without_comments_and_preprocessor(self):
        """planted: tokens are counted without comments and preprocessor"""
        text = '#define A 1\n// a b c\n/* d\n e */ int x = 1\'000; // y\nauto s = "a // b"; auto r = R"x(")" ;)x";\n'
        words = [t.text for t in rooms.tokens_of(text)]
        self.assertEqual(words, ["int", "x", "=", "1'000", ";", "auto", "s", "=", '"a // b"', ";", "auto", "r", "=",
                                 'R"x(")" ;)x"', ";"])
        self.assertEqual(rooms.tokens_of(text)[0].line, 4)

    def test_functions_are_told_from_types_and_values(self):
        """planted: functions are told from types and values"""
        text = """namespace a { namespace {
            struct S { int x = 0; int get() const { return x; } S(int v) : x{v} { } std::vector<int> y{1, 2}; };
            enum class E { one, two };
            constexpr int table[] = {1, 2, 3};
            const std::vector<int> list{f(1), 2};
            template <class T> T twice(T v) { const auto f = [&](T w) { return w; }; return f(v) + v; }
            } int main() { if (true) { return 1; } return 0; } }"""
        self.assertEqual([f.name for f in source(text).functions], ["get", "S", "twice", "main"])

    def test_a_function_is_as_long_as_its_tokens(self):
        """planted: a function is as long as its tokens, on however many lines"""
        one_line, many = "int f(int a) { return a + 1; }", "int f(\n int a)\n{\n return a\n + 1;\n}"
        self.assertEqual(source(one_line).functions[0].size, 13)
        self.assertEqual(source(many).functions[0].size, 13)

    def test_packed_and_crowded_statements(self):
        """planted: packed and crowded statements are found"""
        def packed(body):
            return source("void f() { %s }" % body).packed

        def beside(body):
            return source("void f() {\n%s\n}" % body).crowded
        self.assertEqual(packed("a = 1, b = 2;"), 1)
        self.assertEqual(packed("if (x) a += 1, b += 2;"), 1)
        self.assertEqual(packed("else x.y = f(1, 2), z();"), 1)
        self.assertEqual(packed("g([&] { a = 1, b = 2; });"), 1)
        self.assertEqual(packed("for (int i = 0, n = 3; i < n; ++i) f(i, n);"), 0)
        self.assertEqual(packed("double a = 1, b = 2; const T c{1, 2}, d; Row r = {1, 2}; std::pair<int, int> p;"), 0)
        self.assertEqual(packed("f(a, b); return {a, b}; x = {a, b};"), 0)
        self.assertEqual(beside("a = 1; b = 2;"), 1)
        self.assertEqual(beside("if (x) { a = 1; b = 2; }"), 1)
        self.assertEqual(beside("a = 1;\nb = [&] { return 2; };\nfor (int i = 0; i < 3; ++i) c(i);"), 0)
        self.assertEqual(beside("b = [&] { d = 1; return 2; };"), 2)
        self.assertEqual(beside("b = [&](int a) { return a; };\nc = [](int a) -> int { return a; };"), 0)
        self.assertEqual(beside("if (x[1]) { a = 1; b = 2; }"), 1)

    def test_who_is_given_the_run(self):
        """planted: who is given the run is found"""
        text = "void f(Run& r) {} int g(int a, const Run& r) { return a; } void h(const RunRecord& r) {}"
        self.assertEqual([rooms.takes(f, "Run") for f in source(text).functions], ["write", "read", None])


class Budgets(house.HouseTest):
    def setUp(self):
        self.files = [source("void f() { a = 1; }"), source('#include "agents/m.hpp"\nint g();', "sim/y.hpp")]
        self.budgets = [("sim", name, str(value)) for name, value in rooms.measures_of(self.files).items()]

    def test_what_is_there_is_allowed(self):
        """planted: what is in the budget is allowed"""
        self.assertEqual(rooms.budget_faults(self.budgets, rooms.by_room(self.files)), [])

    def test_more_is_a_fault(self):
        """planted: what is above the budget is found"""
        self.files[0] = source("void f() { a = 1, b = 2; %s }" % ("x(1);\n" * 60))
        faults = rooms.budget_faults(self.budgets, rooms.by_room(self.files))
        self.assertIn("sim: assignments packed by a comma: 1, and at most 0 are allowed", faults)
        self.assertTrue(any("longest function" in fault for fault in faults))

    def test_a_loose_budget_and_a_room_that_is_gone_are_faults(self):
        """planted: a loose budget and a room that is gone are found"""
        loose = [(r, n, "999" if n == "longest function, tokens" else v) for r, n, v in self.budgets]
        self.assertEqual(len(rooms.budget_faults(loose, rooms.by_room(self.files))), 1)
        gone = self.budgets + [("sim/old", "longest function, tokens", "10")]
        self.assertEqual(len(rooms.budget_faults(gone, rooms.by_room(self.files))), 1)

    def test_includes_that_are_not_listed_or_no_longer_there(self):
        """planted: includes that are not listed or no longer there are found"""
        self.assertEqual(rooms.include_faults([["sim", "agents"]], self.files), [])
        self.assertEqual(rooms.include_faults([], self.files), ["sim may not include agents"])
        self.assertEqual(len(rooms.include_faults([["sim", "agents"], ["sim", "config"]], self.files)), 1)


if __name__ == "__main__":
    unittest.main()
