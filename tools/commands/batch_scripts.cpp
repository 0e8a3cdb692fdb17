// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/batch_scripts.hpp"

#include "tools/commands/shell_word.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace drumbeat::tools {
namespace {

// Slurm warns so many seconds before the time limit, and up to a minute earlier. A stop takes two.
constexpr int warning_seconds = 60;

std::string directive(const char* option, const std::string& value) {
    return value.empty() ? std::string() : fmt::format("#SBATCH --{}={}\n", option, value);
}

bool is_directive(const std::string& line) { return line.starts_with("#SBATCH "); }

// What both scripts ask of the scheduler. Directives of the setup come last, so that they hold.
std::string directives(const Batch& batch, const std::string& name, const std::string& time, const std::string& own) {
    std::string text = directive("job-name", name) + directive("time", time) + directive("mem", batch.memory) +
                       directive("partition", batch.partition) + directive("account", batch.account) + own;
    for (const std::string& line : batch.setup)
        if (is_directive(line)) text += line + "\n";
    return text;
}

// The words of an array of the shell.
std::string array_of(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : " ") + shell_word(word);
    return "(" + text + ")";
}

// Where paths hold, what the program is called, and the lines of the setup, which may call it otherwise.
std::string surroundings(const Batch& batch) {
    std::string text = fmt::format("cd -- {} || exit 1\n", shell_word(batch.folder));
    if (!batch.data.empty()) text += fmt::format("export DRUMBEAT_DATA={}\n", shell_word(batch.data));
    text += fmt::format("drumbeat={}\n", array_of(batch.program));
    for (const std::string& line : batch.setup)
        if (!is_directive(line)) text += line + "\n";
    return text + fmt::format("\noutput={}\ntasks={}\n", shell_file(batch.output), batch.tasks);
}

// Slurm has no more than the task's number; other schedulers and GNU parallel hand it over as an argument.
constexpr const char* which_shard = R"(
after=0
if [[ ${1:-} == --after ]]; then
  after=$2
  shift 2
fi
k=${1:-${SLURM_ARRAY_TASK_ID:-}}
if [[ ! $k =~ ^[1-9][0-9]*$ ]] || ((k + after > tasks)); then
  echo "usage: bash array.sh K, with K from 1 to $tasks; or submit it to Slurm as an array" >&2
  exit 2
fi
k=$((k + after))
)";

constexpr const char* run_shard = R"(
if ((tasks > 1)); then journal=$output.$k-of-$tasks.part; else journal=$output.part; fi
bytes() { stat --format=%s -- "$journal" 2>/dev/null || echo 0; }
before=$(bytes)

# Asked to stop, the program keeps what is complete and ends with 130.
child=
stopped=
trap 'stopped=yes; [[ $child ]] && kill -TERM "$child" 2>/dev/null' TERM
"${drumbeat[@]}" run "$study" "${options[@]}" --shard "$k/$tasks" --resume -o "$output" -j "$threads" &
child=$!
[[ $stopped ]] && kill -TERM "$child" 2>/dev/null
wait "$child"
status=$?
while kill -0 "$child" 2>/dev/null; do # a signal ends a wait
  wait "$child"
  status=$?
done
)";

// A job that somebody cancels gets the same signal, and would come back. One that gains nothing would come back for
// ever.
constexpr const char* queue_again = R"(
if [[ $stopped && $status == 130 && ${SLURM_ARRAY_JOB_ID:-} ]]; then
  job=${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID
  if [[ $(squeue --noheader --jobs="$job" --format=%T) != RUNNING ]]; then
    echo "Job $job is cancelled; it is not queued again." >&2
  elif (($(bytes) <= before)); then
    echo "Job $job completed nothing in its time, and is not queued again; give it more with --time." >&2
  else
    echo "Job $job is queued again, to go on where it was stopped." >&2
    scontrol requeue "$job"
  fi
fi
)";

constexpr const char* tolerate_failed_runs =
    R"(# Runs that failed are kept as such, and told by the merge, which would else never begin.
((status == 3)) && status=0
)";

constexpr const char* merge_shards = R"(
parts=()
for ((k = 1; k <= tasks; k++)); do parts+=("$output.$k-of-$tasks.part"); done
exec "${drumbeat[@]}" merge "${parts[@]}" -o "$output"
)";

} // namespace

std::string array_script(const Batch& batch) {
    const std::string own = fmt::format("#SBATCH --array=1-{}\n"
                                        "#SBATCH --cpus-per-task={}\n"
                                        "#SBATCH --signal=B:TERM@{}\n"
                                        "#SBATCH --requeue\n"
                                        "#SBATCH --open-mode=append\n"
                                        "#SBATCH --output=%A_%a.log\n",
                                        batch.tasks, batch.cores, warning_seconds);
    return fmt::format("#!/bin/bash\n"
                       "# Written by drumbeat submit. Runs one of {} shards of a study: as task of a Slurm array, or\n"
                       "# anywhere as bash array.sh K. What is complete is kept, and not run again.\n",
                       batch.tasks) +
           directives(batch, batch.name, batch.time, own) + "\n" + surroundings(batch) +
           fmt::format("study={}\noptions={}\nthreads=${{SLURM_CPUS_PER_TASK:-{}}}\n", shell_file(batch.study),
                       array_of(batch.options), batch.cores) +
           which_shard + run_shard + queue_again + (batch.tasks > 1 ? tolerate_failed_runs : "") + "exit \"$status\"\n";
}

std::string merge_script(const Batch& batch) {
    const std::string own = "#SBATCH --cpus-per-task=1\n"
                            "#SBATCH --open-mode=append\n"
                            "#SBATCH --output=%j_merge.log\n";
    return "#!/bin/bash\n"
           "# Written by drumbeat submit. Makes the results file of all shards, which are left as they are.\n" +
           directives(batch, batch.name + "-merge", batch.merge_time, own) + "\n" + surroundings(batch) + merge_shards;
}

std::vector<JobArray> job_arrays(const std::vector<std::int64_t>& shards, std::int64_t largest) {
    std::vector<JobArray> arrays;
    for (std::size_t i = 0; i < shards.size();) {
        const std::int64_t after = (shards[i] - 1) / largest * largest;
        JobArray array{after, {}, 0};
        while (i < shards.size() && shards[i] - after <= largest) {
            const std::size_t first = i;
            for (++i; i < shards.size() && shards[i] == shards[i - 1] + 1 && shards[i] - after <= largest;) ++i;
            const std::int64_t from = shards[first] - after, to = shards[i - 1] - after;
            array.indices += array.indices.empty() ? "" : ",";
            array.indices += from == to ? fmt::format("{}", from) : fmt::format("{}-{}", from, to);
            array.tasks += to - from + 1;
        }
        arrays.push_back(std::move(array));
    }
    return arrays;
}

namespace {

// The numbers of D-HH:MM:SS, HH:MM:SS or minutes, up to four; none where the text is no such thing.
std::vector<std::int64_t> numbers_of_limit(const std::string& text, bool has_days) {
    std::vector<std::int64_t> numbers;
    const char* at = text.data();
    const char* const end = at + text.size();
    for (; numbers.size() < 4; ++at) {
        std::int64_t number = 0;
        const auto read = std::from_chars(at, end, number);
        if (read.ec != std::errc{} || number < 0 || number > 1'000'000) return {};
        numbers.push_back(number);
        at = read.ptr;
        if (at == end) return numbers;
        const bool days = numbers.size() == 1 && has_days;
        if (*at != (days ? '-' : ':')) return {};
    }
    return {};
}

} // namespace

std::optional<std::int64_t> seconds_of_limit(const std::string& text) {
    const bool has_days = text.find('-') != std::string::npos;
    std::vector<std::int64_t> numbers = numbers_of_limit(text, has_days);
    if (numbers.empty()) return {};
    numbers.resize(4, -1);
    const auto [a, b, c, d] = std::array{numbers[0], numbers[1], numbers[2], numbers[3]};
    const auto or_none = [](std::int64_t n) { return std::max<std::int64_t>(n, 0); };
    if (has_days) return ((a * 24 + or_none(b)) * 60 + or_none(c)) * 60 + or_none(d);
    if (d >= 0) return {};
    if (c >= 0) return (a * 60 + b) * 60 + c;
    return a * 60 + or_none(b);
}

std::string time_limit(double seconds) {
    const auto minutes = static_cast<std::int64_t>(std::ceil(std::max(seconds, 60.) / 60));
    return fmt::format("{}-{:02}:{:02}:00", minutes / 1440, minutes / 60 % 24, minutes % 60);
}

} // namespace drumbeat::tools
