// SPDX-License-Identifier: Apache-2.0
// Reads a sealed results file.
#include "outputs/hdf5.hpp"
#include "outputs/results_file.hpp"
#include "outputs/stored_results.hpp"

#include <fmt/format.h>

#include <sstream>

namespace drumbeat {

namespace {

using hdf5::Handle;
using hdf5::ok;

std::vector<std::string> split(const std::string& text, char at) {
    std::vector<std::string> parts;
    std::istringstream in(text);
    for (std::string part; std::getline(in, part, at);)
        if (!part.empty()) parts.push_back(part);
    return parts;
}

class FileResults : public StoredResults {
  public:
    explicit FileResults(const std::string& path) {
        const hdf5::Quiet quiet;
        path_ = path;
        file_ = Handle(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT));
        const Handle root(H5Gopen2(file_, "/", H5P_DEFAULT));
        const std::string format = hdf5::text_attribute(root, "format_version");
        if (format != results_format)
            throw FileProblem(fmt::format("{}: its format is {}; this program reads {}", path, format, results_format), true);
        about_.study_text = hdf5::text_attribute(root, "study");
        about_.warnings = split(hdf5::text_attribute(root, "warnings"), '\n');
        about_.replications = hdf5::integer_attribute(root, "planned_replications");
        about_.factors = split(hdf5::text_attribute(root, "factors"), ' ');
        read_cases(root);
        const Handle replication(H5Dopen2(root, "replication", H5P_DEFAULT));
        replications_ = static_cast<std::int64_t>(hdf5::extents_of(replication).at(0));
    }
    bool complete() const override { return replications_ >= about_.replications; }

  private:
    void read_cases(hid_t root) {
        std::vector<std::vector<std::string>> columns;
        for (const std::string& name : case_coordinates(about_.factors)) {
            const Handle dataset(H5Dopen2(root, name.c_str(), H5P_DEFAULT));
            columns.push_back(hdf5::texts_in(dataset));
        }
        for (std::size_t i = 0; i < columns.at(0).size(); ++i) {
            CaseName name{columns[0][i], columns.at(1).at(i), {}};
            for (std::size_t c = 2; c < columns.size(); ++c) name.levels.push_back(columns[c].at(i));
            about_.cases.push_back(std::move(name));
        }
    }

    std::vector<double> read(const std::string& name, std::size_t rank, hdf5::Extents& extents) const {
        const Handle dataset(H5Dopen2(file_, name.c_str(), H5P_DEFAULT));
        extents = hdf5::extents_of(dataset);
        if (extents.size() != rank || extents[0] != about_.cases.size()) throw hdf5::Error(name + " has an unknown shape");
        hsize_t total = 1;
        for (const hsize_t n : extents) total *= n;
        std::vector<double> values(total);
        if (total > 0) ok(H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()));
        return values;
    }
    template <class Read> std::vector<double> explained(Read&& reading) const {
        const hdf5::Quiet quiet;
        try {
            return reading();
        } catch (const hdf5::Error& problem) {
            throw FileProblem(fmt::format("{}: cannot be read: {}", path_, problem.what()), true);
        }
    }
    std::vector<double> read_outcome(Outcome which) const override {
        hdf5::Extents extents;
        return explained([&] { return read(std::string(outcomes[static_cast<std::size_t>(which)].name), 2, extents); });
    }
    std::vector<double> read_yearly_mean(Yearly which) const override {
        return explained([&]() -> std::vector<double> {
            if (H5Lexists(file_, "yearly", H5P_DEFAULT) <= 0) return {};
            hdf5::Extents extents; // case, replication, year, segment
            const auto values = read("yearly/" + std::string(yearly_quantities[static_cast<std::size_t>(which)].name), 4, extents);
            YearlyMean mean(extents[0], extents[2], extents[3]);
            const std::size_t run = extents[2] * extents[3];
            for (std::size_t i = 0; run > 0 && i < values.size() / run; ++i)
                mean.add(i / extents[1], std::span(values).subspan(i * run, run));
            return mean.means();
        });
    }

    Handle file_;
};

} // namespace

std::unique_ptr<Results> open_results_file(const std::string& path) {
    try {
        return std::make_unique<FileResults>(path);
    } catch (const hdf5::Error& problem) {
        throw FileProblem(fmt::format("{}: cannot be read: {}", path, problem.what()), true);
    } catch (const std::out_of_range&) {
        throw FileProblem(path + ": cannot be read: its cases are not described", true);
    }
}

} // namespace drumbeat
