// SPDX-License-Identifier: Apache-2.0
// The rules of a year one by one: what a step did to the world, against the rule's formula worked out beside it.
// Statistical checks allow four standard errors: each fails by chance in 6 of 100,000 seeds, and the seeds are fixed.
#include "country.hpp"
#include "packaged.hpp"

#include "agents/expectations.hpp"
#include "agents/production.hpp"
#include "sim/firm/made_to_order.hpp"
#include "sim/firm/standing.hpp"
#include "sim/year/building.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace drumbeat;
using doctest::Approx;

namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// The textbook's ten firms, in a world with luck where a test asks for it.
Scenario ten_firms() {
    Scenario s = packaged_scenario("textbook");
    s.time.horizon_years = 12;
    s.budget.final_defence_meur = s.budget.defence_meur;
    s.segments.front().sustainment_meur = 30, s.segments.front().export_meur = 20;
    return s;
}

OrderStream& orders_of(Scenario& s) { return s.segments.front().orders; }

struct Moments {
    double mean = 0, sd = 0;
};
template <class Values> Moments moments(const Values& values) {
    const double n = static_cast<double>(values.size());
    Moments m;
    for (const double v : values) m.mean += v / n;
    for (const double v : values) m.sd += (v - m.mean) * (v - m.mean) / n;
    m.sd = std::sqrt(m.sd);
    return m;
}

// Probability p seen in `count` of `n` trials.
void check_frequency(double count, double n, double p) {
    CAPTURE(count / n);
    CAPTURE(p);
    CHECK(std::abs(count / n - p) < 4 * std::sqrt(p * (1 - p) / n));
}

} // namespace

TEST_CASE("founding: firms add up to the area's turnover, and differ as their class says") {
    Scenario s = ten_firms();
    FirmClass& c = s.firms.sme;
    s.segments.front().initial.smes = 4000, c.national_count = 8000;
    c.size_sd = .8, c.margin = .15, c.margin_sd = .2, c.capital_sd = .25, c.cost_sd = .08, c.hurdle_wedge = .10,
    c.hurdle_wedge_sd = .02;
    c.cash_spread = 1;
    Country country(s);
    const Firms& f = country.firms();
    REQUIRE(f.count() == 4000);
    CHECK(std::accumulate(f.size.begin(), f.size.end(), 0.) == Approx(50 + 30 + 20));
    CHECK(std::accumulate(f.weight.begin(), f.weight.end(), 0.) == Approx(8000));
    CHECK(std::accumulate(f.prior_share.begin(), f.prior_share.end(), 0.) == Approx(50. / 80));
    CHECK(std::accumulate(f.exports.begin(), f.exports.end(), 0.) == Approx(20));
    std::vector<double> log_size, log_margin, spare;
    for (const Row r : f.rows()) {
        CHECK(f.capacity[r] == Approx(f.size[r] / .8));
        const Sheet sheet = country.world.accounts.sheet(r);
        CHECK(sheet.cash + sheet.book == Approx(sheet.debt + sheet.equity));
        log_size.push_back(std::log(f.size[r])), log_margin.push_back(std::log(f.margin[r]));
        const double reserve = s.finance.cash_reserve_months / 12 * (1 - f.margin[r]) * f.size[r];
        spare.push_back((sheet.cash - reserve) / (f.margin[r] * f.size[r]));
    }
    const double n = 4000;
    const auto check_law = [&](const auto& values, double mean, double sd) {
        const Moments m = moments(values);
        CAPTURE(mean);
        CHECK(std::abs(m.mean - mean) < 4 * sd / std::sqrt(n));
        CHECK(std::abs(m.sd - sd) < 4 * sd / std::sqrt(2 * n));
    };
    CHECK(std::abs(moments(log_size).sd - .8) < 4 * .8 / std::sqrt(2 * n));
    check_law(log_margin, std::log(.15) - .5 * .2 * .2, .2);
    check_law(f.hurdle, c.wacc + .10 - s.investment.inflation, .02);
    check_law(spare, .5, std::sqrt(1. / 12));
    CHECK(std::abs(moments(f.capital_per_output).mean - c.capital_per_output) <
          4 * .25 * c.capital_per_output / std::sqrt(n));
    CHECK(std::abs(moments(f.base_cost).mean - .85) < 4 * .08 * .85 / std::sqrt(n));
}

TEST_CASE("contracts end by their own hazard by size, and all at once with their line; compensation leaves the line") {
    Scenario s = ten_firms();
    orders_of(s).framework_years = 8;
    orders_of(s).lot_size_meur = 1, orders_of(s).large_contract_meur = 1;
    s.segments.front().lines = 40;
    orders_of(s).termination_large = .3, orders_of(s).termination_small = .1,
    orders_of(s).termination_compensation = .25;
    double before[2] = {}, kept[2] = {}, lines = 0, cancelled = 0;
    for (std::uint32_t replication = 0; replication < 60; ++replication) {
        orders_of(s).cancellation = replication < 40 ? 0 : .2;
        Country country(s, replication);
        country.until_beliefs(), country.rest_of_year();
        const std::vector<Contract> standing = country.area().contracts;
        double ended_plan = 0;
        country.begin_year(), country.plan();
        const std::vector<Line> planned = country.area().lines;
        country.commit();
        const auto lives_on = [&](const Contract& c) {
            return std::any_of(country.area().contracts.begin(), country.area().contracts.end(),
                               [&](const Contract& k) {
                                   return k.line == c.line && k.lot == c.lot && k.row == c.row && k.birth == c.birth;
                               });
        };
        double carry = 0;
        for (const Line& line : country.area().lines) carry += line.carry;
        for (const Line& line : planned) carry -= line.carry;
        for (const Contract& c : standing) {
            if (c.years_left == 0) continue;
            const bool lives = lives_on(c);
            if (replication < 40)
                before[c.large] += 1, kept[c.large] += lives;
            else if (planned[at(c.line)].cancelled)
                CHECK(!lives);
            if (!lives && c.row != foreign_supplier) ended_plan += c.share * 80 / 40;
        }
        if (replication >= 40)
            for (const Line& line : planned) lines += 1, cancelled += line.cancelled;
        CHECK(country.world.accounts.ledger().paid(Sector::ministry, Purpose::compensation) ==
              Approx(.25 * ended_plan));
        CHECK(carry == Approx(-.25 * ended_plan)); // without a floor nothing else is carried
    }
    REQUIRE(std::min(before[0], before[1]) > 200);
    check_frequency(kept[0], before[0], .9);
    check_frequency(kept[1], before[1], .7);
    check_frequency(cancelled, lines, .2);
}

TEST_CASE("call-offs: at least the floor, and what they run ahead of requirement is carried against the line") {
    Scenario s = ten_firms();
    orders_of(s).cv = 1, orders_of(s).phi = 0, orders_of(s).minimum_quantity = .9, orders_of(s).framework_years = 8;
    int bound = 0;
    for (std::uint32_t replication = 0; replication < 20; ++replication) {
        Country country(s, replication);
        country.until_beliefs(), country.rest_of_year();
        country.begin_year(), country.plan();
        const std::vector<Line> planned = country.area().lines;
        const double ordered = country.world.totals.orders;
        double sum = 0;
        country.commit();
        for (std::size_t i = 0; i < planned.size(); ++i) {
            const Line& line = country.area().lines[i];
            const double called = line.contracted * std::max(.9 * 20, std::max(0., planned[i].available));
            CHECK(line.carry - planned[i].carry == Approx(line.contracted * planned[i].available - called));
            sum += called, bound += planned[i].available < .9 * 20;
        }
        CHECK(country.world.totals.orders - ordered == Approx(sum));
    }
    CHECK(bound > 20);
}

TEST_CASE("length prefers nobody: foreign contracts save what an average firm at home would pass on") {
    Scenario s = ten_firms(), longer = s;
    s.tender.multi_year_saving = longer.tender.multi_year_saving = .1;
    orders_of(longer).framework_years = 5;
    TableShelf shelf;
    const auto price = [&](const Scenario& arm) { return prepare(arm, s, shelf)->segments[Area{0}].foreign_price; };
    const auto kept = [](double years) { return 1 - .5 * .1 * (1 - std::exp(-(years - 1) / 2)) * .8; };
    CHECK(price(s) == 1.5);
    CHECK(price(longer) == Approx(1.5 * kept(5) / kept(2)));
    longer.assumed_signs = false;
    CHECK(price(longer) == 1.5);
    // At home: the asking price without scarcity, over the same two lengths.
    const double home = asking_price({.8, .2, 0, multi_year_saving(.1, 5), .5}, 0),
                 before = asking_price({.8, .2, 0, multi_year_saving(.1, 2), .5}, 0);
    longer.assumed_signs = true;
    CHECK(price(longer) / price(s) == Approx(home / before));
}

TEST_CASE("what a bidder offers: its plant less call-offs and sustainment, and less the exports that it reserves") {
    Scenario s = ten_firms();
    for (const double reserve : {0., .5, 1.}) {
        s.tender.export_reserve = reserve;
        Country country(s);
        const RunRecord& record = country.keep_record();
        country.until_awards();
        REQUIRE(record.events.front().kind == EventKind::bid);
        CHECK(record.events.front().amount_meur == Approx(12.5 - 3 - reserve * 2)); // exports of 2, at their mean
    }
}

TEST_CASE("firms are invited in proportion to their capacity, and as many as the rules say") {
    Scenario s = ten_firms();
    s.segments.front().initial.smes = 0, s.segments.front().initial.prime_turnover_meur = {10, 30, 60};
    s.tender.bidders_min = s.tender.bidders_max = 1;
    double invited[3] = {};
    for (std::uint32_t replication = 0; replication < 1000; ++replication) {
        Country country(s, replication);
        country.until_awards();
        for (const Row r : ids<Row>(3)) invited[r.index()] += country.firms().bids[r];
    }
    const double all = invited[0] + invited[1] + invited[2];
    CHECK(all == 4000); // four lines, one lot each
    for (const auto& [r, share] : {std::pair{0, .1}, {1, .3}, {2, .6}}) check_frequency(invited[r], all, share);
    // Two of three: a firm is left out with the probability that the other two are first in the race.
    s.tender.bidders_min = s.tender.bidders_max = 2;
    double left_out = 0, lots = 0;
    for (std::uint32_t replication = 0; replication < 1000; ++replication) {
        Country country(s, replication);
        country.until_awards();
        const auto& bids = country.firms().bids;
        CHECK(bids[Row{0}] + bids[Row{1}] + bids[Row{2}] == 8);
        left_out += 4 - bids[Row{0}], lots += 4;
    }
    check_frequency(left_out, lots, .3 * .6 / .7 + .6 * .3 / .4);
}

TEST_CASE("the hazard that firms believe in: prior years and the fading record of contracts that ended") {
    Scenario s = ten_firms();
    orders_of(s).framework_years = 4, orders_of(s).lot_size_meur = 2;
    orders_of(s).termination_large = orders_of(s).termination_small = .25;
    s.beliefs.share_memory = .7, s.beliefs.hazard_prior_years = 3;
    Country country(s);
    double weight = 0, sum = 0;
    CHECK(country.area().hazard == Approx(.25));
    for (int year = 0; year < 5; ++year) {
        country.until_beliefs();
        const SegmentState& area = country.area();
        if (area.live_share > 0) weight = .7 * weight + 1, sum = .7 * sum + area.ended_share / area.live_share;
        CHECK(area.hazard == Approx((3 * .25 + sum) / (3 + weight)));
        country.rest_of_year();
    }
    CHECK(country.area().hazard != Approx(.25));
}

TEST_CASE("the roadmap: the requirement within the notice, a blurred view for the involved, the law beyond") {
    Scenario s = ten_firms();
    OrderStream& orders = orders_of(s);
    orders.cv = .5, orders.phi = .6, orders.notice_years = 2, orders.truthfulness = .7, orders.early_years = 2,
    orders.early_noise = .1;
    s.beliefs.trust_kept = 1, s.beliefs.trust_broken = 0,
    s.beliefs.credibility = TrustLearning::frozen; // the roadmap alone
    Country country(s);
    country.until_beliefs();
    const double sx = std::sqrt(std::log(1.25));
    const auto requirement = [&](int year) { return std::exp(sx * country.area().path[at(year)] - .5 * sx * sx); };
    for (const Reader reader : {Reader::open, Reader::early}) {
        const Outlook& o = country.desk.ahead[Area{0}].outlook(Expectation::rational, reader);
        CHECK(o.mean[0] == Approx(requirement(0)));
        CHECK(o.sd[0] == 0);
        for (const int n : {1, 2}) {
            CHECK(o.mean[at(n)] == Approx(.7 * requirement(n) + .3));
            CHECK(o.sd[at(n)] == Approx(.3 * sx));
            CHECK(o.pass[at(n)] == 0);
        }
        for (const int n : {3, 4, 5, 8}) {
            const bool blurred = reader == Reader::early && n <= 4;
            const double noise = n == 3 ? .1 : .15, told = .3 * sx;
            CAPTURE(n);
            if (blurred) {
                CHECK(o.sd[at(n)] == Approx(std::sqrt(told * told + noise * noise)));
                CHECK(std::abs(std::log(o.mean[at(n)] / (.7 * requirement(n) + .3))) < 4.5 * noise);
                CHECK(o.mean[at(n)] != Approx(.7 * requirement(n) + .3));
            } else { // what the law implies from the last year shown, and what was unsure of that
                const int from = reader == Reader::early ? 4 : 2;
                const double last = std::log(o.mean[at(from)]) + .5 * sx * sx, left = std::pow(.6, n - from);
                const double blur = reader == Reader::early ? .15 * left : 0;
                CHECK(o.mean[at(n)] == Approx(std::exp(left * last - .5 * sx * sx * left * left)));
                CHECK(o.sd[at(n)] == Approx(std::sqrt(sx * sx * (1 - left * left) + told * told + blur * blur)));
            }
            const int seen = reader == Reader::early ? 4 : 2;
            CHECK(o.pass[at(n)] == Approx(n <= seen ? 0 : std::pow(.6, n - seen)));
        }
    }
}

TEST_CASE("news reaches the forecast by the firm's own rule as far as it distrusts the roadmap") {
    Scenario s = ten_firms();
    orders_of(s).cv = .5, orders_of(s).phi = .6, orders_of(s).notice_years = 1;
    s.beliefs.trust_kept = 1, s.beliefs.trust_broken = 3, s.beliefs.credibility = TrustLearning::frozen,
    s.beliefs.gain = .3;
    Country country(s);
    country.until_beliefs();
    const double c = .25;
    for (const int n : {1, 2, 4}) {
        const double roadmap = n <= 1 ? 0 : std::pow(.6, n - 1);
        const auto pass = [&](Expectation rule) {
            return country.desk.ahead[Area{0}].outlook(rule, Reader::open).pass[at(n)];
        };
        CHECK(pass(Expectation::rational) == Approx((1 - c) * std::pow(.6, n) + c * roadmap));
        CHECK(pass(Expectation::adaptive) == Approx((1 - c) * .3 + c * roadmap));
        CHECK(pass(Expectation::naive) == Approx((1 - c) + c * roadmap));
    }
}

TEST_CASE("a firm's share of what is open: prior years and the fading record of awards and shadow demand") {
    Scenario s = ten_firms();
    orders_of(s).cv = .5;
    s.segments.front().foreign_price = 1.02, s.tender.noise = .2; // so that firms win some and lose some
    s.beliefs.share_memory = .6;
    Country country(s);
    PerFirm<double> won(10), open(10);
    double most = 0;
    for (int year = 0; year < 4; ++year) {
        country.until_beliefs();
        const Firms& f = country.firms();
        for (const Row r : won.keys()) {
            if (country.area().open_money > 0) {
                won[r] = .6 * won[r] + f.awarded_money[r] + f.shadow_money[r];
                open[r] = .6 * open[r] + country.area().open_money;
            }
            CHECK(f.share_won[r] == Approx(won[r]));
            CHECK(f.share_open[r] == Approx(open[r]));
            most = std::max(most, won[r]);
        }
        country.rest_of_year();
    }
    CHECK(most > 0);
    CHECK(*std::min_element(won.begin(), won.end()) < most);
}

TEST_CASE("exports: each firm's own, mean 1, with the spread and persistence asked for") {
    Scenario s = ten_firms();
    s.segments.front().initial.smes = 20000, s.segments.front().export_cv = .5, s.segments.front().export_phi = .6;
    Country country(s);
    country.until_beliefs(), country.rest_of_year();
    const PerFirm<double> first = country.firms().export_x, level = country.firms().export_level;
    country.until_beliefs();
    const PerFirm<double>& second = country.firms().export_x;
    const double n = 20000, sx = std::sqrt(std::log(1.25));
    double product = 0;
    for (const Row r : first.keys()) {
        product += first[r] * second[r] / n;
        CHECK(level[r] == Approx(std::exp(sx * first[r] - .5 * sx * sx)));
    }
    const Moments a = moments(first), b = moments(second), l = moments(level);
    CHECK(std::abs(a.sd - 1) < 4 / std::sqrt(2 * n));
    CHECK(std::abs(b.sd - 1) < 4 / std::sqrt(2 * n));
    CHECK(std::abs(product - .6) < 4 * std::sqrt((1 + .36) / n)); // variance of a product of two correlated normals
    CHECK(std::abs(l.mean - 1) < 4 * .5 / std::sqrt(n));
}

TEST_CASE("replacement: what wears out is replaced as far as expected load needs it and cash pays for it") {
    Scenario s = ten_firms();
    s.budget.final_defence_meur = 1500, s.budget.ramp_years = 5; // so that the years ahead differ
    Country country(s);
    country.until_beliefs();
    Firms& f = country.firms();
    f.capacity[Row{1}] = 40;              // far more than is needed
    give_cash(country.world, Row{3}, .2); // cannot pay
    PerFirm<double> needed;
    country.forecast();
    for (const Row row : f.rows()) {
        const auto load = country.desk.loads.mean(row);
        needed.push_back((load[1] + load[2] + load[3] + load[4]) / 4 / .8);
    }
    f.capacity[Row{2}] = needed[Row{2}] / .95; // half of what wears out is needed
    const PerFirm<double> capacity = f.capacity;
    const Accounts before = country.world.accounts;
    country.invest();
    bool none = false, part = false, all = false;
    for (const Row r : f.rows()) {
        const double worn = .1 * capacity[r], wanted = std::clamp(needed[r] - (capacity[r] - worn), 0., worn);
        const double volume = std::min(wanted, before.cash(r) / .5);
        CAPTURE(r.number);
        CHECK(f.replaced[r] == Approx(.5 * volume));
        CHECK(f.capacity[r] == Approx(capacity[r] - worn + volume));
        none |= volume == 0, part |= volume > 0 && volume < worn, all |= volume == worn;
    }
    CHECK((none && part && all));
    CHECK(f.replaced[Row{2}] == Approx(.5 * .05 * capacity[Row{2}]));
    CHECK(f.replaced[Row{3}] == Approx(.2));
}

TEST_CASE("why a firm does not expand: the first test that fails, and what alone would have turned it") {
    Scenario s = ten_firms();
    s.segments.front().lines = 1, orders_of(s).cv = .5, orders_of(s).phi = .9;
    s.firms.sme.behaviour.parts = {{1, Expectation::rational, InvestmentRule::real_option}},
    s.firms.sme.option_weight = 1;
    s.firms.sme.hiring_limit = .1;
    enum Relaxed : unsigned { demand = 1, cost = 2, waiting = 4, money = 8 };
    struct Sheet {
        Binding binding;
        unsigned relaxations;
    };
    // One firm of the year after `change` was done to it.
    const auto sheet = [&](auto&& change, double cash = 1000, double debt = 0) {
        Country country(s);
        country.keep_record();
        country.until_beliefs();
        Firms& f = country.firms();
        f.bids[Row{0}] = f.wins[Row{0}] = 0;
        f.share_won[Row{0}] = f.share_open[Row{0}] = 0;
        give_debt(country.world, Row{0}, debt);
        give_cash(country.world, Row{0}, cash);
        change(f);
        country.invest();
        return Sheet{f.binding[Row{0}], f.relaxations[Row{0}]};
    };
    const auto load = [&](Firms& f, double volume) {
        f.exports[Row{0}] = volume;
    }; // for certain: exports do not vary here
    const Sheet idle = sheet([&](Firms& f) { load(f, 1); });
    CHECK(idle.binding == Binding::no_demand);
    CHECK((idle.relaxations & money) == 0);
    CHECK(sheet([&](Firms& f) { load(f, 1), f.bids[Row{0}] = 1; }).binding == Binding::no_tender_won);
    CHECK(sheet([&](Firms& f) { load(f, 1), f.bids[Row{0}] = f.wins[Row{0}] = 1; }).binding == Binding::no_demand);
    CHECK(sheet([&](Firms& f) { load(f, 3), f.staff[Row{0}] = 2; }).binding == Binding::labour);
    CHECK(sheet([&](Firms& f) { load(f, 60); }).binding == Binding::none);
    // Demand beyond the plant at a plant twice too dear: half the cost, or twice the margin's years, would turn it.
    const Sheet dear = sheet([&](Firms& f) { load(f, 25), f.capital_per_output[Row{0}] = 1.3; });
    CHECK(dear.binding == Binding::npv);
    CHECK((dear.relaxations & cost) != 0);
    CHECK((dear.relaxations & (waiting | money)) == 0);
    const Sheet poor = sheet([&](Firms& f) { load(f, 60), f.margin[Row{0}] = .2; }, 0, 1000);
    CHECK(poor.binding == Binding::finance);
    CHECK((poor.relaxations & money) != 0);
    // Orders, which vary, instead of exports, at a price where the value is above cost and below the multiple of it.
    bool waited = false;
    for (double capital = .1; capital < 1; capital += .02) {
        const Sheet wait =
            sheet([&](Firms& f) { load(f, 0), f.prior_share[Row{0}] = .2, f.capital_per_output[Row{0}] = capital; });
        if (wait.binding != Binding::option_value) continue;
        waited = true;
        CHECK((wait.relaxations & waiting) != 0);
    }
    CHECK(waited);
}

TEST_CASE("new capacity comes on line, and staff follows as fast as firms can hire") {
    Scenario s = ten_firms();
    s.firms.sme.hiring_limit = .2;
    Country country(s);
    country.until_beliefs();
    Firms& f = country.firms();
    for (auto& pipeline : f.pipeline) pipeline.fill(0);
    for (const Row r : ids<Row>(3)) f.capacity[r] = 10, f.staff[r] = 10;
    f.pipeline[Row{0}] = {1, 2}, f.pipeline[Row{1}] = {5}, f.staff[Row{2}] = 0;
    country.produce();
    CHECK(f.capacity[Row{0}] == 11);
    CHECK(f.staff[Row{0}] == 11); // a tenth more: hired at once
    CHECK(f.pipeline[Row{0}][0] == 2);
    CHECK(f.capacity[Row{1}] == 15);
    CHECK(f.staff[Row{1}] == Approx(12)); // half more: a fifth in the first year
    CHECK(usable_capacity(country.firms(), Row{1}) == Approx(12));
    CHECK(f.staff[Row{2}] == 10);
}

TEST_CASE("exit after years without money or without work, and entry as often as asked") {
    Scenario s = ten_firms();
    s.entry_exit = {};
    s.entry_exit.entry_rate = .3;
    std::vector<double> births;
    for (std::uint32_t replication = 0; replication < 400; ++replication) {
        Country country(s, replication);
        Firms& f = country.firms();
        int poor_for = 0, idle_for = 0;
        for (int year = 0; year < 4; ++year) {
            const int before = f.count();
            country.until_beliefs(), country.invest();
            if (replication < 5) {
                f.margin[Row{0}] = .2;
                country.produce();
                give_cash(country.world, Row{0}, -1000); // no bank, no owner helps
                give_cash(country.world, Row{1}, std::max(country.world.accounts.cash(Row{1}), 1.));
                f.output[Row{1}] = 0;
                f.output[Row{2}] = .36 * usable_capacity(country.firms(), Row{2});
                country.settle();
                poor_for += f.alive[Row{0}], idle_for += f.alive[Row{1}];
                CHECK(f.alive[Row{2}]);
            } else
                country.produce(), country.settle();
            births.push_back(f.count() - before);
        }
        if (replication >= 5) continue;
        CHECK(poor_for == 1);
        CHECK(idle_for == 2);
    }
    const Moments m = moments(births);
    const double n = static_cast<double>(births.size());
    CHECK(std::abs(m.mean - 3) < 4 * std::sqrt(3 / n)); // .3 of ten firms a year
    CHECK(std::abs(m.sd * m.sd - 3) <
          4 * std::sqrt((3 + 2 * 9) / n)); // a Poisson count: variance of the variance (mu + 2 mu^2) / n
}

TEST_CASE("the fund's stakes: held for the time agreed, then lost or sold at the multiple, and the proceeds stay") {
    Scenario s = ten_firms();
    s.secfund.enabled = true, s.secfund.budget_meur = 0, s.secfund.loss_probability = .4,
    s.secfund.winner_multiple = 2.5, s.secfund.exit_years = 3;
    double won = 0, stakes = 0;
    for (std::uint32_t replication = 0; replication < 200; ++replication) {
        Country country(s, replication);
        for (const Row row : country.firms().rows()) country.world.in.fund.rounds.push_back({row, 0, 1});
        country.world.in.fund.rounds.push_back({Row{0}, 2, 1});
        for (int year = 0; year < 3; ++year) country.until_beliefs(), country.rest_of_year();
        CHECK(country.world.accounts.fund_cash() == 0);
        CHECK(country.world.in.fund.rounds.size() == 11);
        country.firms().alive[Row{9}] = 0; // a stake in a firm that is gone is lost
        country.until_beliefs(), country.rest_of_year();
        CHECK(country.world.in.fund.rounds.size() == 1);
        const double sold = country.world.accounts.fund_cash() / 2.5;
        CHECK(sold == Approx(std::round(sold)));
        CHECK(sold <= 9);
        won += sold, stakes += 9;
    }
    check_frequency(won, stakes, .6);
}

TEST_CASE("build-to-order by hand: the margin of the contract's years against the cost of the plant") {
    // Call-offs of 5 and 4 without risk, one and two years from now; a tenth wears out between them; 10 % a year.
    Scenario s = ten_firms();
    s.firms.sme.hurdle_wedge = 0, s.investment.scale_elasticity = 1, s.investment.fixed_cost = 0;
    Country country(s);
    country.until_beliefs();
    Firms& f = country.firms();
    const Accounts& accounts = country.world.accounts;
    give_cash(country.world, Row{0}, 1000);
    World& w = country.world;
    const auto plant = [&](const ContractOffer& contract) {
        const Support support = support_for(w.in, country.year(), f, accounts, Row{0});
        const Applicant firm = applicant_with(country.year(), f, accounts, country.desk.draws, {}, Row{0}, contract);
        return plant_for(country.year(), w.areas, country.desk.ahead, f, firm, Row{0}, contract, support,
                         country.desk.tender.contract);
    };
    const auto would_build = [&](const ContractOffer& contract) { return plant(contract).funding.complete; };
    const ContractOffer offer{5, 4, 5, 2, 0};
    const double value = .2 * 5 * (1 / 1.1 + .9 * .8 / 1.21);
    f.capital_per_output[Row{0}] = value / 5 * .999;
    CHECK(would_build(offer));
    const double cash = accounts.cash(Row{0});
    const PlantForLot built = plant(offer);
    build(country.year(), w.in, f, w.accounts, country.recorder(), Row{0}, built.choice, built.funding);
    CHECK(f.pipeline[Row{0}][1] == Approx(5));
    CHECK(cash - accounts.cash(Row{0}) == Approx(value * .999));
    f.capital_per_output[Row{0}] = value / 5 * 1.001;
    CHECK(!would_build(offer));
    f.capital_per_output[Row{0}] = value / 5 * .999;
    CHECK(!would_build({5, 4, 5, 1, 0})); // a year less to earn it
    CHECK(!would_build({5, 4, 0, 2, 0})); // nothing is missing
    give_debt(country.world, Row{0}, 1000);
    give_cash(country.world, Row{0}, 0);
    CHECK(!would_build(offer)); // nobody pays
}
