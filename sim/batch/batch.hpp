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

// The unit of work, checkpoint and order: a range of cases with a range of replications.
struct Tile {
    std::int64_t index = 0;
    std::int64_t first_case = 0, cases = 0;
    std::int64_t first_replication = 0, replications = 0;
    std::int64_t runs() const { return cases * replications; }
};

// A run that could not be carried out as asked.
struct RunFault {
    std::int64_t run_case = 0, replication = 0;
    std::string what;
    friend bool operator==(const RunFault&, const RunFault&) = default;
};

// What a tile produced.
struct TileRecord {
    Tile tile;
    std::string values;                 // of every dataset in turn, doubles: [case][replication][what else it has]
    std::string events, deals;          // of the runs that keep them
    std::vector<std::uint64_t> digests; // one per run: [case][replication]
    std::vector<RunFault> failures;
    bool abandoned = false; // a stop was asked before it was done: there is nothing in it
};

struct Plan {
    virtual ~Plan() = default;
    virtual std::optional<Tile> next() = 0;
    virtual void heard(const TileRecord&) {} // in tile order
};

using Work = std::function<TileRecord(const Tile&, int worker)>; // worker: 0 .. threads-1, for scratch memory
using Sink = std::function<void(TileRecord&&)>;                  // called from one thread at a time, in tile order

// Runs until the plan ends or a stop is asked; tiles under way are handed on, finished or abandoned as `work` likes.
// An exception of `work` or `sink` stops the run and is thrown again after all threads have ended.
void run_tiles(Plan&, const Work&, const Sink&, int threads, std::stop_token);

} // namespace drumbeat
