// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/statement.hpp"

#include "outputs/pages/sentence.hpp"
#include "tests/outputs/fake_results.hpp"

#include <doctest/doctest.h>

using namespace drumbeat;
using doctest::Approx;

namespace {

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

// Stable orders add so many firms of 100 at growth by a tenth, a fifth and three tenths, whatever the kind.
Verdict with_counts(double at_10, double at_20, double at_30) {
    Study study = fake_study();
    comparison_in(study).behaviours = {{"waits", {}}};
    FakeResults results = fake_results();
    results.case_names = {{"base", "waits", {}}, {"stable", "waits", {}}, {"placebo", "waits", {}}};
    results.value = [=](const CaseName& c, Outcome o, std::int64_t r) {
        const std::string_view name = outcomes[static_cast<std::size_t>(o)].name;
        const bool stable = c.arm == "stable";
        const double luck = .25 + .05 * wiggle(r, 2) + (stable ? .002 * wiggle(r, 3) : 0);
        if (o == Outcome::scale_up_share) return luck + (stable ? .01 * at_20 : 0);
        if (name.rfind("scale_up_share", 0) == 0) {
            if (name.substr(name.size() - 3) == "_10") return luck + (stable ? .01 * at_10 : 0);
            if (name.substr(name.size() - 3) == "_20") return luck + (stable ? .01 * at_20 : 0);
            if (name.substr(name.size() - 3) == "_30") return luck + (stable ? .01 * at_30 : 0);
        }
        if (o == Outcome::public_money_meur || o == Outcome::planned_money_meur) return 100000.0;
        return fake_value(c, o, r);
    };
    return verdict_of(results, study);
}

std::string lead(const Verdict& v) { return lead_text(v, statement_of(v, 0, 0, 0), Language::en); }

} // namespace

TEST_CASE("where definitions tell opposite signs, the first sentence says that it depends on them") {
    const Verdict v = with_counts(4, 2, -1);
    REQUIRE(v.effect(0, 0, 0).counts.size() == 9);
    CHECK(v.effect(0, 0, 0).counting == Counting::opposite);
    CHECK(has(lead(v), "whether more firms scale up depends on the definition"));
    CHECK(has(v.details[0].sentence, "(-1.0 to +4.0 over all definitions)"));
    CHECK(has(lead_text(v, statement_of(v, 0, 0, 0), Language::nl), "hangt af van de definitie"));
}

TEST_CASE("definitions that agree, that tell something in part, or nothing") {
    CHECK(with_counts(4, 2, 1).effect(0, 0, 0).counting == Counting::same);
    CHECK(has(lead(with_counts(4, 2, 1)), ", and more firms scale up"));
    CHECK(has(lead(with_counts(-4, -2, -1)), ", and fewer firms scale up"));
    CHECK(with_counts(4, 2, 0).effect(0, 0, 0).counting == Counting::partly);
    CHECK(has(lead(with_counts(4, 2, 0)), "more firms scale up by some definitions, by others no difference is told"));
    CHECK(with_counts(0, 0, 0).effect(0, 0, 0).counting == Counting::untold);
}

TEST_CASE("results without these definitions are judged by the study's own") {
    FakeResults results = fake_results();
    for (std::size_t i = 0; i < outcome_count; ++i)
        if (outcomes[i].name.rfind("scale_up_share_", 0) == 0) results.lacking.push_back(static_cast<Outcome>(i));
    results.lacking.push_back(Outcome::capacity_added_meur);
    const Verdict v = verdict_of(results, fake_study());
    CHECK(v.effect(0, 0, 0).counts.empty());
    CHECK(has(v.details[0].sentence, "more capacity, less investment, and more firms scale up"));
    CHECK_FALSE(has(v.details[0].sentence, "of output a year"));
    CHECK_FALSE(has(v.details[0].sentence, "definitions"));
}

TEST_CASE("the answer is that of capacity: its band is the study's, and euros have none") {
    const Verdict v = verdict_of(fake_results(), fake_study());
    const Statement more = statement_of(v, 0, 0, 0), none = statement_of(v, 0, 0, 2);
    CHECK(more.capacity == Answer::more);
    CHECK(none.capacity == Answer::no_effect);
    CHECK(none.investment == Answer::less); // a hundred million less, whatever the band of points
    CHECK(more.capacity_points.low == Approx(v.effect(0, 0, 0).capacity.mean.value));
    CHECK(statements_under(v, 0, 0).size() == 3);
    CHECK(tally_of_others(v).all() == 1);
}
