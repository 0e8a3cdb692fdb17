// SPDX-License-Identifier: Apache-2.0
// The cases of a study, each made when it is asked for: a study of a million cases holds none of them.
#pragma once

#include "config/case_names.hpp"
#include "config/study.hpp"

#include <cstddef>
#include <memory>
#include <vector>

namespace drumbeat {

// In the order of `cases_of`, of a study without mistakes. For several threads at once.
class CaseList {
  public:
    explicit CaseList(const Study&);

    std::size_t size() const { return names_.size(); }
    const CaseNames& names() const { return names_; }
    std::size_t per_point() const { return per_point_; } // all of them where nothing is sampled
    const Study& study() const { return *study_; }
    const Points& points() const { return points_; }

    Case at(std::size_t index) const;
    Case at(std::size_t index, std::vector<Problem>&) const; // and what is wrong with it
    std::vector<Setting> settings(std::size_t index) const;  // those that make it out of the study's base

  private:
    std::shared_ptr<const Study> study_;
    Points points_;
    CaseNames names_;
    std::size_t per_point_ = 1;
};

} // namespace drumbeat
