// SPDX-License-Identifier: Apache-2.0
// What cases set, as numbers along `case`: every sampled factor, every level of a factor, and what arms state. So any
// tool has what was put in beside what came out.
#pragma once

#include "config/cases.hpp"

#include <string>
#include <vector>

namespace drumbeat {

class CaseSettings {
  public:
    // `taken`: names that are something else in the file.
    CaseSettings(const Study&, const std::vector<std::string>& taken);

    struct Column {
        std::string name;                // of the path: "segments_all_orders_cv" of "segments.*.orders.cv"
        std::string path, unit, meaning; // of the codebook, the path with what it stands for
        std::vector<std::string> words;  // of a choice or a boolean: what its numbers 0, 1, ... mean
    };
    const std::vector<Column>& columns() const { return columns_; }
    std::vector<double> values(std::size_t column, std::size_t first_case, std::size_t cases) const;
    std::vector<double> values(std::size_t column) const { return values(column, 0, cases_.size()); }

  private:
    void add_factors();
    void add_settings();
    void add(const std::string& path, const Parameter&, std::vector<double> of_a_point);

    CaseList cases_;
    std::vector<std::string> taken_;
    std::vector<const Parameter*> sampled_;
    std::vector<Column> columns_;                 // sampled factors first
    std::vector<std::vector<double>> of_a_point_; // [column less the sampled factors][case of a point]
};

} // namespace drumbeat
