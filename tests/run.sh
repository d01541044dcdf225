#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Installs what the tests need, builds everything with the address and undefined-behaviour sanitizers, and runs
# all tests, against real servers too, and the quickstart: one CTest run, whose summary is the last word.
#
#   bash tests/run.sh                           all that tells whether a change is right
#   bash tests/run.sh -L unit                   with arguments for ctest: a part
#   bash tests/run.sh --presets                 and the other builds as tests of that run: fuzzers, libc++, and the packages;
#                                               twice as long
#   bash tests/run.sh --without jdk             and without the tests that need this, which a release may not have
#   bash tests/run.sh --windows                 the program for Windows instead: cross-built with mingw-w64, under Wine
#   bash tests/run.sh --quickstart-in bookworm,trixie    and the quickstart in bare trees of these releases: root, a
#                                               mirror and namespaces are needed, and what is not there is a failure
#   bash tests/run.sh --bare                    nothing here: the quickstart in bare trees of each release that is in use,
#                                               as root and with sudo, and all of this in the newest; an hour and more
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=samples/packages.sh
. "$root/samples/packages.sh"

# Without these there is no test at all.
test_packages_apt=(doctest-dev openssl git python3 python3-jsonschema python3-yaml libxml2-utils iproute2 util-linux unzip zip
  time mold)

# NAME=WORD: what some tests need, by the name that --without and the tests' lists (add_needs in tests/CMakeLists.txt)
# call it. A clang comes with its own runtime or library; clang-format is of one version, because versions differ in their
# taste.
clang=
for version in {14..30}; do clang+="${clang:+|}clang-$version&libclang-rt-$version-dev"; done
libcxx=
for version in {19..30}; do libcxx+="${libcxx:+|}clang-$version&libc++-$version-dev&libc++abi-$version-dev"; done
test_needs_apt=(
  'jdk=openjdk-17-jre-headless|openjdk-21-jre-headless|openjdk-25-jre-headless'
  gnutls=gnutls-bin
  'nginx=nginx-light|nginx'
  sstp-client=sstp-client
  tshark=tshark
  'chromium=chromium&chromium-driver|chromium-browser&chromium-chromedriver'
  npm=npm
  'erlang=erlang-base&erlang-ssl'
  poppler=poppler-utils
  clang-format=clang-format-19
  'shells=fish&zsh&man-db')
preset_needs_apt=(
  "clang=$clang"
  "libcxx=$libcxx"
  lintian=lintian)
wine_packages_apt=(doctest-dev openssl python3 python3-jsonschema wine64)

presets=         # not empty: these too
without=()       # names of test_needs_apt and preset_needs_apt
absent_needs=()  # the same: those that this release does not have
bare_in=         # releases, with commas
bare=            # not empty: all releases, and nothing here
windows=         # not empty: the program for Windows, and nothing else
ctest_arguments=()

main() {
  read_arguments "$@"
  cd "$root"
  if [ -n "$bare" ]; then
    run_bare
    return
  fi
  if [ -n "$windows" ]; then
    run_windows
    return
  fi
  if command -v dpkg-query >/dev/null; then
    install_what_is_missing
  else
    say "no Debian packages here: what is not installed already makes its tests fail"
  fi
  use_fast_tools
  say "building"
  quietly cmake --preset asan -D "SSTP_PROBE_WITHOUT=$(list_of ${without[@]+"${without[@]}"})" \
    -D "SSTP_PROBE_ABSENT=$(list_of ${absent_needs[@]+"${absent_needs[@]}"})" -D "SSTP_PROBE_BARE=${bare_in//,/;}" -D "SSTP_PROBE_PRESETS=$presets"
  quietly cmake --build --preset asan
  say "testing"
  # Tests with servers wait more than they compute; other presets are built beside them, at the lowest priority.
  ctest --preset asan --parallel "$(($(getconf _NPROCESSORS_ONLN) + 4))" ${ctest_arguments[@]+"${ctest_arguments[@]}"}
}

read_arguments() {
  while [ $# -gt 0 ]; do
    case $1 in
      --without) add_without "${2-}" && shift ;;
      --without=*) add_without "${1#*=}" ;;
      --quickstart-in) set_bare_in "${2-}" && shift ;;
      --quickstart-in=*) set_bare_in "${1#*=}" ;;
      --presets) presets=yes ;;
      --bare) bare=yes ;;
      --windows) windows=yes ;;
      *) ctest_arguments+=("$1") ;;
    esac
    shift
  done
}

set_bare_in() {
  bare_in=$1
  [[ $bare_in =~ ^[a-z]+(,[a-z]+)*$ ]] || fail "--quickstart-in takes releases, such as bookworm,trixie, not '$1'"
}

# The servers that it scans, and the program that it is compared with, are built for this system.
run_windows() {
  install_apt "${build_packages_windows_apt[@]}" "${wine_packages_apt[@]}"
  use_fast_tools
  say "building for this system what the program for Windows is tested with"
  quietly cmake --preset asan
  quietly cmake --build --preset asan --target sstp-probe sstp-sample-gateway misbehaving-peer
  say "building for Windows"
  cmake --preset mingw64 -D SSTP_PROBE_TESTS=ON >/dev/null  # tells itself what it builds once
  quietly cmake --build --preset mingw64
  say "testing under Wine"
  ctest --preset mingw64 --parallel "$(getconf _NPROCESSORS_ONLN)" ${ctest_arguments[@]+"${ctest_arguments[@]}"}
}

# Those that --without names are left out of the whole run in the newest release.
run_bare() {
  local name arguments=
  if command -v dpkg-query >/dev/null; then install_apt cmake ninja-build; fi
  for name in ${without[@]+"${without[@]}"}; do arguments+="--without=$name;"; done
  quietly cmake -S tests/bare -B build/bare -G Ninja -D "SSTP_PROBE_BARE_ARGUMENTS=$arguments"
  ctest --test-dir build/bare --output-on-failure ${ctest_arguments[@]+"${ctest_arguments[@]}"}
}

add_without() {
  local need names=
  for need in "${test_needs_apt[@]}" "${preset_needs_apt[@]}"; do
    if [ "$1" = "${need%%=*}" ]; then
      without+=("$1")
      return
    fi
    names+=" ${need%%=*}"
  done
  fail "--without takes one of these, not '$1':$names"
}

# A need that the release does not have is told of now, and its tests count as failed in the end (add_needs).
install_what_is_missing() {
  local missing=() absent=() packages=() wanted=() need word
  [ -z "$presets" ] || test_needs_apt+=("${preset_needs_apt[@]}")
  for need in "${test_needs_apt[@]}"; do is_left_out "${need%%=*}" || wanted+=("${need#*=}"); done
  choose_apt "${build_packages_apt[@]}" "${test_packages_apt[@]}" ${wanted[@]+"${wanted[@]}"}
  for word in ${absent[@]+"${absent[@]}"}; do
    need=$(need_of "$word") || fail "this release has no package $word, and without it there is no test; Debian 12 and later have"
    absent_needs+=("$need")
    say "this release has no $need (the packages $word), so the tests that need it fail; --without $need leaves them out"
  done
  install_packages_apt
}

# Node.js from elsewhere has npm in it, and Debian's would replace it.
is_left_out() {
  [[ " ${without[*]-} " == *" $1 "* ]] || { [ "$1" = npm ] && command -v npm >/dev/null; }
}

need_of() {
  local need
  for need in "${test_needs_apt[@]}"; do [ "$1" = "${need#*=}" ] && echo "${need%%=*}" && return; done
  return 1
}

# list_of NAME...: as CMake writes lists.
list_of() {
  local IFS=';'
  echo "$*"
}

main "$@"
