// SPDX-License-Identifier: Apache-2.0
// Results files as others open them, and files that are none.
#include "outputs/files/results_file.hpp"

#include "outputs/files/bytes.hpp"
#include "outputs/files/format_page.hpp"
#include "outputs/files/lists.hpp"
#include "outputs/files/run_log.hpp"
#include "tests/outputs/child_process.hpp"
#include "tests/outputs/synthetic_study.hpp"
#include "tests/places.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdlib>
#include <random>
#include <span>

using namespace drumbeat;

namespace {

struct Read {
    bool refused = false, in_one_line = false;
    std::uint64_t hash = 0; // of all that a report may read
};

Read read_everything(const std::string& path) {
    try {
        const auto results = open_results(path);
        Hash hash;
        hash.add(std::string_view(results->study_text()));
        hash.add(std::string_view(results->origin().content_hash));
        const auto add = [&](const std::vector<double>& values) {
            for (const double value : values) hash.add(value);
        };
        for (std::size_t c = 0; c < results->cases().size(); ++c) {
            for (std::size_t i = 0; i < outcome_count; ++i) add(results->outcome(static_cast<Outcome>(i), c));
            for (std::size_t i = 0; i < yearly_count; ++i) add(results->yearly_mean(static_cast<Yearly>(i), c));
        }
        return {false, false, hash.value()};
    } catch (const FileProblem& problem) {
        return {true, std::string(problem.what()).find('\n') == std::string::npos, 0};
    }
}

// 0 when each was refused in one line or read as what was written, and at least so many were refused.
int refused_or_right(const std::string& path, std::span<const std::string> files, std::uint64_t right,
                     std::size_t at_least) {
    std::size_t refused = 0;
    for (const std::string& file : files) {
        write_bytes(path, file);
        const Read read = read_everything(path);
        if (read.refused && !read.in_one_line) return 1;
        if (!read.refused && read.hash != right) return 2;
        refused += read.refused;
    }
    return refused >= at_least ? 0 : 3;
}

std::string problem_of(const std::string& path) {
    try {
        open_results(path);
    } catch (const FileProblem& problem) {
        return problem.what();
    }
    return "no problem";
}

} // namespace

TEST_CASE("a file that is no results file is told in one line") {
    const TemporaryFolder folder;
    CHECK(problem_of(folder / "none.h5") == (folder / "none.h5") + " does not exist");
    CHECK(problem_of(folder.path.string()) == folder.path.string() + " is no file");
    CHECK(problem_of("/dev/zero") == "/dev/zero is no file");
    for (const std::string& text : {std::string(), std::string("study: comparison\n"), std::string(5000, '\0')}) {
        write_bytes(folder / "x", text);
        CHECK(problem_of(folder / "x") == (folder / "x") + " is no Drumbeat results file");
    }
    write_bytes(folder / "x", "\x89HDF\r\n\x1a\n and then nothing that HDF5 knows");
    CHECK(problem_of(folder / "x").find((folder / "x") + ": cannot be read: ") == 0);
}

TEST_CASE("a results file knows its format, its model signature and its content hash") {
    const TemporaryFolder folder;
    const auto summary = run_synthetic(synthetic_study(4, 2, 1), options_for(folder / "a.h5"));
    const Origin origin = open_results(folder / "a.h5")->origin();
    CHECK(origin.format == results_format);
    CHECK_FALSE(origin.model_signature.empty());
    CHECK(origin.content_hash == fmt::format("{:016x}", summary.content_hash));
}

TEST_CASE("truncated and changed files are refused or read right, never a crash or a hang") {
    const TemporaryFolder folder;
    run_synthetic(synthetic_study(4, 2, 1), options_for(folder / "a.h5"));
    const std::string whole = bytes_of(folder / "a.h5");
    const std::uint64_t right = read_everything(folder / "a.h5").hash;
    std::mt19937_64 chance(20260301);
    std::vector<std::string> truncated, changed;
    for (int i = 0; i < 60; ++i) truncated.push_back(whole.substr(0, chance() % whole.size()));
    for (int i = 0; i < 160; ++i) {
        changed.push_back(whole);
        for (auto n = 1 + chance() % 8; n > 0; --n)
            changed.back()[chance() % whole.size()] = static_cast<char>(chance());
    }
    for (int i = 0; i < 40; ++i) { // a hole, as a disk may leave it
        changed.push_back(whole);
        const auto begin = chance() % (whole.size() - 600);
        std::fill_n(changed.back().begin() + static_cast<std::ptrdiff_t>(begin), 512, i % 2 == 0 ? '\0' : '\xff');
    }
    // In one process for a few: a fork costs more than reading a file.
    const auto check = [&](std::span<const std::string> files, std::size_t at_least) {
        CHECK(in_child([&] { return refused_or_right(folder / "m.h5", files, right, at_least); }, 30) == 0);
    };
    check(truncated, truncated.size());
    for (std::size_t begin = 0; begin < changed.size(); begin += 40) check(std::span(changed).subspan(begin, 40), 1);
}

TEST_CASE("xarray opens the file with both engines, and ncdump its head") {
    const TemporaryFolder folder;
    auto s = with_investors(synthetic_study());
    run_synthetic(s, options_for(folder / "factor.h5"));
    comparison_in(s.study).factors.clear();
    s.cases = {{"base", "rational_npv", {}},
               {"base", "naive_npv", {}},
               {"stable", "rational_npv", {}},
               {"stable", "naive_npv", {}}};
    run_synthetic(s, options_for(folder / "plain.h5"));
    LatinHypercube sampled;
    sampled.arms = {{"base", "", {}}, {"stable", "", {{"segments.*.orders.cv", "0.125", {}}}}};
    sampled.points = 3;
    sampled.sample = {{"tender.noise", {FactorLaw::uniform, .1, .3}},
                      {"secfund.enabled", {FactorLaw::choice, 0, 0, 0, 0, 0, {"true", "false"}}}};
    sampled.record = comparison_of(s.study).record;
    s.study.design = sampled;
    s.study.base.time.burn_in_years = 10; // so that the stored study can be read
    s.cases.clear();
    for (const char* point : {"1", "2", "3"})
        for (const char* arm : {"base", "stable"}) s.cases.push_back({arm, "as_in_scenario", {point}});
    run_synthetic(s, options_for(folder / "sampled.h5"));
    const std::string command =
        drumbeat::python() + " " + drumbeat::source_dir() + "/tests/outputs/xarray_test.py " + folder.path.string();
    CHECK(std::system(command.c_str()) == 0);
}

TEST_CASE("a factor may be called like something else in the file") {
    const TemporaryFolder folder;
    auto s = synthetic_study(4);
    comparison_in(s.study).factors[0].name = "unit_cost";
    run_synthetic(s, options_for(folder / "a.h5"));
    const auto results = open_results(folder / "a.h5");
    CHECK(results->factors() == std::vector<std::string>{"unit_cost"});
    CHECK(results->cases()[1].levels == std::vector<std::string>{"tight"});
}

TEST_CASE("the format page names every quantity, column and attribute") {
    const std::string page = results_format_page();
    const auto named = [&](std::string_view name) {
        return page.find("`" + std::string(name) + "`") != std::string::npos;
    };
    for (const auto& q : outcomes) CHECK(named(q.name));
    for (const auto& q : yearly_quantities) CHECK(named(q.name));
    for (const auto& q : firm_quantities) CHECK(named(q.name));
    for (const auto& q : event_columns) CHECK(named(q.name));
    for (const auto& q : investor_quantities) CHECK(named(q.name));
    for (const auto& q : deal_columns) CHECK(named(q.name));
    for (const auto& attribute : root_attributes()) CHECK(named(attribute.first));
    CHECK(page.find("drumbeat-results/1") != std::string::npos);
}

TEST_CASE("the log stands beside the results and is JSON") {
    const TemporaryFolder folder;
    CHECK(log_path("a/b.h5") == "a/b.log.json");
    RunLog log;
    log.host = "a \"name\"\n";
    log.command = {"drumbeat", "run"};
    write_run_log(folder / "a.h5", log);
    const std::string text = bytes_of(folder / "a.log.json");
    CHECK(text.find("\"host\": \"a \\\"name\\\"\\n\"") != std::string::npos);
    CHECK(text.find("\"command\": [\"drumbeat\", \"run\"]") != std::string::npos);
    CHECK_THROWS_AS(write_run_log(folder / "none/a.h5", log), FileProblem);
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path), {}) == 1);
}
