// SPDX-License-Identifier: Apache-2.0
#include "config/yaml.hpp"

#include "config/designs/reading.hpp"
#include "config/echo.hpp"
#include "config/yaml_bases.hpp"
#include "config/yaml_problems.hpp"
#include "config/yaml_reader.hpp"
#include "config/yaml_years.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/core.h>
#include <utility>
#include <variant>

namespace drumbeat {

namespace {

using Kind_ = YamlNode::Kind;

// ---- scenario files

ScenarioFile scenario_in(const YamlFile& file, Folders folders, std::vector<Problem>& problems,
                         std::span<const Setting> set) {
    ScenarioFile read;
    if (!file.root.is(Kind_::map)) return read;
    std::vector<Setting> settings;
    collect_scenario(file, folders, read.files, settings, problems);
    for (Setting& setting : with_tables(set, problems)) settings.push_back(std::move(setting));
    auto found = drumbeat::apply(read.scenario, settings);
    // What a missing base, or a file of another kind, leaves out is no mistake of its own.
    const bool is_unread = settings.empty() || file.root.find("base");
    if (has_errors(problems) && is_unread && read.scenario.segments.empty())
        std::erase_if(found, [](const Problem& p) { return p.path == "segments"; });
    for (Problem& p : found)
        if (p.where.source.empty()) p.where.source = file.source; // of a file that sets nothing
    add_new(problems, std::move(found));
    keep_first(problems);
    return read;
}

// ---- study files

void read_design_word(StudyReading& study) {
    const YamlNode* node = study.root().find("study");
    if (!node) return study.tell(0, "study", "missing_key", "is missing; expects 'study: comparison'");
    std::size_t index = 0;
    Fault fault = read_choice(node->text, design_words, index);
    if (fault) study.tell(*node, "study", std::move(fault));
    study.out.study.design = design_at(index);
    only_own_keys(study.out.study.design, study);
}

void read_words(StudyReading& study) {
    Study& out = study.out.study;
    if ((!study.reader.text(study.root(), "name", out.name, 200) || out.name.empty()) && !study.file.path.empty())
        out.name = std::filesystem::path(study.file.path).stem().string();
    study.reader.text(study.root(), "question", out.question, 2000);
    study.reader.text(study.root(), "question_nl", out.question_nl, 2000);
}

void read_money_and_time(std::vector<Setting>& settings, const StudyReading& study) {
    if (const YamlNode* neutral = study.part("neutral", Kind_::map))
        for (const YamlNode& child : neutral->children)
            settings.push_back({"neutral." + child.key, child.text, study.reader.where(child)});
    if (const YamlNode* from = study.part("policy_from", Kind_::scalar))
        settings.push_back({"time.policy_from", from->text, study.reader.where(*from)});
}

// The settings of the scenario that a study builds on; false where it has none.
bool read_base_settings(StudyReading& study, std::vector<Setting>& settings) {
    const YamlReader& reader = study.reader;
    const YamlNode* named = study.root().find("base");
    const YamlNode* inlined = study.root().find("base_inline");
    std::string name;
    if (!named && !inlined) study.tell(0, "base", "missing_key", "is missing; expects a packaged scenario or a file");
    if (named && inlined)
        study.tell(*inlined, "base_inline", "duplicate_key", "stands beside 'base'; a study has one base");
    if (named && reader.text(study.root(), "base", name, 4000))
        collect_base(name, study.file, reader.where(*named), study.folders, study.out.files, settings, study.problems);
    if (inlined && !named) reader.scenario(*inlined, true, settings);
    return !settings.empty() || (inlined && !named);
}

// The base scenario, the study's own changes to it, and what came with the command.
void read_base(StudyReading& study, std::span<const Setting> set) {
    std::vector<Setting> settings;
    StudyFile& out = study.out;
    const bool has_base = read_base_settings(study, settings);
    out.base.own = settings.size();
    if (const YamlNode* own = study.part("set", Kind_::map)) study.reader.scenario(*own, false, settings);
    read_money_and_time(settings, study);
    out.base.command = settings.size();
    for (Setting& setting : with_tables(set, study.problems)) settings.push_back(std::move(setting));
    if (has_base) add_new(study.problems, drumbeat::apply(out.study.base, settings));
    out.base.all = std::move(settings);
}

void read_numbers(StudyReading& study) {
    Study& out = study.out.study;
    constexpr allowed range{1, most_replications};
    auto replications = static_cast<double>(out.replications);
    if (study.reader.number(study.root(), "replications", range, replications)) {
        if (replications != static_cast<double>(static_cast<std::int64_t>(replications)))
            study.tell(*study.root().find("replications"), "replications", "wrong_type",
                       fmt::format("{} is not a whole number; {}", replications, range_text(range)));
        out.replications = static_cast<std::int64_t>(replications);
    }
    const YamlNode* seed = study.root().find("seed");
    if (!seed || !study.reader.expect(*seed, "seed", Kind_::scalar)) return;
    if (Fault fault = read_whole(seed->text, out.seed)) study.tell(*seed, "seed", std::move(fault));
}

std::vector<Problem> problems_of_cases(const Study& study) {
    std::vector<Problem> found;
    if (!study.base.segments.empty() && !check_case_count(study)) check_cases_of(study, found);
    return found;
}

StudyFile study_in(const YamlFile& file, Folders folders, std::vector<Problem>& problems,
                   std::span<const Setting> set) {
    StudyFile read;
    if (!file.root.is(Kind_::map)) return read;
    StudyReading study{file, folders, problems, read};
    read.files.push_back(file.source);
    if (study.reader.check_format(study.root(), study_format)) {
        study.reader.only_keys(study.root(), "", all_study_key_names());
        read_design_word(study);
        read_words(study);
        read_base(study, set);
        read_numbers(study);
        std::visit([&](auto& design) { drumbeat::read(design, study); }, read.study.design);
        if (has_errors(problems)) add_new(problems, problems_of_cases(read.study));
    }
    keep_first(problems);
    return read;
}

// As if the study said `over: {ensemble: NAME}`. A path is one from where the program runs, not from the study's file.
void put_over(YamlFile& file, const std::string& ensemble, std::vector<Problem>& problems) {
    if (!file.root.is(Kind_::map)) return;
    if (const YamlNode* own = file.root.find("over")) {
        const YamlReader reader{file.source, problems};
        return reader.tell(*own, "over", "inconsistent", "the study names an ensemble itself; leave out --over");
    }
    std::error_code error;
    const bool is_file = std::filesystem::is_regular_file(ensemble, error);
    const std::string name = is_file ? std::filesystem::absolute(ensemble, error).string() : ensemble;
    YamlNode named{Kind_::scalar, "ensemble", name, 0, {}};
    file.root.children.push_back({Kind_::map, "over", "", 0, {std::move(named)}});
}

} // namespace

ScenarioFile read_scenario(const std::string& name, Folders folders, std::vector<Problem>& problems,
                           std::span<const Setting> set) {
    return scenario_in(open_file(name, FileKind::scenario, nullptr, folders, problems, {}), folders, problems, set);
}

StudyFile read_study(const std::string& name, Folders folders, std::vector<Problem>& problems,
                     std::span<const Setting> set, const std::string& over) {
    YamlFile file = open_file(name, FileKind::study, nullptr, folders, problems, {});
    if (!over.empty()) put_over(file, over, problems);
    return study_in(file, folders, problems, set);
}

ScenarioFile read_scenario_text(std::string_view text, const std::string& source, Folders folders,
                                std::vector<Problem>& problems) {
    return scenario_in(open_text(text, source, problems), folders, problems, {});
}

StudyFile read_study_text(std::string_view text, const std::string& source, Folders folders,
                          std::vector<Problem>& problems) {
    return study_in(open_text(text, source, problems), folders, problems, {});
}

std::string format_of(const std::string& name, Folders folders) {
    for (const FileKind kind : {FileKind::study, FileKind::scenario}) {
        std::vector<Problem> ignored;
        const YamlFile file = open_file(name, kind, nullptr, folders, ignored, {});
        if (const YamlNode* format = file.root.find("format")) return format->text;
        if (!file.path.empty()) return std::string(likely_format(file.root));
    }
    return {};
}

} // namespace drumbeat
