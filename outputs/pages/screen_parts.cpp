// SPDX-License-Identifier: Apache-2.0
#include "outputs/pages/screen_parts.hpp"

#include "outputs/pages/wording.hpp"
#include "sim/replay/replicate.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace drumbeat {
namespace {

constexpr std::size_t field_width = 16, longest_question = 400;

std::string counted(std::size_t count, Phrase one, Phrase many, Language language) {
    return say(language, count == 1 ? one : many, {grouped(static_cast<double>(count), 0, language)});
}

std::string chosen_text(const Verdict& v, Language language) {
    std::vector<std::string> texts;
    const auto note = [&](const char* option, const std::string& value) {
        if (!value.empty()) texts.push_back(std::string(option) + " " + shortened(value, longest_label));
    };
    note("--contrast", v.selection.contrast);
    note("--condition", v.selection.condition.empty() ? "" : screen_levels(v, 0));
    note("--behaviour", v.selection.behaviour);
    note("--area", v.selection.area.empty() ? "" : label_of(v.selection.area, language));
    return texts.empty() ? "" : listed(texts, language);
}

// Warnings and remarks are folded into their numbers.
std::string folded_text(const Verdict& v, Language language) {
    const std::size_t warnings = v.warnings.size(), remarks = v.remarks.size() + v.dose_remarks.size();
    if (warnings + remarks == 0) return {};
    return say(language, Phrase::screen_folded,
               {counted(warnings, Phrase::one_warning, Phrase::many_warnings, language),
                counted(remarks, Phrase::one_remark, Phrase::many_remarks, language)});
}

std::string missing_parameters_text(const Verdict& v, Language language) {
    if (v.members > 0) return {};
    if (!v.no_range) return say(language, Phrase::missing_parameters);
    const NoRange& none = *v.no_range;
    if (none.lacking == 0) return {};
    const std::string why = no_range_reason(none, language), command = no_range_command(none, language);
    if (none.lacking == none.cases) return say(language, Phrase::missing_parameters_why, {why, command});
    return say(language, Phrase::missing_parameters_some,
               {std::to_string(none.lacking), std::to_string(none.cases), why, command});
}

std::string not_assessed_text(const Verdict& v, Language language) {
    std::vector<std::string> texts;
    if (const std::string text = missing_parameters_text(v, language); !text.empty()) texts.push_back(text);
    if (v.behaviours.size() < 2) texts.push_back(say(language, Phrase::missing_behaviours));
    if (v.factors.empty()) texts.push_back(say(language, Phrase::missing_conditions));
    if (v.replications == 1) texts.push_back(say(language, Phrase::missing_luck));
    return listed(texts, language);
}

} // namespace

std::string other_model_text(const Verdict& v, Language language) {
    const std::string& model = v.origin.model_signature;
    if (model.empty() || model == known_model_signature) return {};
    return say(language, Phrase::screen_models, {model, std::string(known_model_signature)});
}

void screen_field(Page& page, const std::string& name, const std::string& text, bool as_it_is) {
    if (as_it_is)
        page.line(left(name, field_width) + text);
    else
        page.paragraph(left(name, field_width), shortened(text, longest_list));
}

void screen_title(Page& page, const Verdict& v, Language language) {
    page.bold_line(shortened("Drumbeat: " + v.name, page.width()));
    page.line(std::string(page.width(), '='));
    if (!v.question.empty()) page.paragraph("", shortened(v.question, longest_question));
    if (const std::string chosen = chosen_text(v, language); !chosen.empty())
        screen_field(page, say(language, Phrase::screen_chosen), chosen);
}

namespace {

// Over which accepted parameter sets the study was run, or a stored range was found; empty where none is.
std::string parameter_sets_text(const Verdict& v, Language language) {
    return v.members == 0
               ? std::string()
               : say(language, Phrase::screen_members, {std::to_string(v.members), shortened(v.ensemble, 30)});
}

std::string stored_range_text(const Verdict& v, Language language) {
    const auto stored = stored_range_of(v);
    if (!stored) return {};
    return say(language, Phrase::screen_stored_range,
               {std::to_string(stored->sets), shortened(stored->ensemble, 30), std::to_string(stored->replications)});
}

// How many runs were asked, made, failed and lost.
std::string runs_text(const Verdict& v, Language language) {
    const auto count = [&](auto number) { return grouped(static_cast<double>(number), 0, language); };
    std::string runs = say(language, Phrase::screen_runs_of,
                           {count(v.replications), counted(v.cases, Phrase::one_case, Phrase::many_cases, language),
                            std::to_string(v.seed),
                            grouped(static_cast<double>(v.replications) * static_cast<double>(v.cases), 0, language)});
    if (!v.complete) runs += "; " + say(language, Phrase::screen_incomplete, {count(v.asked_replications)});
    if (v.failed > 0) runs += "; " + say(language, Phrase::screen_failed, {count(v.failed)});
    if (!v.lost.empty() && v.lost.front().lacking > 0)
        runs += "; " + say(language, Phrase::screen_lost,
                           {count(v.lost.front().lacking), count(v.lost.front().pairs),
                            shortened(v.lost.front().first.front(), 60)});
    return runs;
}

} // namespace

void screen_foot(Page& page, const Verdict& v, const Layout& layout) {
    const Language language = layout.language;
    const auto field = [&](Phrase name, const std::string& text) {
        if (!text.empty()) screen_field(page, say(language, name), text);
    };
    field(Phrase::screen_not_assessed, not_assessed_text(v, language));
    field(Phrase::screen_parameters, parameter_sets_text(v, language));
    field(Phrase::screen_parameters, stored_range_text(v, language));
    field(Phrase::screen_model, other_model_text(v, language));
    field(Phrase::screen_runs, runs_text(v, language));
    field(Phrase::screen_warnings, folded_text(v, language));
    field(Phrase::screen_next, say(language, Phrase::screen_next_commands, {shortened(layout.file, 40)}));
}

std::string screen_arm(const Verdict& v, const std::string& arm) {
    return named(shortened(arm, longest_name), shortened(v.label_of(arm), longest_label));
}

std::string screen_levels(const Verdict& v, std::size_t level) {
    std::string text;
    const auto& levels = v.levels[level];
    for (std::size_t f = 0; f < levels.size() && f < v.factors.size(); ++f)
        text += (f ? ", " : "") + shortened(v.factors[f], longest_name) + ": " + shortened(levels[f], longest_name);
    return text;
}

std::string screen_behaviours(const Verdict& v, Language language) {
    std::string text;
    for (std::size_t b = 0; b < v.behaviours.size(); ++b) {
        const std::string name = shortened(v.behaviours[b], longest_name);
        text += (b ? "; " : "") + (v.rules[b] ? name + ": " + label_of(*v.rules[b], language) : name);
    }
    return text;
}

std::string screen_top_three(const Constraints& shares, Language language) {
    std::array<std::size_t, constraint_count - 1> order{};
    std::iota(order.begin(), order.end(), std::size_t{1}); // the first is those that expanded
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return shares[a] > shares[b]; });
    std::string text;
    for (std::size_t i = 0; i < 3; ++i) {
        const std::string name = "binding_constraint_" + constraint_names()[order[i]];
        text += (i ? ", " : "") + label_of(name, language) + " " + grouped(100 * shares[order[i]], 0, language) + " %";
    }
    return text;
}

std::string screen_interval(const Interval& i, int decimals, Language language) {
    if (!i.assessed()) return "-";
    return grouped(i.low, decimals, language) + " " + say(language, Phrase::to_word) + " " +
           grouped(i.high, decimals, language);
}

std::string cut_to_screen(const std::string& text, Language language) {
    std::size_t at = 0;
    for (std::size_t line = 0; line + 1 < most_screen_lines && at != std::string::npos; ++line) {
        const std::size_t end = text.find('\n', at);
        at = end == std::string::npos ? end : end + 1;
    }
    return at == std::string::npos ? text : text.substr(0, at) + say(language, Phrase::screen_cut) + "\n";
}

} // namespace drumbeat
