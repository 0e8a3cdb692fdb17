// SPDX-License-Identifier: Apache-2.0
// The design of a study over points that a file gives: a comparison in each of the worlds that its rows describe.
#pragma once

#include "config/designs/comparison.hpp"
#include "config/points/table.hpp"

#include <array>
#include <memory>
#include <string>
#include <string_view>

namespace drumbeat {

// A comparison in the worlds of a table: each row is a point, in which every arm and behaviour is run.
struct TableOfPoints : Comparison {
    static constexpr std::string_view word = "table";
    static constexpr std::array keys{policy_from_key,
                                     arms_key,
                                     behaviours_key,
                                     StudyKey{"points", any_text_schema},
                                     StudyKey{"points_inline", any_text_schema},
                                     contrasts_key,
                                     placebo_key,
                                     outcomes_key,
                                     record_key,
                                     equivalence_key};
    static constexpr std::string_view has = "a study of table varies what the columns of its points hold";
    static constexpr std::string_view alone_has = "only a study of table has points from a file";

    std::shared_ptr<const PointTable> points = std::make_shared<const PointTable>();
    friend bool operator==(const TableOfPoints& a, const TableOfPoints& b) {
        return static_cast<const Comparison&>(a) == static_cast<const Comparison&>(b) && *a.points == *b.points;
    }
};

void read(TableOfPoints&, StudyReading&);
std::string echo(const TableOfPoints&);
Starter starter(const TableOfPoints&);

} // namespace drumbeat
