// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/statement.hpp"

#include <algorithm>
#include <tuple>

namespace drumbeat {
namespace {

void include(Interval& range, double value) {
    if (!(value == value)) return;
    if (!range.assessed()) {
        range = {value, value};
        return;
    }
    range.low = std::min(range.low, value);
    range.high = std::max(range.high, value);
}
void include(Interval& range, const Interval& other) {
    include(range, other.low);
    include(range, other.high);
}

// What two statements must share to be one.
auto key_of(const Statement& s) {
    return std::tie(s.capacity, s.investment, s.firms, s.counting, s.told, s.areas, s.extra_money, s.same_run,
                    s.nothing, s.withheld);
}

void join(Statement& into, const Statement& other) {
    for (const std::size_t behaviour : other.behaviours)
        if (std::find(into.behaviours.begin(), into.behaviours.end(), behaviour) == into.behaviours.end())
            into.behaviours.push_back(behaviour);
    for (const std::size_t level : other.levels)
        if (std::find(into.levels.begin(), into.levels.end(), level) == into.levels.end()) into.levels.push_back(level);
    into.at_equal_money = into.at_equal_money && other.at_equal_money;
    into.pairs = std::min(into.pairs, other.pairs);
    for (Interval Statement::*range :
         {&Statement::capacity_points, &Statement::capacity_meur, &Statement::investment_meur, &Statement::firms_points,
          &Statement::definitions, &Statement::luck, &Statement::better_of_100, &Statement::equal_of_100,
          &Statement::money_change, &Statement::national_capacity, &Statement::national_investment})
        include(into.*range, other.*range);
    for (Interval Statement::*range : {&Statement::parameters, &Statement::firms_parameters}) {
        if ((into.*range).assessed() && (other.*range).assessed())
            include(into.*range, other.*range);
        else
            into.*range = {};
    }
}

bool same_said(const std::vector<Statement>& a, const std::vector<Statement>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Statement& x, const Statement& y) {
        return key_of(x) == key_of(y) && x.behaviours == y.behaviours;
    });
}

void set_answers(Statement& s, const Effect& e) {
    s.nothing = s.pairs < 2 && !e.same_run && !e.withheld;
    if (s.nothing) return;
    s.capacity = e.capacity.equivalence.answer;
    s.investment = e.investment.equivalence.answer;
    s.firms = e.firms.equivalence.answer;
    s.counting = e.counting;
}

// What firms are over the definitions of scaling up; one that tells more or fewer is told.
void set_definitions(Statement& s, const Effect& e) {
    include(s.firms_points, e.firms.mean.value);
    s.definitions = s.firms_points;
    for (const Count& count : e.counts) {
        include(s.definitions, count.firms.mean.value);
        const Answer told = count.firms.equivalence.answer;
        if (told == Answer::more || told == Answer::less) s.told = told;
    }
}

void set_ranges(Statement& s, const Effect& e) {
    include(s.capacity_points, e.capacity.mean.value);
    include(s.capacity_meur, e.added_capacity.mean.value);
    include(s.investment_meur, e.investment.mean.value);
    include(s.better_of_100, e.capacity.better_of_100);
    include(s.equal_of_100, e.capacity.equal_of_100);
    include(s.money_change, 100 * e.money_change);
    if (e.national) {
        include(s.national_capacity, e.national->capacity.mean.value);
        include(s.national_investment, e.national->investment.mean.value);
    }
    s.luck = e.capacity.luck;
    s.parameters = e.capacity.parameters;
    s.firms_parameters = e.firms.parameters;
}

} // namespace

Statement statement_of(const Verdict& v, std::size_t contrast, std::size_t level, std::size_t behaviour) {
    const Effect& e = v.effect(contrast, level, behaviour);
    Statement s;
    s.contrast = contrast;
    s.levels = {level};
    s.behaviours = {behaviour};
    s.pairs = std::min(e.capacity.mean.count, e.firms.mean.count);
    s.same_run = e.same_run;
    s.withheld = e.withheld;
    s.areas = e.areas;
    s.extra_money = e.extra_money;
    s.at_equal_money = e.capacity.at_equal_money;
    set_answers(s, e);
    set_definitions(s, e);
    set_ranges(s, e);
    return s;
}

std::vector<Statement> statements_under(const Verdict& v, std::size_t contrast, std::size_t level) {
    std::vector<Statement> all;
    for (std::size_t b = 0; b < v.behaviours.size(); ++b) {
        const Statement one = statement_of(v, contrast, level, b);
        const auto same =
            std::find_if(all.begin(), all.end(), [&](const Statement& s) { return key_of(s) == key_of(one); });
        if (same == all.end())
            all.push_back(one);
        else
            join(*same, one);
    }
    return all;
}

std::vector<std::vector<Statement>> statements_of(const Verdict& v, std::size_t contrast) {
    std::vector<std::vector<Statement>> groups;
    for (std::size_t l = 0; l < v.levels.size(); ++l) {
        const std::vector<Statement> one = statements_under(v, contrast, l);
        const auto same = std::find_if(groups.begin(), groups.end(),
                                       [&](const std::vector<Statement>& group) { return same_said(group, one); });
        if (same == groups.end()) {
            groups.push_back(one);
            continue;
        }
        for (std::size_t i = 0; i < one.size(); ++i) join((*same)[i], one[i]);
    }
    return groups;
}

Tally tally_of_others(const Verdict& v) {
    Tally tally;
    for (std::size_t c = 1; c < v.contrasts.size(); ++c) {
        const std::vector<Statement> all = statements_under(v, c, 0);
        const auto all_are = [&](Answer answer) {
            return std::all_of(all.begin(), all.end(), [&](const Statement& s) { return s.capacity == answer; });
        };
        if (std::all_of(all.begin(), all.end(), [](const Statement& s) { return s.same_run; }))
            ++tally.same;
        else if (all_are(Answer::more))
            ++tally.more;
        else if (all_are(Answer::less))
            ++tally.less;
        else if (all_are(Answer::no_effect))
            ++tally.none;
        else
            ++tally.undecided;
    }
    return tally;
}

} // namespace drumbeat
