// SPDX-License-Identifier: Apache-2.0
// What a study sets in vain: settings that no case of theirs reads, that say what the case has without them, and facts
// that nobody decides in an arm. Warnings, one a setting, with the place where it is written.
#pragma once

#include "config/study.hpp"

#include <span>
#include <vector>

namespace drumbeat {

// Every setting that made a study's base, in order: of the base scenario's files, of the study itself, of the command.
struct BaseSettings {
    std::vector<Setting> all;
    std::size_t own = 0, command = 0; // where those of the study, and those of the command, begin
};

// Codes: "idle_setting" (nothing reads it, in none of its cases), "same_value" (the case has that value without it),
// "uncertain_arm" (an arm sets an uncertainty). Values are compared as resolved. A list of levels or arms that writes
// out one parameter in each of them, with more than one value, is a grid, and may repeat the base's value.
std::vector<Problem> advice_on(const Study&, const std::vector<Case>&, const BaseSettings& = {});

} // namespace drumbeat
