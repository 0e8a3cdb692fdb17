// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/run_difference.hpp"

#include "tests/outputs/synthetic_study.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <functional>

using namespace drumbeat;

namespace {

struct Example {
    SyntheticStudy s = with_investors(synthetic_study(10, 6, 3));
    Manifest manifest = manifest_of(s.study, s.cases, s.shape, "signature", {});
    RunRecord run;
    Example() {
        run.keep_firms = run.keep_investors = true;
        synthetic_run(s.shape, 1, 2, run);
    }
    RunDifference after(const std::function<void(RunRecord&)>& change, std::int64_t replication = 2) const {
        RunRecord changed = run;
        change(changed);
        return difference(run, changed, manifest, replication);
    }
};

} // namespace

TEST_CASE("runs are compared to the last bit, and a difference is named by quantity and place") {
    const Example e;
    CHECK(e.after([](RunRecord&) {}).none());
    CHECK(e.after([](RunRecord& r) { r.at(Outcome::leverage_ratio) = -missing; }).none()); // missing is missing
    const auto last_bit = e.after([](RunRecord& r) { r.at(Outcome::exits) = std::nextafter(r.at(Outcome::exits), 2); });
    CHECK(last_bit.count == 1);
    CHECK(last_bit.where == "exits");
    CHECK(e.after([](RunRecord& r) { r.at(Outcome::exits) = missing; }).count == 1);
    CHECK(e.after([](RunRecord& r) { r.areas[1] += 1; }).where ==
          "areas/" + std::string(group_quantities[0].name) + " of maritime");
    CHECK(e.after([](RunRecord& r) { r.sizes[2] += 1; }).where ==
          "sizes/" + std::string(group_quantities[0].name) + " of prime");
    CHECK(e.after([](RunRecord& r) { r.at(Yearly::firms, 1, 1) += 1; }).where == "yearly/firms in 2027, maritime");
    CHECK(e.after([](RunRecord& r) { r.ledger_residual[2] += 1; }).where == "yearly/ledger_residual_meur in 2028");
    CHECK(e.after([](RunRecord& r) { r.firms.back() += 1; }).count == 1);
    CHECK(e.after([](RunRecord& r) { r.events.pop_back(); }).where == "the number of events");
    CHECK(e.after([](RunRecord& r) { r.at(InvestorColumn::value_meur, 1, 2) += 1; }).where ==
          "investors/value_meur in 2027, investor 2");
    CHECK(e.after([](RunRecord& r) { r.at(InvestorColumn::value_meur, 1, 2) += 1; }, 3).none());
    CHECK(e.after([](RunRecord& r) { r.deals.pop_back(); }).where == "the number of deals");
    CHECK(e.after([](RunRecord& r) { r.deals[1].multiple = 2; }).where == "deals/multiple of deal 1");
    CHECK(e.after([](RunRecord& r) { r.deals[0].investor = 2; }).where == "deals/investor of deal 0");
    CHECK(e.after([](RunRecord& r) { r.events[1].reason = 3; }).where == "events/reason of event 1");
}

TEST_CASE("what a file does not keep of a run is not compared, and the others are counted") {
    const Example e;
    const auto years = [](RunRecord& r) { r.at(Yearly::firms, 1, 1) += 1; };
    CHECK(e.after(years, 5).count == 1);
    CHECK(e.after(years, 6).none());
    CHECK(e.after([](RunRecord& r) { r.events.clear(); }, 3).none());
    const auto two = e.after([](RunRecord& r) {
        r.at(Outcome::exits) = 3;
        r.areas[0] = 1;
    });
    CHECK(to_text(two).find(" in the file and 3 computed anew, and 1 more value differs") != std::string::npos);
}

TEST_CASE("quantities that an older file does not hold are left out") {
    Example e;
    std::erase(e.manifest.recorded->outcomes, "exits");
    CHECK(e.after([](RunRecord& r) { r.at(Outcome::exits) = 3; }).none());
}
