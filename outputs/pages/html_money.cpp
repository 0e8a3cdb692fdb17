// SPDX-License-Identifier: Apache-2.0
// Who paid whom, and what institutions held over the years.
#include "outputs/pages/html_sections.hpp"
#include "outputs/pages/html_text.hpp"

#include <algorithm>
#include <cmath>

namespace drumbeat {
namespace {

constexpr std::size_t most_years = 6; // columns of a table

// Some years, evenly over all, the last among them.
std::vector<std::size_t> shown_years(std::size_t count) {
    const std::size_t step = std::max<std::size_t>(1, (count + most_years - 1) / most_years);
    std::vector<std::size_t> years;
    for (std::size_t i = (count + step - 1) % step; i < count; i += step) years.push_back(i);
    return years;
}

// Enough digits to see it by.
std::string amount(double value, Language language) {
    const double size = std::abs(value);
    return grouped(value, size >= 100 || size == 0 ? 0 : size >= 1 ? 1 : 2, language);
}

std::string flows_table(const Shown& s) {
    const Money& money = s.charts.money;
    const std::string condition = condition_label(s, money.levels);
    HtmlTable table;
    table.texts = 2;
    table.caption = condition.empty() ? say(s.language, Phrase::page_money_flows)
                                      : say(s.language, Phrase::page_money_flows_under, {condition});
    table.heads = {say(s.language, Phrase::page_money_payer), say(s.language, Phrase::page_money_purpose)};
    for (const std::string& arm : money.arms) table.heads.push_back(arm_label(s, arm));
    for (const Money::Flow& flow : money.paid) {
        std::vector<std::string> row{label_of("sector_" + flow.sector, s.language),
                                     label_of("purpose_" + flow.purpose, s.language)};
        for (const double meur : flow.meur) row.push_back(amount(std::max(0.0, meur), s.language));
        table.rows.push_back(std::move(row));
    }
    return table.rows.empty() ? std::string() : html(table);
}

std::string held_table(const Shown& s, std::size_t arm) {
    const Money& money = s.charts.money;
    const std::vector<std::size_t> years = shown_years(money.years.size());
    HtmlTable table;
    table.texts = 2;
    table.caption = say(s.language, Phrase::page_money_held, {arm_label(s, money.arms[arm])});
    table.heads = {say(s.language, Phrase::column_quantity), say(s.language, Phrase::column_unit)};
    for (const std::size_t year : years) table.heads.push_back(std::to_string(money.years[year]));
    for (const Money::Held& held : money.held) {
        std::vector<std::string> row{label_of(held.quantity.name, s.language), std::string(held.quantity.unit)};
        for (const std::size_t year : years) row.push_back(amount(held.values[arm][year], s.language));
        table.rows.push_back(std::move(row));
    }
    return table.rows.empty() ? std::string() : html(table);
}

} // namespace

std::string money_section(const Shown& s) {
    const std::string flows = flows_table(s);
    if (flows.empty()) return {};
    std::string text = flows;
    std::string held;
    for (std::size_t arm = 0; arm < s.charts.money.arms.size(); ++arm) held += held_table(s, arm);
    if (!held.empty())
        text += "<details><summary data-closed=\"" + html(say(s.language, Phrase::page_closed)) + "\">" +
                html(say(s.language, Phrase::page_money_held_open)) + "</summary>" + held + "</details>\n";
    text += "<p class=\"note\">" + html(say(s.language, Phrase::page_money_note)) + "</p>\n";
    return section("money", say(s.language, Phrase::page_money), text);
}

} // namespace drumbeat
