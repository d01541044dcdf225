#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Prints what else is in the program, by the Debian packages that it was built with.
#
#   bash third_party.sh notices KIND GCC      their licences, whole, as those want it
#   bash third_party.sh bill KIND GCC VERSION a CycloneDX 1.6 bill of materials
#
# KIND: shared; static or windows, with the libraries that only that program carries too. GCC: the major version of the compiler. Ends with 1,
# and says which, where a package is not installed as Debian's.
set -euo pipefail

# NAME|PACKAGE|LICENCE, an SPDX expression. Boost's version is in the name of its package.
in_both=('Boost|libboost[0-9]*-dev|BSL-1.0' 'CLI11|libcli11-dev|BSD-3-Clause' 'fmt|libfmt-dev|MIT'
  'nlohmann/json|nlohmann-json3-dev|MIT' 'toml++|libtomlplusplus-dev|MIT' 'Mustache|libkainjow-mustache-dev|BSL-1.0')
in_file=('OpenSSL|libssl-dev|Apache-2.0' 'pugixml|libpugixml-dev|MIT')
in_static=("${in_file[@]}" 'GNU C Library|libc6-dev|LGPL-2.1-or-later')
# cmake/windows/libraries.sh builds the sources of these.
in_windows=("${in_file[@]}" 'mingw-w64|mingw-w64-x86-64-dev|ZPL-2.1 AND MIT AND BSD-3-Clause'
  'GNU C++ Library|g++-mingw-w64-x86-64-posix|GPL-3.0-or-later WITH GCC-exception-3.1')

main() {
  local what=$1 kind=$2 gcc=$3
  components=("${in_both[@]}")
  case $kind in
    static)
      components+=("${in_static[@]}" "GNU C++ Library|libstdc++-$gcc-dev|GPL-3.0-or-later WITH GCC-exception-3.1")
      ;;
    windows) components+=("${in_windows[@]}") ;;
    shared) ;;
    *) fail "shared, static or windows, not '$kind'" ;;
  esac
  case $what in
    notices) print_notices "$kind" ;;
    bill) print_bill "$4" ;;
    *) fail "notices or bill, not '$what'" ;;
  esac
}

fail() {
  echo "third_party.sh: $*" >&2
  exit 1
}

# find_component COMPONENT: sets name, license, package, version and source.
find_component() {
  local pattern found
  IFS='|' read -r name pattern license <<<"$1"
  found=$(dpkg-query --show --showformat='${db:Status-Abbrev}|${Package}|${Version}|${source:Package}\n' "$pattern" 2>/dev/null |
    sed -nE '0,/^ii +\|/s/^ii +\|//p')
  [ -n "$found" ] || fail "$name does not come from Debian's $pattern here, and so nobody knows its licence's text"
  IFS='|' read -r package version source <<<"$found"
}

print_notices() {
  local component name license package version source
  echo "sstp-probe is under the Apache License 2.0 (LICENSE). The program has the following in it as well."
  [ "$1" != static ] || echo "
Of the GNU C Library, which is linked in, the source of the very version named below is Debian's source package of that
name (https://snapshot.debian.org); with another version of it the program is built again by its own public source and
\"cmake --preset static\", as section 6 of the LGPL wants it."
  for component in "${components[@]}"; do
    find_component "$component"
    printf '\n%s\n%s (%s %s of Debian): %s\n%s\n\n' "$(line)" "$name" "$source" "$version" "$license" "$(line)"
    # That one asks for nothing in programs, and Debian's list of Boost's authors is longer than the program.
    [ "$license" = BSL-1.0 ] || cat "/usr/share/doc/$package/copyright"
  done
}

line() { printf '=%.0s' {1..100}; }

# What is in it has letters, digits and signs that JSON takes as they are, but for the backslash.
print_bill() {
  local component name license package version source separator=
  cat <<END
{
  "bomFormat": "CycloneDX",
  "specVersion": "1.6",
  "version": 1,
  "metadata": {
    "component": {"type": "application", "bom-ref": "sstp-probe", "name": "sstp-probe", "version": "$1",
                  "licenses": [{"license": {"id": "Apache-2.0"}}]}
  },
  "components": [
END
  for component in "${components[@]}"; do
    find_component "$component"
    printf '%s    {"type": "library", "bom-ref": "%s", "name": "%s", "version": "%s", "licenses": [{"expression": "%s"}],\n' \
      "$separator" "$source" "$name" "$version" "$license"
    printf '     "purl": "pkg:deb/debian/%s@%s"}' "$(encoded "$source")" "$(encoded "$version")"
    separator=$',\n'
  done
  printf '\n  ],\n  "dependencies": [{"ref": "sstp-probe", "dependsOn": ['
  separator=
  for component in "${components[@]}"; do
    find_component "$component"
    printf '%s"%s"' "$separator" "$source"
    separator=', '
  done
  printf ']}]\n}\n'
}

# As a package URL wants it.
encoded() { sed 's/%/%25/g; s/+/%2B/g; s/:/%3A/g; s/~/%7E/g' <<<"$1"; }

main "$@"
