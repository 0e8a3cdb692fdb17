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
    Key key;
    std::vector<double> sum;
    double count = 0;
};

// Pairs by key, in the order in which these come.
class PairsByKey {
  public:
    explicit PairsByKey(std::size_t replications) : replications_(replications) {}
    void add(const Key& key, std::span<const double> treatment, std::span<const double> control) {
        const auto [place, is_new] = places_.try_emplace(key, all_.size());
        if (is_new) all_.push_back({key, std::vector<double>(replications_, 0.0), 0});
        Pairs& pairs = all_[place->second];
        for (std::size_t r = 0; r < replications_; ++r) pairs.sum[r] += 100 * (treatment[r] - control[r]);
        pairs.count += 1;
    }
    std::vector<Pairs> taken() && { return std::move(all_); }

  private:
    std::size_t replications_;
    std::vector<Pairs> all_;
    std::map<Key, std::size_t> places_;
};

// The pairs of a contrast by behaviour and levels. `growth` is [case][replication].
std::vector<Pairs> pairs_of(const Study& study, const CaseNames& cases, const std::vector<double>& growth,
                            const Contrast& contrast) {
    const std::size_t replications = growth.size() / cases.size();
    const auto row = [&](std::size_t c) { return std::span(growth).subspan(c * replications, replications); };
    const bool is_over_worlds = member_count(study) > 0 || point_count(study) > 0; // the last of the levels
    PairsByKey pairs(replications);
    for (std::size_t c = 0; c < cases.size(); ++c) {
        if (cases.word(c, 0) != contrast.treatment) continue;
        Key key{cases[c]};
        key.arm = contrast.control;
        const auto control = cases.find(key);
        if (!control) continue;
        if (is_over_worlds) key.levels.pop_back();
        pairs.add(key, row(c), row(*control));
    }
    return std::move(pairs).taken();
}

} // namespace

Interim interim_of(const Study& study, const CaseNames& cases, const std::vector<double>& growth) {
    const Contrast contrast = main_contrast(study, cases);
    if (contrast.treatment.empty()) return {};
    Interim interim{contrast.treatment, contrast.control, {}};
    const double narrowest = std::max(earliest_narrowest, static_cast<double>(study.replications));
    for (Pairs& pairs : pairs_of(study, cases, growth, contrast))
        interim.estimates.push_back(
            {pairs.key.behaviour, pairs.key.levels,
             anytime_interval(scaled(std::move(pairs.sum), 1 / pairs.count), error, narrowest)});
    return interim;
}

} // namespace drumbeat
