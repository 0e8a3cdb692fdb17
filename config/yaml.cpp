// SPDX-License-Identifier: Apache-2.0
#include "config/yaml.hpp"

#include "config/echo.hpp"
#include "config/facts.hpp"
#include "config/panel.hpp"
#include "config/parameter.hpp"
#include "config/warnings.hpp"
#include "config/yaml_ensemble.hpp"
#include "config/yaml_reader.hpp"
#include "config/yaml_years.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fmt/core.h>
#include <map>
#include <set>

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

constexpr double most_replications = 1e7;

// More than any study needs, and few enough that arms like each other cannot exhaust memory.
constexpr std::size_t most_arms = 1000, most_levels = 1000, most_factors = 32, most_overrides = 2000;

// Words that name something else in a results file.
constexpr std::array<std::string_view, 9> taken{"arm",     "behaviour", "case",   "replication", "year",
                                                "segment", "firm",      "yearly", "firms"};

constexpr std::size_t most_outcomes = 40;

class StudyReader {
  public:
    StudyReader(const YamlFile& file, Folders folders, std::vector<Problem>& problems, std::span<const Setting> set)
        : file_(file), folders_(folders), problems_(problems), set_(set), reader_{file.source, problems} {}

    StudyFile read() {
        read_.files.push_back(file_.source);
        constexpr std::array<std::string_view, 23> known{
            "format",     "study",        "name",     "question",  "base",        "base_inline",
            "set",        "replications", "seed",     "neutral",   "policy_from", "arms",
            "behaviours", "factors",      "channels", "contrasts", "placebo",     "equivalence_points",
            "outcomes",   "record",       "fit",      "over",      "question_nl"};
        if (!reader_.check_format(root(), study_format)) return std::move(read_);
        reader_.only_keys(root(), "", known);
        type();
        words();
        base();
        numbers();
        arms();
        behaviours();
        if (study().type == StudyType::decomposition)
            channels();
        else
            factors();
        over();
        contrasts();
        one_contrast_of_two_arms();
        outcomes();
        recording();
        fit();
        count_cases();
        same_arms();
        if (has_errors(problems_)) add_new(problems_, of_the_cases());
        return std::move(read_);
    }

  private:
    Study& study() { return read_.study; }
    const YamlNode& root() const { return file_.root; }
    template <class Place>
    void tell(const Place& place, std::string path, std::string code, std::string message) const {
        reader_.tell(place, std::move(path), std::move(code), std::move(message));
    }

    // The node of a key when it is of the kind; null when absent, and told when it is something else.
    const YamlNode* part(std::string_view key, Kind_ kind) const {
        const YamlNode* node = root().find(key);
        if (!node || node->is(Kind_::nothing)) return nullptr;
        return reader_.expect(*node, std::string(key), kind) ? node : nullptr;
    }

    bool few_enough(const YamlNode& node, const std::string& path, std::size_t count, std::size_t most) const {
        if (count <= most) return true;
        tell(node, path, "out_of_range", fmt::format("{} are too many; allowed: at most {}", count, most));
        return false;
    }

    void type() {
        const YamlNode* node = root().find("study");
        if (!node) return tell(0, "study", "missing_key", "is missing; expects 'study: comparison'");
        Fault fault = read_value(node->text, allowed{}, study().type);
        if (fault) tell(*node, "study", std::move(fault.code), std::move(fault.message));
        switch (study().type) {
        case StudyType::balance:
            without({"arms", "behaviours", "factors", "channels", "over", "contrasts", "placebo", "outcomes", "record",
                     "policy_from", "fit"},
                    "a study of balance looks at its base alone; it has base, set, replications and seed");
            break;
        case StudyType::decomposition:
            without({"factors", "placebo"},
                    "a decomposition takes one contrast apart; what it varies are its channels");
            break;
        case StudyType::validation:
            without({"arms", "factors", "channels", "over", "contrasts", "placebo", "outcomes", "record"},
                    "a study of validation has base, set, behaviours, replications and seed");
            break;
        case StudyType::calibration:
            without({"arms", "behaviours", "factors", "channels", "over", "contrasts", "placebo", "outcomes", "record"},
                    "a study of calibration has base, set, fit, replications and seed");
            break;
        case StudyType::comparison: without({"channels"}, "only a study of decomposition has channels"); break;
        }
        if (study().type != StudyType::calibration && study().type != StudyType::balance)
            without({"fit"}, "only a study of calibration fits parameters");
    }

    void without(std::initializer_list<std::string_view> keys, const std::string& why) const {
        for (const std::string_view key : keys)
            if (const YamlNode* stray = root().find(key)) tell(*stray, std::string(key), "unknown_key", why);
    }

    void words() {
        if ((!reader_.text(root(), "name", study().name, 200) || study().name.empty()) && !file_.path.empty())
            study().name = std::filesystem::path(file_.path).stem().string();
        reader_.text(root(), "question", study().question, 2000);
        reader_.text(root(), "question_nl", study().question_nl, 2000);
    }

    // The base scenario, the study's own changes to it, and what came with the command.
    void base() {
        std::vector<Setting> settings;
        const YamlNode* named = root().find("base");
        const YamlNode* inlined = root().find("base_inline");
        std::string name;
        if (!named && !inlined) tell(0, "base", "missing_key", "is missing; expects a packaged scenario or a file");
        if (named && inlined)
            tell(*inlined, "base_inline", "duplicate_key", "stands beside 'base'; a study has one base");
        if (named && reader_.text(root(), "base", name, 4000))
            collect_base(name, file_, reader_.where(*named), folders_, read_.files, settings, problems_);
        if (inlined && !named) reader_.scenario(*inlined, true, settings);
        const bool has_base = !settings.empty() || (inlined && !named);
        read_.base.own = settings.size();
        if (const YamlNode* set = part("set", Kind_::map)) reader_.scenario(*set, false, settings);
        money_and_time(settings);
        read_.base.command = settings.size();
        for (Setting& setting : with_tables(set_, problems_)) settings.push_back(std::move(setting));
        if (has_base) add_new(problems_, drumbeat::apply(study().base, settings));
        read_.base.all = std::move(settings);
    }

    void money_and_time(std::vector<Setting>& settings) {
        if (const YamlNode* neutral = part("neutral", Kind_::map))
            for (const YamlNode& child : neutral->children)
                settings.push_back({"neutral." + child.key, child.text, reader_.where(child)});
        if (const YamlNode* from = part("policy_from", Kind_::scalar))
            settings.push_back({"time.policy_from", from->text, reader_.where(*from)});
    }

    void numbers() {
        double replications = static_cast<double>(study().replications);
        if (reader_.number(root(), "replications", allowed{1, most_replications}, replications)) {
            if (replications != static_cast<double>(static_cast<std::int64_t>(replications)))
                tell(*root().find("replications"), "replications", "wrong_type",
                     fmt::format("{} is not a whole number; {}", replications,
                                 range_text(allowed{1, most_replications})));
            study().replications = static_cast<std::int64_t>(replications);
        }
        reader_.number(root(), "equivalence_points", allowed{0, 100}, study().equivalence_points);
        const YamlNode* seed = root().find("seed");
        if (!seed || !reader_.expect(*seed, "seed", Kind_::scalar)) return;
        Fault fault = read_whole(seed->text, study().seed);
        if (fault) tell(*seed, "seed", std::move(fault.code), std::move(fault.message));
    }

    bool good_name(const YamlNode& node, const std::string& path, std::string_view what, std::string_view name) const {
        if (is_name(name)) return true;
        tell(node, path, "bad_name", fmt::format("{} cannot name {}; allowed: {}", in_quotes(name), what, name_rule));
        return false;
    }

    // Label and overrides; what the technology areas are, and what the scenario is called, is the base's affair.
    Variant variant(const YamlNode& node, const std::string& path) const {
        Variant v{node.key, "", {}};
        if (node.is(Kind_::nothing) || !reader_.expect(node, path, Kind_::map)) return v;
        YamlNode overrides = node;
        const auto is_word = [](const YamlNode& child) {
            return child.key == "label" || child.key == "label_nl" || child.key == "like";
        };
        overrides.children.erase(std::remove_if(overrides.children.begin(), overrides.children.end(), is_word),
                                 overrides.children.end());
        reader_.text(node, "label", v.label, 200);
        reader_.text(node, "label_nl", v.label_nl, 200);
        reader_.settings(overrides, path, v.settings);
        const auto is_of_the_base = [&](const Setting& setting) {
            constexpr std::array<std::string_view, 4> words{"new_segments", "remove_segments", "name", "description"};
            if (std::find(words.begin(), words.end(), setting.path) == words.end()) return false;
            tell(setting.where.line, path + "." + setting.path, "not_here",
                 "belongs to the base scenario: every case has the same technology areas and name");
            return true;
        };
        v.settings.erase(std::remove_if(v.settings.begin(), v.settings.end(), is_of_the_base), v.settings.end());
        if (!study().base.segments.empty()) keep_good(v.settings);
        if (!few_enough(node, path, v.settings.size(), most_overrides)) v.settings.clear();
        return v;
    }

    // Tells what is wrong with the overrides one by one, and drops those; what spans them depends on the case.
    void keep_good(std::vector<Setting>& settings) const {
        Scenario scratch = study().base;
        std::vector<Problem> found;
        const auto is_wrong = [&](const Setting& setting) {
            const std::size_t before = found.size();
            assign(scratch, std::span(&setting, 1), found);
            return found.size() > before;
        };
        settings.erase(std::remove_if(settings.begin(), settings.end(), is_wrong), settings.end());
        add_new(problems_, std::move(found));
    }
    const Study& study() const { return read_.study; }

    static std::vector<std::string_view> names_of_arms(const Study& study) {
        std::vector<std::string_view> names;
        for (const Variant& arm : study.arms) names.push_back(arm.name);
        return names;
    }

    // Settings of an earlier arm under one's own; an own setting replaces the earlier one of the same path.
    void start_like(Variant& arm, const Variant& earlier) const {
        std::vector<Setting> all;
        for (const Setting& setting : earlier.settings) {
            const auto again = [&](const Setting& own) { return own.path == setting.path; };
            if (std::none_of(arm.settings.begin(), arm.settings.end(), again)) all.push_back(setting);
        }
        all.insert(all.end(), arm.settings.begin(), arm.settings.end());
        arm.settings = std::move(all);
    }

    void arms() {
        const YamlNode* node = part("arms", Kind_::map);
        if (!node || !few_enough(*node, "arms", node->children.size(), most_arms)) return;
        for (const YamlNode& child : node->children) {
            const std::string path = "arms." + child.key;
            if (!good_name(child, path, "an arm", child.key)) continue;
            Variant arm = variant(child, path);
            if (const YamlNode* like = child.find("like")) {
                const auto same = [&](const Variant& earlier) { return earlier.name == like->text; };
                const auto found = std::find_if(study().arms.begin(), study().arms.end(), same);
                if (found != study().arms.end()) {
                    if (arm.settings.empty()) alike_by_design_.insert(arm.name);
                    arm.like = found->name;
                    start_like(arm, *found);
                    if (!few_enough(child, path, arm.settings.size(), most_overrides)) arm.settings.clear();
                } else
                    tell(*like, path + ".like", "unknown_name",
                         fmt::format("no arm above is called {}{}", in_quotes(like->text),
                                     suggestion(like->text, names_of_arms(study()))));
            }
            study().arms.push_back(std::move(arm));
        }
    }

    void factors() {
        const YamlNode* node = part("factors", Kind_::map);
        if (!node || !few_enough(*node, "factors", node->children.size(), most_factors)) return;
        for (const YamlNode& child : node->children) {
            const std::string path = "factors." + child.key;
            if (std::find(taken.begin(), taken.end(), child.key) != taken.end())
                tell(child, path, "bad_name",
                     fmt::format("{} names something else in a results file; choose another word",
                                 in_quotes(child.key)));
            if (!good_name(child, path, "a factor", child.key) || !reader_.expect(child, path, Kind_::map)) continue;
            if (!few_enough(child, path, child.children.size(), most_levels)) continue;
            Factor factor{child.key, {}};
            for (const YamlNode& level : child.children) {
                const std::string level_path = path + "." + level.key;
                if (const YamlNode* like = level.find("like"))
                    tell(*like, level_path + ".like", "unknown_key", "only arms start like another one");
                if (good_name(level, level_path, "a level", level.key))
                    factor.levels.push_back(variant(level, level_path));
            }
            if (factor.levels.empty()) tell(child, path, "missing_key", "a factor needs a level");
            study().factors.push_back(std::move(factor));
        }
    }

    bool is_on(std::string_view channel) const {
        return parameter_named(fmt::format("channels.{}", channel))->get(read_.study.base, 0) == "true";
    }

    void one_channel(const YamlNode& node) {
        const auto known = words_after("channels");
        auto& channels = study().channels;
        if (std::find(known.begin(), known.end(), node.text) == known.end())
            tell(node, "channels", "unknown_name",
                 fmt::format("there is no channel {}{}; allowed: {}", in_quotes(node.text),
                             suggestion(node.text, known), joined(known, ", ")));
        else if (std::find(channels.begin(), channels.end(), node.text) != channels.end())
            tell(node, "channels", "duplicate_key", fmt::format("{} is listed twice", node.text));
        else if (!is_on(node.text))
            tell(node, "channels", "inconsistent",
                 fmt::format("{} is off in the base, and so has no part in the effect", node.text));
        else
            channels.push_back(node.text);
    }

    // The listed channels, or those that the base has on.
    void channels() {
        if (const YamlNode* listed = part("channels", Kind_::list))
            for (const YamlNode& node : listed->children) one_channel(node);
        else if (!root().find("channels"))
            for (const std::string_view channel : words_after("channels"))
                if (is_on(channel)) study().channels.emplace_back(channel);
        const YamlNode* node = root().find("channels");
        if (study().channels.empty() && !has_errors(problems_))
            tell(node ? node->line : 0, "channels", "missing_key", "a decomposition needs a channel that is on");
        study().factors = channel_factors(study().channels);
    }

    // Accepted parameter sets: a factor of their own, the last.
    void over() {
        constexpr std::array<std::string_view, 3> known{"ensemble", "members", "inline"};
        const YamlNode* node = part("over", Kind_::map);
        if (!node) return;
        reader_.only_keys(*node, "over", known);
        const YamlNode* named = node->find("ensemble");
        if (!named || (named->is(Kind_::scalar) && named->text.empty()))
            return tell(*node, "over", "missing_key", "ensemble is missing; expects a packaged name or a file");
        if (!reader_.text(*node, "ensemble", study().ensemble, 4000)) return;
        const YamlNode* inlined = node->find("inline");
        Factor members{std::string(member_factor), {}};
        members.levels = inlined ? read_members(*inlined, reader_, study().base) : members_of_file(*named);
        first_members(*node, members.levels);
        for (const Factor& other : study().factors)
            if (other.name == member_factor)
                tell(*root().find("factors")->find(other.name), "factors." + other.name, "bad_name",
                     "is the name of the factor that `over` makes; choose another word");
        if (members.levels.empty())
            study().ensemble.clear(); // why has been told
        else
            study().factors.push_back(std::move(members));
    }

    std::vector<Variant> members_of_file(const YamlNode& named) {
        Ensemble read =
            read_ensemble(named.text, file_, reader_.where(named), folders_, study().base, read_.files, problems_);
        const auto stem = [](const std::string& path) { return std::filesystem::path(path).stem().string(); };
        const YamlNode* base = root().find("base");
        const bool is_ours = stem(read.base) == study().base.name || (base && stem(read.base) == stem(base->text));
        if (!read.base.empty() && !is_ours)
            problems_.push_back(
                warning("other_base", reader_.where(named), "over.ensemble",
                        say(Warning::other_base, {in_quotes(read.base), in_quotes(study().base.name)})));
        return std::move(read.members);
    }

    // `members: N` takes the first N.
    void first_members(const YamlNode& over, std::vector<Variant>& members) const {
        const YamlNode* node = over.find("members");
        if (!node || members.empty()) return;
        int wanted = 0;
        Fault fault = read_value(node->text, allowed{1, static_cast<double>(members.size())}, wanted);
        if (fault) return tell(*node, "over.members", std::move(fault.code), std::move(fault.message));
        members.resize(static_cast<std::size_t>(wanted));
    }

    void one_contrast_of_two_arms() {
        if (study().type != StudyType::decomposition) return;
        const auto expect_count = [&](const char* key, std::size_t count, std::size_t wanted) {
            const YamlNode* node = root().find(key);
            if (count != wanted && !has_errors(problems_))
                tell(node ? node->line : 0, key, "out_of_range",
                     fmt::format("a decomposition takes one contrast of two arms apart; {} here: {}", key, count));
        };
        expect_count("arms", study().arms.size(), 2);
        expect_count("contrasts", study().contrasts.size(), 1);
    }

    void count_cases() {
        Fault fault = check_case_count(study());
        if (!fault) return;
        const std::string key = root().find("factors") ? "factors" : "arms";
        const YamlNode* node = root().find(key);
        tell(node ? node->line : 0, key, std::move(fault.code), std::move(fault.message));
    }

    // Arms that a comparison without effect needs: the placebo, and `like` without anything of its own.
    bool is_alike_by_design(const std::string& arm) const {
        const auto is_placebo = [&](const Contrast& c) { return c.treatment == arm && c.name.starts_with("placebo"); };
        return arm == study().placebo || alike_by_design_.contains(arm) ||
               std::any_of(study().contrasts.begin(), study().contrasts.end(), is_placebo);
    }

    // What an arm states, wherever `*` reaches.
    std::map<std::string, std::string> stated(const Variant& arm) const {
        Scenario scenario = study().base;
        std::vector<Problem> ignored;
        assign(scenario, arm.settings, ignored);
        std::map<std::string, std::string> values;
        Fault fault;
        for (const Setting& setting : arm.settings)
            for (const Place& place : find_places(scenario, setting.path, fault))
                values.emplace(path_of(place, scenario), text_of(place, scenario));
        return values;
    }

    void same_arms() {
        if (has_errors(problems_)) return;
        std::map<std::map<std::string, std::string>, std::string> earlier;
        for (const Variant& arm : study().arms) {
            if (is_alike_by_design(arm.name)) continue;
            const auto [first, fresh] = earlier.emplace(stated(arm), arm.name);
            if (!fresh)
                problems_.push_back(warning("same_arms", reader_.where(*root().find("arms")->find(arm.name)),
                                            "arms." + arm.name, say(Warning::same_arms, {first->second})));
        }
    }

    // ---- behaviours

    template <class Choice>
    bool choice(const YamlNode& group, std::string_view key, const std::string& path, Choice& out) const {
        const YamlNode* node = group.find(key);
        if (!node) {
            tell(group, path, "missing_key",
                 fmt::format("{} is missing; expects one of {}", key, joined(names_of<Choice>, ", ")));
            return false;
        }
        Fault fault = read_value(node->text, allowed{}, out);
        if (fault) tell(*node, path, std::move(fault.code), fmt::format("{}: {}", key, fault.message));
        return !fault;
    }

    bool behaviour_part(const YamlNode& node, const std::string& path, BehaviourShare& out) const {
        if (!reader_.expect(node, path, Kind_::map)) return false;
        if (const YamlNode* share = node.find("share"))
            if (Fault fault = read_value(share->text, allowed{1e-6, 1e6}, out.share)) {
                tell(*share, path, std::move(fault.code), "share: " + fault.message);
                return false;
            }
        const bool expectation = choice(node, "expectation", path, out.expectation);
        return choice(node, "investment", path, out.investment) && expectation;
    }

    void mixture(const YamlNode& list, const std::string& path, Behaviour& out) const {
        if (!reader_.expect(list, path, Kind_::list)) return;
        Behaviour read;
        read.parts.clear();
        for (const YamlNode& node : list.children) {
            constexpr std::array<std::string_view, 3> known{"share", "expectation", "investment"};
            BehaviourShare part;
            reader_.only_keys(node, path, known);
            if (behaviour_part(node, path, part)) read.parts.push_back(part);
        }
        if (read.parts.size() != list.children.size()) return;
        // The text form knows the rules of a mixture.
        if (std::string message = parse_behaviour(to_text(read), out); !message.empty())
            tell(list, path, "wrong_type", std::move(message));
    }

    void one_behaviour(const YamlNode& node, const std::string& path) {
        constexpr std::array<std::string_view, 4> known{"name", "expectation", "investment", "mixture"};
        if (!reader_.expect(node, path, Kind_::map)) return;
        reader_.only_keys(node, path, known);
        NamedBehaviour b;
        const YamlNode* name = node.find("name");
        if (!name) return tell(node, path, "missing_key", "name is missing");
        if (!good_name(*name, path, "a behaviour", name->text)) return;
        b.name = name->text;
        const auto same = [&](const NamedBehaviour& other) { return other.name == b.name; };
        if (std::any_of(study().behaviours.begin(), study().behaviours.end(), same))
            tell(*name, path, "duplicate_key", fmt::format("{} is the name of two behaviours", in_quotes(b.name)));
        if (const YamlNode* parts = node.find("mixture"))
            mixture(*parts, path, b.behaviour);
        else
            behaviour_part(node, path, b.behaviour.parts[0]);
        study().behaviours.push_back(std::move(b));
    }

    void behaviours() {
        const YamlNode* node = root().find("behaviours");
        if (!node || node->is(Kind_::nothing)) return;
        if (node->is(Kind_::scalar) && node->text == "panel") {
            study().behaviours = behaviour_panel();
            return;
        }
        if (!node->is(Kind_::list))
            return tell(*node, "behaviours", "wrong_type", "expects a list of behaviours, or the word panel");
        std::size_t nth = 0;
        for (const YamlNode& child : node->children) {
            one_behaviour(child, fmt::format("behaviours[{}]", ++nth));
            if (!has_errors(problems_)) same_behaviour(child, fmt::format("behaviours[{}]", nth));
        }
    }

    // The weights of a mixture are normalised: an equal one under another name decides the same.
    static std::map<std::string, double> weights_of(const Behaviour& behaviour) {
        std::map<std::string, double> weights;
        double sum = 0;
        for (const BehaviourShare& part : behaviour.parts) sum += part.share;
        for (const BehaviourShare& part : behaviour.parts)
            weights[fmt::format("{}+{}", name_of(part.expectation), name_of(part.investment))] += part.share / sum;
        return weights;
    }

    void same_behaviour(const YamlNode& node, const std::string& path) {
        const auto& all = study().behaviours;
        for (std::size_t earlier = 0; earlier + 1 < all.size(); ++earlier)
            if (weights_of(all[earlier].behaviour) == weights_of(all.back().behaviour))
                return problems_.push_back(
                    warning("same_behaviours", reader_.where(node), path,
                            say(Warning::same_behaviours, {all.back().name, all[earlier].name})));
    }

    // ---- contrasts, placebo, recording

    bool arm_exists(const YamlNode& node, const std::string& path) const {
        const auto known = names_of_arms(study());
        if (std::find(known.begin(), known.end(), node.text) != known.end()) return true;
        tell(node, path, "unknown_name",
             fmt::format("there is no arm {}{}", in_quotes(node.text), suggestion(node.text, known)));
        return false;
    }

    void one_contrast(const YamlNode& node, const std::string& path) {
        constexpr std::array<std::string_view, 3> known{"name", "treatment", "control"};
        if (!reader_.expect(node, path, Kind_::map)) return;
        reader_.only_keys(node, path, known);
        bool well = true;
        for (const std::string_view key : known)
            if (!node.find(key)) tell(node, path, "missing_key", fmt::format("{} is missing", key)), well = false;
        if (!well) return;
        const YamlNode &name = *node.find("name"), &treatment = *node.find("treatment"),
                       &control = *node.find("control");
        well = good_name(name, path, "a contrast", name.text);
        well = arm_exists(treatment, path + ".treatment") && well;
        well = arm_exists(control, path + ".control") && well;
        if (well && treatment.text == control.text)
            tell(treatment, path, "inconsistent", fmt::format("compares arm {} with itself", treatment.text));
        const auto same = [&](const Contrast& other) { return other.name == name.text; };
        if (std::any_of(study().contrasts.begin(), study().contrasts.end(), same))
            tell(name, path, "duplicate_key", fmt::format("{} is the name of two contrasts", in_quotes(name.text)));
        if (well) study().contrasts.push_back({name.text, treatment.text, control.text});
    }

    // Without a list, every later arm is compared with the first.
    void contrasts() {
        if (const YamlNode* node = part("placebo", Kind_::scalar))
            if (arm_exists(*node, "placebo")) study().placebo = node->text;
        if (const YamlNode* node = part("contrasts", Kind_::list)) {
            std::size_t nth = 0;
            for (const YamlNode& child : node->children) one_contrast(child, fmt::format("contrasts[{}]", ++nth));
        } else if (!root().find("contrasts")) {
            const auto& arms = study().arms;
            for (std::size_t i = 1; i < arms.size(); ++i)
                if (arms[i].name != study().placebo)
                    study().contrasts.push_back({arms[i].name, arms[i].name, arms[0].name});
        }
    }

    void outcomes() {
        const YamlNode* node = part("outcomes", Kind_::list);
        if (!node || !few_enough(*node, "outcomes", node->children.size(), most_outcomes)) return;
        for (const YamlNode& child : node->children) {
            if (!reader_.expect(child, "outcomes", Kind_::scalar)) continue;
            if (!good_name(child, "outcomes", "an outcome", child.text)) continue;
            auto& listed = study().outcomes;
            if (std::find(listed.begin(), listed.end(), child.text) != listed.end()) {
                tell(child, "outcomes", "duplicate_key", fmt::format("{} is listed twice", child.text));
                continue;
            }
            listed.push_back(child.text);
            read_.outcome_lines.push_back(child.line);
        }
    }

    void kept(const YamlNode& group, std::string_view key, int& out) const {
        const YamlNode* node = group.find(key);
        if (!node) return;
        if (node->text == "all")
            out = static_cast<int>(most_replications);
        else if (node->text == "none")
            out = 0;
        else if (Fault fault = read_value(node->text, allowed{0, most_replications}, out))
            tell(*node, fmt::format("record.{}", key), std::move(fault.code), fault.message + ", all or none");
    }

    void recording() {
        constexpr std::array<std::string_view, 2> known{"yearly", "firms"};
        const YamlNode* node = part("record", Kind_::map);
        if (!node) return;
        reader_.only_keys(*node, "record", known);
        kept(*node, "yearly", study().record.yearly_replications);
        kept(*node, "firms", study().record.firm_replications);
    }

    // ---- what a calibration fits

    void fit() {
        if (study().type != StudyType::calibration) return;
        const YamlNode* node = part("fit", Kind_::map);
        if (!node) return tell(0, "fit", "missing_key", "is missing; expects parameters and facts");
        constexpr std::array<std::string_view, 6> known{"parameters", "facts",   "candidates",
                                                        "rounds",     "members", "balance"};
        reader_.only_keys(*node, "fit", known);
        fitted_parameters(*node);
        fitted_facts(*node);
        whole(*node, "candidates", {16, 1e6}, study().fit.candidates);
        whole(*node, "rounds", {1, 100}, study().fit.rounds);
        whole(*node, "members", {2, 10000}, study().fit.members);
        if (const YamlNode* balance = node->find("balance"))
            if (Fault fault = read_value(balance->text, allowed{}, study().fit.balance))
                tell(*balance, "fit.balance", std::move(fault.code), std::move(fault.message));
        if (study().fit.members > study().fit.candidates)
            tell(*node, "fit.members", "inconsistent", "are more than the candidates that they are chosen from");
    }

    void whole(const YamlNode& group, std::string_view key, allowed range, int& out) const {
        const YamlNode* node = group.find(key);
        if (!node) return;
        if (Fault fault = read_value(node->text, range, out))
            tell(*node, fmt::format("fit.{}", key), std::move(fault.code), std::move(fault.message));
    }

    void fitted_parameters(const YamlNode& group) {
        const YamlNode* list = group.find("parameters");
        if (!list) return tell(group, "fit.parameters", "missing_key", "is missing; expects a list of {path: ...}");
        if (!reader_.expect(*list, "fit.parameters", Kind_::list)) return;
        if (!few_enough(*list, "fit.parameters", list->children.size(), 40)) return;
        if (list->children.empty())
            tell(*list, "fit.parameters", "missing_key", "is empty: a calibration fits one at least");
        for (const YamlNode& node : list->children) one_fitted(node);
    }

    void one_fitted(const YamlNode& node) {
        constexpr std::array<std::string_view, 3> known{"path", "low", "high"};
        FittedParameter p;
        if (!reader_.expect(node, "fit.parameters", Kind_::map)) return;
        reader_.only_keys(node, "fit.parameters", known);
        if (!reader_.text(node, "path", p.path, 200))
            return tell(node, "fit.parameters", "missing_key", "path is missing");
        const Parameter* parameter = parameter_named(p.path);
        if (!parameter) {
            Fault fault;
            find_places(study().base, p.path, fault);
            return tell(node, p.path, "unknown_key", fault ? fault.message : "is no parameter");
        }
        if (parameter->type != "number")
            return tell(node, p.path, "wrong_type", "is no number: a calibration cannot fit it");
        if (parameter->kind != Kind::uncertainty)
            return tell(node, p.path, "wrong_type",
                        fmt::format("is a {}: a calibration fits uncertainties alone", word_for(parameter->kind)));
        p.low = parameter->likely.low, p.high = parameter->likely.high;
        reader_.number(node, "low", parameter->range, p.low);
        reader_.number(node, "high", parameter->range, p.high);
        if (!(p.low < p.high))
            return tell(node, p.path, "out_of_range",
                        parameter->likely.law == Law::none
                            ? "has no plausible range in the codebook; needs low and high"
                            : "low has to be below high");
        const auto same = [&](const FittedParameter& other) { return other.path == p.path; };
        auto& all = study().fit.parameters;
        if (std::any_of(all.begin(), all.end(), same)) tell(node, p.path, "duplicate_key", "is fitted twice");
        all.push_back(std::move(p));
    }

    void fitted_facts(const YamlNode& group) {
        const YamlNode* list = group.find("facts");
        if (!list) return tell(group, "fit.facts", "missing_key", "is missing; expects a list such as [F1, F2]");
        if (!reader_.expect(*list, "fit.facts", Kind_::list)) return;
        if (list->children.empty())
            tell(*list, "fit.facts", "missing_key", "is empty: a calibration fits to one at least");
        for (const YamlNode& node : list->children) {
            const auto measures = measures_of(node.text);
            const auto fits = [](Measure m) { return line_of(m).role == FactRole::fittable; };
            if (std::any_of(measures.begin(), measures.end(), fits))
                study().fit.facts.push_back(node.text);
            else
                tell(node, "fit.facts", "unknown_name",
                     fmt::format("{} is no fact that can be fitted; known: {}", in_quotes(node.text),
                                 joined(fittable_facts(), ", ")));
        }
    }

    static std::vector<std::string_view> fittable_facts() {
        std::vector<std::string_view> names;
        for (const FactLine& line : fact_lines())
            if (line.role == FactRole::fittable && (names.empty() || names.back() != line.fact))
                names.push_back(line.fact);
        return names;
    }

    std::vector<Problem> of_the_cases() {
        std::vector<Problem> found;
        if (!study().base.segments.empty() && !check_case_count(study())) cases_of(study(), found);
        return found;
    }

    const YamlFile& file_;
    Folders folders_;
    std::vector<Problem>& problems_;
    std::span<const Setting> set_;
    YamlReader reader_;
    StudyFile read_;
    std::set<std::string> alike_by_design_;
};

StudyFile study_in(const YamlFile& file, Folders folders, std::vector<Problem>& problems,
                   std::span<const Setting> set) {
    if (!file.root.is(Kind_::map)) return {};
    StudyFile read = StudyReader(file, folders, problems, set).read();
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
