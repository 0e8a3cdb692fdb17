// SPDX-License-Identifier: Apache-2.0
#include "config/codebook_text.hpp"

#include "outputs/files/format_page.hpp"
#include "sim/replay/draws_page.hpp"
#include "tools/commands/commands.hpp"

#include <fmt/core.h>

namespace drumbeat::tools {

Exit perform(const Codebook& codebook) {
    if (codebook.format == "json")
        fmt::print("{}", codebook_json());
    else if (codebook.format == "schema")
        fmt::print("{}", scenario_schema());
    else if (codebook.format == "study-schema")
        fmt::print("{}", study_schema());
    else if (codebook.format == "results")
        fmt::print("{}", results_format_page());
    else if (codebook.format == "draws")
        fmt::print("{}", draws_markdown());
    else
        fmt::print("{}", codebook_markdown());
    return Exit::done;
}

} // namespace drumbeat::tools
