// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/interim.hpp"

#include "outputs/verdict/parts.hpp"

#include <algorithm>
#include <map>
#include <span>

namespace drumbeat {
namespace {

constexpr double error = .05;

// The main contrast; every later arm against the first is one where the study names none.
Contrast main_contrast(const Study& study, const std::vector<CaseName>& cases) {
    const std::vector<Contrast>& named = comparison_of(study).contrasts;
    if (!named.empty()) return named.front();
    for (const CaseName& one : cases)
        if (one.arm != cases.front().arm) return {one.arm, one.arm, cases.front().arm};
    return {};
}

// Differences of all pairs that belong together: without an ensemble there is one.
struct Pairs {
    std::vector<double> sum;
    double count = 0;
};

} // namespace

Interim interim_of(const Study& study, const std::vector<CaseName>& cases, const std::vector<double>& growth) {
    const Contrast contrast = main_contrast(study, cases);
    if (contrast.treatment.empty()) return {};
    const std::size_t replications = growth.size() / cases.size();
    const auto row = [&](std::size_t c) { return std::span(growth).subspan(c * replications, replications); };
    std::map<Key, std::size_t> index;
    for (std::size_t c = 0; c < cases.size(); ++c) index[{cases[c].arm, cases[c].behaviour, cases[c].levels}] = c;
    std::vector<Key> order; // as cases come
    std::map<Key, Pairs> all;
    for (std::size_t c = 0; c < cases.size(); ++c) {
        if (cases[c].arm != contrast.treatment) continue;
        const auto control = index.find({contrast.control, cases[c].behaviour, cases[c].levels});
        if (control == index.end()) continue;
        Key key{"", cases[c].behaviour, cases[c].levels};
        if (member_count(study) > 0) key.levels.pop_back();
        if (all.count(key) == 0) order.push_back(key);
        Pairs& pairs = all[key];
        pairs.sum.resize(replications, 0.0);
        for (std::size_t r = 0; r < replications; ++r) pairs.sum[r] += 100 * (row(c)[r] - row(control->second)[r]);
        pairs.count += 1;
    }
    Interim interim{contrast.treatment, contrast.control, {}};
    const double narrowest = std::max(earliest_narrowest, static_cast<double>(study.replications));
    for (const Key& key : order)
        interim.estimates.push_back(
            {key.behaviour, key.levels,
             anytime_interval(scaled(std::move(all[key].sum), 1 / all[key].count), error, narrowest)});
    return interim;
}

} // namespace drumbeat
