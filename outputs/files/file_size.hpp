// SPDX-License-Identifier: Apache-2.0
// How large journal and results file of a study will be, from the layout that both are written in.
#pragma once

#include "outputs/files/manifest.hpp"

#include <cstdint>

namespace drumbeat {

struct DiskNeed {
    double file = 0, journal = 0;                  // bytes
    double peak() const { return file + journal; } // while the journal is sealed
};

// `events`: of all runs that keep their firms; `deals`: of all that keep their investors. Texts, coordinates and HDF5's
// own bookkeeping are counted as what they take in files of today's format.
DiskNeed disk_need(const Manifest&, double events, double deals = 0);

// Of the largest tile in memory, bytes.
double tile_bytes(const Manifest&);

} // namespace drumbeat
