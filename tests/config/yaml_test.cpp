// SPDX-License-Identifier: Apache-2.0
#include "config/yaml.hpp"
#include "tests/config/example.hpp"
#include "tests/config/folder.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace drumbeat;
using example::lines;

namespace {

std::string scenario_says(const std::string& text) {
    std::vector<Problem> problems;
    example::read(text, problems);
    return lines(problems);
}

std::string study_says(const std::string& rest) {
    std::vector<Problem> problems;
    example::read_a_study(std::string(example::study_head) + rest, problems); // what follows starts on line 7
    return lines(problems);
}

Study study_of(const std::string& rest) {
    std::vector<Problem> problems;
    Study study = example::read_a_study(std::string(example::study_head) + rest, problems).study;
    CHECK(lines(problems) == "");
    return study;
}

const std::string good_head =
    "format: drumbeat-scenario/1\nsegments: {sensors: {weight: 1, initial: {smes: 5}}}\n"; // two lines

} // namespace

// ---- scenarios

TEST_CASE("a scenario states what differs from the defaults") {
    std::vector<Problem> problems;
    const Scenario s = example::read(example::scenario_text, problems).scenario;
    CHECK(lines(problems) == "");
    CHECK(s.name == "small");
    REQUIRE(s.segments.size() == 2);
    CHECK(s.segments[0].name == "sensors");
    CHECK(s.segments[0].orders.cv == .5);
    CHECK(s.segments[0].initial.prime_turnover_meur == std::vector<double>{50});
    CHECK(s.segments[1].orders.cv == OrderStream{}.cv);
    CHECK(s.time == TimeSettings{});
}

TEST_CASE("groups may be nested or written with dots") {
    std::vector<Problem> problems;
    const std::string text =
        "format: drumbeat-scenario/1\nsegments.a.weight: 1\nsegments:\n  a.orders: {cv: 0.3}\n  a: {initial.smes: 4}\nfirms: {\"*\": {wacc: 0.07}}\ntime:\n";
    const Scenario s = example::read(text, problems).scenario;
    CHECK(lines(problems) == "");
    REQUIRE(s.segments.size() == 1);
    CHECK(s.segments[0].orders.cv == .3);
    CHECK(s.segments[0].initial.smes == 4);
    CHECK(s.firms.midcap.wacc == .07);
}

TEST_CASE("every mistake of a scenario file is told with its line") {
    const std::string text = "formt: drumbeat-scenario/1\n"
                             "segments:\n"
                             "  sensors:\n"
                             "    wieght: 0.6\n"
                             "    weight: 1\n"
                             "    orders: {cv: 0,4, phi: 3}\n"
                             "    technology:\n"
                             "      resale: \"0,4\"\n"
                             "    initial: {smes: 2.5, prime_turnover_meur: 5}\n"
                             "time: 2026\n"
                             "secfund:\n"
                             "  enabled: maybe\n"
                             "  public_share: 0.6\n"
                             "investment: {candidates: [[1], 2]}\n"
                             "firms: [1, 2]\n"
                             "neutral: {of:}\n";
    CHECK(
        scenario_says(text) ==
        "s.yaml: format: is missing; expects 'format: drumbeat-scenario/1', or 'format: drumbeat-study/1' in a study\n"
        "s.yaml:1: formt: unknown key 'formt'; did you mean format?\n"
        "s.yaml:6: segments.sensors.orders.cv: '0,4' is not a number: use a decimal point, 0.4; allowed: 0 to 2\n"
        "s.yaml:14: investment.candidates: expects a single value, not a list\n"
        "s.yaml:4: segments.sensors.wieght: unknown key 'wieght'; did you mean weight?\n"
        "s.yaml:6: segments.sensors.orders.phi: 3 is out of range; allowed: 0 to 0.99\n"
        "s.yaml:8: segments.sensors.technology.resale: '0,4' is not a number: use a decimal point, 0.4; allowed: 0 to 1\n"
        "s.yaml:9: segments.sensors.initial.smes: 2.5 is not a whole number; allowed: 0 to 100000\n"
        "s.yaml:10: time: is a group, not a value; it holds: start_year, horizon_years, burn_in_years, policy_from, "
        "policy_until\n"
        "s.yaml:12: secfund.enabled: 'maybe' is neither true nor false\n"
        "s.yaml:15: firms: is a group, not a value; it holds: sme, midcap, prime\n"
        "s.yaml:16: neutral.of: '' is not one of public_money, orders, volume\n"
        "s.yaml:13: secfund.public_share: 0.6 breaks pari passu: private investors put in at least as much as the fund; allowed: 0 to 0.5\n");
}

TEST_CASE("a format is required and has to be the right one") {
    CHECK(scenario_says("format: drumbeat-scenario/2\nsegments: {a: {weight: 1, initial.smes: 2}}\n") ==
          "s.yaml:1: format: 'drumbeat-scenario/2' is not drumbeat-scenario/1\n");
    CHECK(
        scenario_says("format: drumbeat-study/1\nsegments: {a: {weight: 1, initial.smes: 2}}\n") ==
        "s.yaml:1: format: 'drumbeat-study/1' is not drumbeat-scenario/1: a study's `base` is a scenario, and only a study can be run\n");
    CHECK(scenario_says("format: [a]\nsegments: {a: {weight: 1, initial.smes: 2}}\n")
              .find("s.yaml:1: format: '' is not drumbeat-scenario/1\n") == 0);
    CHECK(scenario_says("format: drumbeat-scenario/1\n") == "s.yaml: segments: a scenario needs a technology area\n");
}

TEST_CASE("values of the wrong shape are told") {
    CHECK(scenario_says(good_head + "tender: {noise: {a: 1}}\n") ==
          "s.yaml:3: tender.noise.a: tender.noise is a value and holds no 'a'\n");
    CHECK(scenario_says(good_head + "tender: {noise: 0,4}\n") ==
          "s.yaml:3: tender.noise: '0,4' is not a number: use a decimal point, 0.4; allowed: 0.001 to 1\n");
    CHECK(
        scenario_says(good_head + "budget: {final_defence_meur: 25,800}\n") ==
        "s.yaml:3: budget.final_defence_meur: '25,800' is not a number: write 25800, or with a decimal point 25.800; allowed: 1 to 1000000\n");
    CHECK(scenario_says(good_head + "name: \"a\\nb\"\n") ==
          "s.yaml:3: name: holds line ends or tabs; it is one line\n");
    CHECK(scenario_says(good_head + "name: a\nname: b\n") == "s.yaml:4: name: stands twice in this group\n");
    CHECK(scenario_says(good_head + "tender: {noise: [1]}\n") ==
          "s.yaml:3: tender.noise: '[1]' is a list; expects one number; several are the levels of a factor; allowed: "
          "0.001 to 1\n");
    CHECK(scenario_says(good_head + "tender:\n  noise:\n") ==
          "s.yaml:4: tender.noise: has no value; expects a number; allowed: 0.001 to 1\n");
    CHECK(scenario_says(good_head + "investment:\n  candidates:\n    - 0,25\n    - 0.5\n") ==
          "s.yaml:5: investment.candidates: '0,25' cannot stand in a list; numbers take a decimal point\n");
    CHECK(scenario_says(good_head + "tender: {noise: .nan}\n") ==
          "s.yaml:3: tender.noise: .nan is not a finite number; allowed: 0.001 to 1\n");
    CHECK(scenario_says(good_head + "tender.noise: 0.1\ntender: {noise: 0.2}\n") ==
          "s.yaml:4: tender.noise: is set twice; first on line 3\n");
    CHECK(scenario_says(good_head + "segments.Space.weight: 0.1\n")
              .find("s.yaml:3: new_segments: 'Space' cannot name a technology area") == 0);
    CHECK(scenario_says(good_head + "\"a\\nb\": 1\n").find("s.yaml:3: a?b: unknown key 'a?b'") == 0);
    CHECK(scenario_says(good_head + "name: [a]\n") == "s.yaml:3: name: expects a single value, not a list\n");
    CHECK(scenario_says("<html><body>404: not found</body></html>").find("s.yaml:1: <html><body>404: unknown key") !=
          std::string::npos);
    CHECK(scenario_says(good_head + "bases: other\n") == "s.yaml:3: bases: unknown key 'bases'; did you mean base?\n");
}

TEST_CASE("a base is stood on, and names are its own") {
    const example::Folder folder;
    folder.write("scenarios/small.yaml", example::scenario_text);
    folder.write(
        "mine/middle.yaml",
        "format: drumbeat-scenario/1\nbase: small\ndescription: middle\nsegments: {\"*\": {orders: {cv: 0.2}}}\n");
    const std::string top =
        folder.write("mine/sub/top.yaml",
                     "format: drumbeat-scenario/1\nbase: ../middle.yaml\nsegments: {space: {orders: {cv: 0.9}}}\n");
    std::vector<Problem> problems;
    const ScenarioFile read = read_scenario(top, folder.as_list(), problems);
    CHECK(lines(problems) == "");
    CHECK(read.scenario.segments[0].orders.cv == .2);
    CHECK(read.scenario.segments[1].orders.cv == .9);
    CHECK(read.scenario.segments[0].orders.phi == .4);
    CHECK(read.scenario.name == "top");
    CHECK(read.scenario.description.empty());
    CHECK(read.files ==
          std::vector<std::string>{top, folder.path("mine/middle.yaml"), folder.path("scenarios/small.yaml")});
    CHECK(read_scenario("small", folder.as_list(), problems).scenario == example::small_scenario());
    CHECK(lines(problems) == "");
}

TEST_CASE("technology areas of a base are added and dropped by name") {
    const example::Folder folder;
    folder.write("scenarios/small.yaml", example::scenario_text);
    const std::string head = "format: drumbeat-scenario/1\nbase: small\n";
    const auto read = [&](const std::string& rest, std::vector<Problem>& problems) {
        return read_scenario_text(head + rest, "s.yaml", folder.as_list(), problems).scenario;
    };
    std::vector<Problem> problems;
    const Scenario s =
        read("segments: {quantum: {weight: 0.4}}\nnew_segments: [quantum]\nremove_segments: [space]\n", problems);
    CHECK(lines(problems) == "");
    REQUIRE(s.segments.size() == 2);
    CHECK(s.segments[1].name == "quantum");
    CHECK(s.segments[1].weight == .4);
    read("segments: {spaces: {weight: 0.4}}\n", problems);
    CHECK(lines(problems) ==
          "s.yaml:3: segments.spaces.weight: unknown technology area 'spaces'; did you mean space?\n");
}

TEST_CASE("mistakes of all files come at once") {
    const example::Folder folder;
    const std::string base =
        folder.write("base.yaml", "segments: {a: {weight: 1, initial: {smes: 1}}}\ntender: {noise: 9}\n");
    const std::string top =
        folder.write("top.yaml", "format: drumbeat-scenario/1\nbase: base.yaml\ntendr: {noise: 9}\n");
    std::vector<Problem> problems;
    read_scenario(top, {}, problems);
    CHECK(
        lines(problems) ==
        base +
            ": format: is missing; expects 'format: drumbeat-scenario/1', or 'format: drumbeat-study/1' in a study\n" +
            base + ":2: tender.noise: 9 is out of range; allowed: 0.001 to 1\n" + top +
            ":3: tendr.noise: unknown key 'tendr'; did you mean tender?\n");
}

TEST_CASE("a base that is missing or circular is an error") {
    const example::Folder folder;
    folder.write("scenarios/netherlands-2026.yaml", example::scenario_text);
    const std::string head = "format: drumbeat-scenario/1\n";
    const auto says = [&](const std::string& name) {
        std::vector<Problem> problems;
        read_scenario(name, folder.as_list(), problems);
        return problems.empty() ? std::string{} : to_text(problems[0]);
    };
    const std::string a = folder.write("a.yaml", head + "name: x\nbase: b.yaml\n"),
                      b = folder.write("b.yaml", head + "base: ./sub/../c.yaml\n");
    const std::string c = folder.write("c.yaml", head + "base: a.yaml\n"),
                      own = folder.write("own.yaml", head + "base: own.yaml\n");
    folder.write("sub/x", "");
    const std::string gone = folder.write("gone.yaml", head + "base: nowhere.yaml\n"),
                      typo = folder.write("typo.yaml", head + "base: netherland-2026\n");
    const std::string into = folder.write("into.yaml", head + "base: ./sub/\n"),
                      list = folder.write("list.yaml", head + "base: [a]\n");
    CHECK(says(a) == folder.path("c.yaml") + ":2: base: circular base: a.yaml -> b.yaml -> c.yaml -> a.yaml");
    CHECK(says(own) == own + ":2: base: circular base: own.yaml -> own.yaml");
    CHECK(says(gone) == gone + ":2: base: there is no file 'nowhere.yaml'");
    CHECK(says(typo) ==
          typo + ":2: base: there is no packaged scenario 'netherland-2026'; did you mean netherlands-2026?");
    CHECK(says(into) == into + ":2: base: there is no file './sub/'");
    std::vector<Problem> all;
    read_scenario(gone, {}, all);
    CHECK(all.size() == 1); // that there is no technology area then is no mistake of its own
    CHECK(says(list) == list + ":2: base: expects a single value, not a list");
    CHECK(says("absent") == "there is no packaged scenario 'absent'; known: netherlands-2026");
    CHECK(says("absent.yaml") == "there is no file 'absent.yaml'");
    CHECK(says(folder.path()) == "'" + folder.path() + "' is no regular file");
    CHECK(says("/dev/zero") == "'/dev/zero' is no regular file");
    const std::string study = folder.write(
        "study.yaml", "format: drumbeat-study/1\nstudy: comparison\nbase: netherlands-2026\nbehaviours: panel\n");
    const std::string on_study = folder.write("on-study.yaml", head + "base: study.yaml\n");
    CHECK(
        says(on_study) ==
        study +
            ":1: format: 'drumbeat-study/1' is not drumbeat-scenario/1: a study's `base` is a scenario, and only a study can be run");
    CHECK(says("").find("there is no packaged scenario ''") == 0);
    for (int i = 0; i < 20; ++i)
        folder.write(fmt::format("deep{}.yaml", i), head + fmt::format("base: deep{}.yaml\n", i + 1));
    CHECK(says(folder.path("deep0.yaml")).find("base: bases stand on bases too often; allowed: at most 16") !=
          std::string::npos);
}

TEST_CASE("what comes with the command is applied last") {
    const example::Folder folder;
    const std::string file = folder.write("s.yaml", example::scenario_text);
    const std::string study = folder.write("study.yaml", "format: drumbeat-study/1\nstudy: comparison\nbase: s.yaml\n");
    std::vector<Problem> problems;
    const std::vector<Setting> set{{"segments.*.orders.cv", "0.7", {"--set", 0}}};
    CHECK(read_scenario(file, {}, problems, set).scenario.segments[0].orders.cv == .7);
    CHECK(read_study(study, {}, problems, set).study.base.segments[1].orders.cv == .7);
    CHECK(lines(problems) == "");
    CHECK(read_study(study, {}, problems).study.name == "study");
    read_scenario(file, {}, problems, std::vector<Setting>{{"tender.nois", "1", {"--set", 0}}});
    CHECK(lines(problems) == "--set: tender.nois: unknown key 'nois'; did you mean noise?\n");
    CHECK(format_of(file, {}) == "drumbeat-scenario/1");
    CHECK(format_of(study, {}) == "drumbeat-study/1");
    CHECK(format_of("absent", {}).empty());
    CHECK(format_of(folder.write("no-format.yaml", "arms: {a: }\n"), {}) == "drumbeat-study/1");
    CHECK(format_of(folder.write("no-format.yaml", "segments: {a: {weight: 1}}\n"), {}) == "drumbeat-scenario/1");
}

// ---- studies

TEST_CASE("a study has all its parts") {
    std::vector<Problem> problems;
    const Study s = example::read_a_study(example::study_text, problems).study;
    CHECK(lines(problems) == "");
    CHECK(s.name == "small");
    CHECK(s.question == "Does it hold?");
    CHECK(s.question_nl == "Houdt het?");
    CHECK(s.replications == 50);
    CHECK(s.seed == 18446744073709551615ULL);
    CHECK(s.base.neutral == Neutral{NeutralOf::orders, NeutralBy::exact});
    CHECK(s.base.time.policy_from == 2028);
    CHECK(s.base.budget.final_defence_meur == 30000);
    REQUIRE(comparison_of(s).arms.size() == 4);
    CHECK(comparison_of(s).arms[0].settings.empty());
    CHECK(comparison_of(s).arms[1].label == "less volatile");
    CHECK(comparison_of(s).arms[1].label_nl == "minder grillig");
    CHECK(comparison_of(s).arms[2].settings == std::vector<Setting>{{"segments.sensors.orders.notice_years", "3", {}},
                                                                    {"segments.*.orders.framework_years", "5", {}},
                                                                    {"segments.*.orders.cv", "0.2", {}}});
    CHECK(comparison_of(s).arms[2].label.empty());
    REQUIRE(comparison_of(s).behaviours.size() == 2);
    CHECK(comparison_of(s).behaviours[1].behaviour.parts[1] ==
          BehaviourShare{.75, Expectation::adaptive, InvestmentRule::dynamic_programming});
    REQUIRE(comparison_of(s).factors.size() == 2);
    CHECK(comparison_of(s).factors[0].levels[0].label == "no fund");
    CHECK(comparison_of(s).contrasts == std::vector<Contrast>{{"stability", "stable", "base"}});
    CHECK(comparison_of(s).placebo == "relabelled");
    CHECK(comparison_of(s).equivalence_points == 1.5);
    CHECK(comparison_of(s).record == Recording{10, 0});
}

TEST_CASE("what a study leaves out") {
    const Study s = study_of("");
    CHECK(s.replications == 100);
    CHECK(comparison_of(s).arms.empty());
    CHECK(comparison_of(s).behaviours.empty());
    CHECK(comparison_of(s).contrasts.empty());
    CHECK(behaviours_of(study_of("behaviours: panel\n")).size() == 6);
    const Study arms = study_of(
        "arms: {a: , b: {tender.noise: 0.1}, placebo: , c: {tender.noise: 0.2}}\nplacebo: placebo\n"); // every later
                                                                                                       // arm against
                                                                                                       // the first
    CHECK(comparison_of(arms).contrasts == std::vector<Contrast>{{"b", "b", "a"}, {"c", "c", "a"}});
    CHECK(comparison_of(study_of("arms: {a: , b: {tender.noise: 0.1}}\ncontrasts: []\n")).contrasts.empty());
    CHECK(comparison_of(study_of("record: {yearly: all, firms: 3}\n")).record == Recording{10000000, 3});
}

TEST_CASE("mistakes in a study have their line and their message") {
    CHECK(study_says("replication: 5\n") ==
          "s.yaml:7: replication: unknown key 'replication'; did you mean replications?\n");
    CHECK(study_says("replications: 0\n") == "s.yaml:7: replications: 0 is out of range; allowed: 1 to 10000000\n");
    CHECK(study_says("replications: 2.5\n") ==
          "s.yaml:7: replications: 2.5 is not a whole number; allowed: 1 to 10000000\n");
    CHECK(study_says("replications: many\n") ==
          "s.yaml:7: replications: 'many' is not a number; allowed: 1 to 10000000\n");
    CHECK(study_says("seed: -1\n") ==
          "s.yaml:7: seed: '-1' is not a whole number; allowed: 0 to 18446744073709551615\n");
    CHECK(study_says("seed: 18446744073709551616\n").find("s.yaml:7: seed: '18446744073709551616' is not") == 0);
    CHECK(study_says("seed:\n") == "s.yaml:7: seed: expects a single value, not nothing\n");
    CHECK(
        study_says("replications: \"1,000\"\n") ==
        "s.yaml:7: replications: '1,000' is not a number: write 1000, or with a decimal point 1.000; allowed: 1 to 10000000\n");
    CHECK(study_says("arms:\n  a: {label: \"x\\ny\"}\n") ==
          "s.yaml:8: label: holds line ends or tabs; it is one line\n");
    CHECK(study_says("arms: {a: }\ncontrasts:\n  - {name: x, treatment: a, control: a}\n") ==
          "s.yaml:9: contrasts[1]: compares arm a with itself\n");
    CHECK(
        study_says(
            "arms: {a: , b: }\ncontrasts:\n  - {name: x, treatment: a, control: b}\n  - {name: x, treatment: b, control: a}\n") ==
        "s.yaml:10: contrasts[2]: 'x' is the name of two contrasts\n");
    CHECK(study_says("equivalence_points: 101\n") ==
          "s.yaml:7: equivalence_points: 101 is out of range; allowed: 0 to 100\n");
    CHECK(study_says("outcomes: [exports_meur, exports_meur]\n") ==
          "s.yaml:7: outcomes: exports_meur is listed twice\n");
    CHECK(study_says("outcomes: exports_meur\n") ==
          "s.yaml:7: outcomes: expects a list, not a single value: [first, second], or lines that begin with a dash\n");
    CHECK(study_says("outcomes: [exports_meur, 'no good']\n").find("s.yaml:7: outcomes: ") == 0);
    CHECK(study_says("neutral: {of: mony, for: mean}\n") ==
          "s.yaml:7: neutral.of: 'mony' is not one of public_money, orders, volume\n"
          "s.yaml:7: neutral.for: unknown key 'for'; known: of, by\n");
    CHECK(study_says("policy_from: 1999\n") ==
          "s.yaml:7: time.policy_from: 1999 lies outside the reported years; allowed: 2026 to 2040\n");
    CHECK(study_says("set: {tendr: {noise: 1}}\n") ==
          "s.yaml:7: tendr.noise: unknown key 'tendr'; did you mean tender?\n");
    CHECK(study_says("set: {base: other}\n") ==
          "s.yaml:7: base: unknown key 'base'; `drumbeat codebook` lists all parameters\n");
    CHECK(study_says("set: {format: drumbeat-scenario/1}\n").find("s.yaml:7: format: unknown key 'format'") == 0);
    CHECK(study_says("arms: [a, b]\n") ==
          "s.yaml:7: arms: expects a group, not a list: lines of 'name: ...' without dashes, or {name: ...}\n");
    CHECK(
        study_says("arms: {A0: }\n") ==
        "s.yaml:7: arms.A0: 'A0' cannot name an arm; allowed: lower-case letters, digits and _, a letter first, at most 40\n");
    CHECK(study_says("arms:\n  a: {segments.*.orders.cv: 3}\n") ==
          "s.yaml:8: segments.*.orders.cv: 3 is out of range; allowed: 0 to 2\n");
    CHECK(study_says("arms:\n  a: {segments: {sensor: {weight: 0.1}}}\n") ==
          "s.yaml:8: segments.sensor.weight: unknown technology area 'sensor'; did you mean sensors?\n");
    CHECK(study_says("arms:\n  a: {new_segments: [b]}\n")
              .find("s.yaml:8: arms.a.new_segments: belongs to the base scenario") == 0);
    CHECK(study_says("arms:\n  a: {like: b}\n  b:\n") == "s.yaml:8: arms.a.like: no arm above is called 'b'\n");
    CHECK(study_says("arms:\n  stable:\n  b: {like: stabel}\n") ==
          "s.yaml:9: arms.b.like: no arm above is called 'stabel'; did you mean stable?\n");
    CHECK(study_says("arms:\n  a: {tender.bidders_min: 9}\n  b: {tender.nois: 1}\n") ==
          "s.yaml:9: tender.nois: unknown key 'nois'; did you mean noise?\n"
          "s.yaml:8: tender.bidders_max: arm a: 5 is less than tender.bidders_min, which is 9\n");
    CHECK(study_says("behaviours: panell\n") ==
          "s.yaml:7: behaviours: expects a list of behaviours, or the word panel\n");
    CHECK(
        study_says("behaviours:\n  - {name: a, expectation: naive}\n") ==
        "s.yaml:8: behaviours[1]: investment is missing; expects one of npv, real_option, dynamic_programming, newsvendor, uncapped_multiple, reverting_option, capacity_choice, suspension_option, bad_news\n");
    CHECK(study_says("behaviours:\n  - {name: a, expectation: naive, investment: np}\n")
              .find("s.yaml:8: behaviours[1]: investment: 'np' is not one of") == 0);
    CHECK(study_says("behaviours:\n  - {expectation: naive, investment: npv}\n") ==
          "s.yaml:8: behaviours[1]: name is missing\n");
    CHECK(study_says("behaviours:\n  - {name: a, mixture: []}\n").find("s.yaml:8: behaviours[1]: has no value") == 0);
    CHECK(study_says("behaviours:\n  - {name: a, mixture: [{share: 0, expectation: naive, investment: npv}]}\n") ==
          "s.yaml:8: behaviours[1]: share: 0 is out of range; allowed: 1e-06 to 1000000\n");
    CHECK(
        study_says(
            "behaviours:\n  - {name: a, expectation: naive, investment: npv}\n  - {name: a, expectation: naive, investment: npv}\n") ==
        "s.yaml:9: behaviours[2]: 'a' is the name of two behaviours\n");
    CHECK(study_says("factors: {arm: {a: }}\n") ==
          "s.yaml:7: factors.arm: 'arm' names something else in a results file; choose another word\n");
    CHECK(study_says("factors: {f: }\n") == "s.yaml:7: factors.f: expects a group, not nothing\n");
    CHECK(study_says("factors: {f: {}}\n") == "s.yaml:7: factors.f: a factor needs a level\n");
    CHECK(study_says("factors: {f: {on: {tender.noise: x}}}\n") ==
          "s.yaml:7: tender.noise: 'x' is not a number; allowed: 0.001 to 1\n");
    CHECK(study_says("arms: {base: , stable: }\ncontrasts:\n  - {name: x, treatment: stabel, control: base}\n") ==
          "s.yaml:9: contrasts[1].treatment: there is no arm 'stabel'; did you mean stable?\n");
    CHECK(study_says("arms: {base: }\ncontrasts:\n  - {name: x, treatment: base}\n") ==
          "s.yaml:9: contrasts[1]: control is missing\n");
    CHECK(study_says("arms: {base: }\nplacebo: bse\n") ==
          "s.yaml:8: placebo: there is no arm 'bse'; did you mean base?\n");
    CHECK(study_says("record: {yearly: some}\n") ==
          "s.yaml:7: record.yearly: 'some' is not a number; allowed: 0 to 10000000, all or none\n");
    CHECK(study_says("record: {investors: -1}\n") ==
          "s.yaml:7: record.investors: -1 is out of range; allowed: 0 to 10000000, all or none\n");
    CHECK(study_says("record: {relaxations: 3}\n") == "s.yaml:7: record.relaxations: '3' is neither true nor false\n");
    CHECK(study_says("name: \"\\u009B31m\"\n") == "s.yaml:7: name: holds characters that are no text\n");
    CHECK(study_says("name: \"a\\u202Eb\"\n") ==
          "s.yaml:7: name: holds signs that turn the order in which it is read\n");
    CHECK(study_says("name: \"\\x01\"\n") == "s.yaml:7: name: holds characters that are no text\n");
}

TEST_CASE("a study needs its format, its type and one base") {
    std::vector<Problem> problems;
    example::read_a_study("name: x\n", problems);
    CHECK(
        lines(problems) ==
        "s.yaml: format: is missing; expects 'format: drumbeat-study/1', or 'format: drumbeat-scenario/1' in a scenario\n"
        "s.yaml: study: is missing; expects 'study: comparison'\n"
        "s.yaml: base: is missing; expects a packaged scenario or a file\n");
    CHECK(
        study_says("base: x\n") ==
        "s.yaml:3: base_inline: stands beside 'base'; a study has one base\ns.yaml:7: base: there is no packaged scenario 'x'\n");
    problems.clear();
    example::read_a_study(
        "format: drumbeat-study/1\nstudy: comparisn\nbase_inline: {segments: {a: {weight: 1, initial.smes: 1}}}\n",
        problems);
    CHECK(
        lines(problems) ==
        "s.yaml:2: study: 'comparisn' is not one of comparison, balance, decomposition, validation, calibration, latin_hypercube, table; did you mean comparison?\n");
}

TEST_CASE("a file without its format is not read as something else") {
    CHECK(
        scenario_says("study: comparison\nreplications: 3\narms: {a: }\n") ==
        "s.yaml: format: is missing; expects 'format: drumbeat-scenario/1', or 'format: drumbeat-study/1' in a study\n");
    std::vector<Problem> problems;
    example::read_a_study("segments: {a: {weight: 1, initial.smes: 2}}\n", problems);
    CHECK(
        lines(problems) ==
        "s.yaml: format: is missing; expects 'format: drumbeat-study/1', or 'format: drumbeat-scenario/1' in a scenario\n");
}

TEST_CASE("what is neither file nor packaged is told with what there is") {
    const example::Folder folder;
    folder.write("scenarios/calm.yaml", example::scenario_text);
    folder.write("studies/first-steps.yaml", example::study_text);
    const auto says = [&](const std::string& name) {
        std::vector<Problem> problems;
        const bool found = is_found(name, folder.as_list(), problems);
        CHECK(found == problems.empty());
        return lines(problems);
    };
    CHECK(says("calm") == "");
    CHECK(says("first-steps") == "");
    CHECK(says("first-step") == "there is no packaged study or scenario 'first-step'; did you mean first-steps?\n");
    CHECK(says("clam") == "there is no packaged study or scenario 'clam'; did you mean calm?\n");
    CHECK(says("x") == "there is no packaged study or scenario 'x'; known: first-steps, calm\n");
    CHECK(says("x.yaml") == "there is no file 'x.yaml'\n");
    std::vector<Problem> problems;
    read_study("calm", folder.as_list(), problems);
    read_scenario("first-steps", folder.as_list(), problems);
    CHECK(lines(problems) == "'calm' is a scenario, not a study; a study names it as its base\n"
                             "'first-steps' is a study, not a scenario\n");
}

TEST_CASE("the policy begins in a reported year, the last one at most") {
    CHECK(study_says("policy_from: 2040\n") == "");
    CHECK(study_says("policy_from: 2041\n") ==
          "s.yaml:7: time.policy_from: 2041 lies outside the reported years; allowed: 2026 to 2040\n");
}

TEST_CASE("arms with the same settings are a warning, unless that is their point") {
    CHECK(study_says("arms:\n  a: {segments.*.orders.cv: 0.1}\n  b: {segments: {sensors: {orders.cv: 0.1}, space: "
                     "{orders.cv: 0.10}}}\n") ==
          "s.yaml:9: warning: arms.b: has the same settings as arm a: they cannot differ\n");
    CHECK(study_says("arms: {a: , b: }\n") ==
          "s.yaml:7: warning: arms.b: has the same settings as arm a: they cannot differ\n");
    CHECK(study_says("arms: {a: , b: }\nplacebo: b\n") == "");
    CHECK(study_says("arms: {a: , placebo: }\n") == "");
    CHECK(study_says("arms: {a: , b: }\ncontrasts: [{name: placebo, treatment: b, control: a}]\n") == "");
    CHECK(study_says("arms: {a: {tender.noise: 0.1}, b: {like: a}}\n") == "");
}

TEST_CASE("limits of a study") {
    std::string arms = "arms:\n";
    for (int i = 0; i < 1001; ++i) arms += fmt::format("  a{}:\n", i);
    CHECK(study_says(arms) == "s.yaml:7: arms: 1001 are too many; allowed: at most 1000\n");
    std::string factors = "arms: {a: }\nfactors:\n";
    for (int i = 0; i < 24; ++i) factors += fmt::format("  f{}: {{a: , b: }}\n", i);
    CHECK(study_says(factors) ==
          "s.yaml:8: factors: arms x behaviours x factor levels make 16777216 cases; allowed: 1 to 10000000\n");
}
