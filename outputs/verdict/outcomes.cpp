// SPDX-License-Identifier: Apache-2.0
// Outcomes that a study asks for by name, arm by arm.
#include "outputs/files/outcome_names.hpp"
#include "outputs/verdict/parts.hpp"

namespace drumbeat {

OutcomeTable outcome_table(const Cases& cases, const Verdict& v, const std::string& name) {
    const std::optional<Outcome> outcome = outcome_named(name);
    if (!outcome) throw FileProblem("the results hold no outcome " + name, true);
    const Quantity& quantity = outcomes[static_cast<std::size_t>(*outcome)];
    OutcomeTable table{name, std::string(quantity.unit), std::string(quantity.meaning), {}};
    for (const auto& levels : v.levels)
        for (const std::string& arm : v.arms)
            for (const std::string& behaviour : v.behaviours) {
                const std::vector<double> own = cases.outcome(*outcome, {arm, behaviour, levels});
                const Paired pair = paired(own, cases.outcome(*outcome, {v.arms.front(), behaviour, levels}));
                table.cells.push_back({mean_of(std::span<const double>(own)), pair.difference, {pair.low, pair.high}});
            }
    return table;
}

} // namespace drumbeat
