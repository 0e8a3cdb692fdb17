// SPDX-License-Identifier: Apache-2.0
// A synthetic study from its plan to its results file, and everything that can go wrong on the way.
#include "outputs/files/study_run.hpp"

#include "config/cases.hpp"
#include "outputs/files/datasets.hpp"
#include "outputs/files/hdf5/hdf5.hpp"
#include "outputs/files/journal.hpp"
#include "outputs/files/results_file.hpp"
#include "tests/outputs/child_process.hpp"
#include "tests/outputs/synthetic_study.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <cmath>
#include <csignal>
#include <sys/resource.h>
#include <thread>

using namespace drumbeat;

namespace {

// Compares all that a report can read with what the synthetic runs hold.
void check_values(const Results& results, const SyntheticStudy& s, std::int64_t replications, std::int64_t years_kept) {
    REQUIRE(results.replications() == replications);
    REQUIRE(results.cases().size() == s.cases.size());
    for (std::size_t c = 0; c < s.cases.size(); ++c) {
        CHECK(results.cases()[c].arm == s.cases[c].arm);
        CHECK(results.cases()[c].behaviour == s.cases[c].behaviour);
        CHECK(results.cases()[c].levels == s.cases[c].levels);
        const auto values = results.outcome(Outcome::exits, c);
        REQUIRE(values.size() == static_cast<std::size_t>(replications));
        for (std::size_t r = 0; r < values.size(); ++r)
            REQUIRE(values[r] ==
                    synthetic_value(c, static_cast<std::int64_t>(r), static_cast<std::size_t>(Outcome::exits), 0));
        CHECK(std::isnan(results.outcome(Outcome::leverage_ratio, c).at(1)));
        const auto means = results.yearly_mean(Yearly::firms, c);
        REQUIRE(means.size() == 3);
        double sum = 0; // of the second year, over segments
        const std::size_t cell = (static_cast<std::size_t>(Yearly::firms) * 3 + 1) * 2;
        for (std::int64_t r = 0; r < years_kept; ++r)
            sum += synthetic_value(c, r, 100, cell) + synthetic_value(c, r, 100, cell + 1);
        CHECK(means[1] == doctest::Approx(sum / static_cast<double>(years_kept)).epsilon(1e-12));
    }
    CHECK(results.factors() == std::vector<std::string>{"finance"});
    CHECK(results.warnings() ==
          std::vector<Bilingual>{{"code: where: first", "code: plaats: eerste"}, "code: where: second"});
    CHECK(results.study_text() == resolved(s.study));
}

SyntheticStudy study_of_many_firms() {
    auto s = synthetic_study(2, 2, 1);
    s.shape.firm_rows = 22000;
    return s;
}

// A dataset of doubles, as HDF5 reads it.
std::vector<double> stored_values(const std::string& path, const std::string& name) {
    const hdf5::Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT)),
        dataset(H5Dopen2(file, name.c_str(), H5P_DEFAULT));
    std::vector<double> values(hdf5::values_in(hdf5::extents_of(dataset)));
    hdf5::ok(H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()));
    return values;
}

Replicate stopping_after(const SyntheticStudy& s, std::int64_t replication, std::stop_source& stop) {
    return synthetic_replicate(s.shape, [&stop, replication](std::size_t, std::int64_t r, RunRecord&) {
        if (r >= replication) stop.request_stop();
    });
}

std::string problem_of(const std::function<void()>& body) {
    try {
        body();
    } catch (const FileProblem& problem) {
        return problem.what();
    }
    return "no problem";
}

} // namespace

TEST_CASE("what is stored is read, from the results file and from the journal") {
    const TemporaryFolder folder;
    const auto s = synthetic_study();
    const auto summary = run_synthetic(s, options_for(folder / "a.h5"));
    CHECK(summary.replications == 40);
    CHECK(summary.runs == 320);
    CHECK(summary.failures.empty());
    CHECK(summary.sealed);
    CHECK(!summary.interrupted());
    CHECK(!std::filesystem::exists(folder / "a.h5.part"));
    const auto results = open_results(folder / "a.h5");
    CHECK(results->complete());
    check_values(*results, s, 40, 25);
}

TEST_CASE("the same bytes for any number of threads") {
    const TemporaryFolder folder;
    for (const std::int64_t replications : {1, 40, 333}) {
        const auto s = synthetic_study(replications, 100, 20);
        std::string first;
        std::uint64_t hash = 0;
        for (const int threads : {1, 2, 7}) {
            auto options = options_for(folder / "a.h5", threads);
            options.overwrite = true;
            const auto summary = run_synthetic(s, options);
            if (first.empty()) first = bytes_of(folder / "a.h5"), hash = summary.content_hash;
            CHECK(summary.content_hash == hash);
            CHECK(bytes_of(folder / "a.h5") == first);
        }
    }
}

TEST_CASE("nothing but outcomes, or everything, can be kept") {
    const TemporaryFolder folder;
    const auto none = synthetic_study(20, 0, 0);
    run_synthetic(none, options_for(folder / "none.h5"));
    CHECK(open_results(folder / "none.h5")->yearly_mean(Yearly::firms, 0).empty());
    const auto all = synthetic_study(20, 1000000, 1000000);
    run_synthetic(all, options_for(folder / "all.h5"));
    check_values(*open_results(folder / "all.h5"), all, 20, 20);
}

TEST_CASE("a chunk holds many tiles of outcomes, and few runs of firms") {
    const auto s = study_of_many_firms();
    const auto datasets = datasets_of(manifest_of(s.study, s.cases, s.shape, "", {}));
    CHECK(datasets.front().chunk_cases == 8);
    CHECK(datasets.front().chunk_rows == 2);
    CHECK(datasets.back().chunk_cases == 1);
    CHECK(datasets.back().chunk_rows == 1);
    const auto many = synthetic_study(100000, 100, 20, true);
    const auto of_many = datasets_of(manifest_of(many.study, many.cases, many.shape, "", {}));
    CHECK(of_many.front().chunk_cases == 8);
    CHECK(of_many.front().chunk_rows > 100);
    CHECK(of_many.front().chunk_rows < 2000);
    CHECK(of_many.back().chunk_rows == 20);
}

TEST_CASE("long: in chunks that are split each value stands in its place") {
    const TemporaryFolder folder;
    const auto s = study_of_many_firms();
    run_synthetic(s, options_for(folder / "a.h5"));
    check_values(*open_results(folder / "a.h5"), s, 2, 2);
    const std::size_t columns = firm_column_count, last = columns - 1;
    const auto values = stored_values(folder / "a.h5", "firms/" + std::string(firm_quantities[last].name));
    REQUIRE(values.size() == s.cases.size() * 3 * 22000);
    for (std::size_t c = 0; c < s.cases.size(); ++c)
        for (std::size_t year = 0; year < 3; ++year)
            for (std::size_t firm = 0; firm < 22000; firm += 773) {
                const std::size_t rows = 22000 - c % 2; // as synthetic_run has it
                const double stored = values[(c * 3 + year) * 22000 + firm];
                CHECK(stored == in_single(synthetic_value(c, 0, 102, (last * 3 + year) * rows + firm)));
            }
}

TEST_CASE(
    "the content hash notices a last bit, a study and a missing value, no sign of a missing value and no rounding") {
    const TemporaryFolder folder;
    const auto hash = [&](const SyntheticStudy& s, const std::function<void(RunRecord&)>& change) {
        auto options = options_for(folder / "a.h5");
        options.overwrite = true;
        return run_synthetic(s, options,
                             synthetic_replicate(s.shape,
                                                 [&](std::size_t c, std::int64_t r, RunRecord& run) {
                                                     if (r == 20 && c == 5) change(run);
                                                 }))
            .content_hash;
    };
    const auto s = synthetic_study();
    const auto plain = hash(s, [](RunRecord&) {});
    CHECK(hash(s, [](RunRecord& run) { run.at(Outcome::leverage_ratio) = -run.at(Outcome::leverage_ratio); }) == plain);
    CHECK(hash(s, [](RunRecord& run) { run.at(Outcome::exits) = std::nextafter(run.at(Outcome::exits), 2.0); }) !=
          plain);
    CHECK(hash(s, [](RunRecord& run) { run.yearly[7] = std::nextafter(run.yearly[7], 2.0); }) != plain);
    CHECK(hash(s, [](RunRecord& run) { run.areas[7] = std::nextafter(run.areas[7], 2.0); }) != plain);
    CHECK(hash(s, [](RunRecord& run) { run.sizes[7] = std::nextafter(run.sizes[7], 2.0); }) != plain);
    CHECK(hash(s, [](RunRecord& run) { run.at(Outcome::exits) = missing; }) != plain);
    // The books' residual is rounding.
    CHECK(hash(s, [](RunRecord& run) { run.at(Outcome::ledger_residual) += 1e-16; }) == plain);
    CHECK(hash(s, [](RunRecord& run) { run.ledger_residual[1] += 1e-16; }) == plain);
    auto other = s;
    other.study.seed = 8;
    CHECK(hash(other, [](RunRecord&) {}) != plain);
}

TEST_CASE("a run that fails is reported by its key, its values are missing, all others are kept") {
    const TemporaryFolder folder;
    const auto s = synthetic_study();
    const auto summary = run_synthetic(s, options_for(folder / "a.h5"),
                                       synthetic_replicate(s.shape, [](std::size_t c, std::int64_t r, RunRecord&) {
                                           if (r == 17 && c == 3) throw std::runtime_error("no bracket");
                                       }));
    CHECK(summary.runs == 320);
    CHECK(summary.failed == 1);
    CHECK(!summary.interrupted());
    CHECK(summary.failures == std::vector<std::string>{"case 3 (base/naive_npv/tight), replication 17: no bracket"});
    const auto results = open_results(folder / "a.h5");
    CHECK(results->complete());
    for (std::size_t c = 0; c < 8; ++c) {
        const auto values = results->outcome(Outcome::exits, c);
        for (std::size_t r = 0; r < 40; ++r) CHECK(std::isnan(values[r]) == (r == 17 && c == 3));
        for (const double mean : results->yearly_mean(Yearly::firms, c)) CHECK(!std::isnan(mean));
    }
}

TEST_CASE("what throws for all cases at once is a failure of each") {
    const TemporaryFolder folder;
    const auto s = synthetic_study(4, 0, 0);
    const auto summary = run_synthetic(s, options_for(folder / "a.h5"),
                                       [](std::int64_t, std::size_t, int, std::span<RunRecord>, const RunFailed&) {
                                           throw std::runtime_error("nothing goes");
                                       });
    CHECK(summary.failed == 32);
    CHECK(summary.failed == summary.runs);
}

TEST_CASE("a run whose record has another shape is a failure, not a wrong file") {
    const TemporaryFolder folder;
    const auto s = synthetic_study();
    auto wider = s.shape;
    wider.segments.push_back("more");
    CHECK(run_synthetic(s, options_for(folder / "a.h5"), synthetic_replicate(wider)).failed == 320);
}

TEST_CASE("a stopped run leaves its journal, from which it goes on to the file of a run that was not stopped") {
    const TemporaryFolder folder;
    for (const bool endless : {false, true}) {
        const auto s = with_investors(synthetic_study(100, 25, 3, endless), 40);
        const std::string whole = folder / (endless ? "e.h5" : "w.h5"), path = folder / (endless ? "f.h5" : "a.h5");
        run_synthetic(s, options_for(whole));
        std::int64_t before = 0;
        for (const std::int64_t stop_at : {20, 60, 200}) {
            std::stop_source stop;
            auto options = options_for(path);
            options.resume = true;
            options.stop = stop.get_token();
            const auto summary = run_synthetic(s, options, stopping_after(s, stop_at, stop));
            CHECK(summary.found == before);
            CHECK(summary.interrupted() == (stop_at < 100));
            before = summary.runs;
            if (!summary.interrupted()) break;
            CHECK(summary.runs >= stop_at * 8 - 100);
            CHECK(summary.path == path + ".part");
            CHECK(!std::filesystem::exists(path));
            const auto results = open_results(path); // finds the journal beside it
            CHECK(!results->complete());
            CHECK(results->missing_runs() == 800 - summary.runs);
            const auto values = results->outcome(Outcome::exits, 5);
            REQUIRE(static_cast<std::int64_t>(values.size()) == summary.replications);
            for (std::size_t r = 0; r < values.size(); ++r)
                CHECK((std::isnan(values[r]) ||
                       values[r] == synthetic_value(5, static_cast<std::int64_t>(r),
                                                    static_cast<std::size_t>(Outcome::exits), 0)));
        }
        CHECK(bytes_of(path) == bytes_of(whole));
        CHECK(!std::filesystem::exists(path + ".part"));
    }
}

TEST_CASE("a tile under way is given up when a stop is asked") {
    const TemporaryFolder folder;
    const auto s = synthetic_study(40);
    std::stop_source stop;
    auto options = options_for(folder / "a.h5", 1);
    options.stop = stop.get_token();
    std::int64_t last = 0;
    run_synthetic(s, options, synthetic_replicate(s.shape, [&](std::size_t, std::int64_t r, RunRecord&) {
                      last = std::max(last, r);
                      if (r == 6) stop.request_stop(); // the first of two of its tile
                  }));
    CHECK(last == 6);
    CHECK(open_results(folder / "a.h5")->replications() == 6);
}

TEST_CASE("a stop while the results file is written leaves the complete journal, from which it goes on") {
    const TemporaryFolder folder;
    const auto s = synthetic_study(16);
    run_synthetic(s, options_for(folder / "whole.h5"));
    std::stop_source stop;
    auto options = options_for(folder / "a.h5");
    options.stop = stop.get_token();
    options.progress = [&](std::int64_t done, std::int64_t total) {
        if (done == total) stop.request_stop();
    };
    const auto stopped = run_synthetic(s, options);
    CHECK(stopped.interrupted());
    CHECK(stopped.runs == stopped.planned);
    CHECK(stopped.path == folder / "a.h5.part");
    CHECK(!std::filesystem::exists(folder / "a.h5"));
    CHECK(!std::filesystem::exists(sealing_path(folder / "a.h5")));
    auto again = options_for(folder / "a.h5");
    again.resume = true;
    CHECK(run_synthetic(s, again).found == stopped.planned);
    CHECK(bytes_of(folder / "a.h5") == bytes_of(folder / "whole.h5"));
}

TEST_CASE("a run stopped before anything is complete leaves nothing") {
    const TemporaryFolder folder;
    std::stop_source stop;
    stop.request_stop();
    auto options = options_for(folder / "a.h5");
    options.stop = stop.get_token();
    const auto summary = run_synthetic(synthetic_study(), options);
    CHECK(summary.runs == 0);
    CHECK(summary.interrupted());
    CHECK(folder.empty());
}

TEST_CASE("a run that is killed at any moment goes on to the same file") {
    const TemporaryFolder folder;
    const auto s = synthetic_study(64);
    run_synthetic(s, options_for(folder / "whole.h5"));
    const auto run = [&](const std::string& path, bool slowly) {
        auto options = options_for(path, 2);
        options.resume = true;
        return run_synthetic(s, options, synthetic_replicate(s.shape, [&](std::size_t c, std::int64_t, RunRecord&) {
                                 if (slowly && c == 0) std::this_thread::sleep_for(std::chrono::milliseconds(3));
                             }));
    };
    for (const int milliseconds : {0, 5, 30, 60, 90}) {
        std::filesystem::remove(folder / "a.h5");
        const pid_t child = start_child([&] { return run(folder / "a.h5", true).sealed ? 0 : 1; });
        std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
        ::kill(child, SIGKILL);
        end_of(child);
        run(folder / "a.h5", false);
        CHECK(bytes_of(folder / "a.h5") == bytes_of(folder / "whole.h5"));
        CHECK(!std::filesystem::exists(folder / "a.h5.part"));
    }
}

TEST_CASE("resuming what is complete does nothing, and another study's file is left alone") {
    const TemporaryFolder folder;
    const auto s = synthetic_study(8, 0, 0);
    auto options = options_for(folder / "a.h5");
    options.resume = true;
    CHECK(run_synthetic(s, options).found == 0); // begins where nothing is there
    const std::string bytes = bytes_of(folder / "a.h5");
    write_bytes(folder / "a.h5.part", "left by a run that was killed when it had sealed");
    const auto again = run_synthetic(
        s, options, synthetic_replicate(s.shape, [](std::size_t, std::int64_t, RunRecord&) { FAIL("work"); }));
    CHECK(again.found == 64);
    CHECK(again.sealed);
    CHECK(!std::filesystem::exists(folder / "a.h5.part"));
    {
        const JournalWriter running(folder / "a.h5.part", manifest_of(s.study, s.cases, s.shape, "", {}), false);
        CHECK(run_synthetic(s, options).found == 64);
        CHECK(running.is_in_place()); // another run, which replaces the file
    }
    auto other = s;
    other.study.seed = 3;
    CHECK(problem_of([&] { run_synthetic(other, options); }).find("holds the results of another study") !=
          std::string::npos);
    CHECK(bytes_of(folder / "a.h5") == bytes);
    for (const char* left : {"of another kind", ""}) { // to go on or else begin anew may be asked for
        if (*left) write_bytes(folder / "a.h5.part", left);
        options.overwrite = true;
        CHECK(run_synthetic(other, options).sealed);
        CHECK(bytes_of(folder / "a.h5") != bytes);
        CHECK(!std::filesystem::exists(folder / "a.h5.part"));
    }
}

TEST_CASE("shards share all tiles among them, evenly, and together make the same file") {
    const TemporaryFolder folder;
    for (const bool endless : {false, true}) {
        const auto s = with_investors(synthetic_study(32, 10, 3, endless));
        auto options = options_for(folder / "whole.h5");
        options.overwrite = true;
        run_synthetic(s, options);
        const std::int64_t tiles = grid_of(manifest_of(s.study, s.cases, s.shape, "", {})).count();
        for (const std::int64_t of : {2, 3, 7, 64}) {
            std::vector<std::unique_ptr<JournalReader>> journals;
            std::vector<const JournalReader*> all;
            for (std::int64_t k = of; k >= 1; --k) {
                auto part = options_for(folder / "a.h5");
                part.shard = {k, of};
                const auto summary = run_synthetic(s, part);
                CHECK(!summary.sealed);
                if (summary.runs == 0) continue; // more shards than tiles
                CHECK(summary.path ==
                      (folder / "a.h5") + "." + std::to_string(k) + "-of-" + std::to_string(of) + ".part");
                journals.push_back(std::make_unique<JournalReader>(summary.path));
                all.push_back(journals.back().get());
                const auto own = static_cast<std::int64_t>(all.back()->entries().size());
                CHECK(own >= tiles / of);
                CHECK(own <= tiles / of + 1);
            }
            const TileIndex index(all);
            CHECK(index.complete());
            CHECK(index.twice() == 0);
            seal(all, folder / "merged.h5");
            CHECK(bytes_of(folder / "merged.h5") == bytes_of(folder / "whole.h5"));
            for (const auto* journal : all) std::filesystem::remove(journal->path());
        }
    }
}

TEST_CASE("a part of a study reads as what is there") {
    const TemporaryFolder folder;
    const auto s = synthetic_study(32, 10, 3, true);
    auto part = options_for(folder / "a.h5");
    part.shard = {2, 3};
    const auto summary = run_synthetic(s, part);
    const JournalReader journal(summary.path);
    CHECK(seal({&journal}, folder / "part.h5").runs == summary.runs);
    const auto file = open_results(folder / "part.h5"), grows = open_results(summary.path);
    CHECK(!file->complete());
    CHECK(file->missing_runs() == 256 - summary.runs);
    CHECK(grows->missing_runs() == 256 - summary.runs);
    std::int64_t there = 0;
    for (std::size_t c = 0; c < 8; ++c) {
        const auto one = file->outcome(Outcome::exits, c), other = grows->outcome(Outcome::exits, c);
        REQUIRE(one.size() == other.size());
        for (std::size_t r = 0; r < one.size(); ++r) {
            CHECK(std::isnan(one[r]) == std::isnan(other[r]));
            if (std::isnan(one[r])) continue;
            ++there;
            CHECK(one[r] ==
                  synthetic_value(c, static_cast<std::int64_t>(r), static_cast<std::size_t>(Outcome::exits), 0));
            CHECK(other[r] == one[r]);
        }
    }
    CHECK(there == summary.runs);
}

TEST_CASE("an existing file is not overwritten unasked, and no work is done") {
    const TemporaryFolder folder;
    const auto s = synthetic_study();
    const Replicate no_work = [](std::int64_t, std::size_t, int, std::span<RunRecord>, const RunFailed&) {
        FAIL("work");
    };
    for (const std::string name : {"a.h5", "a.h5.part"}) {
        write_bytes(folder / name, "precious");
        CHECK_THROWS_AS(run_synthetic(s, options_for(folder / "a.h5"), no_work), FileProblem);
        CHECK(bytes_of(folder / name) == "precious");
        auto options = options_for(folder / "a.h5");
        options.overwrite = true;
        run_synthetic(s, options);
        CHECK(open_results(folder / "a.h5")->replications() == 40);
        CHECK(!std::filesystem::exists(folder / "a.h5.part"));
        std::filesystem::remove(folder / "a.h5");
    }
}

TEST_CASE("the log of other results is not overwritten unasked") {
    const TemporaryFolder folder;
    write_bytes(folder / "a.log.json", "precious");
    auto options = options_for(folder / "a.h5");
    CHECK(problem_of([&] { run_synthetic(synthetic_study(), options); }).find("a.log.json exists") !=
          std::string::npos);
    CHECK(!std::filesystem::exists(folder / "a.h5.part"));
    options.overwrite = true;
    CHECK(run_synthetic(synthetic_study(), options).replications == 40);
}

TEST_CASE("a path that cannot be written is one clear line, before any work") {
    const TemporaryFolder folder;
    const auto s = synthetic_study();
    const Replicate no_work = [](std::int64_t, std::size_t, int, std::span<RunRecord>, const RunFailed&) {
        FAIL("work");
    };
    const auto problem = [&](const std::string& path) {
        auto options = options_for(path);
        options.overwrite = true;
        return problem_of([&] { run_synthetic(s, options, no_work); });
    };
    CHECK(problem(folder / "no/such/a.h5") ==
          (folder / "no/such/a.h5") + ": cannot write: there is no folder " + (folder / "no/such"));
    CHECK(problem(folder.path.string()) == folder.path.string() + " is no file that can be written");
    CHECK(problem("/dev/full") == "/dev/full is no file that can be written");
    CHECK(problem("/proc/a.h5").find("/proc/a.h5.part: cannot write: ") == 0);
    for (const std::size_t length :
         {245U, 250U, 300U}) // of journal, results file and log, the log has the longest name
        CHECK(problem(folder / std::string(length, 'x')).find("cannot write: File name too long") != std::string::npos);
    CHECK(problem("") == "'' names no file that can be written");
    CHECK(folder.empty());
}

TEST_CASE("a limit on file size, met anywhere, is one clear line, leaves no torn file and loses nothing") {
    const auto s = synthetic_study(60, 60, 3);
    std::string bytes;
    {
        const TemporaryFolder folder;
        run_synthetic(s, options_for(folder / "a.h5"));
        bytes = bytes_of(folder / "a.h5");
    }
    for (const double part : {0.0, 0.0001, 0.01, 0.3, 0.9, 0.97, 0.99}) {
        const TemporaryFolder folder;
        const int code = in_child([&] {
            std::signal(SIGXFSZ, SIG_IGN);
            const auto limit = static_cast<rlim_t>(part * static_cast<double>(bytes.size()));
            const rlimit limits{limit, limit};
            ::setrlimit(RLIMIT_FSIZE, &limits);
            const std::string problem = problem_of([&] { run_synthetic(s, options_for(folder / "a.h5", 1)); });
            if (problem == "no problem") return 1;
            return problem.find("cannot write: File too large") == std::string::npos ||
                           problem.find('\n') != std::string::npos
                       ? 2
                       : 0;
        });
        CHECK(code == 0);
        CHECK(!std::filesystem::exists(folder / "a.h5"));
        CHECK(!std::filesystem::exists(folder / "a.h5.sealing"));
        // What was complete is kept, and goes on when there is room.
        if (!std::filesystem::exists(folder / "a.h5.part")) continue;
        auto options = options_for(folder / "a.h5", 1);
        options.resume = true;
        const auto summary = run_synthetic(s, options);
        CHECK(summary.found >= static_cast<std::int64_t>(part * 480) - 32);
        CHECK(bytes_of(folder / "a.h5") == bytes);
    }
}

TEST_CASE("progress counts up to the whole") {
    const TemporaryFolder folder;
    auto options = options_for(folder / "a.h5", 3);
    std::vector<std::int64_t> seen;
    options.progress = [&](std::int64_t done, std::int64_t total) {
        CHECK(total == 320);
        seen.push_back(done);
    };
    run_synthetic(synthetic_study(), options);
    CHECK(std::is_sorted(seen.begin(), seen.end()));
    CHECK(seen.back() == 320);
}

// 8 cases; years are kept for few, as a large study does.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool own_memory = false; // a sanitiser's memory is measured with it
#else
constexpr bool own_memory = true;
#endif
// Kilobytes that `work` takes in a process of its own.
double peak_of(const std::function<void()>& work) {
    int channel[2];
    REQUIRE(::pipe(channel) == 0);
    const int code = in_child(
        [&] {
            work();
            rusage usage{};
            ::getrusage(RUSAGE_SELF, &usage);
            return ::write(channel[1], &usage.ru_maxrss, sizeof usage.ru_maxrss) == sizeof usage.ru_maxrss ? 0 : 1;
        },
        200);
    CHECK(code == 0);
    long kilobytes = 0;
    REQUIRE(::read(channel[0], &kilobytes, sizeof kilobytes) == sizeof kilobytes);
    ::close(channel[0]), ::close(channel[1]);
    return static_cast<double>(kilobytes);
}

TEST_CASE("memory does not grow with the number of replications" * doctest::skip(!own_memory)) {
    const auto peak = [](std::int64_t replications) {
        const TemporaryFolder folder;
        return peak_of([&] { run_synthetic(synthetic_study(replications, 100, 1), options_for(folder / "a.h5")); });
    };
    const double small = peak(10000), large = peak(100000); // past the start, which varies
    MESSAGE("peak resident set: " << small / 1024 << " MB with 10,000 replications, " << large / 1024
                                  << " with 100,000");
    CHECK(large < 1.2 * small);
}

// A list of names takes some 150 bytes a case wherever one is kept; blocks that are not yet at their largest take the
// most of what is measured.
TEST_CASE("memory grows by less than 150 bytes a case, from the plan to the file" * doctest::skip(!own_memory)) {
    const auto peak = [](std::int64_t points) {
        const TemporaryFolder folder;
        return peak_of([&] {
            SyntheticStudy s = synthetic_study(1, 0, 0);
            s.study.base.time.burn_in_years = 10; // so that the stored study can be read, and its points are written
            LatinHypercube sampled;
            sampled.arms = {{"base", "", {}}, {"stable", "", {{"segments.*.orders.cv", "0.125", {}}}}};
            sampled.points = points;
            sampled.sample = {{"tender.noise", {FactorLaw::uniform, .1, .3}}};
            sampled.record = {0, 0};
            s.study.design = sampled;
            RunOptions options = options_for(folder / "a.h5", 1);
            options.model_signature = "signature";
            run_study(s.study, CaseList(s.study).names(), s.shape, synthetic_replicate(s.shape), options);
        });
    };
    const double few = 20000, many = 120000; // cases: past what one pass of sealing holds
    const double small = peak(10000), large = peak(60000);
    const double each = 1024 * (large - small) / (many - few);
    MESSAGE(each << " bytes a case; peak resident set " << large / 1024 << " MB with 120,000 cases");
    CHECK(each < 150);
}
