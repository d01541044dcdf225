#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Makes what is handed out, and the list of its hashes: a .deb for the release of Debian that this runs on, and a .tar.gz
# whose program needs nothing of the Linux that it runs on; with --windows a .zip for Windows too, which mingw-w64 makes.
# The same commit makes programs of the same date.
#
#   bash samples/package.sh [--windows] [FOLDER]        FOLDER is build/packages unless it is given; what is in it goes
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=samples/packages.sh
. "$root/samples/packages.sh"
windows=
if [ "${1-}" = --windows ]; then
  windows=yes
  shift
fi
folder=$(realpath -m "${1:-$root/build/packages}")

main() {
  install_apt "${build_packages_apt[@]}" dpkg-dev gzip
  use_fast_tools
  cd "$root"
  if [ -z "${SOURCE_DATE_EPOCH-}" ] && git rev-parse HEAD >/dev/null 2>&1; then
    SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
    export SOURCE_DATE_EPOCH
  fi
  rm -rf "$folder"
  mkdir -p "$folder"
  pack release
  pack static
  [ -z "$windows" ] || pack mingw64
  cd "$folder"
  sha256sum -- * >SHA256SUMS
  say "in $folder:"
  ls -l
}

pack() {
  say "building $1"
  quietly cmake --preset "$1"
  quietly cmake --build "build/$1" --target all third_party
  quietly cpack --config "build/$1/CPackConfig.cmake" -B "$folder"
  rm -rf "$folder/_CPack_Packages"
}

main "$@"
