// SPDX-License-Identifier: Apache-2.0
// What two studies set otherwise.
#include "config/parameter.hpp"
#include "outputs/verdict/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace drumbeat {
namespace {

// "base: tender.noise: 0.1, now 0.2"
void compare_base(std::vector<std::string>& all, const Study& before, const Study& now) {
    for (const Setting& setting : difference(before.base, now.base)) {
        Fault fault;
        const std::vector<Place> old = find_places(before.base, setting.path, fault);
        const std::string was = old.empty() ? "not there" : text_of(old.front(), before.base);
        all.push_back(fmt::format("base: {}: {}, now {}", setting.path, was, setting.text));
    }
}

std::string settings_text(const Variant& arm) {
    std::vector<std::string> texts;
    for (const Setting& setting : arm.settings) texts.push_back(setting.path + ": " + setting.text);
    return texts.empty() ? "nothing" : joined(texts, ", ");
}

void compare_arms(std::vector<std::string>& all, const Study& before, const Study& now) {
    const std::vector<Variant>& earlier = comparison_of(before).arms;
    for (const Variant& arm : comparison_of(now).arms) {
        const auto old =
            std::find_if(earlier.begin(), earlier.end(), [&](const Variant& other) { return other.name == arm.name; });
        if (old == earlier.end() || old->settings == arm.settings) continue;
        all.push_back(fmt::format("arm {}: sets {}, now {}", arm.name, settings_text(*old), settings_text(arm)));
    }
}

} // namespace

std::vector<std::string> changed_settings(const Study& before, const Study& now) {
    std::vector<std::string> all;
    compare_base(all, before, now);
    compare_arms(all, before, now);
    return all;
}

} // namespace drumbeat
