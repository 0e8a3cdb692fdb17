// SPDX-License-Identifier: Apache-2.0
#include "config/yaml_ranges.hpp"

#include "tests/config/example.hpp"
#include "tests/config/folder.hpp"

#include <doctest/doctest.h>

using namespace drumbeat;

namespace {

constexpr const char* head =
    "format: drumbeat-ranges/1\nmodel: 0123456789abcdef\nworld: small\nensemble: sets\nranges:\n";
constexpr const char* good =
    "  - {question: 00000000000000e1, study: s, sets: 20, replications: 8, capacity_growth_points: [-1, 2.5], "
    "capacity_added_meur: [3, 4], investment_meur: [-5e2, 6], firms_points: [7, 8], capacity_growth_error: 0.5, "
    "firms_error: 0.25}\n";

AcceptedRanges read(const example::Folder& folder, std::vector<Problem>& problems) {
    return read_accepted_ranges(folder.as_list(), problems);
}
// What is said of the one file in a folder, without the folder's name.
std::string says(const std::string& text) {
    const example::Folder folder;
    folder.write("ranges/a.yaml", text);
    std::vector<Problem> problems;
    CHECK(read(folder, problems).empty());
    for (Problem& p : problems) p.where.source = p.where.source.substr(p.where.source.rfind('/') + 1);
    return example::lines(problems);
}
std::string with(std::string text, const std::string& old, const std::string& instead) {
    return text.replace(text.find(old), old.size(), instead);
}

} // namespace

TEST_CASE("stored ranges are read from every file of the folders") {
    const example::Folder folder;
    std::vector<Problem> problems;
    CHECK(read(folder, problems).empty());
    folder.write("ranges/b.yaml", std::string(head) + good);
    folder.write("config/ranges/a.yaml", std::string(head) + good + good);
    const AcceptedRanges all = read(folder, problems);
    CHECK(example::lines(problems) == "");
    REQUIRE(all.size() == 3);
    const AcceptedRange& one = all[0];
    CHECK(one.model == "0123456789abcdef");
    CHECK(one.question == "00000000000000e1"); // as it is written, and no number
    CHECK(one.world == "small");
    CHECK(one.ensemble == "sets");
    CHECK(one.sets == 20);
    CHECK(one.replications == 8);
    CHECK(one.capacity_points == std::array<double, 2>{-1, 2.5});
    CHECK(one.capacity_meur == std::array<double, 2>{3, 4});
    CHECK(one.investment_meur == std::array<double, 2>{-500, 6});
    CHECK(one.firms_points == std::array<double, 2>{7, 8});
    CHECK(one.capacity_error == .5);
    CHECK(one.firms_error == .25);
}

TEST_CASE("mistakes in stored ranges have their line, and leave nothing half-read") {
    const std::string all = std::string(head) + good;
    CHECK(says(with(all, "ranges/1", "ranges/2")) == "a.yaml:1: format: expects 'format: drumbeat-ranges/1'\n");
    CHECK(says("model: a\n") == "a.yaml: format: expects 'format: drumbeat-ranges/1'\n");
    CHECK(says(with(all, "model:", "model_of:")) == "a.yaml:1: model: is missing\n");
    CHECK(says(with(all, "ranges:", "rangs:")) == "a.yaml: ranges: is missing; expects a list of ranges\n");
    CHECK(says(with(all, "[3, 4]", "[4, 3]")) == "a.yaml:6: capacity_added_meur: expects [low, high]\n");
    CHECK(says(with(all, "[3, 4]", "[3]")) == "a.yaml:6: capacity_added_meur: expects [low, high]\n");
    CHECK(says(with(all, "[7, 8]", "[7, x]")) == "a.yaml:6: firms_points: expects [low, high]\n");
    CHECK(says(with(all, "sets: 20", "sets: 0")) == "a.yaml:6: sets: 0 is out of range; allowed: 1 to 10000000\n");
    CHECK(says(with(all, "firms_error", "firms_eror")) == "a.yaml:6: firms_error: is missing\n");
    CHECK(says("[") != "");
}
