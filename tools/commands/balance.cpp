// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/balance.hpp"

#include "config/echo.hpp"
#include "outputs/results.hpp"
#include "outputs/wording.hpp"
#include "sim/batch_balance.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace drumbeat::tools {
namespace {

std::string scenario_lines(const Study& study) {
    std::string text = fmt::format("# Foreign prices that balance {}: {}, seed {}.\nsegments:\n", study.base.name,
                                   plural(study.replications, "replication"), study.seed);
    for (const Segment& segment : study.base.segments)
        text += fmt::format("  {}: {{foreign_price: {:.4f}}}\n", segment.name, segment.foreign_price);
    return text;
}

std::string row(const char* name, const Measured& m, const Band& band, double scale) {
    return fmt::format("  {:<22}{:>9.2f} ± {:.2f}   {:>6.2f} to {:<6.2f} {}\n", name, scale * m.value, scale * m.error,
                       scale * band.low, scale * band.high, band.holds(m) ? "holds" : "DOES NOT HOLD");
}

std::string state_text(const Study& study, const BaselineState& state) {
    std::string text = fmt::format(
        "At a flat budget, {} to {}:\n  {:<22}{:>9}{:>9}{:>10}\n", study.base.time.start_year,
        study.base.time.start_year + study.base.time.horizon_years - 1, "segment", "price", "at home", "target");
    for (std::size_t i = 0; i < study.base.segments.size(); ++i) {
        const Segment& segment = study.base.segments[i];
        const Measured& home = state.domestic_meur[i];
        text += fmt::format("  {:<22}{:>9.4f}{:>9.0f} ± {:<4.0f}{:>5.0f}\n", segment.name, segment.foreign_price,
                            home.value, home.error, segment.domestic_meur);
    }
    text += fmt::format("  {:<22}{:>9}{:>24}\n", "", "found", "to count as balanced");
    text += row("import share, %", state.import_share, import_share_band, 100);
    text += row("utilisation, %", state.utilisation, utilisation_band, 100);
    text += row("capacity, % a year", state.capacity_drift, capacity_drift_band, 100);
    return text + row("exits, % a year", state.exit_rate, exit_rate_band, 100);
}

void write(const std::string& path, const std::string& text, bool overwrite) {
    if (!overwrite && std::filesystem::exists(path)) throw FileProblem(path + " exists; --overwrite replaces it", true);
    std::ofstream file(path, std::ios::binary);
    file << text;
    file.close();
    if (!file) throw FileProblem(path + ": cannot be written", false);
}

} // namespace

Exit balance(const Run& run, const Study& asked, int threads) {
    Study study = asked;
    const bool bar = !run.quiet && isatty(STDERR_FILENO) == 1;
    const auto told = [bar](int step, int steps) {
        if (bar) fmt::print(stderr, "\rstep {} of {}", step + 1, steps);
    };
    const std::vector<double> prices = balancing_prices(study.base, study.replications, study.seed, threads, told);
    if (bar) fmt::print(stderr, "\r{:20}\r", "");
    for (std::size_t i = 0; i < prices.size(); ++i) study.base.segments[i].foreign_price = prices[i];
    const std::string lines = scenario_lines(study);
    if (!run.output.empty()) write(run.output, lines, run.overwrite);
    if (run.quiet) return Exit::done;
    fmt::print("{}", state_text(study, baseline_state(study.base, study.replications, study.seed, threads)));
    if (run.output.empty())
        fmt::print("\n{}", lines);
    else
        fmt::print("{} written\n", run.output);
    return Exit::done;
}

} // namespace drumbeat::tools
