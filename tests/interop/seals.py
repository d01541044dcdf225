# SPDX-License-Identifier: Apache-2.0
"""People who sign, and a time-stamping authority on loopback: all of it OpenSSL's, none of it ours."""

import contextlib
import http.server
import pathlib
import ssl
import subprocess
import threading

PASS_PHRASE = "correct horse/battery"
CONFIG = """
[tsa]
serial = {work}/serial
signer_digest = sha256
digests = {digests}
default_policy = 1.2.3.4.1
ess_cert_id_alg = sha256
[root]
basicConstraints = critical,CA:true
[signer]
keyUsage = critical,digitalSignature
subjectAltName = email:auditor@example.net
[stamper]
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[server]
subjectAltName = IP:127.0.0.1
"""


def openssl(*words, **options):
    return subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True, **options).stdout


class People:
    """Files in a folder: root.pem, and NAME.key with NAME.pem (the certificate and its intermediate) for everyone."""

    def __init__(self, work, days=2):
        self.work, self.days = pathlib.Path(work), days
        for name, digests in (("config", "sha256"), ("narrow", "sha512")):
            (self.work / name).write_text(CONFIG.format(work=self.work, digests=digests))
        (self.work / "serial").write_text("01")
        self.make("root", "root", "EC", issuer=None)
        self.make("between", "root", "EC", issuer="root")
        self.make("rsa", "signer", "RSA", issuer="between")
        self.make("ecdsa", "signer", "EC", issuer="between")
        self.make("tsa", "stamper", "RSA", issuer="root")
        self.make("server", "server", "EC", issuer="root")
        self.make("alone", "signer", "EC", issuer=None)
        openssl("pkey", "-in", self / "rsa.key", "-aes256", "-passout", "pass:" + PASS_PHRASE, "-out", self / "rsa.locked")
        openssl("pkcs12", "-export", "-inkey", self / "ecdsa.key", "-in", self / "ecdsa.pem", "-passout",
                "pass:" + PASS_PHRASE, "-out", self / "ecdsa.p12")  # fmt: skip
        (self / "pass").write_text(PASS_PHRASE + "\n")

    def __truediv__(self, name):
        return self.work / name

    def make(self, name, section, kind, issuer):
        kinds = {"RSA": ["rsa:2048"], "EC": ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"]}
        by = ["-CA", self / f"{issuer}.cert", "-CAkey", self / f"{issuer}.key"] if issuer else []
        openssl("req", "-x509", "-newkey", *kinds[kind], "-nodes", "-keyout", self / f"{name}.key", "-out",
                self / f"{name}.cert", "-subj", f"/CN={name} of sstp-probe's tests", "-days", str(self.days), "-config",
                self / "config", "-extensions", section, *by)  # fmt: skip
        chain = [name] + ([issuer] if issuer not in (None, "root") else [])
        (self / f"{name}.pem").write_bytes(b"".join((self / f"{one}.cert").read_bytes() for one in chain))

    def answer(self, query, config="config"):
        """What the authority says to a TimeStampReq."""
        path = self / "query"
        path.write_bytes(query)
        return openssl("ts", "-reply", "-config", self / config, "-section", "tsa", "-queryfile", path, "-inkey",
                       self / "tsa.key", "-signer", self / "tsa.cert")  # fmt: skip

    def other_query(self, query):
        """The same question with another nonce."""
        path = self / "query"
        path.write_bytes(query)
        text = openssl("ts", "-query", "-in", path, "-text").decode()
        dump = "".join(line.split(" - ")[1][:48] for line in text.splitlines() if " - " in line)
        return openssl("ts", "-query", "-digest", "".join(c for c in dump if c not in " -"), "-sha256", "-cert")


@contextlib.contextmanager
def authority(people, mood="honest", tls=False):
    """Its URL. A mood is what it does with a query."""
    done = threading.Event()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            query = self.rfile.read(int(self.headers["Content-Length"]))
            assert self.headers["Content-Type"] == "application/timestamp-query"
            if mood == "silent":
                done.wait(60)
                return
            if mood == "hangs up":
                return
            if mood == "unavailable":
                self.send_error(503)
                return
            if mood == "rude":
                self.send_response(503, "come \x1b[31mback later")
                self.end_headers()
                return
            body = {
                "honest": lambda: people.answer(query),
                "refusing": lambda: people.answer(query, "narrow"),
                "garbage": lambda: b"<html>time</html>",
                "wordy": lambda: b"x" * (10 << 20),
                "another nonce": lambda: people.answer(people.other_query(query)),
                "another hash": lambda: people.answer(openssl("ts", "-query", "-digest", "00" * 32, "-sha256", "-cert")),
                "forging": lambda: flipped(people.answer(query)),
            }[mood]()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(body)

        def log_message(self, *_):
            """Nothing to say."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(people / "server.cert", people / "server.key")
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http{'s' if tls else ''}://127.0.0.1:{server.server_port}/tsr?key=of-the-customer"
        finally:
            done.set()
            server.shutdown()
            thread.join()


def flipped(answer):
    """With another last octet: that of the signature."""
    return answer[:-1] + bytes([answer[-1] ^ 1])
