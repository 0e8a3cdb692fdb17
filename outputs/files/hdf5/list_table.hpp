// SPDX-License-Identifier: Apache-2.0
// The columns of /events or /deals, filled in blocks of whole chunks.
#pragma once

#include "outputs/files/hdf5/hdf5.hpp"
#include "outputs/files/lists.hpp"
#include "outputs/files/manifest.hpp"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace drumbeat {

class ListTable {
  public:
    ListTable(hid_t file, const ListOfRows&, const Manifest&, std::size_t count); // of rows in all
    void add(std::string_view bytes);                                             // rows as a tile holds them
    void flush();                                                                 // what is left of the last block

  private:
    static constexpr std::size_t block = 8192;

    const ListOfRows& list_;
    std::vector<hdf5::Handle> columns_;
    std::array<std::vector<std::int32_t>, list_integers> integers_;
    std::array<std::vector<double>, most_list_numbers> numbers_; // of which the list has the first
    hsize_t written_ = 0;
};

} // namespace drumbeat
