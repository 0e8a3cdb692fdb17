// SPDX-License-Identifier: Apache-2.0
#include "config/points/hypercube.hpp"

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/seed_seq.hpp>
#include <boost/random/uniform_01.hpp>
#include <boost/random/uniform_int_distribution.hpp>

#include <algorithm>
#include <numeric>
#include <utility>

namespace drumbeat {

namespace {

constexpr std::uint32_t of_this_design = 0x4c48532d; // "LHS-": apart from whatever else a seed is used for
constexpr double largest_below_one = 1 - 0x1p-53;

std::uint64_t hash_of(std::string_view text) { // FNV-1a
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    return hash;
}

boost::random::mt19937_64 generator_of(std::uint64_t seed, std::string_view factor) {
    const std::uint64_t name = hash_of(factor);
    const auto low = [](std::uint64_t x) { return static_cast<std::uint32_t>(x); };
    const auto high = [](std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); };
    boost::random::seed_seq words{of_this_design, low(seed), high(seed), low(name), high(name)};
    return boost::random::mt19937_64(words);
}

// 0 to n - 1 in an order drawn from all alike (Fisher and Yates 1938).
template <class Generator> std::vector<std::size_t> permutation(std::size_t n, Generator& generator) {
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = n; i > 1; --i) {
        boost::random::uniform_int_distribution<std::uint64_t> place(0, i - 1);
        std::swap(order[i - 1], order[place(generator)]);
    }
    return order;
}

std::vector<double> column_of(std::size_t points, std::uint64_t seed, std::string_view factor) {
    auto generator = generator_of(seed, factor);
    const std::vector<std::size_t> slices = permutation(points, generator);
    boost::random::uniform_01<double> within_slice;
    std::vector<double> column;
    column.reserve(points);
    for (const std::size_t slice : slices) {
        const double at = (static_cast<double>(slice) + within_slice(generator)) / static_cast<double>(points);
        column.push_back(std::min(at, largest_below_one));
    }
    return column;
}

} // namespace

std::vector<std::vector<double>> latin_hypercube(std::size_t points, std::span<const std::string> factors,
                                                 std::uint64_t seed) {
    std::vector<std::vector<double>> columns;
    for (const std::string& factor : factors) columns.push_back(column_of(points, seed, factor));
    return columns;
}

} // namespace drumbeat
