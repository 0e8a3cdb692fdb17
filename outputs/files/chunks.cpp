// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/chunks.hpp"

#include "outputs/files/bytes.hpp"

#include <algorithm>

namespace drumbeat {

std::string packed(std::span<const double> values) {
    std::string bytes(values.size() * sizeof(double) + sizeof(std::uint32_t), '\0');
    char* out = bytes.data();
    for (const double value : values) {
        const double stored = canonical(value);
        std::memcpy(out, &stored, sizeof stored);
        out += sizeof stored;
    }
    const std::uint32_t sum = fletcher32({bytes.data(), bytes.size() - sizeof sum});
    std::memcpy(out, &sum, sizeof sum);
    return bytes;
}

std::vector<double> unpacked(std::string_view chunk) {
    std::uint32_t sum = 0;
    if (chunk.size() < sizeof sum || (chunk.size() - sizeof sum) % sizeof(double) != 0)
        throw std::invalid_argument("a chunk of odd length");
    const auto body = chunk.substr(0, chunk.size() - sizeof sum);
    std::memcpy(&sum, chunk.data() + body.size(), sizeof sum);
    if (sum != fletcher32(body)) throw std::invalid_argument("a chunk's checksum is wrong");
    std::vector<double> values(body.size() / sizeof(double));
    if (!values.empty()) std::memcpy(values.data(), body.data(), body.size());
    return values;
}

std::uint32_t fletcher32(std::string_view bytes) {
    const auto fold = [](std::uint32_t sum) { return (sum & 0xFFFF) + (sum >> 16); };
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    std::uint32_t sum1 = 0, sum2 = 0;
    for (std::size_t words = bytes.size() / 2; words > 0;) {
        // 360 words are the most that cannot overflow 32 bits between two foldings.
        const std::size_t block = std::min<std::size_t>(words, 360);
        words -= block;
        for (std::size_t i = 0; i < block; ++i, data += 2) {
            sum1 += static_cast<std::uint32_t>(data[0] << 8 | data[1]);
            sum2 += sum1;
        }
        sum1 = fold(sum1);
        sum2 = fold(sum2);
    }
    if (bytes.size() % 2 != 0) {
        sum1 += static_cast<std::uint32_t>(*data << 8);
        sum2 += sum1;
        sum1 = fold(sum1);
        sum2 = fold(sum2);
    }
    return fold(sum2) << 16 | fold(sum1);
}

} // namespace drumbeat
