// SPDX-License-Identifier: Apache-2.0
// The flagship's page, as it lies in the documents, is of this model.
#include "sim/replay/replicate.hpp"
#include "tests/places.hpp"

#include <doctest/doctest.h>

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <regex>
#include <string>

namespace {

std::string signature_on(const std::string& page) {
    std::smatch match;
    const std::regex meta("<meta name=\"drumbeat-signature\" content=\"([0-9a-f]{16})\">");
    return std::regex_search(page, match, meta) ? match[1].str() : "";
}

std::string read(const std::string& name) {
    std::ifstream file(drumbeat::source_dir() + "/" + name, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {}).substr(0, 20000); // the head
}

} // namespace

TEST_CASE("the pages of the flagship are of this model") {
    const std::string own = fmt::format("{:016x}", drumbeat::model_signature());
    for (const char* name : {"docs/answer.html", "docs/antwoord.html"})
        CHECK_MESSAGE(signature_on(read(name)) == own, name, " is stale: run tools/answer PROGRAM");
    CHECK(signature_on("<meta name=\"drumbeat-signature\" content=\"0123456789abcdef\">") == "0123456789abcdef");
    CHECK(signature_on("<meta name=\"drumbeat-signature\" content=\"\">").empty());
}
