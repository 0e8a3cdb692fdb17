// SPDX-License-Identifier: Apache-2.0
#include "sim/replay/draws_page.hpp"

#include "config/codebook.hpp"
#include "sim/world/draw_table.hpp"

#include <fmt/format.h>

namespace drumbeat {

namespace {

std::string key_of(const DeclaredDraw& draw) {
    std::string key(draw.key);
    const auto block = key.find('#');
    if (block != std::string::npos) key.replace(block, 1, fmt::to_string(draw.block));
    return key;
}

std::string word_of(const DeclaredDraw& draw) {
    return draw.word == each_lot ? fmt::format("k mod {}", lots_together) : fmt::to_string(draw.word);
}

} // namespace

std::string draws_markdown() {
    std::string text = "| draw | decides | population | ordinal, year, cohort, block, nth | word | law |\n"
                       "|---|---|---|---|---|---|\n";
    for (const DeclaredDraw& draw : declared_draws)
        text += fmt::format("| `{}` | {} | `{}/` | {} | {} | {} |\n", draw.name, draw.decides, name_of(draw.from),
                            key_of(draw), word_of(draw), name_of(draw.law));
    return text;
}

} // namespace drumbeat
