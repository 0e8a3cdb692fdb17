// SPDX-License-Identifier: Apache-2.0
// Work that goes in rounds: numbered pieces in parallel, each of which finds some numbers. What a round does may hang
// on what those before it found. Every use is a fixed sequence of rounds, so that a round's number and a piece's index
// name a piece: one that is done can be kept, and need not be done again.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <stop_token>
#include <vector>

namespace drumbeat {

struct PieceKey {
    std::int64_t round = 0, index = 0;
    friend auto operator<=>(const PieceKey&, const PieceKey&) = default;
};

using PieceValues = std::vector<double>;

// Where finished pieces stand.
struct PieceStore {
    virtual ~PieceStore() = default;
    // Each is asked for once. One of another width than the round's is done anew.
    virtual std::optional<PieceValues> take(PieceKey) = 0;
    virtual bool leaves_out(PieceKey) const { return false; } // another one does it, or nobody
    virtual void keep(PieceKey, const PieceValues&) = 0;      // in one thread at a time, in order
};

// A stop was asked for, and pieces are left to do.
struct Stopped : std::runtime_error {
    Stopped() : std::runtime_error("stopped") {}
};

// All is done of a round but the pieces that are left out.
struct LeftOut : std::runtime_error {
    LeftOut() : std::runtime_error("pieces are left out") {}
};

class Rounds {
  public:
    // May throw Stopped, where it has seen the stop token.
    using Piece = std::function<PieceValues(std::int64_t index, int worker)>; // worker: 0 .. threads-1

    explicit Rounds(int threads, std::stop_token stop = {}, PieceStore* store = nullptr);
    // Hears how many pieces are there, whenever one is done; in one thread at a time.
    void tell(std::function<void(std::int64_t)> told) { told_ = std::move(told); }

    // The next round: what each of its pieces found, in order, `width` numbers each. Throws Stopped or LeftOut.
    std::vector<PieceValues> run(std::int64_t count, std::size_t width, const Piece&);

    int threads() const { return threads_; }
    const std::stop_token& stop() const { return stop_; }

  private:
    // A round under way: what was there of it, and what is left to do.
    struct Taken {
        std::vector<PieceValues> values;
        std::vector<bool> is_open;
        std::int64_t open = 0, left_out = 0;
    };
    Taken taken(std::int64_t round, std::int64_t count, std::size_t width);

    int threads_;
    std::stop_token stop_;
    PieceStore* store_; // null: none is kept
    std::function<void(std::int64_t)> told_;
    std::int64_t round_ = 0, done_ = 0;
};

} // namespace drumbeat
