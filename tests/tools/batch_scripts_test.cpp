// SPDX-License-Identifier: Apache-2.0
// What a scheduler is handed, as text; submit_test.cpp runs it.
#include "tools/commands/batch_scripts.hpp"
#include "tools/commands/slurm.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace drumbeat::tools;

namespace {

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

Batch example() {
    Batch batch;
    batch.program = {"/opt/drum beat/drumbeat"};
    batch.folder = "/home/me/it's here";
    batch.study = "-my study.yaml";
    batch.output = "out.h5";
    batch.name = "out";
    batch.tasks = 64;
    batch.cores = 4;
    batch.time = "0-02:00:00";
    batch.merge_time = "0-00:10:00";
    return batch;
}

// The shards that the tasks of these arrays run.
std::multiset<std::int64_t> shards_of(const std::vector<JobArray>& arrays, std::int64_t largest) {
    std::multiset<std::int64_t> shards;
    for (const JobArray& array : arrays) {
        std::int64_t tasks = 0;
        std::string rest = array.indices;
        while (!rest.empty()) {
            const std::string range = rest.substr(0, rest.find(','));
            rest.erase(0, range.size() + 1);
            const std::int64_t from = std::stoll(range);
            const std::int64_t to = has(range, "-") ? std::stoll(range.substr(range.find('-') + 1)) : from;
            CHECK(from >= 1);
            CHECK(to <= largest);
            for (std::int64_t i = from; i <= to; ++i, ++tasks) shards.insert(array.after + i);
        }
        CHECK(tasks == array.tasks);
    }
    return shards;
}

} // namespace

TEST_CASE("job arrays hold each shard once, at indices that Slurm takes") {
    const auto one = job_arrays({1, 2, 3, 4}, 1000);
    REQUIRE(one.size() == 1);
    CHECK(one[0].indices == "1-4");
    CHECK(one[0].after == 0);
    const auto holes = job_arrays({2, 5, 6, 9, 10, 11}, 4);
    REQUIRE(holes.size() == 3);
    CHECK(holes[0].indices == "2");
    CHECK(holes[1].indices == "1-2");
    CHECK(holes[1].after == 4);
    CHECK(holes[2].indices == "1-3");
    CHECK(holes[2].after == 8);
    CHECK(job_arrays({}, 10).empty());
    for (const std::int64_t largest : {1, 2, 3, 7, 50, 1000}) {
        std::vector<std::int64_t> shards;
        for (std::int64_t k = 1; k <= 200; ++k)
            if (k % 3 != 0 || k % 5 == 0) shards.push_back(k);
        CHECK(shards_of(job_arrays(shards, largest), largest) ==
              std::multiset<std::int64_t>(shards.begin(), shards.end()));
    }
}

TEST_CASE("time limits are read and written as Slurm has them") {
    CHECK(seconds_of_limit("90") == 90 * 60);
    CHECK(seconds_of_limit("90:30") == 90 * 60 + 30);
    CHECK(seconds_of_limit("02:00:05") == 2 * 3600 + 5);
    CHECK(seconds_of_limit("1-12") == 36 * 3600);
    CHECK(seconds_of_limit("1-12:30") == 36 * 3600 + 1800);
    CHECK(seconds_of_limit("1-00:00:01") == 86401);
    for (const char* wrong :
         {"", "x", "1:", ":1", "1-", "-1", "1:2:3:4", "1-2:3:4:5", "1 h", "2-1-1", "1:2-3", "99999999999999999999"})
        CHECK_MESSAGE(!seconds_of_limit(wrong), wrong);
    CHECK(time_limit(1) == "0-00:01:00");
    CHECK(time_limit(61) == "0-00:02:00");
    CHECK(time_limit(3600) == "0-01:00:00");
    CHECK(time_limit(90000) == "1-01:00:00");
    for (const double seconds : {1., 60., 3599., 86400., 1e6}) {
        const auto read = seconds_of_limit(time_limit(seconds));
        REQUIRE(read);
        CHECK(static_cast<double>(*read) >= seconds);
        CHECK(static_cast<double>(*read) < seconds + 60);
    }
}

TEST_CASE("the scripts ask for what was asked, and quote what they name") {
    Batch batch = example();
    batch.memory = "4G";
    batch.partition = "long";
    batch.account = "a1";
    const std::string script = array_script(batch);
    for (const char* line :
         {"#SBATCH --array=1-64\n", "#SBATCH --cpus-per-task=4\n", "#SBATCH --time=0-02:00:00\n", "#SBATCH --mem=4G\n",
          "#SBATCH --partition=long\n", "#SBATCH --account=a1\n", "#SBATCH --signal=B:TERM@60\n", "#SBATCH --requeue\n",
          "cd -- '/home/me/it'\\''s here' || exit 1\n", "drumbeat=('/opt/drum beat/drumbeat')\n",
          "study='./-my study.yaml'\n", "output=out.h5\n", "threads=${SLURM_CPUS_PER_TASK:-4}\n"})
        CHECK_MESSAGE(has(script, line), line, script);
    CHECK(script.starts_with("#!/bin/bash\n"));
    const std::string merge = merge_script(batch);
    CHECK(has(merge, "#SBATCH --time=0-00:10:00\n"));
    CHECK(has(merge, "#SBATCH --cpus-per-task=1\n"));
    CHECK_FALSE(has(merge, "--array"));
    CHECK_FALSE(has(array_script(example()), "--mem"));
    CHECK_FALSE(has(array_script(example()), "DRUMBEAT_DATA"));
}

TEST_CASE("lines of the setup come before the program, its directives after ours") {
    Batch batch = example();
    batch.setup = {"module load gcc", "#SBATCH --qos=short", "# a comment", "drumbeat=(apptainer exec a.sif drumbeat)"};
    for (const std::string& script : {array_script(batch), merge_script(batch)}) {
        const std::size_t qos = script.find("#SBATCH --qos=short\n"), module = script.find("module load gcc\n"),
                          own = script.find("drumbeat=('/opt"), other = script.find("drumbeat=(apptainer"),
                          used = script.find("\"${drumbeat[@]}\"");
        CHECK(qos < module);
        CHECK(script.find("#SBATCH", qos + 1) == std::string::npos);
        CHECK(own < module);
        CHECK(module < other);
        CHECK(other < used);
        CHECK(used != std::string::npos);
    }
}

TEST_CASE("what Slurm says of its arrays is read, and names of logs mean nothing to it") {
    CHECK(largest_index("MaxArraySize            = 1001\nMaxJobCount = 10000\n") == 1000);
    CHECK(largest_index("MaxJobCount = 10000\n") == 0);
    CHECK(largest_index("MaxArraySize = (null)\n") == 0);
    CHECK(largest_index("MaxArraySize = 0\n") == 0);
    CHECK(largest_index("") == 0);
    CHECK(slurm_literal("a%A b") == "a%%A b");
}
