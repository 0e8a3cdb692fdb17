// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/journal.hpp"

#include "outputs/files/bytes.hpp"
#include "tests/outputs/synthetic_study.hpp"

#include <doctest/doctest.h>

using namespace drumbeat;

namespace {

Manifest manifest_for(const SyntheticStudy& s) {
    return manifest_of(s.study, s.cases, s.shape, "signature", {"a", "b"});
}

TileRecord small_tile(const Manifest& m, std::int64_t index) {
    TileRecord record;
    record.tile = {index, index * m.tile_replications, m.tile_replications};
    record.chunks.assign(chunk_count(datasets_of(m)), "");
    for (std::size_t i = 0; i < record.chunks.size(); i += 3)
        record.chunks[i] = std::string(i, static_cast<char>('a' + index));
    record.digests = {1, 2, static_cast<std::uint64_t>(index)};
    record.failures = {"replication 3: no"};
    return record;
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
    const Manifest m = manifest_for(s);
    const std::string bytes = to_bytes(m);
    CHECK(to_bytes(manifest_from(bytes)) == bytes);
    CHECK(manifest_from(bytes).cases[3].levels == std::vector<std::string>{"tight"});
    CHECK(manifest_from(bytes).recorded == recorded_now());
    Manifest older = m; // from before it was written down what is recorded: all but that
    older.recorded.reset();
    const std::size_t older_length = to_bytes(older).size();
    CHECK(manifest_from(std::string_view(bytes).substr(0, older_length)).recorded == std::nullopt);
    for (std::size_t length = 0; length < bytes.size(); ++length)
        if (length != older_length)
            CHECK_THROWS_AS(manifest_from(std::string_view(bytes).substr(0, length)), std::logic_error);
}

TEST_CASE("a journal reads back what was appended") {
    const TemporaryFolder folder;
    const Manifest m = manifest_for(synthetic_study());
    write_journal(folder / "a.part", m, 3);
    const JournalReader reader(folder / "a.part");
    CHECK(to_bytes(reader.manifest()) == to_bytes(m));
    REQUIRE(reader.entries().size() == 3);
    const TileRecord expected = small_tile(m, 2), found = reader.tile(reader.entries()[2]);
    CHECK(found.tile.first_replication == expected.tile.first_replication);
    CHECK(found.chunks == expected.chunks);
    CHECK(found.digests == expected.digests);
    CHECK(found.failures == expected.failures);
    for (std::size_t i = 0; i < expected.chunks.size(); ++i)
        CHECK(reader.chunk(reader.entries()[2], i) == expected.chunks[i]);
}

TEST_CASE("a journal torn at any byte reads as its complete tiles, and nothing else") {
    const TemporaryFolder folder;
    const Manifest m = manifest_for(synthetic_study());
    const auto lengths = write_journal(folder / "a.part", m, 3);
    const std::string path = folder / "a.part";
    for (auto length = std::filesystem::file_size(path); length-- > 0;) {
        std::filesystem::resize_file(path, length);
        if (length < lengths[0]) {
            REQUIRE_THROWS_AS(JournalReader{path}, FileProblem);
            continue;
        }
        const JournalReader reader(path);
        REQUIRE(reader.entries().size() == (length < lengths[1] ? 0 : length < lengths[2] ? 1 : 2));
        for (const auto& entry : reader.entries())
            REQUIRE(reader.tile(entry).chunks == small_tile(m, entry.tile.index).chunks);
    }
}

TEST_CASE("a changed byte is never read as a result") {
    const TemporaryFolder folder;
    const Manifest m = manifest_for(synthetic_study());
    const auto lengths = write_journal(folder / "a.part", m, 3);
    const std::string whole = bytes_of(folder / "a.part");
    for (std::size_t at = 0; at < whole.size(); at += at < lengths[0] ? 53 : 7) {
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

TEST_CASE("complete tiles are those without a gap, from any set of journals of one study") {
    const TemporaryFolder folder;
    auto s = synthetic_study();
    const Manifest m = manifest_for(s);
    {
        JournalWriter even(folder / "even.part", m, false), odd(folder / "odd.part", m, false);
        for (const std::int64_t i : {0, 2, 4, 8}) even.append(small_tile(m, i));
        for (const std::int64_t i : {3, 1, 5, 2}) odd.append(small_tile(m, i));
    }
    const JournalReader even(folder / "even.part"), odd(folder / "odd.part");
    CHECK(complete_tiles({&even}).size() == 1);
    CHECK(complete_tiles({&odd}).empty());
    CHECK(complete_tiles({&even, &odd}).size() == 6);
    CHECK(replications_in(complete_tiles({&odd, &even})) == 6 * m.tile_replications);

    s.study.seed = 2;
    write_journal(folder / "other.part", manifest_for(s), 1);
    const JournalReader other(folder / "other.part");
    CHECK_THROWS_AS(complete_tiles({&even, &other}), FileProblem);
}

TEST_CASE("a journal is not overwritten unasked, and never under a run that writes it") {
    const TemporaryFolder folder;
    const Manifest m = manifest_for(synthetic_study());
    {
        const JournalWriter running(folder / "a.part", m, false);
        CHECK_THROWS_AS(JournalWriter(folder / "a.part", m, false), FileProblem);
        CHECK_THROWS_AS(JournalWriter(folder / "a.part", m, true), FileProblem);
        CHECK(std::filesystem::exists(folder / "a.part"));
    }
    CHECK_THROWS_AS(JournalWriter(folder / "a.part", m, false), FileProblem);
    JournalWriter(folder / "a.part", m, true).discard();
    CHECK(folder.empty());
}

TEST_CASE("a file that is no journal is told in one line") {
    const TemporaryFolder folder;
    for (const std::string& text :
         {std::string(), std::string("hello\n"), std::string(1000, '\0'), std::string(1000, '\xff')}) {
        write_bytes(folder / "x", text);
        CHECK_THROWS_WITH_AS(JournalReader(folder / "x"), ((folder / "x") + " is no Drumbeat results file").c_str(),
                             FileProblem);
    }
}
