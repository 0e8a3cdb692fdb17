// SPDX-License-Identifier: Apache-2.0
// What must hold of a simulated country whatever its numbers: the unit of money, the order of rows and the names of
// firms do not matter, areas do not touch each other without a common purse, a policy acts on nothing before it begins,
// and where nothing is uncertain the option to wait is worth nothing.
#include "config/parameter.hpp"
#include "config/table_checks.hpp"
#include "country.hpp"
#include "packaged.hpp"
#include "sim/year/measures.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <numeric>

using namespace drumbeat;
using doctest::Approx;

namespace {

bool same_bits(std::span<const double> a, std::span<const double> b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size_bytes()) == 0;
}
bool same_bits(const RunRecord& a, const RunRecord& b) {
    return same_bits(std::span(a.outcome), std::span(b.outcome)) && same_bits(a.yearly, b.yearly) &&
           same_bits(a.firms, b.firms);
}

// Two areas of the Dutch country: every instrument on, every rule among the firms, few enough to run often.
Scenario busy_country() {
    Scenario s = packaged_scenario("netherlands-2026");
    s.segments.resize(2);
    for (Segment& segment : s.segments) segment.weight = .5, segment.initial.smes = 12, segment.initial.midcaps = 4;
    s.time.burn_in_years = 5, s.time.horizon_years = 8;
    s.secfund.enabled = s.private_investors.enabled = true, s.private_investors.intercept = 0;
    s.subsidy = {.1, .02, PaidFrom::procurement};
    using enum Expectation;
    using enum InvestmentRule;
    for (FirmClass* c : {&s.firms.sme, &s.firms.midcap, &s.firms.prime})
        c->behaviour.parts = {{1, rational, real_option},
                              {1, adaptive, npv},
                              {1, naive, newsvendor},
                              {1, bayesian, bad_news},
                              {1, naive, suspension_option}};
    return s;
}

RunRecord run_of(const Scenario& s, Luck luck) {
    const auto prepared = prepare(s);
    return simulate(*prepared, *prepared, luck, true);
}

} // namespace

// ---- no risk, no value of waiting

TEST_CASE("without volatility, hazard and drift real options and net present value run the same country, to the bit") {
    Scenario certain = busy_country();
    for (Segment& segment : certain.segments) segment.orders.cv = segment.orders.cancellation = segment.export_cv = 0;
    const auto under = [&](InvestmentRule rule, Expectation expectation, Scenario s) {
        for (FirmClass* c : {&s.firms.sme, &s.firms.midcap, &s.firms.prime})
            c->behaviour.parts = {{1, expectation, rule}}, c->option_weight = 1;
        RunRecord record = run_of(s, {5, 0});
        for (int year = 0; year < record.years; ++year) // that the rules have two names is no difference
            for (int firm = 0; firm < record.firm_rows; ++firm) record.at(FirmColumn::rule, year, firm) = 0;
        return record;
    };
    for (const Expectation expectation : {Expectation::rational, Expectation::adaptive, Expectation::naive}) {
        const RunRecord npv = under(InvestmentRule::npv, expectation, certain);
        CHECK(npv.at(Outcome::investment_meur) > 0);
        CHECK(same_bits(npv, under(InvestmentRule::real_option, expectation, certain)));
        // It can fail: with the volatility of the baseline the two part.
        CHECK_FALSE(same_bits(under(InvestmentRule::npv, expectation, busy_country()),
                              under(InvestmentRule::real_option, expectation, busy_country())));
    }
}

// ---- the unit of money

namespace {

// All that is money in a scenario, times a factor; what is counted per money, over it.
Scenario in_other_money(const Scenario& s, double factor, std::string_view left_out = {}) {
    Scenario scaled = s;
    for (const Place& place : places(s)) {
        const Parameter& p = *place.parameter;
        const bool per_money = p.unit.ends_with("/meur");
        if ((p.unit != "meur" && !per_money) || p.name == left_out) continue;
        std::string text = p.get(s, place.segment);
        if (p.type == "numbers") {
            std::vector<double> values;
            read_value(text, p.range, values);
            for (double& value : values) value *= factor;
            text = value_text(values);
        } else if (p.type == years_type) {
            YearTable table;
            read_value(text, p.range, table);
            for (double& value : table.values) value *= factor;
            text = value_text(table);
        } else {
            double value = 0;
            read_number(text, value);
            text = value_text(per_money ? value / factor : value * factor);
        }
        CHECK_MESSAGE(!p.set(scaled, place.segment, text), p.path, " ", text);
    }
    return scaled;
}

// Shares, counts and ratios of a run. Money is left out, and what is counted against a fixed sum of euros.
std::vector<double> pure_numbers(const RunRecord& record) {
    std::vector<double> numbers;
    for (std::size_t i = 0; i < outcome_count; ++i)
        if (outcomes[i].unit != "meur" && outcomes[i].name != "ledger_residual" &&
            outcomes[i].name != "large_makers") // a count against a fixed sum of money
            numbers.push_back(record.outcome[i]);
    return numbers;
}

// Largest difference, relative where it is above 1; missing equals missing.
double farthest(const std::vector<double>& a, const std::vector<double>& b) {
    double worst = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i] != a[i] && b[i] != b[i]) continue;
        const double gap = std::abs(a[i] - b[i]) / std::max(1.0, std::abs(a[i]));
        worst = gap >= worst ? gap : gap != gap ? 1e300 : worst;
    }
    return worst;
}

} // namespace

TEST_CASE("money in another unit, a power of two, leaves every share as it is, to rounding") {
    const Scenario s = busy_country();
    double worst = 0;
    for (const double factor : {.25, 16.})
        for (std::uint32_t i = 0; i < 4; ++i) {
            const RunRecord plain = run_of(s, {8, i}), scaled = run_of(in_other_money(s, factor), {8, i});
            REQUIRE(plain.at(Outcome::secfund_meur) + plain.at(Outcome::subsidy_meur) > 0);
            worst = std::max(worst, farthest(pure_numbers(plain), pure_numbers(scaled)));
            CHECK(scaled.at(Outcome::investment_meur) ==
                  Approx(factor * plain.at(Outcome::investment_meur)).epsilon(1e-9));
        }
    MESSAGE("largest difference of a share: ", worst);
    CHECK(worst < 1e-9);
}

TEST_CASE("planted: one sum of money that is not scaled shows in the shares") {
    const Scenario s = busy_country();
    for (const char* forgotten : {"ticket_max_meur", "lot_size_meur", "export_meur", "large_contract_meur"}) {
        double worst = 0;
        for (std::uint32_t i = 0; i < 4; ++i)
            worst = std::max(worst, farthest(pure_numbers(run_of(s, {8, i})),
                                             pure_numbers(run_of(in_other_money(s, 16, forgotten), {8, i}))));
        CHECK_MESSAGE(worst > 1e-3, forgotten);
    }
}

// ---- who stands in which row, and who bears which name

namespace {

using Change = std::function<void(World&)>;

// A country whose firms are changed once it is founded; years from the first on count.
RunRecord changed_country(const Scenario& s, std::uint32_t replication, const Change& change) {
    Country country(s, replication);
    change(country.world);
    RunRecord& record = country.record;
    record.shape(country.prepared->years - country.prepared->burn_in, static_cast<int>(s.segments.size()), 0);
    country.records = true;
    begin_policy(country.world);
    while (country.world.year < country.prepared->years) country.pass_year();
    measure(country.year(), country.world, country.desk.roll, record);
    return record;
}

// Puts the firms into other rows, as they are.
void reverse_rows(World& w) {
    const World before = w;
    std::vector<Row> rows;
    for (const Row row : w.firms.rows()) rows.push_back(Row(w.firms.count() - 1 - row.number));
    copy_rows(w, rows, before);
}

// Gives the firms of each area each other's names, to which their luck of later years belongs.
void exchange_names(World& w) {
    Firms& f = w.firms;
    for (const Area area : ids<Area>(2)) {
        int most = 0;
        for (const Row row : f.rows())
            if (f.area[row] == area) most = std::max(most, f.ordinal[row]);
        for (const Row row : f.rows())
            if (f.area[row] == area) f.ordinal[row] = most - f.ordinal[row];
    }
}

// A bank with a balance that is less than what firms ask for.
Finance short_of_credit(Finance finance) {
    finance.bank = BankModel::balance;
    finance.bank_capital = .35;
    finance.bank_defence_penalty = 0;
    return finance;
}

// Whether more capital would change anything.
bool runs_short(const Scenario& s) {
    Scenario ample = s;
    ample.finance.bank_capital = 1000;
    return !same_bits(run_of(s, {8, 0}), run_of(ample, {8, 0}));
}

Scenario without_burn_in() {
    Scenario s = busy_country();
    s.time.burn_in_years = 0, s.time.policy_from = s.time.start_year;
    return s;
}

} // namespace

TEST_CASE("in which row a firm stands does not matter: luck and ties belong to firms") {
    // To rounding: sums over firms run in another order. The entrants, too, come behind others. The common purse is too
    // small for all, so that it matters who asks first.
    Scenario s = without_burn_in();
    s.secfund.budget_meur = 5, s.subsidy.budget_share = .001;
    SUBCASE("the bank lends what firms can carry") {}
    SUBCASE("the bank runs short too") {
        s.finance = short_of_credit(s.finance);
        CHECK(runs_short(s));
    }
    double worst = 0;
    for (std::uint32_t i = 0; i < 6; ++i) {
        const RunRecord as_born = changed_country(s, i, [](World&) {}), reversed = changed_country(s, i, reverse_rows);
        worst = std::max(worst, farthest(pure_numbers(as_born), pure_numbers(reversed)));
        CHECK(as_born.at(Outcome::investment_meur) > 0);
    }
    MESSAGE("largest difference of a share: ", worst);
    CHECK(worst < 1e-9);
    // Planted: something that looks at the row.
    const auto first_is_better = [](World& w) { w.firms.quality[Row{0}] += .2; };
    const RunRecord favoured = changed_country(s, 0, first_is_better), other = changed_country(s, 0, [&](World&w) {
                                                                           reverse_rows(w);
                                                                           first_is_better(w);
                                                                       });
    CHECK(farthest(pure_numbers(favoured), pure_numbers(other)) > 1e-6);
}

TEST_CASE("what a firm is called does not matter on average: names exchanged, the same distribution") {
    // Paired differences of 120 replications. Means: nine checks at 3.6 standard errors; squares, for the spread, the
    // same. A model to which names mean nothing fails one of these 18 with probability .6 %; the seed is fixed.
    const Scenario s = without_burn_in();
    const Outcome told[] = {
        Outcome::scale_up_share, Outcome::scale_up_share_retained, Outcome::investment_meur, Outcome::capacity_growth,
        Outcome::domestic_share, Outcome::import_capacity_share,   Outcome::unit_cost,       Outcome::utilisation,
        Outcome::concentration};
    constexpr int n = 120;
    std::vector<std::array<double, 2>> gap(std::size(told)), square(std::size(told));
    for (std::uint32_t i = 0; i < n; ++i) {
        const RunRecord as_born = changed_country(s, i, [](World&) {}), renamed = changed_country(s, i, exchange_names);
        REQUIRE_FALSE(same_bits(as_born.yearly, renamed.yearly)); // their luck is another one
        for (std::size_t o = 0; o < std::size(told); ++o) {
            const double a = as_born.at(told[o]), b = renamed.at(told[o]);
            const double moments[2] = {b - a, b * b - a * a};
            for (std::size_t k = 0; k < 2; ++k)
                gap[o][k] += moments[k] / n, square[o][k] += moments[k] * moments[k] / n;
        }
    }
    for (std::size_t o = 0; o < std::size(told); ++o)
        for (std::size_t k = 0; k < 2; ++k) {
            CAPTURE(outcomes[static_cast<std::size_t>(told[o])].name);
            const double error = std::sqrt((square[o][k] - gap[o][k] * gap[o][k]) / (n - 1));
            CHECK(error > 0);
            CHECK(std::abs(gap[o][k]) < 3.6 * error);
        }
}

// ---- areas

TEST_CASE("an area that is given no orders leaves every number of the other untouched, to the bit") {
    Scenario both = busy_country(), idle = both;
    for (Scenario* s : {&both, &idle}) s->secfund.enabled = s->private_investors.enabled = false, s->subsidy = {};
    idle.segments[1].weight = 0;
    RunRecord a = run_of(both, {5, 0}), b = run_of(idle, {5, 0});
    for (std::size_t q = 0; q < yearly_count; ++q)
        for (int year = 0; year < a.years; ++year) {
            const double x = a.at(static_cast<Yearly>(q), year, 0), y = b.at(static_cast<Yearly>(q), year, 0);
            CHECK_MESSAGE(same_bits({&x, 1}, {&y, 1}), yearly_quantities[q].name);
        }
    CHECK(a.at(Yearly::orders_meur, 3, 1) > 0);
    CHECK(b.at(Yearly::orders_meur, 3, 1) == 0);
    // Where the areas share a purse, one does touch the other.
    Scenario shared = busy_country(), emptied = shared;
    emptied.segments[1].weight = 0;
    CHECK(run_of(shared, {5, 0}).at(Yearly::orders_meur, 3, 0) !=
          run_of(emptied, {5, 0}).at(Yearly::orders_meur, 3, 0));
}

TEST_CASE("in which order areas stand in the file does not matter, even where purses are too small for all") {
    // To rounding: sums over areas run in another order. Plant that is built to order draws on the purses in the
    // tender, area by area.
    Scenario s = busy_country();
    s.tender.build_to_order_share = 1;
    s.secfund.budget_meur = 3, s.subsidy.budget_share = .0005;
    for (Segment& segment : s.segments) segment.orders.lead_years = longest_lead;
    SUBCASE("the bank lends what firms can carry") {}
    SUBCASE("the bank runs short too") {
        s.finance = short_of_credit(s.finance);
        CHECK(runs_short(s));
    }
    Scenario reversed = s;
    std::reverse(reversed.segments.begin(), reversed.segments.end());
    double worst = 0;
    double to_order = 0;
    for (std::uint32_t i = 0; i < 6; ++i) {
        const RunRecord as_it_stands = run_of(s, {5, i});
        to_order += as_it_stands.at(Outcome::contract_triggered_meur);
        worst = std::max(worst, farthest(pure_numbers(as_it_stands), pure_numbers(run_of(reversed, {5, i}))));
    }
    MESSAGE("largest difference of a share: ", worst);
    CHECK(to_order > 0);
    CHECK(worst < 1e-9);
}

// ---- before the policy

namespace {

// Another value of a lever that the codebook allows.
std::string other_value(const Place& place, const Scenario& s) {
    const Parameter& p = *place.parameter;
    const std::string now = text_of(place, s);
    if (p.type == "boolean") return now == "true" ? "false" : "true";
    if (p.type == "choice") return std::string(now == p.choices[0] ? p.choices[1] : p.choices[0]);
    if (p.type == years_type) { // half as much again as what it replaces
        const double usual =
            p.name == "path_meur" ? first_defence_meur(s) : first_plan_meur(s, s.segments[place.segment]);
        return value_text(YearTable{s.time.start_year,
                                    std::vector<double>(static_cast<std::size_t>(s.time.horizon_years), 1.5 * usual)});
    }
    double value = 0;
    read_number(now, value);
    if (p.type == "integer") return value_text(static_cast<int>(value + 2 <= p.range.high ? value + 2 : value - 2));
    const double more = value == 0 ? .5 : 1.5 * value;
    return value_text(more <= p.range.high && p.name != "public_share" ? more : .5 * value); // pari passu: at most .5
}

} // namespace

TEST_CASE("a lever that is moved in a later year changes nothing before it, to the bit; after it, most do") {
    Study study;
    study.base = busy_country();
    study.base.time.policy_from = 2029;
    study.base.tender.build_to_order_share = .2;
    study.base.research.enabled = true; // institutes and agency need it
    comparison_in(study).record.firm_replications = 1, study.seed = 4;
    comparison_in(study).arms.push_back({"base", "", {}});
    for (const Place& place : places(study.base)) {
        const Parameter& p = *place.parameter;
        if (p.kind != Kind::lever || p.name == "policy_from" || p.path == "segments.*.weight" || place.segment > 0)
            continue;
        const std::string path = path_of(place, study.base);
        const std::string other = other_value(place, study.base);
        Scenario moved = study.base;
        CHECK_FALSE(p.set(moved, place.segment, other));
        if (has_errors(check(moved))) continue; // a lever of an institution that needs another one
        comparison_in(study).arms.push_back({path, "", {{path, other, {}}}});
    }
    comparison_in(study).arms.push_back(
        {"weights", "", {{"segments.sensors.weight", "0.7", {}}, {"segments.unmanned_systems.weight", "0.3", {}}}});
    std::vector<Problem> problems;
    const std::vector<Case> cases = cases_of(study, problems);
    for (const Problem& problem : problems)
        if (problem.severity == Severity::error) FAIL(to_text(problem));
    const auto prepared = prepare_study(study, cases);
    StudyScratch scratch;
    std::vector<RunRecord> records(cases.size());
    replicate(*prepared, 0, scratch, records);
    RunRecord& base = records[0];
    const int policy = 2029 - study.base.time.start_year;
    int differ = 0;
    for (std::size_t c = 1; c < cases.size(); ++c) {
        CAPTURE(cases[c].arm);
        bool before = true, after = true;
        for (std::size_t q = 0; q < yearly_count; ++q)
            for (int year = 0; year < base.years; ++year)
                for (int segment = 0; segment < base.segments; ++segment) {
                    const double x = base.at(static_cast<Yearly>(q), year, segment),
                                 y = records[c].at(static_cast<Yearly>(q), year, segment);
                    (year < policy ? before : after) &= same_bits({&x, 1}, {&y, 1});
                }
        for (std::size_t q = 0; q < firm_column_count; ++q)
            for (int year = 0; year < policy; ++year)
                for (int row = 0; row < base.firm_rows; ++row) {
                    const double x = base.at(static_cast<FirmColumn>(q), year, row),
                                 y = records[c].at(static_cast<FirmColumn>(q), year, row);
                    before &= same_bits({&x, 1}, {&y, 1});
                }
        CHECK(before);
        if (!after) ++differ;
        if (after) MESSAGE(cases[c].arm, " = ", comparison_in(study).arms[c].settings[0].text, " changes nothing here");
    }
    CHECK(cases.size() > 25);
    CHECK(differ > 20);
}
