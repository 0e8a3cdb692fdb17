// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/parts.hpp"

#include "agents/maths.hpp"
#include "outputs/pages/language.hpp"
#include "sim/world/prepare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace drumbeat {
namespace {

constexpr double tolerance = .10;           // beyond which money or dose is remarked upon
constexpr std::size_t values_for_dose = 10; // fewer do not tell how widely cv and phi spread

// Mean over segments, weighted by their share of the money.
template <class Of> double over_segments(const Scenario& s, Of of) {
    double sum = 0, weights = 0;
    for (const Segment& segment : s.segments) {
        sum += segment.weight * of(segment);
        weights += segment.weight;
    }
    return weights > 0 ? sum / weights : missing;
}

// What an area's stream is asked to show, and what a series of so many years of it is expected to show.
struct Asked {
    double cv = 0, phi = 0, cv_shown = 0, phi_shown = 0;
};

double mean_of_all(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
}

// Coefficient of variation and first autocorrelation of the logarithm over the years of the policy, of a requirement
// that a table gives: they are shown as they are asked.
Asked asked_of_table(const Scenario& s, const Segment& area, int years) {
    std::vector<double> levels, logs;
    for (int year = s.time.policy_from; year < s.time.policy_from + years; ++year) {
        levels.push_back(given_over_plan(area.orders.requirement_meur.at(year), planned_requirement(s, area, year)));
        logs.push_back(maths::log(levels.back()));
    }
    const double mean = mean_of_all(levels), log_mean = mean_of_all(logs);
    double square = 0, own = 0, lagged = 0;
    for (std::size_t i = 0; i < logs.size(); ++i) {
        square += (levels[i] - mean) * (levels[i] - mean);
        own += (logs[i] - log_mean) * (logs[i] - log_mean);
        if (i > 0) lagged += (logs[i] - log_mean) * (logs[i - 1] - log_mean);
    }
    const double cv = years > 1 ? std::sqrt(square / (years - 1)) / mean : 0, phi = own > 0 ? lagged / own : 0;
    return {cv, phi, cv, phi};
}

Asked asked_of(const Scenario& s, const Segment& area, int years) {
    const OrderStream& o = area.orders;
    if (!o.requirement_meur.empty()) return asked_of_table(s, area, years);
    return {o.cv, o.phi, o.cv * short_series_sd_factor(o.phi, years), short_series_phi(o.phi, years)};
}

// Whether a realised mean is further from what is expected than `allowed`, whatever the luck of these runs.
bool is_off(double difference, double allowed, double reach) { return std::fabs(difference) - reach > allowed; }

Bilingual more_or_less(double per_cent, bool less, int decimals) {
    return say_in_both(less ? Phrase::dose_less : Phrase::dose_more, {number_in_both(per_cent, decimals)});
}

// Public money of every case against the plan; the worst case of each arm is named.
Bilingual money_remark(const Verdict& v, const Cases& cases, const std::string& arm) {
    double worst = tolerance;
    Bilingual text;
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
            text = say_in_both(Phrase::dose_money, {arm, more_or_less(100 * worst, share < 1, 0),
                                                    where.empty() ? behaviour : behaviour + ", " + where});
        }
    return text;
}

// What came is held against what so short a series is expected to show: less than what was asked.
Bilingual cv_remark(const Dose& d, int years) {
    const double difference = d.realised_cv - d.expected_cv;
    if (!is_off(difference, std::max(tolerance * d.expected_cv, 1e-6), d.cv_reach)) return {};
    const Bilingual how_much =
        d.expected_cv > 0 ? say_in_both(Phrase::dose_than,
                                        {more_or_less(100 * std::fabs(difference / d.expected_cv), difference < 0, 0)})
                          : say_in_both(Phrase::dose_instead);
    return say_in_both(Phrase::dose_cv, {number_in_both(d.cv, 2), number_in_both(d.realised_cv, 2), how_much,
                                         number_in_both(d.expected_cv, 2), std::to_string(years)});
}

Bilingual phi_remark(const Dose& d, int years) {
    if (d.cv == 0 || !is_off(d.realised_phi - d.expected_phi, tolerance, d.phi_reach)) return {};
    return say_in_both(Phrase::dose_phi, {number_in_both(d.phi, 2), number_in_both(d.realised_phi, 2),
                                          std::to_string(years), number_in_both(d.expected_phi, 2)});
}

// What the scenario asks of its orders, over its areas.
void tell_orders(Dose& d, const Scenario& s, int years) {
    d.cv = over_segments(s, [&](const Segment& a) { return asked_of(s, a, years).cv; });
    d.framework_years = over_segments(s, [](const Segment& a) { return a.orders.framework_years; });
    d.minimum_quantity = over_segments(s, [](const Segment& a) { return a.orders.minimum_quantity; });
    d.notice_years = over_segments(s, [](const Segment& a) { return a.orders.notice_years; });
}

// What came of it, and how far the mean of so many runs may lie from what is expected.
void tell_realised(Dose& d, const Cases& cases, const Key& key) {
    const auto mean = [&](Outcome o) { return mean_of(cases.outcome(o, key)).value; };
    const auto reach = [&](Outcome o) {
        const Mean m = mean_of(cases.outcome(o, key));
        return m.count < values_for_dose ? missing : reach_of(m);
    };
    d.money_meur = mean(Outcome::public_money_meur);
    d.planned_meur = mean(Outcome::planned_money_meur);
    d.realised_cv = mean(Outcome::realised_cv);
    d.realised_phi = mean(Outcome::realised_phi);
    d.placed_cv = mean(Outcome::placed_cv);
    d.cv_reach = reach(Outcome::realised_cv);
    d.phi_reach = reach(Outcome::realised_phi);
}

// What so short a series is expected to show. Members of an ensemble may know another persistence each.
void tell_expected(Dose& d, const Cases& cases, const Key& key, int years) {
    std::vector<double> phi, cv_shown, phi_shown;
    for (const Key& one : cases.each(key)) {
        const Scenario& member = cases.scenario(one);
        const auto over = [&](auto part) {
            return over_segments(member, [&](const Segment& a) { return asked_of(member, a, years).*part; });
        };
        phi.push_back(over(&Asked::phi));
        cv_shown.push_back(over(&Asked::cv_shown));
        phi_shown.push_back(over(&Asked::phi_shown));
    }
    d.phi = mean_of(phi).value;
    d.expected_cv = mean_of(cv_shown).value;
    d.expected_phi = mean_of(phi_shown).value;
}

} // namespace

double reach_of(const Mean& m) { return student_95(static_cast<double>(m.count) - 1) * m.error; }

Dose dose_of(const Cases& cases, const Verdict& v, const Key& key) {
    const Scenario& s = cases.scenario(key);
    const int years = v.end_year - v.policy_from + 1;
    Dose d;
    d.arm = key.arm;
    d.extra_money = other_money(s, cases.base());
    tell_orders(d, s, years);
    tell_realised(d, cases, key);
    tell_expected(d, cases, key, years);
    if (v.neutral.by != NeutralBy::exact) return d;
    std::vector<Interval> rescaled;
    for (const Key& one : cases.each(key)) rescaled.push_back(spread_of(cases.outcome(Outcome::neutral_factor, one)));
    d.neutral_factor = mean_of(rescaled);
    return d;
}

// Where tables of years give an arm other money than the base has: how much, over which years.
Bilingual table_remark(const Verdict& v, const Cases& cases, const std::string& arm) {
    const Scenario &s = cases.scenario({arm, v.behaviours[0], v.levels[0]}), &base = cases.base();
    if (!has_table(s) || !other_money(s, base)) return {};
    const double own = ordered_by_design(s), usual = ordered_by_design(base);
    return say_in_both(Phrase::dose_tables,
                       {arm, number_in_both(own), std::to_string(v.policy_from), std::to_string(v.end_year),
                        more_or_less(100 * std::fabs(own / usual - 1), own < usual, 1), number_in_both(usual)});
}

// When the arm's policy ends, and where its money is another.
void remark_arm(Verdict& v, const Cases& cases, const std::string& arm) {
    const int until = cases.scenario({arm, v.behaviours[0], v.levels[0]}).time.policy_until;
    if (until < v.end_year) v.dose_remarks.push_back(say_in_both(Phrase::dose_ends, {arm, std::to_string(until)}));
    if (Bilingual money = money_remark(v, cases, arm); !money.empty()) v.dose_remarks.push_back(std::move(money));
    if (Bilingual money = table_remark(v, cases, arm); !money.empty()) v.dose_remarks.push_back(std::move(money));
}

struct SharedRemark {
    Bilingual remark;
    std::vector<std::string> arms;
};

void share(std::vector<SharedRemark>& remarks, const Bilingual& remark, const std::string& arm) {
    if (remark.empty()) return;
    const auto same =
        std::find_if(remarks.begin(), remarks.end(), [&](const SharedRemark& r) { return r.remark == remark; });
    if (same == remarks.end())
        remarks.push_back({remark, {arm}});
    else
        same->arms.push_back(arm);
}

// Arms of which the same is to be said share a line.
void remark_dose(Verdict& v, const Cases& cases) {
    const int years = v.end_year - v.policy_from + 1;
    std::vector<SharedRemark> remarks;
    for (const Dose& d : v.doses) {
        remark_arm(v, cases, d.arm);
        share(remarks, cv_remark(d, years), d.arm);
        share(remarks, phi_remark(d, years), d.arm);
    }
    for (const SharedRemark& shared : remarks)
        v.dose_remarks.push_back(say_in_both(Phrase::dose_of_arms, {shared.remark, joined(shared.arms)}));
}

} // namespace drumbeat
