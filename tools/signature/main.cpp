// SPDX-License-Identifier: Apache-2.0
// Writes the header that tells the programs of this build which model they hold: a run need not find it out each time.
#include "sim/replay/replicate.hpp"

#include <fmt/core.h>

#include <cstdio>

int main() {
    fmt::print("// SPDX-License-Identifier: Apache-2.0\n"
               "// Written when the program was built, by tools/signature.\n"
               "#pragma once\n\n"
               "#include <string_view>\n\n"
               "namespace drumbeat {{\n\n"
               "inline constexpr std::string_view built_model_signature = \"{:016x}\";\n\n"
               "}} // namespace drumbeat\n",
               drumbeat::model_signature());
    return std::fflush(stdout) == 0 ? 0 : 1;
}
