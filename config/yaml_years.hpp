// SPDX-License-Identifier: Apache-2.0
// Tables of years as people write them: a group of years in YAML, or a CSV file with the columns year,meur.
#pragma once

#include "config/parameter.hpp"
#include "config/yaml_tree.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace drumbeat {

// Whether a group is a table of years, for whatever parameter it was written.
bool is_year_group(const YamlNode&);

// The table in a group, as the text of a setting; false when something is wrong with it, told with the line of its
// year.
bool years_of_group(const YamlNode&, const Parameter&, const std::string& path, const std::string& source,
                    std::vector<Problem>&, std::string& out);

// Whether a text names a CSV file.
bool is_csv_name(std::string_view);

// The table in a CSV file, as the text of a setting; the file lies beside `folder`, and `asked` is where it is named.
// Every mistake in it is told with its own line. Lines that are empty or begin with # are skipped.
bool years_of_file(const std::string& name, const std::string& folder, const Parameter&, const std::string& path,
                   const Where& asked, std::vector<Problem>&, std::string& out);

// The same of a text; `source` is its name in messages.
bool years_of_csv(std::string_view csv, const std::string& source, const Parameter&, const std::string& path,
                  std::vector<Problem>&, std::string& out);

// Settings that came with the command, CSV files read in; those that cannot be read are told and left out.
std::vector<Setting> with_tables(std::span<const Setting>, std::vector<Problem>&);

} // namespace drumbeat
