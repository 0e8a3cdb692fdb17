// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/hdf5/event_table.hpp"

#include "outputs/files/bytes.hpp"
#include "outputs/files/hdf5/group.hpp"

namespace drumbeat {

EventTable::EventTable(hid_t file, const Manifest& m, std::size_t count) {
    hdf5::Group group(hdf5::create_group(file, "events"));
    group.add_growing_numbers("event", count, "events, by replication, case and order within the run");
    for (std::size_t i = 0; i < std::size(event_columns); ++i) {
        const hid_t type = i < event_integers ? H5T_STD_I32LE : H5T_IEEE_F64LE;
        columns_.push_back(group.variable(event_columns[i], type, {{"event"}, {count}, {block}, true, true}));
    }
    hdf5::put_flag_values(columns_[event_kind_column], std::size(event_kinds));
    hdf5::put_flag_meanings(columns_[event_kind_column], {std::begin(event_kinds), std::end(event_kinds)});
    hdf5::put_flag_meanings(columns_[event_segment_column], m.shape.segments);
    hdf5::put_flag_values(columns_[event_segment_column], m.shape.segments.size());
}

void EventTable::add(std::string_view bytes) {
    for (; !bytes.empty(); bytes.remove_prefix(stored_event_bytes)) {
        ByteReader in(bytes);
        for (auto& column : integers_) column.push_back(in.get<std::int32_t>());
        amounts_.push_back(in.get<double>());
        if (amounts_.size() == block) flush();
    }
}

void EventTable::flush() {
    if (amounts_.empty()) return;
    for (std::size_t i = 0; i < event_integers; ++i) {
        hdf5::write_block(columns_[i], written_, integers_[i]);
        integers_[i].clear();
    }
    hdf5::write_block(columns_.back(), written_, amounts_);
    written_ += amounts_.size();
    amounts_.clear();
}

} // namespace drumbeat
