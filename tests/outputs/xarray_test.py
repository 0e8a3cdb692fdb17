#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Opens results files as a researcher does. Usage: xarray_test.py FOLDER, with the synthetic files plain.h5 and
factor.h5 in it. Missing modules are a failure."""
import subprocess
import sys

import numpy as np
import xarray as xr

try:
    import h5netcdf  # noqa: F401
    import netCDF4  # noqa: F401
except ImportError as missing:
    sys.exit(f"{missing}: install python3-h5netcdf and python3-netcdf4")

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


def main(folder):
    for name, coordinates in (("plain.h5", ["arm", "behaviour"]), ("factor.h5", ["arm", "behaviour", "finance"])):
        path = f"{folder}/{name}"
        for engine in ("netcdf4", "h5netcdf"):
            with xr.open_dataset(path, engine=engine) as ds:
                check_root(ds, coordinates)
                check_unstack(ds, coordinates)
            check_years(path, engine, coordinates)
            check_firms_and_events(path, engine)
        head = subprocess.run(["ncdump", "-h", path], check=True, capture_output=True, text=True)
        assert not head.stderr, head.stderr
        for line in ("double scale_up_share(case, replication)", "string arm(case)", "group: yearly", "group: events"):
            assert line in head.stdout, line
    print("xarray and ncdump open the files")


if __name__ == "__main__":
    main(sys.argv[1])
