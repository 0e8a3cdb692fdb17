// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/charts.hpp"

#include "outputs/verdict/outcome_names.hpp"
#include "outputs/verdict/parts.hpp"

#include <algorithm>
#include <cmath>

namespace drumbeat {
namespace {

// Arms are compared by these, before what the study asks for itself.
constexpr Outcome compared[] = {Outcome::capacity_added_meur, Outcome::investment_meur,  Outcome::scale_up_share,
                                Outcome::capacity_growth,     Outcome::domestic_share,   Outcome::unit_cost,
                                Outcome::exports_meur,        Outcome::public_money_meur};
constexpr Outcome payers[] = {Outcome::own_funds_meur, Outcome::bank_meur,    Outcome::private_equity_meur,
                              Outcome::secfund_meur,   Outcome::subsidy_meur, Outcome::participation_meur};

// A page has room for so many numbers over the years.
constexpr std::size_t most_cases_with_areas = 100, most_cases_with_years = 300;

constexpr std::array<double, 5> probabilities{.05, .25, .5, .75, .95};

std::string name_of_outcome(Outcome o) { return std::string(outcomes[static_cast<std::size_t>(o)].name); }

// A quantity of single runs' years: a sum over areas, or a ratio of such sums.
struct PathKind {
    const char *name, *unit;
    Yearly above;
    enum class Below { nothing, sum, volume } below = Below::nothing;
    Yearly of = Yearly::orders_meur;
};
constexpr PathKind path_kinds[] = {
    {"capacity_meur", "meur", Yearly::capacity_meur},
    {"investment_meur", "meur", Yearly::investment_meur},
    {"orders_meur", "meur", Yearly::orders_meur},
    {"domestic_share", "1", Yearly::domestic_orders_meur, PathKind::Below::sum, Yearly::orders_meur},
    {"unit_cost", "1", Yearly::domestic_orders_meur, PathKind::Below::volume, Yearly::unit_cost},
};

// Where numbers of years lie: [run][year][area].
struct Grid {
    std::size_t runs = 0, years = 0, areas = 0;
    std::size_t at(std::size_t run, std::size_t year, std::size_t area) const {
        return (run * years + year) * areas + area;
    }
};

// Sum over the areas of a place, in one run and year; places from 1 on are one area.
double sum_at(const std::vector<double>& values, const Grid& g, std::size_t run, std::size_t year, std::size_t place) {
    if (place > 0) return values[g.at(run, year, place - 1)];
    double sum = 0;
    for (std::size_t area = 0; area < g.areas; ++area) sum += values[g.at(run, year, area)];
    return sum;
}

// Orders divided by their price, area by area: a price over several areas is money over volume.
std::vector<double> volumes(const std::vector<double>& money, const std::vector<double>& prices) {
    std::vector<double> all(money.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = prices[i] > 0 ? money[i] / prices[i] : 0;
    return all;
}

Quantiles quantiles_of(const std::vector<double>& values) {
    Quantiles all;
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = quantile(values, probabilities[i]);
    return all;
}

class Years {
  public:
    Years(const Cases& cases, Grid grid, std::size_t places) : cases_(cases), grid_(grid), places_(places) {}

    std::vector<std::vector<Quantiles>> path(const PathKind& kind, const Key& key) const {
        const std::vector<double> above = cases_.yearly(kind.above, key);
        std::vector<double> below;
        if (kind.below == PathKind::Below::sum) below = cases_.yearly(kind.of, key);
        if (kind.below == PathKind::Below::volume) below = volumes(above, cases_.yearly(kind.of, key));
        Grid g = grid_;
        g.runs = above.size() / (g.years * g.areas);
        std::vector<std::vector<Quantiles>> places(places_, std::vector<Quantiles>(g.years));
        std::vector<double> values(g.runs);
        for (std::size_t place = 0; place < places_; ++place)
            for (std::size_t year = 0; year < g.years; ++year) {
                for (std::size_t run = 0; run < g.runs; ++run) {
                    const double whole = below.empty() ? 1 : sum_at(below, g, run, year, place);
                    values[run] = whole > 0 ? sum_at(above, g, run, year, place) / whole : missing;
                }
                places[place][year] = quantiles_of(values);
            }
        return places;
    }

    // Firms of all runs together whom one constraint held back: [place][year].
    std::vector<std::vector<double>> held_back(std::size_t constraint, const Key& key) const {
        const auto which = static_cast<std::size_t>(Yearly::binding_constraint_none) + constraint;
        const std::vector<double> firms = cases_.yearly(static_cast<Yearly>(which), key);
        const std::size_t runs = firms.size() / (grid_.years * grid_.areas);
        std::vector<std::vector<double>> places(places_, std::vector<double>(grid_.years, 0.0));
        for (std::size_t place = 0; place < places_; ++place)
            for (std::size_t year = 0; year < grid_.years; ++year)
                for (std::size_t run = 0; run < runs; ++run)
                    places[place][year] += sum_at(firms, grid_, run, year, place);
        return places;
    }

  private:
    const Cases& cases_;
    Grid grid_;
    std::size_t places_;
};

void as_shares(Constraints& counts) {
    double all = 0;
    for (const double count : counts) all += count;
    for (double& count : counts) count = all > 0 ? count / all : missing;
}

void add_constraints(Charts& charts, const Years& years, const std::vector<Key>& keys) {
    charts.constraints.assign(keys.size(), {charts.places.size(), std::vector<Constraints>(charts.years.size())});
    for (std::size_t c = 0; c < constraint_count; ++c)
        for (std::size_t k = 0; k < keys.size(); ++k) {
            const auto firms = years.held_back(c, keys[k]);
            for (std::size_t place = 0; place < firms.size(); ++place)
                for (std::size_t year = 0; year < firms[place].size(); ++year)
                    charts.constraints[k][place][year][c] = firms[place][year];
        }
    for (auto& places : charts.constraints)
        for (auto& path : places)
            for (Constraints& counts : path) as_shares(counts);
}

std::vector<Key> keys_in_order(const Verdict& v, bool first_condition_alone) {
    std::vector<Key> keys;
    for (const auto& levels : v.levels) {
        for (const std::string& arm : v.arms)
            for (const std::string& behaviour : v.behaviours) keys.push_back({arm, behaviour, levels});
        if (first_condition_alone) break;
    }
    return keys;
}

// Quantity by quantity, because results read a quantity for all cases at once.
void add_years(Charts& charts, const Results& results, const Cases& cases, const Verdict& v) {
    charts.runs = results.yearly_replications();
    const Grid grid{0, results.years().size(), results.segments().size()};
    if (charts.runs == 0 || grid.years == 0 || grid.areas == 0) return;
    charts.years = results.years();
    const std::size_t all = v.levels.size() * v.arms.size() * v.behaviours.size();
    charts.places = {""};
    if (all <= most_cases_with_areas && grid.areas > 1)
        for (const std::string& area : results.segments()) charts.places.push_back(area);
    charts.first_condition_alone = all > most_cases_with_years && v.levels.size() > 1;
    const std::vector<Key> keys = keys_in_order(v, charts.first_condition_alone);
    const Years years(cases, grid, charts.places.size());
    for (const PathKind& kind : path_kinds) {
        Path path{kind.name, kind.unit, {}};
        for (const Key& key : keys) path.cases.push_back(years.path(kind, key));
        charts.paths.push_back(std::move(path));
    }
    add_constraints(charts, years, keys);
}

double factor_of(const Quantity& quantity) { return quantity.unit == "1" ? 100 : 1; }

// How exactly the runs know a mean for which so many numbers were fitted.
Interval known(const Mean& mean, std::size_t fitted) {
    if (mean.count <= fitted) return {};
    const Equivalence e = equivalence(mean, 0, fitted);
    return {e.low, e.high};
}

ChartCell cell_of(const Cases& cases, Outcome outcome, const FirmGroup& group, const Key& treatment,
                  const Key& control) {
    const Quantity& quantity = outcomes[static_cast<std::size_t>(outcome)];
    const double factor = factor_of(quantity);
    const std::vector<double> t = scaled(cases.outcome(quantity.name, group, treatment), factor);
    const std::vector<double> c = scaled(cases.outcome(quantity.name, group, control), factor);
    const Paired pair = paired(t, c);
    return {pair.difference,
            known(pair.difference, 1),
            {pair.low, pair.high},
            mean_of(std::span<const double>(c)).value,
            mean_of(std::span<const double>(t)).value};
}

// What the verdict says of the same two arms goes before.
template <class Of> void take_from(ChartCell& cell, Outcome outcome, const Of& said) {
    const Difference* m = nullptr;
    if (outcome == Outcome::capacity_growth) m = &said.capacity;
    if (outcome == Outcome::capacity_added_meur) m = &said.added_capacity;
    if (outcome == Outcome::investment_meur) m = &said.investment;
    if (outcome == Outcome::scale_up_share) m = &said.firms;
    if (m == nullptr) return;
    cell.difference = m->mean;
    cell.known = known(m->mean, m->at_equal_money ? 2 : 1);
    cell.luck = m->luck;
}

FirmGroup group_of(const Verdict& v, const Effect& e) {
    FirmGroup group;
    for (const std::string& area : e.areas)
        group.areas.push_back(
            static_cast<std::size_t>(std::find(v.areas.begin(), v.areas.end(), area) - v.areas.begin()));
    return group;
}

void add_cells(ChartComparison& all, const Cases& cases, const Verdict& v, Outcome outcome, const Effect& e) {
    const Key treatment{e.treatment, e.behaviour, e.levels}, control{e.control, e.behaviour, e.levels};
    ChartCell cell = cell_of(cases, outcome, group_of(v, e), treatment, control);
    take_from(cell, outcome, e);
    all.cells.push_back(cell);
    ChartCell country = cell_of(cases, outcome, {}, treatment, control);
    if (e.national)
        take_from(country, outcome, *e.national);
    else
        take_from(country, outcome, e);
    all.country.push_back(country);
}

ChartComparison comparison_of(const Cases& cases, const Verdict& v, const std::vector<Outcome>& compared_here,
                              const Contrast& contrast) {
    ChartComparison all{contrast, {}, {}, {}};
    std::vector<Effect> effects;
    for (const auto& levels : v.levels)
        for (const std::string& b : v.behaviours) effects.push_back(effect_of(cases, v, contrast, levels, b));
    for (const Effect& e : effects) all.areas.push_back(e.areas);
    for (const Outcome outcome : compared_here)
        for (const Effect& e : effects) add_cells(all, cases, v, outcome, e);
    const auto national = [](const std::vector<std::string>& areas) { return areas.empty(); };
    if (std::all_of(all.areas.begin(), all.areas.end(), national)) all.country.clear();
    return all;
}

// An older file lacks some.
std::vector<Outcome> compared_outcomes(const Results& results, const Verdict& v) {
    std::vector<Outcome> all;
    for (const Outcome o : compared)
        if (results.holds(o)) all.push_back(o);
    for (const OutcomeTable& asked : v.outcomes) {
        const std::optional<Outcome> outcome = outcome_named(asked.name);
        if (outcome && std::find(all.begin(), all.end(), *outcome) == all.end()) all.push_back(*outcome);
    }
    return all;
}

// Arms that differ in one asked dose alone, each in another, stand in its order; all others in the study's.
std::vector<std::string> arms_in_order(const Verdict& v) {
    constexpr double Dose::*doses[] = {&Dose::cv, &Dose::phi, &Dose::framework_years, &Dose::minimum_quantity,
                                       &Dose::notice_years};
    std::vector<Dose> sorted = v.doses;
    double Dose::*only = nullptr;
    for (const auto dose : doses) {
        std::sort(sorted.begin(), sorted.end(), [&](const Dose& a, const Dose& b) { return a.*dose < b.*dose; });
        std::size_t steps = 0;
        for (std::size_t i = 1; i < sorted.size(); ++i) steps += sorted[i - 1].*dose < sorted[i].*dose;
        if (steps == 0) continue;
        if (only || steps + 1 != sorted.size()) return v.arms;
        only = dose;
    }
    if (!only) return v.arms;
    std::sort(sorted.begin(), sorted.end(), [&](const Dose& a, const Dose& b) { return a.*only < b.*only; });
    std::vector<std::string> names;
    for (const Dose& dose : sorted) names.push_back(dose.arm);
    return names;
}

} // namespace

bool has_chart_of_arms(const Charts& charts) {
    if (charts.arms.empty()) return false;
    if (charts.arms.size() > 1) return true;
    const Contrast& only = charts.arms.front().contrast;
    for (const ChartComparison& c : charts.contrasts) {
        const bool same_treatment = c.contrast.treatment == only.treatment;
        const bool same_control = c.contrast.control == only.control;
        if (same_treatment && same_control) return false;
    }
    return true;
}

Charts charts_of(const Results& results, const Study& study, const Verdict& v) {
    Charts charts;
    if (v.replications == 0 || v.nothing_ran() || v.arms.empty()) return charts;
    const Cases cases(results, study);
    const std::vector<Outcome> compared_here = compared_outcomes(results, v);
    for (const Outcome o : compared_here) charts.outcomes.push_back(outcomes[static_cast<std::size_t>(o)]);
    for (const Contrast& contrast : v.contrasts)
        charts.contrasts.push_back(comparison_of(cases, v, compared_here, contrast));
    for (const std::string& arm : arms_in_order(v))
        if (arm != v.arms.front())
            charts.arms.push_back(comparison_of(cases, v, compared_here, {arm, arm, v.arms.front()}));
    for (const Outcome o : payers) charts.paid.push_back(outcome_table(cases, v, name_of_outcome(o)));
    add_years(charts, results, cases, v);
    charts.money = money_of(results, cases, v);
    return charts;
}

} // namespace drumbeat
