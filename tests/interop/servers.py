# SPDX-License-Identifier: Apache-2.0
"""Real TLS servers on loopback, with everything enabled that they still have. Each is a context manager."""

import contextlib
import enum
import pathlib
import re
import socket
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
LOOPBACK = "127.0.0.1"
PASSWORD = "secret"
TLS13_SUITES = ["AES_128_GCM_SHA256", "AES_256_GCM_SHA384", "CHACHA20_POLY1305_SHA256", "AES_128_CCM_SHA256",
                "AES_128_CCM_8_SHA256"]  # fmt: skip


class ServerFailed(Exception):
    """A server did not come up. The test that needs it fails: it does not skip."""


class Server:
    def __init__(self, address, process=None):
        self.address = address  # (host, port)
        self.process = process

    @property
    def target(self):
        return f"{self.address[0]}:{self.address[1]}"


@contextlib.contextmanager
def openssl(*arguments):
    """`openssl s_server` with an RSA and an ECDSA certificate, every suite, and `arguments`. One client at a time."""
    with work_directory() as work:
        command = ["openssl", "s_server", "-accept", f"{LOOPBACK}:0", "-www"]
        command += ["-cert", make_key(work, "rsa"), "-dcert", make_key(work, "ecdsa")]
        command += ["-cipher", "ALL:COMPLEMENTOFALL:@SECLEVEL=0"]
        command += ["-ciphersuites", ":".join("TLS_" + suite for suite in TLS13_SUITES), *arguments]
        with running(command, work, announces="ACCEPT ") as server:
            yield server


@contextlib.contextmanager
def jdk(kind="rsa"):
    """JSSE of JDK 17 with its security properties emptied: RC4, DES, 3DES, EXPORT, NULL, anon, SSL 3.0; SSTP."""
    with work_directory() as work:
        key = make_key(work, kind)
        store = str(work / "keys.p12")
        run(["openssl", "pkcs12", "-export", "-in", key, "-out", store, "-passout", f"pass:{PASSWORD}"])
        command = ["java", "-XX:TieredStopAtLevel=1", str(HERE / "JdkServer.java"), store, PASSWORD]
        with running(command, work, announces="listening on ") as server:
            yield server


def jdk_connections(server):
    """How many connections the JDK server has accepted: its own count, not the scanner's."""
    return jdk_counts(server)["connections"]


def jdk_counts(server):
    """{"connections": accepted, "acks": calls acknowledged, "leaves": Call Disconnects}, by the server itself."""
    server.process.stdin.write("?\n")
    server.process.stdin.flush()
    log = server.log
    deadline = time.monotonic() + 600
    while time.monotonic() < deadline:
        lines = log.read_text().splitlines(keepends=True)
        counts = [line.split() for line in lines if line.startswith("connections ") and line.endswith("\n")]
        if len(counts) > getattr(server, "counted", 0):
            server.counted = len(counts)
            return {word: int(number) for word, number in zip(counts[-1][::2], counts[-1][1::2])}
        time.sleep(0.02)
    raise ServerFailed("the JDK server does not tell its counts")


@contextlib.contextmanager
def gnutls(*, null_ciphers):
    """gnutls-serv. With NULL ciphers it switches TLS 1.3 off. Listens on every address: see private_network.py."""
    ciphers = ["ALL", "ARCFOUR-128", "3DES-CBC", "CAMELLIA-128-CBC", "CAMELLIA-256-CBC", "CAMELLIA-128-GCM",
               "CAMELLIA-256-GCM", "AES-128-CCM-8", "AES-256-CCM-8"]  # fmt: skip
    priority = ["NONE", "VERS-ALL", "CIPHER-ALL", *ciphers[1:], "MAC-ALL", "MD5", "KX-ALL", "ANON-DH", "ANON-ECDH",
                "COMP-ALL", "SIGN-ALL", "GROUP-ALL", "CTYPE-ALL"]  # fmt: skip
    if null_ciphers:
        priority.append("NULL")
    with work_directory() as work:
        command = ["gnutls-serv", "--port", str(free_port()), "--echo", "--quiet"]
        for kind in ("rsa", "ecdsa"):
            key = make_key(work, kind)
            command += ["--x509keyfile", key, "--x509certfile", key]
        command += ["--priority", ":+".join(priority) + ":%VERIFY_ALLOW_BROKEN"]
        with running(command, work, port=int(command[2])) as server:
            yield server


@contextlib.contextmanager
def nginx():
    """An ordinary HTTPS server, and its OpenSSL with every suite."""
    with work_directory() as work:
        rsa, ecdsa = make_key(work, "rsa"), make_key(work, "ecdsa")
        tls = f"""
            ssl_certificate {rsa}; ssl_certificate_key {rsa};
            ssl_certificate {ecdsa}; ssl_certificate_key {ecdsa};
            ssl_protocols SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;
            ssl_ciphers ALL:COMPLEMENTOFALL:@SECLEVEL=0;
            ssl_session_cache off;"""
        with running_nginx(work, "ssl", tls) as server:
            yield server


@contextlib.contextmanager
def plain_http():
    """A web server without TLS, which answers a hello with 400."""
    with work_directory() as work, running_nginx(work, "", "") as server:
        yield server


def running_nginx(work, listen_options, tls):
    port = free_port()
    (work / "nginx.conf").write_text(f"""
daemon off;
master_process off;
pid {work}/nginx.pid;
error_log stderr crit;
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_body_temp_path {work}/body; proxy_temp_path {work}/proxy; fastcgi_temp_path {work}/fastcgi;
  uwsgi_temp_path {work}/uwsgi; scgi_temp_path {work}/scgi;
  server {{
    listen 127.0.0.1:{port} {listen_options};{tls}
    return 200 ok;
  }}
}}
""")
    return running(["nginx", "-p", str(work), "-e", "stderr", "-c", str(work / "nginx.conf")], work, port=port)


class Knock(enum.Enum):
    """Whether to try a connection before a server counts as ready. Not with one that counts its connections."""

    yes = enum.auto()
    no = enum.auto()


@contextlib.contextmanager
def running(command, work, announces=None, port=None, knock=Knock.yes):
    """Starts a server and waits until it takes connections; stops it by its own process id."""
    log = work / "log"
    try:
        with log.open("w") as out:
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=out, stderr=out, text=True)
    except FileNotFoundError as missing:
        raise ServerFailed(f"{command[0]} is not installed; tests/run.sh installs it") from missing
    try:
        server = Server((LOOPBACK, await_ready(process, log, announces, port, knock)), process)
        server.log = log
        yield server
    finally:
        process.kill()
        process.stdin.close()
        process.wait()


def await_ready(process, log, announces, port, knock, seconds=600.0):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        if announces:
            port = announced_port(log, announces)
        if port and (knock is Knock.no or accepts_connections(port)):
            return port
        time.sleep(0.05)
    raise ServerFailed(f"{process.args[0]} does not take connections:\n{log.read_text()}")


def announced_port(log, announces):
    for line in log.read_text().splitlines(keepends=True):
        if line.startswith(announces) and line.endswith("\n"):
            return int(line.rsplit(":", 1)[1])
    return None


def accepts_connections(port):
    try:
        socket.create_connection((LOOPBACK, port), 1).close()
        return True
    except OSError:
        return False


def free_port():
    """A port that was free a moment ago; for servers that cannot choose one themselves."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def work_directory():
    with tempfile.TemporaryDirectory(prefix="sstp-probe-test-") as path:
        yield pathlib.Path(path)


def make_key(work, kind):
    """A PEM file with a fresh key and its self-signed certificate."""
    path = work / f"{kind}.pem"
    algorithm = {"rsa": ["rsa:2048"], "ecdsa": ["ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"],
                 "dsa": [f"dsa:{work}/parameters"]}[kind]  # fmt: skip
    if kind == "dsa":
        run(["openssl", "dsaparam", "-out", str(work / "parameters"), "2048"])
    run(["openssl", "req", "-x509", "-nodes", "-days", "30", "-subj", "/CN=gateway.test",
         "-newkey", *algorithm, "-keyout", str(work / "key"), "-out", str(work / "certificate")])  # fmt: skip
    path.write_text((work / "key").read_text() + (work / "certificate").read_text())
    return str(path)


def certificate_of(target, ciphers="ALL"):
    """The PEM of the certificate that a server shows, in whatever version it speaks."""
    text = run(["openssl", "s_client", "-connect", target, "-cipher", f"{ciphers}:@SECLEVEL=0"])
    return re.search("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----\n", text, re.DOTALL).group(0)


def run(command):
    result = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise ServerFailed(f"{' '.join(command)}\n{result.stderr}")
    return result.stdout
