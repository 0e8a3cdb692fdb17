// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/explanation.hpp"

#include <doctest/doctest.h>

#include <sstream>

using namespace drumbeat;

namespace {

// A decision made up by hand; the row stands for two firms.
Explanation made_up() {
    Explanation e;
    e.study = "made up", e.case_name = "stable/careful", e.seed = 7, e.replication = 3, e.firm = 17, e.year = 2031;
    e.scenario.segments.emplace_back();
    e.scenario.segments[0].name = "sensors";
    e.scenario.private_investors.enabled = e.scenario.secfund.enabled = true;
    Decision& d = e.decision;
    d.taken = true, d.weight = 2, d.capacity = 20, d.trust = .625;
    d.rule = InvestmentRule::real_option;
    ExpectedYear y;
    y.ordered = 4, y.exports = 2, y.sustainment = 1, y.sum = 8, y.log_sd = .25, y.sd_exports = .25;
    d.expected.assign(12, y);
    d.heard.assign(12, HeardYear{{1.1, 0}, {1.3, 0}, 1.2, .3});
    Choice c;
    c.expansion = 4, c.value = 3, c.cost = c.outlay = 2, c.trigger = 1.25, c.sigma_v = .2;
    Funding f;
    f.own = .5, f.bank = .5, f.equity_needed = 1, f.fund_offer = .4, f.acceptance = .25;
    d.best = c;
    d.weighed = {{c, .02, f}};
    d.asked_for = d.weighed;
    d.applicant.cash_free = .5, d.applicant.bank_room = .5, d.applicant.private_u = .75;
    d.binding = Binding::finance, d.relaxations = 9;
    Turn turn;
    turn.parameter = parameter_at("segments.*.orders.cv"), turn.path = "segments.sensors.orders.cv";
    turn.low = 0, turn.high = .8, turn.from = .4, turn.to = .2, turn.stays = .3;
    Turn none = turn;
    none.parameter = parameter_at("segments.*.orders.advance"), none.path = "segments.sensors.orders.advance";
    none.to = std::nullopt;
    e.turns = {turn, none};
    return e;
}

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

} // namespace

TEST_CASE("an explanation tells who, what was seen, weighed and paid, what bound and what turns it, per firm") {
    const std::string text = explanation_text(made_up());
    for (const char* words :
         {"Firm 17 in 2031 did not expand (finance):\nan expansion was worth building, but the money was not found.\n",
          "Case stable/careful, replication 3 of \"made up\", seed 7", "The row stands for\n  2 firms.",
          "Plant 10.0 a year", "trust in it 0.62", "The sum holds other work too, 0.50 next year.", "2042",
          "own cash: 0.25 of 0.25", "bank: 0.25 of a room of 0.25",
          "0.50 still needed, the fund offers 0.20;\n      private ones join with probability 0.250, drew 0.750: no",
          "The money does not suffice.", "twice the demand           yes", "half the cost of building  no",
          "money without limit        yes",
          "  cv                            0.4       0.2       0.3  25.0 % of 0 to 0.8\n",
          "None within the range tried: advance.\n"})
        CHECK_MESSAGE(has(text, words), words, "\n", text);
}

TEST_CASE("an explanation is at most 80 columns wide, whatever the numbers") {
    Explanation e = made_up();
    e.decision.weight = .0001;
    std::istringstream lines(explanation_text(e));
    for (std::string line; std::getline(lines, line);) CHECK_MESSAGE(line.size() <= 80, line);
    std::istringstream usual(explanation_text(made_up()));
    for (std::string line; std::getline(usual, line);) CHECK_MESSAGE(line.size() <= 80, line);
}

TEST_CASE("a firm that expands has nothing that would have turned it among the relaxations") {
    Explanation e = made_up();
    e.decision.binding = Binding::none, e.decision.asked_for[0].funding.complete = true;
    const std::string text = explanation_text(e);
    CHECK(has(text, "Firm 17 in 2031 expanded"));
    CHECK(has(text, "The money suffices."));
    CHECK_FALSE(has(text, "What alone would have turned it"));
    CHECK(has(explanation_json(e), "\"relaxations\": null"));
}

TEST_CASE("levers that turn nothing are one line, and none is left out") {
    Explanation e = made_up();
    Turn none = e.turns[1];
    for (const char* name : {"phi", "lead_years", "notice_years", "termination_compensation", "minimum_quantity"}) {
        none.parameter = parameter_at(std::string("segments.*.orders.") + name);
        e.turns.push_back(none);
    }
    const std::string text = explanation_text(e);
    CHECK(has(text, "  None within the range tried: advance, phi, lead_years, notice_years,\n"
                    "  termination_compensation, minimum_quantity.\n"));
    e.turns.resize(1);
    CHECK_FALSE(has(explanation_text(e), "None within"));
    e.turns[0].to = std::nullopt;
    CHECK_FALSE(has(explanation_text(e), "turns at"));
}

TEST_CASE("a lever before the policy, a bank that refuses, and a case without investors are told as such") {
    Explanation e = made_up();
    e.turns[0].begins_later = true, e.turns[0].to = std::nullopt;
    e.decision.applicant.refused_by_bank = true;
    e.scenario.private_investors.enabled = false;
    const std::string text = explanation_text(e);
    CHECK(has(text, "Levers of the policy, which begins in 2027 only: cv.\n"));
    CHECK(has(text, "bank: refused whatever was asked"));
    CHECK(has(text, "there are none in this case"));
}

TEST_CASE("a firm that asked funds reads why there was no round, or who joined it") {
    Explanation e = made_up();
    const auto told = [&](const AskedFunds& asked) {
        e.decision.asked_funds = asked;
        return explanation_text(e);
    };
    AskedFunds asked{28, 9, 6, 8};
    const std::string none = told(asked);
    CHECK(has(none, "0.50 still needed; see below"));
    CHECK(has(none, "28 funds invest: 9 look at other areas, 6 may not finance this one, and it met\n  8."));
    CHECK(has(none, "None asked for so little of the firm"));
    asked.refused = true;
    CHECK(has(told(asked), "Its owners refused the terms of a fund that would have joined."));
    CHECK_FALSE(has(told(asked), "None asked for so little"));
    asked.met = 0;
    CHECK(has(told(asked), "nobody to ask"));
    const std::pair<RoundEnd, const char*> ends[] = {{RoundEnd::not_liked, "expected the return"},
                                                     {RoundEnd::no_powder, "had no money left"},
                                                     {RoundEnd::no_deal_left, "made better deals"},
                                                     {RoundEnd::not_filled, "It had a lead"}};
    for (const auto& [end, words] : ends) {
        asked.end = end;
        CHECK(has(told(asked), words));
    }
    asked.end = RoundEnd::closed;
    asked.private_meur = 1.5, asked.secfund_meur = .5, asked.funds = 2, asked.stake = .125;
    const std::string closed = told(asked);
    CHECK(has(closed, "A round closed: 0.75 of 2 funds and 0.25 of SecFund, for 12.5 % of the firm."));
    CHECK_FALSE(has(closed, "refused"));
    CHECK(has(explanation_json(e), "\"end\": \"closed\", \"funds\": 2"));
    for (const char* words : {"\"private_meur\": 0.75", "\"secfund_meur\": 0.25", "\"stake\": 0.125"})
        CHECK(has(explanation_json(e), words));
    CHECK(has(explanation_json(made_up()), "\"asked_funds\": null"));
}

TEST_CASE("an explanation as JSON has the same numbers") {
    const std::string text = explanation_json(made_up());
    for (const char* words :
         {"\"firm\": 17", "\"year\": 2031", "\"binding_constraint\": \"finance\"", "\"npv_meur\": 0.5",
          "\"demand_meur\": 4", "\"other_meur\": 0.5", "\"twice_the_demand\": true", "\"half_the_cost\": false",
          "\"kind\": \"lever\", \"value\": 0.4", "\"turns_at\": 0.2", "\"turns_at\": null", "\"relative_change\": 0.25", "\"private_acceptance\": 0.25",
          "\"expanded\": false"})
        CHECK_MESSAGE(has(text, words), words, "\n", text);
}
