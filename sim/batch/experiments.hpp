// SPDX-License-Identifier: Apache-2.0
// Experiments on a country, all from one past and with the same luck: what the facts that need one are measured on.
#pragma once

#include "sim/batch/rounds.hpp"
#include "sim/year/simulate.hpp"

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace drumbeat {

// What an experiment does from the first year of the policy on; all but `growing` at a flat budget and without fund,
// investors or subsidy.
enum class Experiment : std::uint8_t {
    rest,         // nothing
    growing,      // the base's own budget and instruments
    shock,        // in its third year the order volatility seems twice as large for that year; what is ordered stays
    orders,       // a tenth more orders
    loose,        // nothing, in a country in which finance never binds
    loose_orders, // a tenth more orders there
    cut,          // 30 % fewer orders
    doubled,      // each firm's plant and staff double overnight
    surge,        // twice the orders
    one_year,     // contracts of one year
    five_years,   // contracts of five years
    framework,    // twice the orders in frameworks of seven years with .8 guaranteed, all lots open to build-to-order
    count_
};
inline constexpr std::size_t experiment_count = static_cast<std::size_t>(Experiment::count_);
inline constexpr int shock_delay_years = 2;

// One replication of the experiments that were asked for; the records of the others are empty.
struct Observed {
    std::shared_ptr<const Scenario> base;
    int policy_year = 0; // index among the reported years of the first of the policy
    std::array<RunRecord, experiment_count> records;
    const RunRecord& of(Experiment e) const { return records[static_cast<std::size_t>(e)]; }
    bool has(Experiment e) const { return of(e).years > 0; }
};

// What a worker keeps between replications.
struct Bench {
    World snapshot, world;
    Desk desk;
    RunRecord prelude;
    Observed observed;
    std::stop_token stop{}; // looked at before each experiment
};

// A country and the experiments on it, made ready.
class Laboratory {
  public:
    Laboratory(const Scenario& base, std::span<const Experiment>);
    // Carries out the experiments of a replication; the answer stands in the bench until the next call. Throws Stopped.
    const Observed& observe(Luck, Bench&) const;

  private:
    struct Arm {
        Experiment experiment;
        std::shared_ptr<const Prepared> prepared;
        bool loose;
    };
    void observe_world(const Prepared& world, bool loose, Luck, Bench&) const;

    std::shared_ptr<const Scenario> base_;
    std::shared_ptr<const Prepared> rest_, loose_, shocked_;
    std::vector<Arm> arms_;
};

// What is looked at in each replication: always as many numbers.
struct Measuring {
    std::size_t width = 0;
    std::function<std::vector<double>(const Observed&)> measure;
};

// A country's laboratory; none where the country cannot be: then nothing is found there. Called from several threads.
using MakeLaboratory = std::function<std::optional<Laboratory>(std::int64_t country)>;

// What is measured in each replication of each country, [country][replication], in one round; empty for a country that
// cannot be. Every country has the same luck.
std::vector<std::vector<std::vector<double>>> observe_countries(std::int64_t countries, const MakeLaboratory&,
                                                                std::int64_t replications, std::uint64_t seed, Rounds&,
                                                                const Measuring&);

} // namespace drumbeat
