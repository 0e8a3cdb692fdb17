// SPDX-License-Identifier: Apache-2.0
// The draws as a table: for whoever lists them, and to see that no two share a word.
#pragma once

#include "sim/world/draws.hpp"

#include <span>

namespace drumbeat {

struct DeclaredDraw {
    std::string_view name;
    Population from;
    std::string_view key; // in words, where # is the block
    int block, word;
    DrawLaw law;
    std::string_view decides;
    Counter here, elsewhere; // at two places that differ in everything
};

inline constexpr DeclaredDraw declared_draws[] = {
#define DRUMBEAT_DRAW(name, from, of, block, word, law, decides)                                                       \
    {#name,                                                                                                            \
     Population::from,                                                                                                 \
     of::key,                                                                                                          \
     block,                                                                                                            \
     word,                                                                                                             \
     DrawLaw::law,                                                                                                     \
     decides,                                                                                                          \
     of::every(1).counter(block),                                                                                      \
     of::every(2).counter(block)},
#include "sim/world/draws.def"
#undef DRUMBEAT_DRAW
};

// Whether two draws never read the same word, whatever the places: a number of the counter that is a draw's own,
// wherever it is drawn, is another's.
constexpr bool are_apart(const DeclaredDraw& a, const DeclaredDraw& b) {
    if (a.from != b.from) return true;
    if (a.word != b.word && a.word != each_lot && b.word != each_lot) return true;
    for (std::size_t i = 0; i < a.here.size(); ++i) {
        const bool own = a.here[i] == a.elsewhere[i] && b.here[i] == b.elsewhere[i];
        if (own && a.here[i] != b.here[i]) return true;
    }
    return false;
}

constexpr bool apart(std::span<const DeclaredDraw> draws) {
    for (std::size_t i = 0; i < draws.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (!are_apart(draws[i], draws[j])) return false;
    return true;
}

} // namespace drumbeat
