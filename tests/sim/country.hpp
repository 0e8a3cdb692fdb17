// SPDX-License-Identifier: Apache-2.0
// A country that a test walks through a year phase by phase, to look between the phases.
#pragma once

#include "sim/world/phases.hpp"
#include "sim/year/simulate.hpp"

#include <memory>

namespace drumbeat {

struct Country {
    std::shared_ptr<const Prepared> prepared;
    World world;
    Scratch scratch;
    RunRecord record;
    Run run;

    explicit Country(const Scenario& s, std::uint32_t replication = 0, std::uint32_t seed = 11)
        : prepared(prepare(s)), run{*prepared, {seed, replication}, world, scratch} {
        found(run);
    }
    Country(const Country&) = delete;
    Country& operator=(const Country&) = delete;

    // From now on the firms' sheets and events are kept.
    RunRecord& keep_record() {
        record.keep_firms = true;
        record.shape(prepared->years - prepared->burn_in, static_cast<int>(world.segments.size()), world.firms.count());
        run.record = &record;
        return record;
    }
    Firms& firms() { return world.firms; }
    SegmentState& area() { return world.segments.front(); }
    void until_orders() { begin_year(run), plan(run), commit(run); }
    void until_awards() { until_orders(), tender(run); }
    void until_beliefs() { until_awards(), believe(run); }
    void rest_of_year() { invest(run), produce(run), settle(run); }
};

} // namespace drumbeat
