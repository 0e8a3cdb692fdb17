// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/format_page.hpp"

#include "outputs/files/coordinate_names.hpp"
#include "outputs/files/datasets.hpp"
#include "outputs/files/lists.hpp"
#include "outputs/files/manifest.hpp"
#include "outputs/files/results_file.hpp"
#include "outputs/files/stored_manifest.hpp"

#include <fmt/format.h>

#include <span>

namespace drumbeat {
namespace {

std::string table(std::span<const Quantity> quantities) {
    std::string text = "| name | unit | meaning |\n|---|---|---|\n";
    for (const auto& q : quantities) text += fmt::format("| `{}` | {} | {} |\n", q.name, q.unit, q.meaning);
    return text + "\n";
}

std::string names(std::span<const NameInAccounts> all) {
    std::string text = "| name | meaning |\n|---|---|\n";
    for (const auto& one : all) text += fmt::format("| `{}` | {} |\n", one.name, one.meaning);
    return text + "\n";
}

std::string attributes() {
    std::string text = "| attribute | meaning |\n|---|---|\n";
    for (const auto& [name, meaning] : root_attributes()) text += fmt::format("| `{}` | {} |\n", name, meaning);
    return text + "\n";
}

std::string codes(std::span<const std::string_view> words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) text += fmt::format("{}{} `{}`", i == 0 ? "" : ", ", i, words[i]);
    return text;
}

std::string codes_of_investors() {
    std::string text;
    for (const InvestorCode& code : investor_codes)
        text += fmt::format("Codes of `{}`: {}.\n\n", investor_quantities[static_cast<std::size_t>(code.column)].name,
                            codes(code.names));
    return text;
}

constexpr const char* head = R"(# The results file

This page is generated from the declarations that the writer uses (`sim/record/*.def`, `outputs/`).

A results file is HDF5 that follows the netCDF-4 conventions: xarray, `ncdump`, R and Julia open it as it is. Its format
is called `{}`. The same study gives the same file to the byte, for any number of threads. What does not
determine the numbers (host, time, threads, compiler, commit) stands beside it, in a file ending in `.log.json`.

## Dimensions

| dimension | coordinate | what it counts |
|---|---|---|
| `case` | 0, 1, ... | combinations of arm, behaviour, factor levels and sampled point; `arm`, `behaviour` and one coordinate per factor name them, `point` numbers the points from 1 |
| `replication` | 0, 1, ... | draws of luck, the same in every case |
| `year` | calendar year | reported years, those before the policy included |
| `segment` | name | technology areas, in the order of the scenario |
| `size_class` | `sme`, `midcap`, `prime` | small and medium firms, midcaps, prime contractors |
| `sector`, `purpose` | name | who pays, and what for |
| `firm` | 0, 1, ... | rows of the firm panel: the firms of the start, then entrants; a row keeps its firm for a whole run |
| `event` | 0, 1, ... | what happened to firms |
| `investor` | 0, 1, ... | SecFund, then private funds in the order in which they come; a row keeps its fund for a whole run |
| `deal` | 0, 1, ... | money that investors put into firms, got back, lost, or did not get to put in |

| group | dimensions | kept for |
|---|---|---|
| `/` (root) | `case`, `replication` | every replication; what cases set along `case` alone |
| `/areas` | `case`, `replication`, `segment` | every replication |
| `/sizes` | `case`, `replication`, `size_class` | every replication |
| `/yearly` | `case`, `replication`, `year`, `segment` | the first `record.yearly` replications of the study |
| `/institutions` | `case`, `replication`, `year` | the same |
| `/accounts` | `case`, `replication`, `year`, `sector`, `purpose` | the same |
| `/firms` | `case`, `replication`, `year`, `firm` | the first `record.firms` replications |
| `/events` | `event` | the same replications as `/firms` |
| `/investors` | `case`, `replication`, `year`, `investor` | the first `record.investors` replications |
| `/deals` | `deal` | the same replications as `/investors` |

A factor that is called like something else in the file has `_level` behind its name. `meur` is million euro at
constant 2025 prices. Where this page has `-` for a unit (a code, a position), the file has `1`; codes of `/events` and `/deals` carry
`flag_values` and `flag_meanings`, as do those of `/firms` and `/investors`. Every variable has `units`, `long_name` and, in runs, `coordinates`; so have the
coordinates that are numbers. Attributes are characters (netCDF's `NC_CHAR`), so that `ncks`, `cdo` and older readers
take them; names are strings.

The format grows by names alone: a reader takes the quantities that it knows. `drumbeat` reads older files as well; what
had not been recorded yet when a file was written is missing in it ([decision](decisions/older-files-open.md)).

## What cases set: `[case]`

Every parameter that is a sampled factor, or that an arm or a level of a factor states, is a variable of the root group along
`case`, with its unit and meaning: what was put in beside what came out. Its name is its path with `_` for the dots and `all`
for `*`: `segments_all_orders_cv` of `segments.*.orders.cv`. Where that is the name of something else in the file, `_setting` stands
behind it. Where the areas or size classes of a `*` differ in some case, each has a variable of its own. A case that does not
state the parameter has the base's value. Words and booleans are whole numbers with `flag_values` and `flag_meanings`; lists,
tables of years and behaviours are not there. Drumbeat itself reads the study, not these.

## Missing values

A missing value is NaN, and `_FillValue` says so. Three things are missing: a ratio without denominator
(`leverage_ratio` without public euros, the growth of an area that had no firms), every value of a run that failed (the attributes `failed_runs` and
`failures` say which and why) or is not there yet (`missing_runs`), and rows of `/firms` and `/investors` that hold nobody in that year. Leave
out both runs of a pair, so that pairs stay pairs.

## Weights

A simulated firm stands for `weight` firms of the country. Outcomes and `/yearly` are national: money is a sum over all
firms, counts and shares of firms are by weight; `/areas` and `/sizes` are the same over the firms of an area or of a
size class, so that money, capacity, firms and jobs add up to the country's. `/firms` is per firm: multiply money and counts by `weight` before
adding them up.

## How to open it

Python, with xarray and netCDF4 or h5netcdf; the tests do this:

```python
import xarray as xr
ds = xr.open_dataset("results.h5")                       # one value per run
ds.sel(case=0).scale_up_share.mean("replication")
by_name = ds.set_index(case=ds.attrs["case_coordinates"].split())
cube = by_name.unstack("case")                           # one dimension each for arm, behaviour and every factor
share = cube.scale_up_share
(share.sel(arm="stable") - share.sel(arm="volatile")).mean("replication")  # paired: the same luck in both arms
ds.segments_all_orders_cv                                # what each case set, where arms set it or it was sampled
areas = xr.open_dataset("results.h5", group="areas")
areas.investment_meur.sel(segment="sensors").mean("replication")
sizes = xr.open_dataset("results.h5", group="sizes")
sizes.firms.mean("replication").sel(size_class="sme")    # by case
years = xr.open_dataset("results.h5", group="yearly")
years.orders_meur.sel(segment="sensors").mean("replication")
held = xr.open_dataset("results.h5", group="institutions")
held.banks_exposure_meur.mean("replication")             # what firms owe, year by year
books = xr.open_dataset("results.h5", group="accounts")
books.paid_meur.sel(purpose="equity").mean("replication").sum("year")  # who paid firms' equity; they have it below 0
firms = xr.open_dataset("results.h5", group="firms")
(firms.weight * firms.capacity_meur).sum("firm")         # national
events = xr.open_dataset("results.h5", group="events")
events.amount_meur.where(events.kind == 1).sum()         # invested, over all kept runs
funds = xr.open_dataset("results.h5", group="investors") # where record.investors keeps them
funds.value_meur.sel(case=0, year=2028).groupby("type").sum()  # what their stakes are worth, by type of fund
deals = xr.open_dataset("results.h5", group="deals")
deals.amount_meur.where(deals.kind <= 2).groupby(deals.year).sum()  # outside equity year by year, SecFund's included
print(ds.attrs["study"])                                 # the study as YAML: `drumbeat run` takes it
```

Shell, with the netCDF tools; the tests do this:

```sh
ncdump -h results.h5                                     # dimensions, variables, units, attributes
ncdump -v arm,behaviour,scale_up_share results.h5
ncks -m results.h5                                       # the same with NCO
ncks -6 -C -G : -g yearly -v investment_meur,year -d case,0 -d replication,0 results.h5 one.nc
ncwa -C -a case,replication one.nc series.nc             # one run's years by technology area: what cdo knows as time
cdo showyear series.nc
```

R, with ncdf4. R names dimensions in the opposite order, `[replication, case]`:

```r
library(ncdf4)
nc <- nc_open("results.h5")
share <- ncvar_get(nc, "scale_up_share")
arm <- ncvar_get(nc, "arm")
behaviour <- ncvar_get(nc, "behaviour")
tapply(colMeans(share), list(arm, behaviour), mean)
orders <- ncvar_get(nc, "yearly/orders_meur")            # [segment, year, replication, case]
cat(ncatt_get(nc, 0, "study")$value)
nc_close(nc)
```

Julia, with NCDatasets. Dimensions in the opposite order, too:

```julia
using NCDatasets, Statistics
ds = NCDataset("results.h5")
share = ds["scale_up_share"][:, :]                       # [replication, case]; missing values are `missing`
arm = ds["arm"][:]
[a => mean(skipmissing(share[:, arm .== a])) for a in unique(arm)]
orders = ds.group["yearly"]["orders_meur"][:, :, :, :]   # [segment, year, replication, case]
print(ds.attrib["study"])
close(ds)
```

Any HDF5 tool reads it as well (`h5dump -n results.h5`, `h5py`).
)";

constexpr const char* journal = R"(## While a study runs

`FILE.h5.part` is its journal: records that are only ever appended, each with its length and a hash, first what the study
is, then one per *tile* (a range of cases with a few replications). A process that is killed leaves every complete tile
readable; `drumbeat report` reads a journal too, and `drumbeat run --resume` goes on with it. When the study ends, the results
file is written from the journal at once, under another name, and renamed; the journal then goes. A shard leaves its journal,
`FILE.h5.k-of-K.part`; `drumbeat merge` makes the file of them.

A study of validation, balance or calibration ends in a text. Its journal `FILE.part` is a file of the same kind of records: what
the study is, the line that began it, then one for each replication that is done, with its numbers
(`outputs/files/piece_journal.hpp`). `drumbeat run --resume` and `drumbeat status` read it.

A run that is stopped replaces no older results file: that stays, and the journal is left beside it.

Values are stored in checksummed chunks of many tiles. `/firms` and `/investors`, in single precision, `/events` and `/deals` are
compressed (shuffle and deflate), which every reader of HDF5 undoes; the others are not: `h5repack -f GZIP=1 in.h5 out.h5` makes a
smaller file that everything reads.
)";

std::string investors_and_deals() {
    return "## `/investors`: `[case, replication, year, investor]`\n\nFor the study's first `record.investors` "
           "replications; absent when that is 0. Row 0 is SecFund; the others are private funds, each from the year in "
           "which it is raised, where `private_investors.model` is `funds` and they are of several types. Where private "
           "investors are an appetite or one fund without limits, SecFund is alone. Money is that of all the firms that a "
           "row of `/firms` stands for. There is room for 40 + 16 n + n² investors in n years; funds beyond that are not told, "
           "and are in `/institutions`. `type` is a coordinate, so that values can be grouped by it.\n\n" +
           table(investor_quantities) + codes_of_investors() +
           "## `/deals`: `[deal]`\n\nFor the same replications, by replication, case and order within the run: equity of "
           "the fund that leads a round (`lead`), of those that follow, and of SecFund beside them; loans of banks for "
           "expansions; stakes that were sold (`exit`), or lost with the firm (`write_off`); rounds that a fund liked and "
           "the owners refused (`declined`, the most that they had asked for); and private equity that the screening of "
           "foreign investors stopped (`screened`). A row's `lead`, `follow` and `secfund` add up to `private_equity_meur` "
           "and `secfund_meur` of `/yearly`, its `bank` to `bank_meur`. Where private investors are an appetite, all of "
           "their money in a round is one `lead` of investor -1, whose exits are not told. Kinds are " +
           codes(deal_kinds) + ".\n\n" + table(deal_columns);
}

} // namespace

std::string results_format_page() {
    const Quantity residual[] = {ledger_residual_quantity};
    return fmt::format(fmt::runtime(head), results_format) + "\n## Attributes of the root group\n\n" + attributes() +
           "## Outcomes: the root group, `[case, replication]`\n\n" + table(outcomes) +
           "## `/areas`: `[case, replication, segment]`, and `/sizes`: `[case, replication, size_class]`\n\n"
           "The outcomes over the firms of a technology area, and over those of a size class.\n\n" +
           table(group_quantities) +
           "## `/yearly`: `[case, replication, year, segment]`\n\nFor the study's first `record.yearly` "
           "replications; absent when that is 0.\n\n" +
           table(yearly_quantities) + "And over all segments, `[case, replication, year]`:\n\n" + table(residual) +
           "## `/institutions`: `[case, replication, year]`\n\nFor the same replications as `/yearly`: what institutions hold "
           "at year's end, and what they did in the year. Missing where the scenario does not have the institution.\n\n" +
           table(institution_quantities) +
           "## `/accounts`: `[case, replication, year, sector, purpose]`\n\nFor the same replications: all payments of the "
           "year, so that it can be told who paid whom, and what for. Above 0 a sector paid, below 0 it received.\n\n" +
           table(account_quantities) + "Sectors:\n\n" + names(sectors) + "Purposes:\n\n" + names(purposes) +
           "## `/firms`: `[case, replication, year, firm]`\n\nFor the study's first `record.firms` "
           "replications; absent when that is 0. Missing where a row of the panel holds no firm.\n\n" +
           table(firm_quantities) +
           "## `/events`: `[event]`\n\nFor the same replications: what happened to firms, by replication, case and order "
           "within the run. Kinds are " +
           codes(event_kinds) + ".\n\n" + table(event_columns) + investors_and_deals() +
           fmt::format("## `/{}`\n\n`{}` is {}. Everything in it stands in the attributes and coordinates as well.\n\n",
                       manifest_group, manifest_quantity.name, manifest_quantity.meaning) +
           journal;
}

} // namespace drumbeat
