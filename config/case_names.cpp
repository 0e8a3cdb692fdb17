// SPDX-License-Identifier: Apache-2.0
#include "config/case_names.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <utility>

namespace drumbeat {

namespace {

bool is_number(const std::string& word, std::size_t number) { return word == std::to_string(number); }

bool is_sound(const CaseCoordinate& c, std::size_t size) {
    const bool has_words = c.words.empty() || c.words.size() == c.count;
    const bool has_places = c.places.empty() || c.places.size() == size;
    return c.count > 0 && c.run > 0 && has_words && has_places &&
           std::all_of(c.places.begin(), c.places.end(), [&](std::uint32_t place) { return place < c.count; });
}

} // namespace

std::string name_of(const CaseName& name) {
    std::string text = name.arm + "/" + name.behaviour;
    for (const std::string& level : name.levels) text += "/" + level;
    return text;
}

std::optional<std::size_t> CaseCoordinate::place_of(const std::string& word) const {
    if (!words.empty()) {
        const auto found = std::find(words.begin(), words.end(), word);
        if (found == words.end()) return std::nullopt;
        return static_cast<std::size_t>(found - words.begin());
    }
    std::size_t number = 0;
    std::from_chars(word.data(), word.data() + word.size(), number);
    if (number < 1 || number > count || !is_number(word, number)) return std::nullopt;
    return number - 1;
}

CaseCoordinate in_turn(std::vector<std::string> words, std::size_t run) {
    CaseCoordinate c;
    c.count = words.size();
    c.run = run;
    std::size_t number = 0;
    const bool are_numbers =
        std::all_of(words.begin(), words.end(), [&](const std::string& word) { return is_number(word, ++number); });
    if (!are_numbers) c.words = std::move(words);
    return c;
}

CaseCoordinate numbers_in_turn(std::size_t count, std::size_t run) {
    CaseCoordinate c;
    c.count = count;
    c.run = run;
    return c;
}

CaseNames::CaseNames(std::vector<CaseCoordinate> coordinates, std::size_t size)
    : coordinates_(std::move(coordinates)), size_(size) {
    if (coordinates_.size() < 2) throw std::invalid_argument("cases without arm or behaviour");
    for (CaseCoordinate& c : coordinates_) {
        if (!is_sound(c, size)) throw std::invalid_argument("cases without a word");
        if (c.count == 1) c.run = std::max<std::size_t>(size, 1); // a single word is in turn after any number of cases
    }
}

CaseNames::CaseNames(const std::vector<CaseName>& list) {
    if (list.empty()) return;
    std::vector<HeardCoordinate> heard(2 + list.front().levels.size());
    for (const CaseName& name : list) {
        if (name.levels.size() + 2 != heard.size()) throw std::invalid_argument("a case without its levels");
        heard[0].add(name.arm);
        heard[1].add(name.behaviour);
        for (std::size_t f = 0; f < name.levels.size(); ++f) heard[2 + f].add(name.levels[f]);
    }
    for (HeardCoordinate& coordinate : heard) coordinates_.push_back(coordinate.take());
    size_ = list.size();
}

std::string CaseNames::word(std::size_t index, std::size_t coordinate) const {
    const CaseCoordinate& c = coordinates_[coordinate];
    return c.word(c.place(index));
}

CaseName CaseNames::operator[](std::size_t index) const {
    CaseName name{word(index, 0), word(index, 1), {}};
    for (std::size_t c = 2; c < coordinates_.size(); ++c) name.levels.push_back(word(index, c));
    return name;
}

std::optional<std::size_t> CaseNames::find(const CaseName& name) const {
    if (name.levels.size() + 2 != coordinates_.size()) return std::nullopt;
    std::size_t index = 0;
    for (std::size_t c = 0; c < coordinates_.size(); ++c) {
        const auto place = coordinates_[c].place_of(c == 0 ? name.arm : c == 1 ? name.behaviour : name.levels[c - 2]);
        if (!place) return std::nullopt;
        index += *place * coordinates_[c].run;
    }
    if (index < size_ && (*this)[index] == name) return index;
    for (index = 0; index < size_; ++index) // where words do not come in turn
        if ((*this)[index] == name) return index;
    return std::nullopt;
}

void HeardCoordinate::add(const std::string& word) {
    if (!heard_.places.empty() || !is_in_turn(word)) add_out_of_turn(word);
    ++size_;
}

// Whether the next case has this word by the rhythm so far, which its first words make.
bool HeardCoordinate::is_in_turn(const std::string& word) {
    if (size_ == 0) {
        add_word(word);
        return true;
    }
    if (heard_.count == 1 && word == heard_.word(0)) {
        heard_.run = size_ + 1;
        return true;
    }
    const std::size_t runs = size_ / heard_.run;
    if (size_ % heard_.run == 0 && !all_words_heard_) {
        all_words_heard_ = word == heard_.word(0);
        if (!all_words_heard_) add_word(word);
        return true;
    }
    return word == heard_.word(runs % heard_.count);
}

void HeardCoordinate::add_word(const std::string& word) {
    const bool is_next_number = heard_.words.empty() && is_number(word, heard_.count + 1);
    if (!is_next_number) {
        write_numbers_out();
        heard_.words.push_back(word);
    }
    ++heard_.count;
}

void HeardCoordinate::write_numbers_out() {
    for (std::size_t n = heard_.words.size(); n < heard_.count; ++n) heard_.words.push_back(std::to_string(n + 1));
}

void HeardCoordinate::add_out_of_turn(const std::string& word) {
    if (heard_.places.empty()) {
        write_numbers_out();
        for (std::size_t i = 0; i < heard_.words.size(); ++i)
            known_.emplace(heard_.words[i], static_cast<std::uint32_t>(i));
        std::vector<std::uint32_t> places;
        for (std::size_t i = 0; i < size_; ++i) places.push_back(static_cast<std::uint32_t>(heard_.place(i)));
        heard_.places = std::move(places);
        heard_.run = 1;
    }
    const auto [found, is_new] = known_.emplace(word, static_cast<std::uint32_t>(heard_.count));
    if (is_new) {
        heard_.words.push_back(word);
        ++heard_.count;
    }
    heard_.places.push_back(found->second);
}

} // namespace drumbeat
