// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/decomposition.hpp"

#include "outputs/pages/json.hpp"
#include "outputs/pages/report_sections.hpp"
#include "outputs/pages/wording.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace drumbeat {
namespace {

int decimals(const Split& split) { return split.unit == "%" ? 1 : 0; }
std::string unit_text(const Split& split) { return split.unit == "%" ? "points" : "million euro"; }

std::string in_words(std::string channel) {
    std::replace(channel.begin(), channel.end(), '_', ' ');
    return channel;
}

// The parts of a total in one sentence, and those that these runs do not tell from nothing.
std::string sentence(const Decomposition& d, const Split& split) {
    const Contrast& c = d.whole.contrasts.front();
    std::string text = fmt::format("In this model, under {}, ", split.behaviour);
    if (split.total.mean.count < 2)
        return text + fmt::format("nothing can be said yet about \"{}\" against \"{}\".", c.treatment, c.control);
    const auto amount = [&](const Part& part) { return with_sign(part.mean.value, decimals(split)); };
    text += fmt::format("{} with \"{}\" less with \"{}\": {} {}, of which {} through no channel", split.outcome,
                        c.treatment, c.control, amount(split.total), unit_text(split), amount(split.unexplained));
    std::vector<std::string> unclear;
    const auto note = [&](const Part& part) {
        if (equivalence(part.mean, 0, split.at_equal_money ? 2 : 1).answer == Answer::undecided)
            unclear.push_back(in_words(part.name));
    };
    note(split.unexplained);
    for (const Part& part : split.channels) {
        text += fmt::format(", {} through {}", amount(part), in_words(part.name));
        note(part);
    }
    if (unclear.empty()) return text + ".";
    return text + fmt::format(". These runs do not tell from nothing: {}.", fmt::join(unclear, ", "));
}

void accepted_parameters(Page& page, const Split& split) {
    if (!split.total.parameters.assessed()) return;
    std::string text = fmt::format("total {}, no channel {}", to_text(split.total.parameters, decimals(split)),
                                   to_text(split.unexplained.parameters, decimals(split)));
    for (const Part& part : split.channels)
        text += fmt::format(", {} {}", in_words(part.name), to_text(part.parameters, decimals(split)));
    page.paragraph("  over accepted parameters: ", text);
}

void table(Page& page, const Split& split) {
    const int digits = decimals(split);
    const auto cells = [&](const Part& part) {
        const auto step = [&](const Mean& m) { return m.count == 0 ? "" : with_sign(m.value, digits); };
        return std::vector<std::string>{with_sign(part.mean.value, digits), small_error(part.mean.error),
                                        spread_text(part.luck, digits), step(part.first), step(part.last)};
    };
    const auto row = [&](const Part& part) {
        const auto texts = cells(part);
        page.line(left("  " + in_words(part.name), label_width) + right(texts[0], 10) + right(texts[1], 10) +
                  right(texts[2], 22) + right(texts[3], 11) + right(texts[4], 11));
    };
    page.line();
    page.line(left(split.outcome + ", " + unit_text(split), label_width) + right("share", 10) + right("MC error", 10) +
              right("over luck, 5-95 %", 22) + right("as first", 11) + right("as last", 11));
    row(split.unexplained);
    for (const Part& part : split.channels) row(part);
    row(split.total);
    accepted_parameters(page, split);
    if (split.dropped > 0)
        page.line("  (left out: " + plural(static_cast<std::int64_t>(split.dropped), "pair") +
                  " with a missing value)");
}

void how_to_read(Page& page, const Decomposition& d) {
    page.line();
    page.paragraph(
        "", fmt::format("Share: what a channel adds, averaged over all orders in which {} can be switched on "
                        "(Shapley value); as first and as last: what it adds to none of them, and to all others. No "
                        "channel: the effect that is left with all of them off, through expected demand and tenders. "
                        "In every replication the shares and \"no channel\" sum to the total. A channel that is off is "
                        "off in both arms, from the first year of the burn-in.",
                        plural(static_cast<std::int64_t>(d.channels.size()), "channel")));
}

} // namespace

std::string report_text(const Decomposition& d, bool colour) {
    const Verdict& v = d.whole;
    Page page(colour);
    front(page, v);
    if (nothing_to_tell(page, v)) return std::move(page).text();
    page.heading("Verdict");
    for (const Split& split : d.splits)
        if (split.outcome == d.splits.front().outcome) page.paragraph("* ", sentence(d, split));
    std::string behaviour;
    for (const Split& split : d.splits) {
        if (split.behaviour != behaviour) page.heading("Taken apart: " + split.behaviour);
        behaviour = split.behaviour;
        table(page, split);
    }
    how_to_read(page, d);
    doses(page, v);
    warnings(page, v);
    return std::move(page).text();
}

namespace {

std::string part_json(const Part& part) {
    return fmt::format(
        "{{\"name\": {}, \"share\": {}, \"over_luck\": {}, \"over_accepted_parameters\": {}, \"as_first\": {}, \"as_last\": {}}}",
        json(part.name), json(part.mean), json(part.luck), json(part.parameters), json(part.first), json(part.last));
}

std::string split_json(const Split& split) {
    std::vector<std::string> channels;
    for (const Part& part : split.channels) channels.push_back(part_json(part));
    return fmt::format("{{\"behaviour\": {}, \"outcome\": {}, \"unit\": {}, \"at_equal_money\": {}, \"dropped\": {},\n"
                       "     \"no_channel\": {},\n     \"channels\": [{}],\n     \"total\": {}}}",
                       json(split.behaviour), json(split.outcome), json(split.unit), json(split.at_equal_money),
                       split.dropped, part_json(split.unexplained), fmt::join(channels, ",\n       "),
                       part_json(split.total));
}

} // namespace

std::string report_json(const Decomposition& d) {
    const Verdict& v = d.whole;
    const bool compares = !v.contrasts.empty();
    return fmt::format("{{\n{},\n  \"treatment\": {},\n  \"control\": {},\n  \"channels\": {},\n  \"splits\": {},\n"
                       "  \"dose_remarks\": {},\n  \"warnings\": {}\n}}\n",
                       about_json(v), compares ? json(v.contrasts.front().treatment) : "null",
                       compares ? json(v.contrasts.front().control) : "null", json(d.channels),
                       json_list(d.splits, split_json), json(v.dose_remarks), json(v.warnings));
}

} // namespace drumbeat
