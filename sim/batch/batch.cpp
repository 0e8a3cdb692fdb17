// SPDX-License-Identifier: Apache-2.0
// The parallel loop. Tiles start in plan order, run at the same time, and are handed on in plan order; only a few
// are under way at once, so that memory does not grow with the study.
// DRUMBEAT_BATCH_JTHREAD drives it by std::jthread, which the thread sanitizer understands; oneTBB's own
// synchronisation it does not.
#include "sim/batch/batch.hpp"

#include <algorithm>
#include <memory>
#include <mutex>

#ifdef DRUMBEAT_BATCH_JTHREAD
#include <condition_variable>
#include <exception>
#include <map>
#include <thread>
#else
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>
#endif

namespace drumbeat {
namespace {

// Tiles started and not yet handed on: enough to keep threads busy while the sink waits for a slow tile.
std::size_t look_ahead(int threads) { return 2 * static_cast<std::size_t>(threads) + 2; }

// A plan is asked and told by different threads, so both happen under one lock.
class LockedPlan {
  public:
    LockedPlan(Plan& plan, std::stop_token stop) : plan_(plan), stop_(std::move(stop)) {}
    std::optional<Tile> next() {
        const std::lock_guard lock(mutex_);
        return stop_.stop_requested() ? std::nullopt : plan_.next();
    }
    void heard(const TileRecord& record) {
        const std::lock_guard lock(mutex_);
        plan_.heard(record);
    }

  private:
    Plan& plan_;
    std::stop_token stop_;
    std::mutex mutex_;
};

} // namespace

#ifdef DRUMBEAT_BATCH_JTHREAD

namespace {

class Crew {
  public:
    Crew(LockedPlan& plan, const Work& work, const Sink& sink, int threads)
        : plan_(plan), work_(work), sink_(sink), limit_(look_ahead(threads)) {}

    void labour(int worker) {
        try {
            std::size_t turn = 0;
            while (const auto tile = begin(turn)) hand_on(turn, work_(*tile, worker));
        } catch (...) {
            const std::lock_guard lock(mutex_);
            if (!failure_) failure_ = std::current_exception();
            room_.notify_all();
        }
    }
    void rethrow() const {
        if (failure_) std::rethrow_exception(failure_);
    }

  private:
    std::optional<Tile> begin(std::size_t& turn) {
        std::unique_lock lock(mutex_);
        room_.wait(lock, [&] { return failure_ || begun_ < handed_on_ + limit_; });
        if (failure_) return std::nullopt;
        const auto tile = plan_.next();
        if (tile) turn = begun_++;
        return tile;
    }
    void hand_on(std::size_t turn, TileRecord&& record) {
        const std::lock_guard lock(mutex_);
        waiting_.emplace(turn, std::move(record));
        while (!failure_ && !waiting_.empty() && waiting_.begin()->first == handed_on_) {
            plan_.heard(waiting_.begin()->second);
            sink_(std::move(waiting_.begin()->second));
            waiting_.erase(waiting_.begin());
            ++handed_on_;
        }
        room_.notify_all();
    }

    LockedPlan& plan_;
    const Work& work_;
    const Sink& sink_;
    const std::size_t limit_;
    std::mutex mutex_;
    std::condition_variable room_;
    std::size_t begun_ = 0, handed_on_ = 0;
    std::map<std::size_t, TileRecord> waiting_;
    std::exception_ptr failure_;
};

} // namespace

void run_tiles(Plan& plan, const Work& work, const Sink& sink, int threads, std::stop_token stop) {
    threads = std::max(threads, 1);
    LockedPlan locked(plan, std::move(stop));
    Crew crew(locked, work, sink, threads);
    {
        std::vector<std::jthread> workers;
        for (int i = 1; i < threads; ++i) workers.emplace_back([&crew, i] { crew.labour(i); });
        crew.labour(0);
    }
    crew.rethrow();
}

#else

void run_tiles(Plan& plan, const Work& work, const Sink& sink, int threads, std::stop_token stop) {
    threads = std::max(threads, 1);
    LockedPlan locked(plan, std::move(stop));
    using Record = std::shared_ptr<TileRecord>;
    const auto start = oneapi::tbb::make_filter<void, Tile>(oneapi::tbb::filter_mode::serial_in_order,
                                                            [&](oneapi::tbb::flow_control& flow) {
                                                                const auto tile = locked.next();
                                                                if (!tile) flow.stop();
                                                                return tile.value_or(Tile{});
                                                            });
    const auto simulate = oneapi::tbb::make_filter<Tile, Record>(oneapi::tbb::filter_mode::parallel, [&](Tile tile) {
        return std::make_shared<TileRecord>(work(tile, oneapi::tbb::this_task_arena::current_thread_index()));
    });
    const auto hand_on =
        oneapi::tbb::make_filter<Record, void>(oneapi::tbb::filter_mode::serial_in_order, [&](const Record& record) {
            locked.heard(*record);
            sink(std::move(*record));
        });
    // More threads than cores are allowed: results must not depend on their number, and a test asks for seven.
    const oneapi::tbb::global_control allow(oneapi::tbb::global_control::max_allowed_parallelism,
                                            static_cast<std::size_t>(threads));
    oneapi::tbb::task_arena arena(threads);
    arena.execute([&] { oneapi::tbb::parallel_pipeline(look_ahead(threads), start & simulate & hand_on); });
}

#endif

} // namespace drumbeat
