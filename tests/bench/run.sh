#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Installs the peers and what else is missing, builds the release, and compares: see compare.py, which takes the
# arguments. Needs root, for network namespaces and devices in them.
#
#   bash tests/bench/run.sh                        minutes
#   bash tests/bench/run.sh --quick                one round of everything
#   bash tests/bench/run.sh --only jdk --no-peers  what one wants while working on the scanner
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=samples/packages.sh
. "$root/samples/packages.sh"
build=$root/build/release

bench_packages_apt=(nmap sslscan valgrind time openjdk-17-jre-headless openssl python3 python3-jsonschema iproute2
  util-linux)

main() {
  if command -v dpkg-query >/dev/null; then
    install_apt "${build_packages_apt[@]}" "${bench_packages_apt[@]}"
  else
    say "no Debian packages here: what is not installed already makes the bench fail"
  fi
  use_fast_tools
  say "building"
  [ -f "$build/build.ninja" ] || (cd "$root" && quietly cmake --preset release)
  quietly cmake --build "$build" --target sstp-probe sstp-sample-gateway
  as_root env PYTHONDONTWRITEBYTECODE=1 python3 "$root/tests/bench/compare.py" --sstp-probe "$build/sstp-probe" \
    --sample-gateway "$build/samples/gateway/sstp-sample-gateway" "$@"
}

main "$@"
