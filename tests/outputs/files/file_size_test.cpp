// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/file_size.hpp"

#include "outputs/files/journal.hpp"
#include "tests/outputs/synthetic_study.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace drumbeat;

namespace {

// Of the synthetic runs whose firms are kept: one more event for each replication.
double events_of(const SyntheticStudy& s) {
    double events = 0;
    for (int r = 0; r < comparison_of(s.study).record.firm_replications; ++r)
        events += static_cast<double>(r + 1) * static_cast<double>(s.cases.size());
    return events;
}

void check_size(SyntheticStudy s, int firm_rows) {
    const TemporaryFolder folder;
    s.shape.firm_rows = firm_rows;
    const Manifest m = manifest_of(s.study, s.cases, s.shape, "signature", {});
    const DiskNeed need = disk_need(m, events_of(s), events_of(s)); // of each as many
    run_synthetic(s, options_for(folder / "a.h5"));
    const auto size = static_cast<double>(std::filesystem::file_size(folder / "a.h5"));
    if (m.firm_replications == 0) {
        CHECK_MESSAGE(need.file == doctest::Approx(size).epsilon(.1), need.file, " ", size);
    } else { // random values take more than twice what firms' do, of which tests/tools/estimate_test.cpp knows the
             // truth
        CHECK_MESSAGE(need.file < size, need.file, " ", size);
        CHECK_MESSAGE(need.file > .4 * size, need.file, " ", size);
    }

    std::stop_source stop; // leaves the journal of all runs but the last tile
    auto options = options_for(folder / "b.h5", 1);
    options.stop = stop.get_token();
    options.progress = [&](std::int64_t done, std::int64_t total) {
        if (2 * done > total) stop.request_stop();
    };
    const RunSummary part = run_synthetic(s, options);
    if (part.runs == part.planned) return; // one tile
    const double share = static_cast<double>(part.runs) / static_cast<double>(part.planned);
    const auto journal = static_cast<double>(std::filesystem::file_size(folder / "b.h5.part"));
    CHECK_MESSAGE(need.journal * share == doctest::Approx(journal).epsilon(.1), need.journal * share, " ", journal);
    CHECK(need.peak() == need.file + need.journal);
}

} // namespace

TEST_CASE("the sizes of file and journal are known before a study is run: outcomes alone, years, panels of firms") {
    check_size(synthetic_study(1, 1, 0), 0);
    check_size(synthetic_study(400, 0, 0), 5);
    check_size(synthetic_study(333, 333, 0), 5);
    check_size(synthetic_study(60, 60, 60), 200);
    check_size(with_investors(synthetic_study(60, 60, 60), 60), 200);
}
