# SPDX-License-Identifier: Apache-2.0
"""A small TLS server of our own, with the ways of answering an SSTP request that other servers have.

  python3 sstp_server.py WAY PEM [NAME]     announces its own address; NAME is what a way calls its own

Ways: gateway (any host), hosted (accel-ppp with host-name=, accel-pppd/ctrl/sstp/sstp.c, http_recv_request: 404 to a
foreign Host, 501 to a method that is neither GET nor SSTP_DUPLEX_POST), closed_to_strangers (404 to whatever a foreign
Host asks), web (404 to all), web_501 (501 to what it does not know), sstp_path (a proxy that passes the path on alone).
"""

import contextlib
import os
import socket
import ssl
import sys
import threading

import servers

METHOD, PATH = "SSTP_DUPLEX_POST", "/sra_{BA195980-CD49-458b-9E23-C84EE0ADCD75}/"
# [MS-SSTP] 2.2.10, with a nonce of its own behind it.
ACK = bytes.fromhex("10010030 0002 0001 00040028 00000003")
LEFT = bytes.fromhex("10010008 0007 0000")


@contextlib.contextmanager
def answering(way, pem, name=""):
    with servers.work_directory() as work:
        command = [sys.executable, __file__, way, str(pem), name]
        with servers.running(command, work, announces="listening on ") as server:
            yield server


def status_of(way, name, method, path, host):
    """200 stands for SSTP."""
    is_sstp = method == METHOD and path.lower() == PATH.lower()
    if way == "gateway":
        return 200 if is_sstp else 404
    if way == "hosted":
        if method not in (METHOD, "GET"):
            return 501
        return 200 if is_sstp and host == name else 404
    if way == "closed_to_strangers":
        return 200 if is_sstp and host == name else 404
    if way == "sstp_path":
        return 404 if path == PATH else 400
    return {"web": 404, "web_501": 501}[way]


def serve(client, context, way, name):
    with contextlib.suppress(OSError), client:
        client.settimeout(60)
        tls = context.wrap_socket(client, server_side=True)
        head = b""
        while b"\r\n\r\n" not in head:
            more = tls.recv(4096)
            if not more:
                return
            head += more
        lines = head.decode("latin-1").split("\r\n")
        method, path, _ = lines[0].split(" ")
        hosts = [line.partition(":")[2].strip() for line in lines[1:] if line.lower().startswith("host:")]
        status = status_of(way, name, method, path, hosts[0] if hosts else "")
        if status != 200:
            tls.sendall(b"HTTP/1.1 %d No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" % status)
            tls.unwrap()
            return
        tls.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551615\r\n\r\n")
        tls.recv(4096)
        tls.sendall(ACK + os.urandom(32))
        tls.recv(4096)
        tls.sendall(LEFT)
        tls.unwrap()


def main():
    way, pem, name = sys.argv[1:]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    listener = socket.create_server((servers.LOOPBACK, 0), backlog=256)
    print("listening on %s:%d" % listener.getsockname()[:2], flush=True)
    while True:
        client, _ = listener.accept()
        threading.Thread(target=serve, args=(client, context, way, name), daemon=True).start()


if __name__ == "__main__":
    main()
