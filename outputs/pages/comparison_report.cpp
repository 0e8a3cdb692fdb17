// SPDX-License-Identifier: Apache-2.0
#include "outputs/pages/comparison_report.hpp"

#include "outputs/pages/inert_text.hpp"
#include "outputs/pages/json.hpp"
#include "outputs/pages/wording.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace drumbeat {
namespace {

constexpr std::size_t columns = 80;
constexpr std::size_t rows_shown = 4;

std::string name_of(const Change& c) {
    std::string name = c.contrast + " under " + c.behaviour;
    for (const std::string& level : c.levels) name += ", " + level;
    return plain_text(name);
}

std::string padded(const std::string& text, std::size_t width, bool to_the_right) {
    const std::string cut = shortened(text, width);
    const std::string blanks(width - length_of(cut), ' ');
    return to_the_right ? blanks + cut : cut + blanks;
}

// The last line of what does not fit, with room for dots.
std::string cut_for_dots(std::string line) {
    while (length_of(line) > columns - 4) line.erase(std::min(line.find_last_of(' '), line.size() - 1));
    return line;
}

// Flowing text, folded at blanks.
std::string folded(const std::string& text, std::size_t most_lines) {
    std::string all, line;
    std::size_t lines = 0, begin = 0;
    while (begin < text.size()) {
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        const std::string word = shortened(text.substr(begin, end - begin), columns - 2);
        const bool full = length_of(line) + 1 + length_of(word) > columns;
        if (full && lines + 1 == most_lines) return all + cut_for_dots(line) + " ...\n";
        if (full) {
            all += line + "\n";
            line = " ";
            ++lines;
        }
        line += (line.empty() ? "" : " ") + word;
        begin = end + 1;
    }
    return all + line + "\n";
}

std::string side_text(const char* when, const Side& s) {
    const auto known = [](const std::string& text) { return text.empty() ? std::string("unknown") : text; };
    return folded(fmt::format("{:<7}{}: study {}, {}, seed {}, model signature {}{}", when, plain_text(s.file),
                              plain_text(s.name), plural(s.replications, "replication"), s.seed,
                              known(plain_text(s.origin.model_signature)), s.complete ? "" : ", INCOMPLETE"),
                  2);
}

std::string luck_text(const ResultsComparison& c) {
    if (c.same_luck)
        return fmt::format("Luck: the same (seed and model signature); changes are measured within each of the {} that "
                           "both hold.",
                           plural(c.paired, "replication"));
    return "Luck: not the same (another seed or model signature); the error of a change is that of both results "
           "together.";
}

std::string number(const Change& c, double value) { return with_sign(value, c.unit == "points" ? 1 : 0); }
std::string with_error(const Change& c, const Mean& m) {
    if (m.count == 0) return "-";
    return number(c, m.value) + (std::isnan(m.error) ? "" : " ±" + small_error(m.error));
}

std::string what_happened(const Change& c) {
    if (c.change.count == 0) return "-";
    if (c.same) return "the same";
    if (std::isnan(c.z)) return "not known";
    if (std::isinf(c.z)) return "each run"; // by the same
    return fmt::format("z {}", with_sign(c.z, 1));
}

std::string row_text(const Change& c) {
    return "  " + padded(name_of(c), 30, false) + padded(with_error(c, c.before), 13, true) +
           padded(with_error(c, c.now), 13, true) + padded(with_error(c, c.change), 12, true) +
           padded(what_happened(c), 10, true) + "\n";
}

std::string quantity_text(const std::string& name) {
    if (name == "capacity_growth_points") return "Growth of capacity, points";
    return name == "firms_points" ? "Firms that scaled up, of 100" : "Investment, million euro";
}

std::string summary_text(const ResultsComparison& c) {
    std::size_t measured = 0, same = 0, beyond = 0;
    for (const Change& one : c.changes) {
        if (one.change.count == 0) continue;
        ++measured;
        if (one.same) ++same;
        if (one.beyond_error()) ++beyond;
    }
    if (measured == 0) return "The two have no difference between arms in common: nothing to compare.";
    if (same == measured) return fmt::format("All {} are the same to the bit.", plural(same, "difference"));
    return fmt::format("Of {}, {} changed by more than the Monte Carlo error (|z| of 1.96 or more, which one in twenty "
                       "reaches by chance alone), {} are the same to the bit.",
                       plural(static_cast<std::int64_t>(measured), "difference"), beyond, same);
}

// Of one quantity, those that changed most.
std::string table_text(const ResultsComparison& c, const std::string& quantity, std::size_t rows) {
    std::vector<const Change*> of;
    for (const Change& one : c.changes)
        if (one.quantity == quantity) of.push_back(&one);
    if (of.empty()) return {};
    const auto size = [](const Change* one) { return std::isnan(one->z) ? 0 : std::fabs(one->z); };
    std::stable_sort(of.begin(), of.end(), [&](const Change* a, const Change* b) { return size(a) > size(b); });
    std::string text = "\n" + padded(quantity_text(quantity), 32, false) + padded("before", 13, true) +
                       padded("now", 13, true) + padded("change", 12, true) + "\n";
    for (std::size_t i = 0; i < std::min(rows, of.size()); ++i) text += row_text(*of[i]);
    if (of.size() > rows) text += fmt::format("  {} more, less changed: --format json\n", of.size() - rows);
    return text;
}

std::string list_text(const char* what, const std::vector<std::string>& names, std::size_t lines = 1) {
    if (names.empty()) return {};
    std::vector<std::string> plain;
    for (const std::string& name : names) plain.push_back(plain_text(name));
    return folded(fmt::format("{} ({}): {}", what, names.size(), fmt::join(plain, "; ")), lines);
}

std::string change_json(const Change& c) {
    return fmt::format("{{\"contrast\": {}, \"behaviour\": {}, \"levels\": {}, \"quantity\": {}, \"unit\": {}, "
                       "\"before\": {}, \"now\": {}, \"change\": {}, \"z\": {}, \"same\": {}, \"beyond_error\": {}}}",
                       json(c.contrast), json(c.behaviour), json(c.levels), json(c.quantity), json(c.unit),
                       json(c.before), json(c.now), c.change.count == 0 ? "null" : json(c.change), json(c.z),
                       json(c.same), json(c.beyond_error()));
}

std::string side_json(const Side& s) {
    return fmt::format("{{\"file\": {}, \"study\": {}, \"model_signature\": {}, \"content_hash\": {}, \"seed\": {}, "
                       "\"replications\": {}, \"complete\": {}}}",
                       json(s.file), json(s.name), json(s.origin.model_signature), json(s.origin.content_hash), s.seed,
                       s.replications, json(s.complete));
}

} // namespace

std::string comparison_text(const ResultsComparison& c) {
    std::string text = "What changed between two results\n";
    text += side_text("before", c.before) + side_text("now", c.now) + folded(luck_text(c), 2) + "\n";
    text += folded(summary_text(c), 3);
    text += table_text(c, "capacity_growth_points", rows_shown) + table_text(c, "investment_meur", rows_shown) +
            table_text(c, "firms_points", rows_shown);
    const std::string lists = list_text("Settings that differ", c.settings, 2) +
                              list_text("Only before", c.only_before) + list_text("Only now", c.only_now) +
                              list_text("Other arms", c.other_arms);
    return lists.empty() ? text : text + "\n" + lists;
}

std::string comparison_json(const ResultsComparison& c) {
    return fmt::format("{{\n  \"before\": {},\n  \"now\": {},\n  \"same_luck\": {},\n  \"paired_replications\": {},\n"
                       "  \"changes\": {},\n  \"only_before\": {},\n  \"only_now\": {},\n  \"other_arms\": {},\n"
                       "  \"settings\": {}\n}}\n",
                       side_json(c.before), side_json(c.now), json(c.same_luck), c.paired,
                       json_list(c.changes, change_json), json(c.only_before), json(c.only_now), json(c.other_arms),
                       json(c.settings));
}

} // namespace drumbeat
