// SPDX-License-Identifier: Apache-2.0
#include "outputs/pages/json.hpp"

#include "outputs/pages/inert_text.hpp"

#include <fmt/format.h>

#include <cmath>

namespace drumbeat {

// What could act on a terminal is escaped; what is read back is the same text.
std::string json(const std::string& text) {
    std::string quoted = "\"";
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_character(text, at);
        if (c == '"' || c == '\\')
            quoted += std::string("\\") + static_cast<char>(c);
        else if (is_active(c) && c > 0xFFFF) // a pair of surrogates
            quoted += fmt::format("\\u{:04x}\\u{:04x}", 0xD7C0 + (static_cast<unsigned>(c) >> 10),
                                  0xDC00 + (static_cast<unsigned>(c) & 0x3FF));
        else if (is_active(c))
            quoted += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        else
            quoted += utf8(c);
    }
    return quoted + '"';
}
std::string json(double value) { return std::isfinite(value) ? fmt::format("{}", value) : "null"; }
std::string json(bool value) { return value ? "true" : "false"; }
std::string json(const Interval& i) {
    return i.assessed() ? fmt::format("[{}, {}]", json(i.low), json(i.high)) : "null";
}
std::string json(const Mean& m) {
    return fmt::format("{{\"mean\": {}, \"monte_carlo_error\": {}, \"pairs\": {}}}", json(m.value), json(m.error),
                       m.count);
}

std::string json(const std::vector<std::string>& texts) {
    std::vector<std::string> quoted;
    for (const std::string& text : texts) quoted.push_back(json(text));
    return fmt::format("[{}]", fmt::join(quoted, ", "));
}

std::string about_json(const Verdict& v) {
    const auto known = [](const std::string& text) { return text.empty() ? "null" : json(text); };
    return fmt::format("  \"format_version\": {},\n  \"model_signature\": {},\n  \"content_hash\": {},\n"
                       "  \"study\": {},\n  \"question\": {},\n  \"world\": {},\n  \"seed\": {},\n"
                       "  \"replications\": {},\n  \"failed\": {},\n  \"complete\": {}",
                       known(v.origin.format), known(v.origin.model_signature), known(v.origin.content_hash),
                       json(v.name), json(v.question), json(v.world), v.seed, v.replications, v.failed,
                       json(v.complete));
}

} // namespace drumbeat
