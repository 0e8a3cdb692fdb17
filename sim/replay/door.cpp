// SPDX-License-Identifier: Apache-2.0
#include "sim/replay/door.hpp"

#include "config/parameter.hpp"
#include "sim/year/simulate.hpp"

#include <algorithm>
#include <optional>

namespace drumbeat {

namespace {

constexpr std::size_t unknown = static_cast<std::size_t>(-1);

template <std::size_t Count> std::size_t index_of(const Quantity (&declared)[Count], std::string_view name) {
    const auto* found = std::find_if(declared, declared + Count, [&](const Quantity& q) { return q.name == name; });
    return found == declared + Count ? unknown : static_cast<std::size_t>(found - declared);
}

Scenario scenario_of(Scenario scenario, std::span<const Setting> settings, std::vector<Problem>& problems) {
    for (Problem& problem : apply(scenario, settings)) problems.push_back(std::move(problem));
    return scenario;
}

} // namespace

struct Door::Inside {
    Scenario country, arm;
    std::vector<Problem> of_country, problems;
    std::string failure;
    TableShelf shelf;
    std::shared_ptr<const Prepared> before, policy;
    Interlude after;
    Scenario world; // in which the policy's country lives before it begins

    std::optional<Luck> luck; // of the snapshot
    World snapshot, state;
    Desk desk;
    RunRecord prelude, record;

    std::size_t area_of(std::string_view name) const {
        const auto found = std::find_if(country.segments.begin(), country.segments.end(),
                                        [&](const Segment& s) { return s.name == name; });
        return found == country.segments.end() ? unknown : static_cast<std::size_t>(found - country.segments.begin());
    }

    // The same luck in the same world has the same years before the policy.
    void burn_in_as(Luck asked) {
        const Scenario needed = with_levers_of(arm, country);
        if (!before || !(needed == world)) {
            world = needed;
            before = prepare(world, world, shelf);
            luck.reset();
        }
        if (luck && luck->seed == asked.seed && luck->replication == asked.replication) return;
        luck.reset();
        prelude.keep_firms = true;
        prelude.keep_relaxations = false;
        snapshot = World{};
        burn_in(*before, asked, snapshot, desk, prelude);
        luck = asked;
    }

    void simulate(Luck asked) {
        burn_in_as(asked);
        if (!policy) {
            policy = prepare(arm, world, shelf);
            after = return_to(world, arm, shelf);
        }
        state = snapshot;
        run_policy(*policy, after, state, desk, prelude, record);
    }
};

Door::Door(std::span<const Setting> country) : inside_(std::make_unique<Inside>()) {
    inside_->country = scenario_of(Scenario{}, country, inside_->of_country);
    set_policy({});
}

Door::~Door() = default;
Door::Door(Door&&) noexcept = default;
Door& Door::operator=(Door&&) noexcept = default;

bool Door::set_policy(std::span<const Setting> policy) {
    Inside& in = *inside_;
    in.problems = in.of_country;
    in.policy = nullptr;
    if (!has_errors(in.of_country)) in.arm = scenario_of(in.country, policy, in.problems);
    return !has_errors(in.problems);
}

const std::vector<Problem>& Door::problems() const { return inside_->problems; }

bool Door::run(std::uint64_t seed, std::uint32_t replication) {
    Inside& in = *inside_;
    in.failure.clear();
    try {
        if (has_errors(in.problems))
            in.failure = to_text(*std::find_if(in.problems.begin(), in.problems.end(),
                                               [](const Problem& p) { return p.severity == Severity::error; }));
        else
            in.simulate({seed, replication});
    } catch (const std::exception& error) {
        in.failure = *error.what() ? error.what() : "failed";
    }
    if (!in.failure.empty()) in.record = RunRecord{};
    return in.failure.empty();
}

const std::string& Door::failure() const { return inside_->failure; }
int Door::start_year() const { return inside_->country.time.start_year; }
int Door::years() const { return inside_->record.years; }

std::vector<std::string> Door::areas() const {
    std::vector<std::string> names;
    for (const Segment& segment : inside_->country.segments) names.push_back(segment.name);
    return names;
}

double Door::outcome(std::string_view name) const {
    const std::size_t i = index_of(outcomes, name);
    return i == unknown || years() == 0 ? missing : inside_->record.outcome[i];
}

double Door::outcome(std::string_view name, std::string_view area) const {
    const std::size_t i = index_of(group_quantities, name), segment = inside_->area_of(area);
    if (i == unknown || segment == unknown || years() == 0) return missing;
    return inside_->record.area(static_cast<GroupOutcome>(i), segment);
}

std::vector<double> Door::series(std::string_view name, std::string_view area) const {
    const std::size_t i = index_of(yearly_quantities, name), segment = inside_->area_of(area);
    std::vector<double> values;
    if (i == unknown || segment == unknown) return values;
    for (int year = 0; year < years(); ++year)
        values.push_back(inside_->record.at(static_cast<Yearly>(i), year, static_cast<int>(segment)));
    return values;
}

int Door::firm_rows() const { return inside_->record.firm_rows; }

std::span<const double> Door::firms(std::string_view column, int year) const {
    const std::size_t i = index_of(firm_quantities, column);
    if (i == unknown || year < 0 || year >= years() || firm_rows() == 0) return {};
    return {&inside_->record.at(static_cast<FirmColumn>(i), year, 0), static_cast<std::size_t>(firm_rows())};
}

std::span<const Event> Door::events() const { return inside_->record.events; }

} // namespace drumbeat
