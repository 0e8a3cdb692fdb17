// SPDX-License-Identifier: Apache-2.0
// Who paid whom, and what institutions held over the years, in the arms of the main contrast.
#pragma once

#include "outputs/verdict/verdict.hpp"

#include <string>
#include <vector>

namespace drumbeat {

class Cases;

// Means over ways of deciding and runs, under the last of the study's conditions: the one with most of its factors on,
// as packaged studies list them.
struct Money {
    std::vector<std::string> levels, arms; // arms: the main contrast's control, then its treatment
    std::vector<int> years;
    struct Flow { // what a sector paid in a year for a purpose, mean over years
        std::string sector, purpose;
        std::vector<double> meur; // [arm]
    };
    std::vector<Flow> paid;
    struct Held {
        Quantity quantity;
        std::vector<std::vector<double>> values; // [arm][year]; missing where the institution is not there
    };
    std::vector<Held> held; // what is there in an arm, and is not nothing in all years
};

// Nothing where no years were kept, or none of this.
Money money_of(const Results&, const Cases&, const Verdict&);

} // namespace drumbeat
