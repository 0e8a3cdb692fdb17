// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/work.hpp"

#include <algorithm>
#include <utility>

namespace drumbeat::tools {

void Survey::see(Case&& one) {
    ++cases;
    firm_rows = std::max(firm_rows, panel_rows(one.scenario));
    if (first.size() < most_kept) first.push_back(std::move(one));
}

Survey survey_of(const Study& study, std::vector<Problem>& problems) {
    Survey survey;
    check_cases_of(study, problems, [&](Case&& one) { survey.see(std::move(one)); });
    return survey;
}

StudyWork make_ready(const Study& study, const Survey& survey) {
    StudyWork work;
    work.shelf = std::make_shared<const CaseShelf>(study, Survey::most_kept);
    work.prepared = work.shelf->ready(0, std::min(survey.cases, Survey::most_kept)).prepared;
    work.cases = work.shelf->cases().names();
    for (int year = 0; year < study.base.time.horizon_years; ++year)
        work.shape.years.push_back(study.base.time.start_year + year);
    for (const Segment& segment : study.base.segments) work.shape.segments.push_back(segment.name);
    work.shape.firm_rows = survey.firm_rows;
    return work;
}

Replicate replicate_of(const StudyWork& work, int threads) {
    const auto scratch = std::make_shared<std::vector<StudyScratch>>(static_cast<std::size_t>(threads));
    return [shelf = work.shelf, scratch](std::int64_t replication, std::size_t first_case, int worker,
                                         std::span<RunRecord> records, const RunFailed& failed) {
        StudyScratch& own = (*scratch)[static_cast<std::size_t>(worker)];
        const CaseShelf::Ready ready = shelf->ready(first_case, records.size());
        replicate(*ready.prepared, replication, ready.first, own, records, failed);
    };
}

} // namespace drumbeat::tools
