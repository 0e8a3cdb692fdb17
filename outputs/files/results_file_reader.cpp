// SPDX-License-Identifier: Apache-2.0
// Reads a sealed results file.
#include "config/text.hpp"
#include "outputs/files/hdf5.hpp"
#include "outputs/files/results_file.hpp"
#include "outputs/files/stored_results.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace drumbeat {

namespace {

using hdf5::Handle;
using hdf5::ok;

class FileResults : public StoredResults {
  public:
    explicit FileResults(const std::string& path) {
        const hdf5::Quiet quiet;
        path_ = path;
        format_ = results_format;
        const Handle access(H5Pcreate(H5P_FILE_ACCESS));
        ok(H5Pset_file_locking(access, false, true)); // a sealed file does not change; some file systems have no locks
        file_ = Handle(H5Fopen(path.c_str(), H5F_ACC_RDONLY, access));
        read_manifest();
        const Handle replication(H5Dopen2(file_, "replication", H5P_DEFAULT));
        replications_ = static_cast<std::int64_t>(hdf5::extents_of(replication).at(0));
        if (!says_what_is_missing_)
            missing_runs_ = planned_runs(about_) - replications_ * static_cast<std::int64_t>(about_.cases.size());
        note_what_is_there([this](Dataset::Group group, std::string_view name) {
            return about_.recorded ? names(group, name) : is_there(group, name);
        });
    }
    bool complete() const override { return missing_runs_ <= 0; }
    std::vector<double> firms(FirmColumn column, std::size_t case_index, std::int64_t replication) const override {
        return explained([&]() -> std::vector<double> {
            const std::string_view name = firm_quantities[static_cast<std::size_t>(column)].name;
            if (!is_there(Dataset::Group::firms, name)) return {};
            hdf5::Extents extents; // case, replication, year, firm
            const Handle dataset = opened(path_of(Dataset::Group::firms, name), 4, extents);
            if (extents[2] != about_.shape.years.size()) throw hdf5::Error("its firms have an unknown shape");
            if (static_cast<hsize_t>(replication) >= extents[1]) return {};
            std::vector<double> values;
            read_part(dataset, {case_index, static_cast<hsize_t>(replication), 0, 0}, {1, 1, extents[2], extents[3]},
                      values);
            return values;
        });
    }

  private:
    void read_manifest() {
        const std::string name = fmt::format("{}/{}", manifest_group, manifest_quantity.name);
        if (ok(H5Lexists(file_, manifest_group, H5P_DEFAULT)) == 0)
            throw FileProblem(path_ + " is no Drumbeat results file", true);
        const Handle dataset(H5Dopen2(file_, name.c_str(), H5P_DEFAULT));
        if (std::uint64_t hash = 0; read_number(dataset, content_hash_attribute, H5T_NATIVE_UINT64, &hash))
            content_hash_ = fmt::format("{:016x}", hash);
        says_what_is_missing_ = read_number(dataset, missing_runs_attribute, H5T_NATIVE_INT64, &missing_runs_);
        std::string bytes(hdf5::values_in(hdf5::extents_of(dataset)), '\0');
        ok(H5Dread(dataset, H5T_NATIVE_UINT8, H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data()));
        try {
            about_ = manifest_from_stored(bytes);
        } catch (const FormatMismatch& other) {
            throw FileProblem(fmt::format("{}: its format is {}; this program reads {}", path_, shown(other.what(), 60),
                                          results_format),
                              true);
        }
    }

    // False where an older program wrote no such attribute.
    static bool read_number(hid_t object, const char* name, hid_t type, void* number) {
        if (ok(H5Aexists(object, name)) == 0) return false;
        const Handle attribute(H5Aopen(object, name, H5P_DEFAULT)), space(H5Aget_space(attribute));
        if (ok(H5Sget_simple_extent_npoints(space)) != 1)
            throw hdf5::Error(std::string(name) + " has an unknown shape");
        ok(H5Aread(attribute, type, number));
        return true;
    }

    static std::string path_of(Dataset::Group group, std::string_view name) {
        return group == Dataset::Group::root ? std::string(name) : fmt::format("{}/{}", name_of(group), name);
    }
    bool is_there(Dataset::Group group, std::string_view name) const {
        const bool in_root = group == Dataset::Group::root;
        if (!in_root && ok(H5Lexists(file_, std::string(name_of(group)).c_str(), H5P_DEFAULT)) == 0) return false;
        return ok(H5Lexists(file_, path_of(group, name).c_str(), H5P_DEFAULT)) > 0; // a damaged group is an error
    }

    Handle opened(const std::string& name, std::size_t rank, hdf5::Extents& extents) const {
        Handle dataset(H5Dopen2(file_, name.c_str(), H5P_DEFAULT));
        extents = hdf5::extents_of(dataset);
        if (extents.size() != rank || extents[0] != about_.cases.size() ||
            extents[1] > static_cast<hsize_t>(replications_))
            throw hdf5::Error(name + " has an unknown shape");
        return dataset;
    }
    // A block of the dataset.
    static void read_part(hid_t dataset, const hdf5::Extents& begin, const hdf5::Extents& count,
                          std::vector<double>& values) {
        values.resize(hdf5::values_in(count));
        if (values.empty()) return;
        const Handle there(H5Dget_space(dataset)),
            here(H5Screate_simple(static_cast<int>(count.size()), count.data(), nullptr));
        ok(H5Sselect_hyperslab(there, H5S_SELECT_SET, begin.data(), nullptr, count.data(), nullptr));
        ok(H5Dread(dataset, H5T_NATIVE_DOUBLE, here, there, H5P_DEFAULT, values.data()));
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
        return explained([&] {
            hdf5::Extents extents;
            std::vector<double> values;
            const Handle dataset = opened(std::string(outcomes[static_cast<std::size_t>(which)].name), 2, extents);
            if (extents[1] != static_cast<hsize_t>(replications_))
                throw hdf5::Error("its outcomes are of different lengths");
            read_part(dataset, {0, 0}, extents, values);
            return values;
        });
    }
    std::vector<double> read_yearly_mean(Yearly which) const override {
        return explained([&]() -> std::vector<double> {
            if (about_.yearly_replications == 0) return {};
            hdf5::Extents extents; // case, replication, year, segment
            const Handle dataset =
                opened("yearly/" + std::string(yearly_quantities[static_cast<std::size_t>(which)].name), 4, extents);
            if (extents[2] != about_.shape.years.size() || extents[3] != about_.shape.segments.size())
                throw hdf5::Error("its years have an unknown shape");
            YearlyMean mean(extents[0], extents[2], extents[3]);
            const std::size_t run = extents[2] * extents[3];
            const hsize_t block = std::max<hsize_t>(1, values_at_once / (run * extents[0]));
            std::vector<double> values;
            for (hsize_t begin = 0; begin < extents[1]; begin += block) {
                const hsize_t rows = std::min(block, extents[1] - begin);
                read_part(dataset, {0, begin, 0, 0}, {extents[0], rows, extents[2], extents[3]}, values);
                for (std::size_t i = 0; i * run < values.size(); ++i)
                    mean.add(i / rows, std::span(values).subspan(i * run, run));
            }
            return mean.means();
        });
    }

    std::vector<double> read_block(Dataset::Group group, std::string_view quantity, std::size_t first_case,
                                   std::size_t cases) const override {
        return explained([&] {
            const bool years = group == Dataset::Group::yearly;
            hdf5::Extents extents;
            std::vector<double> values;
            const Handle dataset = opened(path_of(group, quantity), years ? 4 : 3, extents);
            const std::size_t segments = about_.shape.segments.size();
            hdf5::Extents expected{about_.cases.size(),
                                   static_cast<hsize_t>(years ? yearly_replications() : replications_)};
            if (years) expected.push_back(about_.shape.years.size());
            expected.push_back(group == Dataset::Group::sizes ? size_class_count : segments);
            if (extents != expected) throw hdf5::Error(path_of(group, quantity) + " has an unknown shape");
            hdf5::Extents begin(extents.size(), 0);
            begin[0] = first_case;
            extents[0] = cases;
            read_part(dataset, begin, extents, values);
            return values;
        });
    }

    static constexpr hsize_t values_at_once = 1 << 20;
    Handle file_;
    bool says_what_is_missing_ = false;
};

} // namespace

std::unique_ptr<Results> open_results_file(const std::string& path) {
    try {
        return std::make_unique<FileResults>(path);
    } catch (const hdf5::Error& problem) {
        throw FileProblem(fmt::format("{}: cannot be read: {}", path, problem.what()), true);
    }
}

} // namespace drumbeat
