// SPDX-License-Identifier: Apache-2.0
#include "sim/world/prepare.hpp"

#include "agents/maths.hpp"
#include "agents/production.hpp"

#include <algorithm>
#include <cmath>

namespace drumbeat {

std::shared_ptr<const StoppingTable> TableShelf::stopping(double rho, double survival, int lag,
                                                          const std::vector<double>& candidates) {
    const std::lock_guard lock(mutex_);
    if (stopping_.size() >= most_tables) stopping_.clear();
    auto& table = stopping_[{rho, survival, lag, candidates}];
    if (!table) table = std::make_shared<const StoppingTable>(rho, survival, lag, candidates);
    return table;
}

std::shared_ptr<const ExpectedSales> TableShelf::expected_sales() {
    const std::lock_guard lock(mutex_);
    if (!sales_) sales_ = std::make_shared<const ExpectedSales>();
    return sales_;
}

namespace {

// Rows for firms that come by chance: half as many again as are expected, and some.
double room_for(double expected) { return 1.5 * expected + 40; }

} // namespace

int panel_rows(const Scenario& s) {
    double first = 0;
    double entrants = 0;
    double civil = 0;
    for (const Segment& segment : s.segments) {
        const InitialFirms& initial = segment.initial;
        first += initial.smes + initial.midcaps + static_cast<double>(initial.prime_turnover_meur.size());
        const int years = s.time.burn_in_years + s.time.horizon_years;
        entrants += s.entry_exit.entry_rate * initial.smes * years;
        civil += s.civil.candidate_rate * initial.smes * s.time.horizon_years;
    }
    const double entering = s.entry_exit.entry ? room_for(entrants) : 0;
    const double turning = s.civil.enabled ? room_for(civil) : 0;
    return static_cast<int>(first + entering + turning);
}

namespace {

// Coefficients whose sign is assumed rather than found, at zero.
void drop_assumed_signs(Scenario& s) {
    s.tender.multi_year_saving = 0;
    s.tender.early_bonus = 0;
    s.finance.backlog_collateral = 0;
    s.finance.volatility_spread = 0;
    s.finance.bank_loss_response = 0;
    s.private_investors.cover = 0;
    s.private_investors.volatility = 0;
    s.private_funds.risk_price = 0;
    s.regions.agglomeration = 0;
    s.regions.wage_response = 0;
    s.research.cost_elasticity = 0;
    s.research.spillover = 0;
    s.research.crowd_in = 0;
    s.institutes.quality_step = 0;
    for (Segment& segment : s.segments) segment.launching_customer = 0;
    s.innovation_agency.quality_gain = 0;
    s.innovation_agency.cost_gain = 0;
    s.innovation_agency.success_specified = s.innovation_agency.success_open;
    s.supply_chain.bullwhip = 1;
    s.european_buyer.scale_saving = 0;
    s.channels.forgetting = false;
    s.channels.information = false;
}

} // namespace

Scenario effective(const Scenario& stated) {
    Scenario s = stated;
    if (!s.assumed_signs) drop_assumed_signs(s);
    if (!s.channels.forgetting)
        for (Segment& segment : s.segments) segment.technology.forgetting = 0;
    if (!s.channels.credit) s.finance.limited = false;
    return s;
}

namespace {

StreamLaw law_of(const OrderStream& orders) { return {std::sqrt(log_variance(orders.cv)), orders.phi}; }

// The defence budget in a simulated year as it was meant: flat before the first reported year, then what a table says,
// or the way to its end.
double budget_meant(const Scenario& s, int reported_year) {
    const BudgetPath& budget = s.budget;
    if (!budget.path_meur.empty()) return budget.path_meur.at(s.time.start_year + std::max(0, reported_year));
    double done = std::clamp(static_cast<double>(reported_year) / budget.ramp_years, 0.0, 1.0);
    if (budget.ramp_power != 1) done = maths::pow(done, budget.ramp_power);
    return budget.defence_meur + done * (budget.final_defence_meur - budget.defence_meur);
}

// What a cut leaves of the budget.
double left_by_cut(const Scenario& s, int reported_year) {
    return s.time.start_year + reported_year >= s.budget.cut_year ? 1 - s.budget.cut_share : 1;
}

// Planned requirement of a segment in a simulated year, without extra money, meur.
double planned(const Scenario& s, const Segment& segment, int reported_year) {
    const YearTable& table = segment.orders.plan_meur;
    if (!table.empty()) return table.at(s.time.start_year + std::max(0, reported_year));
    return segment.weight * s.budget.equipment_share * budget_meant(s, reported_year);
}

// Price of a foreign contract of the arm's length. The scenario's price was found at the base's length; a longer
// contract lets foreign suppliers save as it lets an average firm at home, so that length itself prefers nobody.
double foreign_price(const Segment& segment, const Segment& before, const Scenario& s) {
    const auto kept = [&](int years) {
        const double saving = multi_year_saving(s.tender.multi_year_saving, years);
        return 1 - s.tender.saving_to_buyer * saving * (1 - s.firms.sme.margin);
    };
    return segment.foreign_price * kept(segment.orders.framework_years) / kept(before.orders.framework_years);
}

// What firms know of orders: the stream's law, how long contracts last, what length saves.
void tabulate_orders(SegmentTables& t, const Segment& segment, const Segment& before, const Prepared& p) {
    const OrderStream& orders = segment.orders;
    t.law = law_of(orders);
    t.believed_law = orders.announced ? t.law : law_of(before.orders);
    t.base_floor = before.orders.minimum_quantity;
    const double termination = .5 * (orders.termination_large + orders.termination_small);
    t.prior_hazard = 1 - (1 - orders.cancellation) * (1 - termination);
    t.learning = learning_exponent(segment.technology.learning_slope);
    t.saving = multi_year_saving(p.scenario.tender.multi_year_saving, orders.framework_years);
    t.foreign_price = foreign_price(segment, before, p.scenario);
}

void tabulate_exports(SegmentTables& t, const Segment& segment, int look_ahead) {
    t.export_sx = std::sqrt(log_variance(segment.export_cv));
    t.export_growth_sd = growth_sd(segment.export_cv, segment.export_phi);
    double pass = 1;
    for (int ahead = 0; ahead <= look_ahead; ++ahead) {
        t.export_pass.push_back(pass);
        t.export_variance.push_back(t.export_sx * t.export_sx * (1 - pass * pass));
        pass *= segment.export_phi;
    }
}

// The plan of each simulated year, before and after a cut, and the requirement where a table gives it.
void tabulate_plans(SegmentTables& t, const Segment& segment, const Prepared& p) {
    const Scenario& s = p.scenario;
    const YearTable& given = segment.orders.requirement_meur;
    for (int year = 0; year < p.years + p.look_ahead; ++year) {
        const int reported_year = year - p.burn_in;
        const double extra = year >= p.policy_year ? 1 + s.budget.extra_share : 1;
        t.foreseen.push_back(planned(s, segment, reported_year) * extra);
        t.plan.push_back(t.foreseen.back() * left_by_cut(s, reported_year));
        t.given.push_back(given.holds(p.calendar(year)) ? given.at(p.calendar(year)) : -1);
    }
}

SegmentTables tables_of(const Segment& segment, const Segment& before, const Prepared& p) {
    SegmentTables t;
    tabulate_orders(t, segment, before, p);
    tabulate_exports(t, segment, p.look_ahead);
    tabulate_plans(t, segment, p);
    return t;
}

// Extra money of the policy, relative to the plan.
double with_extra(const Scenario& s, int year) { return year >= s.time.policy_from ? 1 + s.budget.extra_share : 1; }

const Segment& same_segment(const Scenario& base, const Segment& segment) {
    for (const Segment& other : base.segments)
        if (other.name == segment.name) return other;
    return segment;
}

} // namespace

double planned_requirement(const Scenario& s, const Segment& segment, int year) {
    const int reported_year = year - s.time.start_year;
    return planned(s, segment, reported_year) * with_extra(s, year) * left_by_cut(s, reported_year);
}

double given_over_plan(double given, double plan) {
    constexpr double least = .01;
    return plan > 0 ? std::max(least, given / plan) : 1;
}

double ordered_by_design(const Scenario& s) {
    const int last = s.time.start_year + s.time.horizon_years - 1;
    double sum = 0;
    for (const Segment& segment : s.segments)
        for (int year = s.time.policy_from; year <= last; ++year) {
            const YearTable& given = segment.orders.requirement_meur;
            sum += given.holds(year) ? given.at(year) : planned_requirement(s, segment, year);
        }
    return sum;
}

namespace {

// Firms of the country over those that are simulated.
std::array<double, 3> weights_of(const Scenario& s) {
    std::array<double, 3> simulated{};
    for (const Segment& segment : s.segments) {
        simulated[0] += segment.initial.smes;
        simulated[1] += segment.initial.midcaps;
        simulated[2] += static_cast<double>(segment.initial.prime_turnover_meur.size());
    }
    std::array<double, 3> weights{1, 1, 1};
    const FirmClass* classes[] = {&s.firms.sme, &s.firms.midcap, &s.firms.prime};
    for (std::size_t c = 0; c < 3; ++c) {
        const double in_country = classes[c]->national_count;
        if (in_country > 0 && simulated[c] > 0) weights[c] = in_country / simulated[c];
    }
    return weights;
}

// Years that a forecast reaches: those of an appraisal or of a notice, until what is ordered then is delivered.
int look_ahead_of(const Scenario& s) {
    int notice = 0;
    for (const Segment& segment : s.segments)
        notice = std::max(notice, segment.orders.notice_years + segment.orders.early_years + 1);
    return std::max(s.investment.appraisal_years, notice) + longest_lead + 1;
}

void set_times(Prepared& p) {
    const TimeSettings& time = p.scenario.time;
    p.burn_in = time.burn_in_years;
    p.years = p.burn_in + time.horizon_years;
    p.policy_year = std::clamp(time.policy_from - p.calendar(0), 0, p.years);
    p.look_ahead = look_ahead_of(p.scenario);
}

// What the base means to spend over the years of the policy, meur.
double planned_money_of(const Prepared& p, const Scenario& base) {
    double sum = 0;
    for (const Segment& segment : base.segments)
        for (int year = p.policy_year; year < p.years; ++year)
            sum += planned(base, segment, year - p.burn_in) * left_by_cut(base, year - p.burn_in);
    return sum;
}

double last_defence_budget(const Prepared& p) {
    const int last = p.years - p.burn_in - 1;
    return budget_meant(p.scenario, last) * left_by_cut(p.scenario, last);
}

void note_stopping(Prepared& p) {
    for (const FirmClass* firm_class : p.classes)
        for (const BehaviourShare& part : firm_class->behaviour.parts)
            p.solves_stopping |= solves_stopping(part.investment);
}

// Optimal stopping, solved for each class of firms, whose building lags differ: under news that lasts, and under news
// that fades as in each technology area.
void take_stopping_tables(Prepared& p, TableShelf& shelf) {
    const Scenario& s = p.scenario;
    p.reverting.resize(s.segments.size());
    if (!p.solves_stopping) return;
    const double survival = s.investment.contract_survival * (1 - s.investment.depreciation);
    for (std::size_t c = 0; c < p.classes.size(); ++c) {
        const auto solved = [&](double rho) {
            return shelf.stopping(rho, survival, p.classes[c]->build_lag_years, s.investment.candidates);
        };
        p.martingale[c] = solved(1);
        for (const Area area : p.reverting.keys()) {
            const Segment& segment = segment_of(s, area);
            p.reverting[area][c] = solved(segment.weight > 0 ? segment.orders.phi : segment.export_phi);
        }
    }
}

BankTerms bank_terms(const Finance& finance) {
    BankTerms terms;
    terms.debt_to_earnings = finance.debt_to_earnings;
    terms.loan_to_value = finance.loan_to_value;
    terms.backlog_collateral = finance.backlog_collateral;
    terms.debt_service_cover = finance.debt_service_cover;
    terms.amortisation = finance.amortisation;
    return terms;
}

InvestorTaste taste_of(const PrivateInvestors& investors) {
    InvestorTaste taste;
    taste.intercept = investors.intercept;
    taste.cover = investors.cover;
    taste.secfund = investors.secfund;
    taste.volatility = investors.volatility;
    taste.irr = investors.irr;
    return taste;
}

std::shared_ptr<Prepared> made_ready(const Scenario& arm, const Scenario& base, TableShelf& shelf, Area area) {
    auto prepared = std::make_shared<Prepared>();
    Prepared& p = *prepared;
    p.scenario = effective(arm);
    const Scenario& s = p.scenario;
    p.weight = weights_of(s);
    p.most_rows = panel_rows(s);
    p.classes = {&s.firms.sme, &s.firms.midcap, &s.firms.prime};
    set_times(p);
    // What follows is of the one area, what stands above of the whole country.
    if (area != all_areas) p.scenario.segments = {Segment(segment_of(s, area))};
    for (const Segment& segment : s.segments) {
        const Segment& before = same_segment(base, segment);
        p.segments.push_back(tables_of(segment, before, p));
    }
    p.planned_money = planned_money_of(p, base);
    p.defence_last = last_defence_budget(p);
    p.sales = shelf.expected_sales();
    note_stopping(p);
    take_stopping_tables(p, shelf);
    p.bank = bank_terms(s.finance);
    p.taste = taste_of(s.private_investors);
    p.fund = {s.secfund.ticket_min_meur, s.secfund.ticket_max_meur, s.secfund.public_share};
    return prepared;
}

} // namespace

std::shared_ptr<const Prepared> prepare(const Scenario& arm, const Scenario& base, TableShelf& shelf, Area area) {
    return made_ready(arm, base, shelf, area);
}

std::shared_ptr<const Prepared> prepare_return(const Scenario& base, const Scenario& arm, TableShelf& shelf,
                                               Area area) {
    const auto prepared = made_ready(base, base, shelf, area);
    for (const Area own : prepared->areas()) {
        const Segment& segment = segment_of(arm, area == all_areas ? own : area);
        prepared->segments[own].base_floor = segment.orders.minimum_quantity; // contracts that run on
    }
    return prepared;
}

std::shared_ptr<const Prepared> prepare(const Scenario& scenario) {
    TableShelf shelf;
    return prepare(scenario, scenario, shelf);
}

} // namespace drumbeat
