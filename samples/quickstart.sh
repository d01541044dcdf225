#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# From a fresh machine to a matrix: installs what is missing, builds, starts two sample gateways on loopback and scans
# both. With arguments it scans those targets instead; they are handed to `sstp-probe scan` as they stand.
#
#   bash samples/quickstart.sh
#   bash samples/quickstart.sh vpn.example.net --sni other.example.net
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=samples/packages.sh
. "$root/samples/packages.sh"
build=$root/build/release
work=
pids=()

main() {
  install_what_is_missing
  build_release
  if [ $# -gt 0 ]; then
    "$build/sstp-probe" scan "$@"
    return
  fi

  work=$(mktemp -d)
  trap clean_up EXIT
  trap 'exit 130' INT TERM
  local before after
  start_gateway before-cutoff
  start_gateway after-cutoff
  before=$(address_of before-cutoff)
  after=$(address_of after-cutoff)
  say "a gateway as they were before the cutoff: $before"
  "$build/sstp-probe" scan "$before"
  echo
  say "a gateway as they are after the cutoff: $after"
  "$build/sstp-probe" scan "$after"
  echo
  say "now your own: bash samples/quickstart.sh HOST[:PORT], or $build/sstp-probe --help"
}

install_what_is_missing() {
  if command -v dpkg-query >/dev/null; then
    install_apt "${build_packages_apt[@]}"
  elif command -v brew >/dev/null; then
    install_brew "${build_packages_brew[@]}"
    OPENSSL_ROOT_DIR=$(brew --prefix openssl@3)
    export OPENSSL_ROOT_DIR
  else
    local tool
    for tool in cmake ninja c++; do
      command -v "$tool" >/dev/null ||
        fail "$tool is missing, and this system has neither apt nor brew. Install CMake 3.25, Ninja, a C++20 compiler," \
          "Boost 1.81, OpenSSL 3, CLI11, fmt, nlohmann/json and toml++, and run this again."
    done
  fi
}

build_release() {
  use_fast_tools
  [ -f "$build/build.ninja" ] || (cd "$root" && quietly cmake --preset release)
  [ -x "$build/sstp-probe" ] || say "building (a few minutes the first time)"
  quietly cmake --build "$build"
}

# start_gateway PROFILE: comes back when it listens.
start_gateway() {
  local log=$work/$1 waited
  "$build/samples/gateway/sstp-sample-gateway" --port 0 "$root/samples/gateway/$1.toml" >"$log" 2>&1 &
  pids+=("$!")
  for ((waited = 0; waited < 100; waited++)); do
    grep -q '^listening on ' "$log" && return
    kill -0 "$!" 2>/dev/null || break
    sleep 0.1
  done
  cat "$log" >&2
  fail "the sample gateway $1 did not start"
}

address_of() { sed -n 's/^listening on //p' "$work/$1"; }

clean_up() {
  local pid
  for pid in ${pids[@]+"${pids[@]}"}; do kill "$pid" 2>/dev/null || true; done
  wait
  rm -rf "$work"
}

main "$@"
