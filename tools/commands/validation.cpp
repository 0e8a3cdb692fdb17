// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/validation.hpp"

#include "config/text.hpp"
#include "outputs/fit/validation.hpp"

#include <fmt/core.h>

namespace drumbeat::tools {
namespace {

TextAnswer answer(const Study& study, const std::vector<Case>& cases, Rounds& rounds) {
    std::vector<Scenario> countries;
    for (const Case& one : cases) countries.push_back(one.scenario);
    const auto results = validate(countries, study.replications, study.seed, rounds);
    TextAnswer told;
    told.file_on_screen = false;
    told.file = fmt::format("format: drumbeat-validation/1\nbase: {}\nreplications: {}\nseed: {}\nresults:\n",
                            yaml_scalar(study.base.name), study.replications, study.seed);
    for (std::size_t i = 0; i < cases.size(); ++i) {
        told.file += validation_yaml(cases[i].behaviour, results[i]);
        told.screen += validation_text(cases[i].behaviour, results[i]);
    }
    return told;
}

} // namespace

RoundsStudy validation(const Study& study, const std::vector<Case>& cases) {
    RoundsStudy rounds;
    rounds.writes = "a study of validation writes its table";
    rounds.pieces = study.replications * static_cast<std::int64_t>(cases.size());
    rounds.answer = [&study, &cases](Rounds& in, const std::string&) { return answer(study, cases, in); };
    return rounds;
}

} // namespace drumbeat::tools
