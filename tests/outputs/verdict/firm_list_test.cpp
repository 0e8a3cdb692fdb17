// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/firm_list.hpp"

#include "outputs/pages/wording.hpp"
#include "sim/replay/replicate.hpp"
#include "tests/outputs/small_country.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <sstream>

using namespace drumbeat;
using doctest::Approx;

namespace {

FirmYear in_year(int year, Binding binding, double near) {
    FirmYear y;
    y.year = year, y.binding = binding, y.expanded = binding == Binding::none, y.near = near;
    return y;
}

FirmStory story(int row, std::vector<FirmYear> years, int ordinal = -1) {
    FirmStory s;
    s.row = row, s.key = {row % 2, ordinal < 0 ? row : ordinal, 0}, s.years = std::move(years);
    return s;
}

// Three firms made up by hand: one that expands, one that nearly did, one whose rule compares nothing.
std::vector<FirmStory> three() {
    using enum Binding;
    return {story(0, {in_year(2027, none, 1.5), in_year(2028, npv, .7), in_year(2029, none, 1.2)}),
            story(1, {in_year(2027, no_demand, .2), in_year(2028, option_value, .95), in_year(2029, option_value, .9)}),
            story(2, {in_year(2028, no_demand, missing)})};
}

FirmList list_of(std::vector<FirmLine> lines) {
    FirmList list;
    list.study = "made up", list.case_name = "stable/careful", list.areas = {"sensors", "smart_materials"};
    list.seed = 7, list.policy_from = 2027, list.lines = std::move(lines);
    return list;
}

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

Study small_study() {
    Study study;
    study.base = small_country();
    study.seed = 9;
    comparison_in(study).record.firm_replications = 1;
    comparison_in(study).arms = {{"base", "", {}}, {"stable", "", {{"segments.*.orders.cv", "0.1", {}}}}};
    return study;
}

// The same runs as a study makes them, and as the list replays them.
struct Both {
    Study study;
    std::vector<Case> cases;
    std::vector<RunRecord> records;
    ReplayedRun run;
    std::vector<FirmStory> stories;
};
Both both(std::size_t which) {
    Both b;
    b.study = small_study();
    std::vector<Problem> problems;
    b.cases = cases_of(b.study, problems);
    const auto prepared = prepare_study(b.study, b.cases);
    StudyScratch scratch;
    b.records.resize(b.cases.size());
    replicate(*prepared, 0, scratch, b.records);
    Replay replay(b.study.base, b.cases[which].scenario, {b.study.seed, 0});
    b.run = replay.run();
    b.stories = stories_of(b.run, b.study.base.time.start_year);
    return b;
}

} // namespace

TEST_CASE("a firm's story: when it expanded, what usually bound, and its nearest year without expansion") {
    const std::vector<FirmStory> firms = three();
    CHECK(firms[0].expansions() == std::vector<int>{2027, 2029});
    CHECK(firms[0].expansions(2028) == std::vector<int>{2029});
    CHECK(firms[0].nearest()->year == 2028);
    CHECK(firms[1].nearest()->year == 2028);
    CHECK(firms[1].usual_constraint() == std::pair{Binding::option_value, 2});
    CHECK(firms[2].nearest() == nullptr);
    CHECK(firms[2].in(2027) == nullptr);
    const FirmStory always = story(4, {in_year(2027, Binding::none, 1.4)});
    CHECK(always.nearest()->year == 2027);
}

TEST_CASE("the list begins with who was nearest, from either side; of one year and one area where asked") {
    auto lines = lines_of(three(), {}, {});
    REQUIRE(lines.size() == 3);
    CHECK(lines[0].story.row == 1);
    CHECK(lines[1].story.row == 0);
    CHECK(lines[2].story.row == 2);
    lines = lines_of(three(), {}, 2029);
    REQUIRE(lines.size() == 2); // the third did not live
    CHECK(lines[0].story.row == 1);
    lines = lines_of(three(), 0, {});
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].story.row == 0);
}

TEST_CASE("a firm is turned where it expanded or scaled up in one run and not in the other, the same firm by birth") {
    using enum Binding;
    const std::vector<FirmStory> with{story(0, {in_year(2028, none, 1.1)}, 5), story(1, {in_year(2028, npv, .9)}, 6),
                                      story(2, {in_year(2028, none, 1.1)}, 7), story(3, {in_year(2028, none, 1)}, 8)};
    std::vector<FirmStory> without = with;
    std::swap(without[0], without[2]); // other rows
    without[0].row = 0, without[2].row = 2;
    for (FirmStory& s : without) s.key.segment = with[static_cast<std::size_t>(s.key.ordinal - 5)].key.segment;
    CHECK(turned_lines(with, without, {}, {}, 2027).empty());
    without[2].years[0] = in_year(2028, finance, 1.1); // the firm of ordinal 5
    without[1].years[0] = in_year(2028, none, 1);      // of ordinal 6
    without[3].scaled_up = 2030;                       // of ordinal 8
    auto lines = turned_lines(with, without, {}, {}, 2027);
    REQUIRE(lines.size() == 3);
    CHECK(lines[0].story.row == 0);
    CHECK(lines[0].with_policy);
    CHECK(lines[0].control->row == 2);
    CHECK(lines[1].story.row == 1);
    CHECK_FALSE(lines[1].with_policy);
    CHECK(lines[2].story.row == 3);
    CHECK(turned_lines(with, without, 0, {}, 2027).size() == 1);
    CHECK(turned_lines(with, without, {}, 2028, 2027).size() == 2); // of a year alone, scaling up does not count
    CHECK(turned_lines(with, without, {}, {}, 2029).size() == 1);   // before the policy nothing is of its making
}

TEST_CASE("the list says what each firm decided and how near it was, and where to go from there") {
    std::vector<FirmStory> firms = three();
    firms[0].scaled_up = 2030;
    const std::string text = firm_list_text(list_of(lines_of(firms, {}, {})), false);
    for (const char* words :
         {"Case stable/careful, replication 0 of \"made up\", seed 7.\n", "3 firms; 1 expanded, 1 scaled up (*).\n",
          "     1  smart_materials  sme     option_value, 2 of 3         0.950   2028\n",
          "     0  sensors          sme     expanded 2027, 2029*         0.700   2028\n",
          "     2  sensors          sme     no_demand, 1 of 1                -      -\n",
          "Why: add --firm 1 --year 2028 --case stable/careful\n"})
        CHECK_MESSAGE(has(text, words), words, "\n", text);
    FirmList one_year = list_of(lines_of(firms, {}, 2028));
    one_year.year = 2028;
    CHECK(has(firm_list_text(one_year, false), "     0  sensors          sme     npv                          0.700"));
    CHECK(has(firm_list_json(list_of(lines_of(firms, {}, {}))),
              "{\"year\": 2028, \"expanded\": false, \"built_to_order\": false, \"binding_constraint\": "
              "\"option_value\", \"near\": 0.95}"));
}

TEST_CASE("the list of turned firms shows both runs side by side") {
    using enum Binding;
    FirmList list =
        list_of(turned_lines({story(0, {in_year(2028, none, 1.1), in_year(2029, none, 1.1)})},
                             {story(0, {in_year(2028, finance, 1.1), in_year(2029, npv, .8)})}, {}, {}, 2027));
    list.contrast = "stability", list.control_name = "volatile/careful";
    const std::string text = firm_list_text(list, false);
    for (const char* words : {"Against case volatile/careful, with the same luck: contrast stability.\n",
                              "1 firm expanded or scaled up (*) with the policy only, 0 without it only.\n",
                              "    0  sensors          sme    expanded 2028 +1         npv, 1 of 2\n",
                              "Why: add --firm 0 --year 2028 --case stable/careful\n"})
        CHECK_MESSAGE(has(text, words), words, "\n", text);
    CHECK(has(firm_list_json(list), "\"turned\": \"with\", \"control\": {\"firm\": 0"));
}

TEST_CASE("a list is at most 80 columns wide and 40 lines long, and says how many it leaves out") {
    std::vector<FirmStory> firms;
    for (int row = 0; row < 2000; ++row) {
        FirmStory s = story(row, {});
        for (int year = 2026; year < 2041; ++year)
            s.years.push_back(in_year(year, row % 3 == 0 ? Binding::none : Binding::no_tender_won, 1234.5));
        s.size_class = SizeClass::midcap, s.scaled_up = 2030;
        firms.push_back(s);
    }
    FirmList list = list_of(lines_of(firms, {}, {}));
    list.case_name = "with_floor/rational_dynamic_programming/without_capital/tight/on";
    list.areas = {"unmanned_systems_of_every_kind", "smart"};
    for (const bool turned : {false, true}) {
        if (turned) {
            list.contrast = "everything", list.control_name = "base/careful";
            for (FirmLine& line : list.lines) line.control = line.story;
        }
        std::istringstream text(firm_list_text(list, false));
        int count = 0;
        for (std::string line; std::getline(text, line); ++count) CHECK_MESSAGE(length_of(line) <= 80, line);
        CHECK(count <= 40);
        CHECK(has(firm_list_text(list, false), "1971 more: --all\n"));
        CHECK_FALSE(has(firm_list_text(list, true), "--all"));
    }
}

TEST_CASE("what the list says is what the study recorded: panel, firms that scale up, luck") {
    for (const std::size_t which : {std::size_t{0}, std::size_t{1}}) {
        Both b = both(which);
        RunRecord& record = b.records[which];
        int seen = 0;
        for (const FirmStory& s : b.stories)
            for (const FirmYear& y : s.years) {
                const int year = y.year - b.study.base.time.start_year;
                ++seen;
                CHECK(record.at(FirmColumn::binding_constraint, year, s.row) == static_cast<double>(y.binding));
                CHECK((record.at(FirmColumn::investment_meur, year, s.row) > 0) == (y.expanded || y.to_order));
                const double ratio = record.at(FirmColumn::value_to_cost, year, s.row);
                if (!std::isnan(y.near)) CHECK(y.near * record.at(FirmColumn::trigger, year, s.row) == Approx(ratio));
            }
        CHECK(seen > 50);
        double up = 0, cohort = 0; // firms that were there when the policy began
        for (const FirmStory& s : b.stories) {
            if (s.scaled_up > 0) up += s.weight;
            if (b.run.in_cohort[static_cast<std::size_t>(s.row)]) cohort += s.weight;
        }
        CHECK(up > 0);
        CHECK(up / cohort == Approx(record.at(Outcome::scale_up_share)).epsilon(1e-9));
    }
}
