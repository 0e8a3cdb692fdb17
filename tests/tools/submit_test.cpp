// SPDX-License-Identifier: Apache-2.0
// `drumbeat submit`, with scripts in the place of Slurm's commands, which write down what they are called with.
// slurm_test.py has the real ones.
#include "tests/places.hpp"
#include "tests/tools/tiny_world.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace {

// Ten tiles of some milliseconds.
constexpr const char* study = R"(format: drumbeat-study/1
study: comparison
name: tiny-study
base: tiny.yaml
replications: 1700
seed: 5
arms:
  base: {}
  stable: {segments.*.orders.cv: 0.05}
behaviours:
  - {name: hurdle, expectation: rational, investment: npv}
record: {yearly: none}
)";

struct Outcome {
    int code = -1;
    std::string said; // on both streams
};

struct Folder {
    fs::path path;
    Folder() {
        std::string name = (fs::temp_directory_path() / "drumbeat-submit-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path = name;
        fs::create_directory(path / "bin");
        for (const char* tool : {"bash", "sh", "stat", "cat", "sleep", "rm", "mv", "head", "cut"}) {
            const fs::path real = fs::path("/usr/bin") / tool;
            fs::create_symlink(fs::exists(real) ? real : fs::path("/bin") / tool, path / "bin" / tool);
        }
        fs::create_symlink(drumbeat::program(), path / "bin/drumbeat");
        write("tiny.yaml", drumbeat::tiny_world);
        write("study.yaml", study);
    }
    ~Folder() { fs::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    void write(const std::string& name, const std::string& text) const { std::ofstream(path / name) << text; }
    std::string read(const std::string& name) const {
        std::ostringstream text;
        text << std::ifstream(path / name).rdbuf();
        return text.str();
    }
    bool has(const std::string& name) const { return fs::exists(path / name); }

    void command(const std::string& name, const std::string& text) const {
        const std::string file = "bin/" + name;
        write(file, "#!/bin/bash\ncd '" + path.string() + "'\n" + text);
        fs::permissions(path / file, fs::perms::owner_all);
    }
    // sbatch hands out numbers from 101 on, and refuses the job after `jobs`.
    void slurm(int largest, int jobs = 1000) const {
        command("sbatch", "echo \"sbatch $*\" >> calls\nn=$(cat jobs 2>/dev/null || echo 100)\nn=$((n + 1))\n"
                          "((n > 100 + " +
                              std::to_string(jobs) +
                              ")) && { echo 'QOS limit' >&2; exit 1; }\n"
                              "echo $n > jobs\necho \"$n;test\"\n");
        command("scontrol", "echo \"scontrol $*\" >> calls\n[[ $1 == show ]] && echo 'MaxArraySize   = " +
                                std::to_string(largest + 1) + "'\nexit 0\n");
        command("squeue", "[[ -e alive ]] || exit 1\ncat alive\n");
        command("scancel", "echo \"scancel $*\" >> calls\n");
    }
    std::string calls() const {
        const std::string text = read("calls");
        fs::remove(path / "calls");
        return text;
    }
    // A line of shell, with no programs but those in `bin`.
    Outcome shell(const std::string& line) const {
        write(".line", "cd '" + path.string() + "'\nexport PATH='" + (path / "bin").string() + "'\n" + line + "\n");
        const std::string said = (path / ".said").string();
        const int status = std::system(("bash '" + (path / ".line").string() + "' > '" + said + "' 2>&1").c_str());
        return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read(".said")};
    }
};

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

} // namespace

TEST_CASE("without Slurm the scripts of a study run anywhere, and the merged file is that of one run") {
    const Folder folder;
    fs::create_directory(folder.path / "a b");
    fs::rename(folder.path / "study.yaml", folder.path / "it's a \"study\".yaml");
    const std::string quoted_study = "\"it's a \\\"study\\\".yaml\"", output = "\"a b/it's \\$(it).h5\"";
    const Outcome submitted = folder.shell("drumbeat submit " + quoted_study + " --tasks 3 -o " + output);
    CHECK(submitted.code == 1);
    CHECK_MESSAGE(has(submitted.said, "there is no sbatch here; the scripts are written"), submitted.said);
    CHECK_MESSAGE(has(submitted.said, "parallel bash 'a b/it'\\''s $(it).h5.slurm/array.sh' ::: $(seq 3)"),
                  submitted.said);
    CHECK(has(submitted.said, "\n  bash 'a b/it'\\''s $(it).h5.slurm/merge.sh'\n"));
    const std::string scripts = "cd /\nscripts='" + folder.path.string() + "/a b/it'\\''s $(it).h5.slurm'\n";
    for (const char* wrong : {"0", "4", "x", "''", "--after 3 1"})
        CHECK_MESSAGE(folder.shell(scripts + "bash \"$scripts/array.sh\" " + wrong).code == 2, wrong);
    CHECK(folder.shell(scripts + "bash \"$scripts/array.sh\"").code == 2);
    CHECK(folder.shell(scripts + "bash \"$scripts/array.sh\" 3 && bash \"$scripts/array.sh\" --after 1 1").code == 0);
    const Outcome early = folder.shell(scripts + "bash \"$scripts/merge.sh\"");
    CHECK(early.code == 2);
    CHECK_MESSAGE(has(early.said, "1-of-3.part"), early.said);
    const Outcome left = folder.shell("drumbeat submit " + quoted_study + " --tasks 3 -o " + output);
    CHECK_MESSAGE(has(left.said, "1 task of 3 left to run"), left.said);
    CHECK_MESSAGE(has(left.said, "array.sh' ::: 1\n"), left.said);
    CHECK(folder.shell(scripts + "SLURM_ARRAY_TASK_ID=1 bash \"$scripts/array.sh\"").code == 0);
    const Outcome merged = folder.shell(scripts + "bash \"$scripts/merge.sh\"");
    REQUIRE_MESSAGE(merged.code == 0, merged.said);
    REQUIRE(folder.shell("drumbeat run " + quoted_study + " -o whole.h5").code == 0);
    CHECK(folder.read("whole.h5").size() > 10000);
    CHECK(folder.read("a b/it's $(it).h5") == folder.read("whole.h5"));
    // One task needs no merge.
    const Outcome one = folder.shell("drumbeat submit " + quoted_study + " --tasks 1 -o one.h5");
    CHECK_FALSE(has(one.said, "merge.sh"));
    CHECK(folder.shell("bash one.h5.slurm/array.sh 1").code == 0);
    CHECK(folder.read("one.h5") == folder.read("whole.h5"));
    const Outcome again = folder.shell("drumbeat submit " + quoted_study + " --tasks 3 -o " + output);
    CHECK(again.code == 0);
    CHECK_MESSAGE(has(again.said, "complete, nothing is left to submit"), again.said);
}

TEST_CASE("an array and a merge that waits for it are submitted; what is there is not run again") {
    const Folder folder;
    folder.slurm(1000);
    const Outcome first = folder.shell("drumbeat submit study.yaml --tasks 5 --cores 2 --throttle 3");
    REQUIRE_MESSAGE(first.code == 0, first.said);
    const std::string logs = " --output=" + folder.path.string() + "/study.h5.slurm/";
    CHECK(folder.calls() == "scontrol show config\nsbatch --parsable --array=1-5%3" + logs +
                                "%A_%a.log study.h5.slurm/array.sh\nsbatch --parsable --dependency=afterok:101 "
                                "--kill-on-invalid-dep=yes" +
                                logs + "%j_merge.log study.h5.slurm/merge.sh\n");
    for (const char* words : {"job 101: 5 tasks of 2 cores", "job 102: joins all into study.h5", "asked of each"})
        CHECK_MESSAGE(has(first.said, words), words, first.said);
    CHECK(folder.read("study.h5.slurm/jobs") == "101\n102\n");
    const std::string script = folder.read("study.h5.slurm/array.sh");
    folder.write("alive", "101\n");
    const Outcome waiting = folder.shell("drumbeat submit study.yaml --tasks 5");
    CHECK(waiting.code == 2);
    CHECK_MESSAGE(has(waiting.said, "jobs 101, 102 of this study are still waiting or running"), waiting.said);
    fs::remove(folder.path / "alive");
    folder.calls();
    // Two shards are done, one has lost its end, one is of a writer that was killed at once.
    REQUIRE(folder.shell("for k in 1 2 4; do bash study.h5.slurm/array.sh $k || exit 9; done").code == 0);
    fs::resize_file(folder.path / "study.h5.1-of-5.part", fs::file_size(folder.path / "study.h5.1-of-5.part") - 9);
    folder.write("study.h5.5-of-5.part", folder.read("study.h5.1-of-5.part").substr(0, 100));
    const Outcome second = folder.shell("drumbeat submit study.yaml --tasks 5");
    REQUIRE_MESSAGE(second.code == 0, second.said);
    CHECK(has(folder.calls(), "--array=1,3,5 "));
    CHECK_MESSAGE(has(second.said, "3 tasks of 5 left to run"), second.said);
    REQUIRE(folder.shell("for k in 1 3 5; do bash study.h5.slurm/array.sh $k || exit 9; done").code == 0);
    REQUIRE(folder.shell("drumbeat submit study.yaml --tasks 5").code == 0);
    const std::string merge_alone = folder.calls();
    CHECK(has(merge_alone, "merge.sh"));
    CHECK_FALSE(has(merge_alone, "array.sh"));
    CHECK_FALSE(has(merge_alone, "--dependency"));
    CHECK(folder.shell("bash study.h5.slurm/merge.sh").code == 0);
    CHECK(folder.shell("drumbeat submit study.yaml --tasks 5").code == 0);
    CHECK(folder.calls().empty());
    CHECK(folder.shell("drumbeat run study.yaml -o whole.h5").code == 0);
    CHECK(folder.read("study.h5") == folder.read("whole.h5"));
}

TEST_CASE("a merge has as many journals open as there are shards") {
    const Folder folder;
    REQUIRE(
        folder.shell("for k in 1 2 3 4 5 6 7 8 9 10; do drumbeat run study.yaml --quiet --shard $k/10 || exit 9; done")
            .code == 0);
    CHECK(folder.shell("ulimit -n 10; drumbeat merge study.h5.*-of-10.part -o a.h5").code == 1);
    CHECK_FALSE(folder.has("a.h5"));
    const Outcome merged = folder.shell("ulimit -Sn 10; drumbeat merge study.h5.*-of-10.part -o a.h5");
    CHECK_MESSAGE(merged.code == 0, merged.said);
}

TEST_CASE("arrays above the cluster's size are split, one after another where their number is limited") {
    const Folder folder;
    folder.slurm(3);
    REQUIRE(folder.shell("drumbeat submit study.yaml --tasks 7 --time 30").code == 0);
    const std::string calls = folder.calls();
    for (const char* words : {"--array=1-3 ", "array.sh\n", "array.sh --after 3\n", "--array=1 ",
                              "array.sh --after 6\n", "--dependency=afterok:101:102:103 "})
        CHECK_MESSAGE(has(calls, words), words, calls);
    CHECK_FALSE(has(calls, "afterany"));
    REQUIRE(folder.shell("rm -r study.h5.slurm; drumbeat submit study.yaml --tasks 7 --throttle 2").code == 0);
    const std::string limited = folder.calls();
    for (const char* words : {"--array=1-3%2 ", "--dependency=afterany:105 ", "--dependency=afterany:106 "})
        CHECK_MESSAGE(has(limited, words), words, limited);
    // All or none.
    folder.slurm(3, 2);
    fs::remove(folder.path / "jobs");
    const Outcome refused = folder.shell("rm -r study.h5.slurm; drumbeat submit study.yaml --tasks 7");
    CHECK(refused.code == 1);
    CHECK_MESSAGE(has(refused.said, "QOS limit"), refused.said);
    CHECK_MESSAGE(has(refused.said, "sbatch did not take study.h5.slurm/array.sh; job 101, 102 of before is cancelled"),
                  refused.said);
    CHECK(has(folder.calls(), "scancel 101 102\n"));
    CHECK_FALSE(folder.has("study.h5.slurm/jobs"));
}

TEST_CASE("a dry run submits nothing, and prints lines that would") {
    const Folder folder;
    const Outcome dry = folder.shell("drumbeat submit study.yaml --tasks 4 -o 'a b.h5' --dry-run");
    CHECK_MESSAGE(dry.code == 0, dry.said);
    folder.slurm(3);
    const Outcome split = folder.shell("drumbeat submit study.yaml --tasks 4 -o 'a b.h5' --dry-run --throttle 2");
    REQUIRE(split.code == 0);
    CHECK(folder.calls() == "scontrol show config\n");
    CHECK(folder.shell(split.said).code == 0);
    const std::string pasted = folder.calls();
    REQUIRE(folder.shell("rm jobs; drumbeat submit study.yaml --tasks 4 -o 'a b.h5' --throttle 2").code == 0);
    CHECK("scontrol show config\n" + pasted == folder.calls());
}

TEST_CASE("what a command line says of a study goes to every task, and makes another study of it") {
    const Folder folder;
    folder.slurm(1000);
    const std::string changes = "--replications 1100 --seed 9 --set 'segments.*.orders.cv=0.2' "
                                "--set \"investment.candidates=[0.2, 0.4]\"";
    const Outcome dry = folder.shell("drumbeat submit study.yaml --tasks 3 --dry-run " + changes);
    CHECK_MESSAGE(dry.code == 0, dry.said);
    CHECK_MESSAGE(has(folder.read("study.h5.slurm/array.sh"),
                      "options=(--replications 1100 --seed 9 --set 'segments.*.orders.cv=0.2' --set "
                      "'investment.candidates=[0.2, 0.4]')\n"),
                  folder.read("study.h5.slurm/array.sh"));
    for (const char* mistake : {"--set nonsense=1", "--set cv", "--seed -1", "--replications 0", "--over nobody"}) {
        const Outcome wrong = folder.shell(std::string("drumbeat submit study.yaml --tasks 3 -o no.h5 ") + mistake);
        CHECK_MESSAGE(wrong.code == 2, mistake, wrong.said);
    }
    CHECK_FALSE(folder.has("no.h5.slurm"));
    REQUIRE(folder.shell("drumbeat submit study.yaml --tasks 3 " + changes).code == 0);
    REQUIRE(folder.shell("bash study.h5.slurm/array.sh 2").code == 0);
    // The same line goes on with it; another one would be of another study.
    CHECK(has(folder.shell("drumbeat submit study.yaml --tasks 3 " + changes).said, "2 tasks of 3 left to run"));
    const std::pair<const char*, const char*> others[] = {
        {"", "study.h5.2-of-3.part is of another study: "},
        {"--replications 1100 --seed 8 --set 'segments.*.orders.cv=0.2' --set 'investment.candidates=[0.2, 0.4]'",
         "study.h5.2-of-3.part is of another study: 'seed: 8' here, 'seed: 9' there"},
        {"--replications 1101 --seed 9 --set 'segments.*.orders.cv=0.2' --set 'investment.candidates=[0.2, 0.4]'",
         "study.h5.2-of-3.part is of another study: "},
        {"--replications 1100 --seed 9 --set 'segments.*.orders.cv=0.3' --set 'investment.candidates=[0.2, 0.4]'",
         "study.h5.2-of-3.part is of another study: "}};
    folder.calls();
    for (const auto& one : others) {
        const char* words = one.first;
        const char* said = one.second;
        const Outcome other = folder.shell(std::string("drumbeat submit study.yaml --tasks 3 ") + words);
        CHECK_MESSAGE(other.code == 2, words, other.said);
        CHECK_MESSAGE(has(other.said, said), words, ": ", other.said);
    }
    CHECK_FALSE(has(folder.calls(), "sbatch"));
    const Outcome rest = folder.shell("for k in 1 3; do bash study.h5.slurm/array.sh $k || exit 9; done; "
                                      "bash study.h5.slurm/merge.sh && drumbeat run study.yaml -o whole.h5 " +
                                      changes);
    CHECK_MESSAGE(rest.code == 0, rest.said);
    CHECK(folder.read("study.h5") == folder.read("whole.h5"));
    CHECK(has(folder.shell("drumbeat submit study.yaml --tasks 3 " + changes).said, "nothing is left to submit"));
    CHECK(has(folder.shell("drumbeat submit study.yaml --tasks 3").said,
              "study.h5 exists, and holds the results of another study"));
}

TEST_CASE("a task that is asked to stop is queued again, unless it is cancelled or gains nothing") {
    const Folder folder;
    folder.slurm(1000);
    // In the program's place: it completes something or not, and says that it runs until it is asked to stop.
    folder.write("setup.sh", "drumbeat=(bash '" + folder.path.string() + "/stand-in')\n");
    folder.write("stand-in", "trap 'cat more >> study.h5.2-of-5.part; exit 130' TERM\n: > runs\n"
                             "for ((i = 0; i < 400; i++)); do sleep 0.05; done\nexit 77\n");
    REQUIRE(folder.shell("drumbeat submit study.yaml --tasks 5 --setup setup.sh").code == 0);
    const std::string task = "rm -f runs\nexport SLURM_ARRAY_JOB_ID=7 SLURM_ARRAY_TASK_ID=2\n"
                             "bash study.h5.slurm/array.sh &\nwhile [[ ! -e runs ]]; do sleep 0.02; done\n"
                             "kill -TERM $!\nwait $!\n";
    folder.calls();
    folder.write("alive", "RUNNING\n");
    folder.write("more", "something");
    const Outcome queued = folder.shell(task);
    CHECK(queued.code == 130);
    CHECK_MESSAGE(folder.calls() == "scontrol requeue 7_2\n", queued.said);
    folder.write("more", "");
    const Outcome idle = folder.shell(task);
    CHECK(idle.code == 130);
    CHECK(folder.calls().empty());
    CHECK_MESSAGE(has(idle.said, "completed nothing in its time"), idle.said);
    folder.write("alive", "COMPLETING\n");
    folder.write("more", "something");
    const Outcome cancelled = folder.shell(task);
    CHECK(cancelled.code == 130);
    CHECK(folder.calls().empty());
    CHECK_MESSAGE(has(cancelled.said, "is cancelled"), cancelled.said);
    // How the program ends by itself is how the task ends; runs that failed do not keep the merge from beginning.
    for (const char* code : {"0", "1", "2"}) {
        folder.write("stand-in", std::string("exit ") + code);
        CHECK(folder.shell("bash study.h5.slurm/array.sh 2").code == std::atoi(code));
    }
    folder.write("stand-in", "exit 3");
    CHECK(folder.shell("bash study.h5.slurm/array.sh 2").code == 0);
    CHECK(folder.shell("bash study.h5.slurm/merge.sh").code == 3);
    // The allocation's processors.
    folder.write("stand-in", "echo \"$@\"");
    CHECK(folder.shell("SLURM_CPUS_PER_TASK=6 bash study.h5.slurm/array.sh 2").said ==
          "run study.yaml --shard 2/5 --resume -o study.h5 -j 6\n");
}

TEST_CASE("what cannot be submitted is told before anything is") {
    const Folder folder;
    folder.slurm(1000);
    folder.write("dos.sh", "module load x\r\n");
    folder.write("balance.yaml", "format: drumbeat-study/1\nstudy: balance\nbase: tiny.yaml\nreplications: 3\n");
    const std::pair<const char*, const char*> mistakes[] = {
        {"study.yaml", "--tasks is required"},
        {"study.yaml --tasks 0", "0 is out of range; allowed: 1 to 10000"},
        {"study.yaml --tasks 9999", "--tasks 9999: the study has "},
        {"study.yaml --tasks 2 --time 1", "'1' is too short to get anything done; allowed: 3 minutes or more"},
        {"study.yaml --tasks 2 --time 1h", "'1h' is no time limit; allowed: "},
        {"study.yaml --tasks 2 --mem 4GB", "'4GB' is no amount of memory; allowed: such as 4G"},
        {"study.yaml --tasks 2 --partition 'a b'", "'a b' is no name that Slurm knows"},
        {"study.yaml --tasks 2 --account ''", "'' is no name that Slurm knows"},
        {"study.yaml --tasks 2 --setup none.sh", "none.sh: cannot be read"},
        {"study.yaml --tasks 2 --setup .", ".: cannot be read"},
        {"study.yaml --tasks 2 --setup dos.sh", "dos.sh:1: ends as lines of Windows do"},
        {"study.yaml --tasks 2 -o nowhere/a.h5", "there is no folder nowhere"},
        {"study.yaml --tasks 2 -o 'a\\b.h5'", "Slurm writes no logs to a path with \\ in it"},
        {"study.yaml --tasks 2 -o a.part", "names ending in .part are for unfinished runs"},
        {"study.yaml --tasks 2 -o bin/", "names no file"},
        {"balance.yaml --tasks 2", "a study of balance cannot be dealt out to tasks"},
        {"absent.yaml --tasks 2", "absent.yaml"}};
    for (const auto& one : mistakes) {
        const char* words = one.first;
        const char* said = one.second;
        const Outcome wrong = folder.shell(std::string("drumbeat submit ") + words);
        CHECK_MESSAGE(wrong.code == 2, words, wrong.said);
        CHECK_MESSAGE(has(wrong.said, said), words, ": ", wrong.said);
    }
    CHECK_FALSE(folder.has("study.h5.slurm"));
    // What lies there already.
    REQUIRE(folder
                .shell("drumbeat run study.yaml --quiet --shard 1/3 && drumbeat run study.yaml --quiet --seed 9 -o "
                       "other.h5 && drumbeat run study.yaml --quiet --seed 9 --shard 2/3 -o mixed.h5")
                .code == 0);
    const std::pair<const char*, const char*> there[] = {
        {"--tasks 4", "study.h5.1-of-3.part lies there, a part of study.h5 that is cut otherwise: --tasks 3 goes on"},
        {"--tasks 1", "--tasks 3 goes on"},
        {"--tasks 3 -o other.h5", "other.h5 exists, and holds the results of another study"},
        {"--tasks 3 -o mixed.h5", "mixed.h5.2-of-3.part is of another study: "}};
    for (const auto& one : there) {
        const char* words = one.first;
        const char* said = one.second;
        const Outcome wrong = folder.shell(std::string("drumbeat submit study.yaml ") + words);
        CHECK_MESSAGE(wrong.code == 2, words, wrong.said);
        CHECK_MESSAGE(has(wrong.said, said), words, ": ", wrong.said);
    }
    fs::rename(folder.path / "study.h5.1-of-3.part", folder.path / "study.h5.part");
    CHECK(has(folder.shell("drumbeat submit study.yaml --tasks 3").said, "drumbeat run --resume goes on with it"));
    CHECK_FALSE(has(folder.calls(), "sbatch"));
    CHECK_FALSE(folder.has("study.h5.slurm"));
}
