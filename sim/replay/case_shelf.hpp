// SPDX-License-Identifier: Apache-2.0
// A study's cases made ready when they run. Those of a small study are made once and kept; of a large one a few ranges
// are kept at a time, so that memory does not grow with the number of cases.
#pragma once

#include "config/cases.hpp"
#include "sim/replay/replicate.hpp"

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>

namespace drumbeat {

class CaseShelf {
  public:
    // `most_kept`: cases that stay ready beside those in use.
    explicit CaseShelf(const Study&, std::size_t most_kept = 1000);

    const CaseList& cases() const { return cases_; }

    // A range of cases, and where it begins among those that are ready. For several threads at once.
    struct Ready {
        std::shared_ptr<const PreparedStudy> prepared;
        std::size_t first = 0;
    };
    Ready ready(std::size_t first_case, std::size_t count) const;

  private:
    struct Range {
        std::size_t first = 0, count = 0;
        std::shared_ptr<const PreparedStudy> prepared;
    };
    std::shared_ptr<const PreparedStudy> made(std::size_t first, std::size_t count) const;
    std::shared_ptr<const PreparedStudy> kept(std::size_t first, std::size_t count) const;

    CaseList cases_;
    std::size_t most_kept_;
    mutable TableShelf tables_;
    mutable std::mutex mutex_;
    mutable std::list<Range> ranges_; // the latest used first
};

} // namespace drumbeat
