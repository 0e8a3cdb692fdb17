// SPDX-License-Identifier: Apache-2.0
#include "tests/tools/proof_folder.hpp"

#include <doctest/doctest.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <vector>

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

// Rows of a table over the textbook's country: numbers that no two rows share.
std::vector<std::string> rows(int count) {
    std::vector<std::string> all;
    for (int i = 0; i < count; ++i) all.push_back(fmt::format("{:.6f},{:.4f}", .002 + .00003 * i, .02 + .0007 * i));
    return all;
}

constexpr const char* columns = "tender.noise,firms.sme.wacc";

void write_table(const ProofFolder& folder, const std::vector<std::string>& lines, const char* header = columns) {
    write_bytes(folder / "points.csv", fmt::format("{}\n{}\n", header, fmt::join(lines, "\n")));
}

constexpr const char* study_of_table =
    "format: drumbeat-study/1\nstudy: table\nname: rows\nbase: textbook\nreplications: 3\nseed: 5\narms:\n"
    "  base: {label: as it is}\n  short: {label: short, segments.*.orders.framework_years: 1}\npoints: points.csv\n";

constexpr const char* study_of_hypercube =
    "format: drumbeat-study/1\nstudy: latin_hypercube\nname: sampled\nbase: textbook\nreplications: 3\nseed: 5\n"
    "arms:\n  base: {label: as it is}\nsample: {points: 20, factors: {tender.noise: {law: uniform, low: 0.002, high: 0.01}}}\n";

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
    std::string other = ProofFolder::study();
    other.replace(other.find("cv: 0.05"), 8, "cv: 0.15");
    write_bytes(folder / "other.yaml", other);
    refused("other.yaml --extend a.h5", "a.h5 has another case stable/hurdle: segments.sensors.orders.cv is 0.05 there "
                                        "and 0.15 here");
    write_bytes(folder / "wider.yaml", ProofFolder::study(6, more_arms));
    REQUIRE(folder.drumbeat("run wider.yaml -o wide.h5 --quiet").code == 0);
    refused("study.yaml --extend wide.h5", "wide.h5 has a case calm/hurdle that the study lacks");
}

TEST_CASE("a table grows by rows at its end: the bytes of the whole, the old rows taken over") {
    const ProofFolder folder;
    write_bytes(folder / "table.yaml", study_of_table);
    const std::vector<std::string> all = rows(200);
    write_table(folder, rows(100));
    REQUIRE(folder.drumbeat("run table.yaml -o a.h5 --quiet").code == 0);
    write_table(folder, all);
    CHECK(has(extended(folder, study_of_table), "1,200 runs, 600 of them taken over in "));
    // The same worlds in other words: digits, the order of columns, and a column of what the base says already.
    std::vector<std::string> digits, turned, wider;
    for (const std::string& row : all) {
        digits.push_back(row + "0");
        turned.push_back(row.substr(row.find(',') + 1) + "," + row.substr(0, row.find(',')));
        wider.push_back(row + ",0.2");
    }
    write_table(folder, digits);
    CHECK(has(extended(folder, study_of_table), "1,200 runs, 600 of them taken over in "));
    write_table(folder, turned, "firms.sme.wacc,tender.noise");
    CHECK(has(extended(folder, study_of_table), "1,200 runs, 600 of them taken over in "));
    write_table(folder, wider, "tender.noise,firms.sme.wacc,firms.sme.margin");
    CHECK(has(extended(folder, study_of_table), "1,200 runs, 600 of them taken over in "));
}

TEST_CASE("a table of which a row was changed, moved or taken out is refused, the row and the value named") {
    const ProofFolder folder;
    write_bytes(folder / "table.yaml", study_of_table);
    write_table(folder, rows(10));
    REQUIRE(folder.drumbeat("run table.yaml -o a.h5 --quiet").code == 0);
    const auto refused = [&](const std::vector<std::string>& lines, const char* told) {
        write_table(folder, lines);
        const Printed printed = folder.drumbeat("run table.yaml --extend a.h5 -o new.h5");
        CHECK_MESSAGE(printed.code == 2, printed.text);
        CHECK_MESSAGE(printed.has(told), printed.text);
        CHECK_FALSE(std::filesystem::exists(folder / "new.h5"));
        CHECK_FALSE(std::filesystem::exists(folder / "new.h5.part"));
    };
    std::vector<std::string> other = rows(20);
    other[4] = "0.0099,0.0228";
    refused(other, "a.h5 has another case base/as_in_scenario/5: tender.noise is 0.00212 there and 0.0099 here");
    other = rows(20);
    std::swap(other[8], other[9]);
    refused(other, "a.h5 has another case base/as_in_scenario/9: firms.sme.wacc is 0.0256 there and 0.0263 here");
    other = rows(20);
    std::rotate(other.begin(), other.begin() + 10, other.end());
    refused(other, "a.h5 has another case base/as_in_scenario/1: firms.sme.wacc is 0.02 there and 0.027 here");
    refused(rows(9), "a.h5 has a case base/as_in_scenario/10 that the study lacks");
}

TEST_CASE("a Latin hypercube takes replications, and refuses points and says why") {
    const ProofFolder folder;
    std::string study = study_of_hypercube;
    write_bytes(folder / "sampled.yaml", study);
    REQUIRE(folder.drumbeat("run sampled.yaml -o a.h5 --quiet").code == 0);
    study.replace(study.find("replications: 3"), 15, "replications: 5");
    CHECK(has(extended(folder, study), "100 runs, 60 of them taken over in "));
    study.replace(study.find("points: 20"), 10, "points: 40");
    write_bytes(folder / "sampled.yaml", study);
    const Printed refused = folder.drumbeat("run sampled.yaml --extend a.h5 -o new.h5");
    CHECK(refused.code == 2);
    CHECK_MESSAGE(refused.has("--extend: a.h5 has 20 points and the study 40: more points make another hypercube, of "
                              "which the earlier is no part; a study of table takes further rows"),
                  refused.text);
    CHECK_FALSE(std::filesystem::exists(folder / "new.h5.part"));
}
