// SPDX-License-Identifier: Apache-2.0
// A firm from its draws, and a technology area before its first year.
#pragma once

#include "sim/world/accounts.hpp"
#include "sim/world/areas.hpp"
#include "sim/world/draws.hpp"
#include "sim/world/year.hpp"

namespace drumbeat {

struct Birth {
    Area area;
    SizeClass size_class = SizeClass::sme;
    int ordinal = 0;     // in its area
    int cohort = 0;      // year of birth, 0 for the first firms
    double turnover = 0; // meur
};

// What a firm is: economics, character and region, drawn into a row that stands empty.
void be_born(const Year&, Firms&, Row row, const Birth&);
// What it works on and with, by its size, when the country is at rest.
void furnish(const Year&, const Areas&, Firms&, Row row);
// The same for one that is born later, which stands for as many firms as small ones do.
void furnish_newcomer(const Year&, const Areas&, Firms&, Row row);
// Its first balance sheet: plant is half worn; the rest follows from a year's cost and cash earnings.
void open_sheet(const Year&, const Firms&, Accounts&, Row row);

// How many want to enter an area this year, where so many do on average.
int entrants(const Year&, Area, double mean);
// Turnover of an entrant or of a civil firm: `relative_size` times the usual, spread as among the first firms.
double newcomer_size(const Year&, const Newcomer&, double relative_size);

// Lines without contracts, what is common knowledge so far, and the path that its requirement will take.
void found_area(const Year&, Area, SegmentState&);
// Its first firms, drawn into new rows: primes as they are, then smaller ones, scaled so that its turnover is met.
void draw_first_firms(const Year&, Area, Firms&);

// Parts that primes of an area buy at home in a country at rest, volume.
double parts_at_rest(const Scenario&, Area);

} // namespace drumbeat
