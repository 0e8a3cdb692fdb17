// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/version.hpp"

#include "build_info.hpp"
#include "sim/replay/replicate.hpp"

#include <model_signature.hpp>

#include <fmt/format.h>

namespace drumbeat::tools {

namespace {

std::vector<std::string> libraries() {
    std::vector<std::string> names;
    for (const auto& library : build_info::libraries)
        if (!library.second.empty()) names.push_back(fmt::format("{} {}", library.first, library.second));
    return names;
}

} // namespace

std::string version_text() {
    return fmt::format("drumbeat {}\nmodel {}\ncommit {}\ncompiler {} ({}, {})\nlibraries {}", build_info::version,
                       built_model_signature, build_info::commit, build_info::compiler, build_info::build_type,
                       build_info::system, fmt::join(libraries(), ", "));
}

RunLog build_log() {
    RunLog log;
    log.version = build_info::version;
    log.commit = build_info::commit;
    log.compiler = build_info::compiler;
    log.libraries = libraries();
    return log;
}

} // namespace drumbeat::tools
