// SPDX-License-Identifier: Apache-2.0
// The years of a replication ask for no memory once another has passed on the same desk. This file counts for all of
// its program: the operators below take the place of the library's.
#include "tests/sim/everything.hpp"
#include "tests/sim/packaged.hpp"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<std::size_t> allocations{0};

} // namespace

[[gnu::noinline]] void* operator new(std::size_t size) {
    allocations.fetch_add(1, std::memory_order_relaxed);
    if (void* memory = std::malloc(size > 0 ? size : 1)) return memory;
    throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

using namespace drumbeat;

namespace {

template <class Work> std::size_t allocations_of(Work&& work) {
    const std::size_t before = allocations;
    work();
    return allocations - before;
}

// Replications on the same memory, as studies run them.
struct Replications {
    BaseAndArm country;
    World snapshot, world;
    Desk desk;
    RunRecord prelude, record;

    Replications(const Scenario& base, const Scenario& arm, bool keeps_firms) : country(base, arm) {
        prelude.keep_firms = keeps_firms;
    }

    // In the years of a run.
    std::size_t in_ticks() {
        std::size_t sum = 0;
        walk(country, {5, 0}, world, prelude,
             [&](const Year& y, RunRecord* to) { sum += allocations_of([&] { tick(y, world, desk, to); }); });
        return sum;
    }
    std::size_t in_burn_in() {
        return allocations_of([&] { burn_in(*country.base, {5, 0}, snapshot, desk, prelude); });
    }
    std::size_t in_policy() {
        return allocations_of([&] {
            world = snapshot;
            run_policy(*country.arm, {}, world, desk, prelude, record);
        });
    }
};

void check_warm_years(Replications&& runs) {
    CHECK(runs.in_ticks() > 0); // the counter counts
    CHECK(runs.in_ticks() == 0);
    runs.in_burn_in();
    runs.in_policy();
    const std::size_t before = runs.in_burn_in();
    const std::size_t policy = runs.in_policy();
    MESSAGE("allocations of a warm burn-in and policy: ", before, ", ", policy);
    CHECK(policy == 0);
}

} // namespace

TEST_CASE("nothing is allocated in a warm year of the packaged country") {
    const Scenario s = packaged_scenario("netherlands-2026");
    check_warm_years({s, s, false});
}

TEST_CASE("nothing is allocated in a warm year in which every part of the model works and firms are kept") {
    check_warm_years({busy_country(), everything_on(), true});
}
