# SPDX-License-Identifier: Apache-2.0
"""A network link in user space: two TUN devices, each in a network namespace, and a process that carries the packets.

It delays each packet by half the round trip, and can lose packets, let later ones overtake, swallow everything for a
time, and drop large segments. What happens to a packet depends on the seed and on how many went that way before, on
nothing else. Who starts a Link has the near end (see private_network.py of the interop tests); what is started inside
`far_side()` has the far end. Beyond the link stands 127.0.0.1, because servers that are made for tests listen nowhere
else: the near end has no loopback address of its own, and a route to the other's instead.

  with link.Link(link.Conditions(round_trip=0.05)) as path:
      with path.far_side():
          ...  # start a server on 127.0.0.1
      ...      # talk to it
      print(path.counts())

Devices and the far namespace vanish with the process, and the process ends when its standard input does.
"""

import contextlib
import ctypes
import dataclasses
import fcntl
import heapq
import json
import os
import pathlib
import random
import select
import struct
import subprocess
import sys
import time

NEAR_ADDRESS = "192.0.2.1"  # RFC 5737: nobody's
FAR_ADDRESS = "127.0.0.1"
MTU = 1500
DEVICE = "/dev/net/tun"
READY = "ready"

# linux/if_tun.h, linux/sched.h, linux/prctl.h
TUNSETIFF = 0x400454CA
IFF_TUN, IFF_NO_PI = 0x0001, 0x1000
CLONE_NEWNET = 0x40000000
PR_SET_TIMERSLACK = 29


@dataclasses.dataclass
class Conditions:
    round_trip: float = 0.0  # seconds; half of it each way
    loss: float = 0.0  # the share of packets, each way
    reorder: float = 0.0  # the share of packets that come later than the others
    reorder_by: float = 0.01  # seconds that these come later
    drop_over: int = 0  # IP packets of more octets than that are dropped; 0: none
    black_hole: float = 0.0  # seconds, from when the link is told, in which nothing passes
    seed: int = 1


class LinkFailed(Exception):
    """There is no link. What needs one fails: it does not skip."""


class Link:
    """The link's process, and a way to talk to it."""

    def __init__(self, conditions):
        self.first_conditions = conditions

    def __enter__(self):
        # Isolated from the caller's environment and without the modules of a site: it starts faster, and stays small.
        self.process = subprocess.Popen([sys.executable, "-I", "-S", __file__], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)  # fmt: skip
        if self.process.stdout.readline().strip() != READY:
            self.__exit__()
            raise LinkFailed("no link: it needs " + DEVICE + ", and the right to make devices and network namespaces")
        self.namespaces = [os.open(f"/proc/{pid}/ns/net", os.O_RDONLY) for pid in (os.getpid(), self.process.pid)]
        self.change(self.first_conditions)
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()
        for namespace in getattr(self, "namespaces", []):
            os.close(namespace)

    def change(self, conditions):
        """From now on; both ways begin their seed anew. Packets on their way arrive as they would have."""
        return self._ask(dataclasses.asdict(conditions))

    def counts(self):
        """What happened since the link was last asked anything: see Counts."""
        return self._ask({})

    @contextlib.contextmanager
    def far_side(self):
        """This thread, and the processes and threads that it starts meanwhile, stand at the far end."""
        near, far = self.namespaces
        set_namespace(far)
        try:
            yield
        finally:
            set_namespace(near)

    def _ask(self, request):
        print(json.dumps(request), file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        if not answer:
            raise LinkFailed("the link's process ended")
        return Counts(**json.loads(answer))


@dataclasses.dataclass
class Counts:
    connections: int = 0  # first SYNs from the near end; one that is sent again is the same
    syns_again: int = 0
    packets: int = 0  # that came to the link
    octets: int = 0
    lost: int = 0
    reordered: int = 0
    too_large: int = 0
    swallowed: int = 0  # by the black hole
    late_mean: float = 0.0  # seconds that a packet left the link after it was due: what the link itself adds
    late_most: float = 0.0


class Pump:
    """Carries packets between two descriptors, and takes orders from a third."""

    def __init__(self, near, far, orders):
        self.near, self.far, self.orders = near, far, orders
        self.due = []  # heap of (when, serial, descriptor, packet)
        self.serial = 0
        self.syns = set()
        self.delivered = 0
        self.counts = Counts()
        self.apply(Conditions())

    def apply(self, conditions):
        self.conditions = conditions
        self.hole_ends = time.monotonic() + conditions.black_hole
        self.dice = {self.near: random.Random(2 * conditions.seed), self.far: random.Random(2 * conditions.seed + 1)}

    def run(self):
        sources = [self.near, self.far, self.orders]
        while True:
            wait = max(0.0, self.due[0][0] - time.monotonic()) if self.due else None
            for source in select.select(sources, [], [], wait)[0]:
                if source != self.orders:
                    self.take(source)
                elif not self.obey():
                    return
            self.deliver()

    def take(self, source):
        """All that waits there. The kernel has cut it into packets already: nobody asked for larger ones."""
        while True:
            try:
                packet = os.read(source, MTU)
            except BlockingIOError:
                return
            if packet[0] >> 4 == 4:  # IPv6 has nowhere to go here; its chatter must not draw from the seed
                self.accept(source, packet, time.monotonic())

    def accept(self, source, packet, now):
        conditions, counts, dice = self.conditions, self.counts, self.dice[source]
        counts.packets += 1
        counts.octets += len(packet)
        if source == self.near:
            self.count_syn(packet)
        # Each packet draws twice, so that one condition doesn't change what another does to whom.
        lost, reordered = dice.random() < conditions.loss, dice.random() < conditions.reorder
        if now < self.hole_ends:
            counts.swallowed += 1
        elif conditions.drop_over and len(packet) > conditions.drop_over:
            counts.too_large += 1
        elif lost:
            counts.lost += 1
        else:
            counts.reordered += reordered
            when = now + conditions.round_trip / 2 + (conditions.reorder_by if reordered else 0.0)
            self.serial += 1
            heapq.heappush(self.due, (when, self.serial, self.far if source == self.near else self.near, packet))

    def count_syn(self, packet):
        tcp = packet[(packet[0] & 0x0F) * 4 :]
        if packet[9] == 6 and tcp[13] & 0x12 == 0x02:  # RFC 9293 3.1: SYN, and no ACK
            which = tcp[:8]  # ports and sequence number
            if which in self.syns:
                self.counts.syns_again += 1
            else:
                self.syns.add(which)
                self.counts.connections += 1

    def deliver(self):
        while self.due and self.due[0][0] <= (now := time.monotonic()):
            when, _, target, packet = heapq.heappop(self.due)
            os.write(target, packet)
            late = now - when
            self.delivered += 1
            self.counts.late_mean += (late - self.counts.late_mean) / self.delivered
            self.counts.late_most = max(self.counts.late_most, late)

    def obey(self):
        """One order a line; False when there will be none any more."""
        line = read_line(self.orders)
        if not line:
            return False
        order = json.loads(line)
        if order:
            self.apply(Conditions(**order))
        print(json.dumps(dataclasses.asdict(self.counts)), flush=True)
        self.counts, self.delivered = Counts(), 0
        return True


def read_line(descriptor):
    """Unbuffered, so that what select() says of the descriptor stays true."""
    line = b""
    while not line.endswith(b"\n"):
        octet = os.read(descriptor, 1)
        if not octet:
            return b""
        line += octet
    return line


def main():
    # A machine's own network would be left without loopback.
    if len(pathlib.Path("/proc/self/net/route").read_text().splitlines()) > 1:
        sys.exit("a link is made in a private network alone (private_network.py), and this one has routes already")
    hurry()
    ip("link", "set", "lo", "up")
    ip("address", "flush", "dev", "lo")
    near = make_device("near")
    ip("address", "add", NEAR_ADDRESS, "dev", "near")
    ip("route", "add", FAR_ADDRESS, "dev", "near", "src", NEAR_ADDRESS)
    check(libc.unshare(CLONE_NEWNET))
    ip("link", "set", "lo", "up")
    far = make_device("far")
    ip("route", "add", NEAR_ADDRESS, "dev", "far")
    print(READY, flush=True)
    Pump(near, far, sys.stdin.fileno()).run()


def make_device(name):
    """A device of the namespace in which this is called; its descriptor stays good in any other."""
    descriptor = os.open(DEVICE, os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(descriptor, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TUN | IFF_NO_PI))
    ip("link", "set", name, "mtu", str(MTU), "txqueuelen", "10000", "up")
    settings = pathlib.Path("/proc/sys/net/ipv4")
    (settings / "conf" / name / "route_localnet").write_text("1")
    (settings / "tcp_no_metrics_save").write_text("1")  # or one scan teaches the next one's TCP
    return descriptor


def ip(*arguments):
    subprocess.run(["ip", *arguments], check=True)


def hurry():
    """Packets are carried when they are due, whatever else the machine does. Who may not ask for that goes without."""
    check(libc.prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0))
    with contextlib.suppress(PermissionError):
        os.sched_setscheduler(0, os.SCHED_FIFO | os.SCHED_RESET_ON_FORK, os.sched_param(2))


def set_namespace(descriptor):
    check(libc.setns(descriptor, CLONE_NEWNET))


def check(result):
    if result != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


libc = ctypes.CDLL(None, use_errno=True)

if __name__ == "__main__":
    main()
