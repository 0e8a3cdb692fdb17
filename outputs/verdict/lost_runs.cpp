// SPDX-License-Identifier: Apache-2.0
// What a contrast has lost to runs that failed. A run fails under some luck and not under another, so that what is left
// of many failures is another selection of luck than was asked for: then no verdict is given.
#include "outputs/files/results.hpp"
#include "outputs/pages/language.hpp"
#include "outputs/verdict/parts.hpp"

#include <fmt/core.h>

#include <cmath>
#include <map>

namespace drumbeat {
namespace {

constexpr std::size_t most_named = 3;

void withhold(Difference& m) {
    m.equivalence.answer = Answer::undecided;
    for (Difference& member : m.members) member.equivalence.answer = Answer::undecided;
}

void withhold(Effect& e) {
    e.withheld = true;
    for (Difference* m : {&e.capacity, &e.added_capacity, &e.investment, &e.firms}) withhold(*m);
    if (e.national) drumbeat::withhold(*e.national);
    for (Count& count : e.counts) withhold(count.firms);
    e.counting = Counting::untold;
}

// Which runs of a case failed. A run that went well always has its public money.
std::vector<bool> failed_runs(const Results& results, std::size_t run_case) {
    std::vector<bool> failed;
    for (const double money : results.outcome(Outcome::public_money_meur, run_case))
        failed.push_back(std::isnan(money));
    return failed;
}

// Fills what is lost from the cases of the two arms, pair by pair.
class LossCount {
  public:
    explicit LossCount(const Results& results) : results_(results) {
        const auto& cases = results.cases();
        for (std::size_t c = 0; c < cases.size(); ++c) {
            CaseName name = cases[c];
            cases_[{std::move(name.arm), std::move(name.behaviour), std::move(name.levels)}] = c;
        }
    }
    Lost of(const Contrast& contrast) const {
        Lost lost;
        for (const auto& [key, treatment] : cases_) {
            if (key.arm != contrast.treatment) continue;
            const auto control = cases_.find({contrast.control, key.behaviour, key.levels});
            if (control != cases_.end()) add(lost, treatment, control->second);
        }
        return lost;
    }

  private:
    void add(Lost& lost, std::size_t treatment, std::size_t control) const {
        const std::vector<bool> one = failed_runs(results_, treatment), other = failed_runs(results_, control);
        for (std::size_t r = 0; r < one.size(); ++r) {
            lost.runs += 2;
            lost.pairs += 1;
            lost.lacking += one[r] || other[r];
            if (one[r]) name(lost, treatment, r);
            if (other[r]) name(lost, control, r);
        }
    }
    void name(Lost& lost, std::size_t run_case, std::size_t replication) const {
        ++lost.failed;
        if (lost.first.size() < most_named)
            lost.first.push_back(fmt::format("case {} ({}), replication {}", run_case,
                                             name_of(results_.cases()[run_case]), replication));
    }

    const Results& results_;
    std::map<Key, std::size_t> cases_;
};

} // namespace

void withhold(Quantities& q) {
    for (Difference* m : {&q.capacity, &q.added_capacity, &q.investment, &q.firms}) withhold(*m);
}

void note_lost_runs(Verdict& v, const Results& results) {
    v.lost.assign(v.contrasts.size(), Lost{v.runs, v.failed, 0, 0, {}});
    if (v.failed == 0) return;
    const LossCount count(results);
    const std::size_t each = v.levels.size() * v.behaviours.size();
    for (std::size_t contrast = 0; contrast < v.contrasts.size(); ++contrast) {
        if (results.missing_runs() == 0) v.lost[contrast] = count.of(v.contrasts[contrast]);
        if (!v.lost[contrast].too_many()) continue;
        for (std::size_t i = contrast * each; i < (contrast + 1) * each; ++i) withhold(v.effects[i]);
    }
}

void remark_lost_runs(Verdict& v) {
    for (std::size_t contrast = 0; contrast < v.contrasts.size(); ++contrast) {
        const Lost& lost = v.lost[contrast];
        if (lost.lacking == 0) continue;
        std::vector<Bilingual> said{v.contrasts[contrast].treatment, v.contrasts[contrast].control};
        for (const std::int64_t number : {lost.failed, lost.runs, lost.lacking, lost.pairs})
            said.push_back(number_in_both(static_cast<double>(number)));
        said.push_back(joined(lost.first, "; "));
        v.remarks.push_back(say_in_both(lost.too_many() ? Phrase::remark_withheld : Phrase::remark_lost, said));
    }
}

} // namespace drumbeat
