// SPDX-License-Identifier: Apache-2.0
// What `drumbeat report` prints, by what is typed and where it is shown.
#include "tests/outputs/synthetic_study.hpp"
#include "tests/places.hpp"
#include "tests/tools/printed.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

using namespace drumbeat;

namespace {

Printed shell(const TemporaryFolder& folder, const std::string& command) {
    return printed_in(folder.path.string(), command);
}
Printed drumbeat_in(const TemporaryFolder& folder, const std::string& words) {
    return shell(folder, program() + " " + words);
}

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

void check_screen(const Printed& printed) {
    CHECK_MESSAGE(printed.code == 0, printed.text);
    std::size_t column = 0, widest = 0; // characters, not bytes
    for (const char c : printed.text) {
        column = c == '\n' ? 0 : column + ((c & 0xC0) != 0x80 ? 1 : 0);
        widest = std::max(widest, column);
    }
    CHECK_MESSAGE(std::count(printed.text.begin(), printed.text.end(), '\n') <= 40, printed.text);
    CHECK_MESSAGE(widest <= 80, printed.text);
    CHECK_FALSE(has(printed.text, "\x1b"));
}

constexpr const char* one_arm =
    "format: drumbeat-study/1\nstudy: comparison\nname: alone\nbase: netherlands-2026\nreplications: 3\n"
    "arms: {base: {}}\nbehaviours: [{name: careful, expectation: rational, "
    "investment: real_option}]\n";

} // namespace

TEST_CASE("packaged studies, a decomposition and a lonely arm fit one screen, in both languages") {
    const TemporaryFolder folder;
    write_bytes(folder / "alone.yaml", one_arm);
    for (const char* run : {"run quickstart --replications 2 -o a.h5", "run stable-areas --replications 1 -o b.h5",
                            "run decomposition --replications 1 -o c.h5", "run alone.yaml -o d.h5",
                            "run sensitivity --replications 2 -o e.h5"})
        REQUIRE(drumbeat_in(folder, std::string(run) + " --quiet").code == 0);
    for (const char* file : {"a.h5", "b.h5", "c.h5", "d.h5", "e.h5"})
        for (const char* language : {"en", "nl"})
            check_screen(drumbeat_in(folder, std::string("report ") + file + " --lang " + language));
    CHECK(has(drumbeat_in(folder, "report d.h5").text, "nothing to compare"));
    // The full report is English alone, and says so where Dutch was asked for.
    const std::string full = drumbeat_in(folder, "report a.h5 --full").text;
    const std::string notice = "Het volledige verslag is voor onderzoekers en is er alleen in het Engels.\n\n";
    CHECK(drumbeat_in(folder, "report a.h5 --full --lang nl").text == notice + full);
    CHECK(has(full, "stable orders, announced"));
    CHECK(has(drumbeat_in(folder, "report a.h5 --lang nl").text, "“stabiele,"));
    // What an area is told of is that area, as the study of areas asks.
    CHECK(has(drumbeat_in(folder, "report b.h5 --area space --format json").text, "\"areas\": [\"space\"]"));
}

TEST_CASE("hostile and long names fit one screen and do nothing to a terminal") {
    const TemporaryFolder folder;
    const auto study = [](const std::string& words) {
        return "format: drumbeat-study/1\nstudy: comparison\nname: hostile\nquestion: " + words +
               "\nbase: netherlands-2026\nreplications: 2\narms:\n  a: {label: " + words + "}\n  b: {label: " + words +
               ", segments.*.orders.cv: 0.1}\n";
    };
    const std::string end = "<script>\\u202E" + std::string(170, 'w') + "\"";
    for (const char* control : {"\\e[31m", "\\u009B31m"}) { // a study takes none of them
        write_bytes(folder / "control.yaml", study(std::string("\"") + control + end));
        CHECK_MESSAGE(drumbeat_in(folder, "run control.yaml --quiet").code == 2, control);
    }
    write_bytes(folder / "hostile.yaml", study("\"" + end));
    const Printed run = drumbeat_in(folder, "run hostile.yaml -o h.h5 --quiet");
    REQUIRE_MESSAGE(run.code == 0, run.text);
    for (const char* more : {"", " --full", " --lang nl", " --format json"}) {
        const Printed printed = drumbeat_in(folder, std::string("report h.h5") + more);
        CHECK(printed.code == 0);
        for (const char* active : {"\x1b", "\u202E", "\u009b"}) CHECK_FALSE(has(printed.text, active));
    }
    check_screen(drumbeat_in(folder, "report h.h5"));
    // Nor does what was typed when it comes back in a message.
    const std::string typed = " $'\\e[31mx\u202Ey\u009b'";
    for (const char* words : {"report h.h5 --contrast", "report h.h5 --area", "report h.h5 --condition",
                              "report h.h5 --behaviour", "report h.h5 --lang", "report", "explain h.h5 --list --area",
                              "explain h.h5 --turned-by", "explain h.h5 --case", "check", "", "run h.yaml --set"}) {
        write_bytes(folder / "typed.sh", program() + " " + words + typed);
        const Printed printed = shell(folder, "bash typed.sh");
        CHECK_MESSAGE(printed.code == 2, words);
        CHECK_MESSAGE(has(printed.text, "x?y"), printed.text);
        for (const char* active : {"\x1b", "\u202E", "\u009b"}) CHECK_MESSAGE(!has(printed.text, active), words);
    }
}

TEST_CASE("where a file cannot be written the report prints nothing, and names the file that was asked for") {
    const TemporaryFolder folder;
    REQUIRE(drumbeat_in(folder, "run quickstart --replications 2 -o a.h5 --quiet").code == 0);
    for (const auto& [words, file] :
         {std::pair{"--csv t", "t/"}, {"--xlsx w.xlsx", "w.xlsx"}, {"--html p.html", "p.html"}}) {
        if (!with_charts() && has(words, "--html")) continue;
        const Printed printed =
            shell(folder, "ulimit -f 1; " + program() + " report a.h5 " + words); // a kilobyte or less
        CHECK(printed.code == 1);
        CHECK_MESSAGE(printed.text.starts_with(std::string("drumbeat: ") + file), printed.text);
        CHECK_MESSAGE(std::count(printed.text.begin(), printed.text.end(), '\n') == 1, printed.text);
        CHECK_FALSE(has(printed.text, ".writing"));
        CHECK_FALSE(std::filesystem::exists(folder / file));
    }
    for (const char* words : {"report a.h5 --contrast", "report a.h5 --condition", "report a.h5 --area",
                              "report a.h5 --csv", "report a.h5 --brief", "report a.h5 --compare",
                              "explain a.h5 --area", "run quickstart --replications 1 -o"}) {
        const Printed printed = drumbeat_in(folder, std::string(words) + " ''");
        CHECK_MESSAGE(printed.code == 2, words);
        CHECK_MESSAGE(has(printed.text, "is empty"), printed.text);
    }
}

TEST_CASE("what is chosen and is not there is one line with the names there are, and exit 2") {
    const TemporaryFolder folder;
    REQUIRE(drumbeat_in(folder, "run quickstart --replications 2 -o a.h5 --quiet").code == 0);
    for (const auto& [wrong, there] : {std::pair{"--contrast stabilty", "there are: stability"},
                                       {"--condition tight", "there are none"},
                                       {"--condition careful", "it is a behaviour: --behaviour careful"},
                                       {"--behaviour bold", "there are: careful, naive"},
                                       {"--area sensor", "there are: sensors"}}) {
        const Printed printed = drumbeat_in(folder, std::string("report a.h5 ") + wrong);
        CHECK(printed.code == 2);
        CHECK_MESSAGE(has(printed.text, there), printed.text);
        CHECK(std::count(printed.text.begin(), printed.text.end(), '\n') == 1);
    }
    CHECK(has(drumbeat_in(folder, "report a.h5 --behaviour naive").text, "under naive"));
    CHECK(has(drumbeat_in(folder, "report a.h5 --area sensors").text, "in sensors:"));
}

TEST_CASE("colour on a terminal alone, and not where NO_COLOR is set; tables fit the terminal") {
    const TemporaryFolder folder;
    REQUIRE(drumbeat_in(folder, "run quickstart --replications 2 -o a.h5 --quiet").code == 0);
    const auto on_terminal = [&](const std::string& setting, int columns) {
        return shell(folder, "TERM=xterm " + setting + " script -qec 'stty cols " + std::to_string(columns) + "; " +
                                 program() + " report a.h5 --full' /dev/null");
    };
    CHECK(has(on_terminal("", 100).text, "\x1b[1m"));
    CHECK_FALSE(has(on_terminal("NO_COLOR=1", 100).text, "\x1b"));
    CHECK_FALSE(has(drumbeat_in(folder, "report a.h5 --full").text, "\x1b"));
    CHECK(has(on_terminal("", 110).text, std::string(110, '=')));
    CHECK_FALSE(has(on_terminal("", 110).text, std::string(111, '=')));
    CHECK(has(drumbeat_in(folder, "report a.h5 --full").text, std::string(80, '=')));
}
