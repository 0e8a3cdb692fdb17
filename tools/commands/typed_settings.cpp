// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/typed_settings.hpp"

namespace drumbeat::tools {

std::vector<Setting> settings_of(const std::vector<std::string>& typed, std::vector<Problem>& problems) {
    std::vector<Setting> settings;
    const Where where{"--set", 0};
    for (const std::string& text : typed) {
        const std::size_t equals = text.find('=');
        if (equals == std::string::npos || equals == 0)
            problems.push_back({Severity::error, "wrong_type", where, text,
                                "expects path=value, such as segments.sensors.orders.cv=0.2"});
        else
            settings.push_back({text.substr(0, equals), text.substr(equals + 1), where});
    }
    return settings;
}

} // namespace drumbeat::tools
