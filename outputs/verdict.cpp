// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict.hpp"

#include "outputs/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace drumbeat {
namespace {

constexpr double tolerance = .10;           // beyond which money or dose is remarked upon
constexpr std::size_t values_for_dose = 10; // fewer do not tell how widely cv and phi spread

// The outcome that `neutral` keeps equal: the covariate of the comparison.
Outcome neutral_outcome(NeutralOf of) {
    switch (of) {
    case NeutralOf::orders: return Outcome::orders_meur;
    case NeutralOf::volume: return Outcome::order_volume;
    case NeutralOf::public_money: break;
    }
    return Outcome::public_money_meur;
}

// What a scenario spends by design: its budget, and the instruments that are paid on top of it.
std::vector<double> money_by_design(const Scenario& s) {
    const BudgetPath& b = s.budget;
    const bool fund = s.secfund.enabled && s.secfund.paid_from == PaidFrom::extra;
    const bool subsidy = s.subsidy.rate > 0 && s.subsidy.paid_from == PaidFrom::extra;
    std::vector<double> money{b.defence_meur,
                              b.final_defence_meur,
                              static_cast<double>(b.ramp_years),
                              b.equipment_share,
                              b.extra_share,
                              fund ? s.secfund.budget_meur : 0,
                              subsidy ? s.subsidy.budget_share : 0};
    for (const Segment& segment : s.segments) money.push_back(segment.weight);
    return money;
}

bool other_money(const Scenario& s, const Scenario& than) { return money_by_design(s) != money_by_design(than); }

std::vector<double> scaled(std::vector<double> values, double factor) {
    for (double& v : values) v *= factor;
    return values;
}

std::vector<double> less(const std::vector<double>& a, const std::vector<double>& b, double factor = 1) {
    std::vector<double> difference(std::min(a.size(), b.size()));
    for (std::size_t i = 0; i < difference.size(); ++i) difference[i] = factor * (a[i] - b[i]);
    return difference;
}

template <class T> void add_once(std::vector<T>& list, const T& value) {
    if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

std::string joined(const std::vector<std::string>& words, const char* separator = ", ") {
    return fmt::format("{}", fmt::join(words, separator));
}

struct Key {
    std::string arm, behaviour;
    std::vector<std::string> levels;
    bool operator<(const Key& o) const {
        return std::tie(arm, behaviour, levels) < std::tie(o.arm, o.behaviour, o.levels);
    }
};

// The study's cases with their outcomes and their scenarios, found by name.
class Cases {
  public:
    Cases(const Results& results, const Study& study) : results_(results), base_(study.base) {
        const auto& names = results.cases();
        for (std::size_t i = 0; i < names.size(); ++i) index_[{names[i].arm, names[i].behaviour, names[i].levels}] = i;
        std::vector<Problem> problems;
        for (Case& c : cases_of(study, problems)) scenarios_[{c.arm, c.behaviour, c.levels}] = std::move(c.scenario);
    }
    std::size_t at(const Key& key) const {
        const auto found = index_.find(key);
        if (found != index_.end()) return found->second;
        throw FileProblem(
            fmt::format("the results hold no case of arm '{}' with behaviour '{}'", key.arm, key.behaviour), true);
    }
    std::vector<double> outcome(Outcome o, const Key& key) const { return results_.outcome(o, at(key)); }
    const Scenario& scenario(const Key& key) const {
        const auto found = scenarios_.find(key);
        if (found != scenarios_.end()) return found->second;
        throw FileProblem(
            fmt::format("the stored study has no case of arm '{}' with behaviour '{}'", key.arm, key.behaviour), true);
    }
    const Results& results() const { return results_; }
    const Scenario& base() const { return base_; }

  private:
    const Results& results_;
    Scenario base_;
    std::map<Key, std::size_t> index_;
    std::map<Key, Scenario> scenarios_;
};

struct Adjustment {
    Adjusted fit;
    std::vector<double> differences; // pair by pair
    bool used = false;
};

// An interval takes two pairs at least.
Interval spread_of(const std::vector<double>& differences) {
    if (mean_of(differences).count < 2) return {};
    return {quantile(differences, .05), quantile(differences, .95)};
}

double better_of_100(const std::vector<double>& differences) {
    const Paired against_none = paired(differences, std::vector<double>(differences.size(), 0.0));
    return against_none.pairs < 2 ? missing : against_none.better_of_100();
}

// A difference at equal money; not where exact neutrality leaves nothing to adjust, nor with so few pairs that
// the slope would be guesswork.
Adjustment at_equal_money(const Cases& cases, const Verdict& v, const Key& treatment, const Key& control,
                          const std::vector<double>& points) {
    const Outcome money = neutral_outcome(v.neutral.of);
    const std::vector<double> base = cases.outcome(money, control);
    const double mean = mean_of(base).value;
    if (!(mean > 0)) return {};
    const std::vector<double> per_cent = less(cases.outcome(money, treatment), base, 100 / mean);
    Adjustment result{control_variate(points, per_cent, 1e-4), points, false};
    result.used = result.fit.coefficient != 0 && result.fit.difference.count >= pairs_for_equal_money;
    for (std::size_t i = 0; i < points.size(); ++i) result.differences[i] -= result.fit.coefficient * per_cent[i];
    return result;
}

Effect effect_of(const Cases& cases, const Verdict& v, const Contrast& contrast, const std::vector<std::string>& levels,
                 const std::string& behaviour, Adjustment& adjustment) {
    const Key t{contrast.treatment, behaviour, levels}, c{contrast.control, behaviour, levels};
    const std::vector<double> share_t = scaled(cases.outcome(Outcome::scale_up_share, t), 100);
    const std::vector<double> share_c = scaled(cases.outcome(Outcome::scale_up_share, c), 100);
    const std::vector<double> differences = less(share_t, share_c);
    const Paired pairs = paired(share_t, share_c);
    Effect e;
    e.extra_money = other_money(cases.scenario(t), cases.scenario(c));
    adjustment = e.extra_money ? Adjustment{} : at_equal_money(cases, v, t, c, differences);
    e.contrast = contrast.name, e.treatment = contrast.treatment, e.control = contrast.control, e.behaviour = behaviour,
    e.levels = levels;
    e.points_unadjusted = pairs.difference;
    e.at_equal_money = adjustment.used;
    e.points = adjustment.used ? adjustment.fit.difference : pairs.difference;
    e.equivalence = equivalence(e.points, v.margin, adjustment.used ? 2 : 1);
    e.luck = spread_of(adjustment.used ? adjustment.differences : differences);
    e.luck_unadjusted = spread_of(differences);
    e.better_of_100 = better_of_100(adjustment.used ? adjustment.differences : differences);
    e.dropped = pairs.dropped;
    const Outcome invested = Outcome::investment_meur;
    const std::vector<double> euros = less(cases.outcome(invested, t), cases.outcome(invested, c));
    const Adjustment at_equal = e.extra_money ? Adjustment{} : at_equal_money(cases, v, t, c, euros);
    e.investment_meur = at_equal.used ? at_equal.fit.difference : mean_of(euros);
    const std::vector<double> money = cases.outcome(Outcome::public_money_meur, c);
    e.money_meur = paired(cases.outcome(Outcome::public_money_meur, t), money).difference;
    const double before = mean_of(money).value;
    e.money_change = before > 0 ? e.money_meur.value / before : missing;
    return e;
}

struct RowKind {
    Outcome outcome;
    const char *name, *unit;
};
constexpr RowKind row_kinds[] = {
    {Outcome::scale_up_share, "firms that scaled up", "%"},
    {Outcome::scale_up_share_net, "  net of firms that shrank", "%"},
    {Outcome::scale_up_share_retained, "  retained at the end", "%"},
    {Outcome::scale_up_share_capacity, "  by capacity instead of count", "%"},
    {Outcome::investment_meur, "expansion investment", "meur"},
    {Outcome::capacity_growth, "growth of domestic capacity", "%"},
    {Outcome::domestic_share, "share of orders placed at home", "%"},
    {Outcome::unit_cost, "price per unit, reference = 100", "%"},
    {Outcome::public_money_meur, "public money", "meur"},
};

Row row_of(const Cases& cases, const RowKind& kind, const Key& treatment, const Key& control) {
    const double factor = std::string_view(kind.unit) == "%" ? 100 : 1;
    const std::vector<double> t = scaled(cases.outcome(kind.outcome, treatment), factor);
    const std::vector<double> c = scaled(cases.outcome(kind.outcome, control), factor);
    const Paired pairs = paired(t, c);
    return {kind.name, kind.unit, mean_of(c).value, mean_of(t).value, pairs.difference, spread_of(less(t, c))};
}

Row less_placebo(Row row, const Cases& cases, const Key& placebo) {
    const double churn = 100 * mean_of(cases.outcome(Outcome::scale_up_share, placebo)).value;
    row.name = "  less the placebo (" + placebo.arm + ")";
    row.control -= churn;
    row.treatment -= churn;
    return row;
}

constexpr Yearly constraints[constraint_count] = {
    Yearly::binding_constraint_none,  Yearly::binding_constraint_no_demand,    Yearly::binding_constraint_no_tender_won,
    Yearly::binding_constraint_npv,   Yearly::binding_constraint_option_value, Yearly::binding_constraint_finance,
    Yearly::binding_constraint_labour};

// Shares of firm-years since the policy began.
Constraints constraints_of(const Cases& cases, const Verdict& v, const Key& key) {
    Constraints share{};
    double total = 0;
    for (std::size_t i = 0; i < constraint_count; ++i) {
        const std::vector<double> years = cases.results().yearly_mean(constraints[i], cases.at(key));
        for (std::size_t y = static_cast<std::size_t>(std::max(0, v.policy_from - v.start_year)); y < years.size(); ++y)
            share[i] += years[y];
        total += share[i];
    }
    for (double& s : share) s = total > 0 ? s / total : missing;
    return share;
}

Detail detail_of(const Cases& cases, const Verdict& v, const Effect& effect, const Adjustment& adjustment) {
    const Key t{effect.treatment, effect.behaviour, effect.levels}, c{effect.control, effect.behaviour, effect.levels};
    Detail d;
    d.effect = effect;
    for (const RowKind& kind : row_kinds) {
        d.rows.push_back(row_of(cases, kind, t, c));
        if (kind.outcome == Outcome::scale_up_share && effect.at_equal_money)
            d.rows.push_back({"  at equal money", "%", missing, missing, effect.points, effect.luck});
        if (kind.outcome == Outcome::scale_up_share && !v.placebo.empty())
            d.rows.push_back(less_placebo(d.rows.front(), cases, {v.placebo, effect.behaviour, effect.levels}));
    }
    const Paired pairs = paired(cases.outcome(Outcome::scale_up_share, t), cases.outcome(Outcome::scale_up_share, c));
    d.correlation = pairs.correlation;
    d.variance_ratio = pairs.variance_ratio;
    if (adjustment.used) {
        d.money_coefficient = adjustment.fit.coefficient;
        d.variance_kept = adjustment.fit.variance_kept;
    }
    d.control = constraints_of(cases, v, c);
    d.treatment = constraints_of(cases, v, t);
    return d;
}

// Mean over segments, weighted by their share of the money.
template <class Of> double over_segments(const Scenario& s, Of of) {
    double sum = 0, weights = 0;
    for (const Segment& segment : s.segments) {
        sum += segment.weight * of(segment.orders);
        weights += segment.weight;
    }
    return weights > 0 ? sum / weights : missing;
}

// By how much the luck of these runs may have moved a mean.
double reach_of(const Mean& m) { return student_95(static_cast<double>(m.count) - 1) * m.error; }

Dose dose_of(const Cases& cases, const Verdict& v, const Key& key) {
    const Scenario& s = cases.scenario(key);
    const int years = v.end_year - v.policy_from + 1;
    const auto mean = [&](Outcome o) { return mean_of(cases.outcome(o, key)).value; };
    Dose d;
    d.arm = key.arm;
    d.extra_money = other_money(s, cases.base());
    d.money_meur = mean(Outcome::public_money_meur);
    d.planned_meur = mean(Outcome::planned_money_meur);
    d.cv = over_segments(s, [](const OrderStream& o) { return o.cv; });
    d.phi = over_segments(s, [](const OrderStream& o) { return o.phi; });
    d.framework_years = over_segments(s, [](const OrderStream& o) { return o.framework_years; });
    d.minimum_quantity = over_segments(s, [](const OrderStream& o) { return o.minimum_quantity; });
    d.notice_years = over_segments(s, [](const OrderStream& o) { return o.notice_years; });
    d.realised_cv = mean(Outcome::realised_cv);
    d.realised_phi = mean(Outcome::realised_phi);
    d.placed_cv = mean(Outcome::placed_cv);
    const auto reach = [&](Outcome o) {
        const Mean m = mean_of(cases.outcome(o, key));
        return m.count < values_for_dose ? missing : reach_of(m);
    };
    d.cv_reach = reach(Outcome::realised_cv);
    d.phi_reach = reach(Outcome::realised_phi);
    d.expected_cv = over_segments(s, [&](const OrderStream& o) { return o.cv * short_series_sd_factor(o.phi, years); });
    d.expected_phi = over_segments(s, [&](const OrderStream& o) { return short_series_phi(o.phi, years); });
    if (v.neutral.by == NeutralBy::exact) {
        d.neutral_factor = spread_of(cases.outcome(Outcome::neutral_factor, key));
    }
    return d;
}

std::string level_text(const Verdict& v, const std::vector<std::string>& levels) {
    std::vector<std::string> words;
    for (std::size_t f = 0; f < levels.size() && f < v.factors.size(); ++f)
        words.push_back(v.factors[f] + " " + levels[f]);
    return joined(words);
}

// The two lists of names on either side of zero; empty when they agree.
std::string differing_signs(const std::vector<std::pair<std::string, Answer>>& answers) {
    std::vector<std::string> more, fewer;
    for (const auto& [name, answer] : answers) {
        if (answer == Answer::more) more.push_back(name);
        if (answer == Answer::less) fewer.push_back(name);
    }
    if (more.empty() || fewer.empty()) return {};
    return fmt::format("more firms scale up with {}; fewer with {}", joined(more), joined(fewer));
}

void remark_signs(Verdict& v) {
    std::vector<std::pair<std::string, Answer>> answers;
    const auto note = [&](const std::string& opening, const char* reading) {
        const std::string differing = differing_signs(answers);
        if (!differing.empty()) v.remarks.push_back(opening + ": " + differing + ". " + reading);
        answers.clear();
    };
    for (std::size_t b = 0; b < v.behaviours.size(); ++b)
        answers.emplace_back(v.behaviours[b], v.effect(0, 0, b).equivalence.answer);
    note("Signs differ between behaviours", "How firms decide decides the answer.");
    for (std::size_t b = 0; b < v.behaviours.size(); ++b) {
        for (std::size_t l = 0; l < v.levels.size(); ++l)
            answers.emplace_back(level_text(v, v.levels[l]), v.effect(0, l, b).equivalence.answer);
        note("Signs differ between conditions, under " + v.behaviours[b], "The answer depends on them.");
        for (std::size_t c = 0; c < v.contrasts.size(); ++c)
            answers.emplace_back(v.contrasts[c].name, v.effect(c, 0, b).equivalence.answer);
        note("Signs differ between contrasts, under " + v.behaviours[b], "Which kind of stability it is matters.");
    }
}

// Counts and euros need not agree: long contracts can shut out losers while winners build more.
void remark_firms_and_euros(Verdict& v) {
    for (const Detail& d : v.details) {
        const Answer euros = equivalence(d.effect.investment_meur, 0).answer, firms = d.effect.equivalence.answer;
        if ((firms == Answer::more && euros == Answer::less) || (firms == Answer::less && euros == Answer::more))
            v.remarks.push_back(fmt::format("Firms and euros disagree under {}: {} firms scale up, {} is invested.",
                                            d.effect.behaviour, firms == Answer::more ? "more" : "fewer",
                                            euros == Answer::more ? "more" : "less"));
    }
}

// Whether a realised mean is further from what is expected than `allowed`, whatever the luck of these runs.
bool is_off(double difference, double allowed, double reach) { return std::fabs(difference) - reach > allowed; }

// Public money of every case against the plan; the worst case of each arm is named.
std::string money_remark(const Verdict& v, const Cases& cases, const std::string& arm) {
    double worst = tolerance;
    std::string text;
    for (const auto& levels : v.levels)
        for (const std::string& behaviour : v.behaviours) {
            const Key key{arm, behaviour, levels};
            if (other_money(cases.scenario(key), cases.base())) continue;
            const Mean money = mean_of(cases.outcome(Outcome::public_money_meur, key));
            const double planned = mean_of(cases.outcome(Outcome::planned_money_meur, key)).value;
            const double share = money.value / planned;
            if (!is_off(share - 1, tolerance, reach_of(money) / planned) || std::fabs(share - 1) < worst) continue;
            worst = std::fabs(share - 1);
            const std::string where = level_text(v, levels);
            text = fmt::format("Money: {} spends {} than planned (under {}{}{}).", arm,
                               fmt::format("{:.0f} % {}", 100 * worst, share < 1 ? "less" : "more"), behaviour,
                               where.empty() ? "" : ", ", where);
        }
    return text;
}

// What came is held against what so short a series is expected to show: less than what was asked.
std::string cv_remark(const Dose& d, int years) {
    const double difference = d.realised_cv - d.expected_cv;
    if (!is_off(difference, std::max(tolerance * d.expected_cv, 1e-6), d.cv_reach)) return {};
    const std::string how_much = d.expected_cv > 0
                                     ? fmt::format("{:.0f} % {} than", 100 * std::fabs(difference / d.expected_cv),
                                                   difference < 0 ? "less" : "more")
                                     : std::string("instead of");
    return fmt::format("cv asked {:.2f}, shown {:.2f}, {} the {:.2f} that a series of {} years is expected to show",
                       d.cv, d.realised_cv, how_much, d.expected_cv, years);
}

std::string phi_remark(const Dose& d, int years) {
    if (d.cv == 0 || !is_off(d.realised_phi - d.expected_phi, tolerance, d.phi_reach)) return {};
    return fmt::format("phi asked {:.2f}, shown {:.2f}; a series of {} years is expected to show {:.2f}", d.phi,
                       d.realised_phi, years, d.expected_phi);
}

// Arms of which the same is to be said share a line.
void remark_dose(Verdict& v, const Cases& cases) {
    const int years = v.end_year - v.policy_from + 1;
    std::vector<std::pair<std::string, std::vector<std::string>>> remarks;
    for (const Dose& d : v.doses) {
        if (std::string money = money_remark(v, cases, d.arm); !money.empty())
            v.dose_remarks.push_back(std::move(money));
        for (const std::string& remark : {cv_remark(d, years), phi_remark(d, years)}) {
            if (remark.empty()) continue;
            const auto same =
                std::find_if(remarks.begin(), remarks.end(), [&](const auto& r) { return r.first == remark; });
            if (same == remarks.end())
                remarks.push_back({remark, {d.arm}});
            else
                same->second.push_back(d.arm);
        }
    }
    for (const auto& remark : remarks)
        v.dose_remarks.push_back(fmt::format("Dose: {} ({}).", remark.first, joined(remark.second)));
}

void remark_exact(Verdict& v) {
    if (v.neutral.by == NeutralBy::exact)
        v.remarks.push_back(
            "Money is exactly equal in every replication: a robustness check, since what has been ordered then "
            "predicts what is left. Read it beside the same study with `by: mean`; a sign that turns counts.");
}

// The widest of what was assessed: luck under each behaviour, and the range over behaviours.
NamedInterval widest(const std::vector<NamedInterval>& candidates) {
    NamedInterval best;
    for (const NamedInterval& candidate : candidates)
        if (candidate.interval.assessed() &&
            (!best.interval.assessed() || candidate.interval.width() > best.interval.width()))
            best = candidate;
    return best;
}

void set_intervals(Verdict& v) {
    std::vector<double> means;
    for (const Detail& d : v.details)
        if (d.effect.points.count > 1) means.push_back(d.effect.points.value);
    if (means.size() > 1) v.over_behaviours = {{quantile(means, 0), quantile(means, 1)}, "behaviours"};
    std::vector<NamedInterval> all{v.over_behaviours};
    for (Detail& d : v.details) {
        d.widest = widest({{d.effect.luck, "luck"}, v.over_behaviours});
        d.sentence = sentence(d.effect, v.margin, d.widest);
        all.push_back({d.effect.luck, "luck, under " + d.effect.behaviour});
    }
    const NamedInterval best = widest(all);
    if (best.interval.assessed()) v.headline = best;
}

// A run that went well always has its public money.
std::int64_t failed_replications(const Results& results) {
    const std::vector<double> money = results.outcome(Outcome::public_money_meur, 0);
    return std::count_if(money.begin(), money.end(), [](double m) { return std::isnan(m); });
}

// Every other arm against the first, where the study names no contrast.
std::vector<Contrast> contrasts_of(const Study& study, const std::vector<std::string>& arms) {
    if (!study.contrasts.empty()) return study.contrasts;
    std::vector<Contrast> all;
    for (std::size_t a = 1; a < arms.size(); ++a) all.push_back({arms[a], arms[a], arms[0]});
    return all;
}

} // namespace

std::array<std::string, constraint_count> constraint_names() {
    std::array<std::string, constraint_count> names;
    for (std::size_t i = 0; i < constraint_count; ++i) {
        const std::string_view full = yearly_quantities[static_cast<std::size_t>(constraints[i])].name;
        names[i] = full.substr(std::string_view("binding_constraint_").size());
    }
    names[0] = "expanded";
    return names;
}

std::string Verdict::label_of(const std::string& arm) const {
    const auto found = labels.find(arm);
    return found == labels.end() ? std::string() : found->second;
}

Verdict verdict_of(const Results& results, const Study& study) {
    const Cases cases(results, study);
    Verdict v;
    v.name = study.name, v.question = study.question, v.world = study.base.name;
    v.origin = results.origin();
    v.seed = study.seed;
    v.yearly_replications = std::min<std::int64_t>(study.record.yearly_replications, results.replications());
    v.replications = results.replications(), v.asked_replications = study.replications;
    v.cases = results.cases().size();
    v.complete = results.complete();
    v.start_year = study.base.time.start_year;
    v.end_year = v.start_year + study.base.time.horizon_years - 1;
    v.policy_from = study.base.time.policy_from;
    v.neutral = study.base.neutral;
    v.margin = study.equivalence_points;
    v.placebo = study.placebo;
    v.factors = results.factors();
    v.warnings = results.warnings();
    std::vector<std::string> arms;
    for (const CaseName& c : results.cases()) {
        add_once(arms, c.arm);
        add_once(v.behaviours, c.behaviour);
        add_once(v.levels, c.levels);
    }
    for (const Variant& arm : study.arms) v.labels[arm.name] = arm.label;
    if (v.replications == 0 || v.levels.empty()) return v;
    v.failed = failed_replications(results);

    for (const std::string& arm : arms) v.doses.push_back(dose_of(cases, v, {arm, v.behaviours[0], v.levels[0]}));
    remark_dose(v, cases);
    remark_exact(v);
    v.contrasts = contrasts_of(study, arms);
    for (const Contrast& contrast : v.contrasts)
        for (const auto& levels : v.levels)
            for (const std::string& behaviour : v.behaviours) {
                Adjustment adjustment;
                v.effects.push_back(effect_of(cases, v, contrast, levels, behaviour, adjustment));
                if (&contrast == &v.contrasts[0] && &levels == &v.levels[0])
                    v.details.push_back(detail_of(cases, v, v.effects.back(), adjustment));
            }
    if (v.contrasts.empty()) return v;
    set_intervals(v);
    remark_firms_and_euros(v);
    remark_signs(v);
    return v;
}

} // namespace drumbeat
