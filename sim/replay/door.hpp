// SPDX-License-Identifier: Apache-2.0
// The door of the core: settings in, problems or numbers out. A page or another language holds one of these and needs
// nothing else of the model: values and spans, no files, no threads, and nothing is thrown.
#pragma once

#include "config/setting.hpp"
#include "sim/record/record.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace drumbeat {

// A country, and what a policy does in it. The years before the policy are simulated once for each replication that is
// run in turn: a policy that changes alone costs only its own years. Spans hold until the next run or change.
class Door {
  public:
    // A country out of the codebook's defaults; its technology areas enter by settings of `new_segments`. Problems of
    // its settings stand in `problems`.
    explicit Door(std::span<const Setting> country);
    ~Door();
    Door(Door&&) noexcept;
    Door& operator=(Door&&) noexcept;

    // Levers as they are from the first year of the policy on; anything else counts from the beginning, as in a study.
    // Without a policy the country goes on as it is. Answers whether it has no errors; those are added to `problems`.
    bool set_policy(std::span<const Setting>);
    const std::vector<Problem>& problems() const; // of the country, then of the policy

    // One run, with the luck of a seed and a replication. False where there are errors or the run cannot be carried
    // out: then `failure` says why, and the numbers of the run before are gone.
    bool run(std::uint64_t seed, std::uint32_t replication);
    const std::string& failure() const;

    // What there is to ask for. Quantities are declared in `sim/record/record.hpp`.
    int start_year() const;
    int years() const; // reported; 0 before the first run
    std::vector<std::string> areas() const;

    // Of the last run. Names that are not known give a missing value, or an empty span.
    double outcome(std::string_view name) const;
    double outcome(std::string_view name, std::string_view area) const;
    std::vector<double> series(std::string_view name, std::string_view area) const; // [reported year]
    int firm_rows() const;
    std::span<const double> firms(std::string_view column, int year) const; // [row]; year counts from `start_year`
    std::span<const Event> events() const;

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

} // namespace drumbeat
