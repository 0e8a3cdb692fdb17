// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/chunks.hpp"

#include "outputs/files/bytes.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <set>

using namespace drumbeat;

TEST_CASE("fletcher32 by hand, on the words 1 and 2") {
    using namespace std::string_view_literals;
    CHECK(fletcher32("\0\1\0\2"sv) == (4u << 16 | 3u));   // sums 1, 3 and of sums 1, 4
    CHECK(fletcher32("\0\1\2"sv) == (514u << 16 | 513u)); // an odd byte counts as a high one
    CHECK(fletcher32("") == 0);
}

TEST_CASE("a chunk reads back to the bit, missing values as one pattern") {
    const double missing = std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> values{0.0, -0.0, 1.0 / 3, -1e300, 5e-324, missing, -missing};
    const std::string chunk = packed(values);
    const auto back = unpacked(chunk);
    REQUIRE(back.size() == values.size());
    for (std::size_t i = 0; i < 5; ++i)
        CHECK(std::bit_cast<std::uint64_t>(back[i]) == std::bit_cast<std::uint64_t>(values[i]));
    CHECK(std::isnan(back[5]));
    CHECK(std::bit_cast<std::uint64_t>(back[5]) == std::bit_cast<std::uint64_t>(back[6]));
}

TEST_CASE("a changed chunk is refused") {
    const std::vector<double> values(1000, 0.1);
    const std::string chunk = packed(values);
    for (std::size_t i = 0; i < chunk.size(); i += 37) {
        std::string changed = chunk;
        changed[i] = static_cast<char>(changed[i] ^ 4);
        CHECK_THROWS_AS(unpacked(changed), std::invalid_argument);
    }
    CHECK_THROWS_AS(unpacked(chunk.substr(0, 1003)), std::invalid_argument);
    CHECK_THROWS_AS(unpacked("abc"), std::invalid_argument);
}

TEST_CASE("the hash tells apart texts that differ by one bit, by length or by order") {
    std::set<std::uint64_t> seen;
    std::string text(64, 'a');
    for (std::size_t bit = 0; bit < 8 * text.size(); ++bit) {
        text[bit / 8] = static_cast<char>(text[bit / 8] ^ (1 << bit % 8));
        seen.insert(hash_of(text));
        text[bit / 8] = static_cast<char>(text[bit / 8] ^ (1 << bit % 8));
    }
    for (std::size_t length = 0; length <= text.size(); ++length) seen.insert(hash_of(std::string(length, '\0')));
    CHECK(seen.size() == 8 * 64 + 65);
    Hash ab, ba;
    ab.add(std::uint64_t{1}), ab.add(std::uint64_t{2});
    ba.add(std::uint64_t{2}), ba.add(std::uint64_t{1});
    CHECK(ab.value() != ba.value());
}

TEST_CASE("bytes that end too early are an error, whatever length they claim") {
    ByteWriter out;
    out.put(~std::uint64_t{0});
    ByteReader in(out.bytes());
    CHECK_THROWS_AS(in.text(), std::out_of_range);
    ByteReader list(out.bytes());
    CHECK_THROWS_AS(list.texts(), std::out_of_range);
}
