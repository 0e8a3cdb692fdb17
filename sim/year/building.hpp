// SPDX-License-Identifier: Apache-2.0
// An expansion is paid for and put under construction.
#pragma once

#include "sim/firm/decide.hpp"
#include "sim/institutions/all.hpp"
#include "sim/world/recorder.hpp"

namespace drumbeat {

// Pays for it, puts it under construction for the firm's building lag, and counts it.
void build(const Year&, Institutions&, Firms&, Accounts&, const Recorder&, Row row, const Choice&, const Funding&);

// Writes down what a firm asked of its bank and of investors for an expansion, and whether they said no. `funding`:
// what it got in the end, nothing where it did not build.
void note_asked(const Year&, const Firms&, Row row, const MoneyAsked&, bool refused_by_bank, const Funding& funding,
                const Recorder&);

// Counts what of the fund's money in an expansion is additional: `without` is what the firm would build without it, on
// the same draws; none: nothing.
void count_additionality(Fund&, const WeighedExpansion& with, const WeighedExpansion* without, const Recorder&);
void count_additionality(Fund&, const Additionality&, const Recorder&);
// Notes who put money into a firm that is born, and beside whom.
void note_founding(const Firms&, Row row, const Funding&, const Recorder&);

} // namespace drumbeat
