// SPDX-License-Identifier: Apache-2.0
#include "sim/replay/replicate.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <string>

using namespace drumbeat;

namespace {

std::string hexadecimal(std::uint64_t number) {
    char text[20];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(number));
    return text;
}

} // namespace

// The model's behaviour in one number. If this test fails, results have changed, or what is recorded has. Was that the
// purpose? Then store the new number, here and in sim/replay/replicate.hpp, and say in the commit why it changed and
// what became different.
TEST_CASE("the model signature is the one stored here") {
    const std::string signature = hexadecimal(model_signature());
    CHECK(signature == "36de97cf48bc2bf1");
    CHECK(signature == known_model_signature);
}

// Likewise for each firm's years and events, which the signature does not see: a payment that is rounded otherwise
// shows here first. A commit that only moves code keeps both numbers.
TEST_CASE("the number over the firms of the signature's runs is the one stored here") {
    CHECK(hexadecimal(panel_number()) == "a3088e0f853ebe16");
}

TEST_CASE("the runs of the signature use every instrument and meet every event") {
    std::vector<RunRecord> runs = signature_runs();
    const auto somewhere = [&](Outcome outcome) {
        return std::any_of(runs.begin(), runs.end(), [&](const RunRecord& run) { return run.at(outcome) > 0; });
    };
    for (const Outcome outcome : {Outcome::scale_up_share,
                                  Outcome::own_funds_meur,
                                  Outcome::bank_meur,
                                  Outcome::private_equity_meur,
                                  Outcome::secfund_meur,
                                  Outcome::subsidy_meur,
                                  Outcome::contract_triggered_meur,
                                  Outcome::import_merit_share,
                                  Outcome::import_capacity_share,
                                  Outcome::delay_years,
                                  Outcome::entries,
                                  Outcome::exits,
                                  Outcome::obsolescence_meur,
                                  Outcome::plant_sold_meur,
                                  Outcome::participation_meur,
                                  Outcome::failed_bets,
                                  Outcome::screened_meur,
                                  Outcome::taken_over,
                                  Outcome::civil_entries,
                                  Outcome::civil_sales_meur,
                                  Outcome::parts_meur,
                                  Outcome::partner_orders_meur,
                                  Outcome::leased_capacity_meur,
                                  Outcome::public_rd_meur,
                                  Outcome::jobs_net}) {
        INFO(outcomes[static_cast<std::size_t>(outcome)].name);
        CHECK(somewhere(outcome));
    }
    for (std::size_t kind = 0; kind < std::size(event_kinds); ++kind) {
        INFO(event_kinds[kind]);
        CHECK(std::any_of(runs.begin(), runs.end(), [&](const RunRecord& run) {
            return std::any_of(run.events.begin(), run.events.end(),
                               [&](const Event& e) { return static_cast<std::size_t>(e.kind) == kind; });
        }));
    }
    for (std::size_t reason = 1; reason <= 6; ++reason) {
        double firms = 0;
        const auto quantity = static_cast<Yearly>(static_cast<std::size_t>(Yearly::binding_constraint_none) + reason);
        for (RunRecord& run : runs)
            for (int year = 0; year < run.years; ++year) firms += run.at(quantity, year, 0);
        INFO(yearly_quantities[static_cast<std::size_t>(quantity)].name);
        CHECK(firms > 0);
    }
}
