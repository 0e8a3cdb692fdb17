// SPDX-License-Identifier: Apache-2.0
// Carries out a study that ends in a text: pieces of work in rounds, kept in a journal, then what they say.
#pragma once

#include "config/study.hpp"
#include "sim/batch/rounds.hpp"
#include "tools/commands/command_line.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace drumbeat::tools {

struct TextAnswer {
    std::string screen, file;
    bool file_on_screen = true; // below, where no file is written
};

// What a design has to say of itself. A piece is one replication of something.
struct RoundsStudy {
    std::string writes;      // "a study of balance writes a scenario"
    std::string adapts;      // why it cannot be dealt out to shards; empty: it has one round, and can
    std::int64_t pieces = 0; // in all rounds
    std::function<TextAnswer(Rounds&, const std::string& command)> answer; // `command`: that began the study
};

// `files` are those that the study was read from. Throws FileProblem.
Exit carry_out(const Run&, const Study&, const RoundsStudy&, const std::vector<std::string>& files, int threads);

} // namespace drumbeat::tools
