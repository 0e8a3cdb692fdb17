// SPDX-License-Identifier: Apache-2.0
// What results files and journals have in common when they are read: a quantity is read for all cases at once and
// remembered, because reports ask case by case. Not for use by several threads at the same time.
#pragma once

#include "outputs/files/manifest.hpp"

#include <array>
#include <memory>
#include <span>
#include <string>
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
    const std::vector<CaseName>& cases() const override { return about_.cases; }
    const std::vector<std::string>& factors() const override { return about_.factors; }
    std::int64_t replications() const override { return replications_; }
    std::vector<double> outcome(Outcome, std::size_t case_index) const override;
    std::vector<double> yearly_mean(Yearly, std::size_t case_index) const override;
    const std::vector<std::string>& warnings() const override { return about_.warnings; }
    Origin origin() const override { return {format_, about_.model_signature, content_hash_}; }

  protected:
    // Of the manifest, what is needed to read; the reader of a results file fills no more than that.
    Manifest about_;
    std::int64_t replications_ = 0; // complete ones
    std::string path_, format_, content_hash_;

  private:
    virtual std::vector<double> read_outcome(Outcome) const = 0;    // [case][replication]
    virtual std::vector<double> read_yearly_mean(Yearly) const = 0; // [case][year]; empty where no years were kept

    mutable std::array<std::vector<double>, outcome_count> outcomes_;
    mutable std::array<std::vector<double>, yearly_count> yearly_;
    mutable std::size_t remembered_ = 0; // values in outcomes_
};

} // namespace drumbeat
