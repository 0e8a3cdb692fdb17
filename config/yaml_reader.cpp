// SPDX-License-Identifier: Apache-2.0
#include "config/yaml_reader.hpp"

#include "config/echo.hpp"
#include "config/parameter.hpp"

#include <algorithm>
#include <fmt/core.h>
#include <utility>

namespace drumbeat {

using Kind_ = YamlNode::Kind;

namespace {

std::string_view kind_word(Kind_ kind) {
    switch (kind) {
    case Kind_::nothing: return "nothing";
    case Kind_::scalar: return "a single value";
    case Kind_::list: return "a list";
    case Kind_::map: break;
    }
    return "a group";
}

// "segments", "tender.noise".
bool speaks_of_parameter(std::string_view key) {
    const auto groups = words_after("");
    const std::string_view first = split(key, '.').front();
    return std::find(groups.begin(), groups.end(), first) != groups.end();
}

} // namespace

std::string below(const std::string& path, std::string_view key) {
    return path.empty() ? std::string(key) : fmt::format("{}.{}", path, key);
}

void YamlReader::tell(int line, std::string path, std::string code, std::string message) const {
    if (problems.size() < most_yaml_problems)
        problems.push_back({Severity::error, std::move(code), {source, line}, std::move(path), std::move(message)});
}

bool YamlReader::is_told(int line, std::string_view code) const {
    const auto same = [&](const Problem& p) {
        return p.code == code && p.where.source == source && p.where.line == line;
    };
    return std::any_of(problems.begin(), problems.end(), same);
}

bool YamlReader::expect(const YamlNode& node, const std::string& path, Kind_ kind) const {
    if (node.is(kind)) return true;
    const std::string_view how = node.is(Kind_::nothing) ? ""
                                 : kind == Kind_::map    ? ": lines of 'name: ...' without dashes, or {name: ...}"
                                 : kind == Kind_::list   ? ": [first, second], or lines that begin with a dash"
                                                         : "";
    tell(node, path, "wrong_type", fmt::format("expects {}, not {}{}", kind_word(kind), kind_word(node.kind), how));
    return false;
}

void YamlReader::only_keys(const YamlNode& group, const std::string& path,
                           std::span<const std::string_view> known) const {
    for (const YamlNode& child : group.children) {
        if (std::find(known.begin(), known.end(), child.key) != known.end() || lacks_colon(child, path)) continue;
        const bool is_parameter = nearest(child.key, known).empty() && path.empty() && speaks_of_parameter(child.key);
        tell(child, below(path, child.key), "unknown_key",
             fmt::format("unknown key {}{}", in_quotes(child.key),
                         is_parameter ? ": a parameter stands under 'set', in an arm or in a level of a factor"
                                      : suggestion(child.key, known)));
    }
}

// "orders.cv 0.1" is read as a key that has no value.
bool YamlReader::lacks_colon(const YamlNode& node, const std::string& path) const {
    const auto blank = node.key.rfind(' ');
    if (!node.is(Kind_::nothing) || blank == std::string::npos) return false;
    const auto name = trimmed(std::string_view(node.key).substr(0, blank));
    tell(node, path, "syntax",
         fmt::format("a colon is missing: write {}: {}", shown(name, 60), shown(node.key.substr(blank + 1), 40)));
    return true;
}

std::string_view likely_format(const YamlNode& root) {
    const auto holds = [&](std::initializer_list<std::string_view> keys) {
        return std::any_of(keys.begin(), keys.end(), [&](std::string_view key) { return root.find(key); });
    };
    if (holds({"study", "base_inline", "set", "replications", "arms", "behaviours", "factors", "channels", "contrasts",
               "placebo"}))
        return study_format;
    return holds({"segments", "new_segments", "remove_segments"}) ? scenario_format : std::string_view{};
}

bool YamlReader::check_format(const YamlNode& root, std::string_view wanted) const {
    const YamlNode* format = root.find("format");
    if (!format) {
        const bool of_study = wanted == study_format;
        tell(0, "format", "missing_key",
             fmt::format("is missing; expects 'format: {}', or 'format: {}' in a {}", wanted,
                         of_study ? scenario_format : study_format, of_study ? "scenario" : "study"));
        const std::string_view likely = likely_format(root);
        return likely.empty() || likely == wanted;
    }
    if (format->text != wanted) {
        const bool swapped = format->text == scenario_format || format->text == study_format;
        tell(*format, "format", "wrong_format",
             fmt::format("{} is not {}{}", in_quotes(format->text), wanted,
                         swapped ? ": a study's `base` is a scenario, and only a study can be run" : ""));
        return !swapped;
    }
    return true;
}

bool YamlReader::text(const YamlNode& group, std::string_view key, std::string& out, std::size_t longest) const {
    const YamlNode* node = group.find(key);
    if (!node || !expect(*node, std::string(key), Kind_::scalar)) return false;
    if (unreadable_line(node->text) != 0)
        tell(*node, std::string(key), "wrong_type", "holds characters that are no text");
    else if (key == "name" && turns_order(node->text))
        tell(*node, "name", "wrong_type", "holds signs that turn the order in which it is read");
    else if (!key.starts_with("question") && node->text.find_first_of("\n\r\t") != std::string::npos)
        tell(*node, std::string(key), "wrong_type", "holds line ends or tabs; it is one line");
    else if (node->text.size() > longest)
        tell(*node, std::string(key), "out_of_range",
             fmt::format("{} bytes are too long; allowed: 0 to {}", node->text.size(), longest));
    else {
        out = node->text;
        return true;
    }
    return false;
}

bool YamlReader::number(const YamlNode& group, std::string_view key, allowed range, double& out) const {
    const YamlNode* node = group.find(key);
    if (!node || !expect(*node, std::string(key), Kind_::scalar)) return false;
    Fault fault = read_value(node->text, range, out);
    if (!fault) return true;
    tell(*node, std::string(key), std::move(fault.code), std::move(fault.message));
    return false;
}

} // namespace drumbeat
