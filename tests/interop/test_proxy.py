# SPDX-License-Identifier: Apache-2.0
"""Through proxies: CONNECT and SOCKS5, with and without credentials, and what they refuse. The proxies here follow
RFC 9110 section 9.3.6, RFC 7617, RFC 1928 and RFC 1929, and speak to loopback alone."""

import base64
import contextlib
import os
import socket
import socketserver
import threading
import unittest

import harness
import servers

USER, PASSWORD = "probe", "p@ss:word/7"
URL_PASSWORD = "p%40ss%3Aword%2F7"


class Handler(socketserver.BaseRequestHandler):
    def setup(self):
        self.request.settimeout(harness.HANGING)

    def read(self, size):
        octets = b""
        while len(octets) < size:
            more = self.request.recv(size - len(octets))
            if not more:
                raise ConnectionError
            octets += more
        return octets

    def read_head(self):
        """The lines of an HTTP head, which the server keeps."""
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += self.read(1)
        self.server.heads.append(head.decode().split("\r\n"))
        return self.server.heads[-1]

    def relay(self, port):
        self.server.ports.append(port)
        with socket.create_connection(("127.0.0.1", port), timeout=harness.HANGING) as peer:
            there = threading.Thread(target=self.copy, args=(self.request, peer), daemon=True)
            there.start()
            self.copy(peer, self.request)
            there.join(30)

    @staticmethod
    def copy(source, sink):
        with contextlib.suppress(OSError):
            while octets := source.recv(65536):
                sink.sendall(octets)
        with contextlib.suppress(OSError):
            sink.shutdown(socket.SHUT_WR)


class Connect(Handler):
    def handle(self):
        lines = self.read_head()
        if self.server.login:
            expected = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
            if f"Proxy-Authorization: {expected}" not in lines:
                self.request.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
                return
        if self.server.refuses:
            self.request.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
            return
        self.request.sendall(b"HTTP/1.0 200 Connection established\r\n\r\n")
        self.relay(int(lines[0].split()[1].rsplit(":", 1)[1]))


class Socks5(Handler):
    def handle(self):
        methods = self.read(self.read(2)[1])
        wanted = 2 if self.server.login else 0
        if wanted not in methods:
            self.request.sendall(b"\x05\xff")
            return
        self.request.sendall(bytes([5, wanted]))
        if self.server.login:
            user = self.read(self.read(2)[1])
            password = self.read(self.read(1)[0])
            good = (user.decode(), password.decode()) == (USER, PASSWORD)
            self.request.sendall(bytes([1, 0 if good else 1]))
            if not good:
                return
        kind = self.read(4)[3]
        self.server.heads.append(self.read({1: 4, 4: 16}[kind] if kind != 3 else self.read(1)[0]))
        port = int.from_bytes(self.read(2), "big")
        self.request.sendall(bytes([5, 2 if self.server.refuses else 0, 0, 1, 0, 0, 0, 0, 0, 0]))
        if not self.server.refuses:
            self.relay(port)


class Server(socketserver.ThreadingMixIn, socketserver.TCPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request, client_address):
        """A client that leaves early is no error."""


@contextlib.contextmanager
def proxy(handler, *, login=False, refuses=False):
    with Server(("127.0.0.1", 0), handler) as server:
        server.login, server.refuses, server.heads, server.ports = login, refuses, [], []
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


class Test(unittest.TestCase):
    QUESTION = ("--versions=1.2", "--suites=0xC02F,0x0005")

    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(servers.jdk())
        cls.direct = harness.scan(cls.server.target, *cls.QUESTION, depth="sstp")

    def scan(self, url, *arguments):
        return harness.scan(self.server.target, *self.QUESTION, *arguments, f"--proxy={url}", depth="sstp")

    def assert_same_as_direct(self, run, server):
        self.assertEqual(run.accepted(), self.direct.accepted())
        self.assertEqual({suite["rung"] for suite in run.version("TLSv1.2")["accepted"]}, {"sstp"})
        self.assertEqual(run.exit_code, harness.COMPLETE)
        self.assertEqual(set(server.ports), {self.server.address[1]}, "everything went through the proxy")
        for octets in (*run.files.values(), run.out.encode(), run.err.encode()):
            self.assertNotIn(PASSWORD.encode(), octets)
            self.assertNotIn(URL_PASSWORD.encode(), octets)
            self.assertNotIn(base64.b64encode(f"{USER}:{PASSWORD}".encode()), octets)

    def test_connect(self):
        with proxy(Connect) as server:
            run = self.scan(f"http://127.0.0.1:{server.server_address[1]}")
            self.assert_same_as_direct(run, server)
            self.assertIn("SSTPVERSION: 1.0", server.heads[0])
            self.assertEqual(run.target["proxy"], f"http://127.0.0.1:{server.server_address[1]}")

    def test_connect_with_credentials(self):
        with proxy(Connect, login=True) as server:
            self.assert_same_as_direct(
                self.scan(f"http://{USER}:{URL_PASSWORD}@127.0.0.1:{server.server_address[1]}"), server
            )

    def test_socks5(self):
        with proxy(Socks5) as server:
            self.assert_same_as_direct(self.scan(f"socks5://127.0.0.1:{server.server_address[1]}"), server)

    def test_socks5_with_credentials(self):
        with proxy(Socks5, login=True) as server:
            self.assert_same_as_direct(
                self.scan(f"socks5://{USER}:{URL_PASSWORD}@127.0.0.1:{server.server_address[1]}"), server
            )

    def test_what_a_proxy_refuses_says_nothing_of_the_gateway(self):
        for handler, scheme in ((Connect, "http"), (Socks5, "socks5")):
            for options, url in (({"refuses": True}, ""), ({"login": True}, ""), ({"login": True}, f"{USER}:wrong@")):
                with self.subTest(scheme=scheme, **options, url=url), proxy(handler, **options) as server:
                    run = self.scan(f"{scheme}://{url}127.0.0.1:{server.server_address[1]}", "--deadline=10")
                    self.assertEqual(run.exit_code, harness.COULD_NOT_RUN)
                    self.assertEqual(run.status, "unreachable")
                    self.assertEqual(harness.count(run.refused()), 0)
                    self.assertIn("the proxy", run.target["problem"]["text"])
                    self.assertEqual(server.ports, [])

    def test_environment(self):
        with proxy(Connect) as server:
            url = f"http://127.0.0.1:{server.server_address[1]}"
            with environment(https_proxy=url):
                run = harness.scan(self.server.target, *self.QUESTION, depth="sstp")
                self.assert_same_as_direct(run, server)
            server.ports.clear()
            with environment(https_proxy=url, no_proxy="127.0.0.1"):
                run = harness.scan(self.server.target, *self.QUESTION, depth="sstp")
                self.assertEqual(run.accepted(), self.direct.accepted())
                self.assertEqual(server.ports, [])


@contextlib.contextmanager
def environment(**variables):
    before = dict(os.environ)
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


if __name__ == "__main__":
    unittest.main()
