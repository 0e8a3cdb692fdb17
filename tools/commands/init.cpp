// SPDX-License-Identifier: Apache-2.0
#include "config/template.hpp"
#include "config/yaml.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/data_folder.hpp"
#include "tools/commands/shell_word.hpp"
#include "tools/commands/text_file.hpp"

#include <fmt/core.h>

#include <filesystem>

namespace drumbeat::tools {
namespace {

namespace fs = std::filesystem;

// A base that was given as a file is named as seen from the new file's folder; a packaged name stays as it is.
std::string base_seen_from(const std::string& base, const std::string& output) {
    std::error_code ignored;
    if (!fs::is_regular_file(base, ignored)) return base;
    const fs::path folder = fs::absolute(output.empty() ? fs::path("x") : fs::path(output)).parent_path();
    return fs::proximate(base, folder).string();
}

} // namespace

Exit perform(const Init& init) {
    const std::string base = init.base.empty() && !init.study.empty() ? "netherlands-2026" : init.base;
    if (!base.empty()) {
        std::vector<Problem> problems;
        read_scenario(base, data_folders(), problems);
        if (has_errors(problems)) return told(problems);
    }
    const std::string named = base_seen_from(base, init.output);
    const std::string text = init.study.empty() ? scenario_template(named) : study_template(init.study, named);
    if (init.output.empty()) {
        fmt::print("{}", text);
        return Exit::done;
    }
    write_text_file(init.output, text, false);
    const std::string word = shell_file(init.output);
    fmt::print("{} written. Next: edit it, then\n  drumbeat check {}{}\n", init.output, word,
               init.study.empty() ? "" : " --plan\n  drumbeat run " + word);
    return Exit::done;
}

} // namespace drumbeat::tools
