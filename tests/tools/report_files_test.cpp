// SPDX-License-Identifier: Apache-2.0
// The files that `drumbeat report` leaves beside the verdict, as people meet them.
#include "tests/outputs/synthetic_study.hpp"
#include "tests/places.hpp"
#include "tests/tools/tiny_world.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>

#include <filesystem>
#include <string>
#include <sys/wait.h>

namespace fs = std::filesystem;

namespace {

constexpr const char* study = R"(format: drumbeat-study/1
study: comparison
name: tiny-study
question: Does it run?
base: tiny.yaml
replications: 12
seed: 5
arms:
  base: {label: as it is}
  stable: {label: stable orders, segments.*.orders.cv: 0.05}
behaviours:
  - {name: hurdle, expectation: rational, investment: npv}
  - {name: careful, expectation: rational, investment: real_option}
)";

struct Said {
    int code;
    std::string text; // of both streams
};

struct Folder : drumbeat::TemporaryFolder {
    Folder() {
        drumbeat::write_bytes(*this / "tiny.yaml", drumbeat::tiny_world);
        drumbeat::write_bytes(*this / "study.yaml", study);
        const Said ran = say("run study.yaml --quiet -o r.h5");
        REQUIRE_MESSAGE(ran.code == 0, ran.text);
    }
    Said shell(const std::string& line) const {
        const std::string log = *this / ".said";
        const int status = std::system(("cd '" + path.string() + "' && (" + line + ") > .said 2>&1").c_str());
        Said said{WEXITSTATUS(status), drumbeat::bytes_of(log)};
        fs::remove(log);
        return said;
    }
    Said say(const std::string& words) const { return shell(drumbeat::program() + " " + words); }
    bool has(const std::string& name) const { return fs::exists(path / name); }
    std::size_t entries() const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(path), fs::directory_iterator()));
    }
};

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

} // namespace

TEST_CASE("report writes tables and a workbook beside the verdict, all with the same numbers") {
    const Folder folder;
    const Said said = folder.say("report r.h5 --csv tables --xlsx r.xlsx --brief r.md");
    REQUIRE_MESSAGE(said.code == 0, said.text);
    CHECK(has(said.text, "tiny-study"));
    for (const char* name : {"cases", "runs", "effects", "areas", "sizes", "yearly", "dictionary"})
        CHECK_MESSAGE(folder.has("tables/" + std::string(name) + ".csv"), name);
    const Said checked = folder.shell("'" + drumbeat::python() + "' '" + drumbeat::source_dir() +
                                      "/tests/tools/sheet_test.py' r.xlsx tables");
    CHECK_MESSAGE(checked.code == 0, checked.text);
    CHECK(folder.has("r.md"));
    CHECK(folder.say("report r.h5 --csv tables").code == 2);
    CHECK(folder.say("report r.h5 --brief r.md").code == 2);
    CHECK(folder.say("report r.h5 --csv tables --xlsx r.xlsx --overwrite").code == 0);
}

TEST_CASE("long: LibreOffice opens the workbook, and reads every text and number that was written") {
    const Folder folder;
    fs::copy_file(drumbeat::source_dir() + "/tests/tools/hostile.yaml", folder.path / "hostile.yaml");
    REQUIRE(folder.say("run hostile.yaml --quiet -o hostile.h5").code == 0);
    REQUIRE(folder.say("report r.h5 --xlsx r.xlsx").code == 0);
    REQUIRE(folder.say("report r.h5 --lang nl --xlsx nl.xlsx").code == 0);
    REQUIRE(folder.say("report hostile.h5 --xlsx hostile.xlsx").code == 0);
    const Said checked = folder.shell("'" + drumbeat::python() + "' '" + drumbeat::source_dir() +
                                      "/tests/tools/libreoffice_test.py' r.xlsx nl.xlsx hostile.xlsx");
    CHECK_MESSAGE(checked.code == 0, checked.text);
}

TEST_CASE("report's files replace nothing unasked, never the results, and are checked before anything is computed") {
    const Folder folder;
    const std::string results = drumbeat::bytes_of(folder / "r.h5");
    drumbeat::write_bytes(folder / "there.xlsx", "mine");
    fs::create_directory(folder.path / "folder.xlsx");
    fs::create_directory(folder.path / "linked");
    fs::create_hard_link(folder.path / "r.h5", folder.path / "linked/runs.csv");
    drumbeat::write_bytes(folder / "file", "mine");
    const std::size_t before = folder.entries();
    const auto refused = [&](const std::string& words, const std::string& why) {
        const Said said = folder.say("report r.h5 " + words);
        INFO(words);
        CHECK(said.code == 2);
        CHECK_MESSAGE(has(said.text, why), said.text);
        CHECK(std::count(said.text.begin(), said.text.end(), '\n') == 1); // one line, and no verdict before it
        CHECK(folder.entries() == before);
    };
    refused("--xlsx there.xlsx", "there.xlsx exists and is left as it is; --overwrite replaces it");
    refused("--xlsx r.h5 --overwrite", "r.h5 holds the results");
    refused("--brief r.h5 --overwrite", "r.h5 holds the results");
    refused("--csv linked --overwrite", "holds the results");
    refused("--xlsx folder.xlsx --overwrite", "is no file that can be written");
    refused("--csv file", "file is no folder");
    refused("--csv no/where", "no is no folder");
    refused("--xlsx no/where.xlsx", "no is no folder");
    refused("--csv new --xlsx there.xlsx", "there.xlsx exists");
    refused("--csv tables --xlsx tables/runs.csv", "is asked for twice");
    CHECK(drumbeat::bytes_of(folder / "r.h5") == results);
    CHECK(drumbeat::bytes_of(folder / "there.xlsx") == "mine");
}

TEST_CASE("report leaves no half of its files when one cannot be written") {
    const Folder folder;
    const std::size_t before = folder.entries();
    for (const char* files : {"--csv new", "--xlsx new.xlsx", "--csv new --xlsx new.xlsx", "--csv . --overwrite"}) {
        const Said said =
            folder.shell("ulimit -f 8; '" + drumbeat::program() + "' report r.h5 " + files + " > /dev/null");
        CHECK(said.code == 1);
        CHECK_MESSAGE(has(said.text, "cannot be written: File too large"), said.text);
        CHECK_MESSAGE(std::count(said.text.begin(), said.text.end(), '\n') == 1, said.text);
        CHECK_MESSAGE(folder.entries() == before, files);
    }
}

TEST_CASE("a program without charts says in one line what it was built without") {
    if (drumbeat::with_charts()) return;
    const Folder folder;
    const std::size_t before = folder.entries();
    for (const char* files : {"--html page.html", "--figures figures", "--brief brief.md --html page.html"}) {
        const Said said = folder.say(std::string("report r.h5 ") + files);
        CHECK_MESSAGE(said.code == 1, files);
        CHECK_MESSAGE(has(said.text, "built without charts (DRUMBEAT_CHARTS=OFF)"), said.text);
        CHECK_MESSAGE(std::count(said.text.begin(), said.text.end(), '\n') == 1, said.text);
        CHECK_MESSAGE(folder.entries() == before, files);
    }
}

TEST_CASE("report --compare says what has changed, and refuses what it cannot read") {
    const Folder folder;
    REQUIRE(folder.say("run study.yaml --quiet --seed 6 -o other.h5").code == 0);
    REQUIRE(folder.say("run study.yaml --quiet --set tender.noise=0.3 -o noise.h5").code == 0);
    const Said same = folder.say("report r.h5 --compare r.h5"), other = folder.say("report r.h5 --compare other.h5"),
               noise = folder.say("report noise.h5 --compare r.h5 --format json");
    CHECK(same.code == 0);
    CHECK_MESSAGE(has(same.text, "the same to the bit"), same.text);
    CHECK_MESSAGE(has(other.text, "Luck: not the same"), other.text);
    CHECK_MESSAGE(has(noise.text, "\"same_luck\": true"), noise.text);
    CHECK_MESSAGE(has(noise.text, "base: tender.noise: "), noise.text);
    CHECK(folder.say("report r.h5 --compare missing.h5").code == 2);
    CHECK(folder.say("report r.h5 --compare study.yaml").code == 2);
    CHECK(folder.say("report r.h5 --compare other.h5 --xlsx x.xlsx").code == 2);
    CHECK_FALSE(folder.has("x.xlsx"));
}

TEST_CASE("labels that would act on a terminal are refused, and the message shows none of them") {
    const Folder folder;
    for (const char* label : {R"("\e[31m")", R"("\0")", R"("a\nb")", R"("a\tb")", R"("\x7F")"}) {
        std::string text = study;
        text.replace(text.find("as it is"), 8, label);
        drumbeat::write_bytes(folder / "bad.yaml", text);
        const Said said = folder.say("check bad.yaml");
        CHECK_MESSAGE(said.code == 2, label);
        for (const char c : said.text) CHECK((c == '\n' || static_cast<unsigned char>(c) >= 0x20));
    }
}

TEST_CASE("labels that would act are inert in everything that is written") {
    const Folder folder;
    fs::copy_file(drumbeat::source_dir() + "/tests/tools/hostile.yaml", folder.path / "hostile.yaml");
    fs::create_directory(folder.path / "made");
    for (const char* line :
         {"check hostile.yaml --plan > made/check.txt", "run hostile.yaml -o hostile.h5 2> made/run.txt",
          "report hostile.h5 --csv made/csv --xlsx made/book.xlsx --brief made/brief.md --full > made/full.txt",
          "report hostile.h5 --lang nl --brief made/kort.md > made/scherm.txt", "report hostile.h5 > made/screen.txt",
          "report hostile.h5 --format json > made/report.json",
          "report hostile.h5 --compare hostile.h5 > made/compare.txt",
          "explain hostile.h5 --firm 0 --year 2028 > made/explain.txt",
          "report hostile.h5 --html made/page.html > made/html.txt",
          "report hostile.h5 --html made/pagina.html --figures made/figures --lang nl > made/nl.txt"}) {
        if (!drumbeat::with_charts() && has(line, "--html")) continue;
        const Said said = folder.say(line);
        CHECK_MESSAGE(said.code == 0, line, ": ", said.text);
    }
    const Said checked = folder.shell("'" + drumbeat::python() + "' '" + drumbeat::source_dir() +
                                      "/tests/tools/hostile_test.py' made .txt .json .csv .xlsx .md" +
                                      (drumbeat::with_charts() ? " .html .svg" : ""));
    CHECK_MESSAGE(checked.code == 0, checked.text);
}

namespace {

// Everything that can be made of a study with few runs, and the numbers in it held against each other.
void check_same_numbers(const std::string& name, const std::string& options) {
    if (!drumbeat::with_charts()) return; // the page is one of them
    const drumbeat::TemporaryFolder folder;
    const std::string program = "'" + drumbeat::program() + "' ";
    const std::string script =
        "cd '" + folder.path.string() + "'\n" + program + "run " + name + " --quiet -o r.h5 " + options + "\n" +
        program + "report r.h5 --csv csv --xlsx book.xlsx --brief brief.md --html page.html --full > screen.txt\n" +
        program + "report r.h5 --lang nl --csv nl --brief brief-nl.md --html pagina.html > scherm.txt\n" + program +
        "report r.h5 --format json > report.json\n'" + drumbeat::python() + "' '" + drumbeat::source_dir() +
        "/tests/tools/same_numbers_test.py' .\n";
    drumbeat::write_bytes(folder / "script", script);
    const int status = std::system(("sh -e '" + (folder / "script") + "' > '" + (folder / "said") + "' 2>&1").c_str());
    CHECK_MESSAGE(WEXITSTATUS(status) == 0, name, ": ", drumbeat::bytes_of(folder / "said"));
}

} // namespace

TEST_CASE("JSON, CSV, workbook, brief, page and screen say the same numbers: quickstart") {
    check_same_numbers("quickstart", "--replications 12");
}

TEST_CASE("JSON, CSV, workbook, brief, page and screen say the same numbers: areas of their own") {
    check_same_numbers("stable-areas", "--replications 3");
}

TEST_CASE("JSON, CSV, workbook, brief, page and screen say the same numbers: factors") {
    check_same_numbers("stable-orders", "--replications 2");
}
