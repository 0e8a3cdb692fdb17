// SPDX-License-Identifier: Apache-2.0
// Journals and results files, as a file in memory: opened, and read as results. The hashes of a journal's records are
// put right first, since a random change would else never come further than them.
#include "outputs/files/journal.hpp"
#include "outputs/files/bytes.hpp"
#include "outputs/files/results.hpp"
#include "tests/fuzz/packaged.hpp"

#include <cstring>
#include <fmt/format.h>
#include <stdexcept>
#include <sys/mman.h>
#include <unistd.h>

using namespace drumbeat;

namespace {

std::string with_right_hashes(std::string bytes) {
    if (bytes.starts_with("\x89HDF")) return bytes;
    for (std::size_t at = 0; bytes.size() - at > 16;) {
        std::uint64_t length = 0;
        std::memcpy(&length, bytes.data() + at, sizeof length);
        length = std::min<std::uint64_t>(length, bytes.size() - at - 16);
        const std::uint64_t hash = hash_of(std::string_view(bytes).substr(at + 16, length));
        std::memcpy(bytes.data() + at, &length, sizeof length);
        std::memcpy(bytes.data() + at + 8, &hash, sizeof hash);
        at += 16 + length;
    }
    return bytes;
}

void read(const std::string& path) {
    try {
        const auto results = open_results(path);
        for (std::size_t c = 0; c < results->cases().size(); c += results->cases().size() / 3 + 1) {
            for (std::size_t i = 0; i < outcome_count; ++i) results->outcome(static_cast<Outcome>(i), c);
            for (std::size_t i = 0; i < yearly_count; ++i) results->yearly_mean(static_cast<Yearly>(i), c);
            for (std::size_t i = 0; i < firm_column_count; ++i) results->firms(static_cast<FirmColumn>(i), c, 0);
        }
    } catch (const FileProblem&) {
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes = with_right_hashes(std::string(fuzz::text_of(data, size)));
    const int file = ::memfd_create("journal", 0);
    if (file < 0 || ::write(file, bytes.data(), bytes.size()) < 0) throw std::runtime_error("no memory file");
    read(fmt::format("/proc/self/fd/{}", file));
    ::close(file);
    return 0;
}
