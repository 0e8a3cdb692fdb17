// SPDX-License-Identifier: Apache-2.0
// A group of a results file that is being written, as netCDF-4 has one: dimensions first, then variables along them.
#pragma once

#include "config/case_names.hpp"
#include "outputs/files/even_part.hpp"
#include "outputs/files/hdf5/creation.hpp"
#include "sim/record/record.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace drumbeat::hdf5 {

// How a variable lies: a name, a length and the length of a chunk for each of its dimensions.
struct Layout {
    std::vector<std::string> dimensions;
    Extents extents, chunk;
    bool grows = false; // along its only dimension
    bool compressed = false;
};

class Group {
  public:
    explicit Group(Handle id) : id_(std::move(id)) {}

    // A dimension is a scale: numbered from 0, by calendar years, by names; or bare, without values.
    void add_numbers(const std::string& name, std::size_t count, const char* meaning);
    void add_growing_numbers(const std::string& name, std::size_t count, const char* meaning);
    void add_years(const std::vector<int>&);
    void add_names(const std::string& name, const std::vector<std::string>&, const char* meaning);
    void add_bare(const std::string& name, std::size_t count);

    // What a coordinate says of each case, along the dimension of cases: as a word, or as a whole number.
    void add_label(const std::string& name, const CaseNames&, std::size_t coordinate, const char* meaning);
    void add_number_label(const std::string& name, const CaseNames&, std::size_t coordinate, const char* meaning);

    // `coordinates`: the names of those that tell its values apart beside its dimensions; empty: none.
    Handle variable(const Quantity&, hid_t type, const Layout&, const std::string& coordinates = {});

    // A variable of one dimension, which is written in blocks: a long one is never in memory as a whole.
    Handle column(const Quantity&, hid_t type, const std::string& dimension, std::size_t count,
                  const std::string& coordinates = {});
    template <class Values> // values(begin, count), as a vector
    static void write_column(hid_t dataset, std::size_t count, const Values& values) {
        const std::size_t most = even_part(count, column_block);
        for (std::size_t begin = 0; begin < count; begin += most)
            write_block(dataset, begin, values(begin, std::min(most, count - begin)));
    }

  private:
    static constexpr std::size_t column_block = 1 << 17; // values

    void add_scale(const Quantity& about, const Extents& extents, const Extents& largest,
                   const std::function<std::int32_t(std::size_t)>& value);
    Handle texts(const std::string& name, std::size_t count, const std::function<std::string(std::size_t)>& word,
                 const char* meaning);

    Handle id_;
    std::map<std::string, Handle> scales_;
};

} // namespace drumbeat::hdf5
