// SPDX-License-Identifier: Apache-2.0
#include "outputs/pages/html_text.hpp"

#include "outputs/pages/inert_text.hpp"

#include <fmt/format.h>

namespace drumbeat {
namespace {

std::string row_html(const std::vector<std::string>& cells, std::size_t texts) {
    std::string text = "<tr>";
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string cell = html(cells[i]);
        if (i == 0)
            text += "<th scope=\"row\">" + cell + "</th>";
        else
            text += (i < texts ? "<td class=\"text\">" : "<td>") + cell + "</td>";
    }
    return text + "</tr>\n";
}

} // namespace

std::string html(std::string_view text) {
    std::string escaped;
    for (const char c : plain_text(text)) {
        switch (c) {
        case '&': escaped += "&amp;"; break;
        case '<': escaped += "&lt;"; break;
        case '>': escaped += "&gt;"; break;
        case '"': escaped += "&quot;"; break;
        case '\'': escaped += "&#39;"; break;
        default: escaped += c;
        }
    }
    return escaped;
}

// Within strings, where alone these stand in JSON, \u003c is the same character.
std::string json_in_script(std::string_view json) {
    std::string safe;
    for (const char c : json) {
        switch (c) {
        case '<': safe += "\\u003c"; break;
        case '>': safe += "\\u003e"; break;
        case '&': safe += "\\u0026"; break;
        default: safe += c;
        }
    }
    return safe;
}

std::string element(std::string_view name, std::string_view text) {
    return fmt::format("<{0}>{1}</{0}>", name, html(text));
}

std::string html(const HtmlTable& table) {
    std::string text = "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"" + html(table.caption) +
                       "\"><table>\n" + element("caption", table.caption) + "\n<thead><tr>";
    for (std::size_t i = 0; i < table.heads.size(); ++i)
        text += (i < table.texts ? "<th scope=\"col\" class=\"text\">" : "<th scope=\"col\">") + html(table.heads[i]) +
                "</th>";
    text += "</tr></thead>\n<tbody>\n";
    for (const auto& row : table.rows) text += row_html(row, table.texts);
    return text + "</tbody></table></div>\n";
}

std::string html_list(const std::vector<std::string>& items) {
    if (items.empty()) return {};
    std::string text = "<ul>\n";
    for (const std::string& item : items) text += element("li", item) + "\n";
    return text + "</ul>\n";
}

} // namespace drumbeat
