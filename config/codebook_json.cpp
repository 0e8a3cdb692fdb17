// SPDX-License-Identifier: Apache-2.0
// The codebook for programs: numbers as numbers.
#include "config/codebook_text.hpp"
#include "config/needs.hpp"
#include "config/parameter.hpp"
#include "config/schema.hpp"

#include <fmt/core.h>

namespace drumbeat {

namespace {

std::string json_allowed(const Parameter& p) {
    if (p.type == "choice") return json_list(p.choices);
    if (p.type == "boolean") return "[false, true]";
    if (p.type == "behaviour") return "null";
    return fmt::format("{{\"low\": {}, \"high\": {}}}", p.range.low, p.range.high);
}

std::string json_plausible(const Parameter& p) {
    if (p.likely.law == Law::none) return "null";
    return fmt::format("{{\"low\": {}, \"high\": {}, \"law\": \"{}\"}}", p.likely.low, p.likely.high,
                       word_for(p.likely.law));
}

std::string json_parameter(const Parameter& p) {
    std::vector<std::string> needs;
    for (const Need* need : needs_of(p)) needs.push_back(json_string(need->words));
    return fmt::format(
        "{{\"path\": {}, \"type\": \"{}\", \"unit\": {}, \"default\": {}, \"allowed\": {}, \"plausible\": {}, \"kind\": \"{}\", "
        "\"confidence\": \"{}\", \"meaning\": {}, \"needs\": [{}], \"source\": {}}}",
        json_string(p.path), p.type, json_string(p.unit), json_default(p), json_allowed(p), json_plausible(p),
        word_for(p.kind), word_for(p.confidence), json_string(p.meaning), joined(needs, ", "), json_string(p.source));
}

} // namespace

std::string codebook_json() {
    std::vector<std::string> group_items, items;
    for (const Group& g : groups())
        group_items.push_back(
            fmt::format("{{\"path\": {}, \"meaning\": {}}}", json_string(g.path), json_string(g.meaning)));
    for (const Parameter& p : parameters()) items.push_back(json_parameter(p));
    return fmt::format(
        "{{\n\"format\": \"drumbeat-codebook/1\",\n\"groups\": [\n{}\n],\n\"parameters\": [\n{}\n]\n}}\n",
        joined(group_items, ",\n"), joined(items, ",\n"));
}

} // namespace drumbeat
