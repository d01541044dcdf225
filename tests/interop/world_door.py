# SPDX-License-Identifier: Apache-2.0
"""What stands before the servers of a world: limiters, bans and outages. Knows no sockets and no clock."""

import collections


class Door:
    """Told of each connection, says how it is turned away: an action, or None when it is let in.

    `refuse_for(seconds)` has the system refuse connections for a while (None: for good), and `cut()` ends those that
    are open, as a restart does.
    """

    def __init__(self, world, refuse_for, cut):
        self.limit, self.ban, self.outages = world["limit"], world["ban"], list(world["outages"])
        self.refuse_for, self.cut = refuse_for, cut
        self.connections = self.let_in = self.turned_away = self.bans = 0
        self.unfinished = 0  # handshakes, since the last ban
        self.recent = collections.deque()  # when connections came, of the last second
        self.banned_until = self.away_until = 0.0
        self.away_how = self.last_turned_away = None
        # Of limiters, which may count anew.
        self.counted, self.tokens, self.filled = 0, None, 0.0

    def admit(self, now, being_served):
        self.connections += 1
        how = self.outage(now) or self.shut_out(now) or self.over_limit(now, being_served)
        if how:
            self.turned_away += 1
            self.last_turned_away = now
        else:
            self.let_in += 1
        # Those that were in the system's queue when it stopped to listen.
        return "reset" if how == "refuse" else how

    def outage(self, now):
        if now >= self.away_until and self.outages and self.connections > self.outages[0]["after"]:
            outage = self.outages.pop(0)
            self.away_until, self.away_how = now + outage["seconds"], outage["how"]
            if self.away_how == "restart":
                self.cut()
                self.refuse_for(outage["seconds"])
        if now >= self.away_until:
            return None
        return "silence" if self.away_how == "hole" else "refuse"

    def shut_out(self, now):
        ban = self.ban
        if not ban:
            return None
        self.recent.append(now)
        while now - self.recent[0] > 1.0:
            self.recent.popleft()
        if now < self.banned_until:
            self.banned_until = now + ban["seconds"]  # renewed by each attempt
            return ban["how"]
        is_burst = ban["burst"] is not None and len(self.recent) > ban["burst"]
        if not is_burst and self.unfinished <= ban["unfinished"]:
            return None
        self.bans += 1
        self.unfinished = 0
        self.banned_until = now + ban["seconds"]
        if ban["how"] == "refuse":
            self.refuse_for(ban["seconds"])
        return ban["how"]

    def over_limit(self, now, being_served):
        if not self.limit:
            return None
        over = {"after": self.over_count, "rate": self.over_rate, "concurrent": self.over_concurrency}
        return self.limit["how"] if over[self.limit["type"]](now, being_served) else None

    def over_count(self, now, _):
        again = self.limit["again_after"]
        if again and self.last_turned_away and now - self.last_turned_away > again:
            self.counted, self.last_turned_away = 0, None
        if self.counted < self.limit["first"]:
            self.counted += 1
            return False
        if self.limit["how"] == "refuse":
            self.refuse_for(again)
            self.counted = 0
        return True

    def over_rate(self, now, _):
        burst, a_second = self.limit["burst"], self.limit["a_second"]
        self.tokens = burst if self.tokens is None else min(burst, self.tokens + (now - self.filled) * a_second)
        self.filled = now
        if self.tokens >= 1:
            self.tokens -= 1
            return False
        if self.limit["how"] == "refuse":
            self.refuse_for(1 / a_second)
        return True

    def over_concurrency(self, _, being_served):
        return being_served >= self.limit["most"]
