// SPDX-License-Identifier: Apache-2.0
#include "config/codebook_text.hpp"

#include "config/echo.hpp"
#include "config/needs.hpp"
#include "config/parameter.hpp"
#include "config/study.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace drumbeat {

namespace {

// ---- Markdown

std::string cell(std::string_view text) {
    std::string out;
    for (const char c : text) out += c == '|' ? std::string("\\|") : c == '*' ? std::string("\\*") : std::string(1, c);
    return out;
}

std::string plausible_text(const Parameter& p) {
    if (p.likely.law == Law::none) return "-";
    if (p.likely.law == Law::uniform) return fmt::format("{} to {}", p.likely.low, p.likely.high);
    return fmt::format("{} to {}, {}", p.likely.low, p.likely.high, word_for(p.likely.law));
}

std::string needs_text(const Parameter& p, bool of_group) {
    std::vector<std::string_view> words;
    for (const Need* need : needs_of(p))
        if (is_of_group(*need) == of_group) words.push_back(need->words);
    return joined(words, "; ");
}

std::string row(const Parameter& p) {
    const std::string needs = needs_text(p, false);
    return fmt::format("| {} | `{}` | {} | {} | {} | {} | {} | {}{} | {} |\n", word_for(p.kind), p.name, p.unit,
                       cell(p.default_text), cell(allowed_text(p)), plausible_text(p), word_for(p.confidence),
                       cell(p.meaning), needs.empty() ? "" : ". *Needs* " + cell(needs), cell(p.source));
}

// What all parameters of a group need.
std::string needs_of_group(std::string_view group) {
    std::vector<std::string_view> words;
    for (const Need& need : needs())
        if (is_of_group(need) && need.path.substr(0, need.path.size() - 2) == group) words.push_back(need.words);
    return words.empty() ? "" : fmt::format(" *All of it needs* {}.", cell(joined(words, "; ")));
}

std::string table(std::string_view group) {
    std::vector<const Parameter*> rows;
    for (const Parameter& p : parameters())
        if (group_of(p) == group) rows.push_back(&p);
    if (rows.empty()) return {};
    std::stable_sort(rows.begin(), rows.end(),
                     [](const Parameter* a, const Parameter* b) { return a->kind < b->kind; });
    std::string out = "| kind | parameter | unit | default | allowed | plausible | confidence | meaning | source |\n"
                      "|---|---|---|---|---|---|---|---|---|\n";
    for (const Parameter* p : rows) out += row(*p);
    return out + "\n";
}

// The size classes have the same parameters: one table stands for the three.
bool repeats_another(std::string_view group) { return group == "firms.midcap" || group == "firms.prime"; }

// ---- JSON

std::string json_default(const Parameter& p) {
    const bool is_word = p.type == "choice" || p.type == "behaviour";
    return is_word ? json_string(p.default_text) : p.default_text;
}

std::string json_list(const std::vector<std::string_view>& words) {
    std::vector<std::string> items;
    for (const std::string_view word : words) items.push_back(json_string(word));
    return fmt::format("[{}]", joined(items, ", "));
}

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

// ---- JSON Schema

constexpr std::string_view name_pattern = "^[a-z][a-z0-9_]{0,39}$";

std::string value_type(const Parameter& p) {
    const auto range = [&](std::string_view low, std::string_view high) {
        return fmt::format(", \"{}\": {}, \"{}\": {}", low, p.range.low, high, p.range.high);
    };
    if (p.type == "number" || p.type == "integer")
        return fmt::format("\"type\": \"{}\"{}", p.type, range("minimum", "maximum"));
    if (p.type == "numbers")
        return "\"type\": \"array\", \"items\": {\"type\": \"number\"}" + range("minItems", "maxItems");
    if (p.type == years_type)
        return fmt::format("\"type\": [\"object\", \"string\"], \"additionalProperties\": false, "
                           "\"patternProperties\": {{\"^[0-9]{{4}}$\": {{\"type\": \"number\"{}}}}}",
                           range("minimum", "maximum"));
    if (p.type == "boolean") return "\"type\": \"boolean\"";
    if (p.type == "choice") return fmt::format("\"enum\": {}", json_list(p.choices));
    return "\"type\": \"string\"";
}

std::string value_schema(const Parameter& p) {
    std::vector<std::string> needs;
    for (const Need* need : needs_of(p)) needs.push_back(fmt::format("; needs {}", need->words));
    const std::string text = fmt::format("{} [{}; allowed: {}; {}{}]", p.meaning, p.unit, allowed_text(p),
                                         word_for(p.kind), joined(needs, ""));
    return fmt::format("{{{}, \"default\": {}, \"description\": {}}}", value_type(p), json_default(p),
                       json_string(text));
}

std::string group_schema(const std::string& path);

std::string item_schema(const std::string& path) {
    const Parameter* parameter = parameter_at(path);
    return parameter ? value_schema(*parameter) : group_schema(path);
}

// "name": schema, ... of everything in a group.
std::string properties(const std::string& path) {
    std::vector<std::string> items;
    for (const std::string_view word : words_after(path)) {
        const std::string below = path.empty() ? std::string(word) : fmt::format("{}.{}", path, word);
        items.push_back(fmt::format("{}: {}", json_string(word), item_schema(below)));
    }
    if (path == "firms") items.push_back(fmt::format("\"*\": {}", item_schema("firms.sme")));
    return joined(items, ",\n");
}

std::string group_schema(const std::string& path) {
    const auto& all = groups();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Group& g) { return g.path == path; });
    const std::string about =
        found == all.end() ? "" : fmt::format(", \"description\": {}", json_string(found->meaning));
    const std::string type = "\"type\": [\"object\", \"null\"]"; // null: all its lines are commented out
    if (path == "segments")
        return fmt::format(
            "{{{}, \"additionalProperties\": false, \"patternProperties\": {{\"^([a-z][a-z0-9_]{{0,39}}|\\\\*)$\": {}}}}}",
            type, group_schema("segments.*"));
    // A key with a dot is a path: `orders.cv` in the place of a group in a group.
    return fmt::format(
        "{{{}{}, \"additionalProperties\": false, \"patternProperties\": {{\"\\\\.\": {{}}}},\n\"properties\": {{\n{}}}}}",
        type, about, properties(path));
}

std::string schema_of(std::string_view title, std::string_view required, std::string_view own, std::string_view rest) {
    return fmt::format(
        "{{\n\"$schema\": \"http://json-schema.org/draft-07/schema#\",\n\"title\": \"{}\",\n\"type\": \"object\",\n"
        "\"required\": {},\n\"additionalProperties\": false,\n\"properties\": {{\n{}}}{}\n}}\n",
        title, required, own, rest);
}

std::string format_property(std::string_view format) {
    return fmt::format("\"format\": {{\"const\": \"{}\"}},\n", format);
}

constexpr std::string_view names_property =
    "\"name\": {\"type\": \"string\", \"maxLength\": 200},\n\"description\": {\"type\": \"string\", \"maxLength\": 10000},\n"
    "\"new_segments\": {\"type\": \"array\", \"items\": {\"type\": \"string\"}},\n"
    "\"remove_segments\": {\"type\": \"array\", \"items\": {\"type\": \"string\"}},\n";

constexpr std::string_view dotted = ",\n\"patternProperties\": {\"\\\\.\": {}}";

// The same groups stand in a study's base, arms and levels: written once, referred to.
std::string top_level(bool refer) {
    std::vector<std::string> items;
    for (const std::string_view word : words_after(""))
        items.push_back(fmt::format("\"{}\": {}", word,
                                    refer ? fmt::format("{{\"$ref\": \"#/definitions/{}\"}}", word)
                                          : item_schema(std::string(word))));
    return joined(items, ",\n");
}

std::string overrides(std::string_view own) {
    return fmt::format(
        "{{\"type\": [\"object\", \"null\"], \"additionalProperties\": false{},\n\"properties\": {{\n{}{}}}}}", dotted,
        own, top_level(true));
}

std::string map_of(std::string_view item) {
    return fmt::format(
        "{{\"type\": \"object\", \"additionalProperties\": false, \"patternProperties\": {{\"{}\": {}}}}}",
        name_pattern, item);
}

std::string pair_properties() {
    return fmt::format("\"expectation\": {{\"enum\": {}}}, \"investment\": {{\"enum\": {}}}",
                       json_list({names_of<Expectation>.begin(), names_of<Expectation>.end()}),
                       json_list({names_of<InvestmentRule>.begin(), names_of<InvestmentRule>.end()}));
}

std::string behaviours_schema() {
    const std::string part = fmt::format(
        "{{\"type\": \"object\", \"additionalProperties\": false, \"required\": [\"expectation\", \"investment\"], "
        "\"properties\": {{\"share\": {{\"type\": \"number\", \"exclusiveMinimum\": 0}}, {}}}}}",
        pair_properties());
    const std::string one = fmt::format(
        "{{\"type\": \"object\", \"additionalProperties\": false, \"required\": [\"name\"], \"properties\": {{\"name\": "
        "{{\"type\": \"string\", \"pattern\": \"{}\"}}, {}, \"mixture\": {{\"type\": \"array\", \"minItems\": 1, \"items\": {}}}}}}}",
        name_pattern, pair_properties(), part);
    return fmt::format("{{\"oneOf\": [{{\"const\": \"panel\"}}, {{\"type\": \"array\", \"items\": {}}}]}}", one);
}

std::string contrasts_schema() {
    return "{\"type\": \"array\", \"items\": {\"type\": \"object\", \"additionalProperties\": false, \"required\": [\"name\", \"treatment\", \"control\"], "
           "\"properties\": {\"name\": {\"type\": \"string\"}, \"treatment\": {\"type\": \"string\"}, \"control\": {\"type\": \"string\"}}}}";
}

std::string channels_schema() {
    return fmt::format("{{\"type\": \"array\", \"minItems\": 1, \"uniqueItems\": true, \"items\": {{\"enum\": {}}}}}",
                       json_list(words_after("channels")));
}

std::string over_schema() {
    return "{\"type\": \"object\", \"additionalProperties\": false, \"required\": [\"ensemble\"], \"properties\": {"
           "\"ensemble\": {\"type\": \"string\"}, \"members\": {\"type\": \"integer\", \"minimum\": 1}, "
           "\"inline\": {\"type\": \"array\", \"minItems\": 1, \"items\": {\"type\": \"object\"}}}}";
}

std::string record_schema() {
    const std::string_view count =
        "{\"oneOf\": [{\"enum\": [\"all\", \"none\"]}, {\"type\": \"integer\", \"minimum\": 0, \"maximum\": 10000000}]}";
    return fmt::format(
        "{{\"type\": \"object\", \"additionalProperties\": false, \"properties\": {{\"yearly\": {0}, \"firms\": {0}}}}}",
        count);
}

constexpr std::string_view label = "\"label\": {\"type\": \"string\", \"maxLength\": 200},\n";

} // namespace

std::string codebook_markdown() {
    std::string out =
        "# Parameters\n\n"
        "This page is generated from the codebook (`config/scenario_codebook.hpp`) by `tools/docs`.\n\n"
        "Every parameter, by group. *Lever*: a decision of policy; *uncertainty*: a fact that nobody knows exactly;\n"
        "*setting*: how the experiment is run. *Allowed* is what the reader accepts, *plausible* what a study of\n"
        "uncertainty draws from. *Needs* is what it takes for the parameter to act (`config/needs.def`): without it, `check`\n"
        "and `run` warn of an arm, a level or a `--set` that sets it. A path is the group, a dot and the parameter:\n"
        "`segments.sensors.orders.cv`; `segments.*.orders.cv` is that of every technology area, `firms.*.wacc` that of every\n"
        "size class. A parameter whose default is `{}` is a [table of years](studies.md#tables-of-years). Sources and what the\n"
        "numbers `S1`, `S2`, ... stand for: [sources](sources.md).\n\n";
    for (const Group& group : groups()) {
        const std::string rows = table(group.path);
        if (rows.empty() || repeats_another(group.path)) continue;
        const bool classes = group.path == "firms.sme";
        out += fmt::format("## `{}`\n\n{}.{}\n\n{}", classes ? "firms.sme, firms.midcap, firms.prime" : group.path,
                           classes ? "Size classes of firms, each with values of its own" : group.meaning,
                           classes ? " *All of it needs* firms of the class at the start." : needs_of_group(group.path),
                           rows);
    }
    return out + "## At the top\n\n" + table("");
}

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

std::string scenario_schema() {
    const std::string own = format_property(scenario_format) + "\"base\": {\"type\": \"string\"},\n" +
                            std::string(names_property) + properties("");
    return schema_of("Drumbeat scenario", "[\"format\"]", own, dotted);
}

constexpr std::string_view fit_schema =
    R"({"type": "object", "additionalProperties": false, "required": ["parameters", "facts"], "properties": {
"parameters": {"type": "array", "items": {"type": "object", "additionalProperties": false, "required": ["path"],
"properties": {"path": {"type": "string"}, "low": {"type": "number"}, "high": {"type": "number"}}}},
"facts": {"type": "array", "items": {"type": "string"}},
"candidates": {"type": "integer", "minimum": 16}, "rounds": {"type": "integer", "minimum": 1},
"members": {"type": "integer", "minimum": 2}, "balance": {"type": "boolean"}}})";

std::string study_schema() {
    std::string own = format_property(study_format);
    const auto add = [&](std::string_view key, const std::string& schema) {
        own += fmt::format("\"{}\": {},\n", key, schema);
    };
    add("study", "{\"enum\": " + json_list({design_words.begin(), design_words.end()}) + "}");
    add("name", "{\"type\": \"string\", \"maxLength\": 200}");
    add("question", "{\"type\": \"string\", \"maxLength\": 2000}");
    add("base", "{\"type\": \"string\"}");
    add("base_inline", overrides(names_property));
    add("set", overrides(names_property));
    add("replications", "{\"type\": \"integer\", \"minimum\": 1, \"maximum\": 10000000}");
    add("seed", "{\"type\": \"integer\", \"minimum\": 0}");
    add("neutral", group_schema("neutral"));
    add("policy_from", value_schema(*parameter_at("time.policy_from")));
    add("arms", map_of(overrides(std::string(label) + "\"like\": {\"type\": \"string\"},\n")));
    add("behaviours", behaviours_schema());
    add("factors", map_of(map_of(overrides(label))));
    add("channels", channels_schema());
    add("over", over_schema());
    add("contrasts", contrasts_schema());
    add("placebo", "{\"type\": \"string\"}");
    add("outcomes", "{\"type\": \"array\", \"maxItems\": 40, \"items\": {\"type\": \"string\"}}");
    add("equivalence_points", "{\"type\": \"number\", \"minimum\": 0, \"maximum\": 100}");
    add("fit", std::string(fit_schema));
    own += fmt::format("\"record\": {}", record_schema());
    return schema_of("Drumbeat study", "[\"format\", \"study\"]", own,
                     fmt::format(",\n\"definitions\": {{\n{}}}", top_level(false)));
}

} // namespace drumbeat
