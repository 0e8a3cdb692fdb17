// SPDX-License-Identifier: Apache-2.0
#include "config/designs/decomposition.hpp"

#include "config/designs/reading.hpp"
#include "config/parameter.hpp"
#include "config/schema.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace drumbeat {
namespace {

constexpr std::string_view starter_body = R"(
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

bool is_on(std::string_view channel, const Scenario& base) {
    return parameter_named(fmt::format("channels.{}", channel))->get(base, 0) == "true";
}

void read_channel(const YamlNode& node, std::vector<std::string>& channels, const StudyReading& study) {
    const auto known = words_after("channels");
    if (std::find(known.begin(), known.end(), node.text) == known.end())
        study.tell(node, "channels", "unknown_name",
                   fmt::format("there is no channel {}{}; allowed: {}", in_quotes(node.text),
                               suggestion(node.text, known), joined(known, ", ")));
    else if (std::find(channels.begin(), channels.end(), node.text) != channels.end())
        study.tell(node, "channels", "duplicate_key", fmt::format("{} is listed twice", node.text));
    else if (!is_on(node.text, study.study().base))
        study.tell(node, "channels", "inconsistent",
                   fmt::format("{} is off in the base, and so has no part in the effect", node.text));
    else
        channels.push_back(node.text);
}

// The listed channels, or those that the base has on.
void read_channels(Decomposition& design, StudyReading& study) {
    if (const YamlNode* listed = study.part("channels", YamlNode::Kind::list))
        for (const YamlNode& node : listed->children) read_channel(node, design.channels, study);
    else if (!study.root().find("channels"))
        for (const std::string_view channel : words_after("channels"))
            if (is_on(channel, study.study().base)) design.channels.emplace_back(channel);
    const YamlNode* node = study.root().find("channels");
    if (design.channels.empty() && !has_errors(study.problems))
        study.tell(node ? node->line : 0, "channels", "missing_key", "a decomposition needs a channel that is on");
    design.factors = channel_factors(design.channels);
}

void check_count(const char* key, std::size_t count, std::size_t wanted, const StudyReading& study) {
    if (count == wanted || has_errors(study.problems)) return;
    const YamlNode* node = study.root().find(key);
    study.tell(node ? node->line : 0, key, "out_of_range",
               fmt::format("a decomposition takes one contrast of two arms apart; {} here: {}", key, count));
}

} // namespace

std::vector<Factor> channel_factors(const std::vector<std::string>& channels) {
    std::vector<Factor> factors;
    for (const std::string& channel : channels) {
        const auto level = [&](const char* name, const char* value) {
            return Variant{name, "", {{"channels." + channel, value, {}}}};
        };
        factors.push_back({channel, {level("on", "true"), level("off", "false")}});
    }
    return factors;
}

void read(Decomposition& design, StudyReading& study) {
    study.reader.number(study.root(), "equivalence_points", allowed{0, 100}, design.equivalence_points);
    read_arms(design.arms, study);
    read_behaviours(design.behaviours, study);
    read_channels(design, study);
    read_over(design, study);
    read_contrasts(design, study);
    check_count("arms", design.arms.size(), 2, study);
    check_count("contrasts", design.contrasts.size(), 1, study);
    read_outcomes(design.outcomes, study);
    read_recording(design.record, study);
    check_cases(study);
    look_for_same_arms(design, study);
}

std::string echo(const Decomposition& design) {
    return arms_text(design.arms) + behaviours_text(design.behaviours) +
           fmt::format("channels: [{}]\n", joined(design.channels, ", ")) + over_text(design) + contrasts_text(design) +
           recording_text(design);
}

Starter starter(const Decomposition&) {
    return {"# A study of decomposition: takes the effect of one contrast apart over the channels through which orders "
            "reach\n# investment, by switching each of them off.\n",
            "Through which channels do stable orders trigger scale-up?", std::string(starter_body)};
}

std::string channels_schema() {
    return fmt::format("{{\"type\": \"array\", \"minItems\": 1, \"uniqueItems\": true, \"items\": {{\"enum\": {}}}}}",
                       json_list(words_after("channels")));
}

} // namespace drumbeat
