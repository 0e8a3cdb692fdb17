// SPDX-License-Identifier: Apache-2.0
#include "outputs/pages/page.hpp"

#include "outputs/pages/inert_text.hpp"
#include "outputs/pages/wording.hpp"

#include <algorithm>
#include <string_view>

namespace drumbeat {
namespace {

// Breaks a name into lines of at most `width`, after '_', '+', '-' or a blank; a longer word is cut.
std::vector<std::string> folded(const std::string& name, std::size_t width) {
    std::vector<std::string> lines{""};
    std::string word;
    const auto place = [&] {
        const std::string cut = shortened(word, width);
        if (!lines.back().empty() && length_of(lines.back()) + length_of(cut) > width) lines.emplace_back();
        lines.back() += cut;
        word.clear();
    };
    for (char c : name) {
        word += c;
        if (std::string_view("_+- ").find(c) != std::string_view::npos) place();
    }
    place();
    for (std::string& line : lines) line.erase(line.find_last_not_of(' ') + 1);
    return lines;
}

} // namespace

std::string left(const std::string& text, std::size_t width) {
    const std::string cut = shortened(text, width);
    return cut + std::string(width - length_of(cut), ' ');
}
std::string right(const std::string& text, std::size_t width) {
    const std::string cut = shortened(text, width - 1); // a blank at least between columns
    return std::string(width - length_of(cut), ' ') + cut;
}

Page::Page(bool colour, std::size_t width) : colour_(colour), width_(std::clamp(width, narrowest_page, widest_page)) {}

std::size_t Page::lines() const { return static_cast<std::size_t>(std::count(text_.begin(), text_.end(), '\n')); }

// Whatever is longer than a line is cut, so that no name breaks the page.
void Page::line(const std::string& text) {
    text_ += shortened(plain_text(text.substr(0, text.find_last_not_of(' ') + 1)), width_);
    text_ += '\n';
}

void Page::bold_line(const std::string& text) {
    const std::string shown = shortened(plain_text(text), width_);
    text_ += colour_ ? "\x1b[1m" + shown + "\x1b[0m\n" : shown + '\n';
}

void Page::heading(const std::string& text) {
    line();
    bold_line(text);
    line(std::string(std::min(width_, length_of(text)), '-'));
}

void Page::paragraph(const std::string& first, const std::string& text) {
    std::string current = first, word;
    const std::size_t indent = length_of(first);
    bool empty = true;
    const auto place = [&] {
        if (word.empty()) return;
        word = shortened(word, width_ - std::min(indent, width_ / 2));
        if (!empty && length_of(current) + 1 + length_of(word) > width_) {
            line(current);
            current.assign(indent, ' ');
            empty = true;
        }
        current += (empty ? "" : " ") + word;
        empty = false;
        word.clear();
    };
    for (char c : text) {
        if (c == ' ' || c == '\n')
            place();
        else
            word += c;
    }
    place();
    line(current);
}
void Page::heads(const std::string& first, std::size_t first_width, const std::vector<Head>& all) {
    std::vector<std::vector<std::string>> columns;
    std::size_t height = 1;
    for (const Head& head : all) {
        columns.push_back(folded(head.name, head.width - 1));
        height = std::max(height, columns.back().size());
    }
    for (std::size_t row = 0; row < height; ++row) {
        std::string text = left(row + 1 == height ? first : "", first_width);
        for (std::size_t c = 0; c < all.size(); ++c) {
            const std::size_t blank = height - columns[c].size();
            text += right(row < blank ? "" : columns[c][row - blank], all[c].width);
        }
        line(text);
    }
}

void Page::heads(const std::string& first, std::size_t first_width, const std::vector<std::string>& names,
                 std::size_t width) {
    std::vector<Head> all;
    for (const std::string& name : names) all.push_back({name, width});
    heads(first, first_width, all);
}

void Page::row(const std::string& first, std::size_t first_width, const std::vector<std::string>& cells,
               std::size_t width) {
    std::string text = left(first, first_width);
    for (const std::string& cell : cells) text += right(cell, width);
    line(text);
}

} // namespace drumbeat
