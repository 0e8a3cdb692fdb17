// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/hdf5/group.hpp"

#include <fmt/core.h>
#include <hdf5_hl.h>

#include <cstdlib>

namespace drumbeat::hdf5 {
namespace {

constexpr std::size_t scale_block = 65536; // values of a chunk

void make_scale(hid_t dataset, const std::string& name) { ok(H5DSset_scale(dataset, name.c_str())); }

void put_units_and_meaning(hid_t dataset, const Quantity& quantity) {
    put_attribute(dataset, "units", std::string(quantity.unit == "-" ? "1" : quantity.unit));
    put_attribute(dataset, "long_name", std::string(quantity.meaning));
}

// One element, not a scalar: readers of netCDF expect it so.
void put_fill_value(hid_t dataset, hid_t type) {
    const Handle space = space_of({1});
    const Handle attribute(H5Acreate2(dataset, "_FillValue", type, space, H5P_DEFAULT, H5P_DEFAULT));
    ok(H5Awrite(attribute, H5T_NATIVE_DOUBLE, &missing));
}

// Every chunk is written whole, as far as it has values, so that nothing is filled before.
Handle properties_of(const Layout& layout, bool has_missing) {
    Handle properties = checked_chunks(layout.chunk, layout.compressed);
    ok(H5Pset_fill_time(properties, H5D_FILL_TIME_NEVER));
    if (has_missing) ok(H5Pset_fill_value(properties, H5T_NATIVE_DOUBLE, &missing));
    return properties;
}

Handle space_of_variable(const Layout& layout) {
    return layout.grows ? space_of(layout.extents, {H5S_UNLIMITED}) : space_of(layout.extents);
}

std::int32_t number(std::size_t i) { return static_cast<std::int32_t>(i); }

} // namespace

void Group::add_numbers(const std::string& name, std::size_t count, const char* meaning) {
    add_scale({name, "1", meaning}, {count}, {count}, number);
}

void Group::add_growing_numbers(const std::string& name, std::size_t count, const char* meaning) {
    add_scale({name, "1", meaning}, {count}, {H5S_UNLIMITED}, number);
}

void Group::add_years(const std::vector<int>& years) {
    const auto year = [&](std::size_t i) { return static_cast<std::int32_t>(years[i]); };
    add_scale({"year", "year", "calendar year"}, {years.size()}, {years.size()}, year);
}

void Group::add_names(const std::string& name, const std::vector<std::string>& names, const char* meaning) {
    const auto word = [&](std::size_t i) { return names[i]; };
    scales_[name] = texts(name, names.size(), word, meaning);
    make_scale(scales_[name], name);
}

// As netCDF-4 writes one.
void Group::add_bare(const std::string& name, std::size_t count) {
    Handle dataset = create_dataset(id_, name, H5T_IEEE_F32BE, space_of({count}), dataset_properties());
    make_scale(dataset, fmt::format("This is a netCDF dimension but not a netCDF variable. {:9}", count));
    scales_[name] = std::move(dataset);
}

void Group::add_label(const std::string& name, const CaseNames& cases, std::size_t coordinate, const char* meaning) {
    const auto word = [&](std::size_t i) { return cases.word(i, coordinate); };
    const Handle dataset = texts(name, cases.size(), word, meaning);
    ok(H5DSattach_scale(dataset, scales_.at("case"), 0));
}

void Group::add_number_label(const std::string& name, const CaseNames& cases, std::size_t coordinate,
                             const char* meaning) {
    const Handle dataset = column({name, "1", meaning}, H5T_STD_I32LE, "case", cases.size());
    write_column(dataset, cases.size(), [&](std::size_t begin, std::size_t count) {
        std::vector<std::int32_t> numbers;
        for (std::size_t i = begin; i < begin + count; ++i)
            numbers.push_back(std::atoi(cases.word(i, coordinate).c_str()));
        return numbers;
    });
}

Handle Group::variable(const Quantity& quantity, hid_t type, const Layout& layout, const std::string& coordinates) {
    const bool has_missing = ok(H5Tget_class(type)) == H5T_FLOAT;
    const Handle properties = properties_of(layout, has_missing);
    Handle dataset = create_dataset(id_, std::string(quantity.name), type, space_of_variable(layout), properties);
    unsigned axis = 0;
    for (const std::string& dimension : layout.dimensions) ok(H5DSattach_scale(dataset, scales_.at(dimension), axis++));
    if (has_missing) put_fill_value(dataset, type);
    put_units_and_meaning(dataset, quantity);
    if (!coordinates.empty()) put_attribute(dataset, "coordinates", coordinates);
    return dataset;
}

Handle Group::column(const Quantity& quantity, hid_t type, const std::string& dimension, std::size_t count,
                     const std::string& coordinates) {
    return variable(quantity, type, {{dimension}, {count}, {even_part(count, column_block)}}, coordinates);
}

void Group::add_scale(const Quantity& about, const Extents& extents, const Extents& largest,
                      const std::function<std::int32_t(std::size_t)>& value) {
    const std::string name(about.name);
    const std::size_t count = extents.front();
    const bool grows = largest.front() == H5S_UNLIMITED; // as only events do, which are many
    const Handle properties = checked_chunks({std::clamp<hsize_t>(count, 1, scale_block)}, grows);
    Handle dataset = create_dataset(id_, name, H5T_STD_I32LE, space_of(extents, largest), properties);
    std::vector<std::int32_t> values;
    for (std::size_t begin = 0; begin < count; begin += scale_block) {
        values.clear();
        for (std::size_t i = begin; i < std::min(begin + scale_block, count); ++i) values.push_back(value(i));
        write_block(dataset, begin, values);
    }
    put_units_and_meaning(dataset, about);
    make_scale(dataset, name);
    scales_[name] = std::move(dataset);
}

Handle Group::texts(const std::string& name, std::size_t count, const std::function<std::string(std::size_t)>& word,
                    const char* meaning) {
    const Handle type = text_type();
    Handle dataset = create_dataset(id_, name, type, space_of({count}), dataset_properties());
    std::vector<std::string> words;
    std::vector<const char*> pointers;
    for (std::size_t begin = 0; begin < count; begin += column_block) {
        words.clear();
        pointers.clear();
        for (std::size_t i = begin; i < std::min(begin + column_block, count); ++i) words.push_back(word(i));
        for (const std::string& text : words) pointers.push_back(text.c_str());
        write_block(dataset, type, begin, words.size(), pointers.data());
    }
    put_attribute(dataset, "long_name", std::string(meaning));
    return dataset;
}

} // namespace drumbeat::hdf5
