// SPDX-License-Identifier: Apache-2.0
// Finding and opening files of scenarios, studies and ensembles, and what to say where there is none.
#pragma once

#include "config/yaml.hpp"
#include "config/yaml_tree.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace drumbeat {

// A file as found and parsed; `path` is empty when it could not be read (the problem is told).
struct YamlFile {
    std::string path;   // canonical, empty for a text
    std::string source; // its name in messages
    std::string folder; // where its relative bases start
    YamlNode root;
};

enum class FileKind { scenario, study, ensemble };

// "; did you mean b.csv?": the file of the same kind in that folder that was probably meant, or how to write its path.
std::string file_hint(const std::string& name, const std::string& folder);

// The bytes of a file, one more than `largest_yaml` at most; false when it cannot be read.
bool read_bytes(const std::string& path, std::string& text);

// `from` is the file that asks, null for the command line: then a name may be a path as well.
YamlFile open_file(const std::string& path_or_name, FileKind, const YamlFile* from, Folders, std::vector<Problem>&,
                   const Where& asked);
YamlFile open_text(std::string_view text, const std::string& source, std::vector<Problem>&);

} // namespace drumbeat
