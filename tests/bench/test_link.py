# SPDX-License-Identifier: Apache-2.0
"""The link does what it is told: it delays, loses, reorders and drops, each time the same for the same seed."""

import contextlib
import dataclasses
import pathlib
import socket
import sys
import threading
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "interop"))

import link  # noqa: E402
import private_network  # noqa: E402

PACKETS = 400
END = b"end"
IP_AND_UDP = 28  # octets of their headers
PERFECT = link.Conditions()


class Link(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.link = cls.enterClassContext(link.Link(PERFECT))

    def test_what_is_not_told_does_not_happen(self):
        self.assertEqual(self.arrivals(PERFECT), list(range(PACKETS)))

    def test_no_packet_is_early(self):
        """A connection is refused one round trip later; thirty-two at once neither wait for each other."""
        with self.link.far_side(), socket.create_server((link.FAR_ADDRESS, 0)) as closed:
            address = closed.getsockname()
        self.link.change(link.Conditions(round_trip=0.05))
        threads = [Knock(address) for _ in range(32)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertGreaterEqual(min(thread.seconds for thread in threads), 0.05)
        self.assertEqual(self.link.counts().connections, 32)

    def test_loss_is_the_share_asked_for_and_the_seed_says_which(self):
        conditions = link.Conditions(loss=0.1, seed=7)
        first = self.arrivals(conditions)
        self.assertEqual(self.counts.lost, PACKETS - len(first))
        self.assertAlmostEqual(self.counts.lost / PACKETS, conditions.loss, delta=0.04)
        self.assertEqual(first, sorted(first))
        self.assertEqual(self.arrivals(conditions), first)
        self.assertNotEqual(self.arrivals(dataclasses.replace(conditions, seed=8)), first)

    def test_reordering_keeps_everything(self):
        arrived = self.arrivals(link.Conditions(reorder=0.1, reorder_by=0.02))
        self.assertEqual(sorted(arrived), list(range(PACKETS)))
        self.assertNotEqual(arrived, sorted(arrived))
        self.assertAlmostEqual(self.counts.reordered / PACKETS, 0.1, delta=0.04)

    def test_large_packets_are_dropped_and_others_are_not(self):
        conditions = link.Conditions(drop_over=1000)
        self.assertEqual(self.arrivals(conditions, size=1000 - IP_AND_UDP), list(range(PACKETS)))
        self.assertEqual(self.arrivals(conditions, size=1001 - IP_AND_UDP), [])
        self.assertEqual(self.counts.too_large, PACKETS)

    def test_nothing_passes_a_black_hole(self):
        self.assertEqual(self.arrivals(link.Conditions(black_hole=60)), [])
        self.assertEqual(self.counts.swallowed, PACKETS)

    def arrivals(self, conditions, size=100):
        """The numbers of the datagrams that arrive at the far end, in the order in which they do."""
        with contextlib.ExitStack() as stack:
            with self.link.far_side():
                receiver = stack.enter_context(socket.socket(type=socket.SOCK_DGRAM))
                receiver.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
                receiver.bind((link.FAR_ADDRESS, 0))
            receiver.settimeout(10)
            sender = stack.enter_context(socket.socket(type=socket.SOCK_DGRAM))
            sender.connect(receiver.getsockname())
            self.link.change(conditions)
            for number in range(PACKETS):
                sender.send(number.to_bytes(2, "big").ljust(size, b"."))
            self.counts = self.counts_of(PACKETS)
            self.link.change(PERFECT)
            time.sleep(conditions.reorder_by)  # the end would overtake those that come later
            sender.send(END)
            return [int.from_bytes(datagram[:2], "big") for datagram in iter(lambda: receiver.recv(2000), END)]

    def counts_of(self, packets):
        """The link's counts once it has met so many; until then they may lie before it."""
        total = link.Counts()
        deadline = time.monotonic() + 10
        while total.packets < packets and time.monotonic() < deadline:
            more = self.link.counts()
            for field in ("packets", "lost", "reordered", "too_large", "swallowed"):
                setattr(total, field, getattr(total, field) + getattr(more, field))
        return total


class Knock(threading.Thread):
    def __init__(self, address):
        super().__init__()
        self.address = address

    def run(self):
        start = time.monotonic()
        with contextlib.suppress(ConnectionRefusedError):
            socket.create_connection(self.address, 10).close()
        self.seconds = time.monotonic() - start


if __name__ == "__main__":
    private_network.enter()
    unittest.main()
