// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/parts.hpp"

#include "config/value.hpp"
#include "tests/outputs/fake_results.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace drumbeat;
using doctest::Approx;

namespace {

// Fourteen years of policy with a plan of 7,740 a year: half of them `share` above it, half below it.
YearTable swinging(double share, double factor = 1) {
    YearTable table{2027, {}};
    for (int year = 0; year < 14; ++year)
        table.values.push_back(factor * 7740 * (year % 2 == 0 ? 1 + share : 1 - share));
    return table;
}

bool mentions(const std::vector<Bilingual>& texts, const std::string& words) {
    for (const Bilingual& text : texts) CHECK_MESSAGE(text.nl != text.en, "a remark without Dutch: ", text.en);
    return std::any_of(texts.begin(), texts.end(),
                       [&](const Bilingual& t) { return t.en.find(words) != std::string::npos; });
}

} // namespace

TEST_CASE("tables are the same money by design when their sums are the same") {
    const Scenario base = fake_study().base;
    Scenario arm = base;
    const auto with = [&](const YearTable& table) {
        arm.segments[0].orders.requirement_meur = table;
        return other_money(arm, base);
    };
    CHECK_FALSE(with({}));
    CHECK_FALSE(has_table(arm));
    CHECK_FALSE(with(swinging(.4)));
    CHECK(has_table(arm));
    CHECK_FALSE(with(swinging(.4, 1.0005))); // rounding
    CHECK(with(swinging(.4, 1.01)));
    CHECK(other_money(base, arm));
    arm = base;
    arm.budget.path_meur = {2027, std::vector<double>(14, 25800)};
    CHECK_FALSE(other_money(arm, base));
    arm.budget.path_meur.values[3] = 50000;
    CHECK(other_money(arm, base));
    arm = base;
    arm.segments[0].orders.plan_meur = swinging(.2, .9);
    CHECK(other_money(arm, base));
}

TEST_CASE("the dose of a given requirement is that of its table, and its money is told where it differs") {
    Study study = fake_study();
    const auto give = [&](const YearTable& table) {
        for (Variant& arm : comparison_in(study).arms)
            if (arm.name == "stable") arm.settings = {{"segments.*.orders.requirement_meur", value_text(table), {}}};
        return verdict_of(fake_results(), study);
    };
    const Verdict same = give(swinging(.4));
    const auto dose =
        std::find_if(same.doses.begin(), same.doses.end(), [](const Dose& d) { return d.arm == "stable"; });
    REQUIRE(dose != same.doses.end());
    CHECK(dose->cv == Approx(.4 * std::sqrt(14. / 13))); // of a sample
    CHECK(dose->expected_cv == dose->cv);                // it is shown as it is asked
    CHECK(dose->expected_phi < -.8);
    CHECK_FALSE(mentions(same.dose_remarks, "the tables of stable"));
    CHECK_FALSE(same.details[0].effect.extra_money);
    const Verdict more = give(swinging(.4, 1.25));
    CHECK(mentions(more.dose_remarks,
                   "Money: the tables of stable order 135,450 meur over 2027 to 2040, 25.0 % more than "
                   "the base plans (108,360)."));
    CHECK(more.details[0].effect.extra_money);
}
