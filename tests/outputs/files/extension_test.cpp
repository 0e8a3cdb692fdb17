// SPDX-License-Identifier: Apache-2.0
// A larger study from the runs of a smaller one: the bytes of the whole, and only what is missing is computed.
#include "outputs/files/extension.hpp"

#include "tests/outputs/synthetic_study.hpp"

#include <doctest/doctest.h>

#include <numeric>

using namespace drumbeat;

namespace {

SyntheticStudy of_first_cases(SyntheticStudy s, std::size_t cases) {
    s.cases.resize(cases);
    comparison_in(s.study).arms.resize(1);
    return s;
}

struct Grown {
    std::int64_t taken = 0, computed = 0, runs = 0; // runs: that the simulation was asked for
};

// Runs `large` with the runs of `small`, and compares with the whole.
Grown check_grown(const SyntheticStudy& small, const SyntheticStudy& large, const SyntheticChange& change = {}) {
    const TemporaryFolder folder;
    run_synthetic(small, options_for(folder / "small.h5"), synthetic_replicate(small.shape, change));
    run_synthetic(large, options_for(folder / "whole.h5"), synthetic_replicate(large.shape, change));
    std::vector<std::int64_t> stored(large.cases.size(), Extension::none);
    std::iota(stored.begin(), stored.begin() + static_cast<std::ptrdiff_t>(small.cases.size()), 0);
    std::vector<int> rows;
    for (std::size_t c = 0; c < large.cases.size(); ++c)
        rows.push_back(large.shape.firm_rows - static_cast<int>(c % 2));
    Extension extension(folder / "small.h5", stored, rows, comparison_of(large.study).record);
    std::atomic<std::int64_t> runs = 0;
    const auto counted = [&](std::size_t c, std::int64_t r, RunRecord& record) {
        ++runs;
        if (change) change(c, r, record);
    };
    run_synthetic(large, options_for(folder / "grown.h5"), extension.over(synthetic_replicate(large.shape, counted)));
    CHECK(bytes_of(folder / "grown.h5") == bytes_of(folder / "whole.h5"));
    return {extension.taken(), extension.computed(), runs};
}

} // namespace

TEST_CASE("more replications: with years, firms, investors and events kept, only the new ones are computed") {
    const Grown grown =
        check_grown(with_investors(synthetic_study(20, 40, 5)), with_investors(synthetic_study(40, 40, 5)));
    CHECK(grown.taken == 20 * 8);
    CHECK(grown.computed == 20 * 8);
    CHECK(grown.runs == 20 * 8);
}

TEST_CASE("more cases: only those are computed, in tiles that are partly there") {
    const Grown grown = check_grown(of_first_cases(synthetic_study(20, 20, 4), 4), synthetic_study(20, 20, 4));
    CHECK(grown.runs == 20 * 4);
    CHECK(grown.taken == 20 * 4);
}

TEST_CASE("where more is to be kept of a run than the file has, it is computed") {
    const Grown years = check_grown(synthetic_study(20, 5, 0), synthetic_study(20, 12, 0));
    CHECK(years.runs == 7 * 8); // replications 5 to 11
    const Grown firms = check_grown(synthetic_study(20, 20, 2), synthetic_study(20, 20, 6));
    CHECK(firms.runs == 4 * 8);
    const SyntheticStudy small = synthetic_study(20, 20, 2);
    const Grown investors = check_grown(with_investors(small, 2), with_investors(small, 6));
    CHECK(investors.runs == 4 * 8);
    const Grown fewer = check_grown(synthetic_study(20, 20, 6), synthetic_study(20, 10, 2));
    CHECK(fewer.runs == 0);
}

TEST_CASE("runs that failed are tried again, and fail with their message") {
    const auto failing = [](std::size_t c, std::int64_t r, RunRecord&) {
        if (c == 3 && r == 7) throw std::runtime_error("no luck");
    };
    CHECK(check_grown(synthetic_study(20, 40, 0), synthetic_study(40, 40, 0), failing).runs == 20 * 8 + 1);
}

TEST_CASE("a file of which nothing is found changes nothing") {
    const TemporaryFolder folder;
    const auto s = synthetic_study(10, 10, 2);
    run_synthetic(s, options_for(folder / "a.h5"));
    Extension extension(folder / "a.h5", std::vector<std::int64_t>(8, Extension::none), std::vector<int>(8, 5),
                        comparison_of(s.study).record);
    run_synthetic(s, options_for(folder / "b.h5"), extension.over(synthetic_replicate(s.shape)));
    CHECK(bytes_of(folder / "a.h5") == bytes_of(folder / "b.h5"));
    CHECK(extension.taken() == 0);
}
