// SPDX-License-Identifier: Apache-2.0
// A synthetic study from its plan to its results file, and everything that can go wrong on the way.
#include "outputs/files/study_run.hpp"

#include "outputs/files/hdf5.hpp"
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
    return [&s, &stop, replication](std::int64_t r, int, std::span<RunRecord> records) {
        synthetic_run(s.shape, r, records);
        if (r >= replication) stop.request_stop();
    };
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
    CHECK(summary.replications_done == 40);
    CHECK(summary.failures.empty());
    CHECK(!summary.interrupted);
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

TEST_CASE("chunks that would be large are split by cases") {
    const auto s = study_of_many_firms();
    const auto datasets = datasets_of(manifest_of(s.study, s.cases, s.shape, "", {}));
    CHECK(datasets.front().chunks == 1);
    CHECK(datasets.back().chunk_cases == 7);
    CHECK(datasets.back().chunks == 2);
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
                CHECK(stored == synthetic_value(c, 0, 102, (last * 3 + year) * rows + firm));
            }
}

TEST_CASE("the content hash notices a last bit, a study and a missing value, and no sign of a missing value") {
    const TemporaryFolder folder;
    const auto hash = [&](const SyntheticStudy& s, const std::function<void(RunRecord&)>& change) {
        auto options = options_for(folder / "a.h5");
        options.overwrite = true;
        return run_synthetic(s, options,
                             [&](std::int64_t r, int, std::span<RunRecord> records) {
                                 synthetic_run(s.shape, r, records);
                                 if (r == 20) change(records[5]);
                             })
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
    auto other = s;
    other.study.seed = 8;
    CHECK(hash(other, [](RunRecord&) {}) != plain);
}

TEST_CASE("a failed replication is reported, its values are missing, the others are kept") {
    const TemporaryFolder folder;
    const auto s = synthetic_study();
    const auto summary =
        run_synthetic(s, options_for(folder / "a.h5"), [&](std::int64_t r, int, std::span<RunRecord> records) {
            synthetic_run(s.shape, r, records);
            if (r == 17) throw std::runtime_error("case 3: no bracket");
        });
    CHECK(summary.replications_done == 40);
    CHECK(summary.failed_replications == 1);
    CHECK(summary.failures == std::vector<std::string>{"replication 17: case 3: no bracket"});
    const auto results = open_results(folder / "a.h5");
    CHECK(results->replications() == 40);
    for (std::size_t c = 0; c < 8; ++c) {
        const auto values = results->outcome(Outcome::exits, c);
        for (std::size_t r = 0; r < 40; ++r) CHECK(std::isnan(values[r]) == (r == 17));
        for (const double mean : results->yearly_mean(Yearly::firms, c)) CHECK(!std::isnan(mean));
    }
}

TEST_CASE("a run whose record has another shape is a failure, not a wrong file") {
    const TemporaryFolder folder;
    const auto s = synthetic_study();
    auto wider = s.shape;
    wider.segments.push_back("more");
    const auto summary =
        run_synthetic(s, options_for(folder / "a.h5"),
                      [&](std::int64_t r, int, std::span<RunRecord> records) { synthetic_run(wider, r, records); });
    CHECK(summary.failed_replications == 40);
}

TEST_CASE("a stopped run leaves a file of what is complete, the same as a run that is so long") {
    const TemporaryFolder folder;
    const auto s = synthetic_study(400);
    std::stop_source stop;
    auto options = options_for(folder / "a.h5");
    options.stop = stop.get_token();
    const auto summary = run_synthetic(s, options, stopping_after(s, 100, stop));
    CHECK(summary.interrupted);
    CHECK(summary.replications_done >= 50);
    CHECK(summary.replications_done < 400);
    CHECK(!std::filesystem::exists(folder / "a.h5.part"));
    const auto results = open_results(folder / "a.h5");
    CHECK(!results->complete());
    check_values(*results, s, summary.replications_done, 25);
}

TEST_CASE("a run stopped before anything is complete leaves nothing") {
    const TemporaryFolder folder;
    std::stop_source stop;
    stop.request_stop();
    auto options = options_for(folder / "a.h5");
    options.stop = stop.get_token();
    const auto summary = run_synthetic(synthetic_study(), options);
    CHECK(summary.replications_done == 0);
    CHECK(summary.interrupted);
    CHECK(folder.empty());
}

TEST_CASE("a run that is killed leaves a journal that can be read, and sealed to the same file") {
    const TemporaryFolder folder;
    const auto s = synthetic_study(64);
    run_synthetic(s, options_for(folder / "whole.h5"));
    for (const int milliseconds : {30, 60, 90}) {
        std::filesystem::remove(folder / "a.h5.part");
        const pid_t child = start_child([&] {
            run_synthetic(s, options_for(folder / "a.h5", 1), [&](std::int64_t r, int, std::span<RunRecord> records) {
                synthetic_run(s.shape, r, records);
                if (r > 4) std::this_thread::sleep_for(std::chrono::milliseconds(3));
            });
            return 0;
        });
        for (int i = 0; i < 2000 && !std::filesystem::exists(folder / "a.h5.part"); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
        ::kill(child, SIGKILL);
        if (end_of(child) != -SIGKILL) continue; // it had ended before
        CHECK(!std::filesystem::exists(folder / "a.h5"));
        const JournalReader journal(folder / "a.h5.part");
        const auto tiles = complete_tiles({&journal});
        if (tiles.empty()) continue;
        const auto results = open_results(folder / "a.h5"); // finds the journal beside it
        CHECK(!results->complete());
        check_values(*results, s, replications_in(tiles), std::min<std::int64_t>(25, replications_in(tiles)));
        CHECK(seal({&journal}, folder / "b.h5").replications == replications_in(tiles));
        check_values(*open_results(folder / "b.h5"), s, replications_in(tiles),
                     std::min<std::int64_t>(25, replications_in(tiles)));
    }
}

TEST_CASE("any set of journals gives the same file") {
    const TemporaryFolder folder;
    const auto s = synthetic_study(32);
    run_synthetic(s, options_for(folder / "whole.h5"));
    // The journal of a whole run, dealt out to two in another order.
    const pid_t child = start_child([&] {
        run_synthetic(s, options_for(folder / "a.h5", 1), [&](std::int64_t r, int, std::span<RunRecord> records) {
            synthetic_run(s.shape, r, records);
            if (r == 31) ::raise(SIGKILL);
        });
        return 0;
    });
    CHECK(end_of(child) == -SIGKILL);
    const JournalReader all(folder / "a.h5.part");
    auto m = all.manifest();
    CHECK(replications_in(complete_tiles({&all})) == 30);
    {
        JournalWriter even(folder / "even.part", m, false), odd(folder / "odd.part", m, false);
        for (auto i = all.entries().rbegin(); i != all.entries().rend(); ++i)
            (i->tile.index % 2 == 0 ? even : odd).append(all.tile(*i));
    }
    const JournalReader even(folder / "even.part"), odd(folder / "odd.part");
    const auto one = seal({&all}, folder / "one.h5"), two = seal({&odd, &even}, folder / "two.h5");
    CHECK(one.content_hash == two.content_hash);
    CHECK(bytes_of(folder / "one.h5") == bytes_of(folder / "two.h5"));
}

TEST_CASE("an existing file is not overwritten unasked, and no work is done") {
    const TemporaryFolder folder;
    const auto s = synthetic_study();
    const Replicate no_work = [](std::int64_t, int, std::span<RunRecord>) { FAIL("work"); };
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
    CHECK(run_synthetic(synthetic_study(), options).replications_done == 40);
}

TEST_CASE("a path that cannot be written is one clear line, before any work") {
    const TemporaryFolder folder;
    const auto s = synthetic_study();
    const Replicate no_work = [](std::int64_t, int, std::span<RunRecord>) { FAIL("work"); };
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

TEST_CASE("a limit on file size, met anywhere, is one clear line and leaves no torn file") {
    const auto s = synthetic_study(60, 60, 3);
    std::size_t whole = 0;
    {
        const TemporaryFolder folder;
        run_synthetic(s, options_for(folder / "a.h5"));
        whole = std::filesystem::file_size(folder / "a.h5");
    }
    for (const double part : {0.0, 0.0001, 0.01, 0.3, 0.9, 0.97, 0.99}) {
        const TemporaryFolder folder;
        const int code = in_child([&] {
            std::signal(SIGXFSZ, SIG_IGN);
            const auto limit = static_cast<rlim_t>(part * static_cast<double>(whole));
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
        // Only when everything was computed, and only the results file did not fit, is the journal left.
        if (std::filesystem::exists(folder / "a.h5.part")) check_values(*open_results(folder / "a.h5"), s, 60, 60);
        if (part < 0.9) CHECK(folder.empty());
    }
}

TEST_CASE("progress counts up to the whole") {
    const TemporaryFolder folder;
    auto options = options_for(folder / "a.h5", 3);
    std::vector<std::int64_t> seen;
    options.progress = [&](std::int64_t done, std::int64_t total) {
        CHECK(total == 40);
        seen.push_back(done);
    };
    run_synthetic(synthetic_study(), options);
    CHECK(std::is_sorted(seen.begin(), seen.end()));
    CHECK(seen.back() == 40);
}

// 8 cases; years are kept for few, as a large study does.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool own_memory = false; // a sanitiser's memory is measured with it
#else
constexpr bool own_memory = true;
#endif
TEST_CASE("memory does not grow with the number of replications" * doctest::skip(!own_memory)) {
    const auto peak = [](std::int64_t replications) {
        const TemporaryFolder folder;
        int channel[2];
        REQUIRE(::pipe(channel) == 0);
        const int code = in_child(
            [&] {
                const auto s = synthetic_study(replications, 100, 1);
                run_synthetic(s, options_for(folder / "a.h5"));
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
    };
    const double small = peak(10000), large = peak(100000); // past the start, which varies
    MESSAGE("peak resident set: " << small / 1024 << " MB with 10,000 replications, " << large / 1024
                                  << " with 100,000");
    CHECK(large < 1.2 * small);
}
