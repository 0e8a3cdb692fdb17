// SPDX-License-Identifier: Apache-2.0
// A folder with a small study that keeps everything, and the built program in it.
#pragma once

#include "tests/outputs/synthetic_study.hpp"
#include "tests/places.hpp"
#include "tests/tools/printed.hpp"
#include "tests/tools/tiny_world.hpp"

#include <string>

namespace drumbeat {

struct ProofFolder : TemporaryFolder {
    ProofFolder() {
        write_bytes(*this / "tiny.yaml", tiny_world);
        write_bytes(*this / "study.yaml", study());
    }
    // Two arms, two behaviours, and by default six replications, of which two keep their firms and events.
    static std::string study(int replications = 6, const std::string& more = "") {
        return "format: drumbeat-study/1\nstudy: comparison\nname: tiny-study\nbase: tiny.yaml\nreplications: " +
               std::to_string(replications) +
               "\nseed: 5\nrecord: {yearly: all, firms: 2}\n"
               "arms:\n  base: {label: as it is}\n  stable: {label: stable orders, segments.*.orders.cv: 0.05}\n" +
               more +
               "behaviours:\n  - {name: hurdle, expectation: rational, investment: npv}\n"
               "  - {name: naive, expectation: naive, investment: npv}\n";
    }
    Printed drumbeat(const std::string& words) const { return shell(program() + " " + words); }
    Printed shell(const std::string& words) const { return printed_in(path.string(), words); }
};

} // namespace drumbeat
