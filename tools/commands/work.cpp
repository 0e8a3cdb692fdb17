// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/work.hpp"

namespace drumbeat::tools {

StudyWork make_ready(const Study& study, const std::vector<Case>& cases) {
    StudyWork work;
    work.prepared = prepare_study(study, cases);
    for (const Case& c : cases) work.cases.push_back({c.arm, c.behaviour, c.levels});
    for (int year = 0; year < work.prepared->years; ++year)
        work.shape.years.push_back(study.base.time.start_year + year);
    work.shape.segments = work.prepared->segment_names;
    work.shape.firm_rows = firm_rows(*work.prepared);
    return work;
}

Replicate replicate_of(const StudyWork& work, int threads) {
    const auto scratch = std::make_shared<std::vector<StudyScratch>>(static_cast<std::size_t>(threads));
    return [prepared = work.prepared, scratch](std::int64_t replication, std::size_t first_case, int worker,
                                               std::span<RunRecord> records, const RunFailed& failed) {
        StudyScratch& own = (*scratch)[static_cast<std::size_t>(worker)];
        replicate(*prepared, replication, first_case, own, records, failed);
    };
}

} // namespace drumbeat::tools
