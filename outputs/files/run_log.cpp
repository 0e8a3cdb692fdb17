// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/run_log.hpp"

#include "config/text.hpp"
#include "outputs/files/results.hpp"

#include <fmt/core.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

namespace drumbeat {
namespace {

std::string list_of(const std::vector<std::string>& texts) {
    std::vector<std::string> quoted;
    for (const auto& text : texts) quoted.push_back(json_string(text));
    return "[" + joined(quoted, ", ") + "]";
}

} // namespace

std::string to_json(const RunLog& log) {
    const std::vector<std::pair<const char*, std::string>> members = {
        {"version", json_string(log.version)},
        {"commit", json_string(log.commit)},
        {"model_signature", json_string(log.model_signature)},
        {"content_hash", json_string(fmt::format("{:016x}", log.content_hash))},
        {"compiler", json_string(log.compiler)},
        {"libraries", list_of(log.libraries)},
        {"host", json_string(log.host)},
        {"command", list_of(log.command)},
        {"started", json_string(log.started)},
        {"seconds", fmt::format("{:.3f}", log.seconds)},
        {"threads", fmt::format("{}", log.threads)},
        {"replications", fmt::format("{}", log.replications)},
        {"runs", fmt::format("{}", log.runs)},
        {"failed_runs", fmt::format("{}", log.failed_runs)},
        {"interrupted", log.interrupted ? "true" : "false"},
    };
    std::vector<std::string> lines;
    for (const auto& [name, value] : members) lines.push_back(fmt::format("  \"{}\": {}", name, value));
    return "{\n" + joined(lines, ",\n") + "\n}\n";
}

std::string log_path(const std::string& results_path) {
    return std::filesystem::path(results_path).replace_extension(".log.json").string();
}

void write_run_log(const std::string& results_path, const RunLog& log) {
    const std::string path = log_path(results_path), temporary = path + ".writing";
    std::ofstream file(temporary, std::ios::binary);
    file << to_json(log);
    file.close();
    std::error_code error;
    if (file) std::filesystem::rename(temporary, path, error);
    if (file && !error) return;
    std::remove(temporary.c_str());
    throw FileProblem(path + ": cannot write", false);
}

} // namespace drumbeat
