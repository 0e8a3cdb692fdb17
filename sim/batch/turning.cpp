// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/turning.hpp"

#include "sim/batch/tiles.hpp"

#include <algorithm>

namespace drumbeat {

std::vector<Turn> turns_of(const Replay& replay, const Decision& was, int threads,
                           const std::function<void(int, int)>& told) {
    const std::vector<Place> tried = places_tried(replay.arm(), was);
    std::vector<Replay> replays(static_cast<std::size_t>(std::max(threads, 1)), replay);
    std::vector<Turn> turns(tried.size());
    GridTiles plan = pieces(static_cast<std::int64_t>(tried.size())); // one for each parameter
    const auto search = [&](const Tile& tile, int worker) {
        const auto i = static_cast<std::size_t>(tile.index);
        turns[i] = turn_at(replays[static_cast<std::size_t>(worker)], was, tried[i]);
        TileRecord record;
        record.tile = tile;
        return record;
    };
    int done = 0;
    const auto heard = [&](TileRecord&&) {
        if (told) told(++done, static_cast<int>(tried.size()));
    };
    run_tiles(plan, search, heard, threads, {});
    sort_by_size(turns);
    return turns;
}

} // namespace drumbeat
