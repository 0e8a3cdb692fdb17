// SPDX-License-Identifier: Apache-2.0
#include "outputs/pages/wording.hpp"

#include "config/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace drumbeat {
std::string to_text(const Interval& interval, int decimals) {
    if (!interval.assessed()) return "not assessed";
    return with_sign(interval.low, decimals) + " to " + with_sign(interval.high, decimals);
}

namespace {

// Over an ensemble a number of pairs is a mean, and need not be whole.
std::string counted(double of_100, std::size_t pairs) {
    const double count = of_100 * static_cast<double>(std::min<std::size_t>(pairs, 100)) / 100;
    return grouped(count, pairs >= 100 || std::fabs(count - std::round(count)) < .05 ? 0 : 1);
}

} // namespace

std::string share_of_pairs(double of_100, std::size_t pairs) {
    if (std::isnan(of_100)) return "-";
    return fmt::format("{} of {}", counted(of_100, pairs), std::min<std::size_t>(pairs, 100));
}

std::string pairs_text(const Difference& m) {
    const std::size_t pairs = m.mean.count;
    if (std::isnan(m.better_of_100)) return "-";
    if (!(m.equal_of_100 > 0)) return "better in " + share_of_pairs(m.better_of_100, pairs);
    const std::string equal = "equal in " + share_of_pairs(m.equal_of_100, pairs);
    if (m.equal_of_100 == 100) return equal;
    return fmt::format("better in {}, {}", counted(m.better_of_100, pairs), equal);
}

std::string pairs_cell(const Difference& m, Language language) {
    const std::size_t pairs = m.mean.count;
    if (std::isnan(m.better_of_100)) return "-";
    const std::string better = counted(m.better_of_100, pairs);
    if (m.equal_of_100 > 0) return say(language, Phrase::page_tied, {better, counted(m.equal_of_100, pairs)});
    return say(language, Phrase::page_of_pairs, {better, std::to_string(std::min<std::size_t>(pairs, 100))});
}

std::string named(const std::string& arm, const std::string& label) {
    return label.empty() ? arm : fmt::format("{} ({})", arm, label);
}

std::size_t length_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string shortened(const std::string& text, std::size_t longest) {
    std::vector<std::size_t> starts; // of the characters
    for (std::size_t i = 0; i < text.size(); ++i)
        if ((text[i] & 0xC0) != 0x80) starts.push_back(i);
    if (starts.size() <= longest) return text;
    if (longest < 4) return text.substr(0, starts[longest]);
    const std::size_t tail = (longest - 2) / 2, head = longest - 2 - tail;
    return text.substr(0, starts[head]) + ".." + text.substr(starts[starts.size() - tail]);
}

std::string wrapped(const std::string& prose, std::size_t indent) {
    constexpr std::size_t widest = 80;
    std::string text, line;
    const auto end_line = [&] {
        if (!line.empty()) text += std::string(indent, ' ') + line + "\n";
        line.clear();
    };
    for (const std::string_view word : split(prose, ' ')) {
        if (!line.empty() && indent + length_of(line) + 1 + length_of(word) > widest) end_line();
        line += (line.empty() ? "" : " ") + std::string(word);
    }
    end_line();
    return text;
}

std::string plural(std::int64_t count, const std::string& noun) {
    return grouped(static_cast<double>(count)) + " " + noun + (count == 1 ? "" : "s");
}

std::string members_text(std::size_t members) {
    return fmt::format("{} of {} sets",
                       members < members_for_quantiles ? "least to largest mean" : "5-95 % of the means", members);
}

std::optional<StoredRange> stored_range_of(const Verdict& v) {
    std::optional<StoredRange> least;
    for (std::size_t i = 0; v.no_range && i < v.no_range->cases; ++i) {
        const auto& one = v.effects[i].stored_range;
        if (one && (!least || one->sets * one->replications < least->sets * least->replications)) least = one;
    }
    return least;
}

std::string stored_text(const StoredRange& range) {
    return fmt::format("{}, a stored result: {} of each", members_text(static_cast<std::size_t>(range.sets)),
                       plural(range.replications, "replication"));
}

std::string no_range_reason(const NoRange& none, Language language) {
    const Phrase why = none.because == NoRange::Because::other_model ? Phrase::range_other_model
                       : none.because == NoRange::Because::one_area  ? Phrase::range_one_area
                                                                     : Phrase::range_other_question;
    return say(language, why);
}

std::string no_range_command(const NoRange& none, Language language) {
    return say(language, Phrase::range_command, {none.ensemble.empty() ? "ENSEMBLE" : none.ensemble});
}

std::vector<std::string> limits_of_parameters(const Verdict& v, Language language) {
    std::vector<std::string> all;
    if (const auto stored = stored_range_of(v))
        all.push_back(say(language, Phrase::limit_stored_range,
                          {std::to_string(stored->sets), stored->ensemble, std::to_string(stored->replications)}));
    if (v.members > 0 || (v.no_range && v.no_range->lacking == 0)) return all;
    std::string text = say(language, Phrase::limit_parameters);
    if (v.no_range)
        text += " " + say(language, Phrase::limit_parameters_why,
                          {no_range_reason(*v.no_range, language), no_range_command(*v.no_range, language)});
    all.push_back(text);
    return all;
}

std::string to_text(Answer answer) {
    switch (answer) {
    case Answer::no_effect: return "no effect";
    case Answer::more: return "more";
    case Answer::less: return "less";
    case Answer::same_run: return "same run";
    case Answer::undecided: break;
    }
    return "not decided";
}

std::string to_text(Counting counting) {
    switch (counting) {
    case Counting::same: return "same sign";
    case Counting::partly: return "signs told by some";
    case Counting::opposite: return "opposite signs";
    case Counting::untold: break;
    }
    return "no sign told";
}

} // namespace drumbeat
