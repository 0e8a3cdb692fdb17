// SPDX-License-Identifier: Apache-2.0
#include "config/table_checks.hpp"
#include "config/warnings.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace drumbeat {

namespace {

// Beyond these, a table of money is in another unit, or is money of another kind than the one it replaces.
constexpr double other_unit = 30, other_kind = 4;

struct Years {
    int start, policy, last;
};

Years years_of(const Scenario& s) {
    return {s.time.start_year, s.time.policy_from, s.time.start_year + s.time.horizon_years - 1};
}

class TableChecker {
  public:
    explicit TableChecker(const Scenario& s) : s_(s), years_(years_of(s)) {}

    std::vector<TableFinding> run() {
        const YearTable& budget = s_.budget.path_meur;
        const double ramp = .5 * (s_.budget.defence_meur + s_.budget.final_defence_meur);
        if (!budget.empty()) {
            covers(budget, "budget.path_meur");
            begins_late_enough(budget, "budget.path_meur");
            is_like(budget, "budget.path_meur", ramp, say(Warning::budget_without_table));
        }
        const double defence = budget.empty() ? ramp : mean_over(budget, years_.start, years_.last);
        for (const Segment& segment : s_.segments) of_area(segment, defence);
        return std::move(found_);
    }

  private:
    void tell(Severity severity, std::string code, const std::string& path, Bilingual message,
              std::vector<std::string> depends_on = {}) {
        found_.push_back({severity, std::move(code), path, std::move(message), std::move(depends_on)});
    }

    void of_area(const Segment& segment, double defence) {
        const std::string group = fmt::format("segments.{}.orders", segment.name);
        const YearTable& plan = segment.orders.plan_meur;
        const YearTable& requirement = segment.orders.requirement_meur;
        double planned = segment.weight * s_.budget.equipment_share * defence;
        const auto needs_weight = [&](const std::string& path) {
            if (segment.weight <= 0)
                tell(Severity::error, "inconsistent", path, "needs a weight above 0: an area without one has no orders",
                     {fmt::format("segments.{}.weight", segment.name)});
        };
        if (!plan.empty()) {
            const std::string path = group + ".plan_meur";
            needs_weight(path);
            covers(plan, path);
            begins_late_enough(plan, path);
            is_like(plan, path, planned, say(Warning::plan_by_weight));
            planned = mean_over(plan, years_.start, years_.last);
        }
        if (requirement.empty()) return;
        const std::string path = group + ".requirement_meur";
        needs_weight(path);
        covers(requirement, path);
        is_like(requirement, path, planned, say(Warning::plan_of_the_area));
        if (s_.neutral.by == NeutralBy::exact)
            tell(Severity::error, "inconsistent", path,
                 "is the requirement itself, which neutral.by exact would rescale; allowed with neutral.by: mean",
                 {"neutral.by"});
    }

    // Every year of the policy up to the last reported one; nothing is made up at the end.
    void covers(const YearTable& table, const std::string& path) {
        if (years_.policy < years_.start || years_.policy > years_.last) return; // a mistake of its own
        const std::string needed =
            fmt::format("a table covers {} to {}, the years of the policy", years_.policy, years_.last);
        const auto missing = [&](std::string_view what, int edge, int from, int until) {
            const std::string years =
                from == until ? fmt::format("{} is", from) : fmt::format("{} to {} are", from, until);
            tell(Severity::error, "inconsistent", path,
                 fmt::format("{} in {}: {} missing; {}", what, edge, years, needed),
                 {"time.start_year", "time.horizon_years", "time.policy_from"});
        };
        if (table.first > years_.policy) missing("begins", table.first, years_.policy, table.first - 1);
        if (table.last() < years_.last) missing("ends", table.last(), table.last() + 1, years_.last);
    }

    void begins_late_enough(const YearTable& table, const std::string& path) {
        if (table.first < years_.start)
            tell(Severity::warning, "not_read", path, say(Warning::not_read, {std::to_string(years_.start)}),
                 {"time.start_year"});
    }

    void is_like(const YearTable& table, const std::string& path, double usual, const Bilingual& what) {
        const double mean = mean_over(table, years_.start, years_.last);
        if (mean <= 0 || usual <= 0) return;
        const double times = std::max(mean / usual, usual / mean);
        const Bilingual found =
            say(mean > usual ? Warning::other_money_more : Warning::other_money_less,
                {fmt::format("{:.6g}", mean), fmt::format("{:.0f}", times), what, fmt::format("{:.6g}", usual)});
        if (times > other_unit)
            tell(Severity::error, "inconsistent", path,
                 found.en + "; the unit is million euro at constant 2025 prices");
        else if (times > other_kind)
            tell(Severity::warning, "other_money", path, found);
    }

    const Scenario& s_;
    Years years_;
    std::vector<TableFinding> found_;
};

} // namespace

std::vector<TableFinding> check_tables(const Scenario& s) { return TableChecker(s).run(); }

double first_defence_meur(const Scenario& s) {
    return s.budget.path_meur.empty() ? s.budget.defence_meur : s.budget.path_meur.at(s.time.start_year);
}

double first_plan_meur(const Scenario& s, const Segment& segment) {
    if (!segment.orders.plan_meur.empty()) return segment.orders.plan_meur.at(s.time.start_year);
    return first_defence_meur(s) * s.budget.equipment_share * segment.weight;
}

} // namespace drumbeat
