// SPDX-License-Identifier: Apache-2.0
// Packaged scenarios and studies as tests use them: the same files, the same path through them as a run takes.
#pragma once

#include "config/yaml.hpp"
#include "sim/replay/replicate.hpp"
#include "tests/places.hpp"

#include <doctest/doctest.h>

#include <array>
#include <span>
#include <string>
#include <vector>

namespace drumbeat {

inline std::array<std::string, 1> packaged_folders() { return {drumbeat::source_dir()}; }

inline Scenario packaged_scenario(const std::string& name) {
    std::vector<Problem> problems;
    const auto folders = packaged_folders();
    ScenarioFile file = read_scenario(name, folders, problems);
    for (const Problem& problem : problems)
        if (problem.severity == Severity::error) FAIL(to_text(problem));
    return file.scenario;
}

inline Study packaged_study(const std::string& name, std::span<const Setting> set = {}) {
    std::vector<Problem> problems;
    const auto folders = packaged_folders();
    StudyFile file = read_study(name, folders, problems, set);
    for (const Problem& problem : problems)
        if (problem.severity == Severity::error) FAIL(to_text(problem));
    return file.study;
}

// Values of one outcome: [case][replication].
inline std::vector<std::vector<double>> outcomes_of(const Study& study, const std::vector<Case>& cases,
                                                    int replications, Outcome outcome) {
    const auto prepared = prepare_study(study, cases);
    StudyScratch scratch;
    std::vector<RunRecord> records(cases.size());
    std::vector<std::vector<double>> values(cases.size());
    for (int i = 0; i < replications; ++i) {
        replicate(*prepared, i, scratch, records);
        for (std::size_t c = 0; c < cases.size(); ++c) values[c].push_back(records[c].at(outcome));
    }
    return values;
}

} // namespace drumbeat
