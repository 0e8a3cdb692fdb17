// SPDX-License-Identifier: Apache-2.0
// Results files and journals that somebody cut, changed, spliced or forged, given to every command that reads them:
// each ends in an exit code and one clear line, never in a crash, a hang or gigabytes of memory.
#include "outputs/files/bytes.hpp"
#include "outputs/files/chunks.hpp"
#include "outputs/files/journal.hpp"
#include "outputs/files/manifest_bytes.hpp"
#include "outputs/files/stored_manifest.hpp"
#include "tests/outputs/child_process.hpp"
#include "tests/outputs/records.hpp"
#include "tests/places.hpp"
#include "tests/tools/unkind_system.hpp"
#include "tools/commands/commands.hpp"

#include <doctest/doctest.h>

#include <array>
#include <iostream>
#include <random>
#include <string_view>
#include <sys/mman.h>

using namespace drumbeat;
using unkind::Folder;
using unkind::has;

namespace {

namespace fs = std::filesystem;
using Chance = std::mt19937_64;

std::size_t below(Chance& chance, std::size_t end) { return end == 0 ? 0 : static_cast<std::size_t>(chance() % end); }

// A number that a program may trip over.
std::uint64_t odd_number(Chance& chance) {
    const std::uint64_t one = 1;
    const std::array numbers{
        std::uint64_t{0}, one,       ~std::uint64_t{0}, one << 31, one << 32,      (one << 53) + 1,
        one << 62,        one << 63, one << 24,         one << 40, ~(one << 63),   ~(one << 31),
        std::uint64_t{7}, one << 16, one << 20,         chance(),  chance() >> 40, std::uint64_t{1000000}};
    return numbers[below(chance, numbers.size())];
}

// Puts an odd number somewhere, most often where a number stands.
void forge(std::string& bytes, Chance& chance, std::size_t within) {
    if (bytes.size() < 8) return;
    const std::uint64_t number = odd_number(chance);
    const std::size_t at = below(chance, std::min(within, bytes.size() - 8));
    std::memcpy(bytes.data() + at, &number, sizeof number);
}

std::string torn(const std::string& whole, Chance& chance) { return whole.substr(0, below(chance, whole.size())); }

std::string flipped(std::string bytes, Chance& chance) {
    for (auto n = 1 + below(chance, 8); n > 0; --n) {
        char& byte = bytes[below(chance, bytes.size())];
        byte = static_cast<char>(byte ^ (1 << below(chance, 8)));
    }
    return bytes;
}

std::string with_hole(std::string bytes, Chance& chance) {
    const std::size_t begin = below(chance, bytes.size()), length = std::min(bytes.size() - begin, below(chance, 4096));
    std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(begin), length, chance() % 2 == 0 ? '\0' : '\xff');
    return bytes;
}

std::string spliced(const std::string& one, const std::string& other, Chance& chance) {
    return one.substr(0, below(chance, one.size())) + other.substr(below(chance, other.size()));
}

// The manifest with one of its numbers or lists changed.
Manifest forged(Manifest m, Chance& chance) {
    const auto odd = [&] { return static_cast<std::int64_t>(odd_number(chance)); };
    switch (below(chance, 16)) {
    case 0: m.replications = odd(); break;
    case 1: m.tile_cases = odd(); break;
    case 2: m.tile_replications = odd(); break;
    case 3: m.yearly_replications = odd(); break;
    case 4: m.firm_replications = odd(); break;
    case 5: m.shape.firm_rows = static_cast<int>(odd()); break;
    case 6: m.shape.years.resize(below(chance, 20000)); break;
    case 7: m.shape.segments.resize(below(chance, 3000)); break;
    case 8: // more or fewer cases, their names in turn or odd ones
        m.cases = chance() % 2 == 0 ? CaseNames(m.cases.coordinates(), static_cast<std::size_t>(odd()))
                                    : CaseNames(std::vector<CaseName>(below(chance, 40000), m.cases[0]));
        break;
    case 9: m.recorded->outcomes.resize(below(chance, m.recorded->outcomes.size() + 3), "unheard_of"); break;
    case 10: m.recorded->yearly.resize(below(chance, m.recorded->yearly.size() + 3), "unheard_of"); break;
    case 11: m.study_text = flipped(m.study_text, chance); break;
    case 12:
        m.study_text.insert(below(chance, m.study_text.size()),
                            std::string(below(chance, 50), "[{\n:-&*"[chance() % 7]));
        break;
    case 13:
        m.replications = odd();
        m.tile_replications = odd();
        m.tile_cases = odd();
        break;
    case 14: m.investor_replications = odd(); break;
    case 15: m.investor_rows = static_cast<int>(odd()); break;
    }
    return m;
}

std::string head_of(const Manifest& m) {
    ByteWriter out;
    out.put(journal_format);
    out.put(hash_of(m.study_text));
    out.append(to_bytes(m));
    return out.bytes();
}

struct Originals {
    std::string journal, results, other_journal, other_results; // others: of another study
    Manifest manifest;
    std::vector<std::string> foreign;
};

std::string hostile_journal(const Originals& from, Chance& chance) {
    std::vector<std::string> payloads = payloads_of(from.journal);
    switch (below(chance, 9)) {
    case 0: return torn(from.journal, chance);
    case 1: return flipped(from.journal, chance);
    case 2: return with_hole(from.journal, chance);
    case 3: return spliced(from.journal, chance() % 2 == 0 ? from.other_journal : from.results, chance);
    case 4: // another study's records, or its own twice, under its head
        payloads.push_back(chance() % 2 == 0 ? payloads_of(from.other_journal).back() : payloads.back());
        return records_of(payloads);
    case 5: forge(payloads.back(), chance, 32); return records_of(payloads); // a tile's counts
    case 6: forge(payloads.back(), chance, payloads.back().size()); return records_of(payloads);
    case 7: forge(payloads.front(), chance, payloads.front().size()); return records_of(payloads);
    default: payloads.front() = head_of(forged(from.manifest, chance)); return records_of(payloads);
    }
}

// A results file whose copy of the manifest was changed, with right hash and checksum, to one of the same length.
std::string with_forged_manifest(const Originals& from, Chance& chance) {
    std::string file = from.results;
    const std::string stored = StoredManifest(from.manifest).bytes();
    const std::size_t at = file.find(stored);
    REQUIRE(at != std::string::npos);
    const std::size_t head = 8 + results_format.size() + 8; // format and hash
    std::string body = stored.substr(head);
    forge(body, chance, chance() % 2 == 0 ? 400 : body.size());
    std::string changed = stored.substr(0, head - 8);
    const std::uint64_t hash = hash_of(body);
    changed.append(reinterpret_cast<const char*>(&hash), 8);
    changed += body;
    const std::uint32_t sum = fletcher32(changed);
    changed.append(reinterpret_cast<const char*>(&sum), sizeof sum);
    return file.replace(at, changed.size(), changed);
}

std::string hostile_results(const Originals& from, Chance& chance) {
    switch (below(chance, 6)) {
    case 0: return torn(from.results, chance);
    case 1: return flipped(from.results, chance);
    case 2: return with_hole(from.results, chance);
    case 3: return spliced(from.results, from.other_results, chance);
    case 4:
        return flipped(from.results.substr(0, 8) + flipped(from.results.substr(8, 20000), chance) +
                           from.results.substr(20008),
                       chance);
    default: return with_forged_manifest(from, chance);
    }
}

Originals originals(const Folder& folder) {
    Originals from;
    const auto made = [&](const unkind::Words& more, const unkind::Settings& unkind) {
        CHECK(unkind::typed(folder, unkind::with(unkind::plain_run, more), unkind).code != 2);
        const std::string part = folder.read("a.h5.part"), whole = folder.read("a.h5");
        folder.clear();
        return part + whole;
    };
    const unkind::Settings full{{"UNKIND_FULL", "4"}}; // the results file cannot be written: its journal stays
    from.journal = made({}, full);
    from.results = made({}, {});
    from.other_journal = made({"--seed", "6"}, full);
    from.other_results = made({"--set", "time.horizon_years=5"}, {});
    REQUIRE(payloads_of(from.journal).size() == 2);
    std::ofstream(folder.path / "a.h5.part", std::ios::binary) << from.journal;
    from.manifest = JournalReader((folder.path / "a.h5.part").string()).manifest();
    folder.clear();
    for (const char* name :
         {"CMakeLists.txt", "config/scenarios/netherlands-2026.yaml", "docs/verdict.svg", "LICENSE"}) {
        std::ostringstream text;
        text << std::ifstream(fs::path(source_dir()) / name, std::ios::binary).rdbuf();
        from.foreign.push_back(text.str());
    }
    for (const std::size_t size : {0, 1, 7, 8, 15, 16, 17, 100000}) from.foreign.emplace_back(size, '\0');
    from.foreign.push_back("\x89HDF\r\n\x1a\n");
    from.foreign.push_back("\x89HDF\r\n\x1a\n" + std::string(3000, '\xff'));
    std::ostringstream program_text;
    program_text << std::ifstream(program(), std::ios::binary).rdbuf();
    from.foreign.push_back(program_text.str().substr(0, 200000));
    return from;
}

// The commands that read such a file, in this process.
constexpr std::array<const char*, 12> readers{
    "report", "report of firms", "explain",       "explain a firm", "merge",        "seal",
    "verify", "status",          "status --json", "reproduce",      "run --extend", "run --resume"};
enum Reader : std::size_t { verification = 6, status, status_as_json, reproduction, extension };

// What they have to say about a file is what they are asked for, and so stands on standard output.
bool answers(std::size_t reader) { return reader >= verification && reader <= reproduction; }

tools::Run run_of(const Folder& folder, const std::string& output) {
    tools::Run run;
    run.study = (folder.path / "study.yaml").string();
    run.output = output;
    run.threads = 1;
    run.quiet = true;
    return run;
}

tools::Exit read_by(std::size_t which, const std::string& file, const Folder& folder) {
    const std::string output = (folder.path / "out.h5").string();
    tools::Report report;
    report.file = file;
    tools::Explain explain;
    explain.file = file;
    tools::Reproduce reproduce;
    reproduce.file = file;
    reproduce.output = output;
    reproduce.threads = 1;
    reproduce.overwrite = reproduce.quiet = true;
    try {
        switch (which) {
        case 0: return tools::perform(report);
        case 1: report.full = true; return tools::perform(report);
        case 2: return tools::perform(explain);
        case 3:
            explain.which_case = "1";
            explain.firm = 2;
            return tools::perform(explain);
        case 4: return tools::perform(tools::Merge{{file}, output, true});
        case 5: return tools::perform(tools::Seal{{file}, output, true});
        case 6: return tools::perform(tools::Verify{file, 2, 1});
        case status: return tools::perform(tools::Status{file, false});
        case status_as_json: return tools::perform(tools::Status{file, true});
        case extension: {
            tools::Run run = run_of(folder, output);
            run.extend = file;
            run.overwrite = true;
            return tools::perform(run);
        }
        case reproduction: return tools::perform(reproduce);
        default: {
            tools::Run run = run_of(folder, file.ends_with(".part") ? file.substr(0, file.size() - 5) : file);
            run.resume = true;
            return tools::perform(run);
        }
        }
    } catch (...) {
        return tools::told_exception();
    }
}

// What a message must not be: words of a library, or of nobody.
bool is_unclear(const std::string& message) {
    for (const char* words : {"out of memory", "basic_string", "vector", "std::", "unknown reason", "bad_", "_M_",
                              "bytes end too early", "stoi", "map::at"})
        if (has(message, words)) return true;
    return message.empty();
}

struct Seen { // in memory that the child shares
    std::size_t file = 0, reader = 0, refused = 0, read = 0;
};

// Files from `seen->file` on; stops at the first that is told unclearly, with code 1.
int read_all(const std::vector<std::string>& files, bool journals, const Folder& folder, Seen& seen) {
    const std::string name = (folder.path / (journals ? "h.h5.part" : "h.h5")).string();
    const std::string told = (folder.path / "told").string();
    for (; seen.file < files.size(); ++seen.file, seen.reader = 0)
        for (; seen.reader < readers.size(); ++seen.reader) {
            fs::remove(folder.path / "h.h5");
            std::ofstream(name, std::ios::binary) << files[seen.file];
            std::freopen(told.c_str(), "w", stderr);
            std::freopen(answers(seen.reader) ? told.c_str() : "/dev/null", "a", stdout);
            const tools::Exit exit = read_by(seen.reader, name, folder);
            std::fflush(stdout);
            std::fflush(stderr);
            const bool is_refused = exit == tools::Exit::input || exit == tools::Exit::environment;
            ++(is_refused ? seen.refused : seen.read);
            if (is_refused && is_unclear(folder.read("told"))) return 1;
        }
    return 0;
}

void give_to_all(const std::vector<std::string>& files, bool journals, const Folder& folder, int known_crashes) {
    auto* seen =
        static_cast<Seen*>(::mmap(nullptr, sizeof(Seen), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
    REQUIRE(seen != MAP_FAILED);
    *seen = {};
    int crashes = 0;
    while (seen->file < files.size()) {
        std::cout.flush(); // or the child says it again
        const int end = in_child(
            [&] {
                const rlimit memory{3ull << 30, 3ull << 30};
                if (!unkind::has_sanitizer) ::setrlimit(RLIMIT_AS, &memory);
                ::signal(SIGXFSZ, SIG_IGN);
                return read_all(files, journals, folder, *seen);
            },
            300);
        if (end == 0) break;
        ++crashes;
        const std::string kept = fmt::format("{}/drumbeat-hostile-{}-{}-{}", fs::temp_directory_path().string(),
                                             journals ? "journal" : "results", seen->file, seen->reader);
        std::ofstream(kept, std::ios::binary) << files[seen->file];
        MESSAGE(std::string(readers[seen->reader]), " of file ", seen->file, " ended with ", end, ": ",
                folder.read("told").substr(0, 3000), " kept as ", kept);
        seen->reader = 0;
        ++seen->file;
    }
    MESSAGE(fmt::format("{} {}: {} times refused, {} times read", files.size(), journals ? "journals" : "results files",
                        seen->refused, seen->read));
    CHECK(seen->refused > 0);
    CHECK(crashes <= known_crashes);
    ::munmap(seen, sizeof(Seen));
}

void give_hostile_files(std::size_t of_each, std::uint64_t seed) {
    const fs::path in_memory = "/dev/shm"; // where it is: the commands that write wait for the disk else
    const bool is_fast = fs::is_directory(in_memory) && ::access(in_memory.c_str(), W_OK) == 0;
    const Folder folder(40, is_fast ? in_memory : fs::temp_directory_path());
    const Originals from = originals(folder);
    Chance chance(seed);
    std::vector<std::string> journals = from.foreign, results = from.foreign;
    journals.push_back(from.results);
    results.push_back(from.journal);
    for (std::size_t i = 0; i < of_each; ++i) {
        journals.push_back(hostile_journal(from, chance));
        results.push_back(hostile_results(from, chance));
    }
    if (const char* kept = std::getenv("DRUMBEAT_HOSTILE_FILES")) { // for tests/fuzz/run.sh to begin with
        for (std::size_t i = 0; i < journals.size(); ++i)
            std::ofstream(fmt::format("{}/{}.part", kept, i), std::ios::binary) << journals[i];
        for (std::size_t i = 0; i < results.size(); ++i)
            std::ofstream(fmt::format("{}/{}.h5", kept, i), std::ios::binary) << results[i];
    }
    give_to_all(journals, true, folder, 0);
    give_to_all(results, false, folder, 0);
}

} // namespace

TEST_CASE("hostile results files and journals are refused in clear words by whoever reads them") {
    give_hostile_files(60, 1);
}

TEST_CASE("long: a thousand hostile results files and journals are refused in clear words by whoever reads them") {
    give_hostile_files(600, 2);
}
