// SPDX-License-Identifier: Apache-2.0
// A study as a job array of Slurm, and a merge that waits for it.
#include "config/advice.hpp"
#include "config/yaml.hpp"
#include "outputs/files/results.hpp"
#include "outputs/pages/wording.hpp"
#include "outputs/verdict/outcome_names.hpp"
#include "sim/replay/replicate.hpp"
#include "tools/commands/batch_scripts.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/data_folder.hpp"
#include "tools/commands/estimate.hpp"
#include "tools/commands/progress.hpp"
#include "tools/commands/shard_files.hpp"
#include "tools/commands/shell_word.hpp"
#include "tools/commands/slurm.hpp"
#include "tools/commands/text_file.hpp"
#include "tools/commands/typed_settings.hpp"
#include "tools/commands/work.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace drumbeat::tools {
namespace {

namespace fs = std::filesystem;

constexpr double margin = 1.5;              // of the asked time over the measured need
constexpr double least_seconds = 600;       // that are asked
constexpr double sealed_a_second = 20e6;    // bytes that a merge writes, at the least
constexpr std::int64_t most_in_one = 10000; // tasks: a command's line has an end

struct Asked {
    Study study;
    Survey survey; // of its cases
};

Exit read(const Submit& submit, Asked& asked) {
    std::vector<Problem> problems;
    const std::vector<Setting> settings = settings_of(submit.set, problems);
    StudyFile file = read_study(submit.study, data_folders(), problems, settings, submit.over);
    asked.study = std::move(file.study);
    if (submit.replications) asked.study.replications = *submit.replications;
    if (submit.seed) asked.study.seed = *submit.seed;
    const std::string& source = file.files.empty() ? submit.study : file.files.front();
    for (Problem& p : unknown_outcomes(asked.study, source, file.outcome_lines)) problems.push_back(std::move(p));
    if (!has_errors(problems)) asked.survey = survey_of(asked.study, problems);
    if (!has_errors(problems))
        for (Problem& p : advice_on(asked.study, asked.survey.first, file.base)) problems.push_back(std::move(p));
    return told(problems);
}

void check_design(const Study& study) {
    if (compares(study)) return;
    const std::string_view name = word_of(study.design);
    const char* instead = is_a<Validation>(study) ? "drumbeat run --shard and merge deal it out by hand"
                                                  : "drumbeat run runs it, and goes on with --resume";
    throw FileProblem(fmt::format("a study of {} cannot be dealt out to tasks; {}", name, instead), true);
}

void check_output(const std::string& output) {
    if (!fs::path(output).has_filename()) throw FileProblem("'" + output + "' names no file that can be written", true);
    if (output.ends_with(".part"))
        throw FileProblem(output + ": names ending in .part are for unfinished runs; name the results file .h5", true);
    const fs::path folder = fs::path(output).parent_path();
    std::error_code error;
    if (!folder.empty() && !fs::is_directory(folder, error))
        throw FileProblem(output + ": cannot write: there is no folder " + folder.string(), true);
    // Slurm would take what follows for a sign of its own in the names of logs.
    if (fs::absolute(output).string().find('\\') != std::string::npos)
        throw FileProblem(output + ": Slurm writes no logs to a path with \\ in it", true);
}

// A results file of this study. Another one at its place is a mistake.
bool is_complete(const Manifest& manifest, const std::string& output) {
    std::error_code error;
    if (!fs::exists(output, error)) return false;
    const auto results = open_results(output);
    if (results->study_text() != manifest.study_text || results->origin().model_signature != manifest.model_signature)
        throw FileProblem(output + " exists, and holds the results of another study; name another file", true);
    if (!results->complete())
        throw FileProblem(output + " exists, and holds a part of this study; name another file", true);
    return true;
}

std::vector<std::string> setup_lines(const std::string& path) {
    std::vector<std::string> lines;
    if (path.empty()) return lines;
    std::ifstream file(path);
    std::error_code error;
    if (!file || fs::is_directory(path, error)) throw FileProblem(path + ": cannot be read", true);
    for (std::string line; std::getline(file, line);) {
        if (line.find('\r') != std::string::npos)
            throw FileProblem(
                fmt::format("{}:{}: ends as lines of Windows do; a shell takes no such line", path, lines.size() + 1),
                true);
        lines.push_back(line);
    }
    return lines;
}

// The words that start this program: its own path, and before it those of a loader that was told to start it.
std::vector<std::string> own_words(std::size_t arguments) {
    std::error_code error;
    const fs::path path = fs::read_symlink("/proc/self/exe", error);
    std::vector<std::string> words;
    std::ifstream line("/proc/self/cmdline", std::ios::binary);
    for (std::string word; std::getline(line, word, '\0');) words.push_back(word);
    if (error || words.size() < arguments) return {"drumbeat"};
    words.resize(words.size() - arguments + 1);
    words.front() = path.string();
    return words;
}

std::string job_name(const std::string& output) {
    std::string name = fs::path(output).stem().string().substr(0, 40);
    const auto is_plain = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.';
    };
    for (char& c : name)
        if (!is_plain(c)) c = '_';
    return name;
}

std::string scripts_folder(const std::string& output) { return output + ".slurm"; }
std::string in_folder(const std::string& output, const char* name) {
    return (fs::path(scripts_folder(output)) / name).string();
}

struct Plan {
    Batch batch;
    std::vector<JobArray> arrays;
    std::int64_t missing = 0, throttle = 0;
    std::string asked_time; // in words
    std::string array_script, merge_script, logs;
};

void set_times(Plan& plan, const Submit& submit, const Asked& asked) {
    const Estimate e = estimate(asked.study, asked.survey);
    plan.batch.merge_time = time_limit(std::max(least_seconds, margin * e.megabytes * 1e6 / sealed_a_second));
    plan.batch.time = submit.time;
    if (!submit.time.empty()) {
        plan.asked_time = submit.time + " asked of each";
        return;
    }
    const double need = 3600 * e.core_hours / static_cast<double>(submit.tasks * submit.cores);
    plan.batch.time = time_limit(std::max(least_seconds, margin * need));
    plan.asked_time =
        fmt::format("{} asked of each, {}; it needs about {}, as measured here", plan.batch.time,
                    margin * need < least_seconds ? "the least that is asked" : "1.5 times the need", duration(need));
}

// What was typed of the study, for the command line of every task.
std::vector<std::string> options_of(const Submit& submit) {
    std::vector<std::string> words;
    const auto add = [&](const char* option, const std::string& value) { words.insert(words.end(), {option, value}); };
    if (submit.replications) add("--replications", fmt::format("{}", *submit.replications));
    if (submit.seed) add("--seed", fmt::format("{}", *submit.seed));
    for (const std::string& setting : submit.set) add("--set", setting);
    if (!submit.over.empty()) add("--over", submit.over);
    return words;
}

Batch batch_of(const Submit& submit, const std::string& output) {
    Batch batch;
    batch.program = own_words(submit.command.size());
    batch.folder = fs::current_path().string();
    batch.study = submit.study;
    batch.output = output;
    batch.options = options_of(submit);
    const char* data = std::getenv("DRUMBEAT_DATA");
    batch.data = data ? data : "";
    batch.name = job_name(output);
    batch.tasks = submit.tasks;
    batch.cores = submit.cores;
    batch.memory = submit.memory;
    batch.partition = submit.partition;
    batch.account = submit.account;
    batch.setup = setup_lines(submit.setup);
    return batch;
}

void write_scripts(const Plan& plan, const std::string& output) {
    std::error_code error;
    fs::create_directory(scripts_folder(output), error);
    if (!fs::is_directory(scripts_folder(output)))
        throw FileProblem(scripts_folder(output) + ": no folder can be made there", !error);
    write_text_file(plan.array_script, array_script(plan.batch), true);
    if (plan.batch.tasks > 1) write_text_file(plan.merge_script, merge_script(plan.batch), true);
}

// ---- by hand

std::string task_numbers(const Plan& plan) {
    if (plan.missing == plan.batch.tasks) return fmt::format("$(seq {})", plan.batch.tasks);
    std::string words;
    for (const JobArray& array : plan.arrays) {
        std::istringstream ranges(array.indices);
        for (std::string range; std::getline(ranges, range, ',');) {
            std::int64_t from = 0, to = 0;
            const bool many = std::sscanf(range.c_str(), "%ld-%ld", &from, &to) == 2;
            words += many ? fmt::format(" {{{}..{}}}", from + array.after, to + array.after)
                          : fmt::format(" {}", from + array.after);
        }
    }
    return words.substr(std::min<std::size_t>(1, words.size()));
}

void tell_by_hand(const Plan& plan) {
    if (plan.missing > 0)
        fmt::print(stderr, "  parallel bash {} ::: {}\n", shell_file(plan.array_script), task_numbers(plan));
    if (plan.batch.tasks > 1) fmt::print(stderr, "  bash {}\n", shell_file(plan.merge_script));
}

// ---- by Slurm

SlurmJob array_job(const Plan& plan, const JobArray& array, const std::string& earlier) {
    SlurmJob job;
    const std::string at_most = plan.throttle > 0 ? fmt::format("%{}", plan.throttle) : "";
    job.options = {"--array=" + array.indices + at_most, "--output=" + plan.logs + "/%A_%a.log"};
    // Slurm's limit is one of each array: with a limit, arrays follow each other.
    if (plan.throttle > 0 && !earlier.empty()) job.options.push_back("--dependency=afterany:" + earlier);
    job.script = plan.array_script;
    if (array.after > 0) job.arguments = {"--after", fmt::format("{}", array.after)};
    return job;
}

SlurmJob merge_job(const Plan& plan, const std::vector<std::string>& arrays) {
    SlurmJob job;
    if (!arrays.empty())
        job.options = {fmt::format("--dependency=afterok:{}", fmt::join(arrays, ":")), "--kill-on-invalid-dep=yes"};
    job.options.push_back("--output=" + plan.logs + "/%j_merge.log");
    job.script = plan.merge_script;
    return job;
}

// Lines that can be pasted into a shell, where "$array1" is the number of the first array.
void print_submission(const Plan& plan) {
    const auto line = [](const SlurmJob& job) {
        std::string text = "sbatch";
        for (const std::string& word : words_of(job))
            text += " " + (word.starts_with("--dependency=") ? word : shell_word(word)); // "$array1" is no word yet
        return text;
    };
    std::vector<std::string> arrays;
    for (const JobArray& array : plan.arrays) {
        const SlurmJob job = array_job(plan, array, arrays.empty() ? "" : arrays.back());
        arrays.push_back(fmt::format("$array{}", arrays.size() + 1));
        fmt::print("{}=$({} | cut -d';' -f1)\n", arrays.back().substr(1), line(job)); // "101;cluster"
    }
    if (plan.batch.tasks > 1) fmt::print("{}\n", line(merge_job(plan, arrays)));
}

std::vector<std::string> jobs_of(const std::string& output) {
    std::vector<std::string> jobs;
    std::ifstream file(in_folder(output, "jobs"));
    for (std::string job; file >> job;)
        if (job.find_first_not_of("0123456789") == std::string::npos) jobs.push_back(job);
    return jobs;
}

// Two tasks on one shard: the second is refused, and the merge would never begin.
void check_earlier_jobs(const Slurm& slurm, const std::string& output) {
    std::vector<std::string> alive;
    for (const std::string& job : jobs_of(output))
        if (slurm.is_waiting_or_running(job)) alive.push_back(job);
    if (!alive.empty())
        throw FileProblem(
            fmt::format("{} of this study {} still waiting or running; wait for {}, or scancel {} first",
                        alive.size() == 1 ? "job " + alive.front() : fmt::format("jobs {}", fmt::join(alive, ", ")),
                        alive.size() == 1 ? "is" : "are", alive.size() == 1 ? "it" : "them", fmt::join(alive, " ")),
            true);
}

// All of them or none.
std::vector<std::string> submitted(const Slurm& slurm, const Plan& plan) {
    std::vector<std::string> jobs;
    try {
        for (const JobArray& array : plan.arrays)
            jobs.push_back(slurm.submit(array_job(plan, array, jobs.empty() ? "" : jobs.back())));
        if (plan.batch.tasks > 1) jobs.push_back(slurm.submit(merge_job(plan, jobs)));
    } catch (const FileProblem& problem) {
        if (jobs.empty()) throw;
        throw FileProblem(fmt::format("{}; job {} of before {}", problem.what(), fmt::join(jobs, ", "),
                                      slurm.cancel(jobs) ? "is cancelled" : "stays, and could not be cancelled"),
                          problem.input);
    }
    return jobs;
}

void tell_submitted(const Plan& plan, const std::vector<std::string>& jobs, const std::string& output) {
    for (std::size_t i = 0; i < plan.arrays.size(); ++i)
        fmt::print("job {}: {} of {}\n", jobs[i], plural(plan.arrays[i].tasks, "task"),
                   plural(plan.batch.cores, "core"));
    if (plan.missing > 0) fmt::print("{}\n", plan.asked_time);
    if (plan.batch.tasks > 1) fmt::print("job {}: joins all into {}\n", jobs.back(), output);
    fmt::print("Logs are in {}. Should a task fail, the same command submits what is then missing.\n",
               scripts_folder(output));
}

Exit submit_to(const Slurm& slurm, const Plan& plan, const std::string& output) {
    const std::vector<std::string> jobs = submitted(slurm, plan);
    write_text_file(in_folder(output, "jobs"), fmt::format("{}\n", fmt::join(jobs, "\n")), true);
    tell_submitted(plan, jobs, output);
    return Exit::done;
}

Plan plan_of(const Submit& submit, const Asked& asked, const std::string& output, const ShardFiles& files,
             const Slurm& slurm) {
    Plan plan;
    plan.batch = batch_of(submit, output);
    plan.arrays = job_arrays(files.missing, std::min(slurm.largest_index(), most_in_one));
    plan.missing = static_cast<std::int64_t>(files.missing.size());
    plan.throttle = submit.throttle;
    plan.array_script = in_folder(output, "array.sh");
    plan.merge_script = in_folder(output, "merge.sh");
    plan.logs = slurm_literal(fs::absolute(scripts_folder(output)).string());
    set_times(plan, submit, asked);
    return plan;
}

Exit hand_over(const Submit& submit, const Slurm& slurm, const Plan& plan, const std::string& output) {
    if (submit.dry_run) {
        print_submission(plan);
        return Exit::done;
    }
    if (!slurm.is_there()) {
        fmt::print(stderr, "drumbeat: there is no sbatch here; the scripts are written, and run anywhere:\n");
        tell_by_hand(plan);
        return Exit::environment;
    }
    return submit_to(slurm, plan, output);
}

} // namespace

Exit perform(const Submit& submit) {
    Asked asked;
    if (const Exit exit = read(submit, asked); exit != Exit::done) return exit;
    check_design(asked.study);
    const std::string output = submit.output.empty() ? fs::path(submit.study).stem().string() + ".h5" : submit.output;
    check_output(output);
    const StudyWork work = make_ready(asked.study, asked.survey);
    const Manifest manifest = manifest_of(asked.study, work.cases, work.shape, std::string(known_model_signature), {});
    if (is_complete(manifest, output)) {
        fmt::print("{}: complete, nothing is left to submit. Next: drumbeat report {}\n", output, shell_file(output));
        return Exit::done;
    }
    const ShardFiles files = shard_files(manifest, output, submit.tasks);
    const Slurm slurm;
    if (!submit.dry_run) check_earlier_jobs(slurm, output);
    const Plan plan = plan_of(submit, asked, output, files, slurm);
    write_scripts(plan, output);
    if (files.runs > 0)
        fmt::print("{} of {} runs are there; {} of {} left to run\n", grouped(static_cast<double>(files.runs)),
                   grouped(static_cast<double>(planned_runs(manifest))), plural(plan.missing, "task"), submit.tasks);
    return hand_over(submit, slurm, plan, output);
}

} // namespace drumbeat::tools
