// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/parts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace drumbeat {
namespace {

// The two lists of names on either side of zero; empty when they agree.
std::string differing_signs(const std::vector<std::pair<std::string, Answer>>& answers, bool firms) {
    std::vector<std::string> more, fewer;
    for (const auto& [name, answer] : answers) {
        if (answer == Answer::more) more.push_back(name);
        if (answer == Answer::less) fewer.push_back(name);
    }
    if (more.empty() || fewer.empty()) return {};
    if (firms) return fmt::format("more firms scale up with {}; fewer with {}", joined(more), joined(fewer));
    return fmt::format("capacity grows more with {}; less with {}", joined(more), joined(fewer));
}

} // namespace

std::string level_text(const Verdict& v, const std::vector<std::string>& levels) {
    std::vector<std::string> words;
    for (std::size_t f = 0; f < levels.size() && f < v.factors.size(); ++f)
        words.push_back(v.factors[f] + " " + levels[f]);
    return joined(words);
}

namespace {

void remark_signs(Verdict& v, Measure Effect::*of, bool firms) {
    std::vector<std::pair<std::string, Answer>> answers;
    const auto answer = [&](std::size_t contrast, std::size_t level, std::size_t behaviour) {
        return (v.effect(contrast, level, behaviour).*of).equivalence.answer;
    };
    const auto note = [&](const std::string& opening, const char* reading) {
        const std::string differing = differing_signs(answers, firms);
        if (!differing.empty()) v.remarks.push_back(opening + ": " + differing + ". " + reading);
        answers.clear();
    };
    for (std::size_t b = 0; b < v.behaviours.size(); ++b) answers.emplace_back(v.behaviours[b], answer(0, 0, b));
    note("Signs differ between behaviours", "How firms decide decides the answer.");
    for (std::size_t b = 0; b < v.behaviours.size(); ++b) {
        for (std::size_t l = 0; l < v.levels.size(); ++l)
            answers.emplace_back(level_text(v, v.levels[l]), answer(0, l, b));
        note("Signs differ between conditions, under " + v.behaviours[b], "The answer depends on them.");
        for (std::size_t c = 0; c < v.contrasts.size(); ++c) answers.emplace_back(v.contrasts[c].name, answer(c, 0, b));
        note("Signs differ between contrasts, under " + v.behaviours[b], "Which kind of stability it is matters.");
    }
}

} // namespace

void remark_signs(Verdict& v) {
    remark_signs(v, &Effect::capacity, false);
    remark_signs(v, &Effect::firms, true);
}

void remark_members(Verdict& v) {
    for (const Detail& d : v.details) {
        const std::vector<Measure>& members = d.effect.capacity.members;
        const auto count = [&](Answer answer) {
            return std::count_if(members.begin(), members.end(),
                                 [&](const Measure& m) { return m.equivalence.answer == answer; });
        };
        const auto more = count(Answer::more), less = count(Answer::less);
        if (more > 0 && less > 0)
            v.remarks.push_back(
                fmt::format("Signs differ between accepted parameter sets, under {}: capacity grows more "
                            "in {} of {}, less in {}. What is not known decides the answer.",
                            d.effect.behaviour, more, v.members, less));
    }
}

// Counts and euros need not agree: long contracts can shut out losers while winners build more.
void remark_firms_and_euros(Verdict& v) {
    for (const Detail& d : v.details) {
        const Answer euros = d.effect.investment.equivalence.answer, firms = d.effect.firms.equivalence.answer;
        if ((firms == Answer::more && euros == Answer::less) || (firms == Answer::less && euros == Answer::more))
            v.remarks.push_back(fmt::format("Firms and euros disagree under {}: {} firms scale up, {} is invested.",
                                            d.effect.behaviour, firms == Answer::more ? "more" : "fewer",
                                            euros == Answer::more ? "more" : "less"));
    }
}

void remark_exact(Verdict& v) {
    if (v.neutral.by == NeutralBy::exact)
        v.remarks.push_back(
            "Money is exactly equal in every replication: a robustness check, since what has been ordered then "
            "predicts what is left. Run the same study with --set neutral.by=mean beside it, or let a factor run both "
            "(money: {exact: {neutral.by: exact}, mean: {neutral.by: mean}}), whose signs are then compared here: a "
            "sign that turns counts.");
}

} // namespace drumbeat
