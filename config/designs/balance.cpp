// SPDX-License-Identifier: Apache-2.0
#include "config/designs/balance.hpp"

namespace drumbeat {
namespace {

constexpr std::string_view starter_body = R"(
# Each step of the search runs the base this often; more replications, smaller errors of the prices.
replications: 64
seed: 1

# Changes to the base before the search; `drumbeat run --set` does the same.
# set:
#   budget.defence_meur: 25800
#   segments.*.domestic_meur: 500

# `drumbeat run THIS.yaml -o prices.yaml` writes a scenario on the same base, with the prices found: a study names it as
# its base.

# ---- Uncertainties that `set:` may state, with the codebook's defaults ----
)";

} // namespace

void read(Balance&, StudyReading&) {}

std::string echo(const Balance&) { return {}; }

Starter starter(const Balance&) {
    return {
        "# A study of balance: finds the price of foreign supply in each technology area at which domestic firms win,\n"
        "# at a flat budget and without policy, the orders that they had at the start (domestic_meur).\n",
        "At which foreign prices is this country in balance?", std::string(starter_body), Kind::uncertainty};
}

} // namespace drumbeat
