// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/journal.hpp"

#include "outputs/files/bytes.hpp"
#include "outputs/files/datasets.hpp"
#include "outputs/files/manifest_bytes.hpp"
#include "outputs/files/results_file.hpp"
#include "outputs/files/stored_manifest.hpp"
#include "tests/outputs/synthetic_study.hpp"

#include <doctest/doctest.h>

#include <cstring>
#include <functional>
#include <limits>
#include <sys/stat.h>

using namespace drumbeat;

namespace {

Manifest manifest_for(const SyntheticStudy& s) {
    return manifest_of(s.study, s.cases, s.shape, "signature", {"a", "b"});
}

// Values that tell the tile they are of.
TileRecord small_tile(const Manifest& m, std::int64_t index) {
    TileRecord record;
    record.tile = grid_of(m).tile(index);
    const std::vector<double> values(value_count(datasets_of(m), record.tile), static_cast<double>(index));
    record.values.assign(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(double));
    record.events = std::string(static_cast<std::size_t>(index) * 7, 'e');
    record.digests.assign(static_cast<std::size_t>(record.tile.runs()), static_cast<std::uint64_t>(index));
    record.failures = {{record.tile.first_case + 2, record.tile.first_replication, "no"}};
    return record;
}

// Of which each tile is one replication of half the cases.
Manifest small_manifest(const SyntheticStudy& s = synthetic_study(8, 0, 0)) {
    Manifest m = manifest_for(s);
    m.tile_cases = 4;
    m.tile_replications = 1;
    return m;
}

bool is_small_tile(const JournalReader& reader, const JournalEntry& entry, const Manifest& m) {
    const TileRecord expected = small_tile(m, entry.index), found = reader.record(entry);
    return found.values == expected.values && found.events == expected.events && found.digests == expected.digests &&
           found.failures == expected.failures && found.tile.first_case == expected.tile.first_case;
}

// A journal of `tiles` tiles; returns the length of the file before each.
std::vector<std::size_t> write_journal(const std::string& path, const Manifest& m, std::int64_t tiles) {
    JournalWriter writer(path, m, true);
    std::vector<std::size_t> lengths;
    for (std::int64_t i = 0; i < tiles; ++i) {
        lengths.push_back(std::filesystem::file_size(path));
        writer.append(small_tile(m, i));
    }
    return lengths;
}

} // namespace

TEST_CASE("a manifest reads back, and one cut short is an error") {
    const auto s = synthetic_study();
    const Manifest m = small_manifest(s);
    ByteWriter later;
    for (const auto* names :
         {&m.recorded->institutions, &m.recorded->accounts, &m.recorded->sectors, &m.recorded->purposes})
        later.put(*names);
    const std::size_t institutions_on = later.bytes().size();
    ByteWriter last;
    last.put(m.recorded->investors);
    const std::size_t investors_on = last.bytes().size() + 2 * sizeof(std::int64_t);
    ByteWriter texts;
    texts.put(std::vector<std::string>{"a", "b"});
    const std::size_t warnings = texts.bytes().size();
    const auto check = [&](const std::string& bytes, const auto& from, std::size_t oldest) {
        CHECK(is_alike(from(bytes), m));
        CHECK(from(bytes).cases[3].levels == std::vector<std::string>{"tight"});
        CHECK(from(bytes).recorded == recorded_now());
        CHECK(grid_of(from(bytes)) == grid_of(m));
        CHECK(from(bytes.substr(0, oldest)).recorded == std::nullopt);
        const std::size_t no_investors = bytes.size() - investors_on;   // from before investors were recorded
        const std::size_t in_dutch = no_investors - institutions_on;    // from before institutions were
        const std::size_t in_english = in_dutch - warnings;             // from before warnings were in Dutch
        const std::size_t all_cases = in_english - sizeof m.tile_cases; // from when a tile had all cases
        CHECK(from(bytes.substr(0, all_cases)).tile_cases == 8);
        CHECK(from(bytes.substr(0, in_english)).recorded->yearly == recorded_now().yearly);
        CHECK(from(bytes.substr(0, in_dutch)).recorded->institutions.empty());
        CHECK(from(bytes.substr(0, no_investors)).recorded->sectors == recorded_now().sectors);
        CHECK(from(bytes.substr(0, no_investors)).recorded->investors.empty());
        for (std::size_t length = 0; length < bytes.size(); ++length)
            if (length != oldest && length != all_cases && length != in_english && length != in_dutch &&
                length != no_investors)
                CHECK_THROWS_AS(from(bytes.substr(0, length)), std::logic_error);
    };
    Manifest older = m; // from before it was written down what is recorded: all but that
    older.recorded.reset();
    check(to_bytes(m), manifest_from, to_bytes(older).size());

    ByteWriter head; // of the list in a results file: format and hash
    head.put(results_format);
    const std::size_t begin = head.bytes().size() + sizeof(std::uint64_t);
    const auto from_list = [&](const std::string& body) {
        ByteWriter out;
        out.put(results_format);
        out.put(hash_of(body));
        out.append(body);
        return manifest_from_stored(out.bytes());
    };
    check(StoredManifest(m).bytes().substr(begin), from_list, StoredManifest(older).size() - begin);
    CHECK(StoredManifest(m).bytes().size() == StoredManifest(m).size());
    CHECK(is_alike(manifest_from_stored(StoredManifest(m).bytes()), m));
}

TEST_CASE("a journal reads back what was appended") {
    const TemporaryFolder folder;
    const Manifest m = small_manifest();
    write_journal(folder / "a.part", m, 3);
    const JournalReader reader(folder / "a.part");
    CHECK(to_bytes(reader.manifest()) == to_bytes(m));
    REQUIRE(reader.entries().size() == 3);
    for (const JournalEntry& entry : reader.entries()) CHECK(is_small_tile(reader, entry, m));
    const JournalEntry last = reader.entries()[2];
    CHECK(reader.tile(last).first_replication == 1);
    CHECK(reader.values(last, 10, 2) == std::vector<double>{2, 2});
    CHECK(reader.event_bytes(last) == 14);
    CHECK(reader.failures(last) == 1);
    CHECK(reader.size() == std::filesystem::file_size(folder / "a.part"));
}

TEST_CASE("a journal torn at any byte reads as its complete tiles, and nothing else") {
    const TemporaryFolder folder;
    const Manifest m = small_manifest();
    const auto lengths = write_journal(folder / "a.part", m, 3);
    const std::string path = folder / "a.part";
    for (auto length = std::filesystem::file_size(path); length > 0;) {
        length -= std::min<std::uintmax_t>(length, length < lengths[0] ? 1 : 37);
        std::filesystem::resize_file(path, length);
        if (length < lengths[0]) {
            REQUIRE_THROWS_AS(JournalReader{path}, FileProblem);
            continue;
        }
        const JournalReader reader(path);
        REQUIRE(reader.entries().size() == (length < lengths[1] ? 0 : length < lengths[2] ? 1 : 2));
        for (const auto& entry : reader.entries()) REQUIRE(is_small_tile(reader, entry, m));
    }
}

TEST_CASE("a changed byte is never read as a result") {
    const TemporaryFolder folder;
    const Manifest m = small_manifest();
    const auto lengths = write_journal(folder / "a.part", m, 3);
    const std::string whole = bytes_of(folder / "a.part");
    for (std::size_t at = 0; at < whole.size(); at += at < lengths[0] ? 53 : 331) {
        std::string changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 16);
        write_bytes(folder / "changed.part", changed);
        if (at < lengths[0])
            CHECK_THROWS_AS(JournalReader(folder / "changed.part"), FileProblem);
        else
            CHECK(JournalReader(folder / "changed.part").entries().size() == (at < lengths[1]   ? 0
                                                                              : at < lengths[2] ? 1
                                                                                                : 2));
    }
}

TEST_CASE("tiles are found in any set of journals of one study") {
    const TemporaryFolder folder;
    auto s = synthetic_study(8, 0, 0);
    const Manifest m = small_manifest(s);
    {
        JournalWriter even(folder / "even.part", m, false), odd(folder / "odd.part", m, false);
        for (const std::int64_t i : {0, 2, 4, 8}) even.append(small_tile(m, i));
        for (const std::int64_t i : {3, 1, 5, 2}) odd.append(small_tile(m, i));
    }
    const JournalReader even(folder / "even.part"), odd(folder / "odd.part");
    CHECK(TileIndex({&even}).count() == 4);
    CHECK(TileIndex({&even}).replications() == 5);
    const TileIndex both({&even, &odd});
    CHECK(both.count() == 7);
    CHECK(both.runs() == 28);
    CHECK(both.twice() == 1);
    CHECK(!both.complete());
    CHECK(both.has(8));
    CHECK(!both.has(7));
    for (const std::int64_t i : {0, 3, 8}) CHECK(is_small_tile(both.journal(i), both.entry(i), m));

    s.study.seed = 2;
    write_journal(folder / "other.part", small_manifest(s), 1);
    const JournalReader other(folder / "other.part");
    CHECK_THROWS_WITH_AS(TileIndex({&even, &other}),
                         ((folder / "other.part") + " is of another study than " + (folder / "even.part") +
                          ": 'seed: 12345678901234567890' here, 'seed: 2' there")
                             .c_str(),
                         FileProblem);
}

TEST_CASE("a journal is gone on with, whatever its writer left behind") {
    const TemporaryFolder folder;
    const Manifest m = small_manifest();
    const std::string path = folder / "a.part";
    const auto lengths = write_journal(path, m, 3);
    const std::string whole = bytes_of(path);
    for (std::size_t length = 0; length <= whole.size(); length += length < lengths[0] ? 211 : 997) {
        write_bytes(path, std::string_view(whole).substr(0, length));
        const auto there = length < lengths[1] ? 0 : length < lengths[2] ? 1 : length < whole.size() ? 2 : 3;
        {
            JournalWriter writer = JournalWriter::resume(path, m);
            for (std::int64_t i = there; i < 3; ++i) writer.append(small_tile(m, i));
        }
        REQUIRE(bytes_of(path) == whole);
    }
    std::filesystem::remove(path);
    JournalWriter::resume(path, m).append(small_tile(m, 0)); // where there is none, it begins one
    CHECK(JournalReader(path).entries().size() == 1);
}

TEST_CASE("a journal of another study, seed or model is not gone on with, and the difference is named") {
    const TemporaryFolder folder;
    const auto s = synthetic_study(8, 0, 0);
    write_journal(folder / "a.part", small_manifest(s), 1);
    const std::string before = bytes_of(folder / "a.part");
    const auto problem = [&](const Manifest& m) {
        try {
            JournalWriter::resume(folder / "a.part", m);
        } catch (const FileProblem& found) {
            CHECK(found.input);
            return std::string(found.what()).substr((folder / "a.part").size());
        }
        return std::string("no problem");
    };
    auto other = s;
    other.study.seed = 8;
    CHECK(problem(small_manifest(other)) == " is of another study: 'seed: 8' here, 'seed: 12345678901234567890' there");
    other = s;
    comparison_in(other.study).arms[1].settings = {{"budget.extra_share", "0.2", {}}};
    CHECK(problem(small_manifest(other)) ==
          " is of another study: 'stable: budget.extra_share: 0.2' here, 'stable: {}' there");
    Manifest model = small_manifest(s);
    model.model_signature = "another";
    CHECK(problem(model) == " is of another study: model signature another here, signature there");
    Manifest warned = small_manifest(s); // warnings name files as they were typed
    warned.warnings = {"other"};
    CHECK(problem(warned) == "no problem");
    CHECK(bytes_of(folder / "a.part") == before);
}

TEST_CASE("a journal is not overwritten unasked, and never under a run that writes it") {
    const TemporaryFolder folder;
    const Manifest m = small_manifest();
    {
        const JournalWriter running(folder / "a.part", m, false);
        CHECK_THROWS_AS(JournalWriter(folder / "a.part", m, false), FileProblem);
        CHECK_THROWS_AS(JournalWriter(folder / "a.part", m, true), FileProblem);
        CHECK_THROWS_AS(JournalWriter::resume(folder / "a.part", m), FileProblem);
        CHECK(std::filesystem::exists(folder / "a.part"));
    }
    CHECK_THROWS_AS(JournalWriter(folder / "a.part", m, false), FileProblem);
    JournalWriter(folder / "a.part", m, true).discard();
    CHECK(folder.empty());
}

TEST_CASE("a file that is no journal is told in one line") {
    const TemporaryFolder folder;
    CHECK_THROWS_WITH_AS(JournalReader(folder / "absent"), ((folder / "absent") + " does not exist").c_str(),
                         FileProblem);
    for (const std::string& text :
         {std::string(), std::string("hello\n"), std::string(1000, '\0'), std::string(1000, '\xff')}) {
        write_bytes(folder / "x", text);
        CHECK_THROWS_WITH_AS(JournalReader(folder / "x"), ((folder / "x") + " is no Drumbeat results file").c_str(),
                             FileProblem);
    }
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    CHECK_THROWS_WITH_AS(JournalReader(folder / "pipe"), ((folder / "pipe") + " is no file").c_str(), FileProblem);
    CHECK_THROWS_AS(JournalReader(folder / "."), FileProblem);
}

TEST_CASE("counts that no study has are refused before anything is computed with them") {
    const Manifest good = small_manifest();
    CHECK(grid_of(manifest_from(to_bytes(good))).count() == 16);
    constexpr auto huge = std::numeric_limits<std::int64_t>::max();
    const auto refused = [&](const std::function<void(Manifest&)>& change) {
        Manifest m = good;
        change(m);
        CHECK_THROWS_AS(manifest_from(to_bytes(m)), std::invalid_argument);
    };
    for (const std::int64_t number : {std::int64_t{0}, std::int64_t{-1}, huge}) {
        refused([&](Manifest& m) { m.replications = number; });
        refused([&](Manifest& m) { m.tile_cases = number; });
        refused([&](Manifest& m) { m.tile_replications = number; });
    }
    for (const std::int64_t number : {std::int64_t{-1}, huge}) {
        refused([&](Manifest& m) { m.yearly_replications = number; });
        refused([&](Manifest& m) { m.firm_replications = number; });
        refused([&](Manifest& m) { m.investor_replications = number; });
    }
    refused([](Manifest& m) { m.shape.firm_rows = -1; });
    refused([](Manifest& m) { m.shape.firm_rows = std::numeric_limits<int>::max(); });
    refused([](Manifest& m) { m.investor_rows = -1; });
    refused([](Manifest& m) { m.investor_rows = std::numeric_limits<int>::max(); });
    refused([](Manifest& m) { m.shape.years.assign(20000, 2026); });
    refused([](Manifest& m) { m.recorded->outcomes.clear(); });
    refused([](Manifest& m) { // a tile of terabytes
        m.replications = 10'000'000;
        m.tile_replications = 10'000'000;
        m.shape.years.assign(1000, 2026);
        m.yearly_replications = 10'000'000;
    });
    refused([](Manifest& m) { // 160 million tiles
        m.replications = 10'000'000;
        m.cases = std::vector<CaseName>(64, m.cases[0]);
    });
}

TEST_CASE("few tiles of a large study take little memory, and do not stand alone") {
    const TemporaryFolder folder;
    Manifest m = small_manifest();
    m.replications = 10'000'000;
    {
        JournalWriter writer(folder / "a.part", m, false);
        writer.append(small_tile(m, 0));
        writer.append(small_tile(m, grid_of(m).count() - 1));
    }
    const JournalReader reader(folder / "a.part");
    const TileIndex index({&reader});
    CHECK(index.count() == 2);
    CHECK(index.replications() == 10'000'000);
    CHECK(index.has(grid_of(m).count() - 1));
    CHECK(!index.has(1));
    CHECK_THROWS_WITH_AS(
        open_results(folder / "a.part"),
        ((folder / "a.part") + " holds 8 of 80000000 runs, too few to stand alone; merge joins it with the others")
            .c_str(),
        FileProblem);
    CHECK_THROWS_AS(seal({&reader}, folder / "a.h5"), FileProblem);
}

TEST_CASE("a tile that holds less than it says is damaged, whatever its hash") {
    const TemporaryFolder folder;
    const Manifest m = small_manifest();
    write_journal(folder / "a.part", m, 1);
    const std::string whole = bytes_of(folder / "a.part");
    const std::size_t head = 16 + ByteReader(whole).get<std::uint64_t>();
    for (const std::size_t field : {0, 1, 2, 3}) { // index, failures, values, events
        std::string payload = whole.substr(head + 16);
        const std::uint64_t number = std::uint64_t{1} << 40;
        std::memcpy(payload.data() + 8 * field, &number, sizeof number);
        ByteWriter forged;
        forged.append(std::string_view(whole).substr(0, head));
        forged.put(static_cast<std::uint64_t>(payload.size()));
        forged.put(hash_of(payload));
        forged.append(payload);
        write_bytes(folder / "b.part", forged.bytes());
        CHECK_THROWS_WITH_AS(JournalReader(folder / "b.part"),
                             ((folder / "b.part") + " is damaged: a tile of another study").c_str(), FileProblem);
    }
    std::string longer = whole; // a length beyond the file is a torn end
    const std::uint64_t length = std::uint64_t{1} << 50;
    std::memcpy(longer.data() + head, &length, sizeof length);
    write_bytes(folder / "c.part", longer);
    std::filesystem::resize_file(folder / "c.part", std::uintmax_t{1} << 35); // a hole of 32 gigabytes
    CHECK(JournalReader(folder / "c.part").entries().empty());
}
