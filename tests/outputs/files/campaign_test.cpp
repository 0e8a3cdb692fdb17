// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/campaign.hpp"

#include "outputs/files/write_lock.hpp"
#include "tests/outputs/synthetic_study.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <unistd.h>

using namespace drumbeat;

namespace {

namespace fs = std::filesystem;

// Leaves the journal of a run that was stopped on its way.
RunSummary leave_part(const SyntheticStudy& s, RunOptions options, const SyntheticChange& change = {}) {
    std::stop_source stop;
    options.stop = stop.get_token();
    options.progress = [&](std::int64_t done, std::int64_t total) {
        if (3 * done > total) stop.request_stop();
    };
    return run_synthetic(s, options, synthetic_replicate(s.shape, change));
}

void check_growth(const Campaign& c, std::int64_t replications) {
    const std::vector<double> growth = c.outcome(Outcome::capacity_growth);
    std::int64_t there = 0;
    for (std::size_t i = 0; i < growth.size(); ++i) {
        if (std::isnan(growth[i])) continue;
        ++there;
        const auto width = static_cast<std::size_t>(replications);
        CHECK(growth[i] == synthetic_value(i / width, static_cast<std::int64_t>(i % width),
                                           static_cast<std::size_t>(Outcome::capacity_growth), 0));
    }
    CHECK(there == c.runs() - c.failed());
}

} // namespace

TEST_CASE("a journal's name speaks of its shard") {
    CHECK(shard_named("out/a.h5.3-of-64.part").number == 3);
    CHECK(shard_named("a.h5.1-of-9223372036854775807.part").of == 1);
    CHECK(shard_named("out/a.h5.3-of-64.part").of == 64);
    for (const char* name :
         {"a.h5.part", "a.h5", "a.65-of-64.part", "a.x-of-64.part", "a.3-of-.part", ".part", "3-of-4"})
        CHECK(shard_named(name).of == 1);
}

TEST_CASE("a study that was stopped is read as far as it goes, with its failures, and so is a sealed one") {
    const TemporaryFolder folder;
    const auto s = synthetic_study(60);
    const auto failing = [](std::size_t c, std::int64_t r, RunRecord&) {
        if (c == 2 && r < 3) throw std::runtime_error("no");
    };
    const RunSummary part = leave_part(s, options_for(folder / "a.h5", 1), failing);
    const Campaign growing(folder / "a.h5", {folder / "a.h5.part"});
    CHECK_FALSE(growing.is_sealed());
    CHECK(growing.runs() == part.runs);
    CHECK(growing.runs() < growing.planned());
    CHECK(growing.planned() == 480);
    CHECK(growing.failed() == 3);
    REQUIRE(growing.parts().size() == 1);
    CHECK_FALSE(growing.parts()[0].writer);
    CHECK(growing.parts()[0].written > 1.6e9);
    CHECK(growing.rate() == 0); // nobody writes
    check_growth(growing, 60);
    CHECK(growing.study_text() == resolved(s.study));

    run_synthetic(s, options_for(folder / "b.h5"), synthetic_replicate(s.shape, failing));
    const Campaign sealed(folder / "b.h5", {});
    CHECK(sealed.is_sealed());
    CHECK(sealed.runs() == 480);
    CHECK(sealed.failed() == 3);
    check_growth(sealed, 60);
}

TEST_CASE("of shards, those that are missing are told, and each has its own progress") {
    const TemporaryFolder folder;
    const auto s = synthetic_study(60);
    for (const std::int64_t k : {1, 4}) {
        auto options = options_for(folder / "a.h5");
        options.shard = {k, 4};
        run_synthetic(s, options);
    }
    const auto all = campaigns_at(folder / "a.h5.4-of-4.part"); // any of its files leads to all
    REQUIRE(all.size() == 1);
    CHECK(all[0].results == folder / "a.h5");
    CHECK_FALSE(all[0].has_results);
    const Campaign c(all[0].results, all[0].journals);
    REQUIRE(c.parts().size() == 4);
    for (const std::size_t there : {0, 3}) {
        CHECK(c.parts()[there].runs == c.parts()[there].planned);
        CHECK_FALSE(c.parts()[there].path.empty());
    }
    for (const std::size_t absent : {1, 2}) {
        CHECK(c.parts()[absent].runs == 0);
        CHECK(c.parts()[absent].planned > 0);
        CHECK(c.parts()[absent].path.empty());
    }
    CHECK(c.runs() == c.parts()[0].runs + c.parts()[3].runs);
    check_growth(c, 60);
}

TEST_CASE("who writes is seen without his lock, and whoever looks is in nobody's way") {
    const TemporaryFolder folder;
    const auto s = synthetic_study(60);
    leave_part(s, options_for(folder / "a.h5", 1));
    const std::string journal = folder / "a.h5.part";
    CHECK_FALSE(writer_of(journal));
    const Manifest m = JournalReader(journal).manifest();
    {
        const Campaign looking(folder / "a.h5", {journal});
        const JournalWriter writing = JournalWriter::resume(journal, m);
        const auto writer = writer_of(journal);
        REQUIRE(writer);
        CHECK(writer->host.empty());
        CHECK(writer->pid == ::getpid());
        CHECK(Campaign(folder / "a.h5", {journal}).rate() >= 0);
    }
    CHECK_FALSE(writer_of(journal));
    fs::create_symlink("node17 4711 99", WriteLock::file_of(journal)); // as where there are no file locks
    REQUIRE(writer_of(journal));
    CHECK(writer_of(journal)->host == "node17");
    CHECK(writer_of(journal)->pid == 4711);
}

TEST_CASE("a folder is all of its studies, and what is none is passed over") {
    const TemporaryFolder folder;
    run_synthetic(synthetic_study(10), options_for(folder / "done.h5"));
    leave_part(synthetic_study(60), options_for(folder / "half.h5", 1));
    write_bytes(folder / "notes.txt", "none");
    const auto all = campaigns_at(folder.path.string());
    REQUIRE(all.size() == 2);
    CHECK(all[0].has_results);
    CHECK(all[0].journals.empty());
    CHECK(all[1].journals == std::vector<std::string>{folder / "half.h5.part"});
    CHECK_THROWS_AS(campaigns_at(folder / "none.h5"), FileProblem);
    const TemporaryFolder nothing;
    CHECK_THROWS_AS(campaigns_at(nothing.path.string()), FileProblem);
}
