// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/decomposition.hpp"

#include "outputs/pages/json.hpp"
#include "outputs/pages/report_sections.hpp"
#include "outputs/pages/screen_parts.hpp"
#include "outputs/pages/sentence.hpp"
#include "outputs/pages/wording.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace drumbeat {
namespace {

int decimals(const Split& split) { return split.unit == "%" ? 1 : 0; }
std::string unit_text(const Split& split, Language language) {
    return say(language, split.unit == "%" ? Phrase::unit_points : Phrase::unit_meur);
}

std::string in_words(std::string channel) {
    std::replace(channel.begin(), channel.end(), '_', ' ');
    return channel;
}

std::string part_name(const Part& part, Language language) {
    if (part.name == "no channel") return say(language, Phrase::part_none);
    if (part.name == "total") return say(language, Phrase::part_total);
    const std::string name = "channel_" + part.name;
    return find_label(name) != nullptr ? label_of(name, language) : in_words(part.name);
}

// Those parts that these runs do not tell from nothing.
std::string unclear_text(const Split& split, Language language) {
    std::vector<std::string> unclear;
    const auto note = [&](const Part& part) {
        if (equivalence(part.mean, 0, split.at_equal_money ? 2 : 1).answer == Answer::undecided)
            unclear.push_back(part_name(part, language));
    };
    note(split.unexplained);
    for (const Part& part : split.channels) note(part);
    return unclear.empty() ? "." : say(language, Phrase::parts_unclear, {listed(unclear, language)});
}

// The parts of a total in one sentence, and those that these runs do not tell from nothing.
std::string sentence(const DecompositionFinding& d, const Split& split, Language language) {
    const Contrast& c = d.whole.contrasts.front();
    const std::string treatment = arm_in_quotes(d.whole, c.treatment, language),
                      control = arm_in_quotes(d.whole, c.control, language);
    std::string text =
        say(language, Phrase::in_this_model, {say(language, Phrase::under, {shortened(split.behaviour, 40)})});
    if (split.total.mean.count < 2)
        return text +
               say(language, Phrase::too_few_pairs, {treatment, control, std::to_string(split.total.mean.count)});
    const auto amount = [&](const Part& part) { return with_sign(part.mean.value, decimals(split), language); };
    text += say(language, Phrase::parts_of,
                {label_of(split.id, language), treatment, control, amount(split.total), unit_text(split, language),
                 amount(split.unexplained)});
    for (const Part& part : split.channels)
        text += say(language, Phrase::parts_through, {amount(part), part_name(part, language)});
    return text + unclear_text(split, language);
}

void accepted_parameters(Page& page, const Split& split) {
    if (!split.total.parameters.assessed()) return;
    std::string text = fmt::format("total {}, no channel {}", to_text(split.total.parameters, decimals(split)),
                                   to_text(split.unexplained.parameters, decimals(split)));
    for (const Part& part : split.channels)
        text += fmt::format(", {} {}", in_words(part.name), to_text(part.parameters, decimals(split)));
    page.paragraph("  over accepted parameters: ", text);
}

std::string table_row(const Part& part, std::size_t label, int digits, Language language) {
    const auto step = [&](const Mean& m) { return m.count == 0 ? "" : with_sign(m.value, digits, language); };
    return left("  " + part_name(part, language), label) + right(with_sign(part.mean.value, digits, language), 9) +
           right(small_error(part.mean.error, language), 9) +
           right(part.luck.assessed() ? range_text(part.luck, digits, language) : "-", 20) +
           right(step(part.first), 10) + right(step(part.last), 10);
}

void table(Page& page, const Split& split, Language language) {
    const std::size_t label = std::min<std::size_t>(page.beside(58), 34);
    const auto row = [&](const Part& part) { page.line(table_row(part, label, decimals(split), language)); };
    page.line();
    page.line(label_of(split.id, language) + ", " + unit_text(split, language));
    page.line(left("", label) + right(say(language, Phrase::part_share), 9) +
              right(say(language, Phrase::part_error), 9) + right(say(language, Phrase::part_luck), 20) +
              right(say(language, Phrase::part_first), 10) + right(say(language, Phrase::part_last), 10));
    row(split.unexplained);
    for (const Part& part : split.channels) row(part);
    row(split.total);
    accepted_parameters(page, split);
    if (split.dropped > 0)
        page.line("  (left out: " + plural(static_cast<std::int64_t>(split.dropped), "pair") +
                  " with a missing value)");
}

void how_to_read(Page& page, const DecompositionFinding& d) {
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

std::string report_text(const DecompositionFinding& d, const Layout& layout) {
    const Verdict& v = d.whole;
    Page page(layout.colour, layout.width);
    front(page, v);
    if (nothing_to_tell(page, v)) return std::move(page).text();
    page.heading("Verdict");
    for (const Split& split : d.splits)
        if (split.outcome == d.splits.front().outcome) page.paragraph("* ", sentence(d, split, Language::en));
    std::string behaviour;
    for (const Split& split : d.splits) {
        if (split.behaviour != behaviour) page.heading("Taken apart: " + split.behaviour);
        behaviour = split.behaviour;
        table(page, split, Language::en);
    }
    how_to_read(page, d);
    doses(page, v);
    warnings(page, v);
    return std::move(page).text();
}

namespace {

// Of the first behaviours, so many of them.
void screen_sentences(Page& page, const DecompositionFinding& d, std::size_t behaviours, Language language) {
    const Verdict& v = d.whole;
    for (std::size_t b = 0; b < behaviours; ++b) {
        const Split& split = d.splits[b * d.splits.size() / v.behaviours.size()];
        const std::string lead = lead_text(v, statement_of(v, 0, 0, b), language);
        page.paragraph("", sentence(d, split, language) + " " + say(language, Phrase::parts_together, {lead}));
    }
}

// One behaviour in full; of others the sentence alone.
std::string screen_text(const DecompositionFinding& d, const Layout& layout, bool all_behaviours, bool table_too) {
    const Verdict& v = d.whole;
    Page page(layout.colour, narrowest_page);
    screen_title(page, v, layout.language);
    if (v.replications == 0 || v.nothing_ran()) {
        page.paragraph(
            "", say(layout.language, v.replications == 0 ? Phrase::screen_no_replication : Phrase::screen_all_failed));
    } else {
        page.line();
        screen_sentences(page, d, all_behaviours ? v.behaviours.size() : 1, layout.language);
        if (table_too) table(page, d.splits.front(), layout.language);
        page.line();
        screen_field(page, say(layout.language, Phrase::screen_compared), screen_arm(v, v.contrasts.front().treatment));
        screen_field(page, say(layout.language, Phrase::screen_against), screen_arm(v, v.contrasts.front().control));
    }
    screen_foot(page, v, layout);
    return std::move(page).text();
}

} // namespace

std::string screen_text(const DecompositionFinding& d, const Layout& layout) {
    std::string text;
    for (const auto& [all_behaviours, table_too] : {std::pair{true, true}, {false, true}, {false, false}}) {
        text = screen_text(d, layout, all_behaviours, table_too);
        if (static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) <= most_screen_lines) return text;
    }
    return cut_to_screen(text, layout.language);
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

std::string report_json(const DecompositionFinding& d) {
    const Verdict& v = d.whole;
    const bool compares = !v.contrasts.empty();
    return fmt::format("{{\n{},\n  \"treatment\": {},\n  \"control\": {},\n  \"channels\": {},\n  \"splits\": {},\n"
                       "  \"dose_remarks\": {},\n  \"warnings\": {}\n}}\n",
                       about_json(v), compares ? json(v.contrasts.front().treatment) : "null",
                       compares ? json(v.contrasts.front().control) : "null", json(d.channels),
                       json_list(d.splits, split_json), json(in(Language::en, v.dose_remarks)),
                       json(in(Language::en, v.warnings)));
}

} // namespace drumbeat
