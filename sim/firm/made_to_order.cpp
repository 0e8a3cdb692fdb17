// SPDX-License-Identifier: Apache-2.0
#include "sim/firm/made_to_order.hpp"

#include "sim/firm/prospect.hpp"
#include "sim/firm/standing.hpp"
#include "sim/world/plan.hpp"

#include <algorithm>

namespace drumbeat {

namespace {

constexpr Row the_contract{0}; // the only row of its loads

// Expected call-offs under the contract in each production year, as volume, and their risk: this year's is known, later
// ones follow planned requirement and the firm's forecast, with the guaranteed minimum.
void forecast_contract(const Year& y, const Areas& areas, const Outlook& o, Area area, const ContractOffer& offer,
                       Loads& load) {
    const int lead = segment_of(y.scenario, area).orders.lead_years;
    const std::span<double> mean = load.mean(the_contract);
    mean[lead] = offer.volume;
    double survival = 1;
    for (int n = 1; n < offer.years; ++n) {
        const int m = lead + n;
        const int ahead = std::min(n, y.prepared.look_ahead);
        survival *= 1 - areas[area].hazard;
        const double planned_volume = offer.planned_volume * planned(y, areas, area, ahead) / planned(y, areas, area);
        mean[m] = planned_volume * survival * std::max(offer.floor, o.mean[ahead]);
        load.sd(the_contract)[m] =
            offer.floor > 0 ? log_sd_above_floor(o.mean[ahead], o.sd[ahead], offer.floor) : o.sd[ahead];
        load.shift(the_contract)[m] = o.mean[ahead] > offer.floor ? o.innovation_sd * o.pass[ahead] : 0;
    }
}

// Whether it would be there in time.
bool is_built_in_time(const Year& y, const Firms& f, Row r, const ContractOffer& contract) {
    const int lead = segment_of(y.scenario, f.area[r]).orders.lead_years;
    return y.prepared.firm_class(f.size_class[r]).build_lag_years <= lead && contract.volume > 0 &&
           contract.missing_volume > 0;
}

// Nothing is due before the contract is delivered.
void clear(Loads& load) {
    for (const std::span<double> years : {load.mean(the_contract), load.sd(the_contract), load.shift(the_contract)})
        std::ranges::fill(years, 0.0);
    load.long_run_sd[the_contract] = 0;
}

// Waiting is no alternative under optimal stopping, since the lot is gone; the rule of thumb with an option multiple
// applies its multiple all the same.
Choice weigh_contract(const Year& y, const Areas& areas, const Ahead& ahead, const Firms& f, Row r,
                      const ContractOffer& contract, const Support& support, Loads& load) {
    const Area area = f.area[r];
    load.shape(1, segment_of(y.scenario, area).orders.lead_years + contract.years);
    clear(load);
    load.stream_share[the_contract] = 1; // all of the plant's load would be orders
    const Outlook& outlook = ahead[area].outlook(f.expectation[r], reader_of(y, f, r));
    forecast_contract(y, areas, outlook, area, contract, load);
    if (!y.scenario.channels.utilisation) std::ranges::fill(load.sd(the_contract), 0.0);
    const double part = contract.missing_volume / contract.volume;
    for (double& mean : load.mean(the_contract)) mean *= part;
    Prospect p = prospect_of(y, areas, f, r, load, the_contract, support);
    p.size = std::max(p.capacity, p.size);
    p.capacity = 0; // the plant for the missing part stands beside the present one
    if (!has_multiple(p.rule)) p.rule = InvestmentRule::npv;
    return weighed(p, contract.missing_volume, *y.prepared.sales);
}

} // namespace

Applicant applicant_with(const Year& y, const Firms& f, const Accounts& accounts, const YearDraws& drawn,
                         const Support& support, Row r, const ContractOffer& contract) {
    return applicant(y, f, accounts, drawn, support, r, contract.collateral(), 1);
}

PlantForLot plant_for(const Year& y, const Areas& areas, const Ahead& ahead, const Firms& f, const Applicant& firm,
                      Row r, const ContractOffer& contract, const Support& support, Loads& load) {
    PlantForLot plant;
    if (!is_built_in_time(y, f, r, contract)) return plant;
    plant.choice = weigh_contract(y, areas, ahead, f, r, contract, support, load);
    if (plant.choice.chosen()) plant.funding = funding_of(y, firm, support, plant.choice.outlay);
    return plant;
}

} // namespace drumbeat
