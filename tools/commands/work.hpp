// SPDX-License-Identifier: Apache-2.0
// A study made ready: what runs it and what the results file needs to know of it.
#pragma once

#include "config/study.hpp"
#include "outputs/files/study_run.hpp"
#include "sim/replicate.hpp"

#include <memory>
#include <vector>

namespace drumbeat::tools {

struct StudyWork {
    std::shared_ptr<const PreparedStudy> prepared;
    std::vector<CaseName> cases;
    Shape shape;
};
StudyWork make_ready(const Study&, const std::vector<Case>&);

// What runs its cases, with memory for so many workers.
Replicate replicate_of(const StudyWork&, int threads);

} // namespace drumbeat::tools
