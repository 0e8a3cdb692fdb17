// SPDX-License-Identifier: Apache-2.0
// Outcomes that a study asks for by name, arm by arm.
#include "outputs/verdict/outcome_names.hpp"
#include "outputs/verdict/parts.hpp"

namespace drumbeat {

namespace {

// Private and public euros of expansion: the two sums behind a public euro's leverage.
struct Euros {
    std::vector<double> own, state;
};
Euros euros_of(const Cases& cases, const Key& key) {
    const auto sum = [&](std::initializer_list<Outcome> outcomes_of) {
        std::vector<double> all;
        for (const Outcome o : outcomes_of) {
            const std::vector<double> one = cases.outcome(o, key);
            if (all.empty()) all.assign(one.size(), 0.0);
            for (std::size_t r = 0; r < all.size(); ++r) all[r] += one[r];
        }
        return all;
    };
    return {sum({Outcome::own_funds_meur, Outcome::bank_meur, Outcome::private_equity_meur}),
            sum({Outcome::secfund_meur, Outcome::subsidy_meur, Outcome::participation_meur})};
}

OutcomeCell leverage_cell(const Cases& cases, const Key& key, const Key& first) {
    const Euros own = euros_of(cases, key), other = euros_of(cases, first);
    return {ratio_of_sums(own.own, own.state), difference_of_ratios(own.own, own.state, other.own, other.state), {}};
}

std::string over_runs(Outcome outcome, std::string_view unit) {
    if (outcome == Outcome::leverage_ratio) return "sum over sum of all runs";
    return unit.substr(0, 1) == "1" ? "mean of the runs' ratios" : "mean of the runs";
}

} // namespace

OutcomeTable outcome_table(const Cases& cases, const Verdict& v, const std::string& name) {
    const std::optional<Outcome> outcome = outcome_named(name);
    if (!outcome) throw FileProblem("the results hold no outcome " + name, true);
    const Quantity& quantity = outcomes[static_cast<std::size_t>(*outcome)];
    OutcomeTable table{
        name, std::string(quantity.unit), std::string(quantity.meaning), {}, over_runs(*outcome, quantity.unit)};
    for (const auto& levels : v.levels)
        for (const std::string& arm : v.arms)
            for (const std::string& behaviour : v.behaviours) {
                const Key key{arm, behaviour, levels}, first{v.arms.front(), behaviour, levels};
                if (*outcome == Outcome::leverage_ratio) {
                    table.cells.push_back(leverage_cell(cases, key, first));
                    continue;
                }
                const std::vector<double> own = cases.outcome(*outcome, key);
                const Paired pair = paired(own, cases.outcome(*outcome, first));
                table.cells.push_back({mean_of(std::span<const double>(own)), pair.difference, {pair.low, pair.high}});
            }
    return table;
}

} // namespace drumbeat
