// SPDX-License-Identifier: Apache-2.0
// Puts a results file in its place: whole, or not at all.
#include "outputs/files/hdf5/hdf5.hpp"
#include "outputs/files/hdf5/writer.hpp"
#include "outputs/files/results_file.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

namespace drumbeat {
namespace {

void synchronise(const std::string& path) {
    const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0 || ::fsync(file.get()) != 0) throw hdf5::Error(std::strerror(errno));
}

// A link fails where a renamed file would replace another; not every file system has links.
void put_in_place(const std::string& temporary, const std::string& path, bool overwrite) {
    if (!overwrite && ::link(temporary.c_str(), path.c_str()) == 0) {
        ::unlink(temporary.c_str());
        return;
    }
    if (!overwrite && errno == EEXIST) throw FileProblem(path + " exists by now; --overwrite replaces it", true);
    std::filesystem::rename(temporary, path);
}

} // namespace

std::string sealing_path(const std::string& path) { return path + ".sealing"; }

Sealed seal(const std::vector<const JournalReader*>& journals, const std::string& path, bool overwrite,
            std::stop_token stop) {
    const TileIndex index(journals);
    if (index.count() == 0) throw FileProblem(path + ": nothing to write, no run is complete", false);
    index.check_density(1e6);
    const std::string temporary = sealing_path(path);
    const hdf5::Quiet quiet;
    try {
        const Sealed sealed = write_results_file(temporary, index, stop);
        synchronise(temporary);
        put_in_place(temporary, path, overwrite);
        synchronise(std::filesystem::absolute(path).parent_path().string());
        return sealed;
    } catch (const hdf5::Error& error) {
        ::unlink(temporary.c_str());
        throw FileProblem(path + ": cannot write: " + error.what(), false);
    } catch (const std::filesystem::filesystem_error& error) {
        ::unlink(temporary.c_str());
        throw FileProblem(path + ": cannot write: " + error.code().message(), false);
    } catch (...) {
        ::unlink(temporary.c_str());
        throw;
    }
}

} // namespace drumbeat
