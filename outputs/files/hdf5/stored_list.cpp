// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/hdf5/stored_list.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace drumbeat {

StoredList::StoredList(const SealedFile& file, const ListOfRows& list) : list_(list) {
    for (const Quantity& column : list.columns) {
        hsize_t own = 0;
        handles_.push_back(file.column(fmt::format("{}/{}", list.group, column.name), own));
        if (handles_.size() == 1) length_ = own;
        if (own != length_) throw hdf5::Error(fmt::format("its {} are of different lengths", list.group));
    }
    constexpr hsize_t block = 1 << 20;
    std::vector<std::int32_t> cases, replications;
    for (hsize_t begin = 0; begin < length_; begin += block) {
        const hsize_t count = std::min(block, length_ - begin);
        SealedFile::read(handles_[0], begin, count, cases);
        SealedFile::read(handles_[1], begin, count, replications);
        for (hsize_t i = 0; i < count; ++i) note({cases[i], replications[i]}, begin + i);
    }
}

void StoredList::note(std::pair<std::int32_t, std::int32_t> run, hsize_t at) {
    Place& place = places_.try_emplace(run, Place{at, 0}).first->second;
    if (place.begin + place.count != at)
        throw hdf5::Error(fmt::format("the {} of a run do not follow each other", list_.group));
    ++place.count;
}

std::vector<ListRow> StoredList::rows_of(std::int64_t run_case, std::int64_t replication) const {
    const auto found = places_.find({static_cast<std::int32_t>(run_case), static_cast<std::int32_t>(replication)});
    return found == places_.end() ? std::vector<ListRow>{} : read(found->second);
}

std::vector<ListRow> StoredList::read(Place place) const {
    std::vector<ListRow> rows(place.count);
    if (rows.empty()) return rows;
    std::vector<std::int32_t> integers;
    for (std::size_t column = 0; column < list_integers; ++column) {
        SealedFile::read(handles_[column], place.begin, place.count, integers);
        for (std::size_t i = 0; i < rows.size(); ++i) rows[i].integers[column] = integers[i];
    }
    std::vector<double> numbers;
    for (std::size_t column = 0; column < list_.numbers(); ++column) {
        SealedFile::read(handles_[list_integers + column], {place.begin}, {place.count}, numbers);
        for (std::size_t i = 0; i < rows.size(); ++i) rows[i].numbers[column] = numbers[i];
    }
    return rows;
}

} // namespace drumbeat
