// SPDX-License-Identifier: Apache-2.0
// How a year closes: it is recorded, and its books are.
#pragma once

namespace drumbeat {

struct Run;

// Writes the year's numbers of each technology area and, where firms are kept, of each firm. Nothing without a record.
void record_year(const Run&);

// Notes how far the books are from closing, in meur and as a share of all firms' turnover in the year; the next year's
// books begin.
void close_books(Run&);

} // namespace drumbeat
