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

std::string all_of(Kind kind) {
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

constexpr std::string_view area_of_its_own = R"(
segments:
  example:
    weight: 1
    addressable_share: 0.6
    domestic_meur: 2000
    initial: {smes: 20, midcaps: 4, prime_turnover_meur: [500]}
)";

constexpr std::string_view balance_body = R"(
# Each step of the search runs the base this often; more replications, smaller errors of the prices.
replications: 64
seed: 1

# Changes to the base before the search; `drumbeat run --set` does the same.
# set:
#   budget.defence_meur: 25800
#   segments.*.domestic_meur: 500

# `drumbeat run THIS.yaml -o prices.yaml` writes a scenario on the same base, with the prices found: a study names it as
# its base.

# ---- Uncertainties that `set:` may state, with the codebook's defaults ----
)";

constexpr std::string_view study_body = R"(
replications: 200
seed: 1

# What is kept equal between arms: public_money, orders or volume; on average (mean), or in every replication (exact).
neutral: {of: public_money, by: mean}

# The first year in which an arm may differ from the base.
# policy_from: 2027

# The first arm is what the others are compared with. An arm states what differs from the base scenario; `like` starts
# from an arm above it.
arms:
  base:
    label: as it is
  stable:
    label: less volatile orders
    segments.*.orders.cv: 0.1
  stable_long:
    label: less volatile, announced early, long contracts
    like: stable
    segments.*.orders.notice_years: 4
    segments.*.orders.framework_years: 5

# How firms expect and decide: `panel` is the packaged six, a list names your own, no key leaves the base's.
behaviours: panel
# behaviours:
#   - {name: rational_npv, expectation: rational, investment: npv}
#   - name: mixed
#     mixture:
#       - {share: 0.5, expectation: rational, investment: real_option}
#       - {share: 0.5, expectation: naive, investment: real_option}

# Each level of a factor is combined with each arm and behaviour.
# factors:
#   fund:
#     without: {label: no fund}
#     with:
#       label: SecFund and private capital
#       secfund.enabled: true
#       private_investors.enabled: true

# The first contrast is the main one.
contrasts:
  - {name: stability, treatment: stable, control: base}
  - {name: stability_and_length, treatment: stable_long, control: base}

# An effect within this many percentage points counts as none.
equivalence_points: 2

# Replications whose years and firms are kept: all, none or a number.
record: {yearly: all, firms: none}

# ---- Levers that an arm, a level or `set:` may state, with the codebook's defaults ----
)";

constexpr std::string_view fit_body = R"(
# Each candidate is run this often, all with the same luck.
replications: 4
seed: 1

# Facts, or single lines of them; the others are held out. Each parameter is looked for in its plausible range, or
# between low and high.
fit:
  facts: [F1, F2, F19]
  candidates: 400
  rounds: 4
  members: 20
  parameters:
    - {path: firms.*.option_weight}
    - {path: investment.fixed_cost, low: 0, high: 0.1}
    - {path: finance.rejection}

# Changes to the base before the search.
# set:
#   budget.defence_meur: 25800

# ---- Uncertainties that `set:` may state and `parameters` may name, with the codebook's defaults ----
)";

constexpr std::string_view facts_body = R"(
replications: 40
seed: 1

# Changes to the base; `drumbeat run --set` does the same.
# set:
#   budget.defence_meur: 25800

# A table per behaviour; without this key, the base's own.
# behaviours: panel

# ---- Uncertainties that `set:` may state, with the codebook's defaults ----
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
        out += fmt::format("\n# ---- {} ----\n{}", titles[static_cast<std::size_t>(kind)], all_of(kind));
    return out;
}

namespace {

constexpr std::string_view decomposition_body = R"(
# Each channel doubles the number of cases: 2 arms x 2 to the power of the channels x behaviours.
replications: 20
seed: 1

# Two arms; the second is the treatment. An arm states what differs from the base scenario.
arms:
  base:
    label: as it is
  stable:
    label: less volatile, announced early, long contracts
    segments.*.orders.cv: 0.1
    segments.*.orders.notice_years: 4
    segments.*.orders.framework_years: 5

# How firms expect and decide.
behaviours:
  - {name: rational_real_option, expectation: rational, investment: real_option}

# What is switched off, in all orders; without this key all channels that the base has on.
channels: [option_value, utilisation, credit, forgetting, information]

record: {yearly: none, firms: none}

# ---- Levers that an arm or `set:` may state, with the codebook's defaults ----
)";

std::string decomposition_template(const std::string& base_name) {
    return "# A study of decomposition: takes the effect of one contrast apart over the channels through which orders reach\n"
           "# investment, by switching each of them off.\n" +
           fmt::format("format: {}\nstudy: {}\nquestion: Through which channels do stable orders trigger scale-up?\n"
                       "base: {}\n",
                       study_format, name_of(StudyType::decomposition), yaml_scalar(base_name)) +
           std::string(decomposition_body) + all_of(Kind::lever);
}

} // namespace

std::string study_template(StudyType type, const std::string& base_name) {
    if (type == StudyType::decomposition) return decomposition_template(base_name);
    if (type == StudyType::balance)
        return "# A study of balance: finds the price of foreign supply in each technology area at which domestic firms win,\n"
               "# at a flat budget and without policy, the orders that they had at the start (domestic_meur).\n" +
               fmt::format(
                   "format: {}\nstudy: {}\nquestion: At which foreign prices is this country in balance?\nbase: {}\n",
                   study_format, name_of(type), yaml_scalar(base_name)) +
               std::string(balance_body) + all_of(Kind::uncertainty);
    if (type == StudyType::validation || type == StudyType::calibration) {
        const bool fits = type == StudyType::calibration;
        return fmt::format("{}format: {}\nstudy: {}\nquestion: {}\nbase: {}\n{}",
                           fits ? "# A study of calibration: fits parameters to stylised facts and keeps an ensemble.\n"
                                : "# A study of validation: holds the base against the stylised facts.\n",
                           study_format, name_of(type),
                           fits ? "Which parameters do the facts speak for?"
                                : "Which stylised facts does this country show?",
                           yaml_scalar(base_name), fits ? fit_body : facts_body) +
               all_of(Kind::uncertainty);
    }
    std::string out = "# A study of Drumbeat: a base scenario, and arms that differ from it.\n";
    out += fmt::format(
        "format: {}\nstudy: {}\nquestion: Does a stable stream of orders trigger scale-up investment?\nbase: {}\n",
        study_format, name_of(type), yaml_scalar(base_name));
    return out + std::string(study_body) + all_of(Kind::lever);
}

} // namespace drumbeat
