#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Does in a bare tree of a release what a new user does there: a root file system of its own, with the packages that no
# Debian is without and no others, in namespaces of its own, gone when this ends.
#
#   bash tests/bare/tree.sh RELEASE MINUTES quickstart              as root
#   bash tests/bare/tree.sh RELEASE MINUTES tests [ARGUMENT...]     tests/run.sh as root, with its arguments
#   bash tests/bare/tree.sh RELEASE MINUTES quickstart-by-sudo      both as a user who may call sudo
#   bash tests/bare/tree.sh RELEASE MINUTES tests-by-sudo [ARGUMENT...]
#
# All of it has that many minutes, and whatever ends it is told: no namespaces here, no mirror, no time left. Nothing is
# kept from one tree for the next: what the scripts forget to install has to be missed.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=samples/packages.sh
. "$root/samples/packages.sh"
release=$1
minutes=$2
what=$3
shift 3
work=
inside=  # process id
by_somebody=(runuser -u somebody --)
in_namespaces=(unshare --mount --propagation private --pid --fork --kill-child --ipc --uts)

main() {
  [ "$(id -u)" -eq 0 ] || become_root "$@"
  case $what in
    quickstart | quickstart-by-sudo | tests | tests-by-sudo) ;;
    *) fail "what to do in the tree is quickstart or tests, and either of them -by-sudo, not '$what'" ;;
  esac
  install_apt debootstrap debian-archive-keyring util-linux
  check_namespaces
  work=$(mktemp -d /var/tmp/sstp-probe-bare-XXXXXX)  # /tmp may be memory, and a tree with all packages takes gigabytes
  chmod 755 "$work"
  trap clean_up EXIT
  trap 'exit 130' INT TERM
  make_tree
  copy_network_settings
  copy_sources
  case $what in
    quickstart) try_quickstart ;;
    quickstart-by-sudo)
      add_somebody
      try_quickstart "${by_somebody[@]}"
      ;;
    tests) in_tree bash /opt/sstp-probe/tests/run.sh "$@" ;;
    tests-by-sudo)
      add_somebody
      in_tree "${by_somebody[@]}" bash /opt/sstp-probe/tests/run.sh "$@"
      ;;
  esac
}

# sudo takes away what tells how the network is reached.
become_root() {
  as_root env http_proxy="${http_proxy-}" https_proxy="${https_proxy-}" no_proxy="${no_proxy-}" \
    NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS-}" bash "$root/tests/bare/tree.sh" "$release" "$minutes" "$what" "$@"
  exit
}

# Said before anything is fetched. Containers often may not make any, or not mount a /proc of their own.
check_namespaces() {
  "${in_namespaces[@]}" mount -t proc proc /proc ||
    fail "no bare tree can be made here: root gets no namespaces of its own, or no /proc in them. In a container that" \
      "takes the capability SYS_ADMIN and an unmasked /proc; without --quickstart-in and --bare none is made"
}

make_tree() {
  local mirror include=() script=()
  mirror=$(mirror_of_this_machine)
  case $mirror in https:*) include=(--include=ca-certificates) ;; esac
  # A release that is newer than this machine's debootstrap is made as sid is.
  [ -e "/usr/share/debootstrap/scripts/$release" ] || script=(/usr/share/debootstrap/scripts/sid)
  say "making a bare tree of $release, from $mirror"
  # A tree need not survive a loss of power, and waiting for the disk takes longer than unpacking.
  mkdir -p "$work/tree/etc/dpkg/dpkg.cfg.d"
  echo force-unsafe-io >"$work/tree/etc/dpkg/dpkg.cfg.d/no-wait"
  quietly timeout --signal=KILL "$(seconds_left)" debootstrap --variant=minbase ${include[@]+"${include[@]}"} \
    "$release" "$work/tree" "$mirror" ${script[@]+"${script[@]}"}
}

# The one that apt uses here: it may be the only one that is reached from here.
mirror_of_this_machine() {
  local mirror
  # shellcheck disable=SC2016  # apt's words, not the shell's
  mirror=$(apt-get indextargets --format '$(ORIGIN) $(LABEL) $(REPO_URI)' 'Identifier: Packages' |
    sed -n '/^Debian Debian /{s///p;q}')
  echo "${mirror:-http://deb.debian.org/debian}"
}

# How apt here gets at its mirror (proxies, time-outs, what it overlooks), but not which lists it wants; and whom npm
# trusts besides.
copy_network_settings() {
  local etc=$work/tree/etc
  cp -L /etc/resolv.conf "$etc/resolv.conf"
  apt-config dump | grep '^Acquire::' | grep -vE '^Acquire::(IndexTargets|Languages|CompressionTypes|GzipIndexes|Changelogs|Snapshots|cdrom)' \
    >"$etc/apt/apt.conf.d/99from-outside"
  if [ -e /etc/apt/auth.conf ]; then cp /etc/apt/auth.conf "$etc/apt/"; fi
  if [ -d /etc/apt/auth.conf.d ]; then cp -r /etc/apt/auth.conf.d "$etc/apt/"; fi
  if [ -r "${NODE_EXTRA_CA_CERTS-}" ]; then cp -L "$NODE_EXTRA_CA_CERTS" "$etc/ca-from-outside.pem"; fi
}

# What git knows of and what is new, as it stands now; all but what was built where there is no git.
copy_sources() {
  local destination=$work/tree/opt/sstp-probe
  mkdir -p "$destination"
  if git -C "$root" -c safe.directory='*' rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    git -C "$root" -c safe.directory='*' ls-files -z --cached --others --exclude-standard |
      tar -C "$root" --null --ignore-failed-read -T - -cf - | tar -C "$destination" -xf - --no-same-owner
  else
    tar -C "$root" --exclude=./build -cf - . | tar -C "$destination" -xf - --no-same-owner
  fi
}

# Machines have their users and their sudo before a user has our scripts.
add_somebody() {
  quietly in_tree sh -c 'apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install sudo'
  in_tree useradd --create-home somebody
  echo 'somebody ALL=(ALL) NOPASSWD: ALL' >"$work/tree/etc/sudoers.d/somebody"
  in_tree chown -R somebody /opt/sstp-probe
}

# try_quickstart [AS...]: it must end well and show both matrices. Users build without -Werror: a warning of a compiler or
# a library that is newer than ours stops nobody there, and is found here.
try_quickstart() {
  local out before after start=$SECONDS
  in_tree "$@" env CXXFLAGS=-Werror bash /opt/sstp-probe/samples/quickstart.sh >"$work/out" 2>&1 || {
    cat "$work/out" >&2
    fail "the quickstart failed in $release"
  }
  out=$(cat "$work/out")
  before=${out%%after the cutoff*}
  after=${out#*after the cutoff}
  if ! grep -qE '^\W*RC4\b.*\byes' <<<"$before" || grep -qE '^\W*RC4\b.*\byes' <<<"$after" ||
    ! grep -qE '^\W*AES-256\b.*\byes' <<<"$after"; then
    cat "$work/out" >&2
    fail "the quickstart showed no such matrices as it should in $release"
  fi
  grep 'went through to a Call' <<<"$out"
  say "the quickstart took $((SECONDS - start)) s in $release"
}

# in_tree COMMAND...: with an end, and with nothing left behind: when unshare is killed here, the first process of the
# new namespace is too, and with that all the others.
in_tree() {
  "${in_namespaces[@]}" timeout --foreground --signal=KILL "$(seconds_left)" \
    bash "$root/tests/bare/enter.sh" "$work/tree" "$@" </dev/null &
  inside=$!
  wait "$inside"
}

seconds_left() { echo "$((SECONDS < 60 * minutes ? 60 * minutes - SECONDS : 1))"; }

clean_up() {
  [ "$?" -eq 0 ] || [ "$SECONDS" -lt "$((60 * minutes))" ] ||
    say "what is above was stopped: the $minutes minutes for all of $what in $release are over"
  if [ -n "$inside" ]; then kill -KILL "$inside" 2>/dev/null || true; fi
  wait
  rm -rf --one-file-system "$work"
}

main "$@"
