// SPDX-License-Identifier: Apache-2.0
// Which funds there are at first, and which are raised later.
#include "sim/institutions/private_funds.hpp"
#include "sim/world/draws.hpp"

#include <algorithm>

namespace drumbeat {

namespace {

constexpr double focus_share = .5;    // of the areas, that a fund looks at which does not look at all
constexpr double placed_share = .75;  // of a fund, after which its manager raises another
constexpr double least_growth = .25;  // of the next fund over the one before
constexpr double belief_weight = 10;  // of a year's return in the log number of new managers
constexpr int first_new_manager = 64; // numbers below are those of the first ones
constexpr int most_new_managers = 32; // a year

} // namespace

double usual_size(const Year& y, const FundType& type, int number) {
    const double u = draw(draws::fund_size, y.luck, FundAtFounding{number});
    const double size = type.least_meur + u * (type.most_meur - type.least_meur);
    return y.scenario.private_funds.capital * size;
}

void PrivateFunds::found_one(const Year& y, FundKind kind, int number, int founded, double commitment) {
    PrivateFund fund;
    fund.kind = kind;
    fund.number = number;
    fund.founded = founded;
    fund.commitment = commitment;
    fund.deals = draw(draws::first_deals, y.luck, FundAtFounding{number});
    funds.push_back(fund);
    const int place = static_cast<int>(funds.size()) - 1;
    bool somewhere = false;
    for (const Area area : common.keys()) {
        const double u = draw(draws::fund_focus, y.luck, FocusOfFund{area, number});
        const bool looks = !type_of(kind).is(FundTrait::some_areas) || u < focus_share;
        looks_.push_back(looks ? 1 : 0);
        own.emplace_back();
        somewhere = somewhere || looks;
    }
    if (somewhere) return;
    for (const Area area : common.keys()) looks_[index(place, area)] = 1;
}

// Managers have funds of all ages in which a fund invests; what the older ones have placed went into firms that are not
// followed.
void PrivateFunds::found_all(const Year& y) {
    const FundMarket& rules = y.scenario.private_funds;
    common.assign(y.prepared.segments.size(), {});
    int manager = 0;
    for (std::size_t kind = 0; kind < std::size(fund_types); ++kind) {
        const FundType& type = fund_types[kind];
        for (int i = 0; i < type.count; ++i) {
            const int spread = i * rules.invest_years / type.count + manager;
            const int age = type.is(FundTrait::pool) ? 0 : spread % rules.invest_years;
            const int number = fund_generations * manager++;
            const double size = type.is(FundTrait::pool) ? 0 : usual_size(y, type, number);
            found_one(y, static_cast<FundKind>(kind), number, y.simulated - age, size);
            PrivateFund& fund = funds.back();
            fund.before = (1 - rules.reserve) * fund.commitment * age / rules.invest_years;
            fund.drawn = fund.before;
        }
    }
}

// Value over what was put in, of each fund that lives and has put something in.
void PrivateFunds::rank(const Year& y, const Firms& f, const Accounts& accounts) {
    worth_.assign(funds.size(), 0);
    for (const FundHolding& holding : holdings)
        worth_[holding.fund] += holding.stake * price_of_firm(y, f, accounts, holding.row);
    sorted_.clear();
    for (std::size_t i = 0; i < funds.size(); ++i) {
        const double invested = funds[i].invested();
        worth_[i] = invested > 0 ? (worth_[i] + funds[i].proceeds) / invested : -1;
        if (worth_[i] >= 0 && funds[i].phase != FundPhase::closed) sorted_.push_back(worth_[i]);
    }
    std::sort(sorted_.begin(), sorted_.end());
}

// Whether its manager goes out for another one this year.
bool PrivateFunds::goes_out(const Year& y, const PrivateFund& fund) const {
    const FundMarket& rules = y.scenario.private_funds;
    if (fund.has_tried || fund.phase != FundPhase::investing || type_of(fund.kind).is(FundTrait::pool)) return false;
    const bool is_placed = fund.drawn >= placed_share * (1 - rules.reserve) * fund.commitment;
    const bool is_late = y.simulated - fund.founded + 1 >= rules.invest_years;
    return is_placed || is_late;
}

// Part of the funds that it did better than, half of its equals counted.
double PrivateFunds::rank_of(double worth) const {
    const auto equals = std::equal_range(sorted_.begin(), sorted_.end(), worth);
    const auto below = static_cast<double>(equals.first - sorted_.begin());
    const auto not_above = static_cast<double>(equals.second - sorted_.begin());
    return .5 * (below + not_above) / static_cast<double>(sorted_.size());
}

// The next fund of a manager, who knows what its funds have learnt.
void PrivateFunds::follow_on(const Year& y, int fund, double growth) {
    const PrivateFund before = funds[fund];
    found_one(y, before.kind, before.number + 1, y.simulated + 1, growth * before.commitment);
    const int next = static_cast<int>(funds.size()) - 1;
    for (const Area area : common.keys()) own[index(next, area)] = own[index(fund, area)];
    raised += 1;
}

void PrivateFunds::try_to_raise(const Year& y, int fund, double median) {
    if (!goes_out(y, funds[fund])) return;
    funds[fund].has_tried = true;
    const int number = funds[fund].number;
    const bool is_known = worth_[fund] >= 0 && median > 0; // else it passes for a middling one
    const double rank = is_known ? rank_of(worth_[fund]) : .5;
    const bool is_last = number % fund_generations == fund_generations - 1;
    if (is_last || draw(draws::successor, y.luck, FundAtFounding{number}) >= successor_probability(rank)) return;
    const double growth = is_known ? successor_growth(worth_[fund] / median) : 1;
    follow_on(y, fund, std::max(least_growth, growth));
}

// More of them the more investors are open to defence, and the better exits were.
int PrivateFunds::new_managers(const Year& y) const {
    const FundMarket& rules = y.scenario.private_funds;
    double belief = 0;
    for (const ExitRecord& record : common) belief += belief_of(record, rules.belief_exits);
    belief /= static_cast<double>(common.size());
    const double ease = openness(y.calendar, rules.openness_2030) / openness(2025, rules.openness_2030);
    const double mean = rules.new_managers * ease * maths::exp(belief_weight * belief);
    const double u = draw(draws::new_managers, y.luck, CountryInYear{y.calendar});
    return std::min(most_new_managers, poisson(u, std::min<double>(mean, most_new_managers)));
}

namespace {

// As many of each type as there were at first; pools are not founded anew.
FundKind kind_of_newcomer(const Year& y, int number) {
    int all = 0;
    for (const FundType& type : fund_types) all += type.is(FundTrait::pool) ? 0 : type.count;
    const double u = draw(draws::new_fund_type, y.luck, FundAtFounding{number});
    int left = static_cast<int>(u * all);
    std::size_t kind = 0;
    while (fund_types[kind].is(FundTrait::pool) || left >= fund_types[kind].count) {
        left -= fund_types[kind].is(FundTrait::pool) ? 0 : fund_types[kind].count;
        ++kind;
    }
    return static_cast<FundKind>(kind);
}

} // namespace

void PrivateFunds::welcome_managers(const Year& y) {
    const int count = new_managers(y);
    const int year = y.simulated - y.prepared.policy_year;
    for (int i = 0; i < count; ++i) {
        const int number = (first_new_manager + year * most_new_managers + i) * fund_generations;
        const FundKind kind = kind_of_newcomer(y, number);
        found_one(y, kind, number, y.simulated + 1, usual_size(y, type_of(kind), number));
        raised += 1;
    }
}

void PrivateFunds::raise(const Year& y, const Firms& f, const Accounts& accounts) {
    if (!are_asked(y) || y.scenario.private_funds.population != FundPopulation::types) return;
    rank(y, f, accounts);
    const double median = sorted_.empty() ? 0 : sorted_[sorted_.size() / 2];
    const int there = static_cast<int>(funds.size());
    for (int fund = 0; fund < there; ++fund) try_to_raise(y, fund, median);
    welcome_managers(y);
}

} // namespace drumbeat
