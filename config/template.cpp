// SPDX-License-Identifier: Apache-2.0
#include "config/template.hpp"

#include "config/echo.hpp"
#include "config/parameter.hpp"

#include <fmt/core.h>

#include <array>

namespace drumbeat {

namespace {

// One parameter as two comment lines: what it is, and how it would be set. The three size classes share theirs.
std::string commented(const Parameter& p) {
    constexpr std::string_view first_class = "firms.sme.";
    const std::string path = p.path.starts_with(first_class) ? "firms.*." + p.path.substr(first_class.size()) : p.path;
    const std::string unit = p.unit == "1" || p.unit == "-" ? "" : fmt::format("{}; ", p.unit);
    return fmt::format("# {} [{}allowed: {}]\n# {}: {}\n", p.meaning, unit, allowed_text(p), path,
                       yaml_value(p.default_text));
}

bool is_repeated(const Parameter& p) {
    return p.path.starts_with("firms.midcap.") || p.path.starts_with("firms.prime.");
}

} // namespace

std::string listed_parameters(Kind kind) {
    std::string out;
    std::string_view group = "-";
    for (const Parameter& p : parameters()) {
        if (p.kind != kind || is_repeated(p)) continue;
        if (group_of(p) != group) out += "\n";
        group = group_of(p);
        out += commented(p);
    }
    return out;
}

namespace {

constexpr std::string_view area_of_its_own = R"(
segments:
  example:
    weight: 1
    addressable_share: 0.6
    domestic_meur: 2000
    initial: {smes: 20, midcaps: 4, prime_turnover_meur: [500]}
)";

} // namespace

std::string scenario_template(const std::string& base_name) {
    std::string out =
        "# A scenario of Drumbeat. It states only what differs from its base.\n"
        "# Take the \"# \" off a line to set that parameter. A path with * holds for every technology area or size\n"
        "# class; a name in its place for one. The values shown are the codebook's defaults, not the base's.\n";
    out += fmt::format("format: {}\n", scenario_format);
    out += base_name.empty() ? std::string(area_of_its_own) : fmt::format("base: {}\n", yaml_scalar(base_name));
    constexpr std::array titles{"Levers: decisions of policy", "Uncertainties: facts that nobody knows exactly",
                                "Settings: how the experiment is run"};
    for (const Kind kind : {Kind::lever, Kind::uncertainty, Kind::setting})
        out += fmt::format("\n# ---- {} ----\n{}", titles[static_cast<std::size_t>(kind)], listed_parameters(kind));
    return out;
}

} // namespace drumbeat
