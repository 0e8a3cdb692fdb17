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
Contrast main_contrast(const Study& study, const CaseNames& cases) {
    const std::vector<Contrast>& named = comparison_of(study).contrasts;
    if (!named.empty()) return named.front();
    const std::string first = cases.word(0, 0);
    for (std::size_t c = 0; c < cases.size(); ++c) {
        const std::string arm = cases.word(c, 0);
        if (arm != first) return {arm, arm, first};
    }
    return {};
}

// Differences of all pairs that belong together: without an ensemble and sampled points there is one.
struct Pairs {
    std::vector<double> sum;
    double count = 0;
};

} // namespace

Interim interim_of(const Study& study, const CaseNames& cases, const std::vector<double>& growth) {
    const Contrast contrast = main_contrast(study, cases);
    if (contrast.treatment.empty()) return {};
    const std::size_t replications = growth.size() / cases.size();
    const auto row = [&](std::size_t c) { return std::span(growth).subspan(c * replications, replications); };
    const bool is_over_worlds = member_count(study) > 0 || point_count(study) > 0; // the last of the levels
    std::vector<Key> order;                                                        // as cases come
    std::map<Key, Pairs> all;
    for (std::size_t c = 0; c < cases.size(); ++c) {
        if (cases.word(c, 0) != contrast.treatment) continue;
        Key key{cases[c]};
        key.arm = contrast.control;
        const auto control = cases.find(key);
        if (!control) continue;
        if (is_over_worlds) key.levels.pop_back();
        const auto [found, is_new] = all.try_emplace(key);
        if (is_new) order.push_back(key);
        Pairs& pairs = found->second;
        pairs.sum.resize(replications, 0.0);
        for (std::size_t r = 0; r < replications; ++r) pairs.sum[r] += 100 * (row(c)[r] - row(*control)[r]);
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
