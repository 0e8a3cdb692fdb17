// SPDX-License-Identifier: Apache-2.0
// The commands, each with its options, as CLI11 reads them; and what an option takes.
#pragma once

#include "tools/commands/command_line.hpp"

#include <CLI/CLI.hpp>

namespace drumbeat::tools {

// ---- what an option takes: the text is what is wrong with a word, empty where nothing is

std::string whole_seed(const std::string& typed);
// An empty word, as an unset variable of a shell leaves, is no wish for nothing.
std::string not_empty(const std::string& word);
// Whole numbers between two others. CLI11 would only say that it could not convert.
CLI::Validator whole_number(std::int64_t least, std::int64_t most);
CLI::Validator count_up_to(std::int64_t most);

// ---- commands that read scenarios and studies

void declare_init(CLI::App& app, Init&);
void declare_check(CLI::App& app, Check&);
void declare_run(CLI::App& app, Run&);
void declare_submit(CLI::App& app, Submit&);

// ---- commands that read results

void declare_merge(CLI::App& app, Merge&);
void declare_seal(CLI::App& app, Seal&);
void declare_status(CLI::App& app, Status&);
void declare_verify(CLI::App& app, Verify&);
void declare_reproduce(CLI::App& app, Reproduce&);
void declare_report(CLI::App& app, Report&);
void declare_explain(CLI::App& app, Explain&);

} // namespace drumbeat::tools
