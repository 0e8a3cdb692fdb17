// SPDX-License-Identifier: Apache-2.0
#include "sim/world/draw_table.hpp"

#include <string>

namespace drumbeat {

static_assert(apart(declared_draws), "two decisions share a word: give one of them a free one in sim/world/draws.def");

void Streams::begin(const Luck& luck) {
    for (std::size_t i = 0; i < country_.size(); ++i) {
        const std::string population(names_of<Population>[i]);
        Stream& its = country_[i];
        its = stream(luck, population);
    }
}

void Streams::add_area(const Luck& luck, std::string_view name) {
    streams_.emplace_back();
    auto& streams = streams_.back();
    const std::string of_area = "/" + std::string(name);
    for (std::size_t i = 0; i < streams.size(); ++i) {
        const std::string population(names_of<Population>[i]);
        streams[i] = stream(luck, population + of_area);
    }
}

} // namespace drumbeat
