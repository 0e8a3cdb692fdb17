// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/coordinate_names.hpp"

#include "outputs/files/datasets.hpp"
#include "outputs/files/stored_manifest.hpp"

#include <algorithm>
#include <span>

namespace drumbeat {
namespace {

constexpr std::string_view words[] = {"institutions",
                                      "accounts",
                                      "sector",
                                      "purpose",
                                      "arm",
                                      "behaviour",
                                      "case",
                                      "year",
                                      "segment",
                                      "firm",
                                      "yearly",
                                      "firms",
                                      "events",
                                      "investor",
                                      "investors",
                                      "deal",
                                      "deals",
                                      "areas",
                                      "sizes",
                                      "size_class",
                                      "replication",
                                      manifest_group,
                                      ledger_residual_quantity.name};

constexpr std::span<const Quantity> declarations[] = {outcomes,           yearly_quantities,      group_quantities,
                                                      firm_quantities,    institution_quantities, account_quantities,
                                                      investor_quantities};

template <class List, class Value> bool holds(const List& list, const Value& value) {
    return std::find(std::begin(list), std::end(list), value) != std::end(list);
}

bool is_taken(std::string_view name) {
    if (holds(words, name)) return true;
    const auto is_called_so = [&](const Quantity& q) { return q.name == name; };
    return std::any_of(std::begin(declarations), std::end(declarations), [&](std::span<const Quantity> declared) {
        return std::any_of(declared.begin(), declared.end(), is_called_so);
    });
}

} // namespace

std::vector<std::string> case_coordinates(const std::vector<std::string>& factors) {
    std::vector<std::string> names{"arm", "behaviour"};
    for (const auto& factor : factors) {
        std::string name = factor;
        while (is_taken(name) || holds(names, name) || (name != factor && holds(factors, name))) name += "_level";
        names.push_back(std::move(name));
    }
    return names;
}

std::vector<std::string> names_taken(const Manifest& m) {
    std::vector<std::string> names = case_coordinates(m.factors);
    names.insert(names.end(), std::begin(words), std::end(words));
    for (const std::span<const Quantity> declared : declarations)
        for (const Quantity& q : declared) names.emplace_back(q.name);
    return names;
}

} // namespace drumbeat
