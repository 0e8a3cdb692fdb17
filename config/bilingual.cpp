// SPDX-License-Identifier: Apache-2.0
#include "config/bilingual.hpp"

#include <fmt/args.h>
#include <fmt/format.h>

namespace drumbeat {

std::string filled(std::string_view text, const std::vector<std::string>& values) {
    fmt::dynamic_format_arg_store<fmt::format_context> store;
    for (const std::string& value : values) store.push_back(value);
    return fmt::vformat(fmt::string_view(text.data(), text.size()), store);
}

Bilingual filled(std::string_view en, std::string_view nl, const std::vector<Bilingual>& values) {
    std::vector<std::string> english, dutch;
    for (const Bilingual& value : values) {
        english.push_back(value.en);
        dutch.push_back(value.nl);
    }
    return {filled(en, english), filled(nl, dutch)};
}

Bilingual joined(const std::vector<Bilingual>& texts, const Bilingual& separator) {
    Bilingual all;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        all.en += (i > 0 ? separator.en : "") + texts[i].en;
        all.nl += (i > 0 ? separator.nl : "") + texts[i].nl;
    }
    return all;
}

} // namespace drumbeat
