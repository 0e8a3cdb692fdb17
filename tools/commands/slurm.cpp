// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/slurm.hpp"

#include "outputs/files/results.hpp"
#include "tools/commands/child.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

namespace drumbeat::tools {
namespace {

constexpr std::int64_t default_largest_index = 1000;

std::vector<std::string> line(const std::string& program, const std::vector<std::string>& words) {
    std::vector<std::string> all{program};
    all.insert(all.end(), words.begin(), words.end());
    return all;
}

// "123", or "123;cluster".
std::string job_number(const std::string& said) {
    const std::string number = said.substr(0, said.find_first_of(";\n"));
    const bool is_number = !number.empty() && number.find_first_not_of("0123456789") == std::string::npos;
    return is_number ? number : std::string();
}

} // namespace

std::vector<std::string> words_of(const SlurmJob& job) {
    std::vector<std::string> words{"--parsable"};
    words.insert(words.end(), job.options.begin(), job.options.end());
    words.push_back(job.script);
    words.insert(words.end(), job.arguments.begin(), job.arguments.end());
    return words;
}

Slurm::Slurm()
    : sbatch_(find_program({"sbatch"})), scontrol_(find_program({"scontrol"})), squeue_(find_program({"squeue"})),
      scancel_(find_program({"scancel"})) {}

std::int64_t Slurm::largest_index() const {
    if (scontrol_.empty()) return default_largest_index;
    const std::int64_t largest = tools::largest_index(said_by({scontrol_, "show", "config"}, Errors::dropped).text);
    return largest > 0 ? largest : default_largest_index;
}

std::string Slurm::submit(const SlurmJob& asked) const {
    const Said said = said_by(line(sbatch_, words_of(asked)), Errors::shown);
    const std::string job = said.code == 0 ? job_number(said.text) : std::string();
    if (job.empty()) throw FileProblem(fmt::format("sbatch did not take {}", asked.script), false);
    return job;
}

bool Slurm::is_waiting_or_running(const std::string& job) const {
    if (squeue_.empty()) return false;
    const Said said = said_by({squeue_, "--noheader", "--jobs=" + job, "--format=%A"}, Errors::dropped);
    return said.code == 0 && said.text.find_first_of("0123456789") != std::string::npos;
}

bool Slurm::cancel(const std::vector<std::string>& jobs) const {
    return !scancel_.empty() && said_by(line(scancel_, jobs), Errors::shown).code == 0;
}

std::int64_t largest_index(std::string_view config) {
    const std::size_t key = config.find("MaxArraySize");
    if (key == std::string_view::npos) return 0;
    const std::size_t digit = config.find_first_of("0123456789\n", key);
    if (digit == std::string_view::npos) return 0;
    std::int64_t size = 0;
    std::from_chars(config.data() + digit, config.data() + config.size(), size);
    return std::max<std::int64_t>(size - 1, 0); // the first index is 0, and not used here
}

std::string slurm_literal(const std::string& path) {
    std::string text;
    for (const char c : path) text += c == '%' ? "%%" : std::string(1, c);
    return text;
}

} // namespace drumbeat::tools
