// SPDX-License-Identifier: Apache-2.0
#include "config/yaml_problems.hpp"

#include "config/warnings.hpp"
#include "config/yaml_tree.hpp"

#include <set>
#include <tuple>

namespace drumbeat {

void add_new(std::vector<Problem>& problems, std::vector<Problem> more) {
    if (more.empty()) return;
    std::set<std::tuple<std::string, std::string, int, std::string>> seen;
    const auto fresh = [&](const Problem& p) {
        return seen.emplace(p.code, p.where.source, p.where.line, p.path).second;
    };
    for (const Problem& p : problems) fresh(p);
    for (Problem& p : more)
        if (fresh(p)) problems.push_back(std::move(p));
}

void keep_first(std::vector<Problem>& problems) {
    if (problems.size() <= most_yaml_problems) return;
    Problem rest;
    rest.severity = has_errors(problems) ? Severity::error : Severity::warning;
    rest.code = "too_many";
    rest.where = problems[0].where;
    rest.where.line = 0;
    const Bilingual message = say(Warning::too_many, {std::to_string(problems.size() - most_yaml_problems)});
    rest.message = message.en;
    rest.dutch = message.nl;
    problems.resize(most_yaml_problems);
    problems.push_back(std::move(rest));
}

} // namespace drumbeat
