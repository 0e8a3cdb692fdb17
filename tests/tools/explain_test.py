#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Compares explanations with the panel of firms of the results file. Usage: explain_test.py FILE.h5 CASE JSON ...;
CASE is the number of the case that all of them explain. Orders lead by one year."""
import json
import sys

import numpy as np
import xarray as xr

BINDING = ["none", "no_demand", "no_tender_won", "npv", "option_value", "finance", "labour"]


def check(told, panel):
    stored = panel.sel(year=told["year"]).isel(replication=told["replication"], firm=told["firm"])
    next_year = told["demand"][2]
    pairs = [("npv_meur", told["best"]["npv_meur"]), ("trigger", told["best"]["trigger"]),
             ("value_to_cost", told["best"]["value_to_cost"]), ("forecast_demand_meur", next_year["demand_meur"]),
             ("perceived_sd", next_year["log_sd"]), ("trust", told["who"]["trust"]), ("weight", told["who"]["weight"])]
    for name, value in pairs:
        assert stored[name].dtype == np.float32, name  # the file keeps firms so: the value rounded once, or its neighbour
        np.testing.assert_array_max_ulp(np.float32(value), stored[name].values, maxulp=1)
    assert BINDING[int(stored.binding_constraint)] == told["binding_constraint"]


panel = xr.open_dataset(sys.argv[1], group="firms").isel(case=int(sys.argv[2]))
for path in sys.argv[3:]:
    with open(path) as file:
        check(json.load(file), panel)
