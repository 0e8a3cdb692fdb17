// SPDX-License-Identifier: Apache-2.0
#include "outputs/pages/language.hpp"
#include "outputs/verdict/parts.hpp"

#include <algorithm>

namespace drumbeat {
namespace {

// The two lists of names on either side of zero; empty when they agree.
Bilingual differing_signs(const std::vector<std::pair<std::string, Answer>>& answers, bool firms) {
    std::vector<std::string> more, fewer;
    for (const auto& [name, answer] : answers) {
        if (answer == Answer::more) more.push_back(name);
        if (answer == Answer::less) fewer.push_back(name);
    }
    if (more.empty() || fewer.empty()) return {};
    return say_in_both(firms ? Phrase::remark_more_firms_with : Phrase::remark_more_capacity_with,
                       {joined(more), joined(fewer)});
}

} // namespace

std::string level_text(const Verdict& v, const std::vector<std::string>& levels) {
    std::vector<std::string> words;
    for (std::size_t f = 0; f < levels.size() && f < v.factors.size(); ++f)
        words.push_back(v.factors[f] + " " + levels[f]);
    return joined(words);
}

namespace {

// The answers of one measure, by what they are of.
class Signs {
  public:
    Signs(const Verdict& v, Difference Effect::*of, bool firms) : v_(v), of_(of), firms_(firms) {}

    Bilingual by_behaviour() const {
        std::vector<std::pair<std::string, Answer>> answers;
        for (std::size_t b = 0; b < v_.behaviours.size(); ++b) answers.emplace_back(v_.behaviours[b], answer(0, 0, b));
        return differing_signs(answers, firms_);
    }
    Bilingual by_condition(std::size_t behaviour) const {
        std::vector<std::pair<std::string, Answer>> answers;
        for (std::size_t l = 0; l < v_.levels.size(); ++l)
            answers.emplace_back(level_text(v_, v_.levels[l]), answer(0, l, behaviour));
        return differing_signs(answers, firms_);
    }
    Bilingual by_contrast(std::size_t behaviour) const {
        std::vector<std::pair<std::string, Answer>> answers;
        for (std::size_t c = 0; c < v_.contrasts.size(); ++c)
            answers.emplace_back(v_.contrasts[c].name, answer(c, 0, behaviour));
        return differing_signs(answers, firms_);
    }

  private:
    Answer answer(std::size_t contrast, std::size_t level, std::size_t behaviour) const {
        return (v_.effect(contrast, level, behaviour).*of_).equivalence.answer;
    }
    const Verdict& v_;
    Difference Effect::*of_;
    bool firms_;
};

void remark_signs(Verdict& v, Difference Effect::*of, bool firms) {
    const Signs signs(v, of, firms);
    if (const Bilingual differing = signs.by_behaviour(); !differing.empty())
        v.remarks.push_back(say_in_both(Phrase::remark_by_behaviour, {differing}));
    for (std::size_t b = 0; b < v.behaviours.size(); ++b) {
        if (const Bilingual differing = signs.by_condition(b); !differing.empty())
            v.remarks.push_back(say_in_both(Phrase::remark_by_condition, {v.behaviours[b], differing}));
        if (const Bilingual differing = signs.by_contrast(b); !differing.empty())
            v.remarks.push_back(say_in_both(Phrase::remark_by_contrast, {v.behaviours[b], differing}));
    }
}

} // namespace

void remark_signs(Verdict& v) {
    remark_signs(v, &Effect::capacity, false);
    remark_signs(v, &Effect::firms, true);
}

void remark_members(Verdict& v) {
    for (const Detail& d : v.details) {
        const std::vector<Difference>& members = d.effect.capacity.members;
        const auto count = [&](Answer answer) {
            return std::count_if(members.begin(), members.end(),
                                 [&](const Difference& m) { return m.equivalence.answer == answer; });
        };
        const auto more = count(Answer::more), less = count(Answer::less);
        if (more > 0 && less > 0)
            v.remarks.push_back(
                say_in_both(Phrase::remark_by_members, {d.effect.behaviour, std::to_string(more),
                                                        std::to_string(v.members), std::to_string(less)}));
    }
}

// Counts and euros need not agree: long contracts can shut out losers while winners build more.
void remark_firms_and_euros(Verdict& v) {
    for (const Detail& d : v.details) {
        const Answer euros = d.effect.investment.equivalence.answer, firms = d.effect.firms.equivalence.answer;
        if (firms == Answer::more && euros == Answer::less)
            v.remarks.push_back(say_in_both(Phrase::remark_more_firms_less_money, {d.effect.behaviour}));
        if (firms == Answer::less && euros == Answer::more)
            v.remarks.push_back(say_in_both(Phrase::remark_fewer_firms_more_money, {d.effect.behaviour}));
    }
}

void remark_exact(Verdict& v) {
    if (v.neutral.by == NeutralBy::exact) v.remarks.push_back(say_in_both(Phrase::remark_exact));
}

} // namespace drumbeat
