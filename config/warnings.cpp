// SPDX-License-Identifier: Apache-2.0
#include "config/warnings.hpp"

namespace drumbeat {

Bilingual say(Warning which, const std::vector<Bilingual>& filled_in) {
    const WarningText& text = warning_texts[static_cast<std::size_t>(which)];
    return filled(text.en, text.nl, filled_in);
}

Problem warning(std::string code, Where where, std::string path, Bilingual message) {
    return {Severity::warning, std::move(code),       std::move(where),
            std::move(path),   std::move(message.en), std::move(message.nl)};
}

} // namespace drumbeat
