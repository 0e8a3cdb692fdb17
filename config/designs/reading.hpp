// SPDX-License-Identifier: Apache-2.0
// A study file under way: what its designs and parts read with.
#pragma once

#include "config/yaml_files.hpp"
#include "config/yaml_reader.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace drumbeat {

struct StudyReading {
    const YamlFile& file;
    Folders folders;
    std::vector<Problem>& problems;
    StudyFile& out; // its base is complete before the design is read; `out.study.design` is what is being read
    YamlReader reader{file.source, problems};
    std::set<std::string> alike_by_design{}; // arms that state nothing but `like`

    const YamlNode& root() const { return file.root; }
    const Study& study() const { return out.study; }

    template <class Place>
    void tell(const Place& place, std::string path, std::string code, std::string message) const {
        reader.tell(place, std::move(path), std::move(code), std::move(message));
    }
    void tell(const YamlNode& place, std::string path, Fault fault) const {
        reader.tell(place, std::move(path), std::move(fault.code), std::move(fault.message));
    }

    // The node of a key when it is of the kind; null when absent, and told when it is something else.
    const YamlNode* part(std::string_view key, YamlNode::Kind) const;

    // False, and told, where there are more than `most`.
    bool few_enough(const YamlNode&, const std::string& path, std::size_t count, std::size_t most) const;

    // False, and told, where a word cannot be a name of `what`, such as "an arm".
    bool good_name(const YamlNode&, const std::string& path, std::string_view what, std::string_view name) const;
};

// How many cases the study has by now, told when they are too many.
void check_cases(const StudyReading&);

// Replications, at most; as many may be kept.
inline constexpr double most_replications = 1e7;

// A label and overrides: an arm, or a level of a factor. What the technology areas are, and what the scenario is
// called, is the base's affair. Wrong overrides are told and left out.
Variant read_variant(const YamlNode&, const std::string& path, const StudyReading&);
inline constexpr std::size_t most_overrides = 2000;
inline constexpr std::string_view variant_properties = // in a schema
    "\"label\": {\"type\": \"string\", \"maxLength\": 200},\n\"label_nl\": {\"type\": \"string\", \"maxLength\": 200},\n";

} // namespace drumbeat
