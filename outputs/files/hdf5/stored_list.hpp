// SPDX-License-Identifier: Apache-2.0
// The rows of /events or /deals in a results file, run by run.
#pragma once

#include "outputs/files/hdf5/sealed_file.hpp"
#include "outputs/files/lists.hpp"

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace drumbeat {

class StoredList {
  public:
    StoredList(const SealedFile&, const ListOfRows&); // throws hdf5::Error

    std::vector<ListRow> rows_of(std::int64_t run_case, std::int64_t replication) const;
    std::vector<ListRow> all() const { return read({0, length_}); }

  private:
    struct Place { // of a run's rows, which follow each other
        hsize_t begin = 0, count = 0;
    };
    void note(std::pair<std::int32_t, std::int32_t> run, hsize_t at);
    std::vector<ListRow> read(Place) const;

    const ListOfRows& list_;
    hsize_t length_ = 0;
    std::vector<hdf5::Handle> handles_;                             // as the list's columns
    std::map<std::pair<std::int32_t, std::int32_t>, Place> places_; // by case and replication
};

} // namespace drumbeat
