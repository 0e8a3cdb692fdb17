// SPDX-License-Identifier: Apache-2.0
// The firms of one run: what each decided, when, and how near it was; and which of them a policy turned.
#pragma once

#include "outputs/files/results.hpp"
#include "sim/replay/replay.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace drumbeat {

struct FirmYear {
    int year = 0;
    bool expanded = false; // as `explain` says it: an expansion passed its rule, and the money was found
    bool to_order = false; // plant was decided on in a tender, on award
    Binding binding = Binding::none;
    double near = missing; // value over cost of the best expansion, as a part of the trigger of the firm's rule: from 1
                           // on it expands if the money is found; missing where the rule does not compare them
};

// One firm of a run in the years in which it lived.
struct FirmStory {
    int row = 0; // in the panel: what `explain --firm` asks for
    FirmKey key;
    SizeClass size_class = SizeClass::sme;
    double weight = 1;
    int scaled_up = 0; // calendar year, 0: it did not
    std::vector<FirmYear> years;

    std::vector<int> expansions(int from = 0) const;  // calendar years
    const FirmYear* in(int year) const;               // null where it did not live
    const FirmYear* nearest() const;                  // of the years without expansion, the one nearest to it from
                                                      // below or above; else that of the first expansion; null: none
    std::pair<Binding, int> usual_constraint() const; // the most frequent one of years without expansion, and in how
                                                      // many
};

// Of every firm that lived in a reported year, by row.
std::vector<FirmStory> stories_of(const ReplayedRun&, int first_year);

// The same from the panel of firms that a file kept, for runs of another model that cannot be computed again: who
// scaled up is not known. Firms of one area and birth year are told apart by their order. None where the file kept
// none.
std::optional<std::vector<FirmStory>> stored_stories(const Results&, std::size_t case_index, std::int64_t replication,
                                                     int first_of_all); // calendar year in which the first firms start

struct FirmLine {
    FirmStory story;
    std::optional<FirmStory> control; // the same firm without the policy
    bool with_policy = false;         // of a turned one: it expanded or scaled up with the policy only
};

struct FirmList {
    std::string study, file, case_name, control_name, contrast, area; // contrast, area: empty where not asked for
    std::vector<std::string> areas;                                   // names, by segment
    std::uint64_t seed = 0;
    std::int64_t replication = 0;
    std::optional<int> year; // one year alone
    int policy_from = 0;
    bool knows_scale_up = true;
    std::vector<FirmLine> lines;
};

// Which firms stand in a list, and in which order: those that are nearest to their trigger first, from either side.
// `segment`: of one area only.
std::vector<FirmLine> lines_of(std::vector<FirmStory>, std::optional<int> segment, std::optional<int> year);

// Firms that expanded, or scaled up, with the policy and not without it, and then the other way round; of one year, or
// of all from `policy_from` on. Firms are the same ones by birth, not by row.
std::vector<FirmLine> turned_lines(const std::vector<FirmStory>& treatment, const std::vector<FirmStory>& control,
                                   std::optional<int> segment, std::optional<int> year, int policy_from);

// At most 80 columns wide, and about 40 lines unless `all`.
std::string firm_list_text(const FirmList&, bool all);
std::string firm_list_json(const FirmList&); // every firm

} // namespace drumbeat
