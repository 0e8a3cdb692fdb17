// SPDX-License-Identifier: Apache-2.0
// Mistakes that analysts make, and the words that the program must answer with: where, what, and what to write instead.
#include "tests/config/folder.hpp"
#include "tests/places.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstdio>
#include <string>
#include <sys/wait.h>
#include <utility>
#include <vector>

using namespace drumbeat;

namespace {

struct Answer {
    int status = -1;
    std::string said;
};

Answer answer_to(const std::string& folder, const std::string& arguments) {
    const std::string command = "cd '" + folder + "' && '" + program() + "' " + arguments + " 2>&1";
    Answer answer;
    std::FILE* pipe = popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::array<char, 4096> some{};
    while (const auto n = std::fread(some.data(), 1, some.size(), pipe)) answer.said.append(some.data(), n);
    answer.status = WEXITSTATUS(pclose(pipe));
    return answer;
}

struct Mistake {
    std::string what;
    std::string text;               // what follows line 4 of a study
    std::vector<std::string> words; // that the answer holds
};

// Lines 1 to 4.
const std::string head = "format: drumbeat-study/1\nstudy: comparison\nbase: netherlands-2026\nreplications: 2\n";

const std::vector<Mistake> in_a_study{
    {"a misspelt parameter",
     "arms:\n  a: {}\n  b: {segments.*.orders.cvv: 0.1}\n",
     {"s.yaml:7: ", "unknown key 'cvv'", "did you mean cv?"}},
    {"half a path", "set: {orders.cv: 0.1}\n", {"s.yaml:5: ", "did you mean segments.*.orders.cv?"}},
    {"per cent for a share",
     "set: {budget.equipment_share: 30}\n",
     {"s.yaml:5: budget.equipment_share", "allowed: 0 to 1", "30 % is the share 0.3"}},
    {"a sign of per cent", "set: {budget.equipment_share: 30%}\n", {"s.yaml:5: ", "write a share, 0.3"}},
    {"an arm with a blank in its name",
     "arms:\n  volatile orders: {}\n",
     {"s.yaml:6: ", "'volatile orders' cannot name an arm", "lower-case letters, digits and _"}},
    {"a tab", "arms:\n\ta: {}\n", {"s.yaml:6: ", "indent with blanks, not with tabs"}},
    {"no colon after a parameter",
     "arms:\n  b: {segments.*.orders.cv 0.1}\n",
     {"s.yaml:6: ", "a colon is missing", "segments.*.orders.cv: 0.1"}},
    {"no colon after a key", "arms\n  a: {}\n", {"a colon is missing in line 5: 'arms'"}},
    {"a decimal comma", "set:\n  tender.noise: 0,15\n", {"s.yaml:6: tender.noise", "use a decimal point, 0.15"}},
    {"no quotes around a text with a colon",
     "question: Does it help: yes or no\n",
     {"s.yaml:5: ", "a text that holds a colon takes quotes", "question: \"Does it help: yes or no\""}},
    {"a list for a number",
     "set: {tender.noise: [0.1, 0.2]}\n",
     {"s.yaml:5: tender.noise", "expects one number", "levels of a factor"}},
    {"arms as a list", "arms:\n  - {name: a}\n", {"s.yaml:5: arms", "expects a group, not a list", "without dashes"}},
    {"a misspelt key at the top", "replication: 10\n", {"s.yaml:5: ", "did you mean replications?"}},
    {"a parameter at the top",
     "segments.*.orders.cv: 0.1\n",
     {"s.yaml:5: ", "a parameter stands under 'set', in an arm or in a level of a factor"}},
    {"a key twice", "replications: 5\n", {"s.yaml:5: replications", "stands twice"}},
    {"a contrast with an unknown arm",
     "arms:\n  base: {}\n  stable: {segments.*.orders.cv: 0.1}\ncontrasts:\n"
     "  - {name: x, treatment: stabel, control: base}\n",
     {"s.yaml:9: contrasts[1].treatment", "there is no arm 'stabel'", "did you mean stable?"}},
    {"a negative probability",
     "set: {segments.*.orders.cancellation: -0.1}\n",
     {"s.yaml:5: segments.*.orders.cancellation", "-0.1 is out of range", "allowed: 0 to 1"}},
    {"a year outside the horizon",
     "policy_from: 2050\n",
     {"s.yaml:5: time.policy_from", "2050 lies outside", "2026 to 2040"}},
    {"an unknown behaviour",
     "behaviours:\n  - {name: a, expectation: rational, investment: real_options}\n",
     {"s.yaml:6: behaviours[1]", "investment", "did you mean real_option?"}},
    {"an unknown outcome", "outcomes: [investment]\n", {"outcomes", "did you mean investment_meur?"}},
    {"a seed that is no whole number", "seed: 1.5\n", {"s.yaml:5: seed", "'1.5' is not a whole number"}},
};

} // namespace

TEST_CASE("mistakes in a study are answered with where, what, and what to write") {
    const example::Folder folder;
    for (const Mistake& mistake : in_a_study) {
        CAPTURE(mistake.what);
        folder.write("s.yaml", head + mistake.text);
        const Answer answer = answer_to(folder.path(), "check s.yaml");
        CAPTURE(answer.said);
        CHECK(answer.status == 2);
        for (const std::string& word : mistake.words) CHECK_MESSAGE(answer.said.find(word) != std::string::npos, word);
    }
}

TEST_CASE("mistakes in the choice of a file are answered with what was probably meant") {
    const example::Folder folder;
    folder.write("study.yaml", head);
    folder.write("scenario.yaml", "format: drumbeat-scenario/1\nbase: netherlands-2026\n");
    folder.write("empty.yaml", "");
    const std::string start = "format: drumbeat-study/1\nstudy: comparison\n";
    folder.write("typo.yaml", start + "base: netherland-2026\n");
    folder.write("on-study.yaml", start + "base: stable-orders\n");
    folder.write("windows.yaml", start + "base: C:\\Users\\me\\base.yaml\n");
    folder.write("escape.yaml", start + "base: \"C:\\Users\\me\\base.yaml\"\n");
    const std::vector<std::pair<std::string, std::vector<std::string>>> asked{
        {"check stdy.yaml", {"there is no file 'stdy.yaml'", "did you mean study.yaml?"}},
        {"check quickstrat", {"there is no packaged study or scenario", "did you mean quickstart?"}},
        {"check 'C:\\me\\study.yaml'", {"there is no file", "write a path with /"}},
        {"check empty.yaml", {"the file is empty", "drumbeat init"}},
        {"run scenario.yaml -o x.h5", {"scenario.yaml:1: format", "is not drumbeat-study/1", "`base` is a scenario"}},
        {"run netherlands-2026 -o x.h5", {"'netherlands-2026' is a scenario, not a study"}},
        {"check typo.yaml", {"typo.yaml:3: base", "did you mean netherlands-2026?"}},
        {"check on-study.yaml", {"on-study.yaml:3: base", "'stable-orders' is a study, not a scenario"}},
        {"check windows.yaml", {"windows.yaml:3: base", "write a path with /"}},
        {"check escape.yaml", {"escape.yaml:3: ", "in double quotes \\ begins an escape"}}};
    for (const auto& row : asked) {
        const std::string& arguments = row.first; // not bound: clang 14 cannot capture bindings
        const std::vector<std::string>& words = row.second;
        CAPTURE(arguments);
        const Answer answer = answer_to(folder.path(), arguments);
        CAPTURE(answer.said);
        CHECK(answer.status == 2);
        for (const std::string& word : words) CHECK_MESSAGE(answer.said.find(word) != std::string::npos, word);
    }
}

TEST_CASE("whole numbers may be written with an exponent") {
    const example::Folder folder;
    folder.write("s.yaml", "format: drumbeat-study/1\nstudy: comparison\nbase: netherlands-2026\nreplications: 2e2\n"
                           "seed: 1e3\nset: {time.horizon_years: 1e1}\n");
    const Answer answer = answer_to(folder.path(), "check s.yaml --resolved");
    CHECK(answer.status == 0);
    for (const char* line : {"replications: 200\n", "seed: 1000\n", "horizon_years: 10\n"})
        CHECK_MESSAGE(answer.said.find(line) != std::string::npos, answer.said);
}
