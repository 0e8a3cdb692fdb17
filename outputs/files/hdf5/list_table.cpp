// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/hdf5/list_table.hpp"

#include "outputs/files/hdf5/group.hpp"

#include <string>

namespace drumbeat {

ListTable::ListTable(hid_t file, const ListOfRows& list, const Manifest& m, std::size_t count) : list_(list) {
    hdf5::Group group(hdf5::create_group(file, std::string(list.group).c_str()));
    group.add_growing_numbers(list.dimension, count, list.meaning);
    for (std::size_t i = 0; i < list.columns.size(); ++i) {
        const hid_t type = i < list_integers ? H5T_STD_I32LE : H5T_IEEE_F64LE;
        columns_.push_back(group.variable(list.columns[i], type, {{list.dimension}, {count}, {block}, true, true}));
    }
    hdf5::put_flag_values(columns_[list.kind_column], list.kinds.size());
    hdf5::put_flag_meanings(columns_[list.kind_column], {list.kinds.begin(), list.kinds.end()});
    hdf5::put_flag_meanings(columns_[list_segment_column], m.shape.segments);
    hdf5::put_flag_values(columns_[list_segment_column], m.shape.segments.size());
}

void ListTable::add(std::string_view bytes) {
    for (const ListRow& row : rows_in_bytes(list_, bytes)) {
        for (std::size_t i = 0; i < list_integers; ++i) integers_[i].push_back(row.integers[i]);
        for (std::size_t i = 0; i < list_.numbers(); ++i) numbers_[i].push_back(row.numbers[i]);
        if (numbers_[0].size() == block) flush();
    }
}

void ListTable::flush() {
    if (numbers_[0].empty()) return;
    for (std::size_t i = 0; i < list_integers; ++i) {
        hdf5::write_block(columns_[i], written_, integers_[i]);
        integers_[i].clear();
    }
    const std::size_t count = numbers_[0].size();
    for (std::size_t i = 0; i < list_.numbers(); ++i) {
        hdf5::write_block(columns_[list_integers + i], written_, numbers_[i]);
        numbers_[i].clear();
    }
    written_ += count;
}

} // namespace drumbeat
