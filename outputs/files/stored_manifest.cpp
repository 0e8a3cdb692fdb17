// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/stored_manifest.hpp"

#include "outputs/files/bytes.hpp"
#include "outputs/files/manifest_bytes.hpp"

#include <utility>
#include <vector>

namespace drumbeat {
namespace {

void put(const CaseName& name, ByteWriter& out) {
    out.put(std::string_view(name.arm));
    out.put(std::string_view(name.behaviour));
    out.put(name.levels);
}

CaseNames read_list(ByteReader& in, std::uint64_t cases, std::size_t factors) {
    std::vector<HeardCoordinate> heard(2 + factors);
    for (std::uint64_t i = 0; i < cases; ++i) {
        heard[0].add(in.text());
        heard[1].add(in.text());
        if (in.get<std::uint64_t>() != factors) throw std::invalid_argument("a case without its factor levels");
        for (std::size_t f = 0; f < factors; ++f) heard[2 + f].add(in.text());
    }
    std::vector<CaseCoordinate> coordinates;
    for (HeardCoordinate& one : heard) coordinates.push_back(one.take());
    return {std::move(coordinates), static_cast<std::size_t>(cases)};
}

} // namespace

StoredManifest::StoredManifest(const Manifest& m) : cases_(m.cases) {
    ByteWriter before, after, head;
    put_before_cases(m, before);
    put_after_cases(m, after);
    before_ = before.bytes();
    after_ = after.bytes();
    std::size_t size = 0;
    each_piece([&](std::string_view piece) { size += piece.size(); });
    head.put(results_format);
    head.put(hash_of_pieces(size));
    head_ = head.bytes();
    size_ = head_.size() + size;
}

// As hash_of has it of all of them.
std::uint64_t StoredManifest::hash_of_pieces(std::size_t size) const {
    Hash hash;
    hash.add(static_cast<std::uint64_t>(size));
    ByteWriter waiting;
    each_piece([&](std::string_view piece) {
        waiting.append(piece);
        const std::size_t whole = waiting.bytes().size() / Hash::word_bytes * Hash::word_bytes;
        hash.add_words(std::string_view(waiting.bytes()).substr(0, whole));
        waiting.drop(whole);
    });
    hash.add_words(waiting.bytes());
    return hash.value();
}

template <class See> void StoredManifest::each_piece(const See& see) const {
    constexpr std::size_t cases_in_a_piece = 1000;
    see(std::string_view(before_));
    ByteWriter piece;
    for (std::size_t i = 0; i < cases_.size(); ++i) {
        put(cases_[i], piece);
        if ((i + 1) % cases_in_a_piece != 0 && i + 1 < cases_.size()) continue;
        see(std::string_view(piece.bytes()));
        piece.clear();
    }
    see(std::string_view(after_));
}

void StoredManifest::write(const std::function<void(std::string_view)>& see) const {
    see(head_);
    each_piece(see);
}

std::string StoredManifest::bytes() const {
    std::string all;
    write([&](std::string_view piece) { all += piece; });
    return all;
}

Manifest manifest_from_stored(std::string_view bytes) {
    ByteReader in(bytes);
    const std::string format = in.text();
    if (format != results_format) throw FormatMismatch(format);
    const auto hash = in.get<std::uint64_t>();
    const std::string_view rest = in.take(bytes.size() - sizeof(std::uint64_t) - format.size() - sizeof hash);
    if (hash_of(rest) != hash) throw std::invalid_argument("a changed manifest");
    ByteReader list(rest);
    Manifest m;
    const std::uint64_t cases = read_before_cases(list, m);
    m.cases = read_list(list, cases, m.factors.size());
    read_after_cases(list, m);
    return m;
}

} // namespace drumbeat
