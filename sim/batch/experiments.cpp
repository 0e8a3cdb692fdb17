// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/experiments.hpp"

#include "sim/batch/balance.hpp"

#include <algorithm>
#include <mutex>

namespace drumbeat {

namespace {

template <class Change> Scenario with_orders(Scenario s, Change&& change) {
    for (Segment& segment : s.segments) change(segment.orders);
    return s;
}

Scenario with_money(Scenario s, double extra_share) {
    s.budget.extra_share = extra_share;
    return s;
}

Scenario of_length(const Scenario& s, int years) {
    return with_orders(s, [years](OrderStream& orders) { orders.framework_years = years; });
}

Scenario without_limit(Scenario s) {
    s.finance.limited = false;
    return s;
}

Scenario in_frameworks(Scenario s) {
    s.tender.build_to_order_share = 1;
    return with_orders(with_money(std::move(s), 1), [](OrderStream& orders) {
        orders.framework_years = 7;
        orders.minimum_quantity = .8;
    });
}

// The country of an experiment, out of the country at rest.
Scenario scenario_of(Experiment experiment, const Scenario& rest, const Scenario& base) {
    switch (experiment) {
    case Experiment::growing: return base;
    case Experiment::orders: return with_money(rest, .1);
    case Experiment::loose: return without_limit(rest);
    case Experiment::loose_orders: return with_money(without_limit(rest), .1);
    case Experiment::cut: return with_money(rest, -.3);
    case Experiment::surge: return with_money(rest, 1);
    case Experiment::one_year: return of_length(rest, 1);
    case Experiment::five_years: return of_length(rest, 5);
    case Experiment::framework: return in_frameworks(rest);
    case Experiment::rest:
    case Experiment::shock:
    case Experiment::doubled:
    case Experiment::count_: break;
    }
    return rest;
}

bool is_loose(Experiment e) { return e == Experiment::loose || e == Experiment::loose_orders; }

// Firms believe in twice the volatility, and the stream runs as before: a change that nobody announced, out of a past
// that was twice as volatile.
std::shared_ptr<const Prepared> seemingly_volatile(const Scenario& rest, TableShelf& shelf) {
    const Scenario past = with_orders(rest, [](OrderStream& orders) { orders.cv = std::min(2.0, 2 * orders.cv); });
    return prepare(with_orders(rest, [](OrderStream& orders) { orders.announced = false; }), past, shelf);
}

// Plant from nowhere: neither paid for nor in the books.
void double_plant(Firms& f) {
    for (auto* column : {&f.capacity, &f.staff})
        for (double& value : *column) value *= 2;
}

} // namespace

Laboratory::Laboratory(const Scenario& base, std::span<const Experiment> experiments)
    : base_(std::make_shared<const Scenario>(base)) {
    TableShelf shelf;
    const Scenario rest = at_rest(base), loose = without_limit(rest);
    rest_ = prepare(rest, rest, shelf);
    for (const Experiment e : experiments) {
        if (is_loose(e) && !loose_) loose_ = prepare(loose, loose, shelf);
        if (e == Experiment::shock) shocked_ = seemingly_volatile(rest, shelf);
        arms_.push_back({e, prepare(scenario_of(e, rest, base), is_loose(e) ? loose : rest, shelf), is_loose(e)});
    }
}

void Laboratory::observe_world(const Prepared& world, bool loose, Luck luck, Bench& bench) const {
    bench.prelude.keep_firms = true;
    bench.prelude.keep_relaxations = false;
    burn_in(world, luck, bench.snapshot, bench.desk, bench.prelude);
    for (const Arm& arm : arms_) {
        if (arm.loose != loose) continue;
        if (bench.stop.stop_requested()) throw Stopped();
        bench.world = bench.snapshot;
        if (arm.experiment == Experiment::doubled) double_plant(bench.world.firms);
        const int year = world.policy_year + shock_delay_years;
        const Interlude shock = arm.experiment == Experiment::shock ? Interlude{shocked_, year, year + 1} : Interlude{};
        run_policy(*arm.prepared, shock, bench.world, bench.desk, bench.prelude,
                   bench.observed.records[static_cast<std::size_t>(arm.experiment)]);
    }
}

const Observed& Laboratory::observe(Luck luck, Bench& bench) const {
    bench.observed.base = base_;
    bench.observed.policy_year = std::max(0, rest_->policy_year - rest_->burn_in);
    observe_world(*rest_, false, luck, bench);
    if (loose_) observe_world(*loose_, true, luck, bench);
    return bench.observed;
}

namespace {

// Laboratories of many countries. One is there as long as a worker works in it: its replications follow each other.
class Laboratories {
  public:
    Laboratories(std::int64_t countries, const MakeLaboratory& make)
        : make_(make), places_(static_cast<std::size_t>(countries)) {}

    // Null: there is no such country.
    std::shared_ptr<const Laboratory> of(std::int64_t country) {
        Place& place = places_[static_cast<std::size_t>(country)];
        const std::lock_guard lock(place.mutex);
        if (auto there = place.laboratory.lock()) return there;
        std::optional<Laboratory> made = make_(country);
        if (!made) return nullptr;
        const auto laboratory = std::make_shared<const Laboratory>(std::move(*made));
        place.laboratory = laboratory;
        return laboratory;
    }

  private:
    struct Place {
        std::mutex mutex;
        std::weak_ptr<const Laboratory> laboratory;
    };
    const MakeLaboratory& make_;
    std::vector<Place> places_;
};

// [country][replication]; of a country that is not there none. Behind what was measured stands whether it is.
std::vector<std::vector<PieceValues>> by_country(std::vector<PieceValues> found, std::size_t replications) {
    std::vector<std::vector<PieceValues>> all(found.size() / replications);
    for (std::size_t i = 0; i < found.size(); ++i) {
        const bool is_there = found[i].back() != 0;
        found[i].pop_back();
        if (is_there) all[i / replications].push_back(std::move(found[i]));
    }
    return all;
}

} // namespace

std::vector<std::vector<std::vector<double>>> observe_countries(std::int64_t countries, const MakeLaboratory& make,
                                                                std::int64_t replications, std::uint64_t seed,
                                                                Rounds& rounds, const Measuring& measuring) {
    struct Worker {
        Bench bench;
        std::shared_ptr<const Laboratory> laboratory;
    };
    Laboratories laboratories(countries, make);
    std::vector<Worker> workers(static_cast<std::size_t>(rounds.threads()));
    for (Worker& worker : workers) worker.bench.stop = rounds.stop();
    // Behind what is measured stands whether there is such a country.
    const auto observe = [&](std::int64_t piece, int number) -> PieceValues {
        Worker& worker = workers[static_cast<std::size_t>(number)];
        worker.laboratory = laboratories.of(piece / replications);
        if (!worker.laboratory) return PieceValues(measuring.width + 1, 0);
        const Luck luck{seed, static_cast<std::uint32_t>(piece % replications)};
        PieceValues values = measuring.measure(worker.laboratory->observe(luck, worker.bench));
        values.push_back(1);
        return values;
    };
    return by_country(rounds.run(countries * replications, measuring.width + 1, observe),
                      static_cast<std::size_t>(replications));
}

} // namespace drumbeat
