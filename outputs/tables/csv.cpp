// SPDX-License-Identifier: Apache-2.0
#include "outputs/tables/csv.hpp"

#include "outputs/pages/inert_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <memory>

namespace drumbeat {
namespace {

std::string number_text(double value, CsvStyle style) {
    std::string text = shortest(value);
    if (style.decimal_point != '.') std::replace(text.begin(), text.end(), '.', style.decimal_point);
    return text;
}

// The signs at which spreadsheets begin to compute, the full-width ones of East Asian keyboards among them.
bool begins_like_a_formula(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size())); // some trim what they read
    for (const std::string_view sign : {"=", "+", "-", "@", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"})
        if (text.substr(0, sign.size()) == sign) return true;
    return false;
}

std::string quoted(const std::string& text, CsvStyle style) {
    if (text.find_first_of(std::string("\"\r\n") + style.separator) == std::string::npos) return text;
    std::string all = "\"";
    for (const char c : text) all += c == '"' ? "\"\"" : std::string(1, c);
    return all + '"';
}

// One file; what cannot be written is told when it is closed.
class CsvFile : public RowSink {
  public:
    CsvFile(std::string path, CsvStyle style)
        : path_(std::move(path)), style_(style), stream_(std::fopen(path_.c_str(), "wb"), &std::fclose) {
        if (!stream_) fail();
    }
    void begin(const TableHead& head) override {
        std::vector<Cell> names;
        for (const Column& column : head.columns) names.emplace_back(column.name);
        row(names);
    }
    void row(const std::vector<Cell>& cells) override {
        line_.clear();
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (i > 0) line_ += style_.separator;
            line_ += text_of(cells[i]);
        }
        line_ += "\r\n";
        if (std::fwrite(line_.data(), 1, line_.size(), stream_.get()) != line_.size()) fail();
    }
    void close() {
        if (std::fflush(stream_.get()) != 0 || std::fclose(stream_.release()) != 0) fail();
    }

  private:
    std::string text_of(const Cell& cell) const {
        if (const double* number = std::get_if<double>(&cell)) return number_text(*number, style_);
        return csv_text(std::get<std::string>(cell), style_);
    }
    [[noreturn]] void fail() const {
        throw FileProblem(fmt::format("{}: cannot be written: {}", path_, std::strerror(errno)), errno == ENOENT);
    }

    std::string path_, line_;
    CsvStyle style_;
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> stream_;
};

// Passes a table on, and remembers its head for the dictionary.
class Remembering : public RowSink {
  public:
    Remembering(RowSink& next, std::vector<TableHead>& heads) : next_(next), heads_(heads) {}
    void begin(const TableHead& head) override {
        heads_.push_back(head);
        next_.begin(head);
    }
    void row(const std::vector<Cell>& cells) override { next_.row(cells); }

  private:
    RowSink& next_;
    std::vector<TableHead>& heads_;
};

struct Written {
    const char* name;
    void (*write)(const Answers&, RowSink&);
};
constexpr Written tables[] = {{"cases", cases_table},
                              {"runs", runs_table},
                              {"effects", effects_table},
                              {"areas", areas_table},
                              {"sizes", sizes_table},
                              {"yearly", yearly_table},
                              {"institutions", institutions_table},
                              {"accounts", accounts_table},
                              {"investors", investors_table},
                              {"deals", deals_table}};

} // namespace

std::string shortest(double value) { return std::isfinite(value) ? fmt::format("{}", value) : std::string(); }

std::string csv_text(const std::string& text, CsvStyle style) {
    const std::string plain = plain_text(text);
    return quoted(begins_like_a_formula(plain) ? "'" + plain : plain, style);
}

const std::vector<std::string>& csv_files() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        for (const Written& table : tables) all.push_back(std::string(table.name) + ".csv");
        all.emplace_back("dictionary.csv");
        return all;
    }();
    return names;
}

void write_csv(const Answers& answers, CsvStyle style,
               const std::function<std::string(const std::string& file)>& place) {
    std::vector<TableHead> heads;
    for (const Written& table : tables) {
        CsvFile file(place(std::string(table.name) + ".csv"), style);
        Remembering sink(file, heads);
        table.write(answers, sink);
        file.close();
    }
    CsvFile file(place("dictionary.csv"), style);
    dictionary_table(answers, heads, file);
    file.close();
}

} // namespace drumbeat
