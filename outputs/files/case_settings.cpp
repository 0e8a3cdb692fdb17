// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/case_settings.hpp"

#include "config/parameter.hpp"
#include "outputs/files/manifest.hpp"
#include "sim/record/record.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace drumbeat {

namespace {

std::string name_from(std::string_view path) {
    std::string name;
    for (const char c : path) name += c == '*' ? std::string("all") : std::string(1, c == '.' ? '_' : c);
    return name;
}

std::vector<std::string> words_of(const Parameter& p) {
    if (p.type == "boolean") return {"false", "true"};
    return {p.choices.begin(), p.choices.end()};
}

// The paths that arms and levels of factors state, each once.
std::vector<std::string> stated_paths(const Comparison& comparison) {
    std::vector<std::string> paths;
    const auto hear = [&](const Variant& variant) {
        for (const Setting& setting : variant.settings)
            if (std::find(paths.begin(), paths.end(), setting.path) == paths.end()) paths.push_back(setting.path);
    };
    for (const Variant& arm : comparison.arms) hear(arm);
    for (const Factor& factor : comparison.factors)
        for (const Variant& level : factor.levels) hear(level);
    return paths;
}

// A stated path at its places, over the cases of a point: [place][case].
struct Stated {
    std::string path;
    std::vector<Place> places;
    std::vector<std::vector<double>> values;
};

// The paths that a study sets to numbers, and where they stand.
std::vector<Stated> stated_numbers(const CaseList& cases) {
    std::vector<Stated> all;
    Fault ignored;
    for (const std::string& path : stated_paths(comparison_of(cases.study()))) {
        Stated stated{path, find_places(cases.study().base, path, ignored), {}};
        const auto is_number = [&](const Place& place) {
            return as_number(*place.parameter, text_of(place, cases.study().base)).has_value();
        };
        if (stated.places.empty() || !std::all_of(stated.places.begin(), stated.places.end(), is_number)) continue;
        stated.values.resize(stated.places.size());
        all.push_back(std::move(stated));
    }
    return all;
}

void read_values(std::vector<Stated>& all, const CaseList& cases) {
    for (std::size_t c = 0; c < cases.per_point() && !all.empty(); ++c) {
        const Scenario scenario = cases.at(c).scenario;
        for (Stated& stated : all)
            for (std::size_t i = 0; i < stated.places.size(); ++i)
                stated.values[i].push_back(
                    as_number(*stated.places[i].parameter, text_of(stated.places[i], scenario)).value_or(missing));
    }
}

} // namespace

CaseSettings::CaseSettings(const Study& study, const std::vector<std::string>& taken) : cases_(study), taken_(taken) {
    add_factors();
    add_settings();
}

void CaseSettings::add(const std::string& path, const Parameter& p, std::vector<double> of_a_point) {
    std::string name = name_from(path);
    while (std::find(taken_.begin(), taken_.end(), name) != taken_.end()) name += "_setting";
    taken_.push_back(name);
    columns_.push_back({name, path, std::string(p.unit), fmt::format("{} ({})", p.meaning, path), words_of(p)});
    if (!of_a_point.empty()) of_a_point_.push_back(std::move(of_a_point));
}

void CaseSettings::add_factors() {
    for (const std::string& path : cases_.points().paths()) {
        sampled_.push_back(parameter_named(path));
        add(path, *sampled_.back(), {});
    }
}

// One column where all places agree in every case; else one for each place.
void CaseSettings::add_settings() {
    std::vector<Stated> all = stated_numbers(cases_);
    read_values(all, cases_);
    for (Stated& stated : all) {
        const bool agree = std::all_of(stated.values.begin(), stated.values.end(),
                                       [&](const auto& column) { return column == stated.values.front(); });
        if (agree) {
            add(stated.path, *stated.places.front().parameter, std::move(stated.values.front()));
            continue;
        }
        for (std::size_t i = 0; i < stated.places.size(); ++i) {
            const std::string path = path_of(stated.places[i], cases_.study().base);
            const auto same = [&](const Column& column) { return column.path == path; };
            if (std::none_of(columns_.begin(), columns_.end(), same))
                add(path, *stated.places[i].parameter, std::move(stated.values[i]));
        }
    }
}

std::vector<double> CaseSettings::values(std::size_t column, std::size_t first_case, std::size_t cases) const {
    const Points& points = cases_.points();
    const std::size_t factors = points.paths().size(), per_point = cases_.per_point();
    std::vector<double> all;
    all.reserve(cases);
    for (std::size_t c = first_case; c < first_case + cases; ++c) {
        if (column >= factors)
            all.push_back(of_a_point_[column - factors][c % per_point]);
        else if (c > first_case && c % per_point != 0)
            all.push_back(all.back());
        else
            all.push_back(as_number(*sampled_[column], points.text(c / per_point, column)).value_or(missing));
    }
    return all;
}

} // namespace drumbeat
