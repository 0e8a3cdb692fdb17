// SPDX-License-Identifier: Apache-2.0
#include "outputs/pages/language.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace drumbeat {
namespace {

struct Marks {
    char thousands, decimal;
};
Marks marks_of(Language language) { return language == Language::nl ? Marks{'.', ','} : Marks{',', '.'}; }

// Digits without sign, and whether anything but zeros was left after rounding.
std::string digits_of(double value, int decimals) { return fmt::format("{:.{}f}", std::fabs(value), decimals); }
bool rounds_to_zero(const std::string& digits) { return digits.find_first_of("123456789") == std::string::npos; }

std::string with_separators(std::string digits, Language language) {
    const Marks marks = marks_of(language);
    const std::size_t point = std::min(digits.find('.'), digits.size());
    if (point < digits.size()) digits[point] = marks.decimal;
    for (std::size_t at = point; at > 3; at -= 3) digits.insert(at - 3, 1, marks.thousands);
    return digits;
}

std::string_view chosen(Language language, std::string_view en, std::string_view nl) {
    return language == Language::nl ? nl : en;
}

// How a firm decides, and what it expects.
Phrase phrase_of(InvestmentRule rule) {
    switch (rule) {
    case InvestmentRule::npv: return Phrase::decides_npv;
    case InvestmentRule::real_option: return Phrase::decides_real_option;
    case InvestmentRule::dynamic_programming: return Phrase::decides_dynamic_programming;
    case InvestmentRule::newsvendor: return Phrase::decides_newsvendor;
    case InvestmentRule::uncapped_multiple: return Phrase::decides_uncapped_multiple;
    case InvestmentRule::reverting_option: return Phrase::decides_reverting_option;
    case InvestmentRule::capacity_choice: return Phrase::decides_capacity_choice;
    case InvestmentRule::suspension_option: return Phrase::decides_suspension_option;
    case InvestmentRule::bad_news: return Phrase::decides_bad_news;
    }
    return Phrase::decides_npv;
}
Phrase phrase_of(Expectation expectation) {
    switch (expectation) {
    case Expectation::rational: return Phrase::expects_rational;
    case Expectation::adaptive: return Phrase::expects_adaptive;
    case Expectation::naive: return Phrase::expects_naive;
    case Expectation::bayesian: return Phrase::expects_bayesian;
    }
    return Phrase::expects_rational;
}

} // namespace

std::optional<Language> language_named(std::string_view name) {
    const auto& names = names_of<Language>;
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<Language>(found - names.begin());
}

std::string grouped(double value, int decimals, Language language) {
    if (std::isnan(value)) return "-";
    const std::string digits = digits_of(value, decimals);
    return (value < 0 && !rounds_to_zero(digits) ? "-" : "") + with_separators(digits, language);
}

std::string with_sign(double value, int decimals, Language language) {
    if (std::isnan(value)) return "-";
    const std::string digits = digits_of(value, decimals);
    const char* sign = rounds_to_zero(digits) ? "" : value < 0 ? "-" : "+";
    return sign + with_separators(digits, language);
}

std::string small_error(double value, Language language) {
    if (std::isnan(value)) return "-";
    return grouped(value, value != 0 && value < .095 ? 2 : 1, language);
}

std::string say(Language language, Phrase phrase, const std::vector<std::string>& filled_in) {
    const PhraseText& text = phrases[static_cast<std::size_t>(phrase)];
    return filled(chosen(language, text.en, text.nl), filled_in);
}

Bilingual say_in_both(Phrase phrase, const std::vector<Bilingual>& filled_in) {
    const PhraseText& text = phrases[static_cast<std::size_t>(phrase)];
    return filled(text.en, text.nl, filled_in);
}

const std::string& in(Language language, const Bilingual& text) { return language == Language::nl ? text.nl : text.en; }

std::vector<std::string> in(Language language, const std::vector<Bilingual>& texts) {
    std::vector<std::string> all;
    for (const Bilingual& text : texts) all.push_back(in(language, text));
    return all;
}

Bilingual number_in_both(double value, int decimals) {
    return {grouped(value, decimals), grouped(value, decimals, Language::nl)};
}

const Label* find_label(std::string_view name) {
    const auto* found =
        std::find_if(std::begin(labels), std::end(labels), [name](const Label& label) { return label.name == name; });
    return found == std::end(labels) ? nullptr : found;
}

std::string label_of(std::string_view name, Language language) {
    if (const Label* label = find_label(name)) return std::string(chosen(language, label->en, label->nl));
    std::string words(name);
    std::replace(words.begin(), words.end(), '_', ' ');
    return words;
}

std::string listed(const std::vector<std::string>& words, Language language) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) text += i + 1 < words.size() ? ", " : " " + say(language, Phrase::and_word) + " ";
        text += words[i];
    }
    return text;
}

std::string label_of(const Behaviour& behaviour, Language language) {
    double total = 0;
    for (const BehaviourShare& part : behaviour.parts) total += part.share;
    std::string text;
    for (const BehaviourShare& part : behaviour.parts) {
        if (!text.empty()) text += "; ";
        if (behaviour.parts.size() > 1) text += grouped(100 * part.share / total, 0, language) + " % ";
        text += say(language, phrase_of(part.investment)) + ", " + say(language, phrase_of(part.expectation));
    }
    return text;
}

std::string named_label(const std::string& name, const std::optional<Behaviour>& behaviour, Language language) {
    return behaviour ? label_of(*behaviour, language) + " (" + name + ")" : name;
}

} // namespace drumbeat
