// SPDX-License-Identifier: Apache-2.0
// Writes down what happens: adds to what has accumulated since the policy began and, where the year is reported, to the
// run's record. Without a record it hears everything else and writes nothing, so that no step has to ask.
#pragma once

#include "agents/columns.hpp"
#include "sim/record/record.hpp"
#include "sim/world/totals.hpp"
#include "sim/world/year.hpp"

namespace drumbeat {

class Recorder {
  public:
    explicit Recorder(Totals& since_policy) : totals(since_policy) {} // of a year that is not reported
    Recorder(Totals& since_policy, RunRecord& record, const Year& y)
        : totals(since_policy), record_(&record), calendar_(y.calendar), reported_(y.reported) {}

    Totals& totals;

    bool keeps_years() const { return record_; }
    bool keeps_firms() const { return record_ && record_->keep_firms; }
    bool keeps_relaxations() const { return keeps_firms() && record_->keep_relaxations; }
    bool keeps_investors() const { return record_ && record_->keep_investors; }
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
    // What an institution holds or did in the year; of what is added up, `add` nothing where nothing happened.
    void put(Institution quantity, double value) const {
        if (record_) record_->at(quantity, reported_) = value;
    }
    void add(Institution quantity, double amount) const {
        if (!record_) return;
        double& sum = record_->at(quantity, reported_);
        sum = sum == sum ? sum + amount : amount;
    }
    void put_paid(Sector sector, Purpose purpose, double meur) const {
        if (record_) record_->paid(sector, purpose, reported_) = meur;
    }
    double read(Yearly quantity, Area area) const { // of the year so far
        return record_ ? record_->at(quantity, reported_, area.number) : missing;
    }
    void put(FirmColumn column, Row row, double value) const {
        if (record_) record_->at(column, reported_, row.number) = value;
    }
    double read(Institution quantity) const { return record_ ? record_->at(quantity, reported_) : missing; }
    // For those who keep investors.
    double so_far(InvestorColumn column, int row) const { return record_->sum_up_to(column, reported_, row); }
    int row_of_fund(int number) const { return record_->row_of_fund(number); }
    void put(InvestorColumn column, int row, double value) const { record_->at(column, reported_, row) = value; }

    // A deal, where investors are kept, in the year; `firm` is a row of the panel, or -1.
    void note(Area area, int firm, Deal deal) const {
        if (!keeps_investors()) return;
        deal.year = calendar_;
        deal.segment = area.number;
        deal.firm = firm;
        record_->deals.push_back(deal);
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
