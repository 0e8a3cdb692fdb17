// SPDX-License-Identifier: Apache-2.0
#include "config/template.hpp"
#include "config/yaml.hpp"
#include "outputs/results.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/data_folder.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
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

void write_new(const std::string& file, const std::string& text) {
    std::FILE* stream = std::fopen(file.c_str(), "wx");
    if (!stream && errno == EEXIST) throw FileProblem(file + " exists; it is left as it is", true);
    if (!stream) throw FileProblem(fmt::format("{}: {}", file, std::strerror(errno)), errno == ENOENT);
    const bool written = std::fwrite(text.data(), 1, text.size(), stream) == text.size();
    if ((std::fclose(stream) == 0) && written) return;
    std::remove(file.c_str());
    throw FileProblem(file + ": cannot be written", false);
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
    const std::string text =
        init.study.empty() ? scenario_template(named) : study_template(StudyType::comparison, named);
    if (init.output.empty()) {
        fmt::print("{}", text);
        return Exit::done;
    }
    write_new(init.output, text);
    fmt::print("{} written. Next: edit it, then\n  drumbeat check {}{}\n", init.output, init.output,
               init.study.empty() ? "" : " --plan\n  drumbeat run " + init.output);
    return Exit::done;
}

} // namespace drumbeat::tools
