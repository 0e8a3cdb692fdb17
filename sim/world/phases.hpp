// SPDX-License-Identifier: Apache-2.0
// The phases of a year, in order. Each reads the world as the phase before left it.
#pragma once

#include "agents/appraisal.hpp"
#include "sim/world/recorder.hpp"
#include "sim/world/world.hpp"
#include "sim/world/year.hpp"

namespace drumbeat {

struct Decision;

// A year in progress: what is given, the state, scratch memory, who writes it down, and the decision that is watched,
// if any.
struct Run : Year {
    World& world;
    Scratch& scratch;
    Recorder record = {};
    Decision* watched = nullptr;

    // Planned requirement, meur. Before the policy begins, nobody foresees a budget other than that of the year.
    double plan(Area segment, int ahead = 0) const {
        const SegmentTables& t = prepared.segments[segment];
        const int year = simulated + (policy ? ahead : 0);
        const std::vector<double>& path = calendar < scenario.budget.cut_year ? t.foreseen : t.plan;
        return path[year] * world.segments[segment].plan_factor;
    }
    // Requirement over plan `ahead` years on, as it will come: drawn, or what a table gives.
    double ratio(Area segment, int ahead = 0) const {
        const SegmentTables& t = prepared.segments[segment];
        const SegmentState& state = world.segments[segment];
        const int year = simulated + ahead;
        if (year < static_cast<int>(t.given.size()) && t.given[year] >= 0)
            return given_over_plan(t.given[year] * state.plan_factor, plan(segment, ahead));
        const double factor = year >= prepared.policy_year ? state.factor : 1.0;
        return factor * maths::exp(t.law.sx * state.path[year] - .5 * t.law.sx * t.law.sx);
    }
};

void found(Run&); // the country before its first year

// The steps of a year, in the order of `tick`. The year opens:
void call_roll(Run&);  // lists the living firms
void clear_year(Run&); // last year's sums begin anew
// The requirement arrives.
void take_out_of_procurement(Run&); // what instruments are paid by it
void let_arrive(Run&);              // path, breach, slippage and cancellation act on programme lines
// Contracts expire, end by hazard, or call off their share; open shares are put out in lots, bid for and awarded.
void call_off(Run&);
void buy_unaddressable(Run&, Area);
void tender(Run&, Area);
// Firms compare what was announced with what came, and look ahead.
void move_exports(Run&);
void judge_roadmap(Run&, Area);
void look_ahead(Run&, Area);    // a segment's outlook under every expectation rule, from what is known at this point
void look_at_cover(Run&, Area); // planned requirement that is not under contract
void announce(Run&, Area);
void remember_shares(Run&);
void gather_contracts(Run&);
// Each firm values its expansions under its rule and looks for money.
void line_up(Run&);
void invest(Run&);
// Work is delivered and paid; firms learn and forget.
void deliver(Run&);
// The year closes: interest, owners, exit and entry.
struct YearOfFirms { // who was there before any firm ended
    double firms = 0;
    double exits_before = 0; // since the policy began
};
void pay_bank_and_owners(const Year&, const Firms&, Accounts&);
YearOfFirms count_year(Run&);
void mark_scale_ups(Run&);
void close_hopeless(Run&);
void sell_fund_stakes(Run&);
void sell_participations(Run&);
void count_exits(Run&, const YearOfFirms&);
void enter(Run&);

// What institutions do, each a file of its own; nothing where their block is absent.
void change_threats(Run&);      // a new threat makes contracts obsolete, and moves the plan
void research(Run&);            // knowledge is made, spreads and fades; projects start
double other_instruments(Run&); // pays institutes, agency, sites; returns what procurement pays for
void move_incentives(Run&);     // generic tax incentives become targeted money
void choose_firms(Run&);        // the Ministry of Economic Affairs picks firms to invest in with its skill
void share_labour(Run&);        // what hires each region's labour market grants
void count_regions(World&);     // output and research of each region in the year
void take_over(Run&);           // unscreened foreign owners move firms abroad
void enter_from_civil(Run&);    // civil firms weigh a turn to defence
void expect_parts(Run&);        // smaller firms expect what primes have bought by trend
void order_parts(Run&);         // primes order parts from smaller firms
void draw_up_accounts(const Prepared&, const Totals&, RunRecord&); // national accounts around the sector
double parts_at_rest(const Run&, Area segment); // parts that primes buy at home in a country at rest, volume
double usual_exports(const Run&, Row row);      // mean of the firm's exports, with its reference at home, volume
void close_down(Run&, Row row);                 // a firm ends, and its books with it
void mark_scale_up(Run&, Row row);              // notes whether the firm scaled up in the year, and its capacity

// Helpers that phases share.
Row add_firm(Run&, Area segment, SizeClass, int ordinal, int cohort, double turnover);
// Turnover that a firm begins with, as large relative to a usual one, and spread as among the first firms. Entrants of
// an area and year are numbered from 0, civil firms above all of them.
double newcomer_size(const FirmClass&, const Streams&, const Newcomer&, double relative_size);
void furnish_newcomer(Run&, Row row); // money and plant of a newborn firm, by its size
// Fills the scratch with the expected load of a firm's plant in each production year, its log standard deviation and
// what an innovation does to it as the spec of beliefs has it.
void forecast_load(Run&, Row row);
Prospect prospect_of(const Run&, Row row); // of the firm whose load was forecast last
double usable_capacity(const World&, Row row);
double nameplate_ahead(const Firms&, Row row); // capacity with what is under construction
double sustainment_of(const Run&, Row row); // mean yearly sustainment work of a firm: its share among the living, meur
Reader reader_of(const Run&, Row row);
const Outlook& outlook_of(const Run&, Row row);           // the firm's, by its rule and its reader
double trust_of(const Run&, const SegmentState&, Reader); // weight of the roadmap in a forecast
double share_of_open(const Run&, Row row);                // that a firm expects of what is put out to tender
Forecast own_forecast_of(const Run&, Area segment, Expectation, int years); // of requirement over plan
Forecast roadmap_of(const Run&, Area segment, Reader, int years);           // what is announced of it
double carried_money(const World&);                                         // requirement not yet placed, meur

} // namespace drumbeat
