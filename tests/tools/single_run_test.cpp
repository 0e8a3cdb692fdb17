// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/results.hpp"
#include "tests/tools/proof_folder.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>

#include <filesystem>

using namespace drumbeat;

TEST_CASE("one run by itself is what it is among all, by number and by name, and leaves no file") {
    const ProofFolder folder;
    REQUIRE(folder.drumbeat("run study.yaml -o a.h5 --quiet").code == 0);
    const auto results = open_results(folder / "a.h5");
    for (const char* only : {"3:4", "stable/naive:4"}) {
        const Printed text = folder.drumbeat(std::string("run study.yaml --only ") + only);
        const Printed json = folder.drumbeat(std::string("run study.yaml --format json --only ") + only);
        REQUIRE_MESSAGE(text.code == 0, text.text);
        REQUIRE_MESSAGE(json.code == 0, json.text);
        CHECK(text.has("case 3 (stable/naive), replication 4\n"));
        CHECK(json.has("\"case\": 3"));
        for (std::size_t i = 0; i < outcome_count; ++i) {
            const double value = results->outcome(static_cast<Outcome>(i), 3).at(4);
            const std::string shown = value == value ? fmt::format("{}", value) : "null";
            CHECK_MESSAGE(json.has(fmt::format("\"{}\": {}", outcomes[i].name, shown)), outcomes[i].name);
        }
    }
    CHECK_FALSE(std::filesystem::exists(folder / "study.h5"));
}

TEST_CASE("a run that failed says so again, and what is no run of the study is refused") {
    const ProofFolder folder;
    const Printed failed = folder.drumbeat("run study.yaml --set neutral.by=exact --set neutral.of=orders "
                                           "--set 'segments.*.orders.cv=2' --only base/hurdle:1");
    CHECK(failed.code == 3);
    CHECK_MESSAGE(failed.has("case 0 (base/hurdle), replication 1: neutral.by exact would rescale"), failed.text);
    const auto refused = [&](const std::string& words, const char* told) {
        const Printed printed = folder.drumbeat("run " + words);
        CHECK_MESSAGE(printed.code == 2, printed.text);
        CHECK_MESSAGE(printed.has(told), printed.text);
    };
    refused("study.yaml --only 3", "--only: '3' names no run; it is CASE:REPLICATION, such as 3:17");
    refused("study.yaml --only 3:6", "--only: '6' is no replication of this study; allowed: 0 to 5");
    refused("study.yaml --only 4:0", "--only: '4' is no case; the cases are:");
    refused("study.yaml --only stable:0", "--only: 'stable' names more than one case");
    refused("study.yaml --only 3:0 --resume", "--resume");
    refused("study.yaml --format json", "--only");
    refused("foreign-price --only 0:0", "--only: a study of balance has no results file");
}
