// SPDX-License-Identifier: Apache-2.0
// The columns of /events, filled in blocks of whole chunks.
#pragma once

#include "outputs/files/events.hpp"
#include "outputs/files/hdf5/hdf5.hpp"
#include "outputs/files/manifest.hpp"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace drumbeat {

class EventTable {
  public:
    EventTable(hid_t file, const Manifest&, std::size_t count); // of events in all
    void add(std::string_view bytes);                           // events as a tile holds them
    void flush();                                               // what is left of the last block

  private:
    static constexpr std::size_t block = 8192;

    std::vector<hdf5::Handle> columns_;
    std::array<std::vector<std::int32_t>, event_integers> integers_;
    std::vector<double> amounts_;
    hsize_t written_ = 0;
};

} // namespace drumbeat
