// SPDX-License-Identifier: Apache-2.0
// Numbers and texts as little-endian bytes, and a 64-bit hash of them.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace drumbeat {

static_assert(std::endian::native == std::endian::little, "stored bytes are little-endian: swap them here");

// Missing values come in many bit patterns (0/0 differs between compilers); stored ones have one.
inline double canonical(double value) { return value == value ? value : std::numeric_limits<double>::quiet_NaN(); }

// A hash of a sequence of 64-bit words, by one multiplication each. Every single changed word changes it. It guards
// against accidents, not against forgery.
class Hash {
  public:
    void add(std::uint64_t word) {
        state_ = (state_ ^ word) * 0x9E3779B97F4A7C15u;
        state_ ^= state_ >> 32;
    }
    void add(double value) { add(std::bit_cast<std::uint64_t>(canonical(value))); }
    void add(std::string_view text) {
        add(static_cast<std::uint64_t>(text.size()));
        add_words(text);
    }
    // Bytes whose number is known otherwise; all but the last of several pieces are whole words.
    void add_words(std::string_view bytes) {
        for (; bytes.size() >= word_bytes; bytes.remove_prefix(word_bytes)) add(word_of(bytes.substr(0, word_bytes)));
        if (!bytes.empty()) add(word_of(bytes));
    }
    static constexpr std::size_t word_bytes = 8;
    std::uint64_t value() const { return (state_ ^ (state_ >> 29)) * 0xBF58476D1CE4E5B9u; }

  private:
    static std::uint64_t word_of(std::string_view bytes) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data(), bytes.size());
        return word;
    }
    std::uint64_t state_ = 0x6472756D62656174u;
};

inline std::uint64_t hash_of(std::string_view bytes) {
    Hash hash;
    hash.add(bytes);
    return hash.value();
}

template <class T>
concept Number = std::is_arithmetic_v<T>;

class ByteWriter {
  public:
    template <Number T> void put(T value) { bytes_.append(reinterpret_cast<const char*>(&value), sizeof value); }
    void put(std::string_view text) {
        put(static_cast<std::uint64_t>(text.size()));
        bytes_ += text;
    }
    void put(const std::vector<std::string>& texts) {
        put(static_cast<std::uint64_t>(texts.size()));
        for (const auto& text : texts) put(std::string_view(text));
    }
    void append(std::string_view raw) { bytes_ += raw; }
    void drop(std::size_t count) { bytes_.erase(0, count); } // from the front
    // What was put at this place, replaced by a number of the same size.
    template <Number T> void replace(std::size_t at, T value) { std::memcpy(bytes_.data() + at, &value, sizeof value); }
    void clear() { bytes_.clear(); } // its memory stays for what comes next
    const std::string& bytes() const { return bytes_; }

  private:
    std::string bytes_;
};

// Throws std::out_of_range when the bytes end too early; no length is believed before it has been checked.
class ByteReader {
  public:
    explicit ByteReader(std::string_view bytes) : rest_(bytes) {}
    template <Number T> T get() {
        T value{};
        const auto bytes = take(sizeof value);
        std::memcpy(&value, bytes.data(), sizeof value);
        return value;
    }
    std::string text() { return std::string(take(get<std::uint64_t>())); }
    std::vector<std::string> texts() {
        std::vector<std::string> all;
        for (auto n = get<std::uint64_t>(); n > 0; --n) all.push_back(text());
        return all;
    }
    bool at_end() const { return rest_.empty(); }
    std::string_view rest() const { return rest_; }
    std::string_view take(std::uint64_t count) {
        if (count > rest_.size()) throw std::out_of_range("bytes end too early");
        const auto bytes = rest_.substr(0, static_cast<std::size_t>(count));
        rest_.remove_prefix(static_cast<std::size_t>(count));
        return bytes;
    }

  private:
    std::string_view rest_;
};

} // namespace drumbeat
