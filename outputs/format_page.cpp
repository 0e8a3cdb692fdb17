// SPDX-License-Identifier: Apache-2.0
#include "outputs/format_page.hpp"

#include "outputs/manifest.hpp"
#include "outputs/results_file.hpp"

#include <fmt/format.h>

#include <span>

namespace drumbeat {
namespace {

std::string table(std::span<const Quantity> quantities) {
    std::string text = "| name | unit | meaning |\n|---|---|---|\n";
    for (const auto& q : quantities) text += fmt::format("| `{}` | {} | {} |\n", q.name, q.unit, q.meaning);
    return text + "\n";
}

std::string attributes() {
    std::string text = "| attribute | meaning |\n|---|---|\n";
    for (const auto& [name, meaning] : root_attributes()) text += fmt::format("| `{}` | {} |\n", name, meaning);
    return text + "\n";
}

std::string kinds() {
    std::string text;
    for (std::size_t i = 0; i < std::size(event_kinds); ++i)
        text += fmt::format("{}{} `{}`", i == 0 ? "" : ", ", i, event_kinds[i]);
    return text;
}

constexpr const char* head = R"(# The results file

This page is generated from the declarations that the writer uses (`sim/*.def`, `outputs/`).

A results file is HDF5 that follows the netCDF-4 conventions: xarray, `ncdump`, R and Julia open it as it is. Its format
is called `{}`. The same study gives the same file to the byte, for any number of threads. What does not
determine the numbers (host, time, threads, compiler, commit) stands beside it, in a file ending in `.log.json`.

```python
import xarray as xr
ds = xr.open_dataset("results.h5")                       # one value per run
ds.sel(case=0).scale_up_share.mean("replication")
by_name = ds.set_index(case=ds.attrs["case_coordinates"].split())
by_name.sel(arm="base", behaviour="rational_npv")
by_name.unstack("case")                                  # one dimension each for arm, behaviour and every factor
years = xr.open_dataset("results.h5", group="yearly")
years.sel(segment="sensors").orders_meur.mean("replication")
```

A *case* is a combination of arm, behaviour and factor levels, counted from 0; the coordinates `arm`, `behaviour` and one
per factor name it. In a study without factors arm and behaviour suffice:
`ds.set_index(case=['arm', 'behaviour']).unstack()`. A factor that is called like something else in the file has `_level`
behind its name. A *replication* is one draw of luck, the same in every case, counted from 0. `meur` is million euro at
constant 2025 prices. Missing values are NaN: a ratio without denominator, or a run that failed.
)";

constexpr const char* journal = R"(## While a study runs

`FILE.h5.part` is its journal: records that are only ever appended, each with its length and a hash, first what the study
is, then one per *tile* (all cases of a few replications). A process that is killed leaves every complete tile readable;
`drumbeat report` reads a journal too. When the study ends, or is stopped by Ctrl-C, the results file is written from the
journal at once, under another name, and renamed; the journal then goes. An interrupted study's file holds the
replications that are complete, from the first on.

Values are stored in checksummed chunks, one tile each, and not compressed; `nccopy -d1` or `h5repack -f GZIP=1` make a
file about a third smaller.
)";

} // namespace

std::string results_format_page() {
    const Quantity residual[] = {ledger_residual_quantity};
    return fmt::format(fmt::runtime(head), results_format) + "\n## Attributes of the root group\n\n" + attributes() +
           "## Outcomes: the root group, `[case, replication]`\n\n" + table(outcomes) +
           "## `/yearly`: `[case, replication, year, segment]`\n\nFor the study's first `record.yearly_replications` "
           "replications; absent when that is 0.\n\n" +
           table(yearly_quantities) + "And over all segments, `[case, replication, year]`:\n\n" + table(residual) +
           "## `/firms`: `[case, replication, year, firm]`\n\nFor the study's first `record.firm_replications` "
           "replications; absent when that is 0. Missing where a row of the panel holds no firm.\n\n" +
           table(firm_quantities) +
           "## `/events`: `[event]`\n\nFor the same replications: what happened to firms, by replication, case and order "
           "within the run. Kinds are " +
           kinds() + ".\n\n" + table(event_columns) +
           fmt::format("## `/{}`\n\n`{}` is {}. Everything in it stands in the attributes and coordinates as well.\n\n",
                       manifest_group, manifest_quantity.name, manifest_quantity.meaning) +
           journal;
}

} // namespace drumbeat
