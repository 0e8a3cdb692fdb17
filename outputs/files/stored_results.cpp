// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/stored_results.hpp"

#include "outputs/files/datasets.hpp"
#include "outputs/files/journal.hpp"
#include "outputs/files/lists.hpp"
#include "outputs/files/results_file.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace drumbeat {
namespace {

constexpr std::size_t most_remembered = 32 * 1024 * 1024; // values of outcomes: 256 MiB
constexpr std::size_t most_in_blocks = 12 * 1024 * 1024;  // values of areas, sizes and years: 96 MiB
constexpr std::size_t block_values = most_in_blocks / 3;

std::vector<double> row_of(const std::vector<double>& matrix, std::size_t row, std::size_t rows) {
    const std::size_t width = matrix.size() / rows;
    const auto begin = matrix.begin() + static_cast<std::ptrdiff_t>(row * width);
    return {begin, begin + static_cast<std::ptrdiff_t>(width)};
}

// A journal, as it is when it is opened.
class JournalResults : public StoredResults {
  public:
    explicit JournalResults(const std::string& path)
        : journal_(path), index_({&journal_}), datasets_(datasets_of(journal_.manifest())) {
        path_ = path;
        format_ = journal_format;
        about_ = journal_.manifest();
        replications_ = index_.replications();
        missing_runs_ = planned_runs(about_) - index_.runs();
        note_what_is_there([this](Dataset::Group group, std::string_view name) { return names(group, name); });
        if (replications_ == 0) throw FileProblem(path + ": no run is complete yet", true);
        index_.check_density(1e7);
    }
    bool complete() const override { return false; }
    std::vector<double> firms(FirmColumn column, std::size_t case_index, std::int64_t replication) const override {
        if (replication >= about_.firm_replications) return {};
        return panel(Dataset::Group::firms, firm_quantities[static_cast<std::size_t>(column)].name, case_index,
                     replication);
    }
    std::vector<double> investors(InvestorColumn column, std::size_t case_index,
                                  std::int64_t replication) const override {
        if (replication >= about_.investor_replications) return {};
        return panel(Dataset::Group::investors, investor_quantities[static_cast<std::size_t>(column)].name, case_index,
                     replication);
    }
    std::vector<DealOfRun> deals() const override {
        std::vector<DealOfRun> all;
        for (const TileIndex::Place& place : index_.places()) {
            const TileRecord record = journal_.record({place.tile, place.offset});
            for (const ListRow& row : rows_in_bytes(deal_list, record.deals)) all.push_back(deal_of_run(row));
        }
        return all;
    }

  private:
    // One run's values of a quantity; none where the journal does not hold it.
    std::vector<double> panel(Dataset::Group group, std::string_view name, std::size_t case_index,
                              std::int64_t replication) const {
        std::vector<double> values;
        if (!names(group, name)) return values;
        visit(index_of(group, name), [&](std::size_t c, std::int64_t r, std::span<const double> run) {
            if (c == case_index && r == replication) values.assign(run.begin(), run.end());
        });
        return values;
    }
    std::vector<double> read_outcome(Outcome outcome) const override {
        std::vector<double> matrix(about_.cases.size() * static_cast<std::size_t>(replications_), missing);
        visit(index_of(Dataset::Group::root, outcomes[static_cast<std::size_t>(outcome)].name),
              [&](std::size_t c, std::int64_t replication, std::span<const double> run) {
                  matrix[c * static_cast<std::size_t>(replications_) + static_cast<std::size_t>(replication)] = run[0];
              });
        return matrix;
    }
    std::vector<double> read_yearly_mean(Yearly quantity) const override {
        if (about_.yearly_replications == 0) return {};
        YearlyMean mean(about_.cases.size(), about_.shape.years.size(), about_.shape.segments.size());
        visit(index_of(Dataset::Group::yearly, yearly_quantities[static_cast<std::size_t>(quantity)].name),
              [&](std::size_t c, std::int64_t, std::span<const double> run) { mean.add(c, run); });
        return mean.means();
    }
    std::vector<double> read_block(Dataset::Group group, std::string_view quantity, std::size_t first_case,
                                   std::size_t cases) const override {
        const std::size_t which = index_of(group, quantity), cells = datasets_[which].cells;
        const auto kept = static_cast<std::size_t>(std::min(datasets_[which].kept, replications_));
        std::vector<double> block(cases * kept * cells, missing);
        visit(which, [&](std::size_t c, std::int64_t replication, std::span<const double> run) {
            if (c < first_case || c >= first_case + cases) return;
            const std::size_t row = (c - first_case) * kept + static_cast<std::size_t>(replication);
            std::copy(run.begin(), run.end(), block.begin() + static_cast<std::ptrdiff_t>(row * cells));
        });
        return block;
    }
    std::size_t index_of(Dataset::Group group, std::string_view quantity) const {
        const auto found = std::find_if(datasets_.begin(), datasets_.end(), [&](const Dataset& d) {
            return d.group == group && d.quantity.name == quantity;
        });
        if (found == datasets_.end()) throw std::logic_error("a quantity that the journal does not hold");
        return static_cast<std::size_t>(found - datasets_.begin());
    }

    // Calls `see(case, replication, values of the run)` for every kept run of a dataset.
    template <class See> void visit(std::size_t dataset, See see) const {
        const Dataset& d = datasets_[dataset];
        for (const JournalEntry& entry : journal_.entries()) {
            if (!index_.is_first(entry)) continue;
            const Tile tile = journal_.tile(entry);
            std::uint64_t first = 0;
            for (std::size_t i = 0; i < dataset; ++i) first += value_count(datasets_[i], tile);
            const std::vector<double> values = journal_.values(entry, first, value_count(d, tile));
            const std::int64_t rows = rows_in(d, tile);
            for (std::int64_t c = 0; c < tile.cases; ++c)
                for (std::int64_t row = 0; row < rows; ++row)
                    see(static_cast<std::size_t>(tile.first_case + c), tile.first_replication + row,
                        std::span(values).subspan(static_cast<std::size_t>(c * rows + row) * d.cells, d.cells));
        }
    }

    JournalReader journal_;
    TileIndex index_;
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
    if (!holds(o)) return std::vector<double>(static_cast<std::size_t>(replications_), missing);
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
    if (!holds_yearly_[static_cast<std::size_t>(quantity)] && yearly_replications() > 0)
        return std::vector<double>(about_.shape.years.size(), missing);
    if (matrix.empty()) matrix = read_yearly_mean(quantity);
    return matrix.empty() ? matrix : row_of(matrix, case_index, about_.cases.size());
}

bool StoredResults::names(Dataset::Group group, std::string_view quantity) const {
    const Recorded& recorded = *about_.recorded;
    const std::vector<std::string>& all = group == Dataset::Group::root           ? recorded.outcomes
                                          : group == Dataset::Group::yearly       ? recorded.yearly
                                          : group == Dataset::Group::firms        ? recorded.firms
                                          : group == Dataset::Group::institutions ? recorded.institutions
                                          : group == Dataset::Group::accounts     ? recorded.accounts
                                          : group == Dataset::Group::investors    ? recorded.investors
                                                                                  : recorded.groups;
    return std::find(all.begin(), all.end(), quantity) != all.end();
}

bool StoredResults::holds_groups() const {
    return std::find(holds_group_.begin(), holds_group_.end(), true) != holds_group_.end();
}

std::vector<double> StoredResults::area(GroupOutcome o, std::size_t case_index) const {
    const auto i = static_cast<std::size_t>(o);
    return rows(Dataset::Group::areas, group_quantities[i], holds_group_[i], replications_,
                about_.shape.segments.size(), case_index);
}

std::vector<double> StoredResults::size(GroupOutcome o, std::size_t case_index) const {
    const auto i = static_cast<std::size_t>(o);
    return rows(Dataset::Group::sizes, group_quantities[i], holds_group_[i], replications_, size_class_count,
                case_index);
}

std::vector<double> StoredResults::yearly(Yearly q, std::size_t case_index) const {
    const auto i = static_cast<std::size_t>(q);
    return rows(Dataset::Group::yearly, yearly_quantities[i], holds_yearly_[i], yearly_replications(),
                about_.shape.years.size() * about_.shape.segments.size(), case_index);
}

std::vector<double> StoredResults::institution(Institution q, std::size_t case_index) const {
    const Quantity& quantity = institution_quantities[static_cast<std::size_t>(q)];
    if (!about_.recorded || !names(Dataset::Group::institutions, quantity.name)) return {};
    return rows(Dataset::Group::institutions, quantity, true, yearly_replications(), about_.shape.years.size(),
                case_index);
}

std::vector<double> StoredResults::accounts(std::size_t case_index) const {
    if (!about_.recorded || !names(Dataset::Group::accounts, account_quantities[0].name)) return {};
    std::size_t cells = 1;
    for (const Dimension dimension : inner_of(Dataset::Group::accounts)) cells *= extent(dimension, about_);
    return rows(Dataset::Group::accounts, account_quantities[0], true, yearly_replications(), cells, case_index);
}

std::vector<double> StoredResults::rows(Dataset::Group group, const Quantity& quantity, bool held,
                                        std::int64_t replications, std::size_t cells, std::size_t case_index) const {
    const std::size_t width = static_cast<std::size_t>(replications) * cells;
    if (!held || width == 0) return std::vector<double>(width, missing);
    auto block = std::find_if(blocks_.begin(), blocks_.end(), [&](const Block& b) {
        return b.group == group && b.quantity == quantity.name && case_index - b.first_case < b.cases;
    });
    if (block == blocks_.end()) {
        const std::size_t most = std::max<std::size_t>(1, block_values / width);
        const std::size_t first = case_index / most * most, cases = std::min(most, about_.cases.size() - first);
        // The latest goes first: who asks for one quantity after another is done with it, and who asks for all of
        // them case by case finds the earlier ones again.
        for (; !blocks_.empty() && in_blocks_ + cases * width > most_in_blocks; blocks_.pop_back())
            in_blocks_ -= blocks_.back().values.size();
        blocks_.push_back({group, quantity.name, first, cases, read_block(group, quantity.name, first, cases)});
        in_blocks_ += cases * width;
        block = blocks_.end() - 1;
    }
    return row_of(block->values, case_index - block->first_case, block->cases);
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
