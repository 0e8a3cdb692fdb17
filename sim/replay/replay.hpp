// SPDX-License-Identifier: Apache-2.0
// Replays one case of a study up to a firm's decision, as it was or with another scenario in the arm's place.
#pragma once

#include "sim/firm/decision.hpp"
#include "sim/year/simulate.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace drumbeat {

// A case's run from beginning to end, firm by firm.
struct ReplayedRun {
    RunRecord record;            // with its firms
    std::vector<FirmKey> keys;   // [row]
    std::vector<int> scaled_up;  // [row]: calendar year in which it scaled up, 0 where it did not
    std::vector<bool> in_cohort; // [row]: alive when the policy began
};

class Replay {
  public:
    // `base` is the study's, `arm` the case's scenario; both as the study has them.
    Replay(const Scenario& base, const Scenario& arm, Luck);

    const Scenario& arm() const { return arm_; }
    ReplayedRun run();
    // The decision of a firm, by its row in the panel of this case. `taken` is false where it took none.
    Decision decision(int row, int year);
    // The decision of the same firm, were the case's scenario another one. Levers differ from the beginning of the
    // policy, anything else from the first year of the burn-in, as if the arm had set it.
    Decision decision(const FirmKey&, int year, const Scenario& changed);
    // The same, where nothing is changed but orders of the firm's own technology area: as long as the areas of the
    // country are apart the others are left out, which changes no bit of the answer.
    Decision decision_in_area(const FirmKey&, int year, const Scenario& changed);

  private:
    // `own`: the technology area outside of which the scenario is the case's; all_areas where that is not said.
    Decision replayed(Decision watched, const Scenario& scenario, Area own);
    World before_policy(const Scenario& world, Area area, Area own);
    World burnt_in(const Scenario& world, Area area);

    // The country of the case when the policy begins, whole or one area of it: most changes are of levers and share it.
    struct Snapshot {
        Area area = all_areas;
        World world;
    };
    Scenario base_, arm_, world_; // world_: in which the case lives before the policy
    Luck luck_;
    TableShelf shelf_;
    Desk desk_;
    std::vector<Snapshot> snapshots_;
    int roomy_until_ = -1; // last year for which the whole country was seen with room for more firms in its panel
};

} // namespace drumbeat
