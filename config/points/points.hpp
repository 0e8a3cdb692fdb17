// SPDX-License-Identifier: Apache-2.0
// The points of a sampled design: worlds, each with a value for every factor. A Latin hypercube's are made when they
// are asked for, a table's are read.
#pragma once

#include "config/points/hypercube.hpp"
#include "config/points/table.hpp"

#include <memory>
#include <string>
#include <vector>

namespace drumbeat {

// What tells points apart in results: the last factor, with levels "1", "2", ...
inline constexpr std::string_view point_factor = "point";

class Points {
  public:
    Points() = default; // none
    Points(std::vector<SampledFactor>, std::int64_t points, std::uint64_t seed);
    explicit Points(std::shared_ptr<const PointTable>);

    std::size_t count() const { return count_; }
    const std::vector<std::string>& paths() const { return paths_; }
    std::string text(std::size_t point, std::size_t factor) const;
    Setting setting(std::size_t point, std::size_t factor) const;
    Where where(std::size_t factor) const; // that it is a factor

  private:
    std::size_t count_ = 0;
    std::vector<std::string> paths_;
    std::vector<SampledFactor> factors_; // of a hypercube
    std::vector<const Parameter*> parameters_;
    std::shared_ptr<const std::vector<std::vector<double>>> probabilities_; // [factor][point]
    std::shared_ptr<const PointTable> table_;
};

} // namespace drumbeat
