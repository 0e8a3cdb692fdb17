// SPDX-License-Identifier: Apache-2.0
#include "config/designs/latin_hypercube.hpp"

#include "config/designs/reading.hpp"
#include "config/designs/sampled.hpp"
#include "config/echo.hpp"
#include "config/schema.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace drumbeat {
namespace {

using Kind_ = YamlNode::Kind;

constexpr std::string_view worlds =
    R"(# The worlds: each of `points` equal slices of every factor is drawn from once. A factor is a parameter with its law, or
# `plausible` for the codebook's range and law. Laws: uniform and log_uniform {low, high}, triangular {low, mode, high},
# normal {mean, sd, low, high}, choice {values}.
sample:
  points: 100
  factors:
    tender.noise: plausible
    firms.*.option_weight: {law: uniform, low: 0, high: 1}
    segments.*.orders.phi: {law: triangular, low: 0, mode: 0.5, high: 0.9}
)";

// A law with its numbers: {law: uniform, low: 0.05, high: 0.3}.
class DistributionReader {
  public:
    DistributionReader(const YamlNode& node, const std::string& path, const StudyReading& study)
        : node_(node), path_(path), study_(study) {}

    std::optional<Distribution> read() {
        Distribution d;
        const YamlNode* law = node_.find("law");
        if (!law)
            return told(node_, {"missing_key", "law is missing; expects one of " + joined(names_of<FactorLaw>, ", ")});
        if (Fault fault = read_value(law->text, allowed{}, d.law)) return told(*law, std::move(fault));
        if (!only_its_keys(d.law)) return std::nullopt;
        for (const std::string_view key : keys_of(d.law))
            if (!(key == "values" ? values(d.values) : number(key, number_of(d, key)))) return std::nullopt;
        return d;
    }

  private:
    std::optional<Distribution> told(const YamlNode& at, Fault fault) const {
        study_.tell(at, path_, std::move(fault));
        return std::nullopt;
    }
    static double& number_of(Distribution& d, std::string_view key) {
        return key == "low" ? d.low : key == "high" ? d.high : key == "mode" ? d.mode : key == "mean" ? d.mean : d.sd;
    }
    bool only_its_keys(FactorLaw law) const {
        const auto known = keys_of(law);
        for (const YamlNode& child : node_.children)
            if (child.key != "law" && std::find(known.begin(), known.end(), child.key) == known.end()) {
                told(child, {"unknown_key", fmt::format("a {} law has no {}; it has: {}", name_of(law),
                                                        in_quotes(child.key), joined(known, ", "))});
                return false;
            }
        return true;
    }
    const YamlNode* found(std::string_view key) const {
        const YamlNode* node = node_.find(key);
        if (!node || node->is(Kind_::nothing)) {
            told(node_, {"missing_key", fmt::format("{} is missing", key)});
            return nullptr;
        }
        return node;
    }
    bool number(std::string_view key, double& out) const {
        const YamlNode* node = found(key);
        if (!node || !study_.reader.expect(*node, path_, Kind_::scalar)) return false;
        Fault fault = read_number(node->text, out);
        if (fault) told(*node, {fault.code, fmt::format("{}: {}", key, fault.message)});
        return !fault;
    }
    bool values(std::vector<std::string>& out) const {
        const YamlNode* node = found("values");
        if (!node || !study_.reader.expect(*node, path_, Kind_::list)) return false;
        for (const YamlNode& value : node->children) {
            if (!study_.reader.expect(value, path_, Kind_::scalar)) return false;
            out.push_back(value.text);
        }
        return true;
    }

    const YamlNode& node_;
    const std::string& path_;
    const StudyReading& study_;
};

// Of a law with its numbers.
std::string law_schema(FactorLaw law) {
    std::vector<std::string_view> required{"law"};
    std::vector<Property> known{{"law", word_schema({name_of(law)})}};
    for (const std::string_view key : keys_of(law)) {
        required.push_back(key);
        known.push_back({key, key == "values" ? R"({"type": "array"})" : R"({"type": "number"})"});
    }
    return object_schema(required, known);
}

// The factors of a sample, in the order of the file.
class SampleReader {
  public:
    SampleReader(LatinHypercube& design, const StudyReading& study) : design_(design), study_(study) {}

    void read() {
        const YamlNode* node = study_.part("sample", Kind_::map);
        if (!node) {
            if (!study_.root().find("sample") || study_.root().find("sample")->is(Kind_::nothing))
                study_.tell(0, "sample", "missing_key", "is missing; expects points and factors");
            return;
        }
        constexpr std::array<std::string_view, 2> known{"points", "factors"};
        study_.reader.only_keys(*node, "sample", known);
        points(*node);
        const YamlNode* factors = node->find("factors");
        if (!factors || factors->is(Kind_::nothing))
            return study_.tell(*node, "sample.factors", "missing_key",
                               "is missing; expects parameters with their laws");
        if (!study_.reader.expect(*factors, "sample.factors", Kind_::map)) return;
        if (!study_.few_enough(*factors, "sample.factors", factors->children.size(), most_sampled_factors)) return;
        for (const YamlNode& child : factors->children) factor(child);
    }

  private:
    void points(const YamlNode& sample) {
        const YamlNode* node = sample.find("points");
        if (!node) return study_.tell(sample, "sample.points", "missing_key", "is missing; expects a whole number");
        int count = 0;
        if (Fault fault = read_value(node->text, allowed{1, static_cast<double>(most_points)}, count))
            return study_.tell(*node, "sample.points", std::move(fault));
        design_.points = count;
    }

    void factor(const YamlNode& node) {
        const std::string path = "sample.factors." + node.key;
        const Scenario& base = study_.study().base;
        Fault fault;
        const auto places = find_places(base, node.key, fault);
        if (places.empty()) return base.segments.empty() ? void() : study_.tell(node, path, std::move(fault));
        for (const Place& place : places) {
            const auto& [first, is_new] = owners_.try_emplace({place.parameter, place.segment}, node.key);
            if (!is_new)
                return study_.tell(node, path, "set_twice",
                                   fmt::format("{} is sampled by {} as well", path_of(place, base), first->second));
        }
        const Parameter& parameter = *places.front().parameter;
        const auto distribution = distribution_of(node, path, parameter);
        if (!distribution) return;
        if ((fault = fault_of(*distribution, parameter))) return study_.tell(node, path, std::move(fault));
        design_.sample.push_back({node.key, *distribution, study_.reader.where(node)});
    }

    std::optional<Distribution> distribution_of(const YamlNode& node, const std::string& path,
                                                const Parameter& p) const {
        if (node.is(Kind_::map)) return DistributionReader(node, path, study_).read();
        const std::string example = "expects a law such as {law: uniform, low: 0.1, high: 0.3}";
        if (!node.is(Kind_::scalar) || node.text != "plausible") {
            study_.tell(node, path, "missing_distribution",
                        fmt::format("has no distribution; {}, or plausible for the codebook's", example));
            return std::nullopt;
        }
        const auto found = plausible_distribution(p);
        if (!found)
            study_.tell(node, path, "missing_distribution",
                        fmt::format("has no plausible range in the codebook; {}", example));
        return found;
    }

    LatinHypercube& design_;
    const StudyReading& study_;
    std::map<std::pair<const Parameter*, std::size_t>, std::string> owners_;
};

} // namespace

void read(LatinHypercube& design, StudyReading& study) {
    study.reader.number(study.root(), "equivalence_points", allowed{0, 100}, design.equivalence_points);
    read_arms(design.arms, study);
    read_behaviours(design.behaviours, study);
    SampleReader(design, study).read();
    read_contrasts(design, study);
    read_outcomes(design.outcomes, study);
    read_recording(design.record, study);
    check_cases(study);
    look_for_same_arms(design, study);
}

std::string echo(const LatinHypercube& design) {
    std::string sample = fmt::format("sample:\n  points: {}\n  factors:\n", design.points);
    for (const SampledFactor& factor : design.sample)
        sample += fmt::format("    {}: {}\n", yaml_scalar(factor.path), to_text(factor.distribution));
    return arms_text(design.arms) + behaviours_text(design.behaviours) + sample + contrasts_text(design) +
           recording_text(design);
}

Starter starter(const LatinHypercube&) {
    return {"# A study of latin_hypercube: a comparison in many worlds, whose uncertain parameters are sampled.\n",
            "On which uncertainties does the effect of stable orders depend?",
            starter_in_worlds("in every sampled world", worlds, "can be sampled"), Kind::uncertainty};
}

std::string sample_schema() {
    std::vector<std::string> laws{R"({"const": "plausible"})"};
    for (std::size_t i = 0; i < names_of<FactorLaw>.size(); ++i) laws.push_back(law_schema(static_cast<FactorLaw>(i)));
    const std::string factors =
        fmt::format(R"({{"type": "object", "additionalProperties": {{"oneOf": [{}]}}}})", joined(laws, ", "));
    return object_schema({"points", "factors"},
                         {{"points", whole_number_schema(1, static_cast<double>(most_points))}, {"factors", factors}});
}

} // namespace drumbeat
