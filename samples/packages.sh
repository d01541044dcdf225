# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# To be sourced. Installs the packages that a script names, those that are missing and no others.

# What the product needs to be built. A word "a|b" takes the first of these packages that the system offers.
# shellcheck disable=SC2034  # for those that source this file
build_packages_apt=(cmake ninja-build g++ 'libboost1.81-dev|libboost1.83-dev|libboost1.88-dev' libssl-dev libcli11-dev
  libfmt-dev nlohmann-json3-dev libtomlplusplus-dev libpugixml-dev libkainjow-mustache-dev)
# shellcheck disable=SC2034
build_packages_brew=(cmake ninja boost openssl@3 cli11 fmt nlohmann-json tomlplusplus pugixml)

say() { printf '==> %s\n' "$*" >&2; }
fail() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# install_apt PACKAGE...: nothing is asked of the network when nothing is missing.
install_apt() {
  local wanted alternative missing=() chosen=()
  for wanted in "$@"; do apt_has_any "$wanted" || missing+=("$wanted"); done
  [ "${#missing[@]}" -eq 0 ] && return
  command -v apt-get >/dev/null || fail "these packages are missing, and there is no apt-get to install them: ${missing[*]}"

  say "installing ${missing[*]}"
  as_root apt-get -qq update
  for wanted in "${missing[@]}"; do
    alternative=$(first_offered "$wanted") || fail "this release has no package $wanted; Debian 12 and later have"
    chosen+=("$alternative")
  done
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends \
    -o Dpkg::Use-Pty=0 install "${chosen[@]}" >/dev/null
}

# install_brew PACKAGE...
install_brew() {
  local wanted missing=()
  for wanted in "$@"; do brew list --versions "$wanted" >/dev/null 2>&1 || missing+=("$wanted"); done
  [ "${#missing[@]}" -eq 0 ] && return
  say "installing ${missing[*]}"
  brew install --quiet "${missing[@]}"
}

apt_has_any() {
  local package
  for package in ${1//|/ }; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] && return
  done
  return 1
}

first_offered() {
  local package
  for package in ${1//|/ }; do
    if apt-cache show "$package" >/dev/null 2>&1; then
      echo "$package"
      return
    fi
  done
  return 1
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "root is needed for this, and there is no sudo: $*"
  fi
}

# The compiler cache and the fast linker are used where they are there; both are a matter of seconds, not of results.
use_fast_tools() {
  if command -v ccache >/dev/null; then
    export CMAKE_CXX_COMPILER_LAUNCHER="${CMAKE_CXX_COMPILER_LAUNCHER-ccache}"
    export CCACHE_SLOPPINESS="${CCACHE_SLOPPINESS-pch_defines,time_macros}"  # or it leaves precompiled headers alone
  fi
  if command -v mold >/dev/null; then export LDFLAGS="${LDFLAGS--fuse-ld=mold}"; fi
}

# quietly COMMAND...: its output is shown only when it fails.
quietly() {
  local log
  log=$(mktemp)
  if "$@" >"$log" 2>&1; then
    rm -f "$log"
  else
    cat "$log" >&2
    rm -f "$log"
    fail "this failed: $*"
  fi
}
