// SPDX-License-Identifier: Apache-2.0
#include "outputs/tables/workbook.hpp"

#include "outputs/files/results.hpp"
#include "outputs/pages/inert_text.hpp"
#include "outputs/pages/wording.hpp"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace drumbeat {
namespace {

constexpr std::size_t longest_text = 32767; // of a cell, in characters
constexpr std::time_t created = 1767225600; // 1 January 2026: the same results give the same bytes

// The longest that a cell can hold.
std::string cell_text(const std::string& text) { return shortened(plain_text(text), longest_text); }

double width_of(const Column& column) {
    if (column.unit == "-") return std::clamp<double>(static_cast<double>(length_of(column.label)) + 2, 18, 40);
    return std::clamp<double>(static_cast<double>(length_of(column.label)) + 2, 11, 26);
}

// The library tells its errors on standard error too; here they become one line.
class Quiet {
  public:
    Quiet() : kept_(::dup(STDERR_FILENO)), nothing_(::open("/dev/null", O_WRONLY)) {
        if (kept_ >= 0 && nothing_ >= 0) ::dup2(nothing_, STDERR_FILENO);
    }
    ~Quiet() {
        const int error = errno;
        if (kept_ >= 0 && nothing_ >= 0) ::dup2(kept_, STDERR_FILENO);
        for (const int stream : {kept_, nothing_})
            if (stream >= 0) ::close(stream);
        errno = error;
    }
    Quiet(const Quiet&) = delete;
    Quiet& operator=(const Quiet&) = delete;

  private:
    int kept_, nothing_;
};

lxw_error closed(lxw_workbook* book) {
    const Quiet quiet;
    errno = 0;
    return workbook_close(book);
}

} // namespace

struct Workbook::Parts : RowSink {
    std::string path;
    lxw_workbook* book = nullptr;
    lxw_worksheet* sheet = nullptr;
    lxw_format *bold = nullptr, *unit = nullptr, *folded = nullptr, *fraction = nullptr, *large = nullptr,
               *whole = nullptr;
    lxw_row_t next = 0;
    std::size_t most = most_rows, left_out = 0;

    lxw_format* format_with(const char* number) {
        lxw_format* format = workbook_add_format(book);
        if (number) format_set_num_format(format, number);
        return format;
    }
    void add_sheet(const std::string& name) {
        sheet = workbook_add_worksheet(book, name.c_str());
        if (!sheet) throw FileProblem(fmt::format("{}: the sheet {} cannot be made", path, name), false);
        next = 0;
        left_out = 0;
    }
    void text(lxw_row_t row, std::size_t column, const std::string& what, lxw_format* format) {
        const std::string plain = cell_text(what);
        if (!plain.empty()) worksheet_write_string(sheet, row, static_cast<lxw_col_t>(column), plain.c_str(), format);
    }
    lxw_format* format_of(double value) const {
        if (value == std::floor(value)) return whole;
        return std::fabs(value) >= 1000 ? large : fraction;
    }

    void begin(const TableHead& head) override {
        for (std::size_t i = 0; i < head.columns.size(); ++i) {
            const Column& column = head.columns[i];
            const auto at = static_cast<lxw_col_t>(i);
            worksheet_set_column(sheet, at, at, width_of(column), nullptr);
            text(0, i, column.label, bold);
        }
        for (std::size_t i = 0; i < head.columns.size(); ++i)
            if (head.columns[i].unit != "-") text(1, i, head.columns[i].unit, unit);
        worksheet_freeze_panes(sheet, 2, 0);
        next = 2;
    }
    void row(const std::vector<Cell>& cells) override {
        if (next >= most + 2) {
            ++left_out;
            return;
        }
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const double* number = std::get_if<double>(&cells[i]);
            if (!number)
                text(next, i, std::get<std::string>(cells[i]), nullptr);
            else if (std::isfinite(*number))
                worksheet_write_number(sheet, next, static_cast<lxw_col_t>(i), *number, format_of(*number));
        }
        ++next;
    }
};

Workbook::Workbook(const std::string& path, const std::string& title, std::size_t rows_per_table)
    : parts_(std::make_unique<Parts>()) {
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    Parts& p = *parts_;
    p.path = path;
    p.most = rows_per_table;
    p.book = workbook_new_opt(path.c_str(), &options);
    if (!p.book) throw FileProblem(path + ": the workbook cannot be made", false);
    p.bold = p.format_with(nullptr);
    format_set_bold(p.bold);
    format_set_text_wrap(p.bold);
    format_set_align(p.bold, LXW_ALIGN_VERTICAL_TOP);
    p.unit = p.format_with(nullptr);
    format_set_italic(p.unit);
    p.folded = p.format_with(nullptr);
    format_set_text_wrap(p.folded);
    format_set_align(p.folded, LXW_ALIGN_VERTICAL_TOP);
    p.fraction = p.format_with("0.0000");
    p.large = p.format_with("#,##0.0");
    p.whole = p.format_with("0");
    std::string shown = shortened(plain_text(title), 120), maker = "Drumbeat";
    lxw_doc_properties properties{};
    properties.title = shown.data();
    properties.author = maker.data();
    properties.created = created;
    workbook_set_properties(p.book, &properties);
}

Workbook::~Workbook() {
    if (parts_->book) closed(parts_->book); // also gives its memory back; whoever threw removes the file
}

void Workbook::lines(const std::string& name, const std::vector<std::pair<std::string, std::string>>& all) {
    Parts& p = *parts_;
    p.add_sheet(name);
    worksheet_set_column(p.sheet, 0, 0, 26, nullptr);
    worksheet_set_column(p.sheet, 1, 1, 100, nullptr);
    for (const auto& [first, second] : all) {
        p.text(p.next, 0, first, p.bold);
        p.text(p.next, 1, second, p.folded);
        ++p.next;
    }
}

RowSink& Workbook::table(const std::string& name) {
    parts_->add_sheet(name);
    return *parts_;
}

std::size_t Workbook::left_out() const { return parts_->left_out; }

void Workbook::note(const std::string& text) { parts_->text(parts_->next++, 0, text, parts_->bold); }

void Workbook::close() {
    const lxw_error error = closed(std::exchange(parts_->book, nullptr));
    if (error == LXW_NO_ERROR) return;
    const bool told_by_system = error == LXW_ERROR_CREATING_XLSX_FILE || error == LXW_ERROR_CREATING_TMPFILE ||
                                error == LXW_ERROR_ZIP_FILE_OPERATION;
    throw FileProblem(fmt::format("{}: cannot be written: {}", parts_->path,
                                  told_by_system && errno != 0 ? std::strerror(errno) : lxw_strerror(error)),
                      false);
}

} // namespace drumbeat
