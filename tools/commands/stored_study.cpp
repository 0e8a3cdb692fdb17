// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/stored_study.hpp"

#include "config/text.hpp"
#include "config/yaml.hpp"
#include "outputs/files/manifest.hpp"
#include "sim/replay/replicate.hpp"

#include <model_signature.hpp>

#include <fmt/core.h>

#include <numeric>
#include <utility>

namespace drumbeat::tools {

Study stored_study(const Results& results, const std::string& file) {
    Study study = stored_study(results.study_text(), file);
    if (compares(study) && case_count(study) != static_cast<double>(results.cases().size()))
        throw FileProblem(fmt::format("{} is damaged: it does not hold the cases of its study", file), true);
    return study;
}

Study stored_study(const std::string& study_text, const std::string& file) {
    std::vector<Problem> problems;
    StudyFile read = read_study_text(study_text, file, {}, problems);
    if (!has_errors(problems)) return std::move(read.study);
    throw FileProblem(fmt::format("{}: the study stored in it cannot be read: {}", file, to_text(problems.front())),
                      true);
}

Survey stored_survey(const Study& study, const std::string& file) {
    std::vector<Problem> problems;
    Survey survey = survey_of(study, problems);
    if (!has_errors(problems)) return survey;
    throw FileProblem(fmt::format("{}: a case stored in it: {}", file, to_text(problems.front())), true);
}

Case stored_case_at(const CaseList& cases, std::size_t index, const std::string& file) {
    std::vector<Problem> problems;
    Case one = cases.at(index, problems);
    if (!has_errors(problems)) return one;
    throw FileProblem(fmt::format("{}: a case stored in it: {}", file, to_text(problems.front())), true);
}

std::vector<std::size_t> places_of(const CaseNames& stored, const CaseList& cases, const std::string& file) {
    std::vector<std::size_t> places(stored.size());
    if (stored == cases.names()) {
        std::iota(places.begin(), places.end(), std::size_t{0});
        return places;
    }
    for (std::size_t c = 0; c < stored.size(); ++c) {
        const CaseName name = stored[c];
        const auto found = cases.names().find(name);
        if (!found)
            throw FileProblem(fmt::format("{} is damaged: its study has no case {}", file, shown(name_of(name), 100)),
                              true);
        places[c] = *found;
    }
    return places;
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
