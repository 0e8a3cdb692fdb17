// SPDX-License-Identifier: Apache-2.0
// Ecosystems: a region's firms share its labour market, and gain from its density.
#pragma once

#include "sim/world/areas.hpp"
#include "sim/world/year.hpp"

namespace drumbeat {

struct Ecosystem {
    double output = 0, output_at_rest = 0; // of the year before, volume; when the country is at rest
    double hires_granted = 1;              // share of the hires that its firms wanted
};

struct Ecosystems {
    PerRegion<Ecosystem> regions; // none where they are not modelled

    // When the country is founded: its regions, and what its firms make at rest.
    void found(const Year&, const Firms&);
    // Firms want staff for the plant that they have this year, as fast as they can train it; the region grants what it
    // has.
    void share_labour(const Year&, Firms&);
    // What density and wages of its region make of a firm's unit cost.
    void set_density(const Year&);
    double cost_factor(const Firms& f, Row row) const { return regions.empty() ? 1 : density_[f.region[row]]; }
    void count_output(const Firms&);
    void welcome(Firms&, Row newborn) const;

  private:
    friend struct Garbage;                       // tests put it into memory of one year
    PerRegion<double> density_, staff_, wanted_; // memory of one year
};

} // namespace drumbeat
