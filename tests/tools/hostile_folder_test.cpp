// SPDX-License-Identifier: Apache-2.0
// Folders and paths in which something else stands where results should: pipes, devices, loops, folders, names that act
// on a terminal, files that may not be read, parts of a hundred thousand. Every command ends soon, with a clear line.
#include "outputs/files/bytes.hpp"
#include "tests/tools/proof_folder.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <sys/stat.h>
#include <vector>

using namespace drumbeat;

namespace {

namespace fs = std::filesystem;

// A folder with a finished study and a shard of another, and a folder `odd` in which anything else may stand.
struct OddFolder : ProofFolder {
    OddFolder() {
        write_bytes(*this / "study.yaml", study(400));
        REQUIRE(drumbeat("run study.yaml -o sound.h5 --quiet").code == 0);
        REQUIRE(drumbeat("run study.yaml -o s.h5 --quiet --shard 2/2").code == 0);
        results = bytes_of(*this / "sound.h5");
        journal = bytes_of(*this / "s.h5.2-of-2.part");
        fs::create_directory(*this / "odd");
    }
    void put(const std::string& name, std::string_view bytes) const { write_bytes(*this / ("odd/" + name), bytes); }
    std::string results, journal;
};

// The head of a record that is longer than any file.
std::string endless_record() {
    ByteWriter out;
    out.put(std::uint64_t{1} << 62);
    out.put(std::uint64_t{0});
    return out.bytes() + "drumbeat-journal/3";
}

// Whether a terminal shows it as it stands; lines end.
bool is_inert(const std::string& text) {
    return std::none_of(text.begin(), text.end(), [](unsigned char c) { return (c < 0x20 && c != '\n') || c == 0x7f; });
}

std::ptrdiff_t lines_in(const std::string& text) { return std::count(text.begin(), text.end(), '\n'); }

// Stops what hangs: code 124.
Printed soon(const ProofFolder& folder, const std::string& words) {
    return folder.shell(fmt::format("timeout 20 {} {}", program(), words));
}

// What stands at these paths is no regular file.
const std::vector<std::string>& odd_things() {
    static const std::vector<std::string> names{"pipe", "folder", "loop", "gone", "zero", "null"};
    return names;
}

void put_odd_things(const OddFolder& folder) {
    for (const char* end : {".h5", ".h5.part"}) {
        const auto at = [&](const char* name) { return folder / (std::string("odd/") + name + end); };
        REQUIRE(::mkfifo(at("pipe").c_str(), 0600) == 0);
        fs::create_directory(at("folder"));
        fs::create_symlink(std::string("loop") + end, at("loop"));
        fs::create_symlink("nowhere", at("gone"));
        fs::create_symlink("/dev/zero", at("zero"));
        fs::create_symlink("/dev/null", at("null"));
    }
}

} // namespace

TEST_CASE("status of a folder in which anything stands: a line for each, what is sound is told, and nothing acts") {
    const OddFolder folder;
    put_odd_things(folder);
    folder.put("sound.h5", folder.results);
    const std::vector<std::string> names{"two\nlines",
                                         "escape\x1b[31m\x07",
                                         "turned\xe2\x80\xae",
                                         "broken\xff\xc3",
                                         "'quo\"ted' $(x)",
                                         std::string(240, 'n'),
                                         "-o",
                                         "",
                                         " "};
    for (const std::string& name : names) folder.put(name + ".h5", "no results");
    folder.put("escape\x1b[2J.h5.1-of-2.part", folder.journal);
    folder.put("empty.h5", "");
    folder.put("empty.h5.part", "");
    folder.put("endless.h5.part", endless_record());
    folder.put("head.h5.part", folder.journal.substr(0, 200));
    folder.put("torn.h5.part", folder.journal.substr(0, folder.journal.size() - 9));
    folder.put(".part", folder.journal);
    folder.put("x.h5.0-of-3.part", folder.journal);
    folder.put("x.h5.4-of-3.part", folder.journal);
    folder.put("x.h5.1-of-99999999999999999999.part", folder.journal);
    folder.put("many.h5.100000-of-100000.part", folder.journal);
    folder.put("mixed.h5.1-of-2.part", folder.journal);
    folder.put("mixed.h5.3-of-7.part", folder.results);
    const Printed said = soon(folder, "status odd");
    CHECK_MESSAGE(said.code == 2, said.text);
    CHECK_MESSAGE(is_inert(said.text), said.text);
    for (const char* line :
         {"odd/sound.h5: 1,600 of 1,600 runs (100 %); complete\n", "odd/pipe.h5.part is no file\n",
          "odd/zero.h5.part is no file\n", "odd/two lines.h5 is no Drumbeat results file\n", "odd/torn.h5: ",
          "odd/empty.h5.part is no Drumbeat results file\n", "odd/endless.h5.part is no Drumbeat results file\n",
          "  1 of 100000 shards are there; missing: 1, 2, ", "odd/mixed.h5.3-of-7.part is no Drumbeat results file\n"})
        CHECK_MESSAGE(said.has(line), line, said.text);
    CHECK_FALSE(said.has("odd/: ")); // of ".part"
    CHECK_MESSAGE(lines_in(said.text) < 80, said.text);
    const Printed json = soon(folder, "status odd --json");
    CHECK(json.code == 2);
    CHECK(is_inert(json.text));
    write_bytes(folder / "status.json", json.text);
    const std::string check = python() + " -c \"import json; s = json.load(open('" + (folder / "status.json") +
                              "', encoding='utf-8'))['studies']; assert len(s) > 20, len(s); "
                              "assert sum(x['problem'] is None for x in s) >= 4, s\"";
    CHECK(std::system(check.c_str()) == 0);
}

TEST_CASE("what is no regular file is refused by every command that reads results, and waits for nobody") {
    const OddFolder folder;
    put_odd_things(folder);
    const std::string before = bytes_of(folder / "sound.h5");
    for (const std::string& name : odd_things())
        for (const std::string& path : {"odd/" + name + ".h5", "odd/" + name + ".h5.part"})
            for (const std::string command :
                 {"report @", "explain @", "verify @", "reproduce @ -o new.h5", "merge @ -o new.h5", "seal @ -o new.h5",
                  "merge @ s.h5.2-of-2.part -o new.h5", "report sound.h5 --compare @", "status @",
                  "run study.yaml --quiet --extend @ -o new.h5", "run study.yaml --quiet --resume -o @"}) {
                const bool is_status_of_folder = command == "status @" && name == "folder";
                const bool is_output = command.ends_with("-o @");
                if (is_output && path.ends_with(".part")) continue;            // refused for its name
                if (is_output && (name == "gone" || name == "null")) continue; // a results file can stand there
                std::string words = command;
                const Printed said = soon(folder, words.replace(words.find('@'), 1, path));
                CHECK_MESSAGE((said.code == 2 || said.code == 1), words, ": ", said.code, said.text);
                CHECK_MESSAGE(said.text.size() < 400, words, ": ", said.text);
                CHECK_MESSAGE((said.has(name) || is_status_of_folder), words, ": ", said.text);
                CHECK_MESSAGE(lines_in(said.text) <= 2, words, ": ", said.text);
                CHECK_FALSE(fs::exists(folder / "new.h5"));
            }
    CHECK((bytes_of(folder / "sound.h5") == before));
}

TEST_CASE("files and folders that may not be read are told as such") {
    const OddFolder folder;
    folder.put("a.h5", folder.results);
    folder.put("b.h5.part", folder.journal);
    fs::permissions(folder.path, fs::perms::all);
    for (const char* file : {"odd/a.h5", "odd/b.h5.part"}) fs::permissions(folder / file, fs::perms::none);
    // The administrator reads everything, so that somebody else has to ask.
    const std::string nobody = ::geteuid() == 0 ? "setpriv --reuid 65534 --regid 65534 --clear-groups " : "";
    const auto asked = [&](const std::string& words) {
        return folder.shell(fmt::format("{}timeout 20 {} {}", nobody, program(), words));
    };
    if (asked("--version").code != 0) {
        MESSAGE("skipped: nobody else can run the program here");
        return;
    }
    const Printed all = asked("status odd");
    CHECK_MESSAGE(all.code == 2, all.text);
    CHECK_MESSAGE(all.has("a.h5: cannot read: Permission denied"), all.text);
    CHECK_MESSAGE(all.has("b.h5.part: cannot read: Permission denied"), all.text);
    for (const char* words : {"report odd/a.h5", "verify odd/a.h5", "explain odd/a.h5", "report odd/b.h5.part",
                              "merge odd/b.h5.part -o c.h5", "seal odd/b.h5.part -o c.h5",
                              "run study.yaml --extend odd/a.h5 -o c.h5", "reproduce odd/a.h5 -o c.h5"}) {
        const Printed said = asked(words);
        CHECK_MESSAGE((said.code == 1 || said.code == 2), words, said.text);
        CHECK_MESSAGE(said.has("Permission denied"), words, ": ", said.text);
    }
    fs::permissions(folder / "odd", fs::perms::none);
    const Printed closed = asked("status odd");
    CHECK_MESSAGE(closed.code == 2, closed.text);
    CHECK_MESSAGE(closed.has("odd: cannot be read: Permission denied"), closed.text);
    fs::permissions(folder / "odd", fs::perms::all);
}
