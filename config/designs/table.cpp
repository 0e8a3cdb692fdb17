// SPDX-License-Identifier: Apache-2.0
#include "config/designs/table.hpp"

#include "config/designs/reading.hpp"
#include "config/designs/sampled.hpp"
#include "config/echo.hpp"

#include <fmt/core.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace drumbeat {
namespace {

namespace fs = std::filesystem;
using Kind_ = YamlNode::Kind;

constexpr std::string_view worlds =
    R"(# The worlds: a file of comma-separated values, with a column for each parameter and a row for each point, such as
#   tender.noise,firms.*.option_weight
#   0.1,0.5
# points: points.csv
points_inline: |
  tender.noise,firms.*.option_weight
  0.1,0.5
  0.2,1
)";

// The file that `points` names, as seen from the study.
bool text_of_file(const YamlNode& named, StudyReading& study, std::string& path, std::string& text) {
    const auto refuse = [&](std::string code, std::string message) {
        study.tell(named, "points", std::move(code), std::move(message));
        return false;
    };
    std::error_code error;
    const fs::path file = (fs::path(study.file.folder) / named.text).lexically_normal();
    if (named.text.empty() || unreadable_line(named.text) != 0 || !fs::is_regular_file(file, error))
        return refuse("missing_file", fmt::format("there is no file {}{}", in_quotes(named.text),
                                                  file_hint(named.text, study.file.folder)));
    if (fs::file_size(file, error) > largest_table)
        return refuse("too_large", fmt::format("{} has more than {} bytes, the most that is read",
                                               in_quotes(named.text), largest_table));
    std::ifstream stream(file, std::ios::binary);
    text.assign(std::istreambuf_iterator<char>(stream), {});
    if (!stream) return refuse("missing_file", fmt::format("{} cannot be read", in_quotes(named.text)));
    path = file.string();
    study.out.files.push_back(path);
    return true;
}

void read_points(TableOfPoints& design, StudyReading& study) {
    const YamlNode* named = study.part("points", Kind_::scalar);
    const YamlNode* inlined = study.part("points_inline", Kind_::scalar);
    if (named && inlined)
        return study.tell(*inlined, "points_inline", "duplicate_key", "stands beside 'points'; a study has one table");
    if (!named && !inlined)
        return study.tell(0, "points", "missing_key", "is missing; expects a file of comma-separated values");
    std::string source = study.file.source + ", points_inline", text;
    if (inlined)
        text = inlined->text;
    else if (!text_of_file(*named, study, source, text))
        return;
    if (study.study().base.segments.empty()) return; // why has been told
    PointTable table = read_table(text, source, study.study().base, study.problems);
    const auto most = static_cast<std::size_t>(most_points);
    if (study.few_enough(named ? *named : *inlined, "points", table.rows(), most))
        design.points = std::make_shared<const PointTable>(std::move(table));
}

// As a block of YAML, line by line.
std::string points_text(const PointTable& table) {
    std::string text = "points_inline: |\n  ";
    const std::string csv = to_csv(table);
    for (std::size_t i = 0; i < csv.size(); ++i) {
        text += csv[i];
        if (csv[i] == '\n' && i + 1 < csv.size()) text += "  ";
    }
    return text;
}

} // namespace

void read(TableOfPoints& design, StudyReading& study) {
    study.reader.number(study.root(), "equivalence_points", allowed{0, 100}, design.equivalence_points);
    read_arms(design.arms, study);
    read_behaviours(design.behaviours, study);
    read_points(design, study);
    read_contrasts(design, study);
    read_outcomes(design.outcomes, study);
    read_recording(design.record, study);
    check_cases(study);
    look_for_same_arms(design, study);
}

std::string echo(const TableOfPoints& design) {
    return arms_text(design.arms) + behaviours_text(design.behaviours) + points_text(*design.points) +
           contrasts_text(design) + recording_text(design);
}

Starter starter(const TableOfPoints&) {
    return {"# A study of table: a comparison in the worlds that the rows of a table describe.\n",
            "How does the effect of stable orders differ between these worlds?",
            starter_in_worlds("in every world of the table", worlds, "can be a column"), Kind::uncertainty};
}

} // namespace drumbeat
