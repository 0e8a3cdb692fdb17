// SPDX-License-Identifier: Apache-2.0
// Reads a sealed results file.
#include "outputs/files/datasets.hpp"
#include "outputs/files/hdf5/sealed_file.hpp"
#include "outputs/files/hdf5/stored_list.hpp"
#include "outputs/files/results_file.hpp"
#include "outputs/files/stored_results.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace drumbeat {

namespace {

using hdf5::Handle;

class FileResults : public StoredResults {
    SealedFile file_;

    template <class Read> auto explained(Read&& reading) const {
        const hdf5::Quiet quiet;
        try {
            return reading();
        } catch (const hdf5::Error& problem) {
            throw FileProblem(fmt::format("{}: cannot be read: {}", path_, problem.what()), true);
        }
    }

  public:
    explicit FileResults(const std::string& path) : file_(path) {
        const hdf5::Quiet quiet;
        path_ = path;
        format_ = results_format;
        about_ = file_.manifest;
        replications_ = file_.replications;
        missing_runs_ = file_.missing_runs;
        content_hash_ = file_.content_hash;
        note_what_is_there([this](Dataset::Group group, std::string_view name) {
            return about_.recorded ? names(group, name) : file_.has(group, name);
        });
    }
    bool complete() const override { return missing_runs_ <= 0; }
    std::vector<double> firms(FirmColumn column, std::size_t case_index, std::int64_t replication) const override {
        return panel(Dataset::Group::firms, firm_quantities[static_cast<std::size_t>(column)].name, case_index,
                     replication);
    }
    std::vector<double> investors(InvestorColumn column, std::size_t case_index,
                                  std::int64_t replication) const override {
        return panel(Dataset::Group::investors, investor_quantities[static_cast<std::size_t>(column)].name, case_index,
                     replication);
    }
    std::vector<DealOfRun> deals() const override {
        return explained([&] {
            std::vector<DealOfRun> all;
            if (about_.investor_replications == 0) return all;
            for (const ListRow& row : StoredList(file_, deal_list).all()) all.push_back(deal_of_run(row));
            return all;
        });
    }

  private:
    std::vector<double> panel(Dataset::Group group, std::string_view name, std::size_t case_index,
                              std::int64_t replication) const {
        return explained([&]() -> std::vector<double> {
            if (!file_.has(group, name)) return {};
            hdf5::Extents extents; // case, replication, year, row
            const Handle dataset = file_.dataset(SealedFile::path_of(group, name), 4, extents);
            if (extents[2] != about_.shape.years.size())
                throw hdf5::Error(fmt::format("its {} have an unknown shape", name_of(group)));
            if (static_cast<hsize_t>(replication) >= extents[1]) return {};
            std::vector<double> values;
            SealedFile::read(dataset, {case_index, static_cast<hsize_t>(replication), 0, 0},
                             {1, 1, extents[2], extents[3]}, values);
            return values;
        });
    }
    std::vector<double> read_outcome(Outcome which) const override {
        return explained([&] {
            hdf5::Extents extents;
            std::vector<double> values;
            const Handle dataset =
                file_.dataset(std::string(outcomes[static_cast<std::size_t>(which)].name), 2, extents);
            if (extents[1] != static_cast<hsize_t>(replications_))
                throw hdf5::Error("its outcomes are of different lengths");
            SealedFile::read(dataset, {0, 0}, extents, values);
            return values;
        });
    }
    std::vector<double> read_yearly_mean(Yearly which) const override {
        return explained([&]() -> std::vector<double> {
            if (about_.yearly_replications == 0) return {};
            const std::string_view name = yearly_quantities[static_cast<std::size_t>(which)].name;
            hdf5::Extents extents; // case, replication, year, segment
            const Handle dataset = file_.dataset(SealedFile::path_of(Dataset::Group::yearly, name), 4, extents);
            if (extents[2] != about_.shape.years.size() || extents[3] != about_.shape.segments.size())
                throw hdf5::Error("its years have an unknown shape");
            return mean_over_replications(dataset, extents);
        });
    }
    // Some replications at a time: the whole may be larger than memory.
    static std::vector<double> mean_over_replications(hid_t dataset, const hdf5::Extents& extents) {
        const hsize_t cases = extents[0];
        const hsize_t run = extents[2] * extents[3];
        const hsize_t block = std::max<hsize_t>(1, values_at_once / (run * cases));
        YearlyMean mean(cases, extents[2], extents[3]);
        std::vector<double> values;
        for (hsize_t begin = 0; begin < extents[1]; begin += block) {
            const hsize_t rows = std::min(block, extents[1] - begin);
            SealedFile::read(dataset, {0, begin, 0, 0}, {cases, rows, extents[2], extents[3]}, values);
            for (std::size_t i = 0; i * run < values.size(); ++i)
                mean.add(i / rows, std::span(values).subspan(i * run, run));
        }
        return mean.means();
    }

    std::vector<double> read_block(Dataset::Group group, std::string_view quantity, std::size_t first_case,
                                   std::size_t cases) const override {
        return explained([&] {
            const std::vector<Dimension> inner = inner_of(group);
            const bool of_years = inner.front() == Dimension::year;
            hdf5::Extents extents;
            std::vector<double> values;
            const Handle dataset = file_.dataset(SealedFile::path_of(group, quantity), 2 + inner.size(), extents);
            hdf5::Extents expected{about_.cases.size(),
                                   static_cast<hsize_t>(of_years ? yearly_replications() : replications_)};
            for (const Dimension dimension : inner) expected.push_back(extent(dimension, about_));
            if (extents != expected) throw hdf5::Error(SealedFile::path_of(group, quantity) + " has an unknown shape");
            hdf5::Extents begin(extents.size(), 0);
            begin[0] = first_case;
            extents[0] = cases;
            SealedFile::read(dataset, begin, extents, values);
            return values;
        });
    }

    static constexpr hsize_t values_at_once = 1 << 20;
};

} // namespace

std::unique_ptr<Results> open_results_file(const std::string& path) {
    try {
        return std::make_unique<FileResults>(path);
    } catch (const hdf5::Error& problem) {
        throw FileProblem(fmt::format("{}: cannot be read: {}", path, problem.what()), true);
    }
}

} // namespace drumbeat
