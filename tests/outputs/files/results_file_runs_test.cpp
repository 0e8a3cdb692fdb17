// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/results_file_runs.hpp"

#include "outputs/files/run_difference.hpp"
#include "tests/outputs/synthetic_study.hpp"

#include <doctest/doctest.h>

using namespace drumbeat;

namespace {

RunRecord recorded(const SyntheticStudy& s, std::size_t c, std::int64_t replication, const Manifest& m) {
    RunRecord run;
    run.keep_firms = replication < m.firm_replications;
    run.keep_investors = replication < m.investor_replications;
    synthetic_run(s.shape, c, replication, run);
    return run;
}
int rows_of(const SyntheticStudy& s, std::size_t c) { return s.shape.firm_rows - static_cast<int>(c % 2); }

} // namespace

TEST_CASE(
    "a run that is read back is the run that was stored: years, firms of its own panel, investors, events and deals included") {
    const TemporaryFolder folder;
    const auto s = with_investors(synthetic_study(7, 5, 3));
    run_synthetic(s, options_for(folder / "a.h5"));
    StoredRuns stored(folder / "a.h5");
    CHECK(stored.replications() == 7);
    for (const std::int64_t replication : {0, 2, 3, 4, 5, 6}) {
        std::vector<RunRecord> records(5); // of the cases from 2 on
        std::vector<int> rows;
        for (std::size_t i = 0; i < records.size(); ++i) rows.push_back(rows_of(s, 2 + i));
        const auto found = stored.read(2, replication, rows, records);
        for (std::size_t i = 0; i < records.size(); ++i) {
            CHECK(found[i]);
            const RunRecord expected = recorded(s, 2 + i, replication, stored.manifest());
            CHECK(records[i].events.size() == expected.events.size());
            CHECK(records[i].firms.size() == expected.firms.size());
            CHECK(records[i].deals.size() == expected.deals.size());
            CHECK((records[i].deals.empty() && records[i].investors.empty()) == (replication >= 3));
            CHECK((records[i].institutions == expected.institutions) == (replication < 5));
            CHECK((records[i].accounts == expected.accounts) == (replication < 5));
            const RunDifference none = difference(records[i], expected, stored.manifest(), replication);
            CHECK_MESSAGE(none.none(), to_text(none));
        }
    }
}

TEST_CASE("a run that failed is not found, and what is no results file is one clear line") {
    const TemporaryFolder folder;
    const auto s = synthetic_study(4, 4, 2);
    run_synthetic(s, options_for(folder / "a.h5"),
                  synthetic_replicate(s.shape, [](std::size_t c, std::int64_t r, RunRecord&) {
                      if (c == 3 && r == 1) throw std::runtime_error("no");
                  }));
    StoredRuns stored(folder / "a.h5");
    std::vector<RunRecord> records(4);
    const std::vector<int> rows(4, 5);
    CHECK(stored.read(0, 1, rows, records) == std::vector<bool>{true, true, true, false});
    CHECK(records[3].events.empty());
    write_bytes(folder / "b.h5", bytes_of(folder / "a.h5").substr(0, 5000));
    CHECK_THROWS_AS(StoredRuns(folder / "b.h5"), FileProblem);
    CHECK_THROWS_AS(StoredRuns(folder / "none.h5"), FileProblem);
}
