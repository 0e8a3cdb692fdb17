// SPDX-License-Identifier: Apache-2.0
// Text files that a command writes: whole or not at all, and never over another file unasked.
#pragma once

#include <string>

namespace drumbeat::tools {

std::string text_of(const std::string& path); // of a file; empty where it cannot be read
// Where it is written before it is put in its place.
std::string writing_path(const std::string& path);
void write_text_file(const std::string& path, const std::string& text, bool overwrite); // throws FileProblem

} // namespace drumbeat::tools
