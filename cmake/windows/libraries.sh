#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# What the program is linked with for Windows and Debian has compiled for itself alone: OpenSSL and pugixml, built with
# mingw-w64 from Debian's source packages, which apt verifies, of the versions that are installed here. Prints the folder
# that CMake takes them from (preset mingw64). They are kept between builds, and built anew when these versions, the
# compiler or this script are others.
#
#   bash cmake/windows/libraries.sh
set -euo pipefail

script=$(realpath "${BASH_SOURCE[0]}")
root=$(dirname "$script")/../..
# shellcheck source=samples/packages.sh
. "$root/samples/packages.sh"
cache=${XDG_CACHE_HOME:-$HOME/.cache}/sstp-probe/windows
compiler=x86_64-w64-mingw32-g++-posix
work=

main() {
  install_apt "${build_packages_windows_apt[@]}"
  local kept
  kept=$cache/$(fingerprint)
  if [ ! -d "$kept" ]; then
    mkdir -p "$cache"
    exec 9>"$cache/lock"  # two builds that start at once
    flock 9
    [ -d "$kept" ] || build "$kept"
  fi
  echo "$kept"
}

fingerprint() {
  { "$compiler" --version && installed_version libssl-dev && installed_version libpugixml-dev && cat "$script"; } |
    sha256sum | cut -c -16
}

# build FOLDER: it appears whole or not at all.
build() {
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  say "building OpenSSL and pugixml for Windows (a few minutes, once)"
  (cd "$work" && fetch_sources libssl-dev libpugixml-dev)
  mkdir "$work/openssl" "$work/pugixml"
  tar xf "$work"/openssl_*.orig.tar.* -C "$work/openssl" --strip-components 1
  tar xf "$work"/pugixml_*.orig.tar.* -C "$work/pugixml" --strip-components 1
  rm -rf "$1.new"
  quietly build_openssl "$1.new"
  quietly build_pugixml "$1.new"
  mv "$1.new" "$1"
}

# fetch_sources PACKAGE...: the upstream archives that these are made of, into the folder that one stands in. Whoever has
# no lines for sources has those for programs: apt is given a copy of these, and a state of its own, so that nothing of the
# system's changes.
fetch_sources() {
  local apt=$work/apt file package source
  mkdir -p "$apt/parts" "$apt/lists" "$apt/cache"
  for file in /etc/apt/sources.list.d/*.sources; do
    [ ! -f "$file" ] || sed 's/^Types:.*/Types: deb-src/' "$file" >"$apt/parts/$(basename "$file")"
  done
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
    [ ! -f "$file" ] ||
      sed -nE 's/^deb(-src)?[[:space:]]/deb-src /p' "$file" | sort -u >"$apt/parts/$(basename "$file" .list).list"
  done
  local options=(-qq -o "Dir::Etc::SourceList=/dev/null" -o "Dir::Etc::SourceParts=$apt/parts"
    -o "Dir::State::Lists=$apt/lists" -o "Dir::Cache=$apt/cache" -o APT::Sandbox::User=)
  quietly apt-get "${options[@]}" update
  for package in "$@"; do
    source=$(dpkg-query -W -f '${source:Package}=${source:Version}' "$package")
    apt-get "${options[@]}" source --download-only --tar-only "$source" >&2 && continue
    say "$source is installed here, but there is no source of it any more, so the newest is taken; better upgrade $package"
    quietly apt-get "${options[@]}" source --download-only --tar-only "${source%%=*}"
  done
}

# Nothing of it is loaded at run time: no module, no engine, no file of settings, which on Windows others might have put
# there.
build_openssl() {
  cd "$work/openssl"
  ./Configure mingw64 --cross-compile-prefix=x86_64-w64-mingw32- CC=gcc-posix CXX=g++-posix --prefix="$1" --libdir=lib \
    --openssldir='C:/Program Files/Common Files/SSL' no-shared no-module no-dso no-engine no-async no-tests \
    no-autoload-config
  make -j"$(getconf _NPROCESSORS_ONLN)" build_libs
  make install_dev
}

build_pugixml() {
  cmake -S "$work/pugixml" -B "$work/pugixml-build" -G Ninja -D CMAKE_BUILD_TYPE=Release -D CMAKE_SYSTEM_NAME=Windows \
    -D CMAKE_CXX_COMPILER="$compiler" -D CMAKE_INSTALL_PREFIX="$1" -D CMAKE_INSTALL_LIBDIR=lib
  cmake --build "$work/pugixml-build"
  cmake --install "$work/pugixml-build"
}

main "$@"
