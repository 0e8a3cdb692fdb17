// SPDX-License-Identifier: Apache-2.0
// research: firms do research, more of it where the state does; institutes and the agency start projects; knowledge
// spreads in the region (else in the technology area), fades, and lowers unit cost.
#include "sim/phases.hpp"

#include "agents/ecosystem.hpp"
#include "agents/knowledge.hpp"

#include <algorithm>

namespace drumbeat {

namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// Luck of a firm's projects in a year: block 0 decides on institutes' projects, block 2 on the agency's.
Words project_words(const Run& run, int row, int block) {
    const Firms& f = run.world.firms;
    const auto r = at(row);
    return run.world.streams[at(f.segment[r])].research.block(static_cast<std::uint32_t>(f.ordinal[r]), run.calendar(),
                                                              f.cohort[r], block);
}

double focus_share(const Run& run, int segment) {
    double sum = 0;
    for (const Segment& s : run.scenario().segments) sum += s.focus;
    return sum > 0 ? run.scenario().segments[at(segment)].focus / sum : 0;
}

// A call for projects in one area: firms apply in the order of a keyed race, until the money is spent. A row stands for
// `weight` equal firms and takes as many projects.
struct Call {
    double money = 0, project_meur = 1;
    int block = 0, word = 0;
    bool by_capacity = false; // the race's rates: capacity, else the same for each firm
};

template <class Start> double start_projects(Run& run, int segment, const Call& call, Start&& start) {
    const Firms& f = run.world.firms;
    auto& race = run.scratch.invited;
    race.clear();
    for (const int row : run.scratch.rows_of[at(segment)]) {
        const double rate = call.by_capacity ? f.capacity[at(row)] : f.weight[at(row)];
        if (rate > 0)
            race.emplace_back(exponential(uniform(project_words(run, row, call.block).w[call.word])) / rate, row);
    }
    std::sort(race.begin(), race.end());
    double promised = 0, spent = 0;
    for (const auto& [arrival, row] : race) {
        const double cost = call.project_meur * f.weight[at(row)];
        if (promised + cost > call.money) continue; // smaller ones may still fit
        promised += cost, spent += start(row, cost);
    }
    return spent;
}

void run_institutes(Run& run, int segment) {
    const Institutes& institutes = run.scenario().institutes;
    Firms& f = run.world.firms;
    const double money = institutes.budget_meur * focus_share(run, segment);
    start_projects(run, segment, {money, institutes.project_meur, 0, 0, false}, [&](int row, double cost) {
        if (uniform(project_words(run, row, 0).w[1]) < institutes.success)
            f.readiness[at(row)] += institutes.quality_step;
        return cost;
    });
}

// A project succeeds seldom and far, or is ended early and leaves part of its money.
double run_call(Run& run, int segment, bool open, double money) {
    const InnovationAgency& agency = run.scenario().innovation_agency;
    Firms& f = run.world.firms;
    const double success = open ? agency.success_open : agency.success_specified;
    const int first = open ? 0 : 2;
    return start_projects(run, segment, {money, agency.project_meur, 2, first, !open}, [&](int row, double cost) {
        if (uniform(project_words(run, row, 2).w[first + 1]) >= success) return cost * (1 - agency.stage_gate);
        f.readiness[at(row)] += agency.quality_gain;
        f.innovation[at(row)] += maths::log(1 - agency.cost_gain);
        return cost;
    });
}

// What the agency does not place, or saves by ending projects, is there next year.
void run_agency(Run& run) {
    const InnovationAgency& agency = run.scenario().innovation_agency;
    World& w = run.world;
    const double budget = w.agency_cash;
    for (int segment = 0; segment < static_cast<int>(w.segments.size()); ++segment) {
        const double money = budget * focus_share(run, segment);
        w.agency_spent += run_call(run, segment, true, money * agency.open_share);
        w.agency_spent += run_call(run, segment, false, money * (1 - agency.open_share));
    }
    w.agency_cash -= w.agency_spent;
}

// Firms' own research, and its cost beyond what they always did.
void do_research(Run& run) {
    const Research& rules = run.scenario().research;
    const EconomicAffairs& ministry = run.scenario().economic_affairs;
    World& w = run.world;
    Firms& f = w.firms;
    const double response = research_response(rules.government_meur + w.institutes_spent + w.agency_spent,
                                              rules.government_meur, rules.crowd_in);
    const bool moved = ministry.enabled && run.policy();
    double size = 0;
    for (int row = 0; row < f.count(); ++row) size += f.alive[at(row)] ? f.size[at(row)] : 0;
    const double lost = moved ? ministry.generic_effect * ministry.targeted_share * ministry.generic_meur : 0;
    for (int row = 0; row < f.count(); ++row) {
        const auto r = at(row);
        if (!f.alive[r]) continue;
        const bool newcomer = w.year == 0 || f.cohort[r] == run.calendar() - 1; // has had no year of sales
        const double usual = rules.rd_share * (newcomer ? f.size[r] : f.turnover[r]);
        const double wanted = std::max(0.0, response * usual - lost * f.size[r] / size);
        const double extra =
            std::min(wanted - usual, std::max(0.0, f.cash[r] - f.advances[r])); // what it always did is in its cost
        f.research[r] = usual + extra;
        f.cash[r] -= extra, f.equity[r] -= extra;
        w.ledger.pay(Sector::firms, Sector::suppliers, Purpose::research, extra);
        w.totals.research += f.research[r];
        w.totals.research_last += f.research[r];
    }
}

// The neighbourhood of a firm: its region, where there are regions, else its technology area.
struct Neighbourhood {
    double research = 0, size = 0;
};

std::size_t neighbourhood_of(const Run& run, std::size_t r) {
    const Firms& f = run.world.firms;
    return at(run.world.regions.empty() ? f.segment[r] : f.region[r]);
}

// Public research of an area is done where its ecosystem is.
std::size_t home_of(const Run& run, int segment) {
    return at(run.world.regions.empty() ? segment : segment % static_cast<int>(run.world.regions.size()));
}

void spread_knowledge(Run& run) {
    const Research& rules = run.scenario().research;
    World& w = run.world;
    Firms& f = w.firms;
    std::vector<double>& sums = run.scratch.work; // research, then size, by neighbourhood
    const std::size_t places = w.regions.empty() ? w.segments.size() : w.regions.size();
    sums.assign(2 * places, 0.0);
    for (int row = 0; row < f.count(); ++row) {
        const auto r = at(row);
        if (!f.alive[r]) continue;
        sums[neighbourhood_of(run, r)] += f.research[r];
        sums[places + neighbourhood_of(run, r)] += f.size[r];
    }
    for (int segment = 0; segment < static_cast<int>(w.segments.size()); ++segment)
        sums[home_of(run, segment)] += focus_share(run, segment) * (w.institutes_spent + w.agency_spent);
    for (int row = 0; row < f.count(); ++row) {
        const auto r = at(row);
        if (!f.alive[r] || f.size[r] <= 0) continue;
        const std::size_t place = neighbourhood_of(run, r);
        const double around = sums[places + place] > 0 ? sums[place] / sums[places + place] : 0;
        const double flow = relative_research(f.research[r] / f.size[r], around, rules.rd_share, rules.spillover);
        f.knowledge[r] = knowledge_after(f.knowledge[r], flow, rules.decay);
        f.readiness[r] *= 1 - rules.decay, f.innovation[r] *= 1 - rules.decay;
    }
}

// What a firm's knowledge and its region make of its unit cost.
void update_conditions(Run& run) {
    const Scenario& s = run.scenario();
    World& w = run.world;
    Firms& f = w.firms;
    std::vector<double>& density = run.scratch.work; // by region
    density.clear();
    for (const RegionState& region : w.regions)
        density.push_back(agglomeration_factor(region.output, region.output_at_rest, s.regions.agglomeration) *
                          wage_factor(region.hires_granted, s.regions.wage_response));
    for (int row = 0; row < f.count(); ++row) {
        const auto r = at(row);
        double factor = 1;
        if (s.research.enabled)
            factor = knowledge_factor(f.knowledge[r], s.research.cost_elasticity) * maths::exp(f.innovation[r]);
        if (!w.regions.empty()) factor *= density[at(f.region[r])];
        f.conditions[r] = factor;
    }
}

} // namespace

void research(Run& run) {
    const Scenario& s = run.scenario();
    World& w = run.world;
    if (!s.research.enabled && w.regions.empty()) return;
    w.agency_spent = 0;
    if (s.research.enabled) {
        if (run.policy() && s.institutes.enabled)
            for (int segment = 0; segment < static_cast<int>(w.segments.size()); ++segment)
                run_institutes(run, segment);
        if (run.policy() && s.innovation_agency.enabled) run_agency(run);
        const double spent = w.institutes_spent + w.agency_spent;
        w.ledger.pay(Sector::ministry, Sector::suppliers, Purpose::research, spent);
        w.totals.public_research += spent;
        w.totals.research_last = spent;
        do_research(run);
        if (w.year == 0) w.totals.research_at_start = w.totals.research_last;
        spread_knowledge(run);
    }
    update_conditions(run);
}

} // namespace drumbeat
