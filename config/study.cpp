// SPDX-License-Identifier: Apache-2.0
#include "config/study.hpp"

#include "config/panel.hpp"

#include <type_traits>

namespace drumbeat {

namespace {

using E = Expectation;
using I = InvestmentRule;

// The comparison in a design; null where it compares nothing.
template <class S> auto compared(S& study) {
    using Found = std::conditional_t<std::is_const_v<S>, const Comparison, Comparison>;
    return std::visit(
        [](auto& design) -> Found* {
            if constexpr (std::is_base_of_v<Comparison, std::remove_cvref_t<decltype(design)>>)
                return &design;
            else
                return nullptr;
        },
        study.design);
}

} // namespace

std::vector<NamedBehaviour> behaviour_panel() {
    return {{"rational_npv", {{{1, E::rational, I::npv}}}},
            {"rational_real_option", {{{1, E::rational, I::real_option}}}},
            {"rational_dynamic_programming", {{{1, E::rational, I::dynamic_programming}}}},
            {"adaptive_real_option", {{{1, E::adaptive, I::real_option}}}},
            {"naive_real_option", {{{1, E::naive, I::real_option}}}},
            {"mixed",
             {{{1, E::rational, I::real_option}, {1, E::adaptive, I::real_option}, {1, E::naive, I::real_option}}}}};
}

bool compares(const Study& study) { return compared(study) != nullptr; }

const Comparison& comparison_of(const Study& study) {
    static const Comparison none;
    const Comparison* found = compared(study);
    return found ? *found : none;
}

Comparison& comparison_in(Study& study) {
    if (Comparison* found = compared(study)) return *found;
    throw std::bad_variant_access();
}

const std::vector<NamedBehaviour>& behaviours_of(const Study& study) {
    if (const auto* validation = std::get_if<Validation>(&study.design)) return validation->behaviours;
    return comparison_of(study).behaviours;
}

std::size_t member_count(const Comparison& comparison) {
    return comparison.ensemble.empty() || comparison.factors.empty() ? 0 : comparison.factors.back().levels.size();
}

std::size_t member_count(const Study& study) { return member_count(comparison_of(study)); }

Points points_of(const Study& study) {
    if (const auto* sampled = std::get_if<LatinHypercube>(&study.design))
        return Points(sampled->sample, sampled->points, study.seed);
    if (const auto* table = std::get_if<TableOfPoints>(&study.design)) return Points(table->points);
    return {};
}

std::size_t point_count(const Study& study) {
    if (const auto* sampled = std::get_if<LatinHypercube>(&study.design))
        return static_cast<std::size_t>(sampled->points);
    if (const auto* table = std::get_if<TableOfPoints>(&study.design)) return table->points->rows();
    return 0;
}

std::vector<std::string> factor_names(const Study& study) {
    std::vector<std::string> names;
    for (const Factor& factor : comparison_of(study).factors) names.push_back(factor.name);
    if (point_count(study) > 0) names.emplace_back(point_factor);
    return names;
}

Study in_dutch(Study study) {
    const auto replace = [](std::string& text, const std::string& dutch) {
        if (!dutch.empty()) text = dutch;
    };
    replace(study.question, study.question_nl);
    if (!compared(study)) return study;
    for (Variant& arm : comparison_in(study).arms) replace(arm.label, arm.label_nl);
    for (Factor& factor : comparison_in(study).factors)
        for (Variant& level : factor.levels) replace(level.label, level.label_nl);
    return study;
}

} // namespace drumbeat
