// SPDX-License-Identifier: Apache-2.0
// The codebook for people: a table per group.
#include "config/codebook_text.hpp"
#include "config/needs.hpp"
#include "config/parameter.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace drumbeat {

namespace {

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

} // namespace drumbeat
