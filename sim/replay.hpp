// SPDX-License-Identifier: Apache-2.0
// Replays one case of a study up to a firm's decision, as it was or with another scenario in the arm's place.
#pragma once

#include "sim/decision.hpp"
#include "sim/simulate.hpp"

#include <memory>
#include <optional>

namespace drumbeat {

class Replay {
  public:
    // `base` is the study's, `arm` the case's scenario; both as the study has them.
    Replay(const Scenario& base, const Scenario& arm, Luck);

    const Scenario& arm() const { return arm_; }
    // The decision of a firm, by its row in the panel of this case. `taken` is false where it took none.
    Decision decision(int row, int year);
    // The decision of the same firm, were the case's scenario another one. Levers differ from the beginning of the
    // policy, anything else from the first year of the burn-in, as if the arm had set it.
    Decision decision(const FirmKey&, int year, const Scenario& changed);

  private:
    Decision replayed(Decision watched, const Scenario& scenario);
    const World& snapshot_of(const Scenario& world);

    Scenario base_, arm_;
    Luck luck_;
    TableShelf shelf_;
    Scratch scratch_;
    Scenario world_; // whose burn-in ended in the snapshot
    std::optional<World> snapshot_;
};

} // namespace drumbeat
