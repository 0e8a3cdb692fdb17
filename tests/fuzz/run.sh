#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Runs the fuzz targets from the packaged files: tests/fuzz/run.sh BUILD-FOLDER [inputs for each target, or 25000].
# Journals begin with those of the folder DRUMBEAT_HOSTILE_FILES, which tools_tests -tc='hostile*' fills.
# What makes one crash is left in BUILD-FOLDER/fuzz as crash-* or timeout-*, and the exit code is not 0.
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
build=$(cd "$1" && pwd)
inputs=${2:-25000}
mkdir -p "$build/fuzz"/{study,scenario,table,journal,seeds} && cd "$build/fuzz"
cp "$top"/config/studies/*.csv "$top"/config/scenarios/*.csv seeds/ 2>/dev/null || true
printf 'segments.sensors.orders.cv,firms.sme.wacc\n0.1,0.08\n0.3,0.1\n' > seeds/points.csv
printf 'segments.sensors.orders.cv=0.2\nneutral.by=mean\nfirms.*.wacc=0.1\n' > seeds/settings
if [ -d "${DRUMBEAT_HOSTILE_FILES:-}" ]; then cp -r "$DRUMBEAT_HOSTILE_FILES"/. journal/; fi
fuzz() { # target, seconds an input may take, its longest length, what it begins with
  "$build/tests/fuzz/fuzz_$1" -runs="$inputs" -seed=1 -timeout="$2" -rss_limit_mb=4096 -max_len="$3" -print_final_stats=1 \
    -verbosity=0 "$1" "${@:4}"
}
fuzz study 20 16384 "$top/config/studies"
fuzz scenario 20 65536 "$top/config/scenarios"
fuzz table 20 4096 seeds
fuzz journal 20 1000000
