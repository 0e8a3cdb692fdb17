// SPDX-License-Identifier: Apache-2.0
// Texts of tables: of years and of points; and of each line as a setting, as --set takes it.
#include "config/points/table.hpp"
#include "config/parameter.hpp"
#include "config/yaml.hpp"
#include "config/yaml_years.hpp"
#include "tests/fuzz/packaged.hpp"

using namespace drumbeat;

namespace {

const Scenario& base() {
    static const Scenario scenario = [] {
        std::vector<Problem> problems;
        return read_scenario("netherlands-2026", fuzz::folders(), problems).scenario;
    }();
    return scenario;
}

void set_each_line(std::string_view text) {
    std::vector<Setting> settings;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        const std::size_t equals = std::min(line.find('='), line.size());
        settings.push_back(
            {std::string(line.substr(0, equals)), std::string(line.substr(std::min(line.size(), equals + 1))), {}});
    }
    std::vector<Problem> problems;
    Scenario scenario = base();
    assign(scenario, settings, problems);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    std::vector<Problem> problems;
    std::string years;
    const Parameter* path = parameter_named("budget.path_meur");
    if (path) years_of_csv(text, "fuzz.csv", *path, "budget.path_meur", problems, years);
    read_table(text, "fuzz.csv", base(), problems);
    set_each_line(text);
    return 0;
}
