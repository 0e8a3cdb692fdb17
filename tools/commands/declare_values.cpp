// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/declare.hpp"

#include <fmt/core.h>

#include <charconv>

namespace drumbeat::tools {

std::string whole_seed(const std::string& typed) {
    std::uint64_t seed = 0;
    const char* end = typed.data() + typed.size();
    const auto read = std::from_chars(typed.data(), end, seed);
    if (read.ec == std::errc{} && read.ptr == end) return {};
    return "'" + typed + "' is not a whole number; allowed: 0 to 18446744073709551615";
}

CLI::Validator whole_number(std::int64_t least, std::int64_t most) {
    const auto fault = [least, most](const std::string& typed) -> std::string {
        std::int64_t number = 0;
        const char* end = typed.data() + typed.size();
        const auto read = std::from_chars(typed.data(), end, number);
        if (read.ec == std::errc::invalid_argument || read.ptr != end)
            return fmt::format("'{}' is no whole number; allowed: {} to {}", typed, least, most);
        if (read.ec == std::errc{} && number >= least && number <= most) return {};
        return fmt::format("{} is out of range; allowed: {} to {}", typed, least, most);
    };
    return {fault, fmt::format("{} to {}", least, most), ""};
}
CLI::Validator count_up_to(std::int64_t most) { return whole_number(1, most); }

std::string not_empty(const std::string& word) { return word.empty() ? "needs a name; it is empty" : ""; }

} // namespace drumbeat::tools
