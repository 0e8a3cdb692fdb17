// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/explanation.hpp"

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
    return fmt::format(
        "Firm {} in {} {} ({}):\n{}.\nCase {}, replication {} of \"{}\", seed {}. Million euro, per firm, "
        "at constant prices.\n",
        e.firm, e.year, d.expanded() ? "expanded" : "did not expand", name_of(d.binding), reason(d),
        plain_text(e.case_name), e.replication, plain_text(e.study), e.seed);
}

std::string who(const Explanation& e) {
    const Decision& d = e.decision;
    const double w = d.weight;
    std::string text = "\nWho it is\n";
    text += fmt::format("  {} in {}, {}{}. The row stands for {} firm{}.\n", class_words(d.size_class),
                        e.scenario.segments[at(d.firm.segment)].name,
                        d.firm.cohort > 0 ? fmt::format("born in {}", d.firm.cohort) : "one of the first firms",
                        (d.region >= 0 ? fmt::format(", in region {}", d.region) : "") +
                            (d.reader == Reader::early ? ", involved early" : ""),
                        number(w), w == 1 ? "" : "s");
    text += fmt::format("  Expectation: {}. Investment rule: {}.\n", name_of(d.expectation), name_of(d.rule));
    text += fmt::format("  Plant {} a year, {} under construction; cash {}, debt {}; earned {} last year.\n",
                        amount(d.capacity / w), amount(d.under_construction / w), amount(d.cash / w),
                        amount(d.debt / w), amount(d.earnings / w));
    text += fmt::format("  This year it entered {} tenders and won {}.\n", d.bids, d.wins);
    if (d.built_to_order > 0)
        text += fmt::format("  In the tenders it decided on plant for {} to order, on award.\n",
                            amount(d.built_to_order / w));
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
    std::string text = "  Demand that it expected of each year, and its log standard deviation (sd) with its parts:\n";
    text += fmt::format("  {:>6}{:>9}{:>12}{:>10}{:>9}{:>13}{:>8}{:>6}{:>8}{:>7}{:>9}\n", "", "in hand", "contracted",
                        "open lots", "exports", "sustainment", "sum", "sd", "orders", "share", "exports");
    for (const std::size_t m : shown_years(d.expected.size(), 8)) {
        const ExpectedYear& y = d.expected[m];
        text += fmt::format("  {:>6}{:>9}{:>12}{:>10}{:>9}{:>13}{:>8}{:>6.2f}{:>8.2f}{:>7.2f}{:>9.2f}\n",
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
    std::string text =
        fmt::format("  Requirement of its technology area over the plan (the roadmap shows {} year{}{}, "
                    "trust in it {:.2f}):\n",
                    orders.notice_years, orders.notice_years == 1 ? "" : "s",
                    d.reader == Reader::early ? fmt::format(" and {} to it", orders.early_years) : "", d.trust);
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
           fmt::format("  It expected to win {} of what would be put out to tender; {} of contracts to end a year.\n",
                       percent(d.share, 2), percent(d.hazard));
}

std::string weighed_table(const Explanation& e) {
    const Decision& d = e.decision;
    const double w = d.weight;
    std::string text = "\nWhat it weighed\n";
    text +=
        fmt::format("  Real hurdle {}, margin {:.3f} on each unit, {:.2f} of capital per unit a year, {} to build.\n",
                    percent(d.hurdle), d.unit_margin, d.capital_per_output, plural(d.build_lag, "year"));
    text += fmt::format("  {:>10}{:>9}{:>9}{:>9}{:>9}{:>13}{:>9}{:>15}\n", "expansion", "outlay", "its cost", "value",
                        "NPV", "value/cost", "trigger", "sd of value");
    for (const WeighedExpansion& one : d.weighed) {
        const Choice& c = one.choice;
        const bool best = c.expansion == d.best.expansion;
        text += fmt::format("  {:>10}{:>9}{:>9}{:>9}{:>9}{:>13.3f}{:>9.3f}{:>15}{}\n", amount(c.expansion / w),
                            amount(c.outlay / w), amount(c.cost / w), amount(c.value / w), amount(c.npv() / w),
                            c.cost > 0 ? c.value / c.cost : 0, c.trigger,
                            has_multiple(d.rule) ? fmt::format("{:.3f}", c.sigma_v) : "-", best ? "  <- best" : "");
    }
    if (d.weighed.empty()) text += "  It wanted no more capacity than it has.\n";
    return text;
}

std::string investors_line(const Explanation& e, const WeighedExpansion& one) {
    const Decision& d = e.decision;
    const double w = d.weight;
    const Funding& f = one.funding;
    if (f.equity_needed <= 0) return "    4 investors: not needed\n";
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
    if (!e.scenario.finance.limited || !e.scenario.channels.credit)
        text += fmt::format("    3 bank: {}; it lends without limit in this case\n", amount(f.bank / w));
    else if (d.applicant.refused_by_bank)
        text += fmt::format("    3 bank: refused whatever was asked (room {})\n", amount(d.applicant.bank_room / w));
    else
        text += fmt::format("    3 bank: {} of a room of {}, at {}\n", amount(f.bank / w),
                            amount(d.applicant.bank_room / w), percent(d.interest_rate));
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

std::string turn_line(const Turn& turn, int policy_from) {
    const std::string start = fmt::format("  {:<26}{:>8}  ", turn.parameter->name, value_of(turn, turn.from));
    const std::string range = turn.parameter->type == "boolean"
                                  ? "the other value"
                                  : fmt::format("{} to {}", number(turn.low), number(turn.high));
    if (turn.begins_later) return start + fmt::format("begins in {} only\n", policy_from);
    if (!turn.to) return start + fmt::format("none within the range tried, {}\n", range);
    std::string text = start + fmt::format("{} turns it", value_of(turn, *turn.to));
    if (turn.parameter->type == "boolean") return text + "\n";
    text +=
        fmt::format(", {} does not; {} of the range {}", value_of(turn, turn.stays), percent(turn.relative()), range);
    return text + "\n";
}

std::string turned(const Explanation& e) {
    std::string text = fmt::format(
        "\nThe smallest change in one parameter of the order stream of {} that turns it\n"
        "  The run is replayed with that parameter changed and the same luck: a lever from {} on, anything\n"
        "  else from the first year. Tried outwards on a grid, then bisected; smaller changes than those\n"
        "  tried may turn it too, since lots fall otherwise.\n",
        e.scenario.segments[at(e.decision.firm.segment)].name, e.scenario.time.policy_from);
    for (const Turn& turn : e.turns) text += turn_line(turn, e.scenario.time.policy_from);
    return text;
}

} // namespace

std::string explanation_text(const Explanation& e) {
    return heading(e) + who(e) + saw(e) + weighed_table(e) + paid(e) + relaxed(e.decision) + turned(e);
}

} // namespace drumbeat
