// SPDX-License-Identifier: Apache-2.0
// A study whose runs are computed from case and replication alone, for tests of what stores and reads results.
#pragma once

#include "outputs/files/study_run.hpp"

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <stdexcept>
#include <string>
#include <sys/types.h>
#include <unistd.h>

namespace drumbeat {

// A folder that goes with the test.
struct TemporaryFolder {
    TemporaryFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "drumbeat-test-XXXXXX").string();
        path = ::mkdtemp(name.data());
    }
    ~TemporaryFolder() { std::filesystem::remove_all(path); }
    std::string operator/(const std::string& name) const { return (path / name).string(); }
    bool empty() const { return std::filesystem::is_empty(path); }
    std::filesystem::path path;
};

inline std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}
inline void write_bytes(const std::string& path, std::string_view bytes) {
    std::filesystem::remove(path); // some file systems wait for the disk when a file is written over
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

struct SyntheticStudy {
    Study study;
    std::vector<CaseName> cases;
    Shape shape;
};

// Its tiles are two replications of all cases; of an `endless` past, one
// replication of half the cases.
inline SyntheticStudy synthetic_study(std::int64_t replications = 40, int yearly = 25, int firms = 3,
                                      bool endless = false) {
    SyntheticStudy s;
    s.study.base.time.burn_in_years = endless ? 18000 : 4500;
    s.study.name = "synthetic";
    s.study.question = "Is what was stored what is read?";
    Segment segment;
    segment.name = "sensors", segment.weight = 1;
    s.study.base.segments = {segment};
    s.study.replications = replications;
    s.study.seed = 12345678901234567890u;
    comparison_in(s.study).arms = {{"base", "", {}}, {"stable", "", {}}};
    comparison_in(s.study).behaviours = {{"rational_npv", {}}, {"naive_npv", {}}};
    comparison_in(s.study).factors = {{"finance", {{"loose", "", {}}, {"tight", "", {}}}}};
    comparison_in(s.study).record = {yearly, firms};
    for (const char* arm : {"base", "stable"})
        for (const char* behaviour : {"rational_npv", "naive_npv"})
            for (const char* level : {"loose", "tight"}) s.cases.push_back({arm, behaviour, {level}});
    s.shape = {{2026, 2027, 2028}, {"sensors", "maritime"}, 5};
    return s;
}

inline SyntheticStudy with_investors(SyntheticStudy s, int replications = 3) {
    comparison_in(s.study).record.investor_replications = replications;
    return s;
}

inline double synthetic_value(std::size_t c, std::int64_t replication, std::size_t quantity, std::size_t cell) {
    auto word = (static_cast<std::uint64_t>(replication) * 8 + c) * 0x9E3779B97F4A7C15u + quantity * 65537 + cell;
    word = (word ^ (word >> 31)) * 0xBF58476D1CE4E5B9u;
    return static_cast<double>((word ^ (word >> 29)) >> 11) * 0x1p-53;
}

// Three investors are there; some deals lack a multiple.
inline constexpr int synthetic_investors = 3;
inline void synthetic_investing(std::size_t c, std::int64_t replication, RunRecord& run) {
    if (!run.keep_investors) return;
    for (std::size_t i = 0; i < investor_column_count; ++i)
        for (int year = 0; year < run.years; ++year)
            for (int row = 0; row < synthetic_investors; ++row) {
                const auto cell = static_cast<std::size_t>(year * synthetic_investors + row);
                run.at(static_cast<InvestorColumn>(i), year, row) = synthetic_value(c, replication, 107 + i, cell);
            }
    for (int year = 0; year < run.years; ++year)
        for (int row = 0; row < synthetic_investors; ++row) run.at(InvestorColumn::type, year, row) = row;
    for (int i = 0; i <= replication; ++i)
        run.deals.push_back({i % synthetic_investors - 1, static_cast<DealKind>(i % std::ssize(deal_kinds)), 10.0 * i,
                             .25, i % 2 == 0 ? -missing : 1.5, 2026 + i % 3, i % 2, i});
}

// One outcome is missing everywhere, with a sign that must not be seen in the file.
inline void synthetic_run(const Shape& shape, std::size_t c, std::int64_t replication, RunRecord& run) {
    run.shape(static_cast<int>(shape.years.size()), static_cast<int>(shape.segments.size()),
              shape.firm_rows - static_cast<int>(c % 2));
    for (std::size_t i = 0; i < outcome_count; ++i) run.outcome[i] = synthetic_value(c, replication, i, 0);
    for (std::size_t i = 0; i < run.areas.size(); ++i) run.areas[i] = synthetic_value(c, replication, 103, i);
    for (std::size_t i = 0; i < std::size(run.sizes); ++i) run.sizes[i] = synthetic_value(c, replication, 104, i);
    run.at(Outcome::leverage_ratio) = replication % 2 == 0 ? missing : -missing;
    for (std::size_t i = 0; i < run.yearly.size(); ++i) run.yearly[i] = synthetic_value(c, replication, 100, i);
    for (std::size_t i = 0; i < run.ledger_residual.size(); ++i)
        run.ledger_residual[i] = synthetic_value(c, replication, 101, i);
    for (std::size_t i = 0; i < run.institutions.size(); ++i)
        run.institutions[i] = synthetic_value(c, replication, 105, i);
    for (std::size_t i = 0; i < run.accounts.size(); ++i) run.accounts[i] = synthetic_value(c, replication, 106, i);
    for (std::size_t i = 0; i < run.firms.size(); ++i) run.firms[i] = synthetic_value(c, replication, 102, i);
    synthetic_investing(c, replication, run);
    for (std::int64_t i = 0; run.keep_firms && i <= replication; ++i)
        run.events.push_back(
            {2026, static_cast<int>(i % 2), static_cast<int>(i), EventKind::investment, 0, static_cast<double>(i)});
}

// What a test does with each run after it was computed.
using SyntheticChange = std::function<void(std::size_t c, std::int64_t replication, RunRecord&)>;
inline Replicate synthetic_replicate(const Shape& shape, SyntheticChange change = {}) {
    return [&shape, change](std::int64_t replication, std::size_t first_case, int, std::span<RunRecord> records,
                            const RunFailed& failed) {
        for (std::size_t i = 0; i < records.size(); ++i) try {
                synthetic_run(shape, first_case + i, replication, records[i]);
                if (change) change(first_case + i, replication, records[i]);
            } catch (const std::runtime_error& error) {
                failed(i, error.what());
            }
    };
}

inline RunSummary run_synthetic(const SyntheticStudy& s, RunOptions options, Replicate replicate = {}) {
    options.model_signature = "signature";
    options.warnings = {{"code: where: first", "code: plaats: eerste"}, "code: where: second"};
    if (!replicate) replicate = synthetic_replicate(s.shape);
    return run_study(s.study, s.cases, s.shape, replicate, options);
}

inline RunOptions options_for(const std::string& path, int threads = 2) {
    RunOptions options;
    options.path = path;
    options.threads = threads;
    return options;
}

} // namespace drumbeat
