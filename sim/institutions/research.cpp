// SPDX-License-Identifier: Apache-2.0
// research: firms do research, more of it where the state does; institutes and the agency start projects; knowledge
// spreads in the region (else in the technology area), fades, and lowers unit cost.
#include "sim/world/phases.hpp"

#include "agents/ecosystem.hpp"
#include "agents/knowledge.hpp"

#include <algorithm>
#include <span>

namespace drumbeat {

namespace {

// An area's part of public research.
double focus_share(const Scenario& s, Area segment) {
    double sum = 0;
    for (const Segment& area : s.segments) sum += area.focus;
    return sum > 0 ? segment_of(s, segment).focus / sum : 0;
}

// A call for projects in one area: firms apply in the order of a keyed race, until the money is spent. A row stands for
// `weight` equal firms and takes as many projects.
struct Call {
    Area segment;
    int year = 0; // calendar year
    double money = 0;
    double project_meur = 1;
    double success = 0;       // chance of a project
    bool by_capacity = false; // the race's rates: capacity, else the same for each firm
};

// Calls `start` with each firm that gets a project and what it costs; returns the sum of what it says was spent.
template <class Race, class Start>
double start_projects(const World& w, Scratch& scratch, const Call& call, Race luck, Start&& start) {
    const Firms& f = w.firms;
    auto& race = scratch.invited;
    race.clear();
    for (const Row row : scratch.rows_of[call.segment]) {
        const double rate = call.by_capacity ? f.capacity[row] : f.weight[row];
        if (rate <= 0) continue;
        race.emplace_back(draw(luck, w.streams, in_year(f, row, call.year)) / rate, row);
    }
    std::sort(race.begin(), race.end());
    double promised = 0;
    double spent = 0;
    for (const auto& [arrival, row] : race) {
        const double cost = call.project_meur * f.weight[row];
        if (promised + cost > call.money) continue; // smaller ones may still fit
        promised += cost;
        spent += start(row, cost);
    }
    return spent;
}

// An institute's project may add to a firm's quality in tenders. One that adds nothing costs as much.
void run_institutes(Run& run, Area segment) {
    const Institutes& institutes = run.scenario.institutes;
    const double money = institutes.budget_meur * focus_share(run.scenario, segment);
    const Call call{segment, run.calendar, money, institutes.project_meur, institutes.success};
    World& w = run.world;
    start_projects(w, run.scratch, call, draws::institute_race, [&](Row row, double cost) {
        const double luck = draw(draws::institute_success, w.streams, in_year(w.firms, row, call.year));
        if (luck < call.success) w.firms.readiness[row] += institutes.quality_step;
        return cost;
    });
}

// The agency's project succeeds seldom and far, or is ended early and leaves part of its money. An open call takes
// firms as they come, a specified one by their capacity.
template <class Race, class Success>
double run_call(World& w, Scratch& scratch, const Call& call, const InnovationAgency& agency, Race race, Success luck) {
    Firms& f = w.firms;
    return start_projects(w, scratch, call, race, [&](Row row, double cost) {
        const bool succeeds = draw(luck, w.streams, in_year(f, row, call.year)) < call.success;
        if (!succeeds) return cost * (1 - agency.stage_gate);
        f.readiness[row] += agency.quality_gain;
        f.innovation[row] += maths::log(1 - agency.cost_gain);
        return cost;
    });
}

// What the agency does not place, or saves by ending projects, is there next year.
void run_agency(Run& run) {
    const InnovationAgency& agency = run.scenario.innovation_agency;
    World& w = run.world;
    const double budget = w.agency_cash;
    for (const Area segment : run.prepared.areas()) {
        const double money = budget * focus_share(run.scenario, segment);
        Call call{segment, run.calendar, money * agency.open_share, agency.project_meur, agency.success_open};
        w.agency_spent += run_call(w, run.scratch, call, agency, draws::open_race, draws::open_success);
        call.money = money * (1 - agency.open_share);
        call.success = agency.success_specified;
        call.by_capacity = true;
        w.agency_spent += run_call(w, run.scratch, call, agency, draws::specified_race, draws::specified_success);
    }
    w.agency_cash -= w.agency_spent;
}

// Research of firms in a year: what they do of their own accord, more where the state does more, less where it takes
// their tax incentives away.
struct ResearchClimate {
    double share = 0;    // of sales that is research in any case
    double response = 1; // to public research
    double lost = 0;     // incentives of all firms, meur
    double size = 0;     // of all firms
};

ResearchClimate research_climate(const Run& run) {
    const Scenario& s = run.scenario;
    const World& w = run.world;
    const EconomicAffairs& ministry = s.economic_affairs;
    const double usual = s.research.government_meur;
    ResearchClimate climate;
    climate.share = s.research.rd_share;
    climate.response = research_response(usual + w.institutes_spent + w.agency_spent, usual, s.research.crowd_in);
    if (ministry.enabled && run.policy)
        climate.lost = ministry.generic_effect * ministry.targeted_share * ministry.generic_meur;
    climate.size = w.firms.living_size();
    return climate;
}

// A firm pays for what it adds to its usual research, which is in its unit cost, as far as it has cash of its own.
void research_of_firm(World& w, Row r, double sales, const ResearchClimate& climate) {
    Firms& f = w.firms;
    Accounts& accounts = w.accounts;
    const double usual = climate.share * sales;
    const double wanted = std::max(0.0, climate.response * usual - climate.lost * f.size[r] / climate.size);
    const double extra = std::min(wanted - usual, std::max(0.0, accounts.cash(r) - accounts.advances(r)));
    f.research[r] = usual + extra;
    accounts.pay(r, Sector::suppliers, Purpose::research, extra);
    w.totals.research += f.research[r];
    w.totals.research_last += f.research[r];
}

void do_research(Run& run) {
    World& w = run.world;
    const Firms& f = w.firms;
    const ResearchClimate climate = research_climate(run);
    for (const Row r : f.rows()) {
        if (!f.alive[r]) continue;
        const bool newcomer = w.year == 0 || f.cohort[r] == run.calendar - 1; // has had no year of sales
        research_of_firm(w, r, newcomer ? f.size[r] : f.turnover[r], climate);
    }
}

// The neighbourhood of a firm: its region, where there are regions, else its technology area.
std::size_t neighbourhood_of(const World& w, Row r) {
    return w.regions.empty() ? w.firms.segment[r].index() : w.firms.region[r].index();
}

// Public research of an area is done where its ecosystem is.
std::size_t home_of(const World& w, Area segment) {
    return w.regions.empty() ? segment.index() : segment.index() % w.regions.size();
}

// What is done in each neighbourhood, and how large its firms are.
struct Neighbourhoods {
    std::span<double> research;
    std::span<double> size;

    double around(std::size_t place) const { return size[place] > 0 ? research[place] / size[place] : 0; }
};

Neighbourhoods neighbourhoods(const World& w, const Scenario& s, std::vector<double>& memory) {
    const std::size_t places = w.regions.empty() ? w.segments.size() : w.regions.size();
    memory.assign(2 * places, 0.0);
    const Neighbourhoods sums{std::span(memory).first(places), std::span(memory).last(places)};
    const Firms& f = w.firms;
    for (const Row r : f.rows()) {
        if (!f.alive[r]) continue;
        const std::size_t place = neighbourhood_of(w, r);
        sums.research[place] += f.research[r];
        sums.size[place] += f.size[r];
    }
    for (const Area segment : w.segments.keys())
        sums.research[home_of(w, segment)] += focus_share(s, segment) * (w.institutes_spent + w.agency_spent);
    return sums;
}

void spread_knowledge(World& w, const Scenario& s, std::vector<double>& memory) {
    const Research& rules = s.research;
    const Neighbourhoods near = neighbourhoods(w, s, memory);
    Firms& f = w.firms;
    for (const Row r : f.rows()) {
        if (!f.alive[r] || f.size[r] <= 0) continue;
        const double around = near.around(neighbourhood_of(w, r));
        const double flow = relative_research(f.research[r] / f.size[r], around, rules.rd_share, rules.spillover);
        f.knowledge[r] = knowledge_after(f.knowledge[r], flow, rules.decay);
        f.readiness[r] *= 1 - rules.decay;
        f.innovation[r] *= 1 - rules.decay;
    }
}

// What a firm's knowledge and its region make of its unit cost.
void update_conditions(World& w, const Scenario& s, std::vector<double>& density) {
    Firms& f = w.firms;
    density.clear(); // by region
    for (const RegionState& region : w.regions)
        density.push_back(agglomeration_factor(region.output, region.output_at_rest, s.regions.agglomeration) *
                          wage_factor(region.hires_granted, s.regions.wage_response));
    for (const Row r : f.rows()) {
        double factor = 1;
        if (s.research.enabled)
            factor = knowledge_factor(f.knowledge[r], s.research.cost_elasticity) * maths::exp(f.innovation[r]);
        if (!w.regions.empty()) factor *= density[f.region[r].index()];
        f.conditions[r] = factor;
    }
}

// What the state has done, by institutes and agency, and what that costs it.
void do_public_research(Run& run) {
    const Scenario& s = run.scenario;
    World& w = run.world;
    if (run.policy && s.institutes.enabled)
        for (const Area segment : run.prepared.areas()) run_institutes(run, segment);
    if (run.policy && s.innovation_agency.enabled) run_agency(run);
    const double spent = w.institutes_spent + w.agency_spent;
    w.accounts.pay(Sector::ministry, Sector::suppliers, Purpose::research, spent);
    w.totals.public_research += spent;
    w.totals.research_last = spent;
}

} // namespace

void research(Run& run) {
    const Scenario& s = run.scenario;
    World& w = run.world;
    if (!s.research.enabled && w.regions.empty()) return;
    w.agency_spent = 0;
    if (s.research.enabled) {
        do_public_research(run);
        do_research(run);
        if (w.year == 0) w.totals.research_at_start = w.totals.research_last;
        spread_knowledge(w, s, run.scratch.work);
    }
    update_conditions(w, s, run.scratch.work);
}

} // namespace drumbeat
