// SPDX-License-Identifier: Apache-2.0
// What lies ahead, as this year's beliefs have it: memory of one year, filled anew in each.
#pragma once

#include "agents/expectations.hpp"
#include "sim/world/order_book.hpp"

#include <array>
#include <span>
#include <vector>

namespace drumbeat {

// Who reads the record of announcements: the public, and firms that are involved early.
enum class Reader : std::uint8_t { open, early };
inline constexpr std::size_t readers = 2;

// Forecasts of an area's requirement over plan under one expectation rule and one reader of the roadmap.
struct Outlook {
    // By years ahead, 0 is this year: expected requirement over plan and its log standard deviation; the same as a
    // contract of either group sees them, max(floor, mean) and the risk left; how much of a year's news reaches the
    // forecast.
    std::vector<double> mean, sd;
    std::array<std::vector<double>, floor_groups.size()> mean_floor, sd_floor;
    std::vector<double> pass;
    double innovation_sd = 0; // of a year's news on log requirement, as perceived

    const std::vector<double>& mean_above(FloorGroup g) const { return mean_floor[static_cast<std::size_t>(g)]; }
    const std::vector<double>& sd_above(FloorGroup g) const { return sd_floor[static_cast<std::size_t>(g)]; }
};

// By area: outlooks, and of each of the years ahead the planned requirement that is not under contract and the share of
// contracts that is expected to be left, and the minimum that contracts of a group guarantee as a share of the plan as
// it stands now.
struct AreaView {
    std::array<std::array<Outlook, readers>, std::size(names_of<Expectation>)> outlooks;
    std::vector<double> open, survival;
    std::array<std::vector<double>, floor_groups.size()> floors;
    std::vector<double> guaranteeing; // share of lines under contracts of the group at hand
    std::vector<Forecast> announced;  // by years ahead: what the roadmap tells the reader whose outlooks are filled

    std::vector<double>& floor(FloorGroup g) {
        const auto place = static_cast<std::size_t>(g);
        return floors[place];
    }
    const std::vector<double>& floor(FloorGroup g) const {
        const auto place = static_cast<std::size_t>(g);
        return floors[place];
    }
    Outlook& outlook(Expectation rule, Reader reader) {
        return outlooks[static_cast<std::size_t>(rule)][static_cast<std::size_t>(reader)];
    }
    const Outlook& outlook(Expectation rule, Reader reader) const {
        return outlooks[static_cast<std::size_t>(rule)][static_cast<std::size_t>(reader)];
    }
};

using Ahead = PerArea<AreaView>;

// Expected load of plants: of each row and production year from now (0: this year) its mean, log standard deviation as
// the firm values it, and its log change after a year's news. One row may stand for a contract on offer.
class Loads {
  public:
    // Makes room. What stands in it then means nothing: who forecasts a row writes all of it.
    void shape(std::size_t rows, int years) {
        years_ = static_cast<std::size_t>(years);
        for (auto* column : {&mean_, &sd_, &shift_}) column->resize(rows * years_);
        long_run_sd.resize(rows);
        stream_share.resize(rows);
    }
    std::span<double> mean(Row row) { return std::span(mean_).subspan(row.index() * years_, years_); }
    std::span<double> sd(Row row) { return std::span(sd_).subspan(row.index() * years_, years_); }
    std::span<double> shift(Row row) { return std::span(shift_).subspan(row.index() * years_, years_); }
    std::span<const double> mean(Row row) const { return std::span(mean_).subspan(row.index() * years_, years_); }
    std::span<const double> sd(Row row) const { return std::span(sd_).subspan(row.index() * years_, years_); }
    std::span<const double> shift(Row row) const { return std::span(shift_).subspan(row.index() * years_, years_); }

    PerFirm<double> long_run_sd;  // log standard deviation of demand in the last year, but for the firm's own share
    PerFirm<double> stream_share; // part of the expected load that comes from the order stream

  private:
    std::size_t years_ = 0;
    std::vector<double> mean_, sd_, shift_;
};

} // namespace drumbeat
