// SPDX-License-Identifier: Apache-2.0
#include "config/points/table.hpp"

#include "config/parameter.hpp"
#include "config/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <utility>

namespace drumbeat {

namespace {

// The next line without its end; `rest` goes on behind it.
std::string_view next_line(std::string_view& rest) {
    const std::size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    return line;
}

// The cells of a line (RFC 4180, but no line ends within quotes); false where a quote is not closed.
bool cells_of(std::string_view line, std::vector<std::string>& cells) {
    cells.clear();
    std::string cell;
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"') {
            cell += '"';
            ++i;
        } else if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted) {
            cells.emplace_back(trimmed(cell));
            cell.clear();
        } else
            cell += c;
    }
    cells.emplace_back(trimmed(cell));
    return !quoted;
}

std::string quoted_where_needed(const std::string& cell) {
    if (cell.find_first_of(",\"#") == std::string::npos) return cell;
    std::string text = "\"";
    for (const char c : cell) text += c == '"' ? std::string("\"\"") : std::string(1, c);
    return text + '"';
}

struct Column {
    std::string name;
    std::vector<Place> places; // empty where its name is wrong
};

class TableReader {
  public:
    TableReader(const std::string& source, const Scenario& base, std::vector<Problem>& problems)
        : scratch_(base), problems_(problems) {
        table_.source = source;
    }

    PointTable read(std::string_view csv) {
        constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
        if (csv.starts_with(byte_order_mark)) csv.remove_prefix(byte_order_mark.size());
        if (const int line = unreadable_line(csv)) {
            tell(line, "", "not_text", "holds bytes that are no UTF-8 text");
            return {};
        }
        for (int number = 1; !csv.empty() && told_ < most_table_problems; ++number) read_line(next_line(csv), number);
        if (told_ == 0 && table_.rows() == 0)
            tell(0, "", "empty", "has no points; expects a header of parameter paths, and a row for each point");
        return told_ == 0 ? std::move(table_) : PointTable{};
    }

  private:
    void tell(int line, std::string path, std::string code, std::string message) {
        if (++told_ == most_table_problems) message += fmt::format("; these are the first {} mistakes", told_);
        problems_.push_back(
            {Severity::error, std::move(code), {table_.source, line}, std::move(path), std::move(message)});
    }

    void read_line(std::string_view line, int number) {
        if (trimmed(line).empty() || line.front() == '#') return;
        const bool closed = cells_of(line, cells_);
        if (columns_.empty()) return read_header(line, number);
        ++row_;
        if (!closed) return tell(number, "", "wrong_format", fmt::format("row {}: a quote is not closed", row_));
        if (cells_.size() != columns_.size())
            return tell(number, "", "wrong_format",
                        fmt::format("row {} has {} cell{}; expects {}, one for each column", row_, cells_.size(),
                                    cells_.size() == 1 ? "" : "s", columns_.size()));
        for (std::size_t i = 0; i < cells_.size(); ++i) check_cell(i, number);
        table_.cells.insert(table_.cells.end(), cells_.begin(), cells_.end());
        table_.lines.push_back(number);
    }

    void read_header(std::string_view line, int number) {
        const bool separated_otherwise = cells_.size() == 1 && line.find_first_of(";\t") != std::string_view::npos;
        for (const std::string& name : cells_) {
            columns_.push_back({name, {}});
            if (!separated_otherwise) find_column(columns_.back(), number);
        }
        if (separated_otherwise)
            tell(number, "", "wrong_format",
                 "columns are separated by a comma, and numbers have a decimal point; expects a header of parameter "
                 "paths");
        table_.paths = cells_;
        table_.header_line = number;
    }

    // The column's parameters, which no column before it may name.
    void find_column(Column& column, int number) {
        const std::string which = fmt::format("column {} of the header", columns_.size());
        Fault fault;
        if (column.name.empty()) return tell(number, "", "missing_key", which + " has no name");
        auto found = find_places(scratch_, column.name, fault);
        if (found.empty()) return tell(number, column.name, fault.code, fmt::format("{}: {}", which, fault.message));
        for (const Place& place : found) {
            const auto& [first, is_new] = owners_.try_emplace({place.parameter, place.segment}, column.name);
            if (!is_new)
                return tell(
                    number, column.name, "set_twice",
                    fmt::format("{}: {} is set by column {} as well", which, path_of(place, scratch_), first->second));
        }
        column.places = std::move(found);
    }

    void check_cell(std::size_t i, int number) {
        const Column& column = columns_[i];
        if (column.places.empty() || told_ >= most_table_problems) return;
        const Place& place = column.places.front();
        const Fault fault =
            cells_[i].empty()
                ? Fault{"missing_value", fmt::format("is empty; allowed: {}", allowed_text(*place.parameter))}
                : place.parameter->set(scratch_, place.segment, cells_[i]);
        if (fault)
            tell(number, column.name, fault.code, fmt::format("row {}, column {}: {}", row_, i + 1, fault.message));
    }

    Scenario scratch_;
    std::vector<Problem>& problems_;
    PointTable table_;
    std::vector<Column> columns_;
    std::map<std::pair<const Parameter*, std::size_t>, std::string> owners_;
    std::vector<std::string> cells_;
    std::size_t row_ = 0, told_ = 0;
};

} // namespace

PointTable read_table(std::string_view csv, const std::string& source, const Scenario& base,
                      std::vector<Problem>& problems) {
    return TableReader(source, base, problems).read(csv);
}

std::string to_csv(const PointTable& table) {
    std::string text = joined(table.paths, ",") + "\n";
    for (std::size_t row = 0; row < table.rows(); ++row)
        for (std::size_t column = 0; column < table.paths.size(); ++column)
            text += quoted_where_needed(table.cell(row, column)) + (column + 1 < table.paths.size() ? "," : "\n");
    return text;
}

} // namespace drumbeat
