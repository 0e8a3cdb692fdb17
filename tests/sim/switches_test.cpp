// SPDX-License-Identifier: Apache-2.0
// Every mechanism that a user can switch changes results when it is switched, and what it must not touch stays.
#include "config/parameter.hpp"
#include "packaged.hpp"
#include "runs.hpp"

#include <cstring>

using namespace drumbeat;

namespace {

// The Dutch firms of two areas, with everything on that can be on and short enough to run often.
Scenario busy_country() {
    Scenario s = packaged_scenario("netherlands-2026");
    s.segments.erase(s.segments.begin() + 5);
    s.segments.resize(2);
    s.time.burn_in_years = 6, s.time.horizon_years = 10;
    s.secfund.enabled = s.private_investors.enabled = true;
    s.secfund.exit_years = 2, s.secfund.budget_meur = 20;
    s.tender.build_to_order_share = .3;
    s.subsidy = {.1, .02, PaidFrom::extra};
    for (Segment& segment : s.segments) segment.orders.minimum_quantity = .5, segment.orders.slippage_share = .5;
    return s;
}

Scenario with(const Scenario& base, const std::string& path, const std::string& text) {
    Scenario s = base;
    const Setting setting{path, text, {"test", 1}};
    for (const Problem& problem : apply(s, {&setting, 1}))
        if (problem.severity == Severity::error) FAIL(to_text(problem));
    return s;
}

bool same(const std::vector<RunRecord>& a, const std::vector<RunRecord>& b) {
    for (std::size_t i = 0; i < a.size(); ++i)
        if (std::memcmp(a[i].yearly.data(), b[i].yearly.data(), a[i].yearly.size() * sizeof(double)) != 0 ||
            std::memcmp(a[i].outcome, b[i].outcome, sizeof a[i].outcome) != 0)
            return false;
    return true;
}

} // namespace

TEST_CASE("each switch and lever changes what firms do") {
    const Scenario base = busy_country();
    const auto before = runs(base);
    CHECK(same(before, runs(base)));
    const std::vector<std::pair<const char*, const char*>> switches{{"segments.*.orders.cv", "0.1"},
                                                                    {"segments.*.orders.phi", "0.9"},
                                                                    {"segments.*.orders.lot_size_meur", "40"},
                                                                    {"segments.*.orders.lot_size_cv", "0.5"},
                                                                    {"segments.*.orders.framework_years", "5"},
                                                                    {"segments.*.orders.minimum_quantity", "0.9"},
                                                                    {"segments.*.orders.notice_years", "4"},
                                                                    {"segments.*.orders.lead_years", "2"},
                                                                    {"segments.*.orders.early_involvement", "0.8"},
                                                                    {"segments.*.orders.early_years", "4"},
                                                                    {"segments.*.orders.early_noise", "0.5"},
                                                                    {"segments.*.orders.slippage_probability", "0"},
                                                                    {"segments.*.orders.slippage_share", "0.1"},
                                                                    {"segments.*.orders.slippage_mean_years", "3"},
                                                                    {"segments.*.orders.cancellation", "0.2"},
                                                                    {"segments.*.orders.termination_large", "0.3"},
                                                                    {"segments.*.orders.termination_small", "0.3"},
                                                                    {"segments.*.orders.large_contract_meur", "0"},
                                                                    {"segments.*.orders.termination_compensation", "1"},
                                                                    {"segments.*.orders.advance", "0.5"},
                                                                    {"segments.*.orders.truthfulness", "0"},
                                                                    {"segments.*.technology.learning_slope", "0.7"},
                                                                    {"segments.*.technology.forgetting", "0.4"},
                                                                    {"segments.*.technology.rate_elasticity", "-0.3"},
                                                                    {"segments.*.technology.resale", "0.8"},
                                                                    {"tender.preference", "0.2"},
                                                                    {"tender.early_bonus", "0.1"},
                                                                    {"tender.noise", "0.1"},
                                                                    {"tender.build_to_order_share", "0"},
                                                                    {"tender.scarcity_markup", "0"},
                                                                    {"tender.multi_year_saving", "0"},
                                                                    {"tender.saving_to_buyer", "1"},
                                                                    {"tender.export_reserve", "1"},
                                                                    {"finance.limited", "false"},
                                                                    {"finance.rejection", "1"},
                                                                    {"finance.backlog_collateral", "0"},
                                                                    {"finance.volatility_spread", "0.5"},
                                                                    {"secfund.enabled", "false"},
                                                                    {"secfund.ticket_max_meur", "0.5"},
                                                                    {"secfund.exit_years", "8"},
                                                                    {"secfund.paid_from", "extra"},
                                                                    {"private_investors.enabled", "false"},
                                                                    {"private_investors.cover", "0"},
                                                                    {"private_investors.volatility", "0"},
                                                                    {"subsidy.rate", "0"},
                                                                    {"subsidy.paid_from", "procurement"},
                                                                    {"entry_exit.entry", "false"},
                                                                    {"entry_exit.idle_years", "1"},
                                                                    {"channels.option_value", "false"},
                                                                    {"channels.utilisation", "false"},
                                                                    {"channels.credit", "false"},
                                                                    {"channels.forgetting", "false"},
                                                                    {"channels.information", "false"},
                                                                    {"beliefs.credibility", "frozen"},
                                                                    {"assumed_signs", "false"},
                                                                    {"neutral.of", "volume"},
                                                                    {"neutral.by", "exact"},
                                                                    {"firms.*.hiring_limit", "0.02"},
                                                                    {"firms.*.option_weight", "1"},
                                                                    {"firms.*.behaviour", "rational+npv"},
                                                                    {"firms.*.behaviour", "naive+real_option"},
                                                                    {"firms.*.behaviour", "adaptive+real_option"},
                                                                    {"firms.*.behaviour", "rational+newsvendor"},
                                                                    {"firms.*.behaviour", "bayesian+real_option"},
                                                                    {"firms.*.behaviour", "rational+reverting_option"},
                                                                    {"firms.*.behaviour", "rational+capacity_choice"},
                                                                    {"firms.*.behaviour", "rational+suspension_option"},
                                                                    {"firms.*.behaviour", "rational+bad_news"}};
    for (const auto& one : switches) {
        const std::string path = one.first, text = one.second;
        CHECK_MESSAGE(!same(before, runs(with(base, path, text))), path, ": ", text);
    }
}

TEST_CASE("build-to-order: the contract triggers the investment, where the building lag fits the lead time") {
    const Scenario base = busy_country();
    const auto some = runs(base), none = runs(with(base, "tender.build_to_order_share", "0")),
               all = runs(with(base, "tender.build_to_order_share", "1"));
    CHECK(mean(none, Outcome::contract_triggered_meur) == 0);
    CHECK(mean(some, Outcome::contract_triggered_meur) > 0);
    CHECK(mean(all, Outcome::contract_triggered_meur) > mean(some, Outcome::contract_triggered_meur));
    const Scenario slow = with(with(base, "tender.build_to_order_share", "1"), "firms.*.build_lag_years", "3");
    CHECK(mean(runs(slow), Outcome::contract_triggered_meur) == 0);
    for (const RunRecord& record : all)
        CHECK(record.at(Outcome::contract_triggered_meur) <= record.at(Outcome::investment_meur) * (1 + 1e-9));
}

TEST_CASE("the fund never puts in more than private investors, nor more than it has") {
    const Scenario base = busy_country();
    for (const RunRecord& record : runs(base, 8))
        CHECK(record.at(Outcome::secfund_meur) <= record.at(Outcome::private_equity_meur) + 1e-9);
    CHECK(mean(runs(with(base, "secfund.budget_meur", "0")), Outcome::secfund_meur) == 0);
    const auto lost = runs(
        with(with(with(base, "secfund.loss_probability", "1"), "secfund.budget_meur", "5"), "secfund.exit_years", "1"),
        8);
    const auto won = runs(
        with(with(with(base, "secfund.loss_probability", "0"), "secfund.budget_meur", "5"), "secfund.exit_years", "1"),
        8);
    CHECK(mean(lost, Outcome::secfund_meur) <= 5 + 1e-9);
    CHECK(mean(won, Outcome::secfund_meur) > mean(lost, Outcome::secfund_meur)); // proceeds are invested again
}

TEST_CASE("hiring bounds the ramp, and no firm is kept from expanding by it") {
    const Scenario base = busy_country();
    const auto tight = runs(with(base, "firms.*.hiring_limit", "0.02"));
    CHECK(mean(tight, Outcome::investment_meur) > 0);
    CHECK(mean(tight, Outcome::delay_years) >
          mean(runs(with(base, "firms.*.hiring_limit", "1")), Outcome::delay_years));
}

TEST_CASE("without exit nobody exits, without entry nobody enters") {
    const Scenario base = with(busy_country(), "entry_exit.minimum_rate", "0.9");
    CHECK(mean(runs(base), Outcome::exits) > 0);
    CHECK(mean(runs(base), Outcome::entries) > 0);
    CHECK(mean(runs(with(base, "entry_exit.exit", "false")), Outcome::exits) == 0);
    CHECK(mean(runs(with(base, "entry_exit.entry", "false")), Outcome::entries) == 0);
}
