// SPDX-License-Identifier: Apache-2.0
// Private funds: who has how much money on what terms, what they hold and what it brings, what they learn of it, and
// who raises another fund. Absent where private investors are an appetite (private_investors.model).
#pragma once

#include "agents/equity_market.hpp"
#include "agents/fund_terms.hpp"
#include "sim/institutions/fund_types.hpp"
#include "sim/institutions/price_of_firm.hpp"
#include "sim/institutions/stakes.hpp"
#include "sim/record/record.hpp"
#include "sim/world/accounts.hpp"
#include "sim/world/areas.hpp"
#include "sim/world/support.hpp"
#include "sim/world/year.hpp"

#include <vector>

namespace drumbeat {

enum class FundPhase : std::uint8_t { raised, investing, harvesting, closed };

// On what a fund may finance.
enum class FundRestriction : std::uint8_t { none, dual_use, civil };

inline constexpr int fund_generations = 16; // numbers that a manager's funds have

// What a fund did in a year.
struct FundYear {
    double invested = 0; // meur
    double proceeds = 0;
    double written_off = 0;
    double deals = 0;        // firms by weight
    double applications = 0; // that it met, firms by weight
};

// Money in meur. What is drawn is put in at once, and what comes back is handed on at once: a fund keeps no cash.
struct PrivateFund {
    FundKind kind = FundKind::seed;
    FundPhase phase = FundPhase::raised;
    int number = 0;  // for luck
    int founded = 0; // simulated year in which it begins to invest
    double commitment = 0;
    double before = 0; // of what is drawn: put, before the policy, into firms that are not followed
    double drawn = 0;
    double proceeds = 0; // handed on
    double written_off = 0;
    double deals = 0;       // that it can still make this year
    bool has_tried = false; // to raise another
    FundYear now;

    double invested() const { return drawn - before; }
};

struct FundHolding {
    int fund = 0;
    Row row;
    int year = 0; // simulated, in which it was bought
    double cost = 0;
    double stake = 0;    // part of the firm
    double promised = 0; // return that was asked, per year
    double received = 0;
};

// How near a fund is to a firm: it does not invest, it looks elsewhere, it may not finance what is this military, or it
// may join.
enum class Reach : std::uint8_t { does_not_invest, looks_elsewhere, may_not, may };

// A round that came about, for who put money into it.
struct PrivateRound {
    std::span<const Ticket> tickets;
    double stake = 0; // part of the firm that all of it bought
    double need = 0;  // all of it
    double log_sd = 0;
    double cover = 0;
};

// Commitment of a fund of a type, by its number; of a pool: a year's.
double usual_size(const Year&, const FundType&, int number);

struct PrivateFunds {
    std::vector<PrivateFund> funds;
    std::vector<FundHolding> holdings; // in the order in which they were bought
    std::vector<Sale> sales;           // of this year
    std::vector<EndedStake> ended;     // the same, and what was lost
    // What exits taught: in all by area, and of each fund's own by [fund][area].
    PerArea<ExitRecord> common;
    std::vector<ExitRecord> own;
    // Since the policy began: firms by weight; funds; meur.
    double applications = 0;
    double rounds = 0;
    double declined = 0;
    double raised = 0;
    double proceeds = 0;

    // Whether private investors are funds, and may be asked this year.
    static bool are_asked(const Year&);
    // Whether they are many, of several types, or the one without limits.
    static bool are_many(const Year&);
    // Who is there, and how much each can still do this year; what funds did last year is forgotten.
    void open_year(const Year&);
    void offer(const Year&, std::vector<FundOffer>&) const;

    // Whether a fund may put money into a firm of the area, and what keeps it from that; `holds`: it has done so
    // before.
    Reach reach(const Year&, int fund, Area, bool holds) const;
    // Return that it asks for, nominal, and what it believes of returns beyond that.
    double return_asked(const Year&, int fund, double log_sd, double cover) const;
    double belief(const Year&, int fund, Area) const;
    double mean_belief(const Year&, int fund) const; // over the areas that it looks at
    FundRestriction restriction(const Year&, int fund) const;
    // Money of a fund in a firm.
    double held(int fund, Row row) const;

    void take(const Year&, Firms&, Row row, const PrivateRound&);
    // New owners leave this part to those who hold something of the firm.
    void dilute(Row row, double left);
    // The year closes.
    void settle(const Year&, Firms&, Accounts&);
    // Holders have their part of what firms paid out; what has come of age is sold, what has ended is written off.
    // Funds learn from what it brought.
    void collect(const Year&, Firms&, Accounts&);
    // Managers raise another fund, or not; new ones come.
    void raise(const Year&, const Firms&, const Accounts&);
    void measure(const Year&, RunRecord&) const;

  private:
    friend struct Garbage;  // tests put it into memory of one year
    friend struct FundRows; // a test puts funds into other rows
    void found_all(const Year&);
    void found_one(const Year&, FundKind, int number, int founded, double commitment);
    bool looks_at(int fund, Area area) const { return looks_[index(fund, area)] != 0; }
    std::size_t index(int fund, Area area) const {
        return static_cast<std::size_t>(fund) * common.size() + area.index();
    }
    double pay_holder(const Year&, Firms&, Accounts&, FundHolding&);
    void learn(const FundHolding&, Area area, int years);
    void rank(const Year&, const Firms&, const Accounts&);
    bool goes_out(const Year&, const PrivateFund&) const;
    double rank_of(double worth) const;
    void follow_on(const Year&, int fund, double growth);
    void try_to_raise(const Year&, int fund, double median);
    int new_managers(const Year&) const;
    void welcome_managers(const Year&);

    std::vector<std::uint8_t> looks_; // [fund][area]
    std::vector<double> worth_;       // memory of one year: value over what was put in, by fund
    std::vector<double> sorted_;      // the same of those that live
};

} // namespace drumbeat
