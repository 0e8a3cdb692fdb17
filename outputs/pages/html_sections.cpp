// SPDX-License-Identifier: Apache-2.0
#include "outputs/pages/html_sections.hpp"

#include "outputs/pages/html_text.hpp"
#include "outputs/pages/sentence.hpp"
#include "outputs/pages/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <sstream>

namespace drumbeat {
namespace {

std::string number_of(double value, int decimals, Language lang) { return grouped(value, decimals, lang); }

std::string spread(const Shown& s, const Interval& interval, int decimals) {
    if (!interval.assessed()) return say(s.language, Phrase::not_assessed);
    return say(s.language, Phrase::page_from_to,
               {with_sign(interval.low, decimals, s.language), with_sign(interval.high, decimals, s.language)});
}

// What the main contrast compares, and of which technology areas its numbers are, if not of the country.
std::string compared(const Shown& s) {
    const Contrast& c = s.verdict.contrasts.front();
    std::string text = say(s.language, Phrase::page_against, {arm_label(s, c.treatment), arm_label(s, c.control)});
    const std::string areas = areas_label(s.verdict.effects.front().areas, s.language);
    return areas.empty() ? text : text + "; " + areas;
}

std::vector<std::string> main_row(const Shown& s, const Effect& e, std::size_t level, std::size_t behaviour) {
    const Verdict& v = s.verdict;
    std::vector<std::string> row{behaviour_label(s, v.behaviours[behaviour])};
    if (v.levels.size() > 1) row.push_back(condition_label(s, v.levels[level]));
    row.push_back(with_sign(e.capacity.mean.value, 1, s.language));
    row.push_back(with_sign(e.investment.mean.value, 0, s.language));
    row.push_back(with_sign(e.firms.mean.value, 1, s.language));
    row.push_back(spread(s, e.capacity.luck, 1));
    row.push_back(pairs_cell(e.capacity, s.language));
    return row;
}

// The main contrast, under each behaviour and condition.
std::string main_table(const Shown& s) {
    const Verdict& v = s.verdict;
    HtmlTable table;
    table.caption = compared(s);
    table.heads = {say(s.language, Phrase::page_how_firms_decide)};
    if (v.levels.size() > 1) {
        table.texts = 2;
        table.heads.push_back(say(s.language, Phrase::page_condition));
    }
    for (const Phrase head : {Phrase::page_capacity_head, Phrase::page_investment_head, Phrase::page_firms_head,
                              Phrase::page_luck_head, Phrase::page_better_head})
        table.heads.push_back(say(s.language, head));
    for (std::size_t l = 0; l < v.levels.size(); ++l)
        for (std::size_t b = 0; b < v.behaviours.size(); ++b) {
            const Effect& e = v.effect(0, l, b);
            if (e.capacity.mean.count > 0) table.rows.push_back(main_row(s, e, l, b));
        }
    return table.rows.empty() ? std::string() : html(table);
}

// From the least to the largest over the ways of deciding, under one condition.
template <class Value> Interval over_all(const Verdict& v, std::size_t level, Value value) {
    Interval range;
    for (std::size_t b = 0; b < v.behaviours.size(); ++b) {
        const double one = value(v.effect(0, level, b));
        if (std::isnan(one)) continue;
        range = range.assessed() ? Interval{std::min(range.low, one), std::max(range.high, one)} : Interval{one, one};
    }
    return range;
}
Interval over_behaviours(const Verdict& v, std::size_t level, Difference Effect::*of) {
    return over_all(v, level, [of](const Effect& e) { return (e.*of).mean.value; });
}

// "47 to 50 of 50"; of other numbers of pairs per way of deciding, or with ties, it would mislead: "-".
std::string pairs_range(const Shown& s, std::size_t level) {
    const Verdict& v = s.verdict;
    const Interval range = over_all(v, level, [](const Effect& e) { return e.capacity.better_of_100; });
    const std::size_t pairs = v.effect(0, level, 0).capacity.mean.count;
    for (std::size_t b = 0; b < v.behaviours.size(); ++b) {
        const Difference& m = v.effect(0, level, b).capacity;
        if (m.mean.count != pairs || m.equal_of_100 > 0) return "-";
    }
    if (!range.assessed()) return "-";
    Difference low, high;
    low.better_of_100 = range.low;
    high.better_of_100 = range.high;
    low.mean.count = high.mean.count = pairs;
    const std::string most = pairs_cell(high, s.language);
    if (range.low == range.high) return most;
    const std::string least = pairs_cell(low, s.language);
    return say(s.language, Phrase::page_from_to, {least.substr(0, least.find(' ')), most});
}

// One row to each condition, over all ways of deciding.
std::string short_table(const Shown& s) {
    const Verdict& v = s.verdict;
    HtmlTable table;
    table.caption = say(s.language, Phrase::page_over_behaviours, {compared(s), std::to_string(v.behaviours.size())});
    for (const Phrase head : {Phrase::page_condition, Phrase::page_capacity_head, Phrase::page_investment_head,
                              Phrase::page_firms_head, Phrase::page_better_head})
        table.heads.push_back(say(s.language, head));
    for (std::size_t l = 0; l < v.levels.size(); ++l) {
        const std::string condition = condition_label(s, v.levels[l]);
        const auto cell = [&](Difference Effect::*of, int decimals) {
            return range_text(over_behaviours(v, l, of), decimals, s.language);
        };
        table.rows.push_back({condition.empty() ? v.world : condition, cell(&Effect::capacity, 1),
                              cell(&Effect::investment, 0), cell(&Effect::firms, 1), pairs_range(s, l)});
    }
    return html(table);
}

// The table in full; when it is long, a short one, and it can be opened below that.
std::string answer_tables(const Shown& s) {
    constexpr std::size_t long_table = 6; // rows
    const std::string full = main_table(s);
    const std::size_t behaviours = s.verdict.behaviours.size();
    if (full.empty() || behaviours < 2 || behaviours * s.verdict.levels.size() <= long_table) return full;
    return short_table(s) + "<details><summary data-closed=\"" + html(say(s.language, Phrase::page_closed)) + "\">" +
           html(say(s.language, Phrase::page_each_behaviour)) + "</summary>" + full + "</details>\n";
}

// What is said under the same conditions stands together under their names.
std::string sentences(const Shown& s) {
    const auto groups = statements_of(s.verdict, 0);
    std::string text;
    for (const auto& group : groups) {
        std::vector<std::string> conditions;
        for (const std::size_t level : group.front().levels)
            if (const std::string label = condition_label(s, s.verdict.levels[level]); !label.empty())
                conditions.push_back(label);
        if (groups.size() > 1 && !conditions.empty())
            text += element("h3", fmt::format("{}", fmt::join(conditions, " / "))) + "\n";
        for (const Statement& statement : group)
            text += "<p class=\"sentence\">" + html(sentence(s.verdict, statement, s.language)) + "</p>\n";
    }
    return text;
}

// Where the charts show less than was run.
void add_limits_of_charts(std::vector<std::string>& items, const Shown& s) {
    const Verdict& v = s.verdict;
    if (!s.charts.years.empty() && s.charts.places.size() == 1 && v.areas.size() > 1)
        items.push_back(say(s.language, Phrase::page_without_areas));
    if (s.charts.first_condition_alone) items.push_back(say(s.language, Phrase::page_first_condition_alone));
}

// Text of several lines, each made inert on its own.
std::string lines_html(const std::string& text) {
    std::string lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines += html(line) + "\n";
    return lines;
}

} // namespace

std::string asked_section(const Shown& s) {
    const Verdict& v = s.verdict;
    std::vector<std::string> items;
    if (!v.contrasts.empty())
        items.push_back(say(s.language, Phrase::page_against,
                            {arm_label(s, v.contrasts[0].treatment), arm_label(s, v.contrasts[0].control)}));
    items.push_back(
        say(s.language, Phrase::page_world,
            {v.world, std::to_string(v.start_year), std::to_string(v.end_year), std::to_string(v.policy_from)}));
    items.push_back(say(s.language, Phrase::page_runs,
                        {number_of(static_cast<double>(v.replications), 0, s.language),
                         number_of(static_cast<double>(v.cases), 0, s.language)}));
    if (!v.complete) items.push_back(say(s.language, Phrase::page_incomplete));
    if (!v.contrasts.empty())
        for (const std::string& limit : limits_of_parameters(v, s.language)) items.push_back(limit);
    add_limits_of_charts(items, s);
    return section("asked", say(s.language, Phrase::page_asked), html_list(items));
}

std::string answer_section(const Shown& s) {
    const Verdict& v = s.verdict;
    std::string text;
    if (v.replications == 0 || v.nothing_ran())
        text = "<p>" + html(say(s.language, Phrase::page_nothing)) + "</p>\n";
    else if (v.contrasts.empty())
        text = "<p>" + html(say(s.language, Phrase::page_one_arm)) + "</p>\n";
    else {
        const bool figures = !v.effects.front().withheld;
        text = sentences(s) + html_list(in(s.language, v.remarks)) + (figures ? answer_tables(s) : "");
    }
    return section("answer", say(s.language, Phrase::page_answer), text);
}

std::string arms_section(const Shown& s) {
    const Verdict& v = s.verdict;
    if (v.doses.empty()) return {};
    HtmlTable table;
    table.caption = say(s.language, Phrase::page_arms_caption);
    table.texts = 2;
    for (const Phrase head :
         {Phrase::page_arm, Phrase::page_label, Phrase::page_money_head, Phrase::page_planned_head,
          Phrase::page_cv_head, Phrase::page_length_head, Phrase::page_notice_head, Phrase::page_minimum_head})
        table.heads.push_back(say(s.language, head));
    for (const Dose& d : v.doses)
        table.rows.push_back({d.arm, v.label_of(d.arm), grouped(d.money_meur, 0, s.language),
                              grouped(d.planned_meur, 0, s.language), grouped(d.cv, 2, s.language),
                              grouped(d.framework_years, 1, s.language), grouped(d.notice_years, 1, s.language),
                              grouped(100 * d.minimum_quantity, 0, s.language)});
    return section("arms", say(s.language, Phrase::page_arms), html(table) + html_list(in(s.language, v.dose_remarks)));
}

std::string warnings_section(const Shown& s) {
    return section("warnings", say(s.language, Phrase::page_warnings), html_list(in(s.language, s.verdict.warnings)));
}

std::string provenance_section(const Shown& s) {
    const Verdict& v = s.verdict;
    HtmlTable table;
    table.caption = say(s.language, Phrase::page_provenance_caption);
    table.texts = 2;
    table.heads = {say(s.language, Phrase::page_what), say(s.language, Phrase::page_value)};
    const auto row = [&](Phrase name, const std::string& value) {
        table.rows.push_back({say(s.language, name), value.empty() ? "-" : value});
    };
    row(Phrase::page_study, v.name);
    row(Phrase::page_file, s.file);
    row(Phrase::page_signature, v.origin.model_signature);
    row(Phrase::page_hash, v.origin.content_hash);
    row(Phrase::page_format, v.origin.format);
    row(Phrase::page_seed, std::to_string(v.seed));
    row(Phrase::page_replications, number_of(static_cast<double>(v.replications), 0, s.language));
    row(Phrase::page_version, s.version);
    return section("provenance", say(s.language, Phrase::page_provenance), html(table));
}

std::string reproduce_section(const Shown& s) {
    const Verdict& v = s.verdict;
    std::string text = "<p>" + html(say(s.language, Phrase::page_reproduce_text)) + "</p>\n<pre tabindex=\"0\"><code>";
    text += html(fmt::format("drumbeat run {}.yaml -o {}.h5 --replications {} --seed {}", v.name, v.name,
                             v.asked_replications, v.seed)) +
            "\n" +
            html(fmt::format("drumbeat report {}.h5 --html {}.html --lang {}", v.name, v.name, name_of(s.language))) +
            "</code></pre>\n";
    text +=
        "<p>" +
        html(say(s.language, Phrase::page_cite, {s.version, v.name, v.origin.model_signature, v.origin.content_hash})) +
        "</p>\n";
    text += "<details><summary>" + html(say(s.language, Phrase::page_whole_study)) +
            "</summary><pre tabindex=\"0\"><code>" + lines_html(s.study_text) + "</code></pre></details>\n";
    return section("reproduce", say(s.language, Phrase::page_reproduce), text);
}

} // namespace drumbeat
