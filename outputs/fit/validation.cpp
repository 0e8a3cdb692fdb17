// SPDX-License-Identifier: Apache-2.0
#include "outputs/fit/validation.hpp"

#include "config/text.hpp"

#include <fmt/core.h>

#include <cmath>

namespace drumbeat {

namespace {

std::vector<Measure> all_measures() {
    std::vector<Measure> all;
    for (std::size_t i = 0; i < measure_count; ++i) all.push_back(static_cast<Measure>(i));
    return all;
}

// About three significant places.
std::string number(double value) {
    const int decimals = std::abs(value) >= 9.95 ? 1 : std::abs(value) >= .995 ? 2 : 3;
    const std::string text = fmt::format("{:.{}f}", value, decimals);
    return std::stod(text) == 0 ? fmt::format("{:.{}f}", 0.0, decimals) : text;
}

std::string range_of(const FactLine& line) {
    const double scale = line.shown_scale();
    if (line.role == FactRole::remark) return "-";
    if (line.low > -1e300 && line.high < 1e300)
        return fmt::format("{} to {}", number(scale * line.low), number(scale * line.high));
    return line.low > -1e300 ? fmt::format("above {}", number(scale * line.low))
                             : fmt::format("below {}", number(scale * line.high));
}

std::string value_of(const FactResult& result) {
    const double scale = line_of(result.measure).shown_scale();
    if (result.value.count == 0) return "-";
    return fmt::format("{} ± {}", number(scale * result.value.value), number(scale * result.value.error));
}

// A number as YAML, or .nan, which reads as one.
std::string yaml_number(double value) {
    if (value != value) return ".nan";
    if (std::abs(value) > 1e300) return value > 0 ? ".inf" : "-.inf";
    return fmt::format("{:.6g}", value);
}

std::string remark_of(const FactResult& result) {
    if (result.finding == Finding::not_testable) return std::string(why_missing(result.measure));
    return std::string(line_of(result.measure).source);
}

// Text padded to a width in characters.
std::string padded(const std::string& text, std::size_t width) {
    std::size_t length = 0;
    for (const char c : text) length += (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
    return text + std::string(width > length ? width - length : 0, ' ');
}

// Of what each replication found.
std::vector<FactResult> results_of(const std::vector<Measure>& measures,
                                   const std::vector<std::vector<double>>& replications) {
    std::vector<FactResult> results;
    for (std::size_t i = 0; i < measures.size(); ++i) {
        std::vector<double> values;
        for (const auto& replication : replications) values.push_back(replication[i]);
        const Mean mean = mean_of(values);
        results.push_back({measures[i], mean, finding_of(measures[i], mean)});
    }
    return results;
}

} // namespace

std::string_view to_text(Finding finding) {
    constexpr std::string_view words[] = {"holds", "FAILS", "not testable", "input", "remark"};
    return words[static_cast<std::size_t>(finding)];
}

Finding finding_of(Measure measure, const Mean& value) {
    const FactLine& line = line_of(measure);
    if (value.count == 0 || value.value != value.value) return Finding::not_testable;
    if (line.role == FactRole::input) return Finding::input;
    if (line.role == FactRole::remark) return Finding::remark;
    return line.holds(value.value) ? Finding::holds : Finding::fails;
}

std::vector<std::vector<FactResult>> validate(const std::vector<Scenario>& countries, std::int64_t replications,
                                              std::uint64_t seed, Rounds& rounds) {
    const std::vector<Measure> measures = all_measures();
    const auto laboratory = [&](std::int64_t i) -> std::optional<Laboratory> {
        return Laboratory(countries[static_cast<std::size_t>(i)], experiments_for(measures));
    };
    const Measuring measuring{measures.size(), [&](const Observed& o) { return values_of(measures, o); }};
    const auto found = observe_countries(static_cast<std::int64_t>(countries.size()), laboratory, replications, seed,
                                         rounds, measuring);
    std::vector<std::vector<FactResult>> results;
    for (const auto& country : found) results.push_back(results_of(measures, country));
    return results;
}

std::vector<FactResult> validate(const Scenario& country, std::int64_t replications, std::uint64_t seed,
                                 Rounds& rounds) {
    return validate(std::vector<Scenario>{country}, replications, seed, rounds).front();
}

FactTally tally_of(const std::vector<FactResult>& results) {
    FactTally t;
    for (const FactResult& r : results) {
        const FactRole role = line_of(r.measure).role;
        if (role != FactRole::fittable && role != FactRole::held_out) continue;
        if (r.finding == Finding::not_testable) {
            ++t.not_testable;
            continue;
        }
        const int holds = r.finding == Finding::holds ? 1 : 0;
        if (role == FactRole::fittable) {
            ++t.fittable;
            t.fittable_holds += holds;
        } else {
            ++t.held_out;
            t.held_out_holds += holds;
        }
    }
    return t;
}

std::string validation_text(const std::string& behaviour, const std::vector<FactResult>& results) {
    std::string text = fmt::format("Stylised facts, {}:\n", behaviour);
    text += fmt::format("  {:<4} {:<80} {:<5} {:<16} {:<17} {:<13} {}\n", "fact", "what is measured", "unit", "range",
                        "found", "", "source, or why not");
    for (const FactResult& r : results) {
        const FactLine& line = line_of(r.measure);
        const std::string role = line.role == FactRole::fittable ? "*" : "";
        text += fmt::format("  {:<4} {:<80} {:<5} {:<16} {} {:<13} {}\n", line.fact, std::string(line.words) + role,
                            line.unit, range_of(line), padded(value_of(r), 17), to_text(r.finding), remark_of(r));
    }
    const FactTally t = tally_of(results);
    return text + fmt::format("  {} of {} held-out lines hold, {} of {} that a calibration may fit (*); {} not "
                              "testable. ± is the Monte Carlo error.\n",
                              t.held_out_holds, t.held_out, t.fittable_holds, t.fittable, t.not_testable);
}

std::string validation_yaml(const std::string& behaviour, const std::vector<FactResult>& results) {
    std::string text = fmt::format("  - behaviour: {}\n    facts:\n", behaviour);
    for (const FactResult& r : results) {
        const FactLine& line = line_of(r.measure);
        text +=
            fmt::format("      - {{name: {}, fact: \"{}\", value: {}, error: {}, low: {}, high: {}, finding: {}}}\n",
                        line.name, line.fact, yaml_number(r.value.count ? r.value.value : missing),
                        yaml_number(r.value.count ? r.value.error : missing), yaml_number(line.low),
                        yaml_number(line.high), yaml_scalar(to_text(r.finding)));
    }
    return text;
}

} // namespace drumbeat
