#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Opens a results file that the program wrote, as a researcher does. Usage: xarray_test.py FILE.h5: the tiny study of
command_test.cpp with years of 7, firms of 3 and investors of 2 of its 20 replications; SecFund and private funds are
there in its second arm. Missing modules are a failure."""
import subprocess
import sys

import h5netcdf  # noqa: F401
import netCDF4  # noqa: F401
import numpy as np
import xarray as xr

OUTCOMES = {"scale_up_share", "scale_up_year", "investment_meur", "leverage_ratio", "domestic_share", "unit_cost",
            "delay_years", "exits", "obsolescence_meur", "public_money_meur"}
YEARLY = {"planned_orders_meur", "orders_meur", "deliveries_meur", "imports_meur", "capacity_meur", "investment_meur",
          "firms", "ledger_residual_meur"}


def check_root(path, engine):
    ds = xr.open_dataset(path, engine=engine)
    assert OUTCOMES <= set(ds.data_vars), OUTCOMES - set(ds.data_vars)
    for name in OUTCOMES:
        assert ds[name].dims == ("case", "replication") and ds[name].shape == (2, 20), name
        assert ds[name].attrs["long_name"] and ds[name].attrs["units"], name
    assert list(ds.arm.values) == ["base", "stable"] and list(ds.behaviour.values) == ["hurdle", "hurdle"]
    assert ds.attrs["seed"] == 5 and ds.attrs["model_signature"] and ds.attrs["content_hash"]
    assert ds.attrs["study"].startswith("format: drumbeat-study/1")
    assert ds.attrs["scenario"].startswith("format: drumbeat-scenario/1")
    assert ds.sel(case=1).public_money_meur.shape == (20,)
    assert (ds.public_money_meur.values > 0).all() and (ds.public_money_meur.values.std(axis=1) > 0).all()
    cube = ds.set_index(case=["arm", "behaviour"]).unstack()
    picked = cube.exits.sel(arm="stable", behaviour="hurdle").values
    np.testing.assert_array_equal(picked, ds.exits.values[1])


def check_groups(path, engine):
    years = xr.open_dataset(path, group="yearly", engine=engine)
    assert YEARLY <= set(years.variables), YEARLY - set(years.variables)
    assert any(name.startswith("binding_constraint_") for name in years.data_vars)
    assert years.orders_meur.dims == ("case", "replication", "year", "segment") and years.orders_meur.shape == (2, 7, 4, 1)
    assert years.ledger_residual_meur.dims == ("case", "replication", "year")
    assert np.abs(years.ledger_residual_meur.values).max() < 1e-6
    sensors = years.sel(segment="sensors")
    assert (sensors.orders_meur.values > 0).any() and list(sensors.year.values) == [2026, 2027, 2028, 2029]
    assert list(years.arm.values) == ["base", "stable"]
    books = xr.open_dataset(path, group="accounts", engine=engine)
    assert books.paid_meur.shape[:3] == (2, 7, 4)
    size = np.abs(books.paid_meur).sum("sector")
    assert (np.abs(books.paid_meur.sum("sector")) <= 1e-12 * size).all() and float(size.max()) > 100
    paid = books.paid_meur.sel(sector="ministry", purpose=["advance", "delivery", "imports"]).sum("purpose")
    held = xr.open_dataset(path, group="institutions", engine=engine)
    assert held.defence_budget_meur.shape == (2, 7, 4)
    assert (paid > .3 * held.defence_budget_meur).any() and np.isnan(held.secfund_cash_meur.values[0]).all()
    firms = xr.open_dataset(path, group="firms", engine=engine)
    assert firms.cash_meur.dims == ("case", "replication", "year", "firm") and firms.sizes["replication"] == 3
    assert np.isfinite(firms.cash_meur.values).any()
    assert xr.open_dataset(path, group="events", engine=engine).sizes["event"] > 0
    check_investors(path, engine, held)


def check_investors(path, engine, held):
    funds = xr.open_dataset(path, group="investors", engine=engine)
    assert funds.sizes["replication"] == 2 and np.isnan(funds.value_meur.sel(case=0).values).all()
    names = funds.type.attrs["flag_meanings"].split()
    by_type = funds.value_meur.sel(case=1).groupby("type").sum()
    assert [names[int(code)] for code in by_type.type.values] == names and np.isfinite(by_type.values).all()
    placed = funds.invested_meur.sel(case=1, investor=slice(1, None)).sum("investor")
    told = held.investors_invested_meur.sel(case=1, replication=[0, 1]).fillna(0)
    np.testing.assert_allclose(placed.values, told.values, rtol=1e-5)
    deals = xr.open_dataset(path, group="deals", engine=engine)
    assert {0, 1, 2} <= set(deals.kind.values) and (deals.case.values == 1).all() and (deals.replication.values < 2).all()
    equity = deals.amount_meur.where(deals.kind <= 2).sum()
    years = xr.open_dataset(path, group="yearly", engine=engine).sel(case=1, replication=[0, 1])
    np.testing.assert_allclose(equity, (years.private_equity_meur + years.secfund_meur).sum())
    assert float(equity) > 0 and float(funds.value_meur.sum()) > 0


def main(path):
    for engine in ("netcdf4", "h5netcdf"):
        check_root(path, engine)
        check_groups(path, engine)
    head = subprocess.run(["ncdump", "-h", path], check=True, capture_output=True, text=True)
    assert not head.stderr, head.stderr
    for line in ("double scale_up_share(case, replication)", "string arm(case)", "group: yearly", "group: firms", "group: events"):
        assert line in head.stdout, line


if __name__ == "__main__":
    main(sys.argv[1])
