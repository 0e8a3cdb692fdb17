// SPDX-License-Identifier: Apache-2.0
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include "tests/places.hpp"

#include <doctest/doctest.h>

namespace drumbeat {

const std::string& source_dir() {
    static const std::string folder = DRUMBEAT_SOURCE_DIR;
    return folder;
}

const std::string& program() {
    static const std::string file = DRUMBEAT_BINARY;
    return file;
}

const std::string& python() {
    static const std::string file = DRUMBEAT_PYTHON;
    return file;
}

const std::string& unkind_system() {
    static const std::string file = DRUMBEAT_UNKIND_SYSTEM;
    return file;
}

bool with_charts() { return DRUMBEAT_CHARTS != 0; }

} // namespace drumbeat
