// SPDX-License-Identifier: Apache-2.0
// What one run records, declared once: the writer, the format page and the report follow from it.
#pragma once

#include "sim/record/payments.hpp"

#include <algorithm>
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

// Per year and investor, for kept replications: row 0 is SecFund, the others are private funds in the order in which
// they were there, those of one year by number. Money of all the firms that a row of the panel stands for.
enum class InvestorColumn : std::uint8_t {
#define DRUMBEAT_INVESTOR(name, unit, meaning) name,
#include "sim/record/investors.def"
#undef DRUMBEAT_INVESTOR
    count_
};
inline constexpr Quantity investor_quantities[] = {
#define DRUMBEAT_INVESTOR(name, unit, meaning) {#name, unit, meaning},
#include "sim/record/investors.def"
#undef DRUMBEAT_INVESTOR
};

inline constexpr std::size_t outcome_count = static_cast<std::size_t>(Outcome::count_);
inline constexpr std::size_t group_outcome_count = static_cast<std::size_t>(GroupOutcome::count_);
inline constexpr std::size_t size_class_count = 3; // SizeClass: small and medium, midcap, prime
inline constexpr std::size_t yearly_count = static_cast<std::size_t>(Yearly::count_);
inline constexpr std::size_t institution_count = static_cast<std::size_t>(Institution::count_);
inline constexpr std::size_t account_cells = sector_count * purpose_count; // of a year
inline constexpr std::size_t firm_column_count = static_cast<std::size_t>(FirmColumn::count_);
inline constexpr std::size_t investor_column_count = static_cast<std::size_t>(InvestorColumn::count_);

// What the numbers of a column stand for; a private fund's type is one more than its FundKind.
inline constexpr std::string_view investor_types[] = {
    "secfund", "seed", "defence", "growth", "corporate", "foreign", "nato", "invest_nl", "regional", "angels",
};
inline constexpr std::string_view fund_phases[] = {
    "raised",
    "investing",
    "harvesting",
    "closed",
};
inline constexpr std::string_view fund_restrictions[] = {
    "none",
    "dual_use",
    "civil",
};
struct InvestorCode {
    InvestorColumn column;
    std::span<const std::string_view> names;
};
inline constexpr InvestorCode investor_codes[] = {
    {InvestorColumn::type, investor_types},
    {InvestorColumn::phase, fund_phases},
    {InvestorColumn::restriction, fund_restrictions},
};

// Room for SecFund, the funds of the start, the new managers of each year, and those that all of them raise later: a
// fund beyond it is not told. tests/sim/year/recording_investors_test.cpp knows how many there are.
constexpr int most_investors(int years) { return 40 + 16 * years + years * years; }
inline constexpr int secfund_row = 0;
inline constexpr int no_investor = -1; // no single one: private investors as a whole, a bank

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

enum class DealKind : std::uint8_t {
    lead,
    follow,
    secfund,
    bank,
    exit,
    write_off,
    declined,
    screened,
};
inline constexpr std::string_view deal_kinds[] = {
    "lead", "follow", "secfund", "bank", "exit", "write_off", "declined", "screened",
};

// Money that an investor put into a firm, got for its stake, lost, or did not get to put in.
struct Deal {
    std::int32_t investor = 0; // row of the investors; -1: no single one
    DealKind kind = DealKind::lead;
    double amount_meur = 0;
    double stake = missing;    // part of the firm; missing where nothing said so
    double multiple = missing; // of what ended: all that it brought over what it cost
    std::int32_t year = 0;
    std::int32_t segment = 0;
    std::int32_t firm = 0; // row of the firm panel; -1: it was not founded
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
    bool keep_investors = false;
    int investor_rows = 0;
    std::vector<double> investors; // [column][year][investor]; missing where the investor does not exist
    std::vector<int> fund_numbers; // of the rows of private funds that are taken
    std::vector<Deal> deals;

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
        investor_rows = keep_investors ? most_investors(years) : 0;
        investors.assign(
            investor_column_count * static_cast<std::size_t>(years) * static_cast<std::size_t>(investor_rows), missing);
        fund_numbers.clear();
        deals.clear();
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
    double& at(InvestorColumn c, int year, int row) {
        const auto block = static_cast<std::size_t>(c) * static_cast<std::size_t>(years);
        const auto line = (block + static_cast<std::size_t>(year)) * static_cast<std::size_t>(investor_rows);
        return investors[line + static_cast<std::size_t>(row)];
    }
    double& at(FirmColumn c, int year, int row) {
        return firms[(static_cast<std::size_t>(c) * static_cast<std::size_t>(years) + static_cast<std::size_t>(year)) *
                         static_cast<std::size_t>(firm_rows) +
                     static_cast<std::size_t>(row)];
    }
    double sum_up_to(InvestorColumn c, int last_year, int row) {
        double sum = 0;
        for (int year = 0; year <= last_year; ++year) {
            const double value = at(c, year, row);
            sum += value == value ? value : 0;
        }
        return sum;
    }
    // The row of a private fund by its number, a new one where it has none; -1: there is no room.
    int row_of_fund(int number) {
        const auto known = std::find(fund_numbers.begin(), fund_numbers.end(), number);
        const int row = secfund_row + 1 + static_cast<int>(known - fund_numbers.begin());
        if (row >= investor_rows) return no_investor;
        if (known == fund_numbers.end()) fund_numbers.push_back(number);
        return row;
    }
};

// Hears of a run of several that failed: its place among them, and why.
using RunFailed = std::function<void(std::size_t place, const std::string& what)>;

} // namespace drumbeat
