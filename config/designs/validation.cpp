// SPDX-License-Identifier: Apache-2.0
#include "config/designs/validation.hpp"

namespace drumbeat {
namespace {

constexpr std::string_view starter_body = R"(
replications: 40
seed: 1

# Changes to the base; `drumbeat run --set` does the same.
# set:
#   budget.defence_meur: 25800

# A table per behaviour; without this key, the base's own.
# behaviours: panel

# ---- Uncertainties that `set:` may state, with the codebook's defaults ----
)";

} // namespace

void read(Validation& validation, StudyReading& study) { read_behaviours(validation.behaviours, study); }

std::string echo(const Validation& validation) { return behaviours_text(validation.behaviours); }

Starter starter(const Validation&) {
    return {"# A study of validation: holds the base against the stylised facts.\n",
            "Which stylised facts does this country show?", std::string(starter_body), Kind::uncertainty};
}

} // namespace drumbeat
