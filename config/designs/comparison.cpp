// SPDX-License-Identifier: Apache-2.0
#include "config/designs/comparison.hpp"

#include "config/designs/reading.hpp"

namespace drumbeat {
namespace {

constexpr std::string_view starter_body = R"(
replications: 200
seed: 1

# What is kept equal between arms: public_money, orders or volume; on average (mean), or in every replication (exact).
neutral: {of: public_money, by: mean}

# The first year in which an arm may differ from the base.
# policy_from: 2027

# The first arm is what the others are compared with. An arm states what differs from the base scenario; `like` starts
# from an arm above it.
arms:
  base:
    label: as it is
  stable:
    label: less volatile orders
    segments.*.orders.cv: 0.1
  stable_long:
    label: less volatile, announced early, long contracts
    like: stable
    segments.*.orders.notice_years: 4
    segments.*.orders.framework_years: 5

# How firms expect and decide: `panel` is the packaged six, a list names your own, no key leaves the base's.
behaviours: panel
# behaviours:
#   - {name: rational_npv, expectation: rational, investment: npv}
#   - name: mixed
#     mixture:
#       - {share: 0.5, expectation: rational, investment: real_option}
#       - {share: 0.5, expectation: naive, investment: real_option}

# Each level of a factor is combined with each arm and behaviour.
# factors:
#   fund:
#     without: {label: no fund}
#     with:
#       label: SecFund and private capital
#       secfund.enabled: true
#       private_investors.enabled: true

# The first contrast is the main one.
contrasts:
  - {name: stability, treatment: stable, control: base}
  - {name: stability_and_length, treatment: stable_long, control: base}

# An effect within this many percentage points counts as none.
equivalence_points: 2

# Replications whose years and firms are kept: all, none or a number.
record: {yearly: all, firms: none}

# ---- Levers that an arm, a level or `set:` may state, with the codebook's defaults ----
)";

} // namespace

void read(Comparison& comparison, StudyReading& study) {
    study.reader.number(study.root(), "equivalence_points", allowed{0, 100}, comparison.equivalence_points);
    read_arms(comparison.arms, study);
    read_behaviours(comparison.behaviours, study);
    read_factors(comparison.factors, study);
    read_over(comparison, study);
    read_contrasts(comparison, study);
    read_outcomes(comparison.outcomes, study);
    read_recording(comparison.record, study);
    check_cases(study);
    look_for_same_arms(comparison, study);
}

std::string echo(const Comparison& comparison) {
    return arms_text(comparison.arms) + behaviours_text(comparison.behaviours) + factors_text(comparison) +
           over_text(comparison) + contrasts_text(comparison) + recording_text(comparison);
}

Starter starter(const Comparison&) {
    return {"# A study of Drumbeat: a base scenario, and arms that differ from it.\n",
            "Does a stable stream of orders trigger scale-up investment?", std::string(starter_body)};
}

} // namespace drumbeat
