# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# To be sourced. Installs the packages that a script names, those that are missing and no others.

# What the product needs to be built. A word is alternatives, "a|b": the first that is installed or that the release
# offers counts. An alternative is packages that belong together, "a&b", and a package may have a least version, "a>=1".
# shellcheck disable=SC2034  # for those that source this file
build_packages_apt=(cmake ninja-build g++ 'libboost1.81-dev|libboost-dev>=1.81' libssl-dev libcli11-dev
  libfmt-dev nlohmann-json3-dev libtomlplusplus-dev libpugixml-dev libkainjow-mustache-dev)
# shellcheck disable=SC2034
build_packages_windows_apt=("${build_packages_apt[@]}" g++-mingw-w64-x86-64-posix make perl)
# shellcheck disable=SC2034
build_packages_brew=(cmake ninja boost openssl@3 cli11 fmt nlohmann-json tomlplusplus pugixml)

say() { printf '==> %s\n' "$*" >&2; }
fail() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# install_apt WORD...: nothing is asked of the network when nothing is missing.
install_apt() {
  local missing=() absent=() packages=()
  choose_apt "$@"
  [ "${#missing[@]}" -eq 0 ] && return
  [ "${#absent[@]}" -eq 0 ] || fail "this release has no package ${absent[*]}; Debian 12 and later have"
  install_packages_apt
}

# choose_apt WORD...: puts into the caller's arrays what is `missing`, what of that the release does not offer (`absent`),
# and the `packages` to install for the rest.
choose_apt() {
  local word alternative
  for word in "$@"; do apt_has_any "$word" || missing+=("$word"); done
  [ "${#missing[@]}" -eq 0 ] && return
  command -v apt-get >/dev/null || fail "these packages are missing, and there is no apt-get to install them: ${missing[*]}"

  as_root apt-get -qq update
  for word in "${missing[@]}"; do
    if alternative=$(first_offered "$word"); then
      # shellcheck disable=SC2206  # packages have no blanks in their names
      packages+=($alternative)
    else
      absent+=("$word")
    fi
  done
}

# install_packages_apt: installs the caller's `packages`.
install_packages_apt() {
  [ "${#packages[@]}" -eq 0 ] && return
  say "installing ${packages[*]}"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends \
    -o Dpkg::Use-Pty=0 install "${packages[@]}" >/dev/null
}

# install_brew PACKAGE...
install_brew() {
  local wanted missing=()
  for wanted in "$@"; do brew list --versions "$wanted" >/dev/null 2>&1 || missing+=("$wanted"); done
  [ "${#missing[@]}" -eq 0 ] && return
  say "installing ${missing[*]}"
  brew install --quiet "${missing[@]}"
}

apt_has_any() { any_of "$1" installed_version >/dev/null; }

# first_offered WORD: the packages of the first alternative, all of which the release offers, with blanks between.
first_offered() { any_of "$1" candidate_version; }

# any_of WORD VERSION_OF: the first alternative for each of whose packages VERSION_OF tells a version that is enough.
any_of() {
  local alternative package names
  for alternative in ${1//|/ }; do
    names=
    for package in ${alternative//&/ }; do
      is_enough "$package" "$2" || continue 2
      names+="${names:+ }${package%%>=*}"
    done
    echo "$names"
    return
  done
  return 1
}

is_enough() {
  local version
  version=$("$2" "${1%%>=*}")
  [ -n "$version" ] || return
  [ "$1" = "${1%%>=*}" ] || dpkg --compare-versions "$version" ge "${1#*>=}"
}

installed_version() {
  dpkg-query -W -f '${db:Status-Status} ${Version}\n' "$1" 2>/dev/null | sed -n 's/^installed //p'
}

# Only the policy tells: `apt-cache show` succeeds for names that other packages mention and nobody offers any more.
candidate_version() {
  LC_ALL=C apt-cache policy "$1" 2>/dev/null | sed -n '/(none)/!s/^ *Candidate: //p'
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
