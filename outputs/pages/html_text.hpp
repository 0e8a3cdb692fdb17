// SPDX-License-Identifier: Apache-2.0
// Pieces of an HTML page. Whatever was written by others is inert in them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace drumbeat {

std::string html(std::string_view text); // as content or within quotes; inert, see `plain_text`

// JSON that may stand within a <script> element: no character of it can end the element.
std::string json_in_script(std::string_view json);

// <name>text</name>, the text escaped.
std::string element(std::string_view name, std::string_view text);

// A table with a caption, heads of columns, and the first cell of each row as the head of the row. The first `texts`
// columns hold words, the others numbers. Text is escaped.
struct HtmlTable {
    std::string caption;
    std::size_t texts = 1;
    std::vector<std::string> heads;
    std::vector<std::vector<std::string>> rows;
};
std::string html(const HtmlTable&);

std::string html_list(const std::vector<std::string>& items); // <ul>; empty without items

} // namespace drumbeat
