// SPDX-License-Identifier: Apache-2.0
#include "sim/institutions/founders.hpp"

#include "sim/firm/cost.hpp"
#include "sim/firm/load.hpp"
#include "sim/firm/prospect.hpp"
#include "sim/institutions/private_funds.hpp"
#include "sim/world/birth.hpp"
#include "sim/world/draws.hpp"

#include <algorithm>

namespace drumbeat {

namespace {

constexpr int patience_years = 2;
constexpr double plant_worn = .5; // as in a newcomer's first sheet

} // namespace

bool Founders::look_for_money(const Year& y) {
    return y.scenario.entry_exit.founding == Founding::equity && y.scenario.entry_exit.founder_share < 1 &&
           y.scenario.finance.limited && PrivateFunds::are_asked(y);
}

void Founders::gather(const Year& y, const Areas& areas) {
    const EntryExit& rules = y.scenario.entry_exit;
    const auto is_gone = [&](const Founder& f) { return f.is_done || y.calendar - f.year >= patience_years; };
    waiting.erase(std::remove_if(waiting.begin(), waiting.end(), is_gone), waiting.end());
    for (const Area area : areas.keys()) {
        const double mean = rules.candidate_factor * rules.entry_rate * segment_of(y.scenario, area).initial.smes;
        const int count = entrants(y, area, mean);
        for (int i = 0; i < count; ++i) waiting.push_back({area, i, y.calendar});
    }
}

namespace {

// A firm that nobody knows yet: one row, no orders.
void draw_firm(const Year& y, const Areas& areas, const Founder& who, Firms& f, Accounts& sheet, Row r) {
    const double size = newcomer_size(y, Newcomer{who.area, who.number, who.year}, y.scenario.entry_exit.entrant_size);
    be_born(y, f, r, {who.area, SizeClass::sme, who.number, who.year, size});
    furnish_newcomer(y, areas, f, r);
    set_unit_cost(y, areas, f, r);
    open_sheet(y, f, sheet, r);
}

} // namespace

void Founders::draw_founder(const Year& y, const Areas& areas, const Founder& who) {
    Rows::clear(firm_);
    Rows::add(firm_);
    Rows::clear(sheet_);
    Rows::add(sheet_);
    draw_firm(y, areas, who, firm_, sheet_, row);
}

// What it would live on: the work of an unknown firm, with the plant that it begins with.
Prospect Founders::prospect(const Year& y, const Areas& areas, const Roll& roll, const Ahead& ahead) {
    Rows::clear(no_orders_);
    Rows::add(no_orders_);
    loads_.shape(1, load_years(y.scenario));
    forecast_load(y, areas, roll, ahead, no_orders_, firm_, row, loads_, row);
    Prospect p = prospect_of(y, areas, firm_, row, loads_, row, {});
    p.capacity = 0;
    p.size = firm_.capacity[row];
    p.lag = 1;
    p.cost = {plant_worn * firm_.capital_per_output[row], 1, 0};
    return p;
}

// What its sheet needs beyond what the founders have, and what that makes of the firm.
void Founders::ask(const Year& y, Venture& venture) const {
    const double equity = sheet_.equity(row);
    const double own = y.scenario.entry_exit.founder_share * equity;
    venture.expansion.funding = {};
    venture.expansion.funding.equity_needed = equity - own;
    venture.expansion.excess_return = excess_return(y, venture.prospect, venture.expansion.choice);
    venture.standing = standing_of(y, venture.prospect, sheet_, row, 0);
    venture.standing.net_cash = own;
    venture.view = round_view(y, venture.prospect, venture.expansion);
    const double net_cash = sheet_.cash(row) - sheet_.debt(row);
    venture.view.paid_by_others = own - net_cash; // its cash stays in the firm
}

bool Founders::weigh(const Year& y, const Areas& areas, const Roll& roll, const Ahead& ahead, const Founder& who,
                     Venture& venture) {
    draw_founder(y, areas, who);
    venture.prospect = prospect(y, areas, roll, ahead);
    venture.expansion.choice = weighed(venture.prospect, firm_.capacity[row], *y.prepared.sales);
    if (!venture.expansion.choice.chosen()) return false;
    ask(y, venture);
    const auto luck = drawn_with(draws::founder_luck, y.luck, in_year(firm_, row, y.calendar));
    venture.log_sd = firm_.perceived_sd[row];
    venture.private_u = luck[draws::founder_luck];
    venture.place = luck[draws::founder_turn];
    return true;
}

} // namespace drumbeat
