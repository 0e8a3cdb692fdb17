// SPDX-License-Identifier: Apache-2.0
// Runs tiles of work in parallel and hands their results on in plan order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace drumbeat {

// The unit of work, checkpoint and order: all cases of a range of replications.
struct Tile {
    std::int64_t index = 0;
    std::int64_t first_replication = 0;
    int replications = 0;
};

// What a tile produced: one byte string per chunk of the results file, in the order of the file's datasets.
struct TileRecord {
    Tile tile;
    std::vector<std::string> chunks;
    std::vector<std::uint64_t> digests; // one per run: [case][replication in tile]
    std::vector<std::string> failures;  // "case 3, replication 17: what went wrong"
};

struct Plan {
    virtual ~Plan() = default;
    virtual std::optional<Tile> next() = 0;
    virtual void heard(const TileRecord&) {} // in tile order
};

using Work = std::function<TileRecord(const Tile&, int worker)>; // worker: 0 .. threads-1, for scratch memory
using Sink = std::function<void(TileRecord&&)>;                  // called from one thread at a time, in tile order

// Runs until the plan ends or a stop is asked; tiles under way are finished and handed on.
// An exception of `work` or `sink` stops the run and is thrown again after all threads have ended.
void run_tiles(Plan&, const Work&, const Sink&, int threads, std::stop_token);

} // namespace drumbeat
