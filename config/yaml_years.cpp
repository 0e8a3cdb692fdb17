// SPDX-License-Identifier: Apache-2.0
#include "config/yaml_years.hpp"

#include "config/yaml_files.hpp"
#include "config/yaml_reader.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace drumbeat {

namespace {

namespace fs = std::filesystem;
using Kind_ = YamlNode::Kind;

constexpr std::string_view header = "year,meur";

bool is_year(std::string_view text) {
    return text.size() == 4 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// Tells what is wrong with the cells of a table, or writes it as text.
bool table_text(std::span<const YearCell> cells, const Parameter& parameter, const std::string& path,
                const std::string& source, std::vector<Problem>& problems, std::string& out) {
    YearTable table;
    const std::vector<YearFault> faults = read_years(cells, parameter.range, table);
    const auto is_told = [&](const YearFault& fault) { // a key that stands twice is told by the reader of YAML
        return std::any_of(problems.begin(), problems.end(), [&](const Problem& p) {
            return p.code == fault.fault.code && p.where == Where{source, fault.line};
        });
    };
    for (const YearFault& fault : faults)
        if (problems.size() < most_yaml_problems && !is_told(fault))
            problems.push_back({Severity::error,
                                fault.fault.code,
                                {source, fault.line},
                                fmt::format("{}.{}", path, fault.year),
                                fault.fault.message});
    if (faults.empty()) out = value_text(table);
    return faults.empty();
}

std::string cell_text(std::string_view text) {
    text = trimmed(text);
    const bool quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
    return std::string(quoted ? text.substr(1, text.size() - 2) : text);
}

std::vector<std::string> cells_of(std::string_view line) {
    std::vector<std::string> cells;
    for (const std::string_view cell : split(line, ',')) cells.push_back(cell_text(cell));
    return cells;
}

std::string header_fault(std::string_view line) {
    if (line.find_first_of(";\t") != std::string_view::npos)
        return fmt::format("{}: columns are separated by a comma, and numbers have a decimal point; expects {}",
                           in_quotes(line), header);
    if (is_year(cells_of(line).front()))
        return fmt::format("the header is missing: expects {} in the first line; the unit is million euro", header);
    return fmt::format("{} is not the header {}: years, and million euro at constant 2025 prices", in_quotes(line),
                       header);
}

} // namespace

bool is_year_group(const YamlNode& group) {
    return group.is(Kind_::map) && !group.children.empty() &&
           std::all_of(group.children.begin(), group.children.end(), [](const YamlNode& n) { return is_year(n.key); });
}

bool years_of_group(const YamlNode& group, const Parameter& parameter, const std::string& path,
                    const std::string& source, std::vector<Problem>& problems, std::string& out) {
    std::vector<YearCell> cells;
    const YamlReader reader{source, problems};
    for (const YamlNode& child : group.children) {
        // {2026: 1405,5} is read as 2026: 1405 and a key 5.
        if (child.is(Kind_::nothing) && !cells.empty() && !is_year(child.key)) {
            cells.back().value += "," + child.key;
            continue;
        }
        if (!child.is(Kind_::nothing) && !reader.expect(child, fmt::format("{}.{}", path, child.key), Kind_::scalar))
            return false;
        cells.push_back({child.key, child.text, child.line});
    }
    return table_text(cells, parameter, path, source, problems, out);
}

bool is_csv_name(std::string_view text) {
    const auto dot = text.rfind('.');
    return dot != std::string_view::npos && is_like(text.substr(dot), ".csv") && text.front() != '{';
}

namespace {

std::string row_fault(std::string_view line, std::size_t columns) {
    return fmt::format("{} has {} column{}; expects {}, numbers with a decimal point and no sign between thousands",
                       in_quotes(line), columns, columns == 1 ? "" : "s", header);
}

// The cells below the header; at the first line that is wrong its number, and what is wrong with it.
struct CsvRows {
    std::vector<YearCell> cells;
    int wrong_line = 0;
    std::string fault;
};

CsvRows rows_of_csv(std::string_view csv) {
    CsvRows read;
    bool has_header = false;
    int line_number = 0;
    for (const std::string_view line : split(csv, '\n')) {
        ++line_number;
        if (line.empty() || line.front() == '#') continue;
        const std::vector<std::string> row = cells_of(line);
        if (has_header && row.size() == 2) {
            read.cells.push_back({row[0], row[1], line_number});
            continue;
        }
        if (has_header || joined(row, ",") != header)
            return {{}, line_number, has_header ? row_fault(line, row.size()) : header_fault(line)};
        has_header = true;
    }
    return read;
}

} // namespace

bool years_of_csv(std::string_view csv, const std::string& source, const Parameter& parameter, const std::string& path,
                  std::vector<Problem>& problems, std::string& out) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (csv.starts_with(byte_order_mark)) csv.remove_prefix(byte_order_mark.size());
    const auto tell = [&](int line, std::string code, std::string message) {
        problems.push_back({Severity::error, std::move(code), {source, line}, path, std::move(message)});
        return false;
    };
    if (const int line = unreadable_line(csv)) return tell(line, "not_text", "holds bytes that are no UTF-8 text");
    CsvRows rows = rows_of_csv(csv);
    if (rows.wrong_line > 0) return tell(rows.wrong_line, "wrong_format", std::move(rows.fault));
    if (rows.cells.empty())
        return tell(0, "empty", fmt::format("has no years; expects the header {}, and a line for each year", header));
    return table_text(rows.cells, parameter, path, source, problems, out);
}

bool years_of_file(const std::string& name, const std::string& folder, const Parameter& parameter,
                   const std::string& path, const Where& asked, std::vector<Problem>& problems, std::string& out) {
    const auto refuse = [&](std::string code, std::string message) {
        problems.push_back({Severity::error, std::move(code), asked, path, std::move(message)});
        return false;
    };
    std::error_code error;
    const fs::path file = (fs::path(folder) / name).lexically_normal();
    if (unreadable_line(name) != 0 || !fs::is_regular_file(file, error))
        return refuse("missing_file", fmt::format("there is no file {}{}", in_quotes(name), file_hint(name, folder)));
    std::string text;
    if (!read_bytes(file.string(), text))
        return refuse("missing_file", fmt::format("{} cannot be read", in_quotes(name)));
    if (text.size() > largest_yaml)
        return refuse("too_large",
                      fmt::format("{} has more than {} bytes, the most that is read", in_quotes(name), largest_yaml));
    return years_of_csv(text, file.string(), parameter, path, problems, out);
}

std::vector<Setting> with_tables(std::span<const Setting> settings, std::vector<Problem>& problems) {
    std::vector<Setting> read;
    for (const Setting& setting : settings) {
        const Parameter* parameter = parameter_named(setting.path);
        Setting one = setting;
        const bool names_file = parameter && parameter->type == years_type && is_csv_name(trimmed(setting.text));
        if (!names_file || years_of_file(std::string(trimmed(setting.text)), "", *parameter, setting.path,
                                         setting.where, problems, one.text))
            read.push_back(std::move(one));
    }
    return read;
}

} // namespace drumbeat
