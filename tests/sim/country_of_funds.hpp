// SPDX-License-Identifier: Apache-2.0
// A small country in which private funds have much to do, and another order of their rows.
#pragma once

#include "sim/institutions/private_funds.hpp"
#include "sim/year/simulate.hpp"
#include "tests/sim/packaged.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace drumbeat {

// Puts funds into other rows, as they are.
struct FundRows {
    template <class Column> static void reverse(Column& column, std::size_t areas) {
        Column before = column;
        const std::size_t rows = column.size() / areas;
        for (std::size_t row = 0; row < rows; ++row)
            std::copy_n(before.begin() + static_cast<std::ptrdiff_t>(row * areas), areas,
                        column.begin() + static_cast<std::ptrdiff_t>((rows - 1 - row) * areas));
    }
    static void reverse(PrivateFunds& in) {
        std::reverse(in.funds.begin(), in.funds.end());
        reverse(in.own, in.common.size());
        reverse(in.looks_, in.common.size());
        for (FundHolding& holding : in.holdings) holding.fund = static_cast<int>(in.funds.size()) - 1 - holding.fund;
    }
};

// Firms that lack money every year, and funds that like what they see.
inline Scenario hungry_country() {
    Scenario s = packaged_scenario("netherlands-2026");
    s.segments.resize(2);
    for (Segment& segment : s.segments) {
        segment.weight = .5;
        segment.initial.smes = 20;
        segment.initial.midcaps = 6;
    }
    s.firms.sme.national_count = s.firms.midcap.national_count = s.firms.prime.national_count = 0;
    s.time.burn_in_years = 4;
    s.time.horizon_years = 12;
    s.finance.debt_to_earnings = 1.1;
    s.finance.rejection = .6;
    s.investment.depreciation = .1;
    s.private_investors.enabled = true;
    s.private_investors.model = InvestorModel::funds;
    s.private_investors.intercept = 1;
    s.private_funds.openness_2030 = 1;
    s.secfund.enabled = true;
    s.secfund.budget_meur = 10;
    return s;
}

inline RunRecord simulated(const Scenario& s, std::uint32_t replication, int firms = 0) {
    const auto prepared = prepare(s);
    return simulate(*prepared, *prepared, {3, replication}, firms > 0);
}

inline bool is_same(double a, double b) { return a == b || (a != a && b != b); }

// Outcomes that an appetite has, too, and the years of areas and firms.
inline void check_same_outcomes(RunRecord a, RunRecord b) {
    for (std::size_t i = 0; i < outcome_count; ++i) {
        if (i >= static_cast<std::size_t>(Outcome::equity_applications)) continue;
        CAPTURE(outcomes[i].name);
        CHECK(is_same(a.outcome[i], b.outcome[i]));
    }
    CHECK(std::equal(a.yearly.begin(), a.yearly.end(), b.yearly.begin(), b.yearly.end(), is_same));
    for (std::size_t c = 0; c < firm_column_count; ++c) {
        const auto column = static_cast<FirmColumn>(c);
        if (column == FirmColumn::relaxations) continue; // what would have turned a decision counts no investors there
        CAPTURE(firm_quantities[c].name);
        bool same = true;
        for (int year = 0; year < a.years; ++year)
            for (int row = 0; row < a.firm_rows; ++row)
                same = same && is_same(a.at(column, year, row), b.at(column, year, row));
        CHECK(same);
    }
}

inline double at(const RunRecord& record, Outcome outcome) { return record.at(outcome); }

} // namespace drumbeat
