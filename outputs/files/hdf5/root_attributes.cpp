// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/hdf5/root_attributes.hpp"

#include "outputs/files/coordinate_names.hpp"
#include "outputs/files/results_file.hpp"

#include <fmt/core.h>

#include <utility>
#include <vector>

namespace drumbeat {
namespace {

constexpr std::int64_t listed_failures = 100;

struct RootAttribute {
    const char* name;
    const char* meaning;
    void (*put)(hid_t root, const char* name, const Manifest&, const FileTotals&);
};

template <std::string Manifest::*text>
void put_text(hid_t root, const char* name, const Manifest& m, const FileTotals&) {
    hdf5::put_attribute(root, name, m.*text);
}

std::string hexadecimal(std::uint64_t number) { return fmt::format("{:016x}", number); }

constexpr RootAttribute attribute_table[] = {
    {"Conventions", "the conventions on units, coordinates, flags and missing values that the file follows",
     [](hid_t root, const char* name, const Manifest&, const FileTotals&) {
         hdf5::put_attribute(root, name, std::string("CF-1.8"));
     }},
    {"title", "the study's name", put_text<&Manifest::title>},
    {"question", "the study's question", put_text<&Manifest::question>},
    {"format_version", "the name and version of this format",
     [](hid_t root, const char* name, const Manifest&, const FileTotals&) {
         hdf5::put_attribute(root, name, std::string(results_format));
     }},
    {"model_signature", "a number that changes when the model's behaviour changes",
     put_text<&Manifest::model_signature>},
    {"seed", "the study's seed",
     [](hid_t root, const char* name, const Manifest& m, const FileTotals&) {
         hdf5::put_attribute(root, name, m.seed);
     }},
    {"planned_replications", "replications that the study asks for; an interrupted run has fewer in the file",
     [](hid_t root, const char* name, const Manifest& m, const FileTotals&) {
         hdf5::put_attribute(root, name, m.replications);
     }},
    {"missing_runs", "runs that the study asks for and that are not in the file; more than 0: a part of the study",
     [](hid_t root, const char* name, const Manifest& m, const FileTotals& t) {
         hdf5::put_attribute(root, name, missing_runs(t, m));
     }},
    {"failed_runs", "runs whose values are missing because they failed",
     [](hid_t root, const char* name, const Manifest&, const FileTotals& t) {
         hdf5::put_attribute(root, name, t.failed);
     }},
    {"failures", "what went wrong in the first of them, one a line, each with its case and replication",
     [](hid_t root, const char* name, const Manifest&, const FileTotals& t) {
         hdf5::put_attribute(root, name, t.failures);
     }},
    {"factors", "the study's factors, in order, separated by blanks",
     [](hid_t root, const char* name, const Manifest& m, const FileTotals&) {
         hdf5::put_attribute(root, name, joined(m.factors, " "));
     }},
    {"case_coordinates", "the coordinates that together tell cases apart, separated by blanks",
     [](hid_t root, const char* name, const Manifest& m, const FileTotals&) {
         hdf5::put_attribute(root, name, joined(case_coordinates(m.factors), " "));
     }},
    {"study", "the study as YAML, every value stated; running it again gives the same file",
     put_text<&Manifest::study_text>},
    {"scenario", "its base scenario as YAML, every value stated", put_text<&Manifest::scenario_text>},
    {"warnings", "warnings about the study, one a line, each as code, place and text",
     [](hid_t root, const char* name, const Manifest& m, const FileTotals&) {
         hdf5::put_attribute(root, name, joined(m.warnings, "\n").en);
     }},
    {"content_hash",
     "hash of format, study and all recorded values but the books' residual; the same wherever the study was run",
     [](hid_t root, const char* name, const Manifest&, const FileTotals& t) {
         hdf5::put_attribute(root, name, hexadecimal(t.hash.value()));
     }},
};

} // namespace

void count_failure(FileTotals& totals, const RunFault& fault, const Manifest& m) {
    ++totals.failed;
    if (totals.failed > listed_failures) return;
    if (!totals.failures.empty()) totals.failures += "\n";
    totals.failures += to_text(fault, m);
}

std::int64_t missing_runs(const FileTotals& totals, const Manifest& m) { return planned_runs(m) - totals.runs; }

void put_root_attributes(hid_t file, const Manifest& m, const FileTotals& totals) {
    for (const RootAttribute& attribute : attribute_table) attribute.put(file, attribute.name, m, totals);
}

const std::vector<std::pair<std::string, std::string>>& root_attributes() {
    static const std::vector<std::pair<std::string, std::string>> all = [] {
        std::vector<std::pair<std::string, std::string>> list;
        for (const RootAttribute& attribute : attribute_table) list.emplace_back(attribute.name, attribute.meaning);
        return list;
    }();
    return all;
}

} // namespace drumbeat
