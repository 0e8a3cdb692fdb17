// SPDX-License-Identifier: Apache-2.0
// What three packaged studies hold, each in one number: a change of any recorded value, or of the study, shows.
#include "tests/tools/proof_folder.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace drumbeat;

namespace {

std::string content_hash(const std::string& study) {
    const ProofFolder folder;
    const Printed ran = folder.drumbeat("run " + study + " --replications 1 --quiet -o results.h5");
    REQUIRE_MESSAGE(ran.code == 0, ran.text);
    const std::string page = folder.drumbeat("report results.h5 --format json").text, key = "\"content_hash\": \"";
    const std::size_t at = page.find(key);
    REQUIRE(at != std::string::npos);
    return page.substr(at + key.size(), 16);
}

} // namespace

// If one fails, results have changed, or what is recorded has, or the study. Was that the purpose? Then store the new
// number, and say in the commit what became different.
TEST_CASE("the content of three packaged studies is the one stored here") {
    CHECK(content_hash("stable-orders") == "d7f0b1a878a7ab33");   // the flagship
    CHECK(content_hash("european-orders") == "4404d7d400b4cd04"); // pooled orders, export, supply chain
    CHECK(content_hash("persistence") == "4b075ea061e0d460");     // policies that end
}
