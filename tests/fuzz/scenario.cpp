// SPDX-License-Identifier: Apache-2.0
// Texts of scenarios.
#include "config/yaml.hpp"
#include "tests/fuzz/packaged.hpp"

using namespace drumbeat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::vector<Problem> problems;
    read_scenario_text(fuzz::text_of(data, size), "fuzz.yaml", fuzz::folders(), problems);
    return 0;
}
