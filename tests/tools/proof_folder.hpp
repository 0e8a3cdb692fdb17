// SPDX-License-Identifier: Apache-2.0
// A folder with a small study that keeps everything, and the built program in it.
#pragma once

#include "tests/outputs/synthetic_study.hpp"
#include "tests/places.hpp"
#include "tests/tools/tiny_world.hpp"

#include <cstdio>
#include <string>
#include <sys/wait.h>

namespace drumbeat {

struct Printed {
    int code = -1;
    std::string text; // of both streams
    bool has(const std::string& words) const { return text.find(words) != std::string::npos; }
};

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
    Printed shell(const std::string& words) const {
        const std::string line = "cd " + path.string() + " && { " + words + "; } 2>&1";
        std::FILE* pipe = popen(line.c_str(), "r");
        Printed printed;
        char piece[4096];
        for (std::size_t got = 0; (got = std::fread(piece, 1, sizeof piece, pipe)) > 0;)
            printed.text.append(piece, got);
        printed.code = WEXITSTATUS(pclose(pipe));
        return printed;
    }
};

} // namespace drumbeat
