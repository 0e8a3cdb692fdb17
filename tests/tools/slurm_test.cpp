// SPDX-License-Identifier: Apache-2.0
#include "tests/places.hpp"
#include "tests/tools/tiny_world.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <sys/wait.h>

namespace fs = std::filesystem;

namespace {

constexpr const char* study = R"(format: drumbeat-study/1
study: comparison
name: on-slurm
base: tiny.yaml
replications: 8000
arms:
  base: {}
  stable: {segments.*.orders.cv: 0.05}
behaviours:
  - {name: hurdle, expectation: rational, investment: npv}
record: {yearly: none}
)";

} // namespace

TEST_CASE("on a real Slurm, with a task stopped and one killed, the merged file is that of one run") {
    constexpr int no_slurm = 77;
    std::string folder = (fs::temp_directory_path() / "drumbeat-slurm-XXXXXX").string();
    REQUIRE(mkdtemp(folder.data()) != nullptr);
    std::ofstream(folder + "/tiny.yaml") << drumbeat::tiny_world;
    std::ofstream(folder + "/study.yaml") << study;
    const std::string script = drumbeat::source_dir() + "/tests/tools/slurm_test.py";
    const int status = std::system(("timeout 110 '" + drumbeat::python() + "' '" + script + "' '" +
                                    drumbeat::program() + "' '" + folder + "' > '" + folder + "/said' 2>&1")
                                       .c_str());
    std::ostringstream said;
    said << std::ifstream(folder + "/said").rdbuf();
    fs::remove_all(folder);
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (code == no_slurm)
        MESSAGE("skipped: ", said.str());
    else
        CHECK_MESSAGE(code == 0, said.str());
}
