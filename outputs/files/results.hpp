// SPDX-License-Identifier: Apache-2.0
// What a report reads: the outcomes of a study, from a sealed results file or from a journal that still grows.
#pragma once

#include "config/bilingual.hpp"
#include "config/case_names.hpp"
#include "config/study.hpp"
#include "sim/record/record.hpp"

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace drumbeat {

// A file that cannot be opened, written or understood: one clear line for the user. `input` is true when the
// fault lies in what the user gave (exit code 2), false for the environment (exit code 1).
struct FileProblem : std::runtime_error {
    FileProblem(const std::string& what, bool input_) : std::runtime_error(what), input(input_) {}
    bool input;
};

// A deal, and the run that it was in.
struct DealOfRun {
    std::size_t run_case = 0;
    std::int64_t replication = 0;
    Deal deal;
};

// What tells results apart from others of the same study; empty where it is not known. Results of another model
// signature than `known_model_signature` (sim/replay/replicate.hpp) are read all the same: whoever shows them says so.
struct Origin {
    std::string format, model_signature, content_hash;
};

class Results {
  public:
    virtual ~Results() = default;
    virtual const std::string& study_text() const = 0; // the resolved study, YAML
    virtual const CaseNames& cases() const = 0;
    virtual const std::vector<std::string>& factors() const = 0;
    virtual std::int64_t replications() const = 0; // up to the last with a run; what a run lacks reads as missing
    virtual std::int64_t planned_replications() const { return replications(); }
    virtual std::int64_t missing_runs() const { return 0; } // that the study asks for and that are not there
    virtual std::vector<double> outcome(Outcome, std::size_t case_index) const = 0; // one value per replication
    virtual std::vector<double>
    yearly_mean(Yearly, std::size_t case_index) const = 0; // [year], summed over segments, mean over kept replications
    virtual const std::vector<Bilingual>& warnings() const = 0; // stored with the run, each "code: where: text"; by
                                                                // older programs in English alone

    // The technology areas and the reported calendar years, in the order of the values below.
    virtual std::vector<std::string> segments() const { return {}; }
    virtual std::vector<int> years() const { return {}; }

    // An older file lacks what was not recorded when it was written. What it lacks reads as missing values.
    virtual bool holds(Outcome) const { return true; }
    virtual bool holds_groups() const { return false; } // outcomes by technology area and by size class

    // One case at a time: [replication][segment], and [replication][size class], small and medium firms first. One read
    // of a quantity remembers it for the other cases.
    virtual std::vector<double> area(GroupOutcome, std::size_t /*case_index*/) const { return {}; }
    virtual std::vector<double> size(GroupOutcome, std::size_t /*case_index*/) const { return {}; }

    // Single runs' years, for the first replications alone: [kept replication][year][segment]. Empty where none were
    // kept. Ask case by case for one quantity before the next: memory is that of few quantities.
    virtual std::int64_t yearly_replications() const { return 0; }
    virtual std::vector<double> yearly(Yearly, std::size_t /*case_index*/) const { return {}; }

    // Of the same runs: what an institution held or did, [kept replication][year]; and what each sector paid less what
    // it received, [kept replication][year][sector][purpose], of the sectors and purposes that the file has.
    virtual std::vector<double> institution(Institution, std::size_t /*case_index*/) const { return {}; }
    virtual std::vector<std::string> sectors() const { return {}; }
    virtual std::vector<std::string> purposes() const { return {}; }
    virtual std::vector<double> accounts(std::size_t /*case_index*/) const { return {}; }

    // One run's firms: [year][row of the panel], missing where no firm lives. Empty where they were not kept.
    virtual std::vector<double> firms(FirmColumn, std::size_t /*case_index*/, std::int64_t /*replication*/) const {
        return {};
    }

    // One run's investors, of the first replications alone: [year][row of the investors], missing where there is none.
    // Empty where they were not kept. And the deals of all such runs.
    virtual std::int64_t investor_replications() const { return 0; }
    virtual std::vector<double> investors(InvestorColumn, std::size_t /*case_index*/,
                                          std::int64_t /*replication*/) const {
        return {};
    }
    virtual std::vector<DealOfRun> deals() const { return {}; }
    virtual Origin origin() const { return {}; }
    virtual bool complete() const = 0; // false: a journal, or an interrupted run
};

// Opens FILE.h5, or FILE.h5.part while it grows. Throws FileProblem.
std::unique_ptr<Results> open_results(const std::string& path);

} // namespace drumbeat
