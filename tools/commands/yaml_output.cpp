// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/yaml_output.hpp"

#include "outputs/files/results.hpp"

#include <filesystem>

namespace drumbeat::tools {

namespace fs = std::filesystem;

namespace {

// A run that was killed when it had written leaves both its text and its journal.
void check_place(const Run& run) {
    std::error_code ignored;
    const auto status = fs::status(run.output, ignored);
    if (!fs::exists(status) || run.overwrite) return;
    const bool goes_on = run.resume && run.shard.of == 1;
    if (!goes_on) throw FileProblem(run.output + " exists; --overwrite replaces it", true);
    if (!fs::exists(journal_path(run.output), ignored))
        throw FileProblem(run.output + " exists, and is whole: there is nothing to go on with; --overwrite replaces it",
                          true);
}

} // namespace

void check_yaml_output(const Run& run, const std::vector<std::string>& files, const std::string& writes) {
    if (run.output.empty()) return;
    std::error_code ignored;
    if (const auto kind = fs::path(run.output).extension(); kind == ".h5" || kind == ".part")
        throw FileProblem(run.output + ": " + writes + "; name the file .yaml", true);
    for (const std::string& input : files)
        if (fs::equivalent(run.output, input, ignored))
            throw FileProblem(run.output + " is read for this study, and is no place for its results", true);
    check_place(run);
    const fs::path folder = fs::path(run.output).parent_path();
    if (!folder.empty() && !fs::is_directory(folder, ignored))
        throw FileProblem(run.output + ": cannot write: there is no folder " + folder.string(), true);
}

} // namespace drumbeat::tools
