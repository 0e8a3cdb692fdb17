// SPDX-License-Identifier: Apache-2.0
#include "config/points/points.hpp"

#include <fmt/core.h>

#include <utility>

namespace drumbeat {

Points::Points(std::vector<SampledFactor> factors, std::int64_t points, std::uint64_t seed)
    : count_(static_cast<std::size_t>(points)), factors_(std::move(factors)) {
    if (count_ == 0) return; // of a study with mistakes
    for (const SampledFactor& factor : factors_) {
        paths_.push_back(factor.path);
        parameters_.push_back(parameter_named(factor.path));
    }
    probabilities_ = std::make_shared<const std::vector<std::vector<double>>>(latin_hypercube(count_, paths_, seed));
}

Points::Points(std::shared_ptr<const PointTable> table)
    : count_(table->rows()), paths_(table->paths), table_(std::move(table)) {}

std::string Points::text(std::size_t point, std::size_t factor) const {
    if (table_) return table_->cell(point, factor);
    return value_at(factors_[factor].distribution, *parameters_[factor], (*probabilities_)[factor][point]);
}

Setting Points::setting(std::size_t point, std::size_t factor) const {
    const Where where = table_ ? Where{table_->source, table_->lines[point]} : factors_[factor].where;
    return {paths_[factor], text(point, factor), where};
}

Where Points::where(std::size_t factor) const {
    return table_ ? Where{table_->source, table_->header_line} : factors_[factor].where;
}

} // namespace drumbeat
