// SPDX-License-Identifier: Apache-2.0
#include "sim/year/invitation.hpp"

#include <algorithm>

namespace drumbeat {

void set_thresholds(const Firms& f, const std::vector<Row>& rows, TenderDesk& desk) {
    double total = 0;
    for (const Row row : rows) total += f.capacity[row];
    const double time = total > 0 ? 12 / total : 1e300; // by which a dozen firms are expected
    desk.threshold.resize(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const double passes = 1 - maths::exp(-f.capacity[rows[i]] * time);
        desk.threshold[i] =
            static_cast<std::uint32_t>(std::min(4294967295.0, passes * 4294967296.0)); // u < passes wins early
    }
}

void draw_race(const Year& y, const Firms& f, const std::vector<Row>& rows, int line, int first, TenderDesk& desk) {
    desk.race_words.resize(rows.size() * lots_together);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const FirmAtLots together{identity_of(f, rows[i]), y.calendar, line, first};
        const Words words = drawn_with(draws::invitation_race, y.luck, together).words;
        std::copy(words.w, words.w + lots_together,
                  desk.race_words.begin() + static_cast<std::ptrdiff_t>(i * lots_together));
    }
}

namespace {

bool is_admitted(const Firms& f, Row r, const LotTerms& terms) {
    if (f.capacity[r] <= 0 || f.capacity[r] < terms.access * f.weight[r]) return false;
    return !terms.reserved || f.size_class[r] != SizeClass::prime;
}

} // namespace

// Only where too few are left without those who come late, all are looked at.
void invite(const Firms& f, const std::vector<Row>& rows, const Lot& lot, const LotTerms& terms, TenderDesk& desk) {
    Queue& entrants = desk.entrants;
    const std::size_t place = static_cast<std::size_t>(lot.number) % lots_together;
    for (const bool early_only : {true, false}) {
        entrants.clear();
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const std::uint32_t word = desk.race_words[i * lots_together + place];
            if (early_only && word >= desk.threshold[i]) continue;
            const Row r = rows[i];
            if (is_admitted(f, r, terms)) entrants.emplace_back(-maths::log(1 - uniform(word)) / f.capacity[r], r);
        }
        if (static_cast<int>(entrants.size()) >= terms.wanted) break;
    }
    std::sort(entrants.begin(), entrants.end());
    if (static_cast<int>(entrants.size()) > terms.wanted) entrants.resize(terms.wanted);
}

} // namespace drumbeat
