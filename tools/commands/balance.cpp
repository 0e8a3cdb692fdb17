// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/balance.hpp"

#include "config/echo.hpp"
#include "config/yaml.hpp"
#include "outputs/pages/wording.hpp"
#include "sim/batch/balance.hpp"
#include "tools/commands/data_folder.hpp"

#include <fmt/core.h>

#include <filesystem>

namespace drumbeat::tools {
namespace {

namespace fs = std::filesystem;

// The base as a file that is written to `output` names it: a packaged one by its name, another one by its path from
// there.
std::string base_name(const std::string& file, const std::string& output) {
    std::error_code ignored;
    for (const std::string& folder : data_folders())
        for (const fs::path& inner : {fs::path(folder), fs::path(folder) / "config"})
            if (fs::equivalent(fs::path(file).parent_path(), inner / "scenarios", ignored))
                return fs::path(file).stem().string();
    const fs::path folder = fs::absolute(output.empty() ? fs::path("x") : fs::path(output)).parent_path();
    const std::string path = fs::proximate(file, folder, ignored).string();
    return path.find('/') == std::string::npos ? "./" + path : path;
}

// What the study changes of its base, then the prices. A base that stands in the study is written out.
std::string scenario_text(const Study& study, const std::vector<std::string>& files, const std::string& output) {
    const std::string head =
        fmt::format("# Foreign prices that balance {}: {}, seed {}. A scenario: a study names it as "
                    "its base.\n",
                    study.base.name, plural(study.replications, "replication"), study.seed);
    if (files.size() < 2) return head + resolved(study.base);
    std::vector<Problem> problems;
    const Scenario base = read_scenario(files[1], data_folders(), problems).scenario;
    std::string text =
        head + fmt::format("format: {}\nbase: {}\n", scenario_format, yaml_scalar(base_name(files[1], output)));
    for (const Setting& s : difference(base, study.base))
        if (s.path != "name" && !s.path.ends_with(".foreign_price"))
            text += fmt::format("{}: {}\n", s.path, yaml_value(s.text));
    for (const Segment& segment : study.base.segments)
        text += fmt::format("segments.{}.foreign_price: {:.4f}\n", segment.name, segment.foreign_price);
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

TextAnswer answer(const Run& run, Study study, const std::vector<std::string>& files, Rounds& rounds) {
    const std::vector<double> prices = balancing_prices(study.base, study.replications, study.seed, rounds);
    for (std::size_t i = 0; i < prices.size(); ++i) study.base.segments[i].foreign_price = prices[i];
    TextAnswer told;
    told.file = scenario_text(study, files, run.output);
    if (!run.quiet) told.screen = state_text(study, baseline_state(study.base, study.replications, study.seed, rounds));
    return told;
}

} // namespace

RoundsStudy balance(const Run& run, const Study& study, const std::vector<std::string>& files) {
    RoundsStudy rounds;
    rounds.writes = "a study of balance writes a scenario";
    rounds.adapts = "each of its steps hangs on the one before";
    rounds.pieces = (balance_steps + 1) * study.replications;
    rounds.answer = [&run, &study, &files](Rounds& in, const std::string&) { return answer(run, study, files, in); };
    return rounds;
}

} // namespace drumbeat::tools
