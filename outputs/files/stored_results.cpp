// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/stored_results.hpp"

#include "outputs/files/chunks.hpp"
#include "outputs/files/journal.hpp"
#include "outputs/files/results_file.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace drumbeat {
namespace {

constexpr std::size_t most_remembered = 32 * 1024 * 1024; // values of outcomes: 256 MiB

std::vector<double> row_of(const std::vector<double>& matrix, std::size_t row, std::size_t rows) {
    const std::size_t width = matrix.size() / rows;
    const auto begin = matrix.begin() + static_cast<std::ptrdiff_t>(row * width);
    return {begin, begin + static_cast<std::ptrdiff_t>(width)};
}

// A journal, as it is when it is opened.
class JournalResults : public StoredResults {
  public:
    explicit JournalResults(const std::string& path)
        : journal_(path), tiles_(complete_tiles({&journal_})), datasets_(datasets_of(journal_.manifest())) {
        path_ = path;
        format_ = journal_format;
        about_ = journal_.manifest();
        replications_ = replications_in(tiles_);
        if (replications_ == 0) throw FileProblem(path + ": no replication is complete yet", true);
    }
    bool complete() const override { return false; }

  private:
    std::vector<double> read_outcome(Outcome outcome) const override {
        std::vector<double> matrix(about_.cases.size() * static_cast<std::size_t>(replications_));
        visit(static_cast<std::size_t>(outcome),
              [&](std::size_t c, std::int64_t replication, std::span<const double> run) {
                  matrix[c * static_cast<std::size_t>(replications_) + static_cast<std::size_t>(replication)] = run[0];
              });
        return matrix;
    }
    std::vector<double> read_yearly_mean(Yearly quantity) const override {
        if (about_.yearly_replications == 0) return {};
        YearlyMean mean(about_.cases.size(), about_.shape.years.size(), about_.shape.segments.size());
        visit(outcome_count + static_cast<std::size_t>(quantity),
              [&](std::size_t c, std::int64_t, std::span<const double> run) { mean.add(c, run); });
        return mean.means();
    }

    // Calls `see(case, replication, values of the run)` for every kept run of a dataset.
    template <class See> void visit(std::size_t dataset, See see) const {
        std::size_t first_chunk = 0;
        for (std::size_t i = 0; i < dataset; ++i) first_chunk += datasets_[i].chunks;
        const Dataset& d = datasets_[dataset];
        for (const auto& tile : tiles_)
            for (std::size_t part = 0; part < d.chunks && tile.entry.tile.first_replication < d.kept; ++part)
                visit_chunk(d, tile.entry.tile, part * d.chunk_cases, journal_.chunk(tile.entry, first_chunk + part),
                            see);
    }
    template <class See>
    void visit_chunk(const Dataset& d, const Tile& tile, std::size_t first_case, const std::string& chunk,
                     See see) const {
        const std::vector<double> values = unpacked(chunk);
        if (values.size() != d.chunk_values()) throw FileProblem(path_ + " is damaged: a chunk of another size", true);
        const std::int64_t end = std::min(tile.first_replication + tile.replications, d.kept);
        for (std::size_t c = first_case; c < std::min(first_case + d.chunk_cases, about_.cases.size()); ++c)
            for (std::int64_t r = tile.first_replication; r < end; ++r) {
                const auto row = static_cast<std::size_t>(r - tile.first_replication);
                see(c, r, std::span(values).subspan(((c - first_case) * d.chunk_rows + row) * d.cells, d.cells));
            }
    }

    JournalReader journal_;
    std::vector<JournalTile> tiles_;
    std::vector<Dataset> datasets_;
};

bool begins_like_hdf5(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    char first[8] = {};
    return file.read(first, sizeof first) && std::string_view(first, sizeof first) == "\x89HDF\r\n\x1a\n";
}

} // namespace

YearlyMean::YearlyMean(std::size_t cases, std::size_t years, std::size_t segments)
    : years_(years), segments_(segments), sums_(cases * years), counts_(cases * years) {}

void YearlyMean::add(std::size_t case_index, std::span<const double> run) {
    for (std::size_t year = 0; year < years_; ++year) {
        double sum = 0;
        for (const double value : run.subspan(year * segments_, segments_)) sum += value;
        if (sum != sum) continue;
        sums_[case_index * years_ + year] += sum;
        counts_[case_index * years_ + year] += 1;
    }
}

std::vector<double> YearlyMean::means() const {
    std::vector<double> means(sums_.size(), missing);
    for (std::size_t i = 0; i < means.size(); ++i)
        if (counts_[i] > 0) means[i] = sums_[i] / counts_[i];
    return means;
}

std::vector<double> StoredResults::outcome(Outcome o, std::size_t case_index) const {
    auto& matrix = outcomes_[static_cast<std::size_t>(o)];
    if (matrix.empty()) {
        if (remembered_ > most_remembered) {
            for (auto& other : outcomes_) other = {};
            remembered_ = 0;
        }
        matrix = read_outcome(o);
        remembered_ += matrix.size();
    }
    return row_of(matrix, case_index, about_.cases.size());
}

std::vector<double> StoredResults::yearly_mean(Yearly quantity, std::size_t case_index) const {
    auto& matrix = yearly_[static_cast<std::size_t>(quantity)];
    if (matrix.empty()) matrix = read_yearly_mean(quantity);
    return matrix.empty() ? matrix : row_of(matrix, case_index, about_.cases.size());
}

std::unique_ptr<Results> open_results(const std::string& path) {
    namespace fs = std::filesystem;
    std::error_code error;
    std::string found = path;
    if (!fs::exists(found, error) && fs::exists(path + ".part", error)) found += ".part"; // a run that was killed
    if (!fs::exists(found, error)) throw FileProblem(path + " does not exist", true);
    if (!fs::is_regular_file(found, error)) throw FileProblem(path + " is no file", true);
    try {
        if (begins_like_hdf5(found)) return open_results_file(found);
        return std::make_unique<JournalResults>(found);
    } catch (const std::logic_error&) { // bytes that contradict themselves behind a right checksum
        throw FileProblem(found + " is damaged", true);
    }
}

} // namespace drumbeat
