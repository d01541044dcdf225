# SPDX-License-Identifier: Apache-2.0
"""A TCP balancer before servers that need not be alike: takes them in turn, by lot or by the client's port.

  python3 balancer.py turn|lot|port HOST:PORT HOST:PORT...     announces its own address

An end of stream is passed on as one, a reset as a reset.
"""

import asyncio
import contextlib
import random
import socket
import struct
import sys

import servers

HOW = ("turn", "lot", "port")


@contextlib.contextmanager
def before(how, *peers):
    """The address of a balancer before these servers."""
    with servers.work_directory() as work:
        command = [sys.executable, __file__, how, *(peer.target for peer in peers)]
        with servers.running(command, work, announces="listening on ", knock=servers.Knock.no) as server:
            yield server


class Balancer:
    def __init__(self, how, addresses):
        self.how, self.addresses = how, addresses
        self.lots = random.Random("a balancer's lots")
        self.connections = 0

    def choose(self, port):
        self.connections += 1
        count = len(self.addresses)
        # Linux hands out source ports in steps of two, so the lowest bits say nothing.
        place = {"turn": self.connections, "lot": self.lots.randrange(count), "port": port * 2654435761 >> 15}[self.how]
        return self.addresses[place % count]

    async def serve(self, reader, writer):
        with contextlib.suppress(OSError):
            host, port = self.choose(writer.get_extra_info("peername")[1])
            far_reader, far_writer = await asyncio.open_connection(host, port)
            await asyncio.gather(pump(reader, far_writer), pump(far_reader, writer))
            far_writer.close()
        writer.close()


async def pump(reader, writer):
    try:
        while octets := await reader.read(65536):
            writer.write(octets)
            await writer.drain()
        if writer.can_write_eof():
            writer.write_eof()
    except ConnectionResetError:
        linger = struct.pack("ii", 1, 0)
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        writer.transport.abort()
    except OSError:
        writer.close()


async def main():
    how, *addresses = sys.argv[1:]
    pairs = [(host, int(port)) for host, port in (address.rsplit(":", 1) for address in addresses)]
    server = await asyncio.start_server(Balancer(how, pairs).serve, servers.LOOPBACK, 0, backlog=256)
    print("listening on %s:%d" % server.sockets[0].getsockname()[:2], flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
