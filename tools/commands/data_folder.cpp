// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/data_folder.hpp"

#include <cstdlib>
#include <filesystem>

namespace drumbeat::tools {

namespace fs = std::filesystem;

std::vector<std::string> data_folders() {
    std::vector<std::string> found;
    const auto look = [&](const fs::path& folder) {
        std::error_code ignored;
        if (fs::is_directory(folder / "scenarios", ignored)) found.push_back(folder.lexically_normal().string());
    };
    std::error_code unknown;
    const fs::path program = fs::canonical("/proc/self/exe", unknown);
    if (!unknown) look(program.parent_path() / DRUMBEAT_INSTALLED_DATA_DIR);
    look(DRUMBEAT_SOURCE_DATA_DIR);
    if (const char* named = std::getenv("DRUMBEAT_DATA"))
        look(named); // NOLINT(concurrency-mt-unsafe): no thread runs yet
    return found;
}

} // namespace drumbeat::tools
