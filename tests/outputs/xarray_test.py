#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Opens results files as a researcher does. Usage: xarray_test.py FOLDER, with the synthetic files plain.h5,
factor.h5 and sampled.h5 in it. Missing modules and programs are a failure."""
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import xarray as xr

try:
    import h5netcdf  # noqa: F401
    import netCDF4
except ImportError as missing:
    sys.exit(f"{missing}: install python3-h5netcdf and python3-netcdf4")
for program, package in (("ncdump", "netcdf-bin"), ("h5dump", "hdf5-tools"), ("ncks", "nco"), ("cdo", "cdo")):
    if not shutil.which(program):
        sys.exit(f"{program} is not there: install {package}")

ARMS, BEHAVIOURS, LEVELS = ["base", "stable"], ["rational_npv", "naive_npv"], ["loose", "tight"]


def check_root(ds, coordinates):
    assert ds.attrs["format_version"] == "drumbeat-results/1"
    assert ds.attrs["case_coordinates"].split() == coordinates
    assert ds.attrs["seed"] == 12345678901234567890
    assert "format: drumbeat-study/1" in ds.attrs["study"]
    assert ds.attrs["warnings"].split("\n") == ["code: where: first", "code: where: second"]
    assert ds.scale_up_share.dims == ("case", "replication")
    assert ds.sizes["replication"] == 40
    assert list(ds.replication.values) == list(range(40))
    for name in ("case", "replication", *coordinates):
        assert name in ds.coords, name
    assert ds.investment_meur.attrs["units"] == "meur" and ds.investment_meur.attrs["long_name"]
    assert ds.sel(case=2).scale_up_share.shape == (40,)
    assert np.isnan(ds.leverage_ratio.values).all()
    assert np.isfinite(ds.exits.values).all()


def check_unstack(ds, coordinates):
    cube = ds.set_index(case=coordinates).unstack()
    assert set(cube.exits.dims) == {"replication", *coordinates}
    point = {"arm": "stable", "behaviour": "naive_npv", "finance": "tight"}
    point = {name: point[name] for name in coordinates}
    flat = ds.isel(case=np.logical_and.reduce([ds[name].values == level for name, level in point.items()]))
    assert flat.sizes["case"] == 1
    assert (cube.exits.sel(point).values == flat.exits.values[0]).all()


def check_years(path, engine, coordinates):
    years = xr.open_dataset(path, group="yearly", engine=engine)
    assert years.orders_meur.dims == ("case", "replication", "year", "segment")
    assert years.sizes["replication"] == 25
    assert years.sel(segment="sensors").orders_meur.dims == ("case", "replication", "year")
    assert list(years.year.values) == [2026, 2027, 2028]
    assert list(years.segment.values) == ["sensors", "maritime"]
    assert years.ledger_residual_meur.dims == ("case", "replication", "year")
    assert list(years.arm.values[[0, -1]]) == ["base", "stable"]
    assert set(years.set_index(case=coordinates).unstack().firms.dims) >= set(coordinates)


def check_groups(path, engine, coordinates):
    areas = xr.open_dataset(path, group="areas", engine=engine)
    assert areas.investment_meur.dims == ("case", "replication", "segment")
    assert areas.sizes["replication"] == 40
    assert np.isfinite(areas.sel(segment="maritime").scale_up_share_30.values).all()
    assert set(areas.set_index(case=coordinates).unstack().jobs.dims) == {"replication", "segment", *coordinates}
    sizes = xr.open_dataset(path, group="sizes", engine=engine)
    assert sizes.firms.dims == ("case", "replication", "size_class")
    assert list(sizes.size_class.values) == ["sme", "midcap", "prime"]
    assert sizes.firms.attrs["units"] == "firms" and sizes.domestic_share.attrs["long_name"]


def check_institutions(path, engine, coordinates):
    held = xr.open_dataset(path, group="institutions", engine=engine)
    assert held.secfund_cash_meur.dims == ("case", "replication", "year")
    assert held.sizes["replication"] == 25 and list(held.year.values) == [2026, 2027, 2028]
    assert held.banks_requests.attrs["units"] == "firms" and held.banks_exposure_meur.attrs["long_name"]
    assert np.isfinite(held.defence_budget_meur.values).all()
    assert set(held.set_index(case=coordinates).unstack().agency_projects.dims) >= set(coordinates)
    books = xr.open_dataset(path, group="accounts", engine=engine)
    assert books.paid_meur.dims == ("case", "replication", "year", "sector", "purpose")
    assert list(books.sector.values[:2]) == ["firms", "ministry"] and "stake_sale" in books.purpose.values
    assert np.isfinite(books.paid_meur.sel(sector="fund", purpose="equity").values).all()
    assert books.paid_meur.attrs["units"] == "meur" and list(books.arm.values[[0, -1]]) == ["base", "stable"]


def check_firms_and_events(path, engine):
    firms = xr.open_dataset(path, group="firms", engine=engine)
    assert firms.cash_meur.dims == ("case", "replication", "year", "firm")
    assert firms.sizes["replication"] == 3 and firms.sizes["firm"] == 5
    assert np.isfinite(firms.cash_meur.sel(case=0).values).all()
    assert np.isnan(firms.cash_meur.sel(case=1, firm=4).values).all()  # this case's panel is smaller
    events = xr.open_dataset(path, group="events", engine=engine)
    assert events.sizes["event"] == (1 + 2 + 3) * firms.sizes["case"]
    assert list(events.replication.values) == sorted(events.replication.values)
    assert set(events.year.values) == {2026} and set(events.kind.values) == {1}
    assert events.kind.attrs["flag_meanings"].split()[1] == "investment"
    assert events.amount_meur.attrs["units"] == "meur"


def check_investors_and_deals(path, engine):
    funds = xr.open_dataset(path, group="investors", engine=engine)
    assert funds.value_meur.dims == ("case", "replication", "year", "investor") and funds.value_meur.dtype == np.float32
    assert funds.sizes["replication"] == 3 and funds.sizes["investor"] == 97  # 40 + 16 x 3 + 3 x 3, of three years
    assert np.isfinite(funds.value_meur.sel(investor=[0, 1, 2]).values).all()
    assert np.isnan(funds.value_meur.sel(investor=slice(3, None)).values).all()
    assert funds.type.attrs["flag_meanings"].split()[:2] == ["secfund", "seed"] and "type" in funds.value_meur.coords
    assert funds.phase.attrs["flag_meanings"].split() == ["raised", "investing", "harvesting", "closed"]
    by_type = funds.value_meur.sel(case=0).groupby("type").sum()
    assert list(by_type.type.values) == [0, 1, 2]
    np.testing.assert_allclose(by_type.values[1], funds.value_meur.sel(case=0, investor=1).values.sum(), rtol=1e-5)
    deals = xr.open_dataset(path, group="deals", engine=engine)
    assert deals.sizes["deal"] == (1 + 2 + 3) * funds.sizes["case"]
    assert deals.kind.attrs["flag_meanings"].split()[2] == "secfund" and set(deals.investor.values) == {-1, 0, 1}
    assert np.isnan(deals.multiple.values[deals.kind.values == 0]).all() and (deals.stake.values == .25).all()
    assert deals.amount_meur.attrs["units"] == "meur" and deals.segment.attrs["flag_meanings"] == "sensors maritime"


def check_page(path, engine):
    """The lines of docs/results-format.md that open a group each, as they stand there."""
    page = (Path(__file__).parents[2] / "docs" / "results-format.md").read_text()
    lines = page[page.index("areas = xr.open_dataset"):page.index("print(ds.attrs")].replace("results.h5", path)
    assert lines.count("xr.open_dataset") == 9, lines
    names = {"xr": xr}
    exec(lines.replace("group=", f'engine="{engine}", group='), names)
    assert float(names["books"].paid_meur.sum()) > 0 and names["held"].sizes["year"] == 3
    assert names["firms"].rule.attrs["flag_meanings"].split()[0] == "npv" and names["firms"].rule.dtype == np.float32


def check_sampled(path, engine):
    """What was put in beside what came out: X and Y of one file."""
    with xr.open_dataset(path, engine=engine) as ds:
        assert ds.attrs["case_coordinates"].split() == ["arm", "behaviour", "point"]
        assert list(ds.point.values) == [1, 1, 2, 2, 3, 3] and ds.point.dims == ("case",)
        noise = ds.tender_noise
        assert noise.dims == ("case",) and noise.dtype == np.float64
        assert noise.attrs["units"] == "1" and "(tender.noise)" in noise.attrs["long_name"]
        x = noise.values[::2]
        assert (x == noise.values[1::2]).all() and ((.1 <= x) & (x < .3)).all()
        assert sorted(((x - .1) / .2 * 3).astype(int)) == [0, 1, 2]  # one in each slice
        assert set(ds.secfund_enabled.values) == {0, 1} and ds.secfund_enabled.dtype == np.int32
        assert ds.secfund_enabled.attrs["flag_meanings"] == "false true"
        base = ds.segments_all_orders_cv.values[0]
        assert base != .125 and list(ds.segments_all_orders_cv.values) == [base, .125] * 3
        frame = ds[["tender_noise", "segments_all_orders_cv", "investment_meur"]].mean("replication").to_dataframe()
        assert len(frame) == 6 and frame.investment_meur.notna().all()
        cube = ds.set_index(case=["arm", "behaviour", "point"]).unstack()
        effect = (cube.exits.sel(arm="stable") - cube.exits.sel(arm="base")).mean("replication")
        assert effect.sizes["point"] == 3


def output_of(*command):
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return done.stdout, done.stderr


def check_characters(path):
    """Attributes are characters for netCDF, and the tools that know no strings take them. Names stay strings."""
    def visit(group):
        for holder in (group, *group.variables.values()):
            for name in holder.ncattrs():
                assert not isinstance(holder.getncattr(name), list), name
        for inner in group.groups.values():
            visit(inner)

    with netCDF4.Dataset(path) as file:
        visit(file)
        assert file["yearly/year"].units == "year" and file["replication"].units == "1"
    head, _ = output_of("ncdump", "-h", path)
    assert "string :" not in head and "string arm:" not in head, "an attribute is a string"
    head, complaints = output_of("ncks", "-m", path)
    assert 'investment_meur:units = "meur" ;' in head, head
    assert "string investment_meur" not in head and not complaints, complaints
    printed, complaints = output_of("ncks", "-H", "-C", "-v", "/areas/investment_meur", path)
    assert printed and not complaints, complaints
    head, _ = output_of("h5dump", "-a", "/investment_meur/units", path)
    assert "STRSIZE 4;" in head and '"meur"' in head, head


def check_cdo(path, folder):
    """cdo knows grids and no groups: it reads the root group, and says so; it is to have nothing else to say. Years are
    its time once ncks has taken one run out."""
    printed, complaints = output_of("cdo", "-s", "showname", path)
    assert "investment_meur" in printed.split(), printed
    known = ("groups not supported", "Coordinates variable")
    other = [line for line in complaints.splitlines() if line.strip() and not any(k in line for k in known)]
    assert not other, other
    one, series = f"{folder}/one.nc", f"{folder}/series.nc"
    output_of("ncks", "-O", "-6", "-C", "-G", ":", "-g", "yearly", "-v", "investment_meur,year", "-d", "case,0",
              "-d", "replication,0", path, one)
    output_of("ncwa", "-O", "-C", "-a", "case,replication", one, series)
    printed, _ = output_of("cdo", "-s", "showyear", series)
    assert printed.split() == ["2026", "2027", "2028"], printed


def main(folder):
    for name, coordinates in (("plain.h5", ["arm", "behaviour"]), ("factor.h5", ["arm", "behaviour", "finance"])):
        path = f"{folder}/{name}"
        for engine in ("netcdf4", "h5netcdf"):
            with xr.open_dataset(path, engine=engine) as ds:
                check_root(ds, coordinates)
                check_unstack(ds, coordinates)
            check_years(path, engine, coordinates)
            check_groups(path, engine, coordinates)
            check_institutions(path, engine, coordinates)
            check_firms_and_events(path, engine)
            check_investors_and_deals(path, engine)
            check_page(path, engine)
        head = subprocess.run(["ncdump", "-h", path], check=True, capture_output=True, text=True)
        assert not head.stderr, head.stderr
        for line in ("double scale_up_share(case, replication)", "string arm(case)", "group: areas", "group: yearly",
                     "group: events"):
            assert line in head.stdout, line
        check_characters(path)
        check_cdo(path, folder)
    for engine in ("netcdf4", "h5netcdf"):
        check_sampled(f"{folder}/sampled.h5", engine)
    check_characters(f"{folder}/sampled.h5")
    print("xarray, ncdump, h5dump, ncks and cdo open the files")


if __name__ == "__main__":
    main(sys.argv[1])
