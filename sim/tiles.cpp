// SPDX-License-Identifier: Apache-2.0
#include "sim/tiles.hpp"

#include <algorithm>

namespace drumbeat {

int tile_size(std::size_t cases, std::size_t values_per_run, std::int64_t replications) {
    constexpr std::size_t bytes = 512 * 1024, runs = 1000;
    cases = std::max<std::size_t>(cases, 1);
    const std::size_t by_bytes = bytes / (sizeof(double) * std::max<std::size_t>(values_per_run, 1) * cases);
    const auto largest = static_cast<std::int64_t>(std::min(by_bytes, runs / cases));
    return static_cast<int>(std::max<std::int64_t>(std::min(largest, replications / 16), 1));
}

ReplicationTiles::ReplicationTiles(std::int64_t replications, int size, std::function<bool(std::int64_t)> done)
    : replications_(replications), size_(std::max(size, 1)), done_(std::move(done)) {}

std::int64_t ReplicationTiles::count() const { return (replications_ + size_ - 1) / size_; }

std::optional<Tile> ReplicationTiles::next() {
    while (done_ && index_ < count() && done_(index_)) ++index_;
    if (index_ >= count()) return std::nullopt;
    const std::int64_t first = index_ * size_;
    const auto replications = static_cast<int>(std::min<std::int64_t>(size_, replications_ - first));
    return Tile{index_++, first, replications};
}

} // namespace drumbeat
