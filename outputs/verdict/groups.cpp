// SPDX-License-Identifier: Apache-2.0
// Outcomes of technology areas and size classes, and which of them a contrast is about.
#include "outputs/verdict/outcome_names.hpp"
#include "outputs/pages/language.hpp"
#include "outputs/verdict/parts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace drumbeat {
namespace {

std::optional<GroupOutcome> group_outcome_named(std::string_view name) {
    for (std::size_t i = 0; i < group_outcome_count; ++i)
        if (group_quantities[i].name == name) return static_cast<GroupOutcome>(i);
    return std::nullopt;
}

std::string_view name_of(GroupOutcome o) { return group_quantities[static_cast<std::size_t>(o)].name; }
bool is_money(GroupOutcome o) { return group_quantities[static_cast<std::size_t>(o)].unit == "meur"; }
bool is_share_of_firms(GroupOutcome o) { return name_of(o).rfind("scale_up_share", 0) == 0; }

// One column of [row][column].
std::vector<double> column_of(const std::vector<double>& table, std::size_t column, std::size_t columns) {
    std::vector<double> values;
    for (std::size_t at = column; at < table.size(); at += columns) values.push_back(table[at]);
    return values;
}

// The firms that each area starts with, by weight: a simulated firm stands for several of its class.
std::vector<double> starting_firms(const Scenario& s) {
    double smes = 0, midcaps = 0;
    for (const Segment& segment : s.segments) {
        smes += segment.initial.smes;
        midcaps += segment.initial.midcaps;
    }
    std::vector<double> firms;
    for (const Segment& segment : s.segments) {
        double count = static_cast<double>(segment.initial.prime_turnover_meur.size());
        if (smes > 0) count += segment.initial.smes * s.firms.sme.national_count / smes;
        if (midcaps > 0) count += segment.initial.midcaps * s.firms.midcap.national_count / midcaps;
        firms.push_back(count);
    }
    return firms;
}

using Columns = std::vector<std::vector<double>>; // [area][run]

std::vector<double> summed(const Columns& columns, const std::vector<double>& weights) {
    std::vector<double> sum(columns.front().size(), 0.0);
    for (std::size_t a = 0; a < columns.size(); ++a)
        for (std::size_t r = 0; r < sum.size(); ++r) sum[r] += weights[a] * columns[a][r];
    return sum;
}

// What areas had follows from what they added and by how much they grew.
std::vector<double> growth_of(const Columns& added, const Columns& growth) {
    std::vector<double> all(added.front().size(), 0.0);
    for (std::size_t r = 0; r < all.size(); ++r) {
        double sum = 0, had = 0;
        for (std::size_t a = 0; a < added.size(); ++a) {
            sum += added[a][r];
            had += added[a][r] / growth[a][r];
        }
        all[r] = had > 0 ? sum / had : missing;
    }
    return all;
}

} // namespace

std::vector<double> Cases::missing_values() const {
    return std::vector<double>(static_cast<std::size_t>(results_.replications()), missing);
}

std::vector<double> Cases::area_outcome(GroupOutcome o, const std::vector<std::size_t>& areas, const Key& key) const {
    const std::size_t count = results_.segments().size();
    const auto columns = [&](GroupOutcome of) {
        const std::vector<double> table = results_.area(of, at(key));
        Columns all;
        for (const std::size_t area : areas) all.push_back(column_of(table, area, count));
        return all;
    };
    if (areas.size() == 1) return columns(o).front();
    if (is_money(o)) return summed(columns(o), std::vector<double>(areas.size(), 1.0));
    if (o == GroupOutcome::capacity_growth) return growth_of(columns(GroupOutcome::capacity_added_meur), columns(o));
    if (!is_share_of_firms(o)) return missing_values();
    std::vector<double> weights;
    double total = 0;
    const std::vector<double> firms = starting_firms(scenario(key));
    for (const std::size_t area : areas) {
        weights.push_back(firms[area]);
        total += firms[area];
    }
    for (double& weight : weights) weight /= total;
    return summed(columns(o), weights);
}

std::vector<double> Cases::outcome(std::string_view name, const FirmGroup& group, const Key& key) const {
    if (group.country()) return outcome(name, key);
    const std::optional<GroupOutcome> o = group_outcome_named(name);
    if (!o || !results_.holds_groups()) return missing_values();
    std::vector<double> mean;
    const std::vector<Key> all = each(key);
    for (const Key& one : all) {
        const std::vector<double> values =
            group.size_class ? column_of(results_.size(*o, at(one)), *group.size_class, size_class_count)
                             : area_outcome(*o, group.areas, one);
        if (mean.empty()) mean.assign(values.size(), 0.0);
        for (std::size_t r = 0; r < mean.size(); ++r) mean[r] += values[r] / static_cast<double>(all.size());
    }
    return mean;
}

std::vector<std::size_t> areas_apart(const Scenario& treatment, const Scenario& control) {
    if (treatment.segments.size() != control.segments.size()) return {};
    Scenario rest = treatment;
    rest.segments = control.segments;
    if (!(rest == control)) return {};
    std::vector<std::size_t> apart;
    for (std::size_t s = 0; s < control.segments.size(); ++s)
        if (!(treatment.segments[s] == control.segments[s])) apart.push_back(s);
    return apart.size() < control.segments.size() ? apart : std::vector<std::size_t>{};
}

void remark_areas(Verdict& v, const Cases& cases) {
    if (cases.holds_groups()) return;
    for (const Contrast& contrast : v.contrasts) {
        const Key t{contrast.treatment, v.behaviours[0], v.levels[0]},
            c{contrast.control, v.behaviours[0], v.levels[0]};
        std::vector<Bilingual> names;
        for (const std::size_t area : areas_apart(cases.scenario(t), cases.scenario(c)))
            names.emplace_back(v.areas[area], label_of(v.areas[area], Language::nl));
        if (!names.empty())
            v.remarks.push_back(say_in_both(Phrase::remark_areas, {contrast.name, joined(names, ", ")}));
    }
}

} // namespace drumbeat
