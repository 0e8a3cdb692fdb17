// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/piece_journal.hpp"

#include "config/text.hpp"

#include <fmt/core.h>

#include <cstring>
#include <utility>

namespace drumbeat {
namespace {

// More than any study has: from here on numbers could overflow.
constexpr std::int64_t most_pieces = 1'000'000'000'000;

std::string head_of(const PieceManifest& manifest) {
    ByteWriter out;
    out.put(piece_format);
    out.put(std::string_view(manifest.model_signature));
    out.put(manifest.pieces);
    out.put(std::string_view(manifest.study_text));
    return out.bytes();
}

std::string difference(const PieceManifest& here, const PieceManifest& there) {
    return difference(StudyText{here.model_signature, here.study_text},
                      StudyText{there.model_signature, there.study_text});
}

RecordWriter opened(const std::string& path, const PieceManifest& manifest, const KeptPieces::Options& options) {
    const std::string head = head_of(manifest);
    if (!options.resume) return RecordWriter(path, head, options.overwrite);
    try {
        return RecordWriter::resume(path, head, [&](const RecordWriter& writer) {
            const PieceReader reader(writer);
            if (const std::string other = difference(manifest, reader.manifest()); !other.empty())
                throw AnotherJournal(fmt::format("{} is of another study: {}", path, other));
            return reader.size();
        });
    } catch (const AnotherJournal&) {
        if (!options.overwrite) throw;
        return RecordWriter(path, head, true);
    }
}

// Takes it out of those that are there.
std::optional<PieceValues> taken(std::map<PieceKey, PieceValues>& there, PieceKey key) {
    const auto found = there.find(key);
    if (found == there.end()) return std::nullopt;
    PieceValues values = std::move(found->second);
    there.erase(found);
    return values;
}

} // namespace

std::int64_t shard_of(PieceKey key, std::int64_t shards) { return Shard::number_of(Grid{}, key.index, shards); }

// Of as many pieces in a row as there are shards, each has one. In the row that is not full, the first is that of the
// shard to which the turn has moved on.
std::int64_t pieces_of(const Shard& shard, std::int64_t pieces) {
    const std::int64_t rows = pieces / shard.of, rest = pieces % shard.of;
    const std::int64_t place = ((shard.number - 1 - rows) % shard.of + shard.of) % shard.of;
    return rows + (place < rest ? 1 : 0);
}

bool holds_pieces(const std::string& path) {
    try {
        const RecordReader records(path);
        std::uint64_t offset = 0;
        std::string payload;
        return records.next(offset, payload) && ByteReader(payload).text() == piece_format;
    } catch (const std::exception&) {
        return false;
    }
}

PieceReader::PieceReader(const std::string& path) : records_(path) { read(); }

PieceReader::PieceReader(const RecordWriter& writer) : records_(writer) { read(); }

void PieceReader::read() {
    std::string payload;
    if (!records_.next(end_, payload)) throw AnotherJournal(path() + " is no journal of Drumbeat");
    read_head(payload);
    if (records_.next(end_, payload)) manifest_.command = payload;
    while (records_.next(end_, payload)) add(payload);
}

void PieceReader::read_head(const std::string& payload) {
    try {
        ByteReader in(payload);
        const std::string format = in.text();
        if (format != piece_format)
            throw AnotherJournal(fmt::format("{}: its format is {}; what is written here is {}", path(),
                                             shown(format, 60), piece_format));
        manifest_.model_signature = in.text();
        manifest_.pieces = in.get<std::int64_t>();
        manifest_.study_text = in.text();
        if (manifest_.pieces < 1 || manifest_.pieces > most_pieces || !in.at_end())
            throw std::invalid_argument("no study has so many pieces");
    } catch (const std::logic_error&) {
        throw FileProblem(path() + " is damaged: its head cannot be read", true);
    }
}

void PieceReader::add(std::string_view payload) {
    constexpr std::size_t key_bytes = 2 * sizeof(std::int64_t);
    if (payload.size() < key_bytes || payload.size() % sizeof(double) != 0)
        throw FileProblem(path() + " is damaged: a piece of another study", true);
    ByteReader in(payload);
    PieceKey key;
    key.round = in.get<std::int64_t>();
    key.index = in.get<std::int64_t>();
    PieceValues values(in.rest().size() / sizeof(double));
    if (!values.empty()) std::memcpy(values.data(), in.rest().data(), in.rest().size());
    pieces_.emplace(key, std::move(values)); // the first of each stays
}

KeptPieces::KeptPieces(const std::string& path, const PieceManifest& manifest, const Options& options)
    : file_(opened(path, manifest, options)), shard_(options.shard) {
    const PieceReader reader(file_);
    command_ = reader.manifest().command;
    there_ = reader.pieces();
    found_ = static_cast<std::int64_t>(there_.size());
    if (!command_.empty()) return;
    command_ = manifest.command;
    file_.begin().append(command_);
    file_.write();
}

std::optional<PieceValues> KeptPieces::take(PieceKey key) { return taken(there_, key); }

bool KeptPieces::leaves_out(PieceKey key) const { return shard_of(key, shard_.of) != shard_.number; }

void KeptPieces::keep(PieceKey key, const PieceValues& values) {
    ByteWriter& record = file_.begin();
    record.put(key.round);
    record.put(key.index);
    for (const double value : values) record.put(value);
    file_.write();
    ++kept_;
}

JoinedPieces::JoinedPieces(const std::vector<std::string>& journals) {
    for (const std::string& path : journals) {
        const PieceReader reader(path);
        if (path == journals.front()) manifest_ = reader.manifest();
        if (const std::string other = difference(manifest_, reader.manifest()); !other.empty())
            throw FileProblem(fmt::format("{} is of another study than {}: {}", path, journals.front(), other), true);
        for (const auto& [key, values] : reader.pieces()) twice_ += there_.emplace(key, values).second ? 0 : 1;
    }
}

std::optional<PieceValues> JoinedPieces::take(PieceKey key) { return taken(there_, key); }

} // namespace drumbeat
