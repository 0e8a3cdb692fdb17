// SPDX-License-Identifier: Apache-2.0
// What one run records, declared once: the writer, the format page and the report follow from it.
#pragma once

#include "sim/record/payments.hpp"

#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace drumbeat {

inline constexpr double missing = std::numeric_limits<double>::quiet_NaN();

struct Quantity {
    std::string_view name, unit, meaning;
};

// Outcomes of a run, over the reported years. Euros are constant 2025 euros; firms are counted by weight.
enum class Outcome : std::uint8_t {
#define DRUMBEAT_OUTCOME(name, unit, meaning) name,
#include "sim/record/outcomes.def"
#undef DRUMBEAT_OUTCOME
    count_
};
inline constexpr Quantity outcomes[] = {
#define DRUMBEAT_OUTCOME(name, unit, meaning) {#name, unit, meaning},
#include "sim/record/outcomes.def"
#undef DRUMBEAT_OUTCOME
};
// What sums fail to close by in their last bits. It is recorded, and is no part of the model's signature or of a file's
// content hash: payments in another order are the same payments.
constexpr bool is_rounding(Outcome outcome) { return outcome == Outcome::ledger_residual; }

// Outcomes of a run for a technology area, and for a size class of firms: sums over the firms of the group.
enum class GroupOutcome : std::uint8_t {
#define DRUMBEAT_GROUP(name, unit, meaning) name,
#include "sim/record/group_outcomes.def"
#undef DRUMBEAT_GROUP
    count_
};
inline constexpr Quantity group_quantities[] = {
#define DRUMBEAT_GROUP(name, unit, meaning) {#name, unit, meaning},
#include "sim/record/group_outcomes.def"
#undef DRUMBEAT_GROUP
};

// Per year and segment.
enum class Yearly : std::uint8_t {
#define DRUMBEAT_YEARLY(name, unit, meaning) name,
#include "sim/record/yearly.def"
#undef DRUMBEAT_YEARLY
    count_
};
inline constexpr Quantity yearly_quantities[] = {
#define DRUMBEAT_YEARLY(name, unit, meaning) {#name, unit, meaning},
#include "sim/record/yearly.def"
#undef DRUMBEAT_YEARLY
};

// Per year and firm, for kept replications. Values are per firm: multiply by weight for national totals.
enum class FirmColumn : std::uint8_t {
#define DRUMBEAT_FIRM(name, unit, meaning) name,
#include "sim/record/firm_columns.def"
#undef DRUMBEAT_FIRM
    count_
};
inline constexpr Quantity firm_quantities[] = {
#define DRUMBEAT_FIRM(name, unit, meaning) {#name, unit, meaning},
#include "sim/record/firm_columns.def"
#undef DRUMBEAT_FIRM
};

// Per year: what institutions hold and do.
enum class Institution : std::uint8_t {
#define DRUMBEAT_INSTITUTION(name, unit, meaning) name,
#include "sim/record/institutions.def"
#undef DRUMBEAT_INSTITUTION
    count_
};
inline constexpr Quantity institution_quantities[] = {
#define DRUMBEAT_INSTITUTION(name, unit, meaning) {#name, unit, meaning},
#include "sim/record/institutions.def"
#undef DRUMBEAT_INSTITUTION
};

// Per year, sector and purpose.
inline constexpr Quantity account_quantities[] = {
    {"paid_meur", "meur", "paid less received by the sector for the purpose; over all sectors a purpose sums to 0"}};

inline constexpr std::size_t outcome_count = static_cast<std::size_t>(Outcome::count_);
inline constexpr std::size_t group_outcome_count = static_cast<std::size_t>(GroupOutcome::count_);
inline constexpr std::size_t size_class_count = 3; // SizeClass: small and medium, midcap, prime
inline constexpr std::size_t yearly_count = static_cast<std::size_t>(Yearly::count_);
inline constexpr std::size_t institution_count = static_cast<std::size_t>(Institution::count_);
inline constexpr std::size_t account_cells = sector_count * purpose_count; // of a year
inline constexpr std::size_t firm_column_count = static_cast<std::size_t>(FirmColumn::count_);

enum class EventKind : std::uint8_t { award, investment, refusal, entry, exit, termination, bid };
inline constexpr std::string_view event_kinds[] = {"award", "investment",  "refusal", "entry",
                                                   "exit",  "termination", "bid"};

// Something that happened to a firm. `reason` is a binding constraint for refusals, else 0.
struct Event {
    std::int32_t year = 0;
    std::int32_t segment = 0;
    std::int32_t firm = 0; // row of the firm panel
    EventKind kind = EventKind::award;
    std::int32_t reason = 0;
    double amount_meur = 0;
};

// The record of one run. Sizes are set by `shape`; a run overwrites every value and allocates nothing once warm.
struct RunRecord {
    double outcome[outcome_count] = {};
    int years = 0, segments = 0, firm_rows = 0;
    std::vector<double> areas;                                 // [group outcome][segment]
    double sizes[group_outcome_count * size_class_count] = {}; // [group outcome][size class]
    std::vector<double> yearly;                                // [quantity][year][segment]
    std::vector<double> ledger_residual;                       // [year], meur
    std::vector<double> institutions;                          // [quantity][year]; missing where it is not put
    std::vector<double> accounts;                              // [year][sector][purpose], meur paid less received
    bool keep_firms = false;
    bool keep_relaxations = true; // where firms are kept; they take as long as all the rest
    std::vector<double> firms;    // [column][year][firm row]; missing where the firm does not exist
    std::vector<Event> events;

    void shape(int years_, int segments_, int firm_rows_) {
        years = years_;
        segments = segments_;
        firm_rows = firm_rows_;
        const auto cells = static_cast<std::size_t>(years) * static_cast<std::size_t>(segments);
        areas.assign(group_outcome_count * static_cast<std::size_t>(segments), missing);
        yearly.assign(yearly_count * cells, 0.0);
        ledger_residual.assign(static_cast<std::size_t>(years), 0.0);
        institutions.assign(institution_count * static_cast<std::size_t>(years), missing);
        accounts.assign(account_cells * static_cast<std::size_t>(years), 0.0);
        firms.assign(
            keep_firms ? firm_column_count * static_cast<std::size_t>(years) * static_cast<std::size_t>(firm_rows) : 0,
            missing);
        events.clear();
    }
    double& at(Outcome o) { return outcome[static_cast<std::size_t>(o)]; }
    double at(Outcome o) const { return outcome[static_cast<std::size_t>(o)]; }
    double& area(GroupOutcome o, std::size_t segment) {
        return areas[static_cast<std::size_t>(o) * static_cast<std::size_t>(segments) + segment];
    }
    double& size(GroupOutcome o, std::size_t size_class) {
        return sizes[static_cast<std::size_t>(o) * size_class_count + size_class];
    }
    double& at(Yearly q, int year, int segment) {
        return yearly[(static_cast<std::size_t>(q) * static_cast<std::size_t>(years) + static_cast<std::size_t>(year)) *
                          static_cast<std::size_t>(segments) +
                      static_cast<std::size_t>(segment)];
    }
    double& at(Institution q, int year) {
        return institutions[static_cast<std::size_t>(q) * static_cast<std::size_t>(years) +
                            static_cast<std::size_t>(year)];
    }
    double& paid(Sector sector, Purpose purpose, int year) {
        return accounts[(static_cast<std::size_t>(year) * sector_count + static_cast<std::size_t>(sector)) *
                            purpose_count +
                        static_cast<std::size_t>(purpose)];
    }
    double& at(FirmColumn c, int year, int row) {
        return firms[(static_cast<std::size_t>(c) * static_cast<std::size_t>(years) + static_cast<std::size_t>(year)) *
                         static_cast<std::size_t>(firm_rows) +
                     static_cast<std::size_t>(row)];
    }
};

// Hears of a run of several that failed: its place among them, and why.
using RunFailed = std::function<void(std::size_t place, const std::string& what)>;

} // namespace drumbeat
