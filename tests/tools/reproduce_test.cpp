// SPDX-License-Identifier: Apache-2.0
#include "tests/tools/changed_file.hpp"
#include "tests/tools/proof_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace drumbeat;

TEST_CASE("a results file is enough to make it again, byte for byte, its warnings included") {
    const ProofFolder folder;
    std::string world = tiny_world;
    world.replace(world.find("weight: 1"), 9, "weight: 0.5");
    world.replace(world.find("domestic_meur: 150"), 18, "domestic_meur: 50");
    write_bytes(folder / "tiny.yaml", world);
    REQUIRE(folder.drumbeat("run study.yaml -o a.h5").has("weights sum to 0.5"));
    std::filesystem::remove(folder / "tiny.yaml"); // nothing but the file
    std::filesystem::remove(folder / "study.yaml");
    const Printed made = folder.drumbeat("reproduce a.h5 -o b.h5");
    CHECK_MESSAGE(made.code == 0, made.text);
    CHECK_MESSAGE(made.has("; the same as a.h5, byte for byte\n"), made.text);
    CHECK(bytes_of(folder / "a.h5") == bytes_of(folder / "b.h5"));
    CHECK(folder.drumbeat("reproduce a.h5 -o b.h5").code == 2);
    CHECK(folder.drumbeat("reproduce a.h5 -o a.h5 --overwrite").has("a.h5 is read, and is no place for the results"));
    CHECK(folder.drumbeat("reproduce a.h5 -o b.h5 --overwrite -j 1").code == 0);
}

TEST_CASE("a file that cannot be made again: the difference is named") {
    const ProofFolder folder;
    REQUIRE(folder.drumbeat("run study.yaml -o a.h5 --quiet").code == 0);
    change_value(folder / "a.h5", "exits", {2, 1}, 1);
    const Printed made = folder.drumbeat("reproduce a.h5 -o b.h5");
    CHECK(made.code == 1);
    CHECK_MESSAGE(made.has("not the same as a.h5: case 2 (base/naive), replication 1: exits is "), made.text);
    CHECK(std::filesystem::exists(folder / "b.h5"));
}

TEST_CASE("a part of a study is not reproduced") {
    const ProofFolder folder;
    REQUIRE(folder.drumbeat("run study.yaml -o s.h5 --quiet --shard 1/2 --replications 300").code == 0);
    REQUIRE(folder.drumbeat("seal s.h5.1-of-2.part -o s.h5").code == 0);
    const Printed refused = folder.drumbeat("reproduce s.h5 -o b.h5");
    CHECK(refused.code == 2);
    CHECK(refused.has("holds a part of its study"));
}
