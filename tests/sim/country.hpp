// SPDX-License-Identifier: Apache-2.0
// A country that a test walks through a year phase by phase, to look between the phases.
#pragma once

#include "sim/world/phases.hpp"
#include "sim/year/simulate.hpp"

#include <memory>

namespace drumbeat {

struct Country {
    std::shared_ptr<const Prepared> prepared;
    Luck luck;
    World world;
    Scratch scratch;
    RunRecord record;
    bool records = false;

    explicit Country(const Scenario& s, std::uint32_t replication = 0, std::uint32_t seed = 11)
        : prepared(prepare(s)), luck{seed, replication} {
        Run run = now();
        found(run);
    }

    // The year that the country is in.
    Year year() const { return {*prepared, luck, world.year}; }
    Run now() {
        return {year(), world, scratch, records ? Recorder(record, year().calendar, year().reported) : Recorder()};
    }

    // From now on the firms' sheets and events are kept.
    RunRecord& keep_record() {
        record.keep_firms = true;
        record.shape(prepared->years - prepared->burn_in, static_cast<int>(world.segments.size()), world.firms.count());
        records = true;
        return record;
    }
    Firms& firms() { return world.firms; }
    SegmentState& area() { return world.segments.front(); }

    void step(void (*phase)(Run&)) {
        Run run = now();
        phase(run);
    }
    void begin_year() { step(drumbeat::begin_year); }
    void plan() { step(drumbeat::plan); }
    void commit() { step(drumbeat::commit); }
    void tender() { step(drumbeat::tender); }
    void believe() { step(drumbeat::believe); }
    void do_research() { step(research); }
    void invest() { step(drumbeat::invest); }
    void produce() { step(drumbeat::produce); }
    void settle() { step(drumbeat::settle); }

    void pass_year() { tick(year(), world, scratch, now().record); }
    void until_orders() { begin_year(), plan(), commit(); }
    void until_awards() { until_orders(), tender(); }
    void until_beliefs() { until_awards(), believe(); }
    void rest_of_year() { invest(), produce(), settle(); }
};

} // namespace drumbeat
