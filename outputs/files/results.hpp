// SPDX-License-Identifier: Apache-2.0
// What a report reads: the outcomes of a study, from a sealed results file or from a journal that still grows.
#pragma once

#include "config/study.hpp"
#include "sim/record.hpp"

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

struct CaseName {
    std::string arm, behaviour;
    std::vector<std::string> levels; // one per factor
};

// What tells results apart from others of the same study; empty where it is not known.
struct Origin {
    std::string format, model_signature, content_hash;
};

class Results {
  public:
    virtual ~Results() = default;
    virtual const std::string& study_text() const = 0; // the resolved study, YAML
    virtual const std::vector<CaseName>& cases() const = 0;
    virtual const std::vector<std::string>& factors() const = 0;
    virtual std::int64_t replications() const = 0;                                  // complete ones
    virtual std::vector<double> outcome(Outcome, std::size_t case_index) const = 0; // one value per replication
    virtual std::vector<double>
    yearly_mean(Yearly, std::size_t case_index) const = 0; // [year], summed over segments, mean over kept replications
    virtual const std::vector<std::string>& warnings() const = 0; // stored with the run, each "code: where: text"
    virtual Origin origin() const { return {}; }
    virtual bool complete() const = 0; // false: a journal, or an interrupted run
};

// Opens FILE.h5, or FILE.h5.part while it grows. Throws FileProblem.
std::unique_ptr<Results> open_results(const std::string& path);

} // namespace drumbeat
