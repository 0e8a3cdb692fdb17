// SPDX-License-Identifier: Apache-2.0
#include "tests/tools/proof_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <regex>

using namespace drumbeat;

TEST_CASE("status of a study that is done, of shards of which one is missing, and of a folder of both") {
    const ProofFolder folder;
    write_bytes(folder / "study.yaml", ProofFolder::study(400));
    REQUIRE(folder.drumbeat("run study.yaml -o done.h5 --quiet").code == 0);
    REQUIRE(folder.drumbeat("run study.yaml -o s.h5 --quiet --shard 2/2").code == 0);
    const Printed done = folder.drumbeat("status done.h5");
    CHECK_MESSAGE(done.code == 0, done.text);
    CHECK(done.has("done.h5: 1,600 of 1,600 runs (100 %); complete\n"));
    CHECK(done.has("so far, stable against base, growth of domestic capacity, points (95 %, whenever one looks):\n"));
    CHECK(std::regex_search(done.text,
                            std::regex("hurdle +[+-]?[0-9.]+ \\([+-]?[0-9.]+ to [+-]?[0-9.]+\\) from 400 pairs")));
    const Printed part = folder.drumbeat("status s.h5");
    CHECK_MESSAGE(part.has("  1 of 2 shards are there; missing: 1\n"), part.text);
    CHECK(part.has("nobody is known to write it"));
    const Printed all = folder.drumbeat("status .");
    CHECK(all.has("done.h5: 1,600 of"));
    CHECK(all.has("s.h5: "));
    const Printed json = folder.drumbeat("status . --json");
    CHECK(json.code == 0);
    write_bytes(folder / "status.json", json.text);
    const std::string check = python() + " -c \"import json; s = json.load(open('" + (folder / "status.json") +
                              "'))['studies']; assert s[0]['complete'] and s[0]['runs'] == 1600, s; "
                              "assert s[1]['parts'][0]['file'] is None and s[1]['parts'][1]['runs'] > 0, s; "
                              "assert len(s[0]['capacity_growth_points']) == 2, s\"";
    CHECK(std::system(check.c_str()) == 0);
}

TEST_CASE("status while a study runs names the process and the rate, and does not stop it") {
    const ProofFolder folder;
    write_bytes(folder / "study.yaml", ProofFolder::study(100000));
    const Printed seen = folder.drumbeat("run study.yaml -o a.h5 --quiet -j 1 & pid=$!; "
                                         "for i in 1 2 3 4 5 6 7 8; do sleep .25; " +
                                         program() + " status a.h5; done; kill $pid; wait $pid; true");
    CHECK_MESSAGE(seen.has("written by process "), seen.text);
    CHECK_MESSAGE(seen.has(" runs/s since the journal was begun; about "), seen.text);
    CHECK_FALSE(seen.has("is being written by"));
    CHECK(std::filesystem::exists(folder / "a.h5.part")); // it ran on until it was stopped
}

TEST_CASE("status of what is not there, or no study, is one clear line") {
    const ProofFolder folder;
    CHECK(folder.drumbeat("status none.h5").code == 2);
    write_bytes(folder / "no.h5", "nothing");
    const Printed no = folder.drumbeat("status no.h5");
    CHECK(no.code == 2);
    CHECK(no.has("no.h5 is no Drumbeat results file"));
}
