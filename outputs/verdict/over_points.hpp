// SPDX-License-Identifier: Apache-2.0
// The results of a sampled study as those of a plain comparison: every outcome is averaged over the sampled points,
// replication by replication. A point counts in a replication where all its cases have a run, so that arms stay paired
// and no case is averaged over other points than its neighbours.
#pragma once

#include "outputs/verdict/verdict.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace drumbeat {

class OverPoints : public Results {
  public:
    // `results` stays and is read again; `study` is its sampled study.
    OverPoints(const Results& results, const Study& study);

    const Study& comparison() const { return comparison_; } // the study without its points
    const Points& points() const { return points_; }
    std::size_t cases_of_a_point() const { return names_.size(); }

    // One point's runs of a case, missing where the point does not count.
    std::vector<double> outcome_at(std::size_t point, Outcome, std::size_t case_index) const;
    bool counts(std::size_t point, std::int64_t replication) const {
        return counted_[point * static_cast<std::size_t>(replications()) + static_cast<std::size_t>(replication)];
    }

    const std::string& study_text() const override { return results_.study_text(); }
    const CaseNames& cases() const override { return names_; }
    const std::vector<std::string>& factors() const override { return factors_; }
    std::int64_t replications() const override { return results_.replications(); }
    std::int64_t planned_replications() const override { return results_.planned_replications(); }
    std::vector<double> outcome(Outcome, std::size_t case_index) const override;
    std::vector<double> yearly_mean(Yearly, std::size_t case_index) const override;
    const std::vector<Bilingual>& warnings() const override { return results_.warnings(); }
    std::vector<std::string> segments() const override { return results_.segments(); }
    std::vector<int> years() const override { return results_.years(); }
    bool holds(Outcome o) const override { return results_.holds(o); }
    bool holds_groups() const override { return results_.holds_groups(); }
    std::vector<double> area(GroupOutcome, std::size_t case_index) const override;
    std::vector<double> size(GroupOutcome, std::size_t case_index) const override;
    std::int64_t yearly_replications() const override { return results_.yearly_replications(); }
    std::vector<double> yearly(Yearly, std::size_t case_index) const override;
    std::vector<double> institution(Institution, std::size_t case_index) const override;
    std::vector<std::string> sectors() const override { return results_.sectors(); }
    std::vector<std::string> purposes() const override { return results_.purposes(); }
    std::vector<double> accounts(std::size_t case_index) const override;
    Origin origin() const override { return results_.origin(); }
    bool complete() const override { return results_.complete(); }

  private:
    template <class Read> std::vector<double> average(const Read&, std::int64_t replications) const;
    std::size_t at(std::size_t point, std::size_t case_index) const { return point * names_.size() + case_index; }

    const Results& results_;
    Study comparison_;
    Points points_;
    CaseNames names_; // of a point
    std::vector<std::string> factors_;
    std::vector<bool> counted_; // [point][replication]
};

} // namespace drumbeat
