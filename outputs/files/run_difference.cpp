// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/run_difference.hpp"

#include "agents/firms.hpp"
#include "outputs/files/bytes.hpp"
#include "outputs/files/datasets.hpp"
#include "outputs/files/lists.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <bit>
#include <span>
#include <vector>

namespace drumbeat {
namespace {

bool are_alike(double a, double b) {
    return std::bit_cast<std::uint64_t>(canonical(a)) == std::bit_cast<std::uint64_t>(canonical(b));
}

class RunComparison {
  public:
    RunComparison(const RunRecord& stored, const RunRecord& computed, const Manifest& manifest)
        : stored_(stored), computed_(computed), manifest_(manifest) {}

    RunDifference of(std::int64_t replication) {
        compare_outcomes();
        compare_groups("areas", stored_.areas, computed_.areas, manifest_.shape.segments);
        compare_groups("sizes", stored_.sizes, computed_.sizes,
                       {names_of<SizeClass>.begin(), names_of<SizeClass>.end()});
        if (replication < manifest_.yearly_replications) {
            compare_years();
            compare_institutions();
            compare_accounts();
        }
        if (replication < manifest_.firm_replications) {
            compare_panel({"firms", "firm", &Recorded::firms, firm_quantities, computed_.firm_rows}, stored_.firms,
                          computed_.firms);
            compare_lists(event_list, stored_.events, computed_.events);
        }
        if (replication < manifest_.investor_replications) {
            compare_panel({"investors", "investor", &Recorded::investors, investor_quantities, computed_.investor_rows},
                          stored_.investors, computed_.investors);
            compare_lists(deal_list, stored_.deals, computed_.deals);
        }
        return found_;
    }

  private:
    using Names = std::vector<std::string> Recorded::*;
    bool holds(Names names, std::string_view name) const { // an older file holds what was declared then
        if (!manifest_.recorded) return true;
        const auto& all = (*manifest_.recorded).*names;
        return std::find(all.begin(), all.end(), name) != all.end();
    }
    template <class Where> void compare(double stored, double computed, Where&& where) {
        if (are_alike(stored, computed)) return;
        if (++found_.count > 1) return;
        found_.where = where();
        found_.stored = stored;
        found_.computed = computed;
    }

    void compare_outcomes() {
        for (std::size_t i = 0; i < outcome_count; ++i)
            if (holds(&Recorded::outcomes, outcomes[i].name))
                compare(stored_.outcome[i], computed_.outcome[i], [&] { return std::string(outcomes[i].name); });
    }
    void compare_groups(const char* group, std::span<const double> stored, std::span<const double> computed,
                        const std::vector<std::string>& names) {
        for (std::size_t i = 0; i < group_outcome_count; ++i) {
            if (!holds(&Recorded::groups, group_quantities[i].name)) continue;
            for (std::size_t j = 0; j < names.size(); ++j) {
                const std::size_t at = i * names.size() + j;
                compare(stored[at], computed[at],
                        [&] { return fmt::format("{}/{} of {}", group, group_quantities[i].name, names[j]); });
            }
        }
    }
    void compare_years() {
        const auto& years = manifest_.shape.years;
        const auto& segments = manifest_.shape.segments;
        std::size_t at = 0;
        for (const Quantity& quantity : yearly_quantities)
            for (const int year : years)
                for (const std::string& segment : segments) {
                    if (holds(&Recorded::yearly, quantity.name))
                        compare(stored_.yearly[at], computed_.yearly[at],
                                [&] { return fmt::format("yearly/{} in {}, {}", quantity.name, year, segment); });
                    ++at;
                }
        for (std::size_t i = 0; i < years.size(); ++i)
            compare(stored_.ledger_residual[i], computed_.ledger_residual[i],
                    [&] { return fmt::format("yearly/{} in {}", ledger_residual_quantity.name, years[i]); });
    }
    void compare_institutions() {
        std::size_t at = 0;
        for (const Quantity& quantity : institution_quantities)
            for (const int year : manifest_.shape.years) {
                if (holds(&Recorded::institutions, quantity.name))
                    compare(stored_.institutions[at], computed_.institutions[at],
                            [&] { return fmt::format("institutions/{} in {}", quantity.name, year); });
                ++at;
            }
    }
    bool holds_accounts() const {
        const Recorded now = recorded_now();
        return !manifest_.recorded ||
               (holds(&Recorded::accounts, account_quantities[0].name) && manifest_.recorded->sectors == now.sectors &&
                manifest_.recorded->purposes == now.purposes);
    }
    void compare_accounts() {
        if (!holds_accounts()) return;
        std::size_t at = 0;
        for (const int year : manifest_.shape.years)
            for (const NameInAccounts& sector : sectors)
                for (const NameInAccounts& purpose : purposes) {
                    compare(stored_.accounts[at], computed_.accounts[at], [&] {
                        return fmt::format("accounts/{} in {}, {} for {}", account_quantities[0].name, year,
                                           sector.name, purpose.name);
                    });
                    ++at;
                }
    }
    // Files keep panels in single precision, older ones firms in double.
    static double as_kept(double stored, double computed) {
        return are_alike(stored, computed) ? computed : in_single(computed);
    }
    struct Panel { // of [quantity][year][row]
        const char* group;
        const char* row;
        Names names;
        std::span<const Quantity> quantities;
        int rows;
    };
    void compare_panel(const Panel& panel, std::span<const double> stored, std::span<const double> computed) {
        std::size_t at = 0;
        for (const Quantity& quantity : panel.quantities)
            for (const int year : manifest_.shape.years)
                for (int row = 0; row < panel.rows; ++row, ++at) {
                    if (!holds(panel.names, quantity.name)) continue;
                    compare(stored[at], as_kept(stored[at], computed[at]), [&] {
                        return fmt::format("{}/{} in {}, {} {}", panel.group, quantity.name, year, panel.row, row);
                    });
                }
    }
    template <class Happening>
    void compare_lists(const ListOfRows& list, const std::vector<Happening>& stored,
                       const std::vector<Happening>& computed) {
        compare(static_cast<double>(stored.size()), static_cast<double>(computed.size()),
                [&] { return fmt::format("the number of {}", list.group); });
        const std::size_t both = std::min(stored.size(), computed.size());
        for (std::size_t i = 0; i < both; ++i)
            compare_rows(list, i, row_of(stored[i], 0, 0), row_of(computed[i], 0, 0));
    }
    void compare_rows(const ListOfRows& list, std::size_t nth, const ListRow& stored, const ListRow& computed) {
        const auto where = [&](std::size_t which) {
            return fmt::format("{}/{} of {} {}", list.group, list.columns[which].name, list.dimension, nth);
        };
        for (std::size_t i = 0; i < list_integers; ++i)
            compare(stored.integers[i], computed.integers[i], [&] { return where(i); });
        for (std::size_t i = 0; i < list.numbers(); ++i)
            compare(stored.numbers[i], computed.numbers[i], [&] { return where(list_integers + i); });
    }

    const RunRecord& stored_;
    const RunRecord& computed_;
    const Manifest& manifest_;
    RunDifference found_;
};

} // namespace

RunDifference difference(const RunRecord& stored, const RunRecord& computed, const Manifest& manifest,
                         std::int64_t replication) {
    return RunComparison(stored, computed, manifest).of(replication);
}

std::string to_text(const RunDifference& difference) {
    const std::string more = difference.count > 1
                                 ? fmt::format(", and {} more value{} differ{}", difference.count - 1,
                                               difference.count == 2 ? "" : "s", difference.count == 2 ? "s" : "")
                                 : "";
    return fmt::format("{} is {} in the file and {} computed anew{}", difference.where, difference.stored,
                       difference.computed, more);
}

} // namespace drumbeat
