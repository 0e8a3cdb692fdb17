// SPDX-License-Identifier: Apache-2.0
// An area's plan as it stood when contracts were signed: what their guaranteed minimum is a share of, whatever the plan
// becomes later.
#pragma once

#include <cstddef>
#include <vector>

namespace drumbeat {

inline constexpr int longest_framework = 15; // years that a contract may last

// All contracts that an area signs in one year are signed under one plan. Years are calendar years, plans meur.
class SignedPlans {
  public:
    // `planned` gives the plan of the year of signing (0) and of those after it.
    template <class Planned> void sign(int year, const Planned& planned) {
        plans_.resize(static_cast<std::size_t>(longest_framework) * longest_framework);
        for (int ahead = 0; ahead < longest_framework; ++ahead) {
            const std::size_t place = place_of(year, ahead);
            plans_[place] = planned(ahead);
        }
    }
    // What was planned of a year when contracts were signed; at most `longest_framework` - 1 years before.
    double planned(int signed_in, int year) const {
        const int ahead = year - signed_in;
        return plans_[place_of(signed_in, ahead)];
    }
    bool none() const { return plans_.empty(); }

  private:
    // Contracts of one year take the place of those that ended before it.
    static std::size_t place_of(int signed_in, int ahead) {
        const int row = signed_in % longest_framework;
        return static_cast<std::size_t>(row * longest_framework + ahead);
    }

    std::vector<double> plans_; // [year of signing][years on]; empty until there is one
};

} // namespace drumbeat
