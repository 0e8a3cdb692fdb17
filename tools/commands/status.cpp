// SPDX-License-Identifier: Apache-2.0
// How far a study is, from its journals or its results file.
#include "config/text.hpp"
#include "outputs/files/campaign.hpp"
#include "outputs/pages/inert_text.hpp"
#include "outputs/pages/json.hpp"
#include "outputs/pages/wording.hpp"
#include "outputs/verdict/interim.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/progress.hpp"
#include "tools/commands/stored_study.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <ctime>

namespace drumbeat::tools {
namespace {

constexpr std::size_t most_estimates = 12, most_missing = 20;
constexpr double most_values = 2e7; // of one outcome: 160 MB

std::string count(std::int64_t number) { return grouped(static_cast<double>(number)); }

// A study in rounds counts replications, of whatever it looks at.
const char* counted(const Campaign& c) { return c.has_runs() ? "runs" : "replications"; }

double seconds_since(double moment) { return std::max(0.0, std::difftime(std::time(nullptr), 0) - moment); }

struct Seen {
    std::unique_ptr<Campaign> campaign;
    Interim interim;
    std::string problem; // why it cannot be read
};

Seen seen(const CampaignFiles& files) {
    Seen s;
    try {
        s.campaign = std::make_unique<Campaign>(files.results, files.journals);
        const Study study = stored_study(s.campaign->study_text(), files.results);
        const double values = static_cast<double>(s.campaign->planned());
        if (s.campaign->has_runs() && values <= most_values)
            s.interim = interim_of(study, s.campaign->cases(), s.campaign->outcome(Outcome::capacity_growth));
    } catch (const FileProblem& problem) {
        s.problem = problem.what();
    }
    return s;
}

// Seconds that it will take; missing where nobody writes, or the rate is not known.
double time_left(const Campaign& c) {
    const double rate = c.rate();
    return rate > 0 ? static_cast<double>(c.planned() - c.runs()) / rate : missing;
}

std::string writer_text(const Writer& writer) {
    return fmt::format("process {} on {}", writer.pid, writer.host.empty() ? "this machine" : shown(writer.host, 60));
}

std::string missing_shards(const Campaign& c) {
    std::vector<std::string> names;
    std::size_t more = 0;
    for (const CampaignPart& part : c.parts()) {
        if (!part.path.empty()) continue;
        if (names.size() < most_missing)
            names.push_back(std::to_string(part.shard.number));
        else
            ++more;
    }
    if (more > 0) names.push_back(fmt::format("and {} more", more));
    return fmt::format("{}", fmt::join(names, ", "));
}

void print_parts(const Campaign& c) {
    const auto there = std::count_if(c.parts().begin(), c.parts().end(), [](const auto& p) { return !p.path.empty(); });
    const auto all = static_cast<std::int64_t>(c.parts().size());
    if (all > 1) {
        const std::string absent = missing_shards(c);
        fmt::print("  {} of {} shards are there{}\n", there, all, absent.empty() ? "" : "; missing: " + absent);
    }
    for (const CampaignPart& part : c.parts()) {
        if (part.path.empty()) continue;
        const std::string of_all = all > 1 ? fmt::format("shard {}: {} of {} {}, ", part.shard.number, count(part.runs),
                                                         count(part.planned), counted(c))
                                           : "";
        const std::string who = part.writer ? "written by " + writer_text(*part.writer) : "nobody is known to write it";
        fmt::print("  {}{}, last written {} ago\n", of_all, who, duration(seconds_since(part.written)));
    }
}

void print_rate(const Campaign& c) {
    if (c.rate() > 0)
        fmt::print("  {:.3g} {}/s since the journal{} begun; about {} left\n", c.rate(), counted(c),
                   c.parts().size() > 1 ? "s that are written were" : " was", duration(time_left(c)));
}

void print_interim(const Interim& interim) {
    if (interim.estimates.empty()) return;
    fmt::print("  so far, {} against {}, growth of domestic capacity, points (95 %, whenever one looks):\n",
               shown(interim.treatment, 40), shown(interim.control, 40));
    for (std::size_t i = 0; i < std::min(most_estimates, interim.estimates.size()); ++i) {
        const InterimEstimate& e = interim.estimates[i];
        std::string name = e.behaviour;
        for (const std::string& level : e.levels) name += "/" + level;
        const std::size_t pairs = e.points.mean.count;
        const std::string interval = pairs < values_for_a_sequence
                                         ? fmt::format("no interval below {} pairs", values_for_a_sequence)
                                         : fmt::format("({} to {})", with_sign(e.points.low), with_sign(e.points.high));
        fmt::print("    {:<36} {:>7} {} from {}\n", shortened(name, 36),
                   pairs > 0 ? with_sign(e.points.mean.value) : "-", interval,
                   plural(static_cast<std::int64_t>(pairs), "pair"));
    }
    if (interim.estimates.size() > most_estimates)
        fmt::print("    and {} more: --json\n", interim.estimates.size() - most_estimates);
}

void print_text(const CampaignFiles& files, const Seen& s) {
    if (!s.campaign) {
        fmt::print("{}\n", plain_text(s.problem));
        return;
    }
    const Campaign& c = *s.campaign;
    const std::string name = plain_text(files.results); // as somebody else may have named it
    const double share = 100 * static_cast<double>(c.runs()) / static_cast<double>(c.planned());
    fmt::print("{}: {} of {} {} ({:.0f} %){}{}\n", name, count(c.runs()), count(c.planned()), counted(c),
               c.runs() < c.planned() ? std::min(share, 99.0) : 100,
               c.failed() > 0 ? fmt::format(", {} failed", count(c.failed())) : "",
               !c.is_sealed()            ? ""
               : c.runs() == c.planned() ? "; complete"
                                         : "; a part of the study");
    if (files.has_results && !c.is_sealed()) fmt::print("  {} is there too, from before\n", name);
    if (!s.problem.empty()) fmt::print("  {}\n", plain_text(s.problem));
    print_parts(c);
    print_rate(c);
    print_interim(s.interim);
}

std::string part_json(const CampaignPart& part) {
    const std::string writer =
        part.writer ? fmt::format("{{\"host\": {}, \"process\": {}}}",
                                  part.writer->host.empty() ? "null" : json(part.writer->host), part.writer->pid)
                    : "null";
    return fmt::format("{{\"shard\": {}, \"of\": {}, \"file\": {}, \"runs\": {}, \"planned\": {}, \"writer\": {}, "
                       "\"begun\": {}, \"written\": {}}}",
                       part.shard.number, part.shard.of, part.path.empty() ? "null" : json(part.path), part.runs,
                       part.planned, writer, json(part.begun > 0 ? part.begun : missing),
                       json(part.path.empty() ? missing : part.written));
}

std::string estimate_json(const InterimEstimate& e) {
    return fmt::format("{{\"behaviour\": {}, \"levels\": {}, \"points\": {}, \"anytime_95\": [{}, {}]}}",
                       json(e.behaviour), json(e.levels), json(e.points.mean), json(e.points.low), json(e.points.high));
}

std::string study_json(const CampaignFiles& files, const Seen& s) {
    const std::string problem = s.problem.empty() ? "null" : json(s.problem);
    if (!s.campaign) return fmt::format("{{\"file\": {}, \"problem\": {}}}", json(files.results), problem);
    const Campaign& c = *s.campaign;
    std::vector<std::string> parts, estimates;
    for (const CampaignPart& part : c.parts()) parts.push_back(part_json(part));
    for (const InterimEstimate& e : s.interim.estimates) estimates.push_back(estimate_json(e));
    return fmt::format(
        "{{\"file\": {}, \"problem\": {}, \"sealed\": {}, \"complete\": {}, \"runs\": {}, \"planned\": {}, \"failed\": {}, "
        "\"runs_per_second\": {}, \"seconds_left\": {}, \"parts\": [{}], \"treatment\": {}, \"control\": {}, "
        "\"capacity_growth_points\": [{}]}}",
        json(files.results), problem, json(c.is_sealed()), json(c.runs() == c.planned()), c.runs(), c.planned(),
        c.failed(), json(c.rate() > 0 ? c.rate() : missing), json(time_left(c)), fmt::join(parts, ", "),
        json(s.interim.treatment), json(s.interim.control), fmt::join(estimates, ", "));
}

} // namespace

Exit perform(const Status& status) {
    const std::vector<CampaignFiles> all = campaigns_at(status.path);
    std::vector<std::string> texts;
    bool unread = false;
    for (const CampaignFiles& files : all) {
        const Seen s = seen(files);
        unread = unread || !s.campaign;
        if (status.json)
            texts.push_back(study_json(files, s));
        else
            print_text(files, s);
    }
    if (status.json)
        fmt::print("{{\"studies\": {}}}\n", json_list(texts, [](const std::string& text) { return text; }));
    return unread ? Exit::input : Exit::done;
}

} // namespace drumbeat::tools
