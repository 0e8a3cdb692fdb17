// SPDX-License-Identifier: Apache-2.0
// The parts of a verdict, in the order in which they build on each other. For `verdict_of` and its like alone.
#pragma once

#include "config/cases.hpp"
#include "outputs/verdict/over_points.hpp"
#include "outputs/verdict/verdict.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace drumbeat {

struct Key : CaseName {
    bool operator<(const Key& o) const {
        return std::tie(arm, behaviour, levels) < std::tie(o.arm, o.behaviour, o.levels);
    }
};

// Whose numbers: of technology areas together or of a size class of firms, by position; of neither, the country's.
struct FirmGroup {
    std::vector<std::size_t> areas;
    std::optional<std::size_t> size_class;
    bool country() const { return areas.empty() && !size_class; }
};

// The study's cases with their outcomes and their scenarios, found by name. Over an ensemble, a key without a member is
// of all of them: outcomes are averaged over members, the scenario is the first member's.
// Throws FileProblem where there is no such case.
class Cases {
  public:
    Cases(const Results&, const Study&);
    std::vector<double> outcome(Outcome, const Key&) const;
    // Of an outcome that older results may lack: missing everywhere where they do.
    std::vector<double> outcome(std::string_view name, const Key&) const;
    // Of a group, where it is recorded: money and capacity are added over areas, growth is what they added over what
    // they had, shares of firms are weighted by the firms that areas start with. What has no meaning over several areas
    // is missing.
    std::vector<double> outcome(std::string_view name, const FirmGroup&, const Key&) const;
    std::vector<double> yearly_mean(Yearly, const Key&, const std::vector<std::size_t>& areas = {}) const;
    std::vector<double> yearly(Yearly, const Key&) const; // single runs' years, of all members: [run][year][segment]
    bool holds_groups() const { return results_.holds_groups(); }
    const Scenario& scenario(const Key&) const;
    const Scenario& without_members(const Key&) const; // the scenario before an ensemble's members set anything
    const Scenario& base() const { return base_; }     // with what the first member sets
    const OverPoints* over_points() const { return dynamic_cast<const OverPoints*>(&results_); } // of a sampled study
    std::size_t index_of(const Key& key) const { return at(key); }

    std::size_t members() const { return members_.size(); } // 0 without an ensemble
    std::vector<Key> each(const Key&) const;                // one key per member; without an ensemble the key itself

  private:
    std::size_t at(const Key&) const;
    std::vector<double> area_outcome(GroupOutcome, const std::vector<std::size_t>& areas, const Key&) const;
    std::vector<double> missing_values() const;

    const Results& results_;
    Scenario base_;
    std::size_t factors_;
    std::vector<std::string> members_;
    std::map<Key, std::size_t> index_;
    // Of the study, and of the same without its members: made when they are asked for, and remembered.
    struct Scenarios {
        explicit Scenarios(const Study& study) : cases(study) {}
        const Scenario* find(const Key&) const; // null where there is none
        CaseList cases;
        mutable std::map<Key, Scenario> made;
    };
    Scenarios scenarios_;
    std::optional<Scenarios> without_members_; // where there are members
};

// Whether a scenario spends other money than another by design.
bool other_money(const Scenario&, const Scenario& than);
bool has_table(const Scenario&); // whether a table of years gives its budget, a plan or a requirement

std::vector<double> scaled(std::vector<double> values, double factor);
std::vector<double> less(const std::vector<double>& a, const std::vector<double>& b, double factor = 1);
Interval spread_of(const std::vector<double>& differences); // 5-95 %; takes two pairs at least
Interval mean_of(const std::vector<Interval>&);             // of each end; not assessed when one of them is not
std::string joined(const std::vector<std::string>& words, const char* separator = ", ");

struct Adjustment {
    Adjusted fit;
    std::vector<double> differences; // pair by pair
    bool used = false;
};

// A difference at equal money; not where exact neutrality leaves nothing to adjust, nor with so few pairs that
// the slope would be guesswork.
Adjustment at_equal_money(const Cases&, const Verdict&, const Key& treatment, const Key& control,
                          const std::vector<double>& points);

// What is compared: an outcome by name, in per cent or as it is, with the band that counts as none.
struct Subject {
    std::string_view outcome;
    double factor = 1, margin = 0;
    FirmGroup group{};
};
Quantities quantities_of(const Cases&, const Verdict&, const FirmGroup&, const Key& treatment, const Key& control);

// The technology areas in which two scenarios differ, by position, where nothing else differs and not all areas do;
// else none.
std::vector<std::size_t> areas_apart(const Scenario&, const Scenario&);
Difference measure_of(const Cases&, const Verdict&, const Subject&, const Key& treatment, const Key& control);

Effect effect_of(const Cases&, const Verdict&, const Contrast&, const std::vector<std::string>& levels,
                 const std::string& behaviour);
// Sets `same_run` and the answers that follow from it, where the two cases are equal to the bit in every outcome.
void mark_same_run(const Cases&, Effect&);
// What each contrast has lost to runs that failed; withholds the verdict of those that have lost too many.
void note_lost_runs(Verdict&, const Results&);
void withhold(Quantities&); // no answers: the numbers stay
// A fingerprint of what is asked by comparing two cases: every parameter of both, resolved.
std::string question_of(const Scenario& treatment, const Scenario& control);
// Gives every effect the range over accepted parameters that is stored for its question and model, if there is one;
// says why the main contrast lacks some.
void take_ranges(Verdict&, const AcceptedRanges& stored);
Detail detail_of(const Cases&, const Verdict&, const Effect&);
Spread spread_of(const Cases&, const Verdict&, const Key&);
OutcomeTable outcome_table(const Cases&, const Verdict&, const std::string& name);
Dose dose_of(const Cases&, const Verdict&, const Key&);

std::string level_text(const Verdict&, const std::vector<std::string>& levels); // "fund with, finance tight"
double reach_of(const Mean&); // by how much the luck of these runs may have moved a mean

// Which factors outcomes and effects follow, of a verdict that has everything else.
Sampled sampled_of(const OverPoints&, const Verdict&);

// Puts first what was chosen; throws FileProblem for what is not there, with what is.
void choose(Verdict&, const Selection&);

// Remarks are added to the verdict.
void remark_dose(Verdict&, const Cases&);
void remark_exact(Verdict&);
void remark_firms_and_euros(Verdict&);
void remark_signs(Verdict&);
void remark_members(Verdict&);
void remark_lost_runs(Verdict&); // what failed and is left out
void remark_same_runs(Verdict&, const Cases&);
void remark_areas(Verdict&, const Cases&); // areas of which nothing is recorded

} // namespace drumbeat
