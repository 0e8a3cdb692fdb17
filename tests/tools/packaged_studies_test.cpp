// SPDX-License-Identifier: Apache-2.0
// Every packaged study that can be dealt out to shards, whatever its kind: in three shards and as a whole, one file.
// The list is the folder's, so that a new study is tested as soon as it lies there.
#include "config/yaml.hpp"
#include "outputs/files/bytes.hpp"
#include "outputs/files/journal.hpp"
#include "tests/tools/proof_folder.hpp"
#include "tools/commands/data_folder.hpp"
#include "tools/commands/work.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>

using namespace drumbeat;

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t shards = 3;

// A packaged study with as few replications as give each shard a tile.
struct Packaged {
    std::string name, kind, options; // options: of every run of it
    std::int64_t tiles = 0;
    double work = 0; // firms times runs
};

std::vector<std::string> names_of_studies() {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(fs::path(source_dir()) / "config/studies"))
        if (entry.path().extension() == ".yaml") names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

Manifest manifest_of(const Study& study, const CaseNames& names, const Shape& shape) {
    return drumbeat::manifest_of(study, names, shape, {}, {});
}

// None for a study of a kind that is not dealt out: `run` and `merge` say so themselves.
std::optional<Packaged> packaged(const std::string& name, std::int64_t least_replications,
                                 const std::vector<std::string>& set) {
    std::vector<Setting> settings;
    Packaged found{name, "", "", 0, 0};
    for (const std::string& one : set) {
        settings.push_back({one.substr(0, one.find('=')), one.substr(one.find('=') + 1), {"--set", 0}});
        found.options += " --set " + one;
    }
    std::vector<Problem> problems;
    Study study = read_study(name, tools::data_folders(), problems, settings).study;
    REQUIRE_MESSAGE(!has_errors(problems), name);
    if (!compares(study)) return std::nullopt;
    const tools::Survey survey = tools::survey_of(study, problems);
    REQUIRE_MESSAGE(!has_errors(problems), name);
    const tools::StudyWork work = tools::make_ready(study, survey);
    const Grid whole = grid_of(manifest_of(study, work.cases, work.shape));
    const std::int64_t rows = (shards + whole.columns() - 1) / whole.columns();
    study.replications = std::max(least_replications, (rows - 1) * whole.tile_replications + 1);
    found.kind = std::string(word_of(study.design));
    found.options += fmt::format(" --replications {}", study.replications);
    found.tiles = grid_of(manifest_of(study, work.cases, work.shape)).count();
    found.work =
        static_cast<double>(study.replications * static_cast<std::int64_t>(work.cases.size())) * work.shape.firm_rows;
    REQUIRE(found.tiles >= shards);
    return found;
}

std::vector<Packaged> all_packaged(std::int64_t least_replications, const std::vector<std::string>& set = {}) {
    std::vector<Packaged> all;
    for (const std::string& name : names_of_studies())
        if (auto one = packaged(name, least_replications, set)) all.push_back(std::move(*one));
    return all;
}

void check_sharded(const ProofFolder& folder, const Packaged& study) {
    CAPTURE(study.name);
    const std::string run = fmt::format("run {}{} --quiet", study.name, study.options);
    const Printed whole = folder.drumbeat(run + " -o whole.h5 --overwrite");
    REQUIRE_MESSAGE(whole.code == 0, whole.text);
    std::int64_t tiles = 0;
    for (std::int64_t k = 1; k <= shards; ++k) {
        const Printed shard = folder.drumbeat(fmt::format("{} --shard {}/{} -o s.h5", run, k, shards));
        REQUIRE_MESSAGE(shard.code == 0, shard.text);
        const JournalReader journal(folder / fmt::format("s.h5.{}-of-{}.part", k, shards));
        CHECK(!journal.entries().empty());
        tiles += std::ssize(journal.entries());
    }
    CHECK(tiles == study.tiles);
    const Printed merged = folder.drumbeat("merge s.h5.3-of-3.part s.h5.1-of-3.part s.h5.2-of-3.part -o merged.h5");
    CHECK_MESSAGE(merged.code == 0, merged.text);
    CHECK_MESSAGE((bytes_of(folder / "merged.h5") == bytes_of(folder / "whole.h5")), study.name, " is another file");
    for (const auto& entry : fs::directory_iterator(folder.path))
        if (entry.path().extension() != ".yaml") fs::remove(entry.path());
}

// The lightest study of each kind, and two of the others that are no heavier than a comparison usually is: which two
// follows from the text of the changelog, so that they are others after each change.
std::vector<Packaged> a_few_of(std::vector<Packaged> all) {
    std::sort(all.begin(), all.end(), [](const Packaged& a, const Packaged& b) { return a.work < b.work; });
    std::set<std::string> kinds;
    const auto others = std::stable_partition(all.begin(), all.end(),
                                              [&](const Packaged& one) { return kinds.insert(one.kind).second; });
    const std::uint64_t day = hash_of(bytes_of(source_dir() + "/CHANGELOG.md"));
    const auto middle = others + (all.end() - others) / 2;
    if (others == middle) return all;
    std::rotate(others, others + static_cast<std::ptrdiff_t>(day % static_cast<std::uint64_t>(middle - others)),
                middle);
    all.erase(std::min(others + 2, middle), all.end());
    return all;
}

} // namespace

TEST_CASE("packaged studies of each kind: three shards, merged, are the file of the whole") {
    const ProofFolder folder;
    for (const Packaged& study : a_few_of(all_packaged(1, {"time.horizon_years=5", "time.burn_in_years=4"})))
        check_sharded(folder, study);
}

TEST_CASE("long: every packaged study that can be dealt out: three shards, merged, are the file of the whole") {
    const ProofFolder folder;
    const std::vector<Packaged> all = all_packaged(2);
    for (const Packaged& study : all) check_sharded(folder, study);
    MESSAGE(all.size(), " of ", names_of_studies().size(), " packaged studies dealt out and merged");
}
