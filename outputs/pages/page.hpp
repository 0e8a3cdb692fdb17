// SPDX-License-Identifier: Apache-2.0
// A page of text for people, as wide as its terminal: headings, flowing text, tables of aligned columns. Names that
// others wrote are shown as plain_text, so that nothing in them acts on a terminal.
#pragma once

#include <string>
#include <vector>

namespace drumbeat {

constexpr std::size_t narrowest_page = 80, widest_page = 120; // in characters
constexpr std::size_t label_width = 27;                       // of what stands before flowing text

// Cut or filled to a width; right-aligned text keeps a blank before it.
std::string left(const std::string& text, std::size_t width);
std::string right(const std::string& text, std::size_t width);

class Page {
  public:
    explicit Page(bool colour, std::size_t width = narrowest_page);
    std::size_t width() const { return width_; }
    std::size_t beside(std::size_t columns) const { return width_ - columns; } // what is left for the first column
    std::size_t lines() const;

    void line(const std::string& text = {});
    void heading(const std::string& text);
    void bold_line(const std::string& text); // where colour is shown

    // Flowing text; the first line begins with `first`, the others with blanks of the same length.
    void paragraph(const std::string& first, const std::string& text);
    void field(const std::string& name, const std::string& text) { paragraph(left(name, 12), text); }

    // Column heads, right-aligned, folded onto as many lines as they need.
    struct Head {
        std::string name;
        std::size_t width;
    };
    void heads(const std::string& first, std::size_t first_width, const std::vector<Head>& all);
    void heads(const std::string& first, std::size_t first_width, const std::vector<std::string>& names,
               std::size_t width);
    void row(const std::string& first, std::size_t first_width, const std::vector<std::string>& cells,
             std::size_t width);
    std::string text() && { return std::move(text_); }

  private:
    bool colour_;
    std::size_t width_;
    std::string text_;
};

} // namespace drumbeat
