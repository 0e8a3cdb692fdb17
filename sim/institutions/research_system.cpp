// SPDX-License-Identifier: Apache-2.0
#include "sim/institutions/research_system.hpp"

#include "agents/knowledge.hpp"
#include "sim/institutions/procurement_pays.hpp"
#include "sim/world/draws.hpp"

#include <algorithm>

namespace drumbeat {

double ResearchSystem::fund(const Year& y, double incentives, Totals& totals) {
    const Institutes& institutes = y.scenario.institutes;
    const InnovationAgency& agency = y.scenario.innovation_agency;
    agency_cash += incentives;
    institutes_spent = institutes.enabled ? institutes.budget_meur : 0;
    double by_procurement = 0;
    if (institutes.enabled) {
        totals.public_money += institutes.budget_meur;
        by_procurement += out_of_procurement(y.scenario, institutes.budget_meur, institutes.paid_from);
    }
    if (agency.enabled) {
        agency_cash += agency.budget_meur;
        totals.public_money += agency.budget_meur;
        by_procurement += out_of_procurement(y.scenario, agency.budget_meur, agency.paid_from);
    }
    return by_procurement;
}

namespace {

// An area's part of public research.
double focus_share(const Scenario& s, Area area) {
    double sum = 0;
    for (const Segment& one : s.segments) sum += one.focus;
    return sum > 0 ? segment_of(s, area).focus / sum : 0;
}

} // namespace

// A call for projects in one area: firms apply in the order of a keyed race, until the money is spent. A row stands for
// `weight` equal firms and takes as many projects.
struct ResearchSystem::Call {
    Area area;
    double money = 0;
    double project_meur = 1;
    double success = 0;       // chance of a project
    bool by_capacity = false; // the race's rates: capacity, else the same for each firm
};

// Calls `start` with each firm that gets a project and what it costs; returns the sum of what it says was spent.
template <class Luck, class Start>
double ResearchSystem::start_projects(const Year& y, const Roll& roll, const Firms& f, const Call& call, Luck luck,
                                      Start&& start) {
    race_.clear();
    for (const Row row : roll.rows_of[call.area]) {
        const double rate = call.by_capacity ? f.capacity[row] : f.weight[row];
        if (rate > 0) race_.emplace_back(draw(luck, y.luck, in_year(f, row, y.calendar)) / rate, row);
    }
    std::sort(race_.begin(), race_.end());
    double promised = 0;
    double spent = 0;
    for (const auto& [arrival, row] : race_) {
        const double cost = call.project_meur * f.weight[row];
        if (promised + cost > call.money) continue; // smaller ones may still fit
        promised += cost;
        spent += start(row, cost);
    }
    return spent;
}

// An institute's project may add to a firm's quality in tenders. One that adds nothing costs as much.
void ResearchSystem::run_institutes(const Year& y, const Roll& roll, Firms& f, Area area) {
    const Institutes& institutes = y.scenario.institutes;
    const double money = institutes.budget_meur * focus_share(y.scenario, area);
    const Call call{area, money, institutes.project_meur, institutes.success};
    start_projects(y, roll, f, call, draws::institute_race, [&](Row row, double cost) {
        const double luck = draw(draws::institute_success, y.luck, in_year(f, row, y.calendar));
        if (luck < call.success) f.readiness[row] += institutes.quality_step;
        of_institutes.add(f.weight[row], luck < call.success);
        return cost;
    });
}

// The agency's project succeeds seldom and far, or is ended early and leaves part of its money. An open call takes
// firms as they come, a specified one by their capacity.
template <class Race, class Success>
double ResearchSystem::run_call(const Year& y, const Roll& roll, Firms& f, const Call& call, Race race, Success luck) {
    const InnovationAgency& agency = y.scenario.innovation_agency;
    return start_projects(y, roll, f, call, race, [&](Row row, double cost) {
        const bool succeeds = draw(luck, y.luck, in_year(f, row, y.calendar)) < call.success;
        of_agency.add(f.weight[row], succeeds);
        if (!succeeds) return cost * (1 - agency.stage_gate);
        f.readiness[row] += agency.quality_gain;
        f.innovation[row] += maths::log(1 - agency.cost_gain);
        return cost;
    });
}

// What the agency does not place, or saves by ending projects, is there next year.
void ResearchSystem::run_agency(const Year& y, const Roll& roll, Firms& f) {
    const InnovationAgency& agency = y.scenario.innovation_agency;
    const double budget = agency_cash;
    for (const Area area : y.prepared.areas()) {
        const double money = budget * focus_share(y.scenario, area);
        Call call{area, money * agency.open_share, agency.project_meur, agency.success_open};
        agency_spent += run_call(y, roll, f, call, draws::open_race, draws::open_success);
        call.money = money * (1 - agency.open_share);
        call.success = agency.success_specified;
        call.by_capacity = true;
        agency_spent += run_call(y, roll, f, call, draws::specified_race, draws::specified_success);
    }
    agency_cash -= agency_spent;
}

// What the state has done, by institutes and agency, and what that costs it.
void ResearchSystem::do_public_research(const Year& y, const Roll& roll, Firms& f, Accounts& accounts) {
    const Scenario& s = y.scenario;
    if (y.policy && s.institutes.enabled)
        for (const Area area : y.prepared.areas()) run_institutes(y, roll, f, area);
    if (y.policy && s.innovation_agency.enabled) run_agency(y, roll, f);
    const double spent = institutes_spent + agency_spent;
    accounts.pay(Sector::ministry, Sector::suppliers, Purpose::research, spent);
    by_state += spent;
    last = spent;
}

namespace {

// Research of firms in a year: what they do of their own accord, more where the state does more, less where it takes
// their tax incentives away.
struct Climate {
    double share = 0;    // of sales that is research in any case
    double response = 1; // to public research
    double lost = 0;     // incentives of all firms, meur
    double size = 0;     // of all firms
};

Climate climate_of(const Year& y, const Firms& f, double by_institutes, double by_agency) {
    const Scenario& s = y.scenario;
    const EconomicAffairs& ministry = s.economic_affairs;
    const double usual = s.research.government_meur;
    Climate climate;
    climate.share = s.research.rd_share;
    climate.response = research_response(usual + by_institutes + by_agency, usual, s.research.crowd_in);
    if (ministry.enabled && y.policy)
        climate.lost = ministry.generic_effect * ministry.targeted_share * ministry.generic_meur;
    climate.size = f.living_size();
    return climate;
}

// A firm pays for what it adds to its usual research, which is in its unit cost, as far as it has cash of its own.
void research_of_firm(Firms& f, Accounts& accounts, Row r, double sales, const Climate& climate) {
    const double usual = climate.share * sales;
    const double wanted = std::max(0.0, climate.response * usual - climate.lost * f.size[r] / climate.size);
    const double extra = std::min(wanted - usual, std::max(0.0, accounts.cash(r) - accounts.advances(r)));
    f.research[r] = usual + extra;
    accounts.pay(r, Sector::suppliers, Purpose::research, extra);
}

} // namespace

void ResearchSystem::do_research(const Year& y, Firms& f, Accounts& accounts) {
    const Climate climate = climate_of(y, f, institutes_spent, agency_spent);
    for (const Row r : f.rows()) {
        if (!f.alive[r]) continue;
        const bool newcomer = y.simulated == 0 || f.cohort[r] == y.calendar - 1; // has had no year of sales
        research_of_firm(f, accounts, r, newcomer ? f.size[r] : f.turnover[r], climate);
        by_firms += f.research[r];
        last += f.research[r];
    }
}

namespace {

// The neighbourhood of a firm: its region, where there are regions, else its technology area.
std::size_t neighbourhood_of(const Year& y, const Firms& f, Row r) {
    return y.scenario.regions.enabled ? f.region[r].index() : f.area[r].index();
}

// Public research of an area is done where its ecosystem is.
std::size_t home_of(const Year& y, Area area) {
    const Regions& regions = y.scenario.regions;
    return regions.enabled ? area.index() % static_cast<std::size_t>(regions.count) : area.index();
}

} // namespace

// What is done in each neighbourhood, and how large its firms are.
void ResearchSystem::add_up_around(const Year& y, const Firms& f) {
    const Regions& regions = y.scenario.regions;
    const std::size_t places = regions.enabled ? static_cast<std::size_t>(regions.count) : y.prepared.segments.size();
    research_around_.assign(places, 0);
    size_around_.assign(places, 0);
    for (const Row r : f.rows()) {
        if (!f.alive[r]) continue;
        const std::size_t place = neighbourhood_of(y, f, r);
        research_around_[place] += f.research[r];
        size_around_[place] += f.size[r];
    }
    for (const Area area : y.prepared.areas())
        research_around_[home_of(y, area)] += focus_share(y.scenario, area) * (institutes_spent + agency_spent);
}

void ResearchSystem::spread_knowledge(const Year& y, Firms& f) {
    const Research& rules = y.scenario.research;
    add_up_around(y, f);
    for (const Row r : f.rows()) {
        if (!f.alive[r] || f.size[r] <= 0) continue;
        const std::size_t place = neighbourhood_of(y, f, r);
        const double around = size_around_[place] > 0 ? research_around_[place] / size_around_[place] : 0;
        const double flow = relative_research(f.research[r] / f.size[r], around, rules.rd_share, rules.spillover);
        f.knowledge[r] = knowledge_after(f.knowledge[r], flow, rules.decay);
        f.readiness[r] *= 1 - rules.decay;
        f.innovation[r] *= 1 - rules.decay;
    }
}

void ResearchSystem::work(const Year& y, const Roll& roll, Firms& f, Accounts& accounts) {
    if (!y.scenario.research.enabled) return;
    agency_spent = 0;
    of_institutes = {};
    of_agency = {};
    do_public_research(y, roll, f, accounts);
    do_research(y, f, accounts);
    if (y.simulated == 0) at_start = last;
    spread_knowledge(y, f);
}

void ResearchSystem::begin_policy() {
    institutes_spent = 0;
    agency_spent = 0;
    by_firms = 0;
    by_state = 0;
    at_start = last;
    last = 0;
}

void ResearchSystem::measure(const Year& y, const Firms& f, RunRecord& record) const {
    if (!y.scenario.research.enabled) return;
    double knowledge = 0; // mean over living firms, by size
    double size = 0;
    for (const Row r : f.rows()) {
        if (!f.alive[r]) continue;
        knowledge += f.size[r] * f.knowledge[r];
        size += f.size[r];
    }
    record.at(Outcome::knowledge) = size > 0 ? knowledge / size : missing;
    record.at(Outcome::rd_meur) = by_firms;
    record.at(Outcome::public_rd_meur) = by_state;
}

} // namespace drumbeat
