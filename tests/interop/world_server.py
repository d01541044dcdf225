# SPDX-License-Identifier: Apache-2.0
"""Serves a world (worlds.py) on loopback: one event loop, no thread, nothing but the standard library."""

import asyncio
import collections
import contextlib
import random
import socket
import struct
import time

import hello_wire
import world_answers

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
        self.connections = self.turned_away = self.answered = self.unfinished = self.let_in = 0
        self.met = set()  # (before or after the change, place of the server): whom a hello reached
        self.denied = set()  # (version, suite): a server answered a hello with it by something else than a ServerHello
        self.open = set()
        self.recent = collections.deque()
        self.tokens, self.filled = None, 0.0
        self.banned_until = self.away_until = 0.0
        self.bans, self.away_how = 0, None
        self.outages = list(world["outages"])
        self.last_turned_away = None
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

    @property
    def changed(self):
        return bool(self.last) and self.connections > self.world["change"]["after"]

    def counts(self):
        return {"connections": self.connections, "turned_away": self.turned_away, "answered": self.answered,
                "bans": self.bans, "changed": self.changed, "met": sorted(self.met)}  # fmt: skip

    # --- at the door

    def admit(self):
        """What becomes of a connection before its hello is read: how it is turned away, or None."""
        now = time.monotonic()
        self.connections += 1
        how = self.outage(now) or self.shut_out(now) or self.over_limit(now)
        if how:
            self.turned_away += 1
            self.last_turned_away = now
        else:
            self.let_in += 1
        return how

    def outage(self, now):
        if now >= self.away_until and self.outages and self.connections > self.outages[0]["after"]:
            outage = self.outages.pop(0)
            self.away_until, self.away_how = now + outage["seconds"], outage["how"]
            if self.away_how == "restart":
                for connection in list(self.open):
                    connection.reset()
                self.refuse_for(outage["seconds"])
        if now >= self.away_until:
            return None
        return "silence" if self.away_how == "hole" else "reset"

    def shut_out(self, now):
        ban = self.world["ban"]
        if not ban:
            return None
        self.recent.append(now)
        while self.recent and now - self.recent[0] > 1.0:
            self.recent.popleft()
        if now < self.banned_until:
            self.banned_until = now + ban["seconds"]  # renewed by each attempt
            return "reset" if ban["how"] == "refuse" else ban["how"]
        too_fast = ban["burst"] is not None and len(self.recent) > ban["burst"]
        if not too_fast and self.unfinished <= ban["unfinished"]:
            return None
        self.bans += 1
        self.unfinished = 0
        self.banned_until = now + ban["seconds"]
        if ban["how"] == "refuse":
            self.refuse_for(ban["seconds"])
        return "reset" if ban["how"] == "refuse" else ban["how"]

    def over_limit(self, now):
        limit = self.world["limit"]
        if not limit:
            return None
        kind, how = limit["type"], limit["how"]
        if kind == "after":
            again = limit["again_after"]
            if again and self.last_turned_away and now - self.last_turned_away > again:
                self.let_in, self.last_turned_away = 0, None
            if self.let_in < limit["first"]:
                return None
            if how == "refuse":
                self.refuse_for(again)
                self.let_in = 0
        elif kind == "rate":
            self.tokens = limit["burst"] if self.tokens is None else self.tokens
            self.tokens = min(limit["burst"], self.tokens + (now - self.filled) * limit["a_second"])
            self.filled = now
            if self.tokens >= 1:
                self.tokens -= 1
                return None
            if how == "refuse":
                self.refuse_for(1 / limit["a_second"])
        elif sum(not connection.away for connection in self.open) < limit["most"]:
            return None
        return "reset" if how == "refuse" else how

    # --- behind it

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
            "turn": lambda: self.let_in,
            "port": lambda: (port * 2654435761 >> 15) % 65521,
            "time": lambda: int((time.monotonic() - self.started) / turn["seconds"]),
        }[turn["how"]]()
        return place % count

    def answer(self, server, hello):
        shed = self.world["shed"]
        if shed and (shed["seconds"] is None or time.monotonic() - self.started < shed["seconds"]):
            return world_answers.Answer(shed["answer"])
        speaker = self.speaker(server, hello)
        if speaker is None:
            return world_answers.Answer(self.world["nameless"]["answer"])
        return world_answers.answer(speaker, hello)

    def speaker(self, server, hello):
        """SSL 2.0 has no names."""
        if self.world["nameless"] and not hello.is_ssl2 and hello.server_name != world_answers.NAME:
            return self.nameless
        return server

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
        self.world.unfinished += self.selected
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
            self.act(self.away) if self.away else self.serve(hello)
        except Exception as fault:
            self.world.faults.append(fault)
            raise

    def serve(self, hello):
        world, server = self.world, self.world.server_at(*self.server)
        answer = world.answer(server, hello)
        if answer.action:
            version = hello_wire.NAMES.get(hello.offered)
            world.denied.update((version, suite) for suite in hello.suites)
            return self.act(answer.action)
        octets = self.flight(world.speaker(server, hello), hello, answer)
        if octets is None:
            return self.act("alert 40")
        return self.transport.write(octets)

    def flight(self, server, hello, answer):
        version, suite, chain = answer.version, answer.suite, hello_wire.chain_named(server["chain"])
        if version == "SSLv2":
            self.select()
            return hello_wire.ssl2_flight(server["cells"]["SSLv2"], chain[0], self.world.lots)
        if version != "TLSv1.3":
            self.select()
            number, is_anonymous = hello_wire.VERSIONS[version], world_answers.is_anonymous(suite)
            echoes = server["echoes"] if version != "SSLv3" else ()
            return hello_wire.tls_flight(hello, number, suite, chain, self.world.lots, echoes, is_anonymous)
        group = next((group for group in server["groups13"] if group in hello.shares), None)
        if group:
            self.select()
            return hello_wire.tls13_hello(hello, suite, group, self.world.lots)
        group = next((group for group in server["groups13"] if group in hello.groups), None)
        if group is None or self.retried:
            return None
        self.retried = True
        return hello_wire.tls13_retry(hello, suite, group)

    def select(self):
        self.selected = True
        self.world.answered += 1

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
