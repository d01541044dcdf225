#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# enter.sh TREE COMMAND...: called by tree.sh in new namespaces. Makes the tree the root, with the devices and file
# systems that a machine has, and runs the command there. A chroot would not do: the kernel gives nobody in one a user
# namespace, which tests by a plain user need, and without its own /dev/pts there are no terminals.
set -euo pipefail

tree=$1
shift
mount --bind "$tree" "$tree"
cd "$tree"
mount -t proc proc proc
mount -t sysfs -o ro sysfs sys
mount -t tmpfs -o mode=755 tmpfs dev
# Where devices may be made they are everybody's; elsewhere those of the machine are, as they are.
while read -r device major minor; do
  mknod -m 666 "dev/$device" c "$major" "$minor" 2>/dev/null || {
    : >"dev/$device"
    mount --bind "/dev/$device" "dev/$device"
  }
done <<'END'
null 1 3
zero 1 5
full 1 7
random 1 8
urandom 1 9
tty 5 0
END
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=666,mode=620 devpts dev/pts
mount -t tmpfs -o mode=1777 tmpfs dev/shm
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
for number in 0 1 2; do ln -s "/proc/self/fd/$number" "dev/$(echo stdin stdout stderr | cut -d ' ' -f "$((number + 1))")"; done

# The old root ends up on top of the new one, and is taken off by the tree's own umount.
pivot_root . .
cd /
/bin/umount -l .

settings=(HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8)
for name in http_proxy https_proxy no_proxy; do [ -z "${!name-}" ] || settings+=("$name=${!name}"); done
[ ! -e /etc/ca-from-outside.pem ] || settings+=(NODE_EXTRA_CA_CERTS=/etc/ca-from-outside.pem)
exec env -i "${settings[@]}" "$@"
