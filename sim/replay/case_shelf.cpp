// SPDX-License-Identifier: Apache-2.0
#include "sim/replay/case_shelf.hpp"

#include <algorithm>
#include <vector>

namespace drumbeat {

CaseShelf::CaseShelf(const Study& study, std::size_t most_kept) : cases_(study), most_kept_(most_kept) {}

std::shared_ptr<const PreparedStudy> CaseShelf::made(std::size_t first, std::size_t count) const {
    std::vector<Case> cases;
    for (std::size_t i = 0; i < count; ++i) cases.push_back(cases_.at(first + i));
    return prepare_study(cases_.study(), cases, tables_);
}

CaseShelf::Ready CaseShelf::ready(std::size_t first_case, std::size_t count) const {
    if (cases_.size() <= most_kept_) { // whoever comes first makes all of them, the others wait for it
        const std::lock_guard lock(mutex_);
        if (ranges_.empty()) ranges_.push_front({0, cases_.size(), made(0, cases_.size())});
        return {ranges_.front().prepared, first_case};
    }
    auto prepared = kept(first_case, count);
    if (prepared) return {std::move(prepared), 0};
    prepared = made(first_case, count);
    const std::lock_guard lock(mutex_);
    ranges_.push_front({first_case, count, prepared});
    std::size_t total = 0;
    std::erase_if(ranges_, [&](const Range& range) { return (total += range.count) > most_kept_; });
    return {std::move(prepared), 0};
}

std::shared_ptr<const PreparedStudy> CaseShelf::kept(std::size_t first, std::size_t count) const {
    const std::lock_guard lock(mutex_);
    const auto found = std::find_if(ranges_.begin(), ranges_.end(),
                                    [&](const Range& r) { return r.first == first && r.count == count; });
    if (found == ranges_.end()) return nullptr;
    ranges_.splice(ranges_.begin(), ranges_, found);
    return found->prepared;
}

} // namespace drumbeat
