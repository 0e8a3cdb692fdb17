// SPDX-License-Identifier: Apache-2.0
#include "config/designs/sampled.hpp"

#include <fmt/core.h>

namespace drumbeat {
namespace {

constexpr std::string_view before_worlds = R"(
# Replications of each point, arm and behaviour; all see the same luck.
replications: 10
seed: 1

# The first arm is what the others are compared with, {}.
arms:
  base:
    label: as it is
  stable:
    label: less volatile orders
    segments.*.orders.cv: 0.1

# How firms expect and decide.
behaviours:
  - {{name: rational_real_option, expectation: rational, investment: real_option}}

)";

constexpr std::string_view after_worlds = R"(
record: {{yearly: none, firms: none}}

# ---- Uncertainties that {}, with the codebook's defaults ----
)";

} // namespace

std::string starter_in_worlds(std::string_view every_world, std::string_view worlds, std::string_view sampled) {
    return fmt::format(before_worlds, every_world) + std::string(worlds) + fmt::format(after_worlds, sampled);
}

} // namespace drumbeat
