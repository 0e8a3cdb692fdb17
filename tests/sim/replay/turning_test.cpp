// SPDX-License-Identifier: Apache-2.0
// The search for what would have turned a decision: on decisions made up by hand, and against whole runs.
#include "sim/replay/turning.hpp"

#include "tests/sim/packaged.hpp"

#include <cmath>
#include <set>

using namespace drumbeat;
using doctest::Approx;

namespace {

Turn number_from(double from, double low = 0, double high = 1) {
    Turn turn;
    turn.parameter = parameter_at("segments.*.orders.cv");
    turn.low = low, turn.high = high, turn.from = from;
    return turn;
}

Turn searched(Turn turn, const std::function<bool(double)>& turns) {
    search_turn(turn, turns);
    return turn;
}

constexpr double resolution = 1. / grid_steps / (1 << bisections);

} // namespace

TEST_CASE("a threshold is found from either side, to a 4096th of the range, with a value that holds on each side") {
    for (const double threshold : {.13, .53, .999}) {
        const Turn up = searched(number_from(.1), [&](double x) { return x >= threshold; });
        REQUIRE(up.to);
        CHECK(*up.to >= threshold);
        CHECK(up.stays < threshold);
        CHECK(*up.to - up.stays == Approx(resolution).epsilon(.7)); // the first step from .1 is shorter
        const Turn down = searched(number_from(1), [&](double x) { return x < threshold; });
        REQUIRE(down.to);
        CHECK(*down.to < threshold);
        CHECK(down.stays >= threshold);
        CHECK(down.relative() == Approx(1 - threshold).epsilon(.01));
    }
}

TEST_CASE("of two thresholds the nearer is found; none is none; a value beyond the range may return into it") {
    const Turn both = searched(number_from(.5), [](double x) { return x < .2 || x > .6; });
    REQUIRE(both.to);
    CHECK(*both.to == Approx(.6).epsilon(2 * resolution));
    const Turn none = searched(number_from(.5), [](double) { return false; });
    CHECK_FALSE(none.to);
    CHECK(none.tried == grid_steps); // .5 is one of the 17 points
    const Turn outside = searched(number_from(1.5), [](double x) { return x < .9; });
    REQUIRE(outside.to);
    CHECK(*outside.to == Approx(.9).epsilon(.01));
}

TEST_CASE("a band narrower than the grid may be missed, and what is claimed holds all the same") {
    const auto band = [](double x) { return x > .51 && x < .52; };
    CHECK_FALSE(searched(number_from(.1), band).to);
    const auto many = [](double x) { return std::sin(40 * x) > .2; };
    const Turn turn = searched(number_from(.0), many);
    REQUIRE(turn.to);
    CHECK(many(*turn.to));
    CHECK_FALSE(many(turn.stays));
}

TEST_CASE("whole numbers are tried one by one, choices of two by the other") {
    Turn years;
    years.parameter = parameter_at("segments.*.orders.framework_years");
    years.low = 1, years.high = 10, years.from = 2;
    years = searched(years, [](double x) { return x >= 5; });
    REQUIRE(years.to);
    CHECK(*years.to == 5);
    CHECK(years.stays == 4);
    Turn announced;
    announced.parameter = parameter_at("segments.*.orders.announced");
    announced.low = 0, announced.high = 1, announced.from = 1;
    announced = searched(announced, [](double x) { return x == 0; });
    REQUIRE(announced.to);
    CHECK(*announced.to == 0);
    CHECK(announced.tried == 1);
}

namespace {

// One area of the Dutch country, a study of two arms.
Study small_study() {
    Study study;
    study.base = packaged_scenario("netherlands-2026");
    study.base.segments.resize(1);
    study.base.segments[0].initial.smes = 12, study.base.segments[0].initial.midcaps = 3;
    study.base.time.burn_in_years = 4, study.base.time.horizon_years = 6;
    study.seed = 9;
    comparison_in(study).record.firm_replications = 1;
    comparison_in(study).arms = {{"base", "", {}}, {"stable", "", {{"segments.*.orders.cv", "0.1", {}}}}};
    return study;
}

// Binding constraint of a firm in a year of the arm "stable", were that arm to set one thing more.
double binding_with(Study study, const std::string& path, const std::string& text, int row, int year) {
    if (!path.empty()) comparison_in(study).arms[1].settings.push_back({path, text, {}});
    std::vector<Problem> problems;
    const std::vector<Case> cases = cases_of(study, problems);
    REQUIRE_FALSE(has_errors(problems));
    const auto prepared = prepare_study(study, cases);
    StudyScratch scratch;
    std::vector<RunRecord> records(cases.size());
    replicate(*prepared, 0, scratch, records);
    return records[1].at(FirmColumn::binding_constraint, year - study.base.time.start_year, row);
}

std::string as_text(const Turn& turn, double value) {
    if (turn.parameter->type == "boolean") return value > .5 ? "true" : "false";
    if (turn.parameter->type == "integer") return value_text(static_cast<int>(value));
    return value_text(value);
}

} // namespace

TEST_CASE("a change that is said to turn a decision turns it in a study whose arm has it, and its neighbour does not") {
    const Study study = small_study();
    std::vector<Problem> problems;
    const std::vector<Case> cases = cases_of(study, problems);
    Replay replay(study.base, cases[1].scenario, {study.seed, 0});
    const int year = 2030;
    int turned = 0;
    std::set<std::string> levers;
    for (int row = 0; row < 16; ++row) {
        const Decision d = replay.decision(row, year);
        if (!d.taken) continue;
        CHECK(binding_with(study, "", "", row, year) == static_cast<double>(d.binding));
        for (const Turn& turn : turns_of(replay, d)) {
            if (!turn.to) continue;
            CAPTURE(row);
            CAPTURE(turn.path);
            ++turned;
            levers.insert(turn.path);
            const bool expands = binding_with(study, turn.path, as_text(turn, *turn.to), row, year) == 0;
            CHECK(expands == !d.expanded());
            const double beside = binding_with(study, turn.path, as_text(turn, turn.stays), row, year);
            CHECK((beside == 0) == d.expanded());
        }
        if (turned > 12) break;
    }
    CHECK(turned > 3);
    CHECK(levers.size() > 2);
}

TEST_CASE("before the policy no lever turns anything, and what is said of it says so") {
    const Study study = small_study();
    std::vector<Problem> problems;
    const std::vector<Case> cases = cases_of(study, problems);
    Replay replay(study.base, cases[1].scenario, {study.seed, 0});
    const Decision d = replay.decision(2, 2026);
    REQUIRE(d.taken);
    for (const Turn& turn : turns_of(replay, d)) {
        CHECK(turn.begins_later == (turn.parameter->kind == Kind::lever));
        if (turn.begins_later) CHECK_FALSE(turn.to);
    }
}

TEST_CASE("every lever and uncertainty of the order stream is tried, no setting") {
    const Study study = small_study();
    Replay replay(study.base, study.base, {study.seed, 0});
    const auto turns = turns_of(replay, replay.decision(1, 2027));
    std::set<std::string_view> names;
    for (const Turn& turn : turns) names.insert(turn.parameter->name);
    for (const char* name : {"cv", "framework_years", "minimum_quantity", "notice_years", "early_involvement",
                             "advance", "termination_large", "cancellation", "slippage_probability", "announced"})
        CHECK_MESSAGE(names.count(name) == 1, name);
    CHECK(names.count("large_contract_meur") == 0);
    for (std::size_t i = 1; i < turns.size(); ++i) CHECK(turns[i - 1].relative() <= turns[i].relative());
}

TEST_CASE("where no promise is broken and no lot slips, what would be known of it is not replayed, and turns nothing") {
    Study study = small_study();
    OrderStream& orders = study.base.segments[0].orders;
    orders.breach_probability = orders.slippage_probability = orders.early_involvement = 0;
    Replay replay(study.base, study.base, {study.seed, 0});
    const Decision was = replay.decision(1, 2028);
    REQUIRE(was.taken);
    int silent = 0;
    for (const Turn& turn : turns_of(replay, was)) {
        const bool is_silent = turn.parameter->name == "breach_share" || turn.parameter->name == "breach_until" ||
                               turn.parameter->name == "slippage_share" || turn.parameter->name == "early_noise" ||
                               turn.parameter->name == "slippage_mean_years";
        if (!is_silent) continue;
        ++silent;
        CHECK_FALSE(turn.to);
        CHECK(turn.tried > 3);
        for (const double value : {turn.low, .5 * (turn.low + turn.high), turn.high}) { // and so it is when replayed
            Scenario changed = study.base;
            REQUIRE_FALSE(turn.parameter->set(changed, 0, as_text(turn, value)));
            const Decision now = replay.decision(was.firm, was.year, changed);
            CHECK(now.best.value == was.best.value);
            CHECK(now.cash == was.cash);
            CHECK(now.expanded() == was.expanded());
        }
    }
    CHECK(silent == 5);
}

TEST_CASE("a run cannot tell apart years until which promises are broken that lie outside policy and decision") {
    Study study = small_study();
    study.base.segments[0].orders.breach_probability = .5, study.base.segments[0].orders.breach_share = .5;
    Replay replay(study.base, study.base, {study.seed, 0});
    const int year = 2031;
    const Decision was = replay.decision(3, year);
    REQUIRE(was.taken);
    const auto value_until = [&](int breach_until) {
        Scenario changed = study.base;
        changed.segments[0].orders.breach_until = breach_until;
        return replay.decision(was.firm, year, changed).best.value;
    };
    const int before = study.base.time.policy_from - 1;
    for (const int earlier : {1900, 2000, before - 1}) CHECK(value_until(earlier) == value_until(before));
    for (const int later : {year + 1, 2100, 2300}) CHECK(value_until(later) == value_until(year));
    CHECK(value_until(before) != value_until(year));
}

TEST_CASE(
    "of the years until which promises are broken, the nearest that turns a decision is found, as by trying all") {
    Study study = small_study();
    OrderStream& orders = study.base.segments[0].orders;
    orders.breach_probability = .9, orders.breach_share = .5, orders.breach_until = 2029;
    const int year = 2031;
    int turned = 0, stayed = 0;
    for (std::uint32_t replication = 0; replication < 3; ++replication) {
        Replay replay(study.base, study.base, {study.seed, replication});
        for (int row = 0; row < 16; ++row) {
            const Decision was = replay.decision(row, year);
            if (!was.taken) continue;
            std::optional<double> nearest;
            for (const int away : {-1, 1, -2, 2, -3, 3, -4, 4}) { // from the year before the policy to that after next
                Scenario changed = study.base;
                changed.segments[0].orders.breach_until += away;
                if (!nearest && replay.decision(was.firm, year, changed).expanded() != was.expanded())
                    nearest = changed.segments[0].orders.breach_until;
            }
            for (const Place& place : places_tried(study.base, was)) {
                if (place.parameter->name != "breach_until") continue;
                const Turn turn = turn_at(replay, was, place);
                CAPTURE(row);
                CHECK(turn.to == nearest);
                (turn.to ? turned : stayed) += 1;
            }
        }
    }
    CHECK(turned > 0);
    CHECK(stayed > 0);
}
