# SPDX-License-Identifier: Apache-2.0
"""Serves a world (worlds.py) on loopback: one event loop, no thread, nothing but the standard library."""

import asyncio
import contextlib
import random
import socket
import struct
import time

import hello_wire
import world_answers
from world_door import Door

LOOPBACK = "127.0.0.1"
# Nobody is kept longer: a scanner's patience ends before.
IDLE_SECONDS = 20
RESET = struct.pack("ii", 1, 0)


class WorldServer:
    """An asynchronous context manager that listens while it is entered."""

    def __init__(self, world, port=0):
        self.world = world
        self.port = port
        self.lots = random.Random(f"answers {world['kind']} {world['seed']}")
        self.first = [world_answers.compiled(server) for server in world["servers"]]
        self.last = [world_answers.compiled(server) for server in (world["change"] or {"servers": []})["servers"]]
        nameless = world["nameless"] or {}
        self.nameless = world_answers.compiled(nameless["server"]) if "server" in nameless else None
        self.door = Door(world, self.refuse_for, self.cut)
        self.met = set()  # (before or after the change, place of the server): whom a hello reached
        self.denied = set()  # (version, suite): a server answered a hello with it by something else than a ServerHello
        self.open = set()
        self.listener = self.holder = None
        self.faults = []  # of this program: they must not pass for silence

    async def __aenter__(self):
        # A socket that does not listen keeps the port while nobody does.
        self.holder = bound_socket(self.port)
        self.port = self.holder.getsockname()[1]
        self.started = time.monotonic()
        await self.listen()
        return self

    async def __aexit__(self, *_):
        self.stop_listening()
        for connection in list(self.open):
            connection.transport.abort()
        self.holder.close()
        await asyncio.sleep(0)
        if self.faults:
            raise self.faults[0]

    async def listen(self):
        loop = asyncio.get_running_loop()
        self.listener = await loop.create_server(lambda: Connection(self), sock=bound_socket(self.port), backlog=512)

    def stop_listening(self):
        if self.listener:
            self.listener.close()
            self.listener = None

    def refuse_for(self, seconds):
        """Connections are refused by the system for a while; for ever without a number."""
        if self.listener is None:
            return
        self.stop_listening()
        if seconds is not None:
            asyncio.get_running_loop().call_later(seconds, lambda: asyncio.ensure_future(self.listen_again()))

    async def listen_again(self):
        if self.listener is None and self.holder.fileno() >= 0:
            with contextlib.suppress(OSError):
                await self.listen()

    def cut(self):
        for connection in list(self.open):
            connection.reset()

    def admit(self):
        return self.door.admit(time.monotonic(), sum(not connection.away for connection in self.open))

    @property
    def changed(self):
        return bool(self.last) and self.door.connections > self.world["change"]["after"]

    def counts(self):
        """`met`: which servers a hello came to, as worlds.truth() takes it."""
        return {"connections": self.door.connections, "turned_away": self.door.turned_away, "bans": self.door.bans,
                "changed": self.changed, "met": sorted(self.met)}  # fmt: skip

    def server_for(self, port):
        """The server that a connection from this port comes to, by ("first" or "last", its place)."""
        which, servers = ("last", self.last) if self.changed else ("first", self.first)
        return which, self.place_for(port, len(servers))

    def server_at(self, which, place):
        self.met.add((which, place))
        return (self.first if which == "first" else self.last)[place]

    def place_for(self, port, count):
        turn = self.world["turn"]
        if count == 1:
            return 0
        if turn["how"] == "lot":
            return self.lots.choices(range(count), turn["weights"][:count])[0]
        place = {
            "turn": lambda: self.door.let_in,
            "port": lambda: (port * 2654435761 >> 15) % 65521,
            "time": lambda: int((time.monotonic() - self.started) / turn["seconds"]),
        }[turn["how"]]()
        return place % count

    @property
    def sheds(self):
        shed = self.world["shed"]
        return bool(shed) and (shed["seconds"] is None or time.monotonic() - self.started < shed["seconds"])

    def answer(self, server, hello):
        """(who speaks, the answer); nobody in particular speaks where load is shed, or a nameless hello turned away."""
        if self.sheds:
            return None, world_answers.Answer(self.world["shed"]["answer"])
        if self.world["nameless"] and not hello.is_ssl2 and hello.server_name != world_answers.NAME:
            if self.nameless is None:
                return None, world_answers.Answer(self.world["nameless"]["answer"])
            return self.nameless, world_answers.answer(self.nameless, hello)
        answer = world_answers.answer(server, hello)
        if answer.action:
            version = hello_wire.NAMES.get(hello.offered)
            self.denied.update((version, suite) for suite in hello.suites)
        return server, answer

    def latency(self):
        least, most = self.world["latency_ms"]
        return self.lots.uniform(least, most) / 1000


class Connection(asyncio.Protocol):
    def __init__(self, world):
        self.world = world
        self.octets = b""
        self.transport = self.server = self.away = self.retried = None
        self.selected = False

    def connection_made(self, transport):
        self.transport = transport
        self.away = self.world.admit()
        self.world.open.add(self)
        self.idle = self.later(IDLE_SECONDS, self.close)
        if self.away in ("reset", "close"):
            self.act(self.away)
        elif not self.away:
            self.server = self.world.server_for(transport.get_extra_info("peername")[1])

    def connection_lost(self, _error):
        self.world.open.discard(self)
        self.world.door.unfinished += self.selected
        self.idle.cancel()

    def data_received(self, octets):
        if self.away == "silence":
            return
        self.octets += octets
        try:
            taken = hello_wire.take_hello(self.octets)
        except (hello_wire.NotAHello, IndexError, struct.error):
            self.octets = b""
            return self.act("alert 10")
        if taken is None:
            return None
        hello, length = taken
        self.octets = self.octets[length:]
        delay = self.world.latency()
        if not delay:
            return self.reply(hello)
        self.later(delay, self.reply, hello)
        return None

    def reply(self, hello):
        if self.transport.is_closing():
            return
        try:
            if self.away:
                self.act(self.away)
            else:
                self.serve(hello)
        except Exception as fault:
            self.world.faults.append(fault)
            raise

    def serve(self, hello):
        speaker, answer = self.world.answer(self.world.server_at(*self.server), hello)
        if answer.action:
            return self.act(answer.action)
        octets = self.flight(speaker, hello, answer)
        if octets is None:
            return self.act("alert 40")
        return self.transport.write(octets)

    def flight(self, server, hello, answer):
        version, suite, chain = answer.version, answer.suite, hello_wire.chain_named(server["chain"])
        if version == "SSLv2":
            self.selected = True
            return hello_wire.ssl2_flight(server["cells"]["SSLv2"], chain[0], self.world.lots)
        if version != "TLSv1.3":
            self.selected = True
            number, is_anonymous = hello_wire.VERSIONS[version], world_answers.is_anonymous(suite)
            echoes = server["echoes"] if version != "SSLv3" else ()
            return hello_wire.tls_flight(hello, number, suite, chain, self.world.lots, echoes, is_anonymous)
        group = next((group for group in server["groups13"] if group in hello.shares), None)
        if group:
            self.selected = True
            return hello_wire.tls13_hello(hello, suite, group, self.world.lots)
        group = next((group for group in server["groups13"] if group in hello.groups), None)
        if group is None or self.retried:
            return None
        self.retried = True
        return hello_wire.tls13_retry(hello, suite, group)

    def act(self, action):
        if action == "silence":
            return
        if action == "reset":
            return self.reset()
        if action == "error":  # SSL 2.0: no cipher
            self.transport.write(bytes.fromhex("8003000001"))
        elif action != "close":
            self.transport.write(hello_wire.fatal_alert(int(action.removeprefix("alert "))))
        return self.close()

    def reset(self):
        connection = self.transport.get_extra_info("socket")
        with contextlib.suppress(OSError):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        self.transport.abort()

    def close(self):
        self.transport.close()

    @staticmethod
    def later(seconds, what, *arguments):
        return asyncio.get_running_loop().call_later(seconds, what, *arguments)


def bound_socket(port):
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind((LOOPBACK, port))
    return bound
