// SPDX-License-Identifier: Apache-2.0
// The sections of the verdict as text, in the order in which they stand on the page.
#pragma once

#include "outputs/pages/page.hpp"
#include "outputs/verdict/verdict.hpp"

#include <string>

namespace drumbeat {

void front(Page&, const Verdict&);
bool nothing_to_tell(Page&, const Verdict&); // says so when no replication is complete, or all failed
void conditions(Page&, const Verdict&);      // every combination of factor levels
void ladder(Page&, const Verdict&);          // every contrast
void outcome_tables(Page&, const Verdict&);  // the outcomes that the study asks for, arm by arm
void doses(Page&, const Verdict&);
void groups(Page&, const Detail&);      // by technology area and by size of firm
void definitions(Page&, const Detail&); // firms that scaled up, by every definition
void detail(Page&, const Verdict&, const Detail&);
void sampled(Page&, const Verdict&);  // points, and which factors outcomes and effects follow
void warnings(Page&, const Verdict&); // stored with the run

// What sections share.
std::string levels_text(const Verdict&, const std::vector<std::string>& levels); // "fund: with, finance: tight"
std::string spread_text(const Interval&, int decimals = 1);                      // "-" when not assessed
std::string number(double value, int decimals);                                  // "-" when missing
std::size_t column_width(const Page&, const Verdict&); // of tables with a column per behaviour
bool is_numbered(const Page&, const Verdict&);         // whether column heads are numbers: names too long for them

} // namespace drumbeat
