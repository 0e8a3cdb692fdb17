// SPDX-License-Identifier: Apache-2.0
// The cases of a study, each made when it is asked for: a study of a million cases holds none of them.
#pragma once

#include "config/study.hpp"

#include <cstddef>
#include <memory>
#include <vector>

namespace drumbeat {

// In the order of `cases_of`, of a study without mistakes. For several threads at once.
class CaseList {
  public:
    explicit CaseList(const Study&);

    std::size_t size() const { return size_; }
    std::size_t per_point() const { return per_point_; } // all of them where nothing is sampled
    const Study& study() const { return *study_; }
    const Points& points() const { return points_; }

    Case named(std::size_t index) const; // without its scenario
    Case at(std::size_t index) const;
    std::vector<Setting> settings(std::size_t index) const; // those that make it out of the study's base

  private:
    struct Choice;
    Choice choice_of(std::size_t index) const;

    std::shared_ptr<const Study> study_;
    Points points_;
    std::vector<std::size_t> of_the_world_, of_levers_; // factors, from slow to fast
    std::size_t per_point_ = 1, size_ = 1;
};

} // namespace drumbeat
