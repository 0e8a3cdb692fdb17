// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/outcome_names.hpp"

#include "config/text.hpp"

#include <fmt/core.h>

namespace drumbeat {

std::optional<Outcome> outcome_named(std::string_view name) {
    for (std::size_t i = 0; i < outcome_count; ++i)
        if (outcomes[i].name == name) return static_cast<Outcome>(i);
    return std::nullopt;
}

std::vector<Problem> unknown_outcomes(const Study& study, const std::string& file, const std::vector<int>& lines) {
    std::vector<std::string_view> known;
    for (const Quantity& quantity : outcomes) known.push_back(quantity.name);
    std::vector<Problem> problems;
    for (std::size_t i = 0; i < comparison_of(study).outcomes.size(); ++i) {
        const std::string& name = comparison_of(study).outcomes[i];
        if (outcome_named(name)) continue;
        const Where where{file, i < lines.size() ? lines[i] : 0};
        problems.push_back({Severity::error, "unknown_outcome", where, "outcomes",
                            fmt::format("{} is no outcome of a run, which docs/results-format.md lists{}", name,
                                        suggestion(name, known))});
    }
    return problems;
}

} // namespace drumbeat
