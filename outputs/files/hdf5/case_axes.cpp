// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/hdf5/case_axes.hpp"

#include "agents/firms.hpp"
#include "config/text.hpp"
#include "config/yaml.hpp"
#include "outputs/files/case_settings.hpp"
#include "outputs/files/coordinate_names.hpp"

namespace drumbeat {
namespace {

// Whether a coordinate of cases tells sampled points apart: the last, by its name.
bool is_point(std::size_t coordinate, const std::vector<std::string>& factors) {
    return coordinate + 1 == factors.size() + 2 && !factors.empty() && factors.back() == point_factor;
}

const char* meaning_of_coordinate(std::size_t coordinate) {
    switch (coordinate) {
    case 0: return "arm";
    case 1: return "behaviour";
    default: return "level of the factor";
    }
}

void add_cases(hdf5::Group& group, const Manifest& m) {
    group.add_numbers("case", m.cases.size(), "case: a combination of arm, behaviour and factor levels");
    const std::vector<std::string> names = case_coordinates(m.factors);
    for (std::size_t i = 0; i < names.size(); ++i)
        if (is_point(i, m.factors))
            group.add_number_label(names[i], m.cases, i, "number of the sampled point, from 1");
        else
            group.add_label(names[i], m.cases, i, meaning_of_coordinate(i));
}

void add_setting(hdf5::Group& group, const CaseSettings& settings, std::size_t i, const Manifest& m) {
    const CaseSettings::Column& column = settings.columns()[i];
    const bool has_words = !column.words.empty();
    const hid_t type = has_words ? H5T_STD_I32LE : H5T_IEEE_F64LE;
    const hdf5::Handle dataset =
        group.column({column.name, column.unit, column.meaning}, type, "case", m.cases.size(), coordinates_of(m));
    if (has_words) {
        hdf5::put_flag_values(dataset, column.words.size());
        hdf5::put_flag_meanings(dataset, column.words);
    }
    const auto values = [&](std::size_t begin, std::size_t count) { return settings.values(i, begin, count); };
    hdf5::Group::write_column(dataset, m.cases.size(), values);
}

} // namespace

std::string coordinates_of(const Manifest& m) { return joined(case_coordinates(m.factors), " "); }

void add_axes(hdf5::Group& group, Dataset::Group kind, std::size_t replications, const Manifest& m) {
    using enum Dataset::Group;
    add_cases(group, m);
    group.add_numbers("replication", replications, "replication: the same luck in every case");
    if (kind == yearly || kind == firms || kind == institutions || kind == accounts || kind == investors)
        group.add_years(m.shape.years);
    if (kind == yearly || kind == areas) group.add_names("segment", m.shape.segments, "segment");
    if (kind == sizes)
        group.add_names("size_class", {names_of<SizeClass>.begin(), names_of<SizeClass>.end()},
                        "size class: small and medium firms, midcaps, prime contractors");
    if (kind == accounts) {
        group.add_names("sector", m.recorded->sectors, "sector that pays, or receives where it is below 0");
        group.add_names("purpose", m.recorded->purposes, "what is paid for");
    }
    if (kind == firms) group.add_numbers("firm", static_cast<std::size_t>(m.shape.firm_rows), "row of the firm panel");
    if (kind == investors)
        group.add_numbers("investor", static_cast<std::size_t>(m.investor_rows), "SecFund, then private funds");
}

void add_case_settings(hdf5::Group& group, const Manifest& m) {
    std::vector<Problem> problems;
    const Study study = read_study_text(m.study_text, "study", {}, problems).study;
    if (has_errors(problems) || case_count(study) != static_cast<double>(m.cases.size())) return;
    const CaseSettings settings(study, names_taken(m));
    for (std::size_t i = 0; i < settings.columns().size(); ++i) add_setting(group, settings, i, m);
}

} // namespace drumbeat
