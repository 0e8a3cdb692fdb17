// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/rounds.hpp"

#include "sim/batch/tiles.hpp"

#include <algorithm>
#include <utility>

namespace drumbeat {

Rounds::Rounds(int threads, std::stop_token stop, PieceStore* store)
    : threads_(std::max(threads, 1)), stop_(std::move(stop)), store_(store) {}

// Takes what the store has of a round. Who is left out is somebody else's.
Rounds::Taken Rounds::taken(std::int64_t round, std::int64_t count, std::size_t width) {
    Taken taken;
    taken.open = count;
    taken.values.resize(static_cast<std::size_t>(count));
    taken.is_open.assign(taken.values.size(), true);
    for (std::int64_t i = 0; store_ && i < count; ++i) {
        const auto at = static_cast<std::size_t>(i);
        std::optional<PieceValues> found = store_->take({round, i});
        if (found && found->size() == width) {
            taken.values[at] = std::move(*found);
            ++done_;
        } else if (store_->leaves_out({round, i})) {
            ++taken.left_out;
        } else {
            continue;
        }
        taken.is_open[at] = false;
        --taken.open;
    }
    return taken;
}

std::vector<PieceValues> Rounds::run(std::int64_t count, std::size_t width, const Piece& piece) {
    const std::int64_t round = round_++;
    Taken pieces = taken(round, count, width);
    GridTiles plan(Grid{count, 1, 1, 1}, [&](std::int64_t i) { return !pieces.is_open[static_cast<std::size_t>(i)]; });
    const auto work = [&](const Tile& tile, int worker) {
        TileRecord record;
        record.tile = tile;
        try {
            pieces.values[static_cast<std::size_t>(tile.index)] = piece(tile.index, worker);
        } catch (const Stopped&) {
            record.abandoned = true;
        }
        return record;
    };
    const auto keep = [&](TileRecord&& record) {
        if (record.abandoned) return;
        const auto at = static_cast<std::size_t>(record.tile.index);
        if (store_) store_->keep({round, record.tile.index}, pieces.values[at]);
        --pieces.open;
        ++done_;
        if (told_) told_(done_);
    };
    run_tiles(plan, work, keep, threads_, stop_);
    if (pieces.open > 0) throw Stopped();
    if (pieces.left_out > 0) throw LeftOut();
    return std::move(pieces.values);
}

} // namespace drumbeat
