// SPDX-License-Identifier: Apache-2.0
// Texts of studies: read, and their cases made.
#include "config/yaml.hpp"
#include "tests/fuzz/packaged.hpp"

using namespace drumbeat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::vector<Problem> problems;
    const StudyFile file = read_study_text(fuzz::text_of(data, size), "fuzz.yaml", fuzz::folders(), problems);
    if (!has_errors(problems)) cases_of(file.study, problems);
    return 0;
}
