// SPDX-License-Identifier: Apache-2.0
#include "outputs/pages/html_page.hpp"

#include "outputs/pages/chart_assets.hpp"
#include "outputs/pages/html_sections.hpp"
#include "outputs/pages/html_text.hpp"

#include <fmt/format.h>

#include <vector>

namespace drumbeat {
namespace {

std::string said(const Shown& s, Phrase phrase) { return html(say(s.language, phrase)); }

struct Choice {
    const char* id;
    Phrase label;
    std::vector<std::string> options;
};

// One that leaves no choice is not shown.
std::string select_html(const Shown& s, const Choice& choice) {
    if (choice.options.size() < 2) return {};
    std::string text = fmt::format("<label for=\"{0}\">{1}</label><select id=\"{0}\" autocomplete=\"off\">", choice.id,
                                   said(s, choice.label));
    for (std::size_t i = 0; i < choice.options.size(); ++i)
        text += fmt::format("<option value=\"{}\">{}</option>", i, html(choice.options[i]));
    return "<div class=\"choice\">" + text + "</select></div>\n";
}

std::string choices(const Shown& s) {
    const Verdict& v = s.verdict;
    Choice contrast{"contrast", Phrase::page_choose_contrast, {}},
        condition{"condition", Phrase::page_choose_condition, {}},
        behaviour{"behaviour", Phrase::page_choose_behaviour, {}}, place{"place", Phrase::page_choose_place, {}};
    for (const Contrast& c : v.contrasts)
        contrast.options.push_back(
            say(s.language, Phrase::page_against, {arm_label(s, c.treatment), arm_label(s, c.control)}));
    for (const auto& levels : v.levels) condition.options.push_back(condition_label(s, levels));
    for (const std::string& b : v.behaviours) behaviour.options.push_back(behaviour_label(s, b));
    for (const std::string& p : s.charts.places)
        place.options.push_back(p.empty() ? say(s.language, Phrase::whole_country) : label_of(p, s.language));
    const std::string selects =
        select_html(s, contrast) + select_html(s, condition) + select_html(s, behaviour) + select_html(s, place);
    if (selects.empty()) return {};
    return "<form class=\"choices\" aria-label=\"" + said(s, Phrase::page_choices) + "\">\n" + selects + "</form>\n";
}

// A place for a chart and its table, which the script fills.
std::string chart_place(const Shown& s, std::string_view id, const std::string& note = {}) {
    return fmt::format(
        "<figure class=\"chart\" id=\"chart-{0}\"><div class=\"drawing\"></div>{1}"
        "<details><summary data-closed=\"{3}\">{2}</summary><div class=\"numbers\"></div></details></figure>\n",
        id, note.empty() ? note : element("figcaption", note), said(s, Phrase::page_numbers),
        said(s, Phrase::page_closed));
}

std::string charts_of_years(const Shown& s) {
    const std::vector<Path>& paths = s.charts.paths;
    std::string fans;
    for (const Path& path : paths) fans += chart_place(s, "path-" + path.name);
    const std::string years = "<p class=\"context\" data-context=\"path-" + paths.front().name +
                              "\"></p>\n<p class=\"note\">" + said(s, Phrase::page_path_note) +
                              "</p>\n<div class=\"grid\">" + fans + "</div>\n";
    return section("years", say(s.language, Phrase::page_years), years) +
           section("constraints", say(s.language, Phrase::page_constraints),
                   chart_place(s, "constraints", say(s.language, Phrase::page_constraints_note)));
}

std::string charts(const Shown& s) {
    const Charts& c = s.charts;
    std::string text;
    if (s.decomposition)
        text += section("parts", say(s.language, Phrase::page_parts),
                        chart_place(s, "parts", say(s.language, Phrase::page_parts_note)));
    if (!s.verdict.effects.empty())
        text += section("effects", say(s.language, Phrase::page_effects),
                        chart_place(s, "contrast", say(s.language, Phrase::page_contrast_note)) +
                            (has_chart_of_arms(c) ? chart_place(s, "arms", say(s.language, Phrase::page_arms_note))
                                                  : std::string()));
    if (!c.paths.empty()) text += charts_of_years(s);
    if (!c.paid.empty())
        text += section("paid", say(s.language, Phrase::page_paid),
                        chart_place(s, "paid", say(s.language, Phrase::page_paid_note)));
    if (text.empty()) return {};
    return "<noscript><p class=\"note\">" + said(s, Phrase::page_no_script) + "</p></noscript>\n<div id=\"charts\">\n" +
           choices(s) + text + "</div>\n";
}

std::string head(const Shown& s) {
    const std::string title = s.verdict.question.empty() ? s.verdict.name : s.verdict.question;
    return fmt::format("<!doctype html>\n<html lang=\"{0}\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta http-equiv=\"Content-Security-Policy\" content=\"{1}\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                       "<meta name=\"drumbeat-signature\" content=\"{2}\">\n<title>{3} – Drumbeat</title>\n"
                       "<style>{4}</style>\n</head>\n",
                       name_of(s.language), content_security_policy(), html(s.verdict.origin.model_signature),
                       html(title), chart_assets().style);
}

} // namespace

std::string content_security_policy() {
    return fmt::format("default-src 'none'; script-src '{}'; style-src '{}'; base-uri 'none'; form-action 'none'",
                       chart_assets().script_hash, chart_assets().style_hash);
}

std::string section(std::string_view id, const std::string& heading, const std::string& content) {
    if (content.empty()) return {};
    return fmt::format("<section aria-labelledby=\"{0}\">\n<h2 id=\"{0}\">{1}</h2>\n{2}</section>\n", id, html(heading),
                       content);
}

std::string html_page(const Shown& s) {
    const Verdict& v = s.verdict;
    std::string text = head(s);
    text += "<body>\n<a class=\"skip\" href=\"#answer\">" + said(s, Phrase::page_skip) +
            "</a>\n<header>\n<p class=\"brand\">Drumbeat · " + html(v.name) + "</p>\n" +
            element("h1", v.question.empty() ? v.name : v.question) + "\n</header>\n<main>\n";
    text += answer_section(s) + asked_section(s) + charts(s) + money_section(s) + arms_section(s) +
            warnings_section(s) + provenance_section(s) + reproduce_section(s);
    text += "</main>\n<footer><p>" + said(s, Phrase::page_model_result) + "</p></footer>\n";
    text += "<script type=\"application/json\" id=\"data\">" + json_in_script(chart_data_json(s)) + "</script>\n";
    return text + fmt::format("<script>{}</script>\n</body>\n</html>\n", chart_assets().script);
}

} // namespace drumbeat
