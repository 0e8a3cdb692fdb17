// SPDX-License-Identifier: Apache-2.0
#include "tests/tools/proof_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace drumbeat;

namespace {

constexpr const char* more_arms =
    "  calm: {segments.*.orders.cv: 0.01}\n  long: {segments.*.orders.framework_years: 5}\n";

// Runs the larger study as a whole and from a.h5, and compares; what the second says.
std::string extended(const ProofFolder& folder, const std::string& study) {
    write_bytes(folder / "larger.yaml", study);
    REQUIRE(folder.drumbeat("run larger.yaml -o whole.h5 --overwrite --quiet").code == 0);
    const Printed grown = folder.drumbeat("run larger.yaml --extend a.h5 -o grown.h5 --overwrite");
    REQUIRE_MESSAGE(grown.code == 0, grown.text);
    CHECK(bytes_of(folder / "whole.h5") == bytes_of(folder / "grown.h5"));
    return grown.text;
}

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

} // namespace

TEST_CASE(
    "a study grows by replications, arms, behaviours and levels: the bytes of the whole, the old runs taken over") {
    const ProofFolder folder;
    REQUIRE(folder.drumbeat("run study.yaml -o a.h5 --quiet").code == 0);
    CHECK(has(extended(folder, ProofFolder::study(12)), "48 runs, 24 of them taken over in "));
    CHECK(has(extended(folder, ProofFolder::study(6, more_arms)), "48 runs, 24 of them taken over in "));
    const std::string behaviour = "  - {name: option, expectation: adaptive, investment: real_option}\n";
    CHECK(has(extended(folder, ProofFolder::study(6) + behaviour), "36 runs, 24 of them taken over in "));
    CHECK(has(extended(folder, ProofFolder::study(9, more_arms) + behaviour), "108 runs, 24 of them taken over in "));
}

TEST_CASE("a file is extended in place when that is asked, and a part of a study is completed") {
    const ProofFolder folder;
    write_bytes(folder / "study.yaml", ProofFolder::study(300));
    REQUIRE(folder.drumbeat("run study.yaml -o whole.h5 --quiet").code == 0);
    REQUIRE(folder.drumbeat("run study.yaml -o a.h5 --quiet --shard 2/2").code == 0);
    REQUIRE(folder.drumbeat("seal a.h5.2-of-2.part -o a.h5").code == 0);
    CHECK(folder.drumbeat("run study.yaml --extend a.h5 -o a.h5").has("a.h5 exists"));
    const Printed done = folder.drumbeat("run study.yaml --extend a.h5 -o a.h5 --overwrite");
    CHECK_MESSAGE(done.code == 0, done.text);
    CHECK(done.has(" of them taken over"));
    CHECK(bytes_of(folder / "whole.h5") == bytes_of(folder / "a.h5"));
    CHECK_FALSE(std::filesystem::exists(folder / "a.h5.part"));
}

TEST_CASE("what is no part of the study is refused, with the difference, and nothing is left") {
    const ProofFolder folder;
    REQUIRE(folder.drumbeat("run study.yaml -o a.h5 --quiet").code == 0);
    run_synthetic(synthetic_study(3), options_for(folder / "old.h5"));
    const auto refused = [&](const std::string& words, const char* told) {
        const Printed printed = folder.drumbeat("run " + words + " -o new.h5");
        CHECK_MESSAGE(printed.code == 2, printed.text);
        CHECK_MESSAGE(printed.has(told), printed.text);
        CHECK_FALSE(std::filesystem::exists(folder / "new.h5"));
        CHECK_FALSE(std::filesystem::exists(folder / "new.h5.part"));
    };
    refused("study.yaml --extend a.h5 --seed 6", "--extend: a.h5 was run with seed 5; the study has 6");
    refused("study.yaml --extend a.h5 --replications 5", "a.h5 has 6 replications; the study asks for 5 only");
    refused("study.yaml --extend a.h5 --set tender.noise=0.2", "a.h5 has another base: tender.noise is ");
    refused("study.yaml --extend old.h5", "another model (signature signature");
    refused("study.yaml --extend none.h5", "none.h5 does not exist");
    refused("study.yaml --extend study.yaml", "study.yaml");
    refused("foreign-price --extend a.h5", "--extend: a study of balance has no results file");
    refused("foreign-price --resume", "--resume: a study of balance has no results file");
    refused("foreign-price --shard 1/2", "--shard: a study of balance has no results file");
    std::string other = ProofFolder::study();
    other.replace(other.find("cv: 0.05"), 8, "cv: 0.15");
    write_bytes(folder / "other.yaml", other);
    refused("other.yaml --extend a.h5", "a.h5 has another case stable/hurdle: segments.sensors.orders.cv is 0.05 there "
                                        "and 0.15 here");
    write_bytes(folder / "wider.yaml", ProofFolder::study(6, more_arms));
    REQUIRE(folder.drumbeat("run wider.yaml -o wide.h5 --quiet").code == 0);
    refused("study.yaml --extend wide.h5", "wide.h5 has a case calm/hurdle that the study lacks");
}
