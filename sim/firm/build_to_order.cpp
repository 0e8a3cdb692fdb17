// SPDX-License-Identifier: Apache-2.0
// Build-to-order: a bidder without room for a lot offers capacity that it would build on award. It weighs the contract
// alone, now or never: what it may sell beyond the contract's end counts for nothing but resale.
#include "sim/firm/build_to_order.hpp"

#include "sim/firm/finance.hpp"

#include <algorithm>
#include <cmath>

namespace drumbeat {

namespace {

// Expected call-offs under the contract in each production year, as volume, and their risk: this year's is known, later
// ones follow planned requirement and the firm's forecast, with the guaranteed minimum.
void forecast_contract(Run& run, Row row, const ContractOffer& offer) {
    const Area segment = run.world.firms.segment[row];
    const int lead = segment_of(run.scenario, segment).orders.lead_years;
    const Outlook& o = outlook_of(run, row);
    std::vector<double>&load = run.scratch.load, &sd = run.scratch.load_sd, &shift = run.scratch.shift;
    for (auto* column : {&load, &sd, &shift}) column->assign(lead + offer.years, 0);
    load[lead] = offer.volume;
    double survival = 1;
    for (int n = 1; n < offer.years; ++n) {
        const auto m = lead + n, ahead = std::min(n, run.prepared.look_ahead);
        survival *= 1 - run.world.segments[segment].hazard;
        const double planned = offer.planned_volume * run.plan(segment, static_cast<int>(ahead)) / run.plan(segment);
        load[m] = planned * survival * std::max(offer.floor, o.mean[ahead]);
        sd[m] = offer.floor > 0 ? log_sd_above_floor(o.mean[ahead], o.sd[ahead], offer.floor) : o.sd[ahead];
        shift[m] = o.mean[ahead] > offer.floor ? o.innovation_sd * o.pass[ahead] : 0;
    }
}

// The expansion that serves the missing volume, weighed under the firm's own rule. Waiting is no alternative under
// optimal stopping, since the lot is gone; the rule of thumb with an option multiple applies its multiple all the same.
Choice weigh(Run& run, Row row, const ContractOffer& offer) {
    Scratch& scratch = run.scratch;
    forecast_contract(run, row, offer);
    if (!run.scenario.channels.utilisation) std::fill(scratch.load_sd.begin(), scratch.load_sd.end(), 0.0);
    scratch.stream_share = 1; // all of the plant's load would be orders
    Prospect p = prospect_of(run, row);
    p.size = std::max(p.capacity, p.size);
    p.capacity = 0; // the plant for the missing part stands beside the present one
    const double part = offer.missing_volume / offer.volume;
    for (double& load : scratch.load) load *= part;
    if (!has_multiple(p.rule)) p.rule = InvestmentRule::npv;
    return weighed(p, offer.missing_volume, *run.prepared.sales);
}

struct PlantForLot {
    Choice choice;
    Funding funding;
};

PlantForLot decide(Run& run, Row row, const ContractOffer& offer) {
    PlantForLot d{weigh(run, row, offer), {}};
    if (!d.choice.chosen()) return d;
    const double contract_money = offer.planned_volume * offer.years; // collateral, at reference prices
    d.funding = funding_of(run, applicant(run, row, contract_money, 1, 0), d.choice.outlay);
    return d;
}

} // namespace

bool would_build(Run& run, Row row, const ContractOffer& offer) {
    const Segment& area = segment_of(run.scenario, run.world.firms.segment[row]);
    if (run.prepared.firm_class(run.world.firms.size_class[row]).build_lag_years > area.orders.lead_years) return false;
    if (offer.volume <= 0 || offer.missing_volume <= 0) return false;
    return decide(run, row, offer).funding.complete;
}

void build_for_contract(Run& run, Row row, const ContractOffer& offer) {
    const PlantForLot d = decide(run, row, offer);
    if (d.funding.complete)
        build(run, row, d.choice, d.funding, run.prepared.firm_class(run.world.firms.size_class[row]).build_lag_years,
              true);
}

} // namespace drumbeat
