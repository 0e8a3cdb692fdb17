// SPDX-License-Identifier: Apache-2.0
// What results files and journals have in common when they are read: a quantity is read for all cases at once (for as
// many as fit into a block) and remembered, because reports ask case by case. Not for use by several threads at the
// same time.
#pragma once

#include "outputs/files/datasets.hpp"
#include "outputs/files/manifest.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace drumbeat {

// Means over runs of a quantity's years, summed over segments; runs with a missing value are left out.
class YearlyMean {
  public:
    YearlyMean(std::size_t cases, std::size_t years, std::size_t segments);
    void add(std::size_t case_index, std::span<const double> run); // [year][segment]
    std::vector<double> means() const;                             // [case][year]

  private:
    std::size_t years_, segments_;
    std::vector<double> sums_;   // [case][year]
    std::vector<double> counts_; // [case][year]
};

class StoredResults : public Results {
  public:
    const std::string& study_text() const override { return about_.study_text; }
    const CaseNames& cases() const override { return about_.cases; }
    const std::vector<std::string>& factors() const override { return about_.factors; }
    std::int64_t replications() const override { return replications_; }
    std::int64_t planned_replications() const override { return about_.replications; }
    std::int64_t missing_runs() const override { return missing_runs_; }
    std::vector<double> outcome(Outcome, std::size_t case_index) const override;
    std::vector<double> yearly_mean(Yearly, std::size_t case_index) const override;
    const std::vector<Bilingual>& warnings() const override { return about_.warnings; }
    Origin origin() const override { return {format_, about_.model_signature, content_hash_}; }
    std::vector<std::string> segments() const override { return about_.shape.segments; }
    std::vector<int> years() const override { return about_.shape.years; }
    bool holds(Outcome o) const override { return holds_outcome_[static_cast<std::size_t>(o)]; }
    bool holds_groups() const override;
    std::vector<double> area(GroupOutcome, std::size_t case_index) const override;
    std::vector<double> size(GroupOutcome, std::size_t case_index) const override;
    std::int64_t yearly_replications() const override { return std::min(about_.yearly_replications, replications_); }
    std::vector<double> yearly(Yearly, std::size_t case_index) const override;
    std::vector<double> institution(Institution, std::size_t case_index) const override;
    std::vector<std::string> sectors() const override { return recorded().sectors; }
    std::vector<std::string> purposes() const override { return recorded().purposes; }
    std::vector<double> accounts(std::size_t case_index) const override;
    std::int64_t investor_replications() const override {
        return std::min(about_.investor_replications, replications_);
    }

  protected:
    // Which quantities are there: what the manifest names, or what `has` finds where it names none.
    template <class Has> void note_what_is_there(Has&& has) {
        for (std::size_t i = 0; i < outcome_count; ++i) holds_outcome_[i] = has(Dataset::Group::root, outcomes[i].name);
        for (std::size_t i = 0; i < group_outcome_count; ++i)
            holds_group_[i] = has(Dataset::Group::areas, group_quantities[i].name);
        for (std::size_t i = 0; i < yearly_count; ++i)
            holds_yearly_[i] = has(Dataset::Group::yearly, yearly_quantities[i].name);
    }
    Recorded recorded() const { return about_.recorded.value_or(Recorded{}); }
    bool names(Dataset::Group, std::string_view quantity) const; // whether the manifest, which must say so, names it

    // Of the manifest, what is needed to read; the reader of a results file fills no more than that.
    Manifest about_;
    std::int64_t replications_ = 0; // up to the last with a run
    std::int64_t missing_runs_ = 0; // that the study asks for and that are not there
    std::string path_, format_, content_hash_;

  private:
    virtual std::vector<double> read_outcome(Outcome) const = 0;    // [case][replication]
    virtual std::vector<double> read_yearly_mean(Yearly) const = 0; // [case][year]; empty where no years were kept
    // [case][replication][what else the dataset has], of some cases.
    virtual std::vector<double> read_block(Dataset::Group, std::string_view quantity, std::size_t first_case,
                                           std::size_t cases) const = 0;
    std::vector<double> rows(Dataset::Group, const Quantity&, bool held, std::int64_t replications, std::size_t cells,
                             std::size_t case_index) const;

    // What was read of /areas, /sizes and /yearly.
    struct Block {
        Dataset::Group group;
        std::string_view quantity;
        std::size_t first_case = 0, cases = 0;
        std::vector<double> values;
    };
    mutable std::vector<Block> blocks_;
    mutable std::size_t in_blocks_ = 0; // values

    mutable std::array<std::vector<double>, outcome_count> outcomes_;
    mutable std::array<std::vector<double>, yearly_count> yearly_;
    mutable std::size_t remembered_ = 0; // values in outcomes_
    std::array<bool, outcome_count> holds_outcome_{};
    std::array<bool, group_outcome_count> holds_group_{};
    std::array<bool, yearly_count> holds_yearly_{};
};

} // namespace drumbeat
