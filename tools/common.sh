# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# What tools/run and tools/test share. Sourcing it goes to the top of the project.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '\n== %s\n' "$*"; }

# Runs a command in silence; shows what it said only if it fails.
quietly() {
  local log status=0
  log=$(mktemp)
  "$@" >"$log" 2>&1 </dev/null || status=$?
  if ((status != 0)); then
    cat "$log" >&2
    printf 'failed (exit status %s): %s\n' "$status" "$*" >&2
  fi
  rm -f "$log"
  return "$status"
}

# The packages of the given kinds (build, test) that this machine lacks; not those whose command is there already.
missing_packages() {
  local kind package provides
  for kind in "$@"; do
    while read -r package provides; do
      [[ -n $provides ]] && command -v "$provides" >/dev/null && continue
      [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || echo "$package"
    done < <(awk -v kind="$kind" '$1 == kind { print $2, $3 }' tools/packages.txt)
  done
}

# Installs the packages of the given kinds that are missing; says how if it may not.
install_missing() {
  if ! command -v dpkg-query >/dev/null; then
    echo "Not a Debian system: the packages in tools/packages.txt are taken to be there."
    return
  fi
  local missing as_root=()
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]} > 0)) || return 0
  if [[ $(id -u) != 0 ]]; then
    if ! sudo -n true 2>/dev/null; then
      printf 'These Debian packages are missing, and installing them needs root:\n  %s\nInstall them with\n' "${missing[*]}" >&2
      printf '  sudo apt-get update && sudo apt-get install --no-install-recommends %s\nand start again.\n' "${missing[*]}" >&2
      exit 1
    fi
    as_root=(sudo -n)
  fi
  say "Installing ${#missing[@]} Debian packages: ${missing[*]}"
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300)
  quietly "${apt[@]}" update || echo "apt-get update failed; trying with the package lists at hand." >&2
  quietly "${apt[@]}" install --yes --no-install-recommends "${missing[@]}"
}

# Configures and builds a preset of CMakePresets.json into build/PRESET.
build() {
  say "Building into build/$1"
  quietly cmake --preset "$1"
  cmake --build --preset "$1" --parallel "$(nproc)"
}
