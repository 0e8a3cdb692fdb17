// SPDX-License-Identifier: Apache-2.0
// A study made ready: what runs it and what the results file needs to know of it.
#pragma once

#include "config/study.hpp"
#include "outputs/files/study_run.hpp"
#include "sim/replay/case_shelf.hpp"

#include <memory>
#include <vector>

namespace drumbeat::tools {

// What is known of a study's cases when each was looked at once: how many they are, the largest panel of firms, and the
// first of them themselves.
struct Survey {
    static constexpr std::size_t most_kept = 1000;
    std::size_t cases = 0;
    int firm_rows = 0;
    std::vector<Case> first;
    void see(Case&&);
};

// Of a study without errors so far; problems of its cases are added.
Survey survey_of(const Study&, std::vector<Problem>&);

struct StudyWork {
    std::shared_ptr<const CaseShelf> shelf;
    std::shared_ptr<const PreparedStudy> prepared; // the first cases: all of a small study
    CaseNames cases;
    Shape shape;
};
StudyWork make_ready(const Study&, const Survey&);

// What runs its cases, with memory for so many workers.
Replicate replicate_of(const StudyWork&, int threads);

} // namespace drumbeat::tools
