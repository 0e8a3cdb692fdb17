// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/stored_study.hpp"

#include "config/text.hpp"
#include "config/yaml.hpp"
#include "outputs/files/manifest.hpp"
#include "sim/replicate.hpp"

#include <model_signature.hpp>

#include <fmt/core.h>

#include <map>
#include <utility>

namespace drumbeat::tools {

Study stored_study(const Results& results, const std::string& file) { return stored_study(results.study_text(), file); }

Study stored_study(const std::string& study_text, const std::string& file) {
    std::vector<Problem> problems;
    StudyFile read = read_study_text(study_text, file, {}, problems);
    if (!has_errors(problems)) return std::move(read.study);
    throw FileProblem(fmt::format("{}: the study stored in it cannot be read: {}", file, to_text(problems.front())),
                      true);
}

std::vector<Case> stored_cases(const Study& study, const std::string& file) {
    std::vector<Problem> problems;
    std::vector<Case> cases = cases_of(study, problems);
    if (!has_errors(problems)) return cases;
    throw FileProblem(fmt::format("{}: a case stored in it: {}", file, to_text(problems.front())), true);
}

void check_stored_cases(const Study& study, const std::string& file) {
    std::vector<Problem> problems;
    check_cases_of(study, problems);
    if (has_errors(problems))
        throw FileProblem(fmt::format("{}: a case stored in it: {}", file, to_text(problems.front())), true);
}

std::vector<std::size_t> places_of(const std::vector<CaseName>& stored, const CaseList& cases,
                                   const std::string& file) {
    std::map<std::string, std::size_t> by_name;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        Case one = cases.named(i);
        by_name[name_of(CaseName{std::move(one.arm), std::move(one.behaviour), std::move(one.levels)})] = i;
    }
    std::vector<std::size_t> places;
    for (const CaseName& name : stored) {
        const auto found = by_name.find(name_of(name));
        if (found == by_name.end())
            throw FileProblem(fmt::format("{} is damaged: its study has no case {}", file, shown(name_of(name), 100)),
                              true);
        places.push_back(found->second);
    }
    return places;
}

std::vector<Case> in_order_of(const std::vector<CaseName>& stored, const std::vector<Case>& cases,
                              const std::string& file) {
    std::map<std::string, const Case*> by_name;
    for (const Case& one : cases) by_name[name_of(CaseName{one.arm, one.behaviour, one.levels})] = &one;
    std::vector<Case> ordered;
    for (const CaseName& name : stored) {
        const auto found = by_name.find(name_of(name));
        if (found == by_name.end())
            throw FileProblem(fmt::format("{} is damaged: its study has no case {}", file, shown(name_of(name), 100)),
                              true);
        ordered.push_back(*found->second);
    }
    return ordered;
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
