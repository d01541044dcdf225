# SPDX-License-Identifier: Apache-2.0
"""nginx with a server for one name, and something else for everybody who does not send that name."""

import contextlib

import servers

NAME = "vpn.example.net"
TLS = "ssl_protocols TLSv1.2; ssl_ciphers ECDHE+AESGCM:@SECLEVEL=0; ssl_session_cache off;"


@contextlib.contextmanager
def nginx(work, named, nameless):
    """`named` and `nameless` are what stands in the two server blocks besides."""
    port = servers.free_port()
    directories = " ".join(f"{word}_temp_path {work}/{word};" for word in ("proxy", "fastcgi", "uwsgi", "scgi"))
    (work / "nginx.conf").write_text(f"""
daemon off;
master_process off;
pid {work}/nginx.pid;
error_log stderr crit;
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_body_temp_path {work}/body; {directories}
  server {{ listen {servers.LOOPBACK}:{port} ssl default_server; {TLS} {nameless} return 404; }}
  server {{ listen {servers.LOOPBACK}:{port} ssl; server_name {NAME}; {TLS} {named} return 404; }}
}}
""")
    command = ["nginx", "-p", str(work), "-e", "stderr", "-c", str(work / "nginx.conf")]
    with servers.running(command, work, port=port) as server:
        yield server


def with_certificate(pem):
    return f"ssl_certificate {pem}; ssl_certificate_key {pem};"


def signed(work, name):
    """(the authority's certificate, a PEM with key and certificate of a server with this name)."""
    files = ("ca.key", "ca.pem", "key", "request", "names", "certificate", "good.pem")
    paths = {file: str(work / file) for file in files}
    (work / "names").write_text(f"subjectAltName=DNS:{name}\n")
    for command in (
        ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", paths["ca.key"], "-out", paths["ca.pem"],
         "-subj", "/CN=a root of the tests", "-days", "300", "-addext", "basicConstraints=critical,CA:TRUE"],
        ["req", "-newkey", "rsa:2048", "-nodes", "-keyout", paths["key"], "-out", paths["request"],
         "-subj", f"/CN={name}"],
        ["x509", "-req", "-in", paths["request"], "-CA", paths["ca.pem"], "-CAkey", paths["ca.key"], "-CAcreateserial",
         "-out", paths["certificate"], "-days", "200", "-sha256", "-extfile", paths["names"]],
    ):  # fmt: skip
        servers.run(["openssl", *command])
    (work / "good.pem").write_text((work / "key").read_text() + (work / "certificate").read_text())
    return paths["ca.pem"], paths["good.pem"]


def weak(work):
    """A PEM that no policy bears: RSA 1024, signed by itself with SHA-1, for a day."""
    path = work / "weak.pem"
    key, certificate = work / "weak.key", work / "weak.crt"
    servers.run(["openssl", "req", "-x509", "-newkey", "rsa:1024", "-nodes", "-sha1", "-days", "1",
                 "-subj", "/CN=default.invalid", "-keyout", str(key), "-out", str(certificate)])  # fmt: skip
    path.write_text(key.read_text() + certificate.read_text())
    return str(path)
