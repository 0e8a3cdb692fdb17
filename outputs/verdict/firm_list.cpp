// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/firm_list.hpp"

#include "outputs/files/datasets.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>

namespace drumbeat {

namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// What the panel says of a row in a year, in single precision as files keep it, so that a replayed panel lists its firms
// as a stored one does.
class Panel {
  public:
    explicit Panel(const RunRecord& record) : record_(record) {}
    double of(FirmColumn column, int year, int row) const {
        const std::size_t c = static_cast<std::size_t>(column);
        return in_single(record_.firms[(c * at(record_.years) + at(year)) * at(record_.firm_rows) + at(row)]);
    }
    bool lives(int year, int row) const { return !std::isnan(of(FirmColumn::weight, year, row)); }

  private:
    const RunRecord& record_;
};

FirmYear year_of(const Panel& panel, int year, int row, int first_year) {
    FirmYear y;
    y.year = first_year + year;
    y.binding = static_cast<Binding>(std::lround(panel.of(FirmColumn::binding_constraint, year, row)));
    y.expanded = y.binding == Binding::none;
    y.to_order = !y.expanded && panel.of(FirmColumn::investment_meur, year, row) > 0;
    const double trigger = panel.of(FirmColumn::trigger, year, row);
    const double ratio = panel.of(FirmColumn::value_to_cost, year, row);
    if (trigger > 0 && ratio > 0) y.near = ratio / trigger;
    return y;
}

double distance(double near) { return std::isnan(near) ? std::numeric_limits<double>::infinity() : std::abs(near - 1); }

double distance(const FirmStory& story, std::optional<int> year) {
    const FirmYear* y = year ? story.in(*year) : story.nearest();
    return distance(y ? y->near : missing);
}

bool is_listed(const FirmStory& story, std::optional<int> segment, std::optional<int> year) {
    return (!segment || story.key.segment == *segment) && (!year || story.in(*year));
}

bool expanded(const FirmStory& story, std::optional<int> year, int policy_from) {
    if (!year) return !story.expansions(policy_from).empty();
    const FirmYear* y = story.in(*year);
    return y && y->expanded;
}

// Whether two runs of a firm differ in what it did; `with` is what the policy's run has.
std::optional<bool> turned(const FirmStory& with, const FirmStory& without, std::optional<int> year, int policy_from) {
    const bool here = expanded(with, year, policy_from), there = expanded(without, year, policy_from);
    if (here != there) return here;
    const bool up = with.scaled_up > 0, up_there = without.scaled_up > 0;
    if (!year && up != up_there) return up;
    return std::nullopt;
}

} // namespace

std::vector<int> FirmStory::expansions(int from) const {
    std::vector<int> found;
    for (const FirmYear& y : years)
        if (y.expanded && y.year >= from) found.push_back(y.year);
    return found;
}

const FirmYear* FirmStory::in(int year) const {
    const auto found = std::find_if(years.begin(), years.end(), [year](const FirmYear& y) { return y.year == year; });
    return found == years.end() ? nullptr : &*found;
}

const FirmYear* FirmStory::nearest() const {
    const FirmYear* best = nullptr;
    for (const FirmYear& y : years)
        if (!y.expanded && !std::isnan(y.near) && (!best || distance(y.near) < distance(best->near))) best = &y;
    if (best) return best;
    const auto first = std::find_if(years.begin(), years.end(), [](const FirmYear& y) { return !std::isnan(y.near); });
    return first == years.end() ? nullptr : &*first;
}

std::pair<Binding, int> FirmStory::usual_constraint() const {
    std::array<int, names_of<Binding>.size()> counts{};
    for (const FirmYear& y : years)
        if (!y.expanded) ++counts[static_cast<std::size_t>(y.binding)];
    const auto most = std::max_element(counts.begin(), counts.end());
    return {static_cast<Binding>(most - counts.begin()), *most};
}

std::vector<FirmStory> stories_of(const ReplayedRun& run, int first_year) {
    const Panel panel(run.record);
    std::vector<FirmStory> stories;
    for (int row = 0; row < std::min(run.record.firm_rows, static_cast<int>(run.keys.size())); ++row) {
        FirmStory story;
        story.row = row;
        story.key = run.keys[at(row)];
        story.scaled_up = run.scaled_up[at(row)];
        for (int year = 0; year < run.record.years; ++year) {
            if (!panel.lives(year, row)) continue;
            story.weight = panel.of(FirmColumn::weight, year, row);
            story.size_class = static_cast<SizeClass>(static_cast<int>(panel.of(FirmColumn::size_class, year, row)));
            story.years.push_back(year_of(panel, year, row, first_year));
        }
        if (!story.years.empty()) stories.push_back(std::move(story));
    }
    return stories;
}

namespace {

// The panel of firms as it is stored; false where none is.
bool read_panel(const Results& results, std::size_t case_index, std::int64_t replication, RunRecord& record) {
    const std::size_t years = results.years().size();
    record.years = static_cast<int>(years);
    for (std::size_t c = 0; c < firm_column_count; ++c) {
        const auto column = static_cast<FirmColumn>(c);
        std::vector<double> values = results.firms(column, case_index, replication);
        const std::size_t rows = values.size() / std::max<std::size_t>(1, years);
        if (rows == 0 && column == FirmColumn::weight) return false;
        if (column == FirmColumn::weight) record.firm_rows = static_cast<int>(rows);
        values.resize(years * at(record.firm_rows), missing); // a column that an older file lacks
        record.firms.insert(record.firms.end(), values.begin(), values.end());
    }
    return true;
}

// Where and when the firm of a row was born; its ordinal is left to who counts.
FirmKey birth_of(const RunRecord& record, int row, int first_of_all) {
    const Panel panel(record);
    FirmKey key;
    for (int year = 0; year < record.years; ++year) {
        if (!panel.lives(year, row)) continue;
        key.segment = static_cast<int>(panel.of(FirmColumn::segment, year, row));
        const int born = static_cast<int>(panel.of(FirmColumn::birth_year, year, row));
        key.cohort = born == first_of_all ? 0 : born;
    }
    return key;
}

} // namespace

std::optional<std::vector<FirmStory>> stored_stories(const Results& results, std::size_t case_index,
                                                     std::int64_t replication, int first_of_all) {
    ReplayedRun run;
    if (!read_panel(results, case_index, replication, run.record)) return std::nullopt;
    std::map<std::pair<int, int>, int> counted;
    for (int row = 0; row < run.record.firm_rows; ++row) {
        FirmKey key = birth_of(run.record, row, first_of_all);
        key.ordinal = counted[{key.segment, key.cohort}]++;
        run.keys.push_back(key);
        run.scaled_up.push_back(0);
    }
    const std::vector<int> years = results.years();
    return stories_of(run, years.empty() ? 0 : years.front());
}

std::vector<FirmLine> lines_of(std::vector<FirmStory> stories, std::optional<int> segment, std::optional<int> year) {
    std::vector<FirmLine> lines;
    for (FirmStory& story : stories)
        if (is_listed(story, segment, year)) lines.push_back({std::move(story), {}, false});
    std::stable_sort(lines.begin(), lines.end(), [&](const FirmLine& a, const FirmLine& b) {
        return distance(a.story, year) < distance(b.story, year);
    });
    return lines;
}

std::vector<FirmLine> turned_lines(const std::vector<FirmStory>& treatment, const std::vector<FirmStory>& control,
                                   std::optional<int> segment, std::optional<int> year, int policy_from) {
    using Birth = std::tuple<int, int, int>;
    const auto birth = [](const FirmKey& key) { return Birth{key.segment, key.cohort, key.ordinal}; };
    std::map<Birth, const FirmStory*> there;
    for (const FirmStory& story : control) there[birth(story.key)] = &story;
    std::vector<FirmLine> lines;
    for (const FirmStory& story : treatment) {
        const auto twin = there.find(birth(story.key));
        if (twin == there.end() || !is_listed(story, segment, year)) continue;
        if (const auto with = turned(story, *twin->second, year, policy_from))
            lines.push_back({story, *twin->second, *with});
    }
    std::stable_partition(lines.begin(), lines.end(), [](const FirmLine& line) { return line.with_policy; });
    return lines;
}

} // namespace drumbeat
