// SPDX-License-Identifier: Apache-2.0
// The verdict on one screen. What does not fit is left out step by step, and said to be behind an option.
#include "outputs/pages/page.hpp"
#include "outputs/pages/report.hpp"
#include "outputs/pages/screen_parts.hpp"
#include "outputs/pages/sentence.hpp"
#include "outputs/pages/wording.hpp"

#include <algorithm>
#include <array>

namespace drumbeat {
namespace {

// How much is shown: from one to the next, less.
struct Extent {
    bool all_conditions, figures, doubt, definitions, labels;
};
constexpr Extent extents[] = {
    {true, true, true, true, true},     {true, true, true, false, true},     {true, true, false, false, true},
    {false, true, true, true, true},    {false, true, true, false, true},    {false, true, true, false, false},
    {false, true, false, false, false}, {false, false, false, false, false},
};

class Screen {
  public:
    Screen(const Verdict& v, const Layout& layout, const Extent& extent)
        : v_(v), language_(layout.language), layout_(layout), extent_(extent), page_(layout.colour, narrowest_page) {}

    std::string text() {
        screen_title(page_, v_, language_);
        if (v_.replications == 0 || v_.nothing_ran()) {
            page_.paragraph("", said(v_.replications == 0 ? Phrase::screen_no_replication : Phrase::screen_all_failed));
        } else if (v_.contrasts.empty()) {
            spreads();
        } else {
            page_.line();
            answer();
            page_.line();
            compared();
            if (extent_.definitions) definitions();
            money();
            held_back();
        }
        if (v_.replications > 0 && !v_.nothing_ran()) screen_sampled(page_, v_, factors_shown(), language_);
        screen_foot(page_, v_, layout_);
        return std::move(page_).text();
    }

  private:
    std::string said(Phrase phrase, const std::vector<std::string>& filled_in = {}) const {
        return say(language_, phrase, filled_in);
    }
    void field(Phrase name, const std::string& text) { screen_field(page_, said(name), text); }

    // Of a sampled study: as many as there is room for.
    std::size_t factors_shown() const { return extent_.definitions ? 5 : extent_.labels ? 4 : extent_.figures ? 3 : 0; }

    void answer() {
        const std::vector<std::vector<Statement>> groups = statements_of(v_, 0);
        const bool many = groups.size() > 1;
        for (const auto& group : groups) {
            const bool first = &group == &groups.front();
            if (!first && !extent_.all_conditions) break;
            if (v_.levels.size() > 1 && !v_.factors.empty()) page_.paragraph("", conditions_text(group.front(), many));
            for (const Statement& statement : group) {
                const bool is_first = first && &statement == &group.front();
                page_.paragraph(many ? "  " : "", statement_text(statement, is_first));
            }
        }
    }

    // With groups left out, the first is said of its own levels alone.
    std::string conditions_text(const Statement& s, bool many) const {
        if (!many) return said(Phrase::screen_all_conditions, {std::to_string(v_.levels.size())}) + ":";
        std::vector<std::string> texts;
        for (const std::size_t level : s.levels)
            texts.push_back(shortened(condition_in_words(v_, level), longest_label));
        const std::size_t most = 3, more = texts.size() > most ? texts.size() - most : 0;
        if (more > 0) texts.resize(most);
        std::string text;
        for (const std::string& one : texts) text += (text.empty() ? "" : "; ") + one;
        return text + (more > 0 ? "; " + said(Phrase::screen_and_more, {std::to_string(more)}) : "") + ":";
    }

    std::string statement_text(const Statement& s, bool names_arms) const {
        if (tells_nothing(s)) return sentence(v_, s, language_);
        std::string text =
            said(Phrase::in_this_model, {scope_text(v_, s, language_)}) + lead_text(v_, s, language_) + ".";
        if (extent_.figures) text += " " + figures_text(v_, s, language_, names_arms);
        if (extent_.doubt) text += " " + doubt_text(v_, s, language_);
        return text;
    }

    void compared() {
        const Contrast& main = v_.contrasts.front();
        field(Phrase::screen_compared, screen_arm(v_, main.treatment));
        field(Phrase::screen_against, screen_arm(v_, main.control));
        if (v_.contrasts.size() > 1) {
            const Tally t = tally_of_others(v_);
            field(Phrase::screen_others,
                  said(Phrase::screen_tally,
                       {std::to_string(t.all()), std::to_string(t.more), std::to_string(t.less), std::to_string(t.none),
                        std::to_string(t.undecided),
                        t.same > 0 ? said(Phrase::screen_tally_same, {std::to_string(t.same)}) : ""}));
        }
        if (v_.levels.size() > 1 && !extent_.all_conditions && statements_of(v_, 0).size() > 1)
            field(Phrase::screen_conditions,
                  said(Phrase::screen_other_conditions, {std::to_string(v_.levels.size() - 1)}));
        if (extent_.labels && speaks_of_many()) field(Phrase::screen_behaviours, screen_behaviours(v_, language_));
    }

    // Whether a sentence counts behaviours instead of naming them.
    bool speaks_of_many() const {
        return v_.behaviours.size() > 1 && statements_under(v_, 0, 0).front().behaviours.size() == v_.behaviours.size();
    }

    // Where the arms are one run under every behaviour, or no verdict is given, figures would look like an answer.
    bool tested_nothing() const {
        for (std::size_t b = 0; b < v_.behaviours.size(); ++b)
            if (const Effect& e = v_.effect(0, 0, b); !e.same_run && !e.withheld) return false;
        return true;
    }

    // Firms by every definition: kinds down, growths across.
    void definitions() {
        const Statement all = statements_under(v_, 0, 0).front();
        std::array<std::string, 3> kinds{"any", "net", "retained"};
        constexpr Phrase names[] = {Phrase::kind_any, Phrase::kind_net, Phrase::kind_retained};
        if (tested_nothing() || v_.effect(0, 0, all.behaviours.front()).counts.empty()) return;
        screen_field(page_, said(Phrase::screen_firms),
                     right(said(Phrase::screen_growth, {grouped(10)}), 26) +
                         right(said(Phrase::screen_growth, {grouped(20)}), 18) +
                         right(said(Phrase::screen_growth, {grouped(30)}), 18),
                     true);
        for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
            std::string cells;
            for (const double growth : {.1, .2, .3}) cells += right(range_of(kinds[kind], growth), 18);
            if (cells.find_first_not_of(" -") == std::string::npos) continue;
            page_.line("  " + left(said(names[kind]), 22) + cells);
        }
    }
    std::string range_of(const std::string& kind, double growth) const {
        Interval range;
        for (std::size_t b = 0; b < v_.behaviours.size(); ++b)
            for (const Count& count : v_.effect(0, 0, b).counts)
                if (count.kind == kind && count.growth == growth) widen(range, count.firms.mean.value);
        return range_text(range, 1, language_);
    }

    void money() {
        const Effect& e = v_.effect(0, 0, 0);
        if (e.extra_money) {
            Interval change;
            for (std::size_t b = 0; b < v_.behaviours.size(); ++b) widen(change, 100 * v_.effect(0, 0, b).money_change);
            field(Phrase::screen_money, said(Phrase::screen_other_money, {range_text(change, 1, language_)}));
        } else {
            field(Phrase::screen_money, said(v_.neutral.by == NeutralBy::exact ? Phrase::screen_exact_money
                                             : e.capacity.at_equal_money       ? Phrase::screen_equal_money
                                                                               : Phrase::screen_same_money));
        }
    }

    void held_back() {
        const Detail& d = v_.details.front();
        if (!(d.control[0] == d.control[0])) return;
        const std::string under =
            v_.behaviours.size() > 1 ? " (" + shortened(d.effect.behaviour, longest_name) + ")" : "";
        field(Phrase::screen_held_back,
              shortened(d.effect.control, longest_name) + ": " + screen_top_three(d.control, language_) + under);
        screen_field(page_, "",
                     shortened(d.effect.treatment, longest_name) + ": " + screen_top_three(d.treatment, language_));
    }

    void spreads() {
        page_.line();
        page_.paragraph("", said(Phrase::screen_one_arm));
        const std::size_t most = 3;
        for (std::size_t i = 0; i < std::min(most, v_.spreads.size()); ++i) {
            const Spread& spread = v_.spreads[i];
            page_.line();
            page_.line(left(shortened(spread.behaviour, 30), 40) + right(said(Phrase::screen_mean), 14) +
                       right(said(Phrase::screen_over_luck), 25));
            for (const Spread::Line& line : spread.lines) {
                const int decimals = line.unit == "%" ? 1 : 0;
                const std::string unit = line.unit == "%" ? ", %" : ", " + said(Phrase::unit_meur);
                page_.line("  " + left(label_of(line.outcome, language_) + unit, 38) +
                           right(grouped(line.mean.value, decimals, language_), 14) +
                           right(screen_interval(line.luck, decimals, language_), 25));
            }
        }
        if (v_.spreads.size() > most)
            page_.line(said(Phrase::screen_more_behaviours, {std::to_string(v_.spreads.size() - most)}));
        page_.line();
    }

    static void widen(Interval& range, double value) {
        if (!(value == value)) return;
        range = range.assessed() ? Interval{std::min(range.low, value), std::max(range.high, value)}
                                 : Interval{value, value};
    }

    const Verdict& v_;
    Language language_;
    Layout layout_;
    Extent extent_;
    Page page_;
};

} // namespace

std::string screen_text(const Verdict& v, const Layout& layout) {
    std::string text;
    for (const Extent& extent : extents) {
        text = Screen(v, layout, extent).text();
        if (static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) <= most_screen_lines) return text;
    }
    return cut_to_screen(text, layout.language);
}

} // namespace drumbeat
