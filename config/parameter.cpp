// SPDX-License-Identifier: Apache-2.0
#include "config/parameter.hpp"

#include "config/likely_path.hpp"
#include "config/scenario_codebook.hpp"

#include <algorithm>
#include <array>
#include <fmt/core.h>
#include <map>
#include <set>

namespace drumbeat {

namespace {

template <class Value> constexpr std::string_view type_name() {
    if constexpr (std::is_same_v<Value, double>)
        return "number";
    else if constexpr (std::is_same_v<Value, int>)
        return "integer";
    else if constexpr (std::is_same_v<Value, bool>)
        return "boolean";
    else if constexpr (std::is_same_v<Value, Behaviour>)
        return "behaviour";
    else if constexpr (std::is_same_v<Value, std::vector<double>>)
        return "numbers";
    else if constexpr (std::is_same_v<Value, YearTable>)
        return years_type;
    else
        return "choice";
}

template <class Value> std::vector<std::string_view> choices_of() {
    if constexpr (std::is_enum_v<Value>)
        return {names_of<Value>.begin(), names_of<Value>.end()};
    else
        return {};
}

// Where in a scenario a structure stands. Reading goes through the same function, on a scenario it leaves alone.
template <class Owner> using Locate = std::function<Owner&(Scenario&, std::size_t segment)>;

struct Listing {
    std::vector<Parameter> parameters;
    std::vector<Group> groups;
};

// What an entry says in words: the same for every type of owner and value, so compiled once.
Parameter described(std::string_view name, std::string_view unit, allowed range, plausible likely, Kind kind,
                    Confidence confidence, std::string_view meaning, std::string_view source,
                    const std::string& prefix) {
    Parameter p;
    p.path = prefix + std::string(name);
    p.name = name;
    p.unit = unit;
    p.range = range;
    p.likely = likely;
    p.kind = kind;
    p.confidence = confidence;
    p.meaning = meaning;
    p.source = source;
    p.per_segment = prefix.starts_with("segments.");
    return p;
}

// What depends on the type of the value.
template <class Value> void add_value(Parameter& p, const Value& initial, const Locate<Value>& locate) {
    p.type = type_name<Value>();
    p.default_text = value_text(initial);
    p.choices = choices_of<Value>();
    p.get = [locate](const Scenario& s, std::size_t segment) -> std::string {
        return value_text(locate(const_cast<Scenario&>(s), segment));
    };
    p.set = [locate, range = p.range](Scenario& s, std::size_t segment, std::string_view text) -> Fault {
        return read_value(text, range, locate(s, segment));
    };
}

template <class Owner> void list_all(const std::string& prefix, const Locate<Owner>&, Listing&);

template <class Owner, class Value>
void list_one(const Entry<Owner, Value>& e, const std::string& prefix, const Locate<Owner>& locate, Listing& out) {
    out.parameters.push_back(
        described(e.name, e.unit, e.range, e.likely, e.kind, e.confidence, e.meaning, e.source, prefix));
    const auto member = e.member;
    add_value<Value>(out.parameters.back(), Owner{}.*member,
                     [locate, member](Scenario& s, std::size_t i) -> Value& { return locate(s, i).*member; });
}

template <class Owner, class Value>
void list_one(const Block<Owner, Value>& block, const std::string& prefix, const Locate<Owner>& locate, Listing& out) {
    const std::string path = prefix + std::string(block.name);
    const auto member = block.member;
    out.groups.push_back({path, block.meaning});
    list_all<Value>(
        path + ".", [locate, member](Scenario& s, std::size_t i) -> Value& { return locate(s, i).*member; }, out);
}

void list_one(const Block<Scenario, std::vector<Segment>>& block, const std::string& prefix, const Locate<Scenario>&,
              Listing& out) {
    const std::string path = prefix + std::string(block.name) + ".*";
    out.groups.push_back({path, block.meaning});
    list_all<Segment>(
        path + ".", [](Scenario& s, std::size_t i) -> Segment& { return s.segments.at(i); }, out);
}

template <class Owner> void list_all(const std::string& prefix, const Locate<Owner>& locate, Listing& out) {
    std::apply([&](const auto&... items) { (list_one(items, prefix, locate, out), ...); }, codebook_of<Owner>);
}

const Listing& listing() {
    static const Listing all = [] {
        Listing out;
        list_all<Scenario>(
            "", [](Scenario& s, std::size_t) -> Scenario& { return s; }, out);
        return out;
    }();
    return all;
}

using Index = std::map<std::string_view, const Parameter*>;
const Index& by_path() {
    static const Index index = [] {
        Index all;
        for (const Parameter& p : parameters()) all.emplace(p.path, &p);
        return all;
    }();
    return index;
}

constexpr std::array<std::string_view, 3> classes{"sme", "midcap", "prime"};

// "segments.sensors.orders" as the codebook has it: "segments.*.orders".
std::string pattern_of(const std::vector<std::string_view>& words) {
    std::vector<std::string_view> pattern = words;
    if (pattern.size() > 1 && pattern[0] == "segments") pattern[1] = "*";
    if (pattern.size() > 1 && pattern[0] == "firms" && pattern[1] == "*") pattern[1] = classes[0];
    return joined(pattern, ".");
}

std::vector<std::string_view> segment_names(const Scenario& s) {
    std::vector<std::string_view> names;
    for (const Segment& segment : s.segments) names.push_back(segment.name);
    return names;
}

// "; did you mean ...?" for the word of a path that is not known, or where the known ones are listed.
std::string hint_for(const Scenario& s, const std::vector<std::string_view>& words, std::string_view word,
                     std::span<const std::string_view> known) {
    const auto areas = segment_names(s);
    std::string whole = likely_path(words, areas, Slips::none);
    if (whole.empty()) whole = nearest(word, known);
    if (whole.empty()) whole = likely_path(words, areas, Slips::some);
    if (!whole.empty()) return fmt::format("; did you mean {}?", whole);
    constexpr std::size_t few = 12;
    if (known.size() <= few) return fmt::format("; known: {}", joined(known, ", "));
    return "; `drumbeat codebook` lists all parameters";
}

// Why a path names no parameter: goes down it word by word to the first that is not known.
Fault unknown_path(const Scenario& s, const std::vector<std::string_view>& words) {
    std::vector<std::string_view> done;
    for (const std::string_view word : words) {
        const bool of_segments = done.size() == 1 && done[0] == "segments";
        auto known = of_segments ? segment_names(s) : words_after(pattern_of(done));
        if (known.empty() && of_segments)
            return {"unknown_key", "there are no technology areas; name them in new_segments"};
        if (known.empty())
            return {"unknown_key", fmt::format("{} is a value and holds no {}", joined(done, "."), in_quotes(word))};
        const bool wild = word == "*" && done.size() == 1 && (of_segments || done[0] == "firms");
        if (!wild && std::find(known.begin(), known.end(), word) == known.end()) {
            if (done.empty())
                for (const std::string_view extra : {"name", "description", "new_segments", "remove_segments"})
                    known.push_back(extra);
            return {"unknown_key", fmt::format("unknown {} {}{}", of_segments ? "technology area" : "key",
                                               in_quotes(word), hint_for(s, words, word, known))};
        }
        done.push_back(word);
    }
    return {"wrong_type",
            fmt::format("is a group, not a value; it holds: {}", joined(words_after(pattern_of(words)), ", "))};
}

// The technology areas that a word names: one, all, or none.
std::vector<std::size_t> segments_named(const Scenario& s, std::string_view word) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < s.segments.size(); ++i)
        if (word == "*" || s.segments[i].name == word) found.push_back(i);
    return found;
}

// Whether a structure says where its money comes from.
template <class T> constexpr bool is_paid_from_somewhere = requires(const T& t) { t.paid_from; };

template <class Owner, class Value>
void add_on_top(const Entry<Owner, Value>&, const Scenario&, std::vector<double>&) {}
template <class Value>
void add_on_top(const Block<Scenario, Value>& block, const Scenario& s, std::vector<double>& money) {
    if constexpr (is_paid_from_somewhere<Value>) money.push_back((s.*block.member).on_top());
}

} // namespace

std::vector<double> money_on_top(const Scenario& s) {
    std::vector<double> money;
    std::apply([&](const auto&... items) { (add_on_top(items, s, money), ...); }, codebook_of<Scenario>);
    return money;
}

const std::vector<Parameter>& parameters() { return listing().parameters; }
const std::vector<Group>& groups() { return listing().groups; }

std::vector<std::string_view> words_after(std::string_view pattern) {
    std::vector<std::string_view> words;
    for (const Parameter& p : parameters()) {
        std::string_view rest = p.path;
        if (!pattern.empty()) {
            if (!rest.starts_with(pattern) || rest.size() <= pattern.size() || rest[pattern.size()] != '.') continue;
            rest.remove_prefix(pattern.size() + 1);
        }
        const std::string_view word = rest.substr(0, rest.find('.'));
        if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
    }
    return words;
}

const Parameter* parameter_at(std::string_view pattern) {
    const auto found = by_path().find(pattern);
    return found == by_path().end() ? nullptr : found->second;
}

const Parameter* parameter_named(std::string_view path) { return parameter_at(pattern_of(split(path, '.'))); }

std::string_view group_of(const Parameter& p) {
    const std::string_view path = p.path;
    const auto dot = path.rfind('.');
    return dot == std::string_view::npos ? std::string_view{} : path.substr(0, dot);
}

std::string allowed_text(const Parameter& p) {
    if (p.type == "boolean") return "true or false";
    if (p.type == "choice") return joined(p.choices, ", ");
    if (p.type == "behaviour") return "expectation+investment, or a mixture";
    if (p.type == years_type) return fmt::format("each year {} to {}", p.range.low, p.range.high);
    return fmt::format("{} to {}{}", p.range.low, p.range.high, p.type == "numbers" ? " numbers" : "");
}

std::string_view word_for(Kind kind) {
    constexpr std::array<std::string_view, 3> words{"lever", "uncertainty", "setting"};
    return words[static_cast<std::size_t>(kind)];
}
std::string_view word_for(Confidence confidence) {
    constexpr std::array<std::string_view, 3> words{"high", "medium", "low"};
    return words[static_cast<std::size_t>(confidence)];
}
std::string_view word_for(Law law) {
    constexpr std::array<std::string_view, 4> words{"none", "uniform", "log_uniform", "normal"};
    return words[static_cast<std::size_t>(law)];
}

std::string path_of(const Place& place, const Scenario& s) {
    const std::string& path = place.parameter->path;
    if (!place.parameter->per_segment) return path;
    return "segments." + s.segments.at(place.segment).name + path.substr(std::string_view("segments.*").size());
}

std::string text_of(const Place& place, const Scenario& s) { return place.parameter->get(s, place.segment); }

std::vector<Place> places(const Scenario& s) {
    std::vector<Place> all;
    const auto& list = parameters();
    for (auto p = list.begin(); p != list.end();) {
        const auto end =
            std::find_if(p, list.end(), [&](const Parameter& q) { return q.per_segment != p->per_segment; });
        const std::size_t rounds = p->per_segment ? s.segments.size() : 1;
        for (std::size_t i = 0; i < rounds; ++i)
            for (auto q = p; q != end; ++q) all.push_back({&*q, i});
        p = end;
    }
    return all;
}

std::vector<Place> find_places(const Scenario& s, std::string_view path, Fault& fault) {
    const auto words = split(path, '.');
    const Parameter* parameter = parameter_at(pattern_of(words));
    std::vector<Place> named;
    if (parameter && parameter->per_segment)
        for (const std::size_t i : segments_named(s, words[1])) named.push_back({parameter, i});
    else if (parameter && words[0] == "firms" && words[1] == "*")
        for (const std::string_view name : classes)
            named.push_back({by_path().at(fmt::format("firms.{}.{}", name, words[2])), 0});
    else if (parameter)
        named.push_back({parameter, 0});
    if (named.empty()) fault = unknown_path(s, words);
    return named;
}

bool is_group(std::string_view path) {
    const std::string pattern = pattern_of(split(path, '.'));
    return !pattern.empty() && !words_after(pattern).empty();
}

Scenario with_levers_of(const Scenario& world, const Scenario& base) {
    Scenario mixed = world;
    for (const Place& place : places(world)) {
        const Parameter& p = *place.parameter;
        if (p.kind != Kind::lever) continue;
        const auto twin =
            p.per_segment ? segments_named(base, world.segments[place.segment].name) : std::vector<std::size_t>{0};
        if (!twin.empty()) p.set(mixed, place.segment, p.get(base, twin[0]));
    }
    return mixed;
}

} // namespace drumbeat
