// SPDX-License-Identifier: Apache-2.0
// What a plan says against what a run takes.
#include "config/yaml.hpp"
#include "tests/tools/proof_folder.hpp"
#include "tools/commands/data_folder.hpp"
#include "tools/commands/estimate.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace drumbeat;

namespace {

double megabytes_of(const std::string& path) { return static_cast<double>(std::filesystem::file_size(path)) / 1e6; }

tools::Estimate estimated(const std::string& file, int cores = 0) {
    std::vector<Problem> problems;
    const Study study = read_study(file, tools::data_folders(), problems).study;
    const tools::Survey survey = tools::survey_of(study, problems);
    REQUIRE_FALSE(has_errors(problems));
    return tools::estimate(study, survey, cores);
}

} // namespace

TEST_CASE(
    "a plan tells file and peak disk within 15 % of the truth: small, without firms, with panels of firms, with investors") {
    const ProofFolder folder;
    const std::string dutch = "format: drumbeat-study/1\nstudy: comparison\nname: dutch\nbase: netherlands-2026\n"
                              "replications: 6\narms:\n  volatile: {}\n  stable: {segments.*.orders.cv: 0.1}\n"
                              "behaviours: [{name: careful, expectation: rational, investment: npv}]\n";
    write_bytes(folder / "years.yaml", dutch);
    write_bytes(folder / "firms.yaml", dutch + "record: {yearly: all, firms: 3}\n");
    write_bytes(folder / "investors.yaml",
                dutch + "set: {private_investors.enabled: true, private_investors.model: funds}\n"
                        "record: {yearly: none, firms: none, investors: 6}\n");
    write_bytes(folder / "study.yaml", ProofFolder::study(200));
    for (const char* name : {"study", "years", "firms", "investors"}) {
        const std::string study = folder / (std::string(name) + ".yaml"), file = folder / (std::string(name) + ".h5");
        const tools::Estimate e = estimated(study);
        REQUIRE(folder.drumbeat("run " + study + " --quiet -o " + file).code == 0);
        double journals = 0; // of two shards, which are not made a file: as long as that of one run
        for (const char* shard : {"1", "2"}) {
            const std::string words = std::string(" --quiet --shard ") + shard + "/2 -o " + file + ".s";
            REQUIRE(folder.drumbeat("run " + study + words).code == 0);
            const std::string journal = file + ".s." + shard + "-of-2.part";
            if (std::filesystem::exists(journal)) journals += megabytes_of(journal); // a shard may have no tile
        }
        const double size = megabytes_of(file);
        CHECK_MESSAGE(e.megabytes == doctest::Approx(size).epsilon(.15), name, ": ", e.megabytes, " MB, truth ", size);
        CHECK_MESSAGE(e.peak_megabytes == doctest::Approx(size + journals).epsilon(.15), name, ": ", e.peak_megabytes,
                      " MB, truth ", size + journals);
    }
}

TEST_CASE("a plan for other cores takes the same core-hours, and no more cores than tiles") {
    const ProofFolder folder;
    write_bytes(folder / "study.yaml", ProofFolder::study(4000));
    const std::string study = folder / "study.yaml";
    const tools::Estimate one = estimated(study, 1), many = estimated(study, 1000);
    CHECK(one.tiles == many.tiles);
    CHECK(one.tiles > 1);
    CHECK(one.seconds == doctest::Approx(3600 * one.core_hours).epsilon(.01));
    CHECK(many.seconds == doctest::Approx(3600 * many.core_hours / static_cast<double>(many.tiles)).epsilon(.3));
    CHECK(one.megabytes == many.megabytes);
    const Printed said = folder.drumbeat("check study.yaml --plan --cores 64");
    CHECK_MESSAGE(said.has(" on 64 threads, "), said.text);
    CHECK(said.has(" core-hours\n"));
    CHECK(folder.drumbeat("check study.yaml --cores 64").code == 2);
}
