// SPDX-License-Identifier: Apache-2.0
// A folder with the packaged scenario `small`, and studies on it.
#pragma once

#include "tests/config/example.hpp"
#include "tests/config/folder.hpp"

#include <string>
#include <utility>
#include <vector>

namespace drumbeat::example {

struct StudyFolder {
    Folder folder;
    std::string kind;

    explicit StudyFolder(std::string kind_) : kind(std::move(kind_)) {
        folder.write("scenarios/small.yaml", scenario_text);
    }
    // Three lines stand before `body`. The problems of its cases are among those of the study.
    Study read(const std::string& body, std::vector<Problem>& problems) const {
        const std::string name =
            folder.write("study.yaml", "format: drumbeat-study/1\nstudy: " + kind + "\nbase: small\n" + body);
        StudyFile file = read_study(name, folder.as_list(), problems);
        if (!has_errors(problems)) check_cases_of(file.study, problems);
        return file.study;
    }
    // Without the folder's name, which is another one each time.
    std::string says(const std::string& body) const {
        std::vector<Problem> problems;
        read(body, problems);
        for (Problem& p : problems) p.where.source = p.where.source.substr(p.where.source.rfind('/') + 1);
        return lines(problems);
    }
};

inline const std::string two_arms = "arms: {base: {}, stable: {segments.*.orders.cv: 0.1}}\n"; // line 4

} // namespace drumbeat::example
