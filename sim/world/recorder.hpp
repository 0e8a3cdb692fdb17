// SPDX-License-Identifier: Apache-2.0
// Writes one year of a run into its record. A recorder without a record hears everything and writes nothing, so that
// no step has to ask whether its year is reported.
#pragma once

#include "agents/columns.hpp"
#include "sim/record/record.hpp"

namespace drumbeat {

class Recorder {
  public:
    Recorder() = default; // of a year that is not reported
    // `calendar` is the year's date, `reported` its place among the years of the record.
    Recorder(RunRecord& record, int calendar, int reported)
        : record_(&record), calendar_(calendar), reported_(reported) {}

    bool keeps_years() const { return record_; }
    bool keeps_firms() const { return record_ && record_->keep_firms; }
    bool keeps_relaxations() const { return keeps_firms() && record_->keep_relaxations; }
    int firm_rows() const { return keeps_firms() ? record_->firm_rows : 0; }

    // An event, where firms are kept. `reason` is a binding constraint for refusals.
    void note(Area area, Row row, EventKind kind, double amount_meur, int reason = 0) const {
        if (keeps_firms()) record_->events.push_back({calendar_, area.number, row.number, kind, reason, amount_meur});
    }
    void put(Yearly quantity, Area area, double value) const {
        if (record_) record_->at(quantity, reported_, area.number) = value;
    }
    void add(Yearly quantity, Area area, double amount) const {
        if (record_) record_->at(quantity, reported_, area.number) += amount;
    }
    void put(FirmColumn column, Row row, double value) const {
        if (record_) record_->at(column, reported_, row.number) = value;
    }
    void put_residual(double meur) const {
        if (record_) record_->ledger_residual[static_cast<std::size_t>(reported_)] = meur;
    }

  private:
    RunRecord* record_ = nullptr;
    int calendar_ = 0;
    int reported_ = 0;
};

} // namespace drumbeat
