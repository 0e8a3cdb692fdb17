// SPDX-License-Identifier: Apache-2.0
// What was recorded by technology area, by size class and by year is what is read, from a results file, from a journal
// that still grows, and from files that older programs wrote.
#include "outputs/files/stored_results.hpp"

#include "outputs/files/bytes.hpp"
#include "outputs/files/datasets.hpp"
#include "outputs/files/hdf5/hdf5.hpp"
#include "outputs/files/journal.hpp"
#include "outputs/files/lists.hpp"
#include "outputs/files/recording.hpp"
#include "outputs/files/results_file.hpp"
#include "tests/outputs/synthetic_study.hpp"
#include "tests/places.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>

using namespace drumbeat;

namespace {

// A journal with the first tiles of a study.
std::string growing_journal(const TemporaryFolder& folder, const SyntheticStudy& s, std::int64_t tiles) {
    const Manifest m = manifest_of(s.study, s.cases, s.shape, "signature", {});
    JournalWriter writer(folder / "grows.h5.part", m, true);
    TileRecorder recorder(m);
    std::vector<RunRecord> records(s.cases.size());
    for (std::int64_t i = 0; i < tiles; ++i) {
        const Tile tile = grid_of(m).tile(i);
        recorder.begin(tile);
        for (std::int64_t r = tile.first_replication; r < tile.first_replication + tile.replications; ++r)
            for (std::int64_t c = tile.first_case; c < tile.first_case + tile.cases; ++c) {
                RunRecord& record = records[static_cast<std::size_t>(c)];
                record.keep_firms = recorder.keeps_firms(r);
                record.keep_investors = recorder.keeps_investors(r);
                synthetic_run(s.shape, static_cast<std::size_t>(c), r, record);
                recorder.add(c, r, record);
            }
        writer.append(recorder.finish());
    }
    return folder / "grows.h5";
}

// Of the replications that keep their investors, the first and the last, and one more.
int misplaced_investors(const Results& results, const SyntheticStudy& s, std::size_t c) {
    int wrong = 0;
    const std::int64_t kept = comparison_of(s.study).record.investor_replications;
    const auto width = static_cast<std::size_t>(most_investors(static_cast<int>(s.shape.years.size())));
    for (std::size_t i = 0; i < investor_column_count; ++i)
        for (const std::int64_t r : {std::int64_t{0}, kept - 1, kept}) {
            if (r < 0 || r >= results.replications()) continue;
            const std::vector<double> read = results.investors(static_cast<InvestorColumn>(i), c, r);
            if (read.size() != (r < kept ? width * s.shape.years.size() : 0)) ++wrong;
            for (std::size_t j = 0; j < read.size(); ++j) {
                const std::size_t row = j % width;
                const std::size_t cell = j / width * synthetic_investors + row;
                const double expected = i == static_cast<std::size_t>(InvestorColumn::type)
                                            ? static_cast<double>(row)
                                            : in_single(synthetic_value(c, r, 107 + i, cell));
                wrong += row < synthetic_investors ? read[j] != expected : !std::isnan(read[j]);
            }
        }
    return wrong;
}

// The deals of all such runs that are there, by replication and case.
int misplaced_deals(const Results& results, const SyntheticStudy& s) {
    std::vector<DealOfRun> expected;
    for (std::int64_t r = 0; r < std::min(results.replications(), results.investor_replications()); ++r)
        for (std::size_t c = 0; c < s.cases.size(); ++c) {
            RunRecord run;
            run.keep_investors = true;
            synthetic_run(s.shape, c, r, run);
            for (const Deal& deal : run.deals) expected.push_back({c, r, deal});
        }
    const std::vector<DealOfRun> read = results.deals();
    if (read.size() != expected.size()) return 1;
    int wrong = 0;
    for (std::size_t i = 0; i < read.size(); ++i) {
        const ListRow here = row_of(read[i].deal, 0, 0), there = row_of(expected[i].deal, 0, 0);
        wrong += read[i].run_case != expected[i].run_case || read[i].replication != expected[i].replication;
        wrong += here.integers != there.integers || here.numbers[0] != there.numbers[0] ||
                 here.numbers[1] != there.numbers[1] || std::isnan(here.numbers[2]) != std::isnan(there.numbers[2]);
    }
    return wrong;
}

// 0 when every value is where it belongs.
int misplaced(const Results& results, const SyntheticStudy& s) {
    int wrong = 0;
    const std::size_t segments = s.shape.segments.size(), years = s.shape.years.size();
    const auto rows = static_cast<std::size_t>(s.shape.firm_rows);
    const std::size_t firms = years * rows;
    const std::int64_t kept = comparison_of(s.study).record.firm_replications;
    const auto compare = [&](const std::vector<double>& read, std::size_t c, std::int64_t replications,
                             std::size_t cells, std::size_t kind, std::size_t which) {
        if (read.size() != static_cast<std::size_t>(replications) * cells) ++wrong;
        for (std::size_t i = 0; i < read.size(); ++i)
            wrong +=
                read[i] != synthetic_value(c, static_cast<std::int64_t>(i / cells), kind, which * cells + i % cells);
    };
    wrong += misplaced_deals(results, s);
    for (std::size_t c = 0; c < s.cases.size(); ++c) {
        wrong += misplaced_investors(results, s, c);
        for (std::size_t i = 0; i < group_outcome_count; ++i) {
            const auto which = static_cast<GroupOutcome>(i);
            compare(results.area(which, c), c, results.replications(), segments, 103, i);
            compare(results.size(which, c), c, results.replications(), size_class_count, 104, i);
        }
        for (std::size_t i = 0; i < yearly_count; ++i)
            compare(results.yearly(static_cast<Yearly>(i), c), c, results.yearly_replications(), years * segments, 100,
                    i);
        for (std::size_t i = 0; i < institution_count && results.yearly_replications() > 0; ++i)
            compare(results.institution(static_cast<Institution>(i), c), c, results.yearly_replications(), years, 105,
                    i);
        if (results.yearly_replications() > 0)
            compare(results.accounts(c), c, results.yearly_replications(), years * account_cells, 106, 0);
        for (std::size_t i = 0; i < firm_column_count; ++i)
            for (const std::int64_t r : {std::int64_t{0}, kept - 1, kept}) {
                if (r < 0 || r >= results.replications()) continue;
                const std::vector<double> read = results.firms(static_cast<FirmColumn>(i), c, r);
                if (read.size() != (r < kept ? firms : 0)) ++wrong;
                for (std::size_t j = 0; j < read.size(); ++j) {
                    const std::size_t year = j / rows, row = j % rows, own = rows - c % 2; // every other case has fewer
                    const bool is_there = row < own;
                    wrong += is_there ? read[j] != in_single(synthetic_value(c, r, 102, (i * years + year) * own + row))
                                      : !std::isnan(read[j]);
                }
            }
    }
    return wrong;
}

std::string unpacked_fixture(const TemporaryFolder& folder, const std::string& name) {
    const std::string path = folder / name;
    const std::string command =
        "gzip -dc '" + source_dir() + "/tests/outputs/files/older/" + name + ".gz' > '" + path + "'";
    REQUIRE(std::system(command.c_str()) == 0);
    return path;
}

} // namespace

TEST_CASE("areas, size classes, single years, firms and investors are read as they were recorded") {
    const TemporaryFolder folder;
    const auto s = with_investors(synthetic_study());
    run_synthetic(s, options_for(folder / "a.h5"));
    const auto results = open_results(folder / "a.h5");
    CHECK(results->segments() == s.shape.segments);
    CHECK(results->years() == s.shape.years);
    CHECK(results->holds_groups());
    CHECK(results->holds(Outcome::scale_up_share_net_30));
    CHECK(results->yearly_replications() == 25);
    CHECK(results->sectors().size() == sector_count);
    CHECK(results->purposes().back() == purposes[purpose_count - 1].name);
    CHECK(misplaced(*results, s) == 0);
}

TEST_CASE("a journal that still grows is read the same way") {
    const TemporaryFolder folder;
    const auto s = with_investors(synthetic_study());
    const auto results = open_results(growing_journal(folder, s, 3));
    CHECK_FALSE(results->complete());
    CHECK(results->replications() > 3);
    CHECK(results->yearly_replications() == std::min<std::int64_t>(results->replications(), 25));
    CHECK(results->holds_groups());
    CHECK(misplaced(*results, s) == 0);
}

TEST_CASE("a study that keeps no years reads without them, and by area all the same") {
    const TemporaryFolder folder;
    const auto s = synthetic_study(8, 0, 0);
    run_synthetic(s, options_for(folder / "a.h5"));
    const auto results = open_results(folder / "a.h5");
    CHECK(results->yearly_replications() == 0);
    CHECK(results->yearly(Yearly::orders_meur, 0).empty());
    CHECK(misplaced(*results, s) == 0);
}

TEST_CASE("a file of an older program opens: what it holds is read, what it lacks is missing") {
    const TemporaryFolder folder;
    const auto file = open_results(unpacked_fixture(folder, "results-1.h5"));
    CHECK(file->origin().model_signature == "8c3dbeffb7680ff4");
    CHECK(file->replications() == 3);
    CHECK(file->outcome(Outcome::investment_meur, 1) == std::vector<double>{16.925, 20.075, 16.25});
    CHECK(file->outcome(Outcome::scale_up_share, 1)[2] == doctest::Approx(.6));
    CHECK(file->holds(Outcome::civil_payoff_middle_meur));
    CHECK_FALSE(file->holds(Outcome::capacity_added_meur));
    CHECK_FALSE(file->holds_groups());
    const auto lacking = file->outcome(Outcome::capacity_added_meur, 1);
    CHECK(lacking.size() == 3);
    CHECK(std::isnan(lacking[2]));
    CHECK(file->area(GroupOutcome::firms, 1).size() == 3 * file->segments().size());
    CHECK(std::isnan(file->size(GroupOutcome::firms, 1).at(8)));
    CHECK(file->yearly_replications() == 2);
    CHECK(file->institution(Institution::secfund_cash_meur, 1).empty());
    CHECK(file->accounts(1).empty());
    CHECK(file->sectors().empty());
    CHECK(file->yearly(Yearly::orders_meur, 1).at(2) == doctest::Approx(106.34764305));
    CHECK(file->yearly_mean(Yearly::orders_meur, 1).size() == 2);
}

TEST_CASE("a journal of an older program is told in one line: the program that wrote it finishes it") {
    const TemporaryFolder folder;
    const std::string path = unpacked_fixture(folder, "journal-1.h5.part");
    CHECK_THROWS_WITH_AS(open_results(path),
                         (path + ": its format is drumbeat-journal/1; this program reads drumbeat-journal/6").c_str(),
                         FileProblem);
}

TEST_CASE("a journal of a later program is told in one line") {
    const TemporaryFolder folder;
    const auto s = synthetic_study();
    const std::string path = growing_journal(folder, s, 1) + ".part";
    std::string bytes = bytes_of(path);
    const std::string format(journal_format);
    const auto place = bytes.find(format);
    REQUIRE(place != std::string::npos);
    const std::size_t head = 16;
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), sizeof length);
    bytes[place + format.size() - 1] = '9';
    const std::uint64_t hash = hash_of(std::string_view(bytes).substr(head, length));
    std::memcpy(bytes.data() + 8, &hash, sizeof hash);
    write_bytes(path, bytes);
    CHECK_THROWS_WITH_AS(open_results(path),
                         (path + ": its format is drumbeat-journal/9; this program reads drumbeat-journal/6").c_str(),
                         FileProblem);
}

TEST_CASE("a results file of a later format is told in one line, and as a fault of the input") {
    const TemporaryFolder folder;
    const std::string path = folder / "a.h5";
    run_synthetic(synthetic_study(4, 0, 0), options_for(path));
    {
        const hdf5::Handle file(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT));
        const hdf5::Handle dataset(H5Dopen2(file, "drumbeat/manifest", H5P_DEFAULT));
        std::string bytes(hdf5::values_in(hdf5::extents_of(dataset)), '\0');
        hdf5::ok(H5Dread(dataset, H5T_NATIVE_UINT8, H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data()));
        bytes[sizeof(std::uint64_t) + results_format.size() - 1] = '9';
        hdf5::ok(H5Dwrite(dataset, H5T_NATIVE_UINT8, H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data()));
    }
    try {
        open_results(path);
        FAIL("it was opened");
    } catch (const FileProblem& problem) {
        CHECK(problem.input);
        CHECK(std::string(problem.what()) ==
              path + ": its format is drumbeat-results/9; this program reads drumbeat-results/1");
    }
}

namespace {

// Results without a file, larger than what is remembered: a value tells where it belongs.
class Large : public StoredResults {
  public:
    Large(std::size_t cases, int replications) {
        about_.cases = std::vector<CaseName>(cases);
        about_.shape.segments = {"sensors", "space", "quantum"};
        for (int year = 2026; year < 2041; ++year) about_.shape.years.push_back(year);
        about_.replications = about_.yearly_replications = replications_ = replications;
        note_what_is_there([](Dataset::Group, std::string_view) { return true; });
    }
    bool complete() const override { return true; }
    bool is_right(Yearly quantity, std::size_t c) const {
        const std::vector<double> values = yearly(quantity, c);
        return values.size() == width() && values.front() == value(quantity, c) && values.back() == value(quantity, c);
    }
    mutable int reads = 0;

  private:
    std::size_t width() const { return static_cast<std::size_t>(replications_) * 15 * 3; }
    static double value(Yearly quantity, std::size_t c) {
        return static_cast<double>(c) + 1000 * static_cast<double>(quantity);
    }
    std::vector<double> read_outcome(Outcome) const override { return {}; }
    std::vector<double> read_yearly_mean(Yearly) const override { return {}; }
    std::vector<double> read_block(Dataset::Group, std::string_view quantity, std::size_t first_case,
                                   std::size_t cases) const override {
        ++reads;
        std::size_t which = 0;
        while (yearly_quantities[which].name != quantity) ++which;
        std::vector<double> block;
        block.reserve(cases * width());
        for (std::size_t c = first_case; c < first_case + cases; ++c)
            block.insert(block.end(), width(), value(static_cast<Yearly>(which), c));
        return block;
    }
};

} // namespace

TEST_CASE("more than is remembered at once is read again, and stands in its place") {
    const Large results(70, 200); // a quantity is 5 MB, all of them 131
    int wrong = 0;
    for (std::size_t q = 0; q < yearly_count; ++q)
        for (std::size_t c = 0; c < 70; ++c) wrong += !results.is_right(static_cast<Yearly>(q), c);
    CHECK(wrong == 0);
    CHECK(results.reads == static_cast<int>(yearly_count)); // once each
    for (std::size_t c = 0; c < 70; c += 9)
        for (std::size_t q = 0; q < yearly_count; ++q) wrong += !results.is_right(static_cast<Yearly>(q), c);
    CHECK(wrong == 0);
    CHECK(results.reads < static_cast<int>(yearly_count) * 6); // fewer than once for each of eight cases
}

TEST_CASE("a quantity too large to be remembered whole is read in blocks of cases") {
    const Large results(900, 200); // 65 MB
    int wrong = 0;
    for (std::size_t c = 0; c < 900; ++c) wrong += !results.is_right(Yearly::orders_meur, c);
    CHECK(wrong == 0);
    CHECK(results.reads == 2);
    CHECK(results.is_right(Yearly::orders_meur, 3));
}
