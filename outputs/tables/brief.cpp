// SPDX-License-Identifier: Apache-2.0
#include "outputs/tables/brief.hpp"

#include "outputs/pages/sentence.hpp"
#include "outputs/tables/markdown.hpp"
#include "outputs/tables/readme.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace drumbeat {
namespace {

constexpr std::size_t most_sentences = 4, most_rows = 6, most_remarks = 4, most_warnings = 3;

class Brief {
  public:
    explicit Brief(const Answers& a) : a_(a) {}

    void title(const std::string& text) { text_ += "# " + markdown_text(text) + "\n"; }
    void heading(Phrase phrase) { text_ += "\n## " + say(a_.language, phrase) + "\n\n"; }
    void item(const std::string& text) { text_ += "- " + markdown_text(text) + "\n"; }
    void paragraph(const std::string& text) { text_ += markdown_text(text) + "\n"; }
    void raw(const std::string& text) { text_ += text; }
    void more(std::size_t left_out) {
        if (left_out > 0) item(say(a_.language, Phrase::brief_more, {std::to_string(left_out)}));
    }
    // Only the first cell is a text of others.
    void row(const std::string& first, const std::vector<std::string>& numbers) {
        text_ += fmt::format("| {} | {} |\n", markdown_text(first), fmt::join(numbers, " | "));
    }
    std::string text() && { return std::move(text_); }

  private:
    const Answers& a_;
    std::string text_;
};

std::string behaviour_text(const Answers& a, std::size_t b) {
    const auto& rule = a.verdict.rules[b];
    return rule ? label_of(*rule, a.language) : a.verdict.behaviours[b];
}

// The contrast in words: "stable orders, announced" instead of "as it is".
std::string arms_text(const Answers& a, const Contrast& contrast) {
    return say(a.language, Phrase::brief_arms,
               {arm_in_quotes(a.verdict, contrast.treatment, a.language),
                arm_in_quotes(a.verdict, contrast.control, a.language)});
}

std::string areas_text(const Answers& a, const Effect& e) {
    std::vector<std::string> areas;
    for (const std::string& area : e.areas) areas.push_back(label_of(area, a.language));
    return listed(areas, a.language);
}

// "with SecFund, with private capital: "; nothing where the same is said under all conditions.
std::string conditions_text(const Answers& a, const Statement& s, std::size_t groups) {
    if (groups < 2) return {};
    std::vector<std::string> all;
    for (const std::size_t level : s.levels) all.push_back(condition_in_words(a.verdict, level));
    return listed(all, a.language) + ": ";
}

// Which way it goes and by how much; how luck spreads it stands in the other outputs.
std::string short_sentence(const Answers& a, const Statement& s, bool names_arms) {
    if (tells_nothing(s)) return sentence(a.verdict, s, a.language);
    const std::string opening = say(a.language, Phrase::in_this_model, {scope_text(a.verdict, s, a.language)});
    return opening + lead_text(a.verdict, s, a.language) + ". " + figures_text(a.verdict, s, a.language, names_arms);
}

void answer(Brief& brief, const Answers& a) {
    const Verdict& v = a.verdict;
    brief.heading(Phrase::readme_answer);
    if (v.replications == 0 || v.nothing_ran()) return brief.paragraph(say(a.language, Phrase::brief_nothing));
    if (v.contrasts.empty()) return brief.paragraph(say(a.language, Phrase::brief_one_arm));
    std::size_t told = 0, left_out = 0;
    const auto groups = statements_of(v, 0);
    for (const auto& group : groups)
        for (const Statement& statement : group) {
            if (told < most_sentences)
                brief.item(conditions_text(a, statement, groups.size()) + short_sentence(a, statement, told == 0));
            else
                ++left_out;
            told += told < most_sentences ? 1 : 0;
        }
    brief.more(left_out);
    for (std::size_t i = 0; i < std::min(most_remarks, v.remarks.size()); ++i) brief.item(in(a.language, v.remarks[i]));
}

double added(const Effect& e) { return e.added_capacity.mean.value; }
double invested(const Effect& e) { return e.investment.mean.value; }
double firms(const Effect& e) { return e.firms.mean.value; }
double money(const Effect& e) { return 100 * e.money_change; }

// The range of means over all combinations of levels.
Interval range_of(const Verdict& v, std::size_t behaviour, double (*value)(const Effect&)) {
    Interval range;
    for (std::size_t l = 0; l < v.levels.size(); ++l) {
        const double one = value(v.effect(0, l, behaviour));
        if (std::isnan(one)) continue;
        range.low = range.assessed() ? std::min(range.low, one) : one;
        range.high = range.assessed() ? std::max(range.high, one) : one;
    }
    return range;
}

std::vector<std::string> figures_under(const Answers& a, std::size_t behaviour) {
    const auto cell = [&](double (*value)(const Effect&), int decimals) {
        return range_text(range_of(a.verdict, behaviour, value), decimals, a.language);
    };
    return {cell(added, 0), cell(invested, 0), cell(firms, 1), cell(money, 1)};
}

std::string caption_of(const Answers& a) {
    const Verdict& v = a.verdict;
    std::string caption = arms_text(a, v.contrasts.front());
    if (!v.effects.front().areas.empty())
        caption += " " + say(a.language, Phrase::brief_areas, {areas_text(a, v.effects.front())});
    if (v.levels.size() > 1) caption += " " + say(a.language, Phrase::brief_ranges, {std::to_string(v.levels.size())});
    return caption;
}

void table(Brief& brief, const Answers& a) {
    const Verdict& v = a.verdict;
    if (v.contrasts.empty() || v.effects.empty() || v.effects.front().withheld) return;
    brief.heading(Phrase::brief_figures);
    brief.paragraph(caption_of(a));
    brief.raw("\n");
    brief.row(say(a.language, Phrase::column_behaviour),
              {say(a.language, Phrase::brief_capacity), say(a.language, Phrase::brief_investment),
               say(a.language, Phrase::brief_firms), say(a.language, Phrase::brief_money)});
    brief.raw("|---|---:|---:|---:|---:|\n");
    const std::size_t rows = std::min(most_rows, v.behaviours.size());
    for (std::size_t b = 0; b < rows; ++b) brief.row(behaviour_text(a, b), figures_under(a, b));
    if (v.behaviours.size() > rows) {
        brief.raw("\n");
        brief.more(v.behaviours.size() - rows);
    }
}

// From the least to the largest share over ways of deciding, in per cent.
std::string share_range(const Answers& a, std::size_t constraint, Constraints Detail::*arm) {
    Interval range;
    for (const Detail& d : a.verdict.details) {
        const double share = 100 * (d.*arm)[constraint];
        if (std::isnan(share)) continue;
        range.low = range.assessed() ? std::min(range.low, share) : share;
        range.high = range.assessed() ? std::max(range.high, share) : share;
    }
    const std::string low = grouped(range.low, 0, a.language), high = grouped(range.high, 0, a.language);
    return low == high ? low : low + " " + say(a.language, Phrase::to_word) + " " + high;
}

// The three that hold back most firms without the policy.
std::vector<std::size_t> largest_constraints(const Verdict& v) {
    std::vector<std::size_t> order;
    for (std::size_t i = 1; i < constraint_count; ++i) order.push_back(i); // 0: firms that expanded
    const auto sum = [&](std::size_t constraint) {
        double all = 0;
        for (const Detail& d : v.details)
            if (!std::isnan(d.control[constraint])) all += d.control[constraint];
        return all;
    };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) { return sum(x) > sum(y); });
    order.resize(3);
    return order;
}

void constraints(Brief& brief, const Answers& a) {
    const Verdict& v = a.verdict;
    brief.heading(Phrase::brief_held_back);
    if (std::all_of(v.details.begin(), v.details.end(), [](const Detail& d) { return std::isnan(d.control[0]); }))
        return brief.paragraph(say(a.language, Phrase::not_assessed));
    const auto names = constraint_names();
    for (const std::size_t i : largest_constraints(v))
        brief.item(say(a.language, Phrase::brief_held_back_item,
                       {label_of("binding_constraint_" + names[i], a.language), share_range(a, i, &Detail::control),
                        share_range(a, i, &Detail::treatment)}));
}

void making(Brief& brief, const Answers& a, const std::string& file) {
    const Verdict& v = a.verdict;
    brief.heading(Phrase::brief_made);
    brief.item(say(a.language, Phrase::readme_world) + ": " +
               say(a.language, Phrase::readme_world_text,
                   {v.world, std::to_string(v.start_year), std::to_string(v.end_year), std::to_string(v.policy_from)}));
    brief.item(runs_text(a));
    brief.item(provenance_text(a));
    brief.raw("- " +
              markdown_code(fmt::format("drumbeat run STUDY.yaml --seed {} --replications {} -o {}", v.seed,
                                        v.asked_replications, file)) +
              "\n- " +
              markdown_code(fmt::format("drumbeat report {} --lang {} --brief BRIEF.md", file, name_of(a.language))) +
              "\n");
}

} // namespace

std::string brief_markdown(const Answers& a, const std::string& file) {
    const Verdict& v = a.verdict;
    Brief brief(a);
    brief.title(v.question.empty() ? v.name : v.question);
    brief.raw("\n");
    brief.paragraph(say(a.language, Phrase::brief_study, {v.name}));
    answer(brief, a);
    table(brief, a);
    if (!v.details.empty()) constraints(brief, a);
    brief.heading(Phrase::brief_limits);
    for (const std::string& limit : limits(a)) brief.item(limit);
    for (std::size_t i = 0; i < std::min(most_warnings, v.warnings.size()); ++i)
        brief.item(in(a.language, v.warnings[i]));
    brief.more(v.warnings.size() - std::min(most_warnings, v.warnings.size()));
    making(brief, a, file);
    return std::move(brief).text();
}

} // namespace drumbeat
