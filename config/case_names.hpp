// SPDX-License-Identifier: Apache-2.0
// The names of cases without a list of them. Along a coordinate (arm, behaviour, each factor) words follow each other
// in turn, so that the name of a case is computed when it is asked for: a study of a million cases takes no more memory
// than one of ten.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace drumbeat {

struct CaseName {
    std::string arm, behaviour;
    std::vector<std::string> levels; // one per factor
    friend bool operator==(const CaseName&, const CaseName&) = default;
};
std::string name_of(const CaseName&); // "stable/careful/tight"

// One word for every case.
struct CaseCoordinate {
    std::vector<std::string> words;    // empty: the numbers "1", "2", ...
    std::uint64_t count = 0;           // how many words there are
    std::uint64_t run = 1;             // cases with the same word, before the next; after the last the first again
    std::vector<std::uint32_t> places; // [case]: which word; empty where they come in turn
    friend bool operator==(const CaseCoordinate&, const CaseCoordinate&) = default;

    std::size_t place(std::size_t index) const { return places.empty() ? index / run % count : places[index]; }
    std::string word(std::size_t place) const { return words.empty() ? std::to_string(place + 1) : words[place]; }
    std::optional<std::size_t> place_of(const std::string& word) const;
};
CaseCoordinate in_turn(std::vector<std::string> words, std::size_t run);
CaseCoordinate numbers_in_turn(std::size_t count, std::size_t run);

class CaseNames {
  public:
    CaseNames() = default;
    CaseNames(const std::vector<CaseName>&);
    // Arm, behaviour, then the factors. Throws std::invalid_argument where they do not name so many cases.
    CaseNames(std::vector<CaseCoordinate>, std::size_t size);

    std::size_t size() const { return size_; }
    CaseName operator[](std::size_t index) const;
    std::string word(std::size_t index, std::size_t coordinate) const;
    const std::vector<CaseCoordinate>& coordinates() const { return coordinates_; }
    std::optional<std::size_t> find(const CaseName&) const; // the case of that name; where several have it, one of them
    friend bool operator==(const CaseNames&, const CaseNames&) = default;

  private:
    std::vector<CaseCoordinate> coordinates_;
    std::size_t size_ = 0;
};

// Makes coordinates out of a list that is heard word by word: the same as those of the study that it is of.
class HeardCoordinate {
  public:
    void add(const std::string& word);
    CaseCoordinate take() { return std::move(heard_); }

  private:
    bool is_in_turn(const std::string& word);
    void add_word(const std::string& word);
    void write_numbers_out();
    void add_out_of_turn(const std::string& word);

    CaseCoordinate heard_;
    std::size_t size_ = 0;
    bool all_words_heard_ = false;                         // the first has come again
    std::unordered_map<std::string, std::uint32_t> known_; // once a word came out of turn
};

} // namespace drumbeat
