// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/explanation.hpp"

#include "config/text.hpp"
#include "outputs/pages/inert_text.hpp"
#include "outputs/pages/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace drumbeat {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// Three digits that matter, whatever the size of the firm.
std::string amount(double meur) {
    const double size = std::abs(meur);
    return grouped(meur, size >= 100 ? 0 : size >= 10 ? 1 : size >= .01 || size == 0 ? 2 : 4);
}
std::string percent(double share, int decimals = 1) { return grouped(100 * share, decimals) + " %"; }
std::string number(double value) { return fmt::format("{:.4g}", value); }

const char* class_words(SizeClass c) {
    switch (c) {
    case SizeClass::sme: return "A small or medium firm";
    case SizeClass::midcap: return "A midcap";
    case SizeClass::prime: break;
    }
    return "A prime contractor";
}

// What stood in the way, in words.
std::string reason(const Decision& d) {
    switch (d.binding) {
    case Binding::none: return "an expansion passed its rule, and the money was found";
    case Binding::no_demand: return "the demand that it expected fits the plant it has";
    case Binding::no_tender_won: return "no demand: it lost every tender that it entered";
    case Binding::npv: return "no expansion was worth its cost";
    case Binding::option_value: return "an expansion was worth its cost, but not enough to give up waiting";
    case Binding::finance: return "an expansion was worth building, but the money was not found";
    case Binding::labour: return "it could not hire fast enough for the plant it has";
    }
    return {};
}

std::string heading(const Explanation& e) {
    const Decision& d = e.decision;
    return fmt::format("Firm {} in {} {} ({}):\n{}.\n", e.firm, e.year, d.expanded() ? "expanded" : "did not expand",
                       name_of(d.binding), reason(d)) +
           wrapped(
               fmt::format("Case {}, replication {} of \"{}\", seed {}. Million euro, per firm, at constant prices.",
                           plain_text(e.case_name), e.replication, plain_text(e.study), e.seed),
               0);
}

std::string who(const Explanation& e) {
    const Decision& d = e.decision;
    const double w = d.weight;
    std::string text = "\nWho it is\n";
    const std::string place = (d.region >= 0 ? fmt::format(", in region {}", d.region) : "") +
                              (d.reader == Reader::early ? ", involved early" : "");
    text += wrapped(fmt::format("{} in {}, {}{}. The row stands for {} firm{}.", class_words(d.size_class),
                                e.scenario.segments[at(d.firm.segment)].name,
                                d.firm.cohort > 0 ? fmt::format("born in {}", d.firm.cohort) : "one of the first firms",
                                place, number(w), w == 1 ? "" : "s"));
    text += wrapped(fmt::format("Expectation: {}. Investment rule: {}.", name_of(d.expectation), name_of(d.rule)));
    text += wrapped(fmt::format("Plant {} a year, {} under construction; cash {}, debt {}; earned {} last year.",
                                amount(d.capacity / w), amount(d.under_construction / w), amount(d.cash / w),
                                amount(d.debt / w), amount(d.earnings / w)));
    text += wrapped(fmt::format("This year it entered {} tenders and won {}.", d.bids, d.wins));
    if (d.built_to_order > 0)
        text += wrapped(
            fmt::format("In the tenders it decided on plant for {} to order, on award.", amount(d.built_to_order / w)));
    return text;
}

// The first years one by one, then the last.
std::vector<std::size_t> shown_years(std::size_t count, std::size_t first) {
    std::vector<std::size_t> shown;
    for (std::size_t i = 0; i < std::min(count, first); ++i) shown.push_back(i);
    if (count > first) shown.push_back(count - 1);
    return shown;
}

std::string demand_table(const Explanation& e) {
    const Decision& d = e.decision;
    const double w = d.weight;
    std::string text = wrapped("Demand that it expected of each year: work in hand, under contract, of lots that are "
                               "open, exports, sustainment; and its log standard deviation (sd) with its parts, from "
                               "orders, its share of them, and exports:");
    text += fmt::format("  {:>4}{:>8}{:>9}{:>7}{:>8}{:>8}{:>8}{:>6}{:>7}{:>6}{:>7}\n", "", "in hand", "contract",
                        "open", "exports", "sustain", "sum", "sd", "orders", "share", "export");
    for (const std::size_t m : shown_years(d.expected.size(), 8)) {
        const ExpectedYear& y = d.expected[m];
        text += fmt::format("  {:>4}{:>8}{:>9}{:>7}{:>8}{:>8}{:>8}{:>6.2f}{:>7.2f}{:>6.2f}{:>7.2f}\n",
                            e.year + static_cast<int>(m), amount(y.ordered / w), amount(y.contracted / w),
                            amount(y.open / w), amount(y.exports / w), amount(y.sustainment / w), amount(y.sum / w),
                            y.log_sd, y.sd_requirement, y.sd_share, y.sd_exports);
    }
    const auto has_other = [](const ExpectedYear& y) { return std::abs(y.other()) > 1e-9 * y.sum; };
    if (std::any_of(d.expected.begin(), d.expected.end(), has_other))
        text += fmt::format("  The sum holds other work too, {} next year.\n", amount(d.expected[1].other() / w));
    if (d.as_if_certain) text += "  It values the forecast as if it were certain.\n";
    return text;
}

std::string roadmap_table(const Explanation& e) {
    const Decision& d = e.decision;
    const OrderStream& orders = e.scenario.segments[at(d.firm.segment)].orders;
    std::string text = wrapped(
        fmt::format("Requirement of its technology area over the plan (the roadmap shows {} year{}{}, "
                    "trust in it {:.2f}):",
                    orders.notice_years, orders.notice_years == 1 ? "" : "s",
                    d.reader == Reader::early ? fmt::format(" and {} to it", orders.early_years) : "", d.trust));
    text += fmt::format("  {:>6}{:>9}{:>12}{:>10}{:>9}\n", "", "own rule", "announced", "believed", "log sd");
    for (const std::size_t n : shown_years(d.heard.size(), 5)) {
        const HeardYear& h = d.heard[n];
        text += fmt::format("  {:>6}{:>9.2f}{:>12.2f}{:>10.2f}{:>9.2f}\n", e.year + static_cast<int>(n), h.own.mean,
                            h.announced.mean, h.believed, h.log_sd);
    }
    return text;
}

std::string saw(const Explanation& e) {
    const Decision& d = e.decision;
    return "\nWhat it saw\n" + demand_table(e) + roadmap_table(e) +
           wrapped(
               fmt::format("It expected to win {} of what would be put out to tender; {} of contracts to end a year.",
                           percent(d.share, 2), percent(d.hazard)));
}

std::string weighed_table(const Explanation& e) {
    const Decision& d = e.decision;
    const double w = d.weight;
    std::string text = "\nWhat it weighed\n";
    text += wrapped(
        fmt::format("Real hurdle {}, margin {:.3f} on each unit, {:.2f} of capital per unit a year, {} to build.",
                    percent(d.hurdle), d.unit_margin, d.capital_per_output, plural(d.build_lag, "year")));
    text += fmt::format("  {:>10}{:>8}{:>9}{:>8}{:>8}{:>11}{:>8}{:>7}\n", "expansion", "outlay", "its cost", "value",
                        "NPV", "value/cost", "trigger", "sd");
    for (const WeighedExpansion& one : d.weighed) {
        const Choice& c = one.choice;
        const bool best = c.expansion == d.best.expansion;
        text += fmt::format("  {:>10}{:>8}{:>9}{:>8}{:>8}{:>11.3f}{:>8.3f}{:>7}{}\n", amount(c.expansion / w),
                            amount(c.outlay / w), amount(c.cost / w), amount(c.value / w), amount(c.npv() / w),
                            c.cost > 0 ? c.value / c.cost : 0, c.trigger,
                            has_multiple(d.rule) ? fmt::format("{:.3f}", c.sigma_v) : "-", best ? " <- best" : "");
    }
    if (d.weighed.empty()) text += "  It wanted no more capacity than it has.\n";
    return text;
}

std::string investors_line(const Explanation& e, const WeighedExpansion& one) {
    const Decision& d = e.decision;
    const double w = d.weight;
    const Funding& f = one.funding;
    if (f.equity_needed <= 0) return "    4 investors: not needed\n";
    if (d.asked_funds) return fmt::format("    4 investors: {} still needed; see below\n", amount(f.equity_needed / w));
    if (!e.scenario.private_investors.enabled || e.year < e.scenario.time.policy_from)
        return fmt::format("    4 investors: {} still needed; there are none in this case\n",
                           amount(f.equity_needed / w));
    const std::string fund =
        !e.scenario.secfund.enabled ? "no fund" : fmt::format("the fund offers {}", amount(f.fund_offer / w));
    if (f.acceptance == 0)
        return fmt::format("    4 investors: {} still needed, {}; the rest is more than their largest ticket\n",
                           amount(f.equity_needed / w), fund);
    return fmt::format("    4 investors: {} still needed, {};\n"
                       "      private ones join with probability {:.3f}, drew {:.3f}: {}\n",
                       amount(f.equity_needed / w), fund, f.acceptance, d.applicant.private_u,
                       f.screened > 0         ? "yes, from abroad, and stopped by the screening"
                       : f.private_equity > 0 ? fmt::format("they put in {}", amount(f.private_equity / w))
                                              : "no");
}

std::string bank_line(const Explanation& e, const WeighedExpansion& one) {
    const Decision& d = e.decision;
    const double lent = one.funding.bank / d.weight;
    if (!e.scenario.finance.limited || !e.scenario.channels.credit)
        return fmt::format("    3 bank: {}; it lends without limit in this case\n", amount(lent));
    const std::string room = amount(d.applicant.bank_room / d.weight);
    if (d.applicant.refused_by_bank) return fmt::format("    3 bank: refused whatever was asked (room {})\n", room);
    return fmt::format("    3 bank: {} of a room of {}, at {}\n", amount(lent), room, percent(d.interest_rate));
}

std::string steps(const Explanation& e, const WeighedExpansion& one) {
    const Decision& d = e.decision;
    const double w = d.weight;
    const Funding& f = one.funding;
    std::string text =
        fmt::format("  An expansion of {} for {}:\n", amount(one.choice.expansion / w), amount(one.choice.outlay / w));
    const double others = one.choice.outlay - f.subsidy - f.own - f.bank - f.equity_needed; // other instruments
    text += fmt::format("    1 subsidy: {}{}\n", amount(f.subsidy / w),
                        others > 1e-6 * one.choice.outlay ? "; other public money: " + amount(others / w) : "");
    text += fmt::format("    2 own cash: {} of {} above the reserve of {}\n", amount(f.own / w),
                        amount(d.applicant.cash_free / w), amount(d.reserve / w));
    text += bank_line(e, one);
    text += investors_line(e, one);
    return text + (f.complete ? "    The money suffices.\n" : "    The money does not suffice.\n");
}

std::string paid(const Explanation& e) {
    const Decision& d = e.decision;
    std::string text =
        d.asked_for.empty() ? "\nHow it could have paid, had it wanted to\n" : "\nHow it sought the money\n";
    if (!d.asked_for.empty()) {
        for (const WeighedExpansion& one : d.asked_for) text += steps(e, one);
        return text;
    }
    for (const WeighedExpansion& one : d.weighed)
        if (one.choice.expansion == d.best.expansion) text += steps(e, one);
    return text;
}

// Why there was no round, as far as the application came.
std::string without_round(const AskedFunds& asked) {
    switch (asked.end) {
    case RoundEnd::nobody_met:
        if (asked.met == 0) return "So there was nobody to ask.";
        return asked.refused ? "" : "None asked for so little of the firm that its owners would have agreed.";
    case RoundEnd::not_liked: return "None of those whose terms its owners take expected the return that it asks for.";
    case RoundEnd::no_powder: return "Those who would have joined had no money left for it.";
    case RoundEnd::no_deal_left: return "Those who would have joined made better deals, and no more in this year.";
    case RoundEnd::not_filled: return "It had a lead, but not all of the round.";
    case RoundEnd::closed: break;
    }
    return "";
}

std::string heard_from_funds(const Explanation& e) {
    if (!e.decision.asked_funds) return "";
    const AskedFunds& asked = *e.decision.asked_funds;
    const double w = e.decision.weight;
    std::string text = "\nWhat investors said\n";
    text += wrapped(fmt::format("{} invest: {} look at other areas, {} may not finance this one, and it met {}.",
                                plural(asked.investing, "fund"), asked.looked_elsewhere, asked.barred, asked.met));
    if (asked.end == RoundEnd::closed)
        return text + wrapped(fmt::format("A round closed: {} of {} and {} of SecFund, for {} of the firm.",
                                          amount(asked.private_meur / w), plural(asked.funds, "fund"),
                                          amount(asked.secfund_meur / w), percent(asked.stake)));
    if (asked.refused) text += wrapped("Its owners refused the terms of a fund that would have joined.");
    const std::string why = without_round(asked);
    return why.empty() ? text : text + wrapped(why);
}

std::string relaxed(const Decision& d) {
    if (d.expanded()) return {};
    const std::pair<unsigned, const char*> words[] = {{1, "twice the demand"},
                                                      {2, "half the cost of building"},
                                                      {4, "no value of waiting"},
                                                      {8, "money without limit"}};
    std::string text = "\nWhat alone would have turned it\n";
    for (const auto& [bit, what] : words)
        text += fmt::format("  {:<27}{}\n", what, (d.relaxations & bit) != 0 ? "yes" : "no");
    return text;
}

std::string value_of(const Turn& turn, double value) {
    if (turn.parameter->type == "boolean") return value > .5 ? "true" : "false";
    return number(value);
}

std::string turn_line(const Turn& turn) {
    const bool two = turn.parameter->type == "boolean";
    const std::string size =
        two ? "the other value"
            : fmt::format("{} of {} to {}", percent(turn.relative()), number(turn.low), number(turn.high));
    return fmt::format("  {:<24}{:>9}{:>10}{:>10}  {}\n", turn.parameter->name, value_of(turn, turn.from),
                       value_of(turn, *turn.to), two ? "-" : value_of(turn, turn.stays), size);
}

// "None within the range tried: phi, advance." in one sentence; nothing where there is none.
template <class Holds> std::string folded(const Explanation& e, const std::string& words, Holds holds) {
    std::vector<std::string_view> names;
    for (const Turn& turn : e.turns)
        if (holds(turn)) names.push_back(turn.parameter->name);
    return names.empty() ? "" : wrapped(fmt::format("{}: {}.", words, joined(names, ", ")));
}

std::string turned(const Explanation& e) {
    const int policy_from = e.scenario.time.policy_from;
    std::string text = "\nThe smallest change in one parameter that turns it\n";
    text +=
        wrapped(fmt::format("Of the order stream of {}. The run is replayed with that parameter changed and the same "
                            "luck: a lever from {} on, anything else from the first year. Tried outwards on a grid, "
                            "then bisected; smaller changes than those tried may turn it too, since lots fall "
                            "otherwise.",
                            e.scenario.segments[at(e.decision.firm.segment)].name, policy_from));
    const auto turns = [](const Turn& turn) { return turn.to.has_value(); };
    if (std::any_of(e.turns.begin(), e.turns.end(), turns))
        text += fmt::format("  {:<24}{:>9}{:>10}{:>10}  {}\n", "", "is", "turns at", "not at", "change, of the range");
    for (const Turn& turn : e.turns)
        if (turns(turn)) text += turn_line(turn);
    return text +
           folded(e, "None within the range tried", [](const Turn& turn) { return !turn.to && !turn.begins_later; }) +
           folded(e, fmt::format("Levers of the policy, which begins in {} only", policy_from),
                  [](const Turn& turn) { return turn.begins_later; });
}

} // namespace

std::string explanation_text(const Explanation& e) {
    return heading(e) + who(e) + saw(e) + weighed_table(e) + paid(e) + heard_from_funds(e) + relaxed(e.decision) +
           turned(e);
}

} // namespace drumbeat
