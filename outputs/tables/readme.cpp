// SPDX-License-Identifier: Apache-2.0
#include "outputs/tables/readme.hpp"

#include "outputs/pages/sentence.hpp"
#include "outputs/pages/wording.hpp"

namespace drumbeat {
namespace {

std::string known(const std::string& text) { return text.empty() ? "-" : text; }

} // namespace

std::vector<std::string> answers_of(const Answers& a) {
    const Verdict& v = a.verdict;
    if (v.replications == 0 || v.nothing_ran()) return {say(a.language, Phrase::brief_nothing)};
    if (v.contrasts.empty()) return {say(a.language, Phrase::brief_one_arm)};
    std::vector<std::string> all;
    for (const auto& group : statements_of(v, 0))
        for (const Statement& statement : group) all.push_back(sentence(v, statement, a.language));
    return all;
}

std::vector<std::string> limits(const Answers& a) {
    std::vector<std::string> all{say(a.language, Phrase::limit_model)};
    all.push_back(
        say(a.language, a.verdict.behaviours.size() > 1 ? Phrase::limit_behaviours : Phrase::limit_one_behaviour));
    for (const std::string& one : limits_of_parameters(a.verdict, a.language)) all.push_back(one);
    all.push_back(say(a.language, Phrase::limit_use));
    return all;
}

std::string runs_text(const Answers& a) {
    const Verdict& v = a.verdict;
    const auto count = [&](std::int64_t n) { return grouped(static_cast<double>(n), 0, a.language); };
    std::string text = say(a.language, Phrase::readme_runs_text,
                           {count(v.replications), count(static_cast<std::int64_t>(v.cases)), std::to_string(v.seed)});
    if (!v.complete) text += "; " + say(a.language, Phrase::readme_incomplete, {count(v.asked_replications)});
    if (v.failed > 0) text += "; " + say(a.language, Phrase::readme_failed, {count(v.failed)});
    return text;
}

std::string provenance_text(const Answers& a) {
    const Origin& origin = a.verdict.origin;
    return say(a.language, Phrase::readme_provenance_text,
               {known(origin.model_signature), known(origin.content_hash), known(origin.format)});
}

std::string reproduce_text(const Answers& a) {
    return say(a.language, Phrase::readme_reproduce_text,
               {std::to_string(a.verdict.seed), std::to_string(a.verdict.asked_replications)});
}

Lines readme_lines(const Answers& a) {
    const Verdict& v = a.verdict;
    Lines lines;
    const auto line = [&](Phrase name, const std::string& text) { lines.emplace_back(say(a.language, name), text); };
    line(Phrase::readme_study, v.name);
    line(Phrase::readme_question, v.question);
    for (const std::string& sentence : answers_of(a)) line(Phrase::readme_answer, sentence);
    for (const std::string& remark : in(a.language, v.remarks)) line(Phrase::readme_beside, remark);
    for (const std::string& limit : limits(a)) line(Phrase::readme_limits, limit);
    line(Phrase::readme_world,
         say(a.language, Phrase::readme_world_text,
             {v.world, std::to_string(v.start_year), std::to_string(v.end_year), std::to_string(v.policy_from)}));
    line(Phrase::readme_runs, runs_text(a));
    line(Phrase::readme_provenance, provenance_text(a));
    line(Phrase::readme_reproduce, reproduce_text(a));
    line(Phrase::readme_units, say(a.language, Phrase::readme_units_text));
    for (const std::string& warning : in(a.language, v.warnings)) line(Phrase::readme_warning, warning);
    return lines;
}

} // namespace drumbeat
