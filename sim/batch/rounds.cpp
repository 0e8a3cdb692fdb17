// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/rounds.hpp"

#include "sim/batch/tiles.hpp"

#include <algorithm>
#include <utility>

namespace drumbeat {

Rounds::Rounds(int threads, std::stop_token stop, PieceStore* store)
    : threads_(std::max(threads, 1)), stop_(std::move(stop)), store_(store) {}

std::vector<PieceValues> Rounds::run(std::int64_t count, std::size_t width, const Piece& piece) {
    const std::int64_t round = round_++;
    std::vector<PieceValues> values(static_cast<std::size_t>(count));
    std::vector<bool> is_open(values.size(), true);
    std::int64_t open = count, left_out = 0;
    for (std::int64_t i = 0; store_ && i < count; ++i) {
        const auto at = static_cast<std::size_t>(i);
        std::optional<PieceValues> found = store_->take({round, i});
        if (found && found->size() == width) {
            values[at] = std::move(*found);
            ++done_;
        } else if (store_->leaves_out({round, i})) {
            ++left_out;
        } else {
            continue;
        }
        is_open[at] = false;
        --open;
    }
    GridTiles plan(Grid{count, 1, 1, 1}, [&](std::int64_t i) { return !is_open[static_cast<std::size_t>(i)]; });
    const auto work = [&](const Tile& tile, int worker) {
        TileRecord record;
        record.tile = tile;
        try {
            values[static_cast<std::size_t>(tile.index)] = piece(tile.index, worker);
        } catch (const Stopped&) {
            record.abandoned = true;
        }
        return record;
    };
    const auto keep = [&](TileRecord&& record) {
        if (record.abandoned) return;
        if (store_) store_->keep({round, record.tile.index}, values[static_cast<std::size_t>(record.tile.index)]);
        --open;
        ++done_;
        if (told_) told_(done_);
    };
    run_tiles(plan, work, keep, threads_, stop_);
    if (open > 0) throw Stopped();
    if (left_out > 0) throw LeftOut();
    return values;
}

} // namespace drumbeat
