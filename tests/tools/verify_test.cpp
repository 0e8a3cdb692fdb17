// SPDX-License-Identifier: Apache-2.0
#include "tests/tools/changed_file.hpp"
#include "tests/tools/proof_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace drumbeat;

TEST_CASE("verify finds every value of a sound file as it was, and the same runs for the same seed") {
    const ProofFolder folder;
    REQUIRE(folder.drumbeat("run study.yaml -o a.h5 --quiet").code == 0);
    const Printed all = folder.drumbeat("verify a.h5 --sample 1000");
    CHECK_MESSAGE(all.code == 0, all.text);
    CHECK(all.text == "a.h5: all 24 runs computed again: the same to the bit\n");
    const Printed some = folder.drumbeat("verify a.h5 --sample 5 --seed 18446744073709551615");
    CHECK(some.text == "a.h5: 5 runs of its 24, chosen with --seed 18446744073709551615, computed again: the same to "
                       "the bit\n");
    CHECK(folder.drumbeat("verify a.h5").has("20 runs of its 24, chosen with --seed "));
}

TEST_CASE("verify names a changed value, whatever the file keeps it in") {
    struct Change {
        const char* dataset;
        hdf5::Extents place;
        double add;
        const char* told;
    };
    const Change changes[] = {
        {"public_money_meur", {1, 4}, 1e-9, "case 1 (stable/hurdle), replication 4: public_money_meur is "},
        {"areas/investment_meur",
         {2, 3, 0},
         .5,
         "case 2 (base/naive), replication 3: areas/investment_meur of sensors"},
        {"sizes/investment_meur",
         {0, 0, 1},
         .5,
         "case 0 (base/hurdle), replication 0: sizes/investment_meur of midcap"},
        {"yearly/firms", {3, 5, 2, 0}, 1, "case 3 (stable/naive), replication 5: yearly/firms in 2028, sensors is "},
        {"yearly/ledger_residual_meur", {3, 5, 1}, 1, "yearly/ledger_residual_meur in 2027 is "},
        {"firms/weight", {0, 1, 3, 2}, 1, "case 0 (base/hurdle), replication 1: firms/weight in 2029, firm 2 is "},
        {"events/amount_meur", {7}, 1, "replication 0: events/amount_meur of event 7 is "},
    };
    const ProofFolder folder;
    REQUIRE(folder.drumbeat("run study.yaml -o a.h5 --quiet").code == 0);
    for (const Change& change : changes) {
        std::filesystem::copy_file(folder / "a.h5", folder / "b.h5");
        change_value(folder / "b.h5", change.dataset, change.place, change.add);
        const Printed found = folder.drumbeat("verify b.h5 --sample 24");
        CHECK_MESSAGE(found.code == 1, found.text);
        CHECK_MESSAGE(found.has(change.told), found.text);
        CHECK_MESSAGE(found.has("b.h5: all 24 runs computed again: 1 is not the same\n"), found.text);
        std::filesystem::remove(folder / "b.h5");
    }
}

TEST_CASE("what failed is verified to fail, and a part of a study as far as it goes") {
    const ProofFolder folder;
    const std::string failing = "--set neutral.by=exact --set neutral.of=orders --set 'segments.*.orders.cv=2'";
    REQUIRE(folder.drumbeat("run study.yaml -o failed.h5 --quiet " + failing).code == 3);
    CHECK(folder.drumbeat("verify failed.h5 --sample 24").code == 0);
    change_value(folder / "failed.h5", "exits", {0, 1}, 3);
    CHECK(folder.drumbeat("verify failed.h5 --sample 24")
              .has("case 0 (base/hurdle), replication 1: it is in the file and failed when computed anew: neutral.by"));

    REQUIRE(folder.drumbeat("run study.yaml -o s.h5 --quiet --shard 1/2 --replications 300").code == 0);
    CHECK(folder.drumbeat("verify s.h5.1-of-2.part").has("is of an unfinished run; seal makes a file of it"));
    REQUIRE(folder.drumbeat("seal s.h5.1-of-2.part -o s.h5").code == 0);
    CHECK(folder.drumbeat("verify s.h5").code == 0);
}

TEST_CASE("verify and reproduce refuse the results of another model, what is no results file, and what is not there") {
    const ProofFolder folder;
    auto other = synthetic_study(3);
    run_synthetic(other, options_for(folder / "old.h5"));
    for (const char* command : {"verify old.h5", "reproduce old.h5 -o new.h5"}) {
        const Printed refused = folder.drumbeat(command);
        CHECK(refused.code == 2);
        CHECK_MESSAGE(refused.has("another model (signature signature; this program's is "), refused.text);
    }
    for (const char* words : {"verify none.h5", "verify study.yaml", "verify old.h5 --sample 0"}) {
        const Printed refused = folder.drumbeat(words);
        CHECK_MESSAGE(refused.code == 2, refused.text);
    }
    CHECK_FALSE(std::filesystem::exists(folder / "new.h5"));
}
