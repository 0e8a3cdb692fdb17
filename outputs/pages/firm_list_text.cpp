// SPDX-License-Identifier: Apache-2.0
// The list of firms on a terminal.
#include "outputs/verdict/firm_list.hpp"

#include "outputs/pages/inert_text.hpp"
#include "outputs/pages/wording.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace drumbeat {

namespace {

constexpr std::size_t most_lines = 29; // of firms: with what stands around them at most 40

std::string area_of(const FirmList& list, const FirmStory& story) {
    return shortened(plain_text(list.areas[static_cast<std::size_t>(story.key.segment)]), 16);
}

std::string of_one_year(const FirmYear& y) {
    if (y.expanded) return "expanded";
    return std::string(name_of(y.binding)) + (y.to_order ? ", to order" : "");
}

// "expanded 2028, 2031 +3*", "option_value, 12 of 15"; shorter where there is less room.
std::string decided(const FirmStory& story, std::optional<int> year, std::size_t most_years) {
    if (year) {
        const FirmYear* y = story.in(*year);
        return y ? of_one_year(*y) : "not there";
    }
    const std::string star = story.scaled_up > 0 ? "*" : "";
    const std::vector<int> all = story.expansions();
    if (all.empty()) {
        const auto [binding, count] = story.usual_constraint();
        return fmt::format("{}, {} of {}{}", name_of(binding), count, story.years.size(), star);
    }
    std::string text = "expanded";
    for (std::size_t i = 0; i < std::min(most_years, all.size()); ++i)
        text += fmt::format("{}{}", i == 0 ? " " : ", ", all[i]);
    if (all.size() > most_years) text += fmt::format(" +{}", all.size() - most_years);
    return text + star;
}

std::string heading(const FirmList& list) {
    return wrapped(fmt::format("Case {}, replication {} of \"{}\", seed {}{}{}.", plain_text(list.case_name),
                               list.replication, plain_text(list.study), list.seed,
                               list.area.empty() ? "" : ", area " + plain_text(list.area),
                               list.year ? fmt::format(", in {}", *list.year) : ""),
                   0);
}

// How many there are, in rows of the panel.
std::string counted(std::size_t count) { return fmt::format("{} firm{}", count, count == 1 ? "" : "s"); }

std::string footer(const FirmList& list, std::size_t left_out, const FirmLine* example) {
    std::string text;
    if (left_out > 0) text += fmt::format("{} more: --all\n", left_out);
    if (!example) return text;
    const FirmYear* y = list.year ? example->story.in(*list.year) : example->story.nearest();
    const std::vector<int> expansions = example->story.expansions(list.policy_from);
    const int year = example->control && example->with_policy && !list.year && !expansions.empty() ? expansions.front()
                     : y                                                                           ? y->year
                         : example->story.years.front().year;
    return text + wrapped(fmt::format("Why: add --firm {} --year {} --case {}", example->story.row, year,
                                      plain_text(list.case_name)),
                          0);
}

std::string plain_line(const FirmList& list, const FirmStory& story) {
    const FirmYear* y = list.year ? story.in(*list.year) : story.nearest();
    const bool compares = y && !std::isnan(y->near);
    return fmt::format("{:>6}  {:<16} {:<6}  {:<25} {:>8} {:>6}\n", story.row, area_of(list, story),
                       name_of(story.size_class), decided(story, list.year, 2),
                       compares ? fmt::format("{:.3f}", std::floor(1000 * y->near) / 1000) : "-",
                       y ? fmt::format("{}", y->year) : "-");
}

std::string plain_list(const FirmList& list, std::size_t most) {
    const auto expands = [&](const FirmLine& line) {
        if (!list.year) return !line.story.expansions().empty();
        return line.story.in(*list.year)->expanded;
    };
    const auto expanding = std::count_if(list.lines.begin(), list.lines.end(), expands);
    const auto up = std::count_if(list.lines.begin(), list.lines.end(),
                                  [](const FirmLine& line) { return line.story.scaled_up > 0; });
    std::string text = fmt::format("{}; {} expanded{}.\n", counted(list.lines.size()), expanding,
                                   list.year || !list.knows_scale_up ? "" : fmt::format(", {} scaled up (*)", up));
    text += "near: value over cost of the best expansion, as a part of the trigger of the\n"
            "firm's rule; at 1 it expands if it finds the money. The nearest stand first.\n\n";
    text += fmt::format("{:>6}  {:<16} {:<6}  {:<25} {:>8} {:>6}\n", "firm", "area", "size", "what it decided", "near",
                        "year");
    for (std::size_t i = 0; i < std::min(most, list.lines.size()); ++i) text += plain_line(list, list.lines[i].story);
    return text;
}

std::string turned_line(const FirmList& list, const FirmLine& line) {
    return fmt::format("{:>5}  {:<16} {:<6} {:<24} {}\n", line.story.row, area_of(list, line.story),
                       name_of(line.story.size_class), decided(line.story, list.year, 1),
                       decided(*line.control, list.year, 1));
}

std::string turned_list(const FirmList& list, std::size_t most) {
    const auto with = static_cast<std::size_t>(
        std::count_if(list.lines.begin(), list.lines.end(), [](const FirmLine& line) { return line.with_policy; }));
    std::string text = wrapped(fmt::format("Against case {}, with the same luck: contrast {}.",
                                           plain_text(list.control_name), plain_text(list.contrast)),
                               0);
    text += fmt::format("{} expanded{} with the policy only, {} without it only.\n", counted(with),
                        list.year || !list.knows_scale_up ? "" : " or scaled up (*)", list.lines.size() - with);
    if (list.lines.empty()) return text;
    text += fmt::format("\n{:>5}  {:<16} {:<6} {:<24} {}\n", "firm", "area", "size", "with the policy", "without it");
    for (std::size_t i = 0; i < std::min(most, list.lines.size()); ++i) {
        if (i == with && i > 0) text += "\n";
        text += turned_line(list, list.lines[i]);
    }
    return text;
}

} // namespace

std::string firm_list_text(const FirmList& list, bool all) {
    const std::size_t most = all ? list.lines.size() : most_lines;
    const std::size_t left_out = list.lines.size() - std::min(most, list.lines.size());
    const char* const older =
        "From the firms that the file kept: another model wrote it, and who scaled up is\nnot known.\n";
    return heading(list) + (list.knows_scale_up ? "" : older) +
           (list.contrast.empty() ? plain_list(list, most) : turned_list(list, most)) +
           footer(list, left_out, list.lines.empty() ? nullptr : &list.lines.front());
}

} // namespace drumbeat
