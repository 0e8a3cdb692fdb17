// SPDX-License-Identifier: Apache-2.0
#include "outputs/pages/html_text.hpp"

#include "outputs/pages/inert_text.hpp"

#include <fmt/format.h>

namespace drumbeat {
namespace {

// With more columns a table does not fit a phone: there each row stands by itself, each cell behind the head of its
// column. That takes the heads at the cells, and roles, since what is no longer drawn as a table no longer counts as
// one.
bool stacks(const HtmlTable& table) { return table.heads.size() > 2; }

std::string role(const HtmlTable& table, const char* name) {
    return stacks(table) ? fmt::format(" role=\"{}\"", name) : std::string();
}

std::string row_html(const HtmlTable& table, const std::vector<std::string>& cells) {
    std::string text = "<tr" + role(table, "row") + ">";
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string cell = html(cells[i]);
        if (i == 0) {
            text += "<th scope=\"row\"" + role(table, "rowheader") + ">" + cell + "</th>";
            continue;
        }
        text += i < table.texts ? "<td class=\"text\"" : "<td";
        if (stacks(table)) text += " role=\"cell\" data-head=\"" + html(table.heads[i]) + "\"";
        text += ">" + cell + "</td>";
    }
    return text + "</tr>\n";
}

std::string heads_html(const HtmlTable& table) {
    std::string text = "<thead" + role(table, "rowgroup") + "><tr" + role(table, "row") + ">";
    for (std::size_t i = 0; i < table.heads.size(); ++i) {
        text += "<th scope=\"col\"" + role(table, "columnheader");
        text += (i < table.texts ? " class=\"text\">" : ">") + html(table.heads[i]) + "</th>";
    }
    return text + "</tr></thead>\n";
}

// What stands for characters that mean something to HTML; empty for the others, which stand for themselves.
std::string_view html_entity(char c) {
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return {};
    }
}

// Within strings, where alone these stand in JSON, \u003c is the same character.
std::string_view json_escape(char c) {
    switch (c) {
    case '<': return "\\u003c";
    case '>': return "\\u003e";
    case '&': return "\\u0026";
    default: return {};
    }
}

template <class Escape> std::string escaped(std::string_view text, Escape escape) {
    std::string safe;
    for (const char c : text) {
        const std::string_view instead = escape(c);
        if (instead.empty())
            safe += c;
        else
            safe += instead;
    }
    return safe;
}

} // namespace

std::string html(std::string_view text) { return escaped(plain_text(text), html_entity); }

std::string json_in_script(std::string_view json) { return escaped(json, json_escape); }

std::string element(std::string_view name, std::string_view text) {
    return fmt::format("<{0}>{1}</{0}>", name, html(text));
}

std::string html(const HtmlTable& table) {
    std::string text = "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"" + html(table.caption) +
                       "\"><table" + (stacks(table) ? " class=\"stacks\"" : "") + role(table, "table") +
                       ">\n<caption>" + element("span", table.caption) + "</caption>\n";
    text += heads_html(table) + "<tbody" + role(table, "rowgroup") + ">\n";
    for (const auto& row : table.rows) text += row_html(table, row);
    return text + "</tbody></table></div>\n";
}

std::string html_list(const std::vector<std::string>& items) {
    if (items.empty()) return {};
    std::string text = "<ul>\n";
    for (const std::string& item : items) text += element("li", item) + "\n";
    return text + "</ul>\n";
}

} // namespace drumbeat
