// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/manifest.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <span>

namespace drumbeat {
namespace {

template <class Named> std::vector<std::string> names_in(const Named& declared) {
    std::vector<std::string> names;
    for (const auto& q : declared) names.emplace_back(q.name);
    return names;
}

// What runs cost. Firms and investors are kept for few replications and do not decide the size of all tiles.
Cost cost_of(const Study& study, const Shape& shape, bool with_years) {
    const auto years = static_cast<double>(shape.years.size());
    const auto segments = static_cast<double>(shape.segments.size());
    const double groups = group_outcome_count * (segments + size_class_count);
    const double of_a_year = yearly_count * segments + 1 + institution_count + account_cells;
    const double yearly = with_years ? years * of_a_year : 0;
    Cost cost;
    cost.firms = std::max(1, shape.firm_rows);
    cost.burn_in_years = study.base.time.burn_in_years;
    cost.years = years;
    cost.cases_per_world = static_cast<std::int64_t>(cases_per_world(study));
    cost.bytes_per_run = sizeof(double) * (outcome_count + groups + yearly);
    return cost;
}

} // namespace

Recorded recorded_now() {
    Recorded now;
    now.outcomes = names_in(outcomes);
    now.groups = names_in(group_quantities);
    now.yearly = names_in(yearly_quantities);
    now.firms = names_in(firm_quantities);
    now.institutions = names_in(institution_quantities);
    now.accounts = names_in(account_quantities);
    now.sectors = names_in(sectors);
    now.purposes = names_in(purposes);
    now.investors = names_in(investor_quantities);
    return now;
}

Manifest manifest_of(const Study& study, const CaseNames& cases, const Shape& shape, const std::string& model_signature,
                     const std::vector<Bilingual>& warnings) {
    const Recording& record = comparison_of(study).record;
    const auto kept = [&](std::int64_t wanted) { return std::min(wanted, study.replications); };
    Manifest m;
    m.model_signature = model_signature;
    m.title = study.name;
    m.question = study.question;
    m.study_text = resolved(study);
    m.scenario_text = resolved(study.base);
    m.seed = study.seed;
    m.replications = study.replications;
    m.yearly_replications = kept(record.yearly_replications);
    m.firm_replications = shape.firm_rows > 0 ? kept(record.firm_replications) : 0;
    m.investor_replications = kept(record.investor_replications);
    m.investor_rows = m.investor_replications > 0 ? most_investors(static_cast<int>(shape.years.size())) : 0;
    m.shape = shape;
    m.factors = factor_names(study);
    m.cases = cases;
    m.warnings = warnings;
    m.recorded = recorded_now();
    const Grid grid = drumbeat::grid_of(static_cast<std::int64_t>(cases.size()), study.replications,
                                        cost_of(study, shape, m.yearly_replications > 0));
    m.tile_cases = grid.tile_cases;
    m.tile_replications = grid.tile_replications;
    return m;
}

Grid grid_of(const Manifest& m) {
    return {static_cast<std::int64_t>(m.cases.size()), m.replications, m.tile_cases, m.tile_replications};
}

std::int64_t planned_runs(const Manifest& m) { return m.replications * static_cast<std::int64_t>(m.cases.size()); }

std::string to_text(const RunFault& fault, const Manifest& m) {
    const auto c = static_cast<std::size_t>(fault.run_case);
    const std::string name = c < m.cases.size() ? fmt::format(" ({})", name_of(m.cases[c])) : "";
    return fmt::format("case {}{}, replication {}: {}", fault.run_case, name, fault.replication, fault.what);
}

} // namespace drumbeat
