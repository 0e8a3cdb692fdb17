// SPDX-License-Identifier: Apache-2.0
// Results in memory, with known answers, for tests of what reads results.
#pragma once

#include "outputs/files/results.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

namespace drumbeat {

// Outcomes are what `value(case, outcome, replication)` says.
struct FakeResults : Results {
    std::function<double(const CaseName&, Outcome, std::int64_t)> value;
    std::vector<CaseName> case_names;
    std::vector<std::string> factor_names;
    std::vector<Bilingual> stored_warnings;
    std::string study;
    Origin where_from;
    std::int64_t complete_replications = 0;
    bool is_complete = true, keeps_years = true;
    // By technology area, by size class, and of single runs' years; a file without them where they are not given.
    std::function<double(const CaseName&, GroupOutcome, std::int64_t, std::size_t segment)> area_value;
    std::function<double(const CaseName&, GroupOutcome, std::int64_t, std::size_t size_class)> size_value;
    std::function<double(const CaseName&, Yearly, std::int64_t, int year, std::size_t segment)> yearly_value;
    // Of the same runs; a file without them where they are not given.
    std::function<double(const CaseName&, Institution, std::int64_t, int year)> institution_value;
    std::function<double(const CaseName&, std::int64_t, int year, std::size_t sector, std::size_t purpose)> paid_value;
    // Of the first replications, of which there are two rows; a file without them where they are not given.
    std::function<double(const CaseName&, InvestorColumn, std::int64_t, int year, int row)> investor_value;
    std::vector<DealOfRun> told_deals;
    std::int64_t investors_kept = 0;
    std::vector<std::string> sector_names{"firms", "banks"}, purpose_names{"loan", "equity", "rent"};
    std::vector<std::string> segment_names{"sensors"};
    std::vector<int> calendar_years{2026, 2027};
    std::int64_t kept_replications = 0;
    std::vector<Outcome> lacking; // what an older file does not hold

    const std::string& study_text() const override { return study; }
    const CaseNames& cases() const override {
        if (names_are_of_ != case_names) names_ = CaseNames(names_are_of_ = case_names); // tests change the list
        return names_;
    }
    const std::vector<std::string>& factors() const override { return factor_names; }
    std::int64_t replications() const override { return complete_replications; }
    std::vector<double> outcome(Outcome o, std::size_t c) const override {
        std::vector<double> values;
        for (std::int64_t r = 0; r < complete_replications; ++r)
            values.push_back(holds(o) ? value(case_names[c], o, r) : missing);
        return values;
    }
    std::vector<std::string> segments() const override { return segment_names; }
    std::vector<int> years() const override { return calendar_years; }
    bool holds(Outcome o) const override { return std::find(lacking.begin(), lacking.end(), o) == lacking.end(); }
    bool holds_groups() const override { return static_cast<bool>(area_value); }
    std::vector<double> area(GroupOutcome o, std::size_t c) const override {
        std::vector<double> values;
        for (std::int64_t r = 0; r < complete_replications; ++r)
            for (std::size_t s = 0; s < segment_names.size(); ++s)
                values.push_back(area_value ? area_value(case_names[c], o, r, s) : missing);
        return values;
    }
    std::vector<double> size(GroupOutcome o, std::size_t c) const override {
        std::vector<double> values;
        for (std::int64_t r = 0; r < complete_replications; ++r)
            for (std::size_t k = 0; k < size_class_count; ++k)
                values.push_back(size_value ? size_value(case_names[c], o, r, k) : missing);
        return values;
    }
    std::int64_t investor_replications() const override { return investors_kept; }
    std::vector<double> investors(InvestorColumn q, std::size_t c, std::int64_t r) const override {
        std::vector<double> values;
        for (const int year : calendar_years)
            for (int row = 0; row < 2; ++row) values.push_back(investor_value(case_names[c], q, r, year, row));
        return values;
    }
    std::vector<DealOfRun> deals() const override { return told_deals; }
    std::int64_t yearly_replications() const override { return yearly_value ? kept_replications : 0; }
    std::vector<double> yearly(Yearly q, std::size_t c) const override {
        std::vector<double> values;
        for (std::int64_t r = 0; r < yearly_replications(); ++r)
            for (const int year : calendar_years)
                for (std::size_t s = 0; s < segment_names.size(); ++s)
                    values.push_back(yearly_value(case_names[c], q, r, year, s));
        return values;
    }
    std::vector<double> institution(Institution q, std::size_t c) const override {
        std::vector<double> values;
        for (std::int64_t r = 0; institution_value && r < kept_replications; ++r)
            for (const int year : calendar_years) values.push_back(institution_value(case_names[c], q, r, year));
        return values;
    }
    std::vector<std::string> sectors() const override { return sector_names; }
    std::vector<std::string> purposes() const override { return purpose_names; }
    std::vector<double> accounts(std::size_t c) const override {
        std::vector<double> values;
        for (std::int64_t r = 0; paid_value && r < kept_replications; ++r)
            for (const int year : calendar_years)
                for (std::size_t s = 0; s < sector_names.size(); ++s)
                    for (std::size_t p = 0; p < purpose_names.size(); ++p)
                        values.push_back(paid_value(case_names[c], r, year, s, p));
        return values;
    }
    std::vector<double> yearly_mean(Yearly q, std::size_t) const override {
        if (!keeps_years) return {};
        return {100,
                q == Yearly::binding_constraint_no_demand ? 30.0 : 10.0}; // the year before the policy, and one after
    }
    const std::vector<Bilingual>& warnings() const override { return stored_warnings; }
    Origin origin() const override { return where_from; }
    bool complete() const override { return is_complete; }

  private:
    mutable std::vector<CaseName> names_are_of_;
    mutable CaseNames names_;
};

inline double wiggle(std::int64_t r, int k) { // in [-1, 1], the same for the same luck
    const auto word = static_cast<std::uint64_t>(r * 7919 + k * 104729 + 17) * 0x9E3779B97F4A7C15u;
    return 2 * static_cast<double>(word >> 11) * 0x1p-53 - 1;
}

// Arms "base", "stable" (six points more when behaviour is "waits", four fewer when it is "shrinks", equal when
// "same") and "placebo" (the base to the bit); money differs by luck and moves the share by 1 point per per cent.
inline Study fake_study() {
    Study study;
    study.name = "stable-orders";
    study.question = "Does a stable stream of orders trigger scale-up investment?";
    study.base.name = "test-world";
    study.base.time = {2026, 15, 10, 2027};
    Segment segment;
    segment.name = "sensors", segment.weight = 1;
    study.base.segments = {segment};
    study.replications = 40;
    study.seed = 7;
    comparison_in(study).arms = {
        {"base", "A0 base", {}}, {"stable", "A1 stable", {{"segments.*.orders.cv", "0.1", {}}}}, {"placebo", "", {}}};
    comparison_in(study).behaviours = {{"waits", {}}, {"shrinks", {}}, {"same", {}}};
    comparison_in(study).contrasts = {{"main", "stable", "base"}, {"placebo", "placebo", "base"}};
    comparison_in(study).placebo = "placebo";
    return study;
}

inline double fake_value(const CaseName& c, Outcome o, std::int64_t r) {
    const bool stable = c.arm == "stable";
    const double money = stable ? 2 * wiggle(r, 1) : 0; // per cent more than the base
    const double gain = !stable ? 0 : c.behaviour == "waits" ? .06 : c.behaviour == "shrinks" ? -.04 : 0;
    switch (o) {
    case Outcome::scale_up_share:
    case Outcome::capacity_growth:
        return .25 + .05 * wiggle(r, 2) + gain + .01 * money + (stable ? .01 * wiggle(r, 3) : 0);
    case Outcome::investment_meur: return 5000 + 500 * wiggle(r, 2) - (stable ? 100 : 0);
    case Outcome::public_money_meur: return 100000 * (1 + money / 100);
    case Outcome::planned_money_meur: return 100000;
    case Outcome::realised_cv: return stable ? .10 : .30;
    case Outcome::placed_cv: return .35;
    case Outcome::leverage_ratio: return missing;
    default: return .5;
    }
}

// Banks lend firms 10 in 2026 and 20 in 2027, twice that in the stable arm, and firms have paid back nothing; they owe
// 100 more each year, and 1 per run beside it.
inline void give_money(FakeResults& results, std::int64_t kept) {
    results.kept_replications = kept;
    results.yearly_value = [](const CaseName&, Yearly, std::int64_t, int, std::size_t) { return 1.0; };
    results.paid_value = [](const CaseName& c, std::int64_t, int year, std::size_t sector, std::size_t purpose) {
        if (purpose != 0) return 0.0;
        const double lent = 10.0 * (year - 2025) * (c.arm == "stable" ? 2 : 1);
        return sector == 1 ? lent : -lent;
    };
    results.institution_value = [](const CaseName&, Institution q, std::int64_t r, int year) {
        if (q == Institution::banks_exposure_meur) return 100.0 * (year - 2025) + static_cast<double>(r);
        return q == Institution::banks_refused ? 0.0 : missing;
    };
}

inline FakeResults fake_results(std::int64_t replications = 40) {
    FakeResults results;
    for (const char* arm : {"base", "stable", "placebo"})
        for (const char* behaviour : {"waits", "shrinks", "same"}) results.case_names.push_back({arm, behaviour, {}});
    results.value = fake_value;
    results.complete_replications = replications;
    return results;
}

} // namespace drumbeat
