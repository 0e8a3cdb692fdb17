// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/piece_journal.hpp"

#include "tests/outputs/records.hpp"
#include "tests/outputs/synthetic_study.hpp"

#include <doctest/doctest.h>

#include <cstring>
#include <filesystem>
#include <random>
#include <set>

using namespace drumbeat;

namespace {

const PieceManifest manifest{"signature", "study: validation\nseed: 5\n", 9, "drumbeat run"};

PieceValues values_of(PieceKey key) { return {static_cast<double>(key.round), static_cast<double>(key.index), .5}; }

// Rounds of 4 and 5 pieces; which of them were done by now.
std::set<PieceKey> do_all(PieceStore& store) {
    std::set<PieceKey> done;
    Rounds rounds(1, {}, &store);
    for (std::int64_t round = 0; round < 2; ++round) {
        const auto piece = [&](std::int64_t i, int) {
            done.insert({round, i});
            return values_of({round, i});
        };
        const auto found = rounds.run(4 + round, 3, piece);
        for (std::int64_t i = 0; i < 4 + round; ++i) CHECK(found[static_cast<std::size_t>(i)] == values_of({round, i}));
    }
    return done;
}

std::string problem_with(const std::string& path, const PieceManifest& m, const KeptPieces::Options& options) {
    try {
        const KeptPieces kept(path, m, options);
    } catch (const FileProblem& problem) {
        CHECK(problem.input);
        return problem.what();
    }
    return "no problem";
}

} // namespace

TEST_CASE("pieces in a journal are done once, wherever their writer was killed") {
    const TemporaryFolder folder;
    const std::string path = folder / "a.yaml.part";
    {
        KeptPieces kept(path, manifest, {});
        CHECK(do_all(kept).size() == 9);
    }
    const std::string whole = bytes_of(path);
    const std::size_t piece = 16 + 16 + 3 * 8, head = whole.size() - 9 * piece;
    for (std::size_t length = 0; length <= whole.size(); length += 7) {
        write_bytes(path, std::string_view(whole).substr(0, length));
        KeptPieces kept(path, manifest, {.resume = true});
        const std::size_t there = length < head ? 0 : (length - head) / piece;
        CHECK(kept.command() == "drumbeat run");
        CHECK(kept.found() == static_cast<std::int64_t>(there));
        CHECK(do_all(kept).size() == 9 - there);
        CHECK(kept.count() == 9);
        REQUIRE((bytes_of(path) == whole));
    }
}

TEST_CASE("a changed byte costs the pieces from there on, not their truth") {
    const TemporaryFolder folder;
    const std::string path = folder / "a.yaml.part";
    {
        KeptPieces kept(path, manifest, {});
        do_all(kept);
    }
    const std::string whole = bytes_of(path);
    const std::size_t piece = 16 + 16 + 3 * 8;
    for (std::size_t at = whole.size() - 9 * piece; at < whole.size(); at += 5) {
        std::string changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 4);
        write_bytes(path, changed);
        KeptPieces kept(path, manifest, {.resume = true});
        CHECK(kept.found() < 9);
        do_all(kept);
        REQUIRE((bytes_of(path) == whole));
    }
}

TEST_CASE("a journal of pieces is of one study, and has one writer") {
    const TemporaryFolder folder;
    const std::string path = folder / "a.yaml.part";
    KeptPieces(path, manifest, {}).keep({0, 0}, {1});
    CHECK(holds_pieces(path));
    const std::string before = bytes_of(path);
    CHECK(problem_with(path, manifest, {}).find("exists: an unfinished run") != std::string::npos);
    PieceManifest other = manifest;
    other.study_text = "study: validation\nseed: 6\n";
    CHECK(problem_with(path, other, {.resume = true}) ==
          path + " is of another study: 'seed: 6' here, 'seed: 5' there");
    other = manifest;
    other.model_signature = "another";
    CHECK(problem_with(path, other, {.resume = true}) ==
          path + " is of another study: model signature another here, signature there");
    CHECK((bytes_of(path) == before));
    other = manifest;
    other.command = "another line";
    CHECK(KeptPieces(path, other, {.resume = true}).command() == "drumbeat run");
    other.study_text = "study: validation\nseed: 6\n";
    {
        const KeptPieces running(path, manifest, {.resume = true});
        CHECK(problem_with(path, manifest, {.resume = true}).find("is being written by another run") !=
              std::string::npos);
        CHECK(problem_with(path, manifest, {.overwrite = true}).find("is being written by another run") !=
              std::string::npos);
    }
    CHECK(KeptPieces(path, other, {.overwrite = true, .resume = true}).found() == 0);
    KeptPieces(path, manifest, {.overwrite = true}).file().discard();
    CHECK(folder.empty());
}

TEST_CASE("what is no journal of pieces is told in one line") {
    const TemporaryFolder folder;
    const auto problem = [&](const std::string& bytes) {
        write_bytes(folder / "x.part", bytes);
        CHECK_FALSE(holds_pieces(folder / "x.part"));
        return problem_with(folder / "x.part", manifest, {.resume = true});
    };
    CHECK(problem("format: drumbeat-study/1\nstudy: validation\nname: a study that is long enough for a head\n") ==
          folder / "x.part" + " is no journal of Drumbeat");
    RecordWriter(folder / "y.part", "0123456789abcdef", false);
    CHECK(problem(bytes_of(folder / "y.part")) == folder / "x.part" + " is damaged: its head cannot be read");
    {
        KeptPieces kept(folder / "z.part", manifest, {});
        kept.file().begin().put(std::int64_t{0}); // a piece without its index
        kept.file().write();
    }
    CHECK_THROWS_WITH_AS(PieceReader(folder / "z.part"),
                         (folder / "z.part" + " is damaged: a piece of another study").c_str(), FileProblem);
    CHECK_THROWS_WITH_AS(JournalReader(folder / "z.part"),
                         (folder / "z.part" +
                          " holds pieces of a study that ends in a text; drumbeat status tells how far it is, and "
                          "drumbeat run --resume goes on with it")
                             .c_str(),
                         FileProblem);
}

TEST_CASE("every piece is of one shard, and shards are as large as each other") {
    for (const std::int64_t pieces : {1, 2, 7, 64, 100})
        for (const std::int64_t of : {1, 2, 3, 7, 64}) {
            std::int64_t sum = 0;
            for (std::int64_t k = 1; k <= of; ++k) {
                std::int64_t counted = 0;
                for (std::int64_t i = 0; i < pieces; ++i) counted += shard_of({0, i}, of) == k ? 1 : 0;
                CHECK(pieces_of({k, of}, pieces) == counted);
                CHECK(counted >= pieces / of);
                CHECK(counted <= pieces / of + 1);
                sum += counted;
            }
            CHECK(sum == pieces);
        }
}

TEST_CASE("the shards of a round are joined, and of one study") {
    const TemporaryFolder folder;
    std::vector<std::string> paths;
    const auto piece = [](std::int64_t i, int) { return values_of({0, i}); };
    for (std::int64_t k = 1; k <= 3; ++k) {
        paths.push_back(journal_path(folder / "a.yaml", {k, 3}));
        KeptPieces kept(paths.back(), manifest, {.shard = {k, 3}});
        Rounds rounds(1, {}, &kept);
        CHECK_THROWS_AS(rounds.run(9, 3, piece), LeftOut);
    }
    JoinedPieces joined(paths);
    CHECK(joined.count() == 9);
    CHECK(joined.twice() == 0);
    Rounds rounds(1, {}, &joined);
    const auto nobody = [](std::int64_t, int) -> PieceValues { throw std::logic_error("done again"); };
    const auto found = rounds.run(9, 3, nobody);
    for (std::int64_t i = 0; i < 9; ++i) CHECK(found[static_cast<std::size_t>(i)] == values_of({0, i}));

    JoinedPieces some({paths[0], paths[2], paths[0]});
    CHECK(some.twice() == 3);
    Rounds part(1, {}, &some);
    CHECK_THROWS_AS(part.run(9, 3, nobody), LeftOut);

    PieceManifest other = manifest;
    other.study_text = "study: validation\nseed: 6\n";
    KeptPieces(folder / "b.part", other, {});
    CHECK_THROWS_WITH_AS(
        (JoinedPieces{{paths[0], folder / "b.part"}}),
        (folder / "b.part" + " is of another study than " + paths[0] + ": 'seed: 5' here, 'seed: 6' there").c_str(),
        FileProblem);
}

namespace {

// A record changed and hashed anew, cut, doubled or left out.
void forge(std::vector<std::string>& payloads, std::mt19937& chance) {
    const std::size_t which = chance() % payloads.size();
    std::string& payload = payloads[which];
    constexpr std::int64_t odd[] = {-1, 0, 1, INT64_MAX, INT64_MIN, 1LL << 40, 1LL << 20, 9};
    switch (chance() % 4) {
    case 0:
        if (payload.size() >= 8) std::memcpy(payload.data() + chance() % (payload.size() - 7), &odd[chance() % 8], 8);
        break;
    case 1: payload.resize(chance() % (payload.size() + 9)); break;
    case 2: payloads.push_back(payload); break;
    case 3: payloads.erase(payloads.begin() + static_cast<std::ptrdiff_t>(which)); break;
    }
}

} // namespace

TEST_CASE("forged journals of pieces are refused in one line, or gone on with") {
    const TemporaryFolder folder;
    const std::string path = folder / "a.part";
    {
        KeptPieces kept(path, manifest, {});
        do_all(kept);
    }
    const std::vector<std::string> whole = payloads_of(bytes_of(path));
    REQUIRE(whole.size() == 11);
    std::mt19937 chance(7);
    int refused = 0, read = 0;
    for (int i = 0; i < 1000; ++i) {
        std::vector<std::string> payloads = whole;
        for (auto n = 1 + chance() % 3; n > 0 && !payloads.empty(); --n) forge(payloads, chance);
        write_bytes(path, records_of(payloads));
        try {
            KeptPieces kept(path, manifest, {.resume = true});
            Rounds rounds(1, {}, &kept);
            for (std::int64_t round = 0; round < 2; ++round) {
                const auto piece = [&](std::int64_t at, int) { return values_of({round, at}); };
                for (const PieceValues& found : rounds.run(4 + round, 3, piece)) REQUIRE(found.size() == 3);
            }
            JoinedPieces joined_with_itself({path, path});
            ++read;
        } catch (const FileProblem& problem) {
            CHECK(std::string(problem.what()).find('\n') == std::string::npos);
            ++refused;
        }
    }
    MESSAGE(refused, " refused, ", read, " gone on with");
    CHECK(refused > 100);
    CHECK(read > 100);
}
