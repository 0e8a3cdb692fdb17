// SPDX-License-Identifier: Apache-2.0
// A file of records (outputs/files/record_file.hpp) taken apart and put together again, for tests that forge one.
#pragma once

#include "outputs/files/record_file.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace drumbeat {

inline std::string record_of(std::string_view payload) {
    ByteWriter out;
    out.put(static_cast<std::uint64_t>(payload.size()));
    out.put(hash_of(payload));
    out.append(payload);
    return out.bytes();
}

inline std::vector<std::string> payloads_of(std::string_view journal) {
    std::vector<std::string> all;
    while (journal.size() >= record_head) {
        const auto length = ByteReader(journal).get<std::uint64_t>();
        all.emplace_back(journal.substr(record_head, length));
        journal.remove_prefix(record_head + length);
    }
    return all;
}

inline std::string records_of(const std::vector<std::string>& payloads) {
    std::string all;
    for (const std::string& payload : payloads) all += record_of(payload);
    return all;
}

} // namespace drumbeat
