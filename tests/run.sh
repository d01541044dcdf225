#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Installs what the tests need, builds everything with the address and undefined-behaviour sanitizers, and runs
# everything, against real servers too: one CTest run, whose summary is the last word. The other presets (fuzzers,
# Windows, and the release by way of the quickstart) are tests of that run.
#
#   bash tests/run.sh                 everything
#   bash tests/run.sh -L unit         with arguments for ctest: a part
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=samples/packages.sh
. "$root/samples/packages.sh"

# Of what differs from release to release, the first that a release offers; a compiler comes with its own runtime.
clang=
for version in 14 15 16 17 18 19 20 21 22 23; do clang+="${clang:+|}clang-$version&libclang-rt-$version-dev"; done
test_packages_apt=(doctest-dev
  openssl 'openjdk-17-jre-headless|openjdk-21-jre-headless|openjdk-25-jre-headless' gnutls-bin 'nginx-light|nginx'
  sstp-client tshark python3 libxml2-utils python3-jsonschema python3-yaml iproute2 util-linux unzip
  'chromium&chromium-driver|chromium-browser&chromium-chromedriver' poppler-utils
  "$clang" mold g++-mingw-w64-x86-64-posix clang-format-14)

# Node.js from elsewhere has npm in it, and Debian's would replace it.
command -v npm >/dev/null || test_packages_apt+=(npm)

main() {
  if command -v dpkg-query >/dev/null; then
    install_apt "${build_packages_apt[@]}" "${test_packages_apt[@]}"
  else
    say "no Debian packages here: what is not installed already makes its tests fail"
  fi
  use_fast_tools
  cd "$root"
  say "building"
  [ -f build/asan/build.ninja ] || quietly cmake --preset asan
  quietly cmake --build --preset asan
  say "testing"
  # Tests with servers wait more than they compute, and two of the presets are built beside them.
  ctest --preset asan --parallel "$(($(getconf _NPROCESSORS_ONLN) + 3))" "$@"
}

main "$@"
