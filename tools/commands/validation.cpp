// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/validation.hpp"

#include "config/text.hpp"
#include "outputs/fit/validation.hpp"
#include "tools/commands/text_file.hpp"
#include "tools/commands/yaml_output.hpp"

#include <fmt/core.h>

namespace drumbeat::tools {

Exit validation(const Run& run, const Study& study, const std::vector<Case>& cases,
                const std::vector<std::string>& files, int threads) {
    check_yaml_output(run, files, "a study of validation writes its table");
    std::string lines = fmt::format("format: drumbeat-validation/1\nbase: {}\nreplications: {}\nseed: {}\nresults:\n",
                                    yaml_scalar(study.base.name), study.replications, study.seed);
    for (const Case& one : cases) {
        const std::vector<FactResult> results = validate(one.scenario, study.replications, study.seed, threads);
        lines += validation_yaml(one.behaviour, results);
        if (!run.quiet) fmt::print("{}", validation_text(one.behaviour, results));
    }
    if (run.output.empty()) return Exit::done;
    write_text_file(run.output, lines, run.overwrite);
    if (!run.quiet) fmt::print("{} written\n", run.output);
    return Exit::done;
}

} // namespace drumbeat::tools
