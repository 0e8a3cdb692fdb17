// SPDX-License-Identifier: Apache-2.0
#include "config/likely_path.hpp"

#include "config/parameter.hpp"
#include "config/text.hpp"

#include <algorithm>
#include <vector>

namespace drumbeat {

namespace {

using Words = std::vector<std::string_view>;

bool fits(std::string_view typed, std::string_view known, Slips slips) {
    return typed == known || (slips == Slips::some && is_like(typed, known));
}

// Whether the typed words stand in a path in their order, the last of both at the end.
bool is_part_of(const Words& typed, const Words& path, Slips slips) {
    if (typed.empty() || !fits(typed.back(), path.back(), slips)) return false;
    auto at = path.begin();
    for (auto word = typed.begin(); word + 1 != typed.end(); ++word) {
        at = std::find_if(at, path.end() - 1, [&](std::string_view known) { return fits(*word, known, slips); });
        if (at == path.end() - 1) return false;
        ++at;
    }
    return true;
}

Words without(const Words& words, std::string_view stray) {
    Words left;
    std::copy_if(words.begin(), words.end(), std::back_inserter(left), [&](std::string_view w) { return w != stray; });
    return left;
}

// The paths of the codebook. The three size classes are one, "firms.*.wacc", unless the words name one of them.
std::vector<std::string> known_paths(const Words& typed) {
    constexpr std::string_view first_class = "firms.sme.";
    const auto names = [&](std::string_view word) {
        return std::find(typed.begin(), typed.end(), word) != typed.end();
    };
    const bool by_class = names("sme") || names("midcap") || names("prime");
    std::vector<std::string> all;
    for (const Parameter& p : parameters()) {
        const bool of_first = p.path.starts_with(first_class);
        if (by_class || (!of_first && !p.path.starts_with("firms.")))
            all.push_back(p.path);
        else if (of_first)
            all.push_back("firms.*." + p.path.substr(first_class.size()));
    }
    return all;
}

} // namespace

std::string likely_path(std::span<const std::string_view> words, std::span<const std::string_view> areas, Slips slips) {
    constexpr std::size_t most = 3;
    Words typed = without({words.begin(), words.end()}, "*");
    std::string area = "*";
    for (const std::string_view name : areas)
        if (std::find(typed.begin(), typed.end(), name) != typed.end()) area = name;
    typed = without(typed, area);
    std::vector<std::string> found;
    for (const std::string& path : known_paths(typed)) {
        if (!is_part_of(typed, without(split(path, '.'), "*"), slips)) continue;
        const std::string_view head = "segments.*";
        if (path.starts_with(head))
            found.push_back("segments." + area + path.substr(head.size()));
        else if (area == "*")
            found.push_back(path);
    }
    return found.size() > most ? std::string{} : joined(found, " or ");
}

} // namespace drumbeat
