// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/stored_study.hpp"

#include "config/yaml.hpp"
#include "sim/replicate.hpp"

#include <model_signature.hpp>

#include <fmt/core.h>

namespace drumbeat::tools {

Study stored_study(const Results& results, const std::string& file) {
    std::vector<Problem> problems;
    StudyFile read = read_study_text(results.study_text(), file, {}, problems);
    if (!has_errors(problems)) return std::move(read.study);
    throw FileProblem(fmt::format("{}: the study stored in it cannot be read: {}", file, to_text(problems.front())),
                      true);
}

void check_signature(const Results& results, const std::string& file) {
    const std::string stored = results.origin().model_signature, own(built_model_signature);
    if (stored != own)
        throw FileProblem(fmt::format("{}: it was computed by another model (signature {}; this program's is {}); use "
                                      "the program that wrote it",
                                      file, stored, own),
                          true);
}

} // namespace drumbeat::tools
